/* SPDX-License-Identifier: Apache-2.0 */
/* Who reaches what: the tables for the core's own gates, and the bus gates around it. */
#include "port/armv8m/board.h"

#include "kedge_config.h"

#include "board/mps2/memory.h"
#include "port/armv8m/registers.h"

#define NONSECURE_BASE (BOARD_SECURE_BASE + CONFIG_SECURE_FLASH_SIZE)
#define SLOT_LAST      (BOARD_SLOT_BASE + BOARD_SLOT_SIZE - 1)

const struct armv8m_region board_nonsecure_regions[] = {
    {NONSECURE_BASE, SLOT_LAST, 0},
    {BOARD_GATE_BASE, BOARD_GATE_BASE + BOARD_GATE_SIZE - 1, ARMV8M_SAU_NONSECURE_CALLABLE},
    {BOARD_NONSECURE_RAM_BASE, BOARD_NONSECURE_RAM_BASE + BOARD_NONSECURE_RAM_SIZE - 1, 0},
    {BOARD_UART_NONSECURE, BOARD_UART_NONSECURE + 0xfff, 0},
};
const uint8_t board_nonsecure_region_count =
    sizeof(board_nonsecure_regions) / sizeof(board_nonsecure_regions[0]);

#define READ_ONLY  (ARMV8M_MPU_RO_PRIVILEGED | ARMV8M_MPU_XN)
#define READ_WRITE (ARMV8M_MPU_RW_PRIVILEGED | ARMV8M_MPU_XN)
#define EXECUTE    ARMV8M_MPU_RO_PRIVILEGED

/* The areas of the record logs are one region: there are no more than eight. */
#define STORE_LAST                                                       \
    (CONFIG_SERVICE_PS ? BOARD_PROTECTED_BASE + BOARD_PROTECTED_SIZE - 1 \
                       : BOARD_STORE_BASE + BOARD_STORE_SIZE - 1)

/* Nothing is both writable and executable, and the non-secure side's memory is data here. */
const struct armv8m_region board_secure_regions[] = {
    {BOARD_SECURE_BASE, NONSECURE_BASE - 1, EXECUTE},
    {BOARD_RAM_BASE, BOARD_RAM_BASE + CONFIG_SECURE_RAM_SIZE - 1, READ_WRITE},
    {BOARD_PROVISION_BASE, BOARD_PROVISION_BASE + BOARD_PROVISION_SIZE - 1, READ_ONLY},
    {BOARD_ENTROPY_BASE, BOARD_ENTROPY_BASE + BOARD_ENTROPY_SIZE - 1, READ_WRITE},
    {BOARD_STORE_BASE, STORE_LAST, READ_WRITE},
    {NONSECURE_BASE, SLOT_LAST, READ_ONLY},
    {BOARD_NONSECURE_RAM_BASE, BOARD_NONSECURE_RAM_BASE + BOARD_NONSECURE_RAM_SIZE - 1, READ_WRITE},
    {BOARD_UART_SECURE, BOARD_UART_SECURE + 0xfff, READ_WRITE | BOARD_REGION_DEVICE},
};
const uint8_t board_secure_region_count =
    sizeof(board_secure_regions) / sizeof(board_secure_regions[0]);

/* Memory protection controller of SSRAM3 (SIE-200): one bit a block, 1 is non-secure. SSRAM1 and
 * SSRAM2 keep their reset value, all secure. */
#define MPC_SSRAM1         0x58007000u
#define MPC_SSRAM2         0x58008000u
#define MPC_SSRAM3         0x58009000u
#define MPC_CTRL(mpc)      ARMV8M_REGISTER((mpc) + 0x00u)
#define MPC_BLK_CFG(mpc)   ARMV8M_REGISTER((mpc) + 0x14u)
#define MPC_BLK_IDX(mpc)   ARMV8M_REGISTER((mpc) + 0x18u)
#define MPC_BLK_LUT(mpc)   ARMV8M_REGISTER((mpc) + 0x1cu)
#define MPC_CTRL_BUS_ERROR (1u << 4)
#define MPC_CTRL_LOCK      (1u << 31)

/* Secure control block of the IoT kit. */
#define SECCTL_SECRESPCFG         ARMV8M_REGISTER(0x50080010u) /* 1: a refused access is an error */
#define SECCTL_NSCCFG             ARMV8M_REGISTER(0x50080014u) /* 0: nothing at 0x1xxxxxxx is callable */
#define SECCTL_APBNSPPCEXP1       ARMV8M_REGISTER(0x50080084u)
#define SECCTL_APBNSPPCEXP1_UART1 (1u << 6)

/* UART1's interrupts: receive, transmit, combined. */
#define UART1_INTERRUPTS ((1u << 2) | (1u << 3) | (1u << 11))

/* The lookup table has a bit for each block, 32 blocks a word; the non-secure RAM stands at the
 * start of SSRAM3 and is a whole number of words. */
static bool open_ssram3(void)
{
    uint32_t word_size = 32u << ((MPC_BLK_CFG(MPC_SSRAM3) & 15) + 5);
    bool good = true;

    for (uint32_t i = 0; i < BOARD_NONSECURE_RAM_SIZE / word_size; i++) {
        MPC_BLK_IDX(MPC_SSRAM3) = i;
        MPC_BLK_LUT(MPC_SSRAM3) = UINT32_MAX;
        good &= MPC_BLK_LUT(MPC_SSRAM3) == UINT32_MAX;
    }
    return good;
}

static bool close_gate(uint32_t mpc)
{
    const uint32_t wanted = MPC_CTRL_BUS_ERROR | MPC_CTRL_LOCK;

    MPC_CTRL(mpc) = wanted;
    return (MPC_CTRL(mpc) & wanted) == wanted;
}

/* The peripheral gates of this board have no lock of their own: the secure memory protection unit
 * keeps the secure image itself from reaching SECCTL afterwards. */
bool board_isolate(void)
{
    bool good;

    MPC_CTRL(MPC_SSRAM3) = MPC_CTRL_BUS_ERROR; /* no auto-increment: a word is read back in place */
    good = open_ssram3();
    good &= close_gate(MPC_SSRAM1);
    good &= close_gate(MPC_SSRAM2);
    good &= close_gate(MPC_SSRAM3);

    SECCTL_SECRESPCFG = 1;
    SECCTL_NSCCFG = 0;
    SECCTL_APBNSPPCEXP1 = SECCTL_APBNSPPCEXP1_UART1;
    ARMV8M_NVIC_ITNS(1) = UART1_INTERRUPTS;
    good &= SECCTL_SECRESPCFG == 1;
    good &= SECCTL_NSCCFG == 0;
    good &= SECCTL_APBNSPPCEXP1 == SECCTL_APBNSPPCEXP1_UART1;
    good &= ARMV8M_SAU_CTRL == ARMV8M_SAU_CTRL_ENABLE;
    return good;
}
