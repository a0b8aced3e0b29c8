/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Signatures of hashes. A message is hashed first (PSA_ALG_SIGN_GET_HASH()), then its hash is
 * signed or verified with the usage of messages.
 */
#ifndef CRYPTO_SIGN_H
#define CRYPTO_SIGN_H

#include "crypto/provider.h"

/**
 * Signs `hash` with a key pair. `usage` is PSA_KEY_USAGE_SIGN_HASH, or PSA_KEY_USAGE_SIGN_MESSAGE
 * if `hash` was computed here. `signature` holds `capacity` bytes, `*size` are written, 0 on
 * failure. Statuses as psa_sign_hash().
 */
psa_status_t crypto_sign_hash(int32_t owner, psa_key_id_t key, psa_key_usage_t usage,
                              psa_algorithm_t algorithm, const uint8_t *hash, size_t hash_size,
                              uint8_t *signature, size_t capacity, size_t *size);

/**
 * Verifies the signature of `hash` with a pair or a public key. `usage` is
 * PSA_KEY_USAGE_VERIFY_HASH or _MESSAGE. Statuses as psa_verify_hash().
 */
psa_status_t crypto_verify_hash(int32_t owner, psa_key_id_t key, psa_key_usage_t usage,
                                psa_algorithm_t algorithm, const uint8_t *hash, size_t hash_size,
                                const uint8_t *signature, size_t size);

#endif
