/* SPDX-License-Identifier: Apache-2.0 */
/* Chooses among the curves of a profile that has more than P-256. */
#include "crypto/provider/mbedtls/ecc.h"

static bool is_p384(const struct crypto_key *key)
{
    return !CONFIG_CRYPTO_ECC_P256 || key->attributes.bits == 384;
}

psa_status_t crypto_mbedtls_ecc_check(const struct crypto_key *key)
{
    return is_p384(key) ? crypto_mbedtls_p384_check(key) : crypto_mbedtls_p256_check(key);
}

psa_status_t crypto_mbedtls_ecc_public(const struct crypto_key *key, uint8_t *point)
{
    return is_p384(key) ? crypto_mbedtls_p384_public(key, point)
                        : crypto_mbedtls_p256_public(key, point);
}

psa_status_t crypto_mbedtls_ecc_sign(const struct crypto_key *key, psa_algorithm_t algorithm,
                                     const uint8_t *hash, size_t hash_size, uint8_t *signature)
{
    return is_p384(key) ? crypto_mbedtls_p384_sign(key, algorithm, hash, hash_size, signature)
                        : crypto_mbedtls_p256_sign(key, algorithm, hash, hash_size, signature);
}

psa_status_t crypto_mbedtls_ecc_verify(const struct crypto_key *key, const uint8_t *hash,
                                       size_t hash_size, const uint8_t *signature)
{
    return is_p384(key) ? crypto_mbedtls_p384_verify(key, hash, hash_size, signature)
                        : crypto_mbedtls_p256_verify(key, hash, hash_size, signature);
}

psa_status_t crypto_mbedtls_ecc_ecdh(const struct crypto_key *key, const uint8_t *peer,
                                     uint8_t *secret)
{
    return is_p384(key) ? crypto_mbedtls_p384_ecdh(key, peer, secret)
                        : crypto_mbedtls_p256_ecdh(key, peer, secret);
}
