/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Protected assets: sealed values (store/seal.h) in a log that an attacker may read and write, and
 * for each an anchor in the internal log, which only the secure side reaches.
 *
 * The anchor of an asset is a record with the same id. Its value is the nonce of the asset's newest
 * value, its flags are the asset's. Nonces only grow, so:
 *
 *     anchor    value         the asset
 *     n         nonce n       has this value
 *     n         greater       has this value: the power failed between the writing of the value and
 *                             that of the anchor, which now follows
 *     n         smaller       was replayed: PSA_ERROR_INVALID_SIGNATURE
 *     n         not authentic was damaged or forged: PSA_ERROR_INVALID_SIGNATURE
 *     n         none          was removed by an attacker: PSA_ERROR_DATA_CORRUPT
 *     none      any           does not exist: the power failed before the first anchor was written
 *                             or after it was removed, or an attacker put the value back
 *
 * PSA_STORAGE_FLAG_NO_REPLAY_PROTECTION is kept and told, and changes nothing: assets without an
 * anchor would save 40 bytes of flash a write, and need two more states and their changes into each
 * other.
 *
 * Setting writes the value first, then the anchor; removing removes the anchor first. So a power
 * cut leaves the old or the new asset. What it may leave besides, a
 * value without its anchor, is removed at the next start.
 *
 * These functions return what those of psa/protected_storage.h do that they are for. They look at
 * nothing but their arguments: whether flags, uid and life cycle allow a request, the service
 * decides (service/ps/ps.c).
 */
#ifndef SERVICE_PS_ASSET_H
#define SERVICE_PS_ASSET_H

#include "store/seal.h"

/** Where assets are; all zero at a start. The caller sets what it has to of the seal. */
struct ps_assets {
    struct store_seal seal;    /**< of the values */
    struct store_log *anchors; /**< the internal log */
};

/** Removes the values that cuts have left without an anchor, so that they take no room. Once after
 * each start, before the other functions. */
void ps_asset_clean(struct ps_assets *assets);

/** The flags with which the asset was last set, however damaged it is; 0 if there is none. */
uint8_t ps_asset_flags(struct ps_assets *assets, const struct store_id *id);

/** Finds the asset of `value->id` and verifies all of it; store_seal_read() may follow. */
psa_status_t ps_asset_open(struct ps_assets *assets, struct store_sealed *value);

/** Sets an asset, whether it exists or not, as store_seal_set() does a value. `old`, if not null,
 * is what ps_asset_open() found, with the same flags. */
psa_status_t ps_asset_set(struct ps_assets *assets, struct store_sealed *value,
                          const struct store_sealed *old, const struct store_seal_range *range);

/** Removes an asset, damaged or not. */
psa_status_t ps_asset_remove(struct ps_assets *assets, const struct store_id *id);

#endif
