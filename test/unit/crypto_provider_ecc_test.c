/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The provider's curves against OpenSSL's, both ways, with hashes of every length; deterministic
 * signatures against RFC 6979's; and what is no key, no point and no signature.
 */
#include "test/unit/crypto_provider_support.h"

#include "crypto/hash.h"
#include "test/vectors/ecdsa_deterministic.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <stdio.h>
#include <string.h>

#define PAIR   PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)
#define PUBLIC PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1)
#define RANDOM PSA_ALG_ECDSA(PSA_ALG_SHA_256)

struct pair {
    size_t bits, size;
    uint8_t secret[48], point[97];
    psa_key_attributes_t attributes[2];
    struct crypto_key key, public_key;
    EVP_PKEY *reference;
};

static const char *name_of(size_t bits)
{
    return bits == 256 ? "P-256" : "P-384";
}

static EVP_PKEY *reference_of(const struct pair *pair, bool secret)
{
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    BIGNUM *number = BN_bin2bn(pair->secret, (int)pair->size, NULL);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    OSSL_PARAM *parameters;
    EVP_PKEY *key = NULL;

    OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, name_of(pair->bits), 0);
    OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, pair->point,
                                     2 * pair->size + 1);
    if (secret)
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_PRIV_KEY, number);
    parameters = OSSL_PARAM_BLD_to_param(builder);
    assert_true(EVP_PKEY_fromdata_init(context));
    (void)EVP_PKEY_fromdata(context, &key, secret ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY,
                            parameters);
    OSSL_PARAM_free(parameters);
    OSSL_PARAM_BLD_free(builder);
    EVP_PKEY_CTX_free(context);
    BN_free(number);
    return key;
}

/* A pair around a secret: OpenSSL has to find the same public point. */
static void make(struct pair *pair, size_t bits, const uint8_t *secret)
{
    EC_GROUP *group =
        EC_GROUP_new_by_curve_name(bits == 256 ? NID_X9_62_prime256v1 : NID_secp384r1);
    EC_POINT *point = EC_POINT_new(group);
    BIGNUM *number = BN_bin2bn(secret, (int)bits / 8, NULL);
    uint8_t expected[97];

    pair->bits = bits;
    pair->size = bits / 8;
    memcpy(pair->secret, secret, pair->size);
    pair->key = provider_key(&pair->attributes[0], PAIR, bits, pair->secret, pair->size);
    pair->public_key =
        provider_key(&pair->attributes[1], PUBLIC, bits, pair->point, 2 * pair->size + 1);
    assert_int_equal(crypto_provider.ecc_check(&pair->key), PSA_SUCCESS);
    assert_int_equal(crypto_provider.ecc_public(&pair->key, pair->point), PSA_SUCCESS);
    assert_true(EC_POINT_mul(group, point, number, NULL, NULL, NULL));
    assert_true(EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, expected,
                                   sizeof expected, NULL));
    assert_memory_equal(pair->point, expected, 2 * pair->size + 1);
    assert_int_equal(crypto_provider.ecc_check(&pair->public_key), PSA_SUCCESS);
    BN_free(number);
    EC_POINT_free(point);
    EC_GROUP_free(group);
    pair->reference = reference_of(pair, true);
    assert_non_null(pair->reference);
}

static void make_random(struct pair *pair, size_t bits)
{
    uint8_t secret[48];

    provider_fill(secret, sizeof secret);
    secret[0] &= 0x7f; /* less than the order */
    make(pair, bits, secret);
}

static void drop(struct pair *pair)
{
    EVP_PKEY_free(pair->reference);
}

static bool reference_verifies(const struct pair *pair, const uint8_t *hash, size_t hash_size,
                               const uint8_t *signature)
{
    ECDSA_SIG *numbers = ECDSA_SIG_new();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(pair->reference, NULL);
    uint8_t *der = NULL;
    int size, result;

    ECDSA_SIG_set0(numbers, BN_bin2bn(signature, (int)pair->size, NULL),
                   BN_bin2bn(signature + pair->size, (int)pair->size, NULL));
    size = i2d_ECDSA_SIG(numbers, &der);
    assert_true(EVP_PKEY_verify_init(context));
    result = EVP_PKEY_verify(context, der, (size_t)size, hash, hash_size);
    OPENSSL_free(der);
    ECDSA_SIG_free(numbers);
    EVP_PKEY_CTX_free(context);
    return result == 1;
}

static void reference_signs(const struct pair *pair, const uint8_t *hash, size_t hash_size,
                            uint8_t *signature)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(pair->reference, NULL);
    uint8_t der[150];
    const uint8_t *p = der;
    size_t size = sizeof der;
    ECDSA_SIG *numbers;

    assert_true(EVP_PKEY_sign_init(context));
    assert_true(EVP_PKEY_sign(context, der, &size, hash, hash_size));
    numbers = d2i_ECDSA_SIG(NULL, &p, (long)size);
    BN_bn2binpad(ECDSA_SIG_get0_r(numbers), signature, (int)pair->size);
    BN_bn2binpad(ECDSA_SIG_get0_s(numbers), signature + pair->size, (int)pair->size);
    ECDSA_SIG_free(numbers);
    EVP_PKEY_CTX_free(context);
}

static void signatures_agree_both_ways(void **state)
{
    (void)state;
    for (size_t bits = 256; bits <= 384; bits += 128) {
        for (size_t hash_size = 1; hash_size <= 64; hash_size += 7) {
            struct pair pair;
            uint8_t hash[64], signature[96];

            make_random(&pair, bits);
            provider_fill(hash, sizeof hash);
            assert_int_equal(
                crypto_provider.ecdsa_sign(&pair.key, RANDOM, hash, hash_size, signature),
                PSA_SUCCESS);
            assert_true(reference_verifies(&pair, hash, hash_size, signature));
            assert_int_equal(
                crypto_provider.ecdsa_verify(&pair.public_key, hash, hash_size, signature),
                PSA_SUCCESS);
            reference_signs(&pair, hash, hash_size, signature);
            assert_int_equal(
                crypto_provider.ecdsa_verify(&pair.public_key, hash, hash_size, signature),
                PSA_SUCCESS);
            signature[provider_next((uint32_t)(2 * pair.size))] ^=
                (uint8_t)(1u << provider_next(8));
            assert_int_equal(
                crypto_provider.ecdsa_verify(&pair.public_key, hash, hash_size, signature),
                PSA_ERROR_INVALID_SIGNATURE);
            drop(&pair);
        }
    }
}

/* Hashes that are zero, all bits, and numbers above the order: edges of the joint multiplication.
 */
static void unusual_hashes_agree(void **state)
{
    (void)state;
    for (size_t bits = 256; bits <= 384; bits += 128) {
        static const uint8_t bytes[] = {0x00, 0xff, 0x01, 0x80};
        struct pair pair;
        uint8_t hash[48], signature[96];

        make_random(&pair, bits);
        for (size_t i = 0; i < sizeof bytes; i++) {
            memset(hash, bytes[i], sizeof hash);
            reference_signs(&pair, hash, pair.size, signature);
            assert_int_equal(
                crypto_provider.ecdsa_verify(&pair.public_key, hash, pair.size, signature),
                PSA_SUCCESS);
            assert_int_equal(
                crypto_provider.ecdsa_sign(&pair.key, RANDOM, hash, pair.size, signature),
                PSA_SUCCESS);
            assert_true(reference_verifies(&pair, hash, pair.size, signature));
        }
        drop(&pair);
    }
}

static void number_of_order(size_t bits, int difference, uint8_t *number)
{
    EC_GROUP *group =
        EC_GROUP_new_by_curve_name(bits == 256 ? NID_X9_62_prime256v1 : NID_secp384r1);
    BIGNUM *order = BN_dup(EC_GROUP_get0_order(group));

    if (difference < 0)
        BN_sub_word(order, (BN_ULONG)-difference);
    else
        BN_add_word(order, (BN_ULONG)difference);
    BN_bn2binpad(order, number, (int)bits / 8);
    BN_free(order);
    EC_GROUP_free(group);
}

/* Pairs at both ends, whose points meet the base point and its opposite in the additions. */
static void pairs_at_the_ends_agree(void **state)
{
    (void)state;
    for (size_t bits = 256; bits <= 384; bits += 128) {
        for (int i = 1; i <= 6; i++) {
            struct pair pair;
            uint8_t secret[48] = {0}, hash[48], signature[96];

            if (i <= 3)
                secret[bits / 8 - 1] = (uint8_t)i;
            else
                number_of_order(bits, 3 - i, secret);
            make(&pair, bits, secret);
            provider_fill(hash, sizeof hash);
            reference_signs(&pair, hash, pair.size, signature);
            assert_int_equal(
                crypto_provider.ecdsa_verify(&pair.public_key, hash, pair.size, signature),
                PSA_SUCCESS);
            drop(&pair);
        }
    }
}

static void secrets_out_of_range_are_refused(void **state)
{
    (void)state;
    for (size_t bits = 256; bits <= 384; bits += 128) {
        psa_key_attributes_t attributes;
        uint8_t secret[48] = {0};
        struct crypto_key key = provider_key(&attributes, PAIR, bits, secret, bits / 8);

        assert_int_equal(crypto_provider.ecc_check(&key), PSA_ERROR_INVALID_ARGUMENT);
        for (int i = 0; i < 3; i++) {
            number_of_order(bits, i, secret);
            assert_int_equal(crypto_provider.ecc_check(&key), PSA_ERROR_INVALID_ARGUMENT);
        }
        memset(secret, 0xff, sizeof secret);
        assert_int_equal(crypto_provider.ecc_check(&key), PSA_ERROR_INVALID_ARGUMENT);
    }
}

static void points_off_the_curve_are_refused(void **state)
{
    (void)state;
    for (size_t bits = 256; bits <= 384; bits += 128) {
        struct pair pair;
        uint8_t secret[48];

        make_random(&pair, bits);
        for (int i = 0; i < 60; i++) {
            uint8_t good[97];

            memcpy(good, pair.point, sizeof good);
            if (i == 0)
                pair.point[0] = 2;
            else if (i == 1)
                memset(pair.point + 1, 0, 2 * pair.size);
            else if (i == 2)
                memset(pair.point + 1, 0xff, pair.size);
            else
                pair.point[1 + provider_next((uint32_t)(2 * pair.size))] ^=
                    (uint8_t)(1u << provider_next(8));
            assert_int_equal(crypto_provider.ecc_check(&pair.public_key),
                             PSA_ERROR_INVALID_ARGUMENT);
            assert_int_equal(crypto_provider.ecdh(&pair.key, pair.point, secret),
                             PSA_ERROR_INVALID_ARGUMENT);
            memcpy(pair.point, good, sizeof good);
        }
        drop(&pair);
    }
}

/* The coordinates of a point, with the prime added: the same number modulo it. There is room for
 * that only if x is small, so x is searched for from 1. */
static void coordinates_that_are_not_reduced_are_refused(void **state)
{
    (void)state;
    for (size_t bits = 256; bits <= 384; bits += 128) {
        EC_GROUP *group =
            EC_GROUP_new_by_curve_name(bits == 256 ? NID_X9_62_prime256v1 : NID_secp384r1);
        EC_POINT *point = EC_POINT_new(group);
        BIGNUM *x = BN_new(), *y = BN_new(), *p = BN_new();
        psa_key_attributes_t attributes;
        uint8_t bytes[97] = {4};
        struct crypto_key key = provider_key(&attributes, PUBLIC, bits, bytes, bits / 4 + 1);

        EC_GROUP_get_curve(group, p, NULL, NULL, NULL);
        for (BN_ULONG i = 1; BN_is_zero(x); i++) {
            BN_set_word(x, i);
            if (!EC_POINT_set_compressed_coordinates(group, point, x, 0, NULL))
                BN_zero(x);
        }
        EC_POINT_get_affine_coordinates(group, point, x, y, NULL);
        BN_bn2binpad(x, bytes + 1, (int)bits / 8);
        BN_bn2binpad(y, bytes + 1 + bits / 8, (int)bits / 8);
        assert_int_equal(crypto_provider.ecc_check(&key), PSA_SUCCESS);
        BN_add(x, x, p);
        BN_bn2binpad(x, bytes + 1, (int)bits / 8);
        assert_int_equal(crypto_provider.ecc_check(&key), PSA_ERROR_INVALID_ARGUMENT);
        BN_free(x);
        BN_free(y);
        BN_free(p);
        EC_POINT_free(point);
        EC_GROUP_free(group);
    }
}

static void signatures_out_of_range_are_refused(void **state)
{
    (void)state;
    for (size_t bits = 256; bits <= 384; bits += 128) {
        struct pair pair;
        uint8_t hash[48] = {1}, good[96], bad[96];

        make_random(&pair, bits);
        reference_signs(&pair, hash, pair.size, good);
        for (int half = 0; half < 2; half++) {
            memcpy(bad, good, sizeof bad);
            memset(bad + (size_t)half * pair.size, 0, pair.size);
            assert_int_equal(crypto_provider.ecdsa_verify(&pair.public_key, hash, pair.size, bad),
                             PSA_ERROR_INVALID_SIGNATURE);
            number_of_order(bits, 0, bad + (size_t)half * pair.size);
            assert_int_equal(crypto_provider.ecdsa_verify(&pair.public_key, hash, pair.size, bad),
                             PSA_ERROR_INVALID_SIGNATURE);
        }
        memset(bad, 0, sizeof bad);
        assert_int_equal(crypto_provider.ecdsa_verify(&pair.public_key, hash, pair.size, bad),
                         PSA_ERROR_INVALID_SIGNATURE);
        drop(&pair);
    }
}

static void shared_secrets_agree(void **state)
{
    (void)state;
    for (size_t bits = 256; bits <= 384; bits += 128) {
        for (int i = 0; i < 10; i++) {
            struct pair a, b;
            uint8_t secret[48], other[48], expected[48];
            size_t length = sizeof expected;
            EVP_PKEY_CTX *context;

            make_random(&a, bits);
            make_random(&b, bits);
            assert_int_equal(crypto_provider.ecdh(&a.key, b.point, secret), PSA_SUCCESS);
            assert_int_equal(crypto_provider.ecdh(&b.key, a.point, other), PSA_SUCCESS);
            context = EVP_PKEY_CTX_new(a.reference, NULL);
            assert_true(EVP_PKEY_derive_init(context));
            assert_true(EVP_PKEY_derive_set_peer(context, b.reference));
            assert_true(EVP_PKEY_derive(context, expected, &length));
            EVP_PKEY_CTX_free(context);
            assert_memory_equal(secret, expected, a.size);
            assert_memory_equal(other, expected, a.size);
            drop(&a);
            drop(&b);
        }
    }
}

static void decode(const char *text, uint8_t *bytes)
{
    for (size_t i = 0; text[2 * i] != 0; i++) {
        unsigned byte;

        assert_int_equal(sscanf(text + 2 * i, "%2x", &byte), 1);
        bytes[i] = (uint8_t)byte;
    }
}

static void deterministic_signatures_are_those_of_the_rfc(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof deterministic_signatures / sizeof deterministic_signatures[0];
         i++) {
        psa_key_attributes_t attributes;
        uint8_t secret[48], hash[64], expected[96], signature[96];
        size_t size = deterministic_signatures[i].bits / 8, hash_size;
        struct crypto_key key = provider_key(&attributes, PAIR, 8 * size, secret, size);
        const char *message = deterministic_signatures[i].message;

        decode(size == 32 ? deterministic_p256_key : deterministic_p384_key, secret);
        decode(deterministic_signatures[i].r, expected);
        decode(deterministic_signatures[i].s, expected + size);
        assert_int_equal(crypto_hash_compute(deterministic_signatures[i].hash,
                                             (const uint8_t *)message, strlen(message), hash,
                                             sizeof hash, &hash_size),
                         PSA_SUCCESS);
        assert_int_equal(crypto_provider.ecdsa_sign(
                             &key, PSA_ALG_DETERMINISTIC_ECDSA(deterministic_signatures[i].hash),
                             hash, hash_size, signature),
                         PSA_SUCCESS);
        assert_memory_equal(signature, expected, 2 * size);
    }
}

/* A hash is taken modulo the order, in the signature as in the value that it depends on. */
static void hashes_above_the_order_are_reduced(void **state)
{
    (void)state;
    for (size_t bits = 256; bits <= 384; bits += 128) {
        psa_algorithm_t algorithm = PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_256);
        struct pair pair;
        uint8_t small[48] = {0}, large[48], first[96], second[96];

        make_random(&pair, bits);
        small[bits / 8 - 1] = 5;
        number_of_order(bits, 5, large);
        assert_int_equal(crypto_provider.ecdsa_sign(&pair.key, algorithm, small, pair.size, first),
                         PSA_SUCCESS);
        assert_int_equal(crypto_provider.ecdsa_sign(&pair.key, algorithm, large, pair.size, second),
                         PSA_SUCCESS);
        assert_memory_equal(first, second, 2 * pair.size);
        /* and a random one is another each time, so the next does not take after it */
        assert_int_equal(crypto_provider.ecdsa_sign(&pair.key, RANDOM, small, pair.size, second),
                         PSA_SUCCESS);
        assert_memory_not_equal(first, second, 2 * pair.size);
        drop(&pair);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signatures_agree_both_ways),
        cmocka_unit_test(unusual_hashes_agree),
        cmocka_unit_test(pairs_at_the_ends_agree),
        cmocka_unit_test(secrets_out_of_range_are_refused),
        cmocka_unit_test(points_off_the_curve_are_refused),
        cmocka_unit_test(coordinates_that_are_not_reduced_are_refused),
        cmocka_unit_test(signatures_out_of_range_are_refused),
        cmocka_unit_test(shared_secrets_agree),
        cmocka_unit_test(deterministic_signatures_are_those_of_the_rfc),
        cmocka_unit_test(hashes_above_the_order_are_reduced),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
