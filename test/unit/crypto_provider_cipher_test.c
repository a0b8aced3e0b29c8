/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The provider's modes of AES and its CMAC against OpenSSL's: every length around the blocks, in
 * pieces, in place, and what cannot be decrypted.
 */
#include "test/unit/crypto_provider_support.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#define DATA_MAX 100u

static const struct {
    psa_algorithm_t algorithm;
    const char *reference; /* with the number of bits before it */
    bool whole_blocks;
} modes[] = {
    {PSA_ALG_ECB_NO_PADDING, "ECB", true}, {PSA_ALG_CBC_NO_PADDING, "CBC", true},
    {PSA_ALG_CBC_PKCS7, "CBC", false},     {PSA_ALG_CTR, "CTR", false},
    {PSA_ALG_CFB, "CFB", false},           {PSA_ALG_OFB, "OFB", false},
};

#define MODE_COUNT (sizeof modes / sizeof modes[0])

static uint8_t key_data[32], iv[16], plain[DATA_MAX];

static size_t reference(size_t which, size_t key_size, size_t size, uint8_t *output)
{
    char name[32];
    EVP_CIPHER *cipher;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int length, last;

    snprintf(name, sizeof name, "AES-%d-%s", (int)key_size * 8, modes[which].reference);
    cipher = EVP_CIPHER_fetch(NULL, name, NULL);
    assert_true(EVP_EncryptInit_ex2(context, cipher, key_data, iv, NULL));
    EVP_CIPHER_CTX_set_padding(context, modes[which].algorithm == PSA_ALG_CBC_PKCS7);
    assert_true(EVP_EncryptUpdate(context, output, &length, plain, (int)size));
    assert_true(EVP_EncryptFinal_ex(context, output + length, &last));
    EVP_CIPHER_CTX_free(context);
    EVP_CIPHER_free(cipher);
    return (size_t)(length + last);
}

static void begin(struct crypto_cipher *cipher, size_t which, size_t key_size, bool encrypt)
{
    psa_key_attributes_t attributes;
    struct crypto_key key =
        provider_key(&attributes, PSA_KEY_TYPE_AES, key_size * 8, key_data, key_size);

    assert_int_equal(crypto_provider.cipher_begin(cipher, &key, modes[which].algorithm, encrypt),
                     PSA_SUCCESS);
    if (modes[which].algorithm != PSA_ALG_ECB_NO_PADDING)
        assert_int_equal(crypto_provider.cipher_iv(cipher, iv), PSA_SUCCESS);
}

/* In pieces, each into exactly as much memory as it says; if `in_place`, all at once. */
static psa_status_t ours(size_t which, size_t key_size, bool encrypt, const uint8_t *input,
                         size_t size, uint8_t *output, size_t *length, bool in_place)
{
    struct crypto_cipher cipher;
    size_t got;
    psa_status_t status;

    *length = 0;
    begin(&cipher, which, key_size, encrypt);
    for (size_t done = 0, piece; done < size; done += piece) {
        piece = in_place ? size : provider_piece(size - done);
        assert_int_equal(crypto_provider.cipher_update(&cipher, input + done, piece,
                                                       output + *length, piece + 15, &got),
                         PSA_SUCCESS);
        *length += got;
    }
    status = crypto_provider.cipher_finish(&cipher, output + *length, 16, &got);
    *length += got;
    if (crypto_provider.cipher_abort != NULL)
        crypto_provider.cipher_abort(&cipher);
    return status;
}

static void every_mode_and_length_agrees(void **state)
{
    (void)state;
    for (size_t which = 0; which < MODE_COUNT; which++) {
        for (size_t key_size = 16; key_size <= 32; key_size += 8) {
            for (size_t size = 0; size <= DATA_MAX; size += modes[which].whole_blocks ? 16 : 1) {
                uint8_t expected[DATA_MAX + 32], got[DATA_MAX + 32], back[DATA_MAX + 32];
                size_t expected_size, length;

                provider_fill(key_data, sizeof key_data);
                provider_fill(iv, sizeof iv);
                provider_fill(plain, sizeof plain);
                expected_size = reference(which, key_size, size, expected);
                assert_int_equal(ours(which, key_size, true, plain, size, got, &length, false),
                                 PSA_SUCCESS);
                assert_int_equal(length, expected_size);
                assert_memory_equal(got, expected, length);
                assert_int_equal(ours(which, key_size, false, got, length, back, &length, false),
                                 PSA_SUCCESS);
                assert_int_equal(length, size);
                assert_memory_equal(back, plain, size);
                memcpy(back, plain, size);
                assert_int_equal(ours(which, key_size, true, back, size, back, &length, true),
                                 PSA_SUCCESS);
                assert_memory_equal(back, expected, expected_size);
                assert_int_equal(
                    ours(which, key_size, false, back, expected_size, back, &length, true),
                    PSA_SUCCESS);
                assert_memory_equal(back, plain, size);
            }
        }
    }
}

static void the_counter_carries_through_all_its_bytes(void **state)
{
    uint8_t expected[DATA_MAX], got[DATA_MAX];
    size_t length;

    (void)state;
    memset(iv, 0xff, sizeof iv);
    reference(3, 16, DATA_MAX, expected);
    assert_int_equal(ours(3, 16, true, plain, DATA_MAX, got, &length, false), PSA_SUCCESS);
    assert_memory_equal(got, expected, DATA_MAX);
}

/* Every last block that there can be: which are a padding is told by its last bytes. */
static void wrong_padding_is_found(void **state)
{
    uint8_t block[16], cipher[32], got[48];
    size_t length;

    (void)state;
    for (int pad = 0; pad < 256; pad++) {
        for (int wrong = -1; wrong < 16; wrong++) {
            bool good = pad >= 1 && pad <= 16;

            provider_fill(block, sizeof block);
            for (int i = 0; i < 16; i++)
                if (i >= 16 - pad)
                    block[i] = (uint8_t)pad;
            block[15] = (uint8_t)pad;
            if (wrong >= 0 && wrong < 15) {
                block[wrong] ^= (uint8_t)(1u << provider_next(8));
                good = good && wrong < 16 - pad;
            }
            assert_int_equal(ours(1, 16, true, block, 16, cipher, &length, false), PSA_SUCCESS);
            assert_int_equal(ours(2, 16, false, cipher, 16, got, &length, false),
                             good ? PSA_SUCCESS : PSA_ERROR_INVALID_PADDING);
            assert_int_equal(length, good ? 16 - pad : 0);
            if (good)
                assert_memory_equal(got, block, length);
        }
    }
}

static void incomplete_blocks_are_refused(void **state)
{
    uint8_t got[64];
    size_t length;

    (void)state;
    for (size_t size = 1; size < 40; size++) {
        bool whole = size % 16 == 0;

        assert_int_equal(ours(0, 16, true, plain, size, got, &length, false),
                         whole ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
        assert_int_equal(ours(1, 16, false, plain, size, got, &length, false),
                         whole ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
        if (!whole)
            assert_int_equal(ours(2, 16, false, plain, size, got, &length, false),
                             PSA_ERROR_INVALID_ARGUMENT);
    }
    assert_int_equal(ours(2, 16, false, plain, 0, got, &length, false), PSA_ERROR_INVALID_ARGUMENT);
}

static void too_small_a_buffer_is_refused(void **state)
{
    struct crypto_cipher cipher;
    uint8_t got[64];
    size_t length;

    (void)state;
    for (size_t which = 0; which < MODE_COUNT; which++) {
        begin(&cipher, which, 16, true);
        assert_int_equal(crypto_provider.cipher_update(&cipher, plain, 32, got, 31, &length),
                         PSA_ERROR_BUFFER_TOO_SMALL);
        assert_int_equal(length, 0);
        if (crypto_provider.cipher_abort != NULL)
            crypto_provider.cipher_abort(&cipher);
    }
    begin(&cipher, 2, 16, true);
    assert_int_equal(crypto_provider.cipher_finish(&cipher, got, 15, &length),
                     PSA_ERROR_BUFFER_TOO_SMALL);
    if (crypto_provider.cipher_abort != NULL)
        crypto_provider.cipher_abort(&cipher);
}

static void cmac_agrees(void **state)
{
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "CMAC", NULL);

    (void)state;
    for (size_t key_size = 16; key_size <= 32; key_size += 8) {
        for (size_t size = 0; size <= DATA_MAX; size++) {
            static const char *const names[] = {"AES-128-CBC", "AES-192-CBC", "AES-256-CBC"};
            OSSL_PARAM parameters[] = {
                OSSL_PARAM_construct_utf8_string("cipher", (char *)names[key_size / 8 - 2], 0),
                OSSL_PARAM_construct_end()};
            EVP_MAC_CTX *context = EVP_MAC_CTX_new(mac);
            psa_key_attributes_t attributes;
            struct crypto_key key =
                provider_key(&attributes, PSA_KEY_TYPE_AES, key_size * 8, key_data, key_size);
            struct crypto_cmac cmac;
            uint8_t expected[16], got[16];
            size_t length;

            provider_fill(key_data, sizeof key_data);
            assert_true(EVP_MAC_init(context, key_data, key_size, parameters));
            assert_true(EVP_MAC_update(context, plain, size));
            assert_true(EVP_MAC_final(context, expected, &length, sizeof expected));
            EVP_MAC_CTX_free(context);
            assert_int_equal(crypto_provider.cmac_begin(&cmac, &key, PSA_ALG_CMAC), PSA_SUCCESS);
            for (size_t done = 0, piece; done < size; done += piece) {
                piece = provider_piece(size - done);
                assert_int_equal(crypto_provider.cmac_update(&cmac, plain + done, piece),
                                 PSA_SUCCESS);
            }
            assert_int_equal(crypto_provider.cmac_finish(&cmac, got), PSA_SUCCESS);
            assert_memory_equal(got, expected, 16);
        }
    }
    EVP_MAC_free(mac);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_mode_and_length_agrees),
        cmocka_unit_test(the_counter_carries_through_all_its_bytes),
        cmocka_unit_test(wrong_padding_is_found),
        cmocka_unit_test(incomplete_blocks_are_refused),
        cmocka_unit_test(too_small_a_buffer_is_refused),
        cmocka_unit_test(cmac_agrees),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
