/* SPDX-License-Identifier: Apache-2.0 */
/* Flash in files: the storage areas of a Linux process.
 *
 * Each area is a file of exactly its size, opened at first use and locked until the process ends:
 * a second process with the same file would tear the log. What program() and erase() have written
 * is on the disk when they return, since the log builds on their order. */
#include "store/flash.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECTOR_SIZE  4096u
#define SECTOR_COUNT 4u
#define AREA_SIZE    (SECTOR_SIZE * SECTOR_COUNT)

/* In the order internal, protected. */
static struct area {
    const char *variable; /* of the environment: the file's name */
    const char *name;     /* without that */
    int file;             /* negative until it is used */
} areas[] = {
    {"KEDGE_STORE", "kedge-store.img", -1},
    {"KEDGE_STORE_PROTECTED", "kedge-protected.img", -1},
};

static _Noreturn void stop(const char *name, const char *why)
{
    fprintf(stderr, "kedge: %s %s\n", name, why);
    exit(1);
}

/* A new file becomes an erased area, and so does one that was being made when the power failed: it
 * is shorter, and erased as far as it goes. */
static bool make_area(int file, off_t size)
{
    uint8_t bytes[SECTOR_SIZE];

    for (off_t at = 0; at < size; at += (off_t)sizeof(bytes)) {
        ssize_t got = pread(file, bytes, sizeof(bytes), at);

        for (ssize_t i = 0; i < got; i++)
            if (bytes[i] != 0xff)
                return false;
    }
    memset(bytes, 0xff, sizeof(bytes));
    for (off_t at = 0; at < (off_t)AREA_SIZE; at += (off_t)sizeof(bytes))
        if (pwrite(file, bytes, sizeof(bytes), at) != (ssize_t)sizeof(bytes))
            return false;
    return fsync(file) == 0;
}

static int open_area(struct area *area)
{
    const char *name = getenv(area->variable);
    struct stat status;

    name = name != NULL ? name : area->name;
    area->file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (area->file < 0) {
        perror(name);
        exit(1);
    }
    if (flock(area->file, LOCK_EX | LOCK_NB) != 0)
        stop(name, "is in use by another process");
    if (fstat(area->file, &status) != 0 || !S_ISREG(status.st_mode) ||
        status.st_size > (off_t)AREA_SIZE)
        stop(name, "is no storage area of this program: it has another size");
    if (status.st_size < (off_t)AREA_SIZE && !make_area(area->file, status.st_size))
        stop(name, "is no storage area of this program, or cannot be made one");
    return area->file;
}

static int file_of(const struct store_flash *flash)
{
    struct area *area = &areas[flash == &store_flash_protected];

    return area->file >= 0 ? area->file : open_area(area);
}

static psa_status_t file_read(const struct store_flash *flash, uint32_t offset, void *data,
                              size_t size)
{
    return pread(file_of(flash), data, size, offset) == (ssize_t)size ? PSA_SUCCESS
                                                                      : PSA_ERROR_STORAGE_FAILURE;
}

static psa_status_t file_program(const struct store_flash *flash, uint32_t offset, const void *data,
                                 size_t size)
{
    int file = file_of(flash);

    if (pwrite(file, data, size, offset) != (ssize_t)size || fdatasync(file) != 0)
        return PSA_ERROR_STORAGE_FAILURE;
    return PSA_SUCCESS;
}

static psa_status_t file_erase(const struct store_flash *flash, uint32_t offset)
{
    uint8_t erased[SECTOR_SIZE];

    memset(erased, 0xff, sizeof(erased));
    return file_program(flash, offset, erased, sizeof(erased));
}

const struct store_flash store_flash_internal = {
    .read = file_read,
    .program = file_program,
    .erase = file_erase,
    .sector_size = SECTOR_SIZE,
    .sector_count = SECTOR_COUNT,
    .program_unit = 8,
    .erased_value = 0xff,
};

const struct store_flash store_flash_protected = {
    .read = file_read,
    .program = file_program,
    .erase = file_erase,
    .sector_size = SECTOR_SIZE,
    .sector_count = SECTOR_COUNT,
    .program_unit = 8,
    .erased_value = 0xff,
};
