/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
/**
 * Why a transfer list, or a change to one, was refused.
 *
 * Every function of handoff/ that can fail returns one of these. The numbers are stable: a boot
 * stage may print the number alone, and not link the sentences of reason.c.
 */
#ifndef HANDOFF_REASON_H
#define HANDOFF_REASON_H

#include <stdint.h>

enum handoff_reason {
    HANDOFF_OK = 0,

    /* What handoff_list_open() says of a list it refuses: as much as firmware needs to know.
     * Remedy for all: do not use the list; who wrote it is at fault, or the memory was overwritten.
     * handoff_list_check() (check.h) and `kedge handoff check` name the field. */
    HANDOFF_NO_LIST = 1,      /**< no memory, too little of it, or another signature */
    HANDOFF_BAD_HEADER = 2,   /**< a field of the header has a value that it must not have */
    HANDOFF_BAD_CHECKSUM = 3, /**< the bytes in use do not sum to zero; or the checksum is not zero
                                   although none is used */
    HANDOFF_BAD_ENTRY = 4,    /**< an entry reaches too far, or its header is malformed */

    /* Why a change was refused; the list is byte for byte what it was. */
    HANDOFF_READ_ONLY = 8,     /**< the list is open for reading: open it with HANDOFF_CHANGE */
    HANDOFF_NEWER_VERSION = 9, /**< only who knows that version may change or relocate the list */
    HANDOFF_NO_ROOM = 10,      /**< the memory is too small: relocate to a larger region */
    HANDOFF_NO_ENTRY = 11,     /**< the list has no such entry: it was removed, or another grew */
    HANDOFF_TOO_LARGE = 12,    /**< more than the data of the entry: resize it first */
    HANDOFF_BAD_ARGUMENT = 13, /**< a tag of 0 or above 24 bits, a base that is not 8-aligned, an
                                    alignment above 2^31, a version that cannot be written */

    /* What handoff_list_check() says in the place of HANDOFF_BAD_HEADER and HANDOFF_BAD_ENTRY. */
    HANDOFF_BAD_VERSION = 16,      /**< version is zero, which is illegal */
    HANDOFF_BAD_HEADER_SIZE = 17,  /**< hdr_size is not 0x18; of a newer version, less than that */
    HANDOFF_BAD_ALIGNMENT = 18,    /**< alignment is not in 3..31 */
    HANDOFF_BAD_USED_SIZE = 19,    /**< used_size is no multiple of 8, below hdr_size, or beyond
                                        total_size */
    HANDOFF_BAD_TOTAL_SIZE = 20,   /**< total_size is no multiple of 8, or beyond the region */
    HANDOFF_BAD_FLAGS = 21,        /**< flags has reserved bits set */
    HANDOFF_BAD_ENTRY_HEADER = 22, /**< an entry's hdr_size is not 8; of a newer version, below 8 */
    HANDOFF_BAD_ENTRY_SIZE = 23,   /**< an entry's data_size reaches beyond used_size */
    HANDOFF_BAD_VOID = 24,         /**< a void's data_size is no multiple of 8 */

    /* What is wrong with the registers at a handoff (registers.h). */
    HANDOFF_BAD_REGISTER_SIGNATURE = 32, /**< x1 or r1 does not announce a list */
    HANDOFF_BAD_REGISTER_VERSION = 33,   /**< x1 or r1: an unknown version of the convention */
    HANDOFF_BAD_REGISTER_ZERO = 34,      /**< x2, r0 or x1[63:40] is not zero */
    HANDOFF_BAD_REGISTER_BASE = 35,      /**< x3 or r3 is zero or not 8-aligned */
    HANDOFF_BAD_REGISTER_FDT = 36,       /**< x0 or r2 is not the address of the list's FDT */

    /* What is wrong with the data of an entry or with an event log (entry.h, event_log.h). */
    HANDOFF_SHORT_DATA = 48,    /**< fewer bytes than the layout of the tag has */
    HANDOFF_BAD_DATA = 49,      /**< a field has a value that the layout does not allow */
    HANDOFF_BAD_EVENT_LOG = 50, /**< it does not begin with a "Spec ID Event03" event */
    HANDOFF_BAD_EVENT = 51,     /**< an event reaches beyond the log, or has an unknown digest */
    HANDOFF_UNKNOWN_ALGORITHM = 52, /**< the log has no digests of that algorithm */
    HANDOFF_HASH_FAILED = 53        /**< the caller's hash function reported a failure */
};

/** A sentence for people, such as "data_size reaches beyond used_size". Never null. */
const char *handoff_reason_text(enum handoff_reason reason);

/** The field that a reason is about, as the specification calls it, or "" for none. */
const char *handoff_reason_field(enum handoff_reason reason);

/**
 * Offset of that field: from the base of the list for a reason about its header, from the header of
 * the entry for one about an entry, 0 for all others.
 */
uint32_t handoff_reason_offset(enum handoff_reason reason);

#endif
