/* SPDX-License-Identifier: Apache-2.0 */
/**
 * image_mutate IN SEED OUT: spoils a signed image, see mutation.h, and prints what it did.
 * Exit status 0; 1 if a file cannot be read or written, or holds no image; 2 for a wrong call.
 */
#include "test/conform/mutation.h"

#include <stdlib.h>

#define SIZE_MAX_BYTES (16u * 1024 * 1024)

static size_t read_file(const char *path, uint8_t *bytes)
{
    FILE *in = fopen(path, "rb");
    size_t size;

    if (in == NULL)
        return 0;
    size = fread(bytes, 1, SIZE_MAX_BYTES, in);
    fclose(in);
    return size;
}

static bool write_file(const char *path, const uint8_t *bytes, size_t size)
{
    FILE *out = fopen(path, "wb");
    bool done;

    if (out == NULL)
        return false;
    done = fwrite(bytes, 1, size, out) == size;
    return fclose(out) == 0 && done;
}

int main(int argc, char **argv)
{
    uint8_t *original = malloc(SIZE_MAX_BYTES);
    uint8_t *bytes = malloc(SIZE_MAX_BYTES + MUTATION_GROWTH);
    struct mutation m;
    size_t size;
    int status = 1;

    if (argc != 4) {
        fputs("usage: image_mutate IN SEED OUT\n", stderr);
        status = 2;
    } else if (original != NULL && bytes != NULL) {
        size = read_file(argv[1], original);
        if (!mutation_apply(&m, bytes, original, size, (uint32_t)strtoul(argv[2], NULL, 0)))
            fprintf(stderr, "image_mutate: %s: cannot be read, or is no signed image\n", argv[1]);
        else if (!write_file(argv[3], bytes, m.size))
            fprintf(stderr, "image_mutate: %s: cannot be written\n", argv[3]);
        else
            status = printf("seed %s: %s\n", argv[2], m.what) < 0;
    }
    free(original);
    free(bytes);
    return status;
}
