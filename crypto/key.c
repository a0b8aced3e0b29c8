/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/key.h"

#include "crypto/persist.h"
#include "crypto/policy.h"
#include "crypto/provider.h"
#include "crypto/random.h"
#include "kedge_config.h"
#include "lib/wipe.h"

#include <stdbool.h>
#include <string.h>

/* One at least, so that a profile without the service compiles; the linker drops it then. */
#define SLOT_COUNT (CONFIG_CRYPTO_KEY_SLOT_COUNT > 0 ? CONFIG_CRYPTO_KEY_SLOT_COUNT : 1)
/* Never less than one public point takes. */
#define ARENA_SIZE (SLOT_COUNT > 2 ? SLOT_COUNT * 32u : 96u)
/* How often to draw a private value before giving up. A random number of 256 bits is out of the
 * range of P-256 once in 2^32. */
#define GENERATE_ATTEMPTS 4

/* In one structure, so that the compiler needs one address for all of it. */
static struct {
    /* The first `key_count` slots are keys; their material fills the first `arena_used` bytes
     * without gaps. The slot behind them is the one being prepared or loaded, its material lies
     * behind too. */
    uint8_t key_count;
    uint16_t arena_used;
    uint32_t lookups;
    /* How many volatile keys were made; their identifiers count up, so that one that was destroyed
     * does not soon name another key. */
    uint32_t volatile_count;
    struct crypto_key keys[SLOT_COUNT];
    uint8_t arena[ARENA_SIZE];
} store;

static bool is_persistent(const struct crypto_key *key)
{
    return CONFIG_CRYPTO_KEY_PERSISTENT && key->attributes.lifetime != PSA_KEY_LIFETIME_VOLATILE;
}

static bool may_persist(psa_key_id_t id)
{
    return id >= PSA_KEY_ID_USER_MIN && id <= PSA_KEY_ID_USER_MAX;
}

static void remove_key(struct crypto_key *key)
{
    size_t offset = key->offset;
    size_t size = key->size;

    memmove(store.arena + offset, store.arena + offset + size, store.arena_used - offset - size);
    store.arena_used = (uint16_t)(store.arena_used - size);
    lib_wipe(store.arena + store.arena_used, size);
    *key = store.keys[--store.key_count];
    for (uint32_t i = 0; i < store.key_count; i++) {
        if (store.keys[i].offset > offset)
            store.keys[i].offset = (uint16_t)(store.keys[i].offset - size);
    }
}

static struct crypto_key *find_in_table(int32_t owner, psa_key_id_t id)
{
    for (uint32_t i = 0; i < store.key_count; i++) {
        if (store.keys[i].attributes.id == id && store.keys[i].owner == owner)
            return &store.keys[i];
    }
    return NULL;
}

/* Makes room by forgetting the persistent key that was used longest ago. */
static bool evict(void)
{
    struct crypto_key *oldest = NULL;

    for (uint32_t i = 0; i < store.key_count; i++) {
        if (is_persistent(&store.keys[i]) && (oldest == NULL || store.keys[i].used < oldest->used))
            oldest = &store.keys[i];
    }
    if (oldest == NULL)
        return false;
    remove_key(oldest);
    return true;
}

/* The bytes that are free for the next key; none if there is no slot for it. */
static size_t room(void)
{
    return store.key_count < SLOT_COUNT ? ARENA_SIZE - store.arena_used : 0;
}

/* Takes the slot behind the keys, with its material, into the table. */
static void admit(struct crypto_key *key)
{
    store.key_count++;
    store.arena_used = (uint16_t)(store.arena_used + key->size);
    key->used = ++store.lookups;
}

/* What only the mathematics can tell of a key's bytes. */
static psa_status_t check_material(const psa_key_attributes_t *attributes, const uint8_t *material)
{
    if (!CONFIG_CRYPTO_ECDSA_P256 || !PSA_KEY_TYPE_IS_ASYMMETRIC(attributes->type))
        return PSA_SUCCESS;
    return crypto_provider.ecc_check(attributes, material);
}

/* Storage knows of damage; whether a record makes sense as a key is judged here, so that one
 * which another version or an attacker wrote is no way around the rules of an import. */
static bool is_sane(struct crypto_key *key)
{
    return is_persistent(key) &&
           crypto_policy_complete(&key->attributes, key->size) == PSA_SUCCESS &&
           check_material(&key->attributes, crypto_key_material(key)) == PSA_SUCCESS;
}

static psa_status_t load(int32_t owner, psa_key_id_t id, struct crypto_key **found)
{
    struct crypto_key *key;
    psa_status_t status;
    size_t size = 0;

    do {
        key = &store.keys[store.key_count];
        status = PSA_ERROR_BUFFER_TOO_SMALL;
        if (room() != 0)
            status = crypto_persist_load(owner, id, &key->attributes,
                                         store.arena + store.arena_used, room(), &size);
    } while (status == PSA_ERROR_BUFFER_TOO_SMALL && evict());
    if (status == PSA_ERROR_DOES_NOT_EXIST)
        return PSA_ERROR_INVALID_HANDLE;
    if (status == PSA_ERROR_BUFFER_TOO_SMALL)
        return PSA_ERROR_INSUFFICIENT_MEMORY;
    if (status != PSA_SUCCESS)
        return status;
    key->attributes.id = id;
    key->owner = owner;
    key->offset = store.arena_used;
    key->size = (uint16_t)size;
    if (!is_sane(key)) {
        lib_wipe(store.arena + store.arena_used, size);
        return PSA_ERROR_DATA_INVALID;
    }
    admit(key);
    *found = key;
    return PSA_SUCCESS;
}

psa_status_t crypto_key_find(int32_t owner, psa_key_id_t id, const struct crypto_key **found)
{
    struct crypto_key *key = find_in_table(owner, id);
    psa_status_t status = PSA_SUCCESS;

    if (key != NULL)
        key->used = ++store.lookups;
    else if (CONFIG_CRYPTO_KEY_PERSISTENT && may_persist(id))
        status = load(owner, id, &key);
    else
        status = PSA_ERROR_INVALID_HANDLE;
    *found = key;
    return status;
}

psa_status_t crypto_key_use(int32_t owner, psa_key_id_t id, psa_key_usage_t usage,
                            psa_algorithm_t algorithm, const struct crypto_key **key)
{
    psa_status_t status = crypto_key_find(owner, id, key);

    if (status != PSA_SUCCESS)
        return status;
    return crypto_policy_check(&(*key)->attributes, usage, algorithm);
}

const uint8_t *crypto_key_material(const struct crypto_key *key)
{
    return store.arena + key->offset;
}

psa_status_t crypto_key_prepare(int32_t owner, const psa_key_attributes_t *attributes, size_t size,
                                uint8_t **material)
{
    psa_key_attributes_t complete = *attributes;
    psa_status_t status = crypto_policy_complete(&complete, size);
    const struct crypto_key *existing;
    struct crypto_key *key;

    if (status != PSA_SUCCESS)
        return status;
    if (complete.lifetime != PSA_KEY_LIFETIME_VOLATILE) {
        status = crypto_key_find(owner, complete.id, &existing);
        if (status != PSA_ERROR_INVALID_HANDLE)
            return status == PSA_SUCCESS ? PSA_ERROR_ALREADY_EXISTS : status;
    }
    while (size > room()) {
        if (!evict())
            return PSA_ERROR_INSUFFICIENT_MEMORY;
    }
    key = &store.keys[store.key_count];
    key->attributes = complete;
    key->owner = owner;
    key->offset = store.arena_used;
    key->size = (uint16_t)size;
    *material = store.arena + store.arena_used;
    return PSA_SUCCESS;
}

psa_status_t crypto_key_commit(psa_key_id_t *id)
{
    struct crypto_key *key = &store.keys[store.key_count];
    psa_status_t status = check_material(&key->attributes, crypto_key_material(key));

    *id = PSA_KEY_ID_NULL;
    if (status == PSA_SUCCESS && is_persistent(key))
        status =
            crypto_persist_save(key->owner, &key->attributes, crypto_key_material(key), key->size);
    if (status != PSA_SUCCESS) {
        lib_wipe(store.arena + key->offset, key->size);
        return status;
    }
    if (!is_persistent(key)) {
        do {
            *id = PSA_KEY_ID_VENDOR_MIN | (store.volatile_count++ & PSA_KEY_ID_USER_MAX);
        } while (find_in_table(key->owner, *id) != NULL);
        key->attributes.id = *id;
    }
    *id = key->attributes.id;
    admit(key);
    return PSA_SUCCESS;
}

psa_status_t crypto_key_generate(int32_t owner, const psa_key_attributes_t *attributes,
                                 psa_key_id_t *id)
{
    size_t size = crypto_policy_size(attributes);
    uint8_t *material;
    psa_status_t status;

    *id = PSA_KEY_ID_NULL;
    if (PSA_KEY_TYPE_IS_PUBLIC_KEY(attributes->type))
        return PSA_ERROR_INVALID_ARGUMENT;
    if (size > CRYPTO_RANDOM_MAX)
        return PSA_ERROR_NOT_SUPPORTED;
    status = crypto_key_prepare(owner, attributes, size, &material);
    if (status != PSA_SUCCESS)
        return status;
    for (int i = 0; i < GENERATE_ATTEMPTS; i++) {
        status = crypto_random(material, size);
        if (status == PSA_SUCCESS)
            status = crypto_key_commit(id);
        if (status != PSA_ERROR_INVALID_ARGUMENT)
            return status;
    }
    return PSA_ERROR_INSUFFICIENT_ENTROPY;
}

psa_status_t crypto_key_destroy(int32_t owner, psa_key_id_t id)
{
    struct crypto_key *key = find_in_table(owner, id);
    psa_status_t status = PSA_ERROR_DOES_NOT_EXIST;

    if (id == PSA_KEY_ID_NULL)
        return PSA_SUCCESS;
    if (CONFIG_CRYPTO_KEY_PERSISTENT && may_persist(id))
        status = crypto_persist_erase(owner, id);
    if (status == PSA_ERROR_DOES_NOT_EXIST)
        status = key != NULL ? PSA_SUCCESS : PSA_ERROR_INVALID_HANDLE;
    if (key != NULL)
        remove_key(key);
    return status;
}

psa_status_t crypto_key_purge(int32_t owner, psa_key_id_t id)
{
    const struct crypto_key *key;
    psa_status_t status = crypto_key_find(owner, id, &key);

    if (status == PSA_SUCCESS && is_persistent(key))
        remove_key(find_in_table(owner, id));
    return status;
}

psa_status_t crypto_key_export(int32_t owner, psa_key_id_t id, const struct crypto_key **key)
{
    psa_status_t status = crypto_key_find(owner, id, key);

    if (status == PSA_SUCCESS && ((*key)->attributes.usage & PSA_KEY_USAGE_EXPORT) == 0 &&
        !PSA_KEY_TYPE_IS_PUBLIC_KEY((*key)->attributes.type))
        status = PSA_ERROR_NOT_PERMITTED;
    return status;
}

psa_status_t crypto_key_public(int32_t owner, psa_key_id_t id, uint8_t *point, size_t *size)
{
    const struct crypto_key *key;
    psa_status_t status = crypto_key_find(owner, id, &key);

    *size = 0;
    if (status != PSA_SUCCESS)
        return status;
    if (!CONFIG_CRYPTO_ECDSA_P256 || !PSA_KEY_TYPE_IS_ASYMMETRIC(key->attributes.type))
        return PSA_ERROR_INVALID_ARGUMENT;
    *size = CRYPTO_PUBLIC_KEY_MAX;
    if (PSA_KEY_TYPE_IS_KEY_PAIR(key->attributes.type))
        return crypto_provider.ecc_public(&key->attributes, crypto_key_material(key), point);
    memcpy(point, crypto_key_material(key), *size);
    return PSA_SUCCESS;
}

void crypto_key_release(void)
{
    for (uint32_t i = store.key_count; i-- > 0;) {
        if (is_persistent(&store.keys[i]) &&
            (store.keys[i].attributes.usage & PSA_KEY_USAGE_CACHE) == 0)
            remove_key(&store.keys[i]);
    }
}
