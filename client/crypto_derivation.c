/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a client: key derivation. */
#include "client/crypto.h"

/* A request with a step, or what is in its place, a number or key, and data. */
static psa_status_t input(const psa_key_derivation_operation_t *operation, uint32_t step,
                          const uint8_t *data, size_t data_length, int32_t request, uint64_t value)
{
    const uint32_t args[4] = {operation->handle, step, (uint32_t)value, (uint32_t)(value >> 32)};
    psa_invec in[2] = {{args, sizeof args}, {data, data_length}};

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
    uint32_t handle = operation->handle;
    size_t none;

    *capacity = 0;
    return client_crypto_fetch(&handle, (uint8_t *)capacity, sizeof *capacity, &none,
                               KEDGE_CRYPTO_DERIVATION_GET_CAPACITY);
}

psa_status_t psa_key_derivation_set_capacity(psa_key_derivation_operation_t *operation,
                                             size_t capacity)
{
    struct kedge_crypto_args args = {.key = operation->handle, .length = {capacity}};
    psa_invec in = {&args, sizeof args};

    return client_crypto_call(KEDGE_CRYPTO_DERIVATION_SET_CAPACITY, &in, 1, NULL, NULL);
}

psa_status_t psa_key_derivation_input_bytes(psa_key_derivation_operation_t *operation,
                                            psa_key_derivation_step_t step, const uint8_t *data,
                                            size_t data_length)
{
    return input(operation, step, data, data_length, KEDGE_CRYPTO_DERIVATION_INPUT_BYTES, 0);
}

psa_status_t psa_key_derivation_input_integer(psa_key_derivation_operation_t *operation,
                                              psa_key_derivation_step_t step, uint64_t value)
{
    return input(operation, step, NULL, 0, KEDGE_CRYPTO_DERIVATION_INPUT_INTEGER, value);
}

psa_status_t psa_key_derivation_input_key(psa_key_derivation_operation_t *operation,
                                          psa_key_derivation_step_t step, psa_key_id_t key)
{
    return input(operation, step, NULL, 0, KEDGE_CRYPTO_DERIVATION_INPUT_KEY, key);
}

psa_status_t psa_key_derivation_key_agreement(psa_key_derivation_operation_t *operation,
                                              psa_key_derivation_step_t step,
                                              psa_key_id_t private_key, const uint8_t *peer_key,
                                              size_t peer_key_length)
{
    return input(operation, step, peer_key, peer_key_length,
                 KEDGE_CRYPTO_DERIVATION_INPUT_AGREEMENT, private_key);
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

psa_status_t psa_key_derivation_verify_bytes(psa_key_derivation_operation_t *operation,
                                             const uint8_t *expected_output, size_t output_length)
{
    return client_crypto_feed(&operation->handle, expected_output, output_length,
                              KEDGE_CRYPTO_DERIVATION_VERIFY_BYTES);
}

psa_status_t psa_key_derivation_verify_key(psa_key_derivation_operation_t *operation,
                                           psa_key_id_t expected)
{
    return input(operation, 0, NULL, 0, KEDGE_CRYPTO_DERIVATION_VERIFY_KEY, expected);
}

psa_status_t psa_key_derivation_abort(psa_key_derivation_operation_t *operation)
{
    return client_crypto_abort(&operation->handle);
}
