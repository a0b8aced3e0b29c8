/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the commands that turn text into text share: reading a file, writing one only when it
 * changes, counting problems, and guessing what a misspelt name meant.
 */
#ifndef TOOL_TEXT_H
#define TOOL_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/** Where a command's problems go, and how many there were. */
struct tool_report {
    const char *command; /**< "config": what stands after "kedge" in front of each problem */
    FILE *out;           /**< stderr, or null for a caller that wants the count alone */
    unsigned count;
};

/** Prints one problem as one line, and counts it. The text has no newline. */
__attribute__((format(printf, 2, 3))) void tool_report_add(struct tool_report *report,
                                                           const char *format, ...);

/** The largest text that tool_text_read() takes, in bytes: far above any real one. */
#define TOOL_TEXT_SIZE_MAX (1024u * 1024u)

/**
 * Reads a whole text file. Returns it zero-terminated, to be freed by the caller, or null after
 * reporting why: it cannot be read, is larger than TOOL_TEXT_SIZE_MAX, or has zero bytes inside.
 */
char *tool_text_read(struct tool_report *report, const char *path);

/**
 * Makes `path` contain exactly `text`. A file that already does is not touched, so that a build
 * that depends on it does not start again; otherwise it is replaced in one step.
 * Returns false after reporting why it cannot be written.
 */
bool tool_text_update(struct tool_report *report, const char *path, const char *text, size_t size);

/** The last part of a path: what a generated file may say of its source and be the same anywhere.
 */
const char *tool_text_basename(const char *path);

/** The search for the name that a misspelt word meant. Set `word`, the rest zero. */
struct tool_nearest {
    const char *word;
    const char *best; /**< the nearest candidate so far, or null: none is near enough to suggest */
    size_t distance;  /**< edits between `word` and `best` */
};

/** Considers a candidate. At most a third of the word may differ. */
void tool_nearest_try(struct tool_nearest *nearest, const char *candidate);

#endif
