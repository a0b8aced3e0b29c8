/* SPDX-License-Identifier: Apache-2.0 */
#include "service/ps/asset.h"

#include "lib/bytes.h"
#include "psa/storage_common.h"

#define NONCE_SIZE 8u

/* The log asks for so few bytes at once. */
static void copy_nonce(void *context, void *data, size_t size)
{
    memcpy(data, context, size);
}

static psa_status_t anchor_set(struct ps_assets *assets, struct store_sealed *value)
{
    return store_log_set(assets->anchors, &value->id, value->flags, copy_nonce, value->trailer,
                         NONCE_SIZE);
}

static psa_status_t anchor_info(struct ps_assets *assets, const struct store_id *id,
                                struct store_info *info)
{
    return store_log_info(assets->anchors, id, info);
}

static bool has_anchor(struct ps_assets *assets, const struct store_id *id)
{
    struct store_info info;

    return anchor_info(assets, id, &info) != PSA_ERROR_DOES_NOT_EXIST;
}

uint8_t ps_asset_flags(struct ps_assets *assets, const struct store_id *id)
{
    struct store_info info;

    (void)anchor_info(assets, id, &info);
    return info.flags;
}

psa_status_t ps_asset_open(struct ps_assets *assets, struct store_sealed *value)
{
    uint8_t anchor[NONCE_SIZE];
    size_t length;
    psa_status_t status =
        store_log_get(assets->anchors, &value->id, 0, anchor, NONCE_SIZE, &length);

    if (status != PSA_SUCCESS)
        return status;
    status = store_seal_open(&assets->seal, value);
    if (status != PSA_SUCCESS)
        return status == PSA_ERROR_DOES_NOT_EXIST ? PSA_ERROR_DATA_CORRUPT : status;
    uint64_t newest = lib_get_le64(anchor);
    uint64_t nonce = lib_get_le64(value->trailer);

    if (nonce < newest)
        return PSA_ERROR_INVALID_SIGNATURE;
    return nonce == newest ? PSA_SUCCESS : anchor_set(assets, value);
}

void ps_asset_clean(struct ps_assets *assets)
{
    struct store_cursor cursor = {0};
    struct store_id id;
    struct store_info info;

    while (store_log_next(assets->seal.log, &cursor, &id, &info))
        if (!has_anchor(assets, &id) && store_log_remove(assets->seal.log, &id) == PSA_SUCCESS)
            memset(&cursor, 0, sizeof(cursor)); /* The log has changed. */
}

psa_status_t ps_asset_set(struct ps_assets *assets, struct store_sealed *value,
                          const struct store_sealed *old, const struct store_seal_range *range)
{
    psa_status_t status = store_seal_set(&assets->seal, value, old, range);

    if (status != PSA_SUCCESS)
        return status;
    status = anchor_set(assets, value);
    /* Only a new asset's anchor takes more room than there was. */
    if (status == PSA_ERROR_INSUFFICIENT_STORAGE && !has_anchor(assets, &value->id))
        (void)store_log_remove(assets->seal.log, &value->id);
    return status;
}

psa_status_t ps_asset_remove(struct ps_assets *assets, const struct store_id *id)
{
    psa_status_t anchored = store_log_remove(assets->anchors, id);

    if (anchored != PSA_SUCCESS && anchored != PSA_ERROR_DOES_NOT_EXIST)
        return anchored;
    /* What a cut left of an asset that does not exist goes too, but that is no removal. */
    psa_status_t status = store_log_remove(assets->seal.log, id);

    return status == PSA_ERROR_DOES_NOT_EXIST || anchored != PSA_SUCCESS ? anchored : status;
}
