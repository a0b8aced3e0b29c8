/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
/**
 * The TPM event log in a transfer list (HANDOFF_TAG_EVENT_LOG): what was measured before the TPM
 * could be reached, or what was extended into it.
 *
 * The data of the entry is a word of flags, then a log as TCG's PC Client Platform Firmware Profile
 * defines it, in the crypto-agile format: a first event, in the old format, that lists the hash
 * algorithms, then events with one digest for each of them. Writing:
 *
 *     const struct handoff_event_algorithm sha256 = {HANDOFF_ALGORITHM_SHA256, 32};
 *     handoff_event_log_create(&list, &entry, &sha256, 1);
 *     handoff_event_log_append(&list, &entry, &event);            // and so on
 *     handoff_event_log_finish(&list, &entry, entry.size, true);  // the next stage must replay
 *
 * Each append leaves a complete list and log, and finishing only sets the flag. Firmware with a
 * driver that writes events itself reserves room and then says with finish how much was used.
 *
 * Reading: handoff_event_log_open() on the data, handoff_event_next() for each event, or
 * handoff_event_log_replay() for the PCRs. The hash function is the caller's, so that this library
 * needs none.
 */
#ifndef HANDOFF_EVENT_LOG_H
#define HANDOFF_EVENT_LOG_H

#include "handoff/change.h"

#define HANDOFF_EVENT_LOG_REPLAY 1u /**< flag: the events are not yet in the TPM's PCRs */

#define HANDOFF_ALGORITHM_SHA1    0x0004u /**< TPM_ALG_ID values */
#define HANDOFF_ALGORITHM_SHA256  0x000bu
#define HANDOFF_ALGORITHM_SHA384  0x000cu
#define HANDOFF_ALGORITHM_SHA512  0x000du
#define HANDOFF_ALGORITHM_SM3_256 0x0012u

#define HANDOFF_EVENT_NO_ACTION 3u /**< event type: is not extended into a PCR */

#define HANDOFF_ALGORITHM_COUNT 5u  /**< algorithms a log may have here */
#define HANDOFF_DIGEST_SIZE     64u /**< bytes of the largest digest */
#define HANDOFF_PCR_COUNT       24u

struct handoff_event_algorithm {
    uint16_t id;          /**< HANDOFF_ALGORITHM_* or another TPM_ALG_ID */
    uint16_t digest_size; /**< 1 to HANDOFF_DIGEST_SIZE */
};

/** A log that is being read. The bytes are the caller's and are not copied. */
struct handoff_event_log {
    const uint8_t *data; /**< the flags are the first four bytes */
    uint32_t size;       /**< with the flags */
    uint32_t first;      /**< offset of the first event behind the one that lists the algorithms */
    uint32_t algorithm_count;
    struct handoff_event_algorithm algorithms[HANDOFF_ALGORITHM_COUNT];
};

/** An event. Pointers lead into the log when read, to the caller's bytes when appended. */
struct handoff_event {
    uint32_t offset; /**< of the event in the data of the entry; set by reading */
    uint32_t end;    /**< offset of the next one; 0 stands for the start */
    uint32_t pcr;    /**< 0 to 23 */
    uint32_t type;
    /** One for each algorithm of the log in its order; null where a read event has none. */
    const uint8_t *digests[HANDOFF_ALGORITHM_COUNT];
    const uint8_t *data;
    uint32_t size; /**< of `data` */
};

/**
 * Adds an entry with an empty log that announces these algorithms (1 to HANDOFF_ALGORITHM_COUNT,
 * no two with one id). No flags are set.
 *
 * Returns HANDOFF_OK, HANDOFF_BAD_ARGUMENT, or what handoff_entry_add() does.
 */
enum handoff_reason handoff_event_log_create(struct handoff_list *list, struct handoff_entry *entry,
                                             const struct handoff_event_algorithm *algorithms,
                                             uint32_t count);

/**
 * Appends an event; there must be a digest for each algorithm. Costs no move of other entries if
 * the log is the last entry or has a void behind.
 *
 * Returns HANDOFF_OK; HANDOFF_BAD_ARGUMENT for a missing digest or a PCR above 23; what
 * handoff_event_log_open() says of the log so far; or what handoff_entry_resize() does.
 */
enum handoff_reason handoff_event_log_append(struct handoff_list *list, struct handoff_entry *entry,
                                             const struct handoff_event *event);

/**
 * Enlarges the data of the entry by `size` bytes of zeros, for a driver that writes events itself.
 *
 * Write between handoff_list_begin() and handoff_list_commit(). Until finished the log is followed
 * by zeros, which readers refuse.
 *
 * Returns what handoff_entry_resize() does, or HANDOFF_NO_ROOM.
 */
enum handoff_reason handoff_event_log_reserve(struct handoff_list *list,
                                              struct handoff_entry *entry, uint32_t size);

/**
 * Cuts the data to `used_size` bytes, flags included, and sets or clears need_to_replay.
 *
 * `used_size` is entry->size where everything was appended. Whoever has extended a log into the TPM
 * clears the flag before handing it on.
 *
 * Returns HANDOFF_OK; HANDOFF_TOO_LARGE for more than there is; HANDOFF_SHORT_DATA for less than
 * the flags; or HANDOFF_NO_ENTRY.
 */
enum handoff_reason handoff_event_log_finish(struct handoff_list *list, struct handoff_entry *entry,
                                             uint32_t used_size, bool need_to_replay);

/**
 * Reads the head of a log: `data` is the data of the entry, `size` its size.
 *
 * Returns HANDOFF_OK; HANDOFF_SHORT_DATA; or HANDOFF_BAD_EVENT_LOG: not the crypto-agile format, or
 * more algorithms or larger digests than fit.
 */
enum handoff_reason handoff_event_log_open(struct handoff_event_log *log, const void *data,
                                           uint32_t size);

/** Whether the events must still be extended into the TPM. */
bool handoff_event_log_need_to_replay(const struct handoff_event_log *log);

/**
 * Goes to the next event; with {0} to the first one behind the list of algorithms.
 *
 * Returns HANDOFF_OK; HANDOFF_NO_ENTRY behind the last one; or HANDOFF_BAD_EVENT: the log ends or
 * is malformed at `event->end`, and what was read before it is good.
 */
enum handoff_reason handoff_event_next(const struct handoff_event_log *log,
                                       struct handoff_event *event);

/**
 * Hashes two pieces one after the other: digest = H(first || second), all three of `digest_size`
 * bytes. Returns false if it cannot, for instance because it does not know the algorithm.
 */
typedef bool handoff_hash_t(void *context, uint16_t algorithm, const uint8_t *first,
                            const uint8_t *second, uint32_t digest_size, uint8_t *digest);

/** PCR values of one algorithm. */
struct handoff_pcrs {
    uint32_t digest_size;
    uint32_t extended; /**< bit i: the log extends PCR i */
    uint8_t values[HANDOFF_PCR_COUNT][HANDOFF_DIGEST_SIZE];
};

/**
 * Computes the PCRs that a TPM has after the events of a log: each PCR starts at zero (17 to 22 at
 * all ones; PCR 0 with the locality of a StartupLocality event in its last byte).
 *
 * Returns HANDOFF_OK; HANDOFF_UNKNOWN_ALGORITHM; HANDOFF_HASH_FAILED; or HANDOFF_BAD_EVENT, with
 * the PCRs as they are before the malformed event.
 */
enum handoff_reason handoff_event_log_replay(const struct handoff_event_log *log,
                                             uint16_t algorithm, handoff_hash_t *hash,
                                             void *context, struct handoff_pcrs *pcrs);

#endif
