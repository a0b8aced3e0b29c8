/* SPDX-License-Identifier: Apache-2.0 */
#include "service/ps/asset.h"

#include "lib/bytes.h"
#include "psa/storage_common.h"

#include <string.h>

#define NONCE_SIZE 8u

/* ---- Anchors -------------------------------------------------------------------------------- */

static struct store_id anchor_of(const struct store_id *id)
{
    return (struct store_id){id->uid, id->owner, STORE_KIND_PS_ANCHOR};
}

static bool needs_anchor(uint8_t flags)
{
    return (flags & (PSA_STORAGE_FLAG_NO_REPLAY_PROTECTION | PSA_STORAGE_FLAG_WRITE_ONCE)) !=
           PSA_STORAGE_FLAG_NO_REPLAY_PROTECTION;
}

static psa_status_t anchor_read(struct ps_assets *assets, const struct store_id *id,
                                uint64_t *nonce)
{
    const struct store_id anchor = anchor_of(id);
    uint8_t bytes[NONCE_SIZE] = {0};
    size_t length;
    psa_status_t status = store_log_get(assets->anchors, &anchor, 0, bytes, sizeof(bytes), &length);

    *nonce = lib_get_le64(bytes);
    return status;
}

/* The log asks for so few bytes at once. */
static void copy(void *context, void *data, size_t size)
{
    memcpy(data, context, size);
}

/* Makes the anchor what belongs to the value. */
static psa_status_t anchor_follow(struct ps_assets *assets, const struct store_id *id,
                                  const struct store_sealed *value)
{
    const struct store_id anchor = anchor_of(id);
    uint8_t bytes[NONCE_SIZE];

    if (needs_anchor(value->flags)) {
        lib_put_le64(bytes, value->nonce);
        return store_log_set(assets->anchors, &anchor, value->flags, copy, bytes, sizeof(bytes));
    }
    psa_status_t status = store_log_remove(assets->anchors, &anchor);

    return status == PSA_ERROR_DOES_NOT_EXIST ? PSA_SUCCESS : status;
}

/* ---- Assets --------------------------------------------------------------------------------- */

uint8_t ps_asset_flags(struct ps_assets *assets, const struct store_id *id)
{
    const struct store_id anchor = anchor_of(id);
    struct store_info info;

    (void)store_log_info(assets->anchors, &anchor, &info);
    return info.flags;
}

psa_status_t ps_asset_open(struct ps_assets *assets, const struct store_id *id,
                           struct store_sealed *value)
{
    uint64_t newest;
    psa_status_t anchored = anchor_read(assets, id, &newest);

    if (anchored != PSA_SUCCESS && anchored != PSA_ERROR_DOES_NOT_EXIST)
        return anchored;
    psa_status_t status = store_seal_open(&assets->seal, assets->values, id, value);

    if (anchored == PSA_ERROR_DOES_NOT_EXIST)
        return status != PSA_ERROR_DATA_CORRUPT && needs_anchor(value->flags)
                   ? PSA_ERROR_DOES_NOT_EXIST
                   : status;
    if (status != PSA_SUCCESS)
        return status == PSA_ERROR_DOES_NOT_EXIST ? PSA_ERROR_DATA_CORRUPT : status;
    if (value->nonce < newest)
        return PSA_ERROR_INVALID_SIGNATURE;
    return value->nonce == newest ? PSA_SUCCESS : anchor_follow(assets, id, value);
}

static psa_status_t write(struct ps_assets *assets, const struct store_id *id,
                          struct store_sealed *value, const struct store_sealed *old,
                          const struct store_seal_change *change)
{
    struct store_sealed bare;
    uint64_t newest;
    bool anchored = anchor_read(assets, id, &newest) != PSA_ERROR_DOES_NOT_EXIST;
    psa_status_t status = PSA_SUCCESS;

    /* An asset without an anchor would be lost by a cut between its new value, which needs one,
     * and that anchor. It gets one for its old value. */
    if (!anchored && needs_anchor(value->flags) &&
        ps_asset_open(assets, id, &bare) == PSA_SUCCESS) {
        bare.flags = 0; /* Write-once comes with the new value. */
        status = anchor_follow(assets, id, &bare);
        anchored = true;
    }
    if (status == PSA_SUCCESS)
        status = store_seal_set(&assets->seal, assets->values, id, value, old, change);
    if (status != PSA_SUCCESS)
        return status;
    status = anchor_follow(assets, id, value);
    if (status == PSA_ERROR_INSUFFICIENT_STORAGE && !anchored)
        (void)store_log_remove(assets->values, id);
    return status;
}

psa_status_t ps_asset_set(struct ps_assets *assets, const struct store_id *id,
                          struct store_sealed *value, const struct store_seal_change *change)
{
    return write(assets, id, value, NULL, change);
}

psa_status_t ps_asset_change(struct ps_assets *assets, const struct store_id *id,
                             const struct store_seal_change *change)
{
    struct store_sealed value;
    psa_status_t status = ps_asset_open(assets, id, &value);

    if (status != PSA_SUCCESS)
        return status;
    const struct store_sealed old = value;

    if (change->offset > old.size || change->size > old.capacity - change->offset)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (change->size == 0)
        return PSA_SUCCESS;
    if (value.size < change->offset + change->size)
        value.size = change->offset + change->size;
    return write(assets, id, &value, &old, change);
}

psa_status_t ps_asset_remove(struct ps_assets *assets, const struct store_id *id)
{
    const struct store_id anchor = anchor_of(id);
    struct store_info info;
    psa_status_t anchored = store_log_remove(assets->anchors, &anchor);
    psa_status_t status = store_log_info(assets->values, id, &info);

    if (anchored != PSA_SUCCESS && anchored != PSA_ERROR_DOES_NOT_EXIST)
        return anchored;
    /* What a cut left of an asset that does not exist goes too, but that is no removal. */
    bool exists =
        anchored == PSA_SUCCESS || status == PSA_ERROR_DATA_CORRUPT || !needs_anchor(info.flags);
    status = store_log_remove(assets->values, id);
    if (!exists)
        return PSA_ERROR_DOES_NOT_EXIST;
    return status == PSA_ERROR_DOES_NOT_EXIST ? anchored : status;
}
