/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The functions behind the table of the Mbed TLS provider, one file for each family, so that a
 * program takes in only what it names. All do what crypto/primitive.h says. Ciphers that come in
 * several kinds have headers of their own: aead.h, ecc.h, rsa.h.
 */
#ifndef CRYPTO_PROVIDER_MBEDTLS_H
#define CRYPTO_PROVIDER_MBEDTLS_H

#include "crypto/primitive.h"

psa_status_t crypto_mbedtls_random(uint8_t *output, size_t size);

psa_status_t crypto_mbedtls_hash_begin(struct crypto_hash *hash, psa_algorithm_t algorithm);
psa_status_t crypto_mbedtls_hash_update(struct crypto_hash *hash, const uint8_t *data, size_t size);
psa_status_t crypto_mbedtls_hash_finish(struct crypto_hash *hash, uint8_t *digest);
psa_status_t crypto_mbedtls_hash_export(const struct crypto_hash *hash, uint64_t *count,
                                        uint8_t *chain, uint8_t *pending);
psa_status_t crypto_mbedtls_hash_import(struct crypto_hash *hash, psa_algorithm_t algorithm,
                                        uint64_t count, const uint8_t *chain,
                                        const uint8_t *pending);

psa_status_t crypto_mbedtls_cmac_begin(struct crypto_cmac *cmac, const struct crypto_key *key,
                                       psa_algorithm_t algorithm);
psa_status_t crypto_mbedtls_cmac_update(struct crypto_cmac *cmac, const uint8_t *data, size_t size);
psa_status_t crypto_mbedtls_cmac_finish(struct crypto_cmac *cmac, uint8_t *mac);

psa_status_t crypto_mbedtls_cipher_begin(struct crypto_cipher *cipher, const struct crypto_key *key,
                                         psa_algorithm_t algorithm, bool encrypt);
psa_status_t crypto_mbedtls_cipher_iv(struct crypto_cipher *cipher, const uint8_t *iv);
psa_status_t crypto_mbedtls_cipher_update(struct crypto_cipher *cipher, const uint8_t *input,
                                          size_t size, uint8_t *output, size_t capacity,
                                          size_t *length);
psa_status_t crypto_mbedtls_cipher_finish(struct crypto_cipher *cipher, uint8_t *output,
                                          size_t capacity, size_t *length);

psa_status_t crypto_mbedtls_rsa_check(const struct crypto_key *material, size_t *bits);
psa_status_t crypto_mbedtls_rsa_generate(size_t bits, const uint8_t *exponent, size_t exponent_size,
                                         uint8_t *output, size_t capacity, size_t *size);
psa_status_t crypto_mbedtls_rsa_public(const struct crypto_key *material, uint8_t *output,
                                       size_t *size);
psa_status_t crypto_mbedtls_rsa_sign(const struct crypto_key *material, psa_algorithm_t algorithm,
                                     const uint8_t *hash, size_t hash_size, uint8_t *signature);
psa_status_t crypto_mbedtls_rsa_verify(const struct crypto_key *material, psa_algorithm_t algorithm,
                                       const uint8_t *hash, size_t hash_size,
                                       const uint8_t *signature);
psa_status_t crypto_mbedtls_rsa_encrypt(const struct crypto_key *material,
                                        psa_algorithm_t algorithm, const uint8_t *input,
                                        size_t size, const uint8_t *label, size_t label_size,
                                        uint8_t *output);
psa_status_t crypto_mbedtls_rsa_decrypt(const struct crypto_key *material,
                                        psa_algorithm_t algorithm, const uint8_t *input,
                                        const uint8_t *label, size_t label_size, uint8_t *output,
                                        size_t *length);

#endif
