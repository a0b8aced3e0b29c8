/* SPDX-License-Identifier: Apache-2.0 */
#include "store/record.h"

#include "lib/wipe.h"

#include <string.h>

/* A sector's header is a record of kind 0 without a value. Its uid is "KEDG", the sector's size in
 * 24 bits and the format's version, its owner is the epoch, and its flags tell of damage. It is
 * there twice, as the one thing whose loss would lose everything. */
#define SECTOR_UID           0x010000004744454bu
#define SECTOR_HEADER_COUNT  2u
#define SECTOR_FLAGS_DAMAGED 1u

/* ---- Finding a value ------------------------------------------------------------------------ */

static void id_encode(const struct store_id *id, uint8_t *header)
{
    lib_put_le32(header + RECORD_SEQ, (uint32_t)id->kind << 24); /* and no flags */
    lib_put_le32(header + RECORD_SIZE, 0);
    lib_put_le64(header + RECORD_UID, id->uid);
    lib_put_le32(header + RECORD_OWNER, (uint32_t)id->owner);
    lib_put_le32(header + RECORD_CRC, 0);
}

static bool id_equal(const uint8_t *a, const uint8_t *b)
{
    return ((a[RECORD_KIND] ^ b[RECORD_KIND]) & RECORD_KIND_MASK) == 0 &&
           memcmp(a + RECORD_UID, b + RECORD_UID, RECORD_CRC - RECORD_UID) == 0;
}

static uint32_t sector_header_span(const struct store_log *log)
{
    return SECTOR_HEADER_COUNT * store_record_span(log, 0);
}

static void walk_begin(const struct store_log *log, struct store_record *record)
{
    record->next = log->base + sector_header_span(log);
    record->seq = 0;
}

/* Where a record is missing, all ids with older records only, or none, are in doubt from now on:
 * the missing one may have been theirs. */
static void note_loss(struct store_log *log, uint16_t seq)
{
    log->damaged = true;
    if (log->lost < seq)
        log->lost = seq;
}

static bool walk_next(struct store_log *log, struct store_record *record)
{
    uint32_t expected = record->next;
    uint32_t tail = log->head.tail;
    uint32_t at = expected;

    /* Repair is for where a header has to be. Elsewhere it would find one in anything. */
    while (at < tail && !store_record_read(log, at, at == expected, record))
        at += log->granule;
    if (at > expected && at < tail)
        note_loss(log, (uint16_t)(record->seq - 1));
    else if (at >= tail && !store_blank(log, expected + log->header_span, tail, 1))
        note_loss(log, record->seq);
    return at < tail;
}

static uint16_t index_tag(const uint8_t *header)
{
    uint32_t x = lib_get_le32(header + RECORD_UID) ^ lib_get_le32(header + RECORD_OWNER);

    return (uint16_t)(x ^ x >> 16);
}

/* Finds the entry of an id, and reads its record. An entry whose record has become unreadable is
 * forgotten: it could come back, readable again, beside a newer one of the same id. The walk that
 * `unindexed` causes finds the damage and what it puts in doubt. */
static struct store_place *index_find(struct store_log *log, const uint8_t *id,
                                      struct store_record *record)
{
    uint16_t tag = index_tag(id);

    for (uint8_t i = log->index_count; i-- > 0;) {
        struct store_place *place = &log->index[i];

        if (place->tag != tag)
            continue;
        record->seq = 0;
        if (!store_record_read(log, log->base + place->granule * 8u, true, record)) {
            log->unindexed = true;
            *place = log->index[--log->index_count];
        } else if (id_equal(record->header, id)) {
            return place;
        }
    }
    return NULL;
}

static void index_note(struct store_log *log, const uint8_t *header, uint32_t at)
{
    struct store_record record;
    struct store_place *place = index_find(log, header, &record);

    if (place == NULL) {
        if (log->index_count == CONFIG_STORE_INDEX_COUNT) {
            log->unindexed = true;
            return;
        }
        place = &log->index[log->index_count++];
        place->tag = index_tag(header);
    }
    place->granule = (uint16_t)((at - log->base) / 8);
}

/* Finds the newest record of the id in `id`. `record` is set if one is known, or all zeros; what
 * it means is in the status. */
static psa_status_t find(struct store_log *log, const uint8_t *id, struct store_record *record)
{
    if (index_find(log, id, record) == NULL) {
        struct store_record each;

        memset(record, 0, sizeof(*record));
        walk_begin(log, &each);
        while (log->unindexed && walk_next(log, &each)) {
            if (id_equal(each.header, id))
                *record = each;
        }
        if (record->at == 0)
            return log->damaged ? PSA_ERROR_DATA_CORRUPT : PSA_ERROR_DOES_NOT_EXIST;
    }
    uint8_t kind = record->header[RECORD_KIND];

    if ((kind & RECORD_KIND_LOST) != 0 || record->seq <= log->lost)
        return PSA_ERROR_DATA_CORRUPT;
    return (kind & RECORD_KIND_REMOVED) != 0 ? PSA_ERROR_DOES_NOT_EXIST : PSA_SUCCESS;
}

/* ---- Mounting ------------------------------------------------------------------------------- */

static uint64_t sector_uid(const struct store_log *log)
{
    return SECTOR_UID | (uint64_t)log->flash->sector_size << 32;
}

/* Reads the header of a sector in either copy. Uses the log's head, which has to be set anew. */
static bool sector_read(struct store_log *log, uint32_t base, struct store_record *record)
{
    log->head.epoch = 0;
    log->head.tail = base + sector_header_span(log);
    record->seq = 0;
    return (store_record_read(log, base, true, record) ||
            store_record_read(log, base + store_record_span(log, 0), true, record)) &&
           record->header[RECORD_KIND] == 0 &&
           lib_get_le64(record->header + RECORD_UID) == sector_uid(log);
}

/* Makes a sector valid. The first copy of its header that is complete commits it. `value` is only
 * room to work in. */
static psa_status_t sector_commit(const struct store_log *log, uint32_t base, uint32_t epoch,
                                  struct store_value *value)
{
    const struct store_id id = {sector_uid(log), (int32_t)epoch, 0};
    struct store_head head = {0, base, base + sector_header_span(log), 0};

    id_encode(&id, value->header);
    value->header[RECORD_FLAGS] = log->damaged ? SECTOR_FLAGS_DAMAGED : 0;
    store_value_begin(log, value, NULL, NULL);
    psa_status_t status = store_value_write(log, value, &head);

    if (status == PSA_SUCCESS)
        (void)store_value_write(log, value, &head);
    return status;
}

static uint32_t area_size(const struct store_log *log)
{
    return log->flash->sector_count * log->flash->sector_size;
}

static psa_status_t sector_erase(const struct store_log *log, uint32_t base)
{
    if (store_blank(log, base, base + log->flash->sector_size, 0))
        return PSA_SUCCESS;
    return log->flash->erase(log->flash, base);
}

/* Finds the end of the log in the sector at `base`, which is active from now on, and fills the
 * index.
 *
 * Where no record follows, the rest of the sector tells why: blank, the end; blank but for the
 * place of the next header, a cut while that was written; more, and a record was there whose
 * header is beyond repair. One wrong bit is not more: a record has dozens. */
static void scan(struct store_log *log, uint32_t base, uint32_t epoch)
{
    struct store_record record;

    log->base = base;
    log->head.end = base + log->flash->sector_size;
    log->head.epoch = epoch;
    log->head.tail = log->head.end;
    log->lost = 0;
    log->dirty = false;
    log->index_count = 0;
    log->unindexed = CONFIG_STORE_INDEX_COUNT == 0;
    walk_begin(log, &record);

    uint32_t tail = record.next;

    while (!store_blank(log, tail, log->head.end, 0)) {
        log->dirty = !walk_next(log, &record) || (store_blank(log, record.next, log->head.end, 1) &&
                                                  !store_record_committed(log, &record));
        if (log->dirty)
            break;
        index_note(log, record.header, record.at);
        tail = record.next;
    }
    log->head.tail = tail;
    log->head.seq = record.seq;
}

/* Makes the first sector of a blank area active. */
static psa_status_t start(struct store_log *log)
{
    struct store_value value;
    psa_status_t status = sector_erase(log, 0);

    if (status == PSA_SUCCESS)
        status = sector_commit(log, 0, 1, &value);
    if (status == PSA_SUCCESS)
        scan(log, 0, 1);
    return status;
}

psa_status_t store_log_mount(struct store_log *log, const struct store_flash *flash)
{
    struct store_record record;
    bool blank = true;
    uint32_t newest = 0; /* epoch; the first is 1 */
    uint32_t active = 0;

    memset(log, 0, sizeof(*log));
    log->flash = flash;
    log->granule = flash->program_unit > 8 ? flash->program_unit : 8;
    log->header_span = flash->program_unit > 8 ? 32 : RECORD_HEADER_SIZE;
    for (uint32_t base = 0; base < area_size(log); base += flash->sector_size) {
        if (!sector_read(log, base, &record)) {
            /* A first mount is cut at worst in the first header. */
            if (!store_blank(log, base + log->header_span, base + flash->sector_size, 0))
                blank = false;
            continue;
        }
        uint32_t epoch = lib_get_le32(record.header + RECORD_OWNER);

        if (epoch > newest) {
            newest = epoch;
            active = base;
            log->damaged = record.header[RECORD_FLAGS] != 0;
        }
    }
    if (newest == 0)
        return blank ? start(log) : PSA_ERROR_DATA_CORRUPT;

    /* Of two good sectors, the power failed before the older one was erased. If that fails now, it
     * is tried again at the next mount. */
    uint32_t older = (active > 0 ? active : area_size(log)) - flash->sector_size;

    if (sector_read(log, older, &record))
        (void)flash->erase(flash, older);
    scan(log, active, newest);
    return PSA_SUCCESS;
}

psa_status_t store_log_format(struct store_log *log, const struct store_flash *flash)
{
    psa_status_t status = PSA_SUCCESS;

    for (uint32_t i = flash->sector_count; i-- > 0 && status == PSA_SUCCESS;)
        status = flash->erase(flash, i * flash->sector_size);
    return status == PSA_SUCCESS ? store_log_mount(log, flash) : status;
}

/* ---- Writing -------------------------------------------------------------------------------- */

/* A removal need only be remembered while older records of the id could come back to light, or
 * while "not found" does not prove "does not exist". */
static bool worth_keeping(const struct store_log *log, const uint8_t *header)
{
    return (header[RECORD_KIND] & RECORD_KIND_REMOVED) == 0 || log->damaged;
}

/* The next record that is still its id's newest, but for the one at `replaced`. */
static bool next_alive(struct store_log *log, struct store_record *record, uint32_t replaced)
{
    struct store_record newest;

    while (walk_next(log, record)) {
        (void)find(log, record->header, &newest);
        if (newest.at == record->at && newest.at != replaced && worth_keeping(log, record->header))
            return true;
    }
    return false;
}

struct copy {
    const struct store_log *log;
    uint32_t offset;
};

static void copy_source(void *context, void *data, size_t size)
{
    struct copy *copy = context;

    store_read(copy->log, copy->offset, data, (uint32_t)size);
    copy->offset += (uint32_t)size;
}

/* Copies a record. One that is damaged or in doubt lives on as the note that its value was lost. */
static psa_status_t copy_record(const struct store_log *log, const struct store_record *record,
                                struct store_value *value, struct store_head *head)
{
    struct copy copy = {log, record->at + log->header_span};

    memcpy(value->header, record->header, RECORD_HEADER_SIZE);
    if (record->seq <= log->lost || !store_record_check(log, record, 0, 0, NULL, NULL)) {
        value->header[RECORD_KIND] |= RECORD_KIND_LOST;
        lib_put_le32(value->header + RECORD_SIZE, 0);
    }
    store_value_begin(log, value, copy_source, &copy);
    return store_value_write(log, value, head);
}

/* Moves to the next sector, with `value` in place of the record at `replaced` (0: none). */
static psa_status_t compact(struct store_log *log, struct store_value *value, uint32_t replaced)
{
    uint32_t old = log->base;
    uint32_t base = log->head.end < area_size(log) ? log->head.end : 0;
    struct store_head head = {log->head.epoch + 1, base + sector_header_span(log),
                              base + log->flash->sector_size, 0};
    struct store_record record;
    uint32_t size = sector_header_span(log);
    bool keep = worth_keeping(log, value->header);

    if (keep)
        size += store_record_span(log, store_record_size(value->header));
    for (walk_begin(log, &record); next_alive(log, &record, replaced);)
        size += record.next - record.at;
    if (size > log->flash->sector_size)
        return PSA_ERROR_INSUFFICIENT_STORAGE;

    psa_status_t status = sector_erase(log, base);

    if (status == PSA_SUCCESS && keep)
        status = store_value_write(log, value, &head);
    for (walk_begin(log, &record); status == PSA_SUCCESS && next_alive(log, &record, replaced);)
        status = copy_record(log, &record, value, &head);
    /* If the header fails it may still be good after a restart, so nothing may be appended here
     * any more: the next write has to erase that sector first. */
    log->dirty = true;
    if (status == PSA_SUCCESS)
        status = sector_commit(log, base, head.epoch, value);
    if (status == PSA_SUCCESS) {
        (void)log->flash->erase(log->flash,
                                old); /* If this fails, it is tried again at the next mount. */
        scan(log, base, head.epoch);
    }
    return status;
}

static psa_status_t write(struct store_log *log, struct store_value *value, uint32_t replaced)
{
    uint32_t at = log->head.tail;

    if (log->dirty || store_record_span(log, store_record_size(value->header)) > log->head.end - at)
        return compact(log, value, replaced);
    log->dirty = true;
    psa_status_t status = store_value_write(log, value, &log->head);

    if (status == PSA_SUCCESS) {
        log->dirty = false;
        index_note(log, value->header, at);
    }
    return status;
}

struct compare {
    const uint8_t *chunk;
    bool equal;
};

static void compare_sink(void *context, const void *data, size_t size)
{
    struct compare *compare = context;

    compare->equal = lib_equal_ct(data, compare->chunk, size);
}

/* Is a record, which exists, the same as a value that fits one chunk? */
static bool unchanged(const struct store_log *log, const struct store_record *record,
                      const struct store_value *value)
{
    struct compare compare = {value->chunk, true};
    uint32_t size = store_record_size(record->header);

    return value->left == 0 && size == store_record_size(value->header) &&
           record->header[RECORD_FLAGS] == value->header[RECORD_FLAGS] &&
           store_record_check(log, record, 0, size, compare_sink, &compare) && compare.equal;
}

/* Sets a value, or removes it, if `removed` is RECORD_KIND_REMOVED. */
static psa_status_t put(struct store_log *log, const struct store_id *id, uint8_t removed,
                        uint8_t flags, store_source_t *source, void *context, uint32_t size)
{
    struct store_record record;
    struct store_value value;

    id_encode(id, value.header);
    psa_status_t status = find(log, value.header, &record);

    if (removed != 0 && status == PSA_ERROR_DOES_NOT_EXIST)
        return status;
    value.header[RECORD_KIND] |= removed;
    value.header[RECORD_FLAGS] = flags;
    lib_put_le32(value.header + RECORD_SIZE, size);
    store_value_begin(log, &value, source, context);
    if (removed != 0 || status != PSA_SUCCESS || !unchanged(log, &record, &value))
        status = write(log, &value, record.at);
    lib_wipe(value.chunk, sizeof(value.chunk));
    return status;
}

psa_status_t store_log_set(struct store_log *log, const struct store_id *id, uint8_t flags,
                           store_source_t *source, void *context, size_t size)
{
    if (size > log->flash->sector_size)
        return PSA_ERROR_INSUFFICIENT_STORAGE;
    return put(log, id, 0, flags, source, context, (uint32_t)size);
}

psa_status_t store_log_remove(struct store_log *log, const struct store_id *id)
{
    return put(log, id, RECORD_KIND_REMOVED, 0, NULL, NULL, 0);
}

/* ---- Reading -------------------------------------------------------------------------------- */

static psa_status_t find_id(struct store_log *log, const struct store_id *id,
                            struct store_record *record)
{
    uint8_t header[RECORD_HEADER_SIZE];

    id_encode(id, header);
    return find(log, header, record);
}

/* The way of most reads: straight to the place that the index knows. Where records are missing it
 * is not taken, for an older value must then not come back. */
static bool read_indexed(const struct store_log *log, const uint8_t *header, uint32_t offset,
                         uint32_t *size, store_sink_t *sink, void *context)
{
    uint16_t tag = index_tag(header);

    for (uint8_t i = 0; i < log->index_count && log->lost == 0; i++)
        if (log->index[i].tag == tag &&
            store_record_read_short(log, log->base + log->index[i].granule * 8u, header, offset,
                                    size, sink, context))
            return true;
    return false;
}

psa_status_t store_log_read(struct store_log *log, const struct store_id *id, size_t offset,
                            size_t size, store_sink_t *sink, void *context, size_t *length)
{
    uint8_t header[RECORD_HEADER_SIZE];
    struct store_record record;
    /* Offsets beyond any sector are beyond any value. */
    uint32_t from = offset < UINT32_MAX ? (uint32_t)offset : UINT32_MAX;
    uint32_t count = size < UINT32_MAX ? (uint32_t)size : UINT32_MAX;

    id_encode(id, header);
    if (!read_indexed(log, header, from, &count, sink, context)) {
        psa_status_t status = find(log, header, &record);

        if (status != PSA_SUCCESS)
            return status;
        uint32_t whole = store_record_size(record.header);

        if (from > whole)
            return PSA_ERROR_INVALID_ARGUMENT;
        if (count > whole - from)
            count = whole - from;
        if (!store_record_check(log, &record, from, count, sink, context))
            return PSA_ERROR_DATA_CORRUPT;
    }
    *length = count;
    return PSA_SUCCESS;
}

static void buffer_sink(void *context, const void *data, size_t size)
{
    uint8_t **to = context;

    memcpy(*to, data, size);
    *to += size;
}

psa_status_t store_log_get(struct store_log *log, const struct store_id *id, size_t offset,
                           void *data, size_t size, size_t *length)
{
    return store_log_read(log, id, offset, size, buffer_sink, &data, length);
}

psa_status_t store_log_info(struct store_log *log, const struct store_id *id,
                            struct store_info *info)
{
    struct store_record record;
    psa_status_t status = find_id(log, id, &record);

    info->size = status == PSA_SUCCESS ? store_record_size(record.header) : 0;
    info->flags = record.header[RECORD_FLAGS];
    info->at = record.at + log->header_span;
    return status;
}
