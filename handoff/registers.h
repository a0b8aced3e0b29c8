/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
/**
 * The registers in which a transfer list is handed over (Firmware Handoff 2.0, "Register usage at
 * handoff boundary"), convention version 1. Which of the two depends on the execution state of the
 * receiver alone: an AArch64 sender starts an AArch32 receiver with handoff_registers32.
 *
 *            AArch64                               AArch32
 *     x0     address of the FDT, or 0              r0     0
 *     x1     signature | 1 << 32                   r1     signature[23:0] | 1 << 24
 *     x2     0                                     r2     address of the FDT, or 0
 *     x3     address of the list                   r3     address of the list
 */
#ifndef HANDOFF_REGISTERS_H
#define HANDOFF_REGISTERS_H

#include "handoff/list.h"

struct handoff_registers64 {
    uint64_t x0, x1, x2, x3;
};

struct handoff_registers32 {
    uint32_t r0, r1, r2, r3;
};

/** What to start an AArch64 receiver with: the list at `list->address`, and its first FDT. */
struct handoff_registers64 handoff_registers64_make(const struct handoff_list *list);

/**
 * As handoff_registers64_make(), for an AArch32 receiver.
 *
 * Returns HANDOFF_OK, or HANDOFF_BAD_REGISTER_BASE: a part of the list is beyond 4 GiB.
 */
enum handoff_reason handoff_registers32_make(const struct handoff_list *list,
                                             struct handoff_registers32 *registers);

/**
 * Checks what a receiver was started with, before it touches the memory that x3 points to.
 *
 * Returns HANDOFF_OK: x3 is the address of a list to open. HANDOFF_BAD_REGISTER_SIGNATURE: this is
 * no handoff with a list; the registers follow another convention, such as Linux's (x0 is the FDT).
 * HANDOFF_BAD_REGISTER_VERSION, _ZERO or _BASE: it claims to be one and is wrong.
 */
enum handoff_reason handoff_registers64_check(const struct handoff_registers64 *registers);

/** As handoff_registers64_check(), with r3 and the AArch32 convention. */
enum handoff_reason handoff_registers32_check(const struct handoff_registers32 *registers);

/**
 * Checks x0 (AArch64) or r2 (AArch32) against the open list: the address of its FDT's data, or 0 if
 * it has none. Where it has several, any of them.
 *
 * Returns HANDOFF_OK, or HANDOFF_BAD_REGISTER_FDT: ignore the register, use the list.
 */
enum handoff_reason handoff_registers_check_fdt(const struct handoff_list *list, uint64_t fdt);

#endif
