/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Runs a command of the host program inside a test, and keeps what it said.
 */
#ifndef TEST_TOOL_COMMAND_RUN_H
#define TEST_TOOL_COMMAND_RUN_H

#include <stdbool.h>
#include <stddef.h>

typedef int command_t(int argc, char **argv);

/** Enters a new folder, in which the test may write any file; leaves and deletes it. */
void command_enter_folder(void);
void command_leave_folder(void);

/** Writes a file; reads one into a static buffer, or returns null if it is not there. */
void command_write_file(const char *name, const char *text);
const char *command_read_file(const char *name);

/**
 * Runs a command on arguments divided by spaces. Returns its exit status. What it printed to both
 * streams is in `output`, valid until the next run.
 */
int command_run(command_t *command, const char *arguments, const char **output);

/** Runs a command and fails the test, showing what it said, unless status and text are as wanted.
 */
void command_expect(command_t *command, const char *arguments, int status, const char *text);

#endif
