/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The host program `kedge`: finds the command and hands its arguments over.
 */
#include "tool/command.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *purpose;
};

static const struct command commands[] = {
    {"config", tool_config, "turn a product profile into a C header and CMake variables"},
    {"handoff", tool_handoff, "look inside, make, check and repair transfer lists"},
    {"image", tool_image, "make keys; sign, verify and look inside firmware images"},
    {"manifest", tool_manifest, "turn partition manifests into the partition manager's table"},
    {"provision", tool_provision, "write and read a device's one-time area"},
    {"store", tool_store, "look inside, check and repair storage areas"},
};

#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

static void print_help(FILE *out)
{
    fputs("usage: kedge COMMAND [ARGUMENT...]\n"
          "       kedge COMMAND --help\n"
          "       kedge --version\n\n",
          out);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].purpose);
    fputs("\nExit status: 0 done, 1 refused or failed, 2 wrong command line.\n", out);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        print_help(stderr);
        return TOOL_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_help(stdout);
        return TOOL_OK;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("kedge " KEDGE_VERSION);
        return TOOL_OK;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    }
    fprintf(stderr, "kedge: there is no command \"%s\"; `kedge --help` lists them.\n", argv[1]);
    return TOOL_USAGE;
}
