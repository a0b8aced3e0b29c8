/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SHA-1 and SHA-2 by the functions of <openssl/sha.h>.
 *
 * OpenSSL calls these deprecated and would have EVP_MD_CTX instead. But that does not give away the
 * chaining value, without which a hash cannot be suspended; and it is a pointer to the heap, while
 * this state is all in the caller's memory, can be copied, and is begun in a fraction of the time.
 * The code that does the work is the same.
 */
#define OPENSSL_SUPPRESS_DEPRECATED

#include "crypto/provider/openssl/provider.h"

#include <openssl/sha.h>
#include <string.h>

struct sha1 {
    psa_algorithm_t algorithm;
    SHA_CTX context;
};

struct narrow { /* SHA-224 and SHA-256 */
    psa_algorithm_t algorithm;
    SHA256_CTX context;
};

struct wide { /* SHA-384 and SHA-512 */
    psa_algorithm_t algorithm;
    SHA512_CTX context;
};

/* What is not in the profile is never reached, and may be larger than its state. */
_Static_assert(!CONFIG_CRYPTO_SHA1 || sizeof(struct sha1) <= sizeof(struct crypto_hash),
               "the state is too small");
_Static_assert(sizeof(struct narrow) <= sizeof(struct crypto_hash), "the state is too small");
_Static_assert(!CRYPTO_HASH_WIDE || sizeof(struct wide) <= sizeof(struct crypto_hash),
               "the state is too small");

static psa_algorithm_t algorithm_of(const struct crypto_hash *hash)
{
    return *(const psa_algorithm_t *)(const void *)hash;
}

static bool is_sha1(const struct crypto_hash *hash)
{
    return CONFIG_CRYPTO_SHA1 && algorithm_of(hash) == PSA_ALG_SHA_1;
}

static bool is_wide(const struct crypto_hash *hash)
{
    return CRYPTO_HASH_WIDE && algorithm_of(hash) >= PSA_ALG_SHA_384;
}

static SHA_CTX *sha1_of(struct crypto_hash *hash)
{
    return &((struct sha1 *)(void *)hash)->context;
}

static SHA256_CTX *narrow_of(struct crypto_hash *hash)
{
    return &((struct narrow *)(void *)hash)->context;
}

static SHA512_CTX *wide_of(struct crypto_hash *hash)
{
    return &((struct wide *)(void *)hash)->context;
}

psa_status_t crypto_openssl_hash_begin(struct crypto_hash *hash, psa_algorithm_t algorithm)
{
    int begun = 0;

    *(psa_algorithm_t *)(void *)hash = algorithm;
    if (CONFIG_CRYPTO_SHA1 && algorithm == PSA_ALG_SHA_1)
        begun = SHA1_Init(sha1_of(hash));
    else if (CONFIG_CRYPTO_SHA224 && algorithm == PSA_ALG_SHA_224)
        begun = SHA224_Init(narrow_of(hash));
    else if (CONFIG_CRYPTO_SHA256 && algorithm == PSA_ALG_SHA_256)
        begun = SHA256_Init(narrow_of(hash));
    else if (CONFIG_CRYPTO_SHA384 && algorithm == PSA_ALG_SHA_384)
        begun = SHA384_Init(wide_of(hash));
    else if (CONFIG_CRYPTO_SHA512 && algorithm == PSA_ALG_SHA_512)
        begun = SHA512_Init(wide_of(hash));
    return begun ? PSA_SUCCESS : PSA_ERROR_NOT_SUPPORTED;
}

/* None of what follows can fail: the functions return a value for the sake of old interfaces. */

psa_status_t crypto_openssl_hash_update(struct crypto_hash *hash, const uint8_t *data, size_t size)
{
    if (is_sha1(hash))
        (void)SHA1_Update(sha1_of(hash), data, size);
    else if (is_wide(hash))
        (void)SHA512_Update(wide_of(hash), data, size);
    else
        (void)SHA256_Update(narrow_of(hash), data, size);
    return PSA_SUCCESS;
}

/* The shorter hash of each kind is remembered in the context. */
psa_status_t crypto_openssl_hash_finish(struct crypto_hash *hash, uint8_t *digest)
{
    if (is_sha1(hash))
        (void)SHA1_Final(digest, sha1_of(hash));
    else if (is_wide(hash))
        (void)SHA512_Final(digest, wide_of(hash));
    else
        (void)SHA256_Final(digest, narrow_of(hash));
    return PSA_SUCCESS;
}

static void put_word(uint8_t *output, uint32_t word)
{
    for (size_t i = 0; i < 4; i++)
        output[i] = (uint8_t)(word >> (24 - 8 * i));
}

static uint32_t get_word(const uint8_t *input)
{
    return (uint32_t)input[0] << 24 | (uint32_t)input[1] << 16 | (uint32_t)input[2] << 8 | input[3];
}

/* The five words of SHA-1's value have a name each. */
static SHA_LONG *sha1_words(SHA_CTX *context, size_t i)
{
    SHA_LONG *const words[] = {&context->h0, &context->h1, &context->h2, &context->h3,
                               &context->h4};

    return words[i];
}

static uint64_t count_of(uint32_t high, uint32_t low)
{
    return ((uint64_t)high << 32 | low) / 8;
}

psa_status_t crypto_openssl_hash_export(const struct crypto_hash *hash, uint64_t *count,
                                        uint8_t *chain, uint8_t *pending)
{
    struct crypto_hash copy = *hash;

    if (is_sha1(hash)) {
        SHA_CTX *context = sha1_of(&copy);

        *count = count_of(context->Nh, context->Nl);
        for (size_t i = 0; i < 5; i++)
            put_word(chain + 4 * i, *sha1_words(context, i));
        memcpy(pending, context->data, context->num);
    } else if (is_wide(hash)) {
        SHA512_CTX *context = wide_of(&copy);

        *count = context->Nh << 61 | context->Nl >> 3;
        for (size_t i = 0; i < 8; i++) {
            put_word(chain + 8 * i, (uint32_t)(context->h[i] >> 32));
            put_word(chain + 8 * i + 4, (uint32_t)context->h[i]);
        }
        memcpy(pending, context->u.p, context->num);
    } else {
        SHA256_CTX *context = narrow_of(&copy);

        *count = count_of(context->Nh, context->Nl);
        for (size_t i = 0; i < 8; i++)
            put_word(chain + 4 * i, context->h[i]);
        memcpy(pending, context->data, context->num);
    }
    return PSA_SUCCESS;
}

static void import_sha1(SHA_CTX *context, uint64_t count, const uint8_t *chain)
{
    for (size_t i = 0; i < 5; i++)
        *sha1_words(context, i) = get_word(chain + 4 * i);
    context->Nl = (SHA_LONG)(count << 3);
    context->Nh = (SHA_LONG)(count >> 29);
}

static void import_narrow(SHA256_CTX *context, uint64_t count, const uint8_t *chain)
{
    for (size_t i = 0; i < 8; i++)
        context->h[i] = get_word(chain + 4 * i);
    context->Nl = (SHA_LONG)(count << 3);
    context->Nh = (SHA_LONG)(count >> 29);
}

static void import_wide(SHA512_CTX *context, uint64_t count, const uint8_t *chain)
{
    for (size_t i = 0; i < 8; i++)
        context->h[i] = (uint64_t)get_word(chain + 8 * i) << 32 | get_word(chain + 8 * i + 4);
    context->Nl = count << 3;
    context->Nh = count >> 61;
}

psa_status_t crypto_openssl_hash_import(struct crypto_hash *hash, psa_algorithm_t algorithm,
                                        uint64_t count, const uint8_t *chain,
                                        const uint8_t *pending)
{
    psa_status_t status = crypto_openssl_hash_begin(hash, algorithm);
    size_t block = is_wide(hash) ? 128 : 64;

    if (status != PSA_SUCCESS)
        return status;
    /* The pending bytes are what an update would keep of them. */
    if (is_sha1(hash))
        import_sha1(sha1_of(hash), count - count % block, chain);
    else if (is_wide(hash))
        import_wide(wide_of(hash), count - count % block, chain);
    else
        import_narrow(narrow_of(hash), count - count % block, chain);
    return crypto_openssl_hash_update(hash, pending, (size_t)(count % block));
}
