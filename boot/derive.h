/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Keys for single purposes, derived from the hardware unique key (boot/provision.h).
 *
 * One function: SP 800-108r1 in counter mode with HMAC-SHA-256, 32 bits of counter and of length,
 * an empty context, and one round. In full: the first bytes of
 *
 *     HMAC-SHA-256(unique key, 00 00 00 01 | label | 00 | size of the key in bits, 32 bits
 * big-endian)
 *
 * Whoever holds a derived key learns nothing of the unique key or of another derived one. The
 * labels in use are in doc/formats.md, "Derived keys".
 *
 * Rejected: CMAC in the place of HMAC, which needs a key schedule of 256 bits and no hash, but
 * every image has SHA-256 and not every one has CMAC; a bare hash of key and label, which would be
 * sound for these inputs, but is no standard for keys that are not shared secrets.
 */
#ifndef BOOT_DERIVE_H
#define BOOT_DERIVE_H

#include "boot/provision.h"

#define BOOT_DERIVE_LABEL_MAX 48u /**< length of a label */
#define BOOT_DERIVE_SIZE_MAX  32u

/**
 * Derives a key of `size` bytes, 1 to BOOT_DERIVE_SIZE_MAX, for the purpose that `label`, a text of
 * at most BOOT_DERIVE_LABEL_MAX characters, names. False, with nothing in `key`, if the hash failed
 * or an argument is out of its range.
 */
bool boot_derive_key(const uint8_t unique_key[BOOT_PROVISION_KEY_SIZE], const char *label,
                     uint8_t *key, size_t size);

#endif
