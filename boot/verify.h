/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Who made an image, and is it new enough?
 *
 * The chain: the device knows the SHA-256 of one public key (the root key hash, provisioned). The
 * image carries a key; if its hash is the known one, the key is trusted. The key signs the SHA-256
 * of header, payload and protected TLVs. The security counter is among them.
 */
#ifndef BOOT_VERIFY_H
#define BOOT_VERIFY_H

#include "boot/image.h"

/** What was proved about an image. Nothing in it may be believed unless `flow` is
 * BOOT_FLOW_VERIFIED; boot/hard.h says why a value and not a truth. */
struct boot_proof {
    uint32_t flow;
    uint8_t digest[BOOT_SHA256_SIZE];   /**< computed over the image: its measurement */
    uint8_t key_hash[BOOT_SHA256_SIZE]; /**< computed over the key it carries: its signer */
};

/**
 * Verifies a parsed image against the root key hash (32 bytes) and the least security counter.
 *
 * The cheap check of the key comes before the image is hashed, so an image of somebody else costs
 * no time. Returns BOOT_REASON_NONE and a proof with BOOT_FLOW_VERIFIED, or the reason, and a proof
 * without. Takes stack for the signature check: about 1.2 KB on a Cortex-M33.
 */
enum boot_reason boot_verify(const struct boot_image *image,
                             const uint8_t root_key_hash[BOOT_SHA256_SIZE],
                             uint32_t least_security_counter, struct boot_proof *proof);

#endif
