/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What Mbed TLS's test data calls a feature, in our terms: F(name, value). The value is an option
 * of the profile, or one of two constants: HAVE for what every image of Kedge has, NEVER for what
 * no image can have. A case that needs what is missing is skipped, and the name says why.
 */
#ifndef TEST_PSA_DATA_FEATURES_H
#define TEST_PSA_DATA_FEATURES_H

#include "kedge_config.h"

#define HAVE  1
#define NEVER 0

#define DATA_AES                                                                              \
    (CONFIG_CRYPTO_CCM || CONFIG_CRYPTO_GCM || CONFIG_CRYPTO_CMAC || CONFIG_CRYPTO_AES_ECB || \
     CONFIG_CRYPTO_AES_CBC || CONFIG_CRYPTO_AES_CTR || CONFIG_CRYPTO_AES_CFB ||               \
     CONFIG_CRYPTO_AES_OFB)
#define DATA_ECC (CONFIG_CRYPTO_ECC_P256 || CONFIG_CRYPTO_ECC_P384)

#define DATA_ALGORITHMS(F)                                                                  \
    F(PSA_WANT_ALG_SHA_1, CONFIG_CRYPTO_SHA1)                                               \
    F(PSA_WANT_ALG_SHA_224, CONFIG_CRYPTO_SHA224)                                           \
    F(PSA_WANT_ALG_SHA_256, CONFIG_CRYPTO_SHA256)                                           \
    F(PSA_WANT_ALG_SHA_384, CONFIG_CRYPTO_SHA384)                                           \
    F(PSA_WANT_ALG_SHA_512, CONFIG_CRYPTO_SHA512)                                           \
    F(PSA_WANT_ALG_HMAC, CONFIG_CRYPTO_HMAC)                                                \
    F(PSA_WANT_ALG_CMAC, CONFIG_CRYPTO_CMAC)                                                \
    F(PSA_WANT_ALG_ECB_NO_PADDING, CONFIG_CRYPTO_AES_ECB)                                   \
    F(PSA_WANT_ALG_CBC_NO_PADDING, CONFIG_CRYPTO_AES_CBC)                                   \
    F(PSA_WANT_ALG_CBC_PKCS7, CONFIG_CRYPTO_AES_CBC)                                        \
    F(PSA_WANT_ALG_CTR, CONFIG_CRYPTO_AES_CTR)                                              \
    F(PSA_WANT_ALG_CFB, CONFIG_CRYPTO_AES_CFB)                                              \
    F(PSA_WANT_ALG_OFB, CONFIG_CRYPTO_AES_OFB)                                              \
    F(PSA_WANT_ALG_CCM, CONFIG_CRYPTO_CCM)                                                  \
    F(PSA_WANT_ALG_GCM, CONFIG_CRYPTO_GCM)                                                  \
    F(PSA_WANT_ALG_CHACHA20_POLY1305, CONFIG_CRYPTO_CHACHA20_POLY1305)                      \
    F(PSA_WANT_ALG_ECDSA, CONFIG_CRYPTO_ECDSA)                                              \
    F(PSA_WANT_ALG_ECDSA_ANY, CONFIG_CRYPTO_ECDSA)                                          \
    F(PSA_WANT_ALG_DETERMINISTIC_ECDSA, CONFIG_CRYPTO_ECDSA_DETERMINISTIC)                  \
    F(PSA_WANT_ALG_ECDH, CONFIG_CRYPTO_ECDH)                                                \
    F(PSA_WANT_ALG_RSA_PKCS1V15_SIGN, CONFIG_CRYPTO_RSA_PKCS1)                              \
    F(PSA_WANT_ALG_RSA_PKCS1V15_SIGN_RAW, CONFIG_CRYPTO_RSA_PKCS1)                          \
    F(PSA_WANT_ALG_RSA_PKCS1V15_CRYPT, CONFIG_CRYPTO_RSA_PKCS1)                             \
    F(PSA_WANT_ALG_RSA_PSS, CONFIG_CRYPTO_RSA_PSS)                                          \
    F(PSA_WANT_ALG_RSA_PSS_ANY_SALT, CONFIG_CRYPTO_RSA_PSS)                                 \
    F(PSA_WANT_ALG_RSA_OAEP, CONFIG_CRYPTO_RSA_OAEP)                                        \
    F(PSA_WANT_ALG_HKDF, CONFIG_CRYPTO_HKDF)                                                \
    F(PSA_WANT_ALG_HKDF_EXTRACT, CONFIG_CRYPTO_HKDF)                                        \
    F(PSA_WANT_ALG_HKDF_EXPAND, CONFIG_CRYPTO_HKDF)                                         \
    F(PSA_WANT_ALG_TLS12_PRF, CONFIG_CRYPTO_TLS12_PRF)                                      \
    F(PSA_WANT_ALG_TLS12_PSK_TO_MS, CONFIG_CRYPTO_TLS12_PSK_TO_MS)                          \
    F(PSA_WANT_ALG_PBKDF2_HMAC, CONFIG_CRYPTO_PBKDF2_HMAC)                                  \
    F(PSA_WANT_ALG_EDDSA, NEVER)                                                            \
    F(PSA_WANT_ALG_MD5, NEVER)                                                              \
    F(PSA_WANT_ALG_RIPEMD160, NEVER)                                                        \
    F(PSA_WANT_ALG_SHA3_224, NEVER)                                                         \
    F(PSA_WANT_ALG_SHA3_256, NEVER)                                                         \
    F(PSA_WANT_ALG_SHA3_384, NEVER)                                                         \
    F(PSA_WANT_ALG_SHA3_512, NEVER)                                                         \
    F(PSA_WANT_ALG_SHAKE256_512, NEVER)                                                     \
    F(PSA_WANT_ALG_SHA_512_224, NEVER)                                                      \
    F(PSA_WANT_ALG_SHA_512_256, NEVER)                                                      \
    F(PSA_WANT_ALG_CBC_MAC, NEVER)                                                          \
    F(PSA_WANT_ALG_CCM_STAR_NO_TAG, NEVER)                                                  \
    F(PSA_WANT_ALG_STREAM_CIPHER, NEVER)                                                    \
    F(PSA_WANT_ALG_XTS, NEVER)                                                              \
    F(PSA_WANT_ALG_FFDH, NEVER)                                                             \
    F(PSA_WANT_ALG_JPAKE, NEVER)                                                            \
    F(PSA_WANT_ALG_PBKDF2_AES_CMAC_PRF_128, CONFIG_CRYPTO_PBKDF2_HMAC &&CONFIG_CRYPTO_CMAC) \
    F(PSA_WANT_ALG_TLS12_ECJPAKE_TO_PMS, NEVER)

#define DATA_KEY_TYPES(F)                                          \
    F(PSA_WANT_KEY_TYPE_RAW_DATA, HAVE)                            \
    F(PSA_WANT_KEY_TYPE_DERIVE, HAVE)                              \
    F(PSA_WANT_KEY_TYPE_PASSWORD, HAVE)                            \
    F(PSA_WANT_KEY_TYPE_PASSWORD_HASH, HAVE)                       \
    F(PSA_WANT_KEY_TYPE_PEPPER, HAVE)                              \
    F(PSA_WANT_KEY_TYPE_HMAC, CONFIG_CRYPTO_HMAC)                  \
    F(PSA_WANT_KEY_TYPE_AES, DATA_AES)                             \
    F(PSA_WANT_KEY_TYPE_CHACHA20, CONFIG_CRYPTO_CHACHA20_POLY1305) \
    F(PSA_WANT_KEY_TYPE_ECC_PUBLIC_KEY, DATA_ECC)                  \
    F(PSA_WANT_KEY_TYPE_ECC_KEY_PAIR_BASIC, DATA_ECC)              \
    F(PSA_WANT_KEY_TYPE_ECC_KEY_PAIR_IMPORT, DATA_ECC)             \
    F(PSA_WANT_KEY_TYPE_ECC_KEY_PAIR_EXPORT, DATA_ECC)             \
    F(PSA_WANT_KEY_TYPE_ECC_KEY_PAIR_GENERATE, DATA_ECC)           \
    F(PSA_WANT_KEY_TYPE_ECC_KEY_PAIR_DERIVE, DATA_ECC)             \
    F(PSA_WANT_KEY_TYPE_RSA_PUBLIC_KEY, CONFIG_CRYPTO_RSA)         \
    F(PSA_WANT_KEY_TYPE_RSA_KEY_PAIR_BASIC, CONFIG_CRYPTO_RSA)     \
    F(PSA_WANT_KEY_TYPE_RSA_KEY_PAIR_IMPORT, CONFIG_CRYPTO_RSA)    \
    F(PSA_WANT_KEY_TYPE_RSA_KEY_PAIR_EXPORT, CONFIG_CRYPTO_RSA)    \
    F(PSA_WANT_KEY_TYPE_RSA_KEY_PAIR_GENERATE, CONFIG_CRYPTO_RSA)  \
    F(PSA_WANT_KEY_TYPE_ARIA, NEVER)                               \
    F(PSA_WANT_KEY_TYPE_CAMELLIA, NEVER)                           \
    F(PSA_WANT_KEY_TYPE_DES, NEVER)                                \
    F(PSA_WANT_KEY_TYPE_DH_PUBLIC_KEY, NEVER)                      \
    F(PSA_WANT_KEY_TYPE_DH_KEY_PAIR_BASIC, NEVER)                  \
    F(PSA_WANT_KEY_TYPE_DH_KEY_PAIR_IMPORT, NEVER)                 \
    F(PSA_WANT_KEY_TYPE_DH_KEY_PAIR_EXPORT, NEVER)                 \
    F(PSA_WANT_KEY_TYPE_DH_KEY_PAIR_GENERATE, NEVER)

#define DATA_GROUPS(F)                                  \
    F(PSA_WANT_ECC_SECP_R1_256, CONFIG_CRYPTO_ECC_P256) \
    F(PSA_WANT_ECC_SECP_R1_384, CONFIG_CRYPTO_ECC_P384) \
    F(PSA_WANT_ECC_SECP_R1_192, NEVER)                  \
    F(PSA_WANT_ECC_SECP_R1_224, NEVER)                  \
    F(PSA_WANT_ECC_SECP_R1_521, NEVER)                  \
    F(PSA_WANT_ECC_SECP_R2_160, NEVER)                  \
    F(PSA_WANT_ECC_SECP_K1_192, NEVER)                  \
    F(PSA_WANT_ECC_SECP_K1_224, NEVER)                  \
    F(PSA_WANT_ECC_SECP_K1_225, NEVER)                  \
    F(PSA_WANT_ECC_SECP_K1_256, NEVER)                  \
    F(PSA_WANT_ECC_SECT_K1_163, NEVER)                  \
    F(PSA_WANT_ECC_SECT_K1_233, NEVER)                  \
    F(PSA_WANT_ECC_SECT_K1_239, NEVER)                  \
    F(PSA_WANT_ECC_SECT_K1_283, NEVER)                  \
    F(PSA_WANT_ECC_SECT_K1_409, NEVER)                  \
    F(PSA_WANT_ECC_SECT_K1_571, NEVER)                  \
    F(PSA_WANT_ECC_SECT_R1_163, NEVER)                  \
    F(PSA_WANT_ECC_SECT_R1_233, NEVER)                  \
    F(PSA_WANT_ECC_SECT_R1_283, NEVER)                  \
    F(PSA_WANT_ECC_SECT_R1_409, NEVER)                  \
    F(PSA_WANT_ECC_SECT_R1_571, NEVER)                  \
    F(PSA_WANT_ECC_SECT_R2_163, NEVER)                  \
    F(PSA_WANT_ECC_BRAINPOOL_P_R1_160, NEVER)           \
    F(PSA_WANT_ECC_BRAINPOOL_P_R1_192, NEVER)           \
    F(PSA_WANT_ECC_BRAINPOOL_P_R1_224, NEVER)           \
    F(PSA_WANT_ECC_BRAINPOOL_P_R1_256, NEVER)           \
    F(PSA_WANT_ECC_BRAINPOOL_P_R1_320, NEVER)           \
    F(PSA_WANT_ECC_BRAINPOOL_P_R1_384, NEVER)           \
    F(PSA_WANT_ECC_BRAINPOOL_P_R1_512, NEVER)           \
    F(PSA_WANT_ECC_MONTGOMERY_255, NEVER)               \
    F(PSA_WANT_ECC_MONTGOMERY_448, NEVER)               \
    F(PSA_WANT_ECC_TWISTED_EDWARDS_255, NEVER)          \
    F(PSA_WANT_ECC_TWISTED_EDWARDS_448, NEVER)          \
    F(PSA_WANT_DH_RFC7919_2048, NEVER)                  \
    F(PSA_WANT_DH_RFC7919_3072, NEVER)                  \
    F(PSA_WANT_DH_RFC7919_4096, NEVER)                  \
    F(PSA_WANT_DH_RFC7919_6144, NEVER)                  \
    F(PSA_WANT_DH_RFC7919_8192, NEVER)

/* What the data asks of Mbed TLS itself. Keys of 65,528 bits, threads, drivers, owners in key
 * identifiers and built-in keys are not Kedge's. */
#define DATA_LIBRARY(F)                                                                   \
    F(MBEDTLS_PSA_ITS_FILE_C, NEVER)                                                      \
    F(MBEDTLS_PSA_CRYPTO_STORAGE_C, CONFIG_CRYPTO_KEY_PERSISTENT)                         \
    F(MBEDTLS_PSA_BUILTIN_ALG_MD5, NEVER)                                                 \
    F(MBEDTLS_PSA_BUILTIN_ALG_SHA_1, CONFIG_CRYPTO_SHA1)                                  \
    F(MBEDTLS_PSA_BUILTIN_ALG_SHA_224, CONFIG_CRYPTO_SHA224)                              \
    F(MBEDTLS_PSA_BUILTIN_ALG_SHA_256, CONFIG_CRYPTO_SHA256)                              \
    F(MBEDTLS_PSA_BUILTIN_ALG_SHA_384, CONFIG_CRYPTO_SHA384)                              \
    F(MBEDTLS_PSA_BUILTIN_ALG_SHA_512, CONFIG_CRYPTO_SHA512)                              \
    F(MBEDTLS_PSA_BUILTIN_KEY_TYPE_RSA_KEY_PAIR_GENERATE, CONFIG_CRYPTO_RSA)              \
    F(MBEDTLS_PSA_ACCEL_KEY_TYPE_RSA_KEY_PAIR_GENERATE, NEVER)                            \
    F(MBEDTLS_AES_ONLY_128_BIT_KEY_LENGTH, NEVER)                                         \
    F(MBEDTLS_BLOCK_CIPHER_NO_DECRYPT, NEVER)                                             \
    F(MBEDTLS_PSA_CRYPTO_BUILTIN_KEYS, NEVER)                                             \
    F(MBEDTLS_PSA_CRYPTO_KEY_ID_ENCODES_OWNER, NEVER)                                     \
    F(MBEDTLS_PSA_KEY_STORE_DYNAMIC, NEVER)                                               \
    F(MBEDTLS_PSA_STATIC_KEY_SLOTS, HAVE)                                                 \
    F(MBEDTLS_TEST_STATIC_KEY_SLOTS_SUPPORT_RSA_2048, CONFIG_CRYPTO_RSA_BITS_MAX >= 2048) \
    F(MBEDTLS_TEST_STATIC_KEY_SLOTS_SUPPORT_RSA_4096, CONFIG_CRYPTO_RSA_BITS_MAX >= 4096) \
    F(PSA_CRYPTO_DRIVER_TEST, NEVER)

#define DATA_FEATURES(F) DATA_ALGORITHMS(F) DATA_KEY_TYPES(F) DATA_GROUPS(F) DATA_LIBRARY(F)

#define DATA_FEATURE_VALUE(name, value) name = (value),
enum { DATA_FEATURES(DATA_FEATURE_VALUE) DATA_FEATURE_COUNT_END };

#endif
