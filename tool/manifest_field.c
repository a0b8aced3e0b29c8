/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Fields of a manifest's objects, each checked as it is fetched.
 */
#include "tool/manifest.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/** Of a wrong value, a message shows this many characters. */
#define SHOWN_SIZE_MAX 40

static void report_unknown(const struct tool_object *object, const char *name,
                           const struct tool_field *fields, size_t count)
{
    struct tool_nearest nearest = {.word = name};

    for (size_t i = 0; i < count; i++)
        tool_nearest_try(&nearest, fields[i].name);
    if (nearest.best != NULL)
        tool_report_add(object->report, "%s: %s%s is no field; did you mean %s?", object->file,
                        object->path, name, nearest.best);
    else
        tool_report_add(object->report, "%s: %s%s is no field; `kedge manifest --list` prints all.",
                        object->file, object->path, name);
}

void tool_object_check_names(const struct tool_object *object, const struct tool_field *fields,
                             size_t count)
{
    const cJSON *member;

    cJSON_ArrayForEach(member, object->json)
    {
        bool known = false;

        for (size_t i = 0; i < count; i++)
            known = known || strcmp(fields[i].name, member->string) == 0;
        if (!known)
            report_unknown(object, member->string, fields, count);
        /* JSON does not say which of two equal fields counts, and readers differ. */
        if (cJSON_GetObjectItemCaseSensitive(object->json, member->string) != member)
            tool_report_add(object->report, "%s: %s%s stands there twice; remove one.",
                            object->file, object->path, member->string);
    }
}

const cJSON *tool_object_get(const struct tool_object *object, const struct tool_field *field)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object->json, field->name);

    if (value == NULL && field->mandatory)
        tool_report_add(object->report, "%s: %s%s is missing; it takes %s.", object->file,
                        object->path, field->name, field->takes);
    return value;
}

void tool_object_refuse(const struct tool_object *object, const struct tool_field *field)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object->json, field->name);
    char *shown = cJSON_PrintUnformatted(value);

    tool_report_add(object->report, "%s: %s%s cannot be %.*s; it takes %s.", object->file,
                    object->path, field->name, SHOWN_SIZE_MAX, shown != NULL ? shown : "this",
                    field->takes);
    free(shown);
}

static bool is_name(const char *text)
{
    if (!isalpha((unsigned char)*text))
        return false;
    while (isalnum((unsigned char)*text) || *text == '_')
        text++;
    return *text == '\0';
}

const char *tool_object_name(const struct tool_object *object, const struct tool_field *field)
{
    const cJSON *value = tool_object_get(object, field);

    if (value == NULL)
        return NULL;
    if (!cJSON_IsString(value) || !is_name(value->valuestring)) {
        tool_object_refuse(object, field);
        return NULL;
    }
    return value->valuestring;
}

void tool_object_string(const struct tool_object *object, const struct tool_field *field)
{
    const cJSON *value = tool_object_get(object, field);

    if (value != NULL && !cJSON_IsString(value))
        tool_object_refuse(object, field);
}

bool tool_object_bool(const struct tool_object *object, const struct tool_field *field,
                      bool fallback)
{
    const cJSON *value = tool_object_get(object, field);

    if (value == NULL)
        return fallback;
    if (!cJSON_IsBool(value)) {
        tool_object_refuse(object, field);
        return fallback;
    }
    return cJSON_IsTrue(value);
}

/* A string of 0x and at most eight hexadecimal digits: SIDs, and sizes if one likes. */
static bool read_hex(const cJSON *value, long long *number)
{
    const char *digits;
    size_t count;

    if (!cJSON_IsString(value) || strncmp(value->valuestring, "0x", 2) != 0)
        return false;
    digits = value->valuestring + 2;
    count = strspn(digits, "0123456789abcdefABCDEF");
    if (count < 1 || count > 8 || digits[count] != '\0')
        return false;
    *number = strtoll(digits, NULL, 16);
    return true;
}

static bool read_whole(const cJSON *value, long long *number)
{
    if (!cJSON_IsNumber(value) || value->valuedouble < -1e15 || value->valuedouble > 1e15)
        return false;
    *number = (long long)value->valuedouble;
    return (double)*number >= value->valuedouble && (double)*number <= value->valuedouble;
}

long long tool_object_number(const struct tool_object *object, const struct tool_field *field,
                             long long minimum, long long maximum, bool hex)
{
    const cJSON *value = tool_object_get(object, field);
    long long number = 0;

    if (value == NULL)
        return 0;
    if (!(hex ? read_hex(value, &number) : read_whole(value, &number)) || number < minimum ||
        number > maximum) {
        tool_object_refuse(object, field);
        return 0;
    }
    return number;
}

size_t tool_object_choice(const struct tool_object *object, const struct tool_field *field,
                          const char *const *choices, size_t count, size_t fallback)
{
    const cJSON *value = tool_object_get(object, field);

    if (value == NULL)
        return fallback;
    for (size_t i = 0; i < count; i++) {
        if (cJSON_IsString(value) && strcmp(value->valuestring, choices[i]) == 0)
            return i;
    }
    tool_object_refuse(object, field);
    return fallback;
}

const cJSON *tool_object_array(const struct tool_object *object, const struct tool_field *field,
                               size_t count_max)
{
    const cJSON *value = tool_object_get(object, field);

    if (value == NULL)
        return NULL;
    if (!cJSON_IsArray(value)) {
        tool_object_refuse(object, field);
        return NULL;
    }
    if ((size_t)cJSON_GetArraySize(value) > count_max) {
        tool_report_add(object->report, "%s: %s%s has more than %zu elements.", object->file,
                        object->path, field->name, count_max);
        return NULL;
    }
    return value;
}
