/* SPDX-License-Identifier: Apache-2.0 */
/* What is declared and not here yet. */
#include "crypto/derive.h"
#include "crypto/hash.h"
#include "crypto/mac.h"

static psa_status_t refuse(struct crypto_operation *operation)
{
    operation->phase = 0;
    return crypto_operation_result(operation, PSA_ERROR_NOT_SUPPORTED);
}

psa_status_t crypto_hash_suspend(struct crypto_operation *operation, uint8_t *state,
                                 size_t capacity, size_t *size)
{
    (void)state, (void)capacity;
    *size = 0;
    return refuse(operation);
}

psa_status_t crypto_hash_resume(struct crypto_operation *operation, const uint8_t *state,
                                size_t size)
{
    (void)state, (void)size;
    crypto_operation_begin(operation, CRYPTO_HASH, PSA_ALG_NONE);
    return refuse(operation);
}

psa_status_t crypto_mac_suspend(struct crypto_operation *operation, uint8_t *state, size_t capacity,
                                size_t *size)
{
    (void)state, (void)capacity;
    *size = 0;
    return refuse(operation);
}

psa_status_t crypto_mac_resume(struct crypto_operation *operation, int32_t owner,
                               const uint8_t *state, size_t size)
{
    (void)owner, (void)state, (void)size;
    crypto_operation_begin(operation, CRYPTO_MAC, PSA_ALG_NONE);
    return refuse(operation);
}

psa_status_t crypto_derive_begin(struct crypto_operation *operation, int32_t owner,
                                 psa_algorithm_t algorithm)
{
    (void)owner;
    crypto_operation_begin(operation, CRYPTO_DERIVATION, algorithm);
    return refuse(operation);
}

psa_status_t crypto_derive_capacity(struct crypto_operation *operation, size_t *capacity)
{
    *capacity = 0;
    return refuse(operation);
}

psa_status_t crypto_derive_set_capacity(struct crypto_operation *operation, size_t capacity)
{
    (void)capacity;
    return refuse(operation);
}

psa_status_t crypto_derive_input_bytes(struct crypto_operation *operation,
                                       psa_key_derivation_step_t step, const uint8_t *data,
                                       size_t size)
{
    (void)step, (void)data, (void)size;
    return refuse(operation);
}

psa_status_t crypto_derive_input_integer(struct crypto_operation *operation,
                                         psa_key_derivation_step_t step, uint64_t value)
{
    (void)step, (void)value;
    return refuse(operation);
}

psa_status_t crypto_derive_input_key(struct crypto_operation *operation,
                                     psa_key_derivation_step_t step, psa_key_id_t key)
{
    (void)step, (void)key;
    return refuse(operation);
}

psa_status_t crypto_derive_agreement(struct crypto_operation *operation,
                                     psa_key_derivation_step_t step, psa_key_id_t key,
                                     const uint8_t *peer, size_t peer_size)
{
    (void)step, (void)key, (void)peer, (void)peer_size;
    return refuse(operation);
}

psa_status_t crypto_derive_output_bytes(struct crypto_operation *operation, uint8_t *output,
                                        size_t size)
{
    (void)output, (void)size;
    return refuse(operation);
}

psa_status_t crypto_derive_output_key(struct crypto_operation *operation,
                                      const psa_key_attributes_t *attributes, psa_key_id_t *key)
{
    (void)attributes;
    *key = PSA_KEY_ID_NULL;
    return refuse(operation);
}

psa_status_t crypto_derive_verify_bytes(struct crypto_operation *operation, const uint8_t *expected,
                                        size_t size)
{
    (void)expected, (void)size;
    return refuse(operation);
}

psa_status_t crypto_derive_verify_key(struct crypto_operation *operation, psa_key_id_t expected)
{
    (void)expected;
    return refuse(operation);
}
