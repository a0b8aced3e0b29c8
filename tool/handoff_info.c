/* SPDX-License-Identifier: Apache-2.0 */
/**
 * `kedge handoff info`, `check` and `lint`: looking at a list and judging it.
 */
#include "handoff/lint.h"
#include "tool/command.h"
#include "tool/handoff_fields.h"

#include <string.h>

/* --- check --- */

int tool_handoff_check(struct tool_handoff_request *request)
{
    enum handoff_strictness strictness = request->is_lenient ? HANDOFF_LENIENT : HANDOFF_STRICT;
    struct tool_handoff_file file;
    struct handoff_fault fault;
    enum handoff_reason reason;
    int status = TOOL_REFUSED;

    if (!tool_handoff_load(request->report, request->path, request->size, &file))
        return TOOL_REFUSED;
    reason = handoff_list_check(file.region.data, file.region.size, strictness, &fault);
    if (fault.reason != HANDOFF_OK)
        tool_handoff_report_fault(request->report, request->path, &fault,
                                  reason == HANDOFF_OK ? "; tolerated" : "");
    if (reason == HANDOFF_OK) {
        uint8_t version = file.region.data[5];

        status = tool_handoff_version_status(version);
        printf("%s: valid, version %u%s\n", request->path, version,
               status == TOOL_HANDOFF_NEWER   ? ": newer than this program, can be read only"
               : status == TOOL_HANDOFF_OLDER ? ": older, for U-Boot and Hafnium"
                                              : "");
        if (file.file_size < file.region.size)
            printf("%s: the file ends with the used bytes; the list needs a region of 0x%zx\n",
                   request->path, file.region.size);
    }
    tool_handoff_close(&file);
    return status;
}

/* --- info --- */

static void add_hex(cJSON *object, const char *name, uint32_t value)
{
    char text[2 + 8 + 1];

    snprintf(text, sizeof text, "0x%x", value);
    cJSON_AddStringToObject(object, name, text);
}

static cJSON *entry_object(const struct handoff_list *list, const struct handoff_entry *entry)
{
    cJSON *object = cJSON_CreateObject();
    char text[TOOL_HANDOFF_TAG_TEXT_SIZE];

    tool_handoff_tag_text(entry->tag, text);
    cJSON_AddStringToObject(object, "name", text);
    cJSON_AddNumberToObject(object, "tag_id", entry->tag);
    cJSON_AddNumberToObject(object, "hdr_size", entry->header_size);
    cJSON_AddNumberToObject(object, "data_size", entry->size);
    cJSON_AddNumberToObject(object, "offset", entry->offset);
    cJSON_AddNumberToObject(object, "data_offset", entry->offset + entry->header_size);
    tool_handoff_fields_show(entry->tag, handoff_entry_data(list, entry), entry->size, object);
    return object;
}

static void print_json(const struct handoff_list *list)
{
    cJSON *root = cJSON_CreateObject();
    struct handoff_entry entry = {0};
    cJSON *entries;
    char *text;

    add_hex(root, "signature", HANDOFF_SIGNATURE);
    cJSON_AddNumberToObject(root, "version", handoff_list_version(list));
    cJSON_AddNumberToObject(root, "hdr_size", list->base[6]);
    cJSON_AddNumberToObject(root, "alignment", handoff_list_alignment(list));
    cJSON_AddNumberToObject(root, "used_size", list->used_size);
    cJSON_AddNumberToObject(root, "total_size", list->total_size);
    cJSON_AddBoolToObject(root, "has_checksum", handoff_list_has_checksum(list));
    cJSON_AddNumberToObject(root, "checksum", list->base[4]);
    entries = cJSON_AddArrayToObject(root, "entries");
    while (handoff_entry_next(list, &entry))
        cJSON_AddItemToArray(entries, entry_object(list, &entry));
    text = cJSON_Print(root);
    puts(text != NULL ? text : "{}");
    cJSON_free(text);
    cJSON_Delete(root);
}

/* "  pc = 0x4000", nested fields by their own names alone. */
static void print_fields(const cJSON *object)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, object)
    {
        if (cJSON_IsObject(item)) {
            print_fields(item);
        } else {
            char *text = cJSON_PrintUnformatted(item);

            printf("%32s = ", item->string);
            for (const char *p = text; p != NULL && *p != '\0'; p++)
                if (*p != '"')
                    putchar(*p);
            putchar('\n');
            cJSON_free(text);
        }
    }
}

static void print_entry(const struct handoff_list *list, const struct handoff_entry *entry)
{
    cJSON *fields = cJSON_CreateObject();
    char text[TOOL_HANDOFF_TAG_TEXT_SIZE];

    tool_handoff_tag_text(entry->tag, text);
    printf("  0x%06x  0x%06x  0x%-8x  0x%06x  %s\n", entry->offset,
           entry->offset + entry->header_size, entry->size, entry->tag, text);
    if (tool_handoff_fields_show(entry->tag, handoff_entry_data(list, entry), entry->size, fields))
        print_fields(fields);
    cJSON_Delete(fields);
}

static void print_text(const struct handoff_list *list)
{
    struct handoff_entry entry = {0};

    printf("version     %u\n", handoff_list_version(list));
    printf("alignment   %u (%u bytes)\n", handoff_list_alignment(list),
           1u << (handoff_list_alignment(list) & 31u));
    printf("used_size   0x%x\n", list->used_size);
    printf("total_size  0x%x\n", list->total_size);
    if (handoff_list_has_checksum(list))
        printf("checksum    0x%02x\n", list->base[4]);
    else
        puts("checksum    none");
    puts("\n  entry     data      data_size   tag_id");
    while (handoff_entry_next(list, &entry))
        print_entry(list, &entry);
}

int tool_handoff_info(struct tool_handoff_request *request)
{
    struct tool_handoff_file file;
    int status = TOOL_REFUSED;

    if (tool_handoff_open(request, request->path, &file)) {
        if (request->is_json)
            print_json(&file.list);
        else
            print_text(&file.list);
        if (request->report->count == 0)
            status = tool_handoff_version_status(handoff_list_version(&file.list));
    }
    tool_handoff_close(&file);
    return status;
}

/* --- lint --- */

struct lint_context {
    const struct tool_handoff_request *request;
    uint32_t count;
};

/* Where a file will lie nobody knows unless told, so what depends on that is not said. */
static void print_finding(void *context, const struct handoff_finding *finding)
{
    struct lint_context *lint = context;
    char text[TOOL_HANDOFF_TAG_TEXT_SIZE];

    if (finding->code == HANDOFF_LINT_POINTER && !lint->request->has_base)
        return;
    lint->count++;
    printf("%s: offset 0x%x: ", lint->request->path, finding->offset);
    if (finding->entry != 0) {
        tool_handoff_tag_text(finding->tag, text);
        printf("%s at 0x%x: ", text, finding->entry);
    }
    puts(handoff_lint_text(finding->code));
}

int tool_handoff_lint(struct tool_handoff_request *request)
{
    struct lint_context lint = {.request = request};
    struct tool_handoff_file file;
    int status = TOOL_REFUSED;

    if (tool_handoff_open(request, request->path, &file) && request->report->count == 0) {
        handoff_list_lint(&file.list, print_finding, &lint);
        status = lint.count != 0 ? (int)TOOL_HANDOFF_FINDINGS : (int)TOOL_OK;
    }
    tool_handoff_close(&file);
    return status;
}
