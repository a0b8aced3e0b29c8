/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What key pairs and public keys do, of the PSA Crypto API (sections 10.7 to 10.9): signatures,
 * encryption of short messages, agreement on a secret. Include psa/crypto.h, which brings this and
 * says what all functions have in common.
 *
 * Signature formats: ECDSA's r and s, big-endian, one after the other, each as long as the curve's
 * order; RSA's number, as long as the modulus.
 */
#ifndef PSA_CRYPTO_ASYMMETRIC_H
#define PSA_CRYPTO_ASYMMETRIC_H

#include "psa/crypto_types.h"

/**
 * Hashes `input` and signs the hash with a key pair. `alg` names its hash:
 * PSA_ALG_ECDSA(PSA_ALG_SHA_256). Needs PSA_KEY_USAGE_SIGN_MESSAGE.
 * PSA_ERROR_INSUFFICIENT_ENTROPY if there is no random value for the signature.
 */
psa_status_t psa_sign_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                              size_t input_length, uint8_t *signature, size_t signature_size,
                              size_t *signature_length);

/** Verifies what psa_sign_message() made, with a pair or a public key.
 * PSA_ERROR_INVALID_SIGNATURE if it is not right. Needs PSA_KEY_USAGE_VERIFY_MESSAGE. */
psa_status_t psa_verify_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                size_t input_length, const uint8_t *signature,
                                size_t signature_length);

/**
 * Signs a hash that the caller computed. With an algorithm that names its hash it must have that
 * length (PSA_ERROR_INVALID_ARGUMENT otherwise); with PSA_ALG_ECDSA_ANY 1 to PSA_HASH_MAX_SIZE
 * bytes, of which the leftmost, as many bits as the curve has, count. Statuses also as
 * psa_sign_message(). Needs PSA_KEY_USAGE_SIGN_HASH.
 */
psa_status_t psa_sign_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *hash,
                           size_t hash_length, uint8_t *signature, size_t signature_size,
                           size_t *signature_length);

/** Verifies what psa_sign_hash() made, with a pair or a public key.
 * PSA_ERROR_INVALID_SIGNATURE if it is not right. Needs PSA_KEY_USAGE_VERIFY_HASH. */
psa_status_t psa_verify_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *hash,
                             size_t hash_length, const uint8_t *signature, size_t signature_length);

/**
 * Encrypts a short message with an RSA pair or public key. `salt` is OAEP's label, and must be
 * empty for PSA_ALG_RSA_PKCS1V15_CRYPT. Needs PSA_KEY_USAGE_ENCRYPT.
 *
 *   PSA_ERROR_INVALID_ARGUMENT      the message is too long for the key, or a salt that is not used
 *   PSA_ERROR_INSUFFICIENT_MEMORY   a label of more than 128 bytes
 *   PSA_ERROR_INSUFFICIENT_ENTROPY  there is none for the padding
 */
psa_status_t psa_asymmetric_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                    size_t input_length, const uint8_t *salt, size_t salt_length,
                                    uint8_t *output, size_t output_size, size_t *output_length);

/**
 * Decrypts with an RSA pair. Needs PSA_KEY_USAGE_DECRYPT.
 *
 *   PSA_ERROR_INVALID_ARGUMENT      the ciphertext is not as long as the modulus
 *   PSA_ERROR_INVALID_PADDING       it is no encryption by this key. Whoever learns of that, of
 *                                   PSA_ALG_RSA_PKCS1V15_CRYPT, can decrypt and sign without the
 *                                   key: do not use it where others may send messages
 *   PSA_ERROR_INSUFFICIENT_MEMORY   a label of more than 128 bytes
 *   PSA_ERROR_INSUFFICIENT_ENTROPY  there is none for the number that hides what the key does
 */
psa_status_t psa_asymmetric_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                    size_t input_length, const uint8_t *salt, size_t salt_length,
                                    uint8_t *output, size_t output_size, size_t *output_length);

/**
 * Computes the secret that a key pair shares with a peer: of ECDH the coordinate x, as long as the
 * curve's prime. It is not evenly distributed, and should go into a derivation. `peer_key` is in
 * the format of psa_export_public_key(). Needs PSA_KEY_USAGE_DERIVE, and `alg` in the key's policy.
 *
 *   PSA_ERROR_INVALID_ARGUMENT      `alg` is no agreement that stands alone, or `peer_key` is no
 *                                   point of the key's curve
 */
psa_status_t psa_raw_key_agreement(psa_algorithm_t alg, psa_key_id_t private_key,
                                   const uint8_t *peer_key, size_t peer_key_length, uint8_t *output,
                                   size_t output_size, size_t *output_length);

/**
 * The same, and makes a key of the secret. Its attributes say type PSA_KEY_TYPE_DERIVE, RAW_DATA,
 * HMAC or PASSWORD, and the secret's size or 0.
 */
psa_status_t psa_key_agreement(psa_key_id_t private_key, const uint8_t *peer_key,
                               size_t peer_key_length, psa_algorithm_t alg,
                               const psa_key_attributes_t *attributes, psa_key_id_t *key);

#endif
