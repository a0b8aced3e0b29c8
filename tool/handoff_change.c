/* SPDX-License-Identifier: Apache-2.0 */
/**
 * `kedge handoff create`, `add`, `remove` and `extract`.
 */
#include "tool/command.h"
#include "tool/handoff_spec.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_SIZE 0x1000u

/* --- create --- */

/* What the command line says goes before what the description says. */
static bool take_header(struct tool_handoff_request *request, const cJSON *spec)
{
    struct tool_handoff_header header = {
        .size = DEFAULT_SIZE, .version = HANDOFF_VERSION, .alignment = 3, .has_checksum = true};

    if (spec != NULL && !tool_handoff_spec_header(request->report, request->from, spec, &header))
        return false;
    if (request->size == 0)
        request->size = header.size;
    if (request->version == 0)
        request->version = header.version;
    if (request->alignment == 0)
        request->alignment = header.alignment;
    request->no_checksum |= !header.has_checksum;
    return true;
}

static bool make_list(const struct tool_handoff_request *request, struct tool_handoff_file *file)
{
    enum handoff_reason reason = HANDOFF_NO_ROOM;

    file->region.data = calloc(1, request->size + 1u);
    file->region.size = request->size;
    file->file_size = request->size;
    if (file->region.data != NULL)
        reason =
            handoff_list_create(&file->list, file->region.data, request->size, request->version,
                                request->no_checksum ? 0 : HANDOFF_FLAG_CHECKSUM);
    if (reason != HANDOFF_OK) {
        tool_handoff_refuse(request, reason, "a new list");
        return false;
    }
    file->list.address = request->has_base ? (uintptr_t)request->base : TOOL_HANDOFF_ADDRESS;
    return true;
}

int tool_handoff_create(struct tool_handoff_request *request)
{
    struct tool_handoff_file file = {0};
    cJSON *spec = NULL;
    int status = TOOL_REFUSED;

    if (request->from != NULL) {
        spec = tool_handoff_spec_read(request->report, request->from);
        if (spec == NULL)
            return TOOL_REFUSED;
    }
    if (take_header(request, spec) && make_list(request, &file))
        status = spec != NULL ? tool_handoff_spec_add(request, spec, &file.list) : TOOL_OK;
    if (status == TOOL_OK) {
        if (handoff_list_alignment(&file.list) < request->alignment)
            tool_handoff_set_header(&file.list, 7, (uint8_t)request->alignment);
        status = tool_handoff_save(request, &file);
    }
    tool_handoff_close(&file);
    cJSON_Delete(spec);
    return status;
}

/* --- add --- */

/* The fields of --set as a description has them; a list is divided by commas. */
static cJSON *fields_object(const struct tool_handoff_request *request)
{
    cJSON *object = cJSON_CreateObject();

    for (uint32_t i = 0; i < request->value_count; i++) {
        char *name = strdup(request->values[i]);
        char *value = name != NULL ? strchr(name, '=') : NULL;

        if (value == NULL) {
            free(name);
            continue;
        }
        *value++ = '\0';
        cJSON_DeleteItemFromObjectCaseSensitive(object, name);
        if (strcmp(name, "args") == 0) {
            cJSON *list = cJSON_AddArrayToObject(object, name);
            char *rest = NULL;

            for (char *word = strtok_r(value, ",", &rest); word != NULL;
                 word = strtok_r(NULL, ",", &rest))
                cJSON_AddItemToArray(list, cJSON_CreateString(word));
        } else {
            cJSON_AddStringToObject(object, name, value);
        }
        free(name);
    }
    return object;
}

static bool read_data(const struct tool_handoff_request *request, struct tool_bytes *data)
{
    cJSON *object;
    bool done;

    if (request->data != NULL)
        return tool_file_read(request->report, request->data, data);
    object = fields_object(request);
    done = tool_handoff_fields_take(request->report, "--set", request->tag, object, true, data);
    cJSON_Delete(object);
    return done;
}

static int add_one(const struct tool_handoff_request *request, struct handoff_list *list)
{
    struct handoff_entry entry = {.tag = request->tag};
    struct tool_bytes data = {0};
    char text[TOOL_HANDOFF_TAG_TEXT_SIZE];
    enum handoff_reason reason;

    if (!read_data(request, &data))
        return TOOL_REFUSED;
    entry.size = (uint32_t)data.size;
    reason = handoff_entry_add(list, &entry, data.data, request->alignment);
    tool_bytes_free(&data);
    if (reason == HANDOFF_OK)
        return TOOL_OK;
    tool_handoff_tag_text(request->tag, text);
    return tool_handoff_refuse(request, reason, text);
}

static int add_spec(const struct tool_handoff_request *request, struct handoff_list *list)
{
    cJSON *spec = tool_handoff_spec_read(request->report, request->from);
    int status = TOOL_REFUSED;

    if (spec != NULL)
        status = tool_handoff_spec_add(request, spec, list);
    cJSON_Delete(spec);
    return status;
}

int tool_handoff_add(struct tool_handoff_request *request)
{
    int sources = (request->data != NULL) + (request->from != NULL) + (request->value_count != 0);
    struct tool_handoff_file file;
    int status;

    if (sources != 1 || request->has_tag == (request->from != NULL) ||
        (request->alignment != 0 && request->from != NULL))
        return TOOL_USAGE;
    status = tool_handoff_open_change(request, &file);
    if (status == TOOL_OK)
        status =
            request->from != NULL ? add_spec(request, &file.list) : add_one(request, &file.list);
    if (status == TOOL_OK)
        status = tool_handoff_save(request, &file);
    tool_handoff_close(&file);
    return status;
}

/* --- remove and extract --- */

/* Without an index all go: each time the first that is left. */
static int remove_entries(const struct tool_handoff_request *request, struct handoff_list *list)
{
    enum handoff_reason reason;
    struct handoff_entry entry;

    if (!tool_handoff_find(request, list, &entry))
        return TOOL_REFUSED;
    do {
        reason = handoff_entry_remove(list, &entry);
        if (reason != HANDOFF_OK)
            return tool_handoff_refuse(request, reason, "the entry");
        entry = (struct handoff_entry){0};
    } while (request->index == TOOL_HANDOFF_INDEX_NONE &&
             handoff_entry_find(list, request->tag, &entry));
    return TOOL_OK;
}

int tool_handoff_remove(struct tool_handoff_request *request)
{
    struct tool_handoff_file file;
    int status;

    if (!request->has_tag || request->tag == HANDOFF_TAG_VOID)
        return TOOL_USAGE;
    status = tool_handoff_open_change(request, &file);
    if (status == TOOL_OK)
        status = remove_entries(request, &file.list);
    if (status == TOOL_OK)
        status = tool_handoff_save(request, &file);
    tool_handoff_close(&file);
    return status;
}

int tool_handoff_extract(struct tool_handoff_request *request)
{
    struct tool_handoff_file file;
    struct handoff_entry entry;
    bool done;

    if (!request->has_tag || request->out == NULL)
        return TOOL_USAGE;
    done = tool_handoff_open(request, request->path, &file) &&
           tool_handoff_find(request, &file.list, &entry) &&
           tool_file_write(request->report, request->out, handoff_entry_data(&file.list, &entry),
                           entry.size);
    tool_handoff_close(&file);
    return done ? TOOL_OK : TOOL_REFUSED;
}
