/* SPDX-License-Identifier: Apache-2.0 */
/* What the boot stage reaches: its own code, RAM, the one-time area and the slot, and no more. */
#include "port/armv8m/board.h"

#include "board/mps2/memory.h"
#include "port/armv8m/registers.h"

#define READ_ONLY  (ARMV8M_MPU_RO_PRIVILEGED | ARMV8M_MPU_XN)
#define READ_WRITE (ARMV8M_MPU_RW_PRIVILEGED | ARMV8M_MPU_XN)

const struct armv8m_region board_boot_regions[] = {
    {BOARD_BOOT_BASE, BOARD_BOOT_BASE + BOARD_BOOT_SIZE - 1, ARMV8M_MPU_RO_PRIVILEGED},
    {BOARD_RAM_BASE, BOARD_RAM_BASE + BOARD_BOOT_RAM_SIZE - 1, READ_WRITE},
    {BOARD_PROVISION_BASE, BOARD_PROVISION_BASE + BOARD_PROVISION_SIZE - 1, READ_ONLY},
    {BOARD_SLOT_BASE, BOARD_SLOT_BASE + BOARD_SLOT_SIZE - 1, READ_ONLY},
    {BOARD_UART_SECURE, BOARD_UART_SECURE + 0xfff, READ_WRITE | BOARD_REGION_DEVICE},
};
const uint8_t board_boot_region_count = sizeof(board_boot_regions) / sizeof(board_boot_regions[0]);
