/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
#include "handoff/check.h"

#include "handoff/wire.h"

/* What both readers agree on: the strict one refuses for the first violation, the lenient one for
 * the first that it does not tolerate. */
struct checker {
    struct handoff_list list; /* as it can be walked, if it can */
    struct handoff_fault first;
    struct handoff_fault refusal;
    uint32_t used_size; /* as the header has it */
};

static void note(struct checker *c, enum handoff_reason reason, uint32_t entry, uint32_t value,
                 bool is_tolerated)
{
    struct handoff_fault fault = {reason, entry + handoff_reason_offset(reason), value, entry};

    if (c->first.reason == HANDOFF_OK)
        c->first = fault;
    if (!is_tolerated && c->refusal.reason == HANDOFF_OK)
        c->refusal = fault;
}

static void check_small_fields(struct checker *c)
{
    const uint8_t *p = c->list.base;
    bool is_known = p[5] <= HANDOFF_VERSION;
    uint32_t flags = handoff_get32(p + 0x10);

    if (p[5] == 0)
        note(c, HANDOFF_BAD_VERSION, 0, p[5], false);
    if (p[6] < HANDOFF_HEADER_SIZE || (is_known && p[6] != HANDOFF_HEADER_SIZE))
        note(c, HANDOFF_BAD_HEADER_SIZE, 0, p[6], p[6] > HANDOFF_HEADER_SIZE);
    if (p[7] < 3 || p[7] > 31)
        note(c, HANDOFF_BAD_ALIGNMENT, 0, p[7], p[7] < 3);
    if (is_known && flags > HANDOFF_FLAG_CHECKSUM)
        note(c, HANDOFF_BAD_FLAGS, 0, flags, true);
}

/* The lenient reader walks up to the next multiple of 8, which must be in the region: a last entry
 * ends there with its padding. */
static void check_sizes(struct checker *c, size_t region_size)
{
    const uint8_t *p = c->list.base;
    uint32_t used = handoff_get32(p + 8);
    uint32_t total = handoff_get32(p + 0xc);
    bool fits = used <= UINT32_MAX - 7 && handoff_align8(used) <= region_size;

    if (total % 8 != 0 || total > region_size)
        note(c, HANDOFF_BAD_TOTAL_SIZE, 0, total, total <= region_size);
    if (used % 8 != 0 || used > total || used < handoff_align8(p[6]))
        note(c, HANDOFF_BAD_USED_SIZE, 0, used, fits && used <= total && used >= p[6]);
    c->used_size = used;
    if (c->refusal.reason == HANDOFF_OK) {
        c->list.used_size = handoff_align8(used);
        c->list.total_size = total & ~7u;
    }
}

static uint8_t xor_bytes(const uint8_t *data, uint32_t size)
{
    uint8_t bytes = 0;

    while (size-- != 0)
        bytes ^= *data++;
    return bytes;
}

static void check_checksum(struct checker *c)
{
    const uint8_t *p = c->list.base;

    if (!handoff_list_has_checksum(&c->list)) {
        if (p[4] != 0)
            note(c, HANDOFF_BAD_CHECKSUM, 0, p[4], true);
    } else if (handoff_sum(p, c->used_size) != 0) {
        note(c, HANDOFF_BAD_CHECKSUM, 0, p[4], p[5] == 1 && xor_bytes(p, c->used_size) == 0);
    }
}

static void check_entries(struct checker *c)
{
    const uint8_t *base = c->list.base;
    struct handoff_entry entry = {0};

    while (handoff_entry_next(&c->list, &entry)) {
        uint32_t data_end = entry.offset + entry.header_size + entry.size;

        if (base[5] <= HANDOFF_VERSION && entry.header_size != HANDOFF_ENTRY_SIZE)
            note(c, HANDOFF_BAD_ENTRY_HEADER, entry.offset, entry.header_size, true);
        /* A void that ends in the padding is what libtl makes of the last entry. */
        if (data_end > c->used_size)
            note(c, HANDOFF_BAD_ENTRY_SIZE, entry.offset, entry.size,
                 entry.tag == HANDOFF_TAG_VOID);
        if (entry.tag == HANDOFF_TAG_VOID && entry.size % 8 != 0)
            note(c, HANDOFF_BAD_VOID, entry.offset, entry.size, true);
    }
    if (entry.end != c->list.used_size) {
        const uint8_t *p = base + entry.end;

        if (p[3] < HANDOFF_ENTRY_SIZE)
            note(c, HANDOFF_BAD_ENTRY_HEADER, entry.end, p[3], false);
        else
            note(c, HANDOFF_BAD_ENTRY_SIZE, entry.end, handoff_get32(p + 4), false);
    }
}

static void check(struct checker *c, const void *base, size_t region_size, bool is_summed)
{
    memset(c, 0, sizeof(*c));
    c->list.base = (uint8_t *)(uintptr_t)base;
    c->list.address = (uintptr_t)base;
    c->list.refusal = HANDOFF_READ_ONLY;
    if (base == NULL || region_size < HANDOFF_HEADER_SIZE) {
        note(c, HANDOFF_NO_LIST, 0, 0, false);
        return;
    }
    if (handoff_get32(base) != HANDOFF_SIGNATURE) {
        note(c, HANDOFF_NO_LIST, 0, handoff_get32(base), false);
        return;
    }
    check_small_fields(c);
    check_sizes(c, region_size);
    if (c->refusal.reason != HANDOFF_OK)
        return;
    if (is_summed)
        check_checksum(c);
    check_entries(c);
}

enum handoff_reason handoff_list_check(const void *base, size_t region_size,
                                       enum handoff_strictness strictness,
                                       struct handoff_fault *fault)
{
    struct checker c;
    const struct handoff_fault *refusal = strictness == HANDOFF_LENIENT ? &c.refusal : &c.first;

    check(&c, base, region_size, true);
    if (fault != NULL)
        *fault = refusal->reason != HANDOFF_OK ? *refusal : c.first;
    return refusal->reason;
}

/* Hands the list to the caller, as an empty one if it was refused; as handoff_list_open() does. */
static enum handoff_reason take(struct handoff_list *list, const struct checker *c)
{
    *list = c->list;
    if (c->refusal.reason != HANDOFF_OK) {
        list->base = (uint8_t *)list;
        list->used_size = 0;
    }
    return c->refusal.reason;
}

enum handoff_reason handoff_list_open_lenient(struct handoff_list *list, const void *base,
                                              size_t region_size)
{
    struct checker c;

    check(&c, base, region_size, true);
    return take(list, &c);
}

enum handoff_reason handoff_list_open_unfinished(struct handoff_list *list, const void *base,
                                                 size_t region_size)
{
    struct checker c;

    check(&c, base, region_size, false);
    return take(list, &c);
}

/* U-Boot sets no flag, but has a checksum, and refuses lists without: it is to be kept then. */
static uint8_t repaired_flags(const struct checker *c)
{
    const uint8_t *p = c->list.base;
    bool is_uboot = p[5] == 1 && p[4] != 0 && handoff_sum(p, c->used_size) == 0;

    return is_uboot ? HANDOFF_FLAG_CHECKSUM : p[0x10] & HANDOFF_FLAG_CHECKSUM;
}

enum handoff_reason handoff_list_repair(struct handoff_list *list, void *base, size_t region_size)
{
    struct checker c;
    struct handoff_entry entry = {0};
    uint8_t *p = base;

    check(&c, base, region_size, true);
    if (take(list, &c) != HANDOFF_OK)
        return c.refusal.reason;
    if (p[5] > HANDOFF_VERSION)
        return HANDOFF_NEWER_VERSION;
    if (c.first.reason == HANDOFF_OK)
        return handoff_list_open(list, base, region_size, HANDOFF_CHANGE);
    /* Larger headers would have to be cut out, and entries with them moved. Nobody writes them. */
    if (p[6] != HANDOFF_HEADER_SIZE)
        return HANDOFF_BAD_HEADER_SIZE;
    while (handoff_entry_next(list, &entry))
        if (entry.header_size != HANDOFF_ENTRY_SIZE)
            return HANDOFF_BAD_ENTRY_HEADER;

    p[0x10] = repaired_flags(&c);
    memset(p + c.used_size, 0, list->used_size - c.used_size);
    entry = (struct handoff_entry){0};
    while (handoff_entry_next(list, &entry))
        if (entry.tag == HANDOFF_TAG_VOID)
            handoff_put32(p + entry.offset + 4, handoff_align8(entry.size));
    if (list->total_size < list->used_size)
        list->total_size = list->used_size;
    p[7] = p[7] < 3 ? 3 : p[7];
    handoff_put32(p + 8, list->used_size);
    handoff_put32(p + 0xc, list->total_size);
    handoff_put32(p + 0x10, p[0x10]);
    p[4] = 0;
    if (handoff_list_has_checksum(list))
        p[4] = (uint8_t)-handoff_sum(p, list->used_size);
    return handoff_list_open(list, base, region_size, HANDOFF_CHANGE);
}
