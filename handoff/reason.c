/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
#include "handoff/reason.h"

const char *handoff_reason_text(enum handoff_reason reason)
{
    switch (reason) {
    case HANDOFF_OK:
        return "all is well";
    case HANDOFF_NO_LIST:
        return "there is no transfer list here";
    case HANDOFF_BAD_HEADER:
        return "a field of the header has a value that it must not have";
    case HANDOFF_BAD_CHECKSUM:
        return "the checksum is wrong: the list was overwritten or changed carelessly";
    case HANDOFF_BAD_ENTRY:
        return "an entry reaches too far or is malformed";
    case HANDOFF_READ_ONLY:
        return "the list is open for reading only";
    case HANDOFF_NEWER_VERSION:
        return "the list has a newer version, which may only be read";
    case HANDOFF_NO_ROOM:
        return "there is not enough room";
    case HANDOFF_NO_ENTRY:
        return "there is no such entry";
    case HANDOFF_TOO_LARGE:
        return "more than the entry's data";
    case HANDOFF_BAD_ARGUMENT:
        return "a tag, alignment, version or address that cannot be";
    case HANDOFF_BAD_VERSION:
        return "version 0 is illegal";
    case HANDOFF_BAD_HEADER_SIZE:
        return "the size of the header is not that of its version";
    case HANDOFF_BAD_ALIGNMENT:
        return "the alignment is not in 3 to 31";
    case HANDOFF_BAD_USED_SIZE:
        return "used_size is no multiple of 8, below the header's, or beyond total_size";
    case HANDOFF_BAD_TOTAL_SIZE:
        return "total_size is no multiple of 8, or beyond the region";
    case HANDOFF_BAD_FLAGS:
        return "reserved flags are set";
    case HANDOFF_BAD_ENTRY_HEADER:
        return "the size of an entry's header is not that of the version";
    case HANDOFF_BAD_ENTRY_SIZE:
        return "the data of an entry reaches beyond used_size";
    case HANDOFF_BAD_VOID:
        return "the size of a void is no multiple of 8";
    case HANDOFF_BAD_REGISTER_SIGNATURE:
        return "the registers announce no transfer list";
    case HANDOFF_BAD_REGISTER_VERSION:
        return "the registers follow an unknown version of the convention";
    case HANDOFF_BAD_REGISTER_ZERO:
        return "a register or field that is reserved is not zero";
    case HANDOFF_BAD_REGISTER_BASE:
        return "the address of the list is zero, not 8-aligned or beyond the register";
    case HANDOFF_BAD_REGISTER_FDT:
        return "the register of the device tree does not point to the one in the list";
    case HANDOFF_SHORT_DATA:
        return "less data than the layout has";
    case HANDOFF_BAD_DATA:
        return "a field of the data has a value that the layout excludes";
    case HANDOFF_BAD_EVENT_LOG:
        return "no crypto-agile event log";
    case HANDOFF_BAD_EVENT:
        return "an event is malformed or cut off";
    case HANDOFF_UNKNOWN_ALGORITHM:
        return "the event log has no digests of that algorithm";
    case HANDOFF_HASH_FAILED:
        return "the hash function failed";
    }
    return "unknown reason";
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
