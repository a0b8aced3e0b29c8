/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Sealed values: encrypted and authenticated records of a log, for flash that others may read or
 * write, and for secrets that shall not lie in flash as they are.
 *
 * A value is sealed with AES-128 in CCM mode. Id, flags, size and capacity are authenticated with
 * it, so whatever an attacker changes, moves or copies from another device is refused. What a
 * sealed value cannot tell by itself is whether it is the newest: its nonce grows with each write,
 * and who cares for replay keeps the newest one where the attacker cannot write (service/ps).
 *
 * No nonce is used twice with a key, by construction: its upper half is a monotonic counter that
 * is incremented before the first write after each start, its lower half a number in RAM that is
 * one more with each write. The cost is one increment for each start, not for each write; and
 * what the power cuts short costs a nonce, no more. The key and its counter must live and die
 * together: where the counter's memory is erased, the key has to change.
 *
 * A value has a capacity: so many bytes are encrypted, those behind its size are zeros. So a value
 * that grows within its capacity never needs more room in the log than before.
 *
 * On flash it takes STORE_SEAL_OVERHEAD bytes besides its capacity and what the log takes
 * (doc/formats.md, "Sealed values").
 *
 * One thread at a time uses a struct store_seal. Nothing allocates, and nothing limits the size of
 * a value but the log: values are streamed. Bytes go out only when the whole value has been
 * verified; those of a value longer than STORE_SEAL_CHUNK_SIZE are read a second time then, and
 * verified once more, for the flash may be changed between.
 */
#ifndef STORE_SEAL_H
#define STORE_SEAL_H

#include "crypto/provider.h"
#include "store/counter.h"
#include "store/log.h"

#define STORE_SEAL_OVERHEAD   28u
#define STORE_SEAL_KEY_SIZE   16u
#define STORE_SEAL_CHUNK_SIZE 64u /**< a value of this capacity is read once and kept */

/** The state of who seals: static memory. Before use, what stands first is set; the rest is 0. */
struct store_seal {
    struct store_log *log;             /**< where the values are */
    const struct store_counter *lease; /**< this key's own */
    uint8_t key[STORE_SEAL_KEY_SIZE];  /**< the device's own, for this purpose alone */
    /** Internal from here. The next nonce; no lease is held where its lower half is 0. */
    uint64_t next;
    struct crypto_aead aead;
    union {
        uint8_t chunk[STORE_SEAL_CHUNK_SIZE];
        struct crypto_aead_turn turn; /**< while an old value is read and a new one is written */
    } work;
};

/** A sealed value. */
struct store_sealed {
    struct store_id id;
    uint32_t size;
    uint32_t capacity; /**< at least `size` */
    uint32_t at;       /**< internal: where it is in the flash, until the log is next changed */
    /** As in the log: it begins with the nonce, 64 bits, little-endian, which is greater than that
     * of every value sealed before with the same key. */
    uint8_t trailer[STORE_SEAL_OVERHEAD];
    uint8_t flags; /**< the record's */
};

/** Bytes [offset, offset + size) of a value, and who fills them or takes them: it is called in
 * order, and for each byte once. */
struct store_seal_range {
    uint32_t offset;
    uint32_t size;
    void (*touch)(void *context, void *data, size_t size);
    void *context;
};

/**
 * Finds the value of `value->id` and verifies all of it.
 *
 * Returns PSA_SUCCESS, or
 *   PSA_ERROR_DOES_NOT_EXIST     there is none
 *   PSA_ERROR_DATA_CORRUPT       the log has lost it
 *   PSA_ERROR_INVALID_SIGNATURE  it is damaged, or not what was sealed under this id
 * Where there is an error, `value->flags` is what the log knows, perhaps forged, or 0; the rest is
 * undefined.
 */
psa_status_t store_seal_open(struct store_seal *seal, struct store_sealed *value);

/**
 * Gives out bytes of the value that was opened last; the range lies inside it, and the log has not
 * been changed since.
 *
 * Returns PSA_SUCCESS, or PSA_ERROR_INVALID_SIGNATURE: the flash is not any more what was verified
 * when the value was opened. Then bytes went out that are not to be trusted; this happens to values
 * longer than STORE_SEAL_CHUNK_SIZE alone.
 */
psa_status_t store_seal_read(struct store_seal *seal, const struct store_sealed *value,
                             const struct store_seal_range *range);

/**
 * Seals a value and sets it in the log: its id, flags, size and capacity are in `value`, which gets
 * its nonce. Bytes outside the range are those of `old`, the value of the same id and capacity that
 * was opened last; or zeros, if it is null.
 *
 * Returns PSA_SUCCESS; with the value unchanged, a status of the counter's increment() or of
 * store_log_set(); or PSA_ERROR_INVALID_SIGNATURE: `old` was changed in the flash since it was
 * opened. What the log holds now is no value at all, and opens with the same status.
 */
psa_status_t store_seal_set(struct store_seal *seal, struct store_sealed *value,
                            const struct store_sealed *old, const struct store_seal_range *range);

/** Wipes the plaintext that was kept. To be called when a request is done, however it ended. */
void store_seal_close(struct store_seal *seal);

#endif
