/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Message authentication codes of the PSA Crypto API (section 10.3): HMAC with a
 * PSA_KEY_TYPE_HMAC key, CMAC with an AES key. Include psa/crypto.h, which brings this and says
 * what all functions have in common.
 *
 * PSA_ALG_TRUNCATED_MAC() takes the first bytes only, 4 at least, and is another algorithm in a
 * key's policy than the full MAC; a policy of PSA_ALG_AT_LEAST_THIS_LENGTH_MAC() allows all lengths
 * from one on. A length that the algorithm cannot have is PSA_ERROR_INVALID_ARGUMENT.
 *
 * To compute needs PSA_KEY_USAGE_SIGN_MESSAGE, to verify PSA_KEY_USAGE_VERIFY_MESSAGE.
 */
#ifndef PSA_CRYPTO_MAC_H
#define PSA_CRYPTO_MAC_H

#include "psa/crypto_types.h"

/** Computes the MAC of `input`. PSA_MAC_LENGTH() bytes are written. */
psa_status_t psa_mac_compute(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                             size_t input_length, uint8_t *mac, size_t mac_size,
                             size_t *mac_length);

/**
 * Computes the MAC of `input` and compares it with `mac`, in a time that does not depend on where
 * they differ. PSA_ERROR_INVALID_SIGNATURE if they differ, in length too.
 */
psa_status_t psa_mac_verify(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                            size_t input_length, const uint8_t *mac, size_t mac_length);

static inline psa_mac_operation_t psa_mac_operation_init(void)
{
    return (psa_mac_operation_t)PSA_MAC_OPERATION_INIT;
}

/** Begins to compute the MAC of a message in parts. The key may be destroyed while it goes on. */
psa_status_t psa_mac_sign_setup(psa_mac_operation_t *operation, psa_key_id_t key,
                                psa_algorithm_t alg);

/** Begins to verify one. */
psa_status_t psa_mac_verify_setup(psa_mac_operation_t *operation, psa_key_id_t key,
                                  psa_algorithm_t alg);

/** Adds a part of the message. */
psa_status_t psa_mac_update(psa_mac_operation_t *operation, const uint8_t *input,
                            size_t input_length);

/** Writes the MAC and ends the operation, which psa_mac_sign_setup() began. */
psa_status_t psa_mac_sign_finish(psa_mac_operation_t *operation, uint8_t *mac, size_t mac_size,
                                 size_t *mac_length);

/** Compares the MAC as psa_mac_verify() does, and ends the operation if it is the same.
 * PSA_ERROR_INVALID_SIGNATURE if not, PSA_ERROR_BAD_STATE also if psa_mac_sign_setup() began it. */
psa_status_t psa_mac_verify_finish(psa_mac_operation_t *operation, const uint8_t *mac,
                                   size_t mac_length);

/** Ends an operation in any state, and gives its place back. */
psa_status_t psa_mac_abort(psa_mac_operation_t *operation);

#endif
