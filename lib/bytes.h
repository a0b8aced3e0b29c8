/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Fixed-width words at any address, and checksums over bytes.
 *
 * Every format of Kedge is read and written through these, so that big-endian and unaligned
 * machines are right by construction.
 */
#ifndef LIB_BYTES_H
#define LIB_BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Each of these is one instruction or two on a small processor, which compilers find out only after
 * they have decided, by the shifts they see, that a call would be shorter. And they join four loads
 * of bytes into one, but not four stores, which costs as much again: so words are stored whole
 * where memory has the format's byte order. */
#define LIB_BYTES_INLINE static inline __attribute__((always_inline))
#define LIB_BYTES_NATIVE (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)

LIB_BYTES_INLINE uint16_t lib_get_le16(const uint8_t *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}

LIB_BYTES_INLINE uint32_t lib_get_le32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

LIB_BYTES_INLINE uint64_t lib_get_le64(const uint8_t *p)
{
    return (uint64_t)lib_get_le32(p + 4) << 32 | lib_get_le32(p);
}

LIB_BYTES_INLINE void lib_put_le16(uint8_t *p, uint16_t v)
{
    if (LIB_BYTES_NATIVE) {
        memcpy(p, &v, sizeof(v));
        return;
    }
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
}

LIB_BYTES_INLINE void lib_put_le32(uint8_t *p, uint32_t v)
{
    if (LIB_BYTES_NATIVE) {
        memcpy(p, &v, sizeof(v));
        return;
    }
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
    p[2] = (uint8_t)(v >> 16);
    p[3] = (uint8_t)(v >> 24);
}

LIB_BYTES_INLINE void lib_put_le64(uint8_t *p, uint64_t v)
{
    lib_put_le32(p, (uint32_t)v);
    lib_put_le32(p + 4, (uint32_t)(v >> 32));
}

/* The same for big-endian words, which cryptography writes. */
LIB_BYTES_INLINE uint32_t lib_get_be32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | (uint32_t)p[3];
}

/* The other way round, which compilers know as one instruction. */
LIB_BYTES_INLINE void lib_put_be32(uint8_t *p, uint32_t v)
{
    lib_put_le32(p, v >> 24 | (v >> 8 & 0xff00) | (v << 8 & 0xff0000) | v << 24);
}

/**
 * CRC-32 (IEEE 802.3, reflected, as zlib's crc32()) of `size` bytes, continued from `crc`;
 * start with 0. Detects damage, never an attacker.
 */
uint32_t lib_crc32(uint32_t crc, const void *data, size_t size);

#endif
