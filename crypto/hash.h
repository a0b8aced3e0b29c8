/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Hashes: a message in pieces, or at once. No key and so no owner takes part; an operation in a
 * slot has one nevertheless (operation.h, where also the rules for every family are).
 */
#ifndef CRYPTO_HASH_H
#define CRYPTO_HASH_H

#include "crypto/operation.h"

/** The length in bytes of a hash, or of the hash inside another algorithm; 0 if there is none. */
size_t crypto_hash_size(psa_algorithm_t algorithm);

/** The bytes that SHA-1 and SHA-2 work on at a time: 128 of SHA-384 and SHA-512, else 64. */
static inline size_t crypto_hash_block_size(psa_algorithm_t algorithm)
{
    return CRYPTO_HASH_WIDE && crypto_hash_size(algorithm) > 32 ? 128 : 64;
}

/**
 * Begins a hash. PSA_ERROR_INVALID_ARGUMENT if `algorithm` is no hash, PSA_ERROR_NOT_SUPPORTED if
 * the profile does not have it.
 */
psa_status_t crypto_hash_begin(struct crypto_operation *operation, psa_algorithm_t algorithm);

/** More of the message. Only a provider's failure is an error. */
psa_status_t crypto_hash_update(struct crypto_operation *operation, const uint8_t *data,
                                size_t size);

/** Writes the hash, `*size` bytes of at most `capacity`, and ends. PSA_ERROR_BUFFER_TOO_SMALL;
 * `*size` is 0 after any failure. */
static inline psa_status_t crypto_hash_finish(struct crypto_operation *operation, uint8_t *hash,
                                              size_t capacity, size_t *size)
{
    return crypto_operation_finish(operation, hash, capacity, size);
}

/** Compares the hash with another in constant time, and ends. PSA_ERROR_INVALID_SIGNATURE if they
 * differ, in length or in content. */
static inline psa_status_t crypto_hash_verify(struct crypto_operation *operation,
                                              const uint8_t *hash, size_t size)
{
    return crypto_operation_verify(operation, hash, size);
}

/** Begins `target` as `source` stands, which goes on as it was, whatever comes of this. */
psa_status_t crypto_hash_clone(const struct crypto_operation *source,
                               struct crypto_operation *target);

/**
 * Writes the state in the format of psa_hash_suspend() and ends: `*size` bytes of at most
 * `capacity`, PSA_HASH_SUSPEND_OUTPUT_SIZE() are always enough. They tell of the message as much
 * as its hash, and its last bytes literally: where the message is a secret, so are they.
 * PSA_ERROR_BUFFER_TOO_SMALL; PSA_ERROR_NOT_SUPPORTED where the profile leaves it out
 * (CONFIG_CRYPTO_HASH_SUSPEND). `*size` is 0 after any failure.
 */
psa_status_t crypto_hash_suspend(struct crypto_operation *operation, uint8_t *state,
                                 size_t capacity, size_t *size);

/** Begins from what crypto_hash_suspend() wrote. PSA_ERROR_INVALID_ARGUMENT if it is nothing of
 * the kind, PSA_ERROR_NOT_SUPPORTED as there and as crypto_hash_begin(). */
psa_status_t crypto_hash_resume(struct crypto_operation *operation, const uint8_t *state,
                                size_t size);

/** All at once; `hash` holds `capacity` bytes, `*size` is what was written, 0 on failure.
 * PSA_ERROR_BUFFER_TOO_SMALL, and the statuses of crypto_hash_begin(). */
psa_status_t crypto_hash_compute(psa_algorithm_t algorithm, const uint8_t *data, size_t data_size,
                                 uint8_t *hash, size_t capacity, size_t *size);

#endif
