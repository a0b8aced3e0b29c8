/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Unauthenticated ciphers: AES in ECB, CBC, CBC with PKCS#7 padding, CTR, CFB and OFB (operation.h
 * has the rules for every family). What came out of a decryption is as the attacker likes it.
 */
#ifndef CRYPTO_CIPHER_H
#define CRYPTO_CIPHER_H

#include "crypto/operation.h"

/**
 * Begins to encrypt or decrypt. The key needs PSA_KEY_USAGE_ENCRYPT or PSA_KEY_USAGE_DECRYPT.
 *
 *   PSA_ERROR_INVALID_ARGUMENT  `algorithm` is no cipher, or none of this type of key
 *   PSA_ERROR_NOT_SUPPORTED     the profile does not have it
 *   and the statuses of crypto_key_use()
 */
static inline psa_status_t crypto_cipher_begin(struct crypto_operation *operation, int32_t owner,
                                               psa_key_id_t key, psa_algorithm_t algorithm,
                                               bool encrypt)
{
    return crypto_operation_begin_keyed(operation, CRYPTO_CIPHER, owner, key, algorithm, encrypt);
}

/** The bytes of IV that `algorithm` needs: 16, or 0 of ECB. */
size_t crypto_cipher_iv_size(psa_algorithm_t algorithm);

/** Draws an IV, uses it and writes it, `*size` bytes. PSA_ERROR_BAD_STATE to decrypt, with an IV
 * already, after input, or with ECB; PSA_ERROR_BUFFER_TOO_SMALL; PSA_ERROR_INSUFFICIENT_ENTROPY. */
psa_status_t crypto_cipher_generate_iv(struct crypto_operation *operation, uint8_t *iv,
                                       size_t capacity, size_t *size);

/** Sets the IV. PSA_ERROR_BAD_STATE as above, but that it may be to decrypt;
 * PSA_ERROR_INVALID_ARGUMENT for a wrong length. */
psa_status_t crypto_cipher_set_iv(struct crypto_operation *operation, const uint8_t *iv,
                                  size_t size);

/**
 * More input. Writes what it makes ready, `*length` bytes of at most `capacity`: never more than
 * `size` + 15, and never more than all input so far. `output` and `input` do not overlap.
 * PSA_ERROR_BAD_STATE without the IV that the mode needs, PSA_ERROR_BUFFER_TOO_SMALL.
 */
psa_status_t crypto_cipher_update(struct crypto_operation *operation, const uint8_t *input,
                                  size_t size, uint8_t *output, size_t capacity, size_t *length);

/**
 * Writes what is left, at most 16 bytes, and ends. PSA_ERROR_INVALID_ARGUMENT if the input was not
 * whole blocks and should have been, PSA_ERROR_INVALID_PADDING, PSA_ERROR_BUFFER_TOO_SMALL,
 * PSA_ERROR_BAD_STATE as above.
 */
psa_status_t crypto_cipher_finish(struct crypto_operation *operation, uint8_t *output,
                                  size_t capacity, size_t *length);

#endif
