/* SPDX-License-Identifier: Apache-2.0 */
/* Operations in several parts: the same result as in one, however a message is divided; the order
 * of calls; and that no error keeps a place on the secure side. */
#define _POSIX_C_SOURCE 200809L

#include "test/unit/crypto_psa_support.h"

static uint8_t message[1000];

/* Every place but those that are `kept` is free: so many operations can begin, and then no more. */
static void places_are_free(size_t kept)
{
    psa_hash_operation_t operations[CONFIG_CRYPTO_OPERATION_COUNT + 1] = {0};

    for (size_t i = kept; i < CONFIG_CRYPTO_OPERATION_COUNT; i++)
        assert_ok(psa_hash_setup(&operations[i], PSA_ALG_SHA_256));
    assert_status(psa_hash_setup(&operations[CONFIG_CRYPTO_OPERATION_COUNT], PSA_ALG_SHA_256),
                  PSA_ERROR_INSUFFICIENT_MEMORY);
    assert_int_equal(operations[CONFIG_CRYPTO_OPERATION_COUNT].handle, 0);
    for (size_t i = kept; i < CONFIG_CRYPTO_OPERATION_COUNT; i++)
        assert_ok(psa_hash_abort(&operations[i]));
}

/* Hashes. */

static const psa_algorithm_t hashes[] = {PSA_ALG_SHA_1, PSA_ALG_SHA_224, PSA_ALG_SHA_256,
                                         PSA_ALG_SHA_384, PSA_ALG_SHA_512};

static void hash_parts(psa_hash_operation_t *operation, size_t from, size_t size)
{
    size_t turn = from;

    for (size_t done = 0, piece; done < size; done += piece) {
        piece = next_piece(&turn, size - done);
        assert_ok(psa_hash_update(operation, message + from + done, piece));
    }
}

static void a_hash_is_the_same_in_parts(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(hashes); i++) {
        if (hash_left_out(hashes[i]))
            continue;
        for (size_t size = 0; size <= sizeof message; size += size < 140 ? 1 : 215) {
            psa_hash_operation_t operation = PSA_HASH_OPERATION_INIT;
            uint8_t whole[PSA_HASH_MAX_SIZE], parts[PSA_HASH_MAX_SIZE];
            size_t length, parts_length;

            assert_ok(psa_hash_compute(hashes[i], message, size, whole, sizeof whole, &length));
            assert_int_equal(length, PSA_HASH_LENGTH(hashes[i]));
            assert_ok(psa_hash_setup(&operation, hashes[i]));
            hash_parts(&operation, 0, size);
            assert_ok(psa_hash_finish(&operation, parts, length, &parts_length));
            assert_int_equal(parts_length, length);
            assert_memory_equal(parts, whole, length);
            assert_int_equal(operation.handle, 0);
            assert_ok(psa_hash_setup(&operation, hashes[i]));
            hash_parts(&operation, 0, size);
            assert_ok(psa_hash_verify(&operation, whole, length));
            assert_int_equal(operation.handle, 0);
        }
    }
    places_are_free(0);
}

static void a_cloned_hash_and_its_source_go_on_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(hashes); i++) {
        if (hash_left_out(hashes[i]))
            continue;
        for (size_t at = 0; at <= 300; at += at < 140 ? 1 : 37) {
            psa_hash_operation_t source = PSA_HASH_OPERATION_INIT;
            psa_hash_operation_t target = PSA_HASH_OPERATION_INIT;
            uint8_t hash[PSA_HASH_MAX_SIZE];
            size_t length;

            assert_ok(psa_hash_setup(&source, hashes[i]));
            hash_parts(&source, 0, at);
            assert_ok(psa_hash_clone(&source, &target));
            assert_int_not_equal(source.handle, target.handle);
            assert_ok(psa_hash_update(&source, message, 5));
            hash_parts(&target, at, sizeof message - at);
            assert_ok(psa_hash_abort(&source));
            assert_ok(
                psa_hash_compute(hashes[i], message, sizeof message, hash, sizeof hash, &length));
            assert_ok(psa_hash_verify(&target, hash, length));
        }
    }
    places_are_free(0);
}

/* Says whether hashes can be suspended at all. */
static bool suspending_left_out(void)
{
    psa_hash_operation_t operation = PSA_HASH_OPERATION_INIT;
    uint8_t suspended[PSA_HASH_SUSPEND_OUTPUT_MAX_SIZE];
    psa_status_t status;
    size_t length;

    assert_ok(psa_hash_setup(&operation, PSA_ALG_SHA_256));
    status = psa_hash_suspend(&operation, suspended, sizeof suspended, &length);
    assert_ok(psa_hash_abort(&operation));
    return left_out(status, "suspended hashes");
}

static void a_suspended_hash_goes_on(void **state)
{
    (void)state;
    if (suspending_left_out())
        return;
    for (size_t i = 0; i < COUNT_OF(hashes); i++) {
        if (hash_left_out(hashes[i]))
            continue;
        for (size_t at = 0; at <= 300; at += at < 140 ? 1 : 37) {
            psa_hash_operation_t operation = PSA_HASH_OPERATION_INIT;
            uint8_t hash[PSA_HASH_MAX_SIZE], suspended[PSA_HASH_SUSPEND_OUTPUT_MAX_SIZE];
            size_t block = PSA_HASH_BLOCK_LENGTH(hashes[i]);
            size_t length, hash_length;

            assert_ok(psa_hash_setup(&operation, hashes[i]));
            hash_parts(&operation, 0, at);
            assert_ok(psa_hash_suspend(&operation, suspended,
                                       PSA_HASH_SUSPEND_OUTPUT_SIZE(hashes[i]), &length));
            assert_int_equal(length,
                             PSA_HASH_SUSPEND_OUTPUT_SIZE(hashes[i]) - (block - 1) + at % block);
            assert_int_equal(operation.handle, 0);
            assert_ok(psa_hash_resume(&operation, suspended, length));
            hash_parts(&operation, at, sizeof message - at);
            assert_ok(psa_hash_compute(hashes[i], message, sizeof message, hash, sizeof hash,
                                       &hash_length));
            assert_ok(psa_hash_verify(&operation, hash, hash_length));
        }
    }
    places_are_free(0);
}

/* The format of section 10.2.5, written by hand: SHA-256's first value, and "abc" waiting. */
static void a_hash_that_another_implementation_suspended_goes_on(void **state)
{
    static const uint8_t suspended[] = {0x02, 0x00, 0x00, 0x09, 0,    0,    0,    0,    0,    0,
                                        0,    3,    0x6a, 0x09, 0xe6, 0x67, 0xbb, 0x67, 0xae, 0x85,
                                        0x3c, 0x6e, 0xf3, 0x72, 0xa5, 0x4f, 0xf5, 0x3a, 0x51, 0x0e,
                                        0x52, 0x7f, 0x9b, 0x05, 0x68, 0x8c, 0x1f, 0x83, 0xd9, 0xab,
                                        0x5b, 0xe0, 0xcd, 0x19, 'a',  'b',  'c'};
    psa_hash_operation_t operation = PSA_HASH_OPERATION_INIT;
    uint8_t hash[32], back[sizeof suspended];
    size_t length;

    (void)state;
    if (suspending_left_out())
        return;
    assert_ok(psa_hash_resume(&operation, suspended, sizeof suspended));
    assert_ok(psa_hash_suspend(&operation, back, sizeof back, &length));
    assert_int_equal(length, sizeof suspended);
    assert_memory_equal(back, suspended, length);
    assert_ok(psa_hash_resume(&operation, suspended, sizeof suspended));
    assert_ok(psa_hash_compute(PSA_ALG_SHA_256, (const uint8_t *)"abc", 3, hash, 32, &length));
    assert_ok(psa_hash_verify(&operation, hash, 32));
    /* Not as long as it says, one byte less than anything, no hash, more than any. */
    assert_status(psa_hash_resume(&operation, suspended, sizeof suspended - 1),
                  PSA_ERROR_INVALID_ARGUMENT);
    assert_status(psa_hash_resume(&operation, suspended, 43), PSA_ERROR_INVALID_ARGUMENT);
    assert_status(psa_hash_resume(&operation, suspended, 0), PSA_ERROR_INVALID_ARGUMENT);
    assert_status(psa_hash_resume(&operation, message, 250), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(operation.handle, 0);
    places_are_free(0);
}

static void hash_order_and_errors(void **state)
{
    psa_hash_operation_t operation = psa_hash_operation_init(), other = operation;
    uint8_t hash[PSA_HASH_MAX_SIZE];
    size_t length = 99;

    (void)state;
    /* Inactive. */
    assert_status(psa_hash_update(&operation, message, 1), PSA_ERROR_BAD_STATE);
    assert_status(psa_hash_finish(&operation, hash, 32, &length), PSA_ERROR_BAD_STATE);
    assert_int_equal(length, 0);
    assert_status(psa_hash_verify(&operation, hash, 32), PSA_ERROR_BAD_STATE);
    assert_status(psa_hash_suspend(&operation, hash, 32, &length), PSA_ERROR_BAD_STATE);
    assert_status(psa_hash_clone(&operation, &other), PSA_ERROR_BAD_STATE);
    assert_ok(psa_hash_abort(&operation));
    /* No setup. */
    assert_status(psa_hash_setup(&operation, PSA_ALG_CCM), PSA_ERROR_INVALID_ARGUMENT);
    assert_status(psa_hash_setup(&operation, PSA_ALG_MD5), PSA_ERROR_NOT_SUPPORTED);
    assert_int_equal(operation.handle, 0);
    /* Active. */
    assert_ok(psa_hash_setup(&operation, PSA_ALG_SHA_256));
    assert_status(psa_hash_setup(&operation, PSA_ALG_SHA_256), PSA_ERROR_BAD_STATE);
    assert_status(psa_hash_resume(&operation, hash, 32), PSA_ERROR_BAD_STATE);
    assert_ok(psa_hash_setup(&other, PSA_ALG_SHA_256));
    assert_status(psa_hash_clone(&other, &operation), PSA_ERROR_BAD_STATE);
    assert_ok(psa_hash_abort(&other));
    assert_ok(psa_hash_update(&operation, message, 1));
    /* In error, until it is aborted; its place is free at once. */
    assert_status(psa_hash_finish(&operation, hash, 31, &length), PSA_ERROR_BUFFER_TOO_SMALL);
    places_are_free(0);
    assert_status(psa_hash_update(&operation, message, 1), PSA_ERROR_BAD_STATE);
    assert_status(psa_hash_setup(&operation, PSA_ALG_SHA_256), PSA_ERROR_BAD_STATE);
    assert_ok(psa_hash_abort(&operation));
    assert_ok(psa_hash_abort(&operation));
    /* The wrong hash, and one of a wrong length. */
    for (size_t size = 31; size <= 33; size++) {
        assert_ok(psa_hash_setup(&operation, PSA_ALG_SHA_256));
        assert_status(psa_hash_verify(&operation, message, size), PSA_ERROR_INVALID_SIGNATURE);
        assert_ok(psa_hash_abort(&operation));
    }
    assert_ok(psa_hash_setup(&operation, PSA_ALG_SHA_256));
    assert_status(psa_hash_verify(&operation, message, sizeof message),
                  PSA_ERROR_INVALID_SIGNATURE);
    places_are_free(0);
}

/* A handle names nothing once its operation has ended, though the place has another one now. */
static void a_stale_handle_is_nobodys(void **state)
{
    psa_hash_operation_t operation = PSA_HASH_OPERATION_INIT, copy, other;
    uint8_t hash[32];
    size_t length;

    (void)state;
    for (int i = 0; i < 300; i++) {
        assert_ok(psa_hash_setup(&operation, PSA_ALG_SHA_256));
        copy = operation;
        assert_ok(psa_hash_abort(&operation));
        assert_ok(psa_hash_setup(&operation, PSA_ALG_SHA_256));
        assert_status(psa_hash_update(&copy, message, 1), PSA_ERROR_BAD_STATE);
        other = (psa_hash_operation_t)PSA_HASH_OPERATION_INIT;
        assert_status(psa_hash_clone(&copy, &other), PSA_ERROR_BAD_STATE);
        assert_ok(psa_hash_abort(&copy));
        assert_ok(psa_hash_finish(&operation, hash, 32, &length));
    }
    places_are_free(0);
}

/* Of another family, a handle is no operation either, and no place changes hands. */
static void an_operation_is_of_its_family_alone(void **state)
{
    psa_hash_operation_t hash = PSA_HASH_OPERATION_INIT;
    psa_mac_operation_t mac;
    psa_cipher_operation_t cipher;
    psa_aead_operation_t aead;
    psa_key_derivation_operation_t derivation;
    uint8_t out[64];
    size_t length;

    (void)state;
    assert_ok(psa_hash_setup(&hash, PSA_ALG_SHA_256));
    mac.handle = cipher.handle = aead.handle = derivation.handle = hash.handle;
    assert_status(psa_mac_update(&mac, message, 1), PSA_ERROR_BAD_STATE);
    assert_status(psa_mac_sign_finish(&mac, out, sizeof out, &length), PSA_ERROR_BAD_STATE);
    assert_status(psa_cipher_set_iv(&cipher, message, 16), PSA_ERROR_BAD_STATE);
    assert_status(psa_cipher_update(&cipher, message, 16, out, sizeof out, &length),
                  PSA_ERROR_BAD_STATE);
    assert_status(psa_aead_set_lengths(&aead, 0, 0), PSA_ERROR_BAD_STATE);
    assert_status(psa_aead_update(&aead, message, 16, out, sizeof out, &length),
                  PSA_ERROR_BAD_STATE);
    assert_status(psa_key_derivation_output_bytes(&derivation, out, 1), PSA_ERROR_BAD_STATE);
    assert_ok(psa_hash_finish(&hash, out, sizeof out, &length));
    places_are_free(0);
}

/* MACs. */

struct mac_case {
    psa_key_type_t type;
    psa_algorithm_t alg;
    size_t key_size;
};

static const struct mac_case macs[] = {
    {PSA_KEY_TYPE_HMAC, PSA_ALG_HMAC(PSA_ALG_SHA_256), 32},
    {PSA_KEY_TYPE_HMAC, PSA_ALG_HMAC(PSA_ALG_SHA_256), 65},
    {PSA_KEY_TYPE_HMAC, PSA_ALG_TRUNCATED_MAC(PSA_ALG_HMAC(PSA_ALG_SHA_256), 16), 1},
    {PSA_KEY_TYPE_HMAC, PSA_ALG_HMAC(PSA_ALG_SHA_1), 20},
    {PSA_KEY_TYPE_HMAC, PSA_ALG_HMAC(PSA_ALG_SHA_384), 129},
    {PSA_KEY_TYPE_HMAC, PSA_ALG_HMAC(PSA_ALG_SHA_512), 128},
    {PSA_KEY_TYPE_AES, PSA_ALG_CMAC, 16},
    {PSA_KEY_TYPE_AES, PSA_ALG_CMAC, 32},
    {PSA_KEY_TYPE_AES, PSA_ALG_TRUNCATED_MAC(PSA_ALG_CMAC, 4), 24},
};

/* Is the MAC left out of the image? Then its key is not needed. */
static bool mac_left_out(psa_key_id_t key, psa_algorithm_t alg)
{
    uint8_t mac[PSA_MAC_MAX_SIZE];
    char name[32];
    size_t length;
    bool absent;

    (void)snprintf(name, sizeof name, "MAC %#x", (unsigned)alg);
    absent = left_out(psa_mac_compute(key, alg, NULL, 0, mac, sizeof mac, &length), name);
    if (absent)
        assert_ok(psa_destroy_key(key));
    return absent;
}

static void mac_parts(psa_mac_operation_t *operation, size_t size)
{
    size_t turn = size;

    for (size_t done = 0, piece; done < size; done += piece) {
        piece = next_piece(&turn, size - done);
        assert_ok(psa_mac_update(operation, message + done, piece));
    }
}

static void a_mac_is_the_same_in_parts(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(macs); i++) {
        const struct mac_case *m = &macs[i];
        psa_key_id_t key = key_of(m->type, USAGE_MAC, m->alg, m->key_size);

        if (mac_left_out(key, m->alg))
            continue;
        for (size_t size = 0; size <= sizeof message; size += size < 140 ? 1 : 215) {
            psa_mac_operation_t operation = PSA_MAC_OPERATION_INIT;
            uint8_t whole[PSA_MAC_MAX_SIZE], parts[PSA_MAC_MAX_SIZE];
            size_t length, parts_length;

            assert_ok(psa_mac_compute(key, m->alg, message, size, whole, sizeof whole, &length));
            assert_int_equal(length, PSA_MAC_LENGTH(m->type, m->key_size * 8, m->alg));
            assert_ok(psa_mac_verify(key, m->alg, message, size, whole, length));
            assert_ok(psa_mac_sign_setup(&operation, key, m->alg));
            mac_parts(&operation, size);
            assert_ok(psa_mac_sign_finish(&operation, parts, length, &parts_length));
            assert_int_equal(parts_length, length);
            assert_memory_equal(parts, whole, length);
            assert_ok(psa_mac_verify_setup(&operation, key, m->alg));
            mac_parts(&operation, size);
            assert_ok(psa_mac_verify_finish(&operation, whole, length));
            assert_int_equal(operation.handle, 0);
        }
        assert_ok(psa_destroy_key(key));
    }
    places_are_free(0);
}

static void mac_order_and_errors(void **state)
{
    const psa_algorithm_t alg = PSA_ALG_HMAC(PSA_ALG_SHA_256);
    psa_key_id_t key = key_of(PSA_KEY_TYPE_HMAC, USAGE_MAC, alg, 32);
    psa_key_id_t signer = key_of(PSA_KEY_TYPE_HMAC, PSA_KEY_USAGE_SIGN_MESSAGE, alg, 32);
    psa_mac_operation_t operation = psa_mac_operation_init();
    uint8_t mac[PSA_MAC_MAX_SIZE];
    size_t length;

    (void)state;
    assert_status(psa_mac_update(&operation, message, 1), PSA_ERROR_BAD_STATE);
    assert_status(psa_mac_sign_finish(&operation, mac, sizeof mac, &length), PSA_ERROR_BAD_STATE);
    assert_status(psa_mac_verify_finish(&operation, mac, 32), PSA_ERROR_BAD_STATE);
    assert_status(psa_mac_sign_setup(&operation, 0, alg), PSA_ERROR_INVALID_HANDLE);
    assert_status(psa_mac_sign_setup(&operation, key, PSA_ALG_SHA_256), PSA_ERROR_INVALID_ARGUMENT);
    assert_status(psa_mac_sign_setup(&operation, key, PSA_ALG_HMAC(PSA_ALG_SHA_1)),
                  PSA_ERROR_NOT_PERMITTED);
    assert_status(psa_mac_verify_setup(&operation, signer, alg), PSA_ERROR_NOT_PERMITTED);
    assert_int_equal(operation.handle, 0);
    /* Begun to verify, and begun to compute. */
    assert_ok(psa_mac_verify_setup(&operation, key, alg));
    assert_status(psa_mac_sign_setup(&operation, key, alg), PSA_ERROR_BAD_STATE);
    assert_status(psa_mac_sign_finish(&operation, mac, sizeof mac, &length), PSA_ERROR_BAD_STATE);
    assert_ok(psa_mac_abort(&operation));
    assert_ok(psa_mac_sign_setup(&operation, key, alg));
    assert_status(psa_mac_verify_finish(&operation, mac, 32), PSA_ERROR_BAD_STATE);
    assert_ok(psa_mac_abort(&operation));
    assert_ok(psa_mac_sign_setup(&operation, key, alg));
    assert_status(psa_mac_sign_finish(&operation, mac, 31, &length), PSA_ERROR_BUFFER_TOO_SMALL);
    assert_status(psa_mac_update(&operation, message, 1), PSA_ERROR_BAD_STATE);
    assert_ok(psa_mac_abort(&operation));
    for (size_t size = 31; size <= 33; size++) {
        assert_ok(psa_mac_verify_setup(&operation, key, alg));
        assert_status(psa_mac_verify_finish(&operation, message, size),
                      PSA_ERROR_INVALID_SIGNATURE);
        assert_ok(psa_mac_abort(&operation));
        assert_status(psa_mac_verify(key, alg, message, 9, message, size),
                      PSA_ERROR_INVALID_SIGNATURE);
    }
    places_are_free(0);
    /* The key may go while the operation stays. */
    assert_ok(psa_mac_compute(key, alg, message, 9, mac, sizeof mac, &length));
    assert_ok(psa_mac_verify_setup(&operation, key, alg));
    assert_ok(psa_destroy_key(key));
    places_are_free(1);
    assert_ok(psa_mac_update(&operation, message, 9));
    assert_ok(psa_mac_verify_finish(&operation, mac, length));
    assert_ok(psa_destroy_key(signer));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hash_is_the_same_in_parts),
        cmocka_unit_test(a_cloned_hash_and_its_source_go_on_apart),
        cmocka_unit_test(a_suspended_hash_goes_on),
        cmocka_unit_test(a_hash_that_another_implementation_suspended_goes_on),
        cmocka_unit_test(hash_order_and_errors),
        cmocka_unit_test(a_stale_handle_is_nobodys),
        cmocka_unit_test(an_operation_is_of_its_family_alone),
        cmocka_unit_test(a_mac_is_the_same_in_parts),
        cmocka_unit_test(mac_order_and_errors),
    };

    fill(message, sizeof message, 1);
    return RUN_TESTS("crypto_psa_parts_test", tests);
}
