/* SPDX-License-Identifier: Apache-2.0 */
/**
 * `kedge handoff`: finds the subcommand and parses its options.
 */
#include "tool/handoff.h"

#include "tool/command.h"

#include <getopt.h>
#include <string.h>

enum option_id {
    OPTION_JSON = 1,
    OPTION_YAML,
    OPTION_LENIENT,
    OPTION_NO_CHECKSUM,
    OPTION_CHECKSUM,
    OPTION_OUT,
    OPTION_DATA,
    OPTION_FROM,
    OPTION_SIZE,
    OPTION_ALIGNMENT,
    OPTION_TO,
    OPTION_TAG,
    OPTION_INDEX,
    OPTION_BASE,
    OPTION_OLD_BASE,
    OPTION_SET,
    OPTION_PCR,
    OPTION_HELP,
};

#define BIT(option) (1u << (option))

static const struct option options[] = {
    {"json", no_argument, NULL, OPTION_JSON},
    {"yaml", no_argument, NULL, OPTION_YAML},
    {"lenient", no_argument, NULL, OPTION_LENIENT},
    {"no-checksum", no_argument, NULL, OPTION_NO_CHECKSUM},
    {"checksum", no_argument, NULL, OPTION_CHECKSUM},
    {"out", required_argument, NULL, OPTION_OUT},
    {"data", required_argument, NULL, OPTION_DATA},
    {"from", required_argument, NULL, OPTION_FROM},
    {"size", required_argument, NULL, OPTION_SIZE},
    {"alignment", required_argument, NULL, OPTION_ALIGNMENT},
    {"to", required_argument, NULL, OPTION_TO},
    {"tag", required_argument, NULL, OPTION_TAG},
    {"index", required_argument, NULL, OPTION_INDEX},
    {"base", required_argument, NULL, OPTION_BASE},
    {"old-base", required_argument, NULL, OPTION_OLD_BASE},
    {"set", required_argument, NULL, OPTION_SET},
    {"pcr", required_argument, NULL, OPTION_PCR},
    {"help", no_argument, NULL, OPTION_HELP},
    {0},
};

static const struct subcommand {
    const char *name;
    int (*run)(struct tool_handoff_request *request);
    uint32_t options;
    int operands;
    const char *usage; /* what stands behind the name, and what the options mean */
    const char *purpose;
} subcommands[] = {
    {"info", tool_handoff_info, BIT(OPTION_JSON) | BIT(OPTION_BASE), 1,
     "[--json] [--base ADDRESS] FILE\n\n"
     "Shows the header and every entry, with the fields of those whose layout is known. What can\n"
     "be read is shown even if the list breaks the rules; the status is that of `check`.\n",
     "show what a list holds"},
    {"check", tool_handoff_check, BIT(OPTION_LENIENT) | BIT(OPTION_SIZE), 1,
     "[--lenient] [--size SIZE] FILE\n\n"
     "Decides as firmware would, with the same code, and names the first thing that is wrong.\n\n"
     "  --lenient    tolerate what other implementations wrongly write and can be read safely\n"
     "  --size SIZE  the region that the platform sets aside (default: the file's size)\n",
     "decide whether a list is valid"},
    {"lint", tool_handoff_lint, BIT(OPTION_BASE), 1,
     "[--base ADDRESS] FILE\n\n"
     "Names what is questionable in a valid list: data that contradicts its tag, entries that\n"
     "ought to be unique, waste. With the address of the list also pointers into itself.\n",
     "name what is questionable in a valid list"},
    {"create", tool_handoff_create,
     BIT(OPTION_SIZE) | BIT(OPTION_ALIGNMENT) | BIT(OPTION_TO) | BIT(OPTION_NO_CHECKSUM) |
         BIT(OPTION_BASE) | BIT(OPTION_FROM),
     1,
     "[OPTION...] FILE\n\n"
     "Makes a list: empty, or of a description as `dump` writes it or tlc reads it.\n\n"
     "  --from SPEC      a description in YAML or JSON\n"
     "  --size SIZE      of the region (default: the description's max_size, or 0x1000)\n"
     "  --alignment N    log2 of what the base must be a multiple of, 3 to 31\n"
     "  --to v1|v2       the version (default v2)\n"
     "  --no-checksum    the list has none\n"
     "  --base ADDRESS   where the list will lie (default: aligned for everything)\n",
     "make a list"},
    {"add", tool_handoff_add,
     BIT(OPTION_TAG) | BIT(OPTION_DATA) | BIT(OPTION_SET) | BIT(OPTION_FROM) |
         BIT(OPTION_ALIGNMENT) | BIT(OPTION_BASE) | BIT(OPTION_OUT),
     1,
     "--tag TAG (--data DATA | --set FIELD=VALUE...) [OPTION...] FILE\n"
     "       kedge handoff add --from SPEC [OPTION...] FILE\n\n"
     "Adds an entry, or all those of a description.\n\n"
     "  --tag TAG          a name, such as fdt, or a number\n"
     "  --data DATA        a file with the data\n"
     "  --set FIELD=VALUE  a field of a tag whose layout is known, as `dump` names it\n"
     "  --from SPEC        a description in YAML or JSON\n"
     "  --alignment N      log2 of what the address of the data must be a multiple of\n"
     "  --base ADDRESS     where the list will lie (default: aligned for everything)\n"
     "  --out OUT          write there and leave FILE as it is\n",
     "add entries"},
    {"remove", tool_handoff_remove, BIT(OPTION_TAG) | BIT(OPTION_INDEX) | BIT(OPTION_OUT), 1,
     "--tag TAG [--index N] [--out OUT] FILE\n\n"
     "Removes all entries of a tag, or with --index one of them, counted from 0. Their bytes are\n"
     "overwritten with zeros.\n",
     "remove entries"},
    {"extract", tool_handoff_extract, BIT(OPTION_TAG) | BIT(OPTION_INDEX) | BIT(OPTION_OUT), 1,
     "--tag TAG [--index N] --out OUT FILE\n\n"
     "Writes the data of an entry, the first of its tag or the one counted from 0, to a file.\n",
     "write the data of an entry to a file"},
    {"relocate", tool_handoff_relocate,
     BIT(OPTION_BASE) | BIT(OPTION_OLD_BASE) | BIT(OPTION_SIZE) | BIT(OPTION_OUT), 1,
     "[--base ADDRESS] [--old-base ADDRESS] [--size SIZE] [--out OUT] FILE\n\n"
     "Moves a list to a region at another address, or of another size, so that all data is\n"
     "aligned as it was. Prints the address at which the list, and the file, begins.\n\n"
     "  --base ADDRESS      of the new region (default: aligned for everything)\n"
     "  --old-base ADDRESS  of the list until now (default: aligned for everything)\n"
     "  --size SIZE         of the new region (default: that of the old one)\n",
     "move a list to another region"},
    {"convert", tool_handoff_convert, BIT(OPTION_TO) | BIT(OPTION_OUT), 1,
     "--to v1|v2 [--out OUT] FILE\n\n"
     "Changes the version. Version 1 is for U-Boot and Hafnium; the layout is the same.\n",
     "change the version"},
    {"fix", tool_handoff_fix, BIT(OPTION_CHECKSUM) | BIT(OPTION_OUT), 1,
     "[--checksum] [--out OUT] FILE\n\n"
     "Repairs what other implementations wrongly write: sizes that are no multiple of 8, reserved\n"
     "flags, an alignment below 3, a checksum by exclusive or, U-Boot's without the flag.\n\n"
     "  --checksum  a wrong checksum, too: whoever asks for it trusts the bytes\n",
     "repair what other implementations wrongly write"},
    {"diff", tool_handoff_diff, 0, 2,
     "FILE OTHER\n\n"
     "Compares headers, and entries by their tags, whatever their order and the voids between\n"
     "them. The status is 0 without differences, 1 with some.\n",
     "compare two lists"},
    {"eventlog", tool_handoff_eventlog, BIT(OPTION_INDEX) | BIT(OPTION_PCR), 1,
     "[--index N] [--pcr N=HEX...] FILE\n\n"
     "Shows the events of the TPM event log and the PCRs that they make.\n\n"
     "  --pcr N=HEX  a value that the TPM has; the first event that it lacks is named\n"
     "  --index N    another log than the first, counted from 0\n",
     "show a TPM event log and replay it"},
    {"dump", tool_handoff_dump, BIT(OPTION_JSON) | BIT(OPTION_YAML), 1,
     "[--yaml|--json] FILE\n\n"
     "Describes a list, so that `create --from` makes it again, every entry in its place.\n",
     "describe a list in YAML or JSON"},
};

#define SUBCOMMAND_COUNT (sizeof subcommands / sizeof subcommands[0])

static void print_help(FILE *out)
{
    fputs("usage: kedge handoff SUBCOMMAND [ARGUMENT...]\n"
          "       kedge handoff SUBCOMMAND --help\n\n",
          out);
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++)
        fprintf(out, "  %-9s %s\n", subcommands[i].name, subcommands[i].purpose);
    fputs(
        "\nLists are those of Firmware Handoff 2.0. Exit status: 0 valid or done, 1 rejected or\n"
        "failed, 2 wrong command line, 3 of a newer version: can be read only, 4 valid and of an\n"
        "older version, 5 valid with findings (lint).\n",
        out);
}

static void print_usage(const struct subcommand *subcommand, FILE *out)
{
    fprintf(out, "usage: kedge handoff %s %s", subcommand->name, subcommand->usage);
}

static bool take_number(const char *text, uint32_t least, uint32_t most, uint32_t *value)
{
    uint64_t number;

    if (!tool_handoff_number(text, most, &number) || number < least)
        return false;
    *value = (uint32_t)number;
    return true;
}

static bool take_version(const char *text, uint32_t *version)
{
    text += text[0] == 'v';
    return take_number(text, 1, HANDOFF_VERSION, version);
}

static bool take_value(const char *text, struct tool_handoff_request *request)
{
    if (request->value_count == TOOL_HANDOFF_VALUE_MAX || strchr(text, '=') == NULL)
        return false;
    request->values[request->value_count++] = text;
    return true;
}

/* Options without a value. */
static void take_flag(int option, struct tool_handoff_request *request)
{
    request->is_json |= option == OPTION_JSON;
    request->is_yaml |= option == OPTION_YAML;
    request->is_lenient |= option == OPTION_LENIENT;
    request->no_checksum |= option == OPTION_NO_CHECKSUM;
    request->fix_checksum |= option == OPTION_CHECKSUM;
}

/* Takes one option. False if its value is not of its form. */
static bool take(int option, const char *text, struct tool_handoff_request *request)
{
    switch (option) {
    case OPTION_OUT:
        request->out = text;
        return true;
    case OPTION_DATA:
        request->data = text;
        return true;
    case OPTION_FROM:
        request->from = text;
        return true;
    case OPTION_SIZE:
        return take_number(text, HANDOFF_HEADER_SIZE, TOOL_FILE_SIZE_MAX, &request->size);
    case OPTION_ALIGNMENT:
        return take_number(text, 3, 31, &request->alignment);
    case OPTION_TO:
        return take_version(text, &request->version);
    case OPTION_TAG:
        request->has_tag = true;
        return tool_handoff_tag(text, &request->tag);
    case OPTION_INDEX:
        return take_number(text, 0, TOOL_HANDOFF_INDEX_NONE - 1, &request->index);
    case OPTION_BASE:
        request->has_base = true;
        return tool_handoff_number(text, UINTPTR_MAX, &request->base) && request->base % 8 == 0;
    case OPTION_OLD_BASE:
        return tool_handoff_number(text, UINTPTR_MAX, &request->old_base) &&
               request->old_base % 8 == 0;
    case OPTION_SET:
    case OPTION_PCR:
        return take_value(text, request);
    default:
        take_flag(option, request);
        return true;
    }
}

static int run(const struct subcommand *subcommand, int argc, char **argv)
{
    struct tool_report report = {"handoff", stderr, 0};
    struct tool_handoff_request request = {.report = &report, .index = TOOL_HANDOFF_INDEX_NONE};
    int status;
    int c;

    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == OPTION_HELP) {
            print_usage(subcommand, stdout);
            return TOOL_OK;
        }
        if (c == '?')
            return TOOL_USAGE;
        if ((subcommand->options & BIT(c)) == 0) {
            print_usage(subcommand, stderr);
            return TOOL_USAGE;
        }
        if (!take(c, optarg, &request)) {
            tool_report_add(
                &report,
                "\"%s\" is not a value that this option takes; see `kedge handoff %s --help`.",
                optarg, subcommand->name);
            return TOOL_USAGE;
        }
    }
    if (argc - optind != subcommand->operands) {
        print_usage(subcommand, stderr);
        return TOOL_USAGE;
    }
    request.path = argv[optind];
    request.other = argv[argc - 1];
    status = subcommand->run(&request);
    if (status == TOOL_USAGE)
        print_usage(subcommand, stderr);
    return status;
}

int tool_handoff(int argc, char **argv)
{
    if (argc < 2) {
        print_help(stderr);
        return TOOL_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_help(stdout);
        return TOOL_OK;
    }
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++)
        if (strcmp(argv[1], subcommands[i].name) == 0)
            return run(&subcommands[i], argc - 1, argv + 1);
    fprintf(stderr,
            "kedge handoff: there is no subcommand \"%s\"; `kedge handoff --help` lists them.\n",
            argv[1]);
    return TOOL_USAGE;
}
