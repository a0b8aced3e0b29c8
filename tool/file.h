/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Files of bytes: images, keys, provisioning areas. Every function reports what went wrong itself
 * and returns false.
 */
#ifndef TOOL_FILE_H
#define TOOL_FILE_H

#include "tool/text.h"

#include <stdint.h>

/** The largest file that is read, far above any slot. */
#define TOOL_FILE_SIZE_MAX (256u * 1024u * 1024u)

/** Bytes on the heap; freed with tool_bytes_free(), which wipes them, because some are keys. */
struct tool_bytes {
    uint8_t *data;
    size_t size;
};

void tool_bytes_free(struct tool_bytes *bytes);

/** Reads a whole file. A zero byte that `size` does not count follows the data. */
bool tool_file_read(struct tool_report *report, const char *path, struct tool_bytes *bytes);

/** Replaces or creates a file in one step: a reader sees the old bytes or the new ones. A file that
 * exists keeps its permissions. */
bool tool_file_write(struct tool_report *report, const char *path, const void *data, size_t size);

/** Creates a file that only its owner may read. Never replaces one: what lies there may be the
 * only copy of a key. */
bool tool_file_create_secret(struct tool_report *report, const char *path, const void *data,
                             size_t size);

#endif
