/* SPDX-License-Identifier: Apache-2.0 */
/* Operations: their slots and handles, and the order of calls and the statuses of each family. What
 * the algorithms compute, the providers' tests say. */
#include "crypto/aead.h"
#include "crypto/cipher.h"
#include "crypto/hash.h"
#include "crypto/key.h"
#include "crypto/mac.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cmocka.h>

#define ALICE 3
#define BOB   (-3)
#define SLOTS CONFIG_CRYPTO_OPERATION_COUNT

#define SHA256      PSA_ALG_SHA_256
#define HMAC_SHA256 PSA_ALG_HMAC(PSA_ALG_SHA_256)
#define ENC         PSA_KEY_USAGE_ENCRYPT
#define DEC         PSA_KEY_USAGE_DECRYPT
#define SIG         PSA_KEY_USAGE_SIGN_MESSAGE
#define VER         PSA_KEY_USAGE_VERIFY_MESSAGE

static struct crypto_operation op, op2;
static uint8_t bytes[300];

static psa_key_id_t make_key(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t algorithm,
                             size_t size)
{
    psa_key_attributes_t attributes = {.type = type, .usage = usage, .algorithm = algorithm};
    psa_key_id_t id;
    uint8_t *material;

    assert_int_equal(crypto_key_prepare(ALICE, &attributes, size, &material), PSA_SUCCESS);
    memcpy(material, bytes, size);
    assert_int_equal(crypto_key_commit(&id), PSA_SUCCESS);
    return id;
}

/* An operation that has ended leaves nothing in its memory. */
static void assert_over(const struct crypto_operation *operation)
{
    static const struct crypto_hmac nothing;

    assert_int_equal(operation->family, CRYPTO_FREE);
    assert_memory_equal(&operation->state, &nothing, sizeof(struct crypto_hash));
}

#define ASSERT_ENDS(call, status)           \
    do {                                    \
        assert_int_equal((call), (status)); \
        assert_over(&op);                   \
    } while (0)

/* ---- Slots -----------------------------------------------------------------------------------*/

static void there_are_so_many_slots_and_an_end_frees_one(void **state)
{
    struct crypto_operation *operations[SLOTS], *extra;
    uint32_t handles[SLOTS], handle = 1;
    uint8_t digest[32];
    size_t size;

    (void)state;
    for (int i = 0; i < SLOTS; i++) {
        assert_int_equal(crypto_operation_open(ALICE, CRYPTO_HASH, &operations[i], &handles[i]),
                         PSA_SUCCESS);
        assert_int_not_equal(handles[i], 0);
        assert_int_equal(crypto_hash_begin(operations[i], SHA256), PSA_SUCCESS);
    }
    assert_int_equal(crypto_operation_open(ALICE, CRYPTO_HASH, &extra, &handle),
                     PSA_ERROR_INSUFFICIENT_MEMORY);
    assert_int_equal(handle, 0);
    assert_int_equal(crypto_hash_finish(operations[1], digest, 32, &size), PSA_SUCCESS);
    assert_int_equal(crypto_operation_open(BOB, CRYPTO_HASH, &extra, &handle), PSA_SUCCESS);
    assert_ptr_equal(extra, operations[1]);
    assert_int_not_equal(handle, handles[1]);
    /* The old handle is stale, whoever has the slot. */
    assert_int_equal(crypto_operation_find(ALICE, handles[1], CRYPTO_HASH, &extra),
                     PSA_ERROR_BAD_STATE);
    assert_null(extra);
    assert_int_equal(crypto_operation_find(BOB, handles[1], CRYPTO_HASH, &extra),
                     PSA_ERROR_BAD_STATE);
    crypto_operation_abort_all(BOB);
    assert_int_equal(crypto_operation_find(BOB, handle, CRYPTO_HASH, &extra), PSA_ERROR_BAD_STATE);
    for (int i = 0; i < SLOTS; i++)
        assert_int_equal(crypto_operation_find(ALICE, handles[i], CRYPTO_HASH, &extra),
                         i == 1 ? PSA_ERROR_BAD_STATE : PSA_SUCCESS);
    crypto_operation_abort_all(ALICE);
}

static void a_handle_is_its_owners_and_its_familys(void **state)
{
    struct crypto_operation *operation, *found;
    uint32_t handle;

    (void)state;
    assert_int_equal(crypto_operation_open(ALICE, CRYPTO_HASH, &operation, &handle), PSA_SUCCESS);
    assert_int_equal(crypto_hash_begin(operation, SHA256), PSA_SUCCESS);
    assert_int_equal(crypto_operation_find(ALICE, handle, CRYPTO_HASH, &found), PSA_SUCCESS);
    assert_ptr_equal(found, operation);
    assert_int_equal(crypto_operation_find(BOB, handle, CRYPTO_HASH, &found), PSA_ERROR_BAD_STATE);
    assert_int_equal(crypto_operation_find(ALICE, handle, CRYPTO_MAC, &found), PSA_ERROR_BAD_STATE);
    assert_int_equal(crypto_operation_find(ALICE, handle + 1, CRYPTO_HASH, &found),
                     PSA_ERROR_BAD_STATE);
    assert_int_equal(crypto_operation_find(ALICE, 0, CRYPTO_HASH, &found), PSA_ERROR_BAD_STATE);
    crypto_operation_abort(operation);
    crypto_operation_abort(operation);
    assert_over(operation);
}

static void a_begin_that_fails_gives_its_slot_back(void **state)
{
    struct crypto_operation *operation;
    uint32_t handle;

    (void)state;
    for (int i = 0; i < 3 * SLOTS; i++) {
        assert_int_equal(crypto_operation_open(ALICE, CRYPTO_HASH, &operation, &handle),
                         PSA_SUCCESS);
        assert_int_equal(crypto_hash_begin(operation, PSA_ALG_MD5), PSA_ERROR_NOT_SUPPORTED);
        assert_int_equal(crypto_operation_open(ALICE, CRYPTO_MAC, &operation, &handle),
                         PSA_SUCCESS);
        assert_int_equal(crypto_mac_begin(operation, ALICE, 99, HMAC_SHA256, false),
                         PSA_ERROR_INVALID_HANDLE);
        assert_int_equal(crypto_operation_open(ALICE, CRYPTO_AEAD, &operation, &handle),
                         PSA_SUCCESS);
        assert_int_equal(crypto_aead_begin(operation, ALICE, 99, PSA_ALG_CCM, true),
                         PSA_ERROR_INVALID_HANDLE);
        assert_int_equal(crypto_operation_open(ALICE, CRYPTO_CIPHER, &operation, &handle),
                         PSA_SUCCESS);
        assert_int_equal(crypto_cipher_begin(operation, ALICE, 99, PSA_ALG_CTR, true),
                         PSA_ERROR_INVALID_HANDLE);
    }
}

/* ---- Hashes ----------------------------------------------------------------------------------*/

static void digest_of(const void *data, size_t size, uint8_t digest[32])
{
    assert_int_equal(EVP_Digest(data, size, digest, NULL, EVP_sha256(), NULL), 1);
}

static void a_hash_of_pieces_is_that_of_the_whole(void **state)
{
    uint8_t expected[32], digest[32];
    size_t size;

    (void)state;
    for (size_t piece = 1; piece <= 130; piece += 7) {
        digest_of(bytes, sizeof bytes, expected);
        assert_int_equal(crypto_hash_begin(&op, SHA256), PSA_SUCCESS);
        for (size_t done = 0; done < sizeof bytes; done += piece)
            assert_int_equal(
                crypto_hash_update(&op, bytes + done,
                                   piece < sizeof bytes - done ? piece : sizeof bytes - done),
                PSA_SUCCESS);
        assert_int_equal(crypto_hash_finish(&op, digest, sizeof digest, &size), PSA_SUCCESS);
        assert_int_equal(size, 32);
        assert_memory_equal(digest, expected, 32);
        assert_over(&op);
    }
}

static void a_hash_is_begun_with_a_hash(void **state)
{
    uint8_t digest[64];
    size_t size = 1;

    (void)state;
    ASSERT_ENDS(crypto_hash_begin(&op, HMAC_SHA256), PSA_ERROR_INVALID_ARGUMENT);
    ASSERT_ENDS(crypto_hash_begin(&op, PSA_ALG_NONE), PSA_ERROR_INVALID_ARGUMENT);
    ASSERT_ENDS(crypto_hash_begin(&op, PSA_ALG_SHA3_256), PSA_ERROR_NOT_SUPPORTED);
    ASSERT_ENDS(crypto_hash_begin(&op, PSA_ALG_ANY_HASH), PSA_ERROR_NOT_SUPPORTED);
    assert_int_equal(crypto_hash_begin(&op, SHA256), PSA_SUCCESS);
    assert_int_equal(crypto_hash_update(&op, NULL, 0), PSA_SUCCESS);
    ASSERT_ENDS(crypto_hash_finish(&op, digest, 31, &size), PSA_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(size, 0);
    size = 1;
    assert_int_equal(crypto_hash_compute(SHA256, bytes, 3, digest, 31, &size),
                     PSA_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(size, 0);
    assert_int_equal(crypto_hash_compute(PSA_ALG_MD5, bytes, 3, digest, 64, &size),
                     PSA_ERROR_NOT_SUPPORTED);
}

static void a_hash_is_verified_by_all_its_bytes(void **state)
{
    uint8_t digest[33] = {0};

    (void)state;
    for (size_t i = 0; i < 35; i++) {
        size_t size = i == 33 ? 31 : i == 34 ? 33 : 32;

        digest_of(bytes, 10, digest);
        if (i < 32)
            digest[i] ^= 0x80;
        assert_int_equal(crypto_hash_begin(&op, SHA256), PSA_SUCCESS);
        assert_int_equal(crypto_hash_update(&op, bytes, 10), PSA_SUCCESS);
        ASSERT_ENDS(crypto_hash_verify(&op, digest, size),
                    i == 32 ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE);
    }
}

static void a_clone_goes_its_own_way(void **state)
{
    uint8_t expected[32];

    (void)state;
    assert_int_equal(crypto_hash_begin(&op, SHA256), PSA_SUCCESS);
    assert_int_equal(crypto_hash_update(&op, bytes, 70), PSA_SUCCESS);
    assert_int_equal(crypto_hash_clone(&op, &op2), PSA_SUCCESS);
    assert_int_equal(crypto_hash_update(&op, bytes + 70, 100), PSA_SUCCESS);
    digest_of(bytes, 170, expected);
    assert_int_equal(crypto_hash_verify(&op, expected, 32), PSA_SUCCESS);
    digest_of(bytes, 70, expected);
    assert_int_equal(crypto_hash_verify(&op2, expected, 32), PSA_SUCCESS);
}

static bool can_suspend(void)
{
    if (CONFIG_CRYPTO_HASH_SUSPEND && crypto_provider.hash_export != NULL)
        return true;
    print_message("skipped: this provider cannot suspend hashes\n");
    return false;
}

static void a_suspended_hash_has_the_apis_format_and_goes_on(void **state)
{
    static const uint8_t first[] = {0x02, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 70};
    uint8_t suspended[200], expected[32];
    size_t size;

    (void)state;
    if (!can_suspend())
        return;
    for (size_t split = 0; split <= 300; split += 10) {
        assert_int_equal(crypto_hash_begin(&op, SHA256), PSA_SUCCESS);
        assert_int_equal(crypto_hash_update(&op, bytes, split), PSA_SUCCESS);
        assert_int_equal(crypto_hash_suspend(&op, suspended, sizeof suspended, &size), PSA_SUCCESS);
        assert_over(&op);
        assert_int_equal(size, 4 + 8 + 32 + split % 64);
        assert_memory_equal(suspended + 44, bytes + split / 64 * 64, split % 64);
        if (split == 70)
            assert_memory_equal(suspended, first, sizeof first);
        assert_int_equal(crypto_hash_resume(&op, suspended, size), PSA_SUCCESS);
        assert_int_equal(crypto_hash_update(&op, bytes + split, sizeof bytes - split), PSA_SUCCESS);
        digest_of(bytes, sizeof bytes, expected);
        assert_int_equal(crypto_hash_verify(&op, expected, 32), PSA_SUCCESS);
        assert_int_equal(crypto_hash_begin(&op, SHA256), PSA_SUCCESS);
        assert_int_equal(crypto_hash_update(&op, bytes, split), PSA_SUCCESS);
        ASSERT_ENDS(crypto_hash_suspend(&op, suspended, size - 1, &size),
                    PSA_ERROR_BUFFER_TOO_SMALL);
        assert_int_equal(size, 0);
    }
}

static void what_is_no_suspended_hash_is_refused(void **state)
{
    uint8_t wide[4 + 16 + 64];
    uint8_t suspended[64] = {0x02, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 70};

    (void)state;
    if (!can_suspend())
        return;
    for (size_t size = 0; size < sizeof suspended; size++) {
        if (size == 12 + 32 + 70 % 64)
            assert_int_equal(crypto_hash_resume(&op, suspended, size), PSA_SUCCESS);
        else
            ASSERT_ENDS(crypto_hash_resume(&op, suspended, size), PSA_ERROR_INVALID_ARGUMENT);
    }
    suspended[0] = 0x03;
    ASSERT_ENDS(crypto_hash_resume(&op, suspended, 50), PSA_ERROR_INVALID_ARGUMENT);
    suspended[0] = 0x02;
    suspended[3] = 0x11; /* SHA3-256: not defined */
    ASSERT_ENDS(crypto_hash_resume(&op, suspended, 50), PSA_ERROR_NOT_SUPPORTED);
    if (!CONFIG_CRYPTO_SHA512)
        return;
    memset(wide, 0, sizeof wide);
    wide[0] = 0x02;
    wide[3] = 0x0b;
    assert_int_equal(crypto_hash_resume(&op, wide, sizeof wide), PSA_SUCCESS);
    wide[4 + 7] = 1; /* more bytes than 64 bits can count */
    ASSERT_ENDS(crypto_hash_resume(&op, wide, sizeof wide), PSA_ERROR_INVALID_ARGUMENT);
}

/* ---- MACs ------------------------------------------------------------------------------------*/

static void mac_of(size_t key_size, const void *data, size_t size, uint8_t mac[32])
{
    assert_non_null(HMAC(EVP_sha256(), bytes, (int)key_size, data, size, mac, NULL));
}

static void hmac_agrees_with_openssl(void **state)
{
    uint8_t expected[32], mac[32];
    size_t size;

    (void)state;
    for (size_t key_size = 1; key_size <= 200; key_size += 9) {
        psa_key_id_t key = make_key(PSA_KEY_TYPE_HMAC, SIG | VER, HMAC_SHA256, key_size);

        for (size_t length = 0; length <= 200; length += 50) {
            mac_of(key_size, bytes, length, expected);
            assert_int_equal(crypto_mac_begin(&op, ALICE, key, HMAC_SHA256, false), PSA_SUCCESS);
            assert_int_equal(crypto_mac_update(&op, bytes, length / 2), PSA_SUCCESS);
            assert_int_equal(crypto_mac_update(&op, bytes + length / 2, length - length / 2),
                             PSA_SUCCESS);
            assert_int_equal(crypto_mac_finish(&op, mac, sizeof mac, &size), PSA_SUCCESS);
            assert_over(&op);
            assert_int_equal(size, 32);
            assert_memory_equal(mac, expected, 32);
        }
        crypto_key_destroy(ALICE, key);
    }
}

static void a_key_may_go_while_its_operation_stays(void **state)
{
    psa_key_id_t key = make_key(PSA_KEY_TYPE_HMAC, VER, HMAC_SHA256, 20);
    uint8_t expected[32];

    (void)state;
    mac_of(20, bytes, 10, expected);
    assert_int_equal(crypto_mac_begin(&op, ALICE, key, HMAC_SHA256, true), PSA_SUCCESS);
    assert_int_equal(crypto_key_destroy(ALICE, key), PSA_SUCCESS);
    assert_int_equal(crypto_mac_update(&op, bytes, 10), PSA_SUCCESS);
    assert_int_equal(crypto_mac_verify(&op, expected, 32), PSA_SUCCESS);
}

static void a_mac_is_as_long_as_algorithm_and_policy_say(void **state)
{
    const psa_algorithm_t t4 = PSA_ALG_TRUNCATED_MAC(HMAC_SHA256, 4);
    const psa_algorithm_t t32 = PSA_ALG_TRUNCATED_MAC(HMAC_SHA256, 32);
    const psa_algorithm_t least8 = PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(HMAC_SHA256, 8);
    const struct {
        psa_algorithm_t policy, algorithm;
        psa_status_t status;
        size_t size;
    } cases[] = {
        {HMAC_SHA256, HMAC_SHA256, PSA_SUCCESS, 32},
        {HMAC_SHA256, t32, PSA_SUCCESS, 32},
        {t32, HMAC_SHA256, PSA_SUCCESS, 32},
        {HMAC_SHA256, t4, PSA_ERROR_NOT_PERMITTED, 0},
        {t4, t4, PSA_SUCCESS, 4},
        {t4, HMAC_SHA256, PSA_ERROR_NOT_PERMITTED, 0},
        {least8, PSA_ALG_TRUNCATED_MAC(HMAC_SHA256, 8), PSA_SUCCESS, 8},
        {least8, PSA_ALG_TRUNCATED_MAC(HMAC_SHA256, 7), PSA_ERROR_NOT_PERMITTED, 0},
        {least8, HMAC_SHA256, PSA_SUCCESS, 32},
        {least8, least8, PSA_ERROR_INVALID_ARGUMENT, 0},
        {least8, PSA_ALG_HMAC(PSA_ALG_SHA_384), PSA_ERROR_NOT_PERMITTED, 0},
        {PSA_ALG_TRUNCATED_MAC(HMAC_SHA256, 3), PSA_ALG_TRUNCATED_MAC(HMAC_SHA256, 3),
         PSA_ERROR_NOT_SUPPORTED, 0},
        {PSA_ALG_TRUNCATED_MAC(HMAC_SHA256, 33), PSA_ALG_TRUNCATED_MAC(HMAC_SHA256, 33),
         PSA_ERROR_INVALID_ARGUMENT, 0},
        {PSA_ALG_HMAC(PSA_ALG_MD5), PSA_ALG_HMAC(PSA_ALG_MD5), PSA_ERROR_NOT_SUPPORTED, 0},
        {HMAC_SHA256, PSA_ALG_CMAC, PSA_ERROR_NOT_PERMITTED, 0},
        {PSA_ALG_CMAC, PSA_ALG_CMAC, PSA_ERROR_INVALID_ARGUMENT, 0}, /* not of such a key */
        {SHA256, SHA256, PSA_ERROR_INVALID_ARGUMENT, 0},
    };
    uint8_t whole[32], mac[32];
    size_t size;

    (void)state;
    mac_of(20, bytes, 30, whole);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        psa_key_id_t key = make_key(PSA_KEY_TYPE_HMAC, SIG | VER, cases[i].policy, 20);

        if (crypto_mac_begin(&op, ALICE, key, cases[i].algorithm, false) != cases[i].status)
            fail_msg("case %zu", i);
        if (cases[i].status == PSA_SUCCESS) {
            assert_int_equal(crypto_mac_update(&op, bytes, 30), PSA_SUCCESS);
            assert_int_equal(crypto_mac_finish(&op, mac, cases[i].size, &size), PSA_SUCCESS);
            assert_int_equal(size, cases[i].size);
            assert_memory_equal(mac, whole, size);
            assert_int_equal(crypto_mac_begin(&op, ALICE, key, cases[i].algorithm, false),
                             PSA_SUCCESS);
            ASSERT_ENDS(crypto_mac_finish(&op, mac, cases[i].size - 1, &size),
                        PSA_ERROR_BUFFER_TOO_SMALL);
            assert_int_equal(size, 0);
        } else {
            assert_int_equal(op.family, CRYPTO_FREE);
        }
        crypto_key_destroy(ALICE, key);
    }
}

static void a_mac_of_a_block_cipher_is_cmac_or_none(void **state)
{
    static const psa_algorithm_t unknown[] = {PSA_ALG_CBC_MAC,
                                              PSA_ALG_TRUNCATED_MAC(PSA_ALG_CBC_MAC, 4),
                                              PSA_ALG_TRUNCATED_MAC(PSA_ALG_CBC_MAC, 16)};

    (void)state;
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        psa_key_id_t key = make_key(PSA_KEY_TYPE_AES, SIG | VER, unknown[i], 16);

        ASSERT_ENDS(crypto_mac_begin(&op, ALICE, key, unknown[i], false), PSA_ERROR_NOT_SUPPORTED);
        ASSERT_ENDS(crypto_mac_begin(&op, ALICE, key, unknown[i], true), PSA_ERROR_NOT_SUPPORTED);
        crypto_key_destroy(ALICE, key);
    }
}

static void a_mac_is_computed_or_verified_but_not_both(void **state)
{
    psa_key_id_t signer = make_key(PSA_KEY_TYPE_HMAC, SIG, HMAC_SHA256, 20);
    psa_key_id_t verifier = make_key(PSA_KEY_TYPE_HMAC, VER, HMAC_SHA256, 20);
    uint8_t mac[33];
    size_t size = 1;

    (void)state;
    assert_int_equal(crypto_mac_begin(&op, ALICE, signer, HMAC_SHA256, true),
                     PSA_ERROR_NOT_PERMITTED);
    assert_int_equal(crypto_mac_begin(&op, ALICE, verifier, HMAC_SHA256, false),
                     PSA_ERROR_NOT_PERMITTED);
    assert_int_equal(crypto_mac_begin(&op, BOB, signer, HMAC_SHA256, false),
                     PSA_ERROR_INVALID_HANDLE);
    assert_int_equal(crypto_mac_begin(&op, ALICE, signer, HMAC_SHA256, false), PSA_SUCCESS);
    ASSERT_ENDS(crypto_mac_verify(&op, mac, 32), PSA_ERROR_BAD_STATE);
    assert_int_equal(crypto_mac_begin(&op, ALICE, verifier, HMAC_SHA256, true), PSA_SUCCESS);
    ASSERT_ENDS(crypto_mac_finish(&op, mac, 32, &size), PSA_ERROR_BAD_STATE);
    assert_int_equal(size, 0);
    for (size_t i = 0; i < 35; i++) {
        mac_of(20, bytes, 3, mac);
        if (i < 32)
            mac[i] ^= 1;
        assert_int_equal(crypto_mac_begin(&op, ALICE, verifier, HMAC_SHA256, true), PSA_SUCCESS);
        assert_int_equal(crypto_mac_update(&op, bytes, 3), PSA_SUCCESS);
        ASSERT_ENDS(crypto_mac_verify(&op, mac,
                                      i == 33   ? 31
                                      : i == 34 ? 33
                                                : 32),
                    i == 32 ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE);
    }
    crypto_key_destroy(ALICE, signer);
    crypto_key_destroy(ALICE, verifier);
}

static void a_suspended_mac_goes_on_without_its_key(void **state)
{
    static const psa_algorithm_t algorithms[] = {HMAC_SHA256, PSA_ALG_CMAC};
    uint8_t suspended[CRYPTO_MAC_SUSPEND_MAX], expected[32];
    size_t size, mac_size;

    (void)state;
    if (!can_suspend())
        return;
    for (int i = 0; i < 2; i++) {
        psa_algorithm_t algorithm = algorithms[i];
        psa_key_id_t key =
            make_key(i == 0 ? PSA_KEY_TYPE_HMAC : PSA_KEY_TYPE_AES, SIG | VER, algorithm, 32);

        if (i == 1 && (crypto_provider.cmac_begin == NULL || crypto_provider.cmac_abort != NULL)) {
            print_message("skipped: this provider has no CMAC, or holds more of it than a state\n");
            crypto_key_destroy(ALICE, key);
            break;
        }
        assert_int_equal(crypto_mac_begin(&op, ALICE, key, algorithm, false), PSA_SUCCESS);
        assert_int_equal(crypto_mac_update(&op, bytes, 200), PSA_SUCCESS);
        assert_int_equal(crypto_mac_finish(&op, expected, 32, &mac_size), PSA_SUCCESS);
        for (size_t split = 0; split <= 200; split += 25) {
            assert_int_equal(crypto_mac_begin(&op, ALICE, key, algorithm, true), PSA_SUCCESS);
            assert_int_equal(crypto_mac_update(&op, bytes, split), PSA_SUCCESS);
            assert_int_equal(crypto_mac_suspend(&op, suspended, sizeof suspended, &size),
                             PSA_SUCCESS);
            assert_over(&op);
            for (size_t cut = 0; cut < size; cut += 3)
                ASSERT_ENDS(crypto_mac_resume(&op, ALICE, suspended, cut),
                            PSA_ERROR_INVALID_ARGUMENT);
            assert_int_equal(crypto_mac_resume(&op, ALICE, suspended, size), PSA_SUCCESS);
            assert_int_equal(crypto_mac_update(&op, bytes + split, 200 - split), PSA_SUCCESS);
            assert_int_equal(crypto_mac_verify(&op, expected, mac_size), PSA_SUCCESS);
            assert_int_equal(crypto_mac_begin(&op, ALICE, key, algorithm, true), PSA_SUCCESS);
            ASSERT_ENDS(crypto_mac_suspend(&op, suspended, size - 64, &size),
                        PSA_ERROR_BUFFER_TOO_SMALL);
            assert_int_equal(size, 0);
        }
        crypto_key_destroy(ALICE, key);
    }
}

static void what_is_no_suspended_mac_is_refused(void **state)
{
    static const struct {
        size_t offset;
        uint8_t value;
    } cases[] = {
        {0, 0x02}, {3, 0x08}, {4, 0x02},  {5, 0},      {5, 33},
        {6, 0xff}, {7, 45},   {8 + 3, 8}, {8 + 47, 8},
    };
    psa_key_id_t key = make_key(PSA_KEY_TYPE_HMAC, SIG, HMAC_SHA256, 20);
    uint8_t suspended[8 + 44 + 44];
    size_t size;

    (void)state;
    for (size_t i = 0; can_suspend() && i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(crypto_mac_begin(&op, ALICE, key, HMAC_SHA256, false), PSA_SUCCESS);
        assert_int_equal(crypto_mac_suspend(&op, suspended, sizeof suspended, &size), PSA_SUCCESS);
        assert_int_equal(size, sizeof suspended);
        suspended[cases[i].offset] = cases[i].value;
        if (crypto_mac_resume(&op, ALICE, suspended, size) != PSA_ERROR_INVALID_ARGUMENT)
            fail_msg("case %zu", i);
        assert_over(&op);
    }
    crypto_key_destroy(ALICE, key);
}

/* ---- Ciphers ---------------------------------------------------------------------------------*/

static void a_cipher_has_its_iv_before_its_input(void **state)
{
    psa_key_id_t key = make_key(PSA_KEY_TYPE_AES, ENC | DEC, PSA_ALG_CTR, 16);
    psa_key_id_t ecb = make_key(PSA_KEY_TYPE_AES, ENC, PSA_ALG_ECB_NO_PADDING, 16);
    uint8_t iv[16], output[64], again[64];
    size_t size = 1;

    (void)state;
    ASSERT_ENDS(crypto_cipher_begin(&op, ALICE, key, PSA_ALG_CCM, true),
                PSA_ERROR_INVALID_ARGUMENT);
    ASSERT_ENDS(crypto_cipher_begin(&op, ALICE, key, PSA_ALG_OFB, true), PSA_ERROR_NOT_PERMITTED);
    ASSERT_ENDS(crypto_cipher_begin(&op, ALICE, ecb, PSA_ALG_ECB_NO_PADDING, false),
                PSA_ERROR_NOT_PERMITTED);
    if (crypto_provider.cipher_begin == NULL) {
        print_message("skipped: this provider has no ciphers\n");
        assert_int_equal(crypto_cipher_begin(&op, ALICE, key, PSA_ALG_CTR, true),
                         PSA_ERROR_NOT_SUPPORTED);
        return;
    }
#define BEGIN(encrypt) \
    assert_int_equal(crypto_cipher_begin(&op, ALICE, key, PSA_ALG_CTR, encrypt), PSA_SUCCESS)
    BEGIN(true);
    ASSERT_ENDS(crypto_cipher_update(&op, bytes, 16, output, 64, &size), PSA_ERROR_BAD_STATE);
    assert_int_equal(size, 0);
    BEGIN(true);
    ASSERT_ENDS(crypto_cipher_finish(&op, output, 64, &size), PSA_ERROR_BAD_STATE);
    BEGIN(true);
    ASSERT_ENDS(crypto_cipher_set_iv(&op, bytes, 15), PSA_ERROR_INVALID_ARGUMENT);
    BEGIN(true);
    ASSERT_ENDS(crypto_cipher_generate_iv(&op, iv, 15, &size), PSA_ERROR_BUFFER_TOO_SMALL);
    BEGIN(false);
    ASSERT_ENDS(crypto_cipher_generate_iv(&op, iv, 16, &size), PSA_ERROR_BAD_STATE);
    BEGIN(true);
    assert_int_equal(crypto_cipher_set_iv(&op, bytes, 16), PSA_SUCCESS);
    ASSERT_ENDS(crypto_cipher_set_iv(&op, bytes, 16), PSA_ERROR_BAD_STATE);
    BEGIN(true);
    assert_int_equal(crypto_cipher_generate_iv(&op, iv, 16, &size), PSA_SUCCESS);
    assert_int_equal(size, 16);
    assert_int_equal(crypto_cipher_update(&op, bytes, 50, output, 64, &size), PSA_SUCCESS);
    assert_int_equal(size, 50);
    assert_int_equal(crypto_cipher_finish(&op, output, 0, &size), PSA_SUCCESS);
    assert_int_equal(size, 0);
    assert_over(&op);
    BEGIN(false);
    assert_int_equal(crypto_cipher_set_iv(&op, iv, 16), PSA_SUCCESS);
    assert_int_equal(crypto_cipher_update(&op, output, 50, again, 64, &size), PSA_SUCCESS);
    assert_memory_equal(again, bytes, 50);
    ASSERT_ENDS(crypto_cipher_update(&op, output, 50, again, 49, &size),
                PSA_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(crypto_cipher_begin(&op, ALICE, ecb, PSA_ALG_ECB_NO_PADDING, true),
                     PSA_SUCCESS);
    ASSERT_ENDS(crypto_cipher_set_iv(&op, iv, 16), PSA_ERROR_BAD_STATE);
    assert_int_equal(crypto_cipher_begin(&op, ALICE, ecb, PSA_ALG_ECB_NO_PADDING, true),
                     PSA_SUCCESS);
    ASSERT_ENDS(crypto_cipher_generate_iv(&op, iv, 16, &size), PSA_ERROR_BAD_STATE);
    crypto_key_destroy(ALICE, key);
    crypto_key_destroy(ALICE, ecb);
}

/* ---- AEAD ------------------------------------------------------------------------------------*/

static psa_key_id_t ccm_key;

static void begin_ccm(bool encrypt, size_t ad_size, size_t data_size)
{
    assert_int_equal(crypto_aead_begin(&op, ALICE, ccm_key, PSA_ALG_CCM, encrypt), PSA_SUCCESS);
    assert_int_equal(crypto_aead_set_lengths(&op, ad_size, data_size), PSA_SUCCESS);
    assert_int_equal(crypto_aead_set_nonce(&op, bytes, 12), PSA_SUCCESS);
}

static void an_aead_has_lengths_nonce_additional_data_and_data_in_this_order(void **state)
{
    uint8_t nonce[13], tag[16], data[64] = {0};
    size_t size = 1;

    (void)state;
    ccm_key = make_key(PSA_KEY_TYPE_AES, ENC | DEC, PSA_ALG_CCM, 16);
#define CCM(encrypt) \
    assert_int_equal(crypto_aead_begin(&op, ALICE, ccm_key, PSA_ALG_CCM, encrypt), PSA_SUCCESS)
    ASSERT_ENDS(crypto_aead_begin(&op, ALICE, ccm_key, PSA_ALG_CTR, true),
                PSA_ERROR_INVALID_ARGUMENT);
    ASSERT_ENDS(crypto_aead_begin(&op, ALICE, ccm_key, PSA_ALG_GCM, true), PSA_ERROR_NOT_PERMITTED);
    CCM(true);
    ASSERT_ENDS(crypto_aead_set_nonce(&op, bytes, 12), PSA_ERROR_BAD_STATE);
    CCM(true);
    assert_int_equal(crypto_aead_set_lengths(&op, 1, 1), PSA_SUCCESS);
    ASSERT_ENDS(crypto_aead_set_lengths(&op, 1, 1), PSA_ERROR_BAD_STATE);
    CCM(true);
    assert_int_equal(crypto_aead_set_lengths(&op, 1, 1), PSA_SUCCESS);
    ASSERT_ENDS(crypto_aead_set_nonce(&op, bytes, 6), PSA_ERROR_INVALID_ARGUMENT);
    CCM(true);
    assert_int_equal(crypto_aead_set_lengths(&op, 1, 65536), PSA_SUCCESS);
    ASSERT_ENDS(crypto_aead_set_nonce(&op, bytes, 13), PSA_ERROR_INVALID_ARGUMENT);
    CCM(true);
    ASSERT_ENDS(crypto_aead_update_ad(&op, bytes, 1), PSA_ERROR_BAD_STATE);
    CCM(true);
    ASSERT_ENDS(crypto_aead_update(&op, bytes, data, 1), PSA_ERROR_BAD_STATE);
    CCM(true);
    ASSERT_ENDS(crypto_aead_finish(&op, tag, 16, &size), PSA_ERROR_BAD_STATE);
    assert_int_equal(size, 0);
    begin_ccm(true, 0, 0);
    ASSERT_ENDS(crypto_aead_set_nonce(&op, bytes, 12), PSA_ERROR_BAD_STATE);
    begin_ccm(true, 0, 0);
    ASSERT_ENDS(crypto_aead_set_lengths(&op, 0, 0), PSA_ERROR_BAD_STATE);
    CCM(false);
    ASSERT_ENDS(crypto_aead_generate_nonce(&op, nonce, 13, &size), PSA_ERROR_BAD_STATE);
    CCM(true);
    ASSERT_ENDS(crypto_aead_generate_nonce(&op, nonce, 13, &size), PSA_ERROR_BAD_STATE);
    CCM(true);
    assert_int_equal(crypto_aead_set_lengths(&op, 0, 0), PSA_SUCCESS);
    ASSERT_ENDS(crypto_aead_generate_nonce(&op, nonce, 12, &size), PSA_ERROR_BUFFER_TOO_SMALL);
    CCM(true);
    assert_int_equal(crypto_aead_set_lengths(&op, 0, 0), PSA_SUCCESS);
    assert_int_equal(crypto_aead_generate_nonce(&op, nonce, 13, &size), PSA_SUCCESS);
    assert_int_equal(size, 13);
    assert_int_equal(crypto_aead_finish(&op, tag, 16, &size), PSA_SUCCESS);
    assert_int_equal(size, 16);
    begin_ccm(true, 5, 5);
    assert_int_equal(crypto_aead_update_ad(&op, bytes, 5), PSA_SUCCESS);
    assert_int_equal(crypto_aead_update(&op, bytes, data, 1), PSA_SUCCESS);
    ASSERT_ENDS(crypto_aead_update_ad(&op, bytes, 0), PSA_ERROR_BAD_STATE);
}

static void a_long_message_of_ccm_draws_a_shorter_nonce(void **state)
{
    static const struct {
        size_t data_size, nonce_size;
    } lengths[] = {{0xffff, 13}, {0x10000, 12}, {0xffffff, 12}, {0x1000000, 11}};
    uint8_t nonce[13];
    size_t size;

    (void)state;
    ccm_key = make_key(PSA_KEY_TYPE_AES, ENC | DEC, PSA_ALG_CCM, 16);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        CCM(true);
        assert_int_equal(crypto_aead_set_lengths(&op, 0, lengths[i].data_size), PSA_SUCCESS);
        assert_int_equal(crypto_aead_generate_nonce(&op, nonce, sizeof nonce, &size), PSA_SUCCESS);
        assert_int_equal(size, lengths[i].nonce_size);
        crypto_operation_abort(&op);
    }
}

static void pieces_of_an_aead_add_up_to_what_was_announced(void **state)
{
    uint8_t tag[17], data[64] = {0};
    size_t size = 1;

    (void)state;
    begin_ccm(true, 20, 30);
    ASSERT_ENDS(crypto_aead_update_ad(&op, bytes, 21), PSA_ERROR_INVALID_ARGUMENT);
    begin_ccm(true, 20, 30);
    assert_int_equal(crypto_aead_update_ad(&op, bytes, 19), PSA_SUCCESS);
    ASSERT_ENDS(crypto_aead_update(&op, bytes, data, 1), PSA_ERROR_INVALID_ARGUMENT);
    begin_ccm(true, 20, 30);
    assert_int_equal(crypto_aead_update_ad(&op, bytes, 20), PSA_SUCCESS);
    ASSERT_ENDS(crypto_aead_update(&op, bytes, data, 31), PSA_ERROR_INVALID_ARGUMENT);
    begin_ccm(true, 20, 30);
    assert_int_equal(crypto_aead_update_ad(&op, bytes, 20), PSA_SUCCESS);
    assert_int_equal(crypto_aead_update(&op, bytes, data, 29), PSA_SUCCESS);
    ASSERT_ENDS(crypto_aead_finish(&op, tag, 16, &size), PSA_ERROR_INVALID_ARGUMENT);
    begin_ccm(true, 1, 0);
    ASSERT_ENDS(crypto_aead_finish(&op, tag, 16, &size), PSA_ERROR_INVALID_ARGUMENT);
    begin_ccm(true, 0, 30);
    assert_int_equal(crypto_aead_update(&op, bytes, data, 30), PSA_SUCCESS);
    ASSERT_ENDS(crypto_aead_finish(&op, tag, 15, &size), PSA_ERROR_BUFFER_TOO_SMALL);
    begin_ccm(true, 0, 30);
    assert_int_equal(crypto_aead_update(&op, bytes, data, 30), PSA_SUCCESS);
    ASSERT_ENDS(crypto_aead_verify(&op, tag, 16), PSA_ERROR_BAD_STATE);
    begin_ccm(true, 0, 30);
    assert_int_equal(crypto_aead_update(&op, bytes, data, 30), PSA_SUCCESS);
    assert_int_equal(crypto_aead_finish(&op, tag, 16, &size), PSA_SUCCESS);
    begin_ccm(false, 0, 30);
    ASSERT_ENDS(crypto_aead_finish(&op, tag, 16, &size), PSA_ERROR_BAD_STATE);
    for (size_t i = 0; i < 19; i++) {
        uint8_t again[30], wrong[17] = {0};

        memcpy(wrong, tag, 16);
        if (i < 16)
            wrong[i] ^= 4;
        begin_ccm(false, 0, 30);
        assert_int_equal(crypto_aead_update(&op, data, again, 30), PSA_SUCCESS);
        assert_memory_equal(again, bytes, 30);
        ASSERT_ENDS(crypto_aead_verify(&op, wrong,
                                       i == 17   ? 15
                                       : i == 18 ? 17
                                                 : 16),
                    i == 16 ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE);
    }
    crypto_key_destroy(ALICE, ccm_key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_are_so_many_slots_and_an_end_frees_one),
        cmocka_unit_test(a_handle_is_its_owners_and_its_familys),
        cmocka_unit_test(a_begin_that_fails_gives_its_slot_back),
        cmocka_unit_test(a_hash_of_pieces_is_that_of_the_whole),
        cmocka_unit_test(a_hash_is_begun_with_a_hash),
        cmocka_unit_test(a_hash_is_verified_by_all_its_bytes),
        cmocka_unit_test(a_clone_goes_its_own_way),
        cmocka_unit_test(a_suspended_hash_has_the_apis_format_and_goes_on),
        cmocka_unit_test(what_is_no_suspended_hash_is_refused),
        cmocka_unit_test(hmac_agrees_with_openssl),
        cmocka_unit_test(a_key_may_go_while_its_operation_stays),
        cmocka_unit_test(a_mac_is_as_long_as_algorithm_and_policy_say),
        cmocka_unit_test(a_mac_of_a_block_cipher_is_cmac_or_none),
        cmocka_unit_test(a_mac_is_computed_or_verified_but_not_both),
        cmocka_unit_test(a_suspended_mac_goes_on_without_its_key),
        cmocka_unit_test(what_is_no_suspended_mac_is_refused),
        cmocka_unit_test(a_cipher_has_its_iv_before_its_input),
        cmocka_unit_test(an_aead_has_lengths_nonce_additional_data_and_data_in_this_order),
        cmocka_unit_test(a_long_message_of_ccm_draws_a_shorter_nonce),
        cmocka_unit_test(pieces_of_an_aead_add_up_to_what_was_announced),
    };

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(i * 11 + 5);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
