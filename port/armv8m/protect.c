/* SPDX-License-Identifier: Apache-2.0 */
#include "port/armv8m/image.h"

#include "port/armv8m/registers.h"

static void barrier(void)
{
    __asm__ volatile("dsb\n isb" ::: "memory");
}

/* Without a default map (PRIVDEFENA stays 0) whatever no region names is out of reach, also for
 * privileged code; the private peripheral bus is exempt by the architecture. */
void armv8m_protect(const struct armv8m_region *regions, uint8_t count)
{
    ARMV8M_MPU_CTRL = 0;
    ARMV8M_MPU_MAIR0 = 0x04ff; /* attribute 0: normal, write-back; attribute 1: device nGnRE */
    uint32_t available = (ARMV8M_MPU_TYPE >> 8) & 0xff;
    for (uint32_t i = 0; i < available; i++) {
        ARMV8M_MPU_RNR = i;
        ARMV8M_MPU_RLAR = 0;
        if (i >= count)
            continue;
        uint32_t device = regions[i].attributes & BOARD_REGION_DEVICE;
        ARMV8M_MPU_RBAR = regions[i].base | (regions[i].attributes & 0x1fu);
        ARMV8M_MPU_RLAR = (regions[i].last & ~0x1fu) |
                          (device ? ARMV8M_MPU_DEVICE : ARMV8M_MPU_NORMAL) |
                          ARMV8M_MPU_REGION_ENABLE;
    }
    barrier();
    ARMV8M_MPU_CTRL = ARMV8M_MPU_CTRL_ENABLE | ARMV8M_MPU_CTRL_HFNMIENA;
    barrier();
}

void armv8m_protect_end(void)
{
    barrier();
    ARMV8M_MPU_CTRL = 0;
    barrier();
}

/* HardFault, NMI and BusFault of either side come to the secure handlers (BFHFNMINS 0); what the
 * non-secure side may handle itself ranks below everything secure (PRIS); only the secure side can
 * ask for a reset. */
void armv8m_harden(void)
{
    ARMV8M_AIRCR = ARMV8M_AIRCR_VECTKEY | ARMV8M_AIRCR_PRIS | ARMV8M_AIRCR_SYSRESETREQS;
    ARMV8M_SHCSR |= ARMV8M_SHCSR_FAULTS_ENABLE;
    ARMV8M_NSACR = 0; /* no floating point for the non-secure side: soft-float images only */
    barrier();
}

void armv8m_attribute(const struct armv8m_region *regions, uint8_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        ARMV8M_SAU_RNR = i;
        ARMV8M_SAU_RBAR = regions[i].base;
        ARMV8M_SAU_RLAR =
            (regions[i].last & ~0x1fu) | regions[i].attributes | ARMV8M_SAU_REGION_ENABLE;
    }
    ARMV8M_SAU_CTRL = ARMV8M_SAU_CTRL_ENABLE; /* ALLNS 0: what no region names is secure */
    barrier();
}
