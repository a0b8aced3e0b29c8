/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
/**
 * Little-endian words at any address. Internal to handoff/: not installed.
 *
 * The loads are written as shifts, which GCC and clang turn into one load where the processor has
 * the order and allows the address. Four byte stores they do not join at -Os, hence memcpy.
 */
#ifndef HANDOFF_WIRE_H
#define HANDOFF_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Firmware without a C library has these three, because compilers call them unasked. Declared
 * here, so that no <string.h> is needed. */
void *memcpy(void *restrict to, const void *restrict from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int value, size_t size);

#define HANDOFF_INLINE static inline __attribute__((always_inline))
#define HANDOFF_NATIVE (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)

HANDOFF_INLINE uint16_t handoff_get16(const uint8_t *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}

HANDOFF_INLINE uint32_t handoff_get24(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
}

HANDOFF_INLINE uint32_t handoff_get32(const uint8_t *p)
{
    return handoff_get24(p) | (uint32_t)p[3] << 24;
}

HANDOFF_INLINE uint64_t handoff_get64(const uint8_t *p)
{
    return (uint64_t)handoff_get32(p + 4) << 32 | handoff_get32(p);
}

HANDOFF_INLINE void handoff_put16(uint8_t *p, uint16_t v)
{
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
}

HANDOFF_INLINE void handoff_put32(uint8_t *p, uint32_t v)
{
    if (HANDOFF_NATIVE) {
        memcpy(p, &v, sizeof(v));
        return;
    }
    handoff_put16(p, (uint16_t)v);
    handoff_put16(p + 2, (uint16_t)(v >> 16));
}

HANDOFF_INLINE void handoff_put64(uint8_t *p, uint64_t v)
{
    handoff_put32(p, (uint32_t)v);
    handoff_put32(p + 4, (uint32_t)(v >> 32));
}

/** The next multiple of 8. Wraps to 0 above 0xfffffff8: check before. */
HANDOFF_INLINE uint32_t handoff_align8(uint32_t size)
{
    return (size + 7u) & ~7u;
}

/** Sum of `size` bytes modulo 256. */
uint8_t handoff_sum(const uint8_t *data, uint32_t size);

#endif
