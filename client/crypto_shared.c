/* SPDX-License-Identifier: Apache-2.0 */
/* What needs neither the service nor the engine, and so is the same for a client and for a program
 * that links PSA Crypto as a library (crypto/api.h). */
#include "psa/crypto.h"

psa_status_t psa_crypto_init(void)
{
    return PSA_SUCCESS;
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

/* Password-authenticated exchange of keys, which no image has. */

psa_status_t psa_pake_setup(psa_pake_operation_t *operation, psa_key_id_t password_key,
                            const psa_pake_cipher_suite_t *cipher_suite)
{
    (void)operation;
    (void)password_key;
    (void)cipher_suite;
    return PSA_ERROR_NOT_SUPPORTED;
}

psa_status_t psa_pake_set_role(psa_pake_operation_t *operation, psa_pake_role_t role)
{
    (void)operation;
    (void)role;
    return PSA_ERROR_BAD_STATE;
}

psa_status_t psa_pake_set_user(psa_pake_operation_t *operation, const uint8_t *user_id,
                               size_t user_id_len)
{
    (void)operation;
    (void)user_id;
    (void)user_id_len;
    return PSA_ERROR_BAD_STATE;
}

psa_status_t psa_pake_set_peer(psa_pake_operation_t *operation, const uint8_t *peer_id,
                               size_t peer_id_len)
{
    return psa_pake_set_user(operation, peer_id, peer_id_len);
}

psa_status_t psa_pake_set_context(psa_pake_operation_t *operation, const uint8_t *context,
                                  size_t context_len)
{
    return psa_pake_set_user(operation, context, context_len);
}

psa_status_t psa_pake_output(psa_pake_operation_t *operation, psa_pake_step_t step, uint8_t *output,
                             size_t output_size, size_t *output_length)
{
    (void)operation;
    (void)step;
    (void)output;
    (void)output_size;
    *output_length = 0;
    return PSA_ERROR_BAD_STATE;
}

psa_status_t psa_pake_input(psa_pake_operation_t *operation, psa_pake_step_t step,
                            const uint8_t *input, size_t input_length)
{
    (void)step;
    return psa_pake_set_user(operation, input, input_length);
}

psa_status_t psa_pake_get_shared_key(psa_pake_operation_t *operation,
                                     const psa_key_attributes_t *attributes, psa_key_id_t *key)
{
    (void)operation;
    (void)attributes;
    *key = PSA_KEY_ID_NULL;
    return PSA_ERROR_BAD_STATE;
}

psa_status_t psa_pake_abort(psa_pake_operation_t *operation)
{
    (void)operation;
    return PSA_SUCCESS;
}
