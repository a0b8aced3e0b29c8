/* SPDX-License-Identifier: Apache-2.0 */
/* What protected storage leaves in the flash, and what somebody achieves who writes the external
 * area. */
#include "lib/bytes.h"
#include "test/unit/ps_fake.h"

#include <openssl/evp.h>

/* ---- What lies in the flash ----------------------------------------------------------------- */

static bool contains(const struct area *area, const void *text, size_t size)
{
    for (size_t i = 0; i + size <= AREA_SIZE; i++)
        if (memcmp(area->bytes + i, text, size) == 0)
            return true;
    return false;
}

static void no_plaintext_lies_in_the_flash(void **state)
{
    static const char secret[] = "a secret that is long enough to be found in flash";

    (void)state;
    assert_int_equal(psa_ps_set(1, sizeof(secret), secret, 0), PSA_SUCCESS);
    assert_int_equal(psa_ps_set(2, sizeof(secret), secret, PSA_STORAGE_FLAG_NO_CONFIDENTIALITY),
                     PSA_SUCCESS);
    for (size_t i = 0; i + 8 <= sizeof(secret); i++) {
        assert_false(contains(&internal, secret + i, 8));
        assert_false(contains(&protected, secret + i, 8));
    }
}

/* The value at `sealed`, opened by the table in doc/formats.md with OpenSSL. */
static void openssl_open(const uint8_t *sealed, uint32_t capacity, const uint8_t ad_end[14],
                         uint8_t *plain)
{
    static const uint8_t key[16] = {0x42, 0x42, 0x42, 0x42, 0x42, 0x42, 0x42, 0x42,
                                    0x42, 0x42, 0x42, 0x42, 0x42, 0x42, 0x42, 0x42};
    const uint8_t *nonce = sealed + capacity;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    uint8_t ad[30];
    int length;

    memcpy(ad, nonce, 12);
    lib_put_le32(ad + 12, capacity);
    memcpy(ad + 16, ad_end, 14);
    assert_int_equal(EVP_DecryptInit_ex(context, EVP_aes_128_ccm(), NULL, NULL, NULL), 1);
    assert_int_equal(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, 8, NULL), 1);
    assert_int_equal(
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, 16, (void *)(uintptr_t)(nonce + 12)),
        1);
    assert_int_equal(EVP_DecryptInit_ex(context, NULL, NULL, key, nonce), 1);
    assert_int_equal(EVP_DecryptUpdate(context, NULL, &length, NULL, (int)capacity), 1);
    assert_int_equal(EVP_DecryptUpdate(context, NULL, &length, ad, sizeof(ad)), 1);
    assert_int_equal(EVP_DecryptUpdate(context, plain, &length, sealed, (int)capacity), 1);
    EVP_CIPHER_CTX_free(context);
}

static void the_format_is_the_documented_one(void **state)
{
    /* uid, owner, kind and flags */
    static const uint8_t ad_end[14] = {8, 7, 6, 5, 4, 3, 2, 1, 0xff, 0xff, 0xff, 0xff, 3, 2};
    uint8_t plain[8] = {1, 1, 1, 1, 1, 1, 1, 1};
    uint32_t lease;

    (void)state;
    assert_int_equal(psa_ps_create(0x0102030405060708, 8, 2), PSA_SUCCESS);
    assert_int_equal(psa_ps_set_extended(0x0102030405060708, 0, 5, "value"), PSA_SUCCESS);
    const struct store_id id = {0x0102030405060708, -1, STORE_KIND_PS};
    struct store_info info;

    assert_int_equal(store_log_info(store_protected(), &id, &info), PSA_SUCCESS);
    assert_int_equal(info.size, 8 + 28);
    assert_int_equal(info.flags, 2);
    const uint8_t *sealed = protected.bytes + info.at;

    openssl_open(sealed, 8, ad_end, plain);
    assert_memory_equal(plain, "value\0\0", 8);
    assert_memory_equal(sealed + 8 + 8, "\x05\x00\x00\x01", 4);
    assert_int_equal(store_counter_ps.read(&store_counter_ps, &lease), PSA_SUCCESS);
    /* The service has been running since the first test, when the lease was 1. */
    assert_int_equal(lib_get_le32(sealed + 8 + 4), 1);
    assert_int_equal(lease, 0);
    /* The anchor. */
    assert_int_equal(store_log_info(store_internal(), &id, &info), PSA_SUCCESS);
    assert_int_equal(info.flags, 2);
    assert_int_equal(info.size, 8);
    assert_memory_equal(internal.bytes + info.at, sealed + 8, 8);
}

static void an_overwrite_programs_little_and_increments_no_counter(void **state)
{
    uint8_t value[32] = {0};
    uint32_t before;
    uint32_t after;
    uint32_t programmed;

    (void)state;
    for (psa_storage_uid_t uid = 1; uid <= 10; uid++)
        assert_int_equal(psa_ps_set(uid, sizeof(value), value, 0), PSA_SUCCESS);
    assert_int_equal(store_counter_ps.read(&store_counter_ps, &before), PSA_SUCCESS);
    internal.programmed = protected.programmed = 0;
    for (unsigned i = 0; i < 1000; i++)
        assert_int_equal(psa_ps_set(1 + i % 10, sizeof(value), value, 0), PSA_SUCCESS);
    assert_int_equal(store_counter_ps.read(&store_counter_ps, &after), PSA_SUCCESS);
    assert_int_equal(before, after);
    programmed = internal.programmed + protected.programmed;
    print_message("%u.%u bytes programmed\n", programmed / 1000, programmed % 1000 / 100);
    assert_true(programmed <= 200 * 1000);
}

/* ---- An attacker ---------------------------------------------------------------------------- */

static void an_older_value_is_refused(void **state)
{
    static uint8_t old[AREA_SIZE];

    (void)state;
    assert_int_equal(psa_ps_set(1, 3, "old", 0), PSA_SUCCESS);
    assert_int_equal(psa_ps_set(2, 4, "free", NOREPLAY), PSA_SUCCESS);
    memcpy(old, protected.bytes, AREA_SIZE);
    assert_int_equal(psa_ps_set(1, 3, "new", 0), PSA_SUCCESS);
    assert_int_equal(psa_ps_set(2, 5, "freer", NOREPLAY), PSA_SUCCESS);
    memcpy(protected.bytes, old, AREA_SIZE);
    mount();
    assert_error(1, PSA_ERROR_INVALID_SIGNATURE);
    assert_error(2, PSA_ERROR_INVALID_SIGNATURE); /* More than was asked for. */
    assert_int_equal(psa_ps_create(1, 3, 0), PSA_ERROR_ALREADY_EXISTS);
    assert_int_equal(psa_ps_set(1, 5, "newer", 0), PSA_SUCCESS);
    assert_asset(1, "newer", 5);
}

static void a_removed_asset_does_not_come_back(void **state)
{
    static uint8_t old[AREA_SIZE];

    (void)state;
    assert_int_equal(psa_ps_set(1, 3, "old", 0), PSA_SUCCESS);
    memcpy(old, protected.bytes, AREA_SIZE);
    assert_int_equal(psa_ps_remove(1), PSA_SUCCESS);
    memcpy(protected.bytes, old, AREA_SIZE);
    mount();
    assert_error(1, PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(psa_ps_remove(1), PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(psa_ps_create(1, 3, 0), PSA_SUCCESS);
    memcpy(protected.bytes, old, AREA_SIZE);
    mount();
    assert_error(1, PSA_ERROR_INVALID_SIGNATURE);
}

static void a_vanished_asset_is_an_error(void **state)
{
    (void)state;
    assert_int_equal(psa_ps_set(1, 3, "old", 0), PSA_SUCCESS);
    assert_int_equal(psa_ps_set(2, 4, "once", WRITEONCE), PSA_SUCCESS);
    assert_int_equal(psa_ps_set(3, 4, "once", WRITEONCE | NOREPLAY), PSA_SUCCESS);
    memset(protected.bytes, 0xff, AREA_SIZE);
    mount();
    assert_error(1, PSA_ERROR_DATA_CORRUPT);
    assert_int_equal(psa_ps_create(1, 3, 0), PSA_ERROR_ALREADY_EXISTS);
    assert_int_equal(psa_ps_remove(1), PSA_SUCCESS);
    assert_error(1, PSA_ERROR_DOES_NOT_EXIST);
    for (psa_storage_uid_t uid = 2; uid <= 3; uid++) {
        assert_int_equal(psa_ps_set(uid, 3, "two", 0), PSA_ERROR_NOT_PERMITTED);
        assert_int_equal(psa_ps_remove(uid), PSA_ERROR_NOT_PERMITTED);
        manager.lifecycle = PSA_LIFECYCLE_PSA_ROT_PROVISIONING;
        assert_int_equal(psa_ps_set(uid, 3, "two", 0), PSA_SUCCESS);
        assert_asset(uid, "two", 3);
        manager.lifecycle = PSA_LIFECYCLE_SECURED;
    }
}

/* A record as an attacker would write it, with every check of the log right. */
static uint8_t forged[256];

static void forge(psa_storage_uid_t uid, int32_t owner, uint8_t flags, size_t size)
{
    const struct store_id id = {uid, owner, STORE_KIND_PS};
    const uint8_t *from = forged;

    assert_int_equal(store_log_set(store_protected(), &id, flags, bytes_source, &from, size),
                     PSA_SUCCESS);
}

static void fetch_value(psa_storage_uid_t uid, size_t *size)
{
    const struct store_id id = {uid, -1, STORE_KIND_PS};

    assert_int_equal(store_log_get(store_protected(), &id, 0, forged, sizeof(forged), size),
                     PSA_SUCCESS);
}

static void every_byte_of_a_value_is_authentic(void **state)
{
    size_t size;

    (void)state;
    for (unsigned asset = 0; asset < 2; asset++) {
        assert_int_equal(psa_ps_set(1, 100 - 80 * asset,
                                    "0123456789abcdefghijklmnopqrstuvwxyz"
                                    "0123456789abcdefghijklmnopqrstuvwxyz"
                                    "0123456789abcdefghijklmnopqrstuvwxyz",
                                    NOREPLAY * asset),
                         PSA_SUCCESS);
        fetch_value(1, &size);
        assert_int_equal(size, 128 - 80 * asset);
        for (size_t i = 0; i < size; i++) {
            forged[i] ^= (uint8_t)(1u << i % 8);
            forge(1, -1, (uint8_t)(NOREPLAY * asset), size);
            assert_error(1, PSA_ERROR_INVALID_SIGNATURE);
            forged[i] ^= (uint8_t)(1u << i % 8);
        }
        for (size_t cut = 0; cut < size; cut++) {
            forge(1, -1, (uint8_t)(NOREPLAY * asset), cut);
            assert_error(1, PSA_ERROR_INVALID_SIGNATURE);
        }
        forge(1, -1, (uint8_t)(NOREPLAY * asset), size + 1);
        assert_error(1, PSA_ERROR_INVALID_SIGNATURE);
        /* Flags and names are, too. */
        forge(1, -1, (uint8_t)(NOREPLAY * asset ^ PSA_STORAGE_FLAG_NO_CONFIDENTIALITY), size);
        assert_error(1, PSA_ERROR_INVALID_SIGNATURE);
        forge(1, -1, (uint8_t)(NOREPLAY * (1 - asset)), size);
        assert_error(1, PSA_ERROR_INVALID_SIGNATURE);
        forge(2, -1, 0, size);
        assert_error(2, PSA_ERROR_DOES_NOT_EXIST);
        manager.client_id = 7;
        forge(1, 7, 0, size);
        assert_error(1, PSA_ERROR_DOES_NOT_EXIST);
        manager.client_id = -1;
        forge(1, -1, (uint8_t)(NOREPLAY * asset), size);
        assert_info(1, size - 28, size - 28, NOREPLAY * asset);
        assert_int_equal(psa_ps_remove(1), PSA_SUCCESS);
    }
}

static void a_corrupt_asset_can_be_set_and_removed(void **state)
{
    (void)state;
    for (psa_storage_create_flags_t flags = 0; flags <= NOREPLAY; flags += NOREPLAY) {
        assert_int_equal(psa_ps_set(1, 1, "x", flags), PSA_SUCCESS);
        forge(1, -1, (uint8_t)flags, 100);
        assert_int_equal(psa_ps_create(1, 1, flags), PSA_ERROR_ALREADY_EXISTS);
        assert_int_equal(psa_ps_set(1, 2, "yy", flags), PSA_SUCCESS);
        assert_asset(1, "yy", 2);
        forge(1, -1, (uint8_t)flags, 100);
        assert_int_equal(psa_ps_remove(1), PSA_SUCCESS);
        assert_error(1, PSA_ERROR_DOES_NOT_EXIST);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(no_plaintext_lies_in_the_flash, begin),
        cmocka_unit_test_setup(the_format_is_the_documented_one, begin),
        cmocka_unit_test_setup(an_overwrite_programs_little_and_increments_no_counter, begin),
        cmocka_unit_test_setup(an_older_value_is_refused, begin),
        cmocka_unit_test_setup(a_removed_asset_does_not_come_back, begin),
        cmocka_unit_test_setup(a_vanished_asset_is_an_error, begin),
        cmocka_unit_test_setup(every_byte_of_a_value_is_authentic, begin),
        cmocka_unit_test_setup(a_corrupt_asset_can_be_set_and_removed, begin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
