/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/agree.h"

#include "crypto/key.h"
#include "lib/wipe.h"

#include <string.h>

psa_status_t crypto_agree_secret(const struct crypto_agreement *agreement, uint8_t *secret,
                                 size_t capacity, size_t *size)
{
    const struct crypto_key *key;
    size_t length;
    psa_status_t status = PSA_ERROR_INVALID_ARGUMENT;

    *size = 0;
    if (PSA_ALG_IS_KEY_AGREEMENT(agreement->algorithm))
        status = crypto_key_use(agreement->owner, agreement->key, PSA_KEY_USAGE_DERIVE,
                                agreement->algorithm, &key);
    if (status != PSA_SUCCESS)
        return status;
    length = key->attributes.bits / 8u;
    if (!PSA_KEY_TYPE_IS_ECC_KEY_PAIR(key->attributes.type) ||
        agreement->peer_size != length * 2 + 1)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (capacity < length)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    if (crypto_key_provider(key)->ecdh == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    status = crypto_key_provider(key)->ecdh(key, agreement->peer, secret);
    if (status == PSA_SUCCESS)
        *size = length;
    return status;
}

psa_status_t crypto_agree(const struct crypto_agreement *agreement, uint8_t *output,
                          size_t capacity, size_t *size)
{
    *size = 0;
    if (!PSA_ALG_IS_STANDALONE_KEY_AGREEMENT(agreement->algorithm))
        return PSA_ERROR_INVALID_ARGUMENT;
    return crypto_agree_secret(agreement, output, capacity, size);
}

psa_status_t crypto_agree_key(const struct crypto_agreement *agreement,
                              const psa_key_attributes_t *attributes, psa_key_id_t *id)
{
    psa_key_type_t type = attributes->type;
    uint8_t secret[CRYPTO_SECRET_MAX];
    uint8_t *material;
    size_t size;
    psa_status_t status = PSA_ERROR_INVALID_ARGUMENT;

    *id = PSA_KEY_ID_NULL;
    if (type == PSA_KEY_TYPE_DERIVE || type == PSA_KEY_TYPE_RAW_DATA || type == PSA_KEY_TYPE_HMAC ||
        type == PSA_KEY_TYPE_PASSWORD)
        status = crypto_agree(agreement, secret, sizeof secret, &size);
    if (status == PSA_SUCCESS)
        status = crypto_key_prepare(agreement->owner, attributes, size, &material);
    if (status == PSA_SUCCESS) {
        memcpy(material, secret, size);
        status = crypto_key_commit(id);
    }
    lib_wipe(secret, sizeof secret);
    return status;
}
