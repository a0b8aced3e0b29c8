/* SPDX-License-Identifier: Apache-2.0 */
/**
 * ECDSA signatures as DER writes them: SEQUENCE { r INTEGER, s INTEGER } (RFC 3279, 2.2.3).
 */
#ifndef BOOT_SIGNATURE_H
#define BOOT_SIGNATURE_H

#include "boot/primitive.h"

/**
 * Decodes the `der_size` bytes at `der` into r and s, 32 bytes each, big-endian.
 *
 * There is exactly one encoding of a signature: lengths in their short form, integers positive and
 * of the fewest bytes, nothing after the end. Returns false for anything else, with `raw` in any
 * state. Whether r and s are in range is for the signature check to say.
 */
bool boot_signature_decode(const uint8_t *der, size_t der_size,
                           uint8_t raw[BOOT_P256_SIGNATURE_SIZE]);

#endif
