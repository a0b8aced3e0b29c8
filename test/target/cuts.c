/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One write to internal trusted storage, to be cut short at every store to flash.
 *
 * At each start the program checks what an earlier, cut run left: every asset whole, the one that
 * is written either old or new. It says which, writes the next value and checks again. The script
 * cuts.sh runs it, once with the power cut and once without, for every store.
 */
#include "example/console.h"

#include "psa/internal_trusted_storage.h"

#include <stdbool.h>
#include <string.h>

#define ASSET_COUNT 10
#define ASSET_SIZE  32
#define WRITTEN     5 /* the uid whose value changes */

/* The first starts fill most of the log's sector (32 KB), so that the script soon comes to a write
 * that compacts it. */
#define FILLER_UID   11
#define FILLER_SIZE  3040
#define FILLER_COUNT 9

void cut_begin(void);

/* The plugin counts stores from here on. */
__attribute__((noinline)) void cut_begin(void)
{
    __asm__ volatile("");
}

/* A value that shows which asset and which write it is from, in every byte. */
static void make_value(uint8_t value[ASSET_SIZE], uint32_t uid, uint32_t generation)
{
    for (uint32_t i = 0; i < ASSET_SIZE; i++)
        value[i] = (uint8_t)(uid * 16 + generation * 37 + i * 5);
    memcpy(value, &generation, sizeof(generation));
}

/* Reads an asset and gives its generation; false if it is not whole. */
static bool check(uint32_t uid, uint32_t *generation)
{
    uint8_t value[ASSET_SIZE];
    uint8_t expected[ASSET_SIZE];
    size_t length;

    if (psa_its_get(uid, 0, sizeof(value), value, &length) != PSA_SUCCESS ||
        length != sizeof(value))
        return false;
    memcpy(generation, value, sizeof(*generation));
    make_value(expected, uid, *generation);
    return memcmp(value, expected, sizeof(value)) == 0;
}

static psa_status_t write(uint32_t uid, uint32_t generation)
{
    uint8_t value[ASSET_SIZE];

    make_value(value, uid, generation);
    return psa_its_set(uid, sizeof(value), value, PSA_STORAGE_FLAG_NONE);
}

static psa_status_t first_start(void)
{
    psa_status_t status = PSA_SUCCESS;

    for (uint32_t uid = 1; uid <= ASSET_COUNT && status == PSA_SUCCESS; uid++)
        status = write(uid, 1);
    return status;
}

static bool check_all(uint32_t *generation)
{
    for (uint32_t uid = 1; uid <= ASSET_COUNT; uid++) {
        uint32_t found = 0;
        if (!check(uid, &found) || (uid != WRITTEN && found != 1)) {
            console_write("LOST uid ");
            console_decimal((int32_t)uid);
            console_write("\n");
            return false;
        }
        if (uid == WRITTEN)
            *generation = found;
    }
    return true;
}

/* Leaves nothing alive. */
static psa_status_t fill(void)
{
    static const uint8_t value[FILLER_SIZE];
    psa_status_t status = psa_its_set(FILLER_UID, sizeof(value), value, PSA_STORAGE_FLAG_NONE);

    return status == PSA_SUCCESS ? psa_its_remove(FILLER_UID) : status;
}

int main(void)
{
    struct psa_storage_info_t info;
    uint32_t generation = 0;

    if (psa_its_get_info(1, &info) == PSA_ERROR_DOES_NOT_EXIST && first_start() != PSA_SUCCESS)
        return 1;
    if (!check_all(&generation))
        return 1;
    if (generation <= FILLER_COUNT && fill() != PSA_SUCCESS)
        return 1;
    console_write("found ");
    console_decimal((int32_t)generation);
    console_write("\n");

    cut_begin();
    psa_status_t status = write(WRITTEN, generation + 1);
    if (status != PSA_SUCCESS) {
        console_write("write failed: ");
        console_decimal(status);
        console_write("\n");
        return 1;
    }
    uint32_t now = 0;
    return check_all(&now) && now == generation + 1 ? 0 : 1;
}
