/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The functions behind the table of the Mbed TLS provider, one file for each family, so that a
 * program takes in only what it names. All do what crypto/provider.h says.
 */
#ifndef CRYPTO_PROVIDER_MBEDTLS_H
#define CRYPTO_PROVIDER_MBEDTLS_H

#include "crypto/provider.h"

psa_status_t crypto_mbedtls_random(uint8_t *output, size_t size);

psa_status_t crypto_mbedtls_hash_begin(struct crypto_hash *hash, psa_algorithm_t algorithm);
psa_status_t crypto_mbedtls_hash_update(struct crypto_hash *hash, const uint8_t *data, size_t size);
psa_status_t crypto_mbedtls_hash_finish(struct crypto_hash *hash, uint8_t *digest);

psa_status_t crypto_mbedtls_aead_begin(struct crypto_aead *aead,
                                       const psa_key_attributes_t *attributes, const uint8_t *key,
                                       const struct crypto_aead_shape *shape);
psa_status_t crypto_mbedtls_aead_update_ad(struct crypto_aead *aead, const uint8_t *ad,
                                           size_t size);
psa_status_t crypto_mbedtls_aead_update(struct crypto_aead *aead, const uint8_t *input,
                                        uint8_t *output, size_t size);
psa_status_t crypto_mbedtls_aead_finish(struct crypto_aead *aead, uint8_t *tag, size_t tag_size);
void crypto_mbedtls_aead_swap(struct crypto_aead *aead, struct crypto_aead_turn *turn);

psa_status_t crypto_mbedtls_ecc_check(const psa_key_attributes_t *attributes, const uint8_t *key);
psa_status_t crypto_mbedtls_ecc_public(const psa_key_attributes_t *attributes, const uint8_t *key,
                                       uint8_t *point);
psa_status_t crypto_mbedtls_ecdsa_sign(const psa_key_attributes_t *attributes, const uint8_t *key,
                                       const uint8_t *hash, size_t hash_size, uint8_t *signature);
psa_status_t crypto_mbedtls_ecdsa_verify(const psa_key_attributes_t *attributes, const uint8_t *key,
                                         const uint8_t *hash, size_t hash_size,
                                         const uint8_t *signature);

#endif
