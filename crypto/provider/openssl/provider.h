/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The provider of programs on a host: OpenSSL 3.0's primitives behind the table of
 * crypto/primitive.h. Chosen by CONFIG_CRYPTO_OPENSSL.
 *
 * Algorithms are fetched once and kept until the process ends (fetch.c), because a fetch costs as
 * much as hashing a kilobyte. What an operation holds on the heap, its state points to, and finish
 * or abort gives it back; hashes and CCM hold nothing. OpenSSL's queue of errors is empty after a
 * failure here: what it says has become a status.
 *
 * As the rest of crypto/, this is for one thread at a time.
 */
#ifndef CRYPTO_PROVIDER_OPENSSL_H
#define CRYPTO_PROVIDER_OPENSSL_H

#include "crypto/primitive.h"

psa_status_t crypto_openssl_random(uint8_t *output, size_t size);

psa_status_t crypto_openssl_hash_begin(struct crypto_hash *hash, psa_algorithm_t algorithm);
psa_status_t crypto_openssl_hash_update(struct crypto_hash *hash, const uint8_t *data, size_t size);
psa_status_t crypto_openssl_hash_finish(struct crypto_hash *hash, uint8_t *digest);
psa_status_t crypto_openssl_hash_export(const struct crypto_hash *hash, uint64_t *count,
                                        uint8_t *chain, uint8_t *pending);
psa_status_t crypto_openssl_hash_import(struct crypto_hash *hash, psa_algorithm_t algorithm,
                                        uint64_t count, const uint8_t *chain,
                                        const uint8_t *pending);

psa_status_t crypto_openssl_cmac_begin(struct crypto_cmac *cmac, const struct crypto_key *key,
                                       psa_algorithm_t algorithm);
psa_status_t crypto_openssl_cmac_update(struct crypto_cmac *cmac, const uint8_t *data, size_t size);
psa_status_t crypto_openssl_cmac_finish(struct crypto_cmac *cmac, uint8_t *mac);
void crypto_openssl_cmac_abort(struct crypto_cmac *cmac);

psa_status_t crypto_openssl_cipher_begin(struct crypto_cipher *cipher, const struct crypto_key *key,
                                         psa_algorithm_t algorithm, bool encrypt);
psa_status_t crypto_openssl_cipher_iv(struct crypto_cipher *cipher, const uint8_t *iv);
psa_status_t crypto_openssl_cipher_update(struct crypto_cipher *cipher, const uint8_t *input,
                                          size_t size, uint8_t *output, size_t capacity,
                                          size_t *length);
psa_status_t crypto_openssl_cipher_finish(struct crypto_cipher *cipher, uint8_t *output,
                                          size_t capacity, size_t *length);
void crypto_openssl_cipher_abort(struct crypto_cipher *cipher);

psa_status_t crypto_openssl_aead_begin(struct crypto_aead *aead, const struct crypto_key *key,
                                       psa_algorithm_t algorithm, bool encrypt);
psa_status_t crypto_openssl_aead_start(struct crypto_aead *aead, const uint8_t *nonce,
                                       size_t nonce_size, size_t ad_size, size_t data_size);
psa_status_t crypto_openssl_aead_update_ad(struct crypto_aead *aead, const uint8_t *ad,
                                           size_t size);
psa_status_t crypto_openssl_aead_update(struct crypto_aead *aead, const uint8_t *input,
                                        uint8_t *output, size_t size);
psa_status_t crypto_openssl_aead_finish(struct crypto_aead *aead, uint8_t *tag);
void crypto_openssl_aead_abort(struct crypto_aead *aead);
void crypto_openssl_aead_swap(struct crypto_aead *aead, struct crypto_aead_turn *turn);

psa_status_t crypto_openssl_ecc_check(const struct crypto_key *key);
psa_status_t crypto_openssl_ecc_public(const struct crypto_key *key, uint8_t *point);
psa_status_t crypto_openssl_ecdsa_sign(const struct crypto_key *key, psa_algorithm_t algorithm,
                                       const uint8_t *hash, size_t hash_size, uint8_t *signature);
psa_status_t crypto_openssl_ecdsa_verify(const struct crypto_key *key, const uint8_t *hash,
                                         size_t hash_size, const uint8_t *signature);
psa_status_t crypto_openssl_ecdh(const struct crypto_key *key, const uint8_t *peer,
                                 uint8_t *secret);

psa_status_t crypto_openssl_rsa_check(const struct crypto_key *key, size_t *bits);
psa_status_t crypto_openssl_rsa_generate(size_t bits, const uint8_t *exponent, size_t exponent_size,
                                         uint8_t *output, size_t capacity, size_t *size);
psa_status_t crypto_openssl_rsa_public(const struct crypto_key *key, uint8_t *output, size_t *size);
psa_status_t crypto_openssl_rsa_sign(const struct crypto_key *key, psa_algorithm_t algorithm,
                                     const uint8_t *hash, size_t hash_size, uint8_t *signature);
psa_status_t crypto_openssl_rsa_verify(const struct crypto_key *key, psa_algorithm_t algorithm,
                                       const uint8_t *hash, size_t hash_size,
                                       const uint8_t *signature);
psa_status_t crypto_openssl_rsa_encrypt(const struct crypto_key *key, psa_algorithm_t algorithm,
                                        const uint8_t *input, size_t size, const uint8_t *label,
                                        size_t label_size, uint8_t *output);
psa_status_t crypto_openssl_rsa_decrypt(const struct crypto_key *key, psa_algorithm_t algorithm,
                                        const uint8_t *input, const uint8_t *label,
                                        size_t label_size, uint8_t *output, size_t *length);

#define CRYPTO_OPENSSL_HASHES \
    (CONFIG_CRYPTO_SHA1 || CONFIG_CRYPTO_SHA224 || CONFIG_CRYPTO_SHA256 || CRYPTO_HASH_WIDE)
#define CRYPTO_OPENSSL_MODES                                                    \
    (CONFIG_CRYPTO_AES_ECB || CONFIG_CRYPTO_AES_CBC || CONFIG_CRYPTO_AES_CTR || \
     CONFIG_CRYPTO_AES_CFB || CONFIG_CRYPTO_AES_OFB)
#define CRYPTO_OPENSSL_AEADS \
    (CONFIG_CRYPTO_CCM || CONFIG_CRYPTO_GCM || CONFIG_CRYPTO_CHACHA20_POLY1305)
#define CRYPTO_OPENSSL_RSA_SIGN \
    (CONFIG_CRYPTO_RSA && (CONFIG_CRYPTO_RSA_PKCS1 || CONFIG_CRYPTO_RSA_PSS))
#define CRYPTO_OPENSSL_RSA_CRYPT \
    (CONFIG_CRYPTO_RSA && (CONFIG_CRYPTO_RSA_PKCS1 || CONFIG_CRYPTO_RSA_OAEP))
#define CRYPTO_OPENSSL_IF(condition, function) ((condition) ? crypto_openssl_##function : NULL)

/** The table, to define crypto_provider with; a test has it beside another provider's. */
#define CRYPTO_OPENSSL_TABLE                                                       \
    {                                                                              \
        .random = crypto_openssl_random,                                           \
        .hash_begin = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_HASHES, hash_begin),        \
        .hash_update = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_HASHES, hash_update),      \
        .hash_finish = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_HASHES, hash_finish),      \
        .hash_export = CRYPTO_OPENSSL_IF(CONFIG_CRYPTO_HASH_SUSPEND, hash_export), \
        .hash_import = CRYPTO_OPENSSL_IF(CONFIG_CRYPTO_HASH_SUSPEND, hash_import), \
        .cmac_begin = CRYPTO_OPENSSL_IF(CONFIG_CRYPTO_CMAC, cmac_begin),           \
        .cmac_update = CRYPTO_OPENSSL_IF(CONFIG_CRYPTO_CMAC, cmac_update),         \
        .cmac_finish = CRYPTO_OPENSSL_IF(CONFIG_CRYPTO_CMAC, cmac_finish),         \
        .cmac_abort = CRYPTO_OPENSSL_IF(CONFIG_CRYPTO_CMAC, cmac_abort),           \
        .cipher_begin = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_MODES, cipher_begin),     \
        .cipher_iv = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_MODES, cipher_iv),           \
        .cipher_update = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_MODES, cipher_update),   \
        .cipher_finish = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_MODES, cipher_finish),   \
        .cipher_abort = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_MODES, cipher_abort),     \
        .aead_begin = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_AEADS, aead_begin),         \
        .aead_start = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_AEADS, aead_start),         \
        .aead_update_ad = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_AEADS, aead_update_ad), \
        .aead_update = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_AEADS, aead_update),       \
        .aead_finish = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_AEADS, aead_finish),       \
        .aead_abort = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_AEADS, aead_abort),         \
        .aead_swap = CRYPTO_OPENSSL_IF(CONFIG_CRYPTO_CCM, aead_swap),              \
        .ecc_check = CRYPTO_OPENSSL_IF(CRYPTO_ECC, ecc_check),                     \
        .ecc_public = CRYPTO_OPENSSL_IF(CRYPTO_ECC, ecc_public),                   \
        .ecdsa_sign = CRYPTO_OPENSSL_IF(CONFIG_CRYPTO_ECDSA, ecdsa_sign),          \
        .ecdsa_verify = CRYPTO_OPENSSL_IF(CONFIG_CRYPTO_ECDSA, ecdsa_verify),      \
        .ecdh = CRYPTO_OPENSSL_IF(CONFIG_CRYPTO_ECDH, ecdh),                       \
        .rsa_check = CRYPTO_OPENSSL_IF(CONFIG_CRYPTO_RSA, rsa_check),              \
        .rsa_generate = CRYPTO_OPENSSL_IF(CONFIG_CRYPTO_RSA, rsa_generate),        \
        .rsa_public = CRYPTO_OPENSSL_IF(CONFIG_CRYPTO_RSA, rsa_public),            \
        .rsa_sign = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_RSA_SIGN, rsa_sign),          \
        .rsa_verify = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_RSA_SIGN, rsa_verify),      \
        .rsa_encrypt = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_RSA_CRYPT, rsa_encrypt),   \
        .rsa_decrypt = CRYPTO_OPENSSL_IF(CRYPTO_OPENSSL_RSA_CRYPT, rsa_decrypt),   \
    }

#endif
