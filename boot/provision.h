/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The provisioning area: what makes one device different from another, as data.
 *
 * `kedge provision` writes it on the production line, into memory that is programmed once: bits go
 * from 1 to 0 and never back. It is readable by the secure side alone. Format 1, little-endian:
 *
 *     offset size
 *          0    4  magic "KPRV"
 *          4    1  format: 1
 *          5    3  zero
 *          8    4  flags: bit 0 = provisioned with development keys; the others are zero
 *         12   32  root key hash: SHA-256 of the public key that signs images
 *         44   32  hardware unique key: secret, random, of this device alone
 *         76   32  implementation id: the hardware's kind, for attestation
 *        108   16  zero
 *        124    4  CRC-32 of the 124 bytes before
 *        128   20  life cycle: five words, 0xffffffff = not reached, 0 = reached
 *        148   12  erased (0xff), reserved
 *        160   32  security counter: the count of bits that are 0, lowest bit of first byte first
 *
 * Up to offset 128 the area is written once. Life cycle and security counter advance in the field
 * by clearing bits, and are outside the CRC for this. What is half-done when power fails is either
 * a valid older or newer value, or damage that is noticed: a word that is neither, or a bit cleared
 * out of order.
 */
#ifndef BOOT_PROVISION_H
#define BOOT_PROVISION_H

#include "boot/reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BOOT_PROVISION_SIZE        192u
#define BOOT_PROVISION_MAGIC       0x5652504bu
#define BOOT_PROVISION_FORMAT      1u
#define BOOT_PROVISION_HASH_SIZE   32u
#define BOOT_PROVISION_KEY_SIZE    32u
#define BOOT_PROVISION_ID_SIZE     32u
#define BOOT_PROVISION_COUNTER_MAX 256u

#define BOOT_PROVISION_FLAG_DEVELOPMENT 1u

/** Life cycles, with the values of PSA_LIFECYCLE_* in psa/service.h (boot/ does not include api/,
 * a test compares them). Each word of the area stands for one, in this order, from PROVISIONING:
 * the last word reached is the device's state. */
#define BOOT_LIFE_CYCLE_ASSEMBLY          0x1000u
#define BOOT_LIFE_CYCLE_PROVISIONING      0x2000u
#define BOOT_LIFE_CYCLE_SECURED           0x3000u
#define BOOT_LIFE_CYCLE_DEBUG             0x4000u /**< of all but the root of trust */
#define BOOT_LIFE_CYCLE_RECOVERABLE_DEBUG 0x5000u /**< also of the root of trust */
#define BOOT_LIFE_CYCLE_DECOMMISSIONED    0x6000u

/** A parsed area. The pointers lead into it, so that no secret is copied. */
struct boot_provision {
    const uint8_t *root_key_hash;
    const uint8_t *unique_key;
    const uint8_t *implementation_id;
    uint32_t life_cycle;       /**< BOOT_LIFE_CYCLE_* */
    uint32_t security_counter; /**< 0 to 256: the least that an image must have */
    bool development;
};

/**
 * Parses the BOOT_PROVISION_SIZE bytes at `area`.
 *
 * BOOT_REASON_NONE, or: AREA_BLANK, nothing was ever written (remedy: provision the device);
 * AREA_MAGIC or AREA_VERSION, something else was (remedy: check the address, or use the tool of
 * this version); AREA_DAMAGED, AREA_LIFE_CYCLE or AREA_COUNTER, memory fails or was attacked (the
 * device must not start). In these cases `*provision` has no meaning.
 */
enum boot_reason boot_provision_parse(const uint8_t *area, struct boot_provision *provision);

/**
 * Writes a new area of BOOT_PROVISION_SIZE bytes. False, and nothing written, if the life cycle or
 * the counter has no representation. The pointers of `*provision` must not lead into `area`.
 */
bool boot_provision_write(uint8_t *area, const struct boot_provision *provision);

/**
 * Clears as many bits of the counter as make it `counter`, in an area in RAM that is sound. False,
 * and nothing changed, if that is lower than it was or more than 256.
 */
bool boot_provision_raise(uint8_t *area, uint32_t counter);

#endif
