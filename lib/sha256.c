/* SPDX-License-Identifier: Apache-2.0 */
#include "lib/sha256.h"

#include "lib/bytes.h"
#include "lib/wipe.h"

#define BLOCK 64u

const uint32_t lib_sha256_start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

void lib_sha256_begin(struct lib_sha256 *hash)
{
    memcpy(hash->state, lib_sha256_start, sizeof hash->state);
    hash->count = 0;
}

void lib_sha256_update(struct lib_sha256 *hash, const void *data, size_t size)
{
    const uint8_t *from = data;

    while (size > 0) {
        size_t fill = (size_t)hash->count % BLOCK;
        size_t piece = BLOCK - fill < size ? BLOCK - fill : size;

        memcpy(hash->pending + fill, from, piece);
        if (fill + piece == BLOCK)
            lib_sha256_process(hash->state, hash->pending);
        hash->count += piece;
        from += piece;
        size -= piece;
    }
}

/* Padding is a bit, zeros to the end of a block, and there the number of bits. */
void lib_sha256_finish(struct lib_sha256 *hash, uint8_t digest[LIB_SHA256_SIZE])
{
    static const uint8_t padding[BLOCK] = {0x80};
    uint64_t bits = hash->count * 8;
    uint8_t length[8];

    lib_put_be32(length, (uint32_t)(bits >> 32));
    lib_put_be32(length + 4, (uint32_t)bits);
    lib_sha256_update(hash, padding, BLOCK - (hash->count + sizeof length) % BLOCK);
    lib_sha256_update(hash, length, sizeof length);
    for (size_t i = 0; i < 8; i++)
        lib_put_be32(digest + 4 * i, hash->state[i]);
    lib_wipe(hash, sizeof *hash);
}
