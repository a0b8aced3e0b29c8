/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/persist.h"

#include "lib/bytes.h"
#include "store/log.h"

/* The record: doc/formats.md, "Persistent keys". */
#define VERSION          1u
#define OFFSET_VERSION   0
#define OFFSET_RESERVED  1
#define OFFSET_TYPE      2
#define OFFSET_LIFETIME  4
#define OFFSET_USAGE     8
#define OFFSET_ALGORITHM 12
#define HEADER_SIZE      16u

static struct store_id name_of(int32_t owner, psa_key_id_t id)
{
    return (struct store_id){.uid = id, .owner = owner, .kind = STORE_KIND_KEY};
}

static void pack(uint8_t header[HEADER_SIZE], const psa_key_attributes_t *attributes)
{
    header[OFFSET_VERSION] = VERSION;
    header[OFFSET_RESERVED] = 0;
    lib_put_le16(header + OFFSET_TYPE, attributes->type);
    lib_put_le32(header + OFFSET_LIFETIME, attributes->lifetime);
    lib_put_le32(header + OFFSET_USAGE, attributes->usage);
    lib_put_le32(header + OFFSET_ALGORITHM, attributes->algorithm);
}

static void unpack(const uint8_t header[HEADER_SIZE], psa_key_attributes_t *attributes)
{
    attributes->type = lib_get_le16(header + OFFSET_TYPE);
    attributes->bits = 0;
    attributes->lifetime = lib_get_le32(header + OFFSET_LIFETIME);
    attributes->usage = lib_get_le32(header + OFFSET_USAGE);
    attributes->algorithm = lib_get_le32(header + OFFSET_ALGORITHM);
}

psa_status_t crypto_persist_load(int32_t owner, psa_key_id_t id, psa_key_attributes_t *attributes,
                                 uint8_t *material, size_t capacity, size_t *size)
{
    struct store_log *log = store_internal();
    struct store_id name = name_of(owner, id);
    uint8_t header[HEADER_SIZE];
    struct store_info info;
    size_t length;
    psa_status_t status;

    if (log == NULL)
        return PSA_ERROR_STORAGE_FAILURE;
    status = store_log_info(log, &name, &info);
    if (status == PSA_SUCCESS)
        status = store_log_get(log, &name, 0, header, sizeof header, &length);
    if (status != PSA_SUCCESS)
        return status;
    if (length != sizeof header || header[OFFSET_VERSION] != VERSION ||
        header[OFFSET_RESERVED] != 0)
        return PSA_ERROR_DATA_INVALID;
    *size = info.size - sizeof header;
    if (*size > capacity)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    unpack(header, attributes);
    return store_log_get(log, &name, sizeof header, material, *size, &length);
}

/* What the log still has to take of a key. */
struct source {
    uint8_t header[HEADER_SIZE];
    const uint8_t *material;
    size_t taken;
};

static void take(void *context, void *data, size_t size)
{
    struct source *source = context;
    uint8_t *out = data;

    for (; size > 0; size--, source->taken++)
        *out++ = source->taken < HEADER_SIZE ? source->header[source->taken]
                                             : source->material[source->taken - HEADER_SIZE];
}

psa_status_t crypto_persist_save(int32_t owner, const psa_key_attributes_t *attributes,
                                 const uint8_t *material, size_t size)
{
    struct store_log *log = store_internal();
    struct store_id name = name_of(owner, attributes->id);
    struct source source = {.material = material};

    if (log == NULL)
        return PSA_ERROR_STORAGE_FAILURE;
    pack(source.header, attributes);
    return store_log_set(log, &name, 0, take, &source, HEADER_SIZE + size);
}

psa_status_t crypto_persist_erase(int32_t owner, psa_key_id_t id)
{
    struct store_log *log = store_internal();
    struct store_id name = name_of(owner, id);

    return log != NULL ? store_log_remove(log, &name) : PSA_ERROR_STORAGE_FAILURE;
}
