/* SPDX-License-Identifier: Apache-2.0 */
/* Key derivation: what it computes, against OpenSSL's. */
#include "test/unit/crypto_derive_support.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

/* What OpenSSL derives. */
static void reference(const char *name, const OSSL_PARAM *params, uint8_t *output, size_t size)
{
    EVP_KDF *kdf = EVP_KDF_fetch(NULL, name, NULL);
    EVP_KDF_CTX *context = EVP_KDF_CTX_new(kdf);

    assert_int_equal(EVP_KDF_derive(context, output, size, params), 1);
    EVP_KDF_CTX_free(context);
    EVP_KDF_free(kdf);
}

static OSSL_PARAM octets(const char *name, const void *data, size_t size)
{
    return OSSL_PARAM_construct_octet_string(name, (void *)(uintptr_t)data, size);
}

static OSSL_PARAM text(const char *name, const char *value)
{
    return OSSL_PARAM_construct_utf8_string(name, (char *)(uintptr_t)value, 0);
}

static const struct {
    psa_algorithm_t algorithm;
    const char *name;
} hashes[] = {
    {PSA_ALG_SHA_256, "SHA256"},
    {PSA_ALG_SHA_384, "SHA384"},
    {PSA_ALG_SHA_512, "SHA512"},
};

static bool has(psa_algorithm_t hash)
{
    uint8_t digest[64];
    size_t size;
    bool good = crypto_hash_compute(hash, bytes, 1, digest, sizeof digest, &size) == PSA_SUCCESS;

    if (!good)
        print_message("skipped: hash 0x%08x is not in this provider\n", (unsigned)hash);
    return good;
}

static void hkdf_agrees_with_openssl(void **state)
{
    uint8_t expected[500];

    (void)state;
    for (size_t h = 0; h < 3; h++) {
        for (size_t salt = 0; salt <= 256; salt += 64) {
            OSSL_PARAM params[] = {text(OSSL_KDF_PARAM_DIGEST, hashes[h].name),
                                   octets(OSSL_KDF_PARAM_KEY, bytes, 20 + salt),
                                   octets(OSSL_KDF_PARAM_SALT, bytes + 3, salt),
                                   octets(OSSL_KDF_PARAM_INFO, bytes + 9, salt), OSSL_PARAM_END};

            if (!has(hashes[h].algorithm))
                break;
            reference("HKDF", params, expected, sizeof expected);
            begin(PSA_ALG_HKDF(hashes[h].algorithm));
            if (salt % 128 == 0)
                give(INFO, bytes + 9, salt);
            if (salt > 0)
                give(SALT, bytes + 3, salt);
            give(SECRET, bytes, 20 + salt);
            if (salt % 128 != 0)
                give(INFO, bytes + 9, salt);
            assert_output(expected, sizeof expected);
        }
    }
}

static void the_halves_of_hkdf_make_the_whole(void **state)
{
    uint8_t whole[100], prk[32];

    (void)state;
    begin(HKDF);
    give(SALT, bytes, 9);
    give(SECRET, bytes + 20, 50);
    give(INFO, bytes + 80, 11);
    assert_int_equal(crypto_derive_output_bytes(&op, whole, sizeof whole), PSA_SUCCESS);
    crypto_operation_abort(&op);
    begin(EXTRACT);
    give(SALT, bytes, 9);
    give(SECRET, bytes + 20, 50);
    assert_int_equal(crypto_derive_output_bytes(&op, prk, sizeof prk), PSA_SUCCESS);
    assert_int_equal(crypto_derive_output_bytes(&op, prk, 1), PSA_ERROR_INSUFFICIENT_DATA);
    crypto_operation_abort(&op);
    begin(EXPAND);
    give(SECRET, prk, sizeof prk);
    give(INFO, bytes + 80, 11);
    assert_output(whole, sizeof whole);
    begin(EXPAND);
    refuse(SECRET, 31, PSA_ERROR_INVALID_ARGUMENT);
}

static void tls12_agrees_with_openssl(void **state)
{
    static const char label[] = "key expansion";
    uint8_t expected[200], premaster[300], seed[100];

    (void)state;
    memcpy(seed, label, 13);
    memcpy(seed + 13, bytes + 100, 64);
    for (size_t h = 0; h < 2; h++) {
        for (size_t size = 1; size <= 128; size += 42) {
            OSSL_PARAM params[] = {text(OSSL_KDF_PARAM_DIGEST, hashes[h].name),
                                   octets(OSSL_KDF_PARAM_SECRET, bytes, size),
                                   octets(OSSL_KDF_PARAM_SEED, seed, 77), OSSL_PARAM_END};

            if (!has(hashes[h].algorithm))
                break;
            reference("TLS1-PRF", params, expected, sizeof expected);
            begin(PSA_ALG_TLS12_PRF(hashes[h].algorithm));
            give(SEED, bytes + 100, 64);
            give(SECRET, bytes, size);
            give(LABEL, label, 13);
            assert_output(expected, sizeof expected);
            /* The premaster secret, without and with another one, both within a block and not. */
            /* With 43 and 17 bytes it is just as long as a block. */
            static const size_t others[] = {0, 17, 30, 60, 120};

            for (size_t o = 0; o < 5; o++) {
                size_t other = others[o];
                size_t other_size = other == 0 ? size : other;

                premaster[0] = 0;
                premaster[1] = (uint8_t)other_size;
                if (other == 0)
                    memset(premaster + 2, 0, other_size);
                else
                    memcpy(premaster + 2, bytes + 200, other_size);
                premaster[2 + other_size] = 0;
                premaster[3 + other_size] = (uint8_t)size;
                memcpy(premaster + 4 + other_size, bytes, size);
                params[1] = octets(OSSL_KDF_PARAM_SECRET, premaster, 4 + other_size + size);
                reference("TLS1-PRF", params, expected, sizeof expected);
                begin(PSA_ALG_TLS12_PSK_TO_MS(hashes[h].algorithm));
                give(SEED, bytes + 100, 64);
                if (other != 0)
                    give(OTHER_SECRET, bytes + 200, other);
                give(SECRET, bytes, size);
                give(LABEL, label, 13);
                assert_output(expected, sizeof expected);
            }
        }
    }
    begin(PSK);
    give(SEED, bytes, 1);
    refuse(SECRET, 129, PSA_ERROR_INVALID_ARGUMENT);
}

static void pbkdf2_agrees_with_openssl(void **state)
{
    uint8_t expected[150];

    (void)state;
    for (size_t h = 0; h < 3; h++) {
        for (unsigned cost = 1; cost < 40; cost += 19) {
            int no_limits = 1;
            OSSL_PARAM params[] = {text(OSSL_KDF_PARAM_DIGEST, hashes[h].name),
                                   octets(OSSL_KDF_PARAM_PASSWORD, bytes, 5 * cost),
                                   octets(OSSL_KDF_PARAM_SALT, bytes + 5, 30),
                                   OSSL_PARAM_construct_uint(OSSL_KDF_PARAM_ITER, &cost),
                                   OSSL_PARAM_construct_int(OSSL_KDF_PARAM_PKCS5, &no_limits),
                                   OSSL_PARAM_END};

            if (!has(hashes[h].algorithm))
                break;
            reference("PBKDF2", params, expected, sizeof expected);
            begin(PSA_ALG_PBKDF2_HMAC(hashes[h].algorithm));
            assert_int_equal(crypto_derive_input_integer(&op, COST, cost), PSA_SUCCESS);
            give(SALT, bytes + 5, 10);
            give(SALT, bytes + 15, 20);
            give(PASSWORD, bytes, 5 * cost);
            assert_output(expected, sizeof expected);
        }
    }
}

static void cmac_with(const char *cipher, const uint8_t *key, size_t key_size, const void *data,
                      size_t size, uint8_t mac[16])
{
    EVP_MAC *mac_type = EVP_MAC_fetch(NULL, "CMAC", NULL);
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(mac_type);
    OSSL_PARAM params[] = {text(OSSL_MAC_PARAM_CIPHER, cipher), OSSL_PARAM_END};
    size_t length;

    assert_int_equal(EVP_MAC_init(context, key, key_size, params), 1);
    assert_int_equal(EVP_MAC_update(context, data, size), 1);
    assert_int_equal(EVP_MAC_final(context, mac, &length, 16), 1);
    EVP_MAC_CTX_free(context);
    EVP_MAC_free(mac_type);
}

/* RFC 4615 has no test of PBKDF2 itself, so its function is checked by one iteration and two: the
 * CMAC of salt and number, and the sum with the CMAC of that. */
static void pbkdf2_with_cmac_is_what_the_rfcs_say(void **state)
{
    uint8_t salt[7] = "abc\0\0\0\1", u[2][16], key[16] = {0};
    uint8_t long_password[20];

    (void)state;
    if (crypto_provider.cmac_begin == NULL) {
        print_message("skipped: this provider has no CMAC\n");
        return;
    }
    memset(long_password, 9, sizeof long_password);
    for (int i = 0; i < 2; i++) {
        if (i == 0)
            memcpy(key, bytes, 16);
        else
            cmac_with("AES-128-CBC", (uint8_t[16]){0}, 16, long_password, 20, key);
        cmac_with("AES-128-CBC", key, 16, salt, 7, u[0]);
        cmac_with("AES-128-CBC", key, 16, u[0], 16, u[1]);
        for (int k = 0; k < 16; k++)
            u[1][k] ^= u[0][k];
        for (unsigned cost = 1; cost <= 2; cost++) {
            begin(PSA_ALG_PBKDF2_AES_CMAC_PRF_128);
            assert_int_equal(crypto_derive_input_integer(&op, COST, cost), PSA_SUCCESS);
            give(SALT, salt, 3);
            give(PASSWORD, i == 0 ? bytes : long_password, i == 0 ? 16 : 20);
            assert_output(u[cost - 1], 16);
        }
    }
}

/* OpenSSL's counter mode has the same fixed input; its length field is that of its output. */
static void sp800_108_with_hmac_agrees_with_openssl(void **state)
{
    uint8_t expected[100];

    (void)state;
    for (size_t context = 0; context <= 40; context += 20) {
        OSSL_PARAM params[] = {text(OSSL_KDF_PARAM_DIGEST, "SHA256"),
                               text(OSSL_KDF_PARAM_MAC, "HMAC"),
                               octets(OSSL_KDF_PARAM_KEY, bytes, 70),
                               octets(OSSL_KDF_PARAM_SALT, "a label", 7),
                               octets(OSSL_KDF_PARAM_INFO, bytes + 40, context),
                               OSSL_PARAM_END};

        reference("KBKDF", params, expected, sizeof expected);
        begin(COUNTER);
        give(SECRET, bytes, 70);
        give(LABEL, "a label", 7);
        if (context > 0)
            give(CONTEXT, bytes + 40, context);
        assert_int_equal(crypto_derive_set_capacity(&op, sizeof expected), PSA_SUCCESS);
        assert_output(expected, sizeof expected);
    }
    begin(COUNTER);
    give(SECRET, bytes, 70);
    assert_int_equal(crypto_derive_output_bytes(&op, expected, 1), PSA_SUCCESS);
    assert_int_equal(crypto_derive_set_capacity(&op, 1), PSA_ERROR_BAD_STATE);
    assert_over();
    begin(COUNTER);
    give(SECRET, bytes, 70);
    assert_int_equal(crypto_derive_input_bytes(&op, LABEL, (const uint8_t *)"a\0b", 3),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_over();
}

/* K(0) at the end of each block is not in OpenSSL, so the blocks are made here of its CMAC. */
static void cmac_of(const void *data, size_t size, uint8_t mac[16])
{
    cmac_with("AES-256-CBC", bytes, 32, data, size, mac);
}

static void sp800_108_with_cmac_is_what_the_api_says(void **state)
{
    uint8_t input[40] = "\0\0\0\0label\0context\0\0\1\x40", expected[40], blocks[48];
    psa_key_id_t key;

    (void)state;
    if (crypto_provider.cmac_begin == NULL) {
        print_message("skipped: this provider has no CMAC\n");
        return;
    }
    cmac_of(input + 4, 17, input + 21);
    for (int i = 0; i < 3; i++) {
        input[3]++;
        cmac_of(input, 37, blocks + 16 * i);
    }
    memcpy(expected, blocks, sizeof expected);
    key = make_key(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_DERIVE, CMAC, bytes, 32);
    begin(CMAC);
    assert_int_equal(crypto_derive_input_key(&op, SECRET, key), PSA_SUCCESS);
    give(LABEL, "label", 5);
    give(CONTEXT, "context", 7);
    assert_int_equal(crypto_derive_set_capacity(&op, 40), PSA_SUCCESS);
    assert_output(expected, sizeof expected);
    begin(CMAC);
    refuse(SECRET, 32, PSA_ERROR_INVALID_ARGUMENT);
    crypto_key_destroy(ALICE, key);
}

static void the_last_byte_of_hkdf_is_right(void **state)
{
    static uint8_t whole[255 * 32], expected[255 * 32];
    OSSL_PARAM params[] = {text(OSSL_KDF_PARAM_DIGEST, "SHA256"),
                           octets(OSSL_KDF_PARAM_KEY, bytes, 9),
                           octets(OSSL_KDF_PARAM_INFO, bytes, 9), OSSL_PARAM_END};

    (void)state;
    reference("HKDF", params, expected, sizeof expected);
    begin(HKDF);
    give(SECRET, bytes, 9);
    give(INFO, bytes, 9);
    assert_int_equal(crypto_derive_output_bytes(&op, whole, sizeof whole), PSA_SUCCESS);
    assert_memory_equal(whole, expected, sizeof whole);
    assert_int_equal(crypto_derive_output_bytes(&op, whole, 1), PSA_ERROR_INSUFFICIENT_DATA);
    crypto_operation_abort(&op);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hkdf_agrees_with_openssl),
        cmocka_unit_test(the_halves_of_hkdf_make_the_whole),
        cmocka_unit_test(tls12_agrees_with_openssl),
        cmocka_unit_test(pbkdf2_agrees_with_openssl),
        cmocka_unit_test(pbkdf2_with_cmac_is_what_the_rfcs_say),
        cmocka_unit_test(sp800_108_with_hmac_agrees_with_openssl),
        cmocka_unit_test(sp800_108_with_cmac_is_what_the_api_says),
        cmocka_unit_test(the_last_byte_of_hkdf_is_right),
    };

    fill();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
