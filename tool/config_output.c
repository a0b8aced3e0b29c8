/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Writes the values of a profile for C and for CMake, and the options as a manual.
 */
#include "tool/config.h"

#include <string.h>

static void write_number(const struct tool_option *option, FILE *out)
{
    long long number = option->value.number;

    if (option->type == TOOL_HEX)
        fprintf(out, "0x%llx", (unsigned long long)number);
    else
        fprintf(out, number < 0 ? "(%lld)" : "%lld", number);
}

static void write_string(const struct tool_option *option, FILE *out)
{
    fprintf(out, "\"%s\"", option->value.text != NULL ? option->value.text : "");
}

void tool_config_write_header(const struct tool_schema *schema, const char *profile, FILE *out)
{
    fprintf(out,
            "/* Written by `kedge config` from the profile %s: change that, not this. */\n"
            "#ifndef KEDGE_CONFIG_H\n"
            "#define KEDGE_CONFIG_H\n",
            profile);
    for (size_t i = 0; i < schema->option_count; i++) {
        const struct tool_option *option = &schema->options[i];

        fprintf(out, "\n/* %s */\n#define CONFIG_%s ", option->prompt, option->name);
        if (option->type == TOOL_STRING)
            write_string(option, out);
        else
            write_number(option, out);
        fputc('\n', out);
    }
    fputs("\n#endif\n", out);
}

void tool_config_write_cmake(const struct tool_schema *schema, const char *profile, FILE *out)
{
    fprintf(out, "# Written by `kedge config` from the profile %s: change that, not this.\n",
            profile);
    for (size_t i = 0; i < schema->option_count; i++) {
        const struct tool_option *option = &schema->options[i];

        fprintf(out, "set(CONFIG_%s ", option->name);
        if (option->type == TOOL_STRING)
            write_string(option, out);
        else if (option->type == TOOL_BOOL)
            fputs(option->value.number != 0 ? "ON" : "OFF", out);
        else if (option->type == TOOL_INT)
            fprintf(out, "%lld", option->value.number);
        else
            write_number(option, out);
        fputs(")\n", out);
    }
}

static void list_help(const struct tool_option *option, FILE *out)
{
    for (size_t i = 0; i < option->help_count; i++) {
        const char *line = option->help[i];

        line += strspn(line, " \t");
        fprintf(out, "%s%s\n", *line != '\0' ? "    " : "", line);
    }
}

static void list_option(const struct tool_option *option, FILE *out)
{
    fprintf(out, "\nCONFIG_%s: %s\n    Takes ", option->name, option->prompt);
    tool_value_describe(option, out);
    for (size_t i = 0; i < option->default_count; i++) {
        fprintf(out, "; default %s", option->defaults[i].literal);
        if (option->defaults[i].condition != NULL) {
            fputs(" if ", out);
            tool_expression_print(option->defaults[i].condition, out);
        }
    }
    if (option->default_count == 0)
        fputs(option->type == TOOL_BOOL ? "; default n" : "; must be set", out);
    fputs(".\n", out);
    if (option->depends != NULL) {
        fputs("    Needs ", out);
        tool_expression_print(option->depends, out);
        fputs(".\n", out);
    }
    list_help(option, out);
}

void tool_schema_list(const struct tool_schema *schema, FILE *out)
{
    const char *menu = NULL;

    for (size_t i = 0; i < schema->option_count; i++) {
        const struct tool_option *option = &schema->options[i];

        if (option->menu != NULL && option->menu != menu)
            fprintf(out, "%s%s\n", menu != NULL ? "\n\n" : "", option->menu);
        menu = option->menu;
        list_option(option, out);
    }
}
