/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The provider's RSA against OpenSSL's, both ways: keys of several lengths and exponents, every
 * padding with every hash, and paddings, keys and signatures that are wrong.
 */
#include "test/unit/crypto_provider_support.h"

#include "crypto/hash.h"

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

#define SIZE_MAX_ 512u
#define DER_MAX   2500u

struct pair {
    EVP_PKEY *reference;
    size_t size;
    uint8_t secret[DER_MAX], public[600];
    psa_key_attributes_t attributes[2];
    struct crypto_key key, public_key;
};

static const struct {
    psa_algorithm_t algorithm;
    const EVP_MD *(*reference)(void);
} hashes[] = {
    {PSA_ALG_SHA_1, EVP_sha1},     {PSA_ALG_SHA_224, EVP_sha224}, {PSA_ALG_SHA_256, EVP_sha256},
    {PSA_ALG_SHA_384, EVP_sha384}, {PSA_ALG_SHA_512, EVP_sha512},
};

#define HASH_COUNT (sizeof hashes / sizeof hashes[0])

/* RSAPrivateKey and RSAPublicKey as OpenSSL writes them. */
static void load(struct pair *pair, EVP_PKEY *reference)
{
    uint8_t *p = pair->secret;
    size_t bits = 0;
    int secret_size = i2d_PrivateKey(reference, &p), public_size;

    p = pair->public;
    public_size = i2d_PublicKey(reference, &p);
    assert_in_range(secret_size, 1, DER_MAX);
    assert_in_range(public_size, 1, sizeof pair->public);
    pair->reference = reference;
    pair->size = (size_t)EVP_PKEY_get_size(reference);
    pair->key = provider_key(&pair->attributes[0], PSA_KEY_TYPE_RSA_KEY_PAIR, 8 * pair->size,
                             pair->secret, (size_t)secret_size);
    pair->public_key = provider_key(&pair->attributes[1], PSA_KEY_TYPE_RSA_PUBLIC_KEY,
                                    8 * pair->size, pair->public, (size_t)public_size);
    assert_int_equal(crypto_provider.rsa_check(&pair->key, &bits), PSA_SUCCESS);
    assert_int_equal(bits, 8 * pair->size);
    assert_int_equal(crypto_provider.rsa_check(&pair->public_key, &bits), PSA_SUCCESS);
    assert_int_equal(bits, 8 * pair->size);
}

static EVP_PKEY *generate(int bits, BN_ULONG exponent)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
    BIGNUM *e = BN_new();
    EVP_PKEY *key = NULL;

    BN_set_word(e, exponent);
    assert_true(EVP_PKEY_keygen_init(context));
    assert_true(EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits));
    assert_true(EVP_PKEY_CTX_set1_rsa_keygen_pubexp(context, e));
    assert_true(EVP_PKEY_generate(context, &key));
    EVP_PKEY_CTX_free(context);
    BN_free(e);
    return key;
}

/* One for most tests, and more for those of lengths. */
static struct pair pair;

static int setup(void **state)
{
    (void)state;
    load(&pair, generate(1024, 65537));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    EVP_PKEY_free(pair.reference);
    return 0;
}

static EVP_PKEY_CTX *context_for(const struct pair *p, int (*init)(EVP_PKEY_CTX *), int padding)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(p->reference, NULL);

    assert_true(init(context));
    assert_true(EVP_PKEY_CTX_set_rsa_padding(context, padding));
    return context;
}

static bool reference_verifies(const struct pair *p, int padding, const EVP_MD *md, int salt,
                               const uint8_t *hash, size_t hash_size, const uint8_t *signature)
{
    EVP_PKEY_CTX *context = context_for(p, EVP_PKEY_verify_init, padding);
    int result;

    if (md != NULL)
        assert_true(EVP_PKEY_CTX_set_signature_md(context, md));
    if (padding == RSA_PKCS1_PSS_PADDING)
        assert_true(EVP_PKEY_CTX_set_rsa_pss_saltlen(context, salt));
    result = EVP_PKEY_verify(context, signature, p->size, hash, hash_size);
    EVP_PKEY_CTX_free(context);
    return result == 1;
}

static void reference_signs(const struct pair *p, int padding, const EVP_MD *md, int salt,
                            const uint8_t *hash, size_t hash_size, uint8_t *signature)
{
    EVP_PKEY_CTX *context = context_for(p, EVP_PKEY_sign_init, padding);
    size_t size = SIZE_MAX_;

    if (md != NULL)
        assert_true(EVP_PKEY_CTX_set_signature_md(context, md));
    if (padding == RSA_PKCS1_PSS_PADDING)
        assert_true(EVP_PKEY_CTX_set_rsa_pss_saltlen(context, salt));
    assert_true(EVP_PKEY_sign(context, signature, &size, hash, hash_size));
    EVP_PKEY_CTX_free(context);
}

static void assert_signatures_agree(const struct pair *p, psa_algorithm_t algorithm, int padding,
                                    const EVP_MD *md, int salt, size_t hash_size)
{
    uint8_t hash[64], signature[SIZE_MAX_];

    provider_fill(hash, sizeof hash);
    assert_int_equal(crypto_provider.rsa_sign(&p->key, algorithm, hash, hash_size, signature),
                     PSA_SUCCESS);
    assert_true(reference_verifies(p, padding, md, salt, hash, hash_size, signature));
    assert_int_equal(
        crypto_provider.rsa_verify(&p->public_key, algorithm, hash, hash_size, signature),
        PSA_SUCCESS);
    reference_signs(p, padding, md, salt, hash, hash_size, signature);
    assert_int_equal(crypto_provider.rsa_verify(&p->key, algorithm, hash, hash_size, signature),
                     PSA_SUCCESS);
    signature[provider_next((uint32_t)p->size)] ^= (uint8_t)(1u << provider_next(8));
    assert_int_equal(crypto_provider.rsa_verify(&p->key, algorithm, hash, hash_size, signature),
                     PSA_ERROR_INVALID_SIGNATURE);
    reference_signs(p, padding, md, salt, hash, hash_size, signature);
    hash[0] ^= 1;
    assert_int_equal(crypto_provider.rsa_verify(&p->key, algorithm, hash, hash_size, signature),
                     PSA_ERROR_INVALID_SIGNATURE);
}

static void pkcs1_signatures_agree_with_every_hash(void **state)
{
    (void)state;
    for (size_t i = 0; i < HASH_COUNT; i++)
        assert_signatures_agree(&pair, PSA_ALG_RSA_PKCS1V15_SIGN(hashes[i].algorithm),
                                RSA_PKCS1_PADDING, hashes[i].reference(), 0,
                                crypto_hash_size(hashes[i].algorithm));
    for (size_t size = 1; size <= 64; size += 9)
        assert_signatures_agree(&pair, PSA_ALG_RSA_PKCS1V15_SIGN_RAW, RSA_PKCS1_PADDING, NULL, 0,
                                size);
}

static void pss_signatures_agree_with_every_hash(void **state)
{
    (void)state;
    for (size_t i = 0; i < HASH_COUNT; i++) {
        size_t size = crypto_hash_size(hashes[i].algorithm);
        /* A key of 1024 bits has no room for a salt of 64 bytes. */
        int salt = size < 64 ? (int)size : 62;

        assert_signatures_agree(&pair, PSA_ALG_RSA_PSS(hashes[i].algorithm), RSA_PKCS1_PSS_PADDING,
                                hashes[i].reference(), salt, size);
        assert_signatures_agree(&pair, PSA_ALG_RSA_PSS_ANY_SALT(hashes[i].algorithm),
                                RSA_PKCS1_PSS_PADDING, hashes[i].reference(), salt, size);
    }
}

static void a_salt_of_another_length_is_for_any_salt_only(void **state)
{
    uint8_t hash[32] = {1}, signature[SIZE_MAX_];

    (void)state;
    for (int salt = 0; salt <= 94; salt++) {
        reference_signs(&pair, RSA_PKCS1_PSS_PADDING, EVP_sha256(), salt, hash, 32, signature);
        assert_int_equal(crypto_provider.rsa_verify(&pair.key,
                                                    PSA_ALG_RSA_PSS_ANY_SALT(PSA_ALG_SHA_256), hash,
                                                    32, signature),
                         PSA_SUCCESS);
        assert_int_equal(crypto_provider.rsa_verify(&pair.key, PSA_ALG_RSA_PSS(PSA_ALG_SHA_256),
                                                    hash, 32, signature),
                         salt == 32 ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE);
    }
}

/* What OpenSSL encrypts without padding is whatever this test makes it. */
static void encrypt_raw(const uint8_t *message, uint8_t *output)
{
    EVP_PKEY_CTX *context = context_for(&pair, EVP_PKEY_encrypt_init, RSA_NO_PADDING);
    size_t size = SIZE_MAX_;

    assert_true(EVP_PKEY_encrypt(context, output, &size, message, pair.size));
    EVP_PKEY_CTX_free(context);
}

static void decrypt_raw(const uint8_t *input, uint8_t *message)
{
    EVP_PKEY_CTX *context = context_for(&pair, EVP_PKEY_decrypt_init, RSA_NO_PADDING);
    size_t size = SIZE_MAX_;

    assert_true(EVP_PKEY_decrypt(context, message, &size, input, pair.size));
    EVP_PKEY_CTX_free(context);
}

/* Every byte of a good encoded message, changed: 1 in 256 changes of the salt's length may pass as
 * nothing else can. */
static void a_changed_encoding_is_no_signature(void **state)
{
    psa_algorithm_t algorithms[] = {PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256),
                                    PSA_ALG_RSA_PSS(PSA_ALG_SHA_256)};
    uint8_t hash[32] = {1}, signature[SIZE_MAX_], message[SIZE_MAX_];

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(crypto_provider.rsa_sign(&pair.key, algorithms[i], hash, 32, signature),
                         PSA_SUCCESS);
        encrypt_raw(signature, message);
        for (size_t at = 0; at < pair.size; at++) {
            uint8_t bad[SIZE_MAX_], forged[SIZE_MAX_];

            memcpy(bad, message, sizeof bad);
            bad[at] ^= at == 0 ? 0x01 : 0x10;
            if (bad[0] > 0x7f)
                continue;
            decrypt_raw(bad, forged);
            assert_int_equal(crypto_provider.rsa_verify(&pair.key, algorithms[i], hash, 32, forged),
                             PSA_ERROR_INVALID_SIGNATURE);
        }
    }
}

/* The first bit of what PSS encodes is 0: with it set the rest is as good as before, and still no
 * signature. */
static void a_first_bit_that_is_set_is_no_signature(void **state)
{
    psa_algorithm_t algorithm = PSA_ALG_RSA_PSS(PSA_ALG_SHA_256);
    uint8_t hash[32] = {1}, signature[SIZE_MAX_], message[SIZE_MAX_];
    uint8_t first = pair.public[pair.public_key.size - 5 - pair.size]; /* of the modulus */

    (void)state;
    do { /* until it stays less than the modulus with the bit */
        assert_int_equal(crypto_provider.rsa_sign(&pair.key, algorithm, hash, 32, signature),
                         PSA_SUCCESS);
        encrypt_raw(signature, message);
    } while ((message[0] | 0x80) >= first);
    message[0] |= 0x80;
    decrypt_raw(message, signature);
    assert_int_equal(crypto_provider.rsa_verify(&pair.key, algorithm, hash, 32, signature),
                     PSA_ERROR_INVALID_SIGNATURE);
}

static void encryption_agrees_both_ways(void **state)
{
    (void)state;
    for (size_t i = 0; i <= HASH_COUNT; i++) { /* the last is PKCS#1 v1.5 */
        bool oaep = i < HASH_COUNT;
        size_t overhead = oaep ? 2 * crypto_hash_size(hashes[i].algorithm) + 2 : 11;
        psa_algorithm_t algorithm =
            oaep ? PSA_ALG_RSA_OAEP(hashes[i].algorithm) : PSA_ALG_RSA_PKCS1V15_CRYPT;
        uint8_t label[20], input[SIZE_MAX_], output[SIZE_MAX_], back[SIZE_MAX_];

        if (overhead > pair.size) {
            assert_int_equal(
                crypto_provider.rsa_encrypt(&pair.key, algorithm, input, 0, NULL, 0, output),
                PSA_ERROR_INVALID_ARGUMENT);
            continue;
        }
        for (size_t size = 0; size <= pair.size - overhead; size += size < 3 ? 1 : 5) {
            size_t label_size = oaep ? provider_next(sizeof label) : 0, length = SIZE_MAX_;
            EVP_PKEY_CTX *context;

            provider_fill(input, size);
            provider_fill(label, sizeof label);
            for (int way = 0; way < 2; way++) {
                context =
                    context_for(&pair, way == 0 ? EVP_PKEY_decrypt_init : EVP_PKEY_encrypt_init,
                                oaep ? RSA_PKCS1_OAEP_PADDING : RSA_PKCS1_PADDING);
                if (oaep) {
                    EVP_PKEY_CTX_set_rsa_oaep_md(context, hashes[i].reference());
                    EVP_PKEY_CTX_set_rsa_mgf1_md(context, hashes[i].reference());
                    if (label_size > 0)
                        EVP_PKEY_CTX_set0_rsa_oaep_label(context, OPENSSL_memdup(label, label_size),
                                                         (int)label_size);
                }
                if (way == 0) {
                    assert_int_equal(crypto_provider.rsa_encrypt(&pair.public_key, algorithm, input,
                                                                 size, label, label_size, output),
                                     PSA_SUCCESS);
                    length = SIZE_MAX_;
                    assert_true(EVP_PKEY_decrypt(context, back, &length, output, pair.size));
                } else {
                    length = SIZE_MAX_;
                    assert_true(EVP_PKEY_encrypt(context, output, &length, input, size));
                    assert_int_equal(crypto_provider.rsa_decrypt(&pair.key, algorithm, output,
                                                                 label, label_size, back, &length),
                                     PSA_SUCCESS);
                }
                EVP_PKEY_CTX_free(context);
                assert_int_equal(length, size);
                assert_memory_equal(back, input, size);
            }
            if (oaep) {
                label[0] ^= 1;
                assert_int_equal(crypto_provider.rsa_decrypt(&pair.key, algorithm, output, label,
                                                             label_size + 1, back, &length),
                                 PSA_ERROR_INVALID_PADDING);
            }
        }
        assert_int_equal(crypto_provider.rsa_encrypt(&pair.key, algorithm, input,
                                                     pair.size - overhead + 1, NULL, 0, output),
                         PSA_ERROR_INVALID_ARGUMENT);
    }
}

static psa_status_t decrypt_message(psa_algorithm_t algorithm, const uint8_t *message,
                                    uint8_t *output, size_t *length)
{
    uint8_t input[SIZE_MAX_];

    encrypt_raw(message, input);
    return crypto_provider.rsa_decrypt(&pair.key, algorithm, input, NULL, 0, output, length);
}

/* Every message of PKCS#1 v1.5 whose 0 is at a given place, and those with one byte changed. */
static void wrong_padding_of_pkcs1_is_found(void **state)
{
    uint8_t message[SIZE_MAX_], output[SIZE_MAX_];
    size_t length;

    (void)state;
    for (size_t zero = 2; zero <= pair.size; zero++) {
        psa_status_t expected =
            zero < 10 || zero == pair.size ? PSA_ERROR_INVALID_PADDING : PSA_SUCCESS;

        memset(message, 0xa5, sizeof message);
        message[0] = 0;
        message[1] = 2;
        message[zero] = 0;
        assert_int_equal(decrypt_message(PSA_ALG_RSA_PKCS1V15_CRYPT, message, output, &length),
                         expected);
        assert_int_equal(length, expected == PSA_SUCCESS ? pair.size - zero - 1 : 0);
        if (expected != PSA_SUCCESS)
            continue;
        assert_memory_equal(output, message + zero + 1, length);
        for (int at = 0; at < 2; at++) {
            message[at] ^= (uint8_t)(1u << provider_next(7));
            assert_int_equal(decrypt_message(PSA_ALG_RSA_PKCS1V15_CRYPT, message, output, &length),
                             PSA_ERROR_INVALID_PADDING);
            message[at] = at == 0 ? 0 : 2;
        }
    }
}

static void wrong_padding_of_oaep_is_found(void **state)
{
    uint8_t input[10] = {1, 2, 3}, encrypted[SIZE_MAX_], message[SIZE_MAX_], output[SIZE_MAX_];
    size_t length;

    (void)state;
    assert_int_equal(crypto_provider.rsa_encrypt(&pair.key, PSA_ALG_RSA_OAEP(PSA_ALG_SHA_256),
                                                 input, sizeof input, NULL, 0, encrypted),
                     PSA_SUCCESS);
    decrypt_raw(encrypted, message);
    for (size_t at = 0; at < pair.size; at++) {
        uint8_t bad[SIZE_MAX_];

        memcpy(bad, message, sizeof bad);
        bad[at] ^= (uint8_t)(1u << (at == 0 ? 0 : provider_next(8)));
        if (at < pair.size - sizeof input) {
            assert_int_equal(
                decrypt_message(PSA_ALG_RSA_OAEP(PSA_ALG_SHA_256), bad, output, &length),
                PSA_ERROR_INVALID_PADDING);
            assert_int_equal(length, 0);
        }
    }
}

static void numbers_without_padding_agree(void **state)
{
    uint8_t input[SIZE_MAX_], output[SIZE_MAX_], expected[SIZE_MAX_];
    size_t length;

    (void)state;
    for (int i = 0; i < 5; i++) {
        provider_fill(input, sizeof input);
        memset(input, 0, i < 2 ? pair.size - (size_t)i : 1);
        encrypt_raw(input, expected);
        assert_int_equal(crypto_provider.rsa_encrypt(&pair.key, CRYPTO_ALG_RSA_RAW, input,
                                                     pair.size, NULL, 0, output),
                         PSA_SUCCESS);
        assert_memory_equal(output, expected, pair.size);
        if (i == 0)
            continue; /* zero has no inverse, and blinding does not change it */
        assert_int_equal(crypto_provider.rsa_decrypt(&pair.key, CRYPTO_ALG_RSA_RAW, expected, NULL,
                                                     0, output, &length),
                         PSA_SUCCESS);
        assert_int_equal(length, pair.size);
        assert_memory_equal(output, input, pair.size);
    }
    memset(input, 0xff, sizeof input); /* above the modulus */
    assert_int_equal(crypto_provider.rsa_encrypt(&pair.key, CRYPTO_ALG_RSA_RAW, input, pair.size,
                                                 NULL, 0, output),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(
        crypto_provider.rsa_decrypt(&pair.key, CRYPTO_ALG_RSA_RAW, input, NULL, 0, output, &length),
        PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(crypto_provider.rsa_encrypt(&pair.key, CRYPTO_ALG_RSA_RAW, expected,
                                                 pair.size - 1, NULL, 0, output),
                     PSA_ERROR_INVALID_ARGUMENT);
}

static void every_length_and_exponent_agrees(void **state)
{
    static const struct {
        int bits;
        BN_ULONG exponent;
    } keys[] = {{1032, 3}, {1040, 0xffffffff}, {1056, 17}, {2048, 65537}, {3072, 65537}, {4096, 3}};
    static struct pair other;

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        load(&other, generate(keys[i].bits, keys[i].exponent));
        assert_signatures_agree(&other, PSA_ALG_RSA_PSS(PSA_ALG_SHA_512), RSA_PKCS1_PSS_PADDING,
                                EVP_sha512(), other.size < 130 ? (int)other.size - 66 : 64, 64);
        assert_signatures_agree(&other, PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256),
                                RSA_PKCS1_PADDING, EVP_sha256(), 0, 32);
        EVP_PKEY_free(other.reference);
    }
}

static void the_public_half_is_openssl_s(void **state)
{
    uint8_t output[CRYPTO_PUBLIC_MAX];
    size_t size;

    (void)state;
    assert_int_equal(crypto_provider.rsa_public(&pair.key, output, &size), PSA_SUCCESS);
    assert_int_equal(size, pair.public_key.size);
    assert_memory_equal(output, pair.public, size);
}

/* A generated pair is one for OpenSSL, too, which checks it in every respect. */
static void generated_pairs_are_good(void **state)
{
    static const uint8_t exponents[][4] = {{3}, {0, 0, 0, 17}, {0xff, 0xff, 0xff, 0xfb}};
    static const size_t sizes[] = {1, 4, 4, 0};
    static const size_t bits[] = {1024, 1040, 1024, 2048};
    static struct pair made;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        uint8_t der[DER_MAX];
        const uint8_t *p = der;
        size_t size;
        EVP_PKEY *key;
        EVP_PKEY_CTX *context;

        assert_int_equal(crypto_provider.rsa_generate(bits[i], sizes[i] > 0 ? exponents[i] : NULL,
                                                      sizes[i], der, sizeof der, &size),
                         PSA_SUCCESS);
        key = d2i_PrivateKey(EVP_PKEY_RSA, NULL, &p, (long)size);
        assert_non_null(key);
        assert_ptr_equal(p, der + size);
        assert_int_equal(EVP_PKEY_get_bits(key), bits[i]);
        context = EVP_PKEY_CTX_new(key, NULL);
        assert_int_equal(EVP_PKEY_check(context), 1);
        EVP_PKEY_CTX_free(context);
        load(&made, key);
        assert_int_equal(made.key.size, size); /* OpenSSL writes the very same */
        assert_memory_equal(made.secret, der, size);
        assert_signatures_agree(&made, PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256),
                                RSA_PKCS1_PADDING, EVP_sha256(), 0, 32);
        EVP_PKEY_free(key);
    }
}

static void what_cannot_be_generated_is_refused(void **state)
{
    static const uint8_t one[] = {1}, even[] = {1, 0, 0}, long_one[] = {1, 0, 0, 0, 1};
    uint8_t der[DER_MAX];
    size_t size;

    (void)state;
    assert_int_equal(crypto_provider.rsa_generate(1024, one, 1, der, sizeof der, &size),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(crypto_provider.rsa_generate(1024, even, 3, der, sizeof der, &size),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(crypto_provider.rsa_generate(1024, long_one, 5, der, sizeof der, &size),
                     PSA_ERROR_NOT_SUPPORTED);
    assert_int_equal(crypto_provider.rsa_generate(512, NULL, 0, der, sizeof der, &size),
                     PSA_ERROR_NOT_SUPPORTED);
    assert_int_equal(crypto_provider.rsa_generate(8192, NULL, 0, der, sizeof der, &size),
                     PSA_ERROR_NOT_SUPPORTED);
    assert_int_equal(crypto_provider.rsa_generate(1024, NULL, 0, der, 600, &size),
                     PSA_ERROR_BUFFER_TOO_SMALL);
}

/* One bit wrong in each byte of a key: it is found out when the key is imported or used, or makes
 * no difference. */
static void broken_keys_are_refused(void **state)
{
    static uint8_t der[DER_MAX];
    struct crypto_key key = pair.key;
    const psa_algorithm_t algorithm = PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256);
    uint8_t hash[32] = {0}, right[SIZE_MAX_], signature[SIZE_MAX_];
    size_t bits, refused = 0;

    (void)state;
    assert_int_equal(crypto_provider.rsa_sign(&key, algorithm, hash, 32, right), PSA_SUCCESS);
    key.data = der;
    for (size_t size = 0; size < pair.key.size; size++) {
        memcpy(der, pair.secret, size);
        key.size = size;
        assert_int_equal(crypto_provider.rsa_check(&key, &bits), PSA_ERROR_INVALID_ARGUMENT);
    }
    key.size = pair.key.size + 1;
    memcpy(der, pair.secret, key.size);
    assert_int_equal(crypto_provider.rsa_check(&key, &bits), PSA_ERROR_INVALID_ARGUMENT);
    key.size = pair.key.size;
    for (size_t at = 0; at < key.size; at++) {
        psa_status_t status;

        memcpy(der, pair.secret, key.size);
        der[at] ^= (uint8_t)(1u << provider_next(8));
        status = crypto_provider.rsa_check(&key, &bits);
        if (status == PSA_SUCCESS)
            status = crypto_provider.rsa_sign(&key, algorithm, hash, 32, signature);
        if (status == PSA_SUCCESS)
            assert_memory_equal(signature, right, pair.size);
        refused += status != PSA_SUCCESS;
    }
    /* All but d, which is not used, and whose 128 bytes begin in no place where they could matter;
     * even exponents of the primes do. */
    assert_in_range(refused, key.size - 131, key.size);
}

static void public_keys_must_be_exact(void **state)
{
    static uint8_t der[600];
    struct crypto_key key = pair.public_key;
    size_t bits;

    (void)state;
    key.data = der;
    for (size_t size = 0; size < pair.public_key.size; size++) {
        memcpy(der, pair.public, size);
        key.size = size;
        assert_int_equal(crypto_provider.rsa_check(&key, &bits), PSA_ERROR_INVALID_ARGUMENT);
    }
    key.size = pair.public_key.size;
    memcpy(der, pair.public, key.size);
    der[key.size - 1] &= 0xfe; /* an even exponent */
    assert_int_equal(crypto_provider.rsa_check(&key, &bits), PSA_ERROR_INVALID_ARGUMENT);
    memcpy(der, pair.public, key.size);
    der[key.size - 6] &= 0xfe; /* an even modulus */
    assert_int_equal(crypto_provider.rsa_check(&key, &bits), PSA_ERROR_INVALID_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pkcs1_signatures_agree_with_every_hash),
        cmocka_unit_test(pss_signatures_agree_with_every_hash),
        cmocka_unit_test(a_salt_of_another_length_is_for_any_salt_only),
        cmocka_unit_test(a_changed_encoding_is_no_signature),
        cmocka_unit_test(a_first_bit_that_is_set_is_no_signature),
        cmocka_unit_test(encryption_agrees_both_ways),
        cmocka_unit_test(wrong_padding_of_pkcs1_is_found),
        cmocka_unit_test(wrong_padding_of_oaep_is_found),
        cmocka_unit_test(numbers_without_padding_agree),
        cmocka_unit_test(every_length_and_exponent_agrees),
        cmocka_unit_test(the_public_half_is_openssl_s),
        cmocka_unit_test(generated_pairs_are_good),
        cmocka_unit_test(what_cannot_be_generated_is_refused),
        cmocka_unit_test(broken_keys_are_refused),
        cmocka_unit_test(public_keys_must_be_exact),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
