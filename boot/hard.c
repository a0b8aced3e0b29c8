/* SPDX-License-Identifier: Apache-2.0 */
#include "boot/hard.h"

/* The count of bytes compared is part of the result, so leaving the loop early does not help. It is
 * compared with a copy that the compiler does not know to be the loop's bound; else it would find
 * that both are equal wherever the loop ends. */
uint32_t boot_hard_difference(const void *a, const void *b, size_t size)
{
    const volatile uint8_t *x = a;
    const volatile uint8_t *y = b;
    uint32_t expected = boot_hard_reload((uint32_t)size);
    uint32_t difference = 0;
    size_t i;

    for (i = 0; i < size; i++)
        difference |= (uint32_t)(x[i] ^ y[i]);
    return difference | ((uint32_t)i ^ expected);
}
