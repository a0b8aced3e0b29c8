/* SPDX-License-Identifier: Apache-2.0 */
/* What operations must result in, by OpenSSL's whole functions. */
#include "test/fuzz/crypto_sequence.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdio.h>
#include <stdlib.h>

static void must(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "OpenSSL cannot do it: %s\n", what);
    abort();
}

static const char *hash_name(psa_algorithm_t algorithm)
{
    switch (PSA_ALG_GET_HASH(algorithm)) {
    case PSA_ALG_SHA_1:
        return "SHA1";
    case PSA_ALG_SHA_224:
        return "SHA224";
    case PSA_ALG_SHA_384:
        return "SHA384";
    case PSA_ALG_SHA_512:
        return "SHA512";
    default:
        return "SHA256";
    }
}

static const EVP_MD *hash_of(psa_algorithm_t algorithm)
{
    return EVP_get_digestbyname(hash_name(algorithm));
}

size_t reference_hash(psa_algorithm_t algorithm, const uint8_t *data, size_t size, uint8_t *output)
{
    unsigned length;

    must(EVP_Digest(data, size, output, &length, hash_of(algorithm), NULL) == 1, "hash");
    return length;
}

static void cmac(const uint8_t *key, size_t key_size, const uint8_t *data, size_t size,
                 uint8_t output[16])
{
    static EVP_MAC *method;
    char name[] = "AES-128-CBC";
    OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER, name, 0),
                               OSSL_PARAM_construct_end()};
    EVP_MAC_CTX *context;
    size_t length;

    if (method == NULL)
        method = EVP_MAC_fetch(NULL, "CMAC", NULL);
    context = EVP_MAC_CTX_new(method);
    (void)snprintf(name, sizeof name, "AES-%zu-CBC", key_size * 8);
    must(EVP_MAC_init(context, key, key_size, parameters) == 1 &&
             EVP_MAC_update(context, data, size) == 1 &&
             EVP_MAC_final(context, output, &length, 16) == 1,
         "CMAC");
    EVP_MAC_CTX_free(context);
}

size_t reference_mac(psa_algorithm_t algorithm, const uint8_t *key, size_t key_size,
                     const uint8_t *data, size_t size, uint8_t *output)
{
    unsigned length = 16;

    if (PSA_ALG_IS_HMAC(algorithm))
        must(HMAC(hash_of(algorithm), key, (int)key_size, data, size, output, &length) != NULL,
             "HMAC");
    else
        cmac(key, key_size, data, size, output);
    return length;
}

void reference_agreement(const uint8_t private_value[32], uint8_t base[65], uint8_t x[32])
{
    EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    EC_POINT *point = EC_POINT_new(group);
    BIGNUM *number = BN_bin2bn(private_value, 32, NULL), *result = BN_new();

    must(EC_POINT_point2oct(group, EC_GROUP_get0_generator(group), POINT_CONVERSION_UNCOMPRESSED,
                            base, 65, NULL) == 65 &&
             EC_POINT_mul(group, point, number, NULL, NULL, NULL) == 1 &&
             EC_POINT_get_affine_coordinates(group, point, result, NULL, NULL) == 1 &&
             BN_bn2binpad(result, x, 32) == 32,
         "a point of P-256");
    BN_free(number);
    BN_free(result);
    EC_POINT_free(point);
    EC_GROUP_free(group);
}

/* ---- Ciphers --------------------------------------------------------------------------------- */

static const EVP_CIPHER *cipher_of(const char *mode, size_t key_size)
{
    char name[32];

    (void)snprintf(name, sizeof name, "AES-%zu-%s", key_size * 8, mode);
    return EVP_get_cipherbyname(name);
}

static const char *mode_of(psa_algorithm_t algorithm)
{
    switch (algorithm) {
    case PSA_ALG_CTR:
        return "CTR";
    case PSA_ALG_CFB:
        return "CFB";
    case PSA_ALG_OFB:
        return "OFB";
    case PSA_ALG_ECB_NO_PADDING:
        return "ECB";
    default:
        return "CBC";
    }
}

bool reference_cipher(psa_algorithm_t algorithm, const uint8_t *key, size_t key_size,
                      const uint8_t *iv, bool encrypt, const uint8_t *data, size_t size,
                      uint8_t *output, size_t *length)
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int done = 0, rest = 0;
    bool good;

    must(EVP_CipherInit_ex(context, cipher_of(mode_of(algorithm), key_size), NULL, key, iv,
                           encrypt) == 1,
         "cipher");
    EVP_CIPHER_CTX_set_padding(context, algorithm == PSA_ALG_CBC_PKCS7);
    must(EVP_CipherUpdate(context, output, &done, data, (int)size) == 1, "cipher");
    good = EVP_CipherFinal_ex(context, output + done, &rest) == 1;
    EVP_CIPHER_CTX_free(context);
    *length = good ? (size_t)(done + rest) : 0;
    return good;
}

void reference_aead(const struct reference_aead *aead, const uint8_t *data, size_t size,
                    uint8_t *output, uint8_t *tag)
{
    psa_algorithm_t base = PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(aead->algorithm);
    bool ccm = base == PSA_ALG_CCM;
    int tag_size = (int)PSA_ALG_AEAD_GET_TAG_LENGTH(aead->algorithm), length;
    const EVP_CIPHER *cipher = base == PSA_ALG_CHACHA20_POLY1305
                                   ? EVP_chacha20_poly1305()
                                   : cipher_of(ccm ? "CCM" : "GCM", aead->key_size);
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    uint8_t none[16];

    must(EVP_EncryptInit_ex(context, cipher, NULL, NULL, NULL) == 1 &&
             EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, (int)aead->nonce_size, NULL) ==
                 1 &&
             (!ccm || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_size, NULL) == 1) &&
             EVP_EncryptInit_ex(context, NULL, NULL, aead->key, aead->nonce) == 1 &&
             (!ccm || EVP_EncryptUpdate(context, NULL, &length, NULL, (int)size) == 1),
         "AEAD begins");
    if (aead->ad_size > 0)
        must(EVP_EncryptUpdate(context, NULL, &length, aead->ad, (int)aead->ad_size) == 1,
             "additional data");
    must((size == 0 && !ccm) || EVP_EncryptUpdate(context, output, &length, data, (int)size) == 1,
         "AEAD");
    must(EVP_EncryptFinal_ex(context, none, &length) == 1 &&
             EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag_size, tag) == 1,
         "tag");
    EVP_CIPHER_CTX_free(context);
}

/* ---- Derivations ----------------------------------------------------------------------------- */

/* A message that is put together. */
struct text {
    uint8_t data[2000];
    size_t size;
};

static void add(struct text *text, const uint8_t *data, size_t size)
{
    must(size <= sizeof text->data - text->size, "a longer text");
    memcpy(text->data + text->size, data, size);
    text->size += size;
}

static void add_number(struct text *text, size_t size, uint64_t number)
{
    while (size-- > 0) {
        uint8_t byte = (uint8_t)(number >> 8 * size);

        add(text, &byte, 1);
    }
}

/* The function that blocks are made by: HMAC with the derivation's hash, or CMAC. */
static size_t prf(const struct reference_derivation *d, const uint8_t *key, size_t key_size,
                  const struct text *text, uint8_t *output)
{
    unsigned length = 16;

    if (d->algorithm == PSA_ALG_PBKDF2_AES_CMAC_PRF_128 ||
        d->algorithm == PSA_ALG_SP800_108_COUNTER_CMAC)
        cmac(key, key_size, text->data, text->size, output);
    else
        must(HMAC(hash_of(d->algorithm), key, (int)key_size, text->data, text->size, output,
                  &length) != NULL,
             "HMAC");
    return length;
}

/* RFC 5869. */
static size_t next_hkdf(const struct reference_derivation *d, const uint8_t *key, size_t key_size,
                        uint32_t n, uint8_t *block)
{
    struct text text = {.size = 0};

    if (n > 1)
        add(&text, block, PSA_HASH_LENGTH(PSA_ALG_GET_HASH(d->algorithm)));
    add(&text, d->info.data, d->info.size);
    add_number(&text, 1, n);
    return prf(d, key, key_size, &text, block);
}

/* RFC 5246 (5): A(n) from the beginning, since speed is nothing here. */
static size_t next_tls(const struct reference_derivation *d, const uint8_t *key, size_t key_size,
                       uint32_t n, uint8_t *block)
{
    struct text a = {.size = 0}, seed = {.size = 0};

    add(&seed, d->label.data, d->label.size);
    add(&seed, d->seed.data, d->seed.size);
    a = seed;
    for (uint32_t i = 0; i < n; i++)
        a.size = prf(d, key, key_size, &a, a.data);
    add(&a, seed.data, seed.size);
    return prf(d, key, key_size, &a, block);
}

/* RFC 8018 (5.2). */
static size_t next_pbkdf2(const struct reference_derivation *d, const uint8_t *key, size_t key_size,
                          uint32_t n, uint8_t *block)
{
    struct text text = {.size = 0};
    size_t size = 0;

    add(&text, d->salt.data, d->salt.size);
    add_number(&text, 4, n);
    for (uint32_t i = 0; i < d->cost; i++) {
        text.size = size = prf(d, key, key_size, &text, text.data);
        for (size_t k = 0; k < size; k++)
            block[k] = (uint8_t)(text.data[k] ^ (i > 0 ? block[k] : 0));
    }
    return size;
}

/* SP 800-108 (4.1). */
static size_t next_counter(const struct reference_derivation *d, const uint8_t *key,
                           size_t key_size, uint32_t n, uint8_t *block)
{
    struct text fixed = {.size = 0}, text = {.size = 0};

    add(&fixed, d->label.data, d->label.size);
    add_number(&fixed, 1, 0);
    add(&fixed, d->context.data, d->context.size);
    add_number(&fixed, 4, d->capacity * 8);
    add_number(&text, 4, n);
    add(&text, fixed.data, fixed.size);
    if (d->algorithm == PSA_ALG_SP800_108_COUNTER_CMAC) {
        uint8_t first[16];

        add(&text, first, prf(d, key, key_size, &fixed, first));
    }
    return prf(d, key, key_size, &text, block);
}

/* The key of all blocks, made of the secret; and what makes them. */
typedef size_t next_block_t(const struct reference_derivation *d, const uint8_t *key,
                            size_t key_size, uint32_t n, uint8_t *block);

static next_block_t *begin(const struct reference_derivation *d, struct text *key)
{
    static const uint8_t zeros[600];
    struct text text = {.size = 0};

    add(&text, d->secret.data, d->secret.size);
    if (PSA_ALG_IS_HKDF(d->algorithm) || PSA_ALG_IS_HKDF_EXTRACT(d->algorithm))
        key->size = prf(d, d->salt.data, d->salt.size, &text, key->data);
    else if (d->algorithm == PSA_ALG_PBKDF2_AES_CMAC_PRF_128 && d->secret.size != 16)
        key->size = prf(d, zeros, 16, &text, key->data);
    else if (PSA_ALG_IS_TLS12_PSK_TO_MS(d->algorithm)) {
        add_number(key, 2, d->has_other_secret ? d->other_secret.size : d->secret.size);
        add(key, d->has_other_secret ? d->other_secret.data : zeros,
            d->has_other_secret ? d->other_secret.size : d->secret.size);
        add_number(key, 2, d->secret.size);
        add(key, d->secret.data, d->secret.size);
    } else {
        *key = text;
    }
    if (PSA_ALG_IS_HKDF(d->algorithm) || PSA_ALG_IS_HKDF_EXPAND(d->algorithm))
        return next_hkdf;
    if (PSA_ALG_IS_TLS12_PRF(d->algorithm) || PSA_ALG_IS_TLS12_PSK_TO_MS(d->algorithm))
        return next_tls;
    if (PSA_ALG_IS_PBKDF2_HMAC(d->algorithm) || d->algorithm == PSA_ALG_PBKDF2_AES_CMAC_PRF_128)
        return next_pbkdf2;
    return next_counter;
}

void reference_derive(const struct reference_derivation *d, uint8_t *output, size_t size)
{
    struct text key = {.size = 0};
    next_block_t *next = begin(d, &key);
    uint8_t block[64];
    size_t piece;

    if (PSA_ALG_IS_HKDF_EXTRACT(d->algorithm)) {
        memcpy(output, key.data, size);
        return;
    }
    for (uint32_t n = 1; size > 0; n++, output += piece, size -= piece) {
        piece = next(d, key.data, key.size, n, block);
        piece = piece < size ? piece : size;
        memcpy(output, block, piece);
    }
}
