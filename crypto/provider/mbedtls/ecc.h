/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The curves behind the provider's entries, and deterministic values for signatures. Where the
 * profile has P-256 alone, its functions are in the table; otherwise those of ecc.c choose. All do
 * what crypto/primitive.h says.
 */
#ifndef CRYPTO_MBEDTLS_ECC_H
#define CRYPTO_MBEDTLS_ECC_H

#include "crypto/provider/mbedtls/provider.h"

/* Declares the functions of a curve. */
#define ECC_DECLARE(name)                                                                          \
    psa_status_t crypto_mbedtls_##name##_check(const struct crypto_key *key);                      \
    psa_status_t crypto_mbedtls_##name##_public(const struct crypto_key *key, uint8_t *point);     \
    psa_status_t crypto_mbedtls_##name##_sign(const struct crypto_key *key,                        \
                                              psa_algorithm_t algorithm, const uint8_t *hash,      \
                                              size_t hash_size, uint8_t *signature);               \
    psa_status_t crypto_mbedtls_##name##_verify(const struct crypto_key *key, const uint8_t *hash, \
                                                size_t hash_size, const uint8_t *signature);       \
    psa_status_t crypto_mbedtls_##name##_ecdh(const struct crypto_key *key, const uint8_t *peer,   \
                                              uint8_t *secret);

ECC_DECLARE(ecc)
ECC_DECLARE(p256)
ECC_DECLARE(p384)

/** Random values as p256-m is compiled to ask for them. */
psa_status_t crypto_mbedtls_p256_random(uint8_t *output, size_t size);

/** The generator of RFC 6979, 3.2: the values of a signature that depend on key and hash alone. */
struct deterministic {
    psa_algorithm_t hash;
    size_t size; /**< of the hash, in bytes */
    bool again;  /**< a value was taken: the next one needs another step first */
    uint8_t key[CRYPTO_HASH_MAX], value[CRYPTO_HASH_MAX];
};

/** Begins with the private value and the message's hash as a number less than the curve's order,
 * `size` bytes each. `algorithm` tells the hash of the generator. */
psa_status_t crypto_deterministic_begin(struct deterministic *state, psa_algorithm_t algorithm,
                                        const uint8_t *secret, const uint8_t *number, size_t size);

/** The next value, `size` bytes. It may be above the order, or 0: then the one after it is due. */
psa_status_t crypto_deterministic_next(struct deterministic *state, uint8_t *output, size_t size);

#endif
