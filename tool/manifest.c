/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The command `kedge manifest`: from FF-M manifests to the partition manager's tables.
 */
#include "tool/manifest.h"
#include "tool/command.h"

#include <getopt.h>
#include <stdlib.h>

static const char usage[] =
    "usage: kedge manifest [--table OUT.c] [--sids OUT.h] MANIFEST.json...\n"
    "       kedge manifest --list\n\n"
    "Checks the FF-M 1.1 manifests of an image's partitions, one by one and together, and writes\n"
    "the table that the partition manager runs by, the names that clients use, or both. Written\n"
    "apart, they may be of different partitions (an image has those of its profile, clients know\n"
    "all), and then each stateless handle needs a number of its own. A file that would not change\n"
    "is left alone.\n\n"
    "  --table OUT.c  write the tables of core/manifest.h\n"
    "  --sids OUT.h   write psa_manifest/sid.h for clients\n"
    "  --list         print what a manifest may contain\n"
    "  --help         print this\n";

struct arguments {
    const char *table;
    const char *sids;
    char *const *manifests;
    size_t manifest_count;
    bool list;
    bool help;
};

static bool parse_arguments(int argc, char **argv, struct arguments *arguments)
{
    static const struct option options[] = {
        {"table", required_argument, NULL, 't'},
        {"sids", required_argument, NULL, 's'},
        {"list", no_argument, NULL, 'l'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 't':
            arguments->table = optarg;
            break;
        case 's':
            arguments->sids = optarg;
            break;
        case 'l':
            arguments->list = true;
            break;
        case 'h':
            arguments->help = true;
            break;
        default:
            return false;
        }
    }
    arguments->manifests = argv + optind;
    arguments->manifest_count = (size_t)(argc - optind);
    if (arguments->help || arguments->list)
        return true;
    return arguments->table != NULL || arguments->sids != NULL;
}

typedef void write_t(const struct tool_manifests *manifests, FILE *out);

static void write_output(struct tool_report *report, const struct tool_manifests *manifests,
                         write_t *write, const char *path)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (out == NULL) {
        tool_report_add(report, "%s: cannot be written: out of memory.", path);
        return;
    }
    write(manifests, out);
    if (fclose(out) != 0)
        tool_report_add(report, "%s: cannot be written: out of memory.", path);
    else
        tool_text_update(report, path, text, size);
    free(text);
}

static void read_manifests(struct tool_report *report, const struct arguments *arguments,
                           struct tool_manifests *manifests)
{
    manifests->partition_count = 0;
    if (arguments->manifest_count == 0)
        tool_report_add(report, "there is no partition: the profile turns no service on.");
    if (arguments->manifest_count > TOOL_PARTITION_COUNT_MAX) {
        tool_report_add(report, "there are more than %u partitions.", TOOL_PARTITION_COUNT_MAX);
        return;
    }
    for (size_t i = 0; i < arguments->manifest_count; i++) {
        const char *path = arguments->manifests[i];
        char *text = tool_text_read(report, path);

        if (text != NULL)
            tool_manifest_parse(report, path, text,
                                &manifests->partitions[manifests->partition_count++]);
        free(text);
    }
}

int tool_manifest(int argc, char **argv)
{
    static struct tool_manifests manifests;
    struct tool_report report = {.command = "manifest", .out = stderr};
    struct arguments arguments = {0};
    bool together;

    if (!parse_arguments(argc, argv, &arguments)) {
        fputs(usage, stderr);
        return TOOL_USAGE;
    }
    if (arguments.help || arguments.list) {
        if (arguments.help)
            fputs(usage, stdout);
        else
            tool_manifest_list(stdout);
        return TOOL_OK;
    }
    read_manifests(&report, &arguments, &manifests);
    together = arguments.table != NULL && arguments.sids != NULL;
    if (report.count == 0 && tool_manifest_check(&report, &manifests, together)) {
        if (arguments.table != NULL)
            write_output(&report, &manifests, tool_manifest_write_table, arguments.table);
        if (arguments.sids != NULL)
            write_output(&report, &manifests, tool_manifest_write_sids, arguments.sids);
    }
    for (size_t i = 0; i < manifests.partition_count; i++)
        tool_manifest_free(&manifests.partitions[i]);
    return report.count == 0 ? TOOL_OK : TOOL_REFUSED;
}
