/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
/**
 * The API of the Transfer List Library ("libtl"), on top of handoff/: code of TF-A, OP-TEE and
 * others that includes "transfer_list.h" compiles unchanged against this one.
 *
 * Compile transfer_list.c with that code, and put this folder on the include path in the place of
 * libtl's. OP-TEE's TL_OPS_NONE is known, too; its 16-bit tags convert.
 *
 * What differs from libtl, each time because libtl leaves the specification or the memory:
 *  - Every function trusts the total size of the list for its region, as a pointer says nothing of
 *    it. transfer_list_check_region() takes the region's size: call it once on a list that comes
 *    from outside. transfer_list_ensure() and _init() know it anyway.
 *  - A list that is malformed has no entries beyond the first malformed one, and changes to it
 *    fail. The checksum is not looked at, as with libtl, but by the two functions that are for
 *    that: code may write into entries and update it at the end. Every change updates it.
 *  - Lists that libtl itself has left with an unaligned used size are read. The first change
 *    repairs them.
 *  - transfer_list_check_header() returns TL_OPS_RO for newer lists with a larger header, and
 *    TL_OPS_CUS for version 1, which all functions here read and change all the same.
 *  - Nothing changes a newer list, and transfer_list_ensure() does not wipe one but returns null.
 *  - Tags above 24 bits are refused, not cut off; so are sizes that wrap and alignments above 31.
 *  - Voids (TL_TAG_EMPTY) are made by removing and cannot be added.
 *  - transfer_list_add() may use a void, so new entries are not always last.
 *  - transfer_list_rem() scrubs the data, makes voids a multiple of 8 long, and refuses what is no
 *    entry of the list.
 *  - transfer_list_init() also takes sizes that are no multiple of 8, and rounds them down.
 *  - transfer_list_set_data_size() keeps the data, and fills with zeros what it adds.
 *  - What fails has changed no entry.
 */
#ifndef TRANSFER_LIST_H
#define TRANSFER_LIST_H

#define TRANSFER_LIST_SIGNATURE      0x4a0fb10bU
#define TRANSFER_LIST_VERSION        0x0002U
#define TRANSFER_LIST_INIT_MAX_ALIGN 3U
#define TRANSFER_LIST_GRANULE        8U

#define REGISTER_CONVENTION_VERSION_SHIFT_64 32UL
#define REGISTER_CONVENTION_VERSION_SHIFT_32 24UL
#define REGISTER_CONVENTION_VERSION_MASK     0xffUL
#define REGISTER_CONVENTION_VERSION          1UL

#define TRANSFER_LIST_HANDOFF_X1_VALUE(__version)                                      \
    ((TRANSFER_LIST_SIGNATURE & ((1UL << REGISTER_CONVENTION_VERSION_SHIFT_64) - 1)) | \
     (((__version)&REGISTER_CONVENTION_VERSION_MASK) << REGISTER_CONVENTION_VERSION_SHIFT_64))

#define TRANSFER_LIST_HANDOFF_R1_VALUE(__version)                                      \
    ((TRANSFER_LIST_SIGNATURE & ((1UL << REGISTER_CONVENTION_VERSION_SHIFT_32) - 1)) | \
     (((__version)&REGISTER_CONVENTION_VERSION_MASK) << REGISTER_CONVENTION_VERSION_SHIFT_32))

#ifndef __ASSEMBLER__

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TL_FLAGS_HAS_CHECKSUM (1U << 0U)

enum transfer_list_tag_id {
    TL_TAG_EMPTY = 0,
    TL_TAG_FDT = 1,
    TL_TAG_HOB_BLOCK = 2,
    TL_TAG_HOB_LIST = 3,
    TL_TAG_ACPI_TABLE_AGGREGATE = 4,
    TL_TAG_TPM_EVLOG = 5,
    TL_TAG_TPM_CRB_BASE = 6,
    TL_TAG_OPTEE_PAGABLE_PART = 0x100,
    TL_TAG_DT_SPMC_MANIFEST = 0x101,
    TL_TAG_EXEC_EP_INFO64 = 0x102,
    TL_TAG_FFA_SP_BINARY = 0x103,
    TL_TAG_SRAM_LAYOUT64 = 0x104,
    TL_TAG_MBEDTLS_HEAP_INFO = 0x105,
    TL_TAG_DT_FFA_MANIFEST = 0x106,
    TL_TAG_SRAM_LAYOUT32 = 0x107,
    TL_TAG_EXEC_EP_INFO32 = 0x108,
    TL_TAG_GPT_ERROR_INFO = 0x109,
};

enum transfer_list_ops {
    TL_OPS_NON, /* invalid for any operation */
    TL_OPS_NONE = TL_OPS_NON,
    TL_OPS_ALL, /* valid for all operations */
    TL_OPS_RO,  /* valid for read only */
    TL_OPS_CUS, /* abort or switch to special code to interpret */
};

/** As in memory on a little-endian machine, the only ones that libtl is for. */
struct transfer_list_header {
    uint32_t signature;
    uint8_t checksum;
    uint8_t version;
    uint8_t hdr_size;
    uint8_t alignment;
    uint32_t size;
    uint32_t max_size;
    uint32_t flags;
    uint32_t reserved;
};

struct __attribute__((packed)) transfer_list_entry {
    uint32_t tag_id : 24;
    uint32_t hdr_size : 8;
    uint32_t data_size;
};

_Static_assert(sizeof(struct transfer_list_entry) == 8, "the header of an entry has 8 bytes");

struct entry_point_info;

struct transfer_list_header *transfer_list_init(void *addr, size_t max_size);
struct transfer_list_header *transfer_list_relocate(struct transfer_list_header *tl, void *addr,
                                                    size_t max_size);
struct transfer_list_header *transfer_list_ensure(void *addr, size_t size);
enum transfer_list_ops transfer_list_check_header(const struct transfer_list_header *tl);

/** Not in libtl: as transfer_list_check_header(), and that the list fits `size` bytes. */
enum transfer_list_ops transfer_list_check_region(const void *addr, size_t size);

struct transfer_list_entry *transfer_list_next(struct transfer_list_header *tl,
                                               struct transfer_list_entry *last);
struct transfer_list_entry *transfer_list_prev(struct transfer_list_header *tl,
                                               struct transfer_list_entry *last);
struct transfer_list_entry *transfer_list_find(struct transfer_list_header *tl, uint32_t tag_id);
void *transfer_list_entry_data(struct transfer_list_entry *entry);

void transfer_list_update_checksum(struct transfer_list_header *tl);
bool transfer_list_verify_checksum(const struct transfer_list_header *tl);

bool transfer_list_set_data_size(struct transfer_list_header *tl, struct transfer_list_entry *te,
                                 uint32_t new_data_size);
bool transfer_list_rem(struct transfer_list_header *tl, struct transfer_list_entry *te);
struct transfer_list_entry *transfer_list_add(struct transfer_list_header *tl, uint32_t tag_id,
                                              uint32_t data_size, const void *data);
struct transfer_list_entry *transfer_list_add_with_align(struct transfer_list_header *tl,
                                                         uint32_t tag_id, uint32_t data_size,
                                                         const void *data, uint8_t alignment);

/** In transfer_list_args.c, which needs the firmware's own "ep_info.h". */
struct entry_point_info *transfer_list_set_handoff_args(struct transfer_list_header *tl,
                                                        struct entry_point_info *ep_info);

/** libtl prints with its own logging; here the firmware gives a function, or nothing is printed. */
typedef void transfer_list_print_t(const char *field, unsigned long value);
void transfer_list_set_print(transfer_list_print_t *print);
void transfer_list_dump(struct transfer_list_header *tl);
void transfer_entry_dump(struct transfer_list_entry *te);

/* libtl declares these in "tpm_event_log.h". */
#define EVENT_LOG_RESERVED_BYTES 4U
uint8_t *transfer_list_event_log_extend(struct transfer_list_header *tl, size_t req_size);
uint8_t *transfer_list_event_log_finish(struct transfer_list_header *tl, uintptr_t cursor);

#endif /* __ASSEMBLER__ */
#endif /* TRANSFER_LIST_H */
