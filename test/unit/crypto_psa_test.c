/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto as an application sees it: known answers, and the documented statuses. The functions
 * are the client's stubs, so a call goes the whole way: gate, partition manager, service, key
 * store, primitives, record log. */
#define _POSIX_C_SOURCE 200809L

#include "port/posix/posix.h"
#include "psa/crypto.h"
#include "test/unit/crypto_vectors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define ALG_ECDSA    PSA_ALG_ECDSA(PSA_ALG_SHA_256)
#define P256_PAIR    PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)
#define P256_PUBLIC  PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1)
#define USAGE_CIPHER (PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT)
#define USAGE_HASHES (PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH)

static psa_key_attributes_t attributes_of(psa_key_type_t type, psa_key_usage_t usage,
                                          psa_algorithm_t alg)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;

    psa_set_key_type(&attributes, type);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, alg);
    return attributes;
}

static psa_key_id_t import(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t alg,
                           const char *hex)
{
    psa_key_attributes_t attributes = attributes_of(type, usage, alg);
    uint8_t data[128];
    size_t size = unhex(hex, data);
    psa_key_id_t key;

    assert_int_equal(psa_import_key(&attributes, data, size, &key), PSA_SUCCESS);
    return key;
}

static psa_key_id_t aes_key(psa_key_usage_t usage, psa_algorithm_t alg)
{
    return import(PSA_KEY_TYPE_AES, usage, alg, "000102030405060708090a0b0c0d0e0f");
}

static psa_key_id_t pair(psa_key_usage_t usage, psa_algorithm_t alg)
{
    return import(P256_PAIR, usage, alg, ecdsa_vectors[0].private);
}

static void destroy(psa_key_id_t key)
{
    assert_int_equal(psa_destroy_key(key), PSA_SUCCESS);
}

/* Hashes. */

static void sha256_gives_known_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sha256_vectors / sizeof sha256_vectors[0]; i++) {
        const struct hash_vector *v = &sha256_vectors[i];
        size_t piece = strlen(v->message), size = piece * (size_t)v->repeat, length;
        uint8_t *message = malloc(size + 1), expected[32], hash[32];

        for (int r = 0; r < v->repeat; r++)
            memcpy(message + piece * (size_t)r, v->message, piece);
        unhex(v->digest, expected);
        assert_int_equal(
            psa_hash_compute(PSA_ALG_SHA_256, message, size, hash, sizeof hash, &length),
            PSA_SUCCESS);
        assert_int_equal(length, 32);
        assert_memory_equal(hash, expected, 32);
        assert_int_equal(psa_hash_compare(PSA_ALG_SHA_256, message, size, hash, 32), PSA_SUCCESS);
        free(message);
    }
}

static void hash_statuses(void **state)
{
    uint8_t hash[64] = {0};
    size_t length = 99;

    (void)state;
    assert_int_equal(psa_hash_compute(PSA_ALG_SHA_256, hash, 3, hash, 31, &length),
                     PSA_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(length, 0);
    assert_int_equal(psa_hash_compute(PSA_ALG_SHA3_512, hash, 3, hash, 64, &length),
                     PSA_ERROR_NOT_SUPPORTED);
    assert_int_equal(psa_hash_compute(PSA_ALG_ANY_HASH, hash, 3, hash, 64, &length),
                     PSA_ERROR_NOT_SUPPORTED);
    assert_int_equal(psa_hash_compute(PSA_ALG_CCM, hash, 3, hash, 64, &length),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_hash_compare(PSA_ALG_CCM, hash, 3, hash, 32), PSA_ERROR_INVALID_ARGUMENT);
}

static void hash_compare_refuses_every_changed_bit_and_length(void **state)
{
    uint8_t hash[40] = {0};
    size_t length;

    (void)state;
    assert_int_equal(psa_hash_compute(PSA_ALG_SHA_256, NULL, 0, hash, 32, &length), PSA_SUCCESS);
    for (unsigned bit = 0; bit < 256; bit++) {
        hash[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_int_equal(psa_hash_compare(PSA_ALG_SHA_256, NULL, 0, hash, 32),
                         PSA_ERROR_INVALID_SIGNATURE);
        hash[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    assert_int_equal(psa_hash_compare(PSA_ALG_SHA_256, NULL, 0, hash, 31),
                     PSA_ERROR_INVALID_SIGNATURE);
    assert_int_equal(psa_hash_compare(PSA_ALG_SHA_256, NULL, 0, hash, 33),
                     PSA_ERROR_INVALID_SIGNATURE);
    assert_int_equal(psa_hash_compare(PSA_ALG_SHA_256, NULL, 0, NULL, 0),
                     PSA_ERROR_INVALID_SIGNATURE);
}

static void hash_may_overwrite_its_input(void **state)
{
    uint8_t data[40] = "abc", expected[32];
    size_t length;

    (void)state;
    unhex(sha256_vectors[1].digest, expected);
    assert_int_equal(psa_hash_compute(PSA_ALG_SHA_256, data, 3, data + 1, 32, &length),
                     PSA_SUCCESS);
    assert_memory_equal(data + 1, expected, 32);
}

/* Authenticated encryption. */

struct message {
    psa_key_id_t key;
    psa_algorithm_t alg;
    uint8_t nonce[16], ad[64], plaintext[128], ciphertext[160];
    size_t nonce_size, ad_size, plaintext_size, ciphertext_size;
};

static void load(struct message *m, const struct ccm_vector *v)
{
    m->alg = PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, v->tag_size);
    m->key = import(PSA_KEY_TYPE_AES, USAGE_CIPHER, m->alg, v->key);
    m->nonce_size = unhex(v->nonce, m->nonce);
    m->ad_size = unhex(v->ad, m->ad);
    m->plaintext_size = unhex(v->plaintext, m->plaintext);
    m->ciphertext_size = unhex(v->ciphertext, m->ciphertext);
}

static psa_status_t encrypt(const struct message *m, const uint8_t *in, uint8_t *out, size_t room,
                            size_t *length)
{
    return psa_aead_encrypt(m->key, m->alg, m->nonce, m->nonce_size, m->ad, m->ad_size, in,
                            m->plaintext_size, out, room, length);
}

static psa_status_t decrypt(const struct message *m, const uint8_t *in, uint8_t *out, size_t room,
                            size_t *length)
{
    return psa_aead_decrypt(m->key, m->alg, m->nonce, m->nonce_size, m->ad, m->ad_size, in,
                            m->ciphertext_size, out, room, length);
}

static void ccm_gives_known_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ccm_vectors / sizeof ccm_vectors[0]; i++) {
        struct message m;
        uint8_t out[160];
        size_t length;

        load(&m, &ccm_vectors[i]);
        assert_int_equal(encrypt(&m, m.plaintext, out, m.ciphertext_size, &length), PSA_SUCCESS);
        assert_int_equal(length, m.ciphertext_size);
        assert_memory_equal(out, m.ciphertext, length);
        assert_int_equal(decrypt(&m, m.ciphertext, out, m.plaintext_size, &length), PSA_SUCCESS);
        assert_int_equal(length, m.plaintext_size);
        assert_memory_equal(out, m.plaintext, length);
        destroy(m.key);
    }
}

/* SP 800-38C's example 4: more additional data than two bytes can say the length of. */
static void ccm_takes_long_additional_data(void **state)
{
    static uint8_t ad[65536];
    uint8_t nonce[13], plaintext[32], out[46], expected[46];
    psa_algorithm_t alg = PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 14);
    psa_key_id_t key =
        import(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_ENCRYPT, alg, "404142434445464748494a4b4c4d4e4f");
    size_t length;

    (void)state;
    for (size_t i = 0; i < sizeof ad; i++)
        ad[i] = (uint8_t)i;
    unhex("101112131415161718191a1b1c", nonce);
    unhex("202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f", plaintext);
    unhex("69915dad1e84c6376a68c2967e4dab615ae0fd1faec44cc484828529463ccf72"
          "b4ac6bec93e8598e7f0dadbcea5b",
          expected);
    assert_int_equal(psa_aead_encrypt(key, alg, nonce, sizeof nonce, ad, sizeof ad, plaintext,
                                      sizeof plaintext, out, sizeof out, &length),
                     PSA_SUCCESS);
    assert_int_equal(length, sizeof expected);
    assert_memory_equal(out, expected, sizeof expected);
    destroy(key);
}

static void ccm_works_with_output_anywhere_over_its_input(void **state)
{
    struct message m;
    uint8_t buffer[400];
    size_t length;

    (void)state;
    load(&m, &ccm_vectors[11]); /* 100 bytes, more than the service takes at a time */
    assert_true(m.plaintext_size == 100);
    for (size_t at = 0; at <= 240; at++) {
        memcpy(buffer + 120, m.plaintext, m.plaintext_size);
        assert_int_equal(encrypt(&m, buffer + 120, buffer + at, m.ciphertext_size, &length),
                         PSA_SUCCESS);
        assert_memory_equal(buffer + at, m.ciphertext, m.ciphertext_size);
        memcpy(buffer + 120, m.ciphertext, m.ciphertext_size);
        assert_int_equal(decrypt(&m, buffer + 120, buffer + at, m.plaintext_size, &length),
                         PSA_SUCCESS);
        assert_memory_equal(buffer + at, m.plaintext, m.plaintext_size);
    }
    destroy(m.key);
}

/* Output over the end of its input and over the additional data: right or refused. */
static void ccm_with_everything_overlapping_is_right_or_refused(void **state)
{
    struct message m;
    uint8_t buffer[400];
    size_t length;
    psa_status_t status;

    (void)state;
    load(&m, &ccm_vectors[11]);
    memcpy(buffer + 120, m.plaintext, m.plaintext_size);
    memcpy(buffer + 230, m.ad, m.ad_size);
    status =
        psa_aead_encrypt(m.key, m.alg, m.nonce, m.nonce_size, buffer + 230, m.ad_size, buffer + 120,
                         m.plaintext_size, buffer + 150, m.ciphertext_size, &length);
    if (status == PSA_SUCCESS) {
        assert_memory_equal(buffer + 150, m.ciphertext, m.ciphertext_size);
    } else {
        assert_int_equal(status, PSA_ERROR_NOT_SUPPORTED);
        assert_memory_equal(buffer + 120, m.plaintext, m.plaintext_size);
        assert_memory_equal(buffer + 230, m.ad, m.ad_size);
    }
    /* At its own place or before it there is no such limit. */
    memcpy(buffer + 120, m.plaintext, m.plaintext_size);
    memcpy(buffer + 225, m.ad, m.ad_size);
    assert_int_equal(psa_aead_encrypt(m.key, m.alg, m.nonce, m.nonce_size, buffer + 225, m.ad_size,
                                      buffer + 120, m.plaintext_size, buffer + 120,
                                      m.ciphertext_size, &length),
                     PSA_SUCCESS);
    assert_memory_equal(buffer + 120, m.ciphertext, m.ciphertext_size);
    destroy(m.key);
}

static void ccm_refuses_every_changed_bit_and_leaves_no_plaintext(void **state)
{
    static const uint8_t zero[128];
    struct message m;
    uint8_t out[128];
    size_t length;

    (void)state;
    load(&m, &ccm_vectors[7]);
    for (size_t bit = 0; bit < m.ciphertext_size * 8; bit++) {
        m.ciphertext[bit / 8] ^= (uint8_t)(1u << bit % 8);
        memset(out, 0xa5, sizeof out);
        assert_int_equal(decrypt(&m, m.ciphertext, out, sizeof out, &length),
                         PSA_ERROR_INVALID_SIGNATURE);
        assert_int_equal(length, 0);
        assert_memory_equal(out, zero, sizeof out);
        m.ciphertext[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    m.ad[0] ^= 1;
    assert_int_equal(decrypt(&m, m.ciphertext, out, sizeof out, &length),
                     PSA_ERROR_INVALID_SIGNATURE);
    m.ad[0] ^= 1;
    m.nonce[0] ^= 1;
    assert_int_equal(decrypt(&m, m.ciphertext, out, sizeof out, &length),
                     PSA_ERROR_INVALID_SIGNATURE);
    m.nonce[0] ^= 1;
    m.ciphertext_size--;
    assert_int_equal(decrypt(&m, m.ciphertext, out, sizeof out, &length),
                     PSA_ERROR_INVALID_SIGNATURE);
    destroy(m.key);
}

static void ccm_statuses(void **state)
{
    static uint8_t large[70000];
    struct message m;
    uint8_t out[160];
    size_t length = 99;

    (void)state;
    load(&m, &ccm_vectors[7]);
    assert_int_equal(encrypt(&m, m.plaintext, out, m.ciphertext_size - 1, &length),
                     PSA_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(length, 0);
    assert_int_equal(encrypt(&m, m.plaintext, out, 0, &length), PSA_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(decrypt(&m, m.ciphertext, out, m.plaintext_size - 1, &length),
                     PSA_ERROR_BUFFER_TOO_SMALL);
    for (m.nonce_size = 0; m.nonce_size <= 16; m.nonce_size++) {
        bool good = m.nonce_size >= 7 && m.nonce_size <= 13;

        assert_int_equal(encrypt(&m, m.plaintext, out, sizeof out, &length),
                         good ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
    }
    /* 13 and 256 more: no field that a nonce's size goes through may cut it off. */
    assert_int_equal(
        psa_aead_encrypt(m.key, m.alg, large, 269, NULL, 0, NULL, 0, out, sizeof out, &length),
        PSA_ERROR_INVALID_ARGUMENT);
    m.nonce_size = 13;
    m.ciphertext_size = 3; /* shorter than any tag */
    assert_int_equal(decrypt(&m, m.ciphertext, out, sizeof out, &length),
                     PSA_ERROR_INVALID_ARGUMENT);
    /* A nonce of 13 bytes leaves two for the length. */
    assert_int_equal(psa_aead_encrypt(m.key, m.alg, m.nonce, 13, NULL, 0, large, 65536, large,
                                      sizeof large, &length),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_aead_encrypt(m.key, PSA_ALG_CTR, m.nonce, 13, NULL, 0, NULL, 0, out,
                                      sizeof out, &length),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_aead_encrypt(m.key, PSA_ALG_GCM, m.nonce, 13, NULL, 0, NULL, 0, out,
                                      sizeof out, &length),
                     PSA_ERROR_NOT_PERMITTED);
    destroy(m.key);
    assert_int_equal(encrypt(&m, m.plaintext, out, sizeof out, &length), PSA_ERROR_INVALID_HANDLE);
}

static void ccm_takes_tags_of_even_lengths_from_4_to_16(void **state)
{
    uint8_t nonce[13] = {0}, out[80];
    size_t length;

    (void)state;
    for (unsigned tag = 0; tag < 64; tag++) {
        psa_algorithm_t alg = PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, tag);
        psa_key_id_t key = aes_key(USAGE_CIPHER, alg);
        psa_status_t expected =
            tag >= 4 && tag <= 16 && tag % 2 == 0 ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT;

        assert_int_equal(
            psa_aead_encrypt(key, alg, nonce, 13, NULL, 0, NULL, 0, out, sizeof out, &length),
            expected);
        assert_int_equal(length, expected == PSA_SUCCESS ? tag : 0);
        assert_int_equal(psa_aead_decrypt(key, alg, nonce, 13, NULL, 0, out, tag, NULL, 0, &length),
                         expected);
        destroy(key);
    }
}

/* Signatures. */

static void ecdsa_verifies_known_signatures(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ecdsa_vectors / sizeof ecdsa_vectors[0]; i++) {
        const struct ecdsa_vector *v = &ecdsa_vectors[i];
        uint8_t hash[64], signature[64], public[65], point[65];
        size_t hash_size = unhex(v->hash, hash), length;
        psa_key_id_t key =
            import(P256_PUBLIC, PSA_KEY_USAGE_VERIFY_HASH, PSA_ALG_ECDSA_ANY, v->public);
        psa_key_id_t both = import(P256_PAIR, USAGE_HASHES, PSA_ALG_ECDSA_ANY, v->private);

        unhex(v->signature, signature);
        unhex(v->public, public);
        assert_int_equal(psa_export_public_key(both, point, sizeof point, &length), PSA_SUCCESS);
        assert_int_equal(length, sizeof point);
        assert_memory_equal(point, public, sizeof point);
        assert_int_equal(psa_verify_hash(key, PSA_ALG_ECDSA_ANY, hash, hash_size, signature, 64),
                         PSA_SUCCESS);
        assert_int_equal(psa_verify_hash(both, PSA_ALG_ECDSA_ANY, hash, hash_size, signature, 64),
                         PSA_SUCCESS);
        hash[hash_size < 32 ? hash_size - 1 : 31] ^= 1;
        assert_int_equal(psa_verify_hash(key, PSA_ALG_ECDSA_ANY, hash, hash_size, signature, 64),
                         PSA_ERROR_INVALID_SIGNATURE);
        destroy(key);
        destroy(both);
    }
}

static void ecdsa_signs_what_it_verifies(void **state)
{
    uint8_t message[] = "sample", hash[32], signature[64], again[64];
    size_t length;
    psa_key_id_t key = pair(USAGE_HASHES, ALG_ECDSA);

    (void)state;
    unhex(ecdsa_vectors[0].hash, hash);
    assert_int_equal(psa_sign_hash(key, ALG_ECDSA, hash, 32, signature, 64, &length), PSA_SUCCESS);
    assert_int_equal(length, 64);
    assert_int_equal(psa_verify_hash(key, ALG_ECDSA, hash, 32, signature, 64), PSA_SUCCESS);
    assert_int_equal(psa_verify_message(key, ALG_ECDSA, message, 6, signature, 64), PSA_SUCCESS);
    assert_int_equal(psa_sign_message(key, ALG_ECDSA, message, 6, again, 64, &length), PSA_SUCCESS);
    assert_int_equal(psa_verify_hash(key, ALG_ECDSA, hash, 32, again, 64), PSA_SUCCESS);
    assert_memory_not_equal(signature, again, 64);
    assert_int_equal(psa_verify_message(key, ALG_ECDSA, message, 5, again, 64),
                     PSA_ERROR_INVALID_SIGNATURE);
    for (unsigned bit = 0; bit < 512; bit += 37) {
        signature[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_int_equal(psa_verify_hash(key, ALG_ECDSA, hash, 32, signature, 64),
                         PSA_ERROR_INVALID_SIGNATURE);
        signature[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    destroy(key);
}

static void signature_statuses(void **state)
{
    uint8_t hash[80] = {1}, signature[80] = {0};
    size_t length = 99;
    psa_key_id_t key = pair(USAGE_HASHES, ALG_ECDSA);
    psa_key_id_t any = pair(USAGE_HASHES, PSA_ALG_ECDSA_ANY);
    psa_key_id_t public = import(P256_PUBLIC, USAGE_HASHES, ALG_ECDSA, ecdsa_vectors[0].public);

    (void)state;
    assert_int_equal(psa_sign_hash(key, ALG_ECDSA, hash, 32, signature, 63, &length),
                     PSA_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(length, 0);
    assert_int_equal(psa_sign_hash(key, ALG_ECDSA, hash, 32, NULL, 0, &length),
                     PSA_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(psa_sign_hash(key, ALG_ECDSA, hash, 31, signature, 64, &length),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_sign_hash(any, PSA_ALG_ECDSA_ANY, hash, 0, signature, 64, &length),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_sign_hash(any, PSA_ALG_ECDSA_ANY, hash, 65, signature, 64, &length),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_sign_hash(any, PSA_ALG_ECDSA_ANY, hash, 64, signature, 64, &length),
                     PSA_SUCCESS);
    assert_int_equal(psa_sign_hash(public, ALG_ECDSA, hash, 32, signature, 64, &length),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_sign_hash(key, PSA_ALG_CCM, hash, 32, signature, 64, &length),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(
        psa_sign_hash(key, PSA_ALG_ECDSA(PSA_ALG_ANY_HASH), hash, 32, signature, 64, &length),
        PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_sign_message(any, PSA_ALG_ECDSA_ANY, hash, 32, signature, 64, &length),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_verify_hash(key, ALG_ECDSA, hash, 32, signature, 63),
                     PSA_ERROR_INVALID_SIGNATURE);
    assert_int_equal(psa_verify_hash(key, ALG_ECDSA, hash, 32, signature, 65),
                     PSA_ERROR_INVALID_SIGNATURE);
    assert_int_equal(psa_verify_hash(key, ALG_ECDSA, hash, 32, NULL, 0),
                     PSA_ERROR_INVALID_SIGNATURE);
    assert_int_equal(psa_verify_hash(0x12345, ALG_ECDSA, hash, 32, signature, 64),
                     PSA_ERROR_INVALID_HANDLE);
    destroy(key);
    destroy(any);
    destroy(public);
}

static void sign_message_may_be_allowed_without_sign_hash(void **state)
{
    uint8_t hash[32] = {1}, signature[64];
    size_t length;
    psa_key_id_t key = pair(PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE, ALG_ECDSA);

    (void)state;
    assert_int_equal(psa_sign_message(key, ALG_ECDSA, hash, 32, signature, 64, &length),
                     PSA_SUCCESS);
    assert_int_equal(psa_verify_message(key, ALG_ECDSA, hash, 32, signature, 64), PSA_SUCCESS);
    assert_int_equal(psa_sign_hash(key, ALG_ECDSA, hash, 32, signature, 64, &length),
                     PSA_ERROR_NOT_PERMITTED);
    assert_int_equal(psa_verify_hash(key, ALG_ECDSA, hash, 32, signature, 64),
                     PSA_ERROR_NOT_PERMITTED);
    destroy(key);
}

/* Keys. */

static void a_generated_key_is_what_its_attributes_say(void **state)
{
    psa_key_attributes_t attributes =
        attributes_of(P256_PAIR, USAGE_HASHES | PSA_KEY_USAGE_EXPORT, ALG_ECDSA);
    psa_key_attributes_t got;
    psa_key_id_t key, copy;
    uint8_t data[65], hash[32] = {7}, signature[64];
    size_t length;

    (void)state;
    psa_set_key_bits(&attributes, 256);
    assert_int_equal(psa_generate_key(&attributes, &key), PSA_SUCCESS);
    assert_int_equal(psa_get_key_attributes(key, &got), PSA_SUCCESS);
    assert_int_equal(psa_get_key_type(&got), P256_PAIR);
    assert_int_equal(psa_get_key_bits(&got), 256);
    assert_int_equal(psa_get_key_id(&got), key);
    assert_int_equal(psa_get_key_lifetime(&got), PSA_KEY_LIFETIME_VOLATILE);
    assert_int_equal(psa_get_key_usage_flags(&got), USAGE_HASHES | PSA_KEY_USAGE_EXPORT |
                                                        PSA_KEY_USAGE_SIGN_MESSAGE |
                                                        PSA_KEY_USAGE_VERIFY_MESSAGE);
    /* What is exported of it is the same key. */
    assert_int_equal(psa_export_key(key, data, sizeof data, &length), PSA_SUCCESS);
    assert_int_equal(length, 32);
    assert_int_equal(psa_import_key(&attributes, data, length, &copy), PSA_SUCCESS);
    assert_int_equal(psa_sign_hash(copy, ALG_ECDSA, hash, 32, signature, 64, &length), PSA_SUCCESS);
    assert_int_equal(psa_verify_hash(key, ALG_ECDSA, hash, 32, signature, 64), PSA_SUCCESS);
    destroy(key);
    destroy(copy);
}

static void export_needs_the_usage_and_room(void **state)
{
    uint8_t data[65];
    size_t length = 99;
    psa_key_id_t secret = aes_key(USAGE_CIPHER, PSA_ALG_CCM);
    psa_key_id_t open = aes_key(PSA_KEY_USAGE_EXPORT, PSA_ALG_CCM);
    psa_key_id_t public = import(P256_PUBLIC, 0, ALG_ECDSA, ecdsa_vectors[0].public);

    (void)state;
    assert_int_equal(psa_export_key(secret, data, sizeof data, &length), PSA_ERROR_NOT_PERMITTED);
    assert_int_equal(length, 0);
    assert_int_equal(psa_export_key(open, data, 15, &length), PSA_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(psa_export_key(open, data, 16, &length), PSA_SUCCESS);
    assert_int_equal(length, 16);
    assert_int_equal(psa_export_public_key(open, data, sizeof data, &length),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_export_key(public, data, sizeof data, &length), PSA_SUCCESS);
    assert_int_equal(length, 65);
    assert_int_equal(psa_export_public_key(public, data, 64, &length), PSA_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(psa_export_public_key(public, data, 65, &length), PSA_SUCCESS);
    destroy(secret);
    destroy(open);
    destroy(public);
}

static void destroying_nothing_is_a_success_and_twice_is_not(void **state)
{
    psa_key_attributes_t attributes;
    psa_key_id_t key = aes_key(0, 0);

    (void)state;
    assert_int_equal(psa_destroy_key(PSA_KEY_ID_NULL), PSA_SUCCESS);
    destroy(key);
    assert_int_equal(psa_destroy_key(key), PSA_ERROR_INVALID_HANDLE);
    assert_int_equal(psa_purge_key(key), PSA_ERROR_INVALID_HANDLE);
    assert_int_equal(psa_get_key_attributes(key, &attributes), PSA_ERROR_INVALID_HANDLE);
    assert_int_equal(psa_get_key_attributes(0, &attributes), PSA_ERROR_INVALID_HANDLE);
    assert_int_equal(psa_get_key_type(&attributes), PSA_KEY_TYPE_NONE);
}

static void a_persistent_key_stays_and_is_the_same(void **state)
{
    psa_key_attributes_t attributes =
        attributes_of(PSA_KEY_TYPE_AES, USAGE_CIPHER | PSA_KEY_USAGE_EXPORT, PSA_ALG_CCM);
    psa_key_attributes_t got;
    uint8_t data[24], back[24];
    size_t length;
    psa_key_id_t key;

    (void)state;
    psa_set_key_id(&attributes, 0x1234);
    memset(data, 0x5a, sizeof data);
    assert_int_equal(psa_import_key(&attributes, data, sizeof data, &key), PSA_SUCCESS);
    assert_int_equal(key, 0x1234);
    assert_int_equal(psa_import_key(&attributes, data, sizeof data, &key),
                     PSA_ERROR_ALREADY_EXISTS);
    assert_int_equal(key, PSA_KEY_ID_NULL);
    assert_int_equal(psa_purge_key(0x1234), PSA_SUCCESS);
    assert_int_equal(psa_export_key(0x1234, back, sizeof back, &length), PSA_SUCCESS);
    assert_int_equal(length, sizeof data);
    assert_memory_equal(back, data, sizeof data);
    assert_int_equal(psa_get_key_attributes(0x1234, &got), PSA_SUCCESS);
    assert_int_equal(psa_get_key_lifetime(&got), PSA_KEY_LIFETIME_PERSISTENT);
    assert_int_equal(psa_get_key_bits(&got), 192);
    destroy(0x1234);
    assert_int_equal(psa_export_key(0x1234, back, sizeof back, &length), PSA_ERROR_INVALID_HANDLE);
}

static void random_bytes_differ_and_fill_any_size(void **state)
{
    static uint8_t a[3000], b[3000];

    (void)state;
    assert_int_equal(psa_crypto_init(), PSA_SUCCESS);
    assert_int_equal(psa_generate_random(NULL, 0), PSA_SUCCESS);
    assert_int_equal(psa_generate_random(a, sizeof a), PSA_SUCCESS);
    assert_int_equal(psa_generate_random(b, sizeof b), PSA_SUCCESS);
    for (size_t i = 0; i < sizeof a; i += 50) {
        assert_memory_not_equal(a + i, b + i, 50);
        assert_true(i == 0 || memcmp(a + i, a + i - 50, 50) != 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_gives_known_answers),
        cmocka_unit_test(hash_statuses),
        cmocka_unit_test(hash_compare_refuses_every_changed_bit_and_length),
        cmocka_unit_test(hash_may_overwrite_its_input),
        cmocka_unit_test(ccm_gives_known_answers),
        cmocka_unit_test(ccm_takes_long_additional_data),
        cmocka_unit_test(ccm_works_with_output_anywhere_over_its_input),
        cmocka_unit_test(ccm_with_everything_overlapping_is_right_or_refused),
        cmocka_unit_test(ccm_refuses_every_changed_bit_and_leaves_no_plaintext),
        cmocka_unit_test(ccm_statuses),
        cmocka_unit_test(ccm_takes_tags_of_even_lengths_from_4_to_16),
        cmocka_unit_test(ecdsa_verifies_known_signatures),
        cmocka_unit_test(ecdsa_signs_what_it_verifies),
        cmocka_unit_test(signature_statuses),
        cmocka_unit_test(sign_message_may_be_allowed_without_sign_hash),
        cmocka_unit_test(a_generated_key_is_what_its_attributes_say),
        cmocka_unit_test(export_needs_the_usage_and_room),
        cmocka_unit_test(destroying_nothing_is_a_success_and_twice_is_not),
        cmocka_unit_test(a_persistent_key_stays_and_is_the_same),
        cmocka_unit_test(random_bytes_differ_and_fill_any_size),
    };
    char name[] = "crypto_psa_test.XXXXXX";
    int file = mkstemp(name);
    int failed;

    setenv("KEDGE_STORE", name, 1);
    close(file);
    unlink(name);
    port_posix_start();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(name);
    return failed;
}
