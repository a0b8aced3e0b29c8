/* SPDX-License-Identifier: Apache-2.0 */
#include "lib/checksum.h"

#include "lib/bytes.h"

/* The shift between the two multiplications is what brings the upper bits down: multiplying alone
 * only ever moves a difference up, and one in the highest bit would stay where it is until the next
 * word cancels it. */
static inline uint32_t mix(uint32_t sum, uint32_t word)
{
    sum = (sum ^ word) * LIB_CHECKSUM_FIRST;
    return (sum ^ sum >> 15) * LIB_CHECKSUM_LAST;
}

uint32_t lib_checksum(uint32_t seed, const void *data, size_t size)
{
    const uint8_t *p = data;
    uint32_t last = 0;

    if (size >= 4) {
        const uint8_t *end = p + size / 4 * 4;
        do {
            seed = mix(seed, lib_get_le32(p));
            p += 4;
        } while (p != end);
    }
    if (size % 4 == 0)
        return seed;
    for (size_t i = size % 4; i-- > 0;)
        last = last << 8 | p[i];
    return mix(seed, last);
}
