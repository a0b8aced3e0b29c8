/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Signatures of hashes. A message is hashed first (crypto_sign_message_hash()), then its hash is
 * signed or verified with the usage of messages.
 */
#ifndef CRYPTO_SIGN_H
#define CRYPTO_SIGN_H

#include "crypto/provider.h"

/** What is signed or verified, by whom, with what. */
struct crypto_signing {
    int32_t owner;
    psa_key_id_t key;
    psa_key_usage_t usage; /**< one of PSA_KEY_USAGE_SIGN_* or PSA_KEY_USAGE_VERIFY_*: ..._HASH, or
                                ..._MESSAGE if the hash was computed here */
    psa_algorithm_t algorithm;
    const uint8_t *hash;
    size_t hash_size; /**< in bytes */
};

/** The hash of the messages that `algorithm` signs. PSA_ALG_NONE, which is none and an invalid
 * argument to crypto_hash_begin(), if it signs no messages or stands for several. */
static inline psa_algorithm_t crypto_sign_message_hash(psa_algorithm_t algorithm)
{
    return (algorithm & 0xff) == 0xff ? PSA_ALG_NONE : PSA_ALG_SIGN_GET_HASH(algorithm);
}

/**
 * Signs with a key pair. `signature` holds `capacity` bytes, `*size` are written, 0 on failure;
 * CRYPTO_SIGNATURE_MAX are always enough. Statuses as psa_sign_hash().
 */
psa_status_t crypto_sign_hash(const struct crypto_signing *signing, uint8_t *signature,
                              size_t capacity, size_t *size);

/** Verifies with a pair or a public key. Statuses as psa_verify_hash(). */
psa_status_t crypto_verify_hash(const struct crypto_signing *signing, const uint8_t *signature,
                                size_t size);

#endif
