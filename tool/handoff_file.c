/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Transfer lists in files: reading, judging and writing them.
 */
#include "tool/command.h"
#include "tool/handoff.h"

#include <stdlib.h>
#include <string.h>

/* The withdrawn version 0.9 began like this; nothing else about it is the same. */
#define SIGNATURE_0_9 0x006ed0ffu

static uint32_t get32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* The size of the region, which the list itself decides only when the file ends with the used
 * bytes: then total_size is the room that who loads the file must have. */
static size_t find_region_size(const struct tool_bytes *bytes)
{
    uint32_t used, total;

    if (bytes->size < HANDOFF_HEADER_SIZE || get32(bytes->data) != HANDOFF_SIGNATURE)
        return bytes->size;
    used = get32(bytes->data + 8);
    total = get32(bytes->data + 0xc);
    if ((bytes->size == used || bytes->size == ((uint64_t)used + 7) / 8 * 8) &&
        total > bytes->size && total <= TOOL_FILE_SIZE_MAX)
        return total;
    return bytes->size;
}

bool tool_handoff_load(struct tool_report *report, const char *path, uint32_t region_size,
                       struct tool_handoff_file *file)
{
    struct tool_bytes bytes;
    size_t size;

    *file = (struct tool_handoff_file){0};
    if (!tool_file_read(report, path, &bytes))
        return false;
    file->file_size = bytes.size;
    size = region_size != 0 ? region_size : find_region_size(&bytes);
    file->region.data = calloc(1, size + 1);
    file->region.size = size;
    if (file->region.data != NULL)
        memcpy(file->region.data, bytes.data, size < bytes.size ? size : bytes.size);
    else
        tool_report_add(report, "%s: there is no memory for a region of %zu bytes.", path, size);
    tool_bytes_free(&bytes);
    return file->region.data != NULL;
}

void tool_handoff_close(struct tool_handoff_file *file)
{
    tool_bytes_free(&file->region);
    file->list = (struct handoff_list){0};
}

void tool_handoff_report_fault(struct tool_report *report, const char *path,
                               const struct handoff_fault *fault, const char *remedy)
{
    const char *field = handoff_reason_field(fault->reason);
    const char *text = handoff_reason_text(fault->reason);

    if (fault->reason == HANDOFF_NO_LIST && fault->value == SIGNATURE_0_9)
        tool_report_add(report,
                        "%s: offset 0x0: signature is 0x%08x: a list of version 0.9, which was "
                        "withdrawn and has another layout; make it anew%s.",
                        path, SIGNATURE_0_9, remedy);
    else if (fault->entry != 0)
        tool_report_add(report, "%s: offset 0x%x: %s is 0x%x (entry at 0x%x): %s%s.", path,
                        fault->offset, field, fault->value, fault->entry, text, remedy);
    else
        tool_report_add(report, "%s: offset 0x%x: %s is 0x%x: %s%s.", path, fault->offset, field,
                        fault->value, text, remedy);
}

static void set_address(const struct tool_handoff_request *request, struct handoff_list *list)
{
    list->address = request->has_base ? (uintptr_t)request->base : TOOL_HANDOFF_ADDRESS;
}

bool tool_handoff_open(const struct tool_handoff_request *request, const char *path,
                       struct tool_handoff_file *file)
{
    struct handoff_fault fault;
    enum handoff_reason reason;

    if (!tool_handoff_load(request->report, path, 0, file))
        return false;
    reason = handoff_list_check(file->region.data, file->region.size, HANDOFF_LENIENT, &fault);
    if (fault.reason != HANDOFF_OK)
        tool_handoff_report_fault(request->report, path, &fault,
                                  reason == HANDOFF_OK ? "; read all the same" : "");
    if (reason == HANDOFF_OK)
        reason = handoff_list_open_lenient(&file->list, file->region.data, file->region.size);
    set_address(request, &file->list);
    return reason == HANDOFF_OK;
}

int tool_handoff_open_change(const struct tool_handoff_request *request,
                             struct tool_handoff_file *file)
{
    struct handoff_fault fault;
    enum handoff_reason reason;

    if (!tool_handoff_load(request->report, request->path, 0, file))
        return TOOL_REFUSED;
    reason = handoff_list_open(&file->list, file->region.data, file->region.size, HANDOFF_CHANGE);
    set_address(request, &file->list);
    if (reason != HANDOFF_OK) {
        handoff_list_check(file->region.data, file->region.size, HANDOFF_STRICT, &fault);
        tool_handoff_report_fault(request->report, request->path, &fault,
                                  "; see whether `kedge handoff fix` can repair it");
        return TOOL_REFUSED;
    }
    if (handoff_list_version(&file->list) > HANDOFF_VERSION)
        return tool_handoff_refuse(request, HANDOFF_NEWER_VERSION, "the list");
    return TOOL_OK;
}

/* A file that ended with the used bytes does so again. */
int tool_handoff_save(const struct tool_handoff_request *request, struct tool_handoff_file *file)
{
    const char *path = request->out != NULL ? request->out : request->path;
    bool is_short = file->file_size < file->region.size;
    size_t size = is_short ? file->list.used_size : file->region.size;

    return tool_file_write(request->report, path, file->region.data, size) ? TOOL_OK : TOOL_REFUSED;
}

int tool_handoff_refuse(const struct tool_handoff_request *request, enum handoff_reason reason,
                        const char *what)
{
    const char *remedy = "";

    if (reason == HANDOFF_NO_ROOM)
        remedy = "; enlarge the list with `kedge handoff relocate --size`";
    tool_report_add(request->report, "%s: %s: %s%s.", request->path, what,
                    handoff_reason_text(reason), remedy);
    return reason == HANDOFF_NEWER_VERSION ? (int)TOOL_HANDOFF_NEWER : (int)TOOL_REFUSED;
}

int tool_handoff_version_status(uint8_t version)
{
    if (version == HANDOFF_VERSION)
        return TOOL_OK;
    return version > HANDOFF_VERSION ? TOOL_HANDOFF_NEWER : TOOL_HANDOFF_OLDER;
}

bool tool_handoff_find(const struct tool_handoff_request *request, const struct handoff_list *list,
                       struct handoff_entry *entry)
{
    uint32_t index = request->index == TOOL_HANDOFF_INDEX_NONE ? 0 : request->index;
    char text[TOOL_HANDOFF_TAG_TEXT_SIZE];
    uint32_t count = 0;

    *entry = (struct handoff_entry){0};
    while (handoff_entry_find(list, request->tag, entry)) {
        if (count == index)
            return true;
        count++;
    }
    tool_handoff_tag_text(request->tag, text);
    tool_report_add(request->report, "%s: has %u entries with the tag %s.", request->path, count,
                    text);
    return false;
}
