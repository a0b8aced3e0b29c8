/* SPDX-License-Identifier: Apache-2.0 */
/* Every exception that reaches the secure side ends here: recorded, then a restart. */
#include "core/fault.h"

#include "port/armv8m/image.h"
#include "port/armv8m/registers.h"
#include "port/port.h"

#include <stdbool.h>
#include <stddef.h>

#define EXC_RETURN_SECURE \
    0x40u /* the interrupted code was secure: its frame is on a secure stack */
#define EXC_RETURN_DCRS   0x20u
#define EXC_RETURN_THREAD 0x08u
#define EXC_RETURN_SPSEL  0x04u
#define CONTROL_SPSEL     0x02u
#define FRAME_PC          6u

void armv8m_fault(void);
void armv8m_fault_record(uint32_t exc_return, uint32_t exception);

__attribute__((naked)) void armv8m_fault(void)
{
    /* Back to the top of the handler stack: what was on it is not needed any more, and a handler
     * that overflowed it must still be able to say so. */
    __asm__ volatile("mov r0, lr\n"
                     "mrs r1, ipsr\n"
                     "ldr r2, =armv8m_handler_stack\n"
                     "msr msp, r2\n"
                     "b armv8m_fault_record\n");
}

/* Did secure code of ours in thread mode raise it? Then the frame on the process stack is a plain
 * one. Otherwise what lies there may be the frame of a service that a non-secure interrupt has cut,
 * which begins with the service's own registers: nothing for a record that everybody can read. A
 * stack that overflowed may have no frame at all. */
static bool raised_by_service(uint32_t exc_return)
{
    const uint32_t plain =
        EXC_RETURN_SECURE | EXC_RETURN_DCRS | EXC_RETURN_THREAD | EXC_RETURN_SPSEL;

    return (exc_return & plain) == plain;
}

/* The stacked program counter. The stack pointer may be anything, the non-secure one above all,
 * so it is checked before it is followed; 0 if it leads nowhere. */
static uint32_t stacked_pc(uint32_t exc_return)
{
    uint32_t frame;

    if (exc_return & EXC_RETURN_SECURE) {
        __asm__("mrs %0, psp" : "=r"(frame));
        if (!raised_by_service(exc_return) || (ARMV8M_CFSR & ARMV8M_CFSR_STKOF) ||
            frame < (uint32_t)armv8m_stack_limit ||
            frame > (uint32_t)armv8m_stack - 8 * sizeof(uint32_t))
            return 0;
    } else {
        /* EXC_RETURN.SPSEL speaks of the secure side; the other side's choice is in its CONTROL. */
        uint32_t control_ns;
        __asm__("mrs %0, control_ns" : "=r"(control_ns));
        if ((exc_return & EXC_RETURN_THREAD) && (control_ns & CONTROL_SPSEL))
            __asm__("mrs %0, psp_ns" : "=r"(frame));
        else
            __asm__("mrs %0, msp_ns" : "=r"(frame));
        if (frame % 4 != 0 || !port_nonsecure_range(frame, 8 * sizeof(uint32_t), false))
            return 0;
    }
    return ((const uint32_t *)frame)[FRAME_PC];
}

static uint32_t reason_of(uint32_t exception, uint32_t cfsr)
{
    static const uint8_t reasons[8] = {
        CORE_FAULT_INTERRUPT, CORE_FAULT_INTERRUPT, CORE_FAULT_INTERRUPT, CORE_FAULT_HARD,
        CORE_FAULT_MEMORY,    CORE_FAULT_BUS,       CORE_FAULT_USAGE,     CORE_FAULT_SECURE,
    };

    if (cfsr & ARMV8M_CFSR_STKOF)
        return CORE_FAULT_STACK;
    return exception < sizeof(reasons) ? reasons[exception] : CORE_FAULT_INTERRUPT;
}

__attribute__((used, noreturn)) void armv8m_fault_record(uint32_t exc_return, uint32_t exception)
{
    uint32_t cfsr = ARMV8M_CFSR;
    uint32_t sfsr = ARMV8M_SFSR;
    struct core_fault fault = {.reason = reason_of(exception, cfsr), .pc = stacked_pc(exc_return)};

    /* No secure code runs in handler mode, so the rest is the non-secure side's doing. */
    fault.who = raised_by_service(exc_return) ? core_fault_culprit() : -1;
    fault.status = fault.reason == CORE_FAULT_SECURE ? sfsr : cfsr;
    if (sfsr & ARMV8M_SFSR_SFARVALID)
        fault.address = ARMV8M_SFAR;
    else if (cfsr & ARMV8M_CFSR_MMARVALID)
        fault.address = ARMV8M_MMFAR;
    else if (cfsr & ARMV8M_CFSR_BFARVALID)
        fault.address = ARMV8M_BFAR;
    core_fault_stop(&fault);
}
