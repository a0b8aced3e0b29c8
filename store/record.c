/* SPDX-License-Identifier: Apache-2.0 */
#include "store/record.h"

#include "lib/wipe.h"

#include <string.h>

void store_read(const struct store_log *log, uint32_t offset, void *data, uint32_t size)
{
    if (log->flash->read(offset, data, size) != PSA_SUCCESS)
        memset(data, (uint8_t)~log->flash->erased_value, size);
}

bool store_blank(const struct store_log *log, uint32_t from, uint32_t to, uint8_t spare)
{
    uint8_t bytes[32];

    while (from < to) {
        uint32_t size = to - from < sizeof(bytes) ? to - from : sizeof(bytes);

        store_read(log, from, bytes, size);
        for (uint32_t i = 0; i < size; i++) {
            uint8_t wrong = bytes[i] ^ log->flash->erased_value;

            if (wrong == 0)
                continue;
            if (spare == 0 || (wrong & (wrong - 1)) != 0)
                return false;
            spare--;
        }
        from += size;
    }
    return true;
}

static bool header_intact(const uint8_t *header, uint32_t epoch)
{
    return lib_crc32(epoch, header, RECORD_CRC) == lib_get_le32(header + RECORD_CRC);
}

/* Two intact headers differ in at least six bits (CRC-32 over 160 bits), so what is one bit away
 * from an intact header is that header, unless five or more bits are wrong. Trying all bits takes
 * long, but happens only where a header is damaged, and once after a cut inside one. */
static bool header_repair(uint8_t *header, uint32_t epoch)
{
    for (uint32_t bit = 0; bit < RECORD_HEADER_SIZE * 8; bit++) {
        uint8_t mask = (uint8_t)(1u << bit % 8);

        header[bit / 8] ^= mask;
        if (header_intact(header, epoch))
            return true;
        header[bit / 8] ^= mask;
    }
    return false;
}

bool store_header_read(const struct store_log *log, uint32_t offset, uint32_t epoch,
                       uint8_t *header)
{
    store_read(log, offset, header, RECORD_HEADER_SIZE);
    return header_intact(header, epoch) || header_repair(header, epoch);
}

psa_status_t store_header_write(const struct store_log *log, uint32_t offset, uint32_t epoch,
                                uint8_t *header)
{
    lib_put_le32(header + RECORD_CRC, lib_crc32(epoch, header, RECORD_CRC));
    memset(header + RECORD_HEADER_SIZE, log->flash->erased_value,
           store_header_span(log) - RECORD_HEADER_SIZE);
    return log->flash->program(offset, header, store_header_span(log));
}

bool store_record_read(const struct store_log *log, uint32_t at, bool repair,
                       struct store_record *record)
{
    uint8_t *header = record->header;

    store_read(log, at, header, RECORD_HEADER_SIZE);
    if (!header_intact(header, log->head.epoch) &&
        !(repair && header_repair(header, log->head.epoch)))
        return false;
    uint32_t size = store_record_size(header);
    uint16_t seq = lib_get_le16(header + RECORD_SEQ);

    if (seq < record->seq || size > log->flash->sector_size ||
        store_record_span(log, size) > log->head.tail - at)
        return false;
    record->at = at;
    record->next = at + store_record_span(log, size);
    record->seq = (uint16_t)(seq + 1);
    return true;
}

bool store_record_seek(const struct store_log *log, struct store_record *record)
{
    uint32_t expected = record->next;
    uint32_t smallest = store_record_span(log, 0);

    /* Repair is for where a header has to be. Elsewhere it would find one in anything. */
    for (uint32_t at = expected; at + smallest <= log->head.tail; at += log->granule) {
        if (store_record_read(log, at, at == expected, record))
            return true;
    }
    return false;
}

/* The checksum of a value starts from its size and flags and so covers them too. Sequence number
 * and epoch are left out: the value does not change when a compaction moves it. */
static uint32_t value_seed(const uint8_t *header)
{
    return store_record_size(header) ^ (uint32_t)header[RECORD_FLAGS] << 24;
}

bool store_record_check(const struct store_log *log, const struct store_record *record,
                        uint32_t offset, uint32_t size, store_sink_t *sink, void *context)
{
    uint8_t chunk[STORE_CHUNK_SIZE];
    uint32_t at = record->at + store_header_span(log);
    uint32_t left = store_record_size(record->header);
    uint32_t crc = value_seed(record->header);

    while (left > 0) {
        uint32_t count = left < sizeof(chunk) ? left : sizeof(chunk);

        store_read(log, at, chunk, count);
        crc = lib_crc32(crc, chunk, count);
        if (offset >= count) {
            offset -= count;
        } else if (size > 0) {
            uint32_t part = count - offset < size ? count - offset : size;

            sink(context, chunk + offset, part);
            size -= part;
            offset = 0;
        }
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
    if (lib_get_le32(commit) == ~lib_get_le32(commit + 4))
        return true;
    /* A cut while the commit was written, or a wrong bit in it: one half may still say that the
     * value is complete. */
    return store_record_check(log, record, 0, 0, NULL, NULL);
}

static void value_fill(const struct store_log *log, struct store_value *value)
{
    uint32_t size = value->left < STORE_CHUNK_SIZE ? value->left : STORE_CHUNK_SIZE;

    memset(value->chunk, log->flash->erased_value, STORE_CHUNK_SIZE);
    if (size > 0)
        value->source(value->context, value->chunk, size);
    value->crc = lib_crc32(value->crc, value->chunk, size);
    value->left -= size;
    value->chunk_size = size;
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
                               struct store_head *head, uint32_t end)
{
    const struct store_flash *flash = log->flash;
    uint32_t at = head->tail;

    if (store_record_span(log, store_record_size(value->header)) > end - at)
        return PSA_ERROR_INSUFFICIENT_STORAGE;
    lib_put_le16(value->header + RECORD_SEQ, head->seq);
    psa_status_t status = store_header_write(log, at, head->epoch, value->header);

    at += store_header_span(log);
    while (status == PSA_SUCCESS && value->chunk_size > 0) {
        uint32_t span = store_round(log, value->chunk_size);

        status = flash->program(at, value->chunk, span);
        at += span;
        value_fill(log, value);
    }
    if (status == PSA_SUCCESS) {
        /* The chunk is blank now, as padding has to be. */
        lib_put_le32(value->chunk, value->crc);
        lib_put_le32(value->chunk + 4, ~value->crc);
        status = flash->program(at, value->chunk, log->granule);
    }
    if (status == PSA_SUCCESS) {
        head->tail = at + log->granule;
        head->seq++;
    }
    return status;
}
