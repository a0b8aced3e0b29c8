/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Names of tags, and numbers of up to 64 bits.
 */
#include "handoff/entry.h"
#include "tool/handoff.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The range in which tags with names are looked for: it ends well behind the last one. */
#define NAMED_TAG_LIMIT 0x200u

/* Names that people type, beside those of the specification. */
static const struct {
    const char *name;
    uint32_t tag;
} aliases[] = {
    {"void", HANDOFF_TAG_VOID},
    {"acpi", HANDOFF_TAG_ACPI},
    {"event_log", HANDOFF_TAG_EVENT_LOG},
    {"crb", HANDOFF_TAG_CRB},
    {"pageable_part", HANDOFF_TAG_OPTEE_PAGEABLE_PART},
    {"spmc_manifest", HANDOFF_TAG_SPMC_MANIFEST},
    {"ep_info64", HANDOFF_TAG_EP_INFO64},
    {"exec_ep_info64", HANDOFF_TAG_EP_INFO64},
    {"mem_layout64", HANDOFF_TAG_MEMORY_LAYOUT64},
    {"rw_mem_layout64", HANDOFF_TAG_MEMORY_LAYOUT64},
    {"mbedtls_heap", HANDOFF_TAG_MBEDTLS_HEAP},
    {"ffa_manifest", HANDOFF_TAG_FFA_MANIFEST},
    {"mem_layout32", HANDOFF_TAG_MEMORY_LAYOUT32},
    {"rw_mem_layout32", HANDOFF_TAG_MEMORY_LAYOUT32},
    {"ep_info32", HANDOFF_TAG_EP_INFO32},
    {"gpt_error", HANDOFF_TAG_GPT_ERROR},
};

bool tool_handoff_number(const char *text, uint64_t max, uint64_t *value)
{
    bool hexadecimal = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    const char *digits = hexadecimal ? text + 2 : text;
    unsigned long long number;
    char *end;

    if (!isxdigit((unsigned char)digits[0]))
        return false;
    /* YAML 1.1 takes such a number for octal, people do not: neither is right often enough. */
    if (!hexadecimal && digits[0] == '0' && digits[1] != '\0')
        return false;
    errno = 0;
    number = strtoull(digits, &end, hexadecimal ? 16 : 10);
    if (errno != 0 || *end != '\0' || number > max)
        return false;
    *value = number;
    return true;
}

bool tool_handoff_tag(const char *text, uint32_t *tag)
{
    uint64_t number;

    for (uint32_t i = 0; i < NAMED_TAG_LIMIT; i++) {
        const char *name = handoff_tag_name(i);

        if (name != NULL && strcmp(name, text) == 0) {
            *tag = i;
            return true;
        }
    }
    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++) {
        if (strcmp(aliases[i].name, text) == 0) {
            *tag = aliases[i].tag;
            return true;
        }
    }
    if (!tool_handoff_number(text, HANDOFF_TAG_LAST, &number))
        return false;
    *tag = (uint32_t)number;
    return true;
}

void tool_handoff_tag_text(uint32_t tag, char text[TOOL_HANDOFF_TAG_TEXT_SIZE])
{
    const char *name = handoff_tag_name(tag);

    if (name != NULL)
        snprintf(text, TOOL_HANDOFF_TAG_TEXT_SIZE, "%s", name);
    else
        snprintf(text, TOOL_HANDOFF_TAG_TEXT_SIZE, "0x%x", (unsigned int)tag);
}
