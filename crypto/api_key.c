/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a program: random bytes and keys. */
#include "crypto/api.h"
#include "crypto/key.h"
#include "crypto/random.h"
#include "lib/wipe.h"

#include <string.h>

/* The longest public exponent that a generated RSA key may have. Other keys refuse any. */
#define EXPONENT_MAX 8u

psa_status_t psa_generate_random(uint8_t *output, size_t output_size)
{
    psa_status_t status = PSA_SUCCESS;

    for (size_t done = 0; done < output_size && status == PSA_SUCCESS;) {
        size_t size =
            output_size - done < CRYPTO_RANDOM_MAX ? output_size - done : CRYPTO_RANDOM_MAX;

        status = crypto_random(output + done, size);
        done += size;
    }
    /* What came was good, but half of a random value is a trap. */
    if (status != PSA_SUCCESS)
        lib_wipe(output, output_size);
    return status;
}

psa_status_t psa_get_key_attributes(psa_key_id_t key, psa_key_attributes_t *attributes)
{
    const struct crypto_key *found;
    psa_status_t status = crypto_key_find(API_OWNER, key, &found);

    psa_reset_key_attributes(attributes);
    if (status == PSA_SUCCESS)
        *attributes = found->attributes;
    return api_done(status);
}

psa_status_t psa_import_key(const psa_key_attributes_t *attributes, const uint8_t *data,
                            size_t data_length, psa_key_id_t *key)
{
    uint8_t *material;
    psa_status_t status = crypto_key_prepare(API_OWNER, attributes, data_length, &material);

    *key = PSA_KEY_ID_NULL;
    if (status == PSA_SUCCESS) {
        if (data_length > 0)
            memcpy(material, data, data_length);
        status = crypto_key_commit(key);
    }
    return api_done(status);
}

psa_status_t psa_generate_key(const psa_key_attributes_t *attributes, psa_key_id_t *key)
{
    return api_done(crypto_key_generate(API_OWNER, attributes, key));
}

psa_status_t psa_generate_key_custom(const psa_key_attributes_t *attributes,
                                     const psa_custom_key_parameters_t *custom,
                                     const uint8_t *custom_data, size_t custom_data_length,
                                     psa_key_id_t *key)
{
    *key = PSA_KEY_ID_NULL;
    if (custom->flags != 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (custom_data_length > EXPONENT_MAX)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_done(crypto_key_generate_custom(
        API_OWNER, attributes, CONFIG_CRYPTO_RSA ? custom_data : NULL, custom_data_length, key));
}

psa_status_t psa_copy_key(psa_key_id_t source_key, const psa_key_attributes_t *attributes,
                          psa_key_id_t *target_key)
{
    return api_done(crypto_key_copy(API_OWNER, source_key, attributes, target_key));
}

psa_status_t psa_destroy_key(psa_key_id_t key)
{
    return api_done(crypto_key_destroy(API_OWNER, key));
}

psa_status_t psa_purge_key(psa_key_id_t key)
{
    return api_done(crypto_key_purge(API_OWNER, key));
}

/* The bytes of a key that was found, or not. */
static psa_status_t give(psa_status_t status, const uint8_t *material, size_t size, uint8_t *data,
                         size_t capacity, size_t *length)
{
    *length = 0;
    if (status == PSA_SUCCESS && size > capacity)
        status = PSA_ERROR_BUFFER_TOO_SMALL;
    if (status == PSA_SUCCESS) {
        memcpy(data, material, size);
        *length = size;
    }
    return api_done(status);
}

psa_status_t psa_export_key(psa_key_id_t key, uint8_t *data, size_t data_size, size_t *data_length)
{
    const struct crypto_key *found;
    psa_status_t status = crypto_key_export(API_OWNER, key, &found);

    *data_length = 0;
    if (status != PSA_SUCCESS)
        return api_done(status);
    return give(status, found->data, found->size, data, data_size, data_length);
}

psa_status_t psa_export_public_key(psa_key_id_t key, uint8_t *data, size_t data_size,
                                   size_t *data_length)
{
    uint8_t public[CRYPTO_PUBLIC_MAX];
    size_t size;
    psa_status_t status = crypto_key_public(API_OWNER, key, public, &size);

    return give(status, public, size, data, data_size, data_length);
}
