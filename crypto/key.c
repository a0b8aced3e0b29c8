/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/key.h"

#include "crypto/key_store.h"
#include "crypto/persist.h"
#include "crypto/policy.h"
#include "crypto/random.h"
#include "lib/bytes.h"
#include "lib/wipe.h"

#include <string.h>

/* How often to draw a private value before giving up. A random number of 256 bits is out of the
 * range of P-256 once in 2^32. */
#define GENERATE_ATTEMPTS (CRYPTO_ECC ? 4 : 1)

/* How many volatile keys were made; their identifiers count up, so that one that was destroyed does
 * not soon name another key. */
static uint32_t volatile_count;

static bool may_persist(psa_key_id_t id)
{
    return CONFIG_CRYPTO_KEY_PERSISTENT && id >= PSA_KEY_ID_USER_MIN && id <= PSA_KEY_ID_USER_MAX;
}

const struct crypto_provider *crypto_key_location(const psa_key_attributes_t *attributes)
{
    if (!crypto_slot_is_opaque(attributes))
        return &crypto_provider;
    for (size_t i = 0; i < crypto_location_count; i++) {
        if (crypto_locations[i].location == PSA_KEY_LIFETIME_GET_LOCATION(attributes->lifetime))
            return crypto_locations[i].provider;
    }
    return NULL;
}

/* An RSA key tells its size only when it has been read. */
static psa_status_t check_rsa(struct crypto_key *key)
{
    size_t bits = 0;
    psa_status_t status = PSA_ERROR_NOT_SUPPORTED;

    if (crypto_provider.rsa_check != NULL)
        status = crypto_provider.rsa_check(key, &bits);
    if (status != PSA_SUCCESS)
        return status;
    if (bits > CONFIG_CRYPTO_RSA_BITS_MAX)
        return PSA_ERROR_NOT_SUPPORTED;
    if (key->attributes.bits != 0 && key->attributes.bits != bits)
        return PSA_ERROR_INVALID_ARGUMENT;
    key->attributes.bits = (uint16_t)bits;
    return PSA_SUCCESS;
}

/* What only the mathematics can tell of a key's bytes. */
static psa_status_t check_material(struct crypto_key *key)
{
    if (CONFIG_CRYPTO_RSA && PSA_KEY_TYPE_IS_RSA(key->attributes.type))
        return check_rsa(key);
    if (CRYPTO_ECC && PSA_KEY_TYPE_IS_ASYMMETRIC(key->attributes.type))
        return crypto_provider.ecc_check(key);
    return PSA_SUCCESS;
}

/* Storage knows of damage; whether a record makes sense as a key is judged here, so that one
 * which another version or an attacker wrote is no way around the rules of an import. */
static bool is_sane(struct crypto_slot *slot)
{
    struct crypto_key *key = &slot->key;
    psa_key_attributes_t *attributes = &key->attributes;

    if (!crypto_slot_is_copy(slot))
        return false;
    if (!crypto_slot_is_opaque(attributes))
        return crypto_policy_complete(attributes, key->size) == PSA_SUCCESS &&
               check_material(key) == PSA_SUCCESS;
    if (key->size < CRYPTO_SLOT_HEADER || crypto_key_location(attributes) == NULL)
        return false;
    attributes->bits = lib_get_le16(key->data);
    key->data += CRYPTO_SLOT_HEADER;
    key->size -= CRYPTO_SLOT_HEADER;
    return crypto_policy_complete(attributes, crypto_policy_size(attributes)) == PSA_SUCCESS;
}

/* Reads a record into the slot of the key in the making, which has room for it then. */
static psa_status_t read_record(int32_t owner, psa_key_id_t id, size_t *size)
{
    psa_status_t status;

    do {
        status = PSA_ERROR_BUFFER_TOO_SMALL;
        if (crypto_slot_room() > 0)
            status = crypto_persist_load(owner, id, &crypto_slot_next()->key.attributes,
                                         crypto_slot_place(), crypto_slot_room(), size);
    } while (status == PSA_ERROR_BUFFER_TOO_SMALL && crypto_slot_evict());
    return status == PSA_ERROR_DOES_NOT_EXIST     ? PSA_ERROR_INVALID_HANDLE
           : status == PSA_ERROR_BUFFER_TOO_SMALL ? PSA_ERROR_INSUFFICIENT_MEMORY
                                                  : status;
}

static psa_status_t load(int32_t owner, psa_key_id_t id, const struct crypto_key **found)
{
    struct crypto_slot *slot;
    size_t size = 0;
    psa_status_t status = read_record(owner, id, &size);

    if (status != PSA_SUCCESS)
        return status;
    slot = crypto_slot_stage(owner, size);
    slot->key.attributes.id = id;
    if (!is_sane(slot)) {
        lib_wipe(crypto_slot_place(), size);
        return PSA_ERROR_DATA_INVALID;
    }
    crypto_slot_admit();
    *found = &slot->key;
    return PSA_SUCCESS;
}

psa_status_t crypto_key_find(int32_t owner, psa_key_id_t id, const struct crypto_key **found)
{
    struct crypto_slot *slot = id <= PSA_KEY_ID_VENDOR_MAX ? crypto_slot_find(owner, id) : NULL;

    *found = (const struct crypto_key *)slot;
    if (slot != NULL)
        return PSA_SUCCESS;
    return may_persist(id) ? load(owner, id, found) : PSA_ERROR_INVALID_HANDLE;
}

psa_status_t crypto_key_use(int32_t owner, psa_key_id_t id, psa_key_usage_t usage,
                            psa_algorithm_t algorithm, const struct crypto_key **key)
{
    psa_status_t status = crypto_key_find(owner, id, key);

    if (status != PSA_SUCCESS)
        return status;
    return crypto_policy_check(&(*key)->attributes, usage, algorithm);
}

psa_status_t crypto_key_prepare(int32_t owner, const psa_key_attributes_t *attributes, size_t size,
                                uint8_t **material)
{
    psa_key_attributes_t complete = *attributes;
    psa_status_t status = crypto_policy_complete(&complete, size);
    size_t header = crypto_slot_header(attributes);
    const struct crypto_key *existing;
    struct crypto_slot *slot;

    if (status != PSA_SUCCESS)
        return status;
    if (CONFIG_CRYPTO_OPAQUE && crypto_key_location(attributes) == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    if (!PSA_KEY_LIFETIME_IS_VOLATILE(complete.lifetime)) {
        status = crypto_key_find(owner, complete.id, &existing);
        if (status != PSA_ERROR_INVALID_HANDLE)
            return status == PSA_SUCCESS ? PSA_ERROR_ALREADY_EXISTS : status;
    }
    while (size + header > crypto_slot_room()) {
        if (!crypto_slot_evict())
            return PSA_ERROR_INSUFFICIENT_MEMORY;
    }
    slot = crypto_slot_stage(owner, size);
    slot->key.attributes = complete;
    slot->key.data += header;
    *material = crypto_slot_place() + header;
    return PSA_SUCCESS;
}

/* Hands the bytes of a new key to its location, which puts others in their place; or, without
 * bytes, lets the location make the key. */
static psa_status_t move_out(struct crypto_key *key, bool generate)
{
    const struct crypto_provider *provider = crypto_key_provider(key);
    uint8_t *material = crypto_slot_place() + CRYPTO_SLOT_HEADER;
    size_t size = key->size;
    size_t capacity = crypto_slot_room() - CRYPTO_SLOT_HEADER;
    size_t bits = key->attributes.bits;
    psa_status_t status = PSA_ERROR_NOT_SUPPORTED;

    if (PSA_KEY_TYPE_IS_PUBLIC_KEY(key->attributes.type))
        return PSA_ERROR_NOT_SUPPORTED;
    if (generate && provider->opaque_generate != NULL)
        status = provider->opaque_generate(&key->attributes, material, capacity, &size);
    else if (!generate && provider->opaque_import != NULL)
        status = provider->opaque_import(&key->attributes, material, capacity, &size, &bits);
    if (status != PSA_SUCCESS)
        return status;
    lib_put_le16(crypto_slot_place(), (uint16_t)bits);
    key->attributes.bits = (uint16_t)bits;
    if (size < key->size)
        lib_wipe(material + size, key->size - size);
    key->size = size;
    return PSA_SUCCESS;
}

/* Makes the prepared key, if `status` still is success, exist. */
static psa_status_t settle(struct crypto_slot *slot, psa_status_t status, psa_key_id_t *id)
{
    psa_key_attributes_t *attributes = &slot->key.attributes;
    size_t size = crypto_slot_size(&slot->key);

    *id = PSA_KEY_ID_NULL;
    if (status == PSA_SUCCESS && CONFIG_CRYPTO_KEY_PERSISTENT && crypto_slot_is_copy(slot))
        status = crypto_persist_save(slot->owner, attributes, crypto_slot_place(), size);
    if (status != PSA_SUCCESS) {
        lib_wipe(crypto_slot_place(), size);
        return status;
    }
    while (attributes->id == PSA_KEY_ID_NULL) {
        psa_key_id_t next = PSA_KEY_ID_VENDOR_MIN | (volatile_count++ & PSA_KEY_ID_USER_MAX);

        if (crypto_slot_find(slot->owner, next) == NULL)
            attributes->id = next;
    }
    *id = attributes->id;
    crypto_slot_admit();
    return PSA_SUCCESS;
}

psa_status_t crypto_key_commit(psa_key_id_t *id)
{
    struct crypto_slot *slot = crypto_slot_next();
    struct crypto_key *key = &slot->key;

    return settle(
        slot, crypto_slot_is_opaque(&key->attributes) ? move_out(key, false) : check_material(key),
        id);
}

/* Random bytes, more of them than one request may ask for. */
static psa_status_t draw_bytes(uint8_t *output, size_t size)
{
    while (CONFIG_CRYPTO_KEY_ARENA_SIZE > CRYPTO_RANDOM_MAX && size > CRYPTO_RANDOM_MAX) {
        psa_status_t status = crypto_random(output, CRYPTO_RANDOM_MAX);

        if (status != PSA_SUCCESS)
            return status;
        size -= CRYPTO_RANDOM_MAX;
        output += CRYPTO_RANDOM_MAX;
    }
    return crypto_random(output, size);
}

/* Draws the bytes of the prepared key until they are one. */
static psa_status_t draw(psa_key_id_t *id)
{
    struct crypto_slot *slot = crypto_slot_next();
    psa_status_t status;

    for (int i = 0; i < GENERATE_ATTEMPTS; i++) {
        status = draw_bytes(crypto_slot_place(), slot->key.size);
        status = settle(slot, status == PSA_SUCCESS ? check_material(&slot->key) : status, id);
        if (status != PSA_ERROR_INVALID_ARGUMENT)
            return status;
    }
    return PSA_ERROR_INSUFFICIENT_ENTROPY;
}

/* Lets the provider make a pair of RSA in the place of the prepared key. */
static psa_status_t generate_rsa(const uint8_t *exponent, size_t exponent_size, psa_key_id_t *id)
{
    struct crypto_slot *slot = crypto_slot_next();
    struct crypto_key *key = &slot->key;
    size_t size = 0;
    psa_status_t status = PSA_ERROR_NOT_SUPPORTED;

    if (crypto_provider.rsa_generate != NULL)
        status = crypto_provider.rsa_generate(key->attributes.bits, exponent, exponent_size,
                                              crypto_slot_place(), key->size, &size);
    if (status == PSA_SUCCESS)
        key->size = size;
    return settle(slot, status, id);
}

psa_status_t crypto_key_generate_custom(int32_t owner, const psa_key_attributes_t *attributes,
                                        const uint8_t *exponent, size_t exponent_size,
                                        psa_key_id_t *id)
{
    bool rsa = CONFIG_CRYPTO_RSA && attributes->type == PSA_KEY_TYPE_RSA_KEY_PAIR;
    size_t size = crypto_policy_size(attributes);
    uint8_t *material;
    psa_status_t status;

    *id = PSA_KEY_ID_NULL;
    if (PSA_KEY_TYPE_IS_PUBLIC_KEY(attributes->type) || (exponent_size > 0 && !rsa) ||
        (rsa && attributes->bits == 0))
        return PSA_ERROR_INVALID_ARGUMENT;
    status = crypto_key_prepare(owner, attributes, size, &material);
    if (status != PSA_SUCCESS)
        return status;
    if (crypto_slot_is_opaque(attributes))
        return settle(crypto_slot_next(), move_out(&crypto_slot_next()->key, true), id);
    return rsa ? generate_rsa(exponent, exponent_size, id) : draw(id);
}

psa_status_t crypto_key_generate(int32_t owner, const psa_key_attributes_t *attributes,
                                 psa_key_id_t *id)
{
    return crypto_key_generate_custom(owner, attributes, NULL, 0, id);
}

psa_status_t crypto_key_copy(int32_t owner, psa_key_id_t source,
                             const psa_key_attributes_t *attributes, psa_key_id_t *id)
{
    psa_key_attributes_t copy = *attributes;
    const struct crypto_key *key;
    uint8_t *material;
    size_t size;
    psa_status_t status = crypto_key_find(owner, source, &key);

    *id = PSA_KEY_ID_NULL;
    if (status != PSA_SUCCESS)
        return status;
    if ((key->attributes.usage & PSA_KEY_USAGE_COPY) == 0)
        return PSA_ERROR_NOT_PERMITTED;
    if ((copy.type != PSA_KEY_TYPE_NONE && copy.type != key->attributes.type) ||
        (copy.bits != 0 && copy.bits != key->attributes.bits))
        return PSA_ERROR_INVALID_ARGUMENT;
    if (crypto_slot_is_opaque(&key->attributes))
        return PSA_ERROR_NOT_SUPPORTED;
    copy.type = key->attributes.type;
    copy.bits = key->attributes.bits;
    size = key->size;
    status = crypto_policy_intersect(&copy, &key->attributes);
    if (status == PSA_SUCCESS)
        status = crypto_key_prepare(owner, &copy, size, &material);
    if (status != PSA_SUCCESS)
        return status;
    /* Keys move when others are forgotten. The source was used last, so it goes last. */
    key = (const struct crypto_key *)crypto_slot_find(owner, source);
    if (key == NULL)
        return PSA_ERROR_INSUFFICIENT_MEMORY;
    memcpy(material, key->data, size);
    return crypto_key_commit(id);
}

/* Tells the location of a key that it will not be asked for any more. */
static psa_status_t destroy_opaque(int32_t owner, psa_key_id_t id)
{
    const struct crypto_key *key;
    const struct crypto_provider *provider;

    if (crypto_key_find(owner, id, &key) != PSA_SUCCESS || !crypto_slot_is_opaque(&key->attributes))
        return PSA_SUCCESS;
    provider = crypto_key_provider(key);
    return provider->opaque_destroy != NULL ? provider->opaque_destroy(key) : PSA_SUCCESS;
}

/* Takes a key out of the table, if it is there. */
static bool forget(int32_t owner, psa_key_id_t id)
{
    struct crypto_slot *slot = crypto_slot_find(owner, id);

    if (slot != NULL)
        crypto_slot_remove(slot);
    return slot != NULL;
}

psa_status_t crypto_key_destroy(int32_t owner, psa_key_id_t id)
{
    psa_status_t status = PSA_ERROR_DOES_NOT_EXIST;
    psa_status_t location = PSA_SUCCESS;
    bool known;

    if (id == PSA_KEY_ID_NULL)
        return PSA_SUCCESS;
    if (id > PSA_KEY_ID_VENDOR_MAX)
        return PSA_ERROR_INVALID_HANDLE;
    if (CONFIG_CRYPTO_OPAQUE)
        location = destroy_opaque(owner, id);
    if (CRYPTO_ECC)
        forget(owner, id | CRYPTO_SLOT_POINT);
    known = forget(owner, id);
    if (may_persist(id))
        status = crypto_persist_erase(owner, id);
    if (status == PSA_ERROR_DOES_NOT_EXIST)
        status = known ? PSA_SUCCESS : PSA_ERROR_INVALID_HANDLE;
    return status == PSA_SUCCESS ? location : status;
}

psa_status_t crypto_key_purge(int32_t owner, psa_key_id_t id)
{
    const struct crypto_key *key;
    psa_status_t status = crypto_key_find(owner, id, &key);

    if (status == PSA_SUCCESS && !PSA_KEY_LIFETIME_IS_VOLATILE(key->attributes.lifetime))
        forget(owner, id);
    return status;
}

psa_status_t crypto_key_export(int32_t owner, psa_key_id_t id, const struct crypto_key **key)
{
    psa_status_t status = crypto_key_find(owner, id, key);

    if (status != PSA_SUCCESS)
        return status;
    if (((*key)->attributes.usage & PSA_KEY_USAGE_EXPORT) == 0 &&
        !PSA_KEY_TYPE_IS_PUBLIC_KEY((*key)->attributes.type))
        return PSA_ERROR_NOT_PERMITTED;
    return crypto_slot_is_opaque(&(*key)->attributes) ? PSA_ERROR_NOT_SUPPORTED : PSA_SUCCESS;
}
