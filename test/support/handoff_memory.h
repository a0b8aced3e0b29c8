/* SPDX-License-Identifier: Apache-2.0 */
/** Small helpers of the tests of handoff/. */
#ifndef TEST_SUPPORT_HANDOFF_MEMORY_H
#define TEST_SUPPORT_HANDOFF_MEMORY_H

#include "handoff/change.h"

#include <string.h>

/** Writes a little-endian word, as the lists that tests make by hand need it. */
static inline void put32(uint8_t *p, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        p[i] = (uint8_t)(value >> (8 * i));
}

static inline uint32_t get32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/** Sets the checksum over what used_size says, as plainly as can be. */
static inline void fix_checksum(uint8_t *base)
{
    uint8_t sum = 0;

    base[4] = 0;
    for (uint32_t i = 0; i < get32(base + 8); i++)
        sum = (uint8_t)(sum + base[i]);
    base[4] = (uint8_t)-sum;
}

static inline uint8_t plain_sum(const uint8_t *base, uint32_t size)
{
    uint8_t sum = 0;

    for (uint32_t i = 0; i < size; i++)
        sum = (uint8_t)(sum + base[i]);
    return sum;
}

/** Makes a list in `memory`, with one entry of each given size; tags count from 1. */
static inline void make_list(struct handoff_list *list, void *memory, uint32_t size,
                             const uint32_t *sizes, uint32_t count)
{
    (void)handoff_list_create(list, memory, size, HANDOFF_VERSION, HANDOFF_FLAG_CHECKSUM);
    for (uint32_t i = 0; i < count; i++) {
        struct handoff_entry entry = {.tag = 0xfff000 + i + 1, .size = sizes[i]};
        uint8_t data[512];

        memset(data, (int)(0x40 + i), sizeof(data));
        (void)handoff_entry_add(list, &entry, data, 3);
    }
}

/** The `number`th entry that make_list() made, from 1. */
static inline struct handoff_entry entry_of(const struct handoff_list *list, uint32_t number)
{
    struct handoff_entry entry = {.end = 0};

    if (!handoff_entry_find(list, 0xfff000 + number, &entry))
        memset(&entry, 0, sizeof(entry));
    return entry;
}

static inline enum handoff_reason reopen(struct handoff_list *list, enum handoff_mode mode)
{
    struct handoff_list old = *list;

    return handoff_list_open(list, old.base, old.total_size, mode);
}

#endif
