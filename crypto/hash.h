/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Hashes: a message in pieces, or at once. A state belongs to the caller and needs no key, so no
 * owner is asked for.
 */
#ifndef CRYPTO_HASH_H
#define CRYPTO_HASH_H

#include "crypto/provider.h"

/** The length in bytes of a hash, or of the hash inside another algorithm; 0 if there is none. */
size_t crypto_hash_size(psa_algorithm_t algorithm);

/**
 * Begins a hash. PSA_ERROR_INVALID_ARGUMENT if `algorithm` is no hash, PSA_ERROR_NOT_SUPPORTED if
 * the provider does not have it. After another status than PSA_SUCCESS nothing has begun.
 */
psa_status_t crypto_hash_begin(struct crypto_hash *hash, psa_algorithm_t algorithm);

static inline psa_status_t crypto_hash_update(struct crypto_hash *hash, const uint8_t *data,
                                              size_t size)
{
    return crypto_provider.hash_update(hash, data, size);
}

/** Writes crypto_hash_size() bytes to `digest` and wipes the state. */
static inline psa_status_t crypto_hash_finish(struct crypto_hash *hash, uint8_t *digest)
{
    return crypto_provider.hash_finish(hash, digest);
}

/** All at once; `digest` holds `capacity` bytes, `*size` is what was written, 0 on failure.
 * PSA_ERROR_BUFFER_TOO_SMALL, and the statuses of crypto_hash_begin(). */
psa_status_t crypto_hash_compute(psa_algorithm_t algorithm, const uint8_t *data, size_t data_size,
                                 uint8_t *digest, size_t capacity, size_t *size);

#endif
