/* SPDX-License-Identifier: Apache-2.0 */
/* The immutable boot stage: decides with boot/, tells a person what it decided, and starts the
 * secure image or stops. */
#include "boot/boot.h"

#include "port/armv8m/image.h"
#include "port/armv8m/registers.h"
#include "port/armv8m/text.h"
#include BOARD_MEMORY_H

#include <string.h>

_Static_assert(BOARD_SLOT_SIZE == KEDGE_SLOT_SIZE && BOARD_IMAGE_HEADER_SIZE == KEDGE_HEADER_SIZE,
               "board.cmake and memory.h must agree on the slot and on the image's header");

void armv8m_fault(void);

/* Of the boot stage's own faults only the number is told: the record in retained memory belongs
 * to the secure image. */
void armv8m_fault(void)
{
    uint32_t exception;

    __asm__ volatile("mrs %0, ipsr" : "=r"(exception));
    armv8m_text("boot: fault ");
    armv8m_decimal(exception);
    armv8m_text("\n");
    board_stop(1);
}

static void say_version(const struct boot_version *version)
{
    armv8m_decimal(version->major);
    armv8m_text(".");
    armv8m_decimal(version->minor);
    armv8m_text(".");
    armv8m_decimal(version->revision);
    armv8m_text("+");
    armv8m_decimal(version->build);
}

static void say_start(const struct boot_record *record)
{
    armv8m_text("boot: image ");
    say_version(&record->version);
    armv8m_text(" verified, sha256 ");
    armv8m_hex(record->measurement, 8);
    armv8m_text(record->development ? "..., development keys\n" : "...\n");
}

static _Noreturn void refuse(enum boot_reason reason, uint32_t offset)
{
    armv8m_text("boot: refused: ");
    armv8m_text(boot_reason_text(reason));
    if (offset != 0) {
        armv8m_text(", at slot offset ");
        armv8m_decimal(offset);
    }
    armv8m_text("\n");
    board_stop(2);
}

/* The next image clears its own RAM. This stage holds no secret, so its stack is left as it is;
 * the registers are cleared because that costs nothing. */
__attribute__((naked, noreturn)) static void jump(__attribute__((unused)) uint32_t stack,
                                                  __attribute__((unused)) uint32_t reset)
{
    __asm__ volatile("movs r2, #0\n"
                     "msr msplim, r2\n"
                     "msr psplim, r2\n"
                     "msr control, r2\n"
                     "isb\n"
                     "msr msp, r0\n"
                     "mov r0, r2\n mov r3, r2\n mov r4, r2\n mov r5, r2\n mov r6, r2\n"
                     "mov r7, r2\n mov r8, r2\n mov r9, r2\n mov r10, r2\n mov r11, r2\n"
                     "mov r12, r2\n mov lr, r2\n"
                     "bx r1\n");
}

static _Noreturn void start(uint32_t vectors_address)
{
    const uint32_t *vectors = (const uint32_t *)vectors_address;
    uint32_t stack = vectors[0];
    uint32_t reset = vectors[1];

    armv8m_protect_end();
    ARMV8M_VTOR = vectors_address;
    __asm__ volatile("dsb\n isb" ::: "memory");
    jump(stack, reset);
}

void armv8m_main(void)
{
    static const struct boot_area area = {
        .provision = (const uint8_t *)BOARD_PROVISION_BASE,
        .slot = (const uint8_t *)BOARD_SLOT_BASE,
        .slot_size = BOARD_SLOT_SIZE,
        .slot_address = BOARD_SLOT_BASE,
        .stack_lowest = BOARD_RAM_BASE,
        .stack_highest = BOARD_RAM_BASE + BOARD_RAM_SIZE,
        .vector_alignment = 128,
        .release = KEDGE_RELEASE,
    };
    struct boot_decision decision;

    board_console_begin();
    armv8m_protect(board_boot_regions, board_boot_region_count);
    enum boot_reason reason = boot_select(&area, &decision);
    if (!boot_decision_allows(&decision))
        refuse(reason, decision.offset);
    boot_record_write((uint8_t *)armv8m_retained + ARMV8M_BOOT_RECORD_OFFSET, &decision.record);
    say_start(&decision.record);
    if (!boot_decision_allows(&decision))
        refuse(reason, decision.offset);
    start(boot_decision_vectors(&decision));
}
