/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Protected storage on a board, start after start: each start checks what the one before left, says
 * which version it found and writes the next. protected.sh plays the attacker between the starts.
 */
#include "example/console.h"

#include "psa/protected_storage.h"

#include <stdbool.h>
#include <string.h>

#define VERSION_UID  1
#define LONG_UID     2
#define LOG_UID      3
#define LONG_SIZE    2000
#define LOG_CAPACITY 256

static uint8_t data[LONG_SIZE];

static int failed(const char *what, psa_status_t status)
{
    console_write("FAILED: ");
    console_write(what);
    console_write(" returned ");
    console_decimal(status);
    console_write("\n");
    return 1;
}

static void make_long(uint32_t version)
{
    for (uint32_t i = 0; i < LONG_SIZE; i++)
        data[i] = (uint8_t)(version * 7 + i * 13 + i / 256);
}

/* The long value is of this version, and the log has a byte for each version. */
static bool check(uint32_t version)
{
    static uint8_t read[LONG_SIZE];
    struct psa_storage_info_t info;
    size_t length;

    make_long(version);
    if (psa_ps_get(LONG_UID, 0, LONG_SIZE, read, &length) != PSA_SUCCESS || length != LONG_SIZE ||
        memcmp(read, data, LONG_SIZE) != 0)
        return false;
    if (psa_ps_get_info(LOG_UID, &info) != PSA_SUCCESS || info.capacity != LOG_CAPACITY ||
        info.size != version ||
        psa_ps_get(LOG_UID, 0, LOG_CAPACITY, read, &length) != PSA_SUCCESS || length != version)
        return false;
    for (uint32_t i = 0; i < version; i++)
        if (read[i] != (uint8_t)(i + 1))
            return false;
    return true;
}

static psa_status_t write(uint32_t version)
{
    const uint8_t byte = (uint8_t)version;

    make_long(version);
    psa_status_t status = psa_ps_set(LONG_UID, LONG_SIZE, data, PSA_STORAGE_FLAG_NONE);

    if (status == PSA_SUCCESS && version == 1)
        status = psa_ps_create(LOG_UID, LOG_CAPACITY, PSA_STORAGE_FLAG_NONE);
    if (status == PSA_SUCCESS)
        status = psa_ps_set_extended(LOG_UID, version - 1, 1, &byte);
    if (status == PSA_SUCCESS)
        status = psa_ps_set(VERSION_UID, sizeof(version), &version, PSA_STORAGE_FLAG_NONE);
    return status;
}

int main(void)
{
    uint32_t version = 0;
    size_t length;
    psa_status_t status = psa_ps_get(VERSION_UID, 0, sizeof(version), &version, &length);

    if (status == PSA_ERROR_INVALID_SIGNATURE || status == PSA_ERROR_DATA_CORRUPT) {
        console_write("refused\n");
        return 0;
    }
    if (status != PSA_SUCCESS && status != PSA_ERROR_DOES_NOT_EXIST)
        return failed("reading the version", status);
    if (version > 0 && !check(version))
        return failed("checking the other assets", 0);
    console_write("found ");
    console_decimal((int32_t)version);
    console_write("\n");
    status = write(version + 1);
    if (status != PSA_SUCCESS)
        return failed("writing the next version", status);
    return check(version + 1) ? 0 : failed("checking what was written", 0);
}
