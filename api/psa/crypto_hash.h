/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Hashes of the PSA Crypto API (section 10.2). Include psa/crypto.h, which brings this and says
 * what all functions have in common.
 */
#ifndef PSA_CRYPTO_HASH_H
#define PSA_CRYPTO_HASH_H

#include "psa/crypto_types.h"

/** Computes the hash of `input`. */
psa_status_t psa_hash_compute(psa_algorithm_t alg, const uint8_t *input, size_t input_length,
                              uint8_t *hash, size_t hash_size, size_t *hash_length);

/**
 * Computes the hash of `input` and compares it with `hash`, in a time that does not depend on
 * where they differ. PSA_ERROR_INVALID_SIGNATURE if they differ, in length too.
 */
psa_status_t psa_hash_compare(psa_algorithm_t alg, const uint8_t *input, size_t input_length,
                              const uint8_t *hash, size_t hash_length);

static inline psa_hash_operation_t psa_hash_operation_init(void)
{
    return (psa_hash_operation_t)PSA_HASH_OPERATION_INIT;
}

/** Begins a hash of a message in parts. */
psa_status_t psa_hash_setup(psa_hash_operation_t *operation, psa_algorithm_t alg);

/** Adds a part of the message. */
psa_status_t psa_hash_update(psa_hash_operation_t *operation, const uint8_t *input,
                             size_t input_length);

/** Writes the hash and ends the operation. PSA_ERROR_BUFFER_TOO_SMALL is an error as any other:
 * the operation can only be aborted then. */
psa_status_t psa_hash_finish(psa_hash_operation_t *operation, uint8_t *hash, size_t hash_size,
                             size_t *hash_length);

/** Compares the hash as psa_hash_compare() does, and ends the operation if it is the same.
 * PSA_ERROR_INVALID_SIGNATURE if not. */
psa_status_t psa_hash_verify(psa_hash_operation_t *operation, const uint8_t *hash,
                             size_t hash_length);

/** Ends an operation in any state, and gives its place back. */
psa_status_t psa_hash_abort(psa_hash_operation_t *operation);

/**
 * Writes down what has been hashed so far, and ends the operation. psa_hash_resume() goes on from
 * it, on this machine or another one that follows the API (section 10.2.5): algorithm, number of
 * bytes hashed, chaining value, bytes that wait, all big-endian. It is as secret as the message,
 * and not protected against change.
 *
 * PSA_HASH_SUSPEND_OUTPUT_SIZE() is enough room. PSA_ERROR_NOT_SUPPORTED if the image leaves it
 * out, and for a hash whose suspended state the API does not define.
 */
psa_status_t psa_hash_suspend(psa_hash_operation_t *operation, uint8_t *hash_state,
                              size_t hash_state_size, size_t *hash_state_length);

/** Sets an inactive operation up to go on from a suspended state. PSA_ERROR_INVALID_ARGUMENT if
 * that is not one, PSA_ERROR_NOT_SUPPORTED for that of a hash which this image does not have. */
psa_status_t psa_hash_resume(psa_hash_operation_t *operation, const uint8_t *hash_state,
                             size_t hash_state_length);

/** Makes of the inactive operation `target_operation` a second one that has hashed what
 * `source_operation` has. Both go on apart. */
psa_status_t psa_hash_clone(const psa_hash_operation_t *source_operation,
                            psa_hash_operation_t *target_operation);

#endif
