/* SPDX-License-Identifier: Apache-2.0 */
#include "tool/file.h"

#include "lib/wipe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void tool_bytes_free(struct tool_bytes *bytes)
{
    if (bytes->data != NULL)
        lib_wipe(bytes->data, bytes->size);
    free(bytes->data);
    *bytes = (struct tool_bytes){0};
}

/* The size is asked first, so a pipe or a device, which have none, is refused. */
static bool read_stream(struct tool_report *report, const char *path, FILE *in,
                        struct tool_bytes *bytes)
{
    struct stat status;

    if (fstat(fileno(in), &status) != 0 || !S_ISREG(status.st_mode)) {
        tool_report_add(report, "%s: not a regular file.", path);
        return false;
    }
    if (status.st_size > (off_t)TOOL_FILE_SIZE_MAX) {
        tool_report_add(report, "%s: larger than %u bytes, which no slot is.", path,
                        TOOL_FILE_SIZE_MAX);
        return false;
    }
    bytes->size = (size_t)status.st_size;
    bytes->data = calloc(1, bytes->size + 1);
    if (bytes->data != NULL && fread(bytes->data, 1, bytes->size, in) == bytes->size)
        return true;
    tool_report_add(report, "%s: cannot be read.", path);
    tool_bytes_free(bytes);
    return false;
}

bool tool_file_read(struct tool_report *report, const char *path, struct tool_bytes *bytes)
{
    FILE *in = fopen(path, "rb");
    bool done;

    *bytes = (struct tool_bytes){0};
    if (in == NULL) {
        tool_report_add(report, "%s: %s.", path, strerror(errno));
        return false;
    }
    done = read_stream(report, path, in, bytes);
    fclose(in);
    return done;
}

/* Writes all and closes, in every case. */
static bool write_and_close(int out, const void *data, size_t size)
{
    const uint8_t *p = data;

    while (size > 0) {
        ssize_t written = write(out, p, size);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            close(out);
            return false;
        }
        p += written;
        size -= (size_t)written;
    }
    return close(out) == 0;
}

bool tool_file_write(struct tool_report *report, const char *path, const void *data, size_t size)
{
    size_t length = strlen(path) + sizeof ".new";
    char *temporary = malloc(length);
    mode_t mode = 0644;
    struct stat status;
    bool done = false;
    int out;

    if (temporary == NULL)
        return false;
    snprintf(temporary, length, "%s.new", path);
    if (stat(path, &status) == 0)
        mode = status.st_mode & 0777;
    out = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (out >= 0)
        done = write_and_close(out, data, size) && rename(temporary, path) == 0;
    if (!done) {
        tool_report_add(report, "%s: cannot be written: %s.", path, strerror(errno));
        if (out >= 0)
            unlink(temporary);
    }
    free(temporary);
    return done;
}

bool tool_file_create_secret(struct tool_report *report, const char *path, const void *data,
                             size_t size)
{
    int out = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (out < 0) {
        tool_report_add(report,
                        errno == EEXIST
                            ? "%s: exists, and is never overwritten; remove it or choose another "
                              "name."
                            : "%s: cannot be created; check the folder and its permissions.",
                        path);
        return false;
    }
    if (write_and_close(out, data, size))
        return true;
    tool_report_add(report, "%s: cannot be written: %s.", path, strerror(errno));
    unlink(path);
    return false;
}
