/* SPDX-License-Identifier: Apache-2.0 */
#include "tool/handoff_fields.h"

#include "handoff/entry.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Where a field stands: in the entry itself, in its ep_info, or in the header h of that. */
enum place { PLACE_ENTRY, PLACE_EP, PLACE_EP_HEAD };

#define REQUIRED UINT64_MAX

struct field {
    uint32_t tag;
    enum place place;
    const char *name;
    uint8_t offset;
    uint8_t width; /* bytes, of each element */
    uint8_t count; /* 1, or more: a list, which may be shorter */
    uint64_t preset;
};

static const struct field fields[] = {
    {HANDOFF_TAG_CRB, PLACE_ENTRY, "crb_base_address", 0, 8, 1, REQUIRED},
    {HANDOFF_TAG_CRB, PLACE_ENTRY, "crb_size", 8, 4, 1, REQUIRED},
    {HANDOFF_TAG_OPTEE_PAGEABLE_PART, PLACE_ENTRY, "pp_addr", 0, 8, 1, REQUIRED},
    {HANDOFF_TAG_EP_INFO64, PLACE_EP_HEAD, "type", 0, 1, 1, 1},
    {HANDOFF_TAG_EP_INFO64, PLACE_EP_HEAD, "version", 1, 1, 1, 2},
    {HANDOFF_TAG_EP_INFO64, PLACE_EP_HEAD, "size", 2, 2, 1, HANDOFF_EP_INFO64_SIZE},
    {HANDOFF_TAG_EP_INFO64, PLACE_EP_HEAD, "attr", 4, 4, 1, REQUIRED},
    {HANDOFF_TAG_EP_INFO64, PLACE_EP, "pc", 8, 8, 1, REQUIRED},
    {HANDOFF_TAG_EP_INFO64, PLACE_EP, "spsr", 0x10, 4, 1, 0},
    {HANDOFF_TAG_EP_INFO64, PLACE_EP, "args", 0x18, 8, 8, 0},
    {HANDOFF_TAG_MEMORY_LAYOUT64, PLACE_ENTRY, "addr", 0, 8, 1, REQUIRED},
    {HANDOFF_TAG_MEMORY_LAYOUT64, PLACE_ENTRY, "size", 8, 8, 1, REQUIRED},
    {HANDOFF_TAG_MBEDTLS_HEAP, PLACE_ENTRY, "heap_address", 0, 8, 1, REQUIRED},
    {HANDOFF_TAG_MBEDTLS_HEAP, PLACE_ENTRY, "heap_size", 8, 8, 1, REQUIRED},
    {HANDOFF_TAG_MEMORY_LAYOUT32, PLACE_ENTRY, "addr", 0, 4, 1, REQUIRED},
    {HANDOFF_TAG_MEMORY_LAYOUT32, PLACE_ENTRY, "size", 4, 4, 1, REQUIRED},
    {HANDOFF_TAG_EP_INFO32, PLACE_EP_HEAD, "type", 0, 1, 1, 1},
    {HANDOFF_TAG_EP_INFO32, PLACE_EP_HEAD, "version", 1, 1, 1, 2},
    {HANDOFF_TAG_EP_INFO32, PLACE_EP_HEAD, "size", 2, 2, 1, HANDOFF_EP_INFO32_SIZE},
    {HANDOFF_TAG_EP_INFO32, PLACE_EP_HEAD, "attr", 4, 4, 1, REQUIRED},
    {HANDOFF_TAG_EP_INFO32, PLACE_EP, "pc", 8, 4, 1, REQUIRED},
    {HANDOFF_TAG_EP_INFO32, PLACE_EP, "spsr", 0xc, 4, 1, 0},
    {HANDOFF_TAG_EP_INFO32, PLACE_EP, "lr_svc", 0x10, 4, 1, 0},
    {HANDOFF_TAG_EP_INFO32, PLACE_EP, "args", 0x14, 4, 4, 0},
    {HANDOFF_TAG_GPT_ERROR, PLACE_ENTRY, "gpt_error_info", 0, 1, 1, REQUIRED},
};

#define FIELD_COUNT (sizeof fields / sizeof fields[0])

/* TF-A's names. Bits 5 and 0 together say the security state, so EP_REALM is two bits. */
static const struct {
    const char *name;
    uint32_t value;
} attributes[] = {
    {"EP_SECURE", 0},
    {"EP_NON_SECURE", HANDOFF_EP_NON_SECURE},
    {"EP_REALM", HANDOFF_EP_REALM},
    {"EP_EE_LITTLE", 0},
    {"EP_EE_BIG", HANDOFF_EP_BIG_ENDIAN},
    {"EP_ST_DISABLE", 0},
    {"EP_ST_ENABLE", HANDOFF_EP_SECURE_TIMER},
    {"EP_NON_EXECUTABLE", 0},
    {"EP_EXECUTABLE", HANDOFF_EP_EXECUTABLE},
    {"EP_FIRST_EXE", HANDOFF_EP_FIRST},
};

/* What an entry of a description may hold beside the fields of its tag. */
static const char *const general_names[] = {"tag_id", "alignment", "ep_info", "h"};

static uint32_t layout_size(uint32_t tag)
{
    switch (tag) {
    case HANDOFF_TAG_CRB:
        return HANDOFF_CRB_SIZE;
    case HANDOFF_TAG_OPTEE_PAGEABLE_PART:
        return HANDOFF_PAGEABLE_PART_SIZE;
    case HANDOFF_TAG_EP_INFO64:
        return HANDOFF_EP_INFO64_SIZE;
    case HANDOFF_TAG_MEMORY_LAYOUT64:
        return HANDOFF_MEMORY_LAYOUT64_SIZE;
    case HANDOFF_TAG_MBEDTLS_HEAP:
        return HANDOFF_MBEDTLS_HEAP_SIZE;
    case HANDOFF_TAG_MEMORY_LAYOUT32:
        return HANDOFF_MEMORY_LAYOUT32_SIZE;
    case HANDOFF_TAG_EP_INFO32:
        return HANDOFF_EP_INFO32_SIZE;
    case HANDOFF_TAG_GPT_ERROR:
        return HANDOFF_GPT_ERROR_SIZE;
    default:
        return 0;
    }
}

static void put(uint8_t *data, uint32_t width, uint64_t value)
{
    for (uint32_t i = 0; i < width; i++)
        data[i] = (uint8_t)(value >> 8 * i);
}

static uint64_t get(const uint8_t *data, uint32_t width)
{
    uint64_t value = 0;

    for (uint32_t i = width; i-- > 0;)
        value = value << 8 | data[i];
    return value;
}

/* --- From a description --- */

bool tool_handoff_scalar(const cJSON *item, uint64_t max, uint64_t *value)
{
    /* Above this a JSON number, which is a double, is no longer exact. */
    const double exact_max = 9007199254740992.0;

    if (cJSON_IsString(item))
        return tool_handoff_number(item->valuestring, max, value);
    if (!cJSON_IsNumber(item) || item->valuedouble < 0 || item->valuedouble > exact_max ||
        (double)(uint64_t)item->valuedouble != item->valuedouble ||
        (uint64_t)item->valuedouble > max)
        return false;
    *value = (uint64_t)item->valuedouble;
    return true;
}

/* "EP_NON_SECURE | EP_EXECUTABLE" */
static bool take_attributes(const char *text, uint64_t *value)
{
    uint64_t sum = 0;

    while (*text != '\0') {
        size_t length = strcspn(text, " |");
        bool found = length == 0;

        for (size_t i = 0; !found && i < sizeof attributes / sizeof attributes[0]; i++) {
            found = strlen(attributes[i].name) == length &&
                    strncmp(attributes[i].name, text, length) == 0;
            if (found)
                sum |= attributes[i].value;
        }
        if (!found)
            return false;
        text += length != 0 ? length : 1;
    }
    *value = sum;
    return true;
}

static bool take_element(const struct field *field, const cJSON *item, uint8_t *data)
{
    uint64_t max = field->width == 8 ? UINT64_MAX : (UINT64_C(1) << 8 * field->width) - 1;
    uint64_t value;

    if (!tool_handoff_scalar(item, max, &value) &&
        !(strcmp(field->name, "attr") == 0 && cJSON_IsString(item) &&
          take_attributes(item->valuestring, &value)))
        return false;
    put(data, field->width, value);
    return true;
}

/* A field where it belongs, or in what encloses that place. */
static const cJSON *find_item(const struct field *field, const cJSON *object)
{
    const cJSON *ep_info = cJSON_GetObjectItemCaseSensitive(object, "ep_info");
    const cJSON *head = cJSON_GetObjectItemCaseSensitive(ep_info != NULL ? ep_info : object, "h");
    const cJSON *item = NULL;

    if (field->place == PLACE_EP_HEAD)
        item = cJSON_GetObjectItemCaseSensitive(head, field->name);
    if (item == NULL && field->place != PLACE_ENTRY)
        item = cJSON_GetObjectItemCaseSensitive(ep_info, field->name);
    return item != NULL ? item : cJSON_GetObjectItemCaseSensitive(object, field->name);
}

static bool take_field(struct tool_report *report, const char *where, const struct field *field,
                       const cJSON *object, uint8_t *data)
{
    const cJSON *item = find_item(field, object);
    uint32_t index = 0;
    const cJSON *element;
    bool done = true;

    data += field->offset;
    if (item == NULL) {
        if (field->preset != REQUIRED)
            put(data, field->width, field->preset);
        else
            tool_report_add(report, "%s: field %s is missing.", where, field->name);
        return field->preset != REQUIRED;
    }
    if (field->count == 1) {
        done = take_element(field, item, data);
    } else {
        done = cJSON_IsArray(item) && cJSON_GetArraySize(item) <= field->count;
        cJSON_ArrayForEach(element, item) done =
            done && take_element(field, element, data + field->width * index++);
    }
    if (!done)
        tool_report_add(report, "%s: field %s: is not %s of at most %u bits%s.", where, field->name,
                        field->count == 1 ? "a number" : "a list of numbers", 8u * field->width,
                        cJSON_IsNumber(item) ? "; above 2^53 JSON needs it as a text" : "");
    return done;
}

static bool is_field_name(uint32_t tag, const char *name)
{
    for (size_t i = 0; i < sizeof general_names / sizeof general_names[0]; i++)
        if (strcmp(general_names[i], name) == 0)
            return true;
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (fields[i].tag == tag && strcmp(fields[i].name, name) == 0)
            return true;
    return false;
}

/* Names every field that the layout does not have; false if there are any. */
static bool check_names(struct tool_report *report, const char *where, uint32_t tag,
                        const cJSON *object, const char *consequence)
{
    const cJSON *item;
    bool done = true;

    cJSON_ArrayForEach(item, object)
    {
        if (!is_field_name(tag, item->string)) {
            tool_report_add(report, "%s: there is no field %s in this tag's layout%s.", where,
                            item->string, consequence);
            done = false;
        }
        if (cJSON_IsObject(item) && !check_names(report, where, tag, item, consequence))
            done = false;
    }
    return done;
}

bool tool_handoff_fields_take(struct tool_report *report, const char *where, uint32_t tag,
                              const cJSON *object, bool is_strict, struct tool_bytes *data)
{
    bool done = true;

    *data = (struct tool_bytes){.size = layout_size(tag)};
    if (data->size == 0) {
        tool_report_add(report, "%s: this tag has no layout of fields; give its data.", where);
        return false;
    }
    if (!check_names(report, where, tag, object, is_strict ? "" : "; ignored") && is_strict)
        return false;
    data->data = calloc(1, data->size);
    for (size_t i = 0; i < FIELD_COUNT && data->data != NULL; i++)
        if (fields[i].tag == tag && !take_field(report, where, &fields[i], object, data->data))
            done = false;
    if (done && data->data != NULL)
        return true;
    tool_bytes_free(data);
    return false;
}

/* --- To a description --- */

static cJSON *number_item(const struct field *field, const uint8_t *data)
{
    char text[2 + 16 + 1];
    uint64_t value = get(data, field->width);

    if (field->width < 4)
        return cJSON_CreateNumber((double)value);
    snprintf(text, sizeof text, "0x%" PRIx64, value);
    return cJSON_CreateString(text);
}

static void show_field(const struct field *field, const uint8_t *data, cJSON *object)
{
    cJSON *list;

    data += field->offset;
    if (field->count == 1) {
        cJSON_AddItemToObject(object, field->name, number_item(field, data));
        return;
    }
    list = cJSON_AddArrayToObject(object, field->name);
    for (uint32_t i = 0; i < field->count; i++)
        cJSON_AddItemToArray(list, number_item(field, data + field->width * i));
}

/* Padding is in no field: where it is not zero, the fields are not all. */
static bool is_told_by_fields(uint32_t tag, const uint8_t *data, uint32_t size)
{
    uint8_t copy[HANDOFF_EP_INFO64_SIZE] = {0};

    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (fields[i].tag == tag)
            memcpy(copy + fields[i].offset, data + fields[i].offset,
                   (size_t)fields[i].width * fields[i].count);
    return memcmp(copy, data, size) == 0;
}

bool tool_handoff_fields_show(uint32_t tag, const uint8_t *data, uint32_t size, cJSON *object)
{
    cJSON *place[3] = {object, NULL, NULL};

    if (size == 0 || size != layout_size(tag) || !is_told_by_fields(tag, data, size))
        return false;
    if (tag == HANDOFF_TAG_EP_INFO64 || tag == HANDOFF_TAG_EP_INFO32) {
        place[PLACE_EP] = cJSON_AddObjectToObject(object, "ep_info");
        place[PLACE_EP_HEAD] = cJSON_AddObjectToObject(place[PLACE_EP], "h");
    }
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (fields[i].tag == tag)
            show_field(&fields[i], data, place[fields[i].place]);
    return true;
}
