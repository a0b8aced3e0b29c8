/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The provider's GCM and ChaCha20-Poly1305 against OpenSSL's, in pieces of odd sizes. CCM has a
 * test of its own (crypto_ccm_test.c).
 */
#include "test/unit/crypto_provider_support.h"

#include <openssl/evp.h>
#include <string.h>

#define DATA_MAX  700u
#define NONCE_MAX 40u

struct message {
    psa_algorithm_t algorithm;
    size_t key_size, nonce_size, ad_size, data_size, tag_size;
    uint8_t key[32], nonce[NONCE_MAX], ad[DATA_MAX], data[DATA_MAX];
};

static struct message message;

static void reference(const struct message *m, uint8_t *output, uint8_t *tag)
{
    const EVP_CIPHER *gcm[] = {EVP_aes_128_gcm(), EVP_aes_192_gcm(), EVP_aes_256_gcm()};
    const EVP_CIPHER *cipher =
        m->algorithm == PSA_ALG_GCM ? gcm[m->key_size / 8 - 2] : EVP_chacha20_poly1305();
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int length;

    assert_true(EVP_EncryptInit_ex(context, cipher, NULL, NULL, NULL));
    assert_true(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, (int)m->nonce_size, NULL));
    assert_true(EVP_EncryptInit_ex(context, NULL, NULL, m->key, m->nonce));
    assert_true(EVP_EncryptUpdate(context, NULL, &length, m->ad, (int)m->ad_size));
    assert_true(EVP_EncryptUpdate(context, output, &length, m->data, (int)m->data_size));
    assert_true(EVP_EncryptFinal_ex(context, output, &length));
    assert_true(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, (int)m->tag_size, tag));
    EVP_CIPHER_CTX_free(context);
}

static psa_status_t begin(struct crypto_aead *aead, const struct message *m, bool encrypt,
                          bool announced)
{
    psa_key_attributes_t attributes;
    struct crypto_key key = provider_key(
        &attributes, m->algorithm == PSA_ALG_GCM ? PSA_KEY_TYPE_AES : PSA_KEY_TYPE_CHACHA20,
        m->key_size * 8, m->key, m->key_size);
    psa_status_t status = crypto_provider.aead_begin(
        aead, &key, PSA_ALG_AEAD_WITH_SHORTENED_TAG(m->algorithm, m->tag_size), encrypt);

    if (status != PSA_SUCCESS)
        return status;
    return crypto_provider.aead_start(aead, m->nonce, m->nonce_size,
                                      announced ? m->ad_size : CRYPTO_SIZE_UNKNOWN,
                                      announced ? m->data_size : CRYPTO_SIZE_UNKNOWN);
}

static void ours(const struct message *m, bool encrypt, const uint8_t *input, uint8_t *output,
                 uint8_t *tag)
{
    struct crypto_aead aead;
    size_t piece;

    assert_int_equal(begin(&aead, m, encrypt, provider_next(2) == 0), PSA_SUCCESS);
    for (size_t done = 0; done < m->ad_size; done += piece) {
        piece = provider_piece(m->ad_size - done);
        assert_int_equal(crypto_provider.aead_update_ad(&aead, m->ad + done, piece), PSA_SUCCESS);
    }
    for (size_t done = 0; done < m->data_size; done += piece) {
        piece = provider_piece(m->data_size - done);
        assert_int_equal(crypto_provider.aead_update(&aead, input + done, output + done, piece),
                         PSA_SUCCESS);
    }
    assert_int_equal(crypto_provider.aead_finish(&aead, tag), PSA_SUCCESS);
    if (crypto_provider.aead_abort != NULL)
        crypto_provider.aead_abort(&aead);
}

static void assert_same(struct message *m)
{
    uint8_t expected[DATA_MAX], got[DATA_MAX], expected_tag[16], tag[16];

    provider_fill(m->key, sizeof m->key);
    provider_fill(m->nonce, sizeof m->nonce);
    provider_fill(m->ad, m->ad_size);
    provider_fill(m->data, m->data_size);
    reference(m, expected, expected_tag);
    ours(m, true, m->data, got, tag);
    assert_memory_equal(got, expected, m->data_size);
    assert_memory_equal(tag, expected_tag, m->tag_size);
    ours(m, false, got, got, tag); /* in place */
    assert_memory_equal(got, m->data, m->data_size);
    assert_memory_equal(tag, expected_tag, m->tag_size);
}

static void gcm_agrees_for_every_size_of_key_nonce_and_tag(void **state)
{
    static const uint8_t tags[] = {4, 8, 12, 13, 14, 15, 16};
    struct message *m = &message;

    (void)state;
    m->algorithm = PSA_ALG_GCM;
    for (m->key_size = 16; m->key_size <= 32; m->key_size += 8) {
        for (m->nonce_size = 1; m->nonce_size <= NONCE_MAX; m->nonce_size++) {
            m->tag_size = tags[provider_next(sizeof tags)];
            m->ad_size = provider_next(60);
            m->data_size = provider_next(DATA_MAX + 1);
            assert_same(m);
        }
    }
}

static void every_size_of_data_and_additional_data_agrees(void **state)
{
    struct message *m = &message;

    (void)state;
    m->nonce_size = 12;
    m->tag_size = 16;
    for (int i = 0; i < 2; i++) {
        m->algorithm = i == 0 ? PSA_ALG_GCM : PSA_ALG_CHACHA20_POLY1305;
        m->key_size = i == 0 ? 16 : 32;
        for (m->data_size = 0; m->data_size <= 40; m->data_size++)
            for (m->ad_size = 0; m->ad_size <= 40; m->ad_size++)
                assert_same(m);
    }
}

static void longer_messages_agree(void **state)
{
    struct message *m = &message;

    (void)state;
    m->algorithm = PSA_ALG_CHACHA20_POLY1305;
    m->key_size = 32;
    for (int i = 0; i < 200; i++) {
        m->ad_size = provider_next(DATA_MAX + 1);
        m->data_size = provider_next(DATA_MAX + 1);
        assert_same(m);
    }
}

/* A nonce whose hash ends in 32 set bits is found by trying at no cost: so the counter is made to
 * wrap by choosing the key's H... which cannot be chosen. What can: 2^16 blocks make every byte of
 * the counter but the highest two carry. */
static void the_counter_of_gcm_carries(void **state)
{
    enum { SIZE = 1 << 20 };
    static uint8_t data[SIZE], expected[SIZE];
    struct message *m = &message;
    struct crypto_aead aead;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    uint8_t tag[16], expected_tag[16];
    int length;

    (void)state;
    *m = (struct message){
        .algorithm = PSA_ALG_GCM, .key_size = 16, .nonce_size = 12, .tag_size = 16};
    provider_fill(data, sizeof data);
    assert_true(EVP_EncryptInit_ex(context, EVP_aes_128_gcm(), NULL, m->key, m->nonce));
    assert_true(EVP_EncryptUpdate(context, expected, &length, data, SIZE));
    assert_true(EVP_EncryptFinal_ex(context, expected, &length));
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, expected_tag);
    EVP_CIPHER_CTX_free(context);
    assert_int_equal(begin(&aead, m, true, false), PSA_SUCCESS);
    assert_int_equal(crypto_provider.aead_update(&aead, data, data, SIZE), PSA_SUCCESS);
    assert_int_equal(crypto_provider.aead_finish(&aead, tag), PSA_SUCCESS);
    assert_memory_equal(data, expected, SIZE);
    assert_memory_equal(tag, expected_tag, 16);
}

/* What the provider says to a message of these sizes. */
static psa_status_t answer(const struct message *m)
{
    struct crypto_aead aead = {0};
    psa_status_t status = begin(&aead, m, true, false);

    if (crypto_provider.aead_abort != NULL)
        crypto_provider.aead_abort(&aead);
    return status;
}

static void wrong_sizes_are_refused(void **state)
{
    struct message *m = &message;

    (void)state;
    *m = (struct message){.algorithm = PSA_ALG_GCM, .key_size = 16, .nonce_size = 12};
    for (m->tag_size = 0; m->tag_size <= 20; m->tag_size++) {
        size_t t = m->tag_size;
        bool good = t == 4 || t == 8 || (t >= 12 && t <= 16);

        assert_int_equal(answer(m), good ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
    }
    m->tag_size = 16;
    m->nonce_size = 0;
    assert_int_equal(answer(m), PSA_ERROR_INVALID_ARGUMENT);
    *m = (struct message){.algorithm = PSA_ALG_CHACHA20_POLY1305, .key_size = 32, .tag_size = 16};
    for (m->nonce_size = 0; m->nonce_size <= 24; m->nonce_size++)
        assert_int_equal(answer(m), m->nonce_size == 12  ? PSA_SUCCESS
                                    : m->nonce_size == 8 ? PSA_ERROR_NOT_SUPPORTED
                                                         : PSA_ERROR_INVALID_ARGUMENT);
    m->nonce_size = 12;
    for (m->tag_size = 0; m->tag_size <= 20; m->tag_size++)
        assert_int_equal(answer(m), m->tag_size == 16 ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gcm_agrees_for_every_size_of_key_nonce_and_tag),
        cmocka_unit_test(every_size_of_data_and_additional_data_agrees),
        cmocka_unit_test(longer_messages_agree),
        cmocka_unit_test(the_counter_of_gcm_carries),
        cmocka_unit_test(wrong_sizes_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
