/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
#include "handoff/change.h"

#include "handoff/wire.h"

static enum handoff_reason check_change(const struct handoff_list *list)
{
    if (list->mode == HANDOFF_READ)
        return HANDOFF_READ_ONLY;
    return list->base[5] > HANDOFF_VERSION ? HANDOFF_NEWER_VERSION : HANDOFF_OK;
}

/* Every byte of a list is written here, as `data` or as zero, and the checksum changes by what the
 * bytes change. Those behind used_size are not in it yet, and will be when that is raised.
 * HANDOFF_CHANGE and HANDOFF_FLAG_CHECKSUM are the same bit. */
static void poke(struct handoff_list *list, uint32_t offset, const void *data, uint32_t size)
{
    uint8_t *p = list->base;
    uint32_t counted = (list->mode & p[0x10] & HANDOFF_FLAG_CHECKSUM) != 0 ? size : 0;
    uint32_t old = offset < list->used_size ? list->used_size - offset : 0;

    p[4] += handoff_sum(p + offset, old < counted ? old : counted);
    if (data != NULL)
        memmove(p + offset, data, size);
    else
        memset(p + offset, 0, size);
    p[4] -= handoff_sum(p + offset, counted);
}

/* Two words: the header of an entry, or the sizes in the header of the list. */
static void poke_words(struct handoff_list *list, uint32_t offset, uint32_t first, uint32_t second)
{
    uint8_t bytes[8];

    handoff_put32(bytes, first);
    handoff_put32(bytes + 4, second);
    poke(list, offset, bytes, sizeof(bytes));
}

static void poke_head(struct handoff_list *list, uint32_t offset, uint32_t tag, uint32_t size)
{
    poke_words(list, offset, HANDOFF_ENTRY_SIZE << 24 | tag, size);
}

/* Where the voids that begin at `offset` end; `offset` itself if there are none. */
static uint32_t find_voids_end(const struct handoff_list *list, uint32_t offset)
{
    struct handoff_entry entry;

    entry.end = offset;
    while (handoff_entry_next(list, &entry) && entry.tag == HANDOFF_TAG_VOID)
        offset = entry.end;
    return offset;
}

/*
 * The one way in which entries come and change size: the bytes [entry->offset, entry->end), an
 * entry, voids, or nothing at the end of the list, become an entry of `entry->tag` with
 * `entry->size` bytes of data. The first `kept` bytes of data stay, all others up to `scrubbed`
 * become zero. What is too much becomes a void behind; what is missing is taken from the end of the
 * list, behind `padding` bytes of void if the entry is there, else by moving the entries behind.
 * settle() has to follow, once all bytes of the entry are written.
 */
static enum handoff_reason splice(struct handoff_list *list, struct handoff_entry *entry,
                                  uint32_t padding, uint32_t kept, uint32_t scrubbed)
{
    uint32_t need = handoff_align8(entry->size + HANDOFF_ENTRY_SIZE);
    uint32_t at = entry->offset;
    uint32_t end = entry->end;

    if (entry->size > list->total_size - HANDOFF_ENTRY_SIZE)
        return HANDOFF_NO_ROOM;
    if (need > end - at) {
        uint32_t room = list->total_size - list->used_size;
        uint32_t tail = list->used_size - end;
        uint32_t grow = need - (end - at);
        uint8_t *gap = list->base + end;

        if (tail != 0)
            padding = -grow & ((1u << list->base[7]) - 1);
        if (grow > room || padding > room - grow)
            return HANDOFF_NO_ROOM;
        grow += padding;
        end += grow;
        if (tail != 0) {
            memmove(gap + grow, gap, tail);
            memset(gap, 0, grow);
            list->used_size += grow;
        } else if (padding != 0) {
            poke(list, at, NULL, padding);
            poke_head(list, at, HANDOFF_TAG_VOID, padding - HANDOFF_ENTRY_SIZE);
            at += padding;
        }
    }
    entry->offset = at;
    entry->header_size = HANDOFF_ENTRY_SIZE;
    need += at;
    entry->end = need;
    if (scrubbed < need)
        scrubbed = need;
    kept += at + HANDOFF_ENTRY_SIZE;
    poke(list, kept, NULL, scrubbed - kept);
    poke_head(list, at, entry->tag, entry->size);
    if (end > need)
        poke_head(list, need, HANDOFF_TAG_VOID, end - need - HANDOFF_ENTRY_SIZE);
    return HANDOFF_OK;
}

/* Counts in what has been added at the end, and tells the header. */
static void settle(struct handoff_list *list, const struct handoff_entry *entry)
{
    if (list->used_size < entry->end)
        list->used_size = entry->end;
    poke_words(list, 8, list->used_size, list->total_size);
}

/* Sets offset and end of `entry` to the first run of voids that it fits, or to the last run, if
 * that is at the end of the list, where the room behind adds to it. */
static bool find_void(const struct handoff_list *list, struct handoff_entry *entry)
{
    struct handoff_entry at;

    at.end = 0;
    while (handoff_entry_find(list, HANDOFF_TAG_VOID, &at)) {
        at.end = find_voids_end(list, at.end);
        entry->offset = at.offset;
        entry->end = at.end;
        if (at.end - at.offset >= handoff_align8(entry->size + HANDOFF_ENTRY_SIZE) ||
            at.end == list->used_size)
            return true;
    }
    return false;
}

enum handoff_reason handoff_entry_add(struct handoff_list *list, struct handoff_entry *entry,
                                      const void *data, uint32_t alignment)
{
    enum handoff_reason reason = check_change(list);
    uint32_t kept = data != NULL ? entry->size : 0;
    uint32_t padding;

    if (reason != HANDOFF_OK)
        return reason;
    entry->offset = list->used_size;
    entry->end = list->used_size;
    padding = (uint32_t) - (list->address + list->used_size + HANDOFF_ENTRY_SIZE) &
              ((1u << (alignment & 31)) - 1);
    if (entry->tag - 1 >= HANDOFF_TAG_LAST || alignment > 31 || padding % 8 != 0)
        return HANDOFF_BAD_ARGUMENT;
    reason = splice(list, entry, padding, kept, 0);
    if (reason != HANDOFF_OK && alignment <= 3 && find_void(list, entry))
        reason = splice(list, entry, 0, kept, 0);
    if (reason == HANDOFF_OK) {
        uint8_t byte = (uint8_t)alignment;

        if (byte > list->base[7])
            poke(list, 7, &byte, 1);
        if (data != NULL)
            poke(list, entry->offset + HANDOFF_ENTRY_SIZE, data, kept);
        settle(list, entry);
    }
    return reason;
}

/* Makes sure that `entry` is one of the list, so that nothing else is changed, and brings it up to
 * date. `*voids` is where the voids in front of it begin, or its own offset. */
static enum handoff_reason locate(const struct handoff_list *list, struct handoff_entry *entry,
                                  uint32_t *voids)
{
    enum handoff_reason reason = check_change(list);
    uint32_t offset = entry->offset;

    if (reason != HANDOFF_OK)
        return reason;
    entry->end = 0;
    *voids = 0;
    while (handoff_entry_next(list, entry)) {
        if (*voids == 0)
            *voids = entry->offset;
        if (entry->tag != HANDOFF_TAG_VOID) {
            if (entry->offset == offset)
                return HANDOFF_OK;
            *voids = 0;
        }
    }
    return HANDOFF_NO_ENTRY;
}

enum handoff_reason handoff_entry_remove(struct handoff_list *list, struct handoff_entry *entry)
{
    uint32_t voids;
    enum handoff_reason reason = locate(list, entry, &voids);

    if (reason == HANDOFF_OK) {
        uint32_t end = find_voids_end(list, entry->end);

        poke(list, entry->offset, NULL, entry->end - entry->offset);
        poke_head(list, voids, HANDOFF_TAG_VOID, end - voids - HANDOFF_ENTRY_SIZE);
    }
    return reason;
}

enum handoff_reason handoff_entry_write(struct handoff_list *list, struct handoff_entry *entry,
                                        uint32_t offset, const void *data, uint32_t size)
{
    uint32_t voids;
    enum handoff_reason reason = locate(list, entry, &voids);

    if (reason != HANDOFF_OK)
        return reason;
    if (offset > entry->size || size > entry->size - offset)
        return HANDOFF_TOO_LARGE;
    poke(list, entry->offset + HANDOFF_ENTRY_SIZE + offset, data, size);
    return HANDOFF_OK;
}

enum handoff_reason handoff_entry_resize(struct handoff_list *list, struct handoff_entry *entry,
                                         uint32_t size)
{
    uint32_t old_size, old_end;
    enum handoff_reason reason = locate(list, entry, &old_size);

    if (reason != HANDOFF_OK)
        return reason;
    old_size = entry->size;
    old_end = entry->end;
    entry->end = find_voids_end(list, old_end);
    entry->size = size;
    reason = splice(list, entry, 0, size < old_size ? size : old_size, old_end);
    if (reason != HANDOFF_OK) {
        entry->size = old_size;
        entry->end = old_end;
        return reason;
    }
    settle(list, entry);
    return HANDOFF_OK;
}

enum handoff_reason handoff_entry_overwrite(struct handoff_list *list, struct handoff_entry *entry,
                                            const void *data, uint32_t size)
{
    enum handoff_reason reason = handoff_entry_write(list, entry, 0, data, size);

    return reason == HANDOFF_OK ? handoff_entry_resize(list, entry, size) : reason;
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
    poke_words(list, 8, list->used_size, list->total_size);
    return HANDOFF_OK;
}

enum handoff_reason handoff_list_set_flags(struct handoff_list *list, uint32_t flags)
{
    enum handoff_reason reason = check_change(list);

    if (reason == HANDOFF_OK) {
        uint8_t *p = list->base;

        p[0x10] = flags & HANDOFF_FLAG_CHECKSUM;
        p[4] = 0;
        if (p[0x10] != 0)
            p[4] = -handoff_sum(p, list->used_size);
        list->mode = HANDOFF_CHANGE;
    }
    return reason;
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

enum handoff_reason handoff_list_create(struct handoff_list *list, void *base, size_t region_size,
                                        uint32_t version, uint32_t flags)
{
    uint8_t *p = base;

    if ((uintptr_t)base % 8 != 0 || base == NULL || region_size < HANDOFF_HEADER_SIZE ||
        version - 1 >= HANDOFF_VERSION)
        return HANDOFF_BAD_ARGUMENT;
    memset(p, 0, HANDOFF_HEADER_SIZE);
    list->base = p;
    list->address = (uintptr_t)p;
    list->used_size = HANDOFF_HEADER_SIZE;
    list->total_size = (uint32_t)(region_size > UINT32_MAX ? UINT32_MAX : region_size) & ~7u;
    list->mode = HANDOFF_CHANGE;
    handoff_put32(p, HANDOFF_SIGNATURE);
    handoff_put32(p + 4, 3u << 24 | HANDOFF_HEADER_SIZE << 16 | version << 8);
    handoff_put32(p + 8, HANDOFF_HEADER_SIZE);
    handoff_put32(p + 12, list->total_size);
    return handoff_list_set_flags(list, flags);
}
