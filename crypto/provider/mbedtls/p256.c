/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/provider/mbedtls/provider.h"

#include <p256-m.h>

/* Every failure here that is not the caller's is a lack of random values: those of signing that
 * p256-m reports so besides have a chance of 2^-128. */

psa_status_t crypto_mbedtls_ecc_check(const psa_key_attributes_t *attributes, const uint8_t *key)
{
    bool good;

    if (PSA_KEY_TYPE_IS_KEY_PAIR(attributes->type))
        good = p256_validate_privkey(key) == P256_SUCCESS;
    else
        good = key[0] == 4 && p256_validate_pubkey(key + 1) == P256_SUCCESS;
    return good ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT;
}

psa_status_t crypto_mbedtls_ecc_public(const psa_key_attributes_t *attributes, const uint8_t *key,
                                       uint8_t *point)
{
    (void)attributes;
    point[0] = 4;
    return p256_public_from_private(point + 1, key) == P256_SUCCESS ? PSA_SUCCESS
                                                                    : PSA_ERROR_INVALID_ARGUMENT;
}

psa_status_t crypto_mbedtls_ecdsa_sign(const psa_key_attributes_t *attributes, const uint8_t *key,
                                       const uint8_t *hash, size_t hash_size, uint8_t *signature)
{
    (void)attributes;
    return p256_ecdsa_sign(signature, key, hash, hash_size) == P256_SUCCESS
               ? PSA_SUCCESS
               : PSA_ERROR_INSUFFICIENT_ENTROPY;
}

psa_status_t crypto_mbedtls_ecdsa_verify(const psa_key_attributes_t *attributes, const uint8_t *key,
                                         const uint8_t *hash, size_t hash_size,
                                         const uint8_t *signature)
{
    (void)attributes;
    return p256_ecdsa_verify(signature, key + 1, hash, hash_size) == P256_SUCCESS
               ? PSA_SUCCESS
               : PSA_ERROR_INVALID_SIGNATURE;
}
