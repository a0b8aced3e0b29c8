/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
/**
 * The data of standard tags with a layout of their own: from and to the bytes of an entry.
 *
 *     struct handoff_crb crb;
 *     if (handoff_entry_find(&list, HANDOFF_TAG_CRB, &entry) &&
 *         handoff_crb_read(&crb, handoff_entry_data(&list, &entry), entry.size) == HANDOFF_OK)
 *         ...
 *
 *     uint8_t data[HANDOFF_CRB_SIZE];
 *     struct handoff_entry entry = {.tag = HANDOFF_TAG_CRB, .size = sizeof(data)};
 *     handoff_crb_write(data, &crb);
 *     handoff_entry_add(&list, &entry, data, 3);
 *
 * Layouts only ever grow at their end, so data that is longer than known here is read, and what is
 * more is ignored. Readers take data at any alignment. All numbers are little-endian.
 *
 * Readers return HANDOFF_OK; HANDOFF_SHORT_DATA for less than the layout; HANDOFF_BAD_DATA for a
 * value that the layout excludes. After an error the structure is not to be used.
 *
 * The other tags hold data of somebody else's format: flattened device trees (FDT, overlay, SPMC
 * and FF-A manifest), HOBs, ACPI tables, FF-A binaries. lint.h checks how these are framed.
 */
#ifndef HANDOFF_ENTRY_H
#define HANDOFF_ENTRY_H

#include "handoff/list.h"

#define HANDOFF_CRB_SIZE             12u
#define HANDOFF_PAGEABLE_PART_SIZE   8u
#define HANDOFF_EP_INFO64_SIZE       0x58u
#define HANDOFF_EP_INFO32_SIZE       0x24u
#define HANDOFF_MEMORY_LAYOUT64_SIZE 16u
#define HANDOFF_MEMORY_LAYOUT32_SIZE 8u
#define HANDOFF_MBEDTLS_HEAP_SIZE    16u
#define HANDOFF_GPT_ERROR_SIZE       1u

/** HANDOFF_TAG_CRB: memory set aside as command response buffer of a TPM. */
struct handoff_crb {
    uint64_t address; /**< physical */
    uint32_t size;
};

/** Piece of memory: HANDOFF_TAG_MEMORY_LAYOUT64, _LAYOUT32 and HANDOFF_TAG_MBEDTLS_HEAP. */
struct handoff_memory {
    uint64_t address;
    uint64_t size;
};

/** Attributes of an entry point, as TF-A defines them. */
#define HANDOFF_EP_NON_SECURE   0x01u
#define HANDOFF_EP_BIG_ENDIAN   0x02u
#define HANDOFF_EP_SECURE_TIMER 0x04u
#define HANDOFF_EP_EXECUTABLE   0x08u
#define HANDOFF_EP_FIRST        0x10u
#define HANDOFF_EP_REALM        0x21u /**< bits 5 and 0 together */

/** HANDOFF_TAG_EP_INFO64: TF-A's entry_point_info for an AArch64 image. */
struct handoff_ep_info64 {
    uint32_t attributes; /**< HANDOFF_EP_* */
    uint32_t spsr;
    uint64_t pc;
    uint64_t x[8];
};

/** HANDOFF_TAG_EP_INFO32: the same for an AArch32 image. */
struct handoff_ep_info32 {
    uint32_t attributes; /**< HANDOFF_EP_* */
    uint32_t spsr;
    uint32_t pc;
    uint32_t lr_svc;
    uint32_t r[4];
};

#define HANDOFF_GPT_SECONDARY 1u /**< the primary GPT was corrupt, the secondary is in use */

void handoff_crb_write(uint8_t data[HANDOFF_CRB_SIZE], const struct handoff_crb *crb);
enum handoff_reason handoff_crb_read(struct handoff_crb *crb, const void *data, uint32_t size);

/** HANDOFF_TAG_OPTEE_PAGEABLE_PART: where the pageable part of OP-TEE is to be loaded from. */
void handoff_pageable_part_write(uint8_t data[HANDOFF_PAGEABLE_PART_SIZE], uint64_t address);
enum handoff_reason handoff_pageable_part_read(uint64_t *address, const void *data, uint32_t size);

/** The header in front (type 1, version 2, size) is written and checked, too. */
void handoff_ep_info64_write(uint8_t data[HANDOFF_EP_INFO64_SIZE],
                             const struct handoff_ep_info64 *info);
enum handoff_reason handoff_ep_info64_read(struct handoff_ep_info64 *info, const void *data,
                                           uint32_t size);
void handoff_ep_info32_write(uint8_t data[HANDOFF_EP_INFO32_SIZE],
                             const struct handoff_ep_info32 *info);
enum handoff_reason handoff_ep_info32_read(struct handoff_ep_info32 *info, const void *data,
                                           uint32_t size);

/** HANDOFF_TAG_MEMORY_LAYOUT64: read-write memory that the receiver may use. HANDOFF_BAD_DATA if it
 * wraps around the end of the address space; so for the two below. */
void handoff_memory_layout64_write(uint8_t data[HANDOFF_MEMORY_LAYOUT64_SIZE],
                                   const struct handoff_memory *memory);
enum handoff_reason handoff_memory_layout64_read(struct handoff_memory *memory, const void *data,
                                                 uint32_t size);

/** HANDOFF_TAG_MEMORY_LAYOUT32. Writing takes the lower 32 bits of both numbers. */
void handoff_memory_layout32_write(uint8_t data[HANDOFF_MEMORY_LAYOUT32_SIZE],
                                   const struct handoff_memory *memory);
enum handoff_reason handoff_memory_layout32_read(struct handoff_memory *memory, const void *data,
                                                 uint32_t size);

/** HANDOFF_TAG_MBEDTLS_HEAP: memory for Mbed TLS's static allocator. */
void handoff_mbedtls_heap_write(uint8_t data[HANDOFF_MBEDTLS_HEAP_SIZE],
                                const struct handoff_memory *memory);
enum handoff_reason handoff_mbedtls_heap_read(struct handoff_memory *memory, const void *data,
                                              uint32_t size);

/** HANDOFF_TAG_GPT_ERROR: HANDOFF_GPT_SECONDARY or 0. HANDOFF_BAD_DATA for reserved bits. */
void handoff_gpt_error_write(uint8_t data[HANDOFF_GPT_ERROR_SIZE], uint8_t error);
enum handoff_reason handoff_gpt_error_read(uint8_t *error, const void *data, uint32_t size);

/** What the specification calls a tag, in short ("fdt", "exec_ep_info"); null for one that it
 * does not know. These are tlc's names where tlc has one. */
const char *handoff_tag_name(uint32_t tag);

#endif
