/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a client: key derivation. */
#include "client/crypto.h"

/* A request with two more words of arguments, that are a step and a value or lengths, and data. */
static psa_status_t call(int32_t request, const struct kedge_crypto_args *args, const uint8_t *data,
                         size_t data_length)
{
    psa_invec in[2] = {{args, sizeof *args}, {data, data_length}};

    return client_crypto_call(request, in, 2, NULL, NULL);
}

psa_status_t psa_key_derivation_setup(psa_key_derivation_operation_t *operation,
                                      psa_algorithm_t alg)
{
    return client_crypto_setup(&operation->handle, PSA_KEY_ID_NULL, alg,
                               KEDGE_CRYPTO_DERIVATION_SETUP);
}

psa_status_t psa_key_derivation_get_capacity(const psa_key_derivation_operation_t *operation,
                                             size_t *capacity)
{
    psa_invec in = {&operation->handle, sizeof operation->handle};
    psa_outvec out = {capacity, sizeof *capacity};

    *capacity = 0;
    return client_crypto_call(KEDGE_CRYPTO_DERIVATION_GET_CAPACITY, &in, 1, &out, NULL);
}

psa_status_t psa_key_derivation_set_capacity(psa_key_derivation_operation_t *operation,
                                             size_t capacity)
{
    struct kedge_crypto_args args = {.key = operation->handle, .length = {capacity}};

    return call(KEDGE_CRYPTO_DERIVATION_SET_CAPACITY, &args, NULL, 0);
}

psa_status_t psa_key_derivation_input_bytes(psa_key_derivation_operation_t *operation,
                                            psa_key_derivation_step_t step, const uint8_t *data,
                                            size_t data_length)
{
    struct kedge_crypto_args args = {.key = operation->handle, .step = step};

    return call(KEDGE_CRYPTO_DERIVATION_INPUT_BYTES, &args, data, data_length);
}

psa_status_t psa_key_derivation_input_integer(psa_key_derivation_operation_t *operation,
                                              psa_key_derivation_step_t step, uint64_t value)
{
    struct kedge_crypto_args args = {.key = operation->handle,
                                     .step = step,
                                     .value = {(uint32_t)value, (uint32_t)(value >> 32)}};

    return call(KEDGE_CRYPTO_DERIVATION_INPUT_INTEGER, &args, NULL, 0);
}

psa_status_t psa_key_derivation_input_key(psa_key_derivation_operation_t *operation,
                                          psa_key_derivation_step_t step, psa_key_id_t key)
{
    struct kedge_crypto_args args = {.key = operation->handle, .step = step, .value = {key}};

    return call(KEDGE_CRYPTO_DERIVATION_INPUT_KEY, &args, NULL, 0);
}

psa_status_t psa_key_derivation_key_agreement(psa_key_derivation_operation_t *operation,
                                              psa_key_derivation_step_t step,
                                              psa_key_id_t private_key, const uint8_t *peer_key,
                                              size_t peer_key_length)
{
    struct kedge_crypto_args args = {
        .key = operation->handle, .step = step, .value = {private_key}};

    return call(KEDGE_CRYPTO_DERIVATION_INPUT_AGREEMENT, &args, peer_key, peer_key_length);
}

psa_status_t psa_key_derivation_output_bytes(psa_key_derivation_operation_t *operation,
                                             uint8_t *output, size_t output_length)
{
    return client_crypto_fetch(&operation->handle, output, output_length, &output_length,
                               KEDGE_CRYPTO_DERIVATION_OUTPUT_BYTES);
}

psa_status_t psa_key_derivation_output_key(const psa_key_attributes_t *attributes,
                                           psa_key_derivation_operation_t *operation,
                                           psa_key_id_t *key)
{
    return client_crypto_make_key(&operation->handle, sizeof operation->handle, attributes,
                                  sizeof *attributes, key, KEDGE_CRYPTO_DERIVATION_OUTPUT_KEY);
}

psa_status_t psa_key_derivation_output_key_custom(const psa_key_attributes_t *attributes,
                                                  psa_key_derivation_operation_t *operation,
                                                  const psa_custom_key_parameters_t *custom,
                                                  const uint8_t *custom_data,
                                                  size_t custom_data_length, psa_key_id_t *key)
{
    (void)custom_data;
    *key = PSA_KEY_ID_NULL;
    /* No key that takes parameters can be derived. */
    if (custom->flags != 0 || custom_data_length > 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    return psa_key_derivation_output_key(attributes, operation, key);
}

psa_status_t psa_key_derivation_verify_bytes(psa_key_derivation_operation_t *operation,
                                             const uint8_t *expected_output, size_t output_length)
{
    return client_crypto_feed(&operation->handle, expected_output, output_length,
                              KEDGE_CRYPTO_DERIVATION_VERIFY_BYTES);
}

psa_status_t psa_key_derivation_verify_key(psa_key_derivation_operation_t *operation,
                                           psa_key_id_t expected)
{
    struct kedge_crypto_args args = {.key = operation->handle, .value = {expected}};

    return call(KEDGE_CRYPTO_DERIVATION_VERIFY_KEY, &args, NULL, 0);
}

psa_status_t psa_key_derivation_abort(psa_key_derivation_operation_t *operation)
{
    return client_crypto_abort(&operation->handle);
}
