/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
#include "handoff/registers.h"

#define CONVENTION  1u
#define SIGNATURE24 (HANDOFF_SIGNATURE & 0xffffffu)

/* Address of the first FDT's data, or 0. */
static uint64_t find_fdt(const struct handoff_list *list)
{
    struct handoff_entry entry = {0};

    if (!handoff_entry_find(list, HANDOFF_TAG_FDT, &entry))
        return 0;
    return (uint64_t)list->address + entry.offset + entry.header_size;
}

struct handoff_registers64 handoff_registers64_make(const struct handoff_list *list)
{
    return (struct handoff_registers64){
        .x0 = find_fdt(list),
        .x1 = (uint64_t)CONVENTION << 32 | HANDOFF_SIGNATURE,
        .x2 = 0,
        .x3 = list->address,
    };
}

enum handoff_reason handoff_registers32_make(const struct handoff_list *list,
                                             struct handoff_registers32 *registers)
{
    if ((uint64_t)list->address + list->total_size > (uint64_t)UINT32_MAX + 1)
        return HANDOFF_BAD_REGISTER_BASE;
    registers->r0 = 0;
    registers->r1 = CONVENTION << 24 | SIGNATURE24;
    registers->r2 = (uint32_t)find_fdt(list);
    registers->r3 = (uint32_t)list->address;
    return HANDOFF_OK;
}

enum handoff_reason handoff_registers64_check(const struct handoff_registers64 *registers)
{
    if ((uint32_t)registers->x1 != HANDOFF_SIGNATURE)
        return HANDOFF_BAD_REGISTER_SIGNATURE;
    if ((registers->x1 >> 32 & 0xff) != CONVENTION)
        return HANDOFF_BAD_REGISTER_VERSION;
    if (registers->x1 >> 40 != 0 || registers->x2 != 0)
        return HANDOFF_BAD_REGISTER_ZERO;
    if (registers->x3 == 0 || registers->x3 % 8 != 0)
        return HANDOFF_BAD_REGISTER_BASE;
    return HANDOFF_OK;
}

enum handoff_reason handoff_registers32_check(const struct handoff_registers32 *registers)
{
    if ((registers->r1 & 0xffffffu) != SIGNATURE24)
        return HANDOFF_BAD_REGISTER_SIGNATURE;
    if (registers->r1 >> 24 != CONVENTION)
        return HANDOFF_BAD_REGISTER_VERSION;
    if (registers->r0 != 0)
        return HANDOFF_BAD_REGISTER_ZERO;
    if (registers->r3 == 0 || registers->r3 % 8 != 0)
        return HANDOFF_BAD_REGISTER_BASE;
    return HANDOFF_OK;
}

enum handoff_reason handoff_registers_check_fdt(const struct handoff_list *list, uint64_t fdt)
{
    struct handoff_entry entry = {0};
    bool has_any = false;

    while (handoff_entry_find(list, HANDOFF_TAG_FDT, &entry)) {
        if (fdt == (uint64_t)list->address + entry.offset + entry.header_size)
            return HANDOFF_OK;
        has_any = true;
    }
    return has_any || fdt != 0 ? HANDOFF_BAD_REGISTER_FDT : HANDOFF_OK;
}
