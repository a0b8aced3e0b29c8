/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The boot record: what the boot stage tells the secure image about itself, left in RAM.
 *
 * The memory is one that the boot stage does not clear and the secure image's start-up does not
 * touch; after a power-on it holds garbage, which the reader notices. The record is trusted as the
 * boot stage is: the CRC finds a missing or damaged record, not a forged one. Format 1,
 * little-endian, no secrets:
 *
 *     offset size
 *          0    4  magic "KBRC"
 *          4    1  format: 1
 *          5    1  flags: bit 0 = provisioned with development keys; the others are zero
 *          6    2  size of the record: 92
 *          8    4  life cycle, PSA_LIFECYCLE_*
 *         12    8  image version: major, minor (1 byte each), revision (2), build (4)
 *         20    4  security counter of the image
 *         24   32  measurement: SHA-256 of the image's header, payload and protected TLVs
 *         56   32  signer id: SHA-256 of the public key (SubjectPublicKeyInfo) that verified it
 *         88    4  CRC-32 of the 88 bytes before
 */
#ifndef BOOT_RECORD_H
#define BOOT_RECORD_H

#include "boot/image.h"

#define BOOT_RECORD_SIZE   92u
#define BOOT_RECORD_MAGIC  0x4352424bu
#define BOOT_RECORD_FORMAT 1u

#define BOOT_RECORD_FLAG_DEVELOPMENT 1u

/** A record in parts. The pointers lead into memory that somebody else owns: the slot and the
 * provisioning area for a writer, the record itself for a reader. */
struct boot_record {
    struct boot_version version;
    uint32_t security_counter;
    uint32_t life_cycle;        /**< PSA_LIFECYCLE_* */
    const uint8_t *measurement; /**< 32 bytes */
    const uint8_t *signer_id;   /**< 32 bytes */
    bool development;
};

/** Writes BOOT_RECORD_SIZE bytes at `memory` (any alignment). */
void boot_record_write(void *memory, const struct boot_record *record);

/** Reads and checks a record. False, with `*record` all zeros, if there is none of this format. */
bool boot_record_read(const void *memory, struct boot_record *record);

#endif
