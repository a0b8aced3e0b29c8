/* SPDX-License-Identifier: Apache-2.0 */
#include "boot/reason.h"

/* One string that is walked, instead of a table of pointers: 160 bytes less in the boot stage, and
 * it is read once before a halt. */
#define REASON_TEXT(name, text) text "\0"
static const char texts[] = BOOT_REASONS(REASON_TEXT) "unknown reason";

const char *boot_reason_text(enum boot_reason reason)
{
    const char *text = texts;
    unsigned int count = (unsigned int)reason;

    if (count > BOOT_REASON_COUNT)
        count = BOOT_REASON_COUNT;
    for (; count > 0; count--)
        while (*text++ != '\0')
            ;
    return text;
}
