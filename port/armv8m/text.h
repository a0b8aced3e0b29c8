/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Short lines for people on the secure console, without printf: the boot stage and the start of
 * the secure image say what they found.
 */
#ifndef ARMV8M_TEXT_H
#define ARMV8M_TEXT_H

#include <stddef.h>
#include <stdint.h>

void armv8m_text(const char *text);

/** Writes a number in decimal. */
void armv8m_decimal(uint32_t value);

/** Writes bytes in hexadecimal, in the order they stand. */
void armv8m_hex(const void *bytes, size_t size);

#endif
