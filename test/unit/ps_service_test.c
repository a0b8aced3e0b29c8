/* SPDX-License-Identifier: Apache-2.0 */
/* Protected storage from the client's function to the flash and back: the rules of the
 * specification, and what an attacker who writes the external area achieves. The partition manager
 * is played by this file, so that the client id and the life cycle are the test's to choose. */
#include "kedge/ps_call.h"
#include "port/port.h"
#include "psa/client.h"
#include "psa/protected_storage.h"
#include "psa/service.h"
#include "psa_manifest/sid.h"
#include "store/counter.h"
#include "store/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define MESSAGE   ((psa_handle_t)0x1234)
#define WRITEONCE PSA_STORAGE_FLAG_WRITE_ONCE
#define NOREPLAY  PSA_STORAGE_FLAG_NO_REPLAY_PROTECTION

psa_status_t kedge_ps_sfn(const psa_msg_t *msg);

/* ---- The board ------------------------------------------------------------------------------ */

#define SECTOR_SIZE 4096u
#define AREA_SIZE   (2 * SECTOR_SIZE)

static struct area {
    uint8_t bytes[AREA_SIZE];
    unsigned fail_after; /* calls of program() until one fails; 0: never */
    uint32_t programmed; /* bytes */
} internal, protected;

static psa_status_t area_read(struct area *area, uint32_t offset, void *data, size_t size)
{
    assert_true(offset <= AREA_SIZE && size <= AREA_SIZE - offset);
    memcpy(data, area->bytes + offset, size);
    return PSA_SUCCESS;
}

static psa_status_t area_program(struct area *area, uint32_t offset, const void *data, size_t size)
{
    if (area->fail_after > 0 && --area->fail_after == 0)
        return PSA_ERROR_STORAGE_FAILURE;
    for (size_t i = 0; i < size; i++)
        assert_int_equal(area->bytes[offset + i], 0xff);
    memcpy(area->bytes + offset, data, size);
    area->programmed += (uint32_t)size;
    return PSA_SUCCESS;
}

static psa_status_t area_erase(struct area *area, uint32_t offset)
{
    memset(area->bytes + offset, 0xff, SECTOR_SIZE);
    return PSA_SUCCESS;
}

static psa_status_t internal_read(uint32_t offset, void *data, size_t size)
{
    return area_read(&internal, offset, data, size);
}

static psa_status_t internal_program(uint32_t offset, const void *data, size_t size)
{
    return area_program(&internal, offset, data, size);
}

static psa_status_t internal_erase(uint32_t offset)
{
    return area_erase(&internal, offset);
}

static psa_status_t protected_read(uint32_t offset, void *data, size_t size)
{
    return area_read(&protected, offset, data, size);
}

static psa_status_t protected_program(uint32_t offset, const void *data, size_t size)
{
    return area_program(&protected, offset, data, size);
}

static psa_status_t protected_erase(uint32_t offset)
{
    return area_erase(&protected, offset);
}

const struct store_flash store_flash_internal = {
    internal_read, internal_program, internal_erase, SECTOR_SIZE, 2, 8, 0xff};
const struct store_flash store_flash_protected = {
    protected_read, protected_program, protected_erase, SECTOR_SIZE, 2, 8, 0xff};

static bool has_key;

bool port_derive_key(const char *label, uint8_t *key, size_t size)
{
    assert_string_equal(label, "kedge protected storage");
    memset(key, 0x42, size);
    return has_key;
}

/* ---- The partition manager ------------------------------------------------------------------ */

static struct {
    int32_t client_id;
    uint32_t lifecycle;
    const psa_invec *in;
    psa_outvec *out;
    size_t in_done[PSA_MAX_IOVEC];
    size_t out_done[PSA_MAX_IOVEC];
    size_t out_size[PSA_MAX_IOVEC];
} manager;

psa_status_t psa_call(psa_handle_t handle, int32_t type, const psa_invec *in_vec, size_t in_len,
                      psa_outvec *out_vec, size_t out_len)
{
    psa_msg_t msg = {.type = type, .handle = MESSAGE, .client_id = manager.client_id};

    assert_int_equal(handle, KEDGE_PS_HANDLE);
    assert_true(in_len + out_len <= PSA_MAX_IOVEC);
    memset(manager.in_done, 0, sizeof(manager.in_done));
    memset(manager.out_done, 0, sizeof(manager.out_done));
    memset(manager.out_size, 0, sizeof(manager.out_size));
    manager.in = in_vec;
    manager.out = out_vec;
    for (size_t i = 0; i < in_len; i++)
        msg.in_size[i] = in_vec[i].len;
    for (size_t i = 0; i < out_len; i++)
        msg.out_size[i] = manager.out_size[i] = out_vec[i].len;
    psa_status_t status = kedge_ps_sfn(&msg);

    for (size_t i = 0; i < out_len; i++)
        out_vec[i].len = manager.out_done[i];
    return status;
}

size_t psa_read(psa_handle_t msg_handle, uint32_t invec_idx, void *buffer, size_t num_bytes)
{
    const psa_invec *in = &manager.in[invec_idx];
    size_t left = in->len - manager.in_done[invec_idx];
    size_t size = num_bytes < left ? num_bytes : left;

    assert_int_equal(msg_handle, MESSAGE);
    if (size > 0)
        memcpy(buffer, (const uint8_t *)in->base + manager.in_done[invec_idx], size);
    manager.in_done[invec_idx] += size;
    return size;
}

void psa_write(psa_handle_t msg_handle, uint32_t outvec_idx, const void *buffer, size_t num_bytes)
{
    size_t *done = &manager.out_done[outvec_idx];

    assert_int_equal(msg_handle, MESSAGE);
    assert_true(num_bytes <= manager.out_size[outvec_idx] - *done);
    memcpy((uint8_t *)manager.out[outvec_idx].base + *done, buffer, num_bytes);
    *done += num_bytes;
}

uint32_t psa_rot_lifecycle_state(void)
{
    return manager.lifecycle;
}

/* ---- The tests ------------------------------------------------------------------------------ */

static void mount(void)
{
    assert_int_equal(store_log_mount(store_internal(), &store_flash_internal), PSA_SUCCESS);
    assert_int_equal(store_log_mount(store_protected(), &store_flash_protected), PSA_SUCCESS);
}

/* Blank areas, a secured device, and a non-secure client. */
static int begin(void **state)
{
    (void)state;
    memset(&internal, 0, sizeof(internal));
    memset(&protected, 0, sizeof(protected));
    memset(internal.bytes, 0xff, AREA_SIZE);
    memset(protected.bytes, 0xff, AREA_SIZE);
    has_key = true;
    manager.client_id = -1;
    manager.lifecycle = PSA_LIFECYCLE_SECURED;
    mount();
    return 0;
}

/* The asset has this value, and nothing else can be read from it. */
static void assert_asset(psa_storage_uid_t uid, const void *value, size_t size)
{
    static uint8_t data[AREA_SIZE];
    size_t length = 99;

    memset(data, 0xa5, sizeof(data));
    assert_int_equal(psa_ps_get(uid, 0, sizeof(data), data, &length), PSA_SUCCESS);
    assert_int_equal(length, size);
    assert_memory_equal(data, value, size);
    assert_int_equal(data[size], 0xa5);
}

static void assert_info(psa_storage_uid_t uid, size_t capacity, size_t size, uint32_t flags)
{
    struct psa_storage_info_t info;

    assert_int_equal(psa_ps_get_info(uid, &info), PSA_SUCCESS);
    assert_int_equal(info.capacity, capacity);
    assert_int_equal(info.size, size);
    assert_int_equal(info.flags, flags);
}

/* Every function that tells of the asset says so. */
static void assert_error(psa_storage_uid_t uid, psa_status_t status)
{
    struct psa_storage_info_t info = {1, 2, 3};
    uint8_t data[8] = {0};
    size_t length = 99;

    assert_int_equal(psa_ps_get(uid, 0, sizeof(data), data, &length), status);
    assert_int_equal(length, 99);
    assert_int_equal(data[0], 0);
    assert_int_equal(psa_ps_get_info(uid, &info), status);
    assert_int_equal(info.flags, 3);
    assert_int_equal(psa_ps_set_extended(uid, 0, 1, "x"), status);
}

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

static void the_format_is_the_documented_one(void **state)
{
    /* Made with another implementation of CCM, from the table in doc/formats.md. */
    (void)state;
    assert_int_equal(psa_ps_set(0x0102030405060708, 5, "value", 0), PSA_SUCCESS);
    const uint8_t *record = protected.bytes + 64;
    uint32_t lease;

    assert_int_equal(store_counter_ps.read(&store_counter_ps, &lease), PSA_SUCCESS);
    assert_int_equal(record[3], STORE_KIND_PS);
    assert_int_equal(record[4], 28 + 5);
    assert_memory_equal(record + 24 + 5 + 8, "\x05\x00\x00\x01", 4);
    /* The anchor: the value's nonce, in a record of the same uid and owner. */
    assert_true(contains(&internal, record + 24 + 5, 8));
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
    assert_int_equal(psa_ps_create(1, 3, 0), PSA_ERROR_ALREADY_EXISTS);
    assert_asset(2, "free", 4); /* This was allowed. */
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
    /* Nor does the unprotected one that it once was, while it exists. */
    assert_int_equal(psa_ps_set(2, 4, "free", NOREPLAY), PSA_SUCCESS);
    memcpy(old, protected.bytes, AREA_SIZE);
    assert_int_equal(psa_ps_set(2, 4, "held", 0), PSA_SUCCESS);
    memcpy(protected.bytes, old, AREA_SIZE);
    mount();
    assert_error(2, PSA_ERROR_INVALID_SIGNATURE);
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

static void forged_source(void *context, void *data, size_t size)
{
    const uint8_t **from = context;

    memcpy(data, *from, size);
    *from += size;
}

static void forge(psa_storage_uid_t uid, int32_t owner, uint8_t flags, size_t size)
{
    const struct store_id id = {uid, owner, STORE_KIND_PS};
    const uint8_t *from = forged;

    assert_int_equal(store_log_set(store_protected(), &id, flags, forged_source, &from, size),
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
        assert_error(1, asset ? PSA_ERROR_DOES_NOT_EXIST : PSA_ERROR_INVALID_SIGNATURE);
        forge(2, -1, NOREPLAY, size);
        assert_error(2, PSA_ERROR_INVALID_SIGNATURE);
        forge(2, -1, 0, size);
        assert_error(2, PSA_ERROR_DOES_NOT_EXIST);
        manager.client_id = 7;
        forge(1, 7, NOREPLAY, size);
        assert_error(1, PSA_ERROR_INVALID_SIGNATURE);
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
             store_log_set(store_internal(), &id, 0, forged_source, &from, size) == PSA_SUCCESS;
             from = filler)
            id.uid++;
    for (from = filler;
         store_log_set(store_internal(), &id, 0, forged_source, &from, 0) == PSA_SUCCESS;
         from = filler)
        id.uid++;
    assert_int_equal(psa_ps_set(3, 3, "new", 0), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_error(3, PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(psa_ps_set(2, 4, "held", 0), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_asset(2, "free", 4);
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
        cmocka_unit_test_setup(no_plaintext_lies_in_the_flash, begin),
        cmocka_unit_test_setup(the_format_is_the_documented_one, begin),
        cmocka_unit_test_setup(an_overwrite_programs_little_and_increments_no_counter, begin),
        cmocka_unit_test_setup(an_older_value_is_refused, begin),
        cmocka_unit_test_setup(a_removed_asset_does_not_come_back, begin),
        cmocka_unit_test_setup(a_vanished_asset_is_an_error, begin),
        cmocka_unit_test_setup(every_byte_of_a_value_is_authentic, begin),
        cmocka_unit_test_setup(a_corrupt_asset_can_be_set_and_removed, begin),
        cmocka_unit_test_setup(a_full_store_changes_nothing_and_lets_remove, begin),
        cmocka_unit_test_setup(a_full_internal_store_changes_nothing, begin),
        cmocka_unit_test_setup(a_flash_that_fails_is_a_storage_failure, begin),
        cmocka_unit_test_setup(malformed_requests_are_programmer_errors, begin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
