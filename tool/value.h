/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Values on command lines, in the one form each of them has. A parser that returns false has
 * changed nothing.
 */
#ifndef TOOL_VALUE_H
#define TOOL_VALUE_H

#include "boot/image.h"

/** A number from 0 to `max`, decimal or with 0x hexadecimal; no sign, no blanks. */
bool tool_value_number(const char *text, uint32_t max, uint32_t *value);

/** Exactly `size` bytes as hexadecimal digits. */
bool tool_value_hex(const char *text, uint8_t *bytes, size_t size);

/** A version "major[.minor[.revision[+build]]]", each decimal and in the range of its field. */
bool tool_value_version(const char *text, struct boot_version *version);

/** The text of tool_value_version() needs this many bytes at most, the final zero included. */
#define TOOL_VERSION_TEXT_SIZE 32u
void tool_value_version_text(const struct boot_version *version, char *text);

/** Writes 2 * size digits and a zero. */
void tool_value_hex_text(const uint8_t *bytes, size_t size, char *text);

#endif
