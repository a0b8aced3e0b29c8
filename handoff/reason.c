/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
#include "handoff/reason.h"

#include <stddef.h>

static const char *const texts[] = {
    [HANDOFF_OK] = "all is well",
    [HANDOFF_NO_LIST] = "there is no transfer list here",
    [HANDOFF_BAD_HEADER] = "a field of the header has a value that it must not have",
    [HANDOFF_BAD_CHECKSUM] =
        "the checksum is wrong: the list was overwritten or changed carelessly",
    [HANDOFF_BAD_ENTRY] = "an entry reaches too far or is malformed",
    [HANDOFF_READ_ONLY] = "the list is open for reading only",
    [HANDOFF_NEWER_VERSION] = "the list has a newer version, which may only be read",
    [HANDOFF_NO_ROOM] = "there is not enough room",
    [HANDOFF_NO_ENTRY] = "there is no such entry",
    [HANDOFF_TOO_LARGE] = "more than the entry's data",
    [HANDOFF_BAD_ARGUMENT] = "a tag, alignment, version or address that cannot be",
    [HANDOFF_BAD_VERSION] = "version 0 is illegal",
    [HANDOFF_BAD_HEADER_SIZE] = "the size of the header is not that of its version",
    [HANDOFF_BAD_ALIGNMENT] = "the alignment is not in 3 to 31",
    [HANDOFF_BAD_USED_SIZE] =
        "used_size is no multiple of 8, below the header's, or beyond total_size",
    [HANDOFF_BAD_TOTAL_SIZE] = "total_size is no multiple of 8, or beyond the region",
    [HANDOFF_BAD_FLAGS] = "reserved flags are set",
    [HANDOFF_BAD_ENTRY_HEADER] = "the size of an entry's header is not that of the version",
    [HANDOFF_BAD_ENTRY_SIZE] = "the data of an entry reaches beyond used_size",
    [HANDOFF_BAD_VOID] = "the size of a void is no multiple of 8",
    [HANDOFF_BAD_REGISTER_SIGNATURE] = "the registers announce no transfer list",
    [HANDOFF_BAD_REGISTER_VERSION] = "the registers follow an unknown version of the convention",
    [HANDOFF_BAD_REGISTER_ZERO] = "a register or field that is reserved is not zero",
    [HANDOFF_BAD_REGISTER_BASE] =
        "the address of the list is zero, not 8-aligned or beyond the register",
    [HANDOFF_BAD_REGISTER_FDT] =
        "the register of the device tree does not point to the one in the list",
    [HANDOFF_SHORT_DATA] = "less data than the layout has",
    [HANDOFF_BAD_DATA] = "a field of the data has a value that the layout excludes",
    [HANDOFF_BAD_EVENT_LOG] = "no crypto-agile event log",
    [HANDOFF_BAD_EVENT] = "an event is malformed or cut off",
    [HANDOFF_UNKNOWN_ALGORITHM] = "the event log has no digests of that algorithm",
    [HANDOFF_HASH_FAILED] = "the hash function failed",
};

const char *handoff_reason_text(enum handoff_reason reason)
{
    size_t index = (size_t)reason;

    if (index >= sizeof(texts) / sizeof(texts[0]) || texts[index] == NULL)
        return "unknown reason";
    return texts[index];
}

static const struct field {
    uint8_t reason;
    uint8_t offset;
    const char *name;
} fields[] = {
    {HANDOFF_NO_LIST, 0x00, "signature"},         {HANDOFF_BAD_CHECKSUM, 0x04, "checksum"},
    {HANDOFF_BAD_VERSION, 0x05, "version"},       {HANDOFF_BAD_HEADER_SIZE, 0x06, "hdr_size"},
    {HANDOFF_BAD_ALIGNMENT, 0x07, "alignment"},   {HANDOFF_BAD_USED_SIZE, 0x08, "used_size"},
    {HANDOFF_BAD_TOTAL_SIZE, 0x0c, "total_size"}, {HANDOFF_BAD_FLAGS, 0x10, "flags"},
    {HANDOFF_BAD_ENTRY_HEADER, 0x03, "hdr_size"}, {HANDOFF_BAD_ENTRY_SIZE, 0x04, "data_size"},
    {HANDOFF_BAD_VOID, 0x04, "data_size"},
};

static const struct field *find_field(enum handoff_reason reason)
{
    static const struct field none = {0, 0, ""};

    for (uint32_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        if (fields[i].reason == (uint8_t)reason)
            return &fields[i];
    return &none;
}

const char *handoff_reason_field(enum handoff_reason reason)
{
    return find_field(reason)->name;
}

uint32_t handoff_reason_offset(enum handoff_reason reason)
{
    return find_field(reason)->offset;
}
