/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a transfer list: every reader stays inside them, the strict ones agree, what repair
 * accepts is strict afterwards, and what is open for changes takes them and stays valid.
 */
#include "handoff/check.h"
#include "handoff/event_log.h"
#include "handoff/lint.h"
#include "handoff/registers.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool condition)
{
    if (!condition)
        abort();
}

static volatile uint8_t sink;

static void touch(const uint8_t *data, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++)
        sink = data[i];
}

static bool xor_hash(void *context, uint16_t algorithm, const uint8_t *first, const uint8_t *second,
                     uint32_t digest_size, uint8_t *digest)
{
    (void)context;
    (void)algorithm;
    for (uint32_t i = 0; i < digest_size; i++)
        digest[i] = first[i] ^ second[i];
    return true;
}

static void read_log(const uint8_t *data, uint32_t size)
{
    struct handoff_event_log log;
    struct handoff_event event = {.end = 0};
    struct handoff_pcrs pcrs;

    if (handoff_event_log_open(&log, data, size) != HANDOFF_OK)
        return;
    while (handoff_event_next(&log, &event) == HANDOFF_OK) {
        touch(event.data, event.size);
        for (uint32_t i = 0; i < log.algorithm_count; i++)
            if (event.digests[i] != NULL)
                touch(event.digests[i], log.algorithms[i].digest_size);
    }
    (void)handoff_event_log_replay(&log, log.algorithms[0].id, xor_hash, NULL, &pcrs);
}

static void ignore(void *context, const struct handoff_finding *finding)
{
    (void)context;
    (void)finding;
}

static void read_all(const struct handoff_list *list)
{
    struct handoff_entry entry = {.end = 0};

    while (handoff_entry_next(list, &entry)) {
        touch(handoff_entry_data(list, &entry), entry.size);
        if (entry.tag == HANDOFF_TAG_EVENT_LOG)
            read_log(handoff_entry_data(list, &entry), entry.size);
    }
    (void)handoff_list_lint(list, ignore, NULL);
    (void)handoff_registers64_make(list);
}

static void change(struct handoff_list *list)
{
    struct handoff_entry entry = {.tag = 0xfff000, .size = 13};
    struct handoff_list again;

    (void)handoff_entry_add(list, &entry, "thirteen byte", 3);
    entry = (struct handoff_entry){.end = 0};
    if (handoff_entry_next(list, &entry))
        (void)handoff_entry_resize(list, &entry, entry.size + 9);
    entry = (struct handoff_entry){.end = 0};
    while (handoff_entry_next(list, &entry))
        if (entry.tag != HANDOFF_TAG_VOID && entry.size % 3 == 0)
            check(handoff_entry_remove(list, &entry) == HANDOFF_OK);
    check(handoff_list_open(&again, list->base, list->total_size, HANDOFF_READ) == HANDOFF_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *exact = malloc(size != 0 ? size : 1);
    struct handoff_list list;
    enum handoff_reason strict;

    if (exact == NULL)
        return 0;
    memcpy(exact, data, size);
    read_log(exact, (uint32_t)size);
    /* Half of the inputs get a checksum that is right, as a fuzzer will not guess it. */
    if (size >= 24 && exact[size - 1] % 2 == 0) {
        uint32_t used = (uint32_t)exact[8] | (uint32_t)exact[9] << 8;
        uint8_t sum = 0;

        for (uint32_t i = 0; i < used && i < size; i++)
            sum = (uint8_t)(sum + exact[i]);
        exact[4] = (exact[0x10] & 1) != 0 ? (uint8_t)(exact[4] - sum) : 0;
    }
    strict = handoff_list_open(&list, exact, size, HANDOFF_READ);
    read_all(&list);
    check((strict == HANDOFF_OK) ==
          (handoff_list_check(exact, size, HANDOFF_STRICT, NULL) == HANDOFF_OK));
    if (handoff_list_open_unfinished(&list, exact, size) == HANDOFF_OK)
        read_all(&list);
    if (handoff_list_open_lenient(&list, exact, size) == HANDOFF_OK)
        read_all(&list);
    else
        check(strict != HANDOFF_OK);
    if (handoff_list_repair(&list, exact, size) == HANDOFF_OK)
        change(&list);
    free(exact);
    return 0;
}
