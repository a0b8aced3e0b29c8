/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a client: keys and random bytes. */
#include "client/crypto.h"

#include "psa_manifest/sid.h"

#include <string.h>

psa_status_t psa_generate_random(uint8_t *output, size_t output_size)
{
    psa_outvec out = {output, output_size};
    psa_status_t status =
        psa_call(KEDGE_CRYPTO_HANDLE, KEDGE_CRYPTO_GENERATE_RANDOM, NULL, 0, &out, 1);

    /* The service has no room for long outputs, so the beginning may have been written. What came
     * was good, but half of a random value is a trap. */
    if (status == PSA_ERROR_INSUFFICIENT_ENTROPY)
        memset(output, 0, output_size);
    return status;
}

psa_status_t psa_get_key_attributes(psa_key_id_t key, psa_key_attributes_t *attributes)
{
    psa_invec in = {&key, sizeof key};
    psa_outvec out = {attributes, sizeof *attributes};

    psa_reset_key_attributes(attributes);
    return client_crypto_call(KEDGE_CRYPTO_GET_ATTRIBUTES, &in, 1, &out, NULL);
}

psa_status_t psa_import_key(const psa_key_attributes_t *attributes, const uint8_t *data,
                            size_t data_length, psa_key_id_t *key)
{
    return client_crypto_make_key(attributes, sizeof *attributes, data, data_length, key,
                                  KEDGE_CRYPTO_IMPORT_KEY);
}

psa_status_t psa_generate_key(const psa_key_attributes_t *attributes, psa_key_id_t *key)
{
    return client_crypto_make_key(attributes, sizeof *attributes, NULL, 0, key,
                                  KEDGE_CRYPTO_GENERATE_KEY);
}

psa_status_t psa_generate_key_custom(const psa_key_attributes_t *attributes,
                                     const psa_custom_key_parameters_t *custom,
                                     const uint8_t *custom_data, size_t custom_data_length,
                                     psa_key_id_t *key)
{
    *key = PSA_KEY_ID_NULL;
    if (custom->flags != 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    return client_crypto_make_key(attributes, sizeof *attributes, custom_data, custom_data_length,
                                  key, KEDGE_CRYPTO_GENERATE_KEY);
}

psa_status_t psa_copy_key(psa_key_id_t source_key, const psa_key_attributes_t *attributes,
                          psa_key_id_t *target_key)
{
    return client_crypto_make_key(&source_key, sizeof source_key, attributes, sizeof *attributes,
                                  target_key, KEDGE_CRYPTO_COPY_KEY);
}

/* A request for a key that has an answer and nothing else, as one for an operation has. */
psa_status_t psa_destroy_key(psa_key_id_t key)
{
    return client_crypto_feed(&key, NULL, 0, KEDGE_CRYPTO_DESTROY_KEY);
}

psa_status_t psa_purge_key(psa_key_id_t key)
{
    return client_crypto_feed(&key, NULL, 0, KEDGE_CRYPTO_PURGE_KEY);
}

psa_status_t psa_export_key(psa_key_id_t key, uint8_t *data, size_t data_size, size_t *data_length)
{
    return client_crypto_fetch(&key, data, data_size, data_length, KEDGE_CRYPTO_EXPORT_KEY);
}

psa_status_t psa_export_public_key(psa_key_id_t key, uint8_t *data, size_t data_size,
                                   size_t *data_length)
{
    return client_crypto_fetch(&key, data, data_size, data_length, KEDGE_CRYPTO_EXPORT_PUBLIC_KEY);
}
