/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
#include "handoff/lint.h"

#include "handoff/lint_data.h"
#include "handoff/wire.h"

const char *handoff_lint_text(enum handoff_lint code)
{
    switch (code) {
    case HANDOFF_LINT_RESERVED:
        return "the reserved word of the header is not zero";
    case HANDOFF_LINT_BASE:
        return "the address of the list is zero or not 8-aligned";
    case HANDOFF_LINT_OLD_VERSION:
        return "version 1 is withdrawn";
    case HANDOFF_LINT_NEW_VERSION:
        return "the version is newer than this program: the list can only be read";
    case HANDOFF_LINT_NO_CHECKSUM:
        return "without a checksum nobody notices that the list was overwritten";
    case HANDOFF_LINT_TAG_RESERVED:
        return "the tag is in a reserved range";
    case HANDOFF_LINT_TAG_UNKNOWN:
        return "the tag is standard but not known here";
    case HANDOFF_LINT_TAG_PRIVATE:
        return "the tag is in the range for experiments";
    case HANDOFF_LINT_DUPLICATE:
        return "there is an earlier entry of this tag, and nothing tells the two apart";
    case HANDOFF_LINT_VOIDS:
        return "a void behind a void: they ought to be one";
    case HANDOFF_LINT_VOID_LAST:
        return "a void at the end";
    case HANDOFF_LINT_MISALIGNED:
        return "the data is not aligned as its format demands";
    case HANDOFF_LINT_ALIGNMENT:
        return "the alignment of the list is less than this entry needs: relocation will break it";
    case HANDOFF_LINT_POINTER:
        return "an address in the data points into the list, which may be relocated";
    case HANDOFF_LINT_SHORT:
        return "less data than the layout has";
    case HANDOFF_LINT_LONG:
        return "more data than the known layout has";
    case HANDOFF_LINT_VALUE:
        return "a field has a value that the layout excludes";
    case HANDOFF_LINT_FDT:
        return "no flattened device tree, or cut off";
    case HANDOFF_LINT_HOB:
        return "the HOBs do not follow each other up to the end of the data";
    case HANDOFF_LINT_ACPI:
        return "the ACPI tables do not follow each other up to the end of the data";
    case HANDOFF_LINT_ACPI_SUM:
        return "the checksum of an ACPI table is wrong";
    case HANDOFF_LINT_EVENT_LOG:
        return "no complete crypto-agile event log";
    case HANDOFF_LINT_EMPTY:
        return "no data";
    }
    return "unknown finding";
}

void handoff_lint_report(struct handoff_linter *l, enum handoff_lint code, uint32_t offset)
{
    struct handoff_finding finding = {code, l->entry.offset, l->entry.tag, offset};

    l->count++;
    l->sink(l->context, &finding);
}

static void lint_header(struct handoff_linter *l)
{
    const struct handoff_list *list = l->list;

    if (list->address == 0 || list->address % 8 != 0)
        handoff_lint_report(l, HANDOFF_LINT_BASE, 0);
    if (handoff_list_version(list) < HANDOFF_VERSION)
        handoff_lint_report(l, HANDOFF_LINT_OLD_VERSION, 5);
    if (handoff_list_version(list) > HANDOFF_VERSION)
        handoff_lint_report(l, HANDOFF_LINT_NEW_VERSION, 5);
    if (!handoff_list_has_checksum(list))
        handoff_lint_report(l, HANDOFF_LINT_NO_CHECKSUM, 0x10);
    if (handoff_get32(list->base + 0x14) != 0)
        handoff_lint_report(l, HANDOFF_LINT_RESERVED, 0x14);
}

/* Tags of which there may be several: HOB blocks make up a list, overlays are applied in turn, and
 * FF-A manifests, binaries and pieces of memory tell themselves apart. */
static bool may_repeat(uint32_t tag)
{
    switch (tag) {
    case HANDOFF_TAG_VOID:
    case HANDOFF_TAG_HOB_BLOCK:
    case HANDOFF_TAG_DT_OVERLAY:
    case HANDOFF_TAG_EP_INFO64:
    case HANDOFF_TAG_EP_INFO32:
    case HANDOFF_TAG_FFA_BINARY:
    case HANDOFF_TAG_FFA_MANIFEST:
        return true;
    default:
        return tag >= HANDOFF_TAG_PRIVATE_FIRST;
    }
}

static void lint_tag(struct handoff_linter *l)
{
    uint32_t tag = l->entry.tag;
    struct handoff_entry other = {0};

    if (tag >= HANDOFF_TAG_PRIVATE_FIRST)
        handoff_lint_report(l, HANDOFF_LINT_TAG_PRIVATE, l->entry.offset);
    else if (tag > HANDOFF_TAG_STANDARD_LAST)
        handoff_lint_report(l, HANDOFF_LINT_TAG_RESERVED, l->entry.offset);
    if (!may_repeat(tag) && handoff_entry_find(l->list, tag, &other) &&
        other.offset != l->entry.offset)
        handoff_lint_report(l, HANDOFF_LINT_DUPLICATE, l->entry.offset);
}

uint32_t handoff_list_lint(const struct handoff_list *list, handoff_finding_sink_t *sink,
                           void *context)
{
    struct handoff_linter l = {.list = list, .sink = sink, .context = context};
    bool was_void = false;

    if (list->used_size == 0)
        return 0;
    lint_header(&l);
    while (handoff_entry_next(list, &l.entry)) {
        bool is_void = l.entry.tag == HANDOFF_TAG_VOID;

        if (is_void && was_void)
            handoff_lint_report(&l, HANDOFF_LINT_VOIDS, l.entry.offset);
        if (is_void && l.entry.end >= list->used_size)
            handoff_lint_report(&l, HANDOFF_LINT_VOID_LAST, l.entry.offset);
        lint_tag(&l);
        if (!is_void)
            handoff_lint_data(&l);
        was_void = is_void;
    }
    return l.count;
}
