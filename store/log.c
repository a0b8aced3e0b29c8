/* SPDX-License-Identifier: Apache-2.0 */
#include "store/record.h"

#include "lib/wipe.h"

#include <string.h>

/* ---- Finding a value ------------------------------------------------------------------------ */

static void id_encode(const struct store_id *id, uint8_t *header)
{
    lib_put_le32(header + RECORD_SEQ, (uint32_t)id->kind << 24); /* and no flags */
    lib_put_le32(header + RECORD_SIZE, 0);
    lib_put_le64(header + RECORD_UID, id->uid);
    lib_put_le32(header + RECORD_OWNER, (uint32_t)id->owner);
    lib_put_le32(header + RECORD_CHECK, 0);
}

static bool id_equal(const uint8_t *a, const uint8_t *b)
{
    /* By words: a call of memcmp() would be a tenth of the time of a read. */
    uint32_t difference = (a[RECORD_KIND] ^ b[RECORD_KIND]) & RECORD_KIND_MASK;

    for (uint32_t i = RECORD_UID; i < RECORD_CHECK; i += 4)
        difference |= lib_get_le32(a + i) ^ lib_get_le32(b + i);
    return difference == 0;
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

/* Goes to the next record. False if there is none; record->at is 0 then if all behind the last is
 * blank. */
static bool walk_next(struct store_log *log, struct store_record *record)
{
    uint32_t expected = record->next;
    uint32_t tail = log->head.tail;
    uint32_t at = expected;

    /* Repair is for where a header has to be. Elsewhere it would find one in anything. */
    if (store_record_read(log, at, true, record))
        return true;
    record->at = 0;
    if (store_blank(log, expected, tail, 0))
        return false;
    do
        at += store_granule(log);
    while (at < tail && !store_record_read(log, at, false, record));
    if (at < tail)
        note_loss(log, (uint16_t)(record->seq - 1));
    else if (!store_blank(log, expected + store_header_span(log), tail, 1))
        note_loss(log, record->seq);
    record->at = at;
    return at < tail;
}

/* Changes with every single bit of an id, so that one wrong bit makes no record look like that of
 * another id with the same tag. */
static uint16_t index_tag(const uint8_t *header)
{
    uint32_t x = header[RECORD_KIND] & RECORD_KIND_MASK;

    for (uint32_t i = RECORD_UID; i < RECORD_CHECK; i += 4)
        x ^= lib_get_le32(header + i);
    return (uint16_t)(x ^ x >> 16);
}

/* Finds the entry of an id, and reads its record. An entry whose record has become unreadable is
 * forgotten: it could come back, readable again, beside a newer one of the same id. The walk that
 * `unindexed` causes finds the damage and what it puts in doubt. */
static struct store_place *index_find(struct store_log *log, const uint8_t *id,
                                      struct store_record *record)
{
    if (CONFIG_STORE_INDEX_COUNT == 0)
        return NULL;
    uint16_t tag = index_tag(id);

    for (struct store_place *place = log->index + log->index_count; place != log->index;) {
        place--;
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
    struct store_place *place;

    if (CONFIG_STORE_INDEX_COUNT == 0)
        return;
    place = index_find(log, header, &record);
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

/* May there be ids that the index does not hold? */
static bool is_search_needed(const struct store_log *log)
{
    return CONFIG_STORE_INDEX_COUNT == 0 || log->unindexed;
}

/* Finds the newest record of the id in `id`. `record` is set if one is known, or all zeros; what
 * it means is in the status. */
static psa_status_t find(struct store_log *log, const uint8_t *id, struct store_record *record)
{
    if (index_find(log, id, record) == NULL) {
        uint32_t at = 0;

        walk_begin(log, record);
        while (is_search_needed(log) && walk_next(log, record)) {
            if (id_equal(record->header, id))
                at = record->at;
        }
        record->seq = 0;
        if (at == 0 || !store_record_read(log, at, true, record)) {
            memset(record, 0, sizeof(*record));
            record->header = record->buffer;
            return log->damaged || at != 0 ? PSA_ERROR_DATA_CORRUPT : PSA_ERROR_DOES_NOT_EXIST;
        }
    }
    uint8_t kind = record->header[RECORD_KIND];

    if ((kind & RECORD_KIND_LOST) != 0 || record->seq <= log->lost)
        return PSA_ERROR_DATA_CORRUPT;
    return (kind & RECORD_KIND_REMOVED) != 0 ? PSA_ERROR_DOES_NOT_EXIST : PSA_SUCCESS;
}

/* ---- Sectors -------------------------------------------------------------------------------- */

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
static __attribute__((noinline)) psa_status_t
sector_commit(const struct store_log *log, uint32_t base, uint32_t epoch, struct store_value *value)
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
 * header is beyond repair. One wrong bit is not more: a record has dozens.
 *
 * Records of changes that belong together count when the last of them does. Nothing is appended
 * behind an incomplete group, so only at the end of the log can there be one. */
static void scan(struct store_log *log, uint32_t base, uint32_t epoch)
{
    struct store_record record;
    uint32_t tail;
    uint32_t open = 0;

    log->base = base;
    log->head.end = base + log->flash->sector_size;
    log->head.epoch = epoch;
    log->head.tail = log->head.end;
    log->lost = 0;
    log->index_count = 0;
    log->unindexed = false;
    walk_begin(log, &record);

    tail = record.next;
    while (walk_next(log, &record)) {
        if (store_blank(log, record.next, log->head.end, 1) &&
            !store_record_committed(log, &record))
            break;
        index_note(log, record.header, record.at);
        if ((record.header[RECORD_KIND] & RECORD_KIND_OPEN) == 0)
            tail = record.next;
        else
            open = record.next;
    }
    log->dirty = record.at != 0 || open > tail;
    if (open > tail) { /* Changes that never came to count; the index knows some of them. */
        log->index_count = 0;
        log->unindexed = true;
    }
    log->head.tail = tail;
    log->head.seq = record.seq;
}

/* ---- Writing -------------------------------------------------------------------------------- */

/* A removal need only be remembered while older records of the id could come back to light, or
 * while "not found" does not prove "does not exist". */
static bool worth_keeping(const struct store_log *log, const uint8_t *header)
{
    return (header[RECORD_KIND] & RECORD_KIND_REMOVED) == 0 || log->damaged;
}

/* Several changes to be written, and how far the first of them has been prepared. `record` is a
 * place for the one that is looked at: one for all steps, since the stack is short. */
struct batch {
    const struct store_change *changes;
    size_t count;
    uint32_t span; /* of all their records */
    struct store_record record;
    struct store_value value;
};

/* Not inlined, so that its id is off the stack when records are looked for. */
static __attribute__((noinline)) bool batch_names(const struct batch *batch, const uint8_t *header)
{
    uint8_t id[RECORD_HEADER_SIZE];

    for (size_t i = 0; i < batch->count; i++) {
        id_encode(&batch->changes[i].id, id);
        if (id_equal(id, header))
            return true;
    }
    return false;
}

/* The next record that is still its id's newest, and is not replaced by `batch`. */
static bool next_alive(struct store_log *log, struct batch *batch)
{
    struct store_record *record = &batch->record;
    struct store_record newest;

    while (walk_next(log, record)) {
        (void)find(log, record->header, &newest);
        if (newest.at == record->at && !batch_names(batch, record->header) &&
            worth_keeping(log, record->header))
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
    struct copy copy = {log, record->at + store_header_span(log)};

    memmove(value->header, record->header, RECORD_HEADER_SIZE);
    value->header[RECORD_KIND] &= (uint8_t)~RECORD_KIND_OPEN;
    if (record->seq <= log->lost || !store_record_check(log, record->at, record->header)) {
        value->header[RECORD_KIND] |= RECORD_KIND_LOST;
        lib_put_le32(value->header + RECORD_SIZE, 0);
    }
    store_value_begin(log, value, copy_source, &copy);
    return store_value_write(log, value, head);
}

/* Takes in a change as far as its value's first piece. */
static void batch_begin(const struct store_log *log, struct batch *batch, size_t i)
{
    const struct store_change *change = &batch->changes[i];
    uint8_t *header = batch->value.header;

    id_encode(&change->id, header);
    if (change->is_removal) {
        header[RECORD_KIND] |= RECORD_KIND_REMOVED;
    } else {
        header[RECORD_FLAGS] = change->flags;
        lib_put_le32(header + RECORD_SIZE, change->size);
    }
    store_value_begin(log, &batch->value, change->source, change->context);
}

/* Writes what `batch_begin` has prepared for the first change, and then the others. Once, not at
 * both places that call it. */
static __attribute__((noinline)) psa_status_t batch_write(const struct store_log *log,
                                                          struct batch *batch,
                                                          struct store_head *head, bool is_appended)
{
    psa_status_t status = PSA_SUCCESS;

    for (size_t i = 0; i < batch->count && status == PSA_SUCCESS; i++) {
        if (i > 0)
            batch_begin(log, batch, i);
        if (is_appended && i + 1 < batch->count)
            batch->value.header[RECORD_KIND] |= RECORD_KIND_OPEN;
        status = store_value_write(log, &batch->value, head);
    }
    return status;
}

/* Moves to the next sector, with the batch in place of the records it replaces. */
static psa_status_t compact(struct store_log *log, struct batch *batch)
{
    uint32_t old = log->base;
    uint32_t base = log->head.end < area_size(log) ? log->head.end : 0;
    struct store_head head = {log->head.epoch + 1, base + sector_header_span(log),
                              base + log->flash->sector_size, 0};
    struct store_record *record = &batch->record;
    uint32_t size = sector_header_span(log) + batch->span;

    for (walk_begin(log, record); next_alive(log, batch);)
        size += record->next - record->at;
    if (size > log->flash->sector_size)
        return PSA_ERROR_INSUFFICIENT_STORAGE;

    psa_status_t status = sector_erase(log, base);

    if (status == PSA_SUCCESS)
        status = batch_write(log, batch, &head, false);
    for (walk_begin(log, record); status == PSA_SUCCESS && next_alive(log, batch);)
        status = copy_record(log, record, &batch->value, &head);
    /* If the header fails it may still be good after a restart, so nothing may be appended here
     * any more: the next write has to erase that sector first. */
    log->dirty = true;
    if (status == PSA_SUCCESS)
        status = sector_commit(log, base, head.epoch, &batch->value);
    if (status == PSA_SUCCESS) {
        (void)sector_erase(log, old); /* If this fails, the next mount tries again. */
        scan(log, base, head.epoch);
    }
    return status;
}

static psa_status_t write(struct store_log *log, struct batch *batch)
{
    struct store_record *record = &batch->record;
    uint32_t tail = log->head.tail;
    uint16_t seq = log->head.seq;

    if (log->dirty || batch->span > log->head.end - tail)
        return compact(log, batch);
    log->dirty = true;
    psa_status_t status = batch_write(log, batch, &log->head, true);

    if (status != PSA_SUCCESS) { /* What is there now does not count. */
        log->head.tail = tail;
        log->head.seq = seq;
        return status;
    }
    record->next = tail;
    record->seq = seq;
    log->dirty = false;
    while (CONFIG_STORE_INDEX_COUNT > 0 && walk_next(log, record))
        index_note(log, record->header, record->at);
    return PSA_SUCCESS;
}

/* Is a record, which exists, the same as a value that fits one chunk? Its chunk must not be on the
 * stack any more when the log is compacted. */
static __attribute__((noinline)) bool unchanged(const struct store_log *log,
                                                const struct store_record *record,
                                                const struct store_value *value)
{
    uint8_t chunk[STORE_CHUNK_SIZE];
    uint32_t size = store_record_size(record->header);

    return value->left == 0 && size == store_record_size(value->header) &&
           record->header[RECORD_FLAGS] == value->header[RECORD_FLAGS] &&
           lib_equal_ct(store_view(log, record->at + store_header_span(log), chunk, size),
                        value->chunk, size) &&
           store_record_check(log, record->at, record->header);
}

psa_status_t store_log_apply(struct store_log *log, const struct store_change *changes,
                             size_t count)
{
    psa_status_t status = PSA_ERROR_DOES_NOT_EXIST;
    struct batch batch;

    batch.changes = changes;
    batch.count = count;
    batch.span = 0;
    for (size_t i = count; i-- > 0;) {
        uint32_t size = changes[i].is_removal ? 0 : changes[i].size;

        if (size > log->flash->sector_size || batch.span > log->flash->sector_size)
            return PSA_ERROR_INSUFFICIENT_STORAGE;
        batch.span += store_record_span(log, size);
        id_encode(&changes[i].id, batch.value.header);
        status = find(log, batch.value.header, &batch.record);
        if (changes[i].is_removal && status == PSA_ERROR_DOES_NOT_EXIST)
            return status;
    }
    batch_begin(log, &batch, 0);
    if (count > 1 || changes->is_removal || status != PSA_SUCCESS ||
        !unchanged(log, &batch.record, &batch.value))
        status = write(log, &batch);
    lib_wipe(batch.value.chunk, sizeof(batch.value.chunk));
    return status;
}

/* ---- Mounting ------------------------------------------------------------------------------- */

/* Makes the first sector of a blank area active: it takes over from the last one, which is empty.
 */
static psa_status_t start(struct store_log *log)
{
    struct batch batch;

    batch.count = 0;
    batch.span = 0;
    log->base = area_size(log) - log->flash->sector_size;
    log->head.tail = log->head.end = area_size(log);
    return compact(log, &batch);
}

/* Finds the newest sector, of which it tells the epoch, 0 if there is none. Of two good ones the
 * power failed before the older one was erased: if that fails now, it is tried again at the next
 * mount. Not inlined, since the stack is short where the first sector is made. */
static __attribute__((noinline)) uint32_t find_newest(struct store_log *log, uint32_t *active)
{
    struct store_record record;
    uint32_t newest = 0;

    for (uint32_t base = 0; base < area_size(log); base += log->flash->sector_size) {
        if (!sector_read(log, base, &record))
            continue;
        uint32_t epoch = lib_get_le32(record.header + RECORD_OWNER);

        if (epoch > newest) {
            newest = epoch;
            *active = base;
            log->damaged = record.header[RECORD_FLAGS] != 0;
        }
    }
    if (newest == 0)
        return 0;
    uint32_t older = (*active > 0 ? *active : area_size(log)) - log->flash->sector_size;

    if (sector_read(log, older, &record))
        (void)log->flash->erase(log->flash, older);
    return newest;
}

psa_status_t store_log_mount(struct store_log *log, const struct store_flash *flash)
{
    uint32_t active;

    if (flash->program_unit > CONFIG_STORE_PROGRAM_UNIT_MAX)
        return PSA_ERROR_NOT_SUPPORTED;
    memset(log, 0, sizeof(*log));
    log->flash = flash;
    uint32_t newest = find_newest(log, &active);

    /* A first mount is cut at worst in the first header. */
    if (newest == 0)
        return store_blank(log, store_header_span(log), area_size(log), 0) ? start(log)
                                                                           : PSA_ERROR_DATA_CORRUPT;
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

/* ---- Reading -------------------------------------------------------------------------------- */

static psa_status_t find_id(struct store_log *log, const struct store_id *id,
                            struct store_record *record)
{
    uint8_t header[RECORD_HEADER_SIZE];

    id_encode(id, header);
    return find(log, header, record);
}

psa_status_t store_log_read(struct store_log *log, const struct store_id *id, size_t offset,
                            size_t size, store_sink_t *sink, void *context, size_t *length)
{
    uint8_t header[RECORD_HEADER_SIZE];
    uint8_t chunk[STORE_CHUNK_SIZE];
    struct store_record record;

    id_encode(id, header);
    psa_status_t status = find(log, header, &record);

    if (status != PSA_SUCCESS)
        return status;
    if (!store_record_check(log, record.at, record.header))
        return PSA_ERROR_DATA_CORRUPT;
    uint32_t whole = store_record_size(record.header);
    uint32_t at = record.at + store_header_span(log) + (uint32_t)offset;

    if (offset > whole)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (size > whole - offset)
        size = whole - offset;
    *length = size;
    while (size > 0) {
        uint32_t count = store_piece(log, (uint32_t)size);

        sink(context, store_view(log, at, chunk, count), count);
        at += count;
        size -= count;
    }
    if (log->flash->map == NULL)
        lib_wipe(chunk, sizeof(chunk));
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
    info->at = record.at + store_header_span(log);
    return status;
}

bool store_log_next(struct store_log *log, struct store_cursor *cursor, struct store_id *id,
                    struct store_info *info)
{
    struct store_record record = {.next = cursor->next, .seq = cursor->seq};
    struct store_record newest;

    if (cursor->next == 0)
        walk_begin(log, &record);
    do {
        if (!walk_next(log, &record))
            return false;
        cursor->next = record.next;
        cursor->seq = record.seq;
    } while (find(log, record.header, &newest) == PSA_ERROR_DOES_NOT_EXIST ||
             newest.at != record.at);
    id->kind = record.header[RECORD_KIND] & RECORD_KIND_MASK;
    id->owner = (int32_t)lib_get_le32(record.header + RECORD_OWNER);
    id->uid = lib_get_le64(record.header + RECORD_UID);
    info->flags = record.header[RECORD_FLAGS];
    info->size = store_record_size(record.header);
    info->at = record.at + store_header_span(log);
    return true;
}
