/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
#include "handoff/compat/transfer_list.h"

#include "handoff/change.h"
#include "handoff/check.h"
#include "handoff/wire.h"

typedef struct transfer_list_header tl_header;
typedef struct transfer_list_entry tl_entry;

static tl_entry *at(const struct handoff_list *list, uint32_t offset)
{
    return (tl_entry *)(void *)(list->base + offset);
}

/* Makes a list readable without looking at its entries: handoff_entry_next() keeps inside it. */
static bool peek(struct handoff_list *list, const tl_header *tl)
{
    if (tl == NULL || tl->signature != TRANSFER_LIST_SIGNATURE || tl->version == 0 ||
        tl->hdr_size < HANDOFF_HEADER_SIZE || tl->size > tl->max_size || tl->size > UINT32_MAX - 7)
        return false;
    memset(list, 0, sizeof(*list));
    list->base = (uint8_t *)(uintptr_t)tl;
    list->address = (uintptr_t)tl;
    list->refusal = HANDOFF_READ_ONLY;
    list->used_size = handoff_align8(tl->size);
    list->total_size = tl->max_size;
    return true;
}

/* Finds the entry at `te`, which may be any pointer. */
static bool locate(const struct handoff_list *list, const tl_entry *te, struct handoff_entry *entry)
{
    memset(entry, 0, sizeof(*entry));
    while (handoff_entry_next(list, entry))
        if (at(list, entry->offset) == te)
            return true;
    return false;
}

/* Opens a list for a change: with its checksum brought up to date, and repaired if need be. */
static bool open_change(struct handoff_list *list, tl_header *tl)
{
    if (tl == NULL || handoff_list_open_unfinished(list, tl, tl->max_size) != HANDOFF_OK ||
        tl->version > HANDOFF_VERSION)
        return false;
    transfer_list_update_checksum(tl);
    return handoff_list_repair(list, tl, tl->max_size) == HANDOFF_OK;
}

tl_header *transfer_list_init(void *addr, size_t max_size)
{
    struct handoff_list list;

    if (addr == NULL || (uintptr_t)addr % 8 != 0 || max_size < HANDOFF_HEADER_SIZE)
        return NULL;
    memset(addr, 0, max_size);
    if (handoff_list_create(&list, addr, max_size, HANDOFF_VERSION, HANDOFF_FLAG_CHECKSUM) !=
        HANDOFF_OK)
        return NULL;
    return addr;
}

tl_header *transfer_list_relocate(tl_header *tl, void *addr, size_t max_size)
{
    struct handoff_list list;

    if (addr == NULL || !open_change(&list, tl) ||
        handoff_list_relocate(&list, addr, max_size, false) != HANDOFF_OK)
        return NULL;
    return (tl_header *)(void *)list.base;
}

enum transfer_list_ops transfer_list_check_region(const void *addr, size_t size)
{
    const tl_header *tl = addr;

    if (handoff_list_check(addr, size, HANDOFF_LENIENT, NULL) != HANDOFF_OK)
        return TL_OPS_NON;
    if (tl->version < TRANSFER_LIST_VERSION)
        return TL_OPS_CUS;
    return tl->version == TRANSFER_LIST_VERSION ? TL_OPS_ALL : TL_OPS_RO;
}

enum transfer_list_ops transfer_list_check_header(const tl_header *tl)
{
    return tl == NULL ? TL_OPS_NON : transfer_list_check_region(tl, tl->max_size);
}

tl_header *transfer_list_ensure(void *addr, size_t size)
{
    switch (transfer_list_check_region(addr, size)) {
    case TL_OPS_ALL:
        return addr;
    case TL_OPS_NON:
        return transfer_list_init(addr, size);
    default:
        return NULL;
    }
}

tl_entry *transfer_list_next(tl_header *tl, tl_entry *last)
{
    struct handoff_list list;
    struct handoff_entry entry = {.end = 0};

    if (!peek(&list, tl))
        return NULL;
    if (last != NULL) {
        uintptr_t offset = (uintptr_t)last - (uintptr_t)tl;

        if (offset < HANDOFF_HEADER_SIZE || offset >= list.used_size || offset % 8 != 0)
            return NULL;
        entry.end = (uint32_t)offset;
        if (!handoff_entry_next(&list, &entry))
            return NULL;
    }
    return handoff_entry_next(&list, &entry) ? at(&list, entry.offset) : NULL;
}

tl_entry *transfer_list_prev(tl_header *tl, tl_entry *last)
{
    struct handoff_list list;
    struct handoff_entry entry = {.end = 0};
    tl_entry *previous = NULL;

    if (last == NULL || !peek(&list, tl))
        return NULL;
    while (handoff_entry_next(&list, &entry)) {
        if (at(&list, entry.offset) == last)
            return previous;
        previous = at(&list, entry.offset);
    }
    return NULL;
}

tl_entry *transfer_list_find(tl_header *tl, uint32_t tag_id)
{
    struct handoff_list list;
    struct handoff_entry entry = {.end = 0};

    if (!peek(&list, tl) || !handoff_entry_find(&list, tag_id, &entry))
        return NULL;
    return at(&list, entry.offset);
}

void *transfer_list_entry_data(tl_entry *entry)
{
    return entry == NULL ? NULL : (uint8_t *)entry + entry->hdr_size;
}

void transfer_list_update_checksum(tl_header *tl)
{
    struct handoff_list list;

    if (!peek(&list, tl) || tl->version > HANDOFF_VERSION)
        return;
    tl->checksum = 0;
    if ((tl->flags & TL_FLAGS_HAS_CHECKSUM) != 0)
        tl->checksum = (uint8_t)-handoff_sum(list.base, tl->size);
}

bool transfer_list_verify_checksum(const tl_header *tl)
{
    struct handoff_list list;

    if (!peek(&list, tl))
        return false;
    return (tl->flags & TL_FLAGS_HAS_CHECKSUM) == 0 || handoff_sum(list.base, tl->size) == 0;
}

bool transfer_list_set_data_size(tl_header *tl, tl_entry *te, uint32_t new_data_size)
{
    struct handoff_list list;
    struct handoff_entry entry;

    return open_change(&list, tl) && locate(&list, te, &entry) &&
           handoff_entry_resize(&list, &entry, new_data_size) == HANDOFF_OK;
}

bool transfer_list_rem(tl_header *tl, tl_entry *te)
{
    struct handoff_list list;
    struct handoff_entry entry;

    return open_change(&list, tl) && locate(&list, te, &entry) &&
           handoff_entry_remove(&list, &entry) == HANDOFF_OK;
}

tl_entry *transfer_list_add_with_align(tl_header *tl, uint32_t tag_id, uint32_t data_size,
                                       const void *data, uint8_t alignment)
{
    struct handoff_list list;
    struct handoff_entry entry = {.tag = tag_id, .size = data_size};

    if (!open_change(&list, tl) || handoff_entry_add(&list, &entry, data, alignment) != HANDOFF_OK)
        return NULL;
    return at(&list, entry.offset);
}

tl_entry *transfer_list_add(tl_header *tl, uint32_t tag_id, uint32_t data_size, const void *data)
{
    return transfer_list_add_with_align(tl, tag_id, data_size, data, 3);
}

static transfer_list_print_t *print;

void transfer_list_set_print(transfer_list_print_t *function)
{
    print = function;
}

void transfer_entry_dump(tl_entry *te)
{
    if (te == NULL || print == NULL)
        return;
    print("tag_id", te->tag_id);
    print("hdr_size", te->hdr_size);
    print("data_size", te->data_size);
    print("data_addr", (unsigned long)(uintptr_t)transfer_list_entry_data(te));
}

void transfer_list_dump(tl_header *tl)
{
    if (tl == NULL || print == NULL)
        return;
    print("signature", tl->signature);
    print("checksum", tl->checksum);
    print("version", tl->version);
    print("hdr_size", tl->hdr_size);
    print("alignment", tl->alignment);
    print("size", tl->size);
    print("max_size", tl->max_size);
    print("flags", tl->flags);
    for (tl_entry *te = transfer_list_next(tl, NULL); te != NULL; te = transfer_list_next(tl, te))
        transfer_entry_dump(te);
}

/* Enlarges the log, in its place if nothing is in the way, as resizing would do by moving what is
 * behind: callers of libtl hold pointers to that, too, but the same is true there. */
uint8_t *transfer_list_event_log_extend(tl_header *tl, size_t req_size)
{
    tl_entry *te = transfer_list_find(tl, TL_TAG_TPM_EVLOG);
    uint32_t used = te == NULL ? EVENT_LOG_RESERVED_BYTES : te->data_size;

    if (req_size == 0 || req_size > UINT32_MAX - used)
        return NULL;
    if (te == NULL)
        te = transfer_list_add(tl, TL_TAG_TPM_EVLOG, used + (uint32_t)req_size, NULL);
    else if (!transfer_list_set_data_size(tl, te, used + (uint32_t)req_size))
        te = NULL;
    return te == NULL ? NULL : (uint8_t *)transfer_list_entry_data(te) + used;
}

uint8_t *transfer_list_event_log_finish(tl_header *tl, uintptr_t cursor)
{
    tl_entry *te = transfer_list_find(tl, TL_TAG_TPM_EVLOG);
    uintptr_t data = (uintptr_t)transfer_list_entry_data(te);

    /* The end itself is a good cursor: a log may fill its room exactly. libtl refuses that. */
    if (te == NULL || cursor < data + EVENT_LOG_RESERVED_BYTES || cursor - data > te->data_size ||
        !transfer_list_set_data_size(tl, te, (uint32_t)(cursor - data)))
        return NULL;
    return (uint8_t *)data + EVENT_LOG_RESERVED_BYTES;
}
