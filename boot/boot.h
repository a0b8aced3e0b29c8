/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The whole decision of the boot stage, from memory to an address to start at.
 *
 * A board's boot stage fills in a struct boot_area, calls boot_select(), and starts the image only
 * if boot_decision_allows() says so:
 *
 *     struct boot_decision decision;
 *     enum boot_reason reason = boot_select(&area, &decision);
 *     if (!boot_decision_allows(&decision))
 *         refuse(boot_reason_text(reason));
 *     boot_record_write(record, &decision.record);
 *     start(boot_decision_vectors(&decision));
 *
 * Nothing of this knows hardware, and all of it runs in the unit tests.
 */
#ifndef BOOT_BOOT_H
#define BOOT_BOOT_H

#include "boot/provision.h"
#include "boot/record.h"
#include "boot/verify.h"

/** What the board has. The memory behind both pointers does not change until the image runs. */
struct boot_area {
    const uint8_t *provision;  /**< the provisioning area, BOOT_PROVISION_SIZE bytes */
    const uint8_t *slot;       /**< the image slot, as the boot stage reads it */
    uint32_t slot_size;        /**< bytes */
    uint32_t slot_address;     /**< where the slot's code runs: usually the address of `slot` */
    uint32_t stack_lowest;     /**< the image's initial stack pointer lies above this address ... */
    uint32_t stack_highest;    /**< ... and not above this one: secure RAM */
    uint32_t vector_alignment; /**< of the vector table, a power of two: 128 or more (Armv8-M) */
    bool release;              /**< refuse a device that was provisioned with development keys */
};

/** What was decided. Read `go` and `vectors` only through the functions below. */
struct boot_decision {
    boot_hard_t go;
    uint32_t vectors;          /**< the vector table's address, masked */
    uint32_t offset;           /**< where in the slot the parser found the trouble, else 0 */
    struct boot_record record; /**< for the secure image; only if the decision allows it */
};

/**
 * Parses the provisioning area, parses and verifies the image, and checks where it would start:
 * the vector table is aligned, its initial stack pointer is 8-aligned and in the board's RAM, its
 * reset vector is Thumb code inside the payload.
 *
 * Returns BOOT_REASON_NONE or why not. The reason is for people: act on boot_decision_allows().
 */
enum boot_reason boot_select(const struct boot_area *area, struct boot_decision *decision);

/** May the image be started? */
bool boot_decision_allows(const struct boot_decision *decision);

/** The address of the image's vector table. Garbage if a step of the decision went wrong. */
uint32_t boot_decision_vectors(const struct boot_decision *decision);

#endif
