/* SPDX-License-Identifier: Apache-2.0 */
/**
 * `kedge image`: finds the subcommand.
 */
#include "tool/image.h"

#include "tool/command.h"

#include <string.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *purpose;
} subcommands[] = {
    {"keygen", tool_image_keygen, "make a signing key, or extract its public half"},
    {"sign", tool_image_sign, "make a signed image of one or more binaries"},
    {"verify", tool_image_verify, "decide about an image as a device would"},
    {"info", tool_image_info, "show what an image says about itself"},
};

#define SUBCOMMAND_COUNT (sizeof subcommands / sizeof subcommands[0])

static void print_help(FILE *out)
{
    fputs("usage: kedge image SUBCOMMAND [ARGUMENT...]\n"
          "       kedge image SUBCOMMAND --help\n\n",
          out);
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++)
        fprintf(out, "  %-8s %s\n", subcommands[i].name, subcommands[i].purpose);
    fputs("\nImages are in MCUboot's format, signed with ECDSA P-256 or LMS.\n", out);
}

int tool_image(int argc, char **argv)
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
            return subcommands[i].run(argc - 1, argv + 1);
    fprintf(stderr,
            "kedge image: there is no subcommand \"%s\"; `kedge image --help` lists them.\n",
            argv[1]);
    return TOOL_USAGE;
}
