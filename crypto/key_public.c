/* SPDX-License-Identifier: Apache-2.0 */
/* Public keys of pairs, which are computed when somebody asks for them. */
#include "crypto/key.h"

#include "crypto/key_store.h"

#include <string.h>

/* Keeps the public point of a pair, if no other key needs the place. */
static void keep_point(const struct crypto_slot *pair, const uint8_t *point, size_t size)
{
    psa_key_attributes_t *attributes;

    if (size > crypto_slot_room())
        return;
    attributes = &crypto_slot_stage(pair->owner, size)->key.attributes;
    *attributes = pair->key.attributes;
    attributes->type = PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(attributes->type);
    attributes->lifetime = PSA_KEY_LIFETIME_PERSISTENT;
    attributes->usage = PSA_KEY_USAGE_CACHE;
    attributes->id |= CRYPTO_SLOT_POINT;
    memcpy(crypto_slot_place(), point, size);
    crypto_slot_admit();
}

psa_status_t crypto_key_point(const struct crypto_key *key, uint8_t buffer[CRYPTO_POINT_MAX],
                              const uint8_t **point)
{
    const struct crypto_provider *provider = crypto_key_provider(key);
    const struct crypto_slot *slot = (const struct crypto_slot *)key, *kept;
    psa_status_t status = PSA_ERROR_NOT_SUPPORTED;

    *point = key->data;
    if (PSA_KEY_TYPE_IS_PUBLIC_KEY(key->attributes.type))
        return PSA_SUCCESS;
    kept = crypto_slot_find(slot->owner, key->attributes.id | CRYPTO_SLOT_POINT);
    *point = kept != NULL ? kept->key.data : buffer;
    if (kept != NULL)
        return PSA_SUCCESS;
    if (provider->ecc_public != NULL)
        status = provider->ecc_public(key, buffer);
    if (status == PSA_SUCCESS)
        keep_point(slot, buffer, key->attributes.bits / 8u * 2 + 1);
    return status;
}

psa_status_t crypto_key_public(int32_t owner, psa_key_id_t id, uint8_t *output, size_t *size)
{
    const struct crypto_key *key;
    const struct crypto_provider *provider;
    const uint8_t *point = NULL;
    psa_status_t status = crypto_key_find(owner, id, &key);

    *size = 0;
    if (status != PSA_SUCCESS)
        return status;
    if ((!CRYPTO_ECC && !CONFIG_CRYPTO_RSA) || !PSA_KEY_TYPE_IS_ASYMMETRIC(key->attributes.type))
        return PSA_ERROR_INVALID_ARGUMENT;
    provider = crypto_key_provider(key);
    if (CONFIG_CRYPTO_RSA && key->attributes.type == PSA_KEY_TYPE_RSA_KEY_PAIR)
        return provider->rsa_public != NULL ? provider->rsa_public(key, output, size)
                                            : PSA_ERROR_NOT_SUPPORTED;
    if (CONFIG_CRYPTO_RSA && key->attributes.type == PSA_KEY_TYPE_RSA_PUBLIC_KEY) {
        *size = key->size;
        memcpy(output, key->data, *size);
        return PSA_SUCCESS;
    }
    status = crypto_key_point(key, output, &point);
    if (status != PSA_SUCCESS)
        return status;
    *size = key->attributes.bits / 8u * 2 + 1;
    if (point != output)
        memcpy(output, point, *size);
    return PSA_SUCCESS;
}
