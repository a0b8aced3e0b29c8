/* SPDX-License-Identifier: Apache-2.0 */
/* Key derivation as an application sees it: known answers, output in any pieces, the order of
 * steps, what ends an operation and what does not, and that none keeps a place. */
#define _POSIX_C_SOURCE 200809L

#include "test/unit/crypto_psa_support.h"

#include "test/unit/crypto_vectors.h"

#define HKDF PSA_ALG_HKDF(PSA_ALG_SHA_256)

/* Is the derivation left out of the image? */
static bool kdf_left_out(psa_algorithm_t alg)
{
    psa_key_derivation_operation_t operation = PSA_KEY_DERIVATION_OPERATION_INIT;
    char name[32];
    bool absent;

    (void)snprintf(name, sizeof name, "derivation %#x", (unsigned)alg);
    absent = left_out(psa_key_derivation_setup(&operation, alg), name);
    assert_ok(psa_key_derivation_abort(&operation));
    return absent;
}

static void places_are_free(void)
{
    psa_key_derivation_operation_t operations[CONFIG_CRYPTO_OPERATION_COUNT + 1] = {0};

    for (size_t i = 0; i < CONFIG_CRYPTO_OPERATION_COUNT; i++)
        assert_ok(psa_key_derivation_setup(&operations[i], HKDF));
    assert_status(psa_key_derivation_setup(&operations[CONFIG_CRYPTO_OPERATION_COUNT], HKDF),
                  PSA_ERROR_INSUFFICIENT_MEMORY);
    for (size_t i = 0; i < CONFIG_CRYPTO_OPERATION_COUNT; i++)
        assert_ok(psa_key_derivation_abort(&operations[i]));
}

static psa_key_id_t secret_of(const char *hex, psa_key_type_t type, psa_key_usage_t usage,
                              psa_algorithm_t alg)
{
    psa_key_attributes_t attributes = attributes_of(type, usage, alg);
    uint8_t data[128];
    psa_key_id_t key;

    assert_ok(psa_import_key(&attributes, data, unhex(hex, data), &key));
    return key;
}

static void input(psa_key_derivation_operation_t *operation, psa_key_derivation_step_t step,
                  const char *hex)
{
    uint8_t data[128];

    assert_ok(psa_key_derivation_input_bytes(operation, step, data, unhex(hex, data)));
}

/* RFC 5869, appendix A. */
struct hkdf_vector {
    const char *secret, *salt, *info, *output;
};

static const struct hkdf_vector hkdf_vectors[] = {
    {"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "000102030405060708090a0b0c",
     "f0f1f2f3f4f5f6f7f8f9",
     "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"},
    {"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "", "",
     "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"},
};

static void begin_hkdf(psa_key_derivation_operation_t *operation, const struct hkdf_vector *v,
                       psa_key_id_t key)
{
    *operation = psa_key_derivation_operation_init();
    assert_ok(psa_key_derivation_setup(operation, HKDF));
    input(operation, PSA_KEY_DERIVATION_INPUT_SALT, v->salt);
    if (key != 0)
        assert_ok(psa_key_derivation_input_key(operation, PSA_KEY_DERIVATION_INPUT_SECRET, key));
    else
        input(operation, PSA_KEY_DERIVATION_INPUT_SECRET, v->secret);
    input(operation, PSA_KEY_DERIVATION_INPUT_INFO, v->info);
}

static void hkdf_gives_known_answers_in_any_pieces(void **state)
{
    (void)state;
    if (kdf_left_out(HKDF))
        return;
    for (size_t i = 0; i < COUNT_OF(hkdf_vectors); i++)
        for (size_t piece = 1; piece <= 42; piece++) {
            const struct hkdf_vector *v = &hkdf_vectors[i];
            psa_key_id_t key =
                secret_of(v->secret, PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, HKDF);
            psa_key_derivation_operation_t operation;
            uint8_t expected[64], output[64];
            size_t size = unhex(v->output, expected), capacity;

            begin_hkdf(&operation, v, piece % 2 == 0 ? key : 0);
            assert_ok(psa_key_derivation_get_capacity(&operation, &capacity));
            assert_int_equal(capacity, 255 * 32);
            for (size_t done = 0, part; done < size; done += part) {
                part = piece < size - done ? piece : size - done;
                assert_ok(psa_key_derivation_output_bytes(&operation, output + done, part));
            }
            assert_memory_equal(output, expected, size);
            assert_ok(psa_key_derivation_get_capacity(&operation, &capacity));
            assert_int_equal(capacity, 255 * 32 - size);
            assert_ok(psa_key_derivation_abort(&operation));
            begin_hkdf(&operation, v, 0);
            for (size_t done = 0, part; done < size; done += part) {
                part = piece < size - done ? piece : size - done;
                assert_ok(psa_key_derivation_verify_bytes(&operation, expected + done, part));
            }
            assert_ok(psa_key_derivation_abort(&operation));
            assert_ok(psa_destroy_key(key));
        }
    places_are_free();
}

/* All of the output at once is longer than what the service holds of it. */
static void a_long_output_is_the_same_at_once(void **state)
{
    static uint8_t at_once[255 * 32], in_pieces[255 * 32];
    psa_key_derivation_operation_t operation;
    size_t capacity, turn = 0;

    (void)state;
    if (kdf_left_out(HKDF))
        return;
    begin_hkdf(&operation, &hkdf_vectors[0], 0);
    assert_ok(psa_key_derivation_output_bytes(&operation, at_once, sizeof at_once));
    assert_status(psa_key_derivation_output_bytes(&operation, at_once, 1),
                  PSA_ERROR_INSUFFICIENT_DATA);
    assert_ok(psa_key_derivation_abort(&operation));
    begin_hkdf(&operation, &hkdf_vectors[0], 0);
    for (size_t done = 0, piece; done < sizeof in_pieces; done += piece) {
        piece = next_piece(&turn, sizeof in_pieces - done);
        assert_ok(psa_key_derivation_output_bytes(&operation, in_pieces + done, piece));
    }
    assert_memory_equal(at_once, in_pieces, sizeof at_once);
    assert_ok(psa_key_derivation_abort(&operation));
    /* Verified at once, and with a byte changed: the bytes are used up in either case. */
    for (size_t wrong = 0; wrong < sizeof at_once; wrong += 1359) {
        begin_hkdf(&operation, &hkdf_vectors[0], 0);
        in_pieces[wrong] ^= 1;
        assert_status(psa_key_derivation_verify_bytes(&operation, in_pieces, 8000),
                      wrong < 8000 ? PSA_ERROR_INVALID_SIGNATURE : PSA_SUCCESS);
        in_pieces[wrong] ^= 1;
        assert_ok(psa_key_derivation_get_capacity(&operation, &capacity));
        assert_int_equal(capacity, sizeof at_once - 8000);
        assert_ok(psa_key_derivation_verify_bytes(&operation, in_pieces + 8000, capacity));
        assert_ok(psa_key_derivation_abort(&operation));
    }
    places_are_free();
}

/* Too much asked for: nothing is written, nothing is left, and the operation is still one. */
static void all_of_an_output_is_there_or_none(void **state)
{
    static const uint8_t untouched[200] = {0};
    uint8_t output[200] = {0};
    psa_key_derivation_operation_t operation;
    size_t capacity;

    (void)state;
    if (kdf_left_out(HKDF))
        return;
    for (int verify = 0; verify < 2; verify++) {
        begin_hkdf(&operation, &hkdf_vectors[0], 0);
        assert_status(psa_key_derivation_set_capacity(&operation, 255 * 32 + 1),
                      PSA_ERROR_INVALID_ARGUMENT);
        assert_ok(psa_key_derivation_set_capacity(&operation, 150));
        assert_status(psa_key_derivation_set_capacity(&operation, 151), PSA_ERROR_INVALID_ARGUMENT);
        assert_status(verify ? psa_key_derivation_verify_bytes(&operation, output, 151)
                             : psa_key_derivation_output_bytes(&operation, output, 151),
                      PSA_ERROR_INSUFFICIENT_DATA);
        assert_memory_equal(output, untouched, sizeof output);
        assert_ok(psa_key_derivation_get_capacity(&operation, &capacity));
        assert_int_equal(capacity, 0);
        assert_status(psa_key_derivation_output_bytes(&operation, output, 1),
                      PSA_ERROR_INSUFFICIENT_DATA);
        assert_ok(psa_key_derivation_abort(&operation));
    }
    places_are_free();
}

static void a_derived_key_is_of_the_next_bytes(void **state)
{
    const struct hkdf_vector *v = &hkdf_vectors[0];
    psa_key_id_t secret;
    psa_key_attributes_t attributes =
        attributes_of(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_EXPORT, PSA_ALG_CCM);
    psa_custom_key_parameters_t custom = PSA_CUSTOM_KEY_PARAMETERS_INIT;
    psa_key_derivation_operation_t operation;
    uint8_t expected[64], data[64];
    psa_key_id_t key;
    size_t length;

    (void)state;
    if (kdf_left_out(HKDF))
        return;
    secret = secret_of(v->secret, PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, HKDF);
    unhex(v->output, expected);
    psa_set_key_bits(&attributes, 128);
    begin_hkdf(&operation, v, secret);
    assert_ok(psa_key_derivation_output_bytes(&operation, data, 3));
    assert_ok(psa_key_derivation_output_key(&attributes, &operation, &key));
    assert_ok(psa_export_key(key, data, sizeof data, &length));
    assert_int_equal(length, 16);
    assert_memory_equal(data, expected + 3, 16);
    assert_ok(psa_destroy_key(key));
    assert_ok(
        psa_key_derivation_output_key_custom(&attributes, &operation, &custom, NULL, 0, &key));
    assert_ok(psa_export_key(key, data, sizeof data, &length));
    assert_memory_equal(data, expected + 19, 16);
    assert_ok(psa_destroy_key(key));
    custom.flags = 1;
    assert_status(
        psa_key_derivation_output_key_custom(&attributes, &operation, &custom, NULL, 0, &key),
        PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(key, PSA_KEY_ID_NULL);
    assert_ok(psa_key_derivation_abort(&operation));
    /* A secret that was given as bytes makes no key. */
    begin_hkdf(&operation, v, 0);
    assert_status(psa_key_derivation_output_key(&attributes, &operation, &key),
                  PSA_ERROR_NOT_PERMITTED);
    assert_int_equal(key, PSA_KEY_ID_NULL);
    assert_status(psa_key_derivation_output_bytes(&operation, data, 1), PSA_ERROR_BAD_STATE);
    assert_ok(psa_key_derivation_abort(&operation));
    assert_ok(psa_destroy_key(secret));
    places_are_free();
}

/* RFC 6070 has SHA-1's answers, RFC 7914 (section 11) SHA-256's. */
static void pbkdf2_gives_known_answers_and_verifies_a_password(void **state)
{
    const psa_algorithm_t alg = PSA_ALG_PBKDF2_HMAC(PSA_ALG_SHA_256);
    psa_key_id_t password, hash;
    psa_key_derivation_operation_t operation = PSA_KEY_DERIVATION_OPERATION_INIT;
    uint8_t output[64];

    (void)state;
    if (kdf_left_out(PSA_ALG_PBKDF2_HMAC(PSA_ALG_SHA_256)))
        return;
    password =
        secret_of("706173737764", PSA_KEY_TYPE_PASSWORD, PSA_KEY_USAGE_VERIFY_DERIVATION, alg);
    hash = secret_of("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                     "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
                     PSA_KEY_TYPE_PASSWORD_HASH, PSA_KEY_USAGE_VERIFY_DERIVATION, alg);
    for (int right = 0; right < 2; right++) {
        assert_ok(psa_key_derivation_setup(&operation, alg));
        assert_ok(psa_key_derivation_input_integer(&operation, PSA_KEY_DERIVATION_INPUT_COST, 1));
        input(&operation, PSA_KEY_DERIVATION_INPUT_SALT, "7361");
        input(&operation, PSA_KEY_DERIVATION_INPUT_SALT, right ? "6c74" : "6c75");
        assert_ok(
            psa_key_derivation_input_key(&operation, PSA_KEY_DERIVATION_INPUT_PASSWORD, password));
        assert_status(psa_key_derivation_verify_key(&operation, hash),
                      right ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE);
        /* This password is there to be verified, and for nothing else. */
        assert_status(psa_key_derivation_output_bytes(&operation, output, 1),
                      PSA_ERROR_NOT_PERMITTED);
        assert_ok(psa_key_derivation_abort(&operation));
    }
    assert_ok(psa_key_derivation_setup(&operation, alg));
    assert_status(psa_key_derivation_input_integer(&operation, PSA_KEY_DERIVATION_INPUT_COST,
                                                   UINT64_C(1) << 32),
                  PSA_ERROR_NOT_SUPPORTED);
    assert_ok(psa_key_derivation_abort(&operation));
    assert_ok(psa_destroy_key(password));
    assert_ok(psa_destroy_key(hash));
    places_are_free();
}

static void an_agreement_goes_into_a_derivation(void **state)
{
    const psa_algorithm_t alg = PSA_ALG_KEY_AGREEMENT(PSA_ALG_ECDH, HKDF);
    psa_key_attributes_t attributes = attributes_of(P256_PAIR, PSA_KEY_USAGE_DERIVE, alg);
    uint8_t output[2][80], peer[2][65], secret[32];
    psa_key_derivation_operation_t operation;
    psa_key_id_t pair[2];
    size_t length;

    (void)state;
    if (kdf_left_out(PSA_ALG_KEY_AGREEMENT(PSA_ALG_ECDH, HKDF)))
        return;
    psa_set_key_bits(&attributes, 256);
    for (int i = 0; i < 2; i++) {
        assert_ok(psa_generate_key(&attributes, &pair[i]));
        assert_ok(psa_export_public_key(pair[i], peer[i], sizeof peer[i], &length));
    }
    for (int i = 0; i < 2; i++) {
        operation = psa_key_derivation_operation_init();
        assert_ok(psa_key_derivation_setup(&operation, alg));
        assert_ok(psa_key_derivation_key_agreement(&operation, PSA_KEY_DERIVATION_INPUT_SECRET,
                                                   pair[i], peer[1 - i], 65));
        input(&operation, PSA_KEY_DERIVATION_INPUT_INFO, "00");
        assert_ok(psa_key_derivation_output_bytes(&operation, output[i], sizeof output[i]));
        assert_ok(psa_key_derivation_abort(&operation));
    }
    assert_memory_equal(output[0], output[1], sizeof output[0]);
    /* Not alone with this policy; no point; a point that is too long. */
    assert_status(
        psa_raw_key_agreement(PSA_ALG_ECDH, pair[0], peer[1], 65, secret, sizeof secret, &length),
        PSA_ERROR_NOT_PERMITTED);
    for (size_t size = 0; size <= 400; size += size < 66 ? 1 : 67) {
        uint8_t wrong[400] = {4};

        memcpy(wrong, peer[1], 65);
        wrong[64] ^= 1;
        assert_ok(psa_key_derivation_setup(&operation, alg));
        assert_status(psa_key_derivation_key_agreement(&operation, PSA_KEY_DERIVATION_INPUT_SECRET,
                                                       pair[0], wrong, size),
                      PSA_ERROR_INVALID_ARGUMENT);
        assert_ok(psa_key_derivation_abort(&operation));
    }
    for (int i = 0; i < 2; i++)
        assert_ok(psa_destroy_key(pair[i]));
    places_are_free();
}

static void derivation_order_and_errors(void **state)
{
    psa_key_derivation_operation_t operation = psa_key_derivation_operation_init();
    uint8_t data[CONFIG_CRYPTO_KDF_INPUT_MAX + 1] = {0};
    size_t capacity;

    (void)state;
    if (kdf_left_out(HKDF))
        return;
    assert_status(psa_key_derivation_get_capacity(&operation, &capacity), PSA_ERROR_BAD_STATE);
    assert_status(psa_key_derivation_set_capacity(&operation, 1), PSA_ERROR_BAD_STATE);
    assert_status(
        psa_key_derivation_input_bytes(&operation, PSA_KEY_DERIVATION_INPUT_SECRET, data, 1),
        PSA_ERROR_BAD_STATE);
    assert_status(psa_key_derivation_output_bytes(&operation, data, 1), PSA_ERROR_BAD_STATE);
    assert_ok(psa_key_derivation_abort(&operation));
    assert_status(psa_key_derivation_setup(&operation, PSA_ALG_SHA_256),
                  PSA_ERROR_INVALID_ARGUMENT);
    assert_status(psa_key_derivation_setup(&operation, PSA_ALG_ECDH), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(operation.handle, 0);
    /* Output before the secret; a second setup; a step that HKDF does not have. */
    assert_ok(psa_key_derivation_setup(&operation, HKDF));
    assert_status(psa_key_derivation_setup(&operation, HKDF), PSA_ERROR_BAD_STATE);
    assert_status(psa_key_derivation_output_bytes(&operation, data, 1), PSA_ERROR_BAD_STATE);
    assert_ok(psa_key_derivation_abort(&operation));
    assert_ok(psa_key_derivation_setup(&operation, HKDF));
    assert_status(
        psa_key_derivation_input_bytes(&operation, PSA_KEY_DERIVATION_INPUT_SEED, data, 1),
        PSA_ERROR_INVALID_ARGUMENT);
    assert_status(
        psa_key_derivation_input_bytes(&operation, PSA_KEY_DERIVATION_INPUT_SECRET, data, 1),
        PSA_ERROR_BAD_STATE);
    assert_ok(psa_key_derivation_abort(&operation));
    /* An input that is longer than any that is kept. */
    assert_ok(psa_key_derivation_setup(&operation, HKDF));
    assert_status(psa_key_derivation_input_bytes(&operation, PSA_KEY_DERIVATION_INPUT_INFO, data,
                                                 sizeof data),
                  PSA_ERROR_INSUFFICIENT_MEMORY);
    places_are_free();
    assert_ok(psa_key_derivation_abort(&operation));
    assert_ok(psa_key_derivation_setup(&operation, HKDF));
    assert_status(psa_key_derivation_input_key(&operation, PSA_KEY_DERIVATION_INPUT_SECRET, 12345),
                  PSA_ERROR_INVALID_HANDLE);
    places_are_free();
    /* Of a key that is not there the status is the same, whatever the operation's. */
    assert_status(psa_key_derivation_input_key(&operation, PSA_KEY_DERIVATION_INPUT_SECRET, 12345),
                  PSA_ERROR_INVALID_HANDLE);
    assert_status(
        psa_key_derivation_key_agreement(&operation, PSA_KEY_DERIVATION_INPUT_SECRET, 0, data, 65),
        PSA_ERROR_INVALID_HANDLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hkdf_gives_known_answers_in_any_pieces),
        cmocka_unit_test(a_long_output_is_the_same_at_once),
        cmocka_unit_test(all_of_an_output_is_there_or_none),
        cmocka_unit_test(a_derived_key_is_of_the_next_bytes),
        cmocka_unit_test(pbkdf2_gives_known_answers_and_verifies_a_password),
        cmocka_unit_test(an_agreement_goes_into_a_derivation),
        cmocka_unit_test(derivation_order_and_errors),
    };

    return RUN_TESTS("crypto_psa_derivation_test", tests);
}
