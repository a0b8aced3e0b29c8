/* SPDX-License-Identifier: Apache-2.0 */
#include "store/counter_log.h"

#include "lib/bytes.h"
#include "store/log.h"

#define VALUE_SIZE 4u

/* The log asks for so few bytes at once. */
static void copy(void *context, void *data, size_t size)
{
    memcpy(data, context, size);
}

/* Reads the counter, and moves it by `step`, 0 or 1. What the log says but two answers means that
 * the value is not to be had. */
static psa_status_t move(const struct store_counter *counter, uint32_t *value, uint32_t step)
{
    struct store_log *log = store_internal();
    uint8_t bytes[VALUE_SIZE] = {0};
    size_t length = VALUE_SIZE;

    if (log == NULL)
        return PSA_ERROR_STORAGE_FAILURE;
    psa_status_t status = store_log_get(log, counter->context, 0, bytes, VALUE_SIZE, &length);

    if ((status != PSA_SUCCESS && status != PSA_ERROR_DOES_NOT_EXIST) || length != VALUE_SIZE)
        return PSA_ERROR_STORAGE_FAILURE;
    *value = lib_get_le32(bytes) + step;
    if (step == 0)
        return PSA_SUCCESS;
    if (*value == 0)
        return PSA_ERROR_INSUFFICIENT_STORAGE;
    lib_put_le32(bytes, *value);
    return store_log_set(log, counter->context, 0, copy, bytes, VALUE_SIZE);
}

psa_status_t store_counter_log_read(const struct store_counter *counter, uint32_t *value)
{
    return move(counter, value, 0);
}

psa_status_t store_counter_log_increment(const struct store_counter *counter, uint32_t *value)
{
    return move(counter, value, 1);
}
