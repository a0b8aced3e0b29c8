/* SPDX-License-Identifier: Apache-2.0 */
/* Encryption, authenticated and not: in one part and in several, held against OpenSSL; with buffers
 * that overlap in every way; the order of calls; and that no error keeps a place. */
#define _POSIX_C_SOURCE 200809L

#include "test/unit/crypto_psa_support.h"

#include <openssl/evp.h>

static uint8_t message[400];

static void places_are_free(void)
{
    psa_hash_operation_t operations[CONFIG_CRYPTO_OPERATION_COUNT] = {0};

    for (size_t i = 0; i < CONFIG_CRYPTO_OPERATION_COUNT; i++)
        assert_ok(psa_hash_setup(&operations[i], PSA_ALG_SHA_256));
    for (size_t i = 0; i < CONFIG_CRYPTO_OPERATION_COUNT; i++)
        assert_ok(psa_hash_abort(&operations[i]));
}

static void key_bytes(uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        data[i] = (uint8_t)(i * 7 + 1);
}

/* Unauthenticated ciphers. */

struct mode {
    psa_algorithm_t alg;
    size_t iv_size;
    size_t unit; /* what a message is a number of */
    const EVP_CIPHER *(*peer)(void);
};

static const struct mode modes[] = {
    {PSA_ALG_CTR, 16, 1, EVP_aes_128_ctr},       {PSA_ALG_CFB, 16, 1, EVP_aes_128_cfb128},
    {PSA_ALG_OFB, 16, 1, EVP_aes_128_ofb},       {PSA_ALG_CBC_NO_PADDING, 16, 16, EVP_aes_128_cbc},
    {PSA_ALG_CBC_PKCS7, 16, 1, EVP_aes_128_cbc}, {PSA_ALG_ECB_NO_PADDING, 0, 16, EVP_aes_128_ecb},
};

/* The length of a message's ciphertext. */
static size_t cipher_size(const struct mode *m, size_t size)
{
    return m->alg == PSA_ALG_CBC_PKCS7 ? (size / 16 + 1) * 16 : size;
}

static size_t peer_encrypt(const struct mode *m, const uint8_t *iv, const uint8_t *in, size_t size,
                           uint8_t *out)
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    uint8_t key[16];
    int length, more;

    key_bytes(key, sizeof key);
    assert_int_equal(EVP_EncryptInit_ex(context, m->peer(), NULL, key, iv), 1);
    EVP_CIPHER_CTX_set_padding(context, m->alg == PSA_ALG_CBC_PKCS7);
    assert_int_equal(EVP_EncryptUpdate(context, out, &length, in, (int)size), 1);
    assert_int_equal(EVP_EncryptFinal_ex(context, out + length, &more), 1);
    EVP_CIPHER_CTX_free(context);
    return (size_t)(length + more);
}

static psa_key_id_t mode_key(const struct mode *m)
{
    return key_of(PSA_KEY_TYPE_AES, USAGE_CIPHER, m->alg, 16);
}

/* Is the mode left out of the image? Then its key is not needed. */
static bool mode_left_out(psa_key_id_t key, psa_algorithm_t alg)
{
    uint8_t out[64];
    char name[32];
    size_t length;
    bool absent;

    (void)snprintf(name, sizeof name, "cipher %#x", (unsigned)alg);
    absent = left_out(psa_cipher_encrypt(key, alg, message, 16, out, sizeof out, &length), name);
    if (absent)
        assert_ok(psa_destroy_key(key));
    return absent;
}

static void every_mode_encrypts_as_openssl_and_decrypts_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        const struct mode *m = &modes[i];
        psa_key_id_t key = mode_key(m);

        if (mode_left_out(key, m->alg))
            continue;
        for (size_t size = 0; size <= 200; size += m->unit) {
            uint8_t out[256], expected[256], back[256];
            size_t length, back_length;

            assert_ok(psa_cipher_encrypt(key, m->alg, message, size, out,
                                         m->iv_size + cipher_size(m, size), &length));
            assert_int_equal(length,
                             PSA_CIPHER_ENCRYPT_OUTPUT_SIZE(PSA_KEY_TYPE_AES, m->alg, size));
            assert_int_equal(peer_encrypt(m, out, message, size, expected), length - m->iv_size);
            assert_memory_equal(out + m->iv_size, expected, length - m->iv_size);
            /* The plaintext is enough room. */
            assert_ok(psa_cipher_decrypt(key, m->alg, out, length, back, size, &back_length));
            assert_int_equal(back_length, size);
            assert_memory_equal(back, message, size);
            if (size > 0)
                assert_status(
                    psa_cipher_decrypt(key, m->alg, out, length, back, size - 1, &back_length),
                    PSA_ERROR_BUFFER_TOO_SMALL);
            if (length > 0)
                assert_status(
                    psa_cipher_encrypt(key, m->alg, message, size, out, length - 1, &back_length),
                    PSA_ERROR_BUFFER_TOO_SMALL);
        }
        assert_ok(psa_destroy_key(key));
    }
    places_are_free();
}

/* Passes `in` through an operation, piece by piece, the output exactly as long as it has to be. */
static size_t in_parts(psa_cipher_operation_t *operation, const uint8_t *in, size_t size,
                       uint8_t *out, size_t room)
{
    size_t turn = size, done = 0, length;

    for (size_t from = 0, piece; from < size; from += piece) {
        piece = next_piece(&turn, size - from);
        assert_ok(psa_cipher_update(operation, in + from, piece, out + done, room - done, &length));
        assert_true(length <= PSA_CIPHER_UPDATE_OUTPUT_MAX_SIZE(piece) || piece == 0);
        done += length;
    }
    assert_ok(psa_cipher_finish(operation, out + done, room - done, &length));
    assert_true(length <= PSA_CIPHER_FINISH_OUTPUT_MAX_SIZE);
    assert_int_equal(operation->handle, 0);
    return done + length;
}

static void every_mode_is_the_same_in_parts(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        const struct mode *m = &modes[i];
        psa_key_id_t key = mode_key(m);

        if (mode_left_out(key, m->alg))
            continue;
        for (size_t size = 0; size <= 320; size += m->unit) {
            psa_cipher_operation_t operation = PSA_CIPHER_OPERATION_INIT;
            uint8_t out[400], expected[400], back[400], iv[16];
            size_t length = 0;

            assert_ok(psa_cipher_encrypt_setup(&operation, key, m->alg));
            if (m->iv_size > 0)
                assert_ok(psa_cipher_generate_iv(&operation, iv, sizeof iv, &length));
            assert_int_equal(length, m->iv_size);
            length = in_parts(&operation, message, size, out, cipher_size(m, size));
            assert_int_equal(length, peer_encrypt(m, iv, message, size, expected));
            assert_memory_equal(out, expected, length);
            assert_ok(psa_cipher_decrypt_setup(&operation, key, m->alg));
            if (m->iv_size > 0)
                assert_ok(psa_cipher_set_iv(&operation, iv, m->iv_size));
            assert_int_equal(in_parts(&operation, out, length, back, size), size);
            assert_memory_equal(back, message, size);
        }
        assert_ok(psa_destroy_key(key));
    }
    places_are_free();
}

/* One-shot, with the output anywhere from far before the input to far behind it. */
static void a_cipher_may_overlap_its_input_in_any_way(void **state)
{
    static const size_t sizes[] = {16, 48, 112, 208};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        const struct mode *m = &modes[i];
        psa_key_id_t key = mode_key(m);

        if (mode_left_out(key, m->alg))
            continue;
        for (size_t s = 0; s < COUNT_OF(sizes); s++)
            for (size_t at = 0; at <= 600; at += at < 250 || at > 350 ? 23 : 1) {
                uint8_t buffer[1000], ciphertext[256], back[256];
                size_t size = sizes[s] - (m->unit == 1 ? 3 : 0), length, back_length;

                memcpy(buffer + 300, message, size);
                assert_ok(psa_cipher_encrypt(key, m->alg, buffer + 300, size, buffer + at,
                                             m->iv_size + cipher_size(m, size), &length));
                assert_ok(
                    psa_cipher_decrypt(key, m->alg, buffer + at, length, back, size, &back_length));
                assert_int_equal(back_length, size);
                assert_memory_equal(back, message, size);

                memcpy(ciphertext, buffer + at, length);
                memcpy(buffer + 300, ciphertext, length);
                assert_ok(psa_cipher_decrypt(key, m->alg, buffer + 300, length, buffer + at, size,
                                             &back_length));
                assert_int_equal(back_length, size);
                assert_memory_equal(buffer + at, message, size);
            }
        assert_ok(psa_destroy_key(key));
    }
    places_are_free();
}

/* An output inside its input that is too short: what lies behind it is not touched. */
static void an_output_that_is_too_short_is_not_left(void **state)
{
    psa_key_id_t key = key_of(PSA_KEY_TYPE_AES, USAGE_CIPHER, PSA_ALG_CBC_PKCS7, 16);

    (void)state;
    if (mode_left_out(key, PSA_ALG_CBC_PKCS7))
        return;
    for (size_t at = 0; at < 120; at += 3)
        for (size_t room = 0; room < 128 + 16; room++) {
            uint8_t buffer[400];
            size_t length;

            memcpy(buffer, message, sizeof buffer);
            assert_status(
                psa_cipher_encrypt(key, PSA_ALG_CBC_PKCS7, buffer, 120, buffer + at, room, &length),
                PSA_ERROR_BUFFER_TOO_SMALL);
            assert_memory_equal(buffer, message, at);
            assert_memory_equal(buffer + at + room, message + at + room, sizeof buffer - at - room);
        }
    assert_ok(psa_destroy_key(key));
    places_are_free();
}

/* An update that begins in the middle of a block, with the output around the input. */
static void a_part_may_overlap_its_input_in_any_way(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        const struct mode *m = &modes[i];
        psa_key_id_t key = mode_key(m);

        if (mode_left_out(key, m->alg))
            continue;
        for (size_t before = 0; before < 32; before += 5)
            for (size_t at = 0; at <= 600; at += at < 270 || at > 330 ? 31 : 1) {
                psa_cipher_operation_t operation = PSA_CIPHER_OPERATION_INIT;
                uint8_t buffer[1000], expected[400], first[64], iv[16] = {9};
                size_t size = 208 + (m->unit == 1 ? 7 : 0);
                size_t first_length, length, last_length,
                    all = peer_encrypt(m, iv, message, size, expected);

                assert_ok(psa_cipher_encrypt_setup(&operation, key, m->alg));
                if (m->iv_size > 0)
                    assert_ok(psa_cipher_set_iv(&operation, iv, m->iv_size));
                assert_ok(psa_cipher_update(&operation, message, before, first, sizeof first,
                                            &first_length));
                memcpy(buffer + 300, message + before, size - before);
                /* What comes out, and not a byte more, is the room. */
                length = m->unit == 1 && m->alg != PSA_ALG_CBC_PKCS7 ? size : size / 16 * 16;
                assert_ok(psa_cipher_update(&operation, buffer + 300, size - before, buffer + at,
                                            length - first_length, &length));
                assert_memory_equal(first, expected, first_length);
                assert_memory_equal(buffer + at, expected + first_length, length);
                assert_ok(psa_cipher_finish(&operation, first, sizeof first, &last_length));
                assert_int_equal(first_length + length + last_length, all);
                assert_memory_equal(first, expected + all - last_length, last_length);
            }
        assert_ok(psa_destroy_key(key));
    }
    places_are_free();
}

static void cipher_order_and_errors(void **state)
{
    psa_key_id_t key = key_of(PSA_KEY_TYPE_AES, USAGE_CIPHER, PSA_ALG_CBC_PKCS7, 16);
    psa_key_id_t ecb = key_of(PSA_KEY_TYPE_AES, USAGE_CIPHER, PSA_ALG_ECB_NO_PADDING, 16);
    psa_key_id_t reader = key_of(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_DECRYPT, PSA_ALG_CTR, 16);
    psa_cipher_operation_t operation = psa_cipher_operation_init();
    uint8_t out[64], iv[16] = {0};
    size_t length;

    (void)state;
    if (mode_left_out(key, PSA_ALG_CBC_PKCS7))
        return;
    assert_status(psa_cipher_set_iv(&operation, iv, 16), PSA_ERROR_BAD_STATE);
    assert_status(psa_cipher_update(&operation, message, 16, out, sizeof out, &length),
                  PSA_ERROR_BAD_STATE);
    assert_status(psa_cipher_finish(&operation, out, sizeof out, &length), PSA_ERROR_BAD_STATE);
    assert_ok(psa_cipher_abort(&operation));
    assert_status(psa_cipher_encrypt_setup(&operation, reader, PSA_ALG_CTR),
                  PSA_ERROR_NOT_PERMITTED);
    assert_status(psa_cipher_encrypt_setup(&operation, key, PSA_ALG_CTR), PSA_ERROR_NOT_PERMITTED);
    assert_status(psa_cipher_encrypt_setup(&operation, key, PSA_ALG_CCM),
                  PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(operation.handle, 0);
    /* No IV; an IV of a wrong length, twice, made where it has to be given. */
    assert_ok(psa_cipher_encrypt_setup(&operation, key, PSA_ALG_CBC_PKCS7));
    assert_status(psa_cipher_decrypt_setup(&operation, key, PSA_ALG_CBC_PKCS7),
                  PSA_ERROR_BAD_STATE);
    assert_status(psa_cipher_update(&operation, message, 16, out, sizeof out, &length),
                  PSA_ERROR_BAD_STATE);
    assert_ok(psa_cipher_abort(&operation));
    for (size_t size = 0; size <= 64; size++) {
        assert_ok(psa_cipher_encrypt_setup(&operation, key, PSA_ALG_CBC_PKCS7));
        assert_status(psa_cipher_set_iv(&operation, message, size),
                      size == 16 ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
        assert_status(psa_cipher_set_iv(&operation, iv, 16), PSA_ERROR_BAD_STATE);
        assert_ok(psa_cipher_abort(&operation));
    }
    assert_ok(psa_cipher_decrypt_setup(&operation, key, PSA_ALG_CBC_PKCS7));
    assert_status(psa_cipher_generate_iv(&operation, iv, 16, &length), PSA_ERROR_BAD_STATE);
    assert_int_equal(length, 0);
    assert_ok(psa_cipher_abort(&operation));
    assert_ok(psa_cipher_encrypt_setup(&operation, key, PSA_ALG_CBC_PKCS7));
    assert_status(psa_cipher_generate_iv(&operation, iv, 15, &length), PSA_ERROR_BUFFER_TOO_SMALL);
    assert_ok(psa_cipher_abort(&operation));
    assert_ok(psa_cipher_encrypt_setup(&operation, ecb, PSA_ALG_ECB_NO_PADDING));
    assert_status(psa_cipher_generate_iv(&operation, iv, 16, &length), PSA_ERROR_BAD_STATE);
    assert_ok(psa_cipher_abort(&operation));
    assert_ok(psa_destroy_key(key));
    assert_ok(psa_destroy_key(ecb));
    assert_ok(psa_destroy_key(reader));
    places_are_free();
}

/* Too little room, incomplete blocks, wrong padding. */
static void cipher_lengths_and_padding(void **state)
{
    psa_key_id_t key = key_of(PSA_KEY_TYPE_AES, USAGE_CIPHER, PSA_ALG_CBC_PKCS7, 16);
    psa_key_id_t ecb = key_of(PSA_KEY_TYPE_AES, USAGE_CIPHER, PSA_ALG_ECB_NO_PADDING, 16);
    psa_cipher_operation_t operation = psa_cipher_operation_init();
    uint8_t out[64];
    size_t length;

    (void)state;
    if (mode_left_out(key, PSA_ALG_CBC_PKCS7))
        return;
    assert_ok(psa_cipher_encrypt_setup(&operation, ecb, PSA_ALG_ECB_NO_PADDING));
    assert_status(psa_cipher_update(&operation, message, 32, out, 31, &length),
                  PSA_ERROR_BUFFER_TOO_SMALL);
    assert_ok(psa_cipher_abort(&operation));
    assert_ok(psa_cipher_encrypt_setup(&operation, ecb, PSA_ALG_ECB_NO_PADDING));
    assert_ok(psa_cipher_update(&operation, message, 17, out, 16, &length));
    assert_status(psa_cipher_finish(&operation, out, 16, &length), PSA_ERROR_INVALID_ARGUMENT);
    assert_ok(psa_cipher_abort(&operation));
    assert_status(psa_cipher_encrypt(ecb, PSA_ALG_ECB_NO_PADDING, message, 15, out, 64, &length),
                  PSA_ERROR_INVALID_ARGUMENT);
    assert_status(psa_cipher_decrypt(key, PSA_ALG_CBC_PKCS7, message, 32, out, 64, &length),
                  PSA_ERROR_INVALID_PADDING);
    for (size_t size = 0; size < 32; size++)
        assert_status(psa_cipher_decrypt(key, PSA_ALG_CBC_PKCS7, message, size, out, 64, &length),
                      PSA_ERROR_INVALID_ARGUMENT);
    assert_ok(psa_destroy_key(key));
    assert_ok(psa_destroy_key(ecb));
    places_are_free();
}

/* Authenticated ciphers. */

struct aead_case {
    psa_key_type_t type;
    psa_algorithm_t alg;
    size_t key_size, nonce_size, tag_size;
    const EVP_CIPHER *(*peer)(void);
};

static const struct aead_case aeads[] = {
    {PSA_KEY_TYPE_AES, PSA_ALG_CCM, 16, 13, 16, EVP_aes_128_ccm},
    {PSA_KEY_TYPE_AES, PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 4), 32, 7, 4, EVP_aes_256_ccm},
    {PSA_KEY_TYPE_AES, PSA_ALG_GCM, 16, 12, 16, EVP_aes_128_gcm},
    {PSA_KEY_TYPE_AES, PSA_ALG_GCM, 24, 33, 16, EVP_aes_192_gcm},
    {PSA_KEY_TYPE_AES, PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_GCM, 12), 32, 12, 12,
     EVP_aes_256_gcm},
    {PSA_KEY_TYPE_CHACHA20, PSA_ALG_CHACHA20_POLY1305, 32, 12, 16, EVP_chacha20_poly1305},
};

static psa_key_id_t aead_key(const struct aead_case *a)
{
    return key_of(a->type, USAGE_CIPHER, a->alg, a->key_size);
}

static void peer_aead(const struct aead_case *a, const uint8_t *nonce, const uint8_t *ad,
                      size_t ad_size, const uint8_t *in, size_t size, uint8_t *out)
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    bool ccm = PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(a->alg) == PSA_ALG_CCM;
    uint8_t key[32];
    int length;

    key_bytes(key, sizeof key);
    assert_int_equal(EVP_EncryptInit_ex(context, a->peer(), NULL, NULL, NULL), 1);
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, (int)a->nonce_size, NULL);
    if (ccm)
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, (int)a->tag_size, NULL);
    assert_int_equal(EVP_EncryptInit_ex(context, NULL, NULL, key, nonce), 1);
    if (ccm)
        assert_int_equal(EVP_EncryptUpdate(context, NULL, &length, NULL, (int)size), 1);
    if (ad_size > 0)
        assert_int_equal(EVP_EncryptUpdate(context, NULL, &length, ad, (int)ad_size), 1);
    if (size > 0 || ccm)
        assert_int_equal(EVP_EncryptUpdate(context, out, &length, in, (int)size), 1);
    assert_int_equal(EVP_EncryptFinal_ex(context, out + size, &length), 1);
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, (int)a->tag_size, out + size);
    EVP_CIPHER_CTX_free(context);
}

/* Is the algorithm left out of the image? Then its key, if there can be one, is not needed. */
static bool aead_left_out(psa_key_id_t key, psa_algorithm_t alg, size_t nonce_size)
{
    uint8_t out[64];
    char name[32];
    size_t length;
    psa_status_t status = PSA_ERROR_NOT_SUPPORTED;
    bool absent;

    (void)snprintf(name, sizeof name, "AEAD %#x", (unsigned)alg);
    if (key != PSA_KEY_ID_NULL)
        status = psa_aead_encrypt(key, alg, message, nonce_size, NULL, 0, message, 16, out,
                                  sizeof out, &length);
    absent = left_out(status, name);
    if (absent)
        assert_ok(psa_destroy_key(key));
    return absent;
}

static void every_aead_is_openssls_in_one_part_and_in_several(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(aeads); i++) {
        const struct aead_case *a = &aeads[i];
        psa_key_id_t key = aead_key(a);

        if (aead_left_out(key, a->alg, a->nonce_size))
            continue;
        for (size_t size = 0; size <= 300; size += size < 70 ? 1 : 23) {
            psa_aead_operation_t operation = PSA_AEAD_OPERATION_INIT;
            uint8_t expected[400], out[400], back[400], tag[16], nonce[64];
            size_t ad_size = size * 3 % 151, length, done, turn, none;

            fill(nonce, sizeof nonce, (unsigned)size);
            peer_aead(a, nonce, message, ad_size, message + 7, size, expected);
            assert_ok(psa_aead_encrypt(key, a->alg, nonce, a->nonce_size, message, ad_size,
                                       message + 7, size, out, size + a->tag_size, &length));
            assert_int_equal(length, size + a->tag_size);
            assert_memory_equal(out, expected, length);
            assert_ok(psa_aead_decrypt(key, a->alg, nonce, a->nonce_size, message, ad_size, out,
                                       length, back, size, &length));
            assert_int_equal(length, size);
            assert_memory_equal(back, message + 7, size);
            for (int decrypt = 0; decrypt < 2; decrypt++) {
                assert_ok(decrypt ? psa_aead_decrypt_setup(&operation, key, a->alg)
                                  : psa_aead_encrypt_setup(&operation, key, a->alg));
                assert_ok(psa_aead_set_lengths(&operation, ad_size, size));
                assert_ok(psa_aead_set_nonce(&operation, nonce, a->nonce_size));
                turn = size;
                for (size_t from = 0, piece; from < ad_size; from += piece) {
                    piece = next_piece(&turn, ad_size - from);
                    assert_ok(psa_aead_update_ad(&operation, message + from, piece));
                }
                done = 0;
                for (size_t from = 0, piece; from < size; from += piece) {
                    const uint8_t *in = decrypt ? expected : message + 7;

                    piece = next_piece(&turn, size - from);
                    assert_ok(psa_aead_update(&operation, in + from, piece, back + done,
                                              size - done, &length));
                    done += length;
                }
                assert_int_equal(done, size);
                assert_memory_equal(back, decrypt ? message + 7 : expected, size);
                if (decrypt)
                    assert_ok(
                        psa_aead_verify(&operation, NULL, 0, &none, expected + size, a->tag_size));
                else
                    assert_ok(
                        psa_aead_finish(&operation, NULL, 0, &none, tag, a->tag_size, &length));
                assert_int_equal(none, 0);
                assert_int_equal(operation.handle, 0);
            }
            assert_memory_equal(tag, expected + size, a->tag_size);
        }
        assert_ok(psa_destroy_key(key));
    }
    places_are_free();
}

/* Data and additional data in one buffer, and the output anywhere over both. */
static void an_aead_may_overlap_everything(void **state)
{
    const struct aead_case *a = &aeads[0];
    psa_key_id_t key = aead_key(a);

    (void)state;
    for (size_t ad_at = 0; ad_at <= 400; ad_at += 57)
        for (size_t at = 0; at <= 500; at++) {
            uint8_t buffer[800], expected[200], ad[70], nonce[13] = {1};
            size_t size = 150, length;

            memcpy(buffer + 200, message, size);
            memcpy(buffer + ad_at, message + 200, sizeof ad);
            memcpy(ad, buffer + ad_at, sizeof ad);
            peer_aead(a, nonce, ad, sizeof ad, buffer + 200, size, expected);
            assert_ok(psa_aead_encrypt(key, a->alg, nonce, 13, buffer + ad_at, sizeof ad,
                                       buffer + 200, size, buffer + at, size + 16, &length));
            assert_int_equal(length, size + 16);
            assert_memory_equal(buffer + at, expected, length);
        }
    for (size_t ad_at = 0; ad_at <= 400; ad_at += 57)
        for (size_t at = 0; at <= 500; at++) {
            uint8_t buffer[800], plaintext[150], ad[70], nonce[13] = {1};
            size_t length;

            /* Where it is part of the ciphertext, there is no such message. */
            if (ad_at + sizeof ad > 200 && ad_at < 366)
                continue;
            memcpy(ad, message + 200, sizeof ad);
            peer_aead(a, nonce, ad, sizeof ad, message, sizeof plaintext, buffer + 200);
            memcpy(buffer + ad_at, ad, sizeof ad);
            assert_ok(psa_aead_decrypt(key, a->alg, nonce, 13, buffer + ad_at, sizeof ad,
                                       buffer + 200, 166, buffer + at, 150, &length));
            assert_int_equal(length, 150);
            assert_memory_equal(buffer + at, message, 150);
        }
    assert_ok(psa_destroy_key(key));
    places_are_free();
}

static void a_changed_message_leaves_no_plaintext_and_no_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(aeads); i++) {
        const struct aead_case *a = &aeads[i];
        psa_key_id_t key = aead_key(a);
        uint8_t out[200], back[200], zero[200] = {0}, nonce[64] = {0};
        size_t length, none;

        if (aead_left_out(key, a->alg, a->nonce_size))
            continue;
        assert_ok(psa_aead_encrypt(key, a->alg, nonce, a->nonce_size, message, 20, message, 100,
                                   out, sizeof out, &length));
        for (size_t bit = 0; bit < length * 8; bit += 3) {
            psa_aead_operation_t operation = PSA_AEAD_OPERATION_INIT;
            size_t back_length = 99;

            out[bit / 8] ^= (uint8_t)(1u << bit % 8);
            memset(back, 0xff, sizeof back);
            assert_status(psa_aead_decrypt(key, a->alg, nonce, a->nonce_size, message, 20, out,
                                           length, back, sizeof back, &back_length),
                          PSA_ERROR_INVALID_SIGNATURE);
            assert_int_equal(back_length, 0);
            assert_memory_equal(back, zero, sizeof back);
            assert_ok(psa_aead_decrypt_setup(&operation, key, a->alg));
            assert_ok(psa_aead_set_lengths(&operation, 20, 100));
            assert_ok(psa_aead_set_nonce(&operation, nonce, a->nonce_size));
            assert_ok(psa_aead_update_ad(&operation, message, 20));
            assert_ok(psa_aead_update(&operation, out, 100, back, 100, &back_length));
            assert_status(psa_aead_verify(&operation, NULL, 0, &none, out + 100, length - 100),
                          PSA_ERROR_INVALID_SIGNATURE);
            out[bit / 8] ^= (uint8_t)(1u << bit % 8);
        }
        assert_ok(psa_destroy_key(key));
    }
    places_are_free();
}

/* Null is a buffer of no length. A key is looked at before any length. */
static void null_is_a_buffer_without_length(void **state)
{
    psa_key_id_t key = key_of(PSA_KEY_TYPE_AES, USAGE_CIPHER, PSA_ALG_CCM, 16);
    uint8_t tag[16], nonce[13] = {0};
    size_t length;

    (void)state;
    assert_ok(psa_aead_encrypt(key, PSA_ALG_CCM, nonce, 13, NULL, 0, NULL, 0, tag, 16, &length));
    assert_ok(psa_aead_decrypt(key, PSA_ALG_CCM, nonce, 13, NULL, 0, tag, 16, NULL, 0, &length));
    assert_int_equal(length, 0);
    tag[3] ^= 1;
    assert_status(psa_aead_decrypt(key, PSA_ALG_CCM, nonce, 13, NULL, 0, tag, 16, NULL, 0, &length),
                  PSA_ERROR_INVALID_SIGNATURE);
    assert_status(psa_aead_decrypt(key, PSA_ALG_CCM, NULL, 0, NULL, 0, NULL, 0, NULL, 0, &length),
                  PSA_ERROR_INVALID_ARGUMENT);
    assert_status(
        psa_aead_decrypt(key, PSA_ALG_SHA_256, NULL, 0, NULL, 0, NULL, 0, NULL, 0, &length),
        PSA_ERROR_INVALID_ARGUMENT);
    assert_status(psa_aead_decrypt(1234, PSA_ALG_CCM, NULL, 0, NULL, 0, NULL, 0, NULL, 0, &length),
                  PSA_ERROR_INVALID_HANDLE);
    assert_status(psa_aead_encrypt(1234, PSA_ALG_CCM, NULL, 0, NULL, 0, NULL, 0, NULL, 0, &length),
                  PSA_ERROR_INVALID_HANDLE);
    for (size_t size = 14; size <= 300; size++)
        assert_status(psa_aead_encrypt(key, PSA_ALG_CCM, message, size, NULL, 0, message, 1, tag,
                                       16, &length),
                      PSA_ERROR_INVALID_ARGUMENT);
    assert_status(psa_cipher_decrypt(key, PSA_ALG_CCM, NULL, 0, NULL, 0, &length),
                  PSA_ERROR_INVALID_ARGUMENT);
    assert_ok(psa_destroy_key(key));
    places_are_free();
}

static void aead_order_and_errors(void **state)
{
    psa_key_id_t key = key_of(PSA_KEY_TYPE_AES, USAGE_CIPHER, PSA_ALG_CCM, 16);
    psa_key_id_t writer = key_of(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_ENCRYPT, PSA_ALG_CCM, 16);
    psa_aead_operation_t operation = psa_aead_operation_init();
    uint8_t out[64], nonce[16];
    size_t length, none;

    (void)state;
    assert_status(psa_aead_set_lengths(&operation, 0, 0), PSA_ERROR_BAD_STATE);
    assert_status(psa_aead_set_nonce(&operation, nonce, 13), PSA_ERROR_BAD_STATE);
    assert_status(psa_aead_generate_nonce(&operation, nonce, 16, &length), PSA_ERROR_BAD_STATE);
    assert_status(psa_aead_update_ad(&operation, message, 1), PSA_ERROR_BAD_STATE);
    assert_status(psa_aead_finish(&operation, NULL, 0, &none, out, 16, &length),
                  PSA_ERROR_BAD_STATE);
    assert_status(psa_aead_verify(&operation, NULL, 0, &none, out, 16), PSA_ERROR_BAD_STATE);
    assert_ok(psa_aead_abort(&operation));
    assert_status(psa_aead_decrypt_setup(&operation, writer, PSA_ALG_CCM), PSA_ERROR_NOT_PERMITTED);
    assert_status(psa_aead_encrypt_setup(&operation, key, PSA_ALG_CTR), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(operation.handle, 0);
    /* CCM without lengths. */
    assert_ok(psa_aead_encrypt_setup(&operation, key, PSA_ALG_CCM));
    assert_status(psa_aead_set_nonce(&operation, message, 13), PSA_ERROR_BAD_STATE);
    assert_ok(psa_aead_abort(&operation));
    /* More, and less, than was announced. */
    for (size_t size = 9; size <= 11; size++) {
        assert_ok(psa_aead_encrypt_setup(&operation, key, PSA_ALG_CCM));
        assert_status(psa_aead_encrypt_setup(&operation, key, PSA_ALG_CCM), PSA_ERROR_BAD_STATE);
        assert_ok(psa_aead_set_lengths(&operation, 0, 10));
        assert_ok(psa_aead_generate_nonce(&operation, nonce, 13, &length));
        assert_int_equal(length, 13);
        assert_status(psa_aead_update(&operation, message, size, out, sizeof out, &length),
                      size <= 10 ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
        assert_status(psa_aead_finish(&operation, NULL, 0, &none, out, 16, &length),
                      size == 10  ? PSA_SUCCESS
                      : size < 10 ? PSA_ERROR_INVALID_ARGUMENT
                                  : PSA_ERROR_BAD_STATE);
        assert_ok(psa_aead_abort(&operation));
    }
    places_are_free();
    assert_ok(psa_destroy_key(key));
    assert_ok(psa_destroy_key(writer));
}

static void an_aead_ends_with_any_error(void **state)
{
    psa_key_id_t key = key_of(PSA_KEY_TYPE_AES, USAGE_CIPHER, PSA_ALG_CCM, 16);
    psa_aead_operation_t operation = psa_aead_operation_init();
    uint8_t out[64], nonce[16] = {0};
    size_t length, none;

    (void)state;
    /* Additional data after data; no room for the output, for the tag; finish to decrypt. */
    assert_ok(psa_aead_encrypt_setup(&operation, key, PSA_ALG_CCM));
    assert_ok(psa_aead_set_lengths(&operation, 0, 10));
    assert_ok(psa_aead_set_nonce(&operation, nonce, 13));
    assert_status(psa_aead_update(&operation, message, 10, out, 9, &length),
                  PSA_ERROR_BUFFER_TOO_SMALL);
    assert_status(psa_aead_update(&operation, message, 10, out, 10, &length), PSA_ERROR_BAD_STATE);
    assert_ok(psa_aead_abort(&operation));
    assert_ok(psa_aead_encrypt_setup(&operation, key, PSA_ALG_CCM));
    assert_ok(psa_aead_set_lengths(&operation, 0, 1));
    assert_ok(psa_aead_set_nonce(&operation, nonce, 13));
    assert_ok(psa_aead_update(&operation, message, 1, out, 1, &length));
    assert_status(psa_aead_finish(&operation, NULL, 0, &none, out, 15, &length),
                  PSA_ERROR_BUFFER_TOO_SMALL);
    assert_ok(psa_aead_abort(&operation));
    assert_ok(psa_aead_decrypt_setup(&operation, key, PSA_ALG_CCM));
    assert_status(psa_aead_generate_nonce(&operation, nonce, 16, &length), PSA_ERROR_BAD_STATE);
    assert_ok(psa_aead_abort(&operation));
    assert_ok(psa_aead_decrypt_setup(&operation, key, PSA_ALG_CCM));
    assert_ok(psa_aead_set_lengths(&operation, 0, 0));
    assert_ok(psa_aead_set_nonce(&operation, nonce, 13));
    assert_status(psa_aead_finish(&operation, NULL, 0, &none, out, 16, &length),
                  PSA_ERROR_BAD_STATE);
    places_are_free();
    assert_ok(psa_destroy_key(key));
}

static void sizes_of_what_does_not_fit_are_zero(void **state)
{
    static const struct {
        psa_key_type_t type;
        psa_algorithm_t cipher, aead;
    } misfits[] = {
        {PSA_KEY_TYPE_HMAC, PSA_ALG_CBC_PKCS7, PSA_ALG_CCM},
        {PSA_KEY_TYPE_RSA_KEY_PAIR, PSA_ALG_CTR, PSA_ALG_GCM},
        {PSA_KEY_TYPE_CHACHA20, PSA_ALG_CTR, PSA_ALG_GCM},
        {PSA_KEY_TYPE_AES, PSA_ALG_STREAM_CIPHER, PSA_ALG_CHACHA20_POLY1305},
        {PSA_KEY_TYPE_AES, PSA_ALG_CCM, PSA_ALG_CTR},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(misfits); i++) {
        psa_key_type_t type = misfits[i].type;

        assert_int_equal(PSA_CIPHER_ENCRYPT_OUTPUT_SIZE(type, misfits[i].cipher, 48), 0);
        assert_int_equal(PSA_CIPHER_DECRYPT_OUTPUT_SIZE(type, misfits[i].cipher, 48), 0);
        assert_int_equal(PSA_CIPHER_UPDATE_OUTPUT_SIZE(type, misfits[i].cipher, 48), 0);
        assert_int_equal(PSA_CIPHER_FINISH_OUTPUT_SIZE(type, misfits[i].cipher), 0);
        assert_int_equal(PSA_AEAD_TAG_LENGTH(type, 128, misfits[i].aead), 0);
        assert_int_equal(PSA_AEAD_ENCRYPT_OUTPUT_SIZE(type, misfits[i].aead, 48), 0);
        assert_int_equal(PSA_AEAD_DECRYPT_OUTPUT_SIZE(type, misfits[i].aead, 48), 0);
        assert_int_equal(PSA_AEAD_UPDATE_OUTPUT_SIZE(type, misfits[i].aead, 48), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_mode_encrypts_as_openssl_and_decrypts_it),
        cmocka_unit_test(every_mode_is_the_same_in_parts),
        cmocka_unit_test(a_cipher_may_overlap_its_input_in_any_way),
        cmocka_unit_test(an_output_that_is_too_short_is_not_left),
        cmocka_unit_test(a_part_may_overlap_its_input_in_any_way),
        cmocka_unit_test(cipher_order_and_errors),
        cmocka_unit_test(cipher_lengths_and_padding),
        cmocka_unit_test(every_aead_is_openssls_in_one_part_and_in_several),
        cmocka_unit_test(an_aead_may_overlap_everything),
        cmocka_unit_test(a_changed_message_leaves_no_plaintext_and_no_place),
        cmocka_unit_test(null_is_a_buffer_without_length),
        cmocka_unit_test(aead_order_and_errors),
        cmocka_unit_test(an_aead_ends_with_any_error),
        cmocka_unit_test(sizes_of_what_does_not_fit_are_zero),
    };

    fill(message, sizeof message, 2);
    return RUN_TESTS("crypto_psa_cipher_test", tests);
}
