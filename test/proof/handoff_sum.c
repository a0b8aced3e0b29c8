/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In the place of handoff/sum.c where the changes are proved: reads both ends, and so shows that
 * all between can be read, and gives any sum. The proof of the reader has the real one.
 */
#include "handoff/wire.h"

#include "__fc_builtin.h"

uint8_t handoff_sum(const uint8_t *data, uint32_t size)
{
    volatile uint8_t read;

    if (size == 0)
        return 0;
    read = data[0];
    read = data[size - 1];
    (void)read;
    return (uint8_t)Frama_C_interval(0, 255);
}
