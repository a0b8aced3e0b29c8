/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a program: message authentication codes. */
#include "crypto/api.h"
#include "crypto/mac.h"

psa_status_t psa_mac_compute(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                             size_t input_length, uint8_t *mac, size_t mac_size, size_t *mac_length)
{
    struct crypto_operation operation;

    *mac_length = 0;
    if (!CRYPTO_HAS_MAC)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_compute(&operation, crypto_mac_begin(&operation, API_OWNER, key, alg, false),
                       crypto_mac_update, input, input_length, mac, mac_size, mac_length);
}

psa_status_t psa_mac_verify(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                            size_t input_length, const uint8_t *mac, size_t mac_length)
{
    struct crypto_operation operation;

    if (!CRYPTO_HAS_MAC)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_compare(&operation, crypto_mac_begin(&operation, API_OWNER, key, alg, true),
                       crypto_mac_update, input, input_length, mac, mac_length);
}

psa_status_t psa_mac_sign_setup(psa_mac_operation_t *operation, psa_key_id_t key,
                                psa_algorithm_t alg)
{
    if (!CRYPTO_HAS_MAC)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_setup(&operation->handle, CRYPTO_MAC, key, alg, true);
}

psa_status_t psa_mac_verify_setup(psa_mac_operation_t *operation, psa_key_id_t key,
                                  psa_algorithm_t alg)
{
    if (!CRYPTO_HAS_MAC)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_setup(&operation->handle, CRYPTO_MAC, key, alg, false);
}

psa_status_t psa_mac_update(psa_mac_operation_t *operation, const uint8_t *input,
                            size_t input_length)
{
    if (!CRYPTO_HAS_MAC)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_feed(&operation->handle, CRYPTO_MAC, crypto_mac_update, input, input_length);
}

psa_status_t psa_mac_sign_finish(psa_mac_operation_t *operation, uint8_t *mac, size_t mac_size,
                                 size_t *mac_length)
{
    *mac_length = 0;
    if (!CRYPTO_HAS_MAC)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_fetch(&operation->handle, CRYPTO_MAC, crypto_operation_finish, mac, mac_size,
                     mac_length);
}

psa_status_t psa_mac_verify_finish(psa_mac_operation_t *operation, const uint8_t *mac,
                                   size_t mac_length)
{
    if (!CRYPTO_HAS_MAC)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_feed(&operation->handle, CRYPTO_MAC, crypto_operation_verify, mac, mac_length);
}

psa_status_t psa_mac_abort(psa_mac_operation_t *operation)
{
    return api_abort(&operation->handle, CRYPTO_MAC);
}
