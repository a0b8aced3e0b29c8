/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Message authentication codes: HMAC and CMAC, whole or truncated, to compute or to verify
 * (operation.h has the rules for every family).
 */
#ifndef CRYPTO_MAC_H
#define CRYPTO_MAC_H

#include "crypto/operation.h"

/** Room for a suspended MAC. */
#define CRYPTO_MAC_SUSPEND_MAX                                              \
    (8u + (sizeof(struct crypto_cmac) > 2u * (20u + 64u + CRYPTO_BLOCK_MAX) \
               ? sizeof(struct crypto_cmac)                                 \
               : 2u * (20u + 64u + CRYPTO_BLOCK_MAX)))

/** The length in bytes of a MAC that is not truncated; 0 if `algorithm` is none that we know. */
size_t crypto_mac_size(psa_algorithm_t algorithm);

/**
 * Begins to compute a MAC, or to `verify` one. The key needs PSA_KEY_USAGE_SIGN_MESSAGE or
 * PSA_KEY_USAGE_VERIFY_MESSAGE.
 *
 *   PSA_ERROR_INVALID_ARGUMENT  `algorithm` is no MAC, or a wildcard, or no MAC of this type of
 *                               key, or longer than the whole MAC
 *   PSA_ERROR_NOT_SUPPORTED     the profile does not have the algorithm, or it is shorter than 4
 *                               bytes, which somebody could try out
 *   and the statuses of crypto_key_use()
 */
static inline psa_status_t crypto_mac_begin(struct crypto_operation *operation, int32_t owner,
                                            psa_key_id_t key, psa_algorithm_t algorithm,
                                            bool verify)
{
    return crypto_operation_begin_keyed(operation, CRYPTO_MAC, owner, key, algorithm, !verify);
}

/** More of the message. */
psa_status_t crypto_mac_update(struct crypto_operation *operation, const uint8_t *data,
                               size_t size);

/** Writes the MAC, `*size` bytes of at most `capacity`, and ends. PSA_ERROR_BAD_STATE if it was
 * begun to verify, PSA_ERROR_BUFFER_TOO_SMALL; `*size` is 0 after any failure. */
static inline psa_status_t crypto_mac_finish(struct crypto_operation *operation, uint8_t *mac,
                                             size_t capacity, size_t *size)
{
    return crypto_operation_finish(operation, mac, capacity, size);
}

/** Compares the MAC with another in constant time, and ends. PSA_ERROR_BAD_STATE if it was begun
 * to compute, PSA_ERROR_INVALID_SIGNATURE if they differ, in length or in content. */
static inline psa_status_t crypto_mac_verify(struct crypto_operation *operation, const uint8_t *mac,
                                             size_t size)
{
    return crypto_operation_verify(operation, mac, size);
}

/**
 * Writes the state for crypto_mac_resume() and ends: `*size` bytes of at most `capacity`,
 * CRYPTO_MAC_SUSPEND_MAX are always enough. For callers inside the firmware, as a TPM's sequences:
 * the state is worth as much as the key, and leaves the firmware encrypted and authenticated, or
 * not at all. The state of an HMAC is the two hashes' (in the format of psa_hash_suspend()) and is
 * good on any machine; that of a CMAC is good for the same image alone.
 * PSA_ERROR_BUFFER_TOO_SMALL; PSA_ERROR_NOT_SUPPORTED where the profile leaves it out
 * (CONFIG_CRYPTO_HASH_SUSPEND), the key lives in another location, or more of the MAC than its
 * state does, as of a CMAC of OpenSSL's.
 */
psa_status_t crypto_mac_suspend(struct crypto_operation *operation, uint8_t *state, size_t capacity,
                                size_t *size);

/** Begins from what crypto_mac_suspend() wrote, without its key. PSA_ERROR_INVALID_ARGUMENT if it
 * is nothing of the kind. */
psa_status_t crypto_mac_resume(struct crypto_operation *operation, int32_t owner,
                               const uint8_t *state, size_t size);

#endif
