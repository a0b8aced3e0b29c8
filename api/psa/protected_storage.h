/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Protected storage: assets in flash that others may read or write, an external flash chip for one
 * (PSA Secure Storage API 1.0.4, section 5.4).
 *
 * Every asset is encrypted and authenticated with a key of this device, and an older state of the
 * flash that somebody puts back is noticed, as a whole or asset by asset. Nobody but the client
 * that set an asset can see or change it; other clients may use the same uid for assets of their
 * own. All of the non-secure side is one client, unless its operating system tells its threads
 * apart by client ids.
 *
 * Each change is complete or has not happened, wherever the power fails, and is permanent once the
 * function has returned. A damaged asset is reported, never returned as a success; it can still be
 * set or removed.
 *
 * Flags. PSA_STORAGE_FLAG_WRITE_ONCE is enforced in every state of the life cycle but PSA RoT
 * provisioning. PSA_STORAGE_FLAG_NO_CONFIDENTIALITY is accepted and changes nothing: the asset is
 * encrypted all the same. So is PSA_STORAGE_FLAG_NO_REPLAY_PROTECTION: every asset is safe from
 * replay.
 *
 * How large and how many: an asset takes 60 bytes beside its own in the external area (on flash
 * with program units of 16 or 32 bytes, up to 92), rounded up to 8 or the unit, and 40 bytes (48
 * or 96) in the internal one; either must fit one sector of its area, whose size the board
 * decides. That is the only limit.
 *
 * All functions return what psa_call() may return, beside what is named below; in particular
 * PSA_ERROR_CONNECTION_REFUSED or PSA_ERROR_PROGRAMMER_ERROR from an image without this service,
 * and PSA_ERROR_PROGRAMMER_ERROR where a buffer is not the caller's.
 *
 * PSA_ERROR_STORAGE_FAILURE, from all of them: a flash failed; or one of the two areas cannot be
 * used (internal storage has to be provisioned anew; an external area that was destroyed has to be
 * erased, and its assets to be set or removed); or the device has no key.
 */
#ifndef PSA_PROTECTED_STORAGE_H
#define PSA_PROTECTED_STORAGE_H

#include "psa/error.h"
#include "psa/storage_common.h"

#include <stddef.h>

#define PSA_PS_API_VERSION_MAJOR 1
#define PSA_PS_API_VERSION_MINOR 0

/**
 * Creates the asset `uid`, or replaces its value, its size, its capacity (the size) and its flags.
 *
 * `p_data` is read once; it may be null if `data_length` is 0, and an asset may be empty.
 *
 * Returns PSA_SUCCESS, or, with the asset as it was,
 *   PSA_ERROR_NOT_PERMITTED         it was created with PSA_STORAGE_FLAG_WRITE_ONCE
 *   PSA_ERROR_NOT_SUPPORTED         unknown bits in `create_flags`
 *   PSA_ERROR_INVALID_ARGUMENT      `uid` is 0, or `p_data` is null and `data_length` is not 0
 *   PSA_ERROR_INSUFFICIENT_STORAGE  it does not fit: remove something first
 *   PSA_ERROR_STORAGE_FAILURE       see above; the asset may have its new value after that
 */
psa_status_t psa_ps_set(psa_storage_uid_t uid, size_t data_length, const void *p_data,
                        psa_storage_create_flags_t create_flags);

/**
 * Reads up to `data_size` bytes of the asset `uid`, from `data_offset`.
 *
 * `*p_data_length` is the number of bytes read, which is less than `data_size` where the asset
 * ends; what lies behind them in `p_data` is untouched. After an error it is unchanged, and the
 * content of `p_data` is undefined. `p_data` may be null if `data_size` is 0.
 *
 * Returns PSA_SUCCESS, or
 *   PSA_ERROR_DOES_NOT_EXIST     there is no such asset
 *   PSA_ERROR_INVALID_ARGUMENT   `uid` is 0, `data_offset` is beyond the asset's end,
 *                                `p_data_length` is null, or `p_data` is and `data_size` is not 0
 *   PSA_ERROR_INVALID_SIGNATURE  the asset failed authentication: damaged, forged, or an older one
 *   PSA_ERROR_DATA_CORRUPT       the asset is lost
 *   PSA_ERROR_STORAGE_FAILURE    see above
 */
psa_status_t psa_ps_get(psa_storage_uid_t uid, size_t data_offset, size_t data_size, void *p_data,
                        size_t *p_data_length);

/**
 * Tells capacity, size and flags of the asset `uid`, after verifying all of it. `*p_info` is
 * unchanged after an error.
 *
 * Returns as psa_ps_get(); PSA_ERROR_INVALID_ARGUMENT if `uid` is 0 or `p_info` is null.
 */
psa_status_t psa_ps_get_info(psa_storage_uid_t uid, struct psa_storage_info_t *p_info);

/**
 * Removes the asset `uid`. There is always room to remove an asset. Its bytes, encrypted, stay in
 * the flash until its log is next compacted; whoever puts them back brings nothing back.
 *
 * Returns PSA_SUCCESS, PSA_ERROR_DOES_NOT_EXIST, PSA_ERROR_INVALID_ARGUMENT (`uid` is 0),
 * PSA_ERROR_NOT_PERMITTED or PSA_ERROR_STORAGE_FAILURE, as psa_ps_set().
 */
psa_status_t psa_ps_remove(psa_storage_uid_t uid);

/**
 * Creates the asset `uid` with a size of 0 and room for `capacity` bytes, for
 * psa_ps_set_extended(). The room is taken from now on.
 *
 * Returns PSA_SUCCESS, or, with nothing created,
 *   PSA_ERROR_ALREADY_EXISTS        there is such an asset, perhaps a damaged one. Remedy:
 *                                   psa_ps_set() replaces it, psa_ps_remove() removes it
 *   PSA_ERROR_NOT_SUPPORTED         unknown bits in `create_flags`, or PSA_STORAGE_FLAG_WRITE_ONCE
 *   PSA_ERROR_INVALID_ARGUMENT      `uid` is 0
 *   PSA_ERROR_INSUFFICIENT_STORAGE  it does not fit: remove something first
 *   PSA_ERROR_STORAGE_FAILURE       see above
 */
psa_status_t psa_ps_create(psa_storage_uid_t uid, size_t capacity,
                           psa_storage_create_flags_t create_flags);

/**
 * Replaces the bytes [data_offset, data_offset + data_length) of the asset `uid`. Where they reach
 * beyond its size, it grows to their end; they may not begin behind its size nor end behind its
 * capacity. It never needs more room than the asset has. Any asset will do, created by
 * psa_ps_create() or by psa_ps_set(), whose capacity is its size.
 *
 * `p_data` is read once; it may be null if `data_length` is 0, which changes nothing.
 *
 * Returns PSA_SUCCESS, or, with the asset as it was,
 *   PSA_ERROR_NOT_PERMITTED      it was created with PSA_STORAGE_FLAG_WRITE_ONCE
 *   PSA_ERROR_DOES_NOT_EXIST     there is no such asset
 *   PSA_ERROR_INVALID_ARGUMENT   `uid` is 0, the bytes are not where they may be, or `p_data` is
 *                                null and `data_length` is not 0
 *   PSA_ERROR_INVALID_SIGNATURE  as psa_ps_get()
 *   PSA_ERROR_DATA_CORRUPT       as psa_ps_get()
 *   PSA_ERROR_STORAGE_FAILURE    see above; the asset may have its new value after that
 */
psa_status_t psa_ps_set_extended(psa_storage_uid_t uid, size_t data_offset, size_t data_length,
                                 const void *p_data);

/** PSA_STORAGE_SUPPORT_SET_EXTENDED: the two functions above are there. */
uint32_t psa_ps_get_support(void);

#endif
