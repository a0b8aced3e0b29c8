/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Authenticated encryption of a message in pieces (operation.h has the rules for every family).
 *
 * The order is: begin; set_lengths, which CCM needs and others do not; set_nonce or
 * generate_nonce; the additional data; the data; finish or verify. Pieces must add up to what was
 * announced. Plaintext that came from an update is not authentic until crypto_aead_verify() has
 * said so.
 */
#ifndef CRYPTO_AEAD_H
#define CRYPTO_AEAD_H

#include "crypto/operation.h"

/** The longest tag. */
#define CRYPTO_TAG_MAX 16u

/**
 * Begins to encrypt or decrypt. The key needs PSA_KEY_USAGE_ENCRYPT or PSA_KEY_USAGE_DECRYPT.
 *
 *   PSA_ERROR_INVALID_ARGUMENT  `algorithm` is no AEAD, or a wildcard, or none of this type of
 *                               key, or has a tag of a wrong length
 *   PSA_ERROR_NOT_SUPPORTED     the profile does not have it
 *   and the statuses of crypto_key_use()
 */
static inline psa_status_t crypto_aead_begin(struct crypto_operation *operation, int32_t owner,
                                             psa_key_id_t key, psa_algorithm_t algorithm,
                                             bool encrypt)
{
    return crypto_operation_begin_keyed(operation, CRYPTO_AEAD, owner, key, algorithm, encrypt);
}

/** Announces the sizes of additional data and data. PSA_ERROR_BAD_STATE after the nonce or a second
 * time; PSA_ERROR_INVALID_ARGUMENT if the algorithm cannot take so much, told here or by
 * crypto_aead_set_nonce(). */
psa_status_t crypto_aead_set_lengths(struct crypto_operation *operation, size_t ad_size,
                                     size_t data_size);

/** Draws a nonce of the algorithm's usual size, uses it and writes it, `*size` bytes: 12, of CCM
 * 13, or as many fewer as the announced data needs for its length. PSA_ERROR_BAD_STATE to decrypt,
 * or as crypto_aead_set_nonce(); PSA_ERROR_BUFFER_TOO_SMALL; PSA_ERROR_INSUFFICIENT_ENTROPY. */
psa_status_t crypto_aead_generate_nonce(struct crypto_operation *operation, uint8_t *nonce,
                                        size_t capacity, size_t *size);

/** Sets the nonce. PSA_ERROR_BAD_STATE if there is one, or without sizes for CCM;
 * PSA_ERROR_INVALID_ARGUMENT for a wrong length, or data too long for the nonce. */
psa_status_t crypto_aead_set_nonce(struct crypto_operation *operation, const uint8_t *nonce,
                                   size_t size);

/** More additional data. PSA_ERROR_BAD_STATE without a nonce or after data;
 * PSA_ERROR_INVALID_ARGUMENT for more than was announced. */
psa_status_t crypto_aead_update_ad(struct crypto_operation *operation, const uint8_t *ad,
                                   size_t size);

/** More data. `output` is as long as `input`, and may be the same buffer. PSA_ERROR_BAD_STATE
 * without a nonce; PSA_ERROR_INVALID_ARGUMENT for more than was announced, or less additional data.
 */
psa_status_t crypto_aead_update(struct crypto_operation *operation, const uint8_t *input,
                                uint8_t *output, size_t size);

/** Writes the tag, `*size` bytes of at most `capacity`, and ends. PSA_ERROR_BAD_STATE to decrypt
 * or without a nonce, PSA_ERROR_INVALID_ARGUMENT for less than was announced,
 * PSA_ERROR_BUFFER_TOO_SMALL. */
static inline psa_status_t crypto_aead_finish(struct crypto_operation *operation, uint8_t *tag,
                                              size_t capacity, size_t *size)
{
    return crypto_operation_finish(operation, tag, capacity, size);
}

/** Compares the tag with another in constant time, and ends. PSA_ERROR_BAD_STATE to encrypt or
 * without a nonce, PSA_ERROR_INVALID_ARGUMENT for less than was announced,
 * PSA_ERROR_INVALID_SIGNATURE if they differ, in length or in content: all that was decrypted is
 * worthless then. */
static inline psa_status_t crypto_aead_verify(struct crypto_operation *operation,
                                              const uint8_t *tag, size_t size)
{
    return crypto_operation_verify(operation, tag, size);
}

#endif
