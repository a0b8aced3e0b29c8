/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The registers of the Armv8-M architecture that this port writes (Armv8-M ARM, DDI0553, D1.2),
 * by the manual's names. Addresses are those that secure code uses; the _NS ones reach the
 * non-secure side's copy.
 */
#ifndef ARMV8M_REGISTERS_H
#define ARMV8M_REGISTERS_H

#include <stdint.h>

#define ARMV8M_REGISTER(address) (*(volatile uint32_t *)(address))

/** From here up: the private peripheral bus and the vendor's system space, exempt from attribution.
 */
#define ARMV8M_SYSTEM_BASE 0xe0000000u

/* System control block */
#define ARMV8M_VTOR    ARMV8M_REGISTER(0xe000ed08u)
#define ARMV8M_VTOR_NS ARMV8M_REGISTER(0xe002ed08u)
#define ARMV8M_AIRCR   ARMV8M_REGISTER(0xe000ed0cu)
#define ARMV8M_SHCSR   ARMV8M_REGISTER(0xe000ed24u)
#define ARMV8M_CFSR    ARMV8M_REGISTER(0xe000ed28u)
#define ARMV8M_HFSR    ARMV8M_REGISTER(0xe000ed2cu)
#define ARMV8M_MMFAR   ARMV8M_REGISTER(0xe000ed34u)
#define ARMV8M_BFAR    ARMV8M_REGISTER(0xe000ed38u)
#define ARMV8M_NSACR   ARMV8M_REGISTER(0xe000ed8cu)
#define ARMV8M_SFSR    ARMV8M_REGISTER(0xe000ede4u)
#define ARMV8M_SFAR    ARMV8M_REGISTER(0xe000ede8u)

#define ARMV8M_AIRCR_VECTKEY       (0x05fau << 16)
#define ARMV8M_AIRCR_PRIS          (1u << 14) /* non-secure exceptions rank below secure ones */
#define ARMV8M_AIRCR_BFHFNMINS     (1u << 13) /* HardFault, NMI and BusFault to the other side */
#define ARMV8M_AIRCR_SYSRESETREQS  (1u << 3)  /* only the secure side may reset */
#define ARMV8M_AIRCR_SYSRESETREQ   (1u << 2)
#define ARMV8M_SHCSR_FAULTS_ENABLE (0xfu << 16) /* MemManage, BusFault, UsageFault, SecureFault */
#define ARMV8M_CFSR_MMARVALID      (1u << 7)
#define ARMV8M_CFSR_BFARVALID      (1u << 15)
#define ARMV8M_CFSR_STKOF          (1u << 20)
#define ARMV8M_SFSR_SFARVALID      (1u << 6)

/* Memory protection unit of the secure side */
#define ARMV8M_MPU_TYPE  ARMV8M_REGISTER(0xe000ed90u)
#define ARMV8M_MPU_CTRL  ARMV8M_REGISTER(0xe000ed94u)
#define ARMV8M_MPU_RNR   ARMV8M_REGISTER(0xe000ed98u)
#define ARMV8M_MPU_RBAR  ARMV8M_REGISTER(0xe000ed9cu)
#define ARMV8M_MPU_RLAR  ARMV8M_REGISTER(0xe000eda0u)
#define ARMV8M_MPU_MAIR0 ARMV8M_REGISTER(0xe000edc0u)

#define ARMV8M_MPU_CTRL_ENABLE   (1u << 0)
#define ARMV8M_MPU_CTRL_HFNMIENA (1u << 1) /* also while HardFault and NMI run */
#define ARMV8M_MPU_XN            (1u << 0)
#define ARMV8M_MPU_RW_PRIVILEGED (0u << 1)
#define ARMV8M_MPU_RO_PRIVILEGED (2u << 1)
#define ARMV8M_MPU_NORMAL        (0u << 1) /* MAIR attribute 0 */
#define ARMV8M_MPU_DEVICE        (1u << 1) /* MAIR attribute 1 */
#define ARMV8M_MPU_REGION_ENABLE (1u << 0)

/* Security attribution unit */
#define ARMV8M_SAU_CTRL ARMV8M_REGISTER(0xe000edd0u)
#define ARMV8M_SAU_TYPE ARMV8M_REGISTER(0xe000edd4u)
#define ARMV8M_SAU_RNR  ARMV8M_REGISTER(0xe000edd8u)
#define ARMV8M_SAU_RBAR ARMV8M_REGISTER(0xe000eddcu)
#define ARMV8M_SAU_RLAR ARMV8M_REGISTER(0xe000ede0u)

#define ARMV8M_SAU_CTRL_ENABLE        (1u << 0)
#define ARMV8M_SAU_REGION_ENABLE      (1u << 0)
#define ARMV8M_SAU_NONSECURE_CALLABLE (1u << 1)

/* Interrupts: which side each one goes to */
#define ARMV8M_NVIC_ITNS(n) ARMV8M_REGISTER(0xe000e380u + 4u * (n))

/** The value of the two words on top of every secure stack. As a return address or an exception
 * return it faults, so a forged return cannot run past the end of a stack (CVE-2020-16273). */
#define ARMV8M_STACK_SEAL 0xfef5eda5u

#endif
