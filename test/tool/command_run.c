/* SPDX-License-Identifier: Apache-2.0 */
#include "test/tool/command_run.h"

#include <dirent.h>
#include <fcntl.h>
#include <getopt.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define TEXT_SIZE_MAX     65536u
#define ARGUMENT_SIZE_MAX 1024u
#define ARGUMENT_MAX      64

static char folder[] = "kedge-test-XXXXXX";
static const char output_name[] = "output";

void command_enter_folder(void)
{
    const char *base = getenv("TMPDIR");

    assert_int_equal(chdir(base != NULL ? base : P_tmpdir), 0);
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
}

void command_leave_folder(void)
{
    DIR *here = opendir(".");
    const struct dirent *entry;

    assert_non_null(here);
    while ((entry = readdir(here)) != NULL) {
        if (entry->d_name[0] != '.')
            assert_int_equal(unlink(entry->d_name), 0);
    }
    closedir(here);
    assert_int_equal(chdir(".."), 0);
    assert_int_equal(rmdir(folder), 0);
}

void command_write_file(const char *name, const char *text)
{
    FILE *out = fopen(name, "wb");

    assert_non_null(out);
    assert_int_equal(fwrite(text, 1, strlen(text), out), strlen(text));
    assert_int_equal(fclose(out), 0);
}

const char *command_read_file(const char *name)
{
    static char text[TEXT_SIZE_MAX];
    FILE *in = fopen(name, "rb");
    size_t size;

    if (in == NULL)
        return NULL;
    size = fread(text, 1, sizeof text - 1, in);
    text[size] = '\0';
    assert_int_equal(fclose(in), 0);
    return text;
}

/* Points both streams to a file, or back to where they were. */
static void swap_streams(int saved[2], int fd)
{
    fflush(stdout);
    fflush(stderr);
    for (int i = 0; i < 2; i++) {
        if (fd >= 0) {
            saved[i] = dup(i + 1);
            dup2(fd, i + 1);
        } else {
            dup2(saved[i], i + 1);
            close(saved[i]);
        }
    }
}

int command_run(command_t *command, const char *arguments, const char **output)
{
    char words[ARGUMENT_SIZE_MAX];
    char *argv[ARGUMENT_MAX];
    int argc = 0;
    int saved[2] = {-1, -1};
    int fd = open(output_name, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    int status;

    assert_true(fd >= 0);
    assert_true(snprintf(words, sizeof words, "command %s", arguments) < (int)sizeof words);
    for (char *word = strtok(words, " "); word != NULL && argc < ARGUMENT_MAX - 1;
         word = strtok(NULL, " "))
        argv[argc++] = word;
    argv[argc] = NULL;
    optind = 0;
    swap_streams(saved, fd);
    status = command(argc, argv);
    swap_streams(saved, -1);
    close(fd);
    *output = command_read_file(output_name);
    return status;
}

void command_expect(command_t *command, const char *arguments, int status, const char *text)
{
    const char *output;
    int got = command_run(command, arguments, &output);

    if (got != status || strstr(output, text) == NULL)
        fail_msg("wanted status %d and \"%s\", got status %d and:\n%s", status, text, got, output);
}
