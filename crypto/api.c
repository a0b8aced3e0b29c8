/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/api.h"

#include "crypto/key.h"

/* In place of a buffer without bytes, which may be null where the engine wants an address. */
static const uint8_t *input_of(const uint8_t *data, size_t size)
{
    return size > 0 ? data : (const uint8_t *)"";
}

psa_status_t api_done(psa_status_t status)
{
    crypto_key_release();
    return status;
}

psa_status_t api_open(const uint32_t *handle, enum crypto_family family,
                      struct crypto_operation **operation)
{
    uint32_t opened;

    if (*handle != 0)
        return PSA_ERROR_BAD_STATE;
    if (!CRYPTO_HAS_PARTS)
        return PSA_ERROR_NOT_SUPPORTED;
    return crypto_operation_open(API_OWNER, family, operation, &opened);
}

psa_status_t api_begun(uint32_t *handle, struct crypto_operation *operation, psa_status_t status)
{
    if (status == PSA_SUCCESS)
        *handle = operation->handle;
    else
        crypto_operation_abort(operation); /* which may not have begun */
    return api_done(status);
}

psa_status_t api_setup(uint32_t *handle, enum crypto_family family, psa_key_id_t key,
                       psa_algorithm_t algorithm, bool forward)
{
    struct crypto_operation *operation;
    psa_status_t status = api_open(handle, family, &operation);

    if (status != PSA_SUCCESS)
        return status;
    status = crypto_operation_begin_keyed(operation, family, API_OWNER, key, algorithm, forward);
    return api_begun(handle, operation, status);
}

/* The engine has freed the slot of an operation that has come to its end. */
static psa_status_t ended(uint32_t *handle, const struct crypto_operation *operation,
                          psa_status_t status)
{
    if (status == PSA_SUCCESS && operation->family == CRYPTO_FREE)
        *handle = 0;
    return status;
}

psa_status_t api_feed(uint32_t *handle, enum crypto_family family, api_taker_t *taker,
                      const uint8_t *data, size_t size)
{
    struct crypto_operation *operation;
    psa_status_t status = crypto_operation_find(API_OWNER, *handle, family, &operation);

    if (status != PSA_SUCCESS)
        return status;
    return ended(handle, operation, taker(operation, input_of(data, size), size));
}

psa_status_t api_fetch(uint32_t *handle, enum crypto_family family, api_giver_t *giver,
                       uint8_t *output, size_t capacity, size_t *length)
{
    struct crypto_operation *operation;
    psa_status_t status = crypto_operation_find(API_OWNER, *handle, family, &operation);
    uint8_t nothing;

    *length = 0;
    if (status != PSA_SUCCESS)
        return status;
    status = giver(operation, capacity > 0 ? output : &nothing, capacity, length);
    if (status != PSA_SUCCESS)
        *length = 0;
    return ended(handle, operation, status);
}

psa_status_t api_compute(struct crypto_operation *operation, psa_status_t begun,
                         api_taker_t *update, const uint8_t *input, size_t size, uint8_t *output,
                         size_t capacity, size_t *length)
{
    psa_status_t status = begun;

    *length = 0;
    if (status == PSA_SUCCESS)
        status = update(operation, input_of(input, size), size);
    if (status == PSA_SUCCESS)
        status = crypto_operation_finish(operation, output, capacity, length);
    return api_done(status);
}

psa_status_t api_compare(struct crypto_operation *operation, psa_status_t begun,
                         api_taker_t *update, const uint8_t *input, size_t size,
                         const uint8_t *expected, size_t expected_size)
{
    psa_status_t status = begun;

    if (status == PSA_SUCCESS)
        status = update(operation, input_of(input, size), size);
    if (status == PSA_SUCCESS)
        status =
            crypto_operation_verify(operation, input_of(expected, expected_size), expected_size);
    return api_done(status);
}

psa_status_t api_abort(uint32_t *handle, enum crypto_family family)
{
    struct crypto_operation *operation;

    if (crypto_operation_find(API_OWNER, *handle, family, &operation) == PSA_SUCCESS)
        crypto_operation_abort(operation);
    *handle = 0;
    return PSA_SUCCESS;
}
