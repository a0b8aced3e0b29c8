/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The key store: a static table of keys, and one arena for their bytes.
 *
 * A key is named by its owner (a client id) and its identifier; nothing here looks at one without
 * the other, so two owners never meet. CONFIG_CRYPTO_KEY_SLOT_COUNT keys fit, and 32 bytes of
 * material for each, which longer keys take from shorter ones. Keys are kept as bytes, not
 * expanded: an AES key schedule is nine times as large as the key.
 *
 * Persistent keys come into the table when they are used. One that may be cached stays until its
 * place is needed, the least recently used first; one that may not leaves with
 * crypto_key_release(), which ends every request.
 *
 * Making a key has two steps, so that its bytes come straight to their place and are checked
 * there: crypto_key_prepare(), fill, crypto_key_commit(). Between the two no other function of
 * this file may be called; a key that is not committed never was.
 */
#ifndef CRYPTO_KEY_H
#define CRYPTO_KEY_H

#include "psa/crypto.h"

/** A key in the table. Pointers to it are good until the next function here that takes a name. */
struct crypto_key {
    psa_key_attributes_t attributes;
    int32_t owner;
    uint16_t offset; /**< of the material in the arena, in bytes */
    uint16_t size;   /**< of the material, in bytes */
    uint32_t used;   /**< when it was last found, in lookups */
};

/**
 * Finds a key, and loads it if it is persistent.
 *
 *   PSA_ERROR_INVALID_HANDLE       the owner has no such key
 *   PSA_ERROR_INSUFFICIENT_MEMORY  no place to load it to
 *   PSA_ERROR_DATA_CORRUPT, PSA_ERROR_DATA_INVALID, PSA_ERROR_STORAGE_FAILURE
 */
psa_status_t crypto_key_find(int32_t owner, psa_key_id_t id, const struct crypto_key **key);

/** Finds a key for a use, as crypto_policy_check() allows; its statuses too. */
psa_status_t crypto_key_use(int32_t owner, psa_key_id_t id, psa_key_usage_t usage,
                            psa_algorithm_t algorithm, const struct crypto_key **key);

/** The bytes of a key, `key->size` of them, as psa_export_key() gives them. */
const uint8_t *crypto_key_material(const struct crypto_key *key);

/**
 * Makes place for a key of `size` bytes. The caller writes them to `*material`, then commits; or
 * does not, and wipes what it wrote. Statuses as psa_import_key().
 */
psa_status_t crypto_key_prepare(int32_t owner, const psa_key_attributes_t *attributes, size_t size,
                                uint8_t **material);

/**
 * Checks the bytes of the prepared key and makes it exist; saves it if it is persistent. On
 * failure the bytes are wiped and `*id` is PSA_KEY_ID_NULL.
 */
psa_status_t crypto_key_commit(psa_key_id_t *id);

/** Makes a key of random bytes. Statuses as psa_generate_key(). */
psa_status_t crypto_key_generate(int32_t owner, const psa_key_attributes_t *attributes,
                                 psa_key_id_t *id);

/** As psa_destroy_key(): PSA_SUCCESS for id 0. */
psa_status_t crypto_key_destroy(int32_t owner, psa_key_id_t id);

/** As psa_purge_key(). */
psa_status_t crypto_key_purge(int32_t owner, psa_key_id_t id);

/** Finds a key whose bytes may leave: public, or with PSA_KEY_USAGE_EXPORT. */
psa_status_t crypto_key_export(int32_t owner, psa_key_id_t id, const struct crypto_key **key);

/**
 * Writes the public key of a pair or public key to `point`, which holds
 * CRYPTO_PUBLIC_KEY_MAX bytes; `*size` of them.
 */
psa_status_t crypto_key_public(int32_t owner, psa_key_id_t id, uint8_t *point, size_t *size);

/** Ends a request: wipes loaded keys that may not be cached. */
void crypto_key_release(void);

#endif
