/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What protected storage stands on, for tests of the service: two areas of flash in memory, a key,
 * and the partition manager, so that the client id and the life cycle are the test's to choose.
 */
#ifndef TEST_PS_FAKE_H
#define TEST_PS_FAKE_H

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

static struct area *area_of(const struct store_flash *flash)
{
    return flash == &store_flash_internal ? &internal : &protected;
}

static psa_status_t area_read(const struct store_flash *flash, uint32_t offset, void *data,
                              size_t size)
{
    assert_true(offset <= AREA_SIZE && size <= AREA_SIZE - offset);
    memcpy(data, area_of(flash)->bytes + offset, size);
    return PSA_SUCCESS;
}

static psa_status_t area_program(const struct store_flash *flash, uint32_t offset, const void *data,
                                 size_t size)
{
    struct area *area = area_of(flash);

    if (area->fail_after > 0 && --area->fail_after == 0)
        return PSA_ERROR_STORAGE_FAILURE;
    for (size_t i = 0; i < size; i++)
        assert_int_equal(area->bytes[offset + i], 0xff);
    memcpy(area->bytes + offset, data, size);
    area->programmed += (uint32_t)size;
    return PSA_SUCCESS;
}

static psa_status_t area_erase(const struct store_flash *flash, uint32_t offset)
{
    memset(area_of(flash)->bytes + offset, 0xff, SECTOR_SIZE);
    return PSA_SUCCESS;
}

#define AREA_OF_FLASH                                                                          \
    {                                                                                          \
        .read = area_read, .program = area_program, .erase = area_erase,                       \
        .sector_size = SECTOR_SIZE, .sector_count = 2, .program_unit = 8, .erased_value = 0xff \
    }

const struct store_flash store_flash_internal = AREA_OF_FLASH;
const struct store_flash store_flash_protected = AREA_OF_FLASH;

static bool has_key;

bool port_derive_key(const char *label, uint8_t *key, size_t size)
{
    assert_string_equal(label, "kedge protected storage");
    memset(key, 0x42, size);
    return has_key;
}

#define SERVICE_FAKE_HANDLE KEDGE_PS_HANDLE
#define SERVICE_FAKE_SERVE  kedge_ps_sfn
#include "test/unit/service_fake.h"

/* ---- What tests say ------------------------------------------------------------------------- */

static inline void mount(void)
{
    assert_int_equal(store_log_mount(store_internal(), &store_flash_internal), PSA_SUCCESS);
    assert_int_equal(store_log_mount(store_protected(), &store_flash_protected), PSA_SUCCESS);
}

/* Blank areas, a secured device, and a non-secure client. */
static inline int begin(void **state)
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
static inline void assert_asset(psa_storage_uid_t uid, const void *value, size_t size)
{
    static uint8_t data[AREA_SIZE];
    size_t length = 99;

    memset(data, 0xa5, sizeof(data));
    assert_int_equal(psa_ps_get(uid, 0, sizeof(data), data, &length), PSA_SUCCESS);
    assert_int_equal(length, size);
    assert_memory_equal(data, value, size);
    assert_int_equal(data[size], 0xa5);
}

static inline void assert_info(psa_storage_uid_t uid, size_t capacity, size_t size, uint32_t flags)
{
    struct psa_storage_info_t info;

    assert_int_equal(psa_ps_get_info(uid, &info), PSA_SUCCESS);
    assert_int_equal(info.capacity, capacity);
    assert_int_equal(info.size, size);
    assert_int_equal(info.flags, flags);
}

/* Every function that tells of the asset says so. */
static inline void assert_error(psa_storage_uid_t uid, psa_status_t status)
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

/* A source of the log: bytes from where a pointer stands. */
static inline void bytes_source(void *context, void *data, size_t size)
{
    const uint8_t **from = context;

    memcpy(data, *from, size);
    *from += size;
}

#endif
