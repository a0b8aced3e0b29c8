/* SPDX-License-Identifier: Apache-2.0 */
/* The hardware unique key of a Linux process: a file. */
#include "port/port.h"

#include "boot/derive.h"
#include "lib/wipe.h"

#include <stdio.h>
#include <stdlib.h>

static bool file_read(const char *name, uint8_t key[BOOT_PROVISION_KEY_SIZE])
{
    FILE *file = fopen(name, "rb");
    bool good = file != NULL &&
                fread(key, 1, BOOT_PROVISION_KEY_SIZE, file) == BOOT_PROVISION_KEY_SIZE &&
                fgetc(file) == EOF;

    if (file != NULL)
        fclose(file);
    if (!good)
        fprintf(stderr, "kedge: %s is not a file of %u bytes\n", name, BOOT_PROVISION_KEY_SIZE);
    return good;
}

/* Without a file there is a key that everybody knows, which is said once. */
static bool unique_key_read(uint8_t key[BOOT_PROVISION_KEY_SIZE])
{
    static const char development[] = "KEDGE DEVELOPMENT KEY: NO SECRET";
    static bool said;
    const char *name = getenv("KEDGE_UNIQUE_KEY");

    if (name != NULL)
        return file_read(name, key);
    if (!said)
        fputs("kedge: KEDGE_UNIQUE_KEY is not set: using the development key\n", stderr);
    said = true;
    _Static_assert(sizeof(development) == BOOT_PROVISION_KEY_SIZE + 1, "a key and a zero");
    for (uint32_t i = 0; i < BOOT_PROVISION_KEY_SIZE; i++)
        key[i] = (uint8_t)development[i];
    return true;
}

bool port_derive_key(const char *label, uint8_t *key, size_t size)
{
    uint8_t unique_key[BOOT_PROVISION_KEY_SIZE];
    bool good = unique_key_read(unique_key) && boot_derive_key(unique_key, label, key, size);

    lib_wipe(unique_key, sizeof(unique_key));
    return good;
}
