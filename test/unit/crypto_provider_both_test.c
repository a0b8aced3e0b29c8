/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The two providers in one process: OpenSSL's table against the program's, which is Mbed TLS's
 * unless the profile says otherwise, over random keys and inputs in random pieces. Whatever both
 * have must come out the same, down to the statuses.
 */
#include "test/unit/crypto_provider_support.h"

#include "crypto/hash.h"
#include "crypto/provider/openssl/provider.h"

#include <stdio.h>
#include <string.h>

#define ROUNDS   200
#define DATA_MAX 700

static const struct crypto_provider ours = CRYPTO_OPENSSL_TABLE;
static const struct crypto_provider *const tables[2] = {&ours, &crypto_provider};

static uint8_t data[DATA_MAX], out[2][DATA_MAX + 16], key_data[32];
static psa_key_attributes_t attributes;

static void hash_pieces(struct crypto_hash *a, struct crypto_hash *b, size_t size)
{
    for (size_t done = 0, piece; done < size; done += piece) {
        piece = provider_piece(size - done);
        assert_int_equal(ours.hash_update(a, data + done, piece), PSA_SUCCESS);
        assert_int_equal(crypto_provider.hash_update(b, data + done, piece), PSA_SUCCESS);
    }
}

/* What one has exported, the other goes on with. */
static void change_places(struct crypto_hash *a, struct crypto_hash *b, psa_algorithm_t algorithm)
{
    uint8_t chain[2][64] = {{0}}, pending[2][128] = {{0}};
    uint64_t count[2];

    if (ours.hash_export == NULL || crypto_provider.hash_export == NULL)
        return;
    assert_int_equal(ours.hash_export(a, &count[0], chain[0], pending[0]), PSA_SUCCESS);
    assert_int_equal(crypto_provider.hash_export(b, &count[1], chain[1], pending[1]), PSA_SUCCESS);
    assert_int_equal(count[0], count[1]);
    assert_memory_equal(chain[0], chain[1], 64);
    assert_memory_equal(pending[0], pending[1], 128);
    assert_int_equal(ours.hash_import(a, algorithm, count[1], chain[1], pending[1]), PSA_SUCCESS);
    assert_int_equal(crypto_provider.hash_import(b, algorithm, count[0], chain[0], pending[0]),
                     PSA_SUCCESS);
}

static void hashes_are_the_same(void **state)
{
    static const psa_algorithm_t hashes[] = {PSA_ALG_SHA_1,   PSA_ALG_SHA_224, PSA_ALG_SHA_256,
                                             PSA_ALG_SHA_384, PSA_ALG_SHA_512, PSA_ALG_SHA3_256};

    (void)state;
    for (size_t i = 0; i < ROUNDS * 6; i++) {
        psa_algorithm_t algorithm = hashes[i % 6];
        struct crypto_hash a, b;
        size_t size = provider_next(DATA_MAX);
        psa_status_t status = ours.hash_begin(&a, algorithm);

        assert_int_equal(status, crypto_provider.hash_begin(&b, algorithm));
        if (status != PSA_SUCCESS)
            continue;
        provider_fill(data, size);
        hash_pieces(&a, &b, size);
        change_places(&a, &b, algorithm);
        hash_pieces(&a, &b, size);
        assert_int_equal(ours.hash_finish(&a, out[0]), PSA_SUCCESS);
        assert_int_equal(crypto_provider.hash_finish(&b, out[1]), PSA_SUCCESS);
        assert_memory_equal(out[0], out[1], crypto_hash_size(algorithm));
    }
}

static struct crypto_key random_key(psa_key_type_t type, size_t size)
{
    provider_fill(key_data, size);
    return provider_key(&attributes, type, size * 8, key_data, size);
}

static void cmacs_are_the_same(void **state)
{
    (void)state;
    if (ours.cmac_begin == NULL || crypto_provider.cmac_begin == NULL) {
        puts("not run: CMAC is not in the profile");
        skip();
    }
    for (size_t i = 0; i < ROUNDS; i++) {
        struct crypto_key key = random_key(PSA_KEY_TYPE_AES, 16 + 8 * (i % 3));
        size_t size = provider_next(DATA_MAX);

        provider_fill(data, size);
        for (size_t t = 0; t < 2; t++) {
            struct crypto_cmac cmac;

            assert_int_equal(tables[t]->cmac_begin(&cmac, &key, PSA_ALG_CMAC), PSA_SUCCESS);
            for (size_t done = 0, piece; done < size; done += piece) {
                piece = provider_piece(size - done);
                assert_int_equal(tables[t]->cmac_update(&cmac, data + done, piece), PSA_SUCCESS);
            }
            assert_int_equal(tables[t]->cmac_finish(&cmac, out[t]), PSA_SUCCESS);
        }
        assert_memory_equal(out[0], out[1], 16);
    }
}

/* Encrypts or decrypts `data`; what comes out of every call is counted in `*length`. */
static psa_status_t run_cipher(const struct crypto_provider *table, const struct crypto_key *key,
                               psa_algorithm_t algorithm, bool encrypt, size_t size,
                               uint8_t *output, size_t *length)
{
    static const uint8_t iv[16] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                   0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe};
    struct crypto_cipher cipher;
    psa_status_t status = table->cipher_begin(&cipher, key, algorithm, encrypt);
    size_t written;

    *length = 0;
    if (status != PSA_SUCCESS)
        return status;
    if (algorithm != PSA_ALG_ECB_NO_PADDING)
        status = table->cipher_iv(&cipher, iv);
    for (size_t done = 0, piece; done < size && status == PSA_SUCCESS; done += piece) {
        piece = provider_piece(size - done);
        status = table->cipher_update(&cipher, data + done, piece, output + *length,
                                      DATA_MAX + 16 - *length, &written);
        *length += written;
    }
    if (status == PSA_SUCCESS) {
        status = table->cipher_finish(&cipher, output + *length, DATA_MAX + 16 - *length, &written);
        *length += written;
    }
    if (status != PSA_SUCCESS && table->cipher_abort != NULL)
        table->cipher_abort(&cipher);
    return status;
}

/* Most of what is decrypted has wrong padding: it is random. */
static void ciphers_are_the_same(void **state)
{
    static const psa_algorithm_t modes[] = {PSA_ALG_ECB_NO_PADDING,
                                            PSA_ALG_CBC_NO_PADDING,
                                            PSA_ALG_CBC_PKCS7,
                                            PSA_ALG_CTR,
                                            PSA_ALG_CFB,
                                            PSA_ALG_OFB};

    (void)state;
    if (ours.cipher_begin == NULL || crypto_provider.cipher_begin == NULL) {
        puts("not run: no mode is in the profile");
        skip();
    }
    for (size_t i = 0; i < ROUNDS * 12; i++) {
        struct crypto_key key = random_key(PSA_KEY_TYPE_AES, 16 + 8 * (i % 3));
        psa_algorithm_t algorithm = modes[i / 3 % 6];
        size_t size = provider_next(DATA_MAX), length[2];
        psa_status_t status[2];

        if (provider_next(2) != 0)
            size -= size % 16;
        for (size_t encrypt = 0; encrypt < 2; encrypt++) {
            provider_fill(data, size);
            for (size_t t = 0; t < 2; t++)
                status[t] =
                    run_cipher(tables[t], &key, algorithm, encrypt != 0, size, out[t], &length[t]);
            assert_int_equal(status[0], status[1]);
            assert_int_equal(length[0], length[1]);
            assert_memory_equal(out[0], out[1], length[0]);
        }
        /* And back again, with padding that is right. */
        if (status[0] != PSA_SUCCESS || length[0] > DATA_MAX)
            continue;
        memcpy(data, out[0], length[0]);
        size = length[0];
        assert_int_equal(run_cipher(&ours, &key, algorithm, false, size, out[0], &length[0]),
                         PSA_SUCCESS);
        assert_int_equal(
            run_cipher(&crypto_provider, &key, algorithm, false, size, out[1], &length[1]),
            PSA_SUCCESS);
        assert_int_equal(length[0], length[1]);
        assert_memory_equal(out[0], out[1], length[0]);
    }
}

/* Every padding's last byte, and one wrong byte in it. */
static void padding_is_judged_the_same(void **state)
{
    (void)state;
    if (!CONFIG_CRYPTO_AES_CBC) {
        puts("not run: CBC is not in the profile");
        skip();
    }
    for (size_t i = 0; i < 256 * 17; i++) {
        struct crypto_key key = random_key(PSA_KEY_TYPE_AES, 16);
        size_t length[2], pad = i / 17, wrong = i % 17;
        psa_status_t status[2];

        provider_fill(data, 32);
        for (size_t k = 0; k < 16; k++)
            if (k < pad)
                data[31 - k] = (uint8_t)pad;
        data[31] = (uint8_t)pad;
        if (wrong < 16)
            data[31 - wrong] ^= 0x10;
        assert_int_equal(
            run_cipher(&ours, &key, PSA_ALG_CBC_NO_PADDING, true, 32, out[0], &length[0]),
            PSA_SUCCESS);
        memcpy(data, out[0], 32);
        for (size_t t = 0; t < 2; t++)
            status[t] =
                run_cipher(tables[t], &key, PSA_ALG_CBC_PKCS7, false, 32, out[t], &length[t]);
        assert_int_equal(status[0], status[1]);
        if (wrong == 16)
            assert_int_equal(status[0],
                             pad >= 1 && pad <= 16 ? PSA_SUCCESS : PSA_ERROR_INVALID_PADDING);
        assert_int_equal(length[0], length[1]);
        assert_memory_equal(out[0], out[1], length[0]);
    }
}

/* A message for an authenticated cipher. */
struct message {
    struct crypto_key key;
    psa_algorithm_t algorithm;
    uint8_t nonce[16], ad[64];
    size_t nonce_size, ad_size, size;
};

static psa_status_t run_aead(const struct crypto_provider *table, const struct message *message,
                             bool encrypt, const uint8_t *input, uint8_t *output, uint8_t *tag)
{
    struct crypto_aead aead;
    psa_status_t status = table->aead_begin(&aead, &message->key, message->algorithm, encrypt);

    if (status != PSA_SUCCESS)
        return status;
    status = table->aead_start(&aead, message->nonce, message->nonce_size, message->ad_size,
                               message->size);
    for (size_t done = 0, piece; status == PSA_SUCCESS && done < message->ad_size; done += piece) {
        piece = provider_piece(message->ad_size - done);
        status = table->aead_update_ad(&aead, message->ad + done, piece);
    }
    for (size_t done = 0, piece; status == PSA_SUCCESS && done < message->size; done += piece) {
        piece = provider_piece(message->size - done);
        status = table->aead_update(&aead, input + done, output + done, piece);
    }
    if (status == PSA_SUCCESS)
        status = table->aead_finish(&aead, tag);
    if (status != PSA_SUCCESS && table->aead_abort != NULL)
        table->aead_abort(&aead);
    return status;
}

static void compare_aead(const struct message *message)
{
    uint8_t tag[2][16] = {{0}}, back[2][16] = {{0}};
    psa_status_t status[2];

    for (size_t t = 0; t < 2; t++)
        status[t] = run_aead(tables[t], message, true, data, out[t], tag[t]);
    assert_int_equal(status[0], status[1]);
    if (status[0] != PSA_SUCCESS)
        return;
    assert_memory_equal(out[0], out[1], message->size);
    assert_memory_equal(tag[0], tag[1], 16);
    for (size_t t = 0; t < 2; t++) {
        assert_int_equal(run_aead(tables[t], message, false, out[t], out[t], back[t]), PSA_SUCCESS);
        assert_memory_equal(out[t], data, message->size);
        assert_memory_equal(back[t], tag[t], 16);
    }
}

static void authenticated_ciphers_are_the_same(void **state)
{
    static const psa_algorithm_t kinds[] = {PSA_ALG_CCM, PSA_ALG_GCM, PSA_ALG_CHACHA20_POLY1305};
    struct message message;

    (void)state;
    if (ours.aead_begin == NULL || crypto_provider.aead_begin == NULL) {
        puts("not run: no authenticated cipher is in the profile");
        skip();
    }
    for (size_t i = 0; i < ROUNDS * 9; i++) {
        size_t kind = i % 3;
        bool is_chacha = kind == 2;

        message.key = random_key(is_chacha ? PSA_KEY_TYPE_CHACHA20 : PSA_KEY_TYPE_AES,
                                 is_chacha ? 32 : 16 + 8 * (i / 3 % 3));
        message.algorithm = kinds[kind];
        if (provider_next(4) == 0)
            message.algorithm = PSA_ALG_AEAD_WITH_SHORTENED_TAG(kinds[kind], provider_next(17));
        message.nonce_size = provider_next(2) != 0 ? 12 : provider_next(17);
        message.ad_size = provider_next(2) != 0 ? provider_next(sizeof message.ad) : 0;
        message.size = provider_next(8) == 0 ? 0 : provider_next(DATA_MAX);
        provider_fill(message.nonce, message.nonce_size);
        provider_fill(message.ad, message.ad_size);
        provider_fill(data, message.size);
        compare_aead(&message);
    }
}

/* Two messages of one key take turns in one state. */
static void turns_of_ccm_do_not_mix(void **state)
{
    struct message message = {.algorithm = PSA_ALG_CCM, .nonce_size = 12, .size = 100};
    struct crypto_aead aead, first;
    struct crypto_aead_turn turn;
    uint8_t tag[16], tags[2][16];

    (void)state;
    if (ours.aead_swap == NULL) {
        puts("not run: CCM is not in the profile");
        skip();
    }
    message.key = random_key(PSA_KEY_TYPE_AES, 16);
    provider_fill(data, 200);
    for (size_t i = 0; i < 2; i++) {
        message.nonce[0] = (uint8_t)i;
        assert_int_equal(run_aead(&ours, &message, true, data + 100 * i, out[0] + 100 * i, tags[i]),
                         PSA_SUCCESS);
    }
    for (size_t i = 0; i < 2; i++) {
        message.nonce[0] = (uint8_t)i;
        assert_int_equal(ours.aead_begin(&aead, &message.key, PSA_ALG_CCM, true), PSA_SUCCESS);
        assert_int_equal(ours.aead_start(&aead, message.nonce, 12, 0, 100), PSA_SUCCESS);
        if (i == 0)
            first = aead;
    }
    memcpy(&turn, &first, sizeof turn);
    for (size_t done = 0; done < 100; done += 20) {
        for (size_t i = 2; i-- > 0; ours.aead_swap(&aead, &turn))
            assert_int_equal(
                ours.aead_update(&aead, data + 100 * i + done, out[1] + 100 * i + done, 20),
                PSA_SUCCESS);
    }
    for (size_t i = 2; i-- > 0; ours.aead_swap(&aead, &turn)) {
        assert_int_equal(ours.aead_finish(&aead, tag), PSA_SUCCESS);
        assert_memory_equal(tag, tags[i], 16);
    }
    assert_memory_equal(out[0], out[1], 200);
}

/* A pair with its public half. */
struct pair {
    size_t size;
    uint8_t secret[48], point[2][97];
    psa_key_attributes_t attributes[2];
    struct crypto_key key, public_key;
};

static bool make_pair(struct pair *pair, size_t bits)
{
    pair->size = bits / 8;
    provider_fill(pair->secret, pair->size);
    pair->key = provider_key(&pair->attributes[0], PSA_KEY_TYPE_ECC_KEY_PAIR(0x12), bits,
                             pair->secret, pair->size);
    pair->public_key = provider_key(&pair->attributes[1], PSA_KEY_TYPE_ECC_PUBLIC_KEY(0x12), bits,
                                    pair->point[0], 2 * pair->size + 1);
    if (ours.ecc_check(&pair->key) != PSA_SUCCESS)
        return false;
    for (size_t t = 0; t < 2; t++)
        assert_int_equal(tables[t]->ecc_public(&pair->key, pair->point[t]), PSA_SUCCESS);
    assert_memory_equal(pair->point[0], pair->point[1], 2 * pair->size + 1);
    return true;
}

static void compare_signatures(const struct pair *pair, size_t hash_size)
{
    psa_algorithm_t algorithm = PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_256);
    uint8_t signature[2][96];

    for (size_t t = 0; t < 2; t++) {
        assert_int_equal(
            tables[t]->ecdsa_sign(&pair->key, PSA_ALG_ECDSA_ANY, data, hash_size, signature[t]),
            PSA_SUCCESS);
        assert_int_equal(tables[!t]->ecdsa_verify(&pair->public_key, data, hash_size, signature[t]),
                         PSA_SUCCESS);
        signature[t][provider_next((uint32_t)pair->size * 2)] ^= 1;
        for (size_t k = 0; k < 2; k++)
            assert_int_equal(
                tables[k]->ecdsa_verify(&pair->public_key, data, hash_size, signature[t]),
                PSA_ERROR_INVALID_SIGNATURE);
    }
    if (!CONFIG_CRYPTO_ECDSA_DETERMINISTIC)
        return;
    for (size_t t = 0; t < 2; t++)
        assert_int_equal(
            tables[t]->ecdsa_sign(&pair->key, algorithm, data, hash_size, signature[t]),
            PSA_SUCCESS);
    assert_memory_equal(signature[0], signature[1], 2 * pair->size);
}

static void curves_are_the_same(void **state)
{
    struct pair a, b;
    uint8_t secret[2][48];

    (void)state;
    if (!CRYPTO_ECC) {
        puts("not run: no curve is in the profile");
        skip();
    }
    for (size_t i = 0; i < 16; i++) {
        size_t bits = i % 2 == 0 ? 256 : 384;

        if ((bits == 256 ? !CONFIG_CRYPTO_ECC_P256 : !CONFIG_CRYPTO_ECC_P384) ||
            !make_pair(&a, bits) || !make_pair(&b, bits))
            continue;
        provider_fill(data, 64);
        if (CONFIG_CRYPTO_ECDSA)
            compare_signatures(&a, i < 2 ? 1 : 1 + provider_next(64));
        for (size_t t = 0; t < 2 && CONFIG_CRYPTO_ECDH; t++)
            assert_int_equal(tables[t]->ecdh(&a.key, b.point[0], secret[t]), PSA_SUCCESS);
        if (CONFIG_CRYPTO_ECDH)
            assert_memory_equal(secret[0], secret[1], a.size);
        b.point[0][provider_next((uint32_t)a.size * 2 + 1)] ^= 1;
        for (size_t t = 0; t < 2; t++) {
            assert_int_equal(tables[t]->ecc_check(&b.public_key), PSA_ERROR_INVALID_ARGUMENT);
            if (CONFIG_CRYPTO_ECDH)
                assert_int_equal(tables[t]->ecdh(&a.key, b.point[0], secret[t]),
                                 PSA_ERROR_INVALID_ARGUMENT);
        }
    }
}

static void a_secret_out_of_range_is_no_key(void **state)
{
    struct pair pair;

    (void)state;
    if (!CONFIG_CRYPTO_ECC_P256) {
        puts("not run: P-256 is not in the profile");
        skip();
    }
    (void)make_pair(&pair, 256);
    for (size_t t = 0; t < 2; t++) {
        memset(pair.secret, 0, 32);
        assert_int_equal(tables[t]->ecc_check(&pair.key), PSA_ERROR_INVALID_ARGUMENT);
        pair.secret[31] = 1;
        assert_int_equal(tables[t]->ecc_check(&pair.key), PSA_SUCCESS);
        memset(pair.secret, 0xff, 32);
        assert_int_equal(tables[t]->ecc_check(&pair.key), PSA_ERROR_INVALID_ARGUMENT);
    }
}

static void random_bytes_differ(void **state)
{
    (void)state;
    memset(out, 0, sizeof out);
    assert_int_equal(ours.random(out[0], 64), PSA_SUCCESS);
    assert_int_equal(ours.random(out[1], 64), PSA_SUCCESS);
    assert_memory_not_equal(out[0], out[1], 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_are_the_same),
        cmocka_unit_test(cmacs_are_the_same),
        cmocka_unit_test(ciphers_are_the_same),
        cmocka_unit_test(padding_is_judged_the_same),
        cmocka_unit_test(authenticated_ciphers_are_the_same),
        cmocka_unit_test(turns_of_ccm_do_not_mix),
        cmocka_unit_test(curves_are_the_same),
        cmocka_unit_test(a_secret_out_of_range_is_no_key),
        cmocka_unit_test(random_bytes_differ),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
