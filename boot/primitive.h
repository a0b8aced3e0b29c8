/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The primitives that boot/ needs, answered at link time: primitive_mbedtls.c on devices and in
 * tests (lib/sha256.h, and Mbed TLS's p256-m, called directly), tool/primitive_openssl.c in the
 * host program. LMS, which OpenSSL 3.0 does not have, is ours everywhere: primitive_lms.c.
 */
#ifndef BOOT_PRIMITIVE_H
#define BOOT_PRIMITIVE_H

#include "boot/hard.h"

#define BOOT_SHA256_SIZE         32u
#define BOOT_P256_POINT_SIZE     64u /**< x and y, big-endian */
#define BOOT_P256_SIGNATURE_SIZE 64u /**< r and s, big-endian */

/**
 * SHA-256 (FIPS 180-4) of `size` bytes. False if it could not be computed; `digest` is then what it
 * was, or garbage.
 */
bool boot_sha256(const void *data, size_t size, uint8_t digest[BOOT_SHA256_SIZE]);

/**
 * Is `signature` an ECDSA signature (FIPS 186-4) of `digest` by the owner of `point`? The point
 * is checked to be on the curve, r and s to be in range. BOOT_HARD_TRUE if so.
 */
boot_hard_t boot_p256_verify(const uint8_t point[BOOT_P256_POINT_SIZE],
                             const uint8_t digest[BOOT_SHA256_SIZE],
                             const uint8_t signature[BOOT_P256_SIGNATURE_SIZE]);

/** Is `signature` one of LMS (RFC 8554) of the 32 bytes of `digest`, by the owner of the key?
 * BOOT_HARD_TRUE if so. */
boot_hard_t boot_lms_verify(const uint8_t *key, size_t key_size,
                            const uint8_t digest[BOOT_SHA256_SIZE], const uint8_t *signature,
                            size_t signature_size);

#endif
