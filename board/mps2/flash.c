/* SPDX-License-Identifier: Apache-2.0 */
/* The record logs' areas in the mapped image file. Below it is plain memory, so the rules of flash
 * are kept here: a unit that is not erased cannot be programmed, as on a part that checks it. */
#include "store/flash.h"

#include "board/mps2/memory.h"
#include "lib/bytes.h"

#include <string.h>

#define PROGRAM_UNIT 8u

static uintptr_t base_of(const struct store_flash *flash)
{
    return flash == &store_flash_internal ? BOARD_STORE_BASE : BOARD_PROTECTED_BASE;
}

static psa_status_t flash_read(const struct store_flash *flash, uint32_t offset, void *data,
                               size_t size)
{
    memcpy(data, (const uint8_t *)base_of(flash) + offset, size);
    return PSA_SUCCESS;
}

static psa_status_t flash_program(const struct store_flash *flash, uint32_t offset,
                                  const void *data, size_t size)
{
    volatile uint32_t *target = (volatile uint32_t *)(base_of(flash) + offset);
    volatile uint32_t *end = target + size / 4;
    const uint8_t *source = data;

    for (; target != end; source += 4) {
        if (*target != 0xffffffffu)
            return PSA_ERROR_STORAGE_FAILURE;
        *target++ = lib_get_le32(source);
    }
    return PSA_SUCCESS;
}

static psa_status_t flash_erase(const struct store_flash *flash, uint32_t offset)
{
    volatile uint32_t *target = (volatile uint32_t *)(base_of(flash) + offset);

    for (uint32_t i = 0; i < flash->sector_size / 4; i++)
        target[i] = 0xffffffffu;
    return PSA_SUCCESS;
}

const struct store_flash store_flash_internal = {
    .read = flash_read,
    .program = flash_program,
    .erase = flash_erase,
    .sector_size = BOARD_STORE_SECTOR_SIZE,
    .sector_count = BOARD_STORE_SIZE / BOARD_STORE_SECTOR_SIZE,
    .program_unit = PROGRAM_UNIT,
    .erased_value = 0xff,
    .map = (const uint8_t *)BOARD_STORE_BASE,
};

/* Stands for a flash outside the chip, so it is not mapped. */
const struct store_flash store_flash_protected = {
    .read = flash_read,
    .program = flash_program,
    .erase = flash_erase,
    .sector_size = BOARD_PROTECTED_SECTOR_SIZE,
    .sector_count = BOARD_PROTECTED_SIZE / BOARD_PROTECTED_SECTOR_SIZE,
    .program_unit = PROGRAM_UNIT,
    .erased_value = 0xff,
};
