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
#define RECORD_KIND        3u  /**< 6 bits, and the two below */
#define RECORD_SIZE        4u  /**< 32 bits, of the value */
#define RECORD_UID         8u  /**< 64 bits */
#define RECORD_OWNER       16u /**< 32 bits */
#define RECORD_CRC         20u /**< 32 bits: CRC-32 of all before, continued from the epoch */
#define RECORD_HEADER_SIZE 24u

#define RECORD_KIND_MASK    0x3fu
#define RECORD_KIND_REMOVED 0x40u /**< the id does not exist any more */
#define RECORD_KIND_LOST    0x80u /**< the id's value was lost; its flags are still right */

/** Values pass through the stack in pieces of this size: a multiple of every program unit, and
 * large enough for most assets and keys in one piece. */
#define STORE_CHUNK_SIZE 64u

/** A record found, and at the same time the place to look for the one behind it. */
struct store_record {
    uint32_t at;                        /**< where its header is */
    uint32_t next;                      /**< where it ends */
    uint16_t seq;                       /**< the least sequence number that the next one can have */
    uint8_t header[RECORD_HEADER_SIZE]; /**< as on flash, or repaired */
};

/** A record to be written: its header, and its value as far as it was taken from the source. */
struct store_value {
    uint8_t header[32]; /**< with room for the largest padding */
    store_source_t *source;
    void *context;
    uint32_t left; /**< bytes not taken yet */
    uint32_t sum;  /**< their checksum, lib/checksum.h */
    uint32_t chunk_size;
    uint8_t chunk[STORE_CHUNK_SIZE]; /**< those taken last, padded */
};

static inline __attribute__((always_inline)) uint32_t store_record_size(const uint8_t *header)
{
    return lib_get_le32(header + RECORD_SIZE);
}

/** Bytes that a record with a value of `size` bytes takes; `size` is at most the sector's. */
uint32_t store_record_span(const struct store_log *log, uint32_t size);

/** Reads flash. What cannot be read counts as programmed with rubbish, which fails its check. */
void store_read(const struct store_log *log, uint32_t offset, void *data, uint32_t size);

/** Is [from, to) as erased, but for up to `spare` single bits? */
bool store_blank(const struct store_log *log, uint32_t from, uint32_t to, uint8_t spare);

/**
 * Reads the header of the record at `at` and verifies it. One wrong bit in it is repaired where
 * `repair` allows. The record must end before the log's tail, and its sequence number must be
 * record->seq or more. Where it is not good, only record->header is changed.
 */
bool store_record_read(const struct store_log *log, uint32_t at, bool repair,
                       struct store_record *record);

/**
 * Reads and verifies a record's value, passing bytes [offset, offset + size) to `sink`; the range
 * lies inside the value. `sink` may be null if `size` is 0. Returns whether the value is right.
 */
bool store_record_check(const struct store_log *log, const struct store_record *record,
                        uint32_t offset, uint32_t size, store_sink_t *sink, void *context);

/**
 * Reads, in one go, the value of a record that the index knows at `at`, without verifying its
 * header first: the value's checksum covers the header too. `id` is a header with the id alone.
 * Passes what there is of [offset, offset + *size) to `sink`, once, and sets *size to its length.
 * Returns false, with nothing passed on, for a value that is longer than a small one, for another
 * id, and for anything that is damaged: then the long way finds out what it is.
 */
bool store_record_read_short(const struct store_log *log, uint32_t at, const uint8_t *id,
                             uint32_t offset, uint32_t *size, store_sink_t *sink, void *context);

/** Was the writing of the log's last record completed? (All earlier ones were, by being earlier.)
 */
bool store_record_committed(const struct store_log *log, const struct store_record *record);

/** Begins a value with the size and flags in its header, and takes its first piece. */
void store_value_begin(const struct store_log *log, struct store_value *value,
                       store_source_t *source, void *context);

/**
 * Appends the record at `head`, and moves `head`
 * behind it. After an error, `head` is unchanged and the flash behind it is perhaps not blank.
 */
psa_status_t store_value_write(const struct store_log *log, struct store_value *value,
                               struct store_head *head);

#endif
