/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The table of the Mbed TLS provider, to define crypto_provider with.
 */
#ifndef CRYPTO_MBEDTLS_TABLE_H
#define CRYPTO_MBEDTLS_TABLE_H

#include "crypto/provider/mbedtls/aead.h"
#include "crypto/provider/mbedtls/ecc.h"
#include "crypto/provider/mbedtls/provider.h"

#define CRYPTO_MBEDTLS_HASHES \
    (CONFIG_CRYPTO_SHA1 || CONFIG_CRYPTO_SHA224 || CONFIG_CRYPTO_SHA256 || CRYPTO_HASH_WIDE)
#define CRYPTO_MBEDTLS_MODES                                                    \
    (CONFIG_CRYPTO_AES_ECB || CONFIG_CRYPTO_AES_CBC || CONFIG_CRYPTO_AES_CTR || \
     CONFIG_CRYPTO_AES_CFB || CONFIG_CRYPTO_AES_OFB)
#define CRYPTO_MBEDTLS_RSA_SIGN \
    (CONFIG_CRYPTO_RSA && (CONFIG_CRYPTO_RSA_PKCS1 || CONFIG_CRYPTO_RSA_PSS))
#define CRYPTO_MBEDTLS_RSA_CRYPT \
    (CONFIG_CRYPTO_RSA && (CONFIG_CRYPTO_RSA_PKCS1 || CONFIG_CRYPTO_RSA_OAEP))

/* What is there, or null. */
#define CRYPTO_MBEDTLS_IF(condition, function) ((condition) ? crypto_mbedtls_##function : NULL)
/* Without a choice to make, the only one that there is. */
#define CRYPTO_MBEDTLS_AEAD(name)                         \
    (CONFIG_CRYPTO_GCM || CONFIG_CRYPTO_CHACHA20_POLY1305 \
         ? crypto_mbedtls_aead_##name                     \
         : CRYPTO_MBEDTLS_IF(CONFIG_CRYPTO_CCM, ccm_##name))
#define CRYPTO_MBEDTLS_ECC(condition, name) \
    (CONFIG_CRYPTO_ECC_P384 && (condition)  \
         ? crypto_mbedtls_ecc_##name        \
         : CRYPTO_MBEDTLS_IF(CONFIG_CRYPTO_ECC_P256 && (condition), p256_##name))

#define CRYPTO_MBEDTLS_TABLE                                                                    \
    {                                                                                           \
        .random = crypto_mbedtls_random,                                                        \
        .hash_begin = CRYPTO_MBEDTLS_IF(CRYPTO_MBEDTLS_HASHES, hash_begin),                     \
        .hash_update = CRYPTO_MBEDTLS_IF(CRYPTO_MBEDTLS_HASHES, hash_update),                   \
        .hash_finish = CRYPTO_MBEDTLS_IF(CRYPTO_MBEDTLS_HASHES, hash_finish),                   \
        .hash_export = CRYPTO_MBEDTLS_IF(CONFIG_CRYPTO_HASH_SUSPEND, hash_export),              \
        .hash_import = CRYPTO_MBEDTLS_IF(CONFIG_CRYPTO_HASH_SUSPEND, hash_import),              \
        .cmac_begin = CRYPTO_MBEDTLS_IF(CONFIG_CRYPTO_CMAC, cmac_begin),                        \
        .cmac_update = CRYPTO_MBEDTLS_IF(CONFIG_CRYPTO_CMAC, cmac_update),                      \
        .cmac_finish = CRYPTO_MBEDTLS_IF(CONFIG_CRYPTO_CMAC, cmac_finish),                      \
        .cipher_begin = CRYPTO_MBEDTLS_IF(CRYPTO_MBEDTLS_MODES, cipher_begin),                  \
        .cipher_iv = CRYPTO_MBEDTLS_IF(CRYPTO_MBEDTLS_MODES, cipher_iv),                        \
        .cipher_update = CRYPTO_MBEDTLS_IF(CRYPTO_MBEDTLS_MODES, cipher_update),                \
        .cipher_finish = CRYPTO_MBEDTLS_IF(CRYPTO_MBEDTLS_MODES, cipher_finish),                \
        .aead_begin = CRYPTO_MBEDTLS_AEAD(begin), .aead_start = CRYPTO_MBEDTLS_AEAD(start),     \
        .aead_update_ad = CRYPTO_MBEDTLS_AEAD(update_ad),                                       \
        .aead_update = CRYPTO_MBEDTLS_AEAD(update), .aead_finish = CRYPTO_MBEDTLS_AEAD(finish), \
        .aead_swap = CRYPTO_MBEDTLS_IF(CONFIG_CRYPTO_CCM, aead_swap),                           \
        .ecc_check = CRYPTO_MBEDTLS_ECC(true, check),                                           \
        .ecc_public = CRYPTO_MBEDTLS_ECC(true, public),                                         \
        .ecdsa_sign = CRYPTO_MBEDTLS_ECC(CONFIG_CRYPTO_ECDSA, sign),                            \
        .ecdsa_verify = CRYPTO_MBEDTLS_ECC(CONFIG_CRYPTO_ECDSA, verify),                        \
        .ecdh = CRYPTO_MBEDTLS_ECC(CONFIG_CRYPTO_ECDH, ecdh),                                   \
        .rsa_check = CRYPTO_MBEDTLS_IF(CONFIG_CRYPTO_RSA, rsa_check),                           \
        .rsa_generate = CRYPTO_MBEDTLS_IF(CONFIG_CRYPTO_RSA, rsa_generate),                     \
        .rsa_public = CRYPTO_MBEDTLS_IF(CONFIG_CRYPTO_RSA, rsa_public),                         \
        .rsa_sign = CRYPTO_MBEDTLS_IF(CRYPTO_MBEDTLS_RSA_SIGN, rsa_sign),                       \
        .rsa_verify = CRYPTO_MBEDTLS_IF(CRYPTO_MBEDTLS_RSA_SIGN, rsa_verify),                   \
        .rsa_encrypt = CRYPTO_MBEDTLS_IF(CRYPTO_MBEDTLS_RSA_CRYPT, rsa_encrypt),                \
        .rsa_decrypt = CRYPTO_MBEDTLS_IF(CRYPTO_MBEDTLS_RSA_CRYPT, rsa_decrypt),                \
    }

#endif
