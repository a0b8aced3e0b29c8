/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
/* The layout is described in event_log.c. */
#include "handoff/event_log.h"

#include "handoff/wire.h"

#define FLAGS_SIZE 4u
#define FIRST_SIZE 32u
#define SPEC_HEAD  28u
#define EMPTY_SIZE (FLAGS_SIZE + FIRST_SIZE + SPEC_HEAD + 4 * HANDOFF_ALGORITHM_COUNT + 1)

static bool are_algorithms_valid(const struct handoff_event_algorithm *algorithms, uint32_t count)
{
    if (count - 1 >= HANDOFF_ALGORITHM_COUNT)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (algorithms[i].digest_size - 1u >= HANDOFF_DIGEST_SIZE)
            return false;
        for (uint32_t j = 0; j < i; j++)
            if (algorithms[i].id == algorithms[j].id)
                return false;
    }
    return true;
}

enum handoff_reason handoff_event_log_create(struct handoff_list *list, struct handoff_entry *entry,
                                             const struct handoff_event_algorithm *algorithms,
                                             uint32_t count)
{
    static const uint8_t spec_id[24] = {
        'S', 'p', 'e', 'c',
        ' ', 'I', 'D', ' ',
        'E', 'v', 'e', 'n',
        't', '0', '3', 0,
        0,   0,   0,   0,                   /* platform class: client */
        0,   2,   0,   sizeof(size_t) / 4}; /* version, uintn size */
    uint8_t data[EMPTY_SIZE];
    uint8_t *spec = data + FLAGS_SIZE + FIRST_SIZE;

    if (!are_algorithms_valid(algorithms, count))
        return HANDOFF_BAD_ARGUMENT;
    memset(data, 0, sizeof(data));
    handoff_put32(data + FLAGS_SIZE + 4, HANDOFF_EVENT_NO_ACTION);
    handoff_put32(data + FLAGS_SIZE + 28, SPEC_HEAD + 4 * count + 1);
    memcpy(spec, spec_id, sizeof(spec_id));
    handoff_put32(spec + 24, count);
    for (uint32_t i = 0; i < count; i++) {
        handoff_put16(spec + SPEC_HEAD + 4 * i, algorithms[i].id);
        handoff_put16(spec + SPEC_HEAD + 4 * i + 2, algorithms[i].digest_size);
    }
    entry->tag = HANDOFF_TAG_EVENT_LOG;
    entry->size = FLAGS_SIZE + FIRST_SIZE + SPEC_HEAD + 4 * count + 1;
    return handoff_entry_add(list, entry, data, 3);
}

/* Writes the parts of an event one behind the other; nothing can fail any more. */
struct writer {
    struct handoff_list *list;
    struct handoff_entry *entry;
    uint32_t offset;
};

static void append(struct writer *w, const void *data, uint32_t size)
{
    (void)handoff_entry_write(w->list, w->entry, w->offset, data, size);
    w->offset += size;
}

static void append_number(struct writer *w, uint32_t value, uint32_t size)
{
    uint8_t bytes[4];

    handoff_put32(bytes, value);
    append(w, bytes, size);
}

enum handoff_reason handoff_event_log_append(struct handoff_list *list, struct handoff_entry *entry,
                                             const struct handoff_event *event)
{
    struct writer w = {list, entry, entry->size};
    struct handoff_event_log log;
    uint32_t size = 16; /* pcr, type, number of digests, size of data */
    enum handoff_reason reason =
        handoff_event_log_open(&log, handoff_entry_data(list, entry), entry->size);

    if (reason != HANDOFF_OK)
        return reason;
    if (event->pcr >= HANDOFF_PCR_COUNT)
        return HANDOFF_BAD_ARGUMENT;
    for (uint32_t i = 0; i < log.algorithm_count; i++) {
        if (event->digests[i] == NULL)
            return HANDOFF_BAD_ARGUMENT;
        size += 2u + log.algorithms[i].digest_size;
    }
    if (event->size > UINT32_MAX - size || entry->size > UINT32_MAX - size - event->size)
        return HANDOFF_NO_ROOM;
    reason = handoff_entry_resize(list, entry, entry->size + size + event->size);
    if (reason != HANDOFF_OK)
        return reason;
    append_number(&w, event->pcr, 4);
    append_number(&w, event->type, 4);
    append_number(&w, log.algorithm_count, 4);
    for (uint32_t i = 0; i < log.algorithm_count; i++) {
        append_number(&w, log.algorithms[i].id, 2);
        append(&w, event->digests[i], log.algorithms[i].digest_size);
    }
    append_number(&w, event->size, 4);
    append(&w, event->data, event->size);
    return HANDOFF_OK;
}

enum handoff_reason handoff_event_log_reserve(struct handoff_list *list,
                                              struct handoff_entry *entry, uint32_t size)
{
    if (size > UINT32_MAX - entry->size)
        return HANDOFF_NO_ROOM;
    return handoff_entry_resize(list, entry, entry->size + size);
}

enum handoff_reason handoff_event_log_finish(struct handoff_list *list, struct handoff_entry *entry,
                                             uint32_t used_size, bool need_to_replay)
{
    uint8_t flags = need_to_replay ? HANDOFF_EVENT_LOG_REPLAY : 0;
    enum handoff_reason reason;

    if (used_size > entry->size)
        return HANDOFF_TOO_LARGE;
    if (used_size < FLAGS_SIZE)
        return HANDOFF_SHORT_DATA;
    reason = handoff_entry_resize(list, entry, used_size);
    if (reason != HANDOFF_OK)
        return reason;
    return handoff_entry_write(list, entry, 0, &flags, 1);
}
