/* SPDX-License-Identifier: Apache-2.0 */
/**
 * SHA-256 (FIPS 180-4) for whoever needs that hash and no other: the boot stage, its keys, and
 * hash-based signatures. It cannot fail, and nothing of it depends on the message but the time that
 * its length takes. The crypto library's hashes have an engine of their own over the same
 * compression function (crypto/provider/mbedtls/hash.c).
 *
 * Ours, because one that is 400 bytes smaller than Mbed TLS's (which has SHA-224 and replaceable
 * parts) is a fifth faster: lib/sha256_block.c. test/unit/lib_sha256_test.c holds it against
 * OpenSSL's.
 */
#ifndef LIB_SHA256_H
#define LIB_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define LIB_SHA256_SIZE 32u

/** A hash under way. The caller's; wiped by lib_sha256_finish(). */
struct lib_sha256 {
    uint32_t state[8];
    uint64_t count; /**< bytes so far */
    uint8_t pending[64];
};

void lib_sha256_begin(struct lib_sha256 *hash);
void lib_sha256_update(struct lib_sha256 *hash, const void *data, size_t size);
void lib_sha256_finish(struct lib_sha256 *hash, uint8_t digest[LIB_SHA256_SIZE]);

/** The compression function: takes one block of 64 bytes into the state. */
void lib_sha256_process(uint32_t state[8], const uint8_t *block);

/** The state before the first block (FIPS 180-4, 5.3.3). */
extern const uint32_t lib_sha256_start[8];

#endif
