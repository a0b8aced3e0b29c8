/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The record log: small named values in flash that survive a power cut at any moment.
 *
 * One sector of the area is active. It begins with a header and then holds records one behind the
 * other; setting a value appends a record, removing one appends a record that says so, and the
 * newest record of an id is its value. When the sector is full, or its end was left half written
 * by a power cut, the next write copies what is alive, with the pending record in place of the
 * one it replaces, to the next sector in turn, commits it by writing that sector's header last,
 * and erases the old one. So an overwrite never needs more room than its result, and wear spreads
 * evenly over all sectors. The bits are in doc/formats.md, "Record log".
 *
 * Capacity: what is alive must fit one sector, less 64 bytes (96 or 128 where the program unit is
 * 16 or 32). A board that wants more room than one erase unit declares a sector of several
 * (store/flash.h), never more than 128 KiB. A value takes 32 bytes (48 or 64) beside its own, which
 * are rounded up to 8 or the unit.
 * The largest value fills a sector alone; no buffer in RAM limits it, values are streamed.
 *
 * What holds after a power cut, wherever it came and however often: every id has its old or its
 * new value, never a mixture, and what was acknowledged stays. A function that has returned
 * PSA_SUCCESS has made its change permanent.
 *
 * What holds when the flash itself is damaged: no function returns a wrong or an older value as a
 * success. A single changed bit in any header is repaired on the fly, and one in a commit unit is
 * tolerated; one in a value makes that value PSA_ERROR_DATA_CORRUPT. Where a record's header is
 * beyond repair, reading goes on at the next good one, and every id whose newest known record is
 * older than the loss, or that has none, is PSA_ERROR_DATA_CORRUPT until it is set or removed.
 * This knowledge survives compaction. Checksums detect accidents; they do not stop somebody who
 * can write the flash.
 *
 * Removed and replaced values stay in the flash until the next compaction erases their sector.
 *
 * Who may call: one thread at a time, no call from inside a source or a sink. Nothing allocates.
 */
#ifndef STORE_LOG_H
#define STORE_LOG_H

#include "psa/error.h"
#include "store/flash.h"

#include "kedge_config.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Names a value: three parts, all of which count. */
struct store_id {
    uint64_t uid;
    int32_t owner; /**< the client id of who owns it, so that owners never meet */
    uint8_t kind;  /**< STORE_KIND_*: one name space a service; 1..31 */
};

#define STORE_KIND_ITS     1u /**< assets of the internal trusted storage */
#define STORE_KIND_KEY     2u /**< persistent keys */
#define STORE_KIND_PS      3u /**< protected assets, and in the internal log their anchors */
#define STORE_KIND_COUNTER 4u /**< monotonic counters, store/counter.h */

struct store_info {
    size_t size;   /**< of the value, in bytes */
    uint8_t flags; /**< as set; the log gives them no meaning */
    uint32_t at;   /**< where the value is in the flash, until the log is next changed; while it is,
                      also for the source of the same value */
};

/**
 * Where a value comes from: copies the next `size` bytes to `data`. It is called in order and each
 * byte is asked for once, so a client's memory is read once. It cannot fail: who may fail checks
 * before the value is set.
 */
typedef void store_source_t(void *context, void *data, size_t size);

/** Where a value goes: takes the next `size` bytes. */
typedef void store_sink_t(void *context, const void *data, size_t size);

/** One of the changes that happen together: what is set, or that it is removed. */
struct store_change {
    struct store_id id;
    bool is_removal; /**< then only the id counts */
    uint8_t flags;   /**< as for store_log_set(), as are all below */
    uint32_t size;
    store_source_t *source;
    void *context;
};

/** A place in a walk over all values. Begin with {0}. */
struct store_cursor {
    uint32_t next;
    uint16_t seq;
};

/** Where the next record goes. Internal to store/. */
struct store_head {
    uint32_t epoch; /**< of the sector: one more with each compaction */
    uint32_t tail;  /**< offset behind the last record */
    uint32_t end;   /**< offset behind the sector */
    uint16_t seq;   /**< sequence number of the next record */
};

/** A place in the index: which id (a hash of it) has its newest record where. */
struct store_place {
    uint16_t tag;
    uint16_t granule; /**< offset in the sector, divided by 8 */
};

/** With CONFIG_STORE_INDEX_COUNT=0 there is no index, but C has no empty arrays. */
#define STORE_INDEX_SIZE (CONFIG_STORE_INDEX_COUNT > 0 ? CONFIG_STORE_INDEX_COUNT : 1)

/**
 * The state of a mounted log. The caller owns it and looks at nothing inside. It holds no copy of
 * any value, and need not be saved: everything comes back from the flash.
 */
struct store_log {
    const struct store_flash *flash;
    uint32_t base; /**< offset of the active sector */
    struct store_head head;
    uint16_t lost; /**< records with smaller sequence numbers may have been replaced by lost ones */
    bool dirty;    /**< the sector's end is not blank: the next write compacts */
    bool damaged;  /**< records were lost, now or before an earlier compaction */
    bool unindexed;      /**< ids may exist that the index does not hold: not found means search */
    uint8_t index_count; /**< entries in use */
    struct store_place index[STORE_INDEX_SIZE];
};

/**
 * Finds the log in the area and makes `log` ready. `flash` must outlive `log`.
 *
 * A blank area becomes an empty log; so does one where this was cut short by a power loss.
 * Otherwise mounting writes nothing, and erases a sector in one case: a power cut came between the
 * commit of a compaction and the erasure of the old sector, so that two sectors have good headers.
 * The time is linear in the size of the area.
 *
 * Returns PSA_SUCCESS, or
 *   PSA_ERROR_DATA_CORRUPT     no good sector header, yet not blank. Remedy: store_log_format();
 *                              but whether to give up all values is not for the log to decide
 *   PSA_ERROR_STORAGE_FAILURE  the flash failed while a blank area was being prepared
 *   PSA_ERROR_NOT_SUPPORTED    the flash has larger program units than
 * CONFIG_STORE_PROGRAM_UNIT_MAX
 */
psa_status_t store_log_mount(struct store_log *log, const struct store_flash *flash);

/**
 * Erases the area, whatever is in it, and mounts an empty log.
 *
 * A power cut on the way leaves the old log, an empty log, or an area that store_log_mount()
 * refuses: format again.
 *
 * Returns PSA_SUCCESS, or
 *   PSA_ERROR_STORAGE_FAILURE  the flash failed
 *   PSA_ERROR_NOT_SUPPORTED    as store_log_mount(); the area is erased by then
 */
psa_status_t store_log_format(struct store_log *log, const struct store_flash *flash);

/**
 * Makes `count` changes, one or more, all together: after a power cut all have happened or none.
 *
 * Until then old values keep their room, so changes that are to be appended need room for both; if
 * there is none, the log is compacted with the new values in place of the old ones, and what has
 * to fit is only the result. Of two changes of one id the later wins. A single change that changes
 * nothing is not written, as store_log_set() says; several are always written.
 *
 * Returns PSA_SUCCESS, or, with nothing changed,
 *   PSA_ERROR_DOES_NOT_EXIST, PSA_ERROR_INSUFFICIENT_STORAGE, PSA_ERROR_STORAGE_FAILURE
 *                           as store_log_set() and store_log_remove()
 */
psa_status_t store_log_apply(struct store_log *log, const struct store_change *changes,
                             size_t count);

/**
 * Sets the value of `id`: creates it or replaces value and flags.
 *
 * `size` bytes are taken from `source`. Where value and flags are what is stored already, nothing
 * is written, provided that the value is at most 64 bytes: a longer one would have to be read
 * twice from its source to know that before the first byte is programmed.
 *
 * Returns PSA_SUCCESS, or
 *   PSA_ERROR_INSUFFICIENT_STORAGE  it does not fit with what is alive; nothing has changed.
 *                                   Remedy: remove something, or set less.
 *   PSA_ERROR_STORAGE_FAILURE       the flash failed. The value is the old one; after a restart it
 *                                   may be the new one, if the flash did what it denied.
 */
static inline psa_status_t store_log_set(struct store_log *log, const struct store_id *id,
                                         uint8_t flags, store_source_t *source, void *context,
                                         size_t size)
{
    const struct store_change change = {
        .id = *id,
        .flags = flags,
        .size = size < UINT32_MAX ? (uint32_t)size : UINT32_MAX,
        .source = source,
        .context = context,
    };

    return store_log_apply(log, &change, 1);
}

/**
 * Passes bytes [offset, offset + size) of a value, or as many as there are, to `sink`.
 *
 * The whole value is verified on the way, so the bytes are to be trusted only after PSA_SUCCESS;
 * a sink may have received bytes before an error. `*length` is the number of bytes passed; it is
 * set only on success.
 *
 * Returns PSA_SUCCESS, or
 *   PSA_ERROR_DOES_NOT_EXIST    there is no such value
 *   PSA_ERROR_INVALID_ARGUMENT  `offset` is beyond the value's size (its end is still allowed)
 *   PSA_ERROR_DATA_CORRUPT      the value is damaged, or a newer one may have been lost. Remedy:
 *                               set or remove it
 */
psa_status_t store_log_read(struct store_log *log, const struct store_id *id, size_t offset,
                            size_t size, store_sink_t *sink, void *context, size_t *length);

/** As store_log_read(), into a buffer of `size` bytes; what lies behind `*length` is untouched. */
psa_status_t store_log_get(struct store_log *log, const struct store_id *id, size_t offset,
                           void *data, size_t size, size_t *length);

/**
 * Tells size and flags of a value, without reading it.
 *
 * `info` is always set. With PSA_ERROR_DATA_CORRUPT the size is 0, and the flags are those of the
 * newest known record of `id`, or 0: a policy such as write-once outlives the value.
 *
 * Returns PSA_SUCCESS, PSA_ERROR_DOES_NOT_EXIST or PSA_ERROR_DATA_CORRUPT, as store_log_read();
 * but damage to the value's bytes shows only when they are read.
 */
psa_status_t store_log_info(struct store_log *log, const struct store_id *id,
                            struct store_info *info);

/**
 * Removes a value. Damaged values can be removed too. There is always room to remove what exists.
 *
 * Returns PSA_SUCCESS, or
 *   PSA_ERROR_DOES_NOT_EXIST        there is no such value
 *   PSA_ERROR_STORAGE_FAILURE       the flash failed; as for store_log_set()
 *   PSA_ERROR_INSUFFICIENT_STORAGE  only in a damaged log, for an id of which no record is known:
 *                                   there is no room to note that it does not exist
 */
static inline psa_status_t store_log_remove(struct store_log *log, const struct store_id *id)
{
    const struct store_change change = {.id = *id, .is_removal = true};

    return store_log_apply(log, &change, 1);
}

/**
 * Goes to the next value, in the order in which they were set, and tells its id, size and flags.
 * Damaged values are gone to as well: store_log_info() says that they are. False behind the last
 * one. A change to the log ends the walk: begin anew.
 */
bool store_log_next(struct store_log *log, struct store_cursor *cursor, struct store_id *id,
                    struct store_info *info);

/**
 * The image's internal log over store_flash_internal, mounted at first use. Null if that fails:
 * internal storage is unusable until it is provisioned anew. The result stays the same once it is
 * not null.
 */
struct store_log *store_internal(void);

/** The same over store_flash_protected: for sealed values, since others may write that area. */
struct store_log *store_protected(void);

#endif
