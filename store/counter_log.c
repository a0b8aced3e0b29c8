/* SPDX-License-Identifier: Apache-2.0 */
#include "store/counter_log.h"

#include "lib/bytes.h"
#include "store/log.h"

#include <string.h>

#define VALUE_SIZE 4u

/* All that the log says but two answers means that the value is not to be had. */
psa_status_t store_counter_log_read(const struct store_counter *counter, uint32_t *value)
{
    struct store_log *log = store_internal();
    uint8_t bytes[VALUE_SIZE] = {0};
    size_t length = VALUE_SIZE;
    psa_status_t status = PSA_ERROR_STORAGE_FAILURE;

    if (log != NULL)
        status = store_log_get(log, counter->context, 0, bytes, sizeof(bytes), &length);
    *value = lib_get_le32(bytes);
    if ((status == PSA_SUCCESS && length == VALUE_SIZE) || status == PSA_ERROR_DOES_NOT_EXIST)
        return PSA_SUCCESS;
    return PSA_ERROR_STORAGE_FAILURE;
}

/* The log asks for so few bytes at once. */
static void copy(void *context, void *data, size_t size)
{
    memcpy(data, context, size);
}

psa_status_t store_counter_log_increment(const struct store_counter *counter, uint32_t *value)
{
    uint8_t bytes[VALUE_SIZE];
    psa_status_t status = store_counter_log_read(counter, value);

    if (status != PSA_SUCCESS)
        return status;
    if (*value == UINT32_MAX)
        return PSA_ERROR_INSUFFICIENT_STORAGE;
    lib_put_le32(bytes, ++*value);
    return store_log_set(store_internal(), counter->context, 0, copy, bytes, sizeof(bytes));
}
