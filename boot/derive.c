/* SPDX-License-Identifier: Apache-2.0 */
#include "boot/derive.h"

#include "boot/primitive.h"
#include "lib/wipe.h"

#include <string.h>

#define BLOCK_SIZE 64u /* of SHA-256 */

/* A key shorter than a block is filled up with zeros and masked. */
static void mask_key(uint8_t block[BLOCK_SIZE], const uint8_t *key, uint8_t mask)
{
    memset(block, mask, BLOCK_SIZE);
    for (uint32_t i = 0; i < BOOT_PROVISION_KEY_SIZE; i++)
        block[i] ^= key[i];
}

bool boot_derive_key(const uint8_t unique_key[BOOT_PROVISION_KEY_SIZE], const char *label,
                     uint8_t *key, size_t size)
{
    uint8_t message[BLOCK_SIZE + 4 + BOOT_DERIVE_LABEL_MAX + 1 + 4];
    uint8_t digest[BOOT_SHA256_SIZE];
    size_t length = strlen(label);
    size_t end = BLOCK_SIZE + 4 + length + 1 + 4;

    if (length > BOOT_DERIVE_LABEL_MAX || size > BOOT_DERIVE_SIZE_MAX)
        return false;
    mask_key(message, unique_key, 0x36);
    memset(message + BLOCK_SIZE, 0, end - BLOCK_SIZE);
    message[BLOCK_SIZE + 3] = 1;
    memcpy(message + BLOCK_SIZE + 4, label, length + 1);
    message[end - 2] = (uint8_t)(size * 8 >> 8);
    message[end - 1] = (uint8_t)(size * 8);
    bool good = boot_sha256(message, end, digest);

    mask_key(message, unique_key, 0x5c);
    memcpy(message + BLOCK_SIZE, digest, sizeof(digest));
    good = good && boot_sha256(message, BLOCK_SIZE + sizeof(digest), digest);
    if (good)
        memcpy(key, digest, size);
    lib_wipe(message, sizeof(message));
    lib_wipe(digest, sizeof(digest));
    return good;
}
