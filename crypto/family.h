/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Which families of operations the profile has, for conditions that fold away. A family without an
 * algorithm answers PSA_ERROR_NOT_SUPPORTED to everything, and is not linked.
 */
#ifndef CRYPTO_FAMILY_H
#define CRYPTO_FAMILY_H

#include "kedge_config.h"

/** Operations in several parts, whatever their family. */
#define CRYPTO_HAS_PARTS (CONFIG_CRYPTO_OPERATION_COUNT > 0)

#define CRYPTO_HAS_HASH \
    (CONFIG_CRYPTO_SHA1 || CONFIG_CRYPTO_SHA256 || CONFIG_CRYPTO_SHA384 || CONFIG_CRYPTO_SHA512)
#define CRYPTO_HAS_MAC (CONFIG_CRYPTO_HMAC || CONFIG_CRYPTO_CMAC || CONFIG_CRYPTO_OPAQUE)
#define CRYPTO_HAS_CIPHER                                                       \
    (CONFIG_CRYPTO_AES_ECB || CONFIG_CRYPTO_AES_CBC || CONFIG_CRYPTO_AES_CTR || \
     CONFIG_CRYPTO_AES_CFB || CONFIG_CRYPTO_AES_OFB || CONFIG_CRYPTO_OPAQUE)
#define CRYPTO_HAS_AEAD                                                           \
    (CONFIG_CRYPTO_CCM || CONFIG_CRYPTO_GCM || CONFIG_CRYPTO_CHACHA20_POLY1305 || \
     CONFIG_CRYPTO_OPAQUE)
#define CRYPTO_HAS_DERIVATION                                              \
    (CRYPTO_HAS_PARTS && (CONFIG_CRYPTO_HKDF || CONFIG_CRYPTO_TLS12_PRF || \
                          CONFIG_CRYPTO_PBKDF2_HMAC || CONFIG_CRYPTO_SP800_108))
#define CRYPTO_HAS_SIGNATURES                                                   \
    (CONFIG_CRYPTO_ECDSA || CONFIG_CRYPTO_RSA_PKCS1 || CONFIG_CRYPTO_RSA_PSS || \
     CONFIG_CRYPTO_OPAQUE)
#define CRYPTO_HAS_ASYMMETRIC \
    (CONFIG_CRYPTO_ECDSA || CONFIG_CRYPTO_ECDH || CONFIG_CRYPTO_RSA || CONFIG_CRYPTO_OPAQUE)

#endif
