/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The key store: a static table of keys, and one arena for their bytes.
 *
 * A key is named by its owner (a client id) and its identifier; nothing here looks at one without
 * the other, so two owners never meet. CONFIG_CRYPTO_KEY_SLOT_COUNT keys fit, and
 * CONFIG_CRYPTO_KEY_ARENA_SIZE bytes of material. Keys are kept as bytes, not expanded: an AES key
 * schedule is nine times as large as the key.
 *
 * Persistent keys come into the table when they are used. One that may be cached stays until its
 * place is needed, the least recently used first; one that may not leaves with
 * crypto_key_release(), which ends every request. The public key of a pair on a curve stays beside
 * it after it was computed, as long as nobody else needs the place: computing it again takes half
 * as long as verifying a signature.
 *
 * Making a key has two steps, so that its bytes come straight to their place and are checked
 * there: crypto_key_prepare(), fill, crypto_key_commit(). Between the two no other function of
 * this file may be called; a key that is not committed never was.
 *
 * A key of another location (CONFIG_CRYPTO_OPAQUE) has two bytes of its size in bits and then what
 * the location's provider wants to be kept as its material.
 */
#ifndef CRYPTO_KEY_H
#define CRYPTO_KEY_H

#include "crypto/provider.h"

/**
 * Finds a key, and loads it if it is persistent. The pointer is good until the next function here
 * that takes a name.
 *
 *   PSA_ERROR_INVALID_HANDLE       the owner has no such key
 *   PSA_ERROR_INSUFFICIENT_MEMORY  no place to load it to
 *   PSA_ERROR_DATA_CORRUPT, PSA_ERROR_DATA_INVALID, PSA_ERROR_STORAGE_FAILURE
 */
psa_status_t crypto_key_find(int32_t owner, psa_key_id_t id, const struct crypto_key **key);

/** Finds a key for a use, as crypto_policy_check() allows; its statuses too. */
psa_status_t crypto_key_use(int32_t owner, psa_key_id_t id, psa_key_usage_t usage,
                            psa_algorithm_t algorithm, const struct crypto_key **key);

/** The provider of the location that the attributes name, null if there is no such location. */
const struct crypto_provider *crypto_key_location(const psa_key_attributes_t *attributes);

/** The provider that serves the key: that of its location. */
static inline const struct crypto_provider *crypto_key_provider(const struct crypto_key *key)
{
    return CONFIG_CRYPTO_OPAQUE ? crypto_key_location(&key->attributes) : &crypto_provider;
}

/**
 * Makes place for a key of `size` bytes. The caller writes them to `*material`, then commits; or
 * does not, and wipes what it wrote. Statuses as psa_import_key().
 */
psa_status_t crypto_key_prepare(int32_t owner, const psa_key_attributes_t *attributes, size_t size,
                                uint8_t **material);

/**
 * Checks the bytes of the prepared key and makes it exist; saves it if it is persistent. On
 * failure the bytes are wiped and `*id` is PSA_KEY_ID_NULL. After PSA_ERROR_INVALID_ARGUMENT, the
 * bytes are no key of this type, others may be tried in their place.
 */
psa_status_t crypto_key_commit(psa_key_id_t *id);

/** Makes a key of random bytes. Statuses as psa_generate_key(); `*id` is PSA_KEY_ID_NULL after a
 * failure. */
psa_status_t crypto_key_generate(int32_t owner, const psa_key_attributes_t *attributes,
                                 psa_key_id_t *id);

/** The same for a pair of RSA with a public exponent that the caller chooses: `exponent_size`
 * bytes, big-endian, or none for 65537. PSA_ERROR_INVALID_ARGUMENT for one with another type of
 * key, and statuses as psa_generate_key_custom(). */
psa_status_t crypto_key_generate_custom(int32_t owner, const psa_key_attributes_t *attributes,
                                        const uint8_t *exponent, size_t exponent_size,
                                        psa_key_id_t *id);

/** Copies a key, whose policy and that of `attributes` both hold for the copy. Statuses as
 * psa_copy_key(); `*id` is PSA_KEY_ID_NULL after a failure. */
psa_status_t crypto_key_copy(int32_t owner, psa_key_id_t source,
                             const psa_key_attributes_t *attributes, psa_key_id_t *id);

/** As psa_destroy_key(): PSA_SUCCESS for id 0. */
psa_status_t crypto_key_destroy(int32_t owner, psa_key_id_t id);

/** As psa_purge_key(). */
psa_status_t crypto_key_purge(int32_t owner, psa_key_id_t id);

/** Finds a key whose bytes may leave: public, or with PSA_KEY_USAGE_EXPORT.
 * PSA_ERROR_NOT_SUPPORTED for one that is not here but in another location. */
psa_status_t crypto_key_export(int32_t owner, psa_key_id_t id, const struct crypto_key **key);

/**
 * Writes the public key of a pair or public key to `output`, which holds CRYPTO_PUBLIC_MAX bytes;
 * `*size` of them. PSA_ERROR_INVALID_ARGUMENT for a symmetric key.
 */
psa_status_t crypto_key_public(int32_t owner, psa_key_id_t id, uint8_t *output, size_t *size);

/**
 * The public point of a key that was found: `*point` is in the store, or `buffer`. A pair's is
 * computed the first time, and kept where there is room. Statuses of the provider.
 */
psa_status_t crypto_key_point(const struct crypto_key *key, uint8_t buffer[CRYPTO_POINT_MAX],
                              const uint8_t **point);

/** Ends a request: wipes loaded keys that may not be cached. */
void crypto_key_release(void);

#endif
