/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Authenticated encryption with additional data, of the PSA Crypto API (section 10.5): AES-CCM,
 * AES-GCM and ChaCha20-Poly1305. Include psa/crypto.h, which brings this and says what all
 * functions have in common.
 *
 *                      nonce                   tag, in bytes       message
 *   CCM                7 to 13 bytes           4, 6, ... 16        n bytes of nonce leave 15 - n
 *                                                                  bytes for its length
 *   GCM                12 bytes; others from 1 4, 8, 12 to 16      64 GB
 *   ChaCha20-Poly1305  12 bytes                16                  256 GB
 *
 * A nonce must never be used twice with one key.
 *
 * The secure side holds no copy of a message: it writes plaintext into the caller's buffer while
 * it computes the tag, and the one-shot function erases the buffer in case the tag is wrong.
 * Whoever else can read that memory during the call can see unauthenticated plaintext. In parts,
 * plaintext must not be believed before psa_aead_verify() has said so.
 *
 * To encrypt needs PSA_KEY_USAGE_ENCRYPT, to decrypt PSA_KEY_USAGE_DECRYPT.
 */
#ifndef PSA_CRYPTO_AEAD_H
#define PSA_CRYPTO_AEAD_H

#include "psa/crypto_types.h"

/**
 * Encrypts and authenticates: `ciphertext` is as long as `plaintext` with the tag behind it.
 * PSA_ERROR_INVALID_ARGUMENT for a nonce, tag or message of a length that the algorithm does not
 * take.
 */
psa_status_t psa_aead_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *nonce,
                              size_t nonce_length, const uint8_t *additional_data,
                              size_t additional_data_length, const uint8_t *plaintext,
                              size_t plaintext_length, uint8_t *ciphertext, size_t ciphertext_size,
                              size_t *ciphertext_length);

/**
 * Checks and decrypts what psa_aead_encrypt() made. PSA_ERROR_INVALID_SIGNATURE if anything of it
 * was changed; the whole of `plaintext` is zero then. PSA_ERROR_INVALID_ARGUMENT also if
 * `ciphertext` is shorter than a tag.
 */
psa_status_t psa_aead_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *nonce,
                              size_t nonce_length, const uint8_t *additional_data,
                              size_t additional_data_length, const uint8_t *ciphertext,
                              size_t ciphertext_length, uint8_t *plaintext, size_t plaintext_size,
                              size_t *plaintext_length);

static inline psa_aead_operation_t psa_aead_operation_init(void)
{
    return (psa_aead_operation_t)PSA_AEAD_OPERATION_INIT;
}

/** Begins to encrypt a message in parts. Then, in this order: lengths (CCM needs them), nonce,
 * additional data, message, finish. */
psa_status_t psa_aead_encrypt_setup(psa_aead_operation_t *operation, psa_key_id_t key,
                                    psa_algorithm_t alg);

/** Begins to decrypt a message in parts: the same, with psa_aead_verify() at the end. */
psa_status_t psa_aead_decrypt_setup(psa_aead_operation_t *operation, psa_key_id_t key,
                                    psa_algorithm_t alg);

/** Announces how long additional data and message will be. Whether the algorithm takes so much, the
 * nonce decides; parts that do not add up to it are refused when they come, or at the end. */
psa_status_t psa_aead_set_lengths(psa_aead_operation_t *operation, size_t ad_length,
                                  size_t plaintext_length);

/** Makes a random nonce of PSA_AEAD_NONCE_LENGTH() bytes and writes it; of CCM a shorter one, if
 * the message that was announced needs more room for its length. For encryption only.
 * PSA_ERROR_INSUFFICIENT_ENTROPY. */
psa_status_t psa_aead_generate_nonce(psa_aead_operation_t *operation, uint8_t *nonce,
                                     size_t nonce_size, size_t *nonce_length);

/** Sets the nonce. PSA_ERROR_INVALID_ARGUMENT for a length that the algorithm does not take, or
 * that leaves the message that was announced too little room. */
psa_status_t psa_aead_set_nonce(psa_aead_operation_t *operation, const uint8_t *nonce,
                                size_t nonce_length);

/** Adds a part of the additional data, before the first part of the message.
 * PSA_ERROR_INVALID_ARGUMENT for more than was announced, or than the algorithm takes. */
psa_status_t psa_aead_update_ad(psa_aead_operation_t *operation, const uint8_t *input,
                                size_t input_length);

/** Passes a part of the message through: as many bytes come out as go in.
 * PSA_ERROR_INVALID_ARGUMENT for more than was announced, or than the algorithm takes, and if
 * additional data is missing. */
psa_status_t psa_aead_update(psa_aead_operation_t *operation, const uint8_t *input,
                             size_t input_length, uint8_t *output, size_t output_size,
                             size_t *output_length);

/** Writes the tag and ends the operation. Of ciphertext nothing is left.
 * PSA_ERROR_INVALID_ARGUMENT if less has come than was announced. */
psa_status_t psa_aead_finish(psa_aead_operation_t *operation, uint8_t *ciphertext,
                             size_t ciphertext_size, size_t *ciphertext_length, uint8_t *tag,
                             size_t tag_size, size_t *tag_length);

/**
 * Compares the tag, and ends the operation if it is right. Of plaintext nothing is left.
 *
 *   PSA_ERROR_BAD_STATE             the operation encrypts, does not go on, or has no nonce
 *   PSA_ERROR_INVALID_ARGUMENT      less has come than was announced
 *   PSA_ERROR_INVALID_SIGNATURE     what has been decrypted is somebody's forgery, and must be
 *                                   thrown away
 *
 * and no other error.
 */
psa_status_t psa_aead_verify(psa_aead_operation_t *operation, uint8_t *plaintext,
                             size_t plaintext_size, size_t *plaintext_length, const uint8_t *tag,
                             size_t tag_length);

/** Ends an operation in any state, and gives its place back. */
psa_status_t psa_aead_abort(psa_aead_operation_t *operation);

#endif
