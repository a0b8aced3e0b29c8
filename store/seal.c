/* SPDX-License-Identifier: Apache-2.0 */
#include "store/seal.h"

#include "lib/bytes.h"
#include "lib/wipe.h"
#include "store/record.h"

#include <string.h>

/* A value in the log is head, ciphertext and tag. The head begins what is authenticated with it:
 * doc/formats.md, "Sealed values". */
#define FORMAT 1u

#define OFFSET_NONCE    0u
#define OFFSET_SIZE     8u /* 24 bits, the format above them */
#define HEAD_SIZE       12u
#define OFFSET_CAPACITY 12u
#define OFFSET_UID      16u
#define OFFSET_OWNER    24u
#define OFFSET_KIND     28u
#define OFFSET_FLAGS    29u
#define AD_SIZE         30u /* with CCM's two bytes of length, two blocks */

#define NONCE_SIZE 8u
#define TAG_SIZE   16u

_Static_assert(STORE_SEAL_OVERHEAD == HEAD_SIZE + TAG_SIZE, "what a value takes besides itself");

/* The parts of a state that change for each value are wiped with the plaintext; the key schedule
 * stays as long as the key beside it. */
void store_seal_close(struct store_seal *seal)
{
    lib_wipe(&seal->work, sizeof(seal->work));
}

static void describe(uint8_t ad[AD_SIZE], const struct store_id *id,
                     const struct store_sealed *value)
{
    lib_put_le64(ad + OFFSET_NONCE, value->nonce);
    lib_put_le32(ad + OFFSET_SIZE, value->size | FORMAT << 24);
    lib_put_le32(ad + OFFSET_CAPACITY, value->capacity);
    lib_put_le64(ad + OFFSET_UID, id->uid);
    lib_put_le32(ad + OFFSET_OWNER, (uint32_t)id->owner);
    ad[OFFSET_KIND] = id->kind;
    ad[OFFSET_FLAGS] = value->flags;
}

static psa_status_t begin(struct store_seal *seal, const uint8_t ad[AD_SIZE], bool encrypt)
{
    static const psa_key_attributes_t attributes = {.type = PSA_KEY_TYPE_AES,
                                                    .bits = STORE_SEAL_KEY_SIZE * 8};
    const struct crypto_aead_shape shape = {.algorithm = PSA_ALG_CCM,
                                            .encrypt = encrypt,
                                            .nonce = ad + OFFSET_NONCE,
                                            .nonce_size = NONCE_SIZE,
                                            .ad_size = AD_SIZE,
                                            .data_size = lib_get_le32(ad + OFFSET_CAPACITY)};
    psa_status_t status = crypto_provider.aead_begin(&seal->aead, &attributes, seal->key, &shape);

    return status == PSA_SUCCESS ? crypto_provider.aead_update_ad(&seal->aead, ad, AD_SIZE)
                                 : status;
}

/* ---- Reading -------------------------------------------------------------------------------- */

/* Ends the reading of a value: is its tag the one that was computed? */
static psa_status_t check(struct store_seal *seal, const struct store_log *log,
                          const struct store_sealed *value)
{
    uint8_t computed[TAG_SIZE];
    uint8_t tag[TAG_SIZE];
    psa_status_t status = crypto_provider.aead_finish(&seal->aead, computed, TAG_SIZE);

    store_read(log, value->at + value->capacity, tag, TAG_SIZE);
    if (status == PSA_SUCCESS && !lib_equal_ct(computed, tag, TAG_SIZE))
        status = PSA_ERROR_INVALID_SIGNATURE;
    lib_wipe(computed, sizeof(computed)); /* It would make what was read authentic. */
    return status;
}

/* Reads all of a value, and passes bytes [offset, offset + size) on. */
static psa_status_t pass(struct store_seal *seal, const struct store_log *log,
                         const struct store_id *id, const struct store_sealed *value,
                         uint32_t offset, uint32_t size, store_sink_t *sink, void *context)
{
    uint8_t ad[AD_SIZE];
    uint8_t *chunk = seal->work.chunk;

    describe(ad, id, value);
    psa_status_t status = begin(seal, ad, false);

    for (uint32_t at = 0; at < value->capacity && status == PSA_SUCCESS;) {
        uint32_t left = value->capacity - at;
        uint32_t count = left < STORE_SEAL_CHUNK_SIZE ? left : STORE_SEAL_CHUNK_SIZE;

        store_read(log, value->at + at, chunk, count);
        at += count;
        status = crypto_provider.aead_update(&seal->aead, chunk, chunk, count);
        if (offset < count && size > 0) {
            uint32_t part = count - offset < size ? count - offset : size;

            sink(context, chunk + offset, part);
            size -= part;
            offset = count;
        }
        offset -= count;
    }
    return status == PSA_SUCCESS ? check(seal, log, value) : status;
}

psa_status_t store_seal_open(struct store_seal *seal, struct store_log *log,
                             const struct store_id *id, struct store_sealed *value)
{
    struct store_info info;
    uint8_t head[HEAD_SIZE];
    psa_status_t status = store_log_info(log, id, &info);

    value->flags = info.flags;
    if (status != PSA_SUCCESS)
        return status;
    if (info.size < STORE_SEAL_OVERHEAD)
        return PSA_ERROR_INVALID_SIGNATURE;
    store_read(log, info.at, head, HEAD_SIZE);
    value->nonce = lib_get_le64(head + OFFSET_NONCE);
    value->size = lib_get_le32(head + OFFSET_SIZE) - (FORMAT << 24);
    value->capacity = (uint32_t)info.size - STORE_SEAL_OVERHEAD;
    value->at = info.at + HEAD_SIZE;
    if (value->size > value->capacity) /* also where the format is another */
        return PSA_ERROR_INVALID_SIGNATURE;
    return pass(seal, log, id, value, 0, 0, NULL, NULL);
}

psa_status_t store_seal_read(struct store_seal *seal, const struct store_log *log,
                             const struct store_id *id, const struct store_sealed *value,
                             uint32_t offset, uint32_t size, store_sink_t *sink, void *context)
{
    if (size == 0)
        return PSA_SUCCESS;
    if (value->capacity > STORE_SEAL_CHUNK_SIZE)
        return pass(seal, log, id, value, offset, size, sink, context);
    sink(context, seal->work.chunk + offset, size);
    return PSA_SUCCESS;
}

/* ---- Writing -------------------------------------------------------------------------------- */

/* A value on its way into the log. */
struct writer {
    struct store_seal *seal;
    const struct store_log *log;
    const struct store_sealed *old;
    const struct store_seal_change *change;
    uint32_t capacity;
    uint32_t done; /* bytes given to the log */
    psa_status_t status;
    uint8_t tag[TAG_SIZE];
    uint8_t ad[AD_SIZE];
};

static void note(struct writer *writer, psa_status_t status)
{
    if (writer->status == PSA_SUCCESS)
        writer->status = status;
}

/* `size` bytes of ciphertext from `at` on. The old value is read with the same state of the
 * cipher: the two operations take turns. */
static void make_body(struct writer *writer, uint8_t *data, uint32_t at, uint32_t size)
{
    struct store_seal *seal = writer->seal;
    const struct store_seal_change *change = writer->change;
    uint32_t from = at > change->offset ? at : change->offset;
    uint32_t to =
        at + size < change->offset + change->size ? at + size : change->offset + change->size;

    memset(data, 0, size);
    if (writer->old != NULL) {
        store_read(writer->log, writer->old->at + at, data, size);
        crypto_provider.aead_swap(&seal->aead, &seal->work.turn);
        note(writer, crypto_provider.aead_update(&seal->aead, data, data, size));
        crypto_provider.aead_swap(&seal->aead, &seal->work.turn);
    }
    if (from < to)
        change->source(change->context, data + (from - at), to - from);
    note(writer, crypto_provider.aead_update(&seal->aead, data, data, size));
}

/* A source cannot fail: where something is wrong the tag becomes one that fits nothing. */
static void make_tag(struct writer *writer)
{
    struct store_seal *seal = writer->seal;

    note(writer, crypto_provider.aead_finish(&seal->aead, writer->tag, TAG_SIZE));
    if (writer->old != NULL) {
        crypto_provider.aead_swap(&seal->aead, &seal->work.turn);
        note(writer, check(seal, writer->log, writer->old));
    }
    if (writer->status != PSA_SUCCESS)
        memset(writer->tag, 0, TAG_SIZE);
}

static void sealed_source(void *context, void *data, size_t size)
{
    struct writer *writer = context;
    uint32_t tag_at = HEAD_SIZE + writer->capacity;
    uint8_t *to = data;

    while (size > 0) {
        uint32_t at = writer->done;
        uint32_t end = at < HEAD_SIZE ? HEAD_SIZE : at < tag_at ? tag_at : tag_at + TAG_SIZE;
        uint32_t count = size < end - at ? (uint32_t)size : end - at;

        if (at == tag_at)
            make_tag(writer);
        if (at < HEAD_SIZE)
            memcpy(to, writer->ad + at, count);
        else if (at < tag_at)
            make_body(writer, to, at - HEAD_SIZE, count);
        else
            memcpy(to, writer->tag + (at - tag_at), count);
        writer->done += count;
        to += count;
        size -= count;
    }
}

static psa_status_t take_nonce(struct store_seal *seal, uint64_t *nonce)
{
    if ((uint32_t)seal->next == 0) {
        uint32_t lease;
        psa_status_t status = seal->lease->increment(seal->lease, &lease);

        if (status != PSA_SUCCESS)
            return status;
        seal->next = (uint64_t)lease << 32 | 1;
    }
    *nonce = seal->next++;
    return PSA_SUCCESS;
}

psa_status_t store_seal_set(struct store_seal *seal, struct store_log *log,
                            const struct store_id *id, struct store_sealed *value,
                            const struct store_sealed *old, const struct store_seal_change *change)
{
    struct writer writer = {seal, log, old, change, value->capacity, 0, PSA_SUCCESS, {0}, {0}};
    psa_status_t status = take_nonce(seal, &value->nonce);

    if (status == PSA_SUCCESS && old != NULL) {
        describe(writer.ad, id, old);
        status = begin(seal, writer.ad, false);
        crypto_provider.aead_swap(&seal->aead, &seal->work.turn);
    }
    if (status == PSA_SUCCESS) {
        describe(writer.ad, id, value);
        status = begin(seal, writer.ad, true);
    }
    if (status == PSA_SUCCESS)
        status = store_log_set(log, id, value->flags, sealed_source, &writer,
                               STORE_SEAL_OVERHEAD + value->capacity);
    return status == PSA_SUCCESS ? writer.status : status;
}
