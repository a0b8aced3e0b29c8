/* SPDX-License-Identifier: Apache-2.0 */
#include "service/ps/asset.h"

#include "lib/bytes.h"
#include "psa/storage_common.h"

#define NONCE_SIZE 8u

static bool needs_anchor(uint8_t flags)
{
    return (flags & (PSA_STORAGE_FLAG_NO_REPLAY_PROTECTION | PSA_STORAGE_FLAG_WRITE_ONCE)) !=
           PSA_STORAGE_FLAG_NO_REPLAY_PROTECTION;
}

/* The log asks for so few bytes at once. */
static void copy_nonce(void *context, void *data, size_t size)
{
    memcpy(data, context, size);
}

/* Makes the anchor what belongs to a value with these flags. */
static psa_status_t anchor_follow(struct ps_assets *assets, struct store_sealed *value,
                                  uint8_t flags)
{
    const struct store_change change = {.id = value->id,
                                        .is_removal = !needs_anchor(flags),
                                        .flags = flags,
                                        .size = NONCE_SIZE,
                                        .source = copy_nonce,
                                        .context = value->trailer};
    psa_status_t status = store_log_apply(assets->anchors, &change, 1);

    return change.is_removal && status == PSA_ERROR_DOES_NOT_EXIST ? PSA_SUCCESS : status;
}

static psa_status_t remove_from(struct store_log *log, const struct store_id *id)
{
    return store_log_remove(log, id);
}

static bool has_anchor(struct ps_assets *assets, const struct store_id *id)
{
    struct store_info info;

    return store_log_info(assets->anchors, id, &info) != PSA_ERROR_DOES_NOT_EXIST;
}

uint8_t ps_asset_flags(struct ps_assets *assets, const struct store_id *id)
{
    struct store_info info;

    (void)store_log_info(assets->anchors, id, &info);
    return info.flags;
}

psa_status_t ps_asset_open(struct ps_assets *assets, struct store_sealed *value)
{
    uint8_t anchor[NONCE_SIZE];
    size_t length;
    psa_status_t anchored =
        store_log_get(assets->anchors, &value->id, 0, anchor, NONCE_SIZE, &length);
    psa_status_t status = store_seal_open(&assets->seal, value);

    if (anchored == PSA_ERROR_DOES_NOT_EXIST)
        return status != PSA_ERROR_DATA_CORRUPT && needs_anchor(value->flags) ? anchored : status;
    if (anchored != PSA_SUCCESS)
        return anchored;
    if (status != PSA_SUCCESS)
        return status == PSA_ERROR_DOES_NOT_EXIST ? PSA_ERROR_DATA_CORRUPT : status;
    uint64_t newest = lib_get_le64(anchor);
    uint64_t nonce = lib_get_le64(value->trailer);

    if (nonce < newest)
        return PSA_ERROR_INVALID_SIGNATURE;
    return nonce == newest ? PSA_SUCCESS : anchor_follow(assets, value, value->flags);
}

void ps_asset_clean(struct ps_assets *assets)
{
    struct store_cursor cursor = {0};
    struct store_id id;
    struct store_info info;

    while (store_log_next(assets->seal.log, &cursor, &id, &info))
        if (needs_anchor(info.flags) && !has_anchor(assets, &id) &&
            remove_from(assets->seal.log, &id) == PSA_SUCCESS)
            memset(&cursor, 0, sizeof(cursor)); /* The log has changed. */
}

/* An asset without an anchor would be lost by a cut between a new value, which needs one, and that
 * anchor. It gets one for its old value. Not inlined, for the sake of the stack below. */
__attribute__((noinline)) static psa_status_t anchor_old(struct ps_assets *assets,
                                                         const struct store_id *id)
{
    struct store_sealed old = {.id = *id};
    psa_status_t status = ps_asset_open(assets, &old);

    return status == PSA_SUCCESS ? anchor_follow(assets, &old, PSA_STORAGE_FLAG_NONE) : PSA_SUCCESS;
}

psa_status_t ps_asset_set(struct ps_assets *assets, struct store_sealed *value,
                          const struct store_sealed *old, const struct store_seal_range *range)
{
    psa_status_t status = PSA_SUCCESS;

    if (needs_anchor(value->flags) && !has_anchor(assets, &value->id))
        status = anchor_old(assets, &value->id);
    if (status == PSA_SUCCESS)
        status = store_seal_set(&assets->seal, value, old, range);
    if (status != PSA_SUCCESS)
        return status;
    status = anchor_follow(assets, value, value->flags);
    /* Only a new asset's anchor takes more room than there was. */
    if (status == PSA_ERROR_INSUFFICIENT_STORAGE && !has_anchor(assets, &value->id))
        (void)remove_from(assets->seal.log, &value->id);
    return status;
}

psa_status_t ps_asset_remove(struct ps_assets *assets, const struct store_id *id)
{
    struct store_info info;
    psa_status_t anchored = remove_from(assets->anchors, id);

    if (anchored != PSA_SUCCESS && anchored != PSA_ERROR_DOES_NOT_EXIST)
        return anchored;
    psa_status_t status = store_log_info(assets->seal.log, id, &info);
    /* What a cut left of an asset that does not exist goes too, but that is no removal. */
    bool exists =
        anchored == PSA_SUCCESS || status == PSA_ERROR_DATA_CORRUPT || !needs_anchor(info.flags);

    status = remove_from(assets->seal.log, id);
    return !exists || status == PSA_ERROR_DOES_NOT_EXIST ? anchored : status;
}
