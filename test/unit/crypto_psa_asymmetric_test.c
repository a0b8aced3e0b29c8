/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures, encryption and agreement with key pairs as an application sees them, held against
 * OpenSSL; copies of keys; and what no image has. */
#define _POSIX_C_SOURCE 200809L

#include "test/unit/crypto_psa_support.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

static uint8_t message[300];

static psa_key_id_t generate(psa_key_type_t type, size_t bits, psa_key_usage_t usage,
                             psa_algorithm_t alg)
{
    psa_key_attributes_t attributes = attributes_of(type, usage, alg);
    psa_key_id_t key;

    psa_set_key_bits(&attributes, bits);
    if (psa_generate_key(&attributes, &key) != PSA_ERROR_NOT_SUPPORTED)
        assert_int_not_equal(key, PSA_KEY_ID_NULL);
    return key;
}

/* The public half of a pair as a key of its own. */
static psa_key_id_t public_of(psa_key_id_t pair, psa_key_usage_t usage, psa_algorithm_t alg)
{
    psa_key_attributes_t attributes;
    uint8_t data[PSA_EXPORT_PUBLIC_KEY_MAX_SIZE];
    size_t length;
    psa_key_id_t key;

    assert_ok(psa_get_key_attributes(pair, &attributes));
    assert_ok(psa_export_public_key(pair, data, sizeof data, &length));
    attributes = attributes_of(PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(psa_get_key_type(&attributes)),
                               usage, alg);
    assert_ok(psa_import_key(&attributes, data, length, &key));
    return key;
}

/* Is the algorithm, or the key that was to be made for it, left out of the image? */
static bool signing_left_out(psa_key_id_t pair, psa_algorithm_t alg)
{
    uint8_t signature[PSA_SIGNATURE_MAX_SIZE];
    psa_status_t status = PSA_ERROR_NOT_SUPPORTED;
    char name[48];
    size_t length;

    (void)snprintf(name, sizeof name, "signature %#x, or its key", (unsigned)alg);
    if (pair != PSA_KEY_ID_NULL)
        status = psa_sign_message(pair, alg, message, 1, signature, sizeof signature, &length);
    if (left_out(status, name)) {
        assert_ok(psa_destroy_key(pair));
        return true;
    }
    return false;
}

/* An RSA pair is slow to make: one for all tests. */
static EVP_PKEY *rsa_peer;
static uint8_t rsa_pair[PSA_EXPORT_KEY_PAIR_MAX_SIZE];
static size_t rsa_pair_size;

static void make_rsa_pair(void)
{
    uint8_t *out = rsa_pair;

    rsa_peer = EVP_RSA_gen(2048);
    rsa_pair_size = (size_t)i2d_PrivateKey(rsa_peer, NULL);
    assert_true(rsa_pair_size <= PSA_EXPORT_KEY_OUTPUT_SIZE(PSA_KEY_TYPE_RSA_KEY_PAIR, 2048));
    assert_int_equal(i2d_PrivateKey(rsa_peer, &out), rsa_pair_size);
}

static psa_key_id_t rsa_key(psa_key_usage_t usage, psa_algorithm_t alg)
{
    psa_key_attributes_t attributes = attributes_of(PSA_KEY_TYPE_RSA_KEY_PAIR, usage, alg);
    psa_key_id_t key;

    if (psa_import_key(&attributes, rsa_pair, rsa_pair_size, &key) != PSA_ERROR_NOT_SUPPORTED)
        assert_int_not_equal(key, PSA_KEY_ID_NULL);
    return key;
}

/* Of every size that OpenSSL makes, a key fits what the macros say. */
static void exported_rsa_keys_fit_their_sizes(void **state)
{
    (void)state;
    for (size_t bits = 1024; bits <= 4096; bits += 1024) {
        EVP_PKEY *key = EVP_RSA_gen((unsigned)bits);

        assert_true((size_t)i2d_PrivateKey(key, NULL) <=
                    PSA_EXPORT_KEY_OUTPUT_SIZE(PSA_KEY_TYPE_RSA_KEY_PAIR, bits));
        assert_true((size_t)i2d_PublicKey(key, NULL) <=
                    PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE(PSA_KEY_TYPE_RSA_KEY_PAIR, bits));
        EVP_PKEY_free(key);
    }
    assert_int_equal(PSA_EXPORT_KEY_PAIR_MAX_SIZE,
                     PSA_EXPORT_KEY_OUTPUT_SIZE(PSA_KEY_TYPE_RSA_KEY_PAIR, 4096));
    assert_int_equal(PSA_SIGNATURE_MAX_SIZE, 512);
    assert_int_equal(PSA_RAW_KEY_AGREEMENT_OUTPUT_MAX_SIZE, 48);
    assert_int_equal(PSA_ASYMMETRIC_DECRYPT_OUTPUT_MAX_SIZE, 501);
    assert_int_equal(PSA_ASYMMETRIC_DECRYPT_OUTPUT_SIZE(PSA_KEY_TYPE_RSA_KEY_PAIR, 2048,
                                                        PSA_ALG_RSA_OAEP(PSA_ALG_SHA_256)),
                     190);
}

struct signing_case {
    psa_key_type_t type;
    size_t bits;
    psa_algorithm_t alg;
};

static const struct signing_case signings[] = {
    {P256_PAIR, 256, PSA_ALG_ECDSA(PSA_ALG_SHA_256)},
    {P256_PAIR, 256, PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_256)},
    {P256_PAIR, 256, PSA_ALG_ECDSA(PSA_ALG_SHA_512)},
    {P256_PAIR, 384, PSA_ALG_ECDSA(PSA_ALG_SHA_384)},
    {P256_PAIR, 384, PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_384)},
    {PSA_KEY_TYPE_RSA_KEY_PAIR, 2048, PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256)},
    {PSA_KEY_TYPE_RSA_KEY_PAIR, 2048, PSA_ALG_RSA_PSS(PSA_ALG_SHA_256)},
    {PSA_KEY_TYPE_RSA_KEY_PAIR, 2048, PSA_ALG_RSA_PSS_ANY_SALT(PSA_ALG_SHA_384)},
};

static void messages_and_hashes_are_signed_alike(void **state)
{
    const psa_key_usage_t usage = PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(signings); i++) {
        const struct signing_case *s = &signings[i];
        psa_key_id_t pair = s->type == PSA_KEY_TYPE_RSA_KEY_PAIR
                                ? rsa_key(usage, s->alg)
                                : generate(s->type, s->bits, usage, s->alg);
        psa_key_id_t public;
        uint8_t signature[PSA_SIGNATURE_MAX_SIZE], second[PSA_SIGNATURE_MAX_SIZE];
        uint8_t hash[PSA_HASH_MAX_SIZE];
        size_t length, hash_length, room = PSA_SIGN_OUTPUT_SIZE(s->type, s->bits, s->alg);

        if (signing_left_out(pair, s->alg))
            continue;
        public = public_of(pair, PSA_KEY_USAGE_VERIFY_HASH, s->alg);
        assert_ok(psa_hash_compute(PSA_ALG_SIGN_GET_HASH(s->alg), message, sizeof message, hash,
                                   sizeof hash, &hash_length));
        assert_ok(
            psa_sign_message(pair, s->alg, message, sizeof message, signature, room, &length));
        assert_int_equal(length, room);
        assert_ok(psa_verify_hash(public, s->alg, hash, hash_length, signature, length));
        assert_ok(psa_sign_hash(pair, s->alg, hash, hash_length, second, room, &length));
        if (PSA_ALG_IS_DETERMINISTIC_ECDSA(s->alg))
            assert_memory_equal(signature, second, length);
        assert_ok(psa_verify_message(pair, s->alg, message, sizeof message, second, length));
        assert_ok(psa_verify_message(public, s->alg, message, sizeof message, second, length));
        assert_status(
            psa_verify_message(public, s->alg, message, sizeof message - 1, second, length),
            PSA_ERROR_INVALID_SIGNATURE);
        second[length / 2] ^= 1;
        assert_status(psa_verify_hash(public, s->alg, hash, hash_length, second, length),
                      PSA_ERROR_INVALID_SIGNATURE);
        second[length / 2] ^= 1;
        assert_status(psa_verify_hash(public, s->alg, hash, hash_length, second, length - 1),
                      PSA_ERROR_INVALID_SIGNATURE);
        assert_status(psa_sign_hash(pair, s->alg, hash, hash_length, second, room - 1, &length),
                      PSA_ERROR_BUFFER_TOO_SMALL);
        assert_int_equal(length, 0);
        assert_status(psa_sign_hash(pair, s->alg, message, 200, second, room, &length),
                      PSA_ERROR_INVALID_ARGUMENT);
        assert_ok(psa_destroy_key(pair));
        assert_ok(psa_destroy_key(public));
    }
}

/* Two algorithms go without a hash, and sign hashes only; a wildcard signs nothing. */
static void an_algorithm_has_its_hash(void **state)
{
    static const struct {
        psa_algorithm_t alg;
        psa_status_t hash, message;
    } rules[] = {
        {PSA_ALG_ECDSA_ANY, PSA_SUCCESS, PSA_ERROR_INVALID_ARGUMENT},
        {PSA_ALG_DETERMINISTIC_ECDSA(0), PSA_ERROR_INVALID_ARGUMENT, PSA_ERROR_INVALID_ARGUMENT},
        {PSA_ALG_ECDSA(PSA_ALG_ANY_HASH), PSA_ERROR_INVALID_ARGUMENT, PSA_ERROR_INVALID_ARGUMENT},
        {PSA_ALG_ECDSA(PSA_ALG_SHA_256), PSA_SUCCESS, PSA_SUCCESS},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        psa_algorithm_t alg = rules[i].alg;
        psa_key_id_t pair =
            generate(P256_PAIR, 256, PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH, alg);
        uint8_t signature[64] = {0};
        size_t length;

        if (signing_left_out(pair, PSA_ALG_ECDSA(PSA_ALG_SHA_256)))
            continue;
        assert_status(psa_sign_hash(pair, alg, message, 32, signature, 64, &length), rules[i].hash);
        assert_status(psa_verify_hash(pair, alg, message, 32, signature, 64), rules[i].hash);
        assert_status(psa_sign_message(pair, alg, message, 9, signature, 64, &length),
                      rules[i].message);
        assert_status(psa_verify_message(pair, alg, message, 9, signature, 64), rules[i].message);
        assert_ok(psa_destroy_key(pair));
    }
}

struct encryption_case {
    psa_algorithm_t alg;
    const char *label;
    int padding;
};

static const struct encryption_case encryptions[] = {
    {PSA_ALG_RSA_PKCS1V15_CRYPT, "", RSA_PKCS1_PADDING},
    {PSA_ALG_RSA_OAEP(PSA_ALG_SHA_256), "", RSA_PKCS1_OAEP_PADDING},
    {PSA_ALG_RSA_OAEP(PSA_ALG_SHA_256), "a label", RSA_PKCS1_OAEP_PADDING},
    {PSA_ALG_RSA_OAEP(PSA_ALG_SHA_512), "another", RSA_PKCS1_OAEP_PADDING},
};

static size_t peer_decrypt(const struct encryption_case *e, const uint8_t *in, uint8_t *out)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(rsa_peer, NULL);
    size_t length = 256;

    assert_int_equal(EVP_PKEY_decrypt_init(context), 1);
    assert_true(EVP_PKEY_CTX_set_rsa_padding(context, e->padding) > 0);
    if (e->padding == RSA_PKCS1_OAEP_PADDING) {
        const EVP_MD *md =
            PSA_ALG_RSA_OAEP_GET_HASH(e->alg) == PSA_ALG_SHA_512 ? EVP_sha512() : EVP_sha256();

        assert_true(EVP_PKEY_CTX_set_rsa_oaep_md(context, md) > 0);
        if (e->label[0] != 0)
            assert_true(EVP_PKEY_CTX_set0_rsa_oaep_label(context, OPENSSL_strdup(e->label),
                                                         (int)strlen(e->label)) > 0);
    }
    assert_int_equal(EVP_PKEY_decrypt(context, out, &length, in, 256), 1);
    EVP_PKEY_CTX_free(context);
    return length;
}

static void rsa_encrypts_what_openssl_and_itself_decrypt(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(encryptions); i++) {
        const struct encryption_case *e = &encryptions[i];
        const uint8_t *label = (const uint8_t *)e->label;
        size_t label_size = strlen(e->label);
        psa_key_id_t key = rsa_key(USAGE_CIPHER, e->alg);
        size_t most = PSA_ASYMMETRIC_DECRYPT_OUTPUT_SIZE(PSA_KEY_TYPE_RSA_KEY_PAIR, 2048, e->alg);
        uint8_t out[256], back[256];
        size_t length;

        psa_status_t status = PSA_ERROR_NOT_SUPPORTED;

        if (key != PSA_KEY_ID_NULL)
            status = psa_asymmetric_encrypt(key, e->alg, message, 1, label, label_size, out,
                                            sizeof out, &length);
        if (left_out(status, "RSA encryption")) {
            assert_ok(psa_destroy_key(key));
            continue;
        }
        for (size_t third = 0; third <= 3; third++) {
            size_t size = most * third / 3;

            assert_ok(psa_asymmetric_encrypt(key, e->alg, message, size, label, label_size, out,
                                             sizeof out, &length));
            assert_int_equal(length, 256);
            assert_int_equal(peer_decrypt(e, out, back), size);
            assert_memory_equal(back, message, size);
            /* In place, with just the room that it takes. */
            assert_ok(psa_asymmetric_decrypt(key, e->alg, out, length, label, label_size, out, size,
                                             &length));
            assert_int_equal(length, size);
            assert_memory_equal(out, message, size);
        }
        assert_status(psa_asymmetric_encrypt(key, e->alg, message, most + 1, label, label_size, out,
                                             sizeof out, &length),
                      PSA_ERROR_INVALID_ARGUMENT);
        assert_status(
            psa_asymmetric_encrypt(key, e->alg, message, 1, label, label_size, out, 255, &length),
            PSA_ERROR_BUFFER_TOO_SMALL);
        assert_ok(psa_asymmetric_encrypt(key, e->alg, message, 9, label, label_size, out,
                                         sizeof out, &length));
        assert_status(
            psa_asymmetric_decrypt(key, e->alg, out, 256, label, label_size, back, 8, &length),
            PSA_ERROR_BUFFER_TOO_SMALL);
        assert_status(psa_asymmetric_decrypt(key, e->alg, out, 255, label, label_size, back,
                                             sizeof back, &length),
                      PSA_ERROR_INVALID_ARGUMENT);
        out[100] ^= 1;
        assert_status(psa_asymmetric_decrypt(key, e->alg, out, 256, label, label_size, back,
                                             sizeof back, &length),
                      PSA_ERROR_INVALID_PADDING);
        assert_int_equal(length, 0);
        assert_ok(psa_destroy_key(key));
    }
}

static void both_sides_agree(void **state)
{
    (void)state;
    for (size_t bits = 256; bits <= 384; bits += 128) {
        psa_key_attributes_t attributes =
            attributes_of(PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_EXPORT, PSA_ALG_NONE);
        psa_key_id_t pair[2], key;
        uint8_t peer[2][97], secret[2][48], exported[48];
        size_t peer_size, length;

        for (int i = 0; i < 2; i++) {
            pair[i] = generate(P256_PAIR, bits, PSA_KEY_USAGE_DERIVE, PSA_ALG_ECDH);
            if (left_out(pair[i] != 0 ? PSA_SUCCESS : PSA_ERROR_NOT_SUPPORTED, "a curve"))
                return;
            assert_ok(psa_export_public_key(pair[i], peer[i], sizeof peer[i], &peer_size));
        }
        for (int i = 0; i < 2; i++) {
            psa_status_t status = psa_raw_key_agreement(PSA_ALG_ECDH, pair[i], peer[1 - i],
                                                        peer_size, secret[i], bits / 8, &length);

            if (left_out(status, "key agreement"))
                return;
            assert_ok(status);
            assert_int_equal(length, bits / 8);
        }
        assert_memory_equal(secret[0], secret[1], length);
        assert_status(psa_raw_key_agreement(PSA_ALG_ECDH, pair[0], peer[1], peer_size, secret[0],
                                            bits / 8 - 1, &length),
                      PSA_ERROR_BUFFER_TOO_SMALL);
        assert_status(psa_raw_key_agreement(PSA_ALG_SHA_256, pair[0], peer[1], peer_size, secret[0],
                                            48, &length),
                      PSA_ERROR_INVALID_ARGUMENT);
        for (size_t size = 0; size < sizeof message; size++)
            if (size != peer_size)
                assert_status(psa_raw_key_agreement(PSA_ALG_ECDH, pair[0], message, size, secret[0],
                                                    48, &length),
                              PSA_ERROR_INVALID_ARGUMENT);
        /* The point, and more behind it. */
        for (size_t size = peer_size + 1; size < sizeof message; size++) {
            uint8_t longer[sizeof message];

            memcpy(longer, message, sizeof longer);
            memcpy(longer, peer[1], peer_size);
            assert_status(
                psa_raw_key_agreement(PSA_ALG_ECDH, pair[0], longer, size, secret[0], 48, &length),
                PSA_ERROR_INVALID_ARGUMENT);
        }
        assert_ok(psa_key_agreement(pair[0], peer[1], peer_size, PSA_ALG_ECDH, &attributes, &key));
        assert_ok(psa_export_key(key, exported, sizeof exported, &length));
        assert_int_equal(length, bits / 8);
        assert_memory_equal(exported, secret[1], length);
        assert_ok(psa_destroy_key(key));
        psa_set_key_type(&attributes, PSA_KEY_TYPE_AES);
        assert_status(
            psa_key_agreement(pair[0], peer[1], peer_size, PSA_ALG_ECDH, &attributes, &key),
            PSA_ERROR_INVALID_ARGUMENT);
        assert_int_equal(key, PSA_KEY_ID_NULL);
        for (int i = 0; i < 2; i++)
            assert_ok(psa_destroy_key(pair[i]));
    }
}

static void a_copy_has_no_more_rights_than_both_have(void **state)
{
    psa_key_id_t source =
        key_of(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_COPY | PSA_KEY_USAGE_EXPORT | USAGE_CIPHER,
               PSA_ALG_CCM, 16);
    psa_key_id_t closed = key_of(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_EXPORT, PSA_ALG_CCM, 16);
    psa_key_attributes_t attributes = attributes_of(
        PSA_KEY_TYPE_NONE, PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_SIGN_HASH, PSA_ALG_CCM);
    uint8_t data[2][16];
    psa_key_id_t copy;
    size_t length;

    (void)state;
    assert_status(psa_copy_key(closed, &attributes, &copy), PSA_ERROR_NOT_PERMITTED);
    assert_int_equal(copy, PSA_KEY_ID_NULL);
    assert_status(psa_copy_key(12345, &attributes, &copy), PSA_ERROR_INVALID_HANDLE);
    assert_ok(psa_copy_key(source, &attributes, &copy));
    assert_int_not_equal(copy, source);
    assert_ok(psa_export_key(source, data[0], 16, &length));
    assert_ok(psa_destroy_key(source));
    assert_ok(psa_export_key(copy, data[1], 16, &length));
    assert_memory_equal(data[0], data[1], 16);
    assert_ok(psa_get_key_attributes(copy, &attributes));
    assert_int_equal(psa_get_key_usage_flags(&attributes), PSA_KEY_USAGE_EXPORT);
    assert_int_equal(psa_get_key_bits(&attributes), 128);
    assert_ok(psa_destroy_key(copy));
    assert_ok(psa_destroy_key(closed));
}

static void custom_parameters_are_rsas_exponent_or_nothing(void **state)
{
    psa_key_attributes_t attributes =
        attributes_of(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_EXPORT, PSA_ALG_CCM);
    psa_custom_key_parameters_t custom = PSA_CUSTOM_KEY_PARAMETERS_INIT;
    static const uint8_t exponent[] = {1, 0, 1};
    psa_key_id_t key = 1;

    (void)state;
    psa_set_key_bits(&attributes, 128);
    assert_status(psa_generate_key_custom(&attributes, &custom, exponent, 3, &key),
                  PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(key, PSA_KEY_ID_NULL);
    assert_ok(psa_generate_key_custom(&attributes, &custom, NULL, 0, &key));
    assert_ok(psa_destroy_key(key));
    custom.flags = 1;
    assert_status(psa_generate_key_custom(&attributes, &custom, NULL, 0, &key),
                  PSA_ERROR_INVALID_ARGUMENT);
}

static void no_image_has_a_password_authenticated_exchange(void **state)
{
    psa_pake_operation_t operation = psa_pake_operation_init();
    psa_pake_cipher_suite_t suite = psa_pake_cipher_suite_init();
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    uint8_t out[PSA_PAKE_OUTPUT_MAX_SIZE];
    size_t length = 9;
    psa_key_id_t key = 9;

    (void)state;
    psa_pake_cs_set_algorithm(&suite, PSA_ALG_JPAKE(PSA_ALG_SHA_256));
    psa_pake_cs_set_primitive(
        &suite, PSA_PAKE_PRIMITIVE(PSA_PAKE_PRIMITIVE_TYPE_ECC, PSA_ECC_FAMILY_SECP_R1, 256));
    assert_int_equal(PSA_PAKE_PRIMITIVE_GET_BITS(psa_pake_cs_get_primitive(&suite)), 256);
    assert_int_equal(PSA_PAKE_PRIMITIVE_GET_FAMILY(psa_pake_cs_get_primitive(&suite)),
                     PSA_ECC_FAMILY_SECP_R1);
    assert_int_equal(PSA_PAKE_PRIMITIVE_GET_TYPE(psa_pake_cs_get_primitive(&suite)),
                     PSA_PAKE_PRIMITIVE_TYPE_ECC);
    assert_true(PSA_ALG_IS_JPAKE(psa_pake_cs_get_algorithm(&suite)));
    assert_status(psa_pake_setup(&operation, 1, &suite), PSA_ERROR_NOT_SUPPORTED);
    assert_status(psa_pake_set_role(&operation, PSA_PAKE_ROLE_FIRST), PSA_ERROR_BAD_STATE);
    assert_status(psa_pake_set_user(&operation, message, 1), PSA_ERROR_BAD_STATE);
    assert_status(psa_pake_set_peer(&operation, message, 1), PSA_ERROR_BAD_STATE);
    assert_status(psa_pake_set_context(&operation, message, 1), PSA_ERROR_BAD_STATE);
    assert_status(psa_pake_input(&operation, PSA_PAKE_STEP_KEY_SHARE, message, 1),
                  PSA_ERROR_BAD_STATE);
    assert_status(psa_pake_output(&operation, PSA_PAKE_STEP_KEY_SHARE, out, sizeof out, &length),
                  PSA_ERROR_BAD_STATE);
    assert_int_equal(length, 0);
    assert_status(psa_pake_get_shared_key(&operation, &attributes, &key), PSA_ERROR_BAD_STATE);
    assert_int_equal(key, PSA_KEY_ID_NULL);
    assert_ok(psa_pake_abort(&operation));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exported_rsa_keys_fit_their_sizes),
        cmocka_unit_test(messages_and_hashes_are_signed_alike),
        cmocka_unit_test(an_algorithm_has_its_hash),
        cmocka_unit_test(rsa_encrypts_what_openssl_and_itself_decrypt),
        cmocka_unit_test(both_sides_agree),
        cmocka_unit_test(a_copy_has_no_more_rights_than_both_have),
        cmocka_unit_test(custom_parameters_are_rsas_exponent_or_nothing),
        cmocka_unit_test(no_image_has_a_password_authenticated_exchange),
    };

    fill(message, sizeof message, 3);
    make_rsa_pair();
    return RUN_TESTS("crypto_psa_asymmetric_test", tests);
}
