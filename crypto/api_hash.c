/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a program: hashes. */
#include "crypto/api.h"
#include "crypto/hash.h"

psa_status_t psa_hash_compute(psa_algorithm_t alg, const uint8_t *input, size_t input_length,
                              uint8_t *hash, size_t hash_size, size_t *hash_length)
{
    struct crypto_operation operation;

    *hash_length = 0;
    if (!CRYPTO_HAS_HASH)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_compute(&operation, crypto_hash_begin(&operation, alg), crypto_hash_update, input,
                       input_length, hash, hash_size, hash_length);
}

psa_status_t psa_hash_compare(psa_algorithm_t alg, const uint8_t *input, size_t input_length,
                              const uint8_t *hash, size_t hash_length)
{
    struct crypto_operation operation;

    if (!CRYPTO_HAS_HASH)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_compare(&operation, crypto_hash_begin(&operation, alg), crypto_hash_update, input,
                       input_length, hash, hash_length);
}

psa_status_t psa_hash_setup(psa_hash_operation_t *operation, psa_algorithm_t alg)
{
    struct crypto_operation *opened;
    psa_status_t status = api_open(&operation->handle, CRYPTO_HASH, &opened);

    if (status != PSA_SUCCESS)
        return status;
    return api_begun(&operation->handle, opened, crypto_hash_begin(opened, alg));
}

psa_status_t psa_hash_update(psa_hash_operation_t *operation, const uint8_t *input,
                             size_t input_length)
{
    return api_feed(&operation->handle, CRYPTO_HASH, crypto_hash_update, input, input_length);
}

psa_status_t psa_hash_finish(psa_hash_operation_t *operation, uint8_t *hash, size_t hash_size,
                             size_t *hash_length)
{
    return api_fetch(&operation->handle, CRYPTO_HASH, crypto_operation_finish, hash, hash_size,
                     hash_length);
}

psa_status_t psa_hash_verify(psa_hash_operation_t *operation, const uint8_t *hash,
                             size_t hash_length)
{
    return api_feed(&operation->handle, CRYPTO_HASH, crypto_operation_verify, hash, hash_length);
}

psa_status_t psa_hash_abort(psa_hash_operation_t *operation)
{
    return api_abort(&operation->handle, CRYPTO_HASH);
}

psa_status_t psa_hash_suspend(psa_hash_operation_t *operation, uint8_t *hash_state,
                              size_t hash_state_size, size_t *hash_state_length)
{
    return api_fetch(&operation->handle, CRYPTO_HASH, crypto_hash_suspend, hash_state,
                     hash_state_size, hash_state_length);
}

psa_status_t psa_hash_resume(psa_hash_operation_t *operation, const uint8_t *hash_state,
                             size_t hash_state_length)
{
    struct crypto_operation *opened;
    psa_status_t status = api_open(&operation->handle, CRYPTO_HASH, &opened);

    if (status != PSA_SUCCESS)
        return status;
    return api_begun(&operation->handle, opened,
                     crypto_hash_resume(opened, hash_state, hash_state_length));
}

psa_status_t psa_hash_clone(const psa_hash_operation_t *source_operation,
                            psa_hash_operation_t *target_operation)
{
    struct crypto_operation *source, *target;
    psa_status_t status = api_open(&target_operation->handle, CRYPTO_HASH, &target);

    if (status != PSA_SUCCESS)
        return status;
    status = crypto_operation_find(API_OWNER, source_operation->handle, CRYPTO_HASH, &source);
    if (status == PSA_SUCCESS)
        status = crypto_hash_clone(source, target);
    return api_begun(&target_operation->handle, target, status);
}
