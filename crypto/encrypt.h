/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Encryption with public keys: RSA with PKCS#1 v1.5, OAEP, or no padding at all
 * (CRYPTO_ALG_RSA_RAW).
 */
#ifndef CRYPTO_ENCRYPT_H
#define CRYPTO_ENCRYPT_H

#include "crypto/provider.h"

/** The longest label of OAEP that is taken. */
#define CRYPTO_LABEL_MAX 128u

/** What a message is encrypted or decrypted with. */
struct crypto_encryption {
    int32_t owner;
    psa_key_id_t key;
    psa_algorithm_t algorithm;
    const uint8_t *label; /**< of OAEP (the API's salt); none for other algorithms */
    size_t label_size;    /**< in bytes */
};

/**
 * Encrypts with a pair or a public key, which needs PSA_KEY_USAGE_ENCRYPT. `output` holds
 * `capacity` bytes, `*length` are written, 0 on failure; it may be where the input is. Statuses as
 * psa_asymmetric_encrypt().
 */
psa_status_t crypto_encrypt(const struct crypto_encryption *encryption, const uint8_t *input,
                            size_t size, uint8_t *output, size_t capacity, size_t *length);

/**
 * Decrypts with a pair, which needs PSA_KEY_USAGE_DECRYPT. As above. Nothing is written but a
 * message whose padding is right: PSA_ERROR_INVALID_PADDING. Whoever lets an attacker tell that
 * status from a success, or the time of what follows, has built a padding oracle.
 */
psa_status_t crypto_decrypt(const struct crypto_encryption *encryption, const uint8_t *input,
                            size_t size, uint8_t *output, size_t capacity, size_t *length);

#endif
