/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The commands of the host program `kedge`, one function each.
 *
 * A command gets its own arguments with its own name in argv[0], as main() would, so it parses
 * them with getopt_long() and starts at optind 1. It prints what was asked for to standard output,
 * problems to standard error as "kedge COMMAND: FILE: what is wrong and what to do", and returns
 * the exit status of the program.
 *
 * To add a command: a function here, a line in the table of tool/main.c, a file tool/<command>.c.
 */
#ifndef TOOL_COMMAND_H
#define TOOL_COMMAND_H

/** Exit statuses, the same for all commands. */
enum tool_status {
    TOOL_OK = 0,
    TOOL_REFUSED = 1, /**< the input is wrong, or an operation failed: the message says which */
    TOOL_USAGE = 2,   /**< the command line is wrong: nothing was read or written */
};

int tool_config(int argc, char **argv);
int tool_handoff(int argc, char **argv);
int tool_image(int argc, char **argv);
int tool_manifest(int argc, char **argv);
int tool_provision(int argc, char **argv);
int tool_store(int argc, char **argv);

#endif
