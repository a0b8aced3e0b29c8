/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Key agreement: ECDH. The peer's public key comes in the format of psa_export_public_key() and is
 * checked to be a point of the curve before the private value meets it.
 */
#ifndef CRYPTO_AGREE_H
#define CRYPTO_AGREE_H

#include "crypto/provider.h"

/** The longest shared secret, in bytes. */
#define CRYPTO_SECRET_MAX CRYPTO_ECC_MAX

/** Who agrees, on what, with whom. */
struct crypto_agreement {
    int32_t owner;
    psa_key_id_t key; /**< a pair with PSA_KEY_USAGE_DERIVE */
    psa_algorithm_t algorithm;
    const uint8_t *peer;
    size_t peer_size; /**< in bytes */
};

/**
 * Computes the shared secret, `*size` bytes of at most `capacity`, 0 after a failure;
 * CRYPTO_SECRET_MAX are always enough, and the caller wipes them. `algorithm` is a key agreement,
 * alone or together with a derivation.
 *
 *   PSA_ERROR_INVALID_ARGUMENT  `algorithm` is no agreement, or none of this type of key; the
 *                               peer's key is not of this curve
 *   PSA_ERROR_BUFFER_TOO_SMALL
 *   PSA_ERROR_NOT_SUPPORTED     the profile does not have it
 *   and the statuses of crypto_key_use()
 */
psa_status_t crypto_agree_secret(const struct crypto_agreement *agreement, uint8_t *secret,
                                 size_t capacity, size_t *size);

/** As psa_raw_key_agreement(): the same, with PSA_ERROR_INVALID_ARGUMENT for an algorithm that is
 * not an agreement alone. `output` may be where the peer's key is. */
psa_status_t crypto_agree(const struct crypto_agreement *agreement, uint8_t *output,
                          size_t capacity, size_t *size);

/**
 * As psa_key_agreement(): makes a key of the shared secret, of type DERIVE, HMAC, PASSWORD or
 * RAW_DATA, as the attributes say. PSA_ERROR_INVALID_ARGUMENT for another type or size; statuses as
 * above and as psa_import_key().
 */
psa_status_t crypto_agree_key(const struct crypto_agreement *agreement,
                              const psa_key_attributes_t *attributes, psa_key_id_t *id);

#endif
