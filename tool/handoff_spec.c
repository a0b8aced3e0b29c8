/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Descriptions into lists.
 */
#include "tool/handoff_spec.h"

#include "tool/command.h"
#include "tool/value.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Stands in for voids until everything is added: a void itself would be filled by what follows. */
#define TAG_PLACEHOLDER HANDOFF_TAG_PRIVATE_FIRST

/* A void that tlc makes has 4 bytes, which no list may have. */
#define VOID_SIZE_DEFAULT 8u

#define WHERE_SIZE 256u

static const cJSON *member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* --- reading --- */

static uint32_t count_line(const char *text, const char *end)
{
    uint32_t line = 1;

    for (; text < end; text++)
        line += *text == '\n';
    return line;
}

/* Almost every JSON text is YAML, too, but not the other way round, and cJSON knows booleans. */
cJSON *tool_handoff_spec_parse(struct tool_report *report, const char *path, const char *text)
{
    const char *end = text;
    cJSON *spec;

    if (text[strspn(text, " \t\r\n")] != '{')
        return tool_handoff_yaml_parse(report, path, text);
    spec = cJSON_ParseWithOpts(text, &end, true);
    if (spec == NULL)
        tool_report_add(report, "%s:%u: is no JSON from here on.", path, count_line(text, end));
    return spec;
}

/* Not as other texts are read, which end at 1 MiB: a description may hold an image in digits. */
cJSON *tool_handoff_spec_read(struct tool_report *report, const char *path)
{
    struct tool_bytes text;
    cJSON *spec = NULL;

    if (!tool_file_read(report, path, &text))
        return NULL;
    if (strlen((const char *)text.data) == text.size)
        spec = tool_handoff_spec_parse(report, path, (const char *)text.data);
    else
        tool_report_add(report, "%s: is no text; is it the right file?", path);
    tool_bytes_free(&text);
    return spec;
}

/* --- the list as a whole --- */

static bool take_header_number(struct tool_report *report, const char *path, const cJSON *spec,
                               const char *name, uint32_t least, uint32_t most, uint32_t *value)
{
    const cJSON *item = member(spec, name);
    uint64_t number;

    if (item == NULL)
        return true;
    if (!tool_handoff_scalar(item, most, &number) || number < least) {
        tool_report_add(report, "%s: field %s: is not a number from %u to %u.", path, name, least,
                        most);
        return false;
    }
    *value = (uint32_t)number;
    return true;
}

/* YAML's booleans are texts here. */
static bool take_boolean(const cJSON *item, bool *value)
{
    static const char *const words[] = {"false", "no", "off", "0", "true", "yes", "on", "1"};

    if (cJSON_IsBool(item)) {
        *value = cJSON_IsTrue(item);
        return true;
    }
    for (size_t i = 0; cJSON_IsString(item) && i < 8; i++) {
        if (strcasecmp(item->valuestring, words[i]) == 0) {
            *value = i >= 4;
            return true;
        }
    }
    return false;
}

bool tool_handoff_spec_header(struct tool_report *report, const char *path, const cJSON *spec,
                              struct tool_handoff_header *header)
{
    const cJSON *checksum = member(spec, "has_checksum");

    if (checksum != NULL && !take_boolean(checksum, &header->has_checksum)) {
        tool_report_add(report, "%s: field has_checksum: is neither true nor false.", path);
        return false;
    }
    return take_header_number(report, path, spec, "max_size", HANDOFF_HEADER_SIZE,
                              TOOL_FILE_SIZE_MAX, &header->size) &&
           take_header_number(report, path, spec, "version", 1, HANDOFF_VERSION,
                              &header->version) &&
           take_header_number(report, path, spec, "alignment", 3, 31, &header->alignment);
}

/* --- entries --- */

struct builder {
    const struct tool_handoff_request *request;
    struct handoff_list *list;
    char where[WHERE_SIZE]; /* "spec.yaml: entry 2" */
};

static bool take_entry_number(const struct builder *b, const cJSON *item, const char *name,
                              uint32_t most, uint32_t *value)
{
    const cJSON *field = member(item, name);
    uint64_t number;

    if (field == NULL)
        return true;
    if (!tool_handoff_scalar(field, most, &number)) {
        tool_report_add(b->request->report, "%s: field %s: is not a number up to 0x%x.", b->where,
                        name, most);
        return false;
    }
    *value = (uint32_t)number;
    return true;
}

static bool take_tag(const struct builder *b, const cJSON *item, uint32_t *tag)
{
    const cJSON *field = member(item, "tag_id");
    uint64_t number;

    if (cJSON_IsString(field) && tool_handoff_tag(field->valuestring, tag))
        return true;
    if (cJSON_IsNumber(field) && tool_handoff_scalar(field, HANDOFF_TAG_LAST, &number)) {
        *tag = (uint32_t)number;
        return true;
    }
    tool_report_add(b->request->report, "%s: field tag_id: is no tag's name or number.", b->where);
    return false;
}

static bool take_hex(const struct builder *b, const char *text, struct tool_bytes *data)
{
    data->size = strlen(text) / 2;
    data->data = calloc(1, data->size + 1);
    if (data->data != NULL && tool_value_hex(text, data->data, data->size))
        return true;
    tool_report_add(b->request->report, "%s: field data: is not bytes as hexadecimal digits.",
                    b->where);
    return false;
}

/* The flags in front, and the log from a file. */
static bool take_event_log(const struct builder *b, const cJSON *item, struct tool_bytes *data)
{
    struct tool_bytes log;
    uint32_t flags = 0;

    if (!take_entry_number(b, item, "flags", UINT32_MAX, &flags) ||
        !tool_file_read(b->request->report, member(item, "event_log")->valuestring, &log))
        return false;
    data->size = sizeof flags + log.size;
    data->data = calloc(1, data->size);
    if (data->data != NULL) {
        for (uint32_t i = 0; i < sizeof flags; i++)
            data->data[i] = (uint8_t)(flags >> 8 * i);
        memcpy(data->data + sizeof flags, log.data, log.size);
    }
    tool_bytes_free(&log);
    return data->data != NULL;
}

static bool take_void(const struct builder *b, const cJSON *item, struct tool_bytes *data)
{
    uint32_t size = VOID_SIZE_DEFAULT;

    if (!take_entry_number(b, item, "data_size", TOOL_FILE_SIZE_MAX, &size))
        return false;
    if (size % 8 != 0) {
        tool_report_add(b->request->report,
                        "%s: field data_size: of a void is a multiple of 8, and 0x%x is none.",
                        b->where, size);
        return false;
    }
    data->size = size;
    data->data = calloc(1, data->size + 1);
    return data->data != NULL;
}

static bool take_data(const struct builder *b, const cJSON *item, uint32_t tag,
                      struct tool_bytes *data)
{
    const cJSON *path = member(item, "blob_file_path");
    const cJSON *hex = member(item, "data");

    if (tag == HANDOFF_TAG_VOID)
        return take_void(b, item, data);
    if (cJSON_IsString(path))
        return tool_file_read(b->request->report, path->valuestring, data);
    if (cJSON_IsString(hex))
        return take_hex(b, hex->valuestring, data);
    if (tag == HANDOFF_TAG_EVENT_LOG && cJSON_IsString(member(item, "event_log")))
        return take_event_log(b, item, data);
    return tool_handoff_fields_take(b->request->report, b->where, tag, item, false, data);
}

/* Adds one entry; a void as a placeholder, which goes to `placeholder`. */
static int add_entry(struct builder *b, const cJSON *item, struct handoff_entry *placeholder)
{
    struct handoff_entry entry = {0};
    struct tool_bytes data = {0};
    uint32_t alignment = 0;
    enum handoff_reason reason;
    bool is_void;
    int status = TOOL_REFUSED;

    if (!take_tag(b, item, &entry.tag) || !take_entry_number(b, item, "alignment", 31, &alignment))
        return TOOL_REFUSED;
    is_void = entry.tag == HANDOFF_TAG_VOID;
    if (take_data(b, item, entry.tag, &data)) {
        entry.size = (uint32_t)data.size;
        entry.tag = is_void ? TAG_PLACEHOLDER : entry.tag;
        reason = handoff_entry_add(b->list, &entry, data.data, alignment);
        status =
            reason == HANDOFF_OK ? (int)TOOL_OK : tool_handoff_refuse(b->request, reason, b->where);
    }
    tool_bytes_free(&data);
    if (status == TOOL_OK && is_void)
        *placeholder = entry;
    return status;
}

static int add_entries(struct builder *b, const cJSON *entries, struct handoff_entry *placeholders)
{
    uint32_t placeholder_count = 0;
    uint32_t index = 0;
    const cJSON *item;
    int status = TOOL_OK;

    cJSON_ArrayForEach(item, entries)
    {
        struct handoff_entry *placeholder = &placeholders[placeholder_count];

        snprintf(b->where, sizeof b->where, "%s: entry %u", b->request->from, index++);
        status = add_entry(b, item, placeholder);
        if (status != TOOL_OK)
            return status;
        placeholder_count += placeholder->end != 0;
    }
    for (uint32_t i = 0; i < placeholder_count; i++)
        if (handoff_entry_remove(b->list, &placeholders[i]) != HANDOFF_OK)
            return tool_handoff_refuse(b->request, HANDOFF_NO_ENTRY, b->where);
    return TOOL_OK;
}

int tool_handoff_spec_add(const struct tool_handoff_request *request, const cJSON *spec,
                          struct handoff_list *list)
{
    const cJSON *entries = member(spec, "entries");
    struct builder b = {.request = request, .list = list};
    struct handoff_entry *placeholders;
    int status = TOOL_REFUSED;

    if (!cJSON_IsArray(entries)) {
        tool_report_add(request->report, "%s: field entries: is missing or no list.",
                        request->from);
        return TOOL_REFUSED;
    }
    placeholders = calloc((size_t)cJSON_GetArraySize(entries) + 1, sizeof *placeholders);
    if (placeholders != NULL)
        status = add_entries(&b, entries, placeholders);
    free(placeholders);
    return status;
}
