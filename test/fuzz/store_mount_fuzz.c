/* SPDX-License-Identifier: Apache-2.0 */
/* Any content of the flash: mounting it and working on it never crashes, hangs or reaches outside
 * (the flash model stops the program if it does), and what was set reads back.
 *
 * The first bytes of an input choose geometry and operations; the rest is the flash. So that inputs
 * get somewhere, sector headers may be good, and checksums of record headers are made right in
 * places that the input chooses. */
#include "lib/bytes.h"
#include "lib/checksum.h"
#include "store/log.h"
#include "test/support/flash_model.h"

#include <stdlib.h>
#include <string.h>

#define PREFIX_SIZE 20u
#define HEADER_SIZE 24u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take(void *context, void *data, size_t size)
{
    memset(data, *(uint8_t *)context, size);
}

static void seal(uint32_t at, uint32_t epoch)
{
    uint8_t *header = flash_model.image.bytes + at;

    if (at + HEADER_SIZE <= flash_model.size)
        lib_put_le32(header + 20, lib_checksum(~epoch, header, 20));
}

static void expect(bool holds)
{
    if (!holds)
        abort();
}

/* Two or three changes, of which all are seen if they succeed. */
static void work_together(struct store_log *log, uint8_t fill)
{
    uint8_t value[2];
    size_t length = 0;
    const struct store_change changes[] = {
        {.id = {1, -1, STORE_KIND_ITS}, .size = fill % 2, .source = take, .context = &fill},
        {.id = {1u + fill % 2, -1, STORE_KIND_ITS}, .size = 2, .source = take, .context = &fill},
        {.id = {3, -1, STORE_KIND_ITS}, .is_removal = true},
    };
    psa_status_t status = store_log_apply(log, changes, fill % 3 == 0 ? 3 : 2);

    expect(status == PSA_SUCCESS || status == PSA_ERROR_INSUFFICIENT_STORAGE ||
           status == PSA_ERROR_DOES_NOT_EXIST);
    if (status != PSA_SUCCESS)
        return;
    expect(store_log_get(log, &changes[1].id, 0, value, sizeof(value), &length) == PSA_SUCCESS);
    expect(length == 2 && value[0] == fill && value[1] == fill);
    if (fill % 3 == 0)
        expect(store_log_get(log, &changes[2].id, 0, value, 2, &length) ==
               PSA_ERROR_DOES_NOT_EXIST);
}

/* Goes to every value; there are no more than fit. */
static void walk(struct store_log *log)
{
    struct store_cursor cursor = {0};
    struct store_id id;
    struct store_info info;
    int count = 0;

    while (store_log_next(log, &cursor, &id, &info))
        expect(++count <= 1024 / 32);
}

/* Any number of operations on a mounted log. */
static void work(struct store_log *log, const uint8_t *choices, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint8_t fill = choices[i];
        struct store_id id = {1u + fill % 3, -1, STORE_KIND_ITS};
        uint8_t value[300];
        size_t size = fill < 250 ? fill : 300;
        size_t length = 0;
        psa_status_t status;

        if (fill % 5 == 0) {
            (void)store_log_remove(log, &id);
            continue;
        }
        if (fill % 7 == 0) {
            work_together(log, fill);
            continue;
        }
        status = store_log_set(log, &id, 0, take, &fill, size);
        expect(status == PSA_SUCCESS || status == PSA_ERROR_INSUFFICIENT_STORAGE);
        if (i % 4 == 3)
            expect(store_log_mount(log, &flash_model.flash) == PSA_SUCCESS);
        if (status != PSA_SUCCESS)
            continue;
        expect(store_log_get(log, &id, 0, value, sizeof(value), &length) == PSA_SUCCESS);
        expect(length == size && (size == 0 || value[size - 1] == fill));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint16_t sectors[] = {256, 512, 1024};
    struct store_log log;
    struct store_info info;
    uint32_t offset = 0;

    if (size < PREFIX_SIZE)
        return 0;
    flash_model_open(sectors[data[0] % 3], (uint8_t)(2 + data[1] % 2), (uint8_t)(1u << data[2] % 6),
                     data[3] % 2 != 0 ? 0 : 0xff);
    flash_model.flash.map = data[3] & 2 ? flash_model.image.bytes : NULL;
    if (data[9] % 4 != 0) { /* A good sector header; the input follows it. */
        expect(store_log_format(&log, &flash_model.flash) == PSA_SUCCESS);
        offset = log.head.tail;
    }
    size -= PREFIX_SIZE;
    if (size > flash_model.size - offset)
        size = flash_model.size - offset;
    memcpy(flash_model.image.bytes + offset, data + PREFIX_SIZE, size);
    for (uint32_t at = 0; at < flash_model.size; at++)
        if (flash_model.image.bytes[at] != flash_model.flash.erased_value)
            flash_model.image.programmed[at - at % flash_model.flash.program_unit] = true;
    for (int i = 4; i < 8; i++)
        seal(offset + data[i] * 8u, data[8] % 2);
    if (store_log_mount(&log, &flash_model.flash) != PSA_SUCCESS)
        expect(store_log_format(&log, &flash_model.flash) == PSA_SUCCESS);
    for (uint64_t uid = 1; uid < 4; uid++)
        (void)store_log_info(&log, &(struct store_id){uid, -1, STORE_KIND_ITS}, &info);
    walk(&log);
    work(&log, data + 10, PREFIX_SIZE - 10);
    walk(&log);
    return 0;
}
