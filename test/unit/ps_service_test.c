/* SPDX-License-Identifier: Apache-2.0 */
/* Protected storage from the client's function to the flash and back: the specification's rules. */
#include "test/unit/ps_fake.h"

/* Runs first: what failed is tried again, and what is ready stays so. */
static void without_key_or_area_nothing_works(void **state)
{
    (void)state;
    memset(internal.bytes, 0xff, AREA_SIZE);
    memset(protected.bytes, 0xff, AREA_SIZE);
    memset(protected.bytes + 100, 0, 100);
    manager.client_id = -1;
    manager.lifecycle = PSA_LIFECYCLE_SECURED;
    has_key = false;

    assert_int_equal(psa_ps_set(1, 1, "x", 0), PSA_ERROR_STORAGE_FAILURE);
    has_key = true;
    assert_int_equal(psa_ps_set(1, 1, "x", 0), PSA_ERROR_STORAGE_FAILURE);
    assert_int_equal(psa_ps_remove(1), PSA_ERROR_STORAGE_FAILURE);
    memset(protected.bytes, 0xff, AREA_SIZE);
    assert_int_equal(psa_ps_set(1, 1, "x", 0), PSA_SUCCESS);
    assert_asset(1, "x", 1);
}

static void an_asset_is_set_read_described_and_removed(void **state)
{
    size_t length;

    (void)state;
    assert_int_equal(psa_ps_set(5, 5, "value", PSA_STORAGE_FLAG_NO_CONFIDENTIALITY), PSA_SUCCESS);
    assert_asset(5, "value", 5);
    assert_info(5, 5, 5, PSA_STORAGE_FLAG_NO_CONFIDENTIALITY);
    assert_int_equal(psa_ps_set(5, 2, "no", NOREPLAY), PSA_SUCCESS);
    assert_info(5, 2, 2, NOREPLAY);
    assert_asset(5, "no", 2);
    assert_int_equal(psa_ps_remove(5), PSA_SUCCESS);
    assert_int_equal(psa_ps_remove(5), PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(psa_ps_get(5, 0, 0, NULL, &length), PSA_ERROR_DOES_NOT_EXIST);
    assert_error(5, PSA_ERROR_DOES_NOT_EXIST);
}

static void uid_0_is_refused_everywhere(void **state)
{
    struct psa_storage_info_t info;
    char data[1];
    size_t length;

    (void)state;
    assert_int_equal(psa_ps_set(0, 1, "x", 0), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_get(0, 0, 1, data, &length), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_get_info(0, &info), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_remove(0), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_create(0, 1, 0), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_set_extended(0, 0, 1, "x"), PSA_ERROR_INVALID_ARGUMENT);
}

static void flags_that_are_not_known_are_not_supported(void **state)
{
    (void)state;
    for (unsigned bit = 31; bit > 2; bit--) {
        assert_int_equal(psa_ps_set(1, 1, "x", (psa_storage_create_flags_t)1 << bit),
                         PSA_ERROR_NOT_SUPPORTED);
        assert_int_equal(psa_ps_create(1, 1, (psa_storage_create_flags_t)1 << bit),
                         PSA_ERROR_NOT_SUPPORTED);
    }
    assert_error(1, PSA_ERROR_DOES_NOT_EXIST);
    for (psa_storage_create_flags_t flags = 0; flags < 8; flags++) {
        assert_int_equal(psa_ps_set(10 + flags, 1, "x", flags), PSA_SUCCESS);
        assert_info(10 + flags, 1, 1, flags);
        assert_asset(10 + flags, "x", 1);
        assert_int_equal(psa_ps_create(20 + flags, 1, flags),
                         (flags & WRITEONCE) != 0 ? PSA_ERROR_NOT_SUPPORTED : PSA_SUCCESS);
    }
}

static void get_keeps_to_the_rules_of_offset_and_size(void **state)
{
    static uint8_t value[200];
    uint8_t data[200];
    size_t length = 99;

    (void)state;
    for (unsigned i = 0; i < sizeof(value); i++)
        value[i] = (uint8_t)i;
    /* A value that is read in one piece, and one that is not. */
    for (size_t size = 5; size <= sizeof(value); size += 195) {
        assert_int_equal(psa_ps_set(1, size, value, 0), PSA_SUCCESS);
        length = 99;
        assert_int_equal(psa_ps_get(1, size + 1, 0, data, &length), PSA_ERROR_INVALID_ARGUMENT);
        assert_int_equal(psa_ps_get(1, size + 1, 4, data, &length), PSA_ERROR_INVALID_ARGUMENT);
        assert_int_equal(psa_ps_get(1, SIZE_MAX, 4, data, &length), PSA_ERROR_INVALID_ARGUMENT);
        assert_int_equal(psa_ps_get(1, (size_t)UINT32_MAX + 2, 4, data, &length),
                         sizeof(size_t) > 4 ? PSA_ERROR_INVALID_ARGUMENT : PSA_SUCCESS);
        assert_int_equal(length, 99);
        assert_int_equal(psa_ps_get(1, size, 10, data, &length), PSA_SUCCESS);
        assert_int_equal(length, 0);
        assert_int_equal(psa_ps_get(1, 2, 0, NULL, &length), PSA_SUCCESS);
        assert_int_equal(length, 0);
        for (size_t offset = 0; offset <= size; offset++) {
            for (size_t wanted = 0; wanted < sizeof(data); wanted += 1 + wanted / 8) {
                size_t expected = wanted < size - offset ? wanted : size - offset;

                memset(data, 0xee, sizeof(data));
                assert_int_equal(psa_ps_get(1, offset, wanted, data, &length), PSA_SUCCESS);
                assert_int_equal(length, expected);
                assert_memory_equal(data, value + offset, expected);
                assert_int_equal(data[expected], 0xee);
            }
        }
    }
}

static void null_is_allowed_only_where_there_is_nothing(void **state)
{
    size_t length;
    char data[1];

    (void)state;
    assert_int_equal(psa_ps_set(1, 0, NULL, 0), PSA_SUCCESS);
    assert_info(1, 0, 0, 0);
    assert_int_equal(psa_ps_get(1, 0, 1, data, &length), PSA_SUCCESS);
    assert_int_equal(length, 0);
    assert_int_equal(psa_ps_set_extended(1, 0, 0, NULL), PSA_SUCCESS);
    assert_int_equal(psa_ps_set(1, 1, NULL, 0), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_get(1, 0, 1, NULL, &length), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_get(1, 0, 0, NULL, NULL), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_get_info(1, NULL), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_set_extended(1, 0, 1, NULL), PSA_ERROR_INVALID_ARGUMENT);
}

static void owners_never_meet(void **state)
{
    (void)state;
    assert_int_equal(psa_ps_set(1, 3, "one", WRITEONCE), PSA_SUCCESS);
    manager.client_id = 3;
    assert_error(1, PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(psa_ps_remove(1), PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(psa_ps_set(1, 3, "two", 0), PSA_SUCCESS);
    assert_int_equal(psa_ps_remove(1), PSA_SUCCESS);
    manager.client_id = -1;
    assert_asset(1, "one", 3);
}

static void write_once_holds_in_every_state_but_provisioning(void **state)
{
    static const uint32_t states[] = {
        PSA_LIFECYCLE_UNKNOWN,           PSA_LIFECYCLE_ASSEMBLY_AND_TEST,
        PSA_LIFECYCLE_SECURED,           PSA_LIFECYCLE_SECURED | 0x20,
        PSA_LIFECYCLE_NON_PSA_ROT_DEBUG, PSA_LIFECYCLE_RECOVERABLE_PSA_ROT_DEBUG,
        PSA_LIFECYCLE_DECOMMISSIONED};

    (void)state;
    for (psa_storage_uid_t uid = 1; uid <= 2; uid++) {
        psa_storage_create_flags_t flags = uid == 1 ? WRITEONCE : WRITEONCE | NOREPLAY;

        manager.lifecycle = PSA_LIFECYCLE_SECURED;
        assert_int_equal(psa_ps_set(uid, 4, "once", flags), PSA_SUCCESS);
        for (unsigned i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
            manager.lifecycle = states[i];
            assert_int_equal(psa_ps_set(uid, 5, "again", 0), PSA_ERROR_NOT_PERMITTED);
            assert_int_equal(psa_ps_set(uid, 4, "once", flags), PSA_ERROR_NOT_PERMITTED);
            assert_int_equal(psa_ps_set_extended(uid, 0, 1, "x"), PSA_ERROR_NOT_PERMITTED);
            assert_int_equal(psa_ps_create(uid, 1, 0), PSA_ERROR_ALREADY_EXISTS);
            assert_int_equal(psa_ps_remove(uid), PSA_ERROR_NOT_PERMITTED);
            assert_asset(uid, "once", 4);
        }
        manager.lifecycle = PSA_LIFECYCLE_PSA_ROT_PROVISIONING | 0x15;
        assert_int_equal(psa_ps_set_extended(uid, 0, 1, "O"), PSA_SUCCESS);
        assert_asset(uid, "Once", 4);
        assert_int_equal(psa_ps_set(uid, 5, "again", flags), PSA_SUCCESS);
        assert_int_equal(psa_ps_remove(uid), PSA_SUCCESS);
    }
}

/* ---- create and set_extended ---------------------------------------------------------------- */

static void what_was_created_is_empty_and_can_be_filled(void **state)
{
    (void)state;
    assert_int_equal(psa_ps_get_support(), PSA_STORAGE_SUPPORT_SET_EXTENDED);
    assert_int_equal(psa_ps_create(1, 8, 0), PSA_SUCCESS);
    assert_info(1, 8, 0, 0);
    assert_asset(1, "", 0);
    assert_int_equal(psa_ps_set_extended(1, 1, 1, "x"), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_set_extended(1, 1, 0, NULL), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_set_extended(1, 0, 9, "123456789"), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_set_extended(1, 0, UINT32_MAX, "x"), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_set_extended(1, SIZE_MAX, 2, "xx"), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_set_extended(1, 0, 4, "abcd"), PSA_SUCCESS);
    assert_info(1, 8, 4, 0);
    assert_int_equal(psa_ps_set_extended(1, 2, 2, "CD"), PSA_SUCCESS);
    assert_info(1, 8, 4, 0);
    assert_asset(1, "abCD", 4);
    assert_int_equal(psa_ps_set_extended(1, 5, 1, "x"), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_set_extended(1, 3, 6, "xxxxxx"), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_set_extended(1, 3, 5, "defgh"), PSA_SUCCESS);
    assert_info(1, 8, 8, 0);
    assert_asset(1, "abCdefgh", 8);
    assert_int_equal(psa_ps_set_extended(1, 8, 1, "x"), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_set_extended(1, 8, 0, "x"), PSA_SUCCESS);
}

static void create_is_refused_for_what_exists_or_does_not_fit(void **state)
{
    (void)state;
    assert_int_equal(psa_ps_create(1, 10, NOREPLAY), PSA_SUCCESS);
    assert_int_equal(psa_ps_create(1, 10, NOREPLAY), PSA_ERROR_ALREADY_EXISTS);
    assert_int_equal(psa_ps_create(1, 14, 0), PSA_ERROR_ALREADY_EXISTS);
    assert_int_equal(psa_ps_create(1, 14, WRITEONCE), PSA_ERROR_NOT_SUPPORTED);
    assert_int_equal(psa_ps_create(1, UINT32_MAX, 0), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_int_equal(psa_ps_create(2, SIZE_MAX, 0), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_int_equal(psa_ps_create(2, SECTOR_SIZE, 0), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_info(1, 10, 0, NOREPLAY);
    assert_error(2, PSA_ERROR_DOES_NOT_EXIST);
    /* set() replaces the capacity. */
    assert_int_equal(psa_ps_set(1, 8, "12345678", 0), PSA_SUCCESS);
    assert_info(1, 8, 8, 0);
    assert_int_equal(psa_ps_set_extended(1, 0, 10, "1234567890"), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_ps_create(1, 8, 0), PSA_ERROR_ALREADY_EXISTS);
    assert_int_equal(psa_ps_create(3, 0, 0), PSA_SUCCESS);
    assert_info(3, 0, 0, 0);
}

/* Against a plain array, for values of one piece and of many, with every flag. */
static void set_extended_merges_as_an_array_would(void **state)
{
    static const size_t capacities[] = {1, 15, 52, 53, 64, 65, 128, 300};
    static uint8_t model[300];
    static uint8_t data[300];
    uint32_t random = 1;

    (void)state;
    for (unsigned i = 0; i < sizeof(capacities) / sizeof(capacities[0]); i++) {
        size_t capacity = capacities[i];
        size_t size = 0;

        memset(model, 0, sizeof(model));
        assert_int_equal(psa_ps_create(1, capacity, i % 2 != 0 ? NOREPLAY : 0), PSA_SUCCESS);
        for (unsigned step = 0; step < 60; step++) {
            size_t offset = (random = random * 1103515245u + 12345u) / 65536u % (size + 1);
            size_t length =
                (random = random * 1103515245u + 12345u) / 65536u % (capacity - offset + 1);

            for (size_t k = 0; k < length; k++)
                data[k] = model[offset + k] = (uint8_t)(step * 7 + k);
            assert_int_equal(psa_ps_set_extended(1, offset, length, data), PSA_SUCCESS);
            size = offset + length > size ? offset + length : size;
            assert_info(1, capacity, size, i % 2 != 0 ? NOREPLAY : 0);
            assert_asset(1, model, size);
        }
        assert_int_equal(psa_ps_remove(1), PSA_SUCCESS);
    }
}

/* ---- Full ----------------------------------------------------------------------------------- */

static void a_full_store_changes_nothing_and_lets_remove(void **state)
{
    static const uint8_t value[SECTOR_SIZE] = {0};
    psa_storage_uid_t uid = 1;

    (void)state;
    assert_int_equal(psa_ps_set(100, 4, "free", NOREPLAY), PSA_SUCCESS);
    while (psa_ps_set(uid, 40, value, 0) == PSA_SUCCESS)
        uid++;
    assert_true(uid > 5);
    assert_int_equal(psa_ps_set(uid, 40, value, 0), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_int_equal(psa_ps_create(uid, 40, 0), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_error(uid, PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(psa_ps_set(1, SECTOR_SIZE - 200, value, 0), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_int_equal(psa_ps_set(1, SECTOR_SIZE, value, 0), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_asset(1, value, 40);
    assert_asset(100, "free", 4);
    /* What does not need more room goes on. */
    assert_int_equal(psa_ps_set(2, 40, "0123456789012345678901234567890123456789", 0), PSA_SUCCESS);
    assert_int_equal(psa_ps_set_extended(3, 39, 1, "x"), PSA_SUCCESS);
    assert_int_equal(psa_ps_remove(1), PSA_SUCCESS);
    assert_int_equal(psa_ps_set(uid, 40, value, 0), PSA_SUCCESS);
    while (uid > 1)
        assert_int_equal(psa_ps_remove(uid--), PSA_SUCCESS);
}

/* Internal flash without room for the anchor of a new asset. */
static void a_full_internal_store_changes_nothing(void **state)
{
    struct store_id id = {1, -1, STORE_KIND_ITS};
    static const uint8_t filler[64];
    const uint8_t *from = filler;

    (void)state;
    assert_int_equal(psa_ps_set(1, 4, "held", 0), PSA_SUCCESS);
    assert_int_equal(psa_ps_set(2, 4, "free", NOREPLAY), PSA_SUCCESS);
    for (size_t size = sizeof(filler); size > 0; size -= 8)
        for (from = filler;
             store_log_set(store_internal(), &id, 0, bytes_source, &from, size) == PSA_SUCCESS;
             from = filler)
            id.uid++;
    for (from = filler;
         store_log_set(store_internal(), &id, 0, bytes_source, &from, 0) == PSA_SUCCESS;
         from = filler)
        id.uid++;
    assert_int_equal(psa_ps_set(3, 3, "new", 0), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_error(3, PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(psa_ps_set(2, 5, "freer", NOREPLAY), PSA_SUCCESS);
    assert_int_equal(psa_ps_set(1, 5, "still", 0), PSA_SUCCESS);
    assert_asset(1, "still", 5);
    assert_int_equal(psa_ps_remove(1), PSA_SUCCESS);
    assert_int_equal(psa_ps_set(3, 3, "new", 0), PSA_SUCCESS);
    assert_asset(3, "new", 3);
}

static void a_flash_that_fails_is_a_storage_failure(void **state)
{
    (void)state;
    assert_int_equal(psa_ps_set(1, 3, "old", 0), PSA_SUCCESS);
    for (unsigned call = 1; call <= 3; call++) {
        protected.fail_after = call;
        assert_int_equal(psa_ps_set(1, 3, "new", 0), PSA_ERROR_STORAGE_FAILURE);
        assert_asset(1, "old", 3);
    }
    internal.fail_after = 2;
    assert_int_equal(psa_ps_set(1, 3, "new", 0), PSA_ERROR_STORAGE_FAILURE);
    assert_asset(1, "new", 3);
    mount();
    assert_asset(1, "new", 3);
}

static void malformed_requests_are_programmer_errors(void **state)
{
    struct kedge_ps_args args = {1, 0, 0};
    char data[16];
    psa_invec in = {&args, sizeof(args)};
    psa_outvec out = {data, sizeof(struct kedge_ps_info)};

    (void)state;
    assert_int_equal(psa_ps_set(1, 1, "x", 0), PSA_SUCCESS);
    assert_int_equal(psa_call(KEDGE_PS_HANDLE, KEDGE_PS_INFO, &in, 1, &out, 1), PSA_SUCCESS);
    assert_int_equal(psa_call(KEDGE_PS_HANDLE, 0, &in, 1, &out, 1), PSA_ERROR_PROGRAMMER_ERROR);
    assert_int_equal(psa_call(KEDGE_PS_HANDLE, 7, &in, 1, &out, 1), PSA_ERROR_PROGRAMMER_ERROR);
    out.len = sizeof(struct kedge_ps_info) - 1;
    assert_int_equal(psa_call(KEDGE_PS_HANDLE, KEDGE_PS_INFO, &in, 1, &out, 1),
                     PSA_ERROR_PROGRAMMER_ERROR);
    assert_int_equal(psa_call(KEDGE_PS_HANDLE, KEDGE_PS_REMOVE, NULL, 0, NULL, 0),
                     PSA_ERROR_PROGRAMMER_ERROR);
    in.len--;
    assert_int_equal(psa_call(KEDGE_PS_HANDLE, KEDGE_PS_REMOVE, &in, 1, NULL, 0),
                     PSA_ERROR_PROGRAMMER_ERROR);
    in.len += 2;
    assert_int_equal(psa_call(KEDGE_PS_HANDLE, KEDGE_PS_REMOVE, &in, 1, NULL, 0),
                     PSA_ERROR_PROGRAMMER_ERROR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_key_or_area_nothing_works),
        cmocka_unit_test_setup(an_asset_is_set_read_described_and_removed, begin),
        cmocka_unit_test_setup(uid_0_is_refused_everywhere, begin),
        cmocka_unit_test_setup(flags_that_are_not_known_are_not_supported, begin),
        cmocka_unit_test_setup(get_keeps_to_the_rules_of_offset_and_size, begin),
        cmocka_unit_test_setup(null_is_allowed_only_where_there_is_nothing, begin),
        cmocka_unit_test_setup(owners_never_meet, begin),
        cmocka_unit_test_setup(write_once_holds_in_every_state_but_provisioning, begin),
        cmocka_unit_test_setup(what_was_created_is_empty_and_can_be_filled, begin),
        cmocka_unit_test_setup(create_is_refused_for_what_exists_or_does_not_fit, begin),
        cmocka_unit_test_setup(set_extended_merges_as_an_array_would, begin),
        cmocka_unit_test_setup(a_full_store_changes_nothing_and_lets_remove, begin),
        cmocka_unit_test_setup(a_full_internal_store_changes_nothing, begin),
        cmocka_unit_test_setup(a_flash_that_fails_is_a_storage_failure, begin),
        cmocka_unit_test_setup(malformed_requests_are_programmer_errors, begin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
