/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a client: message authentication codes. */
#include "client/crypto.h"

psa_status_t psa_mac_compute(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                             size_t input_length, uint8_t *mac, size_t mac_size, size_t *mac_length)
{
    return client_crypto_compute(key, alg, input, input_length, mac, mac_size, mac_length,
                                 KEDGE_CRYPTO_MAC_COMPUTE);
}

psa_status_t psa_mac_verify(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                            size_t input_length, const uint8_t *mac, size_t mac_length)
{
    return client_crypto_check(key, alg, input, input_length, mac, mac_length,
                               KEDGE_CRYPTO_MAC_VERIFY);
}

psa_status_t psa_mac_sign_setup(psa_mac_operation_t *operation, psa_key_id_t key,
                                psa_algorithm_t alg)
{
    return client_crypto_setup(&operation->handle, key, alg, KEDGE_CRYPTO_MAC_SIGN_SETUP);
}

psa_status_t psa_mac_verify_setup(psa_mac_operation_t *operation, psa_key_id_t key,
                                  psa_algorithm_t alg)
{
    return client_crypto_setup(&operation->handle, key, alg, KEDGE_CRYPTO_MAC_VERIFY_SETUP);
}

psa_status_t psa_mac_update(psa_mac_operation_t *operation, const uint8_t *input,
                            size_t input_length)
{
    return client_crypto_feed(&operation->handle, input, input_length, KEDGE_CRYPTO_MAC_UPDATE);
}

psa_status_t psa_mac_sign_finish(psa_mac_operation_t *operation, uint8_t *mac, size_t mac_size,
                                 size_t *mac_length)
{
    return client_crypto_fetch(&operation->handle, mac, mac_size, mac_length,
                               KEDGE_CRYPTO_MAC_SIGN_FINISH);
}

psa_status_t psa_mac_verify_finish(psa_mac_operation_t *operation, const uint8_t *mac,
                                   size_t mac_length)
{
    return client_crypto_feed(&operation->handle, mac, mac_length, KEDGE_CRYPTO_MAC_VERIFY_FINISH);
}

psa_status_t psa_mac_abort(psa_mac_operation_t *operation)
{
    return client_crypto_abort(&operation->handle);
}
