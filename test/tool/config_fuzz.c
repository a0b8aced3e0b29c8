/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Any bytes as config/Kconfig and, after a byte 1, as a profile: values, or messages; never a
 * crash.
 */
#include "tool/config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define DIVIDER 1

static char *copy_text(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);

    if (text == NULL)
        abort();
    memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

static void write_all(const struct tool_schema *schema)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (out == NULL)
        abort();
    tool_schema_list(schema, out);
    tool_config_write_header(schema, "fuzzed", out);
    tool_config_write_cmake(schema, "fuzzed", out);
    fclose(out);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tool_report report = {.command = "fuzz"};
    const uint8_t *divider = size > 0 ? memchr(data, DIVIDER, size) : NULL;
    const uint8_t *profile = divider != NULL ? divider + 1 : data + size;
    size_t schema_size = divider != NULL ? (size_t)(divider - data) : size;
    struct tool_schema *schema = tool_schema_parse(&report, "schema", copy_text(data, schema_size));

    if (schema != NULL) {
        char *text = copy_text(profile, (size_t)(data + size - profile));

        tool_profile_read(schema, "profile", text);
        tool_profile_resolve(schema, "profile");
        write_all(schema);
        free(text);
    }
    tool_schema_free(schema);
    return 0;
}
