/* SPDX-License-Identifier: Apache-2.0 */
#include "port/armv8m/text.h"

#include "port/armv8m/board.h"

#include <string.h>

void armv8m_text(const char *text)
{
    board_console_write(text, strlen(text));
}

void armv8m_decimal(uint32_t value)
{
    char digits[10];
    size_t i = sizeof(digits);

    do {
        digits[--i] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    board_console_write(digits + i, sizeof(digits) - i);
}

void armv8m_hex(const void *bytes, size_t size)
{
    const uint8_t *p = bytes;

    for (size_t i = 0; i < size; i++) {
        char digits[2] = {"0123456789abcdef"[p[i] >> 4], "0123456789abcdef"[p[i] & 15]};
        board_console_write(digits, sizeof(digits));
    }
}
