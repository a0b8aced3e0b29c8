/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
#include "handoff/change.h"

#include "handoff/wire.h"

/*
 * A change first finds its place (find_run(), reserve()), which is all that can fail, and then
 * writes (poke(), settle()). Nothing is written before it is certain that all can be.
 */

/* GCC inlines these at -Os, and all becomes larger. */
#define OUT_OF_LINE static __attribute__((noinline))

/* Writes `data`, or zeros, and changes the checksum by what the bytes change. All of a list is
 * written here, but for what moves or appears as zeros: neither changes a sum. What lies behind the
 * used_size that the header still has is such zeros, so they need not be summed. */
static enum handoff_reason poke(struct handoff_list *list, uint32_t offset, const void *data,
                                uint32_t size)
{
    uint8_t *p = list->base;
    uint32_t counted = list->flags != 0 ? size : 0;

    p[4] += handoff_sum(p + offset, offset < handoff_get32(p + 8) ? counted : 0);
    if (data != NULL)
        memmove(p + offset, data, size);
    else
        memset(p + offset, 0, size);
    p[4] -= handoff_sum(p + offset, counted);
    return HANDOFF_OK;
}

/* Two words: the header of an entry, or the sizes in the header of the list. */
OUT_OF_LINE enum handoff_reason poke_words(struct handoff_list *list, uint32_t offset,
                                           uint32_t first, uint32_t second)
{
    uint8_t bytes[8];

    handoff_put32(bytes, first);
    handoff_put32(bytes + 4, second);
    return poke(list, offset, bytes, sizeof(bytes));
}

/* Makes one void of [offset, end), if there is anything: writes its header alone. */
static enum handoff_reason poke_void(struct handoff_list *list, uint32_t offset, uint32_t end)
{
    if (offset >= end)
        return HANDOFF_OK;
    return poke_words(list, offset, HANDOFF_ENTRY_SIZE << 24, end - offset - HANDOFF_ENTRY_SIZE);
}

/*
 * Goes through the runs: voids next to each other, none included, and an entry between them if it
 * is `entry`. Finds the one with that entry, or one of at least `need` bytes. The room behind the
 * list counts to its last run.
 *
 * Returns where the run begins, and 0 if there is none. `entry->end` is where the run ends; the
 * rest is that of the entry if it was found, else `entry->offset` is where the run begins.
 */
static uint32_t find_run(const struct handoff_list *list, struct handoff_entry *entry,
                         uint32_t need)
{
    struct handoff_entry at;
    uint32_t begin = HANDOFF_HEADER_SIZE;
    uint32_t found = 0;
    bool is_more;

    at.end = 0;
    do {
        is_more = handoff_entry_next(list, &at);
        if (is_more && at.tag == HANDOFF_TAG_VOID)
            continue;
        if (is_more && at.offset == entry->offset) {
            *entry = at;
            found = begin;
            continue;
        }
        entry->end = at.offset;
        if (found != 0)
            return found;
        if ((is_more ? at.offset : list->total_size) - begin >= need) {
            entry->offset = begin;
            return begin;
        }
        begin = at.end;
    } while (is_more);
    return 0;
}

/* Makes sure that `entry` is one of the list, so that nothing else is changed. */
OUT_OF_LINE enum handoff_reason locate(const struct handoff_list *list, struct handoff_entry *entry)
{
    enum handoff_reason reason = list->refusal;

    if (reason == HANDOFF_OK && find_run(list, entry, UINT32_MAX) == 0)
        reason = HANDOFF_NO_ENTRY;
    return reason;
}

/*
 * Makes sure that an entry with `size` bytes of data fits the run [entry->offset, entry->end). What
 * is missing is taken from the end of the list: there with `padding` more, elsewhere by moving the
 * entries behind, by a multiple of the list's alignment. New room is zero.
 */
static enum handoff_reason reserve(struct handoff_list *list, struct handoff_entry *entry,
                                   uint32_t size, uint32_t padding)
{
    uint32_t need = handoff_align8(size + HANDOFF_ENTRY_SIZE);
    uint32_t span = entry->end - entry->offset;

    if (need < size)
        return HANDOFF_NO_ROOM;
    if (need > span) {
        uint32_t grow = need - span;
        uint32_t room = list->total_size - list->used_size;
        uint32_t tail = list->used_size - entry->end;
        uint8_t *gap = list->base + entry->end;

        if (tail != 0)
            padding = -grow & ~(UINT32_MAX << list->base[7]);
        if (grow > room || padding > room - grow)
            return HANDOFF_NO_ROOM;
        grow += padding;
        memmove(gap + grow, gap, tail);
        memset(gap, 0, grow);
        list->used_size += grow;
        entry->end += grow;
    }
    return HANDOFF_OK;
}

/* Gives the entry at the start of the run [entry->offset, entry->end) the size `size`: clears what
 * it had more or has new, writes the headers, and makes a void of what is left. */
static enum handoff_reason settle(struct handoff_list *list, struct handoff_entry *entry,
                                  uint32_t size)
{
    uint32_t data = entry->offset + HANDOFF_ENTRY_SIZE;
    uint32_t less = size;
    uint32_t more = entry->size;

    if (more < less) {
        less = more;
        more = size;
    }
    poke(list, data + less, NULL, handoff_align8(more) - less);
    poke_words(list, entry->offset, HANDOFF_ENTRY_SIZE << 24 | entry->tag, size);
    data += handoff_align8(size);
    poke_void(list, data, entry->end);
    entry->end = data;
    entry->size = size;
    entry->header_size = HANDOFF_ENTRY_SIZE;
    return poke_words(list, 8, list->used_size, list->total_size);
}

enum handoff_reason handoff_entry_add(struct handoff_list *list, struct handoff_entry *entry,
                                      const void *data, uint32_t alignment)
{
    uint32_t need = handoff_align8(entry->size + HANDOFF_ENTRY_SIZE);
    uint32_t end = list->used_size;
    uint32_t unit = 1u << (alignment & 31);
    uint32_t padding;

    if (list->refusal != HANDOFF_OK)
        return list->refusal;
    padding = (unit - HANDOFF_ENTRY_SIZE - (uint32_t)list->address - end) & (unit - 1);
    if (entry->tag - 1 >= HANDOFF_TAG_LAST || alignment > 31 || padding % 8 != 0)
        return HANDOFF_BAD_ARGUMENT;
    entry->offset = end;
    entry->end = end;
    if (alignment <= 3 && need > list->total_size - end && find_run(list, entry, need) == 0)
        return HANDOFF_NO_ROOM;
    if (reserve(list, entry, entry->size, padding) != HANDOFF_OK)
        return HANDOFF_NO_ROOM;
    poke_void(list, entry->offset, entry->offset + padding);
    entry->offset += padding;
    poke(list, entry->offset + HANDOFF_ENTRY_SIZE, data, entry->size);
    if (alignment > list->base[7]) {
        uint8_t byte = (uint8_t)alignment;

        poke(list, 7, &byte, sizeof(byte));
    }
    return settle(list, entry, entry->size);
}

enum handoff_reason handoff_entry_remove(struct handoff_list *list, struct handoff_entry *entry)
{
    uint32_t begin;

    if (list->refusal != HANDOFF_OK)
        return list->refusal;
    begin = find_run(list, entry, UINT32_MAX);
    if (begin == 0)
        return HANDOFF_NO_ENTRY;
    poke(list, entry->offset, NULL, handoff_align8(entry->size + HANDOFF_ENTRY_SIZE));
    return poke_void(list, begin, entry->end);
}

enum handoff_reason handoff_entry_write(struct handoff_list *list, struct handoff_entry *entry,
                                        uint32_t offset, const void *data, uint32_t size)
{
    enum handoff_reason reason = locate(list, entry);

    if (reason != HANDOFF_OK)
        return reason;
    if (offset > entry->size || size > entry->size - offset)
        return HANDOFF_TOO_LARGE;
    return poke(list, entry->offset + HANDOFF_ENTRY_SIZE + offset, data, size);
}

enum handoff_reason handoff_entry_resize(struct handoff_list *list, struct handoff_entry *entry,
                                         uint32_t size)
{
    enum handoff_reason reason = locate(list, entry);

    if (reason == HANDOFF_OK)
        reason = reserve(list, entry, size, 0);
    return reason == HANDOFF_OK ? settle(list, entry, size) : reason;
}

static uint32_t round_region(size_t region_size)
{
    return (uint32_t)(region_size > UINT32_MAX ? UINT32_MAX : region_size) & ~7u;
}

enum handoff_reason handoff_list_relocate(struct handoff_list *list, void *region,
                                          size_t region_size, bool is_scrubbed)
{
    uint8_t *from = list->base;
    uint8_t *to;
    uint32_t left = list->used_size;
    size_t skip;

    if (list->refusal != HANDOFF_OK)
        return list->refusal;
    skip = (list->address - (uintptr_t)region) & ~(UINTPTR_MAX << from[7]);
    if (skip > region_size || left > region_size - skip)
        return HANDOFF_NO_ROOM;
    to = (uint8_t *)region + skip;
    memmove(to, from, left);
    for (; is_scrubbed && left != 0; left--, from++)
        if ((uintptr_t)from - (uintptr_t)to >= list->used_size)
            *from = 0;
    list->base = to;
    list->address = (uintptr_t)to;
    list->total_size = round_region(region_size - skip);
    return poke_words(list, 8, list->used_size, list->total_size);
}

enum handoff_reason handoff_list_set_flags(struct handoff_list *list, uint32_t flags)
{
    uint8_t *p = list->base;

    if (list->refusal != HANDOFF_OK)
        return list->refusal;
    flags &= HANDOFF_FLAG_CHECKSUM;
    list->flags = flags;
    p[0x10] = (uint8_t)flags;
    p[4] = 0;
    p[4] = (uint8_t)-handoff_sum(p, flags != 0 ? list->used_size : 0);
    return HANDOFF_OK;
}

enum handoff_reason handoff_list_create(struct handoff_list *list, void *base, size_t region_size,
                                        uint32_t version, uint32_t flags)
{
    uint8_t *p = base;

    if ((uintptr_t)base % 8 != 0 || base == NULL || region_size < HANDOFF_HEADER_SIZE ||
        version - 1 >= HANDOFF_VERSION)
        return HANDOFF_BAD_ARGUMENT;
    list->base = p;
    list->address = (uintptr_t)p;
    list->total_size = round_region(region_size);
    list->used_size = HANDOFF_HEADER_SIZE;
    list->refusal = HANDOFF_OK;
    handoff_put32(p, HANDOFF_SIGNATURE);
    handoff_put32(p + 4, 3u << 24 | HANDOFF_HEADER_SIZE << 16 | version << 8);
    handoff_put32(p + 8, HANDOFF_HEADER_SIZE);
    handoff_put32(p + 12, list->total_size);
    handoff_put32(p + 16, 0);
    handoff_put32(p + 20, 0);
    return handoff_list_set_flags(list, flags);
}
