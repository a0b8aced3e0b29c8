/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Reads one FF-M 1.1 manifest (FF-M 1.1, appendix A), and refuses what this build does not have
 * rather than ignore it.
 */
#include "tool/manifest.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define NAME_TAKES "a name of letters, digits and _ that begins with a letter"

/* Fields of a partition. The order is the manual's. */
enum {
    FRAMEWORK,
    NAME,
    ID,
    TYPE,
    PRIORITY,
    MODEL,
    ENTRY_INIT,
    ENTRY_POINT,
    STACK_SIZE,
    HEAP_SIZE,
    DESCRIPTION,
    SERVICES,
    DEPENDENCIES,
    MMIO_REGIONS,
    IRQS,
    FIELD_COUNT
};

static const struct tool_field partition_fields[FIELD_COUNT] = {
    [FRAMEWORK] = {"psa_framework_version", true, "the number 1.1", ""},
    [NAME] = {"name", true, NAME_TAKES, "Unique in the image."},
    [ID] = {"kedge_id", true, "a number from 1 to 32767",
            "Kedge's own. The partition's client id and the owner of what it stores: unique, and "
            "the same for ever."},
    [TYPE] = {"type", true, "\"PSA-ROT\" or \"APPLICATION-ROT\"",
              "Not used at isolation level 1, which does not tell the two apart."},
    [PRIORITY] = {"priority", true, "\"LOW\", \"NORMAL\" or \"HIGH\"",
                  "Not used: services of the SFN model run in turn."},
    [MODEL] = {"model", true, "\"SFN\"", "\"IPC\" is not built yet."},
    [ENTRY_INIT] = {"entry_init", false, NAME_TAKES,
                    "A function psa_status_t f(void), called before any service of the partition, "
                    "and after those of the partitions it depends on."},
    [ENTRY_POINT] = {"entry_point", false, "nothing: it belongs to the IPC model", "Refused."},
    [STACK_SIZE] = {"stack_size", true,
                    "a number of bytes from 1 to 1048576, or the same in hexadecimal as a string "
                    "such as \"0x400\"",
                    "Not used at isolation level 1, where all partitions share the stack that "
                    "CONFIG_STACK_SIZE reserves."},
    [HEAP_SIZE] = {"heap_size", false, "0: Kedge has no heap", ""},
    [DESCRIPTION] = {"description", false, "a string", "Not used."},
    [SERVICES] = {"services", true, "an array of 1 to 32 services", ""},
    [DEPENDENCIES] = {"dependencies", false, "an array of names of services",
                      "The services that the partition may call. No circles: a service function "
                      "cannot be entered while it runs."},
    [MMIO_REGIONS] = {"mmio_regions", false, "an empty array: MMIO regions are not supported yet",
                      ""},
    [IRQS] = {"irqs", false, "an empty array: interrupts are not supported yet", ""},
};

/* Fields of a service. */
enum {
    SERVICE_NAME,
    SID,
    NON_SECURE_CLIENTS,
    CONNECTION_BASED,
    STATELESS_HANDLE,
    VERSION,
    VERSION_POLICY,
    MM_IOVEC,
    SERVICE_DESCRIPTION,
    SERVICE_FIELD_COUNT
};

static const struct tool_field service_fields[SERVICE_FIELD_COUNT] = {
    [SERVICE_NAME] = {"name", true, NAME_TAKES ", the letters in upper case",
                      "Unique in the image. Names the macros <NAME>_SID, <NAME>_VERSION and "
                      "<NAME>_HANDLE; the handler is <name>_sfn in lower case."},
    [SID] = {"sid", true,
             "a string of 0x and up to 8 hexadecimal digits, such as \"0x00000070\", not 0",
             "Unique in the image."},
    [NON_SECURE_CLIENTS] = {"non_secure_clients", true, "true or false", ""},
    [CONNECTION_BASED] = {"connection_based", true, "true or false",
                          "true needs CONFIG_CONNECTION_COUNT above 0."},
    [STATELESS_HANDLE] = {"stateless_handle", false, "\"auto\" or a number from 1 to 32",
                          "Default \"auto\": the lowest number that is free, for a table and "
                          "clients that are written together. Otherwise a number is needed."},
    [VERSION] = {"version", false, "a number from 1 to 65535, or to 255 for a stateless service",
                 "Default 1. A stateless handle has 8 bits for it."},
    [VERSION_POLICY] = {"version_policy", false, "\"STRICT\" or \"RELAXED\"",
                        "Default STRICT: the client's version must be equal. RELAXED: it may be "
                        "older."},
    [MM_IOVEC] = {"mm_iovec", false, "\"disable\": mapped vectors are not supported yet", ""},
    [SERVICE_DESCRIPTION] = {"description", false, "a string", "Not used."},
};

static void check_framework(const struct tool_object *object)
{
    const struct tool_field *field = &partition_fields[FRAMEWORK];
    const cJSON *value = tool_object_get(object, field);

    if (value == NULL)
        return;
    /* 1.1 has no exact binary form, so compare in tenths. */
    if (cJSON_IsNumber(value) && value->valuedouble > 0.9999 && value->valuedouble < 1.0001)
        tool_report_add(object->report,
                        "%s: %s is 1.0, whose partitions are all of the IPC model, which is not "
                        "built yet; write 1.1, model \"SFN\" and connection_based.",
                        object->file, field->name);
    else if (!cJSON_IsNumber(value) || value->valuedouble < 1.0999 || value->valuedouble > 1.1001)
        tool_object_refuse(object, field);
}

static void check_model(const struct tool_object *object)
{
    static const char *const models[] = {"SFN", "IPC"};
    const struct tool_field *field = &partition_fields[MODEL];

    if (tool_object_choice(object, field, models, 2, 0) == 1)
        tool_report_add(object->report,
                        "%s: model \"IPC\" is not built yet; make it \"SFN\", with one function "
                        "for each service.",
                        object->file);
    if (tool_object_get(object, &partition_fields[ENTRY_POINT]) != NULL)
        tool_object_refuse(object, &partition_fields[ENTRY_POINT]);
}

/* Fields that core/manifest.h has no place for must still be right: another build may use them. */
static void check_unused(const struct tool_object *object)
{
    static const char *const types[] = {"PSA-ROT", "APPLICATION-ROT"};
    static const char *const priorities[] = {"LOW", "NORMAL", "HIGH"};
    const cJSON *stack = cJSON_GetObjectItemCaseSensitive(object->json, "stack_size");

    tool_object_choice(object, &partition_fields[TYPE], types, 2, 0);
    tool_object_choice(object, &partition_fields[PRIORITY], priorities, 3, 0);
    tool_object_number(object, &partition_fields[STACK_SIZE], 1, 1048576, cJSON_IsString(stack));
    tool_object_number(object, &partition_fields[HEAP_SIZE], 0, 0, false);
    tool_object_string(object, &partition_fields[DESCRIPTION]);
}

/* What this build cannot give must not be asked for. */
static void check_absent(const struct tool_object *object, const struct tool_field *field)
{
    const cJSON *value = tool_object_get(object, field);

    if (value != NULL && (!cJSON_IsArray(value) || cJSON_GetArraySize(value) != 0))
        tool_object_refuse(object, field);
}

static void read_stateless(const struct tool_object *object, struct tool_service *service)
{
    const struct tool_field *field = &service_fields[STATELESS_HANDLE];
    const cJSON *value = tool_object_get(object, field);

    if (value == NULL)
        return;
    if (service->connection_based)
        tool_report_add(object->report,
                        "%s: %sstateless_handle cannot stand beside connection_based true; remove "
                        "one of them.",
                        object->file, object->path);
    else if (!cJSON_IsString(value) || strcmp(value->valuestring, "auto") != 0)
        service->stateless_index =
            (uint8_t)tool_object_number(object, field, 1, TOOL_STATELESS_COUNT_MAX, false);
}

/* Macros are made of the name, and the handler of its lower case: so no two names may differ only
 * in case. */
static const char *read_service_name(const struct tool_object *object)
{
    const char *name = tool_object_name(object, &service_fields[SERVICE_NAME]);

    if (name != NULL && strpbrk(name, "abcdefghijklmnopqrstuvwxyz") != NULL)
        tool_object_refuse(object, &service_fields[SERVICE_NAME]);
    return name;
}

static void read_service(const struct tool_object *object, struct tool_service *service)
{
    static const char *const policies[] = {"STRICT", "RELAXED"};
    static const char *const mappings[] = {"disable"};
    long long version = 1;

    tool_object_check_names(object, service_fields, SERVICE_FIELD_COUNT);
    service->name = read_service_name(object);
    service->sid = (uint32_t)tool_object_number(object, &service_fields[SID], 1, UINT32_MAX, true);
    service->non_secure_clients =
        tool_object_bool(object, &service_fields[NON_SECURE_CLIENTS], false);
    service->connection_based = tool_object_bool(object, &service_fields[CONNECTION_BASED], false);
    read_stateless(object, service);
    if (tool_object_get(object, &service_fields[VERSION]) != NULL)
        version = tool_object_number(object, &service_fields[VERSION], 1,
                                     service->connection_based ? UINT16_MAX : UINT8_MAX, false);
    service->version = (uint16_t)version;
    service->version_strict =
        tool_object_choice(object, &service_fields[VERSION_POLICY], policies, 2, 0) == 0;
    tool_object_choice(object, &service_fields[MM_IOVEC], mappings, 1, 0);
    tool_object_string(object, &service_fields[SERVICE_DESCRIPTION]);
}

static void read_services(const struct tool_object *object, struct tool_partition *partition)
{
    const struct tool_field *field = &partition_fields[SERVICES];
    const cJSON *array = tool_object_array(object, field, TOOL_SERVICE_COUNT_MAX);
    const cJSON *element;

    if (array != NULL && cJSON_GetArraySize(array) == 0)
        tool_object_refuse(object, field);
    cJSON_ArrayForEach(element, array)
    {
        size_t index = partition->service_count++;
        char path[32];
        struct tool_object inner = {object->report, object->file, path, element};

        snprintf(path, sizeof path, "services[%zu].", index);
        if (cJSON_IsObject(element))
            read_service(&inner, &partition->services[index]);
        else
            tool_report_add(object->report, "%s: services[%zu] is no object in braces.",
                            object->file, index);
    }
}

static void read_dependencies(const struct tool_object *object, struct tool_partition *partition)
{
    const cJSON *array =
        tool_object_array(object, &partition_fields[DEPENDENCIES], TOOL_DEPENDENCY_COUNT_MAX);
    const cJSON *element;

    cJSON_ArrayForEach(element, array)
    {
        if (cJSON_IsString(element)) {
            partition->dependencies[partition->dependency_count++] = element->valuestring;
            continue;
        }
        tool_object_refuse(object, &partition_fields[DEPENDENCIES]);
        return;
    }
}

static void read_partition(const struct tool_object *object, struct tool_partition *partition)
{
    tool_object_check_names(object, partition_fields, FIELD_COUNT);
    check_framework(object);
    check_model(object);
    check_unused(object);
    check_absent(object, &partition_fields[MMIO_REGIONS]);
    check_absent(object, &partition_fields[IRQS]);
    partition->name = tool_object_name(object, &partition_fields[NAME]);
    partition->id = (int32_t)tool_object_number(object, &partition_fields[ID], 1, INT16_MAX, false);
    partition->entry_init = tool_object_name(object, &partition_fields[ENTRY_INIT]);
    read_services(object, partition);
    read_dependencies(object, partition);
}

static void report_syntax(struct tool_report *report, const char *path, const char *text,
                          const char *end)
{
    unsigned line = 1;
    unsigned column = 1;

    for (; text < end; text++) {
        column = *text == '\n' ? 1 : column + 1;
        line += *text == '\n';
    }
    tool_report_add(report, "%s:%u:%u: this is not JSON.", path, line, column);
}

bool tool_manifest_parse(struct tool_report *report, const char *path, const char *text,
                         struct tool_partition *partition)
{
    unsigned before = report->count;
    const char *end = text;

    *partition = (struct tool_partition){.path = path};
    partition->json = cJSON_ParseWithOpts(text, &end, true);
    if (partition->json == NULL) {
        report_syntax(report, path, text, end);
    } else if (!cJSON_IsObject(partition->json)) {
        tool_report_add(report, "%s: is JSON, but no object in braces.", path);
    } else if (strstr(text, "\\u0000") != NULL) {
        tool_report_add(report, "%s: has a zero character in a string; remove it.", path);
    } else {
        struct tool_object object = {report, path, "", partition->json};

        read_partition(&object, partition);
    }
    return report->count == before;
}

void tool_manifest_free(struct tool_partition *partition)
{
    cJSON_Delete(partition->json);
    partition->json = NULL;
}

static void list_fields(const struct tool_field *fields, size_t count, FILE *out)
{
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "  %s (%s): %s.\n", fields[i].name,
                fields[i].mandatory ? "mandatory" : "optional", fields[i].takes);
        if (*fields[i].note != '\0')
            fprintf(out, "      %s\n", fields[i].note);
    }
}

void tool_manifest_list(FILE *out)
{
    fputs("A manifest declares one partition, as an object of these fields:\n", out);
    list_fields(partition_fields, FIELD_COUNT, out);
    fputs("\nEach service is an object of these fields:\n", out);
    list_fields(service_fields, SERVICE_FIELD_COUNT, out);
}
