/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
#include "handoff/wire.h"

/* Where a register holds eight bytes, their even and odd ones are added in four lanes of 16 bits
 * each. A lane takes 510 a round, so 128 rounds fit before it must be emptied. */
#define LANES  0x00ff00ff00ff00ffu
#define ROUNDS 128u

static uint32_t sum_words(const uint8_t *data, uint32_t word_count)
{
    uint64_t lanes = 0;

    for (; word_count != 0; word_count--, data += 8) {
        uint64_t word;

        memcpy(&word, data, sizeof(word));
        lanes += (word & LANES) + (word >> 8 & LANES);
    }
    return (uint32_t)(lanes + (lanes >> 16) + (lanes >> 32) + (lanes >> 48));
}

uint8_t handoff_sum(const uint8_t *data, uint32_t size)
{
    /* Small processors are left with the loop over bytes alone: they have less to sum. It counts
     * down to below zero, as that is smallest. A size from 2 GiB on, which no object of theirs has,
     * makes the sum wrong by one, so that such a list is refused. */
    uint32_t sum = sizeof(size_t) >= 8 ? 0 : size >> 31;

    while (sizeof(size_t) >= 8 && size >= 8) {
        uint32_t count = size / 8 < ROUNDS ? size / 8 : ROUNDS;

        sum += sum_words(data, count);
        data += count * 8;
        size -= count * 8;
    }
    while ((int32_t)--size >= 0)
        sum += data[size];
    return (uint8_t)sum;
}
