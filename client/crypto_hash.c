/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a client: hashes. */
#include "client/crypto.h"

psa_status_t psa_hash_compute(psa_algorithm_t alg, const uint8_t *input, size_t input_length,
                              uint8_t *hash, size_t hash_size, size_t *hash_length)
{
    return client_crypto_compute(PSA_KEY_ID_NULL, alg, input, input_length, hash, hash_size,
                                 hash_length, KEDGE_CRYPTO_HASH_COMPUTE);
}

psa_status_t psa_hash_compare(psa_algorithm_t alg, const uint8_t *input, size_t input_length,
                              const uint8_t *hash, size_t hash_length)
{
    return client_crypto_check(PSA_KEY_ID_NULL, alg, input, input_length, hash, hash_length,
                               KEDGE_CRYPTO_HASH_COMPARE);
}

psa_status_t psa_hash_setup(psa_hash_operation_t *operation, psa_algorithm_t alg)
{
    return client_crypto_setup(&operation->handle, PSA_KEY_ID_NULL, alg, KEDGE_CRYPTO_HASH_SETUP);
}

psa_status_t psa_hash_update(psa_hash_operation_t *operation, const uint8_t *input,
                             size_t input_length)
{
    return client_crypto_feed(&operation->handle, input, input_length, KEDGE_CRYPTO_HASH_UPDATE);
}

psa_status_t psa_hash_finish(psa_hash_operation_t *operation, uint8_t *hash, size_t hash_size,
                             size_t *hash_length)
{
    return client_crypto_fetch(&operation->handle, hash, hash_size, hash_length,
                               KEDGE_CRYPTO_HASH_FINISH);
}

psa_status_t psa_hash_verify(psa_hash_operation_t *operation, const uint8_t *hash,
                             size_t hash_length)
{
    return client_crypto_feed(&operation->handle, hash, hash_length, KEDGE_CRYPTO_HASH_VERIFY);
}

psa_status_t psa_hash_abort(psa_hash_operation_t *operation)
{
    return client_crypto_abort(&operation->handle);
}

psa_status_t psa_hash_suspend(psa_hash_operation_t *operation, uint8_t *hash_state,
                              size_t hash_state_size, size_t *hash_state_length)
{
    return client_crypto_fetch(&operation->handle, hash_state, hash_state_size, hash_state_length,
                               KEDGE_CRYPTO_HASH_SUSPEND);
}

psa_status_t psa_hash_resume(psa_hash_operation_t *operation, const uint8_t *hash_state,
                             size_t hash_state_length)
{
    if (operation->handle != 0)
        return PSA_ERROR_BAD_STATE;
    /* The handle is no argument, but made of one: as an identifier is. */
    return client_crypto_make_key(&operation->handle, sizeof operation->handle, hash_state,
                                  hash_state_length, &operation->handle, KEDGE_CRYPTO_HASH_RESUME);
}

psa_status_t psa_hash_clone(const psa_hash_operation_t *source_operation,
                            psa_hash_operation_t *target_operation)
{
    /* To the service it is a setup, of which the other handle is the argument. */
    return client_crypto_setup(&target_operation->handle, source_operation->handle, PSA_ALG_NONE,
                               KEDGE_CRYPTO_HASH_CLONE);
}
