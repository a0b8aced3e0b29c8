/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The command `kedge config`: from a product profile to kedge_config.h and CMake variables.
 */
#include "tool/config.h"
#include "tool/command.h"

#include <getopt.h>
#include <stdlib.h>

static const char usage[] =
    "usage: kedge config --kconfig KCONFIG [--header OUT.h] [--cmake OUT.cmake] PROFILE\n"
    "       kedge config --kconfig KCONFIG --list\n\n"
    "Checks a profile (lines CONFIG_NAME=value) against the options that KCONFIG declares, and\n"
    "writes the value of every option. A file that would not change is left alone.\n\n"
    "  --kconfig KCONFIG  the options: config/Kconfig\n"
    "  --header OUT.h     write C macros: a bool is 1 or 0\n"
    "  --cmake OUT.cmake  write CMake variables: a bool is ON or OFF\n"
    "  --list             print the manual of all options\n"
    "  --help             print this\n";

struct arguments {
    const char *kconfig;
    const char *header;
    const char *cmake;
    const char *profile;
    bool list;
    bool help;
};

static bool parse_arguments(int argc, char **argv, struct arguments *arguments)
{
    static const struct option options[] = {
        {"kconfig", required_argument, NULL, 'k'}, {"header", required_argument, NULL, 'o'},
        {"cmake", required_argument, NULL, 'c'},   {"list", no_argument, NULL, 'l'},
        {"help", no_argument, NULL, 'h'},          {NULL, 0, NULL, 0},
    };
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'k':
            arguments->kconfig = optarg;
            break;
        case 'o':
            arguments->header = optarg;
            break;
        case 'c':
            arguments->cmake = optarg;
            break;
        case 'l':
            arguments->list = true;
            break;
        case 'h':
            arguments->help = true;
            return true;
        default:
            return false;
        }
    }
    if (optind < argc)
        arguments->profile = argv[optind++];
    return arguments->kconfig != NULL && optind == argc &&
           arguments->list == (arguments->profile == NULL);
}

typedef void write_t(const struct tool_schema *schema, const char *profile, FILE *out);

static void write_output(struct tool_schema *schema, const char *profile, write_t *write,
                         const char *path)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out;

    if (path == NULL)
        return;
    out = open_memstream(&text, &size);
    if (out == NULL) {
        tool_report_add(schema->report, "%s: cannot be written: out of memory.", path);
        return;
    }
    write(schema, tool_text_basename(profile), out);
    if (fclose(out) != 0)
        tool_report_add(schema->report, "%s: cannot be written: out of memory.", path);
    else
        tool_text_update(schema->report, path, text, size);
    free(text);
}

static void process_profile(struct tool_schema *schema, const struct arguments *arguments)
{
    struct tool_report *report = schema->report;
    char *text = tool_text_read(report, arguments->profile);

    if (text == NULL)
        return;
    tool_profile_read(schema, arguments->profile, text);
    tool_profile_resolve(schema, arguments->profile);
    if (report->count == 0) {
        write_output(schema, arguments->profile, tool_config_write_header, arguments->header);
        write_output(schema, arguments->profile, tool_config_write_cmake, arguments->cmake);
    }
    free(text);
}

int tool_config(int argc, char **argv)
{
    struct tool_report report = {.command = "config", .out = stderr};
    struct arguments arguments = {0};
    struct tool_schema *schema;
    char *text;

    if (!parse_arguments(argc, argv, &arguments)) {
        fputs(usage, stderr);
        return TOOL_USAGE;
    }
    if (arguments.help) {
        fputs(usage, stdout);
        return TOOL_OK;
    }
    text = tool_text_read(&report, arguments.kconfig);
    schema = text != NULL ? tool_schema_parse(&report, arguments.kconfig, text) : NULL;
    if (schema != NULL && arguments.list)
        tool_schema_list(schema, stdout);
    else if (schema != NULL)
        process_profile(schema, &arguments);
    tool_schema_free(schema);
    return report.count == 0 ? TOOL_OK : TOOL_REFUSED;
}
