/* SPDX-License-Identifier: Apache-2.0 */
/* Key derivation: the rules of the PSA Crypto API, by which steps, capacity, keys and statuses go.
 */
#include "test/unit/crypto_derive_support.h"

/* Order. */

static void begin_refuses_what_is_no_derivation(void **state)
{
    static const struct {
        psa_algorithm_t algorithm;
        psa_status_t status;
    } cases[] = {
        {PSA_ALG_SHA_256, PSA_ERROR_INVALID_ARGUMENT},
        {PSA_ALG_NONE, PSA_ERROR_INVALID_ARGUMENT},
        {PSA_ALG_ECDH, PSA_ERROR_INVALID_ARGUMENT},
        {PSA_ALG_HKDF(PSA_ALG_MD5), PSA_ERROR_NOT_SUPPORTED},
        {PSA_ALG_HKDF(0), PSA_ERROR_NOT_SUPPORTED},
        {PSA_ALG_TLS12_PRF(PSA_ALG_SHA_512), PSA_ERROR_NOT_SUPPORTED},
        {PSA_ALG_TLS12_ECJPAKE_TO_PMS, PSA_ERROR_NOT_SUPPORTED},
        {PSA_ALG_KEY_AGREEMENT(PSA_ALG_FFDH, HKDF), PSA_ERROR_NOT_SUPPORTED},
        {PSA_ALG_KEY_AGREEMENT(PSA_ALG_ECDH, HKDF), PSA_SUCCESS},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (crypto_derive_begin(&op, ALICE, cases[i].algorithm) != cases[i].status)
            fail_msg("case %zu", i);
        assert_int_equal(op.family,
                         cases[i].status == PSA_SUCCESS ? CRYPTO_DERIVATION : CRYPTO_FREE);
    }
}

static void steps_come_in_the_order_of_the_algorithm(void **state)
{
    /* Steps that are good, and then one that is not. */
    static const struct {
        psa_algorithm_t algorithm;
        psa_key_derivation_step_t good[4], bad;
        psa_status_t status;
    } cases[] = {
        {HKDF, {SECRET}, SALT, PSA_ERROR_BAD_STATE},
        {HKDF, {SALT}, SALT, PSA_ERROR_BAD_STATE},
        {HKDF, {SECRET}, SECRET, PSA_ERROR_BAD_STATE},
        {HKDF, {INFO}, INFO, PSA_ERROR_BAD_STATE},
        {HKDF, {INFO, SALT, SECRET}, INFO, PSA_ERROR_BAD_STATE},
        {HKDF, {0}, LABEL, PSA_ERROR_INVALID_ARGUMENT},
        {HKDF, {0}, PASSWORD, PSA_ERROR_INVALID_ARGUMENT},
        {HKDF, {0}, 0, PSA_ERROR_INVALID_ARGUMENT},
        {EXTRACT, {0}, SECRET, PSA_ERROR_BAD_STATE},
        {EXTRACT, {SALT}, INFO, PSA_ERROR_INVALID_ARGUMENT},
        {EXPAND, {0}, INFO, PSA_ERROR_BAD_STATE},
        {EXPAND, {0}, SALT, PSA_ERROR_INVALID_ARGUMENT},
        {PRF, {0}, SECRET, PSA_ERROR_BAD_STATE},
        {PRF, {SEED}, LABEL, PSA_ERROR_BAD_STATE},
        {PRF, {SEED, SECRET}, SEED, PSA_ERROR_BAD_STATE},
        {PRF, {SEED, SECRET, LABEL}, LABEL, PSA_ERROR_BAD_STATE},
        {PRF, {SEED}, OTHER_SECRET, PSA_ERROR_INVALID_ARGUMENT},
        {PSK, {0}, OTHER_SECRET, PSA_ERROR_BAD_STATE},
        {PSK, {SEED, SECRET}, OTHER_SECRET, PSA_ERROR_BAD_STATE},
        {PBKDF2, {0}, SALT, PSA_ERROR_BAD_STATE},
        {PBKDF2, {0}, SECRET, PSA_ERROR_INVALID_ARGUMENT},
        {PBKDF2, {0}, COST, PSA_ERROR_INVALID_ARGUMENT},
        {COUNTER, {0}, LABEL, PSA_ERROR_BAD_STATE},
        {COUNTER, {SECRET, CONTEXT}, LABEL, PSA_ERROR_BAD_STATE},
        {COUNTER, {SECRET, LABEL}, LABEL, PSA_ERROR_BAD_STATE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin(cases[i].algorithm);
        for (int k = 0; k < 4 && cases[i].good[k] != 0; k++)
            give(cases[i].good[k], "0123456789abcdef0123456789abcdef", 32);
        if (crypto_derive_input_bytes(&op, cases[i].bad, bytes, 32) != cases[i].status)
            fail_msg("case %zu", i);
        assert_over();
    }
}

static void nothing_comes_out_before_all_is_in(void **state)
{
    static const struct {
        psa_algorithm_t algorithm;
        psa_key_derivation_step_t good[3];
    } cases[] = {
        {HKDF, {0}},           {HKDF, {SECRET}},      {HKDF, {INFO}}, {EXTRACT, {SALT}},
        {PRF, {SEED, SECRET}}, {PSK, {SEED, SECRET}}, {COUNTER, {0}},
    };
    uint8_t output[1];
    psa_key_attributes_t attributes = {.type = PSA_KEY_TYPE_AES, .bits = 128};
    psa_key_id_t id = 1, hash;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int output_kind = 0; output_kind < 4; output_kind++) {
            psa_status_t status;

            hash = make_key(PSA_KEY_TYPE_PASSWORD_HASH, PSA_KEY_USAGE_VERIFY_DERIVATION,
                            cases[i].algorithm, bytes, 16);
            begin(cases[i].algorithm);
            for (int k = 0; k < 3 && cases[i].good[k] != 0; k++)
                give(cases[i].good[k], bytes, 32);
            if (output_kind == 0)
                status = crypto_derive_output_bytes(&op, output, 1);
            else if (output_kind == 1)
                status = crypto_derive_output_key(&op, &attributes, &id);
            else if (output_kind == 2)
                status = crypto_derive_verify_bytes(&op, output, 1);
            else
                status = crypto_derive_verify_key(&op, hash);
            assert_int_equal(status, PSA_ERROR_BAD_STATE);
            assert_over();
            crypto_key_destroy(ALICE, hash);
        }
    }
    assert_int_equal(id, PSA_KEY_ID_NULL);
    begin(HKDF);
    give(SECRET, bytes, 1);
    give(INFO, bytes, 1);
    assert_int_equal(crypto_derive_output_bytes(&op, output, 1), PSA_SUCCESS);
    refuse(INFO, 1, PSA_ERROR_BAD_STATE);
    begin(COUNTER);
    give(SECRET, bytes, 1);
    assert_int_equal(crypto_derive_output_bytes(&op, output, 1), PSA_SUCCESS);
    refuse(LABEL, 1, PSA_ERROR_BAD_STATE);
}

static void a_cost_is_a_positive_number_of_32_bits(void **state)
{
    static const struct {
        psa_algorithm_t algorithm;
        psa_key_derivation_step_t step;
        uint64_t value;
        psa_status_t status;
    } cases[] = {
        {PBKDF2, COST, 0, PSA_ERROR_INVALID_ARGUMENT},
        {PBKDF2, COST, 0x100000000, PSA_ERROR_NOT_SUPPORTED},
        {PBKDF2, SALT, 1, PSA_ERROR_INVALID_ARGUMENT},
        {HKDF, COST, 1, PSA_ERROR_INVALID_ARGUMENT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin(cases[i].algorithm);
        assert_int_equal(crypto_derive_input_integer(&op, cases[i].step, cases[i].value),
                         cases[i].status);
        assert_over();
    }
    begin(PBKDF2);
    assert_int_equal(crypto_derive_input_integer(&op, COST, 0xffffffff), PSA_SUCCESS);
    assert_int_equal(crypto_derive_input_integer(&op, COST, 1), PSA_ERROR_BAD_STATE);
    assert_over();
}

static void inputs_that_do_not_fit_are_refused(void **state)
{
    uint8_t letters[CONFIG_CRYPTO_KDF_INPUT_MAX];

    memset(letters, 'x', sizeof letters);
    (void)state;
    begin(HKDF);
    give(INFO, bytes, CONFIG_CRYPTO_KDF_INPUT_MAX);
    crypto_operation_abort(&op);
    begin(HKDF);
    refuse(INFO, CONFIG_CRYPTO_KDF_INPUT_MAX + 1, PSA_ERROR_INSUFFICIENT_MEMORY);
    begin(PRF);
    give(SEED, bytes, CONFIG_CRYPTO_KDF_INPUT_MAX - 3);
    give(SECRET, bytes, 3);
    refuse(LABEL, 4, PSA_ERROR_INSUFFICIENT_MEMORY);
    begin(COUNTER);
    give(SECRET, bytes, 3);
    give(LABEL, letters, CONFIG_CRYPTO_KDF_INPUT_MAX - 20);
    refuse(CONTEXT, 20, PSA_ERROR_INSUFFICIENT_MEMORY);
}

/* Capacity. */

static void capacity_counts_down_and_ends(void **state)
{
    static const struct {
        psa_algorithm_t algorithm;
        size_t capacity;
    } cases[] = {
        {HKDF, 255 * 32},      {EXTRACT, 32},   {EXPAND, 255 * 32},
        {PRF, SIZE_MAX},       {PSK, SIZE_MAX}, {PBKDF2, (size_t)UINT32_MAX * 32},
        {COUNTER, 0x1fffffff},
    };
    uint8_t output[40], untouched[40];
    size_t capacity;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin(cases[i].algorithm);
        assert_int_equal(crypto_derive_capacity(&op, &capacity), PSA_SUCCESS);
        assert_int_equal(capacity, cases[i].capacity);
        crypto_operation_abort(&op);
    }
    begin(HKDF);
    assert_int_equal(crypto_derive_set_capacity(&op, 255 * 32 + 1), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(crypto_derive_set_capacity(&op, 40), PSA_SUCCESS);
    assert_int_equal(crypto_derive_set_capacity(&op, 41), PSA_ERROR_INVALID_ARGUMENT);
    give(SECRET, bytes, 1);
    give(INFO, bytes, 1);
    assert_int_equal(crypto_derive_output_bytes(&op, output, 39), PSA_SUCCESS);
    memset(output, 0x55, sizeof output);
    memset(untouched, 0x55, sizeof untouched);
    assert_int_equal(crypto_derive_output_bytes(&op, output, 2), PSA_ERROR_INSUFFICIENT_DATA);
    assert_memory_equal(output, untouched, sizeof output);
    assert_int_equal(crypto_derive_capacity(&op, &capacity), PSA_SUCCESS);
    assert_int_equal(capacity, 0);
    assert_int_equal(crypto_derive_output_bytes(&op, output, 1), PSA_ERROR_INSUFFICIENT_DATA);
    assert_int_equal(crypto_derive_verify_bytes(&op, output, 1), PSA_ERROR_INSUFFICIENT_DATA);
    crypto_operation_abort(&op);
}

/* Keys. */

/* Ready for output, of a secret that is a key with this usage, or of bytes. */
static void ready(psa_key_usage_t usage)
{
    psa_key_id_t key;

    begin(HKDF);
    if (usage != 0) {
        key = make_key(PSA_KEY_TYPE_DERIVE, usage, HKDF, bytes, 32);
        assert_int_equal(crypto_derive_input_key(&op, SECRET, key), PSA_SUCCESS);
        crypto_key_destroy(ALICE, key);
    } else {
        give(SECRET, bytes, 32);
    }
    give(INFO, bytes, 5);
}

static void keys_are_inputs_as_their_type_and_policy_say(void **state)
{
    const psa_key_usage_t drv = PSA_KEY_USAGE_DERIVE, ver = PSA_KEY_USAGE_VERIFY_DERIVATION;
    const struct {
        psa_algorithm_t algorithm;
        psa_key_derivation_step_t step;
        psa_key_type_t type;
        psa_key_usage_t usage;
        psa_algorithm_t policy;
        psa_status_t status;
    } cases[] = {
        {HKDF, SECRET, PSA_KEY_TYPE_DERIVE, drv, HKDF, PSA_SUCCESS},
        {HKDF, SECRET, PSA_KEY_TYPE_DERIVE, ver, HKDF, PSA_SUCCESS},
        {HKDF, SECRET, PSA_KEY_TYPE_DERIVE, 0, HKDF, PSA_ERROR_NOT_PERMITTED},
        {HKDF, SECRET, PSA_KEY_TYPE_DERIVE, drv, EXPAND, PSA_ERROR_NOT_PERMITTED},
        {HKDF, SECRET, PSA_KEY_TYPE_RAW_DATA, drv, HKDF, PSA_ERROR_INVALID_ARGUMENT},
        {HKDF, SECRET, PSA_KEY_TYPE_HMAC, drv, HKDF, PSA_ERROR_INVALID_ARGUMENT},
        {HKDF, SECRET, PSA_KEY_TYPE_PASSWORD, drv, HKDF, PSA_ERROR_INVALID_ARGUMENT},
        {HKDF, SALT, PSA_KEY_TYPE_RAW_DATA, drv, HKDF, PSA_SUCCESS},
        {HKDF, SALT, PSA_KEY_TYPE_PEPPER, drv, HKDF, PSA_ERROR_INVALID_ARGUMENT},
        {HKDF, INFO, PSA_KEY_TYPE_RAW_DATA, drv, HKDF, PSA_SUCCESS},
        {HKDF, INFO, PSA_KEY_TYPE_DERIVE, drv, HKDF, PSA_ERROR_INVALID_ARGUMENT},
        {HKDF, SEED, PSA_KEY_TYPE_RAW_DATA, drv, HKDF, PSA_ERROR_INVALID_ARGUMENT},
        {PBKDF2, COST, PSA_KEY_TYPE_RAW_DATA, drv, PBKDF2, PSA_ERROR_INVALID_ARGUMENT},
        {COUNTER, SECRET, PSA_KEY_TYPE_HMAC, drv, COUNTER, PSA_SUCCESS},
        {COUNTER, SECRET, PSA_KEY_TYPE_AES, drv, COUNTER, PSA_ERROR_INVALID_ARGUMENT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        psa_key_id_t key = make_key(cases[i].type, cases[i].usage, cases[i].policy, bytes, 32);

        begin(cases[i].algorithm);
        if (crypto_derive_input_key(&op, cases[i].step, key) != cases[i].status)
            fail_msg("case %zu", i);
        if (cases[i].status != PSA_SUCCESS)
            assert_over();
        crypto_operation_abort(&op);
        crypto_key_destroy(ALICE, key);
    }
    begin(HKDF);
    assert_int_equal(crypto_derive_input_key(&op, SECRET, 12345), PSA_ERROR_INVALID_HANDLE);
    assert_over();
}

static void another_owners_key_is_no_input(void **state)
{
    psa_key_id_t key = make_key(PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, HKDF, bytes, 32);

    (void)state;
    assert_int_equal(crypto_derive_begin(&op, BOB, HKDF), PSA_SUCCESS);
    assert_int_equal(crypto_derive_input_key(&op, SECRET, key), PSA_ERROR_INVALID_HANDLE);
    crypto_key_destroy(ALICE, key);
}

static void peppered_passwords_can_be_inputs(void **state)
{
    psa_key_id_t pepper =
        make_key(PSA_KEY_TYPE_PEPPER, PSA_KEY_USAGE_VERIFY_DERIVATION, PBKDF2, bytes, 10);
    psa_key_id_t password =
        make_key(PSA_KEY_TYPE_PASSWORD, PSA_KEY_USAGE_DERIVE, PBKDF2, bytes, 10);
    uint8_t output[4];

    (void)state;
    begin(PBKDF2);
    assert_int_equal(crypto_derive_input_integer(&op, COST, 2), PSA_SUCCESS);
    assert_int_equal(crypto_derive_input_key(&op, SALT, pepper), PSA_SUCCESS);
    assert_int_equal(crypto_derive_input_key(&op, PASSWORD, password), PSA_SUCCESS);
    /* One key that only verifies is enough. */
    assert_int_equal(crypto_derive_output_bytes(&op, output, 4), PSA_ERROR_NOT_PERMITTED);
    assert_over();
    crypto_key_destroy(ALICE, pepper);
    crypto_key_destroy(ALICE, password);
}

static void output_depends_on_what_the_secret_was(void **state)
{
    psa_key_attributes_t attributes = {.type = PSA_KEY_TYPE_AES, .bits = 128};
    uint8_t output[16], same[16];
    psa_key_id_t id;

    (void)state;
    ready(PSA_KEY_USAGE_DERIVE);
    assert_int_equal(crypto_derive_output_bytes(&op, output, 16), PSA_SUCCESS);
    assert_int_equal(crypto_derive_output_key(&op, &attributes, &id), PSA_SUCCESS);
    assert_int_equal(crypto_key_destroy(ALICE, id), PSA_SUCCESS);
    crypto_operation_abort(&op);
    ready(0);
    assert_int_equal(crypto_derive_output_bytes(&op, same, 16), PSA_SUCCESS);
    assert_memory_equal(output, same, 16);
    assert_int_equal(crypto_derive_output_key(&op, &attributes, &id), PSA_ERROR_NOT_PERMITTED);
    assert_int_equal(id, PSA_KEY_ID_NULL);
    assert_over();
    ready(PSA_KEY_USAGE_VERIFY_DERIVATION);
    assert_int_equal(crypto_derive_output_key(&op, &attributes, &id), PSA_ERROR_NOT_PERMITTED);
    assert_over();
    ready(PSA_KEY_USAGE_VERIFY_DERIVATION);
    assert_int_equal(crypto_derive_verify_bytes(&op, output, 16), PSA_SUCCESS);
    assert_int_equal(crypto_derive_verify_bytes(&op, output, 16), PSA_ERROR_INVALID_SIGNATURE);
    assert_int_equal(crypto_derive_output_bytes(&op, output, 16), PSA_ERROR_NOT_PERMITTED);
    assert_over();
}

static void verification_takes_all_bytes_that_it_compares(void **state)
{
    uint8_t output[110], wrong[110];

    (void)state;
    ready(0);
    assert_int_equal(crypto_derive_output_bytes(&op, output, 110), PSA_SUCCESS);
    crypto_operation_abort(&op);
    for (size_t i = 0; i < 100; i++) {
        memcpy(wrong, output, sizeof wrong);
        wrong[i] ^= 1;
        ready(0);
        assert_int_equal(crypto_derive_verify_bytes(&op, wrong, 100), PSA_ERROR_INVALID_SIGNATURE);
        assert_int_equal(crypto_derive_verify_bytes(&op, output + 100, 10), PSA_SUCCESS);
        crypto_operation_abort(&op);
    }
}

static void a_key_holds_the_next_bytes(void **state)
{
    static const struct {
        psa_key_attributes_t attributes;
        size_t size;
        psa_status_t status;
    } cases[] = {
        {{PSA_KEY_TYPE_AES, 128, 0, PSA_KEY_USAGE_EXPORT, 0, 0}, 16, PSA_SUCCESS},
        {{PSA_KEY_TYPE_HMAC, 400, 0, PSA_KEY_USAGE_EXPORT, 0, 0}, 50, PSA_SUCCESS},
        {{PSA_KEY_TYPE_PASSWORD_HASH, 64, 0, PSA_KEY_USAGE_EXPORT, HKDF, 0}, 8, PSA_SUCCESS},
        {{PSA_KEY_TYPE_PASSWORD_HASH, 64, 0, PSA_KEY_USAGE_EXPORT, 0, 0}, 8, PSA_SUCCESS},
        {{PSA_KEY_TYPE_PASSWORD_HASH, 64, 0, 0, EXPAND, 0}, 0, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_AES, 120, 0, 0, 0, 0}, 0, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_AES, 0, 0, 0, 0, 0}, 0, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_DERIVE, 9, 0, 0, 0, 0}, 0, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1), 256, 0, 0, 0, 0},
         0,
         PSA_ERROR_INVALID_ARGUMENT},
        {{PAIR, 220, 0, 0, 0, 0}, 0, PSA_ERROR_INVALID_ARGUMENT},
        {{PAIR, 224, 0, 0, 0, 0}, 0, PSA_ERROR_NOT_SUPPORTED},
        {{PAIR, 521, 0, 0, 0, 0}, 0, PSA_ERROR_NOT_SUPPORTED},
        {{PSA_KEY_TYPE_RSA_KEY_PAIR, 2048, 0, 0, 0, 0}, 0, PSA_ERROR_NOT_SUPPORTED},
        {{PSA_KEY_TYPE_DES, 64, 0, 0, 0, 0}, 0, PSA_ERROR_NOT_SUPPORTED},
        {{PSA_KEY_TYPE_DERIVE, 255 * 32 * 8 - 8, 0, 0, 0, 0}, 0, PSA_ERROR_INSUFFICIENT_MEMORY},
    };
    uint8_t output[80];

    (void)state;
    ready(0);
    assert_int_equal(crypto_derive_output_bytes(&op, output, sizeof output), PSA_SUCCESS);
    crypto_operation_abort(&op);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct crypto_key *key;
        psa_key_id_t id;

        ready(PSA_KEY_USAGE_DERIVE);
        if (crypto_derive_output_key(&op, &cases[i].attributes, &id) != cases[i].status)
            fail_msg("case %zu", i);
        assert_int_equal(id != PSA_KEY_ID_NULL, cases[i].status == PSA_SUCCESS);
        if (cases[i].status != PSA_SUCCESS) {
            assert_over();
            continue;
        }
        assert_int_equal(crypto_key_find(ALICE, id, &key), PSA_SUCCESS);
        assert_int_equal(key->size, cases[i].size);
        assert_memory_equal(key->data, output, key->size);
        assert_int_equal(crypto_derive_verify_bytes(&op, output + key->size, 16), PSA_SUCCESS);
        crypto_key_destroy(ALICE, id);
        crypto_operation_abort(&op);
    }
}

static void a_key_without_enough_bytes_is_none(void **state)
{
    psa_key_attributes_t attributes = {.type = PSA_KEY_TYPE_AES, .bits = 128};
    psa_key_id_t id;
    size_t capacity;

    (void)state;
    ready(PSA_KEY_USAGE_DERIVE);
    assert_int_equal(crypto_derive_set_capacity(&op, 15), PSA_SUCCESS);
    assert_int_equal(crypto_derive_output_key(&op, &attributes, &id), PSA_ERROR_INSUFFICIENT_DATA);
    assert_int_equal(id, PSA_KEY_ID_NULL);
    assert_int_equal(crypto_derive_capacity(&op, &capacity), PSA_SUCCESS);
    assert_int_equal(capacity, 0);
    crypto_operation_abort(&op);
}

static void a_private_value_is_one_more_than_the_bytes(void **state)
{
    psa_key_attributes_t attributes = {.type = PAIR, .bits = 256};
    const struct crypto_key *key;
    uint8_t output[32];
    psa_key_id_t id;

    (void)state;
    ready(0);
    assert_int_equal(crypto_derive_output_bytes(&op, output, 32), PSA_SUCCESS);
    crypto_operation_abort(&op);
    ready(PSA_KEY_USAGE_DERIVE);
    assert_int_equal(crypto_derive_output_key(&op, &attributes, &id), PSA_SUCCESS);
    assert_int_equal(crypto_key_find(ALICE, id, &key), PSA_SUCCESS);
    for (int i = 31; i >= 0 && ++output[i] == 0; i--)
        ;
    assert_memory_equal(key->data, output, 32);
    crypto_key_destroy(ALICE, id);
    crypto_operation_abort(&op);
}

static void a_password_is_verified_by_its_hash(void **state)
{
    psa_key_attributes_t attributes = {.type = PSA_KEY_TYPE_PASSWORD_HASH,
                                       .bits = 256,
                                       .usage = PSA_KEY_USAGE_VERIFY_DERIVATION,
                                       .algorithm = HKDF};
    psa_key_id_t hash, other;

    (void)state;
    ready(PSA_KEY_USAGE_DERIVE);
    assert_int_equal(crypto_derive_output_key(&op, &attributes, &hash), PSA_SUCCESS);
    assert_int_equal(crypto_derive_verify_key(&op, hash), PSA_ERROR_INVALID_SIGNATURE);
    crypto_operation_abort(&op);
    ready(0);
    assert_int_equal(crypto_derive_verify_key(&op, hash), PSA_SUCCESS);
    crypto_operation_abort(&op);
    ready(0);
    assert_int_equal(crypto_derive_set_capacity(&op, 31), PSA_SUCCESS);
    assert_int_equal(crypto_derive_verify_key(&op, hash), PSA_ERROR_INSUFFICIENT_DATA);
    crypto_operation_abort(&op);
    other = make_key(PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_VERIFY_DERIVATION, HKDF, bytes, 32);
    ready(0);
    assert_int_equal(crypto_derive_verify_key(&op, other), PSA_ERROR_INVALID_ARGUMENT);
    assert_over();
    crypto_key_destroy(ALICE, other);
    other = make_key(PSA_KEY_TYPE_PASSWORD_HASH, 0, HKDF, bytes, 32);
    ready(0);
    assert_int_equal(crypto_derive_verify_key(&op, other), PSA_ERROR_NOT_PERMITTED);
    assert_over();
    crypto_key_destroy(ALICE, other);
    ready(0);
    assert_int_equal(crypto_derive_verify_key(&op, 99), PSA_ERROR_INVALID_HANDLE);
    assert_over();
    crypto_key_destroy(ALICE, hash);
}

/* Agreement. */

static void an_agreement_is_a_secret_that_keys_come_from(void **state)
{
    const psa_algorithm_t algorithm = PSA_ALG_KEY_AGREEMENT(PSA_ALG_ECDH, HKDF);
    psa_key_attributes_t attributes = {.type = PSA_KEY_TYPE_AES, .bits = 128};
    psa_key_id_t mine = make_key(PAIR, PSA_KEY_USAGE_DERIVE, algorithm, bytes, 32);
    psa_key_id_t raw = make_key(PAIR, PSA_KEY_USAGE_DERIVE, PSA_ALG_ECDH, bytes, 32);
    psa_key_id_t peer = make_key(PAIR, 0, 0, bytes + 50, 32), id;
    uint8_t point[CRYPTO_PUBLIC_MAX], secret[CRYPTO_SECRET_MAX], output[32];
    size_t point_size, size;
    struct crypto_agreement agreement = {ALICE, raw, PSA_ALG_ECDH, point, 65};

    (void)state;
    assert_int_equal(crypto_key_public(ALICE, peer, point, &point_size), PSA_SUCCESS);
    assert_int_equal(crypto_agree(&agreement, secret, sizeof secret, &size), PSA_SUCCESS);
    begin(HKDF);
    give(SECRET, secret, size);
    give(INFO, bytes, 3);
    assert_int_equal(crypto_derive_output_bytes(&op, output, 32), PSA_SUCCESS);
    crypto_operation_abort(&op);
    for (int i = 0; i < 2; i++) { /* a policy of the agreement alone permits the derivation too */
        begin(algorithm);
        assert_int_equal(
            crypto_derive_agreement(&op, SECRET, i == 0 ? mine : raw, point, point_size),
            PSA_SUCCESS);
        give(INFO, bytes, 3);
        assert_int_equal(crypto_derive_verify_bytes(&op, output, 32), PSA_SUCCESS);
        assert_int_equal(crypto_derive_output_key(&op, &attributes, &id), PSA_SUCCESS);
        crypto_key_destroy(ALICE, id);
        crypto_operation_abort(&op);
    }
    begin(algorithm);
    assert_int_equal(crypto_derive_agreement(&op, INFO, mine, point, point_size),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_over();
    begin(algorithm);
    assert_int_equal(crypto_derive_agreement(&op, SECRET, mine, point, point_size - 1),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_over();
    begin(algorithm);
    assert_int_equal(crypto_derive_agreement(&op, SECRET, peer, point, point_size),
                     PSA_ERROR_NOT_PERMITTED);
    assert_over();
    begin(HKDF);
    assert_int_equal(crypto_derive_agreement(&op, SECRET, raw, point, point_size),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_over();
    point[64] ^= 1;
    begin(algorithm);
    assert_int_equal(crypto_derive_agreement(&op, SECRET, mine, point, point_size),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_over();
    crypto_key_destroy(ALICE, mine);
    crypto_key_destroy(ALICE, raw);
    crypto_key_destroy(ALICE, peer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(begin_refuses_what_is_no_derivation),
        cmocka_unit_test(steps_come_in_the_order_of_the_algorithm),
        cmocka_unit_test(nothing_comes_out_before_all_is_in),
        cmocka_unit_test(a_cost_is_a_positive_number_of_32_bits),
        cmocka_unit_test(inputs_that_do_not_fit_are_refused),
        cmocka_unit_test(capacity_counts_down_and_ends),
        cmocka_unit_test(keys_are_inputs_as_their_type_and_policy_say),
        cmocka_unit_test(another_owners_key_is_no_input),
        cmocka_unit_test(peppered_passwords_can_be_inputs),
        cmocka_unit_test(output_depends_on_what_the_secret_was),
        cmocka_unit_test(verification_takes_all_bytes_that_it_compares),
        cmocka_unit_test(a_key_holds_the_next_bytes),
        cmocka_unit_test(a_key_without_enough_bytes_is_none),
        cmocka_unit_test(a_private_value_is_one_more_than_the_bytes),
        cmocka_unit_test(a_password_is_verified_by_its_hash),
        cmocka_unit_test(an_agreement_is_a_secret_that_keys_come_from),
    };

    fill();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
