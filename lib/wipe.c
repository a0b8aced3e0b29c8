/* SPDX-License-Identifier: Apache-2.0 */
#include "lib/wipe.h"

#include <stdint.h>
#include <string.h>

/* The empty assembly claims to read the memory, so the stores before it must happen; a volatile
 * pointer would do too, one byte at a time. */
void lib_wipe(void *data, size_t size)
{
    memset(data, 0, size);
    __asm__ volatile("" : : "r"(data) : "memory");
}

bool lib_equal_ct(const void *a, const void *b, size_t size)
{
    const volatile uint8_t *x = a;
    const volatile uint8_t *y = b;
    uint32_t difference = 0;

    for (size_t i = 0; i < size; i++)
        difference |= (uint32_t)(x[i] ^ y[i]);
    return difference == 0;
}
