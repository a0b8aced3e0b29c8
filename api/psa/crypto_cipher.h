/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Unauthenticated encryption of the PSA Crypto API (section 10.4): AES in the modes CTR, CFB, OFB,
 * CBC with PKCS #7 padding or none, and ECB. Include psa/crypto.h, which brings this and says what
 * all functions have in common.
 *
 * Nothing tells whether ciphertext was changed on its way: who can choose should take
 * crypto_aead.h.
 *
 * To encrypt needs PSA_KEY_USAGE_ENCRYPT, to decrypt PSA_KEY_USAGE_DECRYPT.
 */
#ifndef PSA_CRYPTO_CIPHER_H
#define PSA_CRYPTO_CIPHER_H

#include "psa/crypto_types.h"

/**
 * Encrypts a message under a random IV. `output` is the IV, PSA_CIPHER_IV_LENGTH() bytes of it, and
 * the ciphertext.
 *
 *   PSA_ERROR_INVALID_ARGUMENT      a mode without padding, and the message is no number of blocks
 *   PSA_ERROR_INSUFFICIENT_ENTROPY  no IV could be made
 */
psa_status_t psa_cipher_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                size_t input_length, uint8_t *output, size_t output_size,
                                size_t *output_length);

/**
 * Decrypts what psa_cipher_encrypt() made: IV and ciphertext.
 *
 *   PSA_ERROR_INVALID_ARGUMENT      no IV, or no number of blocks
 *   PSA_ERROR_INVALID_PADDING       wrong padding. Whoever learns of that can decrypt without the
 *                                   key: it must look to others as a message that was changed
 */
psa_status_t psa_cipher_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                size_t input_length, uint8_t *output, size_t output_size,
                                size_t *output_length);

static inline psa_cipher_operation_t psa_cipher_operation_init(void)
{
    return (psa_cipher_operation_t)PSA_CIPHER_OPERATION_INIT;
}

/** Begins to encrypt a message in parts. */
psa_status_t psa_cipher_encrypt_setup(psa_cipher_operation_t *operation, psa_key_id_t key,
                                      psa_algorithm_t alg);

/** Begins to decrypt a message in parts. */
psa_status_t psa_cipher_decrypt_setup(psa_cipher_operation_t *operation, psa_key_id_t key,
                                      psa_algorithm_t alg);

/** Makes a random IV and writes it. For encryption, once, before the first part;
 * PSA_ERROR_BAD_STATE otherwise, and for a mode without an IV. PSA_ERROR_INSUFFICIENT_ENTROPY. */
psa_status_t psa_cipher_generate_iv(psa_cipher_operation_t *operation, uint8_t *iv, size_t iv_size,
                                    size_t *iv_length);

/** Sets the IV, once, before the first part. PSA_ERROR_INVALID_ARGUMENT if its length is not the
 * mode's. */
psa_status_t psa_cipher_set_iv(psa_cipher_operation_t *operation, const uint8_t *iv,
                               size_t iv_length);

/** Passes a part of the message through. Output may come later than its input:
 * PSA_CIPHER_UPDATE_OUTPUT_SIZE() is enough for it. */
psa_status_t psa_cipher_update(psa_cipher_operation_t *operation, const uint8_t *input,
                               size_t input_length, uint8_t *output, size_t output_size,
                               size_t *output_length);

/** Writes what is left and ends the operation. PSA_ERROR_INVALID_ARGUMENT if that is no whole
 * block where it has to be, PSA_ERROR_INVALID_PADDING as psa_cipher_decrypt(). */
psa_status_t psa_cipher_finish(psa_cipher_operation_t *operation, uint8_t *output,
                               size_t output_size, size_t *output_length);

/** Ends an operation in any state, and gives its place back. */
psa_status_t psa_cipher_abort(psa_cipher_operation_t *operation);

#endif
