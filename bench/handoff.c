/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long operations on transfer lists take on the host, against a list that is summed anew after
 * every change, as others do it.
 *
 * What is compared is measured in turn, round by round, so that a busy moment hits both; of many
 * rounds the fastest counts, as nothing makes a processor faster than it is. The cost of reading
 * the clock is measured the same way and taken off. Lines "what, unit, value" with tabs between.
 *
 * The others sum byte by byte, and so does the baseline. Summing with the host's vectors (compile
 * this with -O3) is nine times as fast, so the last of the factors is then some 70.
 */
#include "handoff/change.h"
#include "handoff/wire.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS    400u
#define ATTEMPTS  20u /* at ROUNDS each, while noise hides that two times are the same */
#define ENTRIES   1000u
#define CHUNK     10u
#define CHUNKS    (ENTRIES / CHUNK)
#define LIST_SIZE (ENTRIES * (256u + 8u) + 4096u)

static uint8_t *memory;
static uint8_t data[256];

static uint64_t now_ns(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void keep_lower(double *least, double value)
{
    if (*least == 0 || value < *least)
        *least = value;
}

static double clock_cost(void)
{
    double least = 0;

    for (uint32_t i = 0; i < 100000; i++) {
        uint64_t start = now_ns();

        keep_lower(&least, (double)(now_ns() - start));
    }
    return least;
}

static void start_list(struct handoff_list *list)
{
    (void)handoff_list_create(list, memory, LIST_SIZE, HANDOFF_VERSION, HANDOFF_FLAG_CHECKSUM);
}

static void add(struct handoff_list *list, uint32_t number, uint32_t size)
{
    struct handoff_entry entry = {.tag = number + 1, .size = size};

    if (handoff_entry_add(list, &entry, data, 3) != HANDOFF_OK)
        abort();
}

/* The baseline appends the same bytes, and then sums the whole list byte by byte. */
static void add_and_sum(uint32_t number, uint32_t size)
{
    uint32_t used = handoff_get32(memory + 8);
    uint8_t sum = 0;

    handoff_put32(memory + used, 8u << 24 | (number + 1));
    handoff_put32(memory + used + 4, size);
    memcpy(memory + used + 8, data, size);
    used += handoff_align8(size + 8);
    handoff_put32(memory + 8, used);
    memory[4] = 0;
    for (uint32_t i = 0; i < used; i++)
        sum = (uint8_t)(sum + memory[i]);
    memory[4] = (uint8_t)-sum;
}

/* Adds in chunks, each of which keeps its fastest time: a whole list takes longer than a busy
 * machine leaves a program alone. */
static void time_adds(uint32_t count, uint32_t size, bool is_ours, double clock, double *least)
{
    struct handoff_list list;

    start_list(&list);
    for (uint32_t i = 0; i < count;) {
        uint32_t chunk = i / CHUNK;
        uint64_t start = now_ns();

        for (; i < count && i / CHUNK == chunk; i++) {
            if (is_ours)
                add(&list, i, size);
            else
                add_and_sum(i, size);
        }
        keep_lower(&least[chunk], (double)(now_ns() - start) - clock);
    }
}

static double each(const double *least, uint32_t count)
{
    double all = 0;

    for (uint32_t i = 0; i < CHUNKS; i++)
        all += least[i];
    return all / count;
}

static void compare_adds(uint32_t count, uint32_t size, double clock)
{
    double our_least[CHUNKS] = {0}, their_least[CHUNKS] = {0};
    double ours, theirs;
    uint32_t rounds = count == ENTRIES ? 60 : ROUNDS;

    for (uint32_t i = 0; i < rounds; i++) {
        time_adds(count, size, true, clock, our_least);
        time_adds(count, size, false, clock, their_least);
    }
    ours = each(our_least, count);
    theirs = each(their_least, count);
    printf("add %" PRIu32 " entries of %" PRIu32 " bytes, each\tns\t%.1f\n", count, size, ours);
    printf("the same %" PRIu32 " of %" PRIu32 " with a sum of all after each\tns\t%.1f\n", count,
           size, theirs);
    printf("how much faster, %" PRIu32 " entries of %" PRIu32 " bytes\tfactor\t%.0f\n", count, size,
           theirs / ours);
}

/* Eight adds at a time behind `before` others, so that the clock can tell them. */
static double time_add(uint32_t before, double clock)
{
    struct handoff_list list;
    uint64_t start;

    start_list(&list);
    for (uint32_t i = 0; i < before; i++)
        add(&list, i, 16);
    start = now_ns();
    for (uint32_t i = 0; i < 8; i++)
        add(&list, i, 16);
    return ((double)(now_ns() - start) - clock) / 8;
}

/* The 10th entry against the 1000th. More rounds only make the fastest faster: they take noise
 * away, and no difference that is there. */
static void compare_places(double clock)
{
    double early = 0, late = 0;

    for (uint32_t i = 0; i < ATTEMPTS * ROUNDS; i++) {
        if (i % ROUNDS == 0 && i != 0 && late <= early * 1.05)
            break;
        keep_lower(&early, time_add(6, clock));
        keep_lower(&late, time_add(ENTRIES - 8, clock));
    }
    printf("add an entry of 16 bytes, the 10th\tns\t%.1f\n", early);
    printf("add an entry of 16 bytes, the 1000th\tns\t%.1f\n", late);
    printf("the 1000th, of the time of the 10th\tpercent\t%.0f\n", late / early * 100);
}

/* What validation may take: 2 GB/s, or twice as long as copying where memory is slower than that.
 */
static double time_allowed(double size, double copying)
{
    return size / 2 > copying * 2 ? size / 2 : copying * 2;
}

static void compare_validation(double clock)
{
    struct handoff_list list;
    uint8_t *copy = malloc(LIST_SIZE);
    double open = 0, copying = 0, find = 0;

    if (copy == NULL)
        abort();
    start_list(&list);
    for (uint32_t i = 0; i < ENTRIES; i++)
        add(&list, i, 256);
    for (uint32_t i = 0; i < ROUNDS; i++) {
        struct handoff_entry entry = {.end = 0};
        struct handoff_list other;
        uint64_t start = now_ns();

        if (handoff_list_open(&other, memory, LIST_SIZE, HANDOFF_READ) != HANDOFF_OK)
            abort();
        keep_lower(&open, (double)(now_ns() - start) - clock);
        start = now_ns();
        memcpy(copy, memory, list.used_size);
        __asm__ volatile("" ::"r"(copy) : "memory");
        keep_lower(&copying, (double)(now_ns() - start) - clock);
        start = now_ns();
        if (!handoff_entry_find(&list, ENTRIES, &entry))
            abort();
        keep_lower(&find, ((double)(now_ns() - start) - clock) / ENTRIES);
    }
    printf("validate 1000 entries of 256 bytes\tMB/s\t%.0f\n", list.used_size / open * 1000);
    printf("memcpy of the same\tMB/s\t%.0f\n", list.used_size / copying * 1000);
    printf("validate, of the time that 2 GB/s or two memcpy take\tpercent\t%.0f\n",
           open / time_allowed(list.used_size, copying) * 100);
    printf("find, for each entry passed\tns\t%.2f\n", find);
    free(copy);
}

int main(void)
{
    double clock = clock_cost();

    memory = aligned_alloc(64, (LIST_SIZE + 63) / 64 * 64);
    if (memory == NULL)
        return 1;
    memset(memory, 0, LIST_SIZE);
    for (uint32_t i = 0; i < sizeof(data); i++)
        data[i] = (uint8_t)(i * 37);
    for (uint32_t count = 10; count <= ENTRIES; count *= 10) {
        compare_adds(count, 16, clock);
        compare_adds(count, 256, clock);
    }
    compare_places(clock);
    compare_validation(clock);
    free(memory);
    return 0;
}
