/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
#include "handoff/lint_data.h"

#include "handoff/entry.h"
#include "handoff/event_log.h"
#include "handoff/wire.h"

#define FDT_MAGIC       0xd00dfeedu
#define FDT_HEADER_SIZE 40u
#define HOB_HEADER_SIZE 8u
#define HOB_PHIT        0x0001u
#define HOB_END         0xffffu
#define ACPI_HEAD_SIZE  36u

static const uint8_t *data_of(const struct handoff_linter *l)
{
    return handoff_entry_data(l->list, &l->entry);
}

/* Reports something at `offset` of the data. */
static void report(struct handoff_linter *l, enum handoff_lint code, uint32_t offset)
{
    handoff_lint_report(l, code, l->entry.offset + l->entry.header_size + offset);
}

static uint32_t get_be32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Whether the data is aligned, where it is and after every relocation. */
static void lint_alignment(struct handoff_linter *l, uint32_t alignment)
{
    uintptr_t address = l->list->address + l->entry.offset + l->entry.header_size;

    if ((address & (((uintptr_t)1 << alignment) - 1)) != 0)
        report(l, HANDOFF_LINT_MISALIGNED, 0);
    else if (handoff_list_alignment(l->list) < alignment)
        report(l, HANDOFF_LINT_ALIGNMENT, 0);
}

/* An address that the next stage will use must not move with the list. */
static void lint_pointer(struct handoff_linter *l, uint64_t address, uint32_t offset)
{
    if (address >= l->list->address && address - l->list->address < l->list->total_size)
        report(l, HANDOFF_LINT_POINTER, offset);
}

static void lint_fdt(struct handoff_linter *l)
{
    const uint8_t *p = data_of(l);

    if (l->entry.size < FDT_HEADER_SIZE || get_be32(p) != FDT_MAGIC)
        report(l, HANDOFF_LINT_FDT, 0);
    else if (get_be32(p + 4) > l->entry.size || get_be32(p + 4) < FDT_HEADER_SIZE)
        report(l, HANDOFF_LINT_FDT, 4);
}

/* Size of the HOB at `offset`, or 0 if there is none. */
static uint32_t hob_size(const struct handoff_linter *l, uint32_t offset)
{
    uint32_t left = l->entry.size - offset;
    uint32_t size;

    if (left < HOB_HEADER_SIZE)
        return 0;
    size = handoff_get16(data_of(l) + offset + 2);
    return size < HOB_HEADER_SIZE || size % 8 != 0 || size > left ? 0 : size;
}

static void lint_hob_block(struct handoff_linter *l)
{
    if (hob_size(l, 0) != l->entry.size)
        report(l, HANDOFF_LINT_HOB, 0);
}

static void lint_hob_list(struct handoff_linter *l)
{
    uint32_t offset = 0;
    uint32_t type = HOB_PHIT;

    while (offset < l->entry.size && type != HOB_END) {
        uint32_t size = hob_size(l, offset);

        if (size == 0)
            break;
        type = handoff_get16(data_of(l) + offset);
        if ((offset == 0) != (type == HOB_PHIT))
            break;
        offset += size;
    }
    if (type != HOB_END || offset != l->entry.size)
        report(l, HANDOFF_LINT_HOB, offset);
}

static void lint_acpi(struct handoff_linter *l)
{
    uint32_t offset = 0;
    uint32_t size = l->entry.size;

    lint_alignment(l, 4);
    for (;;) {
        const uint8_t *p = data_of(l) + offset;
        uint32_t length;

        if (size - offset < ACPI_HEAD_SIZE || handoff_get32(p + 4) < ACPI_HEAD_SIZE ||
            handoff_get32(p + 4) > size - offset) {
            report(l, HANDOFF_LINT_ACPI, offset);
            return;
        }
        length = handoff_get32(p + 4);
        if (handoff_sum(p, length) != 0)
            report(l, HANDOFF_LINT_ACPI_SUM, offset + 9);
        if (length == size - offset)
            return;
        /* The next table begins at the next multiple of 16, which must not be beyond the data. */
        if (((offset + length + 15u) & ~15u) - offset > size - offset) {
            report(l, HANDOFF_LINT_ACPI, offset + length);
            return;
        }
        offset = (offset + length + 15u) & ~15u;
    }
}

static void lint_event_log(struct handoff_linter *l)
{
    struct handoff_event_log log;
    struct handoff_event event = {.end = 0};
    enum handoff_reason reason;

    if (handoff_event_log_open(&log, data_of(l), l->entry.size) != HANDOFF_OK) {
        report(l, HANDOFF_LINT_EVENT_LOG, 0);
        return;
    }
    if (handoff_get32(log.data) > HANDOFF_EVENT_LOG_REPLAY)
        report(l, HANDOFF_LINT_VALUE, 0);
    do
        reason = handoff_event_next(&log, &event);
    while (reason == HANDOFF_OK);
    if (reason != HANDOFF_NO_ENTRY)
        report(l, HANDOFF_LINT_EVENT_LOG, event.offset);
}

static void lint_memory(struct handoff_linter *l)
{
    bool is_small = l->entry.tag == HANDOFF_TAG_MEMORY_LAYOUT32;
    struct handoff_memory memory;
    enum handoff_reason reason =
        is_small ? handoff_memory_layout32_read(&memory, data_of(l), l->entry.size)
                 : handoff_memory_layout64_read(&memory, data_of(l), l->entry.size);

    if (reason == HANDOFF_BAD_DATA || (reason == HANDOFF_OK && memory.size == 0))
        report(l, HANDOFF_LINT_VALUE, is_small ? 4 : 8);
    if (reason == HANDOFF_OK)
        lint_pointer(l, memory.address, 0);
}

static void lint_crb(struct handoff_linter *l)
{
    struct handoff_crb crb;

    if (handoff_crb_read(&crb, data_of(l), l->entry.size) != HANDOFF_OK)
        return;
    if (crb.size == 0)
        report(l, HANDOFF_LINT_VALUE, 8);
    lint_pointer(l, crb.address, 0);
}

static void lint_pageable_part(struct handoff_linter *l)
{
    uint64_t address;

    if (handoff_pageable_part_read(&address, data_of(l), l->entry.size) == HANDOFF_OK)
        lint_pointer(l, address, 0);
}

static void lint_ep_info64(struct handoff_linter *l)
{
    struct handoff_ep_info64 info;

    if (handoff_ep_info64_read(&info, data_of(l), l->entry.size) == HANDOFF_BAD_DATA)
        report(l, HANDOFF_LINT_VALUE, 0);
}

static void lint_ep_info32(struct handoff_linter *l)
{
    struct handoff_ep_info32 info;

    if (handoff_ep_info32_read(&info, data_of(l), l->entry.size) == HANDOFF_BAD_DATA)
        report(l, HANDOFF_LINT_VALUE, 0);
}

static void lint_gpt_error(struct handoff_linter *l)
{
    uint8_t error;

    if (handoff_gpt_error_read(&error, data_of(l), l->entry.size) == HANDOFF_BAD_DATA)
        report(l, HANDOFF_LINT_VALUE, 0);
}

static const struct layout {
    uint32_t tag;
    uint32_t size; /* of the fixed layout; 0 where the data frames itself */
    void (*lint)(struct handoff_linter *l);
} layouts[] = {
    {HANDOFF_TAG_FDT, 0, lint_fdt},
    {HANDOFF_TAG_HOB_BLOCK, 0, lint_hob_block},
    {HANDOFF_TAG_HOB_LIST, 0, lint_hob_list},
    {HANDOFF_TAG_ACPI, 0, lint_acpi},
    {HANDOFF_TAG_EVENT_LOG, 0, lint_event_log},
    {HANDOFF_TAG_CRB, HANDOFF_CRB_SIZE, lint_crb},
    {HANDOFF_TAG_DT_OVERLAY, 0, lint_fdt},
    {HANDOFF_TAG_OPTEE_PAGEABLE_PART, HANDOFF_PAGEABLE_PART_SIZE, lint_pageable_part},
    {HANDOFF_TAG_SPMC_MANIFEST, 0, lint_fdt},
    {HANDOFF_TAG_EP_INFO64, HANDOFF_EP_INFO64_SIZE, lint_ep_info64},
    {HANDOFF_TAG_FFA_BINARY, 0, NULL},
    {HANDOFF_TAG_MEMORY_LAYOUT64, HANDOFF_MEMORY_LAYOUT64_SIZE, lint_memory},
    {HANDOFF_TAG_MBEDTLS_HEAP, HANDOFF_MBEDTLS_HEAP_SIZE, lint_memory},
    {HANDOFF_TAG_FFA_MANIFEST, 0, lint_fdt},
    {HANDOFF_TAG_MEMORY_LAYOUT32, HANDOFF_MEMORY_LAYOUT32_SIZE, lint_memory},
    {HANDOFF_TAG_EP_INFO32, HANDOFF_EP_INFO32_SIZE, lint_ep_info32},
    {HANDOFF_TAG_GPT_ERROR, HANDOFF_GPT_ERROR_SIZE, lint_gpt_error},
};

void handoff_lint_data(struct handoff_linter *l)
{
    for (uint32_t i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++) {
        if (layouts[i].tag != l->entry.tag)
            continue;
        if (l->entry.size == 0) {
            report(l, HANDOFF_LINT_EMPTY, 0);
            return;
        }
        if (l->entry.size < layouts[i].size)
            report(l, HANDOFF_LINT_SHORT, 0);
        if (layouts[i].size != 0 && l->entry.size > layouts[i].size)
            report(l, HANDOFF_LINT_LONG, layouts[i].size);
        if (layouts[i].lint != NULL)
            layouts[i].lint(l);
        return;
    }
    if (l->entry.tag <= HANDOFF_TAG_STANDARD_LAST)
        handoff_lint_report(l, HANDOFF_LINT_TAG_UNKNOWN, l->entry.offset);
}
