/* SPDX-License-Identifier: Apache-2.0 */
/* The crypto service with requests that no client stub of ours would send. */
#include "crypto/persist.h"
#include "crypto/random.h"
#include "kedge/crypto_call.h"
#include "kedge_config.h"
#include "psa/crypto.h"
#include "test/unit/crypto_fake_core.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>

#include <cmocka.h>

/* Numbers from here on are no family's. */
#define END ((KEDGE_CRYPTO_FAMILY_ASYMMETRIC + 1) << 5)

static bool source_works = true;

bool crypto_entropy_read(void *buffer, size_t size)
{
    memset(buffer, 0x5a, size);
    return source_works;
}

/* The storage: one key, that can be loaded, and how often it was. */
static psa_key_attributes_t kept;
static int load_count;

psa_status_t crypto_persist_load(int32_t owner, psa_key_id_t id, psa_key_attributes_t *attributes,
                                 uint8_t *material, size_t capacity, size_t *size)
{
    (void)owner;
    if (id != kept.id || capacity < 16)
        return PSA_ERROR_DOES_NOT_EXIST;
    load_count++;
    *attributes = kept;
    *size = 16;
    memset(material, 1, 16);
    return PSA_SUCCESS;
}

psa_status_t crypto_persist_save(int32_t owner, const psa_key_attributes_t *attributes,
                                 const uint8_t *material, size_t size)
{
    (void)owner;
    (void)material;
    kept = *attributes;
    return size == 16 ? PSA_SUCCESS : PSA_ERROR_INSUFFICIENT_STORAGE;
}

psa_status_t crypto_persist_erase(int32_t owner, psa_key_id_t id)
{
    (void)owner;
    if (id != kept.id)
        return PSA_ERROR_DOES_NOT_EXIST;
    kept.id = 0;
    return PSA_SUCCESS;
}

static psa_key_id_t import(int32_t client, psa_key_usage_t usage)
{
    psa_key_attributes_t attributes = {
        .type = PSA_KEY_TYPE_AES, .usage = usage, .algorithm = PSA_ALG_CCM};
    uint8_t data[16] = {1};
    psa_invec in[3] = {{&attributes, sizeof attributes}, {data, sizeof data}};
    psa_key_id_t key = 0;

    assert_int_equal(fake_call(client, KEDGE_CRYPTO_IMPORT_KEY, in, &key, sizeof key), PSA_SUCCESS);
    assert_int_equal(fake.written, sizeof key);
    return key;
}

static uint32_t setup(int32_t client, int32_t type, psa_key_id_t key, psa_algorithm_t algorithm,
                      psa_status_t expected)
{
    struct kedge_crypto_args args = {.key = key, .algorithm = algorithm};
    psa_invec in[3] = {{&args, sizeof args}};
    uint32_t handle = 0;

    assert_int_equal(fake_call(client, type, in, &handle, sizeof handle), expected);
    assert_int_equal(fake.written, expected == PSA_SUCCESS ? sizeof handle : 0);
    return handle;
}

static psa_status_t operate(int32_t client, int32_t type, uint32_t handle)
{
    static uint8_t out[64];
    struct kedge_crypto_args args = {.key = handle};
    psa_invec in[3] = {{&args, sizeof args}};

    return fake_call(client, type, in, out, sizeof out);
}

static void all_places_are_free(void)
{
    uint32_t handles[CONFIG_CRYPTO_OPERATION_COUNT];

    for (int i = 0; i < CONFIG_CRYPTO_OPERATION_COUNT; i++)
        handles[i] = setup(-9, KEDGE_CRYPTO_HASH_SETUP, 0, PSA_ALG_SHA_256, PSA_SUCCESS);
    setup(-9, KEDGE_CRYPTO_HASH_SETUP, 0, PSA_ALG_SHA_256, PSA_ERROR_INSUFFICIENT_MEMORY);
    for (int i = 0; i < CONFIG_CRYPTO_OPERATION_COUNT; i++)
        assert_int_equal(operate(-9, KEDGE_CRYPTO_ABORT, handles[i]), PSA_SUCCESS);
}

static void an_unknown_request_is_not_supported(void **state)
{
    static const int32_t types[] = {INT32_MIN,
                                    -2,
                                    -1,
                                    KEDGE_CRYPTO_ABORT + 1,
                                    KEDGE_CRYPTO_KEY_AGREEMENT + 1,
                                    END - 1,
                                    END,
                                    END + 1,
                                    256,
                                    0x7fff,
                                    INT32_MAX};
    psa_invec none[3] = {{0}};

    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        assert_int_equal(fake_call(-1, types[i], none, NULL, 0), PSA_ERROR_NOT_SUPPORTED);
}

/* Numbers of a family that are no request are looked at only if the operation exists, and change
 * nothing. */
static void an_unknown_request_for_an_operation_changes_nothing(void **state)
{
    static const int32_t types[] = {KEDGE_CRYPTO_HASH_UPDATE + 1, KEDGE_CRYPTO_HASH_SUSPEND + 1,
                                    (KEDGE_CRYPTO_FAMILY_MAC << 5) - 1};
    uint32_t handle = setup(-1, KEDGE_CRYPTO_HASH_SETUP, 0, PSA_ALG_SHA_256, PSA_SUCCESS);

    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        assert_int_equal(operate(-1, types[i], handle), PSA_ERROR_NOT_SUPPORTED);
        assert_int_equal(operate(-1, types[i], handle + 1), PSA_ERROR_BAD_STATE);
    }
    setup(-1, KEDGE_CRYPTO_MAC_SIGN_SETUP + 4, 0, 0, PSA_ERROR_BAD_STATE);
    setup(-1, KEDGE_CRYPTO_MAC_SIGN_SETUP + 2, 0, 0, PSA_ERROR_NOT_SUPPORTED);
    assert_int_equal(operate(-1, KEDGE_CRYPTO_HASH_FINISH, handle), PSA_SUCCESS);
    all_places_are_free();
}

static void a_request_without_vectors_writes_nothing(void **state)
{
    psa_invec none[3] = {{0}};

    (void)state;
    for (int32_t type = 0; type < END; type++) {
        psa_status_t status = fake_call(-1, type, none, NULL, 0);
        bool harmless = type == KEDGE_CRYPTO_GENERATE_RANDOM || type == KEDGE_CRYPTO_DESTROY_KEY ||
                        type == KEDGE_CRYPTO_ABORT;

        if (harmless)
            assert_int_equal(status, PSA_SUCCESS);
        else
            assert_true(status < 0);
    }
}

/* Shorter arguments are completed with zeros, longer ones are not read to their end. */
static void arguments_of_any_length_are_taken(void **state)
{
    struct {
        struct kedge_crypto_args args;
        uint8_t more[8];
    } long_args = {.args = {.algorithm = PSA_ALG_SHA_256}};
    psa_invec in[3] = {{&long_args, sizeof long_args}};
    uint8_t digest[32];

    (void)state;
    assert_int_equal(fake_call(-1, KEDGE_CRYPTO_HASH_COMPUTE, in, digest, 32), PSA_SUCCESS);
    in[0].len = 8;
    assert_int_equal(fake_call(-1, KEDGE_CRYPTO_HASH_COMPUTE, in, digest, 32), PSA_SUCCESS);
    in[0].len = 7; /* the algorithm without its last byte */
    assert_int_equal(fake_call(-1, KEDGE_CRYPTO_HASH_COMPUTE, in, digest, 32),
                     PSA_ERROR_INVALID_ARGUMENT);
}

/* The nonce is behind the arguments. */
static void a_nonce_that_is_not_there_is_refused(void **state)
{
    psa_key_id_t key = import(-1, PSA_KEY_USAGE_ENCRYPT);
    struct {
        struct kedge_crypto_args args;
        uint8_t nonce[13];
    } behind = {.args = {.key = key, .algorithm = PSA_ALG_CCM}};
    psa_invec in[3] = {{&behind, sizeof behind.args + 13}};
    uint8_t out[64];

    (void)state;
    for (uint32_t size = 0; size < 300; size++) {
        behind.args.nonce_size = size;
        assert_int_equal(fake_call(-1, KEDGE_CRYPTO_AEAD_ENCRYPT, in, out, sizeof out),
                         size >= 7 && size <= 13 ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
        assert_int_equal(fake.written, size >= 7 && size <= 13 ? 16 : 0);
    }
    behind.args.nonce_size = UINT32_MAX;
    assert_int_equal(fake_call(-1, KEDGE_CRYPTO_AEAD_ENCRYPT, in, out, sizeof out),
                     PSA_ERROR_INVALID_ARGUMENT);
    in[0].len = 4;
    assert_int_equal(fake_call(-1, KEDGE_CRYPTO_DESTROY_KEY, in, NULL, 0), PSA_SUCCESS);
}

static void another_clients_key_is_no_key(void **state)
{
    psa_key_id_t key = import(-1, PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_ENCRYPT);
    struct kedge_crypto_args args = {.key = key, .algorithm = PSA_ALG_CCM, .nonce_size = 13};
    psa_invec in[3] = {{&args, sizeof args}};
    uint8_t out[64];

    (void)state;
    for (int32_t type = KEDGE_CRYPTO_COPY_KEY; type <= KEDGE_CRYPTO_GET_ATTRIBUTES; type++)
        assert_int_equal(fake_call(-2, type, in, out, sizeof out), PSA_ERROR_INVALID_HANDLE);
    assert_int_equal(fake_call(1, KEDGE_CRYPTO_AEAD_ENCRYPT, in, out, sizeof out),
                     PSA_ERROR_INVALID_HANDLE);
    assert_int_equal(fake.written, 0);
    assert_int_equal(fake_call(-1, KEDGE_CRYPTO_EXPORT_KEY, in, out, sizeof out), PSA_SUCCESS);
    assert_int_equal(fake.written, 16);
    assert_int_equal(fake_call(-1, KEDGE_CRYPTO_DESTROY_KEY, in, NULL, 0), PSA_SUCCESS);
}

static void a_key_without_a_place_for_its_identifier_is_not_made(void **state)
{
    psa_key_attributes_t attributes = {.type = PSA_KEY_TYPE_AES, .bits = 128};
    uint8_t data[16] = {1};
    psa_invec in[3] = {{&attributes, sizeof attributes}, {data, sizeof data}};
    psa_key_id_t key;

    (void)state;
    /* More often than there are slots: a key made in secret would fill them. */
    for (int i = 0; i < 100; i++) {
        assert_int_equal(fake_call(-1, KEDGE_CRYPTO_IMPORT_KEY, in, &key, 3),
                         PSA_ERROR_BUFFER_TOO_SMALL);
        assert_int_equal(fake_call(-1, KEDGE_CRYPTO_GENERATE_KEY, in, NULL, 0),
                         PSA_ERROR_BUFFER_TOO_SMALL);
    }
    assert_int_equal(fake_call(-1, KEDGE_CRYPTO_IMPORT_KEY, in, &key, 4), PSA_SUCCESS);
    in[0] = (psa_invec){&key, sizeof key};
    assert_int_equal(fake_call(-1, KEDGE_CRYPTO_DESTROY_KEY, in, NULL, 0), PSA_SUCCESS);
}

/* Whatever another client sends with a handle, it learns nothing and changes nothing. */
static void another_clients_operation_is_no_operation(void **state)
{
    uint32_t handle = setup(-1, KEDGE_CRYPTO_HASH_SETUP, 0, PSA_ALG_SHA_256, PSA_SUCCESS);
    uint8_t expected[32], digest[32];
    struct kedge_crypto_args args = {.key = handle};
    psa_invec in[3] = {{&args, sizeof args}, {"abc", 3}};

    (void)state;
    assert_int_equal(fake_call(-1, KEDGE_CRYPTO_HASH_UPDATE, in, NULL, 0), PSA_SUCCESS);
    for (int32_t type = 0; type < END; type++) {
        psa_status_t status = operate(-2, type, handle);

        assert_true(status != PSA_SUCCESS || type == KEDGE_CRYPTO_ABORT ||
                    type == KEDGE_CRYPTO_GENERATE_RANDOM);
        assert_true(fake.written == 0 || type == KEDGE_CRYPTO_GENERATE_RANDOM);
    }
    in[1].len = 0;
    assert_int_equal(fake_call(-1, KEDGE_CRYPTO_HASH_FINISH, in, digest, 32), PSA_SUCCESS);
    args = (struct kedge_crypto_args){.algorithm = PSA_ALG_SHA_256};
    in[1].len = 3;
    assert_int_equal(fake_call(-1, KEDGE_CRYPTO_HASH_COMPUTE, in, expected, 32), PSA_SUCCESS);
    assert_memory_equal(digest, expected, 32);
    all_places_are_free();
}

static void a_setup_that_fails_keeps_no_place(void **state)
{
    psa_key_id_t key = import(-1, PSA_KEY_USAGE_ENCRYPT);
    psa_invec in[3] = {{&key, sizeof key}};
    uint8_t small[3];

    (void)state;
    for (int i = 0; i < 50; i++) {
        setup(-1, KEDGE_CRYPTO_HASH_SETUP, 0, PSA_ALG_CCM, PSA_ERROR_INVALID_ARGUMENT);
        setup(-1, KEDGE_CRYPTO_HASH_CLONE, 5, 0, PSA_ERROR_BAD_STATE);
        assert_true(operate(-1, KEDGE_CRYPTO_HASH_RESUME, 0) < 0);
        assert_true(operate(-1, KEDGE_CRYPTO_DERIVATION_SETUP, 0) < 0);
        setup(-1, KEDGE_CRYPTO_MAC_SIGN_SETUP, key, PSA_ALG_CMAC, PSA_ERROR_NOT_PERMITTED);
        setup(-1, KEDGE_CRYPTO_CIPHER_ENCRYPT_SETUP, key, PSA_ALG_CTR, PSA_ERROR_NOT_PERMITTED);
        setup(-1, KEDGE_CRYPTO_AEAD_DECRYPT_SETUP, key, PSA_ALG_CCM, PSA_ERROR_NOT_PERMITTED);
        setup(-2, KEDGE_CRYPTO_AEAD_ENCRYPT_SETUP, key, PSA_ALG_CCM, PSA_ERROR_INVALID_HANDLE);

        assert_int_equal(fake_call(-1, KEDGE_CRYPTO_HASH_SETUP, in, small, sizeof small),
                         PSA_ERROR_BUFFER_TOO_SMALL);
    }
    all_places_are_free();
    assert_int_equal(fake_call(-1, KEDGE_CRYPTO_DESTROY_KEY, in, NULL, 0), PSA_SUCCESS);
}

/* How often is a persistent key of this usage loaded in three requests after it was made? (Its
 * destruction is not counted: where keys may live elsewhere, it asks where this one does.) */
static int loads_of(psa_key_usage_t usage)
{
    int loads;

    psa_key_attributes_t attributes = {
        .type = PSA_KEY_TYPE_AES, .usage = usage, .lifetime = PSA_KEY_LIFETIME_PERSISTENT, .id = 9};
    uint8_t data[16] = {1};
    psa_key_id_t key;
    psa_invec in[3] = {{&attributes, sizeof attributes}, {data, sizeof data}};

    load_count = 0;
    assert_int_equal(fake_call(-1, KEDGE_CRYPTO_IMPORT_KEY, in, &key, 4), PSA_SUCCESS);
    in[0] = (psa_invec){&key, sizeof key};
    for (int i = 0; i < 3; i++)
        assert_int_equal(
            fake_call(-1, KEDGE_CRYPTO_GET_ATTRIBUTES, in, &attributes, sizeof attributes),
            PSA_SUCCESS);
    loads = load_count;
    assert_int_equal(fake_call(-1, KEDGE_CRYPTO_DESTROY_KEY, in, NULL, 0), PSA_SUCCESS);
    return loads;
}

static void a_persistent_key_stays_in_memory_only_if_it_may(void **state)
{
    (void)state;
    assert_int_equal(loads_of(PSA_KEY_USAGE_CACHE), 0);
    assert_int_equal(loads_of(0), 3);
}

/* Runs last: the generator was seeded by then, and wants its next seed. */
static void random_bytes_stop_with_the_entropy(void **state)
{
    static uint8_t out[64 * 2000];
    psa_invec none[3] = {{0}};

    (void)state;
    if (CONFIG_CRYPTO_OPENSSL) {
        print_message("skipped: random values are not made of our entropy, but are OpenSSL's\n");
        skip();
    }
    source_works = false;
    assert_int_equal(fake_call(-1, KEDGE_CRYPTO_GENERATE_RANDOM, none, out, sizeof out),
                     PSA_ERROR_INSUFFICIENT_ENTROPY);
    assert_true(fake.written < sizeof out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unknown_request_is_not_supported),
        cmocka_unit_test(an_unknown_request_for_an_operation_changes_nothing),
        cmocka_unit_test(a_request_without_vectors_writes_nothing),
        cmocka_unit_test(arguments_of_any_length_are_taken),
        cmocka_unit_test(a_nonce_that_is_not_there_is_refused),
        cmocka_unit_test(another_clients_key_is_no_key),
        cmocka_unit_test(another_clients_operation_is_no_operation),
        cmocka_unit_test(a_setup_that_fails_keeps_no_place),
        cmocka_unit_test(a_key_without_a_place_for_its_identifier_is_not_made),
        cmocka_unit_test(a_persistent_key_stays_in_memory_only_if_it_may),
        cmocka_unit_test(random_bytes_stop_with_the_entropy),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
