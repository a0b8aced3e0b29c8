/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
#include "handoff/entry.h"

#include "handoff/wire.h"

#define PARAM_EP      1u /* type of the header in front of entry points */
#define PARAM_VERSION 2u

void handoff_crb_write(uint8_t data[HANDOFF_CRB_SIZE], const struct handoff_crb *crb)
{
    handoff_put64(data, crb->address);
    handoff_put32(data + 8, crb->size);
}

enum handoff_reason handoff_crb_read(struct handoff_crb *crb, const void *data, uint32_t size)
{
    const uint8_t *p = data;

    if (size < HANDOFF_CRB_SIZE)
        return HANDOFF_SHORT_DATA;
    crb->address = handoff_get64(p);
    crb->size = handoff_get32(p + 8);
    return HANDOFF_OK;
}

void handoff_pageable_part_write(uint8_t data[HANDOFF_PAGEABLE_PART_SIZE], uint64_t address)
{
    handoff_put64(data, address);
}

enum handoff_reason handoff_pageable_part_read(uint64_t *address, const void *data, uint32_t size)
{
    if (size < HANDOFF_PAGEABLE_PART_SIZE)
        return HANDOFF_SHORT_DATA;
    *address = handoff_get64(data);
    return HANDOFF_OK;
}

static void write_param(uint8_t *data, uint32_t size, uint32_t attributes)
{
    memset(data, 0, size);
    data[0] = PARAM_EP;
    data[1] = PARAM_VERSION;
    handoff_put16(data + 2, (uint16_t)size);
    handoff_put32(data + 4, attributes);
}

static enum handoff_reason check_param(const uint8_t *data, uint32_t size, uint32_t expected_size)
{
    if (size < expected_size)
        return HANDOFF_SHORT_DATA;
    if (data[0] != PARAM_EP || data[1] != PARAM_VERSION || handoff_get16(data + 2) != expected_size)
        return HANDOFF_BAD_DATA;
    return HANDOFF_OK;
}

void handoff_ep_info64_write(uint8_t data[HANDOFF_EP_INFO64_SIZE],
                             const struct handoff_ep_info64 *info)
{
    write_param(data, HANDOFF_EP_INFO64_SIZE, info->attributes);
    handoff_put64(data + 8, info->pc);
    handoff_put32(data + 0x10, info->spsr);
    for (uint32_t i = 0; i < 8; i++)
        handoff_put64(data + 0x18 + 8 * i, info->x[i]);
}

enum handoff_reason handoff_ep_info64_read(struct handoff_ep_info64 *info, const void *data,
                                           uint32_t size)
{
    const uint8_t *p = data;
    enum handoff_reason reason = check_param(p, size, HANDOFF_EP_INFO64_SIZE);

    if (reason != HANDOFF_OK)
        return reason;
    info->attributes = handoff_get32(p + 4);
    info->pc = handoff_get64(p + 8);
    info->spsr = handoff_get32(p + 0x10);
    for (uint32_t i = 0; i < 8; i++)
        info->x[i] = handoff_get64(p + 0x18 + 8 * i);
    return HANDOFF_OK;
}

void handoff_ep_info32_write(uint8_t data[HANDOFF_EP_INFO32_SIZE],
                             const struct handoff_ep_info32 *info)
{
    write_param(data, HANDOFF_EP_INFO32_SIZE, info->attributes);
    handoff_put32(data + 8, info->pc);
    handoff_put32(data + 0xc, info->spsr);
    handoff_put32(data + 0x10, info->lr_svc);
    for (uint32_t i = 0; i < 4; i++)
        handoff_put32(data + 0x14 + 4 * i, info->r[i]);
}

enum handoff_reason handoff_ep_info32_read(struct handoff_ep_info32 *info, const void *data,
                                           uint32_t size)
{
    const uint8_t *p = data;
    enum handoff_reason reason = check_param(p, size, HANDOFF_EP_INFO32_SIZE);

    if (reason != HANDOFF_OK)
        return reason;
    info->attributes = handoff_get32(p + 4);
    info->pc = handoff_get32(p + 8);
    info->spsr = handoff_get32(p + 0xc);
    info->lr_svc = handoff_get32(p + 0x10);
    for (uint32_t i = 0; i < 4; i++)
        info->r[i] = handoff_get32(p + 0x14 + 4 * i);
    return HANDOFF_OK;
}

void handoff_memory_layout64_write(uint8_t data[HANDOFF_MEMORY_LAYOUT64_SIZE],
                                   const struct handoff_memory *memory)
{
    handoff_put64(data, memory->address);
    handoff_put64(data + 8, memory->size);
}

enum handoff_reason handoff_memory_layout64_read(struct handoff_memory *memory, const void *data,
                                                 uint32_t size)
{
    const uint8_t *p = data;

    if (size < HANDOFF_MEMORY_LAYOUT64_SIZE)
        return HANDOFF_SHORT_DATA;
    memory->address = handoff_get64(p);
    memory->size = handoff_get64(p + 8);
    /* The last byte may be the last of the address space. */
    if (memory->size != 0 && memory->address + (memory->size - 1) < memory->address)
        return HANDOFF_BAD_DATA;
    return HANDOFF_OK;
}

void handoff_memory_layout32_write(uint8_t data[HANDOFF_MEMORY_LAYOUT32_SIZE],
                                   const struct handoff_memory *memory)
{
    handoff_put32(data, (uint32_t)memory->address);
    handoff_put32(data + 4, (uint32_t)memory->size);
}

enum handoff_reason handoff_memory_layout32_read(struct handoff_memory *memory, const void *data,
                                                 uint32_t size)
{
    const uint8_t *p = data;

    if (size < HANDOFF_MEMORY_LAYOUT32_SIZE)
        return HANDOFF_SHORT_DATA;
    memory->address = handoff_get32(p);
    memory->size = handoff_get32(p + 4);
    if (memory->address + memory->size > (uint64_t)UINT32_MAX + 1)
        return HANDOFF_BAD_DATA;
    return HANDOFF_OK;
}

void handoff_mbedtls_heap_write(uint8_t data[HANDOFF_MBEDTLS_HEAP_SIZE],
                                const struct handoff_memory *memory)
{
    handoff_memory_layout64_write(data, memory);
}

enum handoff_reason handoff_mbedtls_heap_read(struct handoff_memory *memory, const void *data,
                                              uint32_t size)
{
    return handoff_memory_layout64_read(memory, data, size);
}

void handoff_gpt_error_write(uint8_t data[HANDOFF_GPT_ERROR_SIZE], uint8_t error)
{
    data[0] = error;
}

enum handoff_reason handoff_gpt_error_read(uint8_t *error, const void *data, uint32_t size)
{
    if (size < HANDOFF_GPT_ERROR_SIZE)
        return HANDOFF_SHORT_DATA;
    *error = *(const uint8_t *)data;
    return (*error & ~HANDOFF_GPT_SECONDARY) != 0 ? HANDOFF_BAD_DATA : HANDOFF_OK;
}

const char *handoff_tag_name(uint32_t tag)
{
    static const struct {
        uint32_t tag;
        const char *name;
    } names[] = {
        {HANDOFF_TAG_VOID, "empty"},
        {HANDOFF_TAG_FDT, "fdt"},
        {HANDOFF_TAG_HOB_BLOCK, "hob_block"},
        {HANDOFF_TAG_HOB_LIST, "hob_list"},
        {HANDOFF_TAG_ACPI, "acpi_table_aggregate"},
        {HANDOFF_TAG_EVENT_LOG, "tpm_event_log_table"},
        {HANDOFF_TAG_CRB, "tpm_crb_base_address_table"},
        {HANDOFF_TAG_DT_OVERLAY, "dt_overlay"},
        {HANDOFF_TAG_OPTEE_PAGEABLE_PART, "optee_pageable_part"},
        {HANDOFF_TAG_SPMC_MANIFEST, "dt_spmc_manifest"},
        {HANDOFF_TAG_EP_INFO64, "exec_ep_info"},
        {HANDOFF_TAG_FFA_BINARY, "ffa_sp_binary"},
        {HANDOFF_TAG_MEMORY_LAYOUT64, "sram_layout"},
        {HANDOFF_TAG_MBEDTLS_HEAP, "mbedtls_heap_info"},
        {HANDOFF_TAG_FFA_MANIFEST, "dt_ffa_manifest"},
        {HANDOFF_TAG_MEMORY_LAYOUT32, "sram_layout32"},
        {HANDOFF_TAG_EP_INFO32, "exec_ep_info32"},
        {HANDOFF_TAG_GPT_ERROR, "gpt_error_info"},
    };

    for (uint32_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (names[i].tag == tag)
            return names[i].name;
    return NULL;
}
