/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A flash memory for tests, with the power in the test's hands.
 *
 * It behaves as store/flash.h says and no better. It stops the program that uses it (abort, with a
 * sentence) when that breaks a rule: an access outside the area, a program() that is not made of
 * whole units or meets a unit already programmed since the last erase(). It counts what it does,
 * and cuts the power at any step: each byte programmed is a step, and each erase is four.
 *
 * There are two, for what keeps one thing in two areas. Their power is one: the count of steps, the
 * way of tearing, the failing calls and where a cut goes are those of the first.
 */
#ifndef FLASH_MODEL_H
#define FLASH_MODEL_H

#include "store/flash.h"

#include <setjmp.h>
#include <stdbool.h>

#define FLASH_MODEL_SIZE_MAX (256u * 1024u)

/** What a cut leaves of the unit that was being programmed. */
enum flash_tear {
    FLASH_TEAR_BYTES,   /**< its first bytes */
    FLASH_TEAR_NOTHING, /**< nothing: it is still blank */
    FLASH_TEAR_BITS,    /**< some of the bits that were to change */
    FLASH_TEAR_GARBAGE, /**< any content */
    FLASH_TEAR_CALL,    /**< as BITS or GARBAGE, and all units of the call are in any such state */
    FLASH_TEAR_COUNT
};

struct flash_image {
    uint8_t bytes[FLASH_MODEL_SIZE_MAX];
    bool programmed[FLASH_MODEL_SIZE_MAX]; /**< by unit, at its first byte */
};

struct flash_model {
    struct store_flash flash;
    uint32_t size;
    struct flash_image image;
    uint64_t programmed_size; /**< bytes programmed since open */
    uint32_t program_count;   /**< calls */
    uint32_t erase_count[256];
    int64_t steps_left; /**< until the cut; negative: no cut */
    enum flash_tear tear;
    uint32_t random;    /**< state of the generator that makes torn content; not 0 */
    jmp_buf power_off;  /**< where a cut goes */
    int64_t fail_after; /**< calls of program() and erase() until one fails; negative: never */
    bool fail_late;     /**< it fails after its work, which is done */
    uint32_t unreadable_from; /**< reads of [unreadable_from, unreadable_to) fail, */
    uint32_t unreadable_to;   /**< even if the data arrives */
};

extern struct flash_model flash_model;
extern struct flash_model flash_model_second;

/** Makes the area blank and the counters zero, without a cut to come. */
const struct store_flash *flash_model_open(uint32_t sector_size, uint8_t sector_count,
                                           uint8_t program_unit, uint8_t erased_value);

/** The same for the second area. */
const struct store_flash *flash_model_open_second(uint32_t sector_size, uint8_t sector_count,
                                                  uint8_t program_unit, uint8_t erased_value);

/** A generator (xorshift) for tests, never for secrets. `state` is not 0. */
uint32_t flash_model_random(uint32_t *state);

#endif
