/* SPDX-License-Identifier: Apache-2.0 */
#include "store/record.h"

#include "lib/wipe.h"

#include <string.h>

/* Rounds up to the granule. */
static uint32_t round_up(const struct store_log *log, uint32_t size)
{
    return (size + log->granule - 1) & ~((uint32_t)log->granule - 1);
}

uint32_t store_record_span(const struct store_log *log, uint32_t size)
{
    return log->header_span + round_up(log, size) + log->granule;
}

void store_read(const struct store_log *log, uint32_t offset, void *data, uint32_t size)
{
    if (log->flash->read(offset, data, size) != PSA_SUCCESS)
        memset(data, (uint8_t)~log->flash->erased_value, size);
}

bool store_blank(const struct store_log *log, uint32_t from, uint32_t to, uint8_t spare)
{
    while (from < to) {
        uint8_t bytes[32];
        uint32_t size = to - from < sizeof(bytes) ? to - from : sizeof(bytes);

        store_read(log, from, bytes, size);
        from += size;
        while (size-- > 0) {
            uint8_t wrong = bytes[size] ^ log->flash->erased_value;

            if (wrong == 0)
                continue;
            if (spare == 0 || (wrong & (wrong - 1)) != 0)
                return false;
            spare--;
        }
    }
    return true;
}

static bool header_intact(const struct store_log *log, const uint8_t *header)
{
    return lib_crc32(log->head.epoch, header, RECORD_CRC) == lib_get_le32(header + RECORD_CRC);
}

/* Two intact headers differ in at least six bits (CRC-32 over 160 bits), so what is one bit away
 * from an intact header is that header, unless five or more bits are wrong. Trying all bits takes
 * long, but happens only where a header is damaged, and once after a cut inside one. */
static bool header_repair(const struct store_log *log, uint8_t *header)
{
    for (uint32_t bit = 0; bit < RECORD_HEADER_SIZE * 8; bit++) {
        uint8_t mask = (uint8_t)(1u << bit % 8);

        header[bit / 8] ^= mask;
        if (header_intact(log, header))
            return true;
        header[bit / 8] ^= mask;
    }
    return false;
}

bool store_record_read(const struct store_log *log, uint32_t at, bool repair,
                       struct store_record *record)
{
    uint8_t *header = record->header;

    if (store_record_span(log, 0) > log->head.tail - at)
        return false;
    store_read(log, at, header, RECORD_HEADER_SIZE);
    /* The second test only saves time, since blank places are many and repair is slow. */
    if (!header_intact(log, header) &&
        !(repair && lib_get_le32(header + RECORD_CRC) != log->flash->erased_value * 0x01010101u &&
          header_repair(log, header)))
        return false;
    uint32_t size = store_record_size(header);
    uint16_t seq = lib_get_le16(header + RECORD_SEQ);

    /* A record takes 32 bytes or more, so there is room for only so many before it. */
    if (seq < record->seq || seq > (at - log->base) / 32 || size > log->flash->sector_size ||
        store_record_span(log, size) > log->head.tail - at)
        return false;
    record->at = at;
    record->next = at + store_record_span(log, size);
    record->seq = (uint16_t)(seq + 1);
    return true;
}

/* The checksum of a value starts from its size and flags and so covers them too. Sequence number
 * and epoch are left out: the value does not change when a compaction moves it. The constant
 * gives the commit of an empty value many bits of both kinds too, so that no half of it can pass by
 * chance for the other's complement. */
static uint32_t value_seed(const uint8_t *header)
{
    return 0x5aa5c33cu ^ store_record_size(header) ^ (uint32_t)header[RECORD_FLAGS] << 24;
}

bool store_record_check(const struct store_log *log, const struct store_record *record,
                        uint32_t offset, uint32_t size, store_sink_t *sink, void *context)
{
    uint8_t chunk[STORE_CHUNK_SIZE];
    uint32_t at = record->at + log->header_span;
    uint32_t left = store_record_size(record->header);
    uint32_t crc = value_seed(record->header);

    while (left > 0) {
        uint32_t count = left < sizeof(chunk) ? left : sizeof(chunk);

        store_read(log, at, chunk, count);
        crc = lib_crc32(crc, chunk, count);
        if (offset < count && size > 0) {
            uint32_t part = count - offset < size ? count - offset : size;

            sink(context, chunk + offset, part);
            size -= part;
            offset = count;
        }
        offset -= count;
        at += count;
        left -= count;
    }
    lib_wipe(chunk, sizeof(chunk));
    store_read(log, record->next - log->granule, chunk, 8);
    return lib_get_le32(chunk) == crc || ~lib_get_le32(chunk + 4) == crc;
}

bool store_record_committed(const struct store_log *log, const struct store_record *record)
{
    uint8_t commit[8];

    store_read(log, record->next - log->granule, commit, sizeof(commit));
    /* If not, a cut while the commit was written, or a wrong bit in it: one half may still say
     * that the value is complete. */
    return lib_get_le32(commit) == ~lib_get_le32(commit + 4) ||
           store_record_check(log, record, 0, 0, NULL, NULL);
}

static void value_fill(const struct store_log *log, struct store_value *value)
{
    uint32_t size = value->left < STORE_CHUNK_SIZE ? value->left : STORE_CHUNK_SIZE;

    memset(value->chunk, log->flash->erased_value, STORE_CHUNK_SIZE);
    value->left -= size;
    value->chunk_size = size;
    if (size > 0)
        value->source(value->context, value->chunk, size);
    value->crc = lib_crc32(value->crc, value->chunk, size);
}

void store_value_begin(const struct store_log *log, struct store_value *value,
                       store_source_t *source, void *context)
{
    value->source = source;
    value->context = context;
    value->left = store_record_size(value->header);
    value->crc = value_seed(value->header);
    value_fill(log, value);
}

psa_status_t store_value_write(const struct store_log *log, struct store_value *value,
                               struct store_head *head)
{
    uint8_t *header = value->header;
    const uint8_t *part = header;
    uint32_t size = log->header_span;
    uint32_t at = head->tail;

    if (store_record_span(log, store_record_size(header)) > head->end - at)
        return PSA_ERROR_INSUFFICIENT_STORAGE;
    lib_put_le16(header + RECORD_SEQ, head->seq);
    lib_put_le32(header + RECORD_CRC, lib_crc32(head->epoch, header, RECORD_CRC));
    memset(header + RECORD_HEADER_SIZE, log->flash->erased_value, 32 - RECORD_HEADER_SIZE);

    for (bool last = false;;) {
        psa_status_t status = log->flash->program(at, part, size);

        if (status != PSA_SUCCESS)
            return status;
        at += size;
        if (last)
            break;
        if (part != header)
            value_fill(log, value);
        part = value->chunk;
        last = value->chunk_size == 0;
        size = last ? log->granule : round_up(log, value->chunk_size);
        if (last) { /* The chunk is blank now, as padding has to be. */
            lib_put_le32(value->chunk, value->crc);
            lib_put_le32(value->chunk + 4, ~value->crc);
        }
    }
    head->tail = at;
    head->seq++;
    return PSA_SUCCESS;
}
