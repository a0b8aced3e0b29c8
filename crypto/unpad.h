/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The padding of CBC as PKCS #7 has it, judged without branches: what every provider asks that has
 * to take it off itself, because its library does that in a time which tells.
 */
#ifndef CRYPTO_UNPAD_H
#define CRYPTO_UNPAD_H

#include <stddef.h>
#include <stdint.h>

#define CRYPTO_UNPAD_BLOCK 16u

/** The number of bytes before the padding of a last block, or more than a block if it is wrong. All
 * of the block is looked at, whatever is in it. */
static inline size_t crypto_unpad(const uint8_t block[CRYPTO_UNPAD_BLOCK])
{
    uint32_t pad = block[CRYPTO_UNPAD_BLOCK - 1];
    uint32_t bad = (pad - 1) >> 4; /* not zero if it is 0, or above 16 */

    for (uint32_t i = 0; i < CRYPTO_UNPAD_BLOCK; i++) {
        /* Not zero if fewer than `pad` follow. */
        uint32_t within = (CRYPTO_UNPAD_BLOCK - 1 - i - pad) >> 8;

        bad |= within & (block[i] ^ pad);
    }
    bad = (bad | (0u - bad)) >> 31;
    return CRYPTO_UNPAD_BLOCK - pad + (bad << 9);
}

#endif
