/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
#include "handoff/event_log.h"

#include "handoff/wire.h"

/*
 * The first event: pcr, type (4 each), a SHA-1 digest of zeros (20), size (4), then
 *     "Spec ID Event03" with its zero (16), platform class (4), minor, major, errata, uintn size (1
 *     each), number of algorithms (4), for each id and digest size (2 each), size of vendor
 *     information (1), vendor information
 * All others: pcr, type, number of digests (4 each), for each its algorithm (2) and bytes, size of
 * the data (4), data.
 */
#define FLAGS_SIZE  4u
#define FIRST_SIZE  32u /* of the first event without its data */
#define SPEC_ID     "Spec ID Event03"
#define SPEC_HEAD   28u /* of its data, up to the algorithms */
#define LOCALITY    "StartupLocality"
#define STRING_SIZE 16u

static bool equals(const uint8_t *data, const char *string)
{
    for (uint32_t i = 0; i < STRING_SIZE; i++)
        if (data[i] != (uint8_t)string[i])
            return false;
    return true;
}

enum handoff_reason handoff_event_log_open(struct handoff_event_log *log, const void *data,
                                           uint32_t size)
{
    const uint8_t *p = (const uint8_t *)data + FLAGS_SIZE;
    uint32_t spec_size, used;

    if (size < FLAGS_SIZE + FIRST_SIZE + SPEC_HEAD + 1)
        return HANDOFF_SHORT_DATA;
    spec_size = handoff_get32(p + 28);
    if (handoff_get32(p) != 0 || handoff_get32(p + 4) != HANDOFF_EVENT_NO_ACTION ||
        spec_size > size - FLAGS_SIZE - FIRST_SIZE || spec_size < SPEC_HEAD + 1 ||
        !equals(p + FIRST_SIZE, SPEC_ID))
        return HANDOFF_BAD_EVENT_LOG;
    log->data = data;
    log->size = size;
    log->first = FLAGS_SIZE + FIRST_SIZE + spec_size;
    log->algorithm_count = handoff_get32(p + FIRST_SIZE + 24);
    used = SPEC_HEAD + 4 * log->algorithm_count + 1;
    if (log->algorithm_count - 1 >= HANDOFF_ALGORITHM_COUNT || used > spec_size ||
        p[FIRST_SIZE + used - 1] > spec_size - used)
        return HANDOFF_BAD_EVENT_LOG;
    p += FIRST_SIZE + SPEC_HEAD;
    for (uint32_t i = 0; i < log->algorithm_count; i++) {
        log->algorithms[i].id = handoff_get16(p + 4 * i);
        log->algorithms[i].digest_size = handoff_get16(p + 4 * i + 2);
        if (log->algorithms[i].digest_size - 1u >= HANDOFF_DIGEST_SIZE)
            return HANDOFF_BAD_EVENT_LOG;
    }
    return HANDOFF_OK;
}

bool handoff_event_log_need_to_replay(const struct handoff_event_log *log)
{
    return (log->data[0] & HANDOFF_EVENT_LOG_REPLAY) != 0;
}

/* Index of an algorithm in the log, or algorithm_count. */
static uint32_t find_algorithm(const struct handoff_event_log *log, uint16_t id)
{
    uint32_t i = 0;

    while (i < log->algorithm_count && log->algorithms[i].id != id)
        i++;
    return i;
}

/* Reads the digests at `*offset` and moves it behind them. */
static bool read_digests(const struct handoff_event_log *log, struct handoff_event *event,
                         uint32_t *offset)
{
    uint32_t count;

    if (log->size - *offset < 4)
        return false;
    count = handoff_get32(log->data + *offset);
    *offset += 4;
    if (count > log->algorithm_count)
        return false;
    for (; count != 0; count--) {
        uint32_t i, left = log->size - *offset;

        if (left < 2)
            return false;
        i = find_algorithm(log, handoff_get16(log->data + *offset));
        if (i == log->algorithm_count || event->digests[i] != NULL ||
            left - 2 < log->algorithms[i].digest_size)
            return false;
        event->digests[i] = log->data + *offset + 2;
        *offset += 2u + log->algorithms[i].digest_size;
    }
    return true;
}

enum handoff_reason handoff_event_next(const struct handoff_event_log *log,
                                       struct handoff_event *event)
{
    uint32_t at = event->end != 0 ? event->end : log->first;
    uint32_t offset = at + 8;

    memset(event, 0, sizeof(*event));
    event->offset = at;
    event->end = at;
    if (at >= log->size)
        return HANDOFF_NO_ENTRY;
    if (log->size - at < 8)
        return HANDOFF_BAD_EVENT;
    event->pcr = handoff_get32(log->data + at);
    event->type = handoff_get32(log->data + at + 4);
    if (event->pcr >= HANDOFF_PCR_COUNT || !read_digests(log, event, &offset) ||
        log->size - offset < 4)
        return HANDOFF_BAD_EVENT;
    event->size = handoff_get32(log->data + offset);
    event->data = log->data + offset + 4;
    if (event->size > log->size - offset - 4)
        return HANDOFF_BAD_EVENT;
    event->end = offset + 4 + event->size;
    return HANDOFF_OK;
}

static void start_pcrs(struct handoff_pcrs *pcrs, uint32_t digest_size)
{
    memset(pcrs, 0, sizeof(*pcrs));
    pcrs->digest_size = digest_size;
    for (uint32_t i = 17; i <= 22; i++)
        memset(pcrs->values[i], 0xff, digest_size);
}

enum handoff_reason handoff_event_log_replay(const struct handoff_event_log *log,
                                             uint16_t algorithm, handoff_hash_t *hash,
                                             void *context, struct handoff_pcrs *pcrs)
{
    uint32_t index = find_algorithm(log, algorithm);
    struct handoff_event event = {.end = 0};
    enum handoff_reason reason;
    uint32_t digest_size;

    if (index == log->algorithm_count)
        return HANDOFF_UNKNOWN_ALGORITHM;
    digest_size = log->algorithms[index].digest_size;
    start_pcrs(pcrs, digest_size);
    while ((reason = handoff_event_next(log, &event)) == HANDOFF_OK) {
        uint8_t *pcr = pcrs->values[event.pcr];
        uint8_t extended[HANDOFF_DIGEST_SIZE];

        if (event.type == HANDOFF_EVENT_NO_ACTION) {
            if (event.size == STRING_SIZE + 1 && equals(event.data, LOCALITY) &&
                (pcrs->extended & 1u) == 0)
                pcrs->values[0][digest_size - 1] = event.data[STRING_SIZE];
            continue;
        }
        if (event.digests[index] == NULL)
            return HANDOFF_BAD_EVENT;
        if (!hash(context, algorithm, pcr, event.digests[index], digest_size, extended))
            return HANDOFF_HASH_FAILED;
        memcpy(pcr, extended, digest_size);
        pcrs->extended |= 1u << event.pcr;
    }
    return reason == HANDOFF_NO_ENTRY ? HANDOFF_OK : reason;
}
