/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the Armv8-M port asks of a board. Data before code: memory.h has the addresses (also read
 * by the linker scripts), the tables below say who may reach what, a few functions do the rest.
 *
 * board/<family>/memory.h defines, all in bytes and physical:
 *   BOARD_BOOT_BASE, _SIZE        the immutable boot stage's code
 *   BOARD_BOOT_RAM_SIZE, BOARD_BOOT_STACK_SIZE
 *                                 the boot stage's RAM, and how much of it is stack
 *   BOARD_HANDLER_STACK_SIZE      the stack of fault handlers, in both images
 *   BOARD_RAM_BASE, _SIZE         secure RAM; what the secure image may use of it is the profile's
 *   BOARD_RETAINED_SIZE           bytes at BOARD_RAM_BASE that a reset keeps, for both images
 *   BOARD_PROVISION_BASE, _SIZE   the one-time area
 *   BOARD_SLOT_BASE, _SIZE        the image slot, executed in place
 *   BOARD_IMAGE_HEADER_SIZE       from the slot to BOARD_SECURE_BASE
 *   BOARD_SECURE_BASE             the secure image's vector table
 *   BOARD_GATE_BASE, _SIZE        the gate: BOARD_SECURE_BASE + 0x40, 32 bytes
 *   BOARD_NONSECURE_RAM_BASE, _SIZE
 */
#ifndef ARMV8M_BOARD_H
#define ARMV8M_BOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A range of addresses, 32-byte aligned, both ends included in it. */
struct armv8m_region {
    uint32_t base;
    uint32_t last;       /**< the last byte */
    uint32_t attributes; /**< of the table that it stands in */
};

/** What the non-secure side reaches (SAU): everything else is secure. At most 8.
 * attributes: 0, or ARMV8M_SAU_NONSECURE_CALLABLE for the gate. */
extern const struct armv8m_region board_nonsecure_regions[];
extern const uint8_t board_nonsecure_region_count;

/** What the secure image itself reaches (MPU): everything else faults. At most 8.
 * attributes: ARMV8M_MPU_XN, _RW_PRIVILEGED or _RO_PRIVILEGED; bit 31 set: device memory. */
extern const struct armv8m_region board_secure_regions[];
extern const uint8_t board_secure_region_count;
#define BOARD_REGION_DEVICE (1u << 31)

/** The same for the boot stage. */
extern const struct armv8m_region board_boot_regions[];
extern const uint8_t board_boot_region_count;

/** Sets the bus gates outside the core (memory and peripheral protection controllers), reads them
 * back and locks what can be locked. False if a gate does not read back as written. */
bool board_isolate(void);

/** Makes the secure console ready. Called once by each secure image. */
void board_console_begin(void);

/** Writes to the secure console; waits for the last byte to be taken. */
void board_console_write(const char *text, size_t size);

/** Entropy as port_entropy_read(), from the board's source. */
bool board_entropy_read(void *buffer, size_t size);

/** Stops for good. A development build tells the emulator the status; a release build sleeps. */
_Noreturn void board_stop(int status);

#endif
