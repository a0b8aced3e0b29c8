/* SPDX-License-Identifier: Apache-2.0 */
/**
 * `kedge handoff convert`, `fix` and `relocate`.
 */
#include "tool/command.h"
#include "tool/handoff_spec.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define OFFSET_CHECKSUM 4u
#define OFFSET_VERSION  5u
#define OFFSET_FLAGS    0x10u

void tool_handoff_set_header(struct handoff_list *list, uint32_t offset, uint8_t value)
{
    list->base[offset] = value;
    handoff_list_commit(list);
}

int tool_handoff_convert(struct tool_handoff_request *request)
{
    struct tool_handoff_file file;
    int status;

    if (request->version == 0)
        return TOOL_USAGE;
    status = tool_handoff_open_change(request, &file);
    if (status == TOOL_OK) {
        tool_handoff_set_header(&file.list, OFFSET_VERSION, (uint8_t)request->version);
        status = tool_handoff_save(request, &file);
    }
    tool_handoff_close(&file);
    return status;
}

/* --- fix --- */

/* Without its checksum the list is judged by everything else; then it gets a new one. */
static enum handoff_reason repair_checksum(struct tool_handoff_file *file)
{
    enum handoff_reason reason;
    uint8_t *header = file->region.data;

    header[OFFSET_CHECKSUM] = 0;
    header[OFFSET_FLAGS] &= (uint8_t)~HANDOFF_FLAG_CHECKSUM;
    reason = handoff_list_repair(&file->list, file->region.data, file->region.size);
    return reason != HANDOFF_OK ? reason
                                : handoff_list_set_flags(&file->list, HANDOFF_FLAG_CHECKSUM);
}

static int refuse_repair(const struct tool_handoff_request *request, enum handoff_reason reason,
                         const struct handoff_fault *fault)
{
    if (reason == HANDOFF_NEWER_VERSION)
        return tool_handoff_refuse(request, reason, "the list");
    if (reason != fault->reason)
        return tool_handoff_refuse(request, reason, "not repaired");
    tool_handoff_report_fault(
        request->report, request->path, fault,
        reason == HANDOFF_BAD_CHECKSUM
            ? "; if you know that the bytes are right, --checksum computes a new one"
            : "; this cannot be repaired");
    return TOOL_REFUSED;
}

static int repair(const struct tool_handoff_request *request, struct tool_handoff_file *file)
{
    struct handoff_fault fault;
    enum handoff_reason reason =
        handoff_list_check(file->region.data, file->region.size, HANDOFF_LENIENT, &fault);

    file->is_changed = fault.reason != HANDOFF_OK;
    if (fault.reason == HANDOFF_OK) {
        printf("%s: valid already\n", request->path);
    } else if (reason == HANDOFF_BAD_CHECKSUM && request->fix_checksum) {
        reason = repair_checksum(file);
    } else {
        reason = handoff_list_repair(&file->list, file->region.data, file->region.size);
    }
    if (reason == HANDOFF_OK && fault.reason == HANDOFF_OK)
        reason =
            handoff_list_open(&file->list, file->region.data, file->region.size, HANDOFF_CHANGE);
    else if (reason == HANDOFF_OK)
        printf("%s: repaired: %s\n", request->path, handoff_reason_text(fault.reason));
    return reason == HANDOFF_OK ? (int)TOOL_OK : refuse_repair(request, reason, &fault);
}

int tool_handoff_fix(struct tool_handoff_request *request)
{
    struct tool_handoff_file file;
    int status;

    if (!tool_handoff_load(request->report, request->path, 0, &file))
        return TOOL_REFUSED;
    status = repair(request, &file);
    /* What is valid already is not even written again, unless elsewhere. */
    if (status == TOOL_OK && (file.is_changed || request->out != NULL))
        status = tool_handoff_save(request, &file);
    tool_handoff_close(&file);
    return status;
}

/* --- relocate --- */

/* How far behind the start of the new region the list begins: there its address is what it was,
 * modulo its alignment. */
static uint64_t find_skip(const struct tool_handoff_request *request,
                          const struct handoff_list *list)
{
    uint64_t mask = (UINT64_C(1) << handoff_list_alignment(list)) - 1;

    return (request->old_base - request->base) & mask;
}

/* The library takes addresses from the memory it works in, so the list's is set to one that lies to
 * this memory as the old address lies to the new region. */
static int relocate(const struct tool_handoff_request *request, struct tool_handoff_file *file)
{
    struct tool_bytes region = {NULL, request->size != 0 ? request->size : file->region.size};
    uint64_t skip = find_skip(request, &file->list);
    enum handoff_reason reason = HANDOFF_NO_ROOM;

    if (skip < region.size)
        region.data = calloc(1, region.size);
    if (region.data != NULL) {
        file->list.address = (uintptr_t)region.data + (uintptr_t)skip;
        reason = handoff_list_relocate(&file->list, region.data, region.size, false);
    }
    if (reason != HANDOFF_OK) {
        tool_bytes_free(&region);
        return tool_handoff_refuse(request, reason, "the new region");
    }
    region.size = file->list.total_size;
    memmove(region.data, file->list.base, region.size);
    tool_bytes_free(&file->region);
    file->region = region;
    file->file_size = region.size;
    file->list.base = region.data;
    if (request->has_base)
        printf("%s: begins at 0x%" PRIx64 ", total_size 0x%x\n",
               request->out != NULL ? request->out : request->path, request->base + skip,
               file->list.total_size);
    return TOOL_OK;
}

int tool_handoff_relocate(struct tool_handoff_request *request)
{
    struct tool_handoff_file file;
    int status;

    if (!request->has_base && request->size == 0)
        return TOOL_USAGE;
    status = tool_handoff_open_change(request, &file);
    if (status == TOOL_OK)
        status = relocate(request, &file);
    if (status == TOOL_OK)
        status = tool_handoff_save(request, &file);
    tool_handoff_close(&file);
    return status;
}
