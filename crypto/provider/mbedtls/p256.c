/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/provider/mbedtls/provider.h"

#include <p256-m.h>

/* Every failure here that is not the caller's is a lack of random values: those of signing that
 * p256-m reports so besides have a chance of 2^-128. */

psa_status_t crypto_mbedtls_ecc_check(const struct crypto_material *key)
{
    bool good;

    if (key->attributes->bits != 256)
        return PSA_ERROR_NOT_SUPPORTED;
    if (PSA_KEY_TYPE_IS_KEY_PAIR(key->attributes->type))
        good = p256_validate_privkey(key->data) == P256_SUCCESS;
    else
        good = key->data[0] == 4 && p256_validate_pubkey(key->data + 1) == P256_SUCCESS;
    return good ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT;
}

psa_status_t crypto_mbedtls_ecc_public(const struct crypto_material *key, uint8_t *point)
{
    point[0] = 4;
    return p256_public_from_private(point + 1, key->data) == P256_SUCCESS
               ? PSA_SUCCESS
               : PSA_ERROR_INVALID_ARGUMENT;
}

psa_status_t crypto_mbedtls_ecdsa_sign(const struct crypto_material *key, psa_algorithm_t algorithm,
                                       const uint8_t *hash, size_t hash_size, uint8_t *signature)
{
    if (PSA_ALG_IS_DETERMINISTIC_ECDSA(algorithm) || key->attributes->bits != 256)
        return PSA_ERROR_NOT_SUPPORTED;
    return p256_ecdsa_sign(signature, key->data, hash, hash_size) == P256_SUCCESS
               ? PSA_SUCCESS
               : PSA_ERROR_INSUFFICIENT_ENTROPY;
}

psa_status_t crypto_mbedtls_ecdsa_verify(const struct crypto_material *key, const uint8_t *hash,
                                         size_t hash_size, const uint8_t *signature)
{
    return p256_ecdsa_verify(signature, key->data + 1, hash, hash_size) == P256_SUCCESS
               ? PSA_SUCCESS
               : PSA_ERROR_INVALID_SIGNATURE;
}

psa_status_t crypto_mbedtls_ecdh(const struct crypto_material *key, const uint8_t *peer,
                                 uint8_t *secret)
{
    if (key->attributes->bits != 256)
        return PSA_ERROR_NOT_SUPPORTED;
    return peer[0] == 4 && p256_ecdh_shared_secret(secret, key->data, peer + 1) == P256_SUCCESS
               ? PSA_SUCCESS
               : PSA_ERROR_INVALID_ARGUMENT;
}
