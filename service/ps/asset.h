/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Protected assets: sealed values (store/seal.h) in a log that an attacker may read and write, and
 * for each an anchor in the internal log, which only the secure side reaches.
 *
 * The anchor of an asset is a record of STORE_KIND_PS_ANCHOR with the asset's uid and owner. Its
 * value is the nonce of the asset's newest value, its flags are the asset's. Nonces only grow, so:
 *
 *     anchor      value in the log     the asset
 *     nonce n     nonce n              has this value
 *     nonce n     a greater nonce      has this value: the power failed between the writing of the
 *                                      value and that of the anchor, which now follows
 *     nonce n     a smaller nonce      was replayed: an error
 *     nonce n     not authentic        was damaged or forged: an error
 *     nonce n     none                 was removed by an attacker: an error
 *     none        any                  does not exist: the power failed before the first anchor was
 *                                      written or after it was removed, or an attacker put it back
 *
 * An asset with PSA_STORAGE_FLAG_NO_REPLAY_PROTECTION has no anchor and is what the log says, which
 * saves a write to internal flash. That flag alone does it: with PSA_STORAGE_FLAG_WRITE_ONCE, which
 * must hold whatever happens to external flash, there is an anchor.
 *
 * Setting writes the value first, then the anchor; removing removes the anchor first. So a power
 * cut leaves the old or the new asset, in every combination of flags.
 *
 * The status of each function is that of the function of psa/protected_storage.h that it is for.
 * The functions look at nothing but their arguments; whether flags, uid and life cycle allow the
 * request, the service decides (service/ps/ps.c).
 */
#ifndef SERVICE_PS_ASSET_H
#define SERVICE_PS_ASSET_H

#include "store/seal.h"

/** Where assets are. The caller sets all but the seal's internal parts. */
struct ps_assets {
    struct store_seal seal;
    struct store_log *values;  /**< null where it cannot be mounted */
    struct store_log *anchors; /**< as above */
};

/** Names an asset: a `struct store_id` of this kind. */
#define PS_ASSET_ID(uid, owner)       \
    {                                 \
        (uid), (owner), STORE_KIND_PS \
    }

/** The flags with which the asset was last set, however damaged it is; 0 if there is none. Only
 * PSA_STORAGE_FLAG_WRITE_ONCE is to be trusted. */
uint8_t ps_asset_flags(struct ps_assets *assets, const struct store_id *id);

/** Finds an asset and verifies all of it; ps_asset_read() may follow. */
psa_status_t ps_asset_open(struct ps_assets *assets, const struct store_id *id,
                           struct store_sealed *value);

/** Sets or creates an asset: its flags, size and capacity are in `value`. */
psa_status_t ps_asset_set(struct ps_assets *assets, const struct store_id *id,
                          struct store_sealed *value, const struct store_seal_change *change);

/** Replaces bytes of an asset, or extends it within its capacity. */
psa_status_t ps_asset_change(struct ps_assets *assets, const struct store_id *id,
                             const struct store_seal_change *change);

/** Removes an asset. */
psa_status_t ps_asset_remove(struct ps_assets *assets, const struct store_id *id);

#endif
