/* SPDX-License-Identifier: Apache-2.0 */
#include "tool/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void tool_report_add(struct tool_report *report, const char *format, ...)
{
    va_list arguments;

    report->count++;
    if (report->out == NULL)
        return;
    fprintf(report->out, "kedge %s: ", report->command);
    va_start(arguments, format);
    vfprintf(report->out, format, arguments);
    va_end(arguments);
    fputc('\n', report->out);
}

/* Reads up to `limit` bytes of a stream into a new buffer with room for a terminating zero. */
static char *read_stream(FILE *in, size_t limit, size_t *size)
{
    char *text = malloc(limit + 1);

    if (text == NULL)
        return NULL;
    *size = fread(text, 1, limit, in);
    text[*size] = '\0';
    if (ferror(in)) {
        free(text);
        return NULL;
    }
    return text;
}

char *tool_text_read(struct tool_report *report, const char *path)
{
    FILE *in = fopen(path, "rb");
    size_t size = 0;
    char *text;

    if (in == NULL) {
        tool_report_add(report, "%s: cannot be opened: %s.", path, strerror(errno));
        return NULL;
    }
    text = read_stream(in, TOOL_TEXT_SIZE_MAX + 1, &size);
    if (text == NULL)
        tool_report_add(report, "%s: cannot be read: %s.", path, strerror(errno));
    fclose(in);
    if (text == NULL)
        return NULL;
    if (size > TOOL_TEXT_SIZE_MAX || strlen(text) != size) {
        tool_report_add(report, "%s: is not a text of at most %u bytes; is it the right file?",
                        path, TOOL_TEXT_SIZE_MAX);
        free(text);
        return NULL;
    }
    return text;
}

static bool has_content(const char *path, const char *text, size_t size)
{
    FILE *in = fopen(path, "rb");
    size_t old_size = 0;
    bool same = false;
    char *old;

    if (in == NULL)
        return false;
    old = read_stream(in, size + 1, &old_size);
    if (old != NULL)
        same = old_size == size && memcmp(old, text, size) == 0;
    free(old);
    fclose(in);
    return same;
}

static bool write_new(const char *path, const char *text, size_t size)
{
    FILE *out = fopen(path, "wb");
    bool written;

    if (out == NULL)
        return false;
    written = fwrite(text, 1, size, out) == size;
    return fclose(out) == 0 && written;
}

bool tool_text_update(struct tool_report *report, const char *path, const char *text, size_t size)
{
    size_t new_size = strlen(path) + sizeof ".new";
    char *new_path;
    bool done;

    if (has_content(path, text, size))
        return true;
    new_path = malloc(new_size);
    if (new_path == NULL) {
        tool_report_add(report, "%s: cannot be written: out of memory.", path);
        return false;
    }
    /* A build that is stopped half way must not find half a header next time. */
    snprintf(new_path, new_size, "%s.new", path);
    done = write_new(new_path, text, size) && rename(new_path, path) == 0;
    if (!done) {
        tool_report_add(report, "%s: cannot be written: %s.", path, strerror(errno));
        remove(new_path);
    }
    free(new_path);
    return done;
}

const char *tool_text_basename(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

#define WORD_SIZE_MAX 80u

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Levenshtein's distance with one row of the table; `b_size` is at most WORD_SIZE_MAX. */
static size_t edit_distance(const char *a, size_t a_size, const char *b, size_t b_size)
{
    size_t row[WORD_SIZE_MAX + 1];

    for (size_t j = 0; j <= b_size; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_size; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (size_t j = 1; j <= b_size; j++) {
            size_t replaced = diagonal + (a[i - 1] != b[j - 1]);

            diagonal = row[j];
            row[j] = least(replaced, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[b_size];
}

void tool_nearest_try(struct tool_nearest *nearest, const char *candidate)
{
    size_t word_size = strlen(nearest->word);
    size_t candidate_size = strlen(candidate);
    size_t distance;

    if (word_size > WORD_SIZE_MAX || candidate_size > WORD_SIZE_MAX)
        return;
    distance = edit_distance(nearest->word, word_size, candidate, candidate_size);
    if (distance > (word_size + 2) / 3)
        return;
    if (nearest->best == NULL || distance < nearest->distance) {
        nearest->best = candidate;
        nearest->distance = distance;
    }
}
