/* SPDX-License-Identifier: Apache-2.0 */
#include "example/console.h"

void console_decimal(int32_t value)
{
    char digits[12];
    char *p = digits + sizeof(digits) - 1;
    uint32_t rest = value < 0 ? 0u - (uint32_t)value : (uint32_t)value;

    *p = '\0';
    do {
        *--p = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (value < 0)
        *--p = '-';
    console_write(p);
}

void console_hex(const void *bytes, size_t size)
{
    const uint8_t *p = bytes;

    for (size_t i = 0; i < size; i++) {
        char digits[3] = {"0123456789abcdef"[p[i] >> 4], "0123456789abcdef"[p[i] & 15], '\0'};
        console_write(digits);
    }
}

void console_word(uint32_t value)
{
    uint8_t bytes[4] = {(uint8_t)(value >> 24), (uint8_t)(value >> 16), (uint8_t)(value >> 8),
                        (uint8_t)value};

    console_write("0x");
    console_hex(bytes, sizeof(bytes));
}
