/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Key derivation of the PSA Crypto API (section 10.6): of a secret and what goes with it, a stream
 * of bytes that becomes keys. Include psa/crypto.h, which brings this and says what all functions
 * have in common.
 *
 * An operation is set up for an algorithm, takes its inputs, each named by its step, and then gives
 * output, part after part, until its capacity is used up:
 *
 *                            inputs in this order, (...) may be left out     capacity
 *   PSA_ALG_HKDF             (SALT), SECRET; INFO anywhere                   255 hashes
 *   PSA_ALG_HKDF_EXTRACT     SALT, SECRET                                    1 hash
 *   PSA_ALG_HKDF_EXPAND      SECRET, INFO                                    255 hashes
 *   PSA_ALG_TLS12_PRF        SEED, SECRET, LABEL                             unlimited
 *   PSA_ALG_TLS12_PSK_TO_MS  SEED, (OTHER_SECRET), SECRET, LABEL             unlimited
 *   PSA_ALG_PBKDF2_HMAC      COST, SALT once or more, PASSWORD               2^32 - 1 hashes
 *   PSA_ALG_SP800_108_...    SECRET, (LABEL), (CONTEXT)                      2^29 - 1 bytes
 *
 * SECRET and PASSWORD may be bytes or a key; only if it was a key, or came of a key agreement, can
 * output become a key. Salt, seed, label, info and context are kept until they are used, in a place
 * whose size the profile says: longer ones are PSA_ERROR_INSUFFICIENT_MEMORY.
 *
 * Keys need PSA_KEY_USAGE_DERIVE; one with PSA_KEY_USAGE_VERIFY_DERIVATION alone does for an
 * operation whose output is verified and not given out.
 */
#ifndef PSA_CRYPTO_DERIVATION_H
#define PSA_CRYPTO_DERIVATION_H

#include "psa/crypto_types.h"

static inline psa_key_derivation_operation_t psa_key_derivation_operation_init(void)
{
    return (psa_key_derivation_operation_t)PSA_KEY_DERIVATION_OPERATION_INIT;
}

/** Begins a derivation; `alg` is one, or a key agreement combined with one. */
psa_status_t psa_key_derivation_setup(psa_key_derivation_operation_t *operation,
                                      psa_algorithm_t alg);

/** How many bytes of output are left. */
psa_status_t psa_key_derivation_get_capacity(const psa_key_derivation_operation_t *operation,
                                             size_t *capacity);

/** Makes the capacity smaller. PSA_ERROR_INVALID_ARGUMENT, and no change, if it would be larger. */
psa_status_t psa_key_derivation_set_capacity(psa_key_derivation_operation_t *operation,
                                             size_t capacity);

/**
 * Gives an input as bytes.
 *
 *   PSA_ERROR_INVALID_ARGUMENT     the algorithm has no such step, or it is not one of bytes
 *   PSA_ERROR_BAD_STATE            it is not this step's turn
 *   PSA_ERROR_INSUFFICIENT_MEMORY  the input is longer than the place for it
 */
psa_status_t psa_key_derivation_input_bytes(psa_key_derivation_operation_t *operation,
                                            psa_key_derivation_step_t step, const uint8_t *data,
                                            size_t data_length);

/** Gives the one input that is a number: PSA_KEY_DERIVATION_INPUT_COST. PSA_ERROR_INVALID_ARGUMENT
 * for another step and for 0, PSA_ERROR_NOT_SUPPORTED above 2^32 - 1. */
psa_status_t psa_key_derivation_input_integer(psa_key_derivation_operation_t *operation,
                                              psa_key_derivation_step_t step, uint64_t value);

/**
 * Gives an input as a key: of type PSA_KEY_TYPE_DERIVE for SECRET and OTHER_SECRET, PASSWORD for
 * PASSWORD, RAW_DATA (or PEPPER as salt) for the others; of PSA_ALG_SP800_108_COUNTER_CMAC, whose
 * SECRET must be a key, AES for that. Statuses also as
 * psa_key_derivation_input_bytes().
 *
 *   PSA_ERROR_INVALID_ARGUMENT     also a key of another type
 *   PSA_ERROR_NOT_PERMITTED        the key's usage or algorithm does not allow it
 *   PSA_ERROR_NOT_SUPPORTED        the key lives elsewhere, and cannot leave
 */
psa_status_t psa_key_derivation_input_key(psa_key_derivation_operation_t *operation,
                                          psa_key_derivation_step_t step, psa_key_id_t key);

/**
 * Gives SECRET (or OTHER_SECRET) as the secret that `private_key` shares with a peer, whose public
 * key is in the format of psa_export_public_key(). The operation's algorithm is a combined one, and
 * so is that in the key's policy.
 *
 *   PSA_ERROR_INVALID_ARGUMENT     no such step or not of a secret, no combined algorithm, or
 *                                  `peer_key` is no point of the key's curve
 *   PSA_ERROR_NOT_PERMITTED        the key's usage or algorithm does not allow it
 *   PSA_ERROR_NOT_SUPPORTED        the key lives where nothing agrees
 */
psa_status_t psa_key_derivation_key_agreement(psa_key_derivation_operation_t *operation,
                                              psa_key_derivation_step_t step,
                                              psa_key_id_t private_key, const uint8_t *peer_key,
                                              size_t peer_key_length);

/**
 * Writes the next `output_length` bytes.
 *
 *   PSA_ERROR_INSUFFICIENT_DATA    fewer are left. The capacity is 0 now; otherwise the operation
 *                                  stays as it is
 *   PSA_ERROR_NOT_PERMITTED        a key among the inputs allows to verify only
 *   PSA_ERROR_INSUFFICIENT_MEMORY  of SP 800-108: the label fills the place for inputs, so that the
 *                                  zero behind it does not fit
 */
psa_status_t psa_key_derivation_output_bytes(psa_key_derivation_operation_t *operation,
                                             uint8_t *output, size_t output_length);

/**
 * Makes a key of the next bytes, as the attributes say: as many as the key has, and again as many
 * for a private key of an elliptic curve as long as their value is not one. Statuses also as
 * psa_key_derivation_output_bytes(), and PSA_ERROR_NOT_PERMITTED if the secret was given as bytes.
 */
psa_status_t psa_key_derivation_output_key(const psa_key_attributes_t *attributes,
                                           psa_key_derivation_operation_t *operation,
                                           psa_key_id_t *key);

/** psa_key_derivation_output_key(), with its statuses as psa_key_derivation_output_bytes(); no
 * parameter but the default ones exists yet (1.3), others are PSA_ERROR_INVALID_ARGUMENT. */
psa_status_t psa_key_derivation_output_key_custom(const psa_key_attributes_t *attributes,
                                                  psa_key_derivation_operation_t *operation,
                                                  const psa_custom_key_parameters_t *custom,
                                                  const uint8_t *custom_data,
                                                  size_t custom_data_length, psa_key_id_t *key);

/**
 * Compares the next bytes, in a time that does not depend on where they differ.
 *
 *   PSA_ERROR_INVALID_SIGNATURE    they do: the bytes are used up, and the operation goes on
 *   PSA_ERROR_INSUFFICIENT_DATA    fewer are left, as in psa_key_derivation_output_bytes()
 *   PSA_ERROR_INSUFFICIENT_MEMORY  as there
 */
psa_status_t psa_key_derivation_verify_bytes(psa_key_derivation_operation_t *operation,
                                             const uint8_t *expected_output, size_t output_length);

/**
 * The same with a key of type PSA_KEY_TYPE_PASSWORD_HASH and PSA_KEY_USAGE_VERIFY_DERIVATION.
 * Statuses also as psa_key_derivation_verify_bytes().
 *
 *   PSA_ERROR_NOT_PERMITTED        the key's usage or algorithm does not allow it
 *   PSA_ERROR_INVALID_ARGUMENT     a key of another type
 *   PSA_ERROR_NOT_SUPPORTED        the key lives elsewhere, and cannot leave
 */
psa_status_t psa_key_derivation_verify_key(psa_key_derivation_operation_t *operation,
                                           psa_key_id_t expected);

/** Ends an operation in any state, and gives its place back. */
psa_status_t psa_key_derivation_abort(psa_key_derivation_operation_t *operation);

#endif
