/* SPDX-License-Identifier: Apache-2.0 */
/*
 * RSA of the two providers in one process: keys that each makes, used by the other; signatures and
 * ciphertexts both ways; and what both have to refuse, with the same status.
 */
#include "test/unit/crypto_provider_support.h"

#include "crypto/hash.h"
#include "crypto/provider/openssl/provider.h"

#include <stdio.h>
#include <string.h>

#define SIZE 128 /* of the modulus; longer ones take long to make with sanitizers */

static const struct crypto_provider ours = CRYPTO_OPENSSL_TABLE;
static const struct crypto_provider *const tables[2] = {&ours, &crypto_provider};

static uint8_t pair_data[2][1200], public_data[2][300], hash[64];
static psa_key_attributes_t attributes[2][2];
static struct crypto_key pairs[2], publics[2];

static int make_keys(void **state)
{
    size_t size, public_size[2], bits;

    (void)state;
    if (!CONFIG_CRYPTO_RSA)
        return 0;
    for (size_t t = 0; t < 2; t++) {
        assert_int_equal(
            tables[t]->rsa_generate(SIZE * 8, NULL, 0, pair_data[t], sizeof pair_data[t], &size),
            PSA_SUCCESS);
        pairs[t] = provider_key(&attributes[t][0], PSA_KEY_TYPE_RSA_KEY_PAIR, SIZE * 8,
                                pair_data[t], size);
        for (size_t k = 0; k < 2; k++) {
            assert_int_equal(tables[k]->rsa_check(&pairs[t], &bits), PSA_SUCCESS);
            assert_int_equal(bits, SIZE * 8);
            assert_int_equal(tables[k]->rsa_public(&pairs[t], public_data[k], &public_size[k]),
                             PSA_SUCCESS);
        }
        assert_int_equal(public_size[0], public_size[1]);
        assert_memory_equal(public_data[0], public_data[1], public_size[0]);
    }
    /* Of the second pair, which both arrays have now; the first one's comes again. */
    publics[1] = provider_key(&attributes[1][1], PSA_KEY_TYPE_RSA_PUBLIC_KEY, SIZE * 8,
                              public_data[1], public_size[1]);
    assert_int_equal(ours.rsa_public(&pairs[0], public_data[0], &size), PSA_SUCCESS);
    publics[0] = provider_key(&attributes[0][1], PSA_KEY_TYPE_RSA_PUBLIC_KEY, SIZE * 8,
                              public_data[0], size);
    return 0;
}

static bool is_absent(void)
{
    if (!CONFIG_CRYPTO_RSA)
        puts("not run: RSA is not in the profile");
    return !CONFIG_CRYPTO_RSA;
}

static void sign_both_ways(psa_algorithm_t algorithm, size_t hash_size)
{
    uint8_t signature[2][SIZE];
    bool is_random = PSA_ALG_IS_RSA_PSS(algorithm);

    for (size_t k = 0; k < 2; k++) {
        psa_status_t status[2];

        provider_fill(hash, hash_size);
        for (size_t t = 0; t < 2; t++)
            status[t] = tables[t]->rsa_sign(&pairs[k], algorithm, hash, hash_size, signature[t]);
        assert_int_equal(status[0], status[1]);
        if (status[0] != PSA_SUCCESS)
            continue;
        if (!is_random)
            assert_memory_equal(signature[0], signature[1], SIZE);
        for (size_t t = 0; t < 2; t++) {
            for (size_t by = 0; by < 2; by++)
                assert_int_equal(
                    tables[by]->rsa_verify(&publics[k], algorithm, hash, hash_size, signature[t]),
                    PSA_SUCCESS);
            signature[t][provider_next(SIZE)] ^= 1;
            for (size_t by = 0; by < 2; by++)
                assert_int_equal(
                    tables[by]->rsa_verify(&pairs[k], algorithm, hash, hash_size, signature[t]),
                    PSA_ERROR_INVALID_SIGNATURE);
        }
    }
}

static void signatures_hold_both_ways(void **state)
{
    static const psa_algorithm_t hashes[] = {PSA_ALG_SHA_1,   PSA_ALG_SHA_224, PSA_ALG_SHA_256,
                                             PSA_ALG_SHA_384, PSA_ALG_SHA_512, PSA_ALG_SHA3_256};

    (void)state;
    if (is_absent())
        skip();
    for (size_t i = 0; i < sizeof hashes / sizeof hashes[0]; i++) {
        size_t size = crypto_hash_size(hashes[i]);
        struct crypto_hash probe;

        /* The providers tell a hash that is not there from one that is too long in one order each.
         */
        if (crypto_provider.hash_begin(&probe, hashes[i]) != PSA_SUCCESS)
            continue;
        sign_both_ways(PSA_ALG_RSA_PKCS1V15_SIGN(hashes[i]), size);
        sign_both_ways(PSA_ALG_RSA_PSS(hashes[i]), size);
        sign_both_ways(PSA_ALG_RSA_PSS_ANY_SALT(hashes[i]), size);
        sign_both_ways(PSA_ALG_RSA_PSS(hashes[i]), size - 1);
    }
    for (size_t size = 1; size <= 64; size += 9)
        sign_both_ways(PSA_ALG_RSA_PKCS1V15_SIGN_RAW, size);
}

static void encrypt_both_ways(psa_algorithm_t algorithm, size_t size, size_t label_size)
{
    uint8_t input[SIZE + 1], label[32], sealed[SIZE], opened[SIZE];
    size_t length;

    provider_fill(input, sizeof input);
    provider_fill(label, sizeof label);
    if (algorithm == CRYPTO_ALG_RSA_RAW)
        input[0] = 0;
    for (size_t t = 0; t < 4; t++) {
        size_t by = t % 2, k = t / 2;
        psa_status_t status =
            tables[by]->rsa_encrypt(&publics[k], algorithm, input, size, label, label_size, sealed);

        assert_int_equal(status, tables[!by]->rsa_encrypt(&publics[k], algorithm, input, size,
                                                          label, label_size, opened));
        if (status != PSA_SUCCESS)
            continue;
        assert_int_equal(tables[!by]->rsa_decrypt(&pairs[k], algorithm, sealed, label, label_size,
                                                  opened, &length),
                         PSA_SUCCESS);
        assert_int_equal(length, size);
        assert_memory_equal(opened, input, size);
    }
}

static void ciphertexts_open_both_ways(void **state)
{
    (void)state;
    if (is_absent())
        skip();
    for (size_t size = 0; size <= SIZE + 1; size += size < 20 || size > 110 ? 1 : 15) {
        encrypt_both_ways(PSA_ALG_RSA_PKCS1V15_CRYPT, size, 0);
        encrypt_both_ways(PSA_ALG_RSA_OAEP(PSA_ALG_SHA_256), size, size % 32);
        encrypt_both_ways(CRYPTO_ALG_RSA_RAW, size, 0);
    }
}

/* Random numbers below the modulus have no padding, nor one for another label. */
static void wrong_paddings_are_refused_alike(void **state)
{
    static const psa_algorithm_t algorithms[] = {PSA_ALG_RSA_PKCS1V15_CRYPT,
                                                 PSA_ALG_RSA_OAEP(PSA_ALG_SHA_256)};
    uint8_t input[SIZE], output[SIZE];
    size_t length;

    (void)state;
    if (is_absent())
        skip();
    for (size_t i = 0; i < 40; i++) {
        provider_fill(input, sizeof input);
        input[0] = i % 4 == 0 ? 0xff : 0;
        memset(input + 1, 0xff, i % 4 == 0 ? SIZE - 1 : 0);
        for (size_t t = 0; t < 2; t++)
            assert_int_equal(tables[t]->rsa_decrypt(&pairs[0], algorithms[i % 2], input, NULL, 0,
                                                    output, &length),
                             i % 4 == 0 ? PSA_ERROR_INVALID_ARGUMENT : PSA_ERROR_INVALID_PADDING);
    }
}

/* Every byte of a key's beginning changed, and every length. */
static void what_is_no_key_is_refused_alike(void **state)
{
    size_t bits;

    (void)state;
    if (is_absent())
        skip();
    for (size_t i = 0; i < 40; i++) {
        uint8_t changed[300];
        struct crypto_key key = publics[0];

        memcpy(changed, public_data[0], key.size);
        key.data = changed;
        changed[i % 20 < 10 ? i % 20 : key.size - 1 - i % 10] ^= i < 20 ? 0x01 : 0x80;
        assert_int_equal(ours.rsa_check(&key, &bits), crypto_provider.rsa_check(&key, &bits));
    }
    for (size_t size = 0; size < publics[0].size; size++) {
        struct crypto_key key = publics[0];

        key.size = size;
        for (size_t t = 0; t < 2; t++)
            assert_int_equal(tables[t]->rsa_check(&key, &bits), PSA_ERROR_INVALID_ARGUMENT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signatures_hold_both_ways),
        cmocka_unit_test(ciphertexts_open_both_ways),
        cmocka_unit_test(wrong_paddings_are_refused_alike),
        cmocka_unit_test(what_is_no_key_is_refused_alike),
    };

    return cmocka_run_group_tests(tests, make_keys, NULL);
}
