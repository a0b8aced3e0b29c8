/* SPDX-License-Identifier: Apache-2.0 */
/* Flash in a file: the area of internal storage of a Linux process. */
#include "store/flash.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define SECTOR_SIZE  4096u
#define SECTOR_COUNT 4u

/* Opened at first use and locked until the process ends: a second process with the same file
 * would tear the log. */
static int store_file(void)
{
    static int file = -1;
    const char *name = getenv("KEDGE_STORE");
    uint8_t erased[SECTOR_SIZE];

    if (file >= 0)
        return file;
    name = name != NULL ? name : "kedge-store.img";
    file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        perror(name);
        exit(1);
    }
    if (flock(file, LOCK_EX | LOCK_NB) != 0) {
        fprintf(stderr, "kedge: %s is in use by another process\n", name);
        exit(1);
    }
    memset(erased, 0xff, sizeof(erased));
    if (lseek(file, 0, SEEK_END) == 0)
        for (uint32_t i = 0; i < SECTOR_COUNT; i++)
            if (pwrite(file, erased, sizeof(erased), (off_t)i * SECTOR_SIZE) != SECTOR_SIZE) {
                perror(name);
                exit(1);
            }
    return file;
}

static psa_status_t file_read(uint32_t offset, void *data, size_t size)
{
    return pread(store_file(), data, size, offset) == (ssize_t)size ? PSA_SUCCESS
                                                                    : PSA_ERROR_STORAGE_FAILURE;
}

static psa_status_t file_program(uint32_t offset, const void *data, size_t size)
{
    if (pwrite(store_file(), data, size, offset) != (ssize_t)size || fdatasync(store_file()) != 0)
        return PSA_ERROR_STORAGE_FAILURE;
    return PSA_SUCCESS;
}

static psa_status_t file_erase(uint32_t offset)
{
    uint8_t erased[SECTOR_SIZE];

    memset(erased, 0xff, sizeof(erased));
    return file_program(offset, erased, sizeof(erased));
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
