/* SPDX-License-Identifier: Apache-2.0 */
/* The secure image's way from its start to the non-secure side, and the port's answers to core/. */
#include "core/start.h"

#include "kedge_config.h"

#include "boot/derive.h"
#include "boot/record.h"
#include "client/gate.h"
#include "core/fault.h"
#include "core/gate.h"
#include "port/armv8m/image.h"
#include "port/armv8m/registers.h"
#include "port/armv8m/text.h"
#include "port/port.h"
#include "psa/service.h"
#include BOARD_MEMORY_H

#include <arm_cmse.h>
#include <string.h>

#define NONSECURE_BASE (BOARD_SECURE_BASE + CONFIG_SECURE_FLASH_SIZE)

_Static_assert(CONFIG_SECURE_FLASH_SIZE % 512 == 0,
               "CONFIG_SECURE_FLASH_SIZE must be a multiple of 512: the non-secure program begins "
               "behind it, with a vector table of up to 128 entries");
_Static_assert(CONFIG_SECURE_RAM_SIZE % 32 == 0,
               "CONFIG_SECURE_RAM_SIZE must be a multiple of 32, a region of the memory protection "
               "unit");

static bool caller_is_unprivileged(void)
{
    uint32_t control_ns;

    __asm__("mrs %0, control_ns" : "=r"(control_ns));
    return control_ns & 1; /* thread mode: the gate refused any other */
}

/* Whether a service may touch a client's range for it. The core answers for one address at a time;
 * regions of one unit do not overlap, so two ends in the same region have the whole range in it.
 *
 * The secure MPU comes first: only memory that the secure image itself may use as data in one of
 * its regions can be passed. That leaves out the private peripheral bus, which is exempt from
 * security attribution: there the caller's access and the service's would reach different
 * registers, the secure side's among them. It is refused by its address too.
 *
 * Then the caller: the attribution unit and, at the caller's privilege, the non-secure MPU must
 * allow it. Where that has no region for either end (its background, for privileged callers), it
 * may have one between them, which a service would then reach for its caller: no secure memory. */
bool port_nonsecure_range(uintptr_t base, size_t size, bool write)
{
    uintptr_t last = base + size - 1;
    cmse_address_info_t ours;
    cmse_address_info_t first_info;
    cmse_address_info_t last_info;

    if (size == 0)
        return true;
    if (last < base || last >= ARMV8M_SYSTEM_BASE)
        return false;
    ours = cmse_TT((void *)base);
    if (!ours.flags.mpu_region_valid || ours.value != cmse_TT((void *)last).value ||
        !(write ? ours.flags.readwrite_ok : ours.flags.read_ok))
        return false;
    if (caller_is_unprivileged()) {
        first_info = cmse_TTAT((void *)base);
        last_info = cmse_TTAT((void *)last);
    } else {
        first_info = cmse_TTA((void *)base);
        last_info = cmse_TTA((void *)last);
    }
    if (first_info.value != last_info.value)
        return false;
    return write ? first_info.flags.nonsecure_readwrite_ok : first_info.flags.nonsecure_read_ok;
}

/* Isolation level 1: partitions share one domain, so this only catches nonsense. */
bool port_secure_range(uintptr_t base, size_t size, bool write)
{
    (void)write;
    return size == 0 || (base != 0 && base + (size - 1) >= base);
}

void *port_fault_memory(void)
{
    return (uint8_t *)armv8m_retained + ARMV8M_FAULT_OFFSET;
}

const void *port_boot_record(void)
{
    return (const uint8_t *)armv8m_retained + ARMV8M_BOOT_RECORD_OFFSET;
}

uint32_t port_life_cycle(void)
{
    struct boot_record record;

    return boot_record_read(port_boot_record(), &record) ? record.life_cycle : 0;
}

/* The boot stage has verified the area; here it is parsed again, since its parts have no other
 * names. */
bool port_derive_key(const char *label, uint8_t *key, size_t size)
{
    struct boot_provision provision;

    return boot_provision_parse((const uint8_t *)BOARD_PROVISION_BASE, &provision) ==
               BOOT_REASON_NONE &&
           boot_derive_key(provision.unique_key, label, key, size);
}

bool port_entropy_read(void *buffer, size_t size)
{
    return board_entropy_read(buffer, size);
}

void port_console_write(const char *text, size_t size)
{
    board_console_write(text, size);
}

void port_restart(void)
{
    __asm__ volatile("cpsid i\n dsb" ::: "memory");
    ARMV8M_AIRCR = ARMV8M_AIRCR_VECTKEY | ARMV8M_AIRCR_PRIS | ARMV8M_AIRCR_SYSRESETREQS |
                   ARMV8M_AIRCR_SYSRESETREQ;
    __asm__ volatile("dsb" ::: "memory");
    for (;;)
        ;
}

static void say(const char *text)
{
    if (CONFIG_CONSOLE)
        armv8m_text(text);
}

/* Leaves the secure side for good: it is entered again only through the gate. The process stack
 * is empty then, and no register tells anything. */
__attribute__((naked, noreturn)) static void leave(__attribute__((unused)) uint32_t reset,
                                                   __attribute__((unused)) uint32_t stack)
{
    __asm__ volatile("msr msp_ns, r1\n"
                     "ldr r2, =armv8m_stack\n"
                     "msr psp, r2\n"
                     "mov r12, r0\n"
                     "movs r1, #0\n"
                     "mov r2, r1\n mov r3, r1\n mov r4, r1\n mov r5, r1\n mov r6, r1\n"
                     "mov r7, r1\n mov r8, r1\n mov r9, r1\n mov r10, r1\n mov r11, r1\n"
                     "mov lr, r1\n"
                     "mov r0, r12\n"
                     "mov r12, r1\n"
                     "bics r0, r0, #1\n"
                     "msr apsr_nzcvq, r1\n"
                     "bxns r0\n");
}

/* How a partition reaches the partition manager: the client API is the same on both sides. */
uint32_t kedge_gate(uint32_t subject, uint32_t control, uintptr_t in, uintptr_t out)
{
    return core_gate_partition(subject, control, in, out);
}

static _Noreturn void start_nonsecure(void)
{
    const uint32_t *vectors = (const uint32_t *)NONSECURE_BASE;

    /* The table is signed with the image; this catches a non-secure program linked for another
     * profile, whose addresses are not its own. */
    if (!port_nonsecure_range(NONSECURE_BASE, 8, false) ||
        !port_nonsecure_range(vectors[1] & ~1u, 2, false) ||
        !port_nonsecure_range(vectors[0] - 8, 8, true)) {
        say("kedge: the non-secure program does not fit this profile's memory map\n");
        psa_panic();
    }
    ARMV8M_VTOR_NS = NONSECURE_BASE;
    leave(vectors[1], vectors[0]);
}

void armv8m_main(void)
{
    if (CONFIG_CONSOLE)
        board_console_begin();
    armv8m_harden();
    armv8m_attribute(board_nonsecure_regions, board_nonsecure_region_count);
    bool isolated = board_isolate();
    armv8m_protect(board_secure_regions, board_secure_region_count);
    if (!isolated) {
        say("kedge: an isolation gate does not hold; not starting\n");
        board_stop(1);
    }
    core_start();
    start_nonsecure();
}
