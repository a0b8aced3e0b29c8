/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Verification of the hash-based signatures LMS and HSS (RFC 8554, NIST SP 800-208) with SHA-256,
 * whole or cut to 192 bits. They hold against a quantum computer, and so does this: nothing in it
 * but SHA-256, no secret and no memory but 700 bytes of stack. The boot stage can link it alone.
 *
 * Keys and signatures are those of the RFC: a key of LMS is 56 bytes, or 48 with 192 bits, and of
 * HSS 4 more. Trees of 5 to 25 levels, Winternitz parameters of 1, 2, 4 and 8 bits.
 *
 * Signing is left out on purpose: a one-time key that is used twice gives itself away, so whoever
 * signs must never lose count, and that is no task for a device that is cut off and restored.
 */
#ifndef CRYPTO_MBEDTLS_LMS_H
#define CRYPTO_MBEDTLS_LMS_H

#include "psa/error.h"

#include <stddef.h>
#include <stdint.h>

/**
 * Is this the signature of a message, by a key of LMS? PSA_ERROR_NOT_SUPPORTED for a key of another
 * type, PSA_ERROR_INVALID_ARGUMENT for one of another length than its type's,
 * PSA_ERROR_INVALID_SIGNATURE.
 */
psa_status_t crypto_lms_verify(const uint8_t *key, size_t key_size, const uint8_t *message,
                               size_t message_size, const uint8_t *signature,
                               size_t signature_size);

/** The same for a key of HSS, of 1 to 8 levels: each level's key signs the next one's. */
psa_status_t crypto_hss_verify(const uint8_t *key, size_t key_size, const uint8_t *message,
                               size_t message_size, const uint8_t *signature,
                               size_t signature_size);

#endif
