/* SPDX-License-Identifier: Apache-2.0 */
#include "tool/store_image.h"

#include "lib/checksum.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

/* The area of the image that `flash` belongs to. */
static uint8_t *area_of(const struct store_flash *flash)
{
    return ((const struct tool_store_image *)(const void *)flash)->bytes.data;
}

static psa_status_t image_read(const struct store_flash *flash, uint32_t offset, void *data,
                               size_t size)
{
    memcpy(data, area_of(flash) + offset, size);
    return PSA_SUCCESS;
}

static psa_status_t image_program(const struct store_flash *flash, uint32_t offset,
                                  const void *data, size_t size)
{
    memcpy(area_of(flash) + offset, data, size);
    return PSA_SUCCESS;
}

static psa_status_t image_erase(const struct store_flash *flash, uint32_t offset)
{
    memset(area_of(flash) + offset, flash->erased_value, flash->sector_size);
    return PSA_SUCCESS;
}

static void shape(struct tool_store_image *image, uint32_t sector_size, uint32_t unit, int erased)
{
    image->flash = (struct store_flash){
        .read = image_read,
        .program = image_program,
        .erase = image_erase,
        .sector_size = sector_size,
        .sector_count = (uint8_t)(image->bytes.size / sector_size),
        .program_unit = (uint8_t)unit,
        .erased_value = (uint8_t)erased,
    };
}

/* Is this a division that store/flash.h allows? */
static bool is_possible(size_t size, uint32_t sector_size, uint32_t unit)
{
    return sector_size >= 256 && sector_size <= 128 * 1024 && sector_size % unit == 0 &&
           size % sector_size == 0 && size / sector_size >= 2 && size / sector_size <= UINT8_MAX;
}

static bool is_blank(const struct tool_bytes *bytes)
{
    for (size_t i = 1; i < bytes->size; i++)
        if (bytes->data[i] != bytes->data[0])
            return false;
    return true;
}

/* Mounts with one geometry. An attempt that fails has changed nothing, or a blank area only. */
static bool try_mount(struct tool_store_image *image, uint32_t sector_size, uint32_t unit,
                      int erased)
{
    shape(image, sector_size, unit, erased);
    image->is_mounted = store_log_mount(&image->log, &image->flash) == PSA_SUCCESS;
    return image->is_mounted;
}

/* Is there a sector header that names this size? Most attempts end here: mounting tries to repair
 * each header. */
static bool is_named(const struct tool_store_image *image, uint32_t sector_size)
{
    const uint8_t *area = image->bytes.data;

    for (size_t base = 0; base < image->bytes.size; base += sector_size)
        for (size_t copy = 0; copy < 4 * RECORD_HEADER_SIZE; copy += 8)
            if (lib_get_le64(area + base + copy + RECORD_UID) ==
                (SECTOR_UID | (uint64_t)sector_size << 32))
                return true;
    return false;
}

/* How well a geometry fits that has been mounted: a good sector header alone does not tell the unit
 * and the erased value. A log that is whole fits best, and of torn ones the one that shows most. */
static uint64_t fit_of(const struct store_log *log)
{
    const uint8_t *header = area_of(log->flash) + log->base + RECORD_UID;
    bool is_twice =
        memcmp(header, header + store_record_span(log, 0), RECORD_CHECK - RECORD_UID) == 0;
    bool is_whole = is_twice && !log->dirty && !log->damaged;

    return ((uint64_t)is_whole << 33) + ((uint64_t)is_twice << 32) + 1 + log->head.tail - log->base;
}

static bool try_geometries(struct tool_store_image *image,
                           const struct tool_store_geometry *geometry)
{
    static const uint32_t units[] = {8, 16, 32};
    static const int values[] = {0xff, 0x00};
    struct store_flash best = {0};
    uint64_t best_fit = 0;

    for (size_t count = 2; count <= UINT8_MAX; count++)
        for (size_t i = 0; i < 3 * 2; i++) {
            uint32_t unit = geometry->unit != 0 ? geometry->unit : units[i % 3];
            int erased = geometry->erased >= 0 ? geometry->erased : values[i / 3];
            uint32_t size = geometry->sector_size != 0 ? geometry->sector_size
                                                       : (uint32_t)(image->bytes.size / count);

            if (!is_possible(image->bytes.size, size, unit) || !is_named(image, size) ||
                !try_mount(image, size, unit, erased) || fit_of(&image->log) <= best_fit)
                continue;
            best_fit = fit_of(&image->log);
            best = image->flash;
        }
    return best_fit != 0 &&
           try_mount(image, best.sector_size, best.program_unit, best.erased_value);
}

static bool open_bytes(struct tool_report *report, const char *path,
                       const struct tool_store_geometry *geometry, bool salvage,
                       struct tool_store_image *image)
{
    bool whole = geometry->sector_size != 0 && geometry->unit != 0 && geometry->erased >= 0;

    if (image->bytes.size < 512 || image->bytes.size > UINT32_MAX) {
        tool_report_add(report,
                        "%s: has %zu bytes; a storage area has two sectors of 256 bytes or "
                        "more.",
                        path, image->bytes.size);
        return false;
    }
    if (geometry->sector_size != 0 && !is_possible(image->bytes.size, geometry->sector_size,
                                                   geometry->unit != 0 ? geometry->unit : 1)) {
        tool_report_add(report,
                        "%s: %zu bytes cannot be divided into 2 to 255 sectors of %u bytes.", path,
                        image->bytes.size, geometry->sector_size);
        return false;
    }
    if (is_blank(&image->bytes)) {
        tool_report_add(report, "%s: is blank: no log was ever written to it.", path);
        return false;
    }
    if (try_geometries(image, geometry))
        return true;
    if (salvage && whole) {
        (void)try_mount(image, geometry->sector_size, geometry->unit, geometry->erased);
        return true;
    }
    tool_report_add(
        report, "%s: no sector has a good header of a record log%s.", path,
        whole ? "" : "; if it is one, name --sector, --unit and --erased to look for records");
    return false;
}

bool tool_store_open(struct tool_report *report, const char *path,
                     const struct tool_store_geometry *geometry, bool salvage,
                     struct tool_store_image *image)
{
    memset(image, 0, sizeof *image);
    if (tool_file_read(report, path, &image->bytes) &&
        open_bytes(report, path, geometry, salvage, image))
        return true;
    tool_store_close(image);
    return false;
}

/* The number that `odd` times is 1, modulo 2^32: each round doubles the bits that are right. */
static uint32_t inverse(uint32_t odd)
{
    uint32_t result = odd;

    for (int i = 0; i < 4; i++)
        result *= 2 - odd * result;
    return result;
}

/* Every step of lib/checksum.h can be undone, so from a header and its checksum follows the seed,
 * which is the epoch's complement. */
static uint32_t epoch_of(const uint8_t *header)
{
    uint32_t sum = lib_get_le32(header + RECORD_CHECK);

    for (uint32_t at = RECORD_CHECK; at > 0; at -= 4) {
        sum *= inverse(LIB_CHECKSUM_LAST);
        sum ^= sum >> 15 ^ sum >> 30;
        sum = sum * inverse(LIB_CHECKSUM_FIRST) ^ lib_get_le32(header + at - 4);
    }
    return ~sum;
}

/* The epoch of a sector, by its first record. Any header fits some epoch: the value proves it. */
static bool find_epoch(struct tool_store_image *image, uint32_t base, uint32_t *epoch)
{
    struct store_log *log = &image->log;
    uint32_t first = base + SECTOR_HEADER_COUNT * store_record_span(log, 0);
    struct store_record record = {.seq = 0};

    *epoch = epoch_of(area_of(&image->flash) + first);
    log->base = base;
    log->head.tail = base + image->flash.sector_size;
    log->head.epoch = *epoch;
    return store_record_read(log, first, false, &record) &&
           store_record_check(log, record.at, record.header);
}

/* Both copies of the header, as doc/formats.md has it. */
static void write_sector_header(struct tool_store_image *image, uint32_t base, uint32_t epoch)
{
    uint32_t span = store_record_span(&image->log, 0);
    struct store_head head = {0, base, base + SECTOR_HEADER_COUNT * span, 0};
    struct store_value value;

    memset(area_of(&image->flash) + base, image->flash.erased_value, SECTOR_HEADER_COUNT * span);
    for (uint32_t i = 0; i < SECTOR_HEADER_COUNT; i++) {
        memset(value.header, 0, sizeof value.header);
        value.header[RECORD_FLAGS] = SECTOR_FLAGS_DAMAGED;
        lib_put_le64(value.header + RECORD_UID,
                     SECTOR_UID | (uint64_t)image->flash.sector_size << 32);
        lib_put_le32(value.header + RECORD_OWNER, epoch);
        store_value_begin(&image->log, &value, NULL, NULL);
        (void)store_value_write(&image->log, &value, &head);
    }
}

bool tool_store_salvage(struct tool_report *report, const char *path,
                        struct tool_store_image *image)
{
    uint32_t size = (uint32_t)image->bytes.size;
    uint32_t epoch;

    for (uint32_t base = 0; base < size; base += image->flash.sector_size)
        if (find_epoch(image, base, &epoch)) {
            write_sector_header(image, base, epoch);
            if (try_mount(image, image->flash.sector_size, image->flash.program_unit,
                          image->flash.erased_value))
                return true;
        }
    tool_report_add(report, "%s: no record was found in it.", path);
    return false;
}

bool tool_store_blank(struct tool_report *report, const struct tool_store_image *from,
                      struct tool_store_image *image)
{
    memset(image, 0, sizeof *image);
    image->bytes.data = malloc(from->bytes.size);
    if (image->bytes.data == NULL) {
        tool_report_add(report, "no memory for %zu bytes.", from->bytes.size);
        return false;
    }
    image->bytes.size = from->bytes.size;
    memset(image->bytes.data, from->flash.erased_value, from->bytes.size);
    return try_mount(image, from->flash.sector_size, from->flash.program_unit,
                     from->flash.erased_value);
}

void tool_store_close(struct tool_store_image *image)
{
    tool_bytes_free(&image->bytes);
    memset(image, 0, sizeof *image);
}
