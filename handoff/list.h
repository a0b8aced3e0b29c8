/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
/**
 * Transfer lists: how one boot stage hands data to the next (Firmware Handoff 2.0).
 *
 * A transfer list is one piece of memory: a header, and entries behind it, each with a tag that
 * says what its data is. This file reads lists; change.h makes and changes them.
 *
 *     struct handoff_list list;
 *     struct handoff_entry entry = {0};
 *
 *     if (handoff_list_open(&list, (void *)x3, region_size, HANDOFF_READ) != HANDOFF_OK)
 *         return boot_without_a_list();
 *     if (handoff_entry_find(&list, HANDOFF_TAG_FDT, &entry))
 *         use_tree(handoff_entry_data(&list, &entry), entry.size);
 *
 * What is promised. After a list was opened, no function reads outside the bytes that opening has
 * found to belong to it, whatever the memory holds by then. Nothing is allocated, nothing static is
 * written, nothing but memcpy, memmove and memset is called. The memory may be at any address, and
 * the processor of any byte order. Who shares the memory with somebody untrusted copies it first.
 *
 * Versions. Version 2 is the current one. Version 1 has the same layout (U-Boot, Hafnium) and is
 * read and changed alike, its version byte staying 1. Newer versions are read, as the
 * specification promises that they can be, and never changed.
 */
#ifndef HANDOFF_LIST_H
#define HANDOFF_LIST_H

#include "handoff/reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HANDOFF_SIGNATURE   0x4a0fb10bu
#define HANDOFF_VERSION     2u
#define HANDOFF_HEADER_SIZE 0x18u /**< of a list */
#define HANDOFF_ENTRY_SIZE  8u    /**< of an entry's header */

#define HANDOFF_FLAG_CHECKSUM 1u /**< the bytes [0, used_size) sum to 0 modulo 256 */

/** Tags have 24 bits. The layouts of the data are in entry.h. */
#define HANDOFF_TAG_VOID                0u
#define HANDOFF_TAG_FDT                 1u
#define HANDOFF_TAG_HOB_BLOCK           2u
#define HANDOFF_TAG_HOB_LIST            3u
#define HANDOFF_TAG_ACPI                4u
#define HANDOFF_TAG_EVENT_LOG           5u
#define HANDOFF_TAG_CRB                 6u
#define HANDOFF_TAG_DT_OVERLAY          7u /**< provisional: later than version 2.0 of the text */
#define HANDOFF_TAG_OPTEE_PAGEABLE_PART 0x100u
#define HANDOFF_TAG_SPMC_MANIFEST       0x101u
#define HANDOFF_TAG_EP_INFO64           0x102u
#define HANDOFF_TAG_FFA_BINARY          0x103u
#define HANDOFF_TAG_MEMORY_LAYOUT64     0x104u
#define HANDOFF_TAG_MBEDTLS_HEAP        0x105u
#define HANDOFF_TAG_FFA_MANIFEST        0x106u
#define HANDOFF_TAG_MEMORY_LAYOUT32     0x107u
#define HANDOFF_TAG_EP_INFO32           0x108u
#define HANDOFF_TAG_GPT_ERROR           0x109u
#define HANDOFF_TAG_STANDARD_LAST       0x7fffffu
#define HANDOFF_TAG_PRIVATE_FIRST       0xfff000u /**< to the last: nobody assigns these */
#define HANDOFF_TAG_LAST                0xffffffu

/** What a list is opened for. */
enum handoff_mode {
    HANDOFF_CHANGE = HANDOFF_OK,     /**< the functions of change.h may change the list */
    HANDOFF_READ = HANDOFF_READ_ONLY /**< no function does; they say HANDOFF_READ_ONLY */
};

/**
 * An open list. The caller owns both this and the memory at `base`, which must stay where it is.
 * All that counts is in that memory, so the handle may be dropped at any time.
 */
struct handoff_list {
    uint8_t *base;
    /**
     * The address that `base` has for who will use the list. Opening and creating set it to
     * `base`. Who works on a copy (a file, another mapping) sets it before adding aligned data.
     */
    uintptr_t address;
    uint32_t total_size; /**< bytes that changes may use */
    uint32_t used_size;  /**< bytes in use; 0 after opening failed */
    uint32_t flags;      /**< HANDOFF_FLAG_*; 0 in a batch, as changes keep no checksum then */
    enum handoff_reason refusal; /**< why changes are refused, or HANDOFF_OK */
};

/**
 * An entry of a list, as offsets from its base, so that it stays good where the list is relocated.
 * It is good until the entry is removed, or an entry before it grows. Begin with {0}.
 */
struct handoff_entry {
    uint32_t offset;      /**< of the entry's header */
    uint32_t end;         /**< offset of the next entry, padding included; 0 stands for the start */
    uint32_t tag;         /**< HANDOFF_TAG_* or any other */
    uint32_t size;        /**< bytes of data, exactly */
    uint32_t header_size; /**< 8, or more in newer versions: the data is behind it */
};

/**
 * Checks all of the list at `base` and makes `list` ready.
 *
 * `region_size` is how many bytes at `base` may belong to a list: what the platform has set aside,
 * never what the list says of itself.
 * This is the strict reader: what the specification forbids is refused ("Validating a TL header",
 * "Reading a TL"), and of a newer version what any version forbids. check.h also reads what other
 * implementations wrongly write, and says what exactly is wrong with a list. The bytes in use are
 * read once, for the checksum, and the header of each entry once more.
 *
 * With HANDOFF_CHANGE the functions of change.h may be used. A list of a newer version can be
 * opened so, too, but they will refuse it (HANDOFF_NEWER_VERSION).
 *
 * Returns HANDOFF_OK, or HANDOFF_NO_LIST, HANDOFF_BAD_HEADER, HANDOFF_BAD_CHECKSUM or
 * HANDOFF_BAD_ENTRY. Then the list is as if empty, and no function reads the memory any more.
 */
enum handoff_reason handoff_list_open(struct handoff_list *list, const void *base,
                                      size_t region_size, enum handoff_mode mode);

/**
 * Goes to the next entry, voids included; with {0} to the first. False behind the last one, or
 * where the memory does not hold an entry any more. `entry->end` is then where it stopped.
 */
bool handoff_entry_next(const struct handoff_list *list, struct handoff_entry *entry);

/**
 * Goes to the next entry with this tag, all 24 bits of it; with {0} to the first. False if there is
 * none.
 */
bool handoff_entry_find(const struct handoff_list *list, uint32_t tag, struct handoff_entry *entry);

/**
 * The data of an entry: `entry->size` bytes inside the list. Change them with
 * handoff_entry_write(), or between handoff_list_begin() and handoff_list_commit(), as otherwise
 * the checksum is wrong.
 */
static inline void *handoff_entry_data(const struct handoff_list *list,
                                       const struct handoff_entry *entry)
{
    return list->base + entry->offset + entry->header_size;
}

/** The version byte of an open list. */
static inline uint8_t handoff_list_version(const struct handoff_list *list)
{
    return list->base[5];
}

/** log2 of the largest alignment that an entry of the list may need. */
static inline uint8_t handoff_list_alignment(const struct handoff_list *list)
{
    return list->base[7];
}

/** Whether the list has a checksum. */
static inline bool handoff_list_has_checksum(const struct handoff_list *list)
{
    return (list->base[0x10] & HANDOFF_FLAG_CHECKSUM) != 0;
}

#endif
