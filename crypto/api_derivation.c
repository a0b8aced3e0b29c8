/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a program: key derivation. */
#include "crypto/api.h"
#include "crypto/derive.h"
#include "crypto/key.h"

/* What there is to say where an operation is not found. */
#define MISSING (CRYPTO_HAS_DERIVATION ? PSA_ERROR_BAD_STATE : PSA_ERROR_NOT_SUPPORTED)

static struct crypto_operation *find(const psa_key_derivation_operation_t *operation)
{
    struct crypto_operation *found = NULL;

    if (CRYPTO_HAS_DERIVATION)
        (void)crypto_operation_find(API_OWNER, operation->handle, CRYPTO_DERIVATION, &found);
    return found;
}

/* The same for an input that is a key: of two reasons to refuse it, that the key does not exist
 * comes before the state of the operation. */
static struct crypto_operation *find_with(const psa_key_derivation_operation_t *operation,
                                          psa_key_id_t key, psa_status_t *status)
{
    const struct crypto_key *input;
    struct crypto_operation *found = find(operation);

    *status = MISSING;
    if (!CRYPTO_HAS_DERIVATION)
        return NULL;
    psa_status_t key_status = crypto_key_find(API_OWNER, key, &input);

    if (key_status == PSA_SUCCESS)
        return found;
    if (found != NULL)
        crypto_operation_abort(found);
    *status = key_status;
    return NULL;
}

psa_status_t psa_key_derivation_setup(psa_key_derivation_operation_t *operation,
                                      psa_algorithm_t alg)
{
    struct crypto_operation *opened;
    psa_status_t status;

    if (!CRYPTO_HAS_DERIVATION)
        return PSA_ERROR_NOT_SUPPORTED;
    status = api_open(&operation->handle, CRYPTO_DERIVATION, &opened);
    if (status != PSA_SUCCESS)
        return status;
    return api_begun(&operation->handle, opened, crypto_derive_begin(opened, API_OWNER, alg));
}

psa_status_t psa_key_derivation_get_capacity(const psa_key_derivation_operation_t *operation,
                                             size_t *capacity)
{
    struct crypto_operation *found = find(operation);

    *capacity = 0;
    return found != NULL ? crypto_derive_capacity(found, capacity) : MISSING;
}

psa_status_t psa_key_derivation_set_capacity(psa_key_derivation_operation_t *operation,
                                             size_t capacity)
{
    struct crypto_operation *found = find(operation);

    return found != NULL ? crypto_derive_set_capacity(found, capacity) : MISSING;
}

psa_status_t psa_key_derivation_input_bytes(psa_key_derivation_operation_t *operation,
                                            psa_key_derivation_step_t step, const uint8_t *data,
                                            size_t data_length)
{
    struct crypto_operation *found = find(operation);

    if (found == NULL)
        return MISSING;
    if (data_length > CRYPTO_DERIVE_INPUT_MAX)
        return crypto_operation_result(found, PSA_ERROR_INSUFFICIENT_MEMORY);
    return crypto_derive_input_bytes(found, step, data_length > 0 ? data : (const uint8_t *)"",
                                     data_length);
}

psa_status_t psa_key_derivation_input_integer(psa_key_derivation_operation_t *operation,
                                              psa_key_derivation_step_t step, uint64_t value)
{
    struct crypto_operation *found = find(operation);

    return found != NULL ? crypto_derive_input_integer(found, step, value) : MISSING;
}

psa_status_t psa_key_derivation_input_key(psa_key_derivation_operation_t *operation,
                                          psa_key_derivation_step_t step, psa_key_id_t key)
{
    psa_status_t status;
    struct crypto_operation *found = find_with(operation, key, &status);

    return api_done(found != NULL ? crypto_derive_input_key(found, step, key) : status);
}

psa_status_t psa_key_derivation_key_agreement(psa_key_derivation_operation_t *operation,
                                              psa_key_derivation_step_t step,
                                              psa_key_id_t private_key, const uint8_t *peer_key,
                                              size_t peer_key_length)
{
    psa_status_t status;
    struct crypto_operation *found = find_with(operation, private_key, &status);

    return api_done(
        found != NULL ? crypto_derive_agreement(found, step, private_key, peer_key, peer_key_length)
                      : status);
}

psa_status_t psa_key_derivation_output_bytes(psa_key_derivation_operation_t *operation,
                                             uint8_t *output, size_t output_length)
{
    struct crypto_operation *found = find(operation);
    uint8_t nothing;

    return found != NULL ? crypto_derive_output_bytes(found, output_length > 0 ? output : &nothing,
                                                      output_length)
                         : MISSING;
}

psa_status_t psa_key_derivation_output_key(const psa_key_attributes_t *attributes,
                                           psa_key_derivation_operation_t *operation,
                                           psa_key_id_t *key)
{
    struct crypto_operation *found = find(operation);

    *key = PSA_KEY_ID_NULL;
    return api_done(found != NULL ? crypto_derive_output_key(found, attributes, key) : MISSING);
}

psa_status_t psa_key_derivation_verify_bytes(psa_key_derivation_operation_t *operation,
                                             const uint8_t *expected_output, size_t output_length)
{
    if (!CRYPTO_HAS_DERIVATION)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_feed(&operation->handle, CRYPTO_DERIVATION, crypto_derive_verify_bytes,
                    expected_output, output_length);
}

psa_status_t psa_key_derivation_verify_key(psa_key_derivation_operation_t *operation,
                                           psa_key_id_t expected)
{
    struct crypto_operation *found = find(operation);

    return api_done(found != NULL ? crypto_derive_verify_key(found, expected) : MISSING);
}

psa_status_t psa_key_derivation_abort(psa_key_derivation_operation_t *operation)
{
    return api_abort(&operation->handle, CRYPTO_DERIVATION);
}
