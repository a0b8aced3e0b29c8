/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
#include "handoff/list.h"

#include "handoff/wire.h"

bool handoff_entry_next(const struct handoff_list *list, struct handoff_entry *entry)
{
    const uint8_t *p = list->base;
    uint32_t at = entry->end;
    uint32_t header_size, size, span;

    if (at == 0)
        at = handoff_align8(p[6]);
    entry->offset = at;
    entry->end = at;
    if (at >= list->used_size)
        return false;
    p += at;
    header_size = p[3];
    size = handoff_get32(p + 4);
    span = header_size + size;
    if (header_size < HANDOFF_ENTRY_SIZE || span < size || span > list->used_size - at)
        return false;
    entry->tag = handoff_get32(p) & HANDOFF_TAG_LAST;
    entry->size = size;
    entry->header_size = header_size;
    entry->end = handoff_align8(at + span);
    return true;
}

bool handoff_entry_find(const struct handoff_list *list, uint32_t tag, struct handoff_entry *entry)
{
    while (handoff_entry_next(list, entry))
        if (entry->tag == tag)
            return true;
    return false;
}

/* Newer versions may have larger headers and more flags; everything else holds for all versions,
 * as they promise to stay readable. */
static enum handoff_reason check(struct handoff_list *list, size_t region_size)
{
    const uint8_t *p = list->base;
    struct handoff_entry entry;
    uint32_t largest_header = HANDOFF_ENTRY_SIZE;

    if (handoff_get32(p) != HANDOFF_SIGNATURE)
        return HANDOFF_NO_LIST;
    list->flags = handoff_get32(p + 0x10);
    if (p[5] == 0 || p[6] < HANDOFF_HEADER_SIZE || p[7] - 3u > 31 - 3)
        return HANDOFF_BAD_HEADER;
    if (p[5] > HANDOFF_VERSION) {
        list->refusal = HANDOFF_NEWER_VERSION;
        largest_header = UINT8_MAX;
    } else if (p[6] > HANDOFF_HEADER_SIZE || list->flags > HANDOFF_FLAG_CHECKSUM) {
        return HANDOFF_BAD_HEADER;
    }
    list->total_size = handoff_get32(p + 0xc);
    list->used_size = handoff_get32(p + 8);
    if (list->total_size > region_size || list->used_size > list->total_size ||
        (list->total_size | list->used_size) % 8 != 0)
        return HANDOFF_BAD_HEADER;
    if ((list->flags & HANDOFF_FLAG_CHECKSUM ? handoff_sum(p, list->used_size) : p[4]) != 0)
        return HANDOFF_BAD_CHECKSUM;
    /* A used_size below that of the header also ends here, as no walk ends at it. */
    entry.end = 0;
    while (handoff_entry_next(list, &entry))
        if (entry.header_size > largest_header ||
            (entry.tag == HANDOFF_TAG_VOID && entry.size % 8 != 0))
            return HANDOFF_BAD_ENTRY;
    return entry.end == list->used_size ? HANDOFF_OK : HANDOFF_BAD_ENTRY;
}

enum handoff_reason handoff_list_open(struct handoff_list *list, const void *base,
                                      size_t region_size, enum handoff_mode mode)
{
    enum handoff_reason reason = HANDOFF_NO_LIST;

    list->base = (uint8_t *)(uintptr_t)base;
    list->address = (uintptr_t)base;
    list->refusal = (enum handoff_reason)mode;
    if (base != NULL && region_size >= HANDOFF_HEADER_SIZE)
        reason = check(list, region_size);
    if (reason != HANDOFF_OK) {
        /* The memory may be too small, or not be there, to read even its header once more. */
        list->base = (uint8_t *)list;
        list->used_size = 0;
        list->refusal = reason;
    }
    return reason;
}
