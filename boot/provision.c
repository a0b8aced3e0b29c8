/* SPDX-License-Identifier: Apache-2.0 */
#include "boot/provision.h"

#include "lib/bytes.h"

#include <string.h>

#define FORMAT_OFFSET            4u
#define FLAGS_OFFSET             8u
#define ROOT_KEY_HASH_OFFSET     12u
#define UNIQUE_KEY_OFFSET        44u
#define IMPLEMENTATION_ID_OFFSET 76u
#define CRC_OFFSET               124u
#define LIFE_CYCLE_OFFSET        128u
#define LIFE_CYCLE_COUNT         5u
#define COUNTER_OFFSET           160u
#define COUNTER_SIZE             (BOOT_PROVISION_COUNTER_MAX / 8)

_Static_assert(COUNTER_OFFSET + COUNTER_SIZE == BOOT_PROVISION_SIZE, "the counter ends the area");

#define LIFE_CYCLE_STEP BOOT_LIFE_CYCLE_ASSEMBLY

/* Returns 0 if a word is neither erased nor programmed. */
static uint32_t life_cycle_read(const uint8_t *area)
{
    uint32_t life_cycle = BOOT_LIFE_CYCLE_ASSEMBLY;

    for (uint32_t i = 0; i < LIFE_CYCLE_COUNT; i++) {
        uint32_t word = lib_get_le32(area + LIFE_CYCLE_OFFSET + 4 * i);

        if (word == 0)
            life_cycle = BOOT_LIFE_CYCLE_PROVISIONING + LIFE_CYCLE_STEP * i;
        else if (word != UINT32_MAX)
            return 0;
    }
    return life_cycle;
}

/* Returns UINT32_MAX if a bit is clear above one that is not. */
static uint32_t counter_read(const uint8_t *area)
{
    uint32_t counter = 0;

    for (uint32_t bit = 0; bit < BOOT_PROVISION_COUNTER_MAX; bit++)
        if ((area[COUNTER_OFFSET + bit / 8] >> bit % 8 & 1) == 0 && counter++ != bit)
            return UINT32_MAX;
    return counter;
}

enum boot_reason boot_provision_parse(const uint8_t *area, struct boot_provision *provision)
{
    uint32_t magic = lib_get_le32(area);
    uint32_t flags = lib_get_le32(area + FLAGS_OFFSET);

    if (magic != BOOT_PROVISION_MAGIC)
        return magic == UINT32_MAX ? BOOT_REASON_AREA_BLANK : BOOT_REASON_AREA_MAGIC;
    if (area[FORMAT_OFFSET] != BOOT_PROVISION_FORMAT)
        return BOOT_REASON_AREA_VERSION;
    if (lib_crc32(0, area, CRC_OFFSET) != lib_get_le32(area + CRC_OFFSET))
        return BOOT_REASON_AREA_DAMAGED;
    if ((flags & ~BOOT_PROVISION_FLAG_DEVELOPMENT) != 0)
        return BOOT_REASON_AREA_VERSION;

    provision->root_key_hash = area + ROOT_KEY_HASH_OFFSET;
    provision->unique_key = area + UNIQUE_KEY_OFFSET;
    provision->implementation_id = area + IMPLEMENTATION_ID_OFFSET;
    provision->development = flags != 0;
    provision->life_cycle = life_cycle_read(area);
    if (provision->life_cycle == 0)
        return BOOT_REASON_AREA_LIFE_CYCLE;
    provision->security_counter = counter_read(area);
    if (provision->security_counter > BOOT_PROVISION_COUNTER_MAX)
        return BOOT_REASON_AREA_COUNTER;
    return BOOT_REASON_NONE;
}

bool boot_provision_raise(uint8_t *area, uint32_t counter)
{
    uint32_t bit = counter_read(area);

    if (bit > counter || counter > BOOT_PROVISION_COUNTER_MAX)
        return false;
    for (; bit < counter; bit++)
        area[COUNTER_OFFSET + bit / 8] &= (uint8_t) ~(1u << bit % 8);
    return true;
}

bool boot_provision_write(uint8_t *area, const struct boot_provision *provision)
{
    uint32_t reached = provision->life_cycle / LIFE_CYCLE_STEP;

    if (provision->life_cycle % LIFE_CYCLE_STEP != 0 || reached < 1 ||
        reached > LIFE_CYCLE_COUNT + 1 || provision->security_counter > BOOT_PROVISION_COUNTER_MAX)
        return false;

    memset(area, 0, CRC_OFFSET);
    memset(area + LIFE_CYCLE_OFFSET, 0xff, BOOT_PROVISION_SIZE - LIFE_CYCLE_OFFSET);
    lib_put_le32(area, BOOT_PROVISION_MAGIC);
    area[FORMAT_OFFSET] = BOOT_PROVISION_FORMAT;
    lib_put_le32(area + FLAGS_OFFSET, provision->development ? BOOT_PROVISION_FLAG_DEVELOPMENT : 0);
    memcpy(area + ROOT_KEY_HASH_OFFSET, provision->root_key_hash, BOOT_PROVISION_HASH_SIZE);
    memcpy(area + UNIQUE_KEY_OFFSET, provision->unique_key, BOOT_PROVISION_KEY_SIZE);
    memcpy(area + IMPLEMENTATION_ID_OFFSET, provision->implementation_id, BOOT_PROVISION_ID_SIZE);
    lib_put_le32(area + CRC_OFFSET, lib_crc32(0, area, CRC_OFFSET));
    if (reached > 1)
        memset(area + LIFE_CYCLE_OFFSET + 4 * (reached - 2), 0, 4);
    return boot_provision_raise(area, provision->security_counter);
}
