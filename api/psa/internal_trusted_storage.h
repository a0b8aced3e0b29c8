/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Internal trusted storage: small assets in flash that only the secure side can reach
 * (PSA Secure Storage API 1.0.4, section 5.3).
 *
 * An asset belongs to the client that set it: other clients can neither see nor change it, and may
 * use the same uid for assets of their own. All of the non-secure side is one client, unless its
 * operating system tells its threads apart by client ids.
 *
 * Each change is complete or has not happened, wherever the power fails, and is permanent once
 * the function has returned. What the flash has damaged is reported, never returned as a success.
 *
 * How large and how many: an asset takes 32 bytes (on flash with program units of 16 or 32 bytes,
 * up to 64) beside its own, rounded up to 8 or the unit; all assets and persistent keys together
 * must fit one sector of the storage area, whose size the board decides. That is the only limit.
 *
 * All functions return what psa_call() may return, beside what is named below; in particular
 * PSA_ERROR_CONNECTION_REFUSED or PSA_ERROR_PROGRAMMER_ERROR from an image without this service,
 * and PSA_ERROR_PROGRAMMER_ERROR where a buffer is not the caller's.
 */
#ifndef PSA_INTERNAL_TRUSTED_STORAGE_H
#define PSA_INTERNAL_TRUSTED_STORAGE_H

#include "psa/error.h"
#include "psa/storage_common.h"

#include <stddef.h>

#define PSA_ITS_API_VERSION_MAJOR 1
#define PSA_ITS_API_VERSION_MINOR 0

/**
 * Creates the asset `uid`, or replaces its value, its size and its flags.
 *
 * `p_data` is read once; it may be null if `data_length` is 0, and an asset may be empty. All
 * three flags are accepted. Internal flash is not replayed and not read by others, so only
 * PSA_STORAGE_FLAG_WRITE_ONCE has a meaning here; it is enforced in every state of the life cycle
 * but PSA RoT provisioning. Setting what is already stored costs no wear for up to 64 bytes.
 *
 * Returns PSA_SUCCESS, or, with the asset as it was,
 *   PSA_ERROR_NOT_PERMITTED         it was created with PSA_STORAGE_FLAG_WRITE_ONCE
 *   PSA_ERROR_NOT_SUPPORTED         unknown bits in `create_flags`
 *   PSA_ERROR_INVALID_ARGUMENT      `uid` is 0, or `p_data` is null and `data_length` is not 0
 *   PSA_ERROR_INSUFFICIENT_STORAGE  it does not fit: remove something first
 *   PSA_ERROR_STORAGE_FAILURE       the flash failed, or has to be provisioned anew
 */
psa_status_t psa_its_set(psa_storage_uid_t uid, size_t data_length, const void *p_data,
                         psa_storage_create_flags_t create_flags);

/**
 * Reads up to `data_size` bytes of the asset `uid`, from `data_offset`.
 *
 * `*p_data_length` is the number of bytes read, which is less than `data_size` where the asset
 * ends; what lies behind them in `p_data` is untouched. After an error it is unchanged, and the
 * content of `p_data` is undefined. `p_data` may be null if `data_size` is 0.
 *
 * Returns PSA_SUCCESS, or
 *   PSA_ERROR_DOES_NOT_EXIST    there is no such asset
 *   PSA_ERROR_INVALID_ARGUMENT  `uid` is 0, `data_offset` is beyond the asset's end,
 *                               `p_data_length` is null, or `p_data` is and `data_size` is not 0
 *   PSA_ERROR_STORAGE_FAILURE   the asset is damaged (it can still be set or removed), or the
 *                               storage has to be provisioned anew
 */
psa_status_t psa_its_get(psa_storage_uid_t uid, size_t data_offset, size_t data_size, void *p_data,
                         size_t *p_data_length);

/**
 * Tells size and flags of the asset `uid`. `*p_info` is unchanged after an error.
 *
 * Returns PSA_SUCCESS, PSA_ERROR_DOES_NOT_EXIST, PSA_ERROR_INVALID_ARGUMENT (`uid` is 0 or
 * `p_info` is null) or PSA_ERROR_STORAGE_FAILURE, as psa_its_get(); but damage to an asset's own
 * bytes shows only when they are read.
 */
psa_status_t psa_its_get_info(psa_storage_uid_t uid, struct psa_storage_info_t *p_info);

/**
 * Removes the asset `uid`. There is always room to remove an asset. Its bytes stay in the flash,
 * out of reach, until the log is next compacted.
 *
 * Returns PSA_SUCCESS, PSA_ERROR_DOES_NOT_EXIST, PSA_ERROR_INVALID_ARGUMENT (`uid` is 0),
 * PSA_ERROR_NOT_PERMITTED or PSA_ERROR_STORAGE_FAILURE, as psa_its_set().
 */
psa_status_t psa_its_remove(psa_storage_uid_t uid);

#endif
