/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
/**
 * Making and changing transfer lists (Firmware Handoff 2.0, "Standard operations").
 *
 *     struct handoff_list list;
 *     struct handoff_entry entry = {.tag = HANDOFF_TAG_FDT, .size = fdt_size};
 *
 *     handoff_list_create(&list, memory, sizeof(memory), HANDOFF_VERSION, HANDOFF_FLAG_CHECKSUM);
 *     reason = handoff_entry_add(&list, &entry, fdt, 3);
 *
 * Every change is all or nothing: what returns anything but HANDOFF_OK has left the list and the
 * room behind it byte for byte as they were. Afterwards the list is a valid one, checksum included.
 * Changes keep the checksum by what they change, so none reads the whole list: adding costs the
 * entry's own bytes, whatever the list's length. Removing, writing and resizing first make sure
 * that the entry they are given is one, which reads the headers up to it.
 *
 * All return, beside what each says:
 *   HANDOFF_READ_ONLY      the list was opened with HANDOFF_READ
 *   HANDOFF_NEWER_VERSION  the list has a version above 2: the specification forbids changes
 * and of a list that was not opened the reason why not. An entry that was refused with
 * HANDOFF_NO_ENTRY is not to be used any more. Of one that was not, `entry->end` may be behind the
 * voids that follow it.
 */
#ifndef HANDOFF_CHANGE_H
#define HANDOFF_CHANGE_H

#include "handoff/list.h"

/**
 * Makes an empty list of all the memory at `base`, and opens it for changes.
 *
 * `base` must be 8-aligned. Of `region_size` the largest multiple of 8 is used, at least
 * HANDOFF_HEADER_SIZE. `version` is HANDOFF_VERSION, or 1 for U-Boot's bloblist and Hafnium.
 * `flags` is as for handoff_list_set_flags(). Only the header is written: who must not leak what
 * the memory held clears it before.
 *
 * Returns HANDOFF_OK, or HANDOFF_BAD_ARGUMENT.
 */
enum handoff_reason handoff_list_create(struct handoff_list *list, void *base, size_t region_size,
                                        uint32_t version, uint32_t flags);

/**
 * Adds an entry with `entry->tag` and `entry->size` and tells where it is in the rest of `entry`.
 *
 * `data` is copied; null fills with zeros. It may point into the list, but not into a void.
 * `alignment` is log2 of what the address of the data must be a multiple of; up to 3 is free. With
 * more, a void may be added before the entry and the alignment of the list raised; then
 * `list->address` must be right.
 *
 * The entry goes to the end of the list, in a time that depends on its size alone. When the room
 * there is used up, an entry of an alignment up to 3 takes the first run of voids that it fits, and
 * what is left of that is a void again.
 *
 * Returns HANDOFF_OK, or
 *   HANDOFF_NO_ROOM       neither a void nor the end has room; relocate to a larger region
 *   HANDOFF_BAD_ARGUMENT  the tag is HANDOFF_TAG_VOID or above HANDOFF_TAG_LAST; the alignment is
 *                         above 31; or the address of the list is not 8-aligned
 */
enum handoff_reason handoff_entry_add(struct handoff_list *list, struct handoff_entry *entry,
                                      const void *data, uint32_t alignment);

/**
 * Removes an entry. Its bytes are overwritten with zeros, and it becomes a void, one with the voids
 * around it. No other entry moves.
 *
 * Returns HANDOFF_OK, or HANDOFF_NO_ENTRY.
 */
enum handoff_reason handoff_entry_remove(struct handoff_list *list, struct handoff_entry *entry);

/**
 * Writes `size` bytes of `data` at `offset` of the entry's data, whose size stays the same.
 *
 * Returns HANDOFF_OK, HANDOFF_NO_ENTRY, or HANDOFF_TOO_LARGE: that is not inside the data.
 */
enum handoff_reason handoff_entry_write(struct handoff_list *list, struct handoff_entry *entry,
                                        uint32_t offset, const void *data, uint32_t size);

/**
 * Gives an entry another size. Its data stays, shortened or with zeros behind; what is cut off is
 * overwritten with zeros. `entry` is brought up to date and keeps its offset.
 *
 * Shrinking moves no other entry. Growing takes voids behind the entry first; if they are not
 * enough, the entries behind move, by a multiple of the list's alignment: find them again.
 *
 * Returns HANDOFF_OK, HANDOFF_NO_ENTRY, or HANDOFF_NO_ROOM.
 */
enum handoff_reason handoff_entry_resize(struct handoff_list *list, struct handoff_entry *entry,
                                         uint32_t size);

/**
 * Replaces the data of an entry by `size` bytes, which becomes its exact size. What the old data
 * had more is overwritten with zeros and becomes a void where it is large enough. `entry` is
 * brought up to date. No other entry moves.
 *
 * Returns HANDOFF_OK, HANDOFF_NO_ENTRY, or HANDOFF_TOO_LARGE: more than the old data.
 */
static inline enum handoff_reason handoff_entry_overwrite(struct handoff_list *list,
                                                          struct handoff_entry *entry,
                                                          const void *data, uint32_t size)
{
    enum handoff_reason reason = handoff_entry_write(list, entry, 0, data, size);

    return reason == HANDOFF_OK ? handoff_entry_resize(list, entry, size) : reason;
}

/**
 * Moves a list to another region, and makes all of that its room: also the way to enlarge or
 * reduce the room of a list in its place.
 *
 * The list begins at the first address in the region at which all data is aligned as it was, so
 * some bytes of the region may stay unused before it: `list->base` and `list->address` say where.
 * The regions may overlap. `is_scrubbed` overwrites with zeros what is left of the old copy.
 *
 * Returns HANDOFF_OK, or HANDOFF_NO_ROOM.
 */
enum handoff_reason handoff_list_relocate(struct handoff_list *list, void *region,
                                          size_t region_size, bool is_scrubbed);

/**
 * Sets the flags of a list: HANDOFF_FLAG_CHECKSUM or 0, other bits are reserved and ignored.
 * Computes the checksum or clears it, and ends a batch.
 *
 * Returns HANDOFF_OK.
 */
enum handoff_reason handoff_list_set_flags(struct handoff_list *list, uint32_t flags);

/**
 * Begins a batch: until handoff_list_commit() the checksum is not kept, so that many changes, or
 * the caller's own writes into the data of entries, cost no sums.
 *
 * Returns HANDOFF_OK.
 */
static inline enum handoff_reason handoff_list_begin(struct handoff_list *list)
{
    if (list->refusal == HANDOFF_OK)
        list->flags = 0;
    return list->refusal;
}

/**
 * Computes the checksum from all bytes in use, and ends a batch. Also right after a caller's writes
 * without a batch. Must have been called before anybody else reads the list.
 *
 * Returns HANDOFF_OK.
 */
static inline enum handoff_reason handoff_list_commit(struct handoff_list *list)
{
    return handoff_list_set_flags(list, list->base[0x10]);
}

#endif
