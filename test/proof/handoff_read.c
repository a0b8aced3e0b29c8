/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For Frama-C's Eva: the reader on a region of 64 bytes, each of any value, and on what becomes of
 * them after the list was opened.
 *
 * used_size is taken value by value, as Eva does not relate two variables to each other; a value
 * above the region's size is refused before it is used.
 */
#include "handoff/list.h"

#include "__fc_builtin.h"

#define REGION 64u

static uint8_t memory[REGION];

static void any_bytes(void)
{
    for (uint32_t i = 0; i < REGION; i++)
        memory[i] = (uint8_t)Frama_C_interval(0, 255);
}

static void read_all(const struct handoff_list *list)
{
    struct handoff_entry entry;

    entry.end = 0;
    while (handoff_entry_next(list, &entry)) {
        //@ assert entry.offset + 8 <= list->used_size;
        //@ assert entry.size <= list->used_size;
    }
    entry.end = 0;
    (void)handoff_entry_find(list, (uint32_t)Frama_C_interval(0, 0x7fffffff), &entry);
}

static void read_list(uint32_t used)
{
    struct handoff_list list;

    any_bytes();
    memory[8] = (uint8_t)used;
    memory[9] = memory[10] = memory[11] = 0;
    if (handoff_list_open(&list, memory, REGION, HANDOFF_READ) != HANDOFF_OK)
        return;
    read_all(&list);
    any_bytes(); /* somebody overwrites the list after it was opened */
    read_all(&list);
}

int main(void)
{
    struct handoff_list list;

    for (uint32_t used = 0; used <= REGION; used++)
        read_list(used);
    any_bytes();
    if (memory[8] > REGION || memory[9] != 0 || memory[10] != 0 || memory[11] != 0)
        (void)handoff_list_open(&list, memory, REGION, HANDOFF_CHANGE);
    for (uint32_t size = 0; size < 24; size++)
        (void)handoff_list_open(&list, memory, size, HANDOFF_READ);
    return 0;
}
