/* SPDX-License-Identifier: Apache-2.0 */
/**
 * One record of the log, on flash: how it is laid out, found, verified and written. Internal to
 * store/; the story is in log.h and the bits are in doc/formats.md.
 *
 *     header | value, padded | commit
 *
 * Each part starts at a multiple of the granule and is programmed by calls of its own, one after
 * the other, so that a part is complete before the next is begun, in whatever order the flash
 * programs the units of one call. What a cut leaves can thus be told from damage: behind an
 * incomplete header all is blank, and an incomplete commit proves a complete value or fails to.
 */
#ifndef STORE_RECORD_H
#define STORE_RECORD_H

#include "store/log.h"

#include "lib/bytes.h"

/** Offsets in a header; all words are little-endian. */
#define RECORD_SEQ         0u  /**< 16 bits */
#define RECORD_FLAGS       2u  /**< 8 bits */
#define RECORD_KIND        3u  /**< 5 bits, and the three below */
#define RECORD_SIZE        4u  /**< 32 bits, of the value */
#define RECORD_UID         8u  /**< 64 bits */
#define RECORD_OWNER       16u /**< 32 bits */
#define RECORD_CHECK       20u /**< 32 bits: lib/checksum.h over all before, from ~epoch */
#define RECORD_HEADER_SIZE 24u

#define RECORD_KIND_MASK    0x1fu
#define RECORD_KIND_OPEN    0x20u /**< does not count unless the record behind it does */
#define RECORD_KIND_REMOVED 0x40u /**< the id does not exist any more */
#define RECORD_KIND_LOST    0x80u /**< the id's value was lost; its flags are still right */

/** A sector's header is a record of kind 0 without a value. Its uid is "KEDG", the sector's size in
 * 24 bits and the format's version, its owner is the epoch, and its flags tell of damage. It is
 * there twice, as the one thing whose loss would lose everything. */
#define SECTOR_UID           0x010000004744454bu /**< without the size */
#define SECTOR_HEADER_COUNT  2u
#define SECTOR_FLAGS_DAMAGED 1u

/** Values pass through the stack in pieces of this size: a multiple of every program unit, and
 * large enough for most assets and keys in one piece. */
#define STORE_CHUNK_SIZE 64u

/** A record found, and at the same time the place to look for the one behind it. */
struct store_record {
    uint32_t at;           /**< where its header is */
    uint32_t next;         /**< where it ends */
    uint16_t seq;          /**< the least sequence number that the next one can have */
    const uint8_t *header; /**< where that is mapped, or in `buffer`: do not copy the structure */
    uint8_t buffer[RECORD_HEADER_SIZE]; /**< as read, or repaired */
};

/** A record to be written: its header, and its value as far as it was taken from the source. */
struct store_value {
    uint8_t header[32]; /**< with room for the largest padding */
    store_source_t *source;
    void *context;
    uint32_t left; /**< bytes not taken yet */
    uint32_t chunk_size;
    uint8_t chunk[STORE_CHUNK_SIZE]; /**< those taken last, padded */
};

/** All in the log is a multiple of this. Constant, and so are most spans, where no larger unit is
 * to be expected. */
static inline __attribute__((always_inline)) uint32_t store_granule(const struct store_log *log)
{
    return CONFIG_STORE_PROGRAM_UNIT_MAX > 8 && log->flash->program_unit > 8
               ? log->flash->program_unit
               : 8;
}

/** Bytes that a header takes. */
static inline __attribute__((always_inline)) uint32_t store_header_span(const struct store_log *log)
{
    return store_granule(log) > 8 ? 32 : RECORD_HEADER_SIZE;
}

static inline __attribute__((always_inline)) uint32_t store_record_size(const uint8_t *header)
{
    return lib_get_le32(header + RECORD_SIZE);
}

/** `size` with its padding. */
static inline __attribute__((always_inline)) uint32_t store_padded(const struct store_log *log,
                                                                   uint32_t size)
{
    return (size + store_granule(log) - 1) & ~(store_granule(log) - 1);
}

/** Bytes that a record with a value of `size` bytes takes; `size` is at most the sector's. */
static inline __attribute__((always_inline)) uint32_t store_record_span(const struct store_log *log,
                                                                        uint32_t size)
{
    return store_header_span(log) + store_padded(log, size) + store_granule(log);
}

/**
 * Bytes of the flash: where they are mapped, or read to `buffer`. What cannot be read counts as
 * programmed with rubbish, which fails its check.
 */
const uint8_t *store_view(const struct store_log *log, uint32_t offset, void *buffer,
                          uint32_t size);

/** As store_view(), but always to `data`. */
void store_read(const struct store_log *log, uint32_t offset, void *data, uint32_t size);

/** How much of `left` bytes to view at a time, with a buffer of STORE_CHUNK_SIZE. */
uint32_t store_piece(const struct store_log *log, uint32_t left);

/** Is [from, to), multiples of 4, as erased, but for up to `spare` single bits in words of 4 bytes?
 */
bool store_blank(const struct store_log *log, uint32_t from, uint32_t to, uint8_t spare);

/**
 * Reads the header of the record at `at` and verifies it. One wrong bit in it is repaired where
 * `repair` allows. The record must end before the log's tail, and its sequence number must be
 * record->seq or more. Where it is not good, only header and buffer
 * are changed.
 */
bool store_record_read(const struct store_log *log, uint32_t at, bool repair,
                       struct store_record *record);

/**
 * Is the value right of the record at `at`, which lies inside the log and has this good `header`?
 */
bool store_record_check(const struct store_log *log, uint32_t at, const uint8_t *header);

/** Was the writing of the log's last record completed? (All earlier ones were, by being earlier.)
 */
bool store_record_committed(const struct store_log *log, const struct store_record *record);

/** Begins a value with the size and flags in its header, and takes its first piece. */
void store_value_begin(const struct store_log *log, struct store_value *value,
                       store_source_t *source, void *context);

/**
 * Appends the record at `head`, and moves `head` behind it. After an error `head` is of no use any
 * more, and the flash behind it is perhaps not blank.
 */
psa_status_t store_value_write(const struct store_log *log, struct store_value *value,
                               struct store_head *head);

#endif
