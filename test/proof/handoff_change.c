/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For Frama-C's Eva: every change, to lists of three entries in 128 bytes.
 *
 * Sizes, offsets and places are taken value by value, as Eva does not relate two variables to each
 * other: the proof is for these values, and for data, and sizes that fit no list, of any value.
 */
#include "handoff/change.h"

#include "__fc_builtin.h"

#define REGION 128u

/* Exactly the region, so that Eva sees every byte too far; and room to relocate in. */
static uint8_t memory[REGION];
static uint8_t arena[2 * REGION];
static uint8_t data[REGION];

static struct handoff_list list;

/* Entries of `size`, 5 and 8 bytes; `removed` is the number of the one that is a void, or 0. */
static void start_at(uint8_t *base, uint32_t size, uint32_t removed)
{
    static const uint32_t sizes[3] = {0, 5, 8};

    if (handoff_list_create(&list, base, REGION, HANDOFF_VERSION, HANDOFF_FLAG_CHECKSUM) !=
        HANDOFF_OK)
        for (;;) /* Eva does not know that the array is aligned */
            ;
    list.address = 0x1000; /* Eva knows nothing of the address of an array */
    for (uint32_t i = 0; i < 3; i++) {
        struct handoff_entry entry;

        entry.tag = i + 1;
        entry.size = i == 0 ? size : sizes[i];
        (void)handoff_entry_add(&list, &entry, data, 3);
        if (i + 1 == removed)
            (void)handoff_entry_remove(&list, &entry);
    }
}

static void start(uint32_t size, uint32_t removed)
{
    start_at(memory, size, removed);
}

static void pick(struct handoff_entry *entry, uint32_t tag)
{
    entry->end = 0;
    if (!handoff_entry_find(&list, tag, entry))
        entry->offset = 0;
}

static void add(void)
{
    for (uint32_t removed = 0; removed <= 3; removed++)
        for (uint32_t alignment = 3; alignment <= 5; alignment++)
            for (uint32_t size = 0; size <= 56; size++) {
                struct handoff_entry entry;

                start(13, removed);
                entry.tag = 9;
                entry.size = size;
                (void)handoff_entry_add(&list, &entry, size % 2 ? data : 0, alignment);
            }
}

static void resize(void)
{
    for (uint32_t removed = 0; removed <= 3; removed++)
        for (uint32_t tag = 1; tag <= 3; tag++)
            for (uint32_t size = 0; size <= 72; size++) {
                struct handoff_entry entry;

                start(13, removed);
                pick(&entry, tag);
                (void)handoff_entry_resize(&list, &entry, size);
            }
}

static void write(void)
{
    for (uint32_t offset = 0; offset <= 14; offset++)
        for (uint32_t size = 0; size <= 14; size++) {
            struct handoff_entry entry;

            start(13, 0);
            pick(&entry, 1);
            (void)handoff_entry_write(&list, &entry, offset, data, size);
            (void)handoff_entry_overwrite(&list, &entry, data, size);
        }
}

static void remove_all(void)
{
    for (uint32_t first = 1; first <= 3; first++)
        for (uint32_t second = 1; second <= 3; second++) {
            struct handoff_entry entry;

            start(5, 0);
            pick(&entry, first);
            (void)handoff_entry_remove(&list, &entry);
            pick(&entry, second);
            (void)handoff_entry_remove(&list, &entry);
        }
}

static void relocate(void)
{
    for (uint32_t offset = 0; offset <= REGION; offset++) {
        start_at(arena, 13, 2);
        list.address = (uintptr_t)list.base;
        (void)handoff_list_relocate(&list, arena + offset, REGION - offset % 64, offset % 2 != 0);
    }
}

static void whole_list(void)
{
    start(13, 0);
    (void)handoff_list_begin(&list);
    (void)handoff_list_commit(&list);
    (void)handoff_list_set_flags(&list, (uint32_t)Frama_C_interval(0, 0x7fffffff));
}

/* Sizes and offsets of any value, large ones too. */
static void anything(void)
{
    uint32_t any = (uint32_t)Frama_C_interval(0, 0x7fffffff) * 2 + 200;
    struct handoff_entry entry;

    start(13, 2);
    entry.tag = (uint32_t)Frama_C_interval(0, 0x7fffffff);
    entry.size = 0xffffff00u + (uint32_t)Frama_C_interval(0, 255);
    (void)handoff_entry_add(&list, &entry, data, (uint32_t)Frama_C_interval(0, 0x7fffffff));
    pick(&entry, 1);
    (void)handoff_entry_resize(&list, &entry, 0xffffff00u + (uint32_t)Frama_C_interval(0, 255));
    pick(&entry, 1);
    entry.offset = any;
    (void)handoff_entry_remove(&list, &entry);
    (void)handoff_entry_write(&list, &entry, any, data, any);
}

int main(void)
{
    for (uint32_t i = 0; i < REGION; i++) {
        memory[i] = arena[i] = arena[i + REGION] = (uint8_t)Frama_C_interval(0, 255);
        data[i] = (uint8_t)Frama_C_interval(0, 255);
    }
    add();
    resize();
    write();
    remove_all();
    relocate();
    whole_list();
    anything();
    return 0;
}
