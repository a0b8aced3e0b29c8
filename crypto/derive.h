/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Key derivation: HKDF and its halves (RFC 5869), the TLS 1.2 PRF and PSK-to-MS, PBKDF2-HMAC
 * (RFC 8018), SP 800-108 in counter mode with HMAC and CMAC (operation.h has the rules for every
 * family).
 *
 * Inputs come by steps, in the order that the PSA Crypto API sets for the algorithm; what they are
 * needed for later is kept in the state, so together they may have CONFIG_CRYPTO_KDF_INPUT_MAX
 * bytes: PSA_ERROR_INSUFFICIENT_MEMORY beyond. Then bytes and keys come out, until the capacity is
 * used up. Output is refused as long as an input is missing (PSA_ERROR_BAD_STATE), and
 *
 *     output_bytes               if an input was a key without PSA_KEY_USAGE_DERIVE
 *     output_key                 so, or if the secret was neither a key nor an agreement's result
 *
 * with PSA_ERROR_NOT_PERMITTED. The statuses PSA_ERROR_INSUFFICIENT_DATA (the capacity is 0 then)
 * and PSA_ERROR_INVALID_SIGNATURE of verification, and a capacity refused, end no derivation; all
 * other errors do.
 *
 * Statuses of all inputs:
 *
 *   PSA_ERROR_BAD_STATE            the step is out of order, was given, or output has begun
 *   PSA_ERROR_INVALID_ARGUMENT     the algorithm does not have the step, or not in this form, or
 *                                  not of this length
 *   PSA_ERROR_INSUFFICIENT_MEMORY  no room to keep it
 */
#ifndef CRYPTO_DERIVE_H
#define CRYPTO_DERIVE_H

#include "crypto/operation.h"

/** The longest input in bytes that is taken at all. What is kept has a limit of its own; this is
 * for secrets, which are worked in. */
#define CRYPTO_DERIVE_INPUT_MAX (CRYPTO_KDF_INPUT_MAX > 128u ? CRYPTO_KDF_INPUT_MAX : 128u)

/** Begins a derivation, or an agreement together with one. PSA_ERROR_INVALID_ARGUMENT if
 * `algorithm` is neither, PSA_ERROR_NOT_SUPPORTED if the profile does not have it. */
psa_status_t crypto_derive_begin(struct crypto_operation *operation, int32_t owner,
                                 psa_algorithm_t algorithm);

/** The bytes that can still come out. */
psa_status_t crypto_derive_capacity(struct crypto_operation *operation, size_t *capacity);

/** Makes them less. PSA_ERROR_INVALID_ARGUMENT for more than there are; PSA_ERROR_BAD_STATE after
 * output of SP 800-108, whose output depends on it. */
psa_status_t crypto_derive_set_capacity(struct crypto_operation *operation, size_t capacity);

/** An input in bytes. */
psa_status_t crypto_derive_input_bytes(struct crypto_operation *operation,
                                       psa_key_derivation_step_t step, const uint8_t *data,
                                       size_t size);

/** An input that is a number: the cost. PSA_ERROR_INVALID_ARGUMENT for 0, PSA_ERROR_NOT_SUPPORTED
 * for more than 2^32 - 1. */
psa_status_t crypto_derive_input_integer(struct crypto_operation *operation,
                                         psa_key_derivation_step_t step, uint64_t value);

/** An input that is a key of the operation's owner, with PSA_KEY_USAGE_DERIVE or
 * PSA_KEY_USAGE_VERIFY_DERIVATION; the statuses of crypto_key_use() too. */
psa_status_t crypto_derive_input_key(struct crypto_operation *operation,
                                     psa_key_derivation_step_t step, psa_key_id_t key);

/** An input that is the shared secret of one of the owner's keys, with PSA_KEY_USAGE_DERIVE, and a
 * peer's public key. The statuses of crypto_agree_secret() too. */
psa_status_t crypto_derive_agreement(struct crypto_operation *operation,
                                     psa_key_derivation_step_t step, psa_key_id_t key,
                                     const uint8_t *peer, size_t peer_size);

/** The next `size` bytes. */
psa_status_t crypto_derive_output_bytes(struct crypto_operation *operation, uint8_t *output,
                                        size_t size);

/**
 * Makes a key of the next bytes, of the operation's owner. A private value of a curve takes as many
 * tries, each as long as the curve, as it needs. Statuses as psa_key_derivation_output_key();
 * `*key` is PSA_KEY_ID_NULL after a failure.
 */
psa_status_t crypto_derive_output_key(struct crypto_operation *operation,
                                      const psa_key_attributes_t *attributes, psa_key_id_t *key);

/** Compares the next `size` bytes with others, in constant time. PSA_ERROR_INVALID_SIGNATURE. */
psa_status_t crypto_derive_verify_bytes(struct crypto_operation *operation, const uint8_t *expected,
                                        size_t size);

/** Compares the next bytes with a key of the owner's, of type PSA_KEY_TYPE_PASSWORD_HASH and with
 * PSA_KEY_USAGE_VERIFY_DERIVATION. PSA_ERROR_INVALID_SIGNATURE, PSA_ERROR_INVALID_ARGUMENT for
 * another type of key, and the statuses of crypto_key_use(). */
psa_status_t crypto_derive_verify_key(struct crypto_operation *operation, psa_key_id_t expected);

#endif
