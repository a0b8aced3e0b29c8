/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Transfer lists against a model that a reader can take in: an array of (tag, data).
 *
 * A string of bytes, from a fuzzer or a random generator, is played as operations on a list and on
 * the model. After each, everything that the headers of handoff/ promise is compared; a difference
 * aborts. Used by a unit test and a fuzz target, and by programs without cmocka.
 */
#ifndef TEST_SUPPORT_HANDOFF_MODEL_H
#define TEST_SUPPORT_HANDOFF_MODEL_H

#include "handoff/change.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MODEL_CHECK(condition)                                                     \
    do {                                                                           \
        if (!(condition)) {                                                        \
            fprintf(stderr, "%s:%d: model: %s\n", __FILE__, __LINE__, #condition); \
            abort();                                                               \
        }                                                                          \
    } while (0)

#define MODEL_ENTRIES 24u
#define MODEL_ARENA   8192u
#define MODEL_DATA    600u

struct model_entry {
    uint32_t tag; /* unique */
    uint32_t size;
    uint32_t alignment;
    uint8_t data[MODEL_DATA];
};

struct model {
    const uint8_t *input;
    size_t left;
    struct handoff_list list;
    uint8_t *region;
    uint32_t region_size;
    uint32_t next_tag;
    uint32_t count;
    bool is_batch;
    struct model_entry entries[MODEL_ENTRIES];
    uint8_t before[MODEL_ARENA];
    _Alignas(4096) uint8_t arena[MODEL_ARENA];
};

static uint32_t model_take(struct model *m)
{
    if (m->left == 0)
        return 0;
    m->left--;
    return *m->input++;
}

/* Data is all bytes of 0xe0 and above. No header of a list this small has two such in a row, so
 * that data left behind in a void or in padding shows. */
static void model_fill(struct model *m, uint8_t *data, uint32_t size)
{
    uint32_t seed = model_take(m);

    for (uint32_t i = 0; i < size; i++)
        data[i] = (uint8_t)(0xe0 | ((seed + i * 7) & 0x1f));
}

static uint32_t model_size(struct model *m)
{
    uint32_t kind = model_take(m);

    if (kind < 8)
        return 0xffffffffu - kind; /* what wraps if a sum is not checked */
    return kind < 200 ? kind % 48 : (kind - 200) * 10;
}

static void model_check_void(const struct model *m, uint32_t from, uint32_t to)
{
    const uint8_t *p = m->list.base;

    for (uint32_t i = from; i + 1 < to; i++)
        MODEL_CHECK(p[i] < 0xe0 || p[i + 1] < 0xe0);
}

static const struct model_entry *model_find(const struct model *m, uint32_t tag)
{
    for (uint32_t i = 0; i < m->count; i++)
        if (m->entries[i].tag == tag)
            return &m->entries[i];
    return NULL;
}

/* Everything that must hold after every operation. */
static void model_compare(struct model *m)
{
    struct handoff_list list = m->list;
    struct handoff_entry entry = {0};
    uint32_t count = 0;

    if (!m->is_batch) {
        enum handoff_reason reason =
            handoff_list_open(&list, m->list.base, m->list.total_size, HANDOFF_READ);
        MODEL_CHECK(reason == HANDOFF_OK);
        MODEL_CHECK(list.used_size == m->list.used_size);
        MODEL_CHECK(list.total_size == m->list.total_size);
    }
    while (handoff_entry_next(&list, &entry)) {
        const struct model_entry *known = model_find(m, entry.tag);
        const uint8_t *data = handoff_entry_data(&list, &entry);

        if (entry.tag == HANDOFF_TAG_VOID) {
            model_check_void(m, entry.offset + 8, entry.end);
            continue;
        }
        MODEL_CHECK(known != NULL);
        MODEL_CHECK(entry.size == known->size);
        MODEL_CHECK(memcmp(data, known->data, known->size) == 0);
        MODEL_CHECK((uintptr_t)data % ((uintptr_t)1 << known->alignment) == 0);
        MODEL_CHECK(handoff_list_alignment(&list) >= known->alignment);
        model_check_void(m, entry.offset + 8 + entry.size, entry.end);
        count++;
    }
    MODEL_CHECK(entry.end == list.used_size);
    MODEL_CHECK(count == m->count);
    for (uint32_t i = 0; i < MODEL_ARENA; i++) {
        uint8_t *p = &m->arena[i];
        if (p < m->region || p >= m->region + m->region_size)
            MODEL_CHECK(*p == 0x5a);
    }
}

/* All or nothing: a refused change has changed nothing. */
static void model_check_untouched(const struct model *m)
{
    MODEL_CHECK(memcmp(m->arena, m->before, MODEL_ARENA) == 0);
}

/* Voids next to each other count as one, and those at the end as one with the room behind. */
static uint32_t model_largest_room(const struct model *m)
{
    struct handoff_entry entry = {0};
    uint32_t largest = 0;
    uint32_t run = 0;

    while (handoff_entry_next(&m->list, &entry)) {
        run = entry.tag == HANDOFF_TAG_VOID ? run + entry.end - entry.offset : 0;
        largest = run > largest ? run : largest;
    }
    run += m->list.total_size - m->list.used_size;
    return run > largest ? run : largest;
}

static void model_add(struct model *m)
{
    struct model_entry *new = &m->entries[m->count];
    struct handoff_entry entry = {.tag = m->next_tag, .size = model_size(m)};
    uint32_t kind = model_take(m);
    bool has_data = entry.size <= MODEL_DATA && kind % 4 != 0;
    enum handoff_reason reason;

    if (m->count == MODEL_ENTRIES)
        return;
    new->tag = entry.tag;
    new->size = entry.size;
    new->alignment = kind % 3 == 0 ? kind % 11 : 3;
    memset(new->data, 0, sizeof(new->data));
    if (has_data)
        model_fill(m, new->data, new->size);
    reason = handoff_entry_add(&m->list, &entry, has_data ? new->data : NULL, new->alignment);
    if (new->alignment < 3)
        new->alignment = 3;
    if (reason == HANDOFF_NO_ROOM) {
        uint64_t need = ((uint64_t)entry.size + 8 + 7) & ~7ull;
        uint64_t room =
            new->alignment > 3 ? m->list.total_size - m->list.used_size : model_largest_room(m);

        MODEL_CHECK(need + (1u << new->alignment) - 8 > room);
        MODEL_CHECK(need > m->list.total_size - m->list.used_size || new->alignment > 3);
        model_check_untouched(m);
        return;
    }
    MODEL_CHECK(reason == HANDOFF_OK);
    MODEL_CHECK(handoff_entry_find(&m->list, new->tag, &(struct handoff_entry){0}));
    m->next_tag += 0x10001; /* also tags that differ in the upper byte alone */
    m->count++;
}

/* Picks an entry of the model and finds it in the list. Null if there are none. */
static struct model_entry *model_pick(struct model *m, struct handoff_entry *entry)
{
    struct model_entry *known;

    if (m->count == 0)
        return NULL;
    known = &m->entries[model_take(m) % m->count];
    *entry = (struct handoff_entry){0};
    MODEL_CHECK(handoff_entry_find(&m->list, known->tag, entry));
    return known;
}

static void model_remove(struct model *m)
{
    struct handoff_entry entry, stale;
    struct model_entry *known = model_pick(m, &entry);

    if (known == NULL)
        return;
    MODEL_CHECK(handoff_entry_remove(&m->list, &entry) == HANDOFF_OK);
    *known = m->entries[--m->count];
    memcpy(m->before, m->arena, MODEL_ARENA);
    MODEL_CHECK(handoff_entry_remove(&m->list, &entry) == HANDOFF_NO_ENTRY);
    model_check_untouched(m);
    /* The void is one with those around it. */
    stale = (struct handoff_entry){0};
    for (bool was_void = false; handoff_entry_next(&m->list, &stale);) {
        bool is_void = stale.tag == HANDOFF_TAG_VOID;
        MODEL_CHECK(!(is_void && was_void) ||
                    (entry.offset < stale.offset || entry.offset >= stale.end));
        was_void = is_void && stale.end == entry.offset;
    }
}

static void model_write(struct model *m)
{
    uint8_t data[256];
    struct handoff_entry entry;
    struct model_entry *known = model_pick(m, &entry);
    uint32_t offset = model_take(m) * 2;
    uint32_t size = model_take(m);
    enum handoff_reason reason;

    if (known == NULL)
        return;
    model_fill(m, data, size);
    reason = handoff_entry_write(&m->list, &entry, offset, data, size);
    if (offset + size > known->size) {
        MODEL_CHECK(reason == HANDOFF_TOO_LARGE);
        model_check_untouched(m);
        return;
    }
    MODEL_CHECK(reason == HANDOFF_OK);
    memcpy(known->data + offset, data, size);
}

static void model_overwrite(struct model *m)
{
    uint8_t data[MODEL_DATA];
    struct handoff_entry entry;
    struct model_entry *known = model_pick(m, &entry);
    uint32_t size = model_size(m);
    enum handoff_reason reason;

    if (known == NULL)
        return;
    if (size <= MODEL_DATA)
        model_fill(m, data, size);
    reason = handoff_entry_overwrite(&m->list, &entry, data, size);
    if (size > known->size) {
        MODEL_CHECK(reason == HANDOFF_TOO_LARGE);
        model_check_untouched(m);
        return;
    }
    MODEL_CHECK(reason == HANDOFF_OK && entry.size == size);
    known->size = size;
    memcpy(known->data, data, size);
}

static void model_resize(struct model *m)
{
    struct handoff_entry entry, next;
    struct model_entry *known = model_pick(m, &entry);
    uint32_t size = model_size(m);
    uint32_t old_end, used = m->list.used_size;
    enum handoff_reason reason;

    if (known == NULL)
        return;
    old_end = entry.end;
    reason = handoff_entry_resize(&m->list, &entry, size);
    if (reason == HANDOFF_NO_ROOM) {
        uint64_t slack = (uint64_t)m->list.total_size - used + old_end - entry.offset;

        MODEL_CHECK((uint64_t)size + 8 + 7 + (1u << handoff_list_alignment(&m->list)) > slack);
        model_check_untouched(m);
        return;
    }
    MODEL_CHECK(reason == HANDOFF_OK && entry.size == size);
    if (size <= known->size)
        MODEL_CHECK(m->list.used_size == used);
    next = entry;
    MODEL_CHECK(!handoff_entry_next(&m->list, &next) || next.offset == entry.end);
    if (size > known->size)
        memset(known->data + known->size, 0, size - known->size);
    known->size = size;
}

/* To another place of the arena, which may overlap with the present one. */
static void model_relocate(struct model *m)
{
    uint32_t offset = model_take(m) * 16 + model_take(m) % 16;
    uint32_t size = model_take(m) * 16 + model_take(m) % 16;
    bool is_scrubbed = model_take(m) % 2;
    uint8_t *old = m->list.base;
    uint32_t used = m->list.used_size;
    uint8_t *old_region = m->region;
    uint32_t old_size = m->region_size;
    enum handoff_reason reason =
        handoff_list_relocate(&m->list, m->arena + offset, size, is_scrubbed);

    if (reason == HANDOFF_NO_ROOM) {
        MODEL_CHECK(size < used + (1u << handoff_list_alignment(&m->list)));
        model_check_untouched(m);
        return;
    }
    MODEL_CHECK(reason == HANDOFF_OK);
    MODEL_CHECK(m->list.base >= m->arena + offset);
    MODEL_CHECK((m->list.base - old) % (1 << handoff_list_alignment(&m->list)) == 0);
    m->region = m->arena + offset;
    m->region_size = size;
    for (uint32_t i = 0; i < used && is_scrubbed; i++)
        MODEL_CHECK(old[i] == 0 || (old + i >= m->list.base && old + i < m->list.base + used));
    for (uint32_t i = 0; i < old_size; i++)
        if (old_region + i < m->list.base || old_region + i >= m->list.base + used)
            old_region[i] = 0x5a;
    for (uint32_t i = 0; i < size; i++)
        if (m->region + i < m->list.base || m->region + i >= m->list.base + used)
            m->region[i] = 0xe5; /* stale data that must not appear in an entry */
}

static void model_batch(struct model *m)
{
    MODEL_CHECK((m->is_batch ? handoff_list_commit(&m->list) : handoff_list_begin(&m->list)) ==
                HANDOFF_OK);
    m->is_batch = !m->is_batch;
}

static void model_start(struct model *m, const uint8_t *input, size_t size)
{
    enum handoff_reason reason;
    uint32_t kind;

    memset(m, 0, sizeof(*m));
    memset(m->arena, 0x5a, MODEL_ARENA);
    m->input = input;
    m->left = size;
    m->next_tag = 1;
    kind = model_take(m);
    m->region = m->arena + 8 * (1 + kind % 128);
    m->region_size = 24 + model_take(m) * 9;
    memset(m->region, 0xe5, m->region_size);
    reason = handoff_list_create(&m->list, m->region, m->region_size, 1 + kind % 2, kind / 2 % 2);
    MODEL_CHECK(reason == HANDOFF_OK);
    MODEL_CHECK(m->list.total_size == m->region_size / 8 * 8);
    model_compare(m);
}

static void model_step(struct model *m)
{
    memcpy(m->before, m->arena, MODEL_ARENA);
    switch (model_take(m) % 16) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
        model_add(m);
        break;
    case 5:
    case 6:
        model_remove(m);
        break;
    case 7:
        model_write(m);
        break;
    case 8:
        model_overwrite(m);
        break;
    case 9:
    case 10:
    case 11:
        model_resize(m);
        break;
    case 12:
        model_relocate(m);
        break;
    case 13:
        model_batch(m);
        break;
    case 14:
        MODEL_CHECK(handoff_list_set_flags(&m->list, model_take(m) % 2) == HANDOFF_OK);
        m->is_batch = false;
        break;
    default:
        /* A handle may be dropped at any time outside a batch. */
        if (!m->is_batch)
            MODEL_CHECK(handoff_list_open(&m->list, m->list.base, m->list.total_size,
                                          HANDOFF_CHANGE) == HANDOFF_OK);
        break;
    }
    model_compare(m);
}

/** Plays `size` bytes of input; aborts at the first difference. Returns the number of operations.
 */
static uint32_t model_play(struct model *m, const uint8_t *input, size_t size)
{
    uint32_t operations = 0;

    model_start(m, input, size);
    for (; m->left != 0; operations++)
        model_step(m);
    return operations;
}

#endif
