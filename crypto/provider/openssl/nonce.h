/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The values k of deterministic ECDSA: RFC 6979, 3.2, with HMAC of crypto/hmac.h.
 */
#ifndef CRYPTO_OPENSSL_NONCE_H
#define CRYPTO_OPENSSL_NONCE_H

#include "crypto/provider.h"

/** K and V of the RFC. Wiped by the caller. */
struct openssl_nonce {
    psa_algorithm_t hash;
    size_t hash_size;
    bool is_used; /* a value was given out, and was not good */
    uint8_t key[CRYPTO_HASH_MAX];
    uint8_t value[CRYPTO_HASH_MAX];
};

/** Begins with a private value and the hash to be signed as a number, both of `size` bytes.
 * PSA_ERROR_NOT_SUPPORTED if the profile lacks the hash of `algorithm`. */
psa_status_t openssl_nonce_begin(struct openssl_nonce *nonce, psa_algorithm_t algorithm,
                                 const uint8_t *secret, const uint8_t *number, size_t size);

/** Writes the next `size` bytes, which may be out of a curve's range. */
psa_status_t openssl_nonce_next(struct openssl_nonce *nonce, uint8_t *output, size_t size);

#endif
