/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
#include "handoff/change.h"

#include "handoff/wire.h"

/* Where the changes find their place: the voids before an entry, and whether there is one. */
static enum handoff_reason check_change(const struct handoff_list *list)
{
    if (list->mode == HANDOFF_READ || list->used_size == 0)
        return HANDOFF_READ_ONLY;
    return list->base[5] > HANDOFF_VERSION ? HANDOFF_NEWER_VERSION : HANDOFF_OK;
}

static uint8_t count(const struct handoff_list *list, uint32_t offset, uint32_t size)
{
    if (list->mode != HANDOFF_CHANGE || !handoff_list_has_checksum(list))
        return 0;
    return handoff_sum(list->base + offset, size);
}

/* Every change is made of these two, so that the checksum changes by what the bytes change: bytes
 * become zero, and zeros become other bytes. */
static void wipe(struct handoff_list *list, uint32_t offset, uint32_t size)
{
    list->base[4] += count(list, offset, size);
    memset(list->base + offset, 0, size);
}

static void poke(struct handoff_list *list, uint32_t offset, const void *data, uint32_t size)
{
    wipe(list, offset, size);
    memmove(list->base + offset, data, size);
    list->base[4] -= count(list, offset, size);
}

static void poke32(struct handoff_list *list, uint32_t offset, uint32_t value)
{
    uint8_t bytes[4];

    handoff_put32(bytes, value);
    poke(list, offset, bytes, sizeof(bytes));
}

static void poke_head(struct handoff_list *list, uint32_t offset, uint32_t tag, uint32_t size)
{
    poke32(list, offset, HANDOFF_ENTRY_SIZE << 24 | tag);
    poke32(list, offset + 4, size);
}

static void poke_void(struct handoff_list *list, uint32_t offset, uint32_t end)
{
    poke_head(list, offset, HANDOFF_TAG_VOID, end - offset - HANDOFF_ENTRY_SIZE);
    list->void_limit = 0;
}

/* Where the voids that begin at `offset` end; `offset` itself if there are none. */
static uint32_t find_voids_end(const struct handoff_list *list, uint32_t offset)
{
    struct handoff_entry entry;

    entry.end = offset;
    while (handoff_entry_next(list, &entry) && entry.tag == HANDOFF_TAG_VOID)
        ;
    return entry.tag == HANDOFF_TAG_VOID ? entry.end : entry.offset;
}

/* Sets offset and end of `entry` to the first run of voids with `need` bytes. Where there is none,
 * the length of the longest is remembered, so that the next search is spared. */
static bool find_void(struct handoff_list *list, struct handoff_entry *entry, uint32_t need)
{
    struct handoff_entry at;
    uint32_t longest = 0;

    if (need - 1 >= list->void_limit - 1)
        return false;
    at.end = 0;
    while (handoff_entry_find(list, HANDOFF_TAG_VOID, &at)) {
        at.end = find_voids_end(list, at.end);
        if (at.end - at.offset >= need) {
            entry->offset = at.offset;
            entry->end = at.end;
            return true;
        }
        if (at.end - at.offset > longest)
            longest = at.end - at.offset;
    }
    list->void_limit = longest + 1;
    return false;
}

static uint32_t span_of(uint32_t size)
{
    return size > UINT32_MAX - 15 ? UINT32_MAX - 7 : handoff_align8(size + HANDOFF_ENTRY_SIZE);
}

/*
 * The one way in which entries come and change size: the bytes [entry->offset, entry->end), an
 * entry, voids or nothing at the end of the list, become an entry of `entry->tag` with
 * `entry->size` bytes of data. What is too much becomes a void; what is missing is taken from the
 * end of the list, by moving the entries behind.
 */
static enum handoff_reason splice(struct handoff_list *list, struct handoff_entry *entry,
                                  uint32_t padding, uint32_t from, uint32_t to)
{
    uint32_t room = list->total_size - list->used_size;
    uint32_t old_end = entry->end;
    uint32_t tail = list->used_size - old_end;
    uint32_t end = old_end;
    uint32_t need = span_of(entry->size);

    if (need > end - entry->offset) {
        uint32_t grow = need - (end - entry->offset);

        if (tail != 0)
            padding = -grow & ((1u << list->base[7]) - 1);
        if (grow > room || padding > room - grow)
            return HANDOFF_NO_ROOM;
        grow += padding;
        memmove(list->base + end + grow, list->base + end, tail);
        memset(list->base + end, 0, grow);
        end += grow;
        list->used_size += grow;
        poke32(list, 8, list->used_size);
        if (tail == 0 && padding != 0) {
            poke_void(list, entry->offset, entry->offset + padding);
            entry->offset += padding;
        }
    }
    entry->end = entry->offset + need;
    if (to < entry->end + 8)
        to = entry->end + 8 < old_end ? entry->end + 8 : old_end;
    if (to > from)
        wipe(list, from, to - from);
    poke_head(list, entry->offset, entry->tag, entry->size);
    if (end > entry->end)
        poke_void(list, entry->end, end);
    entry->header_size = HANDOFF_ENTRY_SIZE;
    return HANDOFF_OK;
}

enum handoff_reason handoff_entry_add(struct handoff_list *list, struct handoff_entry *entry,
                                      const void *data, uint32_t alignment)
{
    enum handoff_reason reason = check_change(list);
    uint32_t padding = 0;

    if (reason != HANDOFF_OK)
        return reason;
    if (entry->tag - 1 >= HANDOFF_TAG_LAST || alignment > 31)
        return HANDOFF_BAD_ARGUMENT;
    if (alignment > 3 || !find_void(list, entry, span_of(entry->size))) {
        entry->offset = list->used_size;
        entry->end = list->used_size;
        if (alignment > 3)
            padding = (uint32_t) - (list->address + list->used_size + HANDOFF_ENTRY_SIZE) &
                      ((1u << alignment) - 1);
        if (padding % 8 != 0)
            return HANDOFF_BAD_ARGUMENT;
    }
    reason = splice(list, entry, padding, entry->offset, 0);
    if (reason == HANDOFF_OK) {
        uint8_t byte = (uint8_t)alignment;

        if (byte > list->base[7])
            poke(list, 7, &byte, 1);
        if (data != NULL)
            poke(list, entry->offset + HANDOFF_ENTRY_SIZE, data, entry->size);
    }
    return reason;
}

/* Finds the entry again, so that nothing else is changed. `*voids` is where the voids in front of
 * it begin, or its own offset. */
static enum handoff_reason locate(struct handoff_list *list, struct handoff_entry *at,
                                  uint32_t offset, uint32_t *voids)
{
    enum handoff_reason reason = check_change(list);

    if (reason != HANDOFF_OK)
        return reason;
    at->end = 0;
    *voids = 0;
    while (handoff_entry_next(list, at)) {
        if (*voids == 0)
            *voids = at->offset;
        if (at->tag != HANDOFF_TAG_VOID) {
            if (at->offset == offset)
                return HANDOFF_OK;
            *voids = 0;
        }
    }
    return HANDOFF_NO_ENTRY;
}

enum handoff_reason handoff_entry_remove(struct handoff_list *list,
                                         const struct handoff_entry *entry)
{
    struct handoff_entry at;
    uint32_t voids;
    enum handoff_reason reason = locate(list, &at, entry->offset, &voids);

    if (reason == HANDOFF_OK) {
        uint32_t end = find_voids_end(list, at.end);

        wipe(list, at.offset, at.end - at.offset);
        poke_void(list, voids, end);
    }
    return reason;
}

enum handoff_reason handoff_entry_write(struct handoff_list *list,
                                        const struct handoff_entry *entry, uint32_t offset,
                                        const void *data, uint32_t size)
{
    struct handoff_entry at;
    uint32_t voids;
    enum handoff_reason reason = locate(list, &at, entry->offset, &voids);

    if (reason != HANDOFF_OK)
        return reason;
    if (offset > at.size || size > at.size - offset)
        return HANDOFF_TOO_LARGE;
    poke(list, at.offset + HANDOFF_ENTRY_SIZE + offset, data, size);
    return HANDOFF_OK;
}

enum handoff_reason handoff_entry_resize(struct handoff_list *list, struct handoff_entry *entry,
                                         uint32_t size)
{
    struct handoff_entry at;
    uint32_t voids, end;
    enum handoff_reason reason = locate(list, &at, entry->offset, &voids);

    if (reason != HANDOFF_OK)
        return reason;
    end = at.end;
    at.end = find_voids_end(list, end);
    voids = at.offset + HANDOFF_ENTRY_SIZE + (size < at.size ? size : at.size);
    at.size = size;
    reason = splice(list, &at, 0, voids, end);
    if (reason == HANDOFF_OK)
        *entry = at;
    return reason;
}

enum handoff_reason handoff_entry_overwrite(struct handoff_list *list, struct handoff_entry *entry,
                                            const void *data, uint32_t size)
{
    enum handoff_reason reason = HANDOFF_TOO_LARGE;

    if (size <= entry->size)
        reason = handoff_entry_resize(list, entry, size);
    if (reason == HANDOFF_OK)
        poke(list, entry->offset + HANDOFF_ENTRY_SIZE, data, size);
    return reason;
}

enum handoff_reason handoff_list_relocate(struct handoff_list *list, void *region,
                                          size_t region_size, bool is_scrubbed)
{
    enum handoff_reason reason = check_change(list);
    uint8_t *from = list->base;
    uint8_t *to;
    size_t skip;

    if (reason != HANDOFF_OK)
        return reason;
    skip = (list->address - (uintptr_t)region) & (((uintptr_t)1 << from[7]) - 1);
    if (skip > region_size || list->used_size > region_size - skip)
        return HANDOFF_NO_ROOM;
    to = (uint8_t *)region + skip;
    region_size -= skip;
    memmove(to, from, list->used_size);
    if (is_scrubbed) {
        size_t distance = to > from ? (size_t)(to - from) : (size_t)(from - to);
        size_t left = distance < list->used_size ? distance : list->used_size;

        memset(to > from ? from : from + list->used_size - left, 0, left);
    }
    list->base = to;
    list->address = (uintptr_t)to;
    list->total_size = (uint32_t)(region_size > UINT32_MAX ? UINT32_MAX : region_size) & ~7u;
    poke32(list, 0xc, list->total_size);
    return HANDOFF_OK;
}

enum handoff_reason handoff_list_set_flags(struct handoff_list *list, uint32_t flags)
{
    enum handoff_reason reason = check_change(list);

    if (reason == HANDOFF_OK) {
        list->base[4] = 0;
        list->base[0x10] = flags & HANDOFF_FLAG_CHECKSUM;
        list->mode = HANDOFF_CHANGE;
        list->base[4] -= count(list, 0, list->used_size);
    }
    return reason;
}

enum handoff_reason handoff_list_create(struct handoff_list *list, void *base, size_t region_size,
                                        uint32_t version, uint32_t flags)
{
    uint8_t *p = base;

    if ((uintptr_t)base % 8 != 0 || base == NULL || region_size < HANDOFF_HEADER_SIZE ||
        version - 1 >= HANDOFF_VERSION)
        return HANDOFF_BAD_ARGUMENT;
    memset(p, 0, HANDOFF_HEADER_SIZE);
    handoff_put32(p, HANDOFF_SIGNATURE);
    handoff_put32(p + 4, 3u << 24 | HANDOFF_HEADER_SIZE << 16 | version << 8);
    list->base = p;
    list->address = (uintptr_t)p;
    list->used_size = HANDOFF_HEADER_SIZE;
    handoff_put32(p + 8, HANDOFF_HEADER_SIZE);
    list->void_limit = 1;
    list->mode = HANDOFF_CHANGE;
    list->total_size = (uint32_t)(region_size > UINT32_MAX ? UINT32_MAX : region_size) & ~7u;
    handoff_put32(p + 0xc, list->total_size);
    return handoff_list_set_flags(list, flags);
}

enum handoff_reason handoff_list_begin(struct handoff_list *list)
{
    enum handoff_reason reason = check_change(list);

    if (reason == HANDOFF_OK)
        list->mode = HANDOFF_BATCH;
    return reason;
}

enum handoff_reason handoff_list_commit(struct handoff_list *list)
{
    return handoff_list_set_flags(list, list->base[0x10]);
}
