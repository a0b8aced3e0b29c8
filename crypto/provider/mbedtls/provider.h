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

psa_status_t crypto_mbedtls_aead_begin(struct crypto_aead *aead, const struct crypto_material *key,
                                       psa_algorithm_t algorithm, bool encrypt);
psa_status_t crypto_mbedtls_aead_start(struct crypto_aead *aead, const uint8_t *nonce,
                                       size_t nonce_size, size_t ad_size, size_t data_size);
psa_status_t crypto_mbedtls_aead_update_ad(struct crypto_aead *aead, const uint8_t *ad,
                                           size_t size);
psa_status_t crypto_mbedtls_aead_update(struct crypto_aead *aead, const uint8_t *input,
                                        uint8_t *output, size_t size);
psa_status_t crypto_mbedtls_aead_finish(struct crypto_aead *aead, uint8_t *tag);
void crypto_mbedtls_aead_swap(struct crypto_aead *aead, struct crypto_aead_turn *turn);

psa_status_t crypto_mbedtls_ecc_check(const struct crypto_material *key);
psa_status_t crypto_mbedtls_ecc_public(const struct crypto_material *key, uint8_t *point);
psa_status_t crypto_mbedtls_ecdsa_sign(const struct crypto_material *key, psa_algorithm_t algorithm,
                                       const uint8_t *hash, size_t hash_size, uint8_t *signature);
psa_status_t crypto_mbedtls_ecdsa_verify(const struct crypto_material *key, const uint8_t *hash,
                                         size_t hash_size, const uint8_t *signature);
psa_status_t crypto_mbedtls_ecdh(const struct crypto_material *key, const uint8_t *peer,
                                 uint8_t *secret);

#endif
