/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
/**
 * What exactly is wrong with a transfer list, and reading and repairing what others wrongly write.
 *
 * For tools, tests and boot stages that must live with other implementations; the strict reader
 * (handoff_list_open()) needs none of this.
 */
#ifndef HANDOFF_CHECK_H
#define HANDOFF_CHECK_H

#include "handoff/list.h"

enum handoff_strictness {
    /** The specification. Accepts exactly what handoff_list_open() accepts. */
    HANDOFF_STRICT,
    /**
     * What can be read although the specification forbids it, because libtl, OP-TEE, tlc and older
     * writers of version 1 do it: used_size or total_size no multiple of 8, the sizes of voids
     * likewise, a void at the end that goes on to that multiple, alignment below 3, reserved flags,
     * larger headers, a checksum that is the exclusive or of the bytes (version 1) or is not zero
     * though unused.
     */
    HANDOFF_LENIENT
};

/** What handoff_list_check() found: why a list is refused, or the first that is tolerated. */
struct handoff_fault {
    enum handoff_reason reason; /**< a violation of the specification, or HANDOFF_OK */
    uint32_t offset;            /**< from the base of the list to the field that is wrong */
    uint32_t value;             /**< what the field holds */
    uint32_t entry;             /**< offset of the entry's header, or 0 for the list's header */
};

/**
 * Says whether the list at `base` is acceptable, and in `*fault` (may be null) what it is refused
 * for, with the field and its offset. Of an acceptable list that is the first violation of the
 * specification that was tolerated; HANDOFF_OK there means none at all.
 *
 * Returns HANDOFF_OK if the list is acceptable under `strictness`; otherwise the reason: the
 * precise ones, HANDOFF_BAD_VERSION up to HANDOFF_BAD_VOID, or HANDOFF_NO_LIST or
 * HANDOFF_BAD_CHECKSUM.
 */
enum handoff_reason handoff_list_check(const void *base, size_t region_size,
                                       enum handoff_strictness strictness,
                                       struct handoff_fault *fault);

/**
 * As handoff_list_open() for reading, but accepts what handoff_list_check() does under
 * HANDOFF_LENIENT. Nothing outside the region is read.
 *
 * A list whose used_size is no multiple of 8 needs the padding to the next one inside the region.
 */
enum handoff_reason handoff_list_open_lenient(struct handoff_list *list, const void *base,
                                              size_t region_size);

/**
 * As handoff_list_open_lenient(), but does not look at the checksum: for code that writes into
 * entries and sums at the end, as users of libtl do.
 */
enum handoff_reason handoff_list_open_unfinished(struct handoff_list *list, const void *base,
                                                 size_t region_size);

/**
 * Turns a list that the lenient reader accepts into one that the specification allows, in its
 * place, and opens it for changes: rounds the sizes, clears reserved bits, raises the alignment to
 * 3 and computes the checksum anew. A list of U-Boot's, which has a checksum that its flags do not
 * tell of, gets the flag, as U-Boot refuses what has no checksum. Entries stay where they are with
 * the bytes they have. A list that is fine already is not written to.
 *
 * Returns HANDOFF_OK; HANDOFF_NEWER_VERSION, as nobody here may change such a list; or the reason
 * why not even the lenient reader accepts it (a larger header of a known version is refused as
 * well), and the memory is as it was.
 */
enum handoff_reason handoff_list_repair(struct handoff_list *list, void *base, size_t region_size);

#endif
