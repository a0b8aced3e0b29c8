/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Where persistent keys are kept: what the key store asks of storage.
 *
 * Declared here because crypto/ knows no storage, defined by whoever puts the image together: in
 * Kedge by service/crypto/persist.c, over the record log. Called only when the profile has
 * CONFIG_CRYPTO_KEY_PERSISTENT.
 *
 * A key is named by its owner and its identifier. A key is saved whole or not at all, whenever the
 * power goes. What load returns has been checked for damage but not for sense: the key store
 * checks the attributes and the material as it does for an import.
 */
#ifndef CRYPTO_PERSIST_H
#define CRYPTO_PERSIST_H

#include "psa/crypto.h"

/**
 * Reads a key: its attributes, but for the identifier and the size in bits, which follow from the
 * name and the material; and `*size` bytes of material.
 *
 *   PSA_ERROR_DOES_NOT_EXIST    there is none
 *   PSA_ERROR_BUFFER_TOO_SMALL  it is longer than `capacity`
 *   PSA_ERROR_DATA_CORRUPT      it is damaged
 *   PSA_ERROR_DATA_INVALID      it has a format that this version does not know
 *   PSA_ERROR_STORAGE_FAILURE   the storage failed
 */
psa_status_t crypto_persist_load(int32_t owner, psa_key_id_t id, psa_key_attributes_t *attributes,
                                 uint8_t *material, size_t capacity, size_t *size);

/** Saves a new key under `attributes->id`. PSA_ERROR_INSUFFICIENT_STORAGE,
 * PSA_ERROR_STORAGE_FAILURE. */
psa_status_t crypto_persist_save(int32_t owner, const psa_key_attributes_t *attributes,
                                 const uint8_t *material, size_t size);

/** Removes a key, damaged or not. PSA_ERROR_DOES_NOT_EXIST, PSA_ERROR_STORAGE_FAILURE. */
psa_status_t crypto_persist_erase(int32_t owner, psa_key_id_t id);

#endif
