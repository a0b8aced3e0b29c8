/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
/**
 * What is questionable in a valid transfer list: data that contradicts its tag, entries that ought
 * to be unique, waste. For tools and for tests of firmware, not for booting.
 */
#ifndef HANDOFF_LINT_H
#define HANDOFF_LINT_H

#include "handoff/list.h"

enum handoff_lint {
    /* About the list. */
    HANDOFF_LINT_RESERVED = 1,    /**< the reserved word of the header is not zero */
    HANDOFF_LINT_BASE = 2,        /**< the address of the list is zero or not 8-aligned (R1) */
    HANDOFF_LINT_OLD_VERSION = 3, /**< version 1: withdrawn; only old readers need it */
    HANDOFF_LINT_NEW_VERSION = 4, /**< newer than this library: may only be read */
    HANDOFF_LINT_NO_CHECKSUM = 5, /**< overwritten memory would not be noticed */
    /* About the entry and its place. */
    HANDOFF_LINT_TAG_RESERVED = 8, /**< a tag in 0x800000..0xffefff, which nobody may use */
    HANDOFF_LINT_TAG_UNKNOWN = 9,  /**< a standard tag that is not known here */
    HANDOFF_LINT_TAG_PRIVATE = 10, /**< a tag in 0xfff000..0xffffff: for experiments only */
    HANDOFF_LINT_DUPLICATE = 11, /**< a second entry of a tag that says nothing to tell two apart */
    HANDOFF_LINT_VOIDS = 12,     /**< a void behind a void: they ought to be one */
    HANDOFF_LINT_VOID_LAST = 13, /**< a void at the end: wasted unless something is added */
    HANDOFF_LINT_MISALIGNED = 14, /**< the data needs a larger alignment than its address has */
    HANDOFF_LINT_ALIGNMENT = 15,  /**< ...or than the header promises for relocation */
    HANDOFF_LINT_POINTER = 16,    /**< an address in the data lies inside the list itself */
    /* About the data. */
    HANDOFF_LINT_SHORT = 24, /**< less data than the layout of the tag has */
    HANDOFF_LINT_LONG = 25,  /**< more data than the layout known here has */
    HANDOFF_LINT_VALUE = 26, /**< a field has a value that the layout excludes */
    HANDOFF_LINT_FDT = 27,   /**< no flattened device tree, or its totalsize is beyond the data */
    HANDOFF_LINT_HOB = 28,   /**< HOBs do not follow each other up to the end of the data */
    HANDOFF_LINT_ACPI = 29,  /**< tables do not follow each other up to the end of the data */
    HANDOFF_LINT_ACPI_SUM = 30,  /**< a table's own checksum is wrong */
    HANDOFF_LINT_EVENT_LOG = 31, /**< no complete crypto-agile log */
    HANDOFF_LINT_EMPTY = 32      /**< no data at all */
};

struct handoff_finding {
    enum handoff_lint code;
    uint32_t entry;  /**< offset of the entry's header, 0 for the list itself */
    uint32_t tag;    /**< of that entry */
    uint32_t offset; /**< from the base to the byte in question */
};

/** Takes one finding; `context` is the caller's. */
typedef void handoff_finding_sink_t(void *context, const struct handoff_finding *finding);

/**
 * Reports every finding about an open list, in the order of the list. `list->address` is what
 * alignments and pointers are judged by: set it where the list is not in its place.
 *
 * Returns the number of findings.
 */
uint32_t handoff_list_lint(const struct handoff_list *list, handoff_finding_sink_t *sink,
                           void *context);

/** A sentence for people about a code. Never null. */
const char *handoff_lint_text(enum handoff_lint code);

#endif
