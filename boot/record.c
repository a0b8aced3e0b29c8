/* SPDX-License-Identifier: Apache-2.0 */
#include "boot/record.h"

#include "lib/bytes.h"

#include <string.h>

#define FORMAT_OFFSET      4u
#define FLAGS_OFFSET       5u
#define SIZE_OFFSET        6u
#define LIFE_CYCLE_OFFSET  8u
#define VERSION_OFFSET     12u
#define COUNTER_OFFSET     20u
#define MEASUREMENT_OFFSET 24u
#define SIGNER_OFFSET      56u
#define CRC_OFFSET         88u

void boot_record_write(void *memory, const struct boot_record *record)
{
    uint8_t *p = memory;

    lib_put_le32(p, BOOT_RECORD_MAGIC);
    p[FORMAT_OFFSET] = BOOT_RECORD_FORMAT;
    p[FLAGS_OFFSET] = record->development ? BOOT_RECORD_FLAG_DEVELOPMENT : 0;
    lib_put_le16(p + SIZE_OFFSET, BOOT_RECORD_SIZE);
    lib_put_le32(p + LIFE_CYCLE_OFFSET, record->life_cycle);
    p[VERSION_OFFSET] = record->version.major;
    p[VERSION_OFFSET + 1] = record->version.minor;
    lib_put_le16(p + VERSION_OFFSET + 2, record->version.revision);
    lib_put_le32(p + VERSION_OFFSET + 4, record->version.build);
    lib_put_le32(p + COUNTER_OFFSET, record->security_counter);
    memcpy(p + MEASUREMENT_OFFSET, record->measurement, BOOT_SHA256_SIZE);
    memcpy(p + SIGNER_OFFSET, record->signer_id, BOOT_SHA256_SIZE);
    lib_put_le32(p + CRC_OFFSET, lib_crc32(0, p, CRC_OFFSET));
}

static bool is_sound(const uint8_t *p)
{
    return lib_get_le32(p) == BOOT_RECORD_MAGIC && p[FORMAT_OFFSET] == BOOT_RECORD_FORMAT &&
           (p[FLAGS_OFFSET] & ~BOOT_RECORD_FLAG_DEVELOPMENT) == 0 &&
           lib_get_le16(p + SIZE_OFFSET) == BOOT_RECORD_SIZE &&
           lib_get_le32(p + CRC_OFFSET) == lib_crc32(0, p, CRC_OFFSET);
}

bool boot_record_read(const void *memory, struct boot_record *record)
{
    const uint8_t *p = memory;

    *record = (struct boot_record){0};
    if (!is_sound(p))
        return false;
    record->development = p[FLAGS_OFFSET] != 0;
    record->life_cycle = lib_get_le32(p + LIFE_CYCLE_OFFSET);
    record->version.major = p[VERSION_OFFSET];
    record->version.minor = p[VERSION_OFFSET + 1];
    record->version.revision = lib_get_le16(p + VERSION_OFFSET + 2);
    record->version.build = lib_get_le32(p + VERSION_OFFSET + 4);
    record->security_counter = lib_get_le32(p + COUNTER_OFFSET);
    record->measurement = p + MEASUREMENT_OFFSET;
    record->signer_id = p + SIGNER_OFFSET;
    return true;
}
