/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What every secure image on Armv8-M begins with: the boot stage and the secure image share their
 * start, their fault handlers and their memory protection, and differ in armv8m_main().
 */
#ifndef ARMV8M_IMAGE_H
#define ARMV8M_IMAGE_H

#include "port/armv8m/board.h"

#include <stdint.h>

/** Symbols of the linker script; their addresses are their values. */
extern uint32_t armv8m_retained[]; /**< BOARD_RETAINED_SIZE bytes that a reset keeps */
extern uint32_t armv8m_data[], armv8m_data_end[], armv8m_data_load[];
extern uint32_t armv8m_ram_clear[], armv8m_ram_used_end[];
extern uint32_t armv8m_handler_stack_limit[], armv8m_handler_stack[];
extern uint32_t armv8m_stack_limit[], armv8m_stack[];

/** The retained memory: PORT_FAULT_RECORD_SIZE bytes of fault record, then the boot record. */
#define ARMV8M_FAULT_OFFSET       0u
#define ARMV8M_BOOT_RECORD_OFFSET 32u

/** Where an image goes on after its start, on the process stack, with RAM ready. */
_Noreturn void armv8m_main(void);

/** Turns the memory protection unit on with a board's table. */
void armv8m_protect(const struct armv8m_region *regions, uint8_t count);

/** Turns it off, for the moment of leaving the image. */
void armv8m_protect_end(void);

/** Turns the fault exceptions on and closes what the non-secure side could turn. */
void armv8m_harden(void);

/** Turns the security attribution unit on with a board's table. */
void armv8m_attribute(const struct armv8m_region *regions, uint8_t count);

#endif
