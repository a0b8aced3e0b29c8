/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys of LMS in files: text, a number or bytes in hexadecimal a line, between two lines as PEM has
 * them.
 */
#include "tool/lms.h"

#include "lib/wipe.h"
#include "tool/file.h"
#include "tool/key.h"
#include "tool/value.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <openssl/rand.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PRIVATE   "KEDGE LMS PRIVATE KEY-----\n"
#define PUBLIC    "KEDGE LMS PUBLIC KEY-----\n"
#define TEXT_SIZE 512u

bool tool_lms_is_key(const char *text)
{
    return strstr(text, "-----BEGIN " PRIVATE) != NULL ||
           strstr(text, "-----BEGIN " PUBLIC) != NULL;
}

/* The value on the line that begins with `name`, cut off at the end of the line, in `line`. */
static bool find_line(const char *text, const char *name, char line[TEXT_SIZE])
{
    const char *at = strstr(text, name), *end = at != NULL ? strchr(at, '\n') : NULL;
    size_t size;

    if (end == NULL || (at != text && at[-1] != '\n'))
        return false;
    at += strlen(name);
    size = (size_t)(end - at);
    if (size >= TEXT_SIZE)
        return false;
    memcpy(line, at, size);
    line[size] = '\0';
    return true;
}

static bool read_bytes(const char *text, const char *name, uint8_t *bytes, size_t size)
{
    char line[TEXT_SIZE];
    bool done = find_line(text, name, line) && tool_value_hex(line, bytes, size);

    lib_wipe(line, sizeof line);
    return done;
}

static bool read_number(const char *text, const char *name, uint32_t most, uint32_t *number)
{
    char line[TEXT_SIZE];

    return find_line(text, name, line) && tool_value_number(line, most, number);
}

bool tool_lms_parse(const char *text, struct tool_lms *lms)
{
    uint32_t levels;

    *lms = (struct tool_lms){0};
    if (!read_bytes(text, "public: ", lms->public_key, sizeof lms->public_key))
        return false;
    if (strstr(text, PRIVATE) == NULL)
        return true;
    if (!read_number(text, "levels: ", TOOL_LMS_LEVELS_MAX, &levels) || levels == 0 ||
        levels % 5 != 0)
        return false;
    lms->levels = levels;
    return read_number(text, "next: ", (uint32_t)1 << levels, &lms->next) &&
           read_bytes(text, "identifier: ", lms->identifier, sizeof lms->identifier) &&
           read_bytes(text, "seed: ", lms->seed, sizeof lms->seed);
}

/* The text of a key, in a buffer of TEXT_SIZE. */
static int write_text(const struct tool_lms *lms, bool development, char *text)
{
    char seed[2 * sizeof lms->seed + 1], identifier[2 * sizeof lms->identifier + 1];
    char public[2 * sizeof lms->public_key + 1];
    int size;

    tool_value_hex_text(lms->seed, sizeof lms->seed, seed);
    tool_value_hex_text(lms->identifier, sizeof lms->identifier, identifier);
    tool_value_hex_text(lms->public_key, sizeof lms->public_key, public);
    size = snprintf(text, TEXT_SIZE,
                    "%s-----BEGIN " PRIVATE
                    "levels: %u\nnext: %u\nidentifier: %s\nseed: %s\npublic: %s\n-----END " PRIVATE,
                    development ? TOOL_KEY_DEVELOPMENT_MARK "\n" : "", lms->levels, lms->next,
                    identifier, seed, public);
    lib_wipe(seed, sizeof seed);
    return size;
}

bool tool_lms_generate(struct tool_report *report, const char *path, unsigned levels,
                       bool development)
{
    struct tool_lms lms = {.levels = levels};
    char text[TEXT_SIZE];
    bool done = RAND_bytes(lms.identifier, sizeof lms.identifier) == 1 &&
                RAND_priv_bytes(lms.seed, sizeof lms.seed) == 1 && tool_lms_complete(&lms);

    if (done)
        done = tool_file_create_secret(report, path, text,
                                       (size_t)write_text(&lms, development, text));
    else
        tool_report_add(report, "%s: there are no random bytes or no memory for a key.", path);
    lib_wipe(text, sizeof text);
    lib_wipe(&lms, sizeof lms);
    return done;
}

bool tool_lms_write_public(struct tool_report *report, const char *path, const struct tool_lms *lms,
                           bool development)
{
    char public[2 * sizeof lms->public_key + 1], text[TEXT_SIZE];
    int size;

    tool_value_hex_text(lms->public_key, sizeof lms->public_key, public);
    size = snprintf(text, sizeof text, "%s-----BEGIN " PUBLIC "public: %s\n-----END " PUBLIC,
                    development ? TOOL_KEY_DEVELOPMENT_MARK "\n" : "", public);
    return tool_file_write(report, path, text, (size_t)size);
}

/* --- Counting ----------------------------------------------------------------------------------
 */

/* Opens the file and locks it; -1 if that fails. Who had the lock before has put another file in
 * its place: then that one is opened. */
static int open_locked(const char *path)
{
    struct stat opened, named;

    for (;;) {
        int file = open(path, O_RDONLY | O_CLOEXEC);

        if (file < 0)
            return -1;
        if (flock(file, LOCK_EX) != 0 || fstat(file, &opened) != 0 || stat(path, &named) != 0) {
            close(file);
            return -1;
        }
        if (opened.st_ino == named.st_ino && opened.st_dev == named.st_dev)
            return file;
        close(file);
    }
}

/* What is under a name, file or folder, is on the disk when this returns true. */
static bool settle(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool done = file >= 0 && fsync(file) == 0;

    if (file >= 0)
        close(file);
    return done;
}

/* Writes beside the file, and puts it in its place when it is on the disk; then the folder. */
static bool replace(struct tool_report *report, const char *path, const char *text, size_t size)
{
    size_t length = strlen(path) + sizeof ".next";
    char *temporary = malloc(length), *copy = strdup(path);
    bool done = temporary != NULL && copy != NULL;

    if (done) {
        (void)snprintf(temporary, length, "%s.next", path);
        (void)unlink(temporary); /* of somebody who was killed; the lock is ours */
        done = tool_file_create_secret(report, temporary, text, size) && settle(temporary) &&
               rename(temporary, path) == 0 && settle(dirname(copy));
    }
    free(temporary);
    free(copy);
    return done;
}

static bool take(struct tool_report *report, const char *path, uint32_t *leaf)
{
    struct tool_bytes bytes;
    struct tool_lms lms;
    char text[TEXT_SIZE];
    bool done, development;

    if (!tool_file_read(report, path, &bytes))
        return false;
    development = tool_key_is_marked((const char *)bytes.data);
    done = tool_lms_parse((const char *)bytes.data, &lms) && lms.levels != 0;
    tool_bytes_free(&bytes);
    if (!done) {
        tool_report_add(report, "%s: is no private key of LMS any more.", path);
    } else if (lms.next >> lms.levels != 0) {
        tool_report_add(report, "%s: has signed as often as it can; make another key.", path);
        done = false;
    } else {
        *leaf = lms.next++;
        done = replace(report, path, text, (size_t)write_text(&lms, development, text));
        if (!done)
            tool_report_add(report, "%s: cannot be counted up, so it does not sign: %s.", path,
                            strerror(errno));
    }
    lib_wipe(text, sizeof text);
    lib_wipe(&lms, sizeof lms);
    return done;
}

bool tool_lms_reserve(struct tool_report *report, const char *path, uint32_t *leaf)
{
    int lock = open_locked(path);
    bool done;

    if (lock < 0) {
        tool_report_add(report, "%s: cannot be locked: %s.", path, strerror(errno));
        return false;
    }
    done = take(report, path, leaf);
    close(lock);
    return done;
}
