/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/provider/mbedtls/provider.h"

const struct crypto_provider crypto_provider = {
    .random = crypto_mbedtls_random,
    .hash_begin = CONFIG_CRYPTO_SHA256 ? crypto_mbedtls_hash_begin : NULL,
    .hash_update = CONFIG_CRYPTO_SHA256 ? crypto_mbedtls_hash_update : NULL,
    .hash_finish = CONFIG_CRYPTO_SHA256 ? crypto_mbedtls_hash_finish : NULL,
    .aead_begin = CONFIG_CRYPTO_CCM ? crypto_mbedtls_aead_begin : NULL,
    .aead_start = CONFIG_CRYPTO_CCM ? crypto_mbedtls_aead_start : NULL,
    .aead_update_ad = CONFIG_CRYPTO_CCM ? crypto_mbedtls_aead_update_ad : NULL,
    .aead_update = CONFIG_CRYPTO_CCM ? crypto_mbedtls_aead_update : NULL,
    .aead_finish = CONFIG_CRYPTO_CCM ? crypto_mbedtls_aead_finish : NULL,
    .aead_swap = CONFIG_CRYPTO_CCM ? crypto_mbedtls_aead_swap : NULL,
    .ecc_check = CONFIG_CRYPTO_ECC_P256 ? crypto_mbedtls_ecc_check : NULL,
    .ecc_public = CONFIG_CRYPTO_ECC_P256 ? crypto_mbedtls_ecc_public : NULL,
    .ecdsa_sign = CONFIG_CRYPTO_ECDSA ? crypto_mbedtls_ecdsa_sign : NULL,
    .ecdsa_verify = CONFIG_CRYPTO_ECDSA ? crypto_mbedtls_ecdsa_verify : NULL,
    .ecdh = CONFIG_CRYPTO_ECDH ? crypto_mbedtls_ecdh : NULL,
};
