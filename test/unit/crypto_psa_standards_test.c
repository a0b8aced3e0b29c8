/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto gives what the standards print as examples (test/vectors/crypto_standards.h). */
#define _POSIX_C_SOURCE 200809L

#include "test/unit/crypto_psa_support.h"
#include "test/vectors/crypto_standards.h"

struct bytes {
    uint8_t data[256];
    size_t size;
};

static struct bytes bytes_of(const char *hex)
{
    struct bytes bytes = {.size = strlen(hex) / 2};
    unsigned value;

    assert_true(bytes.size <= sizeof bytes.data);
    for (size_t i = 0; i < bytes.size; i++) {
        assert_int_equal(sscanf(hex + 2 * i, "%2x", &value), 1);
        bytes.data[i] = (uint8_t)value;
    }
    return bytes;
}

static void assert_bytes(const uint8_t *data, size_t size, const char *hex)
{
    struct bytes expected = bytes_of(hex);

    assert_int_equal(size, expected.size);
    assert_memory_equal(data, expected.data, size);
}

static psa_key_id_t import(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t alg,
                           const void *data, size_t size)
{
    psa_key_attributes_t attributes = attributes_of(type, usage, alg);
    psa_key_id_t key;

    return left_out(psa_import_key(&attributes, data, size, &key), "the key of an example")
               ? PSA_KEY_ID_NULL
               : key;
}

static void hashes(void **state)
{
    uint8_t hash[PSA_HASH_MAX_SIZE];
    size_t size;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(hash_standards); i++) {
        psa_algorithm_t alg = hash_standards[i].alg;

        if (hash_left_out(alg))
            continue;
        assert_ok(psa_hash_compute(alg, (const uint8_t *)"abc", 3, hash, sizeof hash, &size));
        assert_bytes(hash, size, hash_standards[i].hash);
    }
}

static void ciphers(void **state)
{
    struct bytes key_data = bytes_of(NIST_KEY), message = bytes_of(NIST_MESSAGE);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cipher_standards); i++) {
        psa_algorithm_t alg = cipher_standards[i].alg;
        psa_cipher_operation_t operation = PSA_CIPHER_OPERATION_INIT;
        struct bytes iv = bytes_of(cipher_standards[i].iv);
        psa_key_id_t key =
            import(PSA_KEY_TYPE_AES, USAGE_CIPHER, alg, key_data.data, key_data.size);
        uint8_t output[80];
        size_t size, more;

        if (key == PSA_KEY_ID_NULL)
            continue;
        if (left_out(psa_cipher_encrypt_setup(&operation, key, alg), "a mode"))
            continue;
        if (iv.size > 0)
            assert_ok(psa_cipher_set_iv(&operation, iv.data, iv.size));
        assert_ok(psa_cipher_update(&operation, message.data, message.size, output, sizeof output,
                                    &size));
        assert_ok(psa_cipher_finish(&operation, output + size, sizeof output - size, &more));
        assert_bytes(output, size + more, cipher_standards[i].ciphertext);
        assert_ok(psa_destroy_key(key));
    }
}

static void cmacs(void **state)
{
    struct bytes key_data = bytes_of(NIST_KEY), message = bytes_of(NIST_MESSAGE);
    psa_key_id_t key =
        import(PSA_KEY_TYPE_AES, USAGE_MAC, PSA_ALG_CMAC, key_data.data, key_data.size);
    uint8_t mac[PSA_MAC_MAX_SIZE];
    size_t size;

    (void)state;
    if (key == PSA_KEY_ID_NULL ||
        left_out(psa_mac_compute(key, PSA_ALG_CMAC, NULL, 0, mac, sizeof mac, &size), "CMAC"))
        return;
    for (size_t i = 0; i < COUNT_OF(cmac_standards); i++) {
        assert_ok(psa_mac_compute(key, PSA_ALG_CMAC, message.data, cmac_standards[i].size, mac,
                                  sizeof mac, &size));
        assert_bytes(mac, size, cmac_standards[i].mac);
    }
    assert_ok(psa_destroy_key(key));
}

static void hmacs(void **state)
{
    static const char text[] = "what do ya want for nothing?";
    uint8_t mac[PSA_MAC_MAX_SIZE];
    size_t size;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(hmac_standards); i++) {
        psa_algorithm_t alg = PSA_ALG_HMAC(hmac_standards[i].alg);

        if (hash_left_out(hmac_standards[i].alg))
            continue;
        psa_key_id_t key = import(PSA_KEY_TYPE_HMAC, USAGE_MAC, alg, "Jefe", 4);

        if (key == PSA_KEY_ID_NULL)
            continue;
        if (left_out(psa_mac_compute(key, alg, (const uint8_t *)text, sizeof text - 1, mac,
                                     sizeof mac, &size),
                     "HMAC"))
            continue;
        assert_bytes(mac, size, hmac_standards[i].mac);
        assert_ok(psa_destroy_key(key));
    }
}

static void aeads(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(aead_standards); i++) {
        psa_algorithm_t alg = aead_standards[i].alg;
        struct bytes key_data = bytes_of(aead_standards[i].key);
        struct bytes nonce = bytes_of(aead_standards[i].nonce);
        struct bytes ad = bytes_of(aead_standards[i].ad);
        struct bytes plaintext = bytes_of(aead_standards[i].plaintext);
        struct bytes ciphertext = bytes_of(aead_standards[i].ciphertext);
        psa_key_id_t key =
            import(aead_standards[i].type, USAGE_CIPHER, alg, key_data.data, key_data.size);
        uint8_t output[256];
        size_t size;

        if (key == PSA_KEY_ID_NULL)
            continue;
        if (left_out(psa_aead_encrypt(key, alg, nonce.data, nonce.size, ad.data, ad.size,
                                      plaintext.data, plaintext.size, output, sizeof output, &size),
                     "an AEAD"))
            continue;
        assert_bytes(output, size, aead_standards[i].ciphertext);
        assert_ok(psa_aead_decrypt(key, alg, nonce.data, nonce.size, ad.data, ad.size,
                                   ciphertext.data, ciphertext.size, output, sizeof output, &size));
        assert_bytes(output, size, aead_standards[i].plaintext);
        assert_ok(psa_destroy_key(key));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes), cmocka_unit_test(ciphers), cmocka_unit_test(cmacs),
        cmocka_unit_test(hmacs),  cmocka_unit_test(aeads),
    };

    return RUN_TESTS("crypto_psa_standards_test", tests);
}
