/* SPDX-License-Identifier: Apache-2.0 */
/* Internal trusted storage from the client's function to the flash and back. The partition
 * manager between them is played by this file, so that the client id and the life cycle are the
 * test's to choose and a service that breaks the manager's rules is noticed. */
#include "kedge/its_call.h"
#include "psa/client.h"
#include "psa/internal_trusted_storage.h"
#include "psa/service.h"
#include "psa_manifest/sid.h"
#include "store/log.h"
#include "test/support/flash_model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define WRITEONCE PSA_STORAGE_FLAG_WRITE_ONCE

psa_status_t kedge_its_sfn(const psa_msg_t *msg);

/* ---- The board ------------------------------------------------------------------------------ */

static psa_status_t flash_read(const struct store_flash *area, uint32_t offset, void *data,
                               size_t size)
{
    (void)area;
    return flash_model.flash.read(&flash_model.flash, offset, data, size);
}

static psa_status_t flash_program(const struct store_flash *area, uint32_t offset, const void *data,
                                  size_t size)
{
    (void)area;
    return flash_model.flash.program(&flash_model.flash, offset, data, size);
}

static psa_status_t flash_erase(const struct store_flash *area, uint32_t offset)
{
    (void)area;
    return flash_model.flash.erase(&flash_model.flash, offset);
}

const struct store_flash store_flash_internal = {
    .read = flash_read,
    .program = flash_program,
    .erase = flash_erase,
    .sector_size = 1024,
    .sector_count = 2,
    .program_unit = 8,
    .erased_value = 0xff,
};

#define SERVICE_FAKE_HANDLE KEDGE_ITS_HANDLE
#define SERVICE_FAKE_SERVE  kedge_its_sfn
#include "test/unit/service_fake.h"

/* ---- The tests ------------------------------------------------------------------------------ */

/* Runs first: the service finds its log once and for all. */
static void a_store_that_cannot_be_mounted_is_a_storage_failure(void **state)
{
    size_t length;
    uint8_t data;

    (void)state;
    flash_model_open(1024, 2, 8, 0xff);
    manager.client_id = -1;
    manager.lifecycle = PSA_LIFECYCLE_SECURED;
    flash_model.image.bytes[1000] = 0;
    assert_int_equal(psa_its_set(1, 1, "x", 0), PSA_ERROR_STORAGE_FAILURE);
    assert_int_equal(psa_its_get(1, 0, 1, &data, &length), PSA_ERROR_STORAGE_FAILURE);
    assert_int_equal(flash_model.image.bytes[1000], 0);
    flash_model.image.bytes[1000] = 0xff;
    assert_int_equal(psa_its_set(1, 1, "x", 0), PSA_SUCCESS);
}

/* An empty store, a secured device, and a non-secure client. */
static int begin(void **state)
{
    (void)state;
    flash_model.unreadable_to = 0;
    manager.client_id = -1;
    manager.lifecycle = PSA_LIFECYCLE_SECURED;
    return store_log_format(store_internal(), &store_flash_internal);
}

static void an_asset_is_set_read_described_and_removed(void **state)
{
    struct psa_storage_info_t info;
    char data[8];
    size_t length;

    (void)state;
    assert_int_equal(psa_its_set(5, 5, "value", PSA_STORAGE_FLAG_NO_CONFIDENTIALITY), PSA_SUCCESS);
    assert_int_equal(psa_its_get(5, 0, sizeof(data), data, &length), PSA_SUCCESS);
    assert_int_equal(length, 5);
    assert_memory_equal(data, "value", 5);
    assert_int_equal(psa_its_get_info(5, &info), PSA_SUCCESS);
    assert_int_equal(info.size, 5);
    assert_int_equal(info.capacity, 5);
    assert_int_equal(info.flags, PSA_STORAGE_FLAG_NO_CONFIDENTIALITY);
    assert_int_equal(psa_its_set(5, 2, "no", PSA_STORAGE_FLAG_NO_REPLAY_PROTECTION), PSA_SUCCESS);
    assert_int_equal(psa_its_get_info(5, &info), PSA_SUCCESS);
    assert_int_equal(info.capacity, 2);
    assert_int_equal(info.flags, PSA_STORAGE_FLAG_NO_REPLAY_PROTECTION);
    assert_int_equal(psa_its_remove(5), PSA_SUCCESS);
    assert_int_equal(psa_its_remove(5), PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(psa_its_get(5, 0, 0, NULL, &length), PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(psa_its_get_info(5, &info), PSA_ERROR_DOES_NOT_EXIST);
}

static void uid_0_is_refused_everywhere(void **state)
{
    struct psa_storage_info_t info;
    char data[1];
    size_t length;

    (void)state;
    assert_int_equal(psa_its_set(0, 1, "x", 0), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_its_get(0, 0, 1, data, &length), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_its_get_info(0, &info), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_its_remove(0), PSA_ERROR_INVALID_ARGUMENT);
}

static void flags_that_are_not_known_are_not_supported(void **state)
{
    (void)state;
    for (unsigned bit = 0; bit < 32; bit++)
        assert_int_equal(psa_its_set(1, 1, "x", (psa_storage_create_flags_t)1 << (31 - bit)),
                         bit < 29 ? PSA_ERROR_NOT_SUPPORTED : PSA_SUCCESS);
}

static void get_keeps_to_the_rules_of_offset_and_size(void **state)
{
    char data[10];
    size_t length = 99;

    (void)state;
    assert_int_equal(psa_its_set(1, 5, "value", 0), PSA_SUCCESS);
    assert_int_equal(psa_its_get(1, 6, 0, data, &length), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_its_get(1, 6, 4, data, &length), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_its_get(1, SIZE_MAX, 4, data, &length), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_its_get(1, (size_t)UINT32_MAX + 2, 4, data, &length),
                     sizeof(size_t) > 4 ? PSA_ERROR_INVALID_ARGUMENT : PSA_SUCCESS);
    assert_int_equal(length, 99);
    assert_int_equal(psa_its_get(1, 5, 10, data, &length), PSA_SUCCESS);
    assert_int_equal(length, 0);
    assert_int_equal(psa_its_get(1, 2, 0, NULL, &length), PSA_SUCCESS);
    assert_int_equal(length, 0);
    memset(data, '-', sizeof(data));
    assert_int_equal(psa_its_get(1, 3, 10, data, &length), PSA_SUCCESS);
    assert_int_equal(length, 2);
    assert_memory_equal(data, "ue--------", 10);
    assert_int_equal(psa_its_get(1, 1, 2, data, &length), PSA_SUCCESS);
    assert_int_equal(length, 2);
    assert_memory_equal(data, "al--------", 10);
}

static void null_is_allowed_only_where_there_is_nothing(void **state)
{
    struct psa_storage_info_t info;
    size_t length;
    char data[1];

    (void)state;
    assert_int_equal(psa_its_set(1, 0, NULL, 0), PSA_SUCCESS);
    assert_int_equal(psa_its_get_info(1, &info), PSA_SUCCESS);
    assert_int_equal(info.size, 0);
    assert_int_equal(psa_its_get(1, 0, 1, data, &length), PSA_SUCCESS);
    assert_int_equal(length, 0);
    assert_int_equal(psa_its_set(1, 1, NULL, 0), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_its_get(1, 0, 1, NULL, &length), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_its_get(1, 0, 0, NULL, NULL), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(psa_its_get_info(1, NULL), PSA_ERROR_INVALID_ARGUMENT);
}

static void owners_never_meet(void **state)
{
    char data[8];
    size_t length;

    (void)state;
    assert_int_equal(psa_its_set(1, 3, "one", WRITEONCE), PSA_SUCCESS);
    manager.client_id = 3;
    assert_int_equal(psa_its_get(1, 0, 8, data, &length), PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(psa_its_remove(1), PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(psa_its_set(1, 3, "two", 0), PSA_SUCCESS);
    assert_int_equal(psa_its_remove(1), PSA_SUCCESS);
    manager.client_id = -1;
    assert_int_equal(psa_its_get(1, 0, 8, data, &length), PSA_SUCCESS);
    assert_memory_equal(data, "one", 3);
}

static void write_once_holds_in_every_state_but_provisioning(void **state)
{
    static const uint32_t states[] = {
        PSA_LIFECYCLE_UNKNOWN,           PSA_LIFECYCLE_ASSEMBLY_AND_TEST,
        PSA_LIFECYCLE_SECURED,           PSA_LIFECYCLE_SECURED | 0x20,
        PSA_LIFECYCLE_NON_PSA_ROT_DEBUG, PSA_LIFECYCLE_RECOVERABLE_PSA_ROT_DEBUG,
        PSA_LIFECYCLE_DECOMMISSIONED};
    char data[8];
    size_t length;

    (void)state;
    assert_int_equal(psa_its_set(1, 4, "once", WRITEONCE), PSA_SUCCESS);
    for (unsigned i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
        manager.lifecycle = states[i];
        assert_int_equal(psa_its_set(1, 5, "again", 0), PSA_ERROR_NOT_PERMITTED);
        assert_int_equal(psa_its_set(1, 4, "once", WRITEONCE), PSA_ERROR_NOT_PERMITTED);
        assert_int_equal(psa_its_remove(1), PSA_ERROR_NOT_PERMITTED);
        assert_int_equal(psa_its_get(1, 0, 8, data, &length), PSA_SUCCESS);
        assert_memory_equal(data, "once", 4);
    }
    manager.lifecycle = PSA_LIFECYCLE_PSA_ROT_PROVISIONING | 0x15;
    assert_int_equal(psa_its_set(1, 5, "again", WRITEONCE), PSA_SUCCESS);
    assert_int_equal(psa_its_remove(1), PSA_SUCCESS);
}

static void a_damaged_asset_fails_and_can_be_replaced_or_removed(void **state)
{
    struct psa_storage_info_t info;
    char data[8];
    size_t length;

    (void)state;
    for (int remove = 0; remove < 2; remove++) {
        assert_int_equal(psa_its_set(2, 4, "once", WRITEONCE * (unsigned)remove), PSA_SUCCESS);
        flash_model.image.bytes[store_internal()->head.tail - 16] ^= 1;
        assert_int_equal(psa_its_get(2, 0, 8, data, &length), PSA_ERROR_STORAGE_FAILURE);
        assert_int_equal(psa_its_get_info(2, &info), PSA_SUCCESS);
        if (remove == 0) {
            assert_int_equal(psa_its_set(2, 5, "again", 0), PSA_SUCCESS);
            assert_int_equal(psa_its_get(2, 0, 8, data, &length), PSA_SUCCESS);
            assert_int_equal(psa_its_remove(2), PSA_SUCCESS);
        } else { /* Damage does not make a write-once asset writable. */
            assert_int_equal(psa_its_set(2, 5, "again", 0), PSA_ERROR_NOT_PERMITTED);
            manager.lifecycle = PSA_LIFECYCLE_PSA_ROT_PROVISIONING;
            assert_int_equal(psa_its_remove(2), PSA_SUCCESS);
        }
        assert_int_equal(psa_its_get(2, 0, 8, data, &length), PSA_ERROR_DOES_NOT_EXIST);
    }
}

static void an_asset_larger_than_the_store_is_refused(void **state)
{
    static uint8_t value[1024];
    static uint8_t data[1024];
    size_t length;

    (void)state;
    memset(value, 0x42, sizeof(value));
    assert_int_equal(psa_its_set(1, 900, value, 0), PSA_SUCCESS);
    assert_int_equal(psa_its_set(1, sizeof(value), data, 0), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_int_equal(psa_its_get(1, 0, sizeof(data), data, &length), PSA_SUCCESS);
    assert_int_equal(length, 900);
    assert_memory_equal(data, value, 900);
}

static void malformed_requests_are_programmer_errors(void **state)
{
    struct kedge_its_args args = {1, 0, 0};
    char data[16];
    psa_invec in = {&args, sizeof(args)};
    psa_outvec out = {data, sizeof(struct kedge_its_info)};

    (void)state;
    assert_int_equal(psa_its_set(1, 1, "x", 0), PSA_SUCCESS);
    assert_int_equal(psa_call(KEDGE_ITS_HANDLE, KEDGE_ITS_INFO, &in, 1, &out, 1), PSA_SUCCESS);
    assert_int_equal(psa_call(KEDGE_ITS_HANDLE, 0, &in, 1, &out, 1), PSA_ERROR_PROGRAMMER_ERROR);
    assert_int_equal(psa_call(KEDGE_ITS_HANDLE, 5, &in, 1, &out, 1), PSA_ERROR_PROGRAMMER_ERROR);
    out.len = sizeof(struct kedge_its_info) - 1;
    assert_int_equal(psa_call(KEDGE_ITS_HANDLE, KEDGE_ITS_INFO, &in, 1, &out, 1),
                     PSA_ERROR_PROGRAMMER_ERROR);
    assert_int_equal(psa_call(KEDGE_ITS_HANDLE, KEDGE_ITS_REMOVE, NULL, 0, NULL, 0),
                     PSA_ERROR_PROGRAMMER_ERROR);
    in.len--;
    assert_int_equal(psa_call(KEDGE_ITS_HANDLE, KEDGE_ITS_REMOVE, &in, 1, NULL, 0),
                     PSA_ERROR_PROGRAMMER_ERROR);
    in.len += 2;
    assert_int_equal(psa_call(KEDGE_ITS_HANDLE, KEDGE_ITS_REMOVE, &in, 1, NULL, 0),
                     PSA_ERROR_PROGRAMMER_ERROR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_store_that_cannot_be_mounted_is_a_storage_failure),
        cmocka_unit_test_setup(an_asset_is_set_read_described_and_removed, begin),
        cmocka_unit_test_setup(uid_0_is_refused_everywhere, begin),
        cmocka_unit_test_setup(flags_that_are_not_known_are_not_supported, begin),
        cmocka_unit_test_setup(get_keeps_to_the_rules_of_offset_and_size, begin),
        cmocka_unit_test_setup(null_is_allowed_only_where_there_is_nothing, begin),
        cmocka_unit_test_setup(owners_never_meet, begin),
        cmocka_unit_test_setup(write_once_holds_in_every_state_but_provisioning, begin),
        cmocka_unit_test_setup(a_damaged_asset_fails_and_can_be_replaced_or_removed, begin),
        cmocka_unit_test_setup(an_asset_larger_than_the_store_is_refused, begin),
        cmocka_unit_test_setup(malformed_requests_are_programmer_errors, begin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
