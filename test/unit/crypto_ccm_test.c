/* SPDX-License-Identifier: Apache-2.0 */
/* AES-CCM of the device's provider against OpenSSL's, over all sizes of keys, nonces and tags, and
 * in pieces. */
#include "crypto/provider/mbedtls/aead.h"

#include <openssl/evp.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define DATA_MAX 100
#define AD_MAX   70000

/* A message, and what became of it. */
struct message {
    size_t key_size, nonce_size, tag_size, ad_size, data_size;
    uint8_t key[32], nonce[13], ad[AD_MAX], data[DATA_MAX];
};

/* The same bytes in every run. */
static uint32_t random_state = 1;

static uint32_t next(uint32_t bound)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % bound;
}

static void fill(uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        data[i] = (uint8_t)next(256);
}

static void reference(const struct message *m, uint8_t *ciphertext, uint8_t *tag)
{
    const EVP_CIPHER *cipher = m->key_size == 16   ? EVP_aes_128_ccm()
                               : m->key_size == 24 ? EVP_aes_192_ccm()
                                                   : EVP_aes_256_ccm();
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int length;

    assert_true(EVP_EncryptInit_ex(context, cipher, NULL, NULL, NULL));
    assert_true(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, (int)m->nonce_size, NULL));
    assert_true(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, (int)m->tag_size, NULL));
    assert_true(EVP_EncryptInit_ex(context, NULL, NULL, m->key, m->nonce));
    assert_true(EVP_EncryptUpdate(context, NULL, &length, NULL, (int)m->data_size));
    if (m->ad_size > 0)
        assert_true(EVP_EncryptUpdate(context, NULL, &length, m->ad, (int)m->ad_size));
    assert_true(EVP_EncryptUpdate(context, ciphertext, &length, m->data, (int)m->data_size));
    assert_true(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, (int)m->tag_size, tag));
    EVP_CIPHER_CTX_free(context);
}

static psa_status_t begin(struct crypto_aead *aead, const struct message *m, bool encrypt)
{
    psa_key_attributes_t attributes = {.type = PSA_KEY_TYPE_AES,
                                       .bits = (uint16_t)(m->key_size * 8)};
    struct crypto_key key = {attributes, m->key, m->key_size};
    psa_status_t status = crypto_mbedtls_aead_begin(
        aead, &key, PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, m->tag_size), encrypt);

    assert_int_equal(status, PSA_SUCCESS);
    return crypto_mbedtls_aead_start(aead, m->nonce, m->nonce_size, m->ad_size, m->data_size);
}

/* Through our functions, in pieces of random sizes, empty ones among them. */
static void ours(const struct message *m, bool encrypt, const uint8_t *input, uint8_t *output,
                 uint8_t *tag)
{
    struct crypto_aead aead;
    size_t piece;

    assert_int_equal(begin(&aead, m, encrypt), PSA_SUCCESS);
    for (size_t done = 0; done < m->ad_size; done += piece) {
        piece = m->ad_size > 1000 ? 500 : next((uint32_t)(m->ad_size - done + 1));
        piece = piece < m->ad_size - done ? piece : m->ad_size - done;
        assert_int_equal(crypto_mbedtls_aead_update_ad(&aead, m->ad + done, piece), PSA_SUCCESS);
    }
    for (size_t done = 0; done < m->data_size; done += piece) {
        piece = next((uint32_t)(m->data_size - done + 1));
        assert_int_equal(crypto_mbedtls_aead_update(&aead, input + done, output + done, piece),
                         PSA_SUCCESS);
    }
    assert_int_equal(crypto_mbedtls_aead_finish(&aead, tag), PSA_SUCCESS);
}

static void assert_same(const struct message *m)
{
    uint8_t expected[DATA_MAX], got[DATA_MAX], expected_tag[16], tag[16];

    reference(m, expected, expected_tag);
    ours(m, true, m->data, got, tag);
    assert_memory_equal(got, expected, m->data_size);
    assert_memory_equal(tag, expected_tag, m->tag_size);
    ours(m, false, got, got, tag);
    assert_memory_equal(got, m->data, m->data_size);
    assert_memory_equal(tag, expected_tag, m->tag_size);
}

static struct message message;

static void every_size_of_key_nonce_and_tag_agrees(void **state)
{
    struct message *m = &message;

    (void)state;
    for (m->key_size = 16; m->key_size <= 32; m->key_size += 8) {
        for (m->nonce_size = 7; m->nonce_size <= 13; m->nonce_size++) {
            for (m->tag_size = 4; m->tag_size <= 16; m->tag_size += 2) {
                m->ad_size = next(60);
                m->data_size = next(DATA_MAX + 1);
                fill(m->key, sizeof m->key);
                fill(m->nonce, sizeof m->nonce);
                fill(m->ad, m->ad_size);
                fill(m->data, m->data_size);
                assert_same(m);
            }
        }
    }
}

static void every_size_of_data_and_additional_data_agrees(void **state)
{
    struct message *m = &message;

    (void)state;
    m->key_size = 16;
    m->nonce_size = 13;
    m->tag_size = 8;
    for (m->data_size = 0; m->data_size <= 50; m->data_size++) {
        for (m->ad_size = 0; m->ad_size <= 50; m->ad_size++)
            assert_same(m);
    }
}

static void long_additional_data_agrees(void **state)
{
    static const size_t sizes[] = {0xfeff, 0xff00, 0xff01, 0x10000, AD_MAX};
    struct message *m = &message;

    (void)state;
    m->data_size = 20;
    fill(m->ad, AD_MAX);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        m->ad_size = sizes[i];
        assert_same(m);
    }
}

/* The carry of the counter: more than 255 blocks. */
static void many_blocks_agree(void **state)
{
    static uint8_t data[65535], expected[sizeof data];
    struct message *m = &message;
    struct crypto_aead aead;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    uint8_t tag[16], expected_tag[16];
    int length;

    (void)state;
    m->ad_size = 0;
    m->tag_size = 16;
    m->data_size = sizeof data;
    fill(data, sizeof data);
    EVP_EncryptInit_ex(context, EVP_aes_128_ccm(), NULL, NULL, NULL);
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, 13, NULL);
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, 16, NULL);
    EVP_EncryptInit_ex(context, NULL, NULL, m->key, m->nonce);
    EVP_EncryptUpdate(context, NULL, &length, NULL, sizeof data);
    assert_true(EVP_EncryptUpdate(context, expected, &length, data, sizeof data));
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, expected_tag);
    EVP_CIPHER_CTX_free(context);

    assert_int_equal(begin(&aead, m, true), PSA_SUCCESS);
    assert_int_equal(crypto_mbedtls_aead_update(&aead, data, data, sizeof data), PSA_SUCCESS);
    assert_int_equal(crypto_mbedtls_aead_finish(&aead, tag), PSA_SUCCESS);
    assert_memory_equal(data, expected, sizeof data);
    assert_memory_equal(tag, expected_tag, 16);
    m->data_size = 65536; /* two bytes cannot say it */
    assert_int_equal(begin(&aead, m, true), PSA_ERROR_INVALID_ARGUMENT);
    m->nonce_size = 12;
    assert_int_equal(begin(&aead, m, true), PSA_SUCCESS);
}

static void sizes_must_be_known(void **state)
{
    struct message *m = &message;
    struct crypto_aead aead;

    (void)state;
    *m = (struct message){
        .key_size = 16, .nonce_size = 13, .tag_size = 16, .data_size = CRYPTO_SIZE_UNKNOWN};
    assert_int_equal(begin(&aead, m, true), PSA_ERROR_BAD_STATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_size_of_key_nonce_and_tag_agrees),
        cmocka_unit_test(every_size_of_data_and_additional_data_agrees),
        cmocka_unit_test(long_additional_data_agrees),
        cmocka_unit_test(many_blocks_agree),
        cmocka_unit_test(sizes_must_be_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
