/* SPDX-License-Identifier: Apache-2.0 */
/**
 * `kedge handoff dump`: lists into descriptions.
 */
#include "tool/command.h"
#include "tool/handoff_spec.h"
#include "tool/value.h"

#include <stdlib.h>
#include <string.h>

static void add_data(cJSON *object, const uint8_t *data, uint32_t size)
{
    char *text = malloc(2 * (size_t)size + 1);

    if (text == NULL)
        return;
    text[0] = '\0';
    tool_value_hex_text(data, size, text);
    cJSON_AddStringToObject(object, "data", text);
    free(text);
}

static cJSON *describe_entry(const struct handoff_list *list, const struct handoff_entry *entry)
{
    const uint8_t *data = handoff_entry_data(list, entry);
    cJSON *object = cJSON_CreateObject();
    char text[TOOL_HANDOFF_TAG_TEXT_SIZE];

    tool_handoff_tag_text(entry->tag, text);
    cJSON_AddStringToObject(object, "tag_id", text);
    if (entry->tag == HANDOFF_TAG_VOID)
        cJSON_AddNumberToObject(object, "data_size", (entry->size + 7u) & ~7u);
    else if (!tool_handoff_fields_show(entry->tag, data, entry->size, object))
        add_data(object, data, entry->size);
    return object;
}

/* The places of entries follow from their sizes and the voids between them, so nothing is said of
 * the alignment of each. */
cJSON *tool_handoff_spec_of(const struct handoff_list *list)
{
    cJSON *spec = cJSON_CreateObject();
    struct handoff_entry entry = {0};
    cJSON *entries;

    cJSON_AddNumberToObject(spec, "version", handoff_list_version(list));
    cJSON_AddBoolToObject(spec, "has_checksum", handoff_list_has_checksum(list));
    cJSON_AddNumberToObject(spec, "max_size", list->total_size);
    cJSON_AddNumberToObject(spec, "alignment", handoff_list_alignment(list));
    entries = cJSON_AddArrayToObject(spec, "entries");
    while (handoff_entry_next(list, &entry))
        cJSON_AddItemToArray(entries, describe_entry(list, &entry));
    return spec;
}

static bool print_json(const cJSON *spec)
{
    char *text = cJSON_Print(spec);
    bool done = text != NULL && puts(text) >= 0;

    cJSON_free(text);
    return done;
}

int tool_handoff_dump(struct tool_handoff_request *request)
{
    struct tool_handoff_file file;
    bool done;

    if (request->is_json && request->is_yaml)
        return TOOL_USAGE;
    done = tool_handoff_open(request, request->path, &file);
    if (done) {
        cJSON *spec = tool_handoff_spec_of(&file.list);

        done = request->is_json ? print_json(spec) : tool_handoff_yaml_print(spec, stdout);
        if (!done)
            tool_report_add(request->report, "%s: the description cannot be written.",
                            request->path);
        cJSON_Delete(spec);
    }
    tool_handoff_close(&file);
    return done ? TOOL_OK : TOOL_REFUSED;
}
