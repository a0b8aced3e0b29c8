/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SHA-1 and SHA-2: one engine for all, over the compression functions.
 *
 * That of SHA-512 is Mbed TLS's, and so are the states; what of its layer above would be linked is
 * 700 bytes for two hashes. SHA-256's is in lib/sha256_block.c. SHA-1's is here: Mbed TLS's is
 * unrolled, 3,728 bytes of text against 250. No table, and no branch or address that depends on the
 * message.
 *
 * test/unit/crypto_provider_hash_test.c holds all of it against OpenSSL's.
 */
#include "crypto/provider/mbedtls/provider.h"

#include "lib/bytes.h"
#include "lib/sha256.h"
#include "lib/wipe.h"

#define MBEDTLS_ALLOW_PRIVATE_ACCESS /* to the members of its states, which are filled here */
#include <mbedtls/sha256.h>
#include <mbedtls/sha512.h>

#include <string.h>

/* Which hash it is: the low byte of the algorithm, in the last byte of the state. */
#define SHA1   (PSA_ALG_SHA_1 & 0xff)
#define SHA224 (PSA_ALG_SHA_224 & 0xff)
#define SHA256 (PSA_ALG_SHA_256 & 0xff)
#define SHA384 (PSA_ALG_SHA_384 & 0xff)
#define SHA512 (PSA_ALG_SHA_512 & 0xff)

#define ONLY_SHA256 (!CONFIG_CRYPTO_SHA1 && !CONFIG_CRYPTO_SHA224 && !CRYPTO_HASH_WIDE)

/* The initial values share digits: those of SHA-512 begin with SHA-256's, and those of SHA-384 end
 * with SHA-224's (FIPS 180-4, 5.3). */
static const uint32_t sha512_low[8] = {0xf3bcc908, 0x84caa73b, 0xfe94f82b, 0x5f1d36f1,
                                       0xade682d1, 0x2b3e6c1f, 0xfb41bd6b, 0x137e2179};
static const uint32_t sha384_high[8] = {0xcbbb9d5d, 0x629a292a, 0x9159015a, 0x152fecd8,
                                        0x67332667, 0x8eb44a87, 0xdb0c2e0d, 0x47b5481d};
static const uint32_t sha224_start[8] = {0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939,
                                         0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4};
static const uint32_t sha1_start[8] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

/* SHA-1 has the state of SHA-256. */
static mbedtls_sha256_context *narrow_of(const struct crypto_hash *hash)
{
    _Static_assert(sizeof(mbedtls_sha256_context) <= sizeof *hash, "the state is too small");
    return (mbedtls_sha256_context *)(uintptr_t)hash;
}

static mbedtls_sha512_context *wide_of(const struct crypto_hash *hash)
{
    _Static_assert(!CRYPTO_HASH_WIDE || sizeof(mbedtls_sha512_context) < sizeof *hash,
                   "the state is too small");
    return (mbedtls_sha512_context *)(uintptr_t)hash;
}

static uint8_t kind_of(const struct crypto_hash *hash)
{
    _Static_assert(ONLY_SHA256 || sizeof(mbedtls_sha256_context) < sizeof *hash,
                   "the state is too small");
    return ONLY_SHA256 ? SHA256 : ((const uint8_t *)hash)[sizeof *hash - 1];
}

static bool is_wide(const struct crypto_hash *hash)
{
    return CRYPTO_HASH_WIDE && kind_of(hash) >= SHA384;
}

static size_t block_size(const struct crypto_hash *hash)
{
    return is_wide(hash) ? 128 : 64;
}

static uint8_t *pending_of(const struct crypto_hash *hash)
{
    return is_wide(hash) ? wide_of(hash)->buffer : narrow_of(hash)->buffer;
}

/* Bytes of input so far. SHA-512 would count further, to 2^125 of them. */
static uint64_t count_of(const struct crypto_hash *hash)
{
    return is_wide(hash) ? wide_of(hash)->total[0]
                         : narrow_of(hash)->total[0] | (uint64_t)narrow_of(hash)->total[1] << 32;
}

static void set_count(struct crypto_hash *hash, uint64_t count)
{
    if (is_wide(hash)) {
        wide_of(hash)->total[0] = count;
    } else {
        narrow_of(hash)->total[0] = (uint32_t)count;
        narrow_of(hash)->total[1] = (uint32_t)(count >> 32);
    }
}

static uint32_t rotate(uint32_t word, unsigned bits)
{
    return word << bits | word >> (32 - bits);
}

/* FIPS 180-4, 6.1.3: the schedule in sixteen words. */
static void sha1_process(uint32_t state[5], const uint8_t *block)
{
    static const uint32_t constants[4] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
    uint32_t w[16], v[5];

    memcpy(v, state, sizeof v);
    for (unsigned t = 0; t < 80; t++) {
        uint32_t x = v[1], y = v[2], z = v[3], f, *word = &w[t % 16];

        if (t < 16)
            *word = lib_get_be32(block + 4 * t);
        else
            *word = rotate(w[(t + 13) % 16] ^ w[(t + 8) % 16] ^ w[(t + 2) % 16] ^ *word, 1);
        if (t < 20)
            f = z ^ (x & (y ^ z));
        else if (t >= 40 && t < 60)
            f = (x & y) | (z & (x | y));
        else
            f = x ^ y ^ z;
        f += rotate(v[0], 5) + v[4] + constants[t / 20] + *word;
        v[4] = z;
        v[3] = y;
        v[2] = rotate(x, 30);
        v[1] = v[0];
        v[0] = f;
    }
    for (unsigned i = 0; i < 5; i++)
        state[i] += v[i];
    lib_wipe(w, sizeof w); /* it was made of the message, and could be turned back into it */
}

/* Mbed TLS's functions cannot fail here, but an accelerated replacement of them can. */
static psa_status_t process(struct crypto_hash *hash, const uint8_t *block)
{
    int error = 0;

    if (is_wide(hash))
        error = mbedtls_internal_sha512_process(wide_of(hash), block);
    else if (CONFIG_CRYPTO_SHA1 && kind_of(hash) == SHA1)
        sha1_process(narrow_of(hash)->state, block);
    else if (CONFIG_CRYPTO_SHA224 || CONFIG_CRYPTO_SHA256)
        lib_sha256_process(narrow_of(hash)->state, block);
    return error == 0 ? PSA_SUCCESS : PSA_ERROR_HARDWARE_FAILURE;
}

static bool is_supported(psa_algorithm_t algorithm)
{
    return (CONFIG_CRYPTO_SHA1 && algorithm == PSA_ALG_SHA_1) ||
           (CONFIG_CRYPTO_SHA224 && algorithm == PSA_ALG_SHA_224) ||
           (CONFIG_CRYPTO_SHA256 && algorithm == PSA_ALG_SHA_256) ||
           (CONFIG_CRYPTO_SHA384 && algorithm == PSA_ALG_SHA_384) ||
           (CONFIG_CRYPTO_SHA512 && algorithm == PSA_ALG_SHA_512);
}

psa_status_t crypto_mbedtls_hash_begin(struct crypto_hash *hash, psa_algorithm_t algorithm)
{
    const uint32_t *start = lib_sha256_start, *low = sha512_low;

    if (!is_supported(algorithm))
        return PSA_ERROR_NOT_SUPPORTED;
    if (!ONLY_SHA256)
        ((uint8_t *)hash)[sizeof *hash - 1] = algorithm & 0xff;
    if (CONFIG_CRYPTO_SHA1 && algorithm == PSA_ALG_SHA_1)
        start = sha1_start;
    if (CONFIG_CRYPTO_SHA224 && algorithm == PSA_ALG_SHA_224)
        start = sha224_start;
    if (CONFIG_CRYPTO_SHA384 && algorithm == PSA_ALG_SHA_384) {
        start = sha384_high;
        low = sha224_start;
    }
    set_count(hash, 0);
    for (size_t i = 0; i < 8; i++) {
        if (is_wide(hash))
            wide_of(hash)->state[i] = (uint64_t)start[i] << 32 | low[i];
        else
            narrow_of(hash)->state[i] = start[i];
    }
    return PSA_SUCCESS;
}

psa_status_t crypto_mbedtls_hash_update(struct crypto_hash *hash, const uint8_t *data, size_t size)
{
    psa_status_t status = PSA_SUCCESS;
    size_t block = block_size(hash), piece;

    while (size > 0 && status == PSA_SUCCESS) {
        size_t fill = (size_t)count_of(hash) % block;

        piece = block - fill < size ? block - fill : size;
        if (piece == block) {
            status = process(hash, data);
        } else {
            memcpy(pending_of(hash) + fill, data, piece);
            if (fill + piece == block)
                status = process(hash, pending_of(hash));
        }
        set_count(hash, count_of(hash) + piece);
        data += piece;
        size -= piece;
    }
    return status;
}

/* The chaining value, or as much of it as is the hash. */
static void put_chain(const struct crypto_hash *hash, uint8_t *output, size_t size)
{
    for (size_t i = 0; i < size; i += 4) {
        uint32_t word;

        if (is_wide(hash))
            word = (uint32_t)(wide_of(hash)->state[i / 8] >> (i % 8 == 0 ? 32 : 0));
        else
            word = narrow_of(hash)->state[i / 4];
        lib_put_be32(output + i, word);
    }
}

static size_t digest_size(const struct crypto_hash *hash)
{
    static const uint8_t sizes[] = {20, 0, 0, 28, 32, 48, 64};

    return ONLY_SHA256 ? 32 : sizes[kind_of(hash) - SHA1];
}

psa_status_t crypto_mbedtls_hash_finish(struct crypto_hash *hash, uint8_t *digest)
{
    size_t block = block_size(hash);
    size_t length_size = block / 8; /* of the number of bits that comes last */
    size_t fill = (size_t)count_of(hash) % block;
    uint64_t bits = count_of(hash) << 3;
    uint8_t *pending = pending_of(hash);
    psa_status_t status;
    bool last;

    pending[fill++] = 0x80;
    do {
        last = fill <= block - length_size;
        memset(pending + fill, 0, block - fill);
        if (last) {
            lib_put_be32(pending + block - 8, (uint32_t)(bits >> 32));
            lib_put_be32(pending + block - 4, (uint32_t)bits);
        }
        status = process(hash, pending);
        fill = 0;
    } while (status == PSA_SUCCESS && !last);
    put_chain(hash, digest, digest_size(hash));
    return status;
}

static size_t chain_size(const struct crypto_hash *hash)
{
    return is_wide(hash) ? 64 : CONFIG_CRYPTO_SHA1 && kind_of(hash) == SHA1 ? 20 : 32;
}

psa_status_t crypto_mbedtls_hash_export(const struct crypto_hash *hash, uint64_t *count,
                                        uint8_t *chain, uint8_t *pending)
{
    *count = count_of(hash);
    put_chain(hash, chain, chain_size(hash));
    memcpy(pending, pending_of(hash), (size_t)*count % block_size(hash));
    return PSA_SUCCESS;
}

psa_status_t crypto_mbedtls_hash_import(struct crypto_hash *hash, psa_algorithm_t algorithm,
                                        uint64_t count, const uint8_t *chain,
                                        const uint8_t *pending)
{
    psa_status_t status = crypto_mbedtls_hash_begin(hash, algorithm);

    if (status != PSA_SUCCESS)
        return status;
    set_count(hash, count);
    for (size_t i = 0; i < chain_size(hash); i += 4) {
        uint32_t word = lib_get_be32(chain + i);

        if (!is_wide(hash))
            narrow_of(hash)->state[i / 4] = word;
        else if (i % 8 == 0)
            wide_of(hash)->state[i / 8] = (uint64_t)word << 32;
        else
            wide_of(hash)->state[i / 8] |= word;
    }
    if (count % block_size(hash) > 0)
        memcpy(pending_of(hash), pending, (size_t)count % block_size(hash));
    return PSA_SUCCESS;
}
