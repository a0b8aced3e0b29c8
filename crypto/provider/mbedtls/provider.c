/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/provider/mbedtls/provider.h"

#include "crypto/provider/mbedtls/aead.h"
#include "crypto/provider/mbedtls/ecc.h"

#define HASHES \
    (CONFIG_CRYPTO_SHA1 || CONFIG_CRYPTO_SHA224 || CONFIG_CRYPTO_SHA256 || CRYPTO_HASH_WIDE)
#define MODES                                                                   \
    (CONFIG_CRYPTO_AES_ECB || CONFIG_CRYPTO_AES_CBC || CONFIG_CRYPTO_AES_CTR || \
     CONFIG_CRYPTO_AES_CFB || CONFIG_CRYPTO_AES_OFB)
#define AEADS (CONFIG_CRYPTO_GCM || CONFIG_CRYPTO_CHACHA20_POLY1305)

#define RSA_CRYPT (CONFIG_CRYPTO_RSA_PKCS1 || CONFIG_CRYPTO_RSA_OAEP)
#define RSA_SIGN  (CONFIG_CRYPTO_RSA_PKCS1 || CONFIG_CRYPTO_RSA_PSS)

/* What is there, or null. */
#define IF(condition, function) ((condition) ? (function) : NULL)
/* Without a choice to make, the only one that there is. */
#define AEAD(name) \
    (AEADS ? crypto_mbedtls_aead_##name : IF(CONFIG_CRYPTO_CCM, crypto_mbedtls_ccm_##name))
#define ECC(condition, name)      \
    IF(CRYPTO_ECC && (condition), \
       CONFIG_CRYPTO_ECC_P384 ? crypto_mbedtls_ecc_##name : crypto_mbedtls_p256_##name)

const struct crypto_provider crypto_provider = {
    .random = crypto_mbedtls_random,
    .hash_begin = IF(HASHES, crypto_mbedtls_hash_begin),
    .hash_update = IF(HASHES, crypto_mbedtls_hash_update),
    .hash_finish = IF(HASHES, crypto_mbedtls_hash_finish),
    .hash_export = IF(CONFIG_CRYPTO_HASH_SUSPEND, crypto_mbedtls_hash_export),
    .hash_import = IF(CONFIG_CRYPTO_HASH_SUSPEND, crypto_mbedtls_hash_import),
    .cmac_begin = IF(CONFIG_CRYPTO_CMAC, crypto_mbedtls_cmac_begin),
    .cmac_update = IF(CONFIG_CRYPTO_CMAC, crypto_mbedtls_cmac_update),
    .cmac_finish = IF(CONFIG_CRYPTO_CMAC, crypto_mbedtls_cmac_finish),
    .cipher_begin = IF(MODES, crypto_mbedtls_cipher_begin),
    .cipher_iv = IF(MODES, crypto_mbedtls_cipher_iv),
    .cipher_update = IF(MODES, crypto_mbedtls_cipher_update),
    .cipher_finish = IF(MODES, crypto_mbedtls_cipher_finish),
    .aead_begin = AEAD(begin),
    .aead_start = AEAD(start),
    .aead_update_ad = AEAD(update_ad),
    .aead_update = AEAD(update),
    .aead_finish = AEAD(finish),
    .aead_swap = IF(CONFIG_CRYPTO_CCM, crypto_mbedtls_aead_swap),
    .ecc_check = ECC(true, check),
    .ecc_public = ECC(true, public),
    .ecdsa_sign = ECC(CONFIG_CRYPTO_ECDSA, sign),
    .ecdsa_verify = ECC(CONFIG_CRYPTO_ECDSA, verify),
    .ecdh = ECC(CONFIG_CRYPTO_ECDH, ecdh),
    .rsa_check = IF(CONFIG_CRYPTO_RSA, crypto_mbedtls_rsa_check),
    .rsa_generate = IF(CONFIG_CRYPTO_RSA, crypto_mbedtls_rsa_generate),
    .rsa_public = IF(CONFIG_CRYPTO_RSA, crypto_mbedtls_rsa_public),
    .rsa_sign = IF(CONFIG_CRYPTO_RSA && RSA_SIGN, crypto_mbedtls_rsa_sign),
    .rsa_verify = IF(CONFIG_CRYPTO_RSA && RSA_SIGN, crypto_mbedtls_rsa_verify),
    .rsa_encrypt = IF(CONFIG_CRYPTO_RSA && RSA_CRYPT, crypto_mbedtls_rsa_encrypt),
    .rsa_decrypt = IF(CONFIG_CRYPTO_RSA && RSA_CRYPT, crypto_mbedtls_rsa_decrypt),
};
