/* SPDX-License-Identifier: Apache-2.0 */
#include "store/seal.h"

#include "lib/bytes.h"
#include "lib/wipe.h"
#include "store/record.h"

#include <string.h>

/* A value in the log is its ciphertext and a trailer; what is authenticated with it begins as the
 * trailer does: doc/formats.md, "Sealed values". */
#define FORMAT 1u

#define OFFSET_NONCE    0u
#define OFFSET_SIZE     8u /* 24 bits, the format above them */
#define OFFSET_TAG      12u
#define OFFSET_CAPACITY 12u
#define OFFSET_UID      16u
#define OFFSET_OWNER    24u
#define OFFSET_KIND     28u
#define OFFSET_FLAGS    29u
#define AD_SIZE         30u /* with CCM's two bytes of length, two blocks */

#define NONCE_SIZE 8u
#define TAG_SIZE   16u

_Static_assert(STORE_SEAL_OVERHEAD == OFFSET_TAG + TAG_SIZE, "the trailer's size");

/* What the provider's functions say before aead_finish() is not looked at: with sizes that a log
 * can hold, CCM does not fail. */

static void begin(struct store_seal *seal, const struct store_sealed *value, bool encrypt)
{
    uint8_t ad[AD_SIZE];
    const struct crypto_key key = {{.type = PSA_KEY_TYPE_AES, .bits = STORE_SEAL_KEY_SIZE * 8},
                                   seal->key,
                                   STORE_SEAL_KEY_SIZE};

    memcpy(ad, value->trailer, OFFSET_TAG);
    lib_put_le32(ad + OFFSET_CAPACITY, value->capacity);
    lib_put_le64(ad + OFFSET_UID, value->id.uid);
    lib_put_le32(ad + OFFSET_OWNER, (uint32_t)value->id.owner);
    ad[OFFSET_KIND] = value->id.kind;
    ad[OFFSET_FLAGS] = value->flags;
    (void)crypto_provider.aead_begin(&seal->aead, &key, PSA_ALG_CCM, encrypt);
    (void)crypto_provider.aead_start(&seal->aead, ad + OFFSET_NONCE, NONCE_SIZE, AD_SIZE,
                                     value->capacity);
    (void)crypto_provider.aead_update_ad(&seal->aead, ad, AD_SIZE);
}

/* Lets the caller have what is in its range of bytes [at, at + size). */
static void touch(const struct store_seal_range *range, uint32_t at, uint8_t *data, uint32_t size)
{
    uint32_t from = at > range->offset ? at : range->offset;
    uint32_t end = range->offset + range->size;
    uint32_t to = at + size < end ? at + size : end;

    if (from < to)
        range->touch(range->context, data + (from - at), to - from);
}

/* ---- Reading -------------------------------------------------------------------------------- */

static void read_piece(struct store_seal *seal, const struct store_sealed *value, uint32_t at,
                       uint8_t *data, uint32_t size)
{
    store_read(seal->log, value->at + at, data, size);
    (void)crypto_provider.aead_update(&seal->aead, data, data, size);
}

/* Ends the reading of a value: is its tag the one that was computed? */
static psa_status_t check(struct store_seal *seal, const struct store_sealed *value)
{
    uint8_t tag[TAG_SIZE];
    psa_status_t status = crypto_provider.aead_finish(&seal->aead, tag);

    if (status == PSA_SUCCESS && !lib_equal_ct(tag, value->trailer + OFFSET_TAG, TAG_SIZE))
        status = PSA_ERROR_INVALID_SIGNATURE;
    lib_wipe(tag, sizeof(tag)); /* It would make what was read authentic. */
    return status;
}

static psa_status_t pass(struct store_seal *seal, const struct store_sealed *value,
                         const struct store_seal_range *range)
{
    uint8_t *chunk = seal->work.chunk;

    begin(seal, value, false);
    for (uint32_t at = 0; at < value->capacity;) {
        uint32_t left = value->capacity - at;
        uint32_t size = left < STORE_SEAL_CHUNK_SIZE ? left : STORE_SEAL_CHUNK_SIZE;

        read_piece(seal, value, at, chunk, size);
        touch(range, at, chunk, size);
        at += size;
    }
    return check(seal, value);
}

psa_status_t store_seal_open(struct store_seal *seal, struct store_sealed *value)
{
    static const struct store_seal_range nothing;
    struct store_info info;
    psa_status_t status = store_log_info(seal->log, &value->id, &info);

    value->flags = info.flags;
    if (status != PSA_SUCCESS)
        return status;
    value->capacity = (uint32_t)info.size - STORE_SEAL_OVERHEAD;
    if (info.size < STORE_SEAL_OVERHEAD)
        return PSA_ERROR_INVALID_SIGNATURE;
    value->at = info.at;
    store_read(seal->log, value->at + value->capacity, value->trailer, STORE_SEAL_OVERHEAD);
    value->size = lib_get_le32(value->trailer + OFFSET_SIZE) - (FORMAT << 24);
    if (value->size > value->capacity) /* also where the format is another */
        return PSA_ERROR_INVALID_SIGNATURE;
    return pass(seal, value, &nothing);
}

psa_status_t store_seal_read(struct store_seal *seal, const struct store_sealed *value,
                             const struct store_seal_range *range)
{
    if (value->capacity > STORE_SEAL_CHUNK_SIZE)
        return pass(seal, value, range);
    touch(range, 0, seal->work.chunk, value->capacity);
    return PSA_SUCCESS;
}

/* ---- Writing -------------------------------------------------------------------------------- */

/* A value on its way into the log. */
struct writer {
    struct store_seal *seal;
    struct store_sealed *value;
    const struct store_sealed *old;
    const struct store_seal_range *range;
    uint32_t done; /* bytes given to the log */
    psa_status_t status;
};

static void take_turns(struct store_seal *seal)
{
    crypto_provider.aead_swap(&seal->aead, &seal->work.turn);
}

/* A piece of ciphertext. The old value is read with the same state of the cipher. */
static void make_piece(struct writer *writer, uint8_t *data, uint32_t size)
{
    struct store_seal *seal = writer->seal;

    memset(data, 0, size);
    if (writer->old != NULL) {
        take_turns(seal);
        read_piece(seal, writer->old, writer->done, data, size);
        take_turns(seal);
    }
    touch(writer->range, writer->done, data, size);
    (void)crypto_provider.aead_update(&seal->aead, data, data, size);
}

/* A source cannot fail: where something is wrong, the tag becomes one that fits nothing. Two
 * different errors at once would make a third, from which nobody would learn less. */
static void make_tag(struct writer *writer)
{
    struct store_seal *seal = writer->seal;
    uint8_t *tag = writer->value->trailer + OFFSET_TAG;

    writer->status = crypto_provider.aead_finish(&seal->aead, tag);
    if (writer->old != NULL) {
        take_turns(seal);
        writer->status |= check(seal, writer->old);
    }
    if (writer->status != PSA_SUCCESS)
        memset(tag, 0, TAG_SIZE);
}

static void sealed_source(void *context, void *data, size_t size)
{
    struct writer *writer = context;
    uint32_t capacity = writer->value->capacity;
    uint8_t *to = data;

    if (writer->done < capacity) {
        uint32_t left = capacity - writer->done;
        uint32_t piece = size < left ? (uint32_t)size : left;

        make_piece(writer, to, piece);
        writer->done += piece;
        to += piece;
        size -= piece;
    }
    if (size == 0)
        return;
    if (writer->done == capacity)
        make_tag(writer);
    memcpy(to, writer->value->trailer + (writer->done - capacity), size);
    writer->done += (uint32_t)size;
}

psa_status_t store_seal_set(struct store_seal *seal, struct store_sealed *value,
                            const struct store_sealed *old, const struct store_seal_range *range)
{
    struct writer writer = {seal, value, old, range, 0, PSA_SUCCESS};

    if ((uint32_t)seal->next == 0) {
        uint32_t lease;
        psa_status_t status = seal->lease->increment(seal->lease, &lease);

        if (status != PSA_SUCCESS)
            return status;
        seal->next = (uint64_t)lease << 32 | 1;
    }
    lib_put_le64(value->trailer + OFFSET_NONCE, seal->next++);
    lib_put_le32(value->trailer + OFFSET_SIZE, value->size | FORMAT << 24);
    if (old != NULL) {
        begin(seal, old, false);
        take_turns(seal);
    }
    begin(seal, value, true);
    psa_status_t status = store_log_set(seal->log, &value->id, value->flags, sealed_source, &writer,
                                        STORE_SEAL_OVERHEAD + value->capacity);

    return status == PSA_SUCCESS ? writer.status : status;
}

/* What of the cipher's state is no key belongs to a value that is whole in the flash, and the key
 * schedule stays as long as the key beside it. */
void store_seal_close(struct store_seal *seal)
{
    lib_wipe(&seal->work, sizeof(seal->work));
}
