/* SPDX-License-Identifier: Apache-2.0 */
/**
 * HMAC (RFC 2104) over any provider's hashes. For the engine and the key derivations: no key store
 * and no policy here.
 *
 * The state is two hashes that have taken in the key: the inner one then takes the message, the
 * outer one waits for the inner one's result. So the key itself is not kept, and one begun state
 * serves many messages by crypto_hmac_clone(), two blocks of hashing cheaper each.
 */
#ifndef CRYPTO_HMAC_H
#define CRYPTO_HMAC_H

#include "crypto/provider.h"

struct crypto_hmac {
    struct crypto_hash hash[2];
};

/** Which hash is which. */
enum { CRYPTO_HMAC_INNER, CRYPTO_HMAC_OUTER };

/** Begins with a key of any length. `hash` is a hash's algorithm or one with a hash in its low
 * byte. PSA_ERROR_NOT_SUPPORTED if the profile has no HMAC or not the hash; the state is wiped
 * after a failure. */
psa_status_t crypto_hmac_begin(struct crypto_hmac *hmac, psa_algorithm_t hash, const uint8_t *key,
                               size_t size);

/** Makes a key of any length one of a block at most, `*length` bytes: a longer one is its hash,
 * which for HMAC is the same key. `hash` as above. */
psa_status_t crypto_hmac_shorten(psa_algorithm_t hash, const uint8_t *key, size_t size,
                                 uint8_t block[CRYPTO_BLOCK_MAX], size_t *length);

static inline psa_status_t crypto_hmac_update(struct crypto_hmac *hmac, const uint8_t *data,
                                              size_t size)
{
    return crypto_provider.hash_update(&hmac->hash[CRYPTO_HMAC_INNER], data, size);
}

/** Writes as many bytes as `hash`, which was given to crypto_hmac_begin(), has. The state is not
 * wiped: crypto_hmac_abort() is due. */
psa_status_t crypto_hmac_finish(struct crypto_hmac *hmac, psa_algorithm_t hash, uint8_t *mac);

/** Begins `target`, which has no state yet, as `source` stands. */
psa_status_t crypto_hmac_clone(const struct crypto_hmac *source, struct crypto_hmac *target);

/** Wipes a state that was begun. */
void crypto_hmac_abort(struct crypto_hmac *hmac);

#endif
