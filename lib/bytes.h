/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Fixed-width little-endian words at any address, and checksums over bytes.
 *
 * Every format of Kedge is read and written through these, so that big-endian and unaligned
 * machines are right by construction.
 */
#ifndef LIB_BYTES_H
#define LIB_BYTES_H

#include <stddef.h>
#include <stdint.h>

static inline uint16_t lib_get_le16(const uint8_t *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}

static inline uint32_t lib_get_le32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline uint64_t lib_get_le64(const uint8_t *p)
{
    return (uint64_t)lib_get_le32(p + 4) << 32 | lib_get_le32(p);
}

static inline void lib_put_le16(uint8_t *p, uint16_t v)
{
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
}

static inline void lib_put_le32(uint8_t *p, uint32_t v)
{
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
    p[2] = (uint8_t)(v >> 16);
    p[3] = (uint8_t)(v >> 24);
}

static inline void lib_put_le64(uint8_t *p, uint64_t v)
{
    lib_put_le32(p, (uint32_t)v);
    lib_put_le32(p + 4, (uint32_t)(v >> 32));
}

/**
 * CRC-32 (IEEE 802.3, reflected, as zlib's crc32()) of `size` bytes, continued from `crc`;
 * start with 0. Detects damage, never an attacker.
 */
uint32_t lib_crc32(uint32_t crc, const void *data, size_t size);

#endif
