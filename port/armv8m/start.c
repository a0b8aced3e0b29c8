/* SPDX-License-Identifier: Apache-2.0 */
#include "port/armv8m/image.h"

#include "port/armv8m/registers.h"

#include <string.h>

void armv8m_reset(void);
void armv8m_start(void);
void armv8m_fault(void);

/* Limits come before the first push. RAM is not empty at a reset: what an earlier run left, keys
 * among it, is cleared whole before a stack is used. The process stack becomes the stack of thread
 * mode, so that a fault handler has the main stack to itself even when a service has used up its
 * own. */
__attribute__((naked)) void armv8m_reset(void)
{
    __asm__ volatile("ldr r0, =armv8m_handler_stack_limit\n"
                     "msr msplim, r0\n"
                     "ldr r0, =armv8m_handler_stack\n"
                     "msr msp, r0\n"
                     "ldr r1, =armv8m_stack_limit\n"
                     "msr psplim, r1\n"
                     "ldr r1, =armv8m_stack\n"
                     "msr psp, r1\n"
                     "movs r2, #2\n" /* CONTROL.SPSEL */
                     "msr control, r2\n"
                     "isb\n"
                     "ldr r0, =armv8m_ram_clear\n"
                     "ldr r1, =armv8m_ram_used_end\n"
                     "movs r2, #0\n"
                     "1: str r2, [r0], #4\n"
                     "cmp r0, r1\n"
                     "blo 1b\n"
                     "b armv8m_start\n");
}

__attribute__((used, noreturn)) void armv8m_start(void)
{
    armv8m_handler_stack[0] = armv8m_handler_stack[1] = ARMV8M_STACK_SEAL;
    armv8m_stack[0] = armv8m_stack[1] = ARMV8M_STACK_SEAL;
    memcpy(armv8m_data, armv8m_data_load,
           (size_t)((uintptr_t)armv8m_data_end - (uintptr_t)armv8m_data));
    armv8m_main();
}

/* Secure images use no interrupts: sixteen entries are the whole table, and every exception that
 * can happen is a fault. */
__attribute__((section(".vectors"), used)) const void *const armv8m_vectors[16] = {
    armv8m_handler_stack,       (const void *)armv8m_reset, (const void *)armv8m_fault,
    (const void *)armv8m_fault, (const void *)armv8m_fault, (const void *)armv8m_fault,
    (const void *)armv8m_fault, (const void *)armv8m_fault, (const void *)armv8m_fault,
    (const void *)armv8m_fault, (const void *)armv8m_fault, (const void *)armv8m_fault,
    (const void *)armv8m_fault, (const void *)armv8m_fault, (const void *)armv8m_fault,
    (const void *)armv8m_fault,
};
