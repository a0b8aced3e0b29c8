/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The flash memory that store/ works on, as one constant structure of functions and limits.
 *
 * A board (or a file on a host, or a test's model) implements it. Each function gets the structure,
 * so that one driver can serve several areas. Addresses are offsets from the start of the area
 * given to the store, in bytes. All functions return PSA_SUCCESS or PSA_ERROR_STORAGE_FAILURE, and
 * are called by one thread at a time.
 *
 * What the store relies on, and nothing more:
 *  - after erase() every byte of the sector reads as `erased_value`;
 *  - program() is called on whole program units, each at most once between two erases. After a cut,
 *    one that reads as erased counts as erased, even if it was programmed with nothing but erased
 *    bytes;
 *  - a program() or erase() cut short by a power loss leaves the units or the sector that it was
 *    working on with any content; all other bytes are unharmed.
 */
#ifndef STORE_FLASH_H
#define STORE_FLASH_H

#include "psa/error.h"

#include <stddef.h>
#include <stdint.h>

struct store_flash {
    psa_status_t (*read)(const struct store_flash *flash, uint32_t offset, void *data, size_t size);
    /** `offset` and `size` are multiples of program_unit; `data` is in RAM. */
    psa_status_t (*program)(const struct store_flash *flash, uint32_t offset, const void *data,
                            size_t size);
    /** Erases the sector that starts at `offset`. */
    psa_status_t (*erase)(const struct store_flash *flash, uint32_t offset);
    uint32_t sector_size; /**< erase unit: 256 bytes to 128 KiB, a multiple of program_unit */
    uint8_t sector_count; /**< 2 or more */
    uint8_t program_unit; /**< 1, 2, 4, 8, 16 or 32 bytes */
    uint8_t erased_value; /**< what an erased byte reads as: nearly always 0xff */
    /**
     * Where the whole area can be read as memory: then read() is only for who does not know that.
     * Null where it cannot, and where anybody else could change it while it is read.
     */
    const uint8_t *map;
};

/** The area of internal storage, which only the secure side reaches; every board that links storage
 * services defines it. */
extern const struct store_flash store_flash_internal;

/** The area of protected storage, which others may reach and write (an external flash, say). */
extern const struct store_flash store_flash_protected;

#endif
