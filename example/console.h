/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The console of the examples and target tests: text out, nothing in.
 */
#ifndef EXAMPLE_CONSOLE_H
#define EXAMPLE_CONSOLE_H

#include <stddef.h>
#include <stdint.h>

/** Writes text; the machine provides it. */
void console_write(const char *text);

/** Writes a number in decimal. */
void console_decimal(int32_t value);

/** Writes a word as 0x and eight hexadecimal digits. */
void console_word(uint32_t value);

/** Writes bytes in hexadecimal, in the order they stand. */
void console_hex(const void *bytes, size_t size);

#endif
