/* SPDX-License-Identifier: Apache-2.0 */
#include "store/record.h"

#include "lib/wipe.h"

#include <string.h>

/* "KEDGELOG" */
#define SECTOR_MAGIC_0 0x4744454bu
#define SECTOR_MAGIC_1 0x474f4c45u
#define SECTOR_VERSION 1u
#define SECTOR_DAMAGED 1u

/* A sector's header is there twice: it is the one thing whose loss would lose everything. */
#define SECTOR_HEADER_COUNT 2u

static uint32_t sector_end(const struct store_log *log)
{
    return log->base + log->flash->sector_size;
}

static uint32_t sector_header_span(const struct store_log *log)
{
    return SECTOR_HEADER_COUNT * store_header_span(log);
}

/* ---- Finding a value ------------------------------------------------------------------------ */

static void id_encode(const struct store_id *id, uint8_t *header)
{
    memset(header, 0, RECORD_HEADER_SIZE);
    header[RECORD_KIND] = id->kind;
    lib_put_le64(header + RECORD_UID, id->uid);
    lib_put_le32(header + RECORD_OWNER, (uint32_t)id->owner);
}

static bool id_equal(const uint8_t *a, const uint8_t *b)
{
    return ((a[RECORD_KIND] ^ b[RECORD_KIND]) & RECORD_KIND_MASK) == 0 &&
           memcmp(a + RECORD_UID, b + RECORD_UID, RECORD_CRC - RECORD_UID) == 0;
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

    if (expected >= log->head.tail)
        return false;
    bool found = store_record_seek(log, record);

    if (!found)
        note_loss(log, record->seq);
    else if (record->at != expected)
        note_loss(log, lib_get_le16(record->header + RECORD_SEQ));
    return found;
}

static uint16_t index_tag(const uint8_t *header)
{
    uint32_t x = lib_get_le32(header + RECORD_UID) ^ lib_get_le32(header + RECORD_UID + 4) ^
                 lib_get_le32(header + RECORD_OWNER) << 8;

    return (uint16_t)(x * 0x9e3779b1u >> 16);
}

/* Finds the entry of an id, and reads its record. An entry whose record has become unreadable is
 * of no use; the walk that `unindexed` causes then finds the damage and what it puts in doubt. */
static struct store_place *index_find(struct store_log *log, const uint8_t *id,
                                      struct store_record *record)
{
    uint16_t tag = index_tag(id);

    for (uint8_t i = 0; i < log->index_count; i++) {
        struct store_place *place = &log->index[i];

        if (place->tag != tag)
            continue;
        record->seq = 0;
        if (!store_record_read(log, log->base + place->granule * 8u, true, record))
            log->unindexed = true;
        else if (id_equal(record->header, id))
            return place;
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

/* Finds the newest record of the id in `id`. `record` is set if one is known, or has a header of
 * zeros; what it means is in the status. */
static psa_status_t find(struct store_log *log, const uint8_t *id, struct store_record *record)
{
    bool found = index_find(log, id, record) != NULL;

    if (!found) {
        struct store_record each;

        memset(record, 0, sizeof(*record));
        walk_begin(log, &each);
        while (log->unindexed && walk_next(log, &each)) {
            if (id_equal(each.header, id)) {
                *record = each;
                found = true;
            }
        }
    }
    uint8_t kind = record->header[RECORD_KIND];

    if (!found)
        return log->damaged ? PSA_ERROR_DATA_CORRUPT : PSA_ERROR_DOES_NOT_EXIST;
    if ((kind & RECORD_KIND_LOST) != 0 || lib_get_le16(record->header + RECORD_SEQ) < log->lost)
        return PSA_ERROR_DATA_CORRUPT;
    return (kind & RECORD_KIND_REMOVED) != 0 ? PSA_ERROR_DOES_NOT_EXIST : PSA_SUCCESS;
}

/* ---- Mounting ------------------------------------------------------------------------------- */

static bool sector_header_read(const struct store_log *log, uint32_t base, uint8_t *header)
{
    for (uint32_t i = 0; i < SECTOR_HEADER_COUNT; i++, base += store_header_span(log)) {
        /* The first test only saves time: repair is slow, and most sectors are blank. */
        if (!store_blank(log, base, base + RECORD_HEADER_SIZE, 0) &&
            store_header_read(log, base, 0, header) && header[RECORD_KIND] == 0 &&
            lib_get_le32(header + RECORD_UID) == SECTOR_MAGIC_0 &&
            lib_get_le32(header + RECORD_UID + 4) == SECTOR_MAGIC_1 &&
            lib_get_le16(header + RECORD_SEQ) == SECTOR_VERSION &&
            lib_get_le32(header + RECORD_SIZE) == log->flash->sector_size)
            return true;
    }
    return false;
}

/* The first copy that is complete commits the sector, so the second may fail. */
static psa_status_t sector_header_write(const struct store_log *log, uint32_t base, uint32_t epoch,
                                        bool damaged)
{
    uint8_t header[32];

    memset(header, 0, sizeof(header));
    lib_put_le16(header + RECORD_SEQ, SECTOR_VERSION);
    header[RECORD_FLAGS] = damaged ? SECTOR_DAMAGED : 0;
    lib_put_le32(header + RECORD_SIZE, log->flash->sector_size);
    lib_put_le32(header + RECORD_UID, SECTOR_MAGIC_0);
    lib_put_le32(header + RECORD_UID + 4, SECTOR_MAGIC_1);
    lib_put_le32(header + RECORD_OWNER, epoch);
    psa_status_t status = store_header_write(log, base, 0, header);

    if (status == PSA_SUCCESS)
        (void)store_header_write(log, base + store_header_span(log), 0, header);
    return status;
}

static void begin(struct store_log *log, const struct store_flash *flash)
{
    memset(log, 0, sizeof(*log));
    log->flash = flash;
    log->granule = flash->program_unit > 8 ? flash->program_unit : 8;
}

/* Finds the end of the log in the active sector, and fills the index.
 *
 * Where no record follows, the rest of the sector tells why: blank, the end; blank but for the
 * place of the next header, a cut while that was written; more, and a record was there whose
 * header is beyond repair. One wrong bit is not more: a record has dozens. */
static void scan(struct store_log *log)
{
    struct store_record record;
    uint32_t end = sector_end(log);

    log->head.tail = end;
    log->lost = 0;
    log->dirty = false;
    log->index_count = 0;
    log->unindexed = CONFIG_STORE_INDEX_COUNT == 0;
    walk_begin(log, &record);

    uint32_t tail = record.next;

    while (!store_blank(log, tail, end, 0)) {
        if (!store_record_seek(log, &record)) {
            if (!store_blank(log, tail + store_header_span(log), end, 1))
                note_loss(log, record.seq);
            log->dirty = true;
            break;
        }
        if (record.at != tail)
            note_loss(log, lib_get_le16(record.header + RECORD_SEQ));
        if (store_blank(log, record.next, end, 1) && !store_record_committed(log, &record)) {
            log->dirty = true;
            break;
        }
        index_note(log, record.header, record.at);
        tail = record.next;
    }
    log->head.tail = tail;
    log->head.seq = record.seq;
}

psa_status_t store_log_mount(struct store_log *log, const struct store_flash *flash)
{
    uint8_t header[RECORD_HEADER_SIZE];
    bool blank = true;
    bool found = false;

    begin(log, flash);
    for (uint8_t i = 0; i < flash->sector_count; i++) {
        uint32_t base = i * flash->sector_size;

        if (!sector_header_read(log, base, header)) {
            /* The first format is cut at worst in the first header. */
            if (!store_blank(log, base + store_header_span(log), base + flash->sector_size, 0))
                blank = false;
            continue;
        }
        uint32_t epoch = lib_get_le32(header + RECORD_OWNER);
        uint32_t older = epoch > log->head.epoch ? log->base : base;

        if (found) /* If this fails, it is tried again at the next mount. */
            (void)flash->erase(older);
        if (epoch > log->head.epoch) {
            log->base = base;
            log->head.epoch = epoch;
            log->damaged = header[RECORD_FLAGS] != 0;
        }
        found = true;
    }
    if (!found)
        return blank ? PSA_ERROR_DOES_NOT_EXIST : PSA_ERROR_DATA_CORRUPT;
    scan(log);
    return PSA_SUCCESS;
}

static psa_status_t sector_erase(const struct store_log *log, uint32_t base)
{
    if (store_blank(log, base, base + log->flash->sector_size, 0))
        return PSA_SUCCESS;
    return log->flash->erase(base);
}

psa_status_t store_log_format(struct store_log *log, const struct store_flash *flash)
{
    psa_status_t status = PSA_SUCCESS;

    begin(log, flash);
    for (uint8_t i = 0; i < flash->sector_count && status == PSA_SUCCESS; i++)
        status = sector_erase(log, i * flash->sector_size);
    if (status == PSA_SUCCESS)
        status = sector_header_write(log, 0, 1, false);
    return status == PSA_SUCCESS ? store_log_mount(log, flash) : status;
}

/* ---- Writing -------------------------------------------------------------------------------- */

/* A removal need only be remembered while older records of the id could come back to light, or
 * while "not found" does not prove "does not exist". */
static bool worth_keeping(const struct store_log *log, const uint8_t *header)
{
    return (header[RECORD_KIND] & RECORD_KIND_REMOVED) == 0 || log->damaged;
}

static bool alive(struct store_log *log, const uint8_t *pending, const struct store_record *record)
{
    struct store_record newest;

    if (id_equal(record->header, pending) || !worth_keeping(log, record->header))
        return false;
    (void)find(log, record->header, &newest);
    return newest.at == record->at;
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
                                struct store_head *head, uint32_t end)
{
    struct copy copy = {log, record->at + store_header_span(log)};
    struct store_value value;

    memcpy(value.header, record->header, RECORD_HEADER_SIZE);
    if (lib_get_le16(record->header + RECORD_SEQ) < log->lost ||
        !store_record_check(log, record, 0, 0, NULL, NULL)) {
        value.header[RECORD_KIND] |= RECORD_KIND_LOST;
        lib_put_le32(value.header + RECORD_SIZE, 0);
    }
    store_value_begin(log, &value, copy_source, &copy);
    psa_status_t status = store_value_write(log, &value, head, end);

    lib_wipe(value.chunk, sizeof(value.chunk));
    return status;
}

/* The bytes that are alive once `pending` is set, with the sector's header. */
static uint32_t size_alive(struct store_log *log, const uint8_t *pending)
{
    struct store_record record;
    uint32_t size = sector_header_span(log);

    for (walk_begin(log, &record); walk_next(log, &record);) {
        if (alive(log, pending, &record))
            size += record.next - record.at;
    }
    if (worth_keeping(log, pending))
        size += store_record_span(log, store_record_size(pending));
    return size;
}

static psa_status_t compact(struct store_log *log, struct store_value *pending)
{
    uint32_t old = log->base;
    uint32_t base = sector_end(log);
    struct store_record record;
    struct store_head head = {log->head.epoch + 1, 0, 0};

    if (size_alive(log, pending->header) > log->flash->sector_size)
        return PSA_ERROR_INSUFFICIENT_STORAGE;
    if (base == log->flash->sector_count * log->flash->sector_size)
        base = 0;
    head.tail = base + sector_header_span(log);
    psa_status_t status = sector_erase(log, base);
    uint32_t end = base + log->flash->sector_size;

    for (walk_begin(log, &record); status == PSA_SUCCESS && walk_next(log, &record);) {
        if (alive(log, pending->header, &record))
            status = copy_record(log, &record, &head, end);
    }
    if (status == PSA_SUCCESS && worth_keeping(log, pending->header))
        status = store_value_write(log, pending, &head, end);
    /* If the header fails it may still be good after a restart, so nothing may be appended here
     * any more: the next write has to erase that sector first. */
    log->dirty = true;
    if (status == PSA_SUCCESS)
        status = sector_header_write(log, base, head.epoch, log->damaged);
    if (status != PSA_SUCCESS)
        return status;
    (void)log->flash->erase(old); /* If this fails, it is tried again at the next mount. */
    log->base = base;
    log->head.epoch = head.epoch;
    scan(log);
    return PSA_SUCCESS;
}

static psa_status_t append(struct store_log *log, struct store_value *value)
{
    uint32_t at = log->head.tail;
    uint32_t end = sector_end(log);

    if (log->dirty || store_record_span(log, store_record_size(value->header)) > end - at)
        return compact(log, value);
    log->dirty = true;
    psa_status_t status = store_value_write(log, value, &log->head, end);

    if (status == PSA_SUCCESS) {
        log->dirty = false;
        index_note(log, value->header, at);
    }
    return status;
}

/* Is a record, which exists, the same as a value that fits one chunk? */
static bool unchanged(const struct store_log *log, const struct store_record *record,
                      const struct store_value *value)
{
    uint8_t stored[STORE_CHUNK_SIZE];
    uint32_t size = store_record_size(record->header);

    if (value->left > 0 || size != store_record_size(value->header) ||
        record->header[RECORD_FLAGS] != value->header[RECORD_FLAGS])
        return false;
    store_read(log, record->next - log->granule, stored, 4);
    if (lib_get_le32(stored) != value->crc)
        return false;
    store_read(log, record->at + store_header_span(log), stored, size);
    bool equal = lib_equal_ct(stored, value->chunk, size);

    lib_wipe(stored, sizeof(stored));
    return equal;
}

psa_status_t store_log_set(struct store_log *log, const struct store_id *id, uint8_t flags,
                           store_source_t *source, void *context, size_t size)
{
    struct store_record record;
    struct store_value value;
    psa_status_t status;

    if (size > log->flash->sector_size)
        return PSA_ERROR_INSUFFICIENT_STORAGE;
    id_encode(id, value.header);
    status = find(log, value.header, &record);
    value.header[RECORD_FLAGS] = flags;
    lib_put_le32(value.header + RECORD_SIZE, (uint32_t)size);
    store_value_begin(log, &value, source, context);
    if (status != PSA_SUCCESS || !unchanged(log, &record, &value))
        status = append(log, &value);
    lib_wipe(value.chunk, sizeof(value.chunk));
    return status;
}

psa_status_t store_log_remove(struct store_log *log, const struct store_id *id)
{
    struct store_record record;
    struct store_value value;

    id_encode(id, value.header);
    if (find(log, value.header, &record) == PSA_ERROR_DOES_NOT_EXIST)
        return PSA_ERROR_DOES_NOT_EXIST;
    value.header[RECORD_KIND] |= RECORD_KIND_REMOVED;
    store_value_begin(log, &value, NULL, NULL);
    return append(log, &value);
}

/* ---- Reading -------------------------------------------------------------------------------- */

psa_status_t store_log_read(struct store_log *log, const struct store_id *id, size_t offset,
                            size_t size, store_sink_t *sink, void *context, size_t *length)
{
    uint8_t header[RECORD_HEADER_SIZE];
    struct store_record record;

    id_encode(id, header);
    psa_status_t status = find(log, header, &record);

    if (status != PSA_SUCCESS)
        return status;
    size_t whole = store_record_size(record.header);

    if (offset > whole)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (size > whole - offset)
        size = whole - offset;
    if (!store_record_check(log, &record, (uint32_t)offset, (uint32_t)size, sink, context))
        return PSA_ERROR_DATA_CORRUPT;
    *length = size;
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
    uint8_t header[RECORD_HEADER_SIZE];
    struct store_record record;

    id_encode(id, header);
    psa_status_t status = find(log, header, &record);

    info->size = status == PSA_SUCCESS ? store_record_size(record.header) : 0;
    info->flags = record.header[RECORD_FLAGS];
    return status;
}
