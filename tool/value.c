/* SPDX-License-Identifier: Apache-2.0 */
#include "tool/value.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool tool_value_number(const char *text, uint32_t max, uint32_t *value)
{
    bool hexadecimal = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    const char *digits = hexadecimal ? text + 2 : text;
    unsigned long long number;
    char *end;

    if (!isxdigit((unsigned char)digits[0]))
        return false;
    errno = 0;
    number = strtoull(digits, &end, hexadecimal ? 16 : 10);
    if (errno != 0 || end == digits || *end != '\0' || number > max)
        return false;
    *value = (uint32_t)number;
    return true;
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)tolower((unsigned char)c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool tool_value_hex(const char *text, uint8_t *bytes, size_t size)
{
    if (strlen(text) != 2 * size)
        return false;
    for (size_t i = 0; i < 2 * size; i++)
        if (digit(text[i]) < 0)
            return false;
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(digit(text[2 * i]) * 16 + digit(text[2 * i + 1]));
    return true;
}

/* One decimal field. `*text` moves to what follows it. */
static bool version_field(const char **text, uint32_t max, uint32_t *value)
{
    unsigned long long number = 0;
    const char *p = *text;

    if (!isdigit((unsigned char)*p))
        return false;
    for (; isdigit((unsigned char)*p); p++) {
        number = number * 10 + (unsigned int)(*p - '0');
        if (number > max)
            return false;
    }
    *value = (uint32_t)number;
    *text = p;
    return true;
}

bool tool_value_version(const char *text, struct boot_version *version)
{
    static const uint32_t max[4] = {UINT8_MAX, UINT8_MAX, UINT16_MAX, UINT32_MAX};
    static const char separators[4] = "..+";
    uint32_t field[4] = {0};

    for (unsigned int i = 0; i < 4; i++) {
        if (!version_field(&text, max[i], &field[i]))
            return false;
        if (*text == '\0')
            break;
        if (i == 3 || *text++ != separators[i])
            return false;
    }
    version->major = (uint8_t)field[0];
    version->minor = (uint8_t)field[1];
    version->revision = (uint16_t)field[2];
    version->build = field[3];
    return true;
}

void tool_value_version_text(const struct boot_version *version, char *text)
{
    snprintf(text, TOOL_VERSION_TEXT_SIZE, "%u.%u.%u+%" PRIu32, version->major, version->minor,
             version->revision, version->build);
}

void tool_value_hex_text(const uint8_t *bytes, size_t size, char *text)
{
    for (size_t i = 0; i < size; i++)
        snprintf(text + 2 * i, 3, "%02x", bytes[i]);
}
