/* SPDX-License-Identifier: Apache-2.0 */
#include "store/record.h"

#include "lib/bytes.h"
#include "lib/checksum.h"
#include "lib/wipe.h"

#include <string.h>

#define COMMIT_SIZE 8u /* without its padding */

const uint8_t *store_view(const struct store_log *log, uint32_t offset, void *buffer, uint32_t size)
{
    const struct store_flash *flash = log->flash;

    if (flash->map != NULL)
        return flash->map + offset;
    if (flash->read(flash, offset, buffer, size) != PSA_SUCCESS)
        memset(buffer, (uint8_t)~flash->erased_value, size);
    return buffer;
}

void store_read(const struct store_log *log, uint32_t offset, void *data, uint32_t size)
{
    const uint8_t *seen = store_view(log, offset, data, size);

    if (seen != data)
        memcpy(data, seen, size);
}

uint32_t store_piece(const struct store_log *log, uint32_t left)
{
    return log->flash->map != NULL || left < STORE_CHUNK_SIZE ? left : STORE_CHUNK_SIZE;
}

bool store_blank(const struct store_log *log, uint32_t from, uint32_t to, uint8_t spare)
{
    uint32_t erased = log->flash->erased_value * 0x01010101u;

    while (from < to) {
        uint8_t buffer[STORE_CHUNK_SIZE];
        uint32_t size = store_piece(log, to - from);
        const uint8_t *seen = store_view(log, from, buffer, size);

        from += size;
        for (; size > 0; size -= 4, seen += 4) {
            uint32_t wrong = lib_get_le32(seen) ^ erased;

            if (wrong == 0)
                continue;
            if (spare == 0 || (wrong & (wrong - 1)) != 0)
                return false;
            spare--;
        }
    }
    return true;
}

/* Other than 0 for every epoch that there can be. */
static uint32_t header_check(uint32_t epoch, const uint8_t *header)
{
    return lib_checksum(~epoch, header, RECORD_CHECK);
}

static bool header_intact(const struct store_log *log, const uint8_t *header)
{
    return header_check(log->head.epoch, header) == lib_get_le32(header + RECORD_CHECK);
}

/* What is one bit away from an intact header is that header: others are intact by chance alone, one
 * in 2^32, and then the value's checksum, which covers what matters of the header, says no. Trying
 * all bits takes long, but happens only where a header is damaged, and once after a cut in one. */
static bool header_repair(const struct store_log *log, struct store_record *record)
{
    uint8_t *header = record->buffer;

    memmove(header, record->header, RECORD_HEADER_SIZE);
    record->header = header;
    for (uint32_t bit = 0; bit < RECORD_HEADER_SIZE * 8; bit++) {
        uint8_t *byte = header + bit / 8;
        uint8_t kept = *byte;

        *byte ^= (uint8_t)(1u << bit % 8);
        if (header_intact(log, header))
            return true;
        *byte = kept;
    }
    return false;
}

bool store_record_read(const struct store_log *log, uint32_t at, bool repair,
                       struct store_record *record)
{
    if (store_record_span(log, 0) > log->head.tail - at)
        return false;
    const uint8_t *header = store_view(log, at, record->buffer, RECORD_HEADER_SIZE);

    record->header = header;
    /* The second test only saves time, since blank places are many and repair is slow. */
    if (!header_intact(log, header) &&
        !(repair && lib_get_le32(header + RECORD_CHECK) != log->flash->erased_value * 0x01010101u &&
          header_repair(log, record)))
        return false;
    header = record->header;
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

static bool commit_matches(const uint8_t *commit, uint32_t sum)
{
    return lib_get_le32(commit) == sum || ~lib_get_le32(commit + 4) == sum;
}

bool store_record_check(const struct store_log *log, uint32_t at, const uint8_t *header)
{
    uint8_t chunk[STORE_CHUNK_SIZE];
    uint32_t left = store_record_size(header);
    uint32_t sum = lib_get_le32(header + RECORD_CHECK);
    uint32_t commit = at + store_header_span(log) + store_padded(log, left);

    at += store_header_span(log);
    while (left > 0) {
        uint32_t size = store_piece(log, left);

        sum = lib_checksum(sum, store_view(log, at, chunk, size), size);
        at += size;
        left -= size;
    }
    if (log->flash->map == NULL)
        lib_wipe(chunk, sizeof(chunk));
    return commit_matches(store_view(log, commit, chunk, COMMIT_SIZE), sum);
}

bool store_record_committed(const struct store_log *log, const struct store_record *record)
{
    uint8_t buffer[COMMIT_SIZE];
    const uint8_t *commit =
        store_view(log, record->next - store_granule(log), buffer, sizeof(buffer));

    /* If not, a cut while the commit was written, or a wrong bit in it: one half may still say
     * that the value is complete. */
    return lib_get_le32(commit) == ~lib_get_le32(commit + 4) ||
           store_record_check(log, record->at, record->header);
}

/* Takes the next piece from the source, or none behind the last, and pads it. */
static void value_fill(const struct store_log *log, struct store_value *value)
{
    uint32_t size = value->left < STORE_CHUNK_SIZE ? value->left : STORE_CHUNK_SIZE;

    memset(value->chunk, log->flash->erased_value, STORE_CHUNK_SIZE);
    value->left -= size;
    value->chunk_size = size;
    if (size > 0)
        value->source(value->context, value->chunk, size);
}

void store_value_begin(const struct store_log *log, struct store_value *value,
                       store_source_t *source, void *context)
{
    value->source = source;
    value->context = context;
    value->left = store_record_size(value->header);
    value_fill(log, value);
}

static psa_status_t append(const struct store_log *log, struct store_head *head, const void *part,
                           uint32_t size)
{
    uint32_t at = head->tail;

    head->tail += size;
    return log->flash->program(log->flash, at, part, size);
}

psa_status_t store_value_write(const struct store_log *log, struct store_value *value,
                               struct store_head *head)
{
    uint8_t *header = value->header;

    if (store_record_span(log, store_record_size(header)) > head->end - head->tail)
        return PSA_ERROR_INSUFFICIENT_STORAGE;
    lib_put_le16(header + RECORD_SEQ, head->seq++);
    uint32_t sum = header_check(head->epoch, header);

    lib_put_le32(header + RECORD_CHECK, sum);
    if (store_header_span(log) > RECORD_HEADER_SIZE)
        memset(header + RECORD_HEADER_SIZE, log->flash->erased_value,
               store_header_span(log) - RECORD_HEADER_SIZE);
    psa_status_t status = append(log, head, header, store_header_span(log));

    while (status == PSA_SUCCESS && value->chunk_size > 0) {
        sum = lib_checksum(sum, value->chunk, value->chunk_size);
        status = append(log, head, value->chunk, store_padded(log, value->chunk_size));
        value_fill(log, value);
    }
    /* The chunk is blank now, as padding has to be. */
    lib_put_le32(value->chunk, sum);
    lib_put_le32(value->chunk + 4, ~sum);
    return status == PSA_SUCCESS ? append(log, head, value->chunk, store_granule(log)) : status;
}
