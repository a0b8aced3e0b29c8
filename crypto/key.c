/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/key.h"

#include "crypto/persist.h"
#include "crypto/policy.h"
#include "crypto/random.h"
#include "lib/bytes.h"
#include "lib/wipe.h"

#include <string.h>

/* One at least, so that a profile without the service compiles; the linker drops it then. */
#define SLOT_COUNT (CONFIG_CRYPTO_KEY_SLOT_COUNT > 0 ? CONFIG_CRYPTO_KEY_SLOT_COUNT : 1)
#define ARENA_SIZE (CONFIG_CRYPTO_KEY_ARENA_SIZE > 0 ? CONFIG_CRYPTO_KEY_ARENA_SIZE : 1)
/* Bytes before the material of a key in another location: its size in bits. */
#define OPAQUE_HEADER 2u
/* A public point that was computed is kept as a key that can be forgotten, under the identifier of
 * its pair with this bit, which no identifier of a client's has. */
#define POINT_BIT ((psa_key_id_t)0x80000000)
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
    return (CONFIG_CRYPTO_KEY_PERSISTENT || CRYPTO_ECC) &&
           !PSA_KEY_LIFETIME_IS_VOLATILE(key->attributes.lifetime);
}

static bool is_opaque(const psa_key_attributes_t *attributes)
{
    return CONFIG_CRYPTO_OPAQUE && PSA_KEY_LIFETIME_GET_LOCATION(attributes->lifetime) != 0;
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

/* The same for the names that clients may know. */
static struct crypto_key *find_named(int32_t owner, psa_key_id_t id)
{
    return id <= PSA_KEY_ID_VENDOR_MAX ? find_in_table(owner, id) : NULL;
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

const struct crypto_provider *crypto_key_location(const psa_key_attributes_t *attributes)
{
    if (!is_opaque(attributes))
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
    struct crypto_material material = crypto_key_view(key);
    size_t bits = 0;
    psa_status_t status = PSA_ERROR_NOT_SUPPORTED;

    if (crypto_provider.rsa_check != NULL)
        status = crypto_provider.rsa_check(&material, &bits);
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
    struct crypto_material material = crypto_key_view(key);

    if (CONFIG_CRYPTO_RSA && PSA_KEY_TYPE_IS_RSA(key->attributes.type))
        return check_rsa(key);
    if (CRYPTO_ECC && PSA_KEY_TYPE_IS_ASYMMETRIC(key->attributes.type))
        return crypto_provider.ecc_check(&material);
    return PSA_SUCCESS;
}

/* Storage knows of damage; whether a record makes sense as a key is judged here, so that one
 * which another version or an attacker wrote is no way around the rules of an import. */
static bool is_sane(struct crypto_key *key)
{
    psa_key_attributes_t *attributes = &key->attributes;

    if (!is_persistent(key))
        return false;
    if (!is_opaque(attributes))
        return crypto_policy_complete(attributes, key->size) == PSA_SUCCESS &&
               check_material(key) == PSA_SUCCESS;
    if (key->size < OPAQUE_HEADER || crypto_key_location(attributes) == NULL)
        return false;
    attributes->bits = lib_get_le16(crypto_key_material(key));
    return crypto_policy_complete(attributes, crypto_policy_size(attributes)) == PSA_SUCCESS;
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
    struct crypto_key *key = find_named(owner, id);
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

struct crypto_material crypto_key_view(const struct crypto_key *key)
{
    size_t header = is_opaque(&key->attributes) ? OPAQUE_HEADER : 0;

    return (struct crypto_material){&key->attributes, crypto_key_material(key) + header,
                                    key->size - header};
}

psa_status_t crypto_key_prepare(int32_t owner, const psa_key_attributes_t *attributes, size_t size,
                                uint8_t **material)
{
    psa_key_attributes_t complete = *attributes;
    psa_status_t status = crypto_policy_complete(&complete, size);
    size_t header = is_opaque(attributes) ? OPAQUE_HEADER : 0;
    const struct crypto_key *existing;
    struct crypto_key *key;

    if (status != PSA_SUCCESS)
        return status;
    if (CONFIG_CRYPTO_OPAQUE && crypto_key_location(attributes) == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    if (!PSA_KEY_LIFETIME_IS_VOLATILE(complete.lifetime)) {
        status = crypto_key_find(owner, complete.id, &existing);
        if (status != PSA_ERROR_INVALID_HANDLE)
            return status == PSA_SUCCESS ? PSA_ERROR_ALREADY_EXISTS : status;
    }
    while (size + header > room()) {
        if (!evict())
            return PSA_ERROR_INSUFFICIENT_MEMORY;
    }
    key = &store.keys[store.key_count];
    key->attributes = complete;
    key->owner = owner;
    key->offset = store.arena_used;
    key->size = (uint16_t)(size + header);
    *material = store.arena + store.arena_used + header;
    return PSA_SUCCESS;
}

/* Hands the bytes of a new key to its location, which puts others in their place; or, without
 * bytes, lets the location make the key. */
static psa_status_t move_out(struct crypto_key *key, bool generate)
{
    const struct crypto_provider *provider = crypto_key_provider(key);
    uint8_t *material = store.arena + key->offset;
    size_t size = key->size - OPAQUE_HEADER;
    size_t capacity = room() - OPAQUE_HEADER;
    size_t bits = key->attributes.bits;
    psa_status_t status = PSA_ERROR_NOT_SUPPORTED;

    if (PSA_KEY_TYPE_IS_PUBLIC_KEY(key->attributes.type))
        return PSA_ERROR_NOT_SUPPORTED;
    if (generate && provider->opaque_generate != NULL)
        status =
            provider->opaque_generate(&key->attributes, material + OPAQUE_HEADER, capacity, &size);
    else if (!generate && provider->opaque_import != NULL)
        status = provider->opaque_import(&key->attributes, material + OPAQUE_HEADER, capacity,
                                         &size, &bits);
    if (status != PSA_SUCCESS)
        return status;
    lib_put_le16(material, (uint16_t)bits);
    key->attributes.bits = (uint16_t)bits;
    if (OPAQUE_HEADER + size < key->size)
        lib_wipe(material + OPAQUE_HEADER + size, key->size - OPAQUE_HEADER - size);
    key->size = (uint16_t)(OPAQUE_HEADER + size);
    return PSA_SUCCESS;
}

/* Makes the prepared key, if `status` still is success, exist. */
static psa_status_t settle(psa_status_t status, psa_key_id_t *id)
{
    struct crypto_key *key = &store.keys[store.key_count];

    *id = PSA_KEY_ID_NULL;
    if (status == PSA_SUCCESS && CONFIG_CRYPTO_KEY_PERSISTENT && is_persistent(key))
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

psa_status_t crypto_key_commit(psa_key_id_t *id)
{
    struct crypto_key *key = &store.keys[store.key_count];

    return settle(is_opaque(&key->attributes) ? move_out(key, false) : check_material(key), id);
}

/* Draws the bytes of the prepared key until they are one. */
static psa_status_t draw(psa_key_id_t *id)
{
    struct crypto_key *key = &store.keys[store.key_count];
    psa_status_t status;

    for (int i = 0; i < GENERATE_ATTEMPTS; i++) {
        status = crypto_random(store.arena + key->offset, key->size);
        if (status == PSA_SUCCESS)
            status = crypto_key_commit(id);
        if (status != PSA_ERROR_INVALID_ARGUMENT)
            return status;
    }
    return PSA_ERROR_INSUFFICIENT_ENTROPY;
}

/* Lets the provider make a pair of RSA in the place of the prepared key. */
static psa_status_t generate_rsa(const uint8_t *exponent, size_t exponent_size, psa_key_id_t *id)
{
    struct crypto_key *key = &store.keys[store.key_count];
    size_t size = 0;
    psa_status_t status = PSA_ERROR_NOT_SUPPORTED;

    if (crypto_provider.rsa_generate != NULL)
        status = crypto_provider.rsa_generate(key->attributes.bits, exponent, exponent_size,
                                              store.arena + key->offset, key->size, &size);
    if (status == PSA_SUCCESS)
        key->size = (uint16_t)size;
    return settle(status, id);
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
    if (size > CRYPTO_RANDOM_MAX && !rsa)
        return PSA_ERROR_NOT_SUPPORTED;
    status = crypto_key_prepare(owner, attributes, size, &material);
    if (status != PSA_SUCCESS)
        return status;
    if (is_opaque(attributes))
        return settle(move_out(&store.keys[store.key_count], true), id);
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
    if (is_opaque(&key->attributes))
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
    key = find_in_table(owner, source);
    if (key == NULL)
        return PSA_ERROR_INSUFFICIENT_MEMORY;
    memcpy(material, crypto_key_material(key), size);
    return crypto_key_commit(id);
}

/* Tells the location of a key that it will not be asked for any more. */
static psa_status_t destroy_opaque(int32_t owner, psa_key_id_t id)
{
    const struct crypto_key *key;
    const struct crypto_provider *provider;
    struct crypto_material material;

    if (crypto_key_find(owner, id, &key) != PSA_SUCCESS || !is_opaque(&key->attributes))
        return PSA_SUCCESS;
    provider = crypto_key_provider(key);
    material = crypto_key_view(key);
    return provider->opaque_destroy != NULL ? provider->opaque_destroy(&material) : PSA_SUCCESS;
}

psa_status_t crypto_key_destroy(int32_t owner, psa_key_id_t id)
{
    psa_status_t status = PSA_ERROR_DOES_NOT_EXIST;
    psa_status_t location = PSA_SUCCESS;
    struct crypto_key *key;

    if (id == PSA_KEY_ID_NULL)
        return PSA_SUCCESS;
    if (CONFIG_CRYPTO_OPAQUE)
        location = destroy_opaque(owner, id);
    if (CONFIG_CRYPTO_KEY_PERSISTENT && may_persist(id))
        status = crypto_persist_erase(owner, id);
    key = CRYPTO_ECC ? find_in_table(owner, id | POINT_BIT) : NULL;
    if (key != NULL)
        remove_key(key);
    key = find_named(owner, id);
    if (status == PSA_ERROR_DOES_NOT_EXIST)
        status = key != NULL ? PSA_SUCCESS : PSA_ERROR_INVALID_HANDLE;
    if (key != NULL)
        remove_key(key);
    return status == PSA_SUCCESS ? location : status;
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

    if (status != PSA_SUCCESS)
        return status;
    if (((*key)->attributes.usage & PSA_KEY_USAGE_EXPORT) == 0 &&
        !PSA_KEY_TYPE_IS_PUBLIC_KEY((*key)->attributes.type))
        return PSA_ERROR_NOT_PERMITTED;
    return is_opaque(&(*key)->attributes) ? PSA_ERROR_NOT_SUPPORTED : PSA_SUCCESS;
}

/* Keeps the public point of a pair, if no other key needs the place. */
static void keep_point(const struct crypto_key *pair, const uint8_t *point, size_t size)
{
    struct crypto_key *key = &store.keys[store.key_count];

    if (size > room())
        return;
    key->attributes = pair->attributes;
    key->attributes.type = PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(pair->attributes.type);
    key->attributes.lifetime = PSA_KEY_LIFETIME_PERSISTENT;
    key->attributes.usage = PSA_KEY_USAGE_CACHE;
    key->attributes.id |= POINT_BIT;
    key->owner = pair->owner;
    key->offset = store.arena_used;
    key->size = (uint16_t)size;
    memcpy(store.arena + store.arena_used, point, size);
    admit(key);
}

psa_status_t crypto_key_point(const struct crypto_key *key, uint8_t buffer[CRYPTO_POINT_MAX],
                              const uint8_t **point)
{
    const struct crypto_provider *provider = crypto_key_provider(key);
    struct crypto_material material = crypto_key_view(key);
    struct crypto_key *kept = find_in_table(key->owner, key->attributes.id | POINT_BIT);
    psa_status_t status = PSA_ERROR_NOT_SUPPORTED;

    *point = buffer;
    if (PSA_KEY_TYPE_IS_PUBLIC_KEY(key->attributes.type)) {
        *point = material.data;
        return PSA_SUCCESS;
    }
    if (kept != NULL) {
        kept->used = ++store.lookups;
        *point = crypto_key_material(kept);
        return PSA_SUCCESS;
    }
    if (provider->ecc_public != NULL)
        status = provider->ecc_public(&material, buffer);
    if (status == PSA_SUCCESS)
        keep_point(key, buffer, key->attributes.bits / 8u * 2 + 1);
    return status;
}

psa_status_t crypto_key_public(int32_t owner, psa_key_id_t id, uint8_t *output, size_t *size)
{
    const struct crypto_key *key;
    const struct crypto_provider *provider;
    const uint8_t *point = NULL;
    struct crypto_material material;
    psa_status_t status = crypto_key_find(owner, id, &key);

    *size = 0;
    if (status != PSA_SUCCESS)
        return status;
    if ((!CRYPTO_ECC && !CONFIG_CRYPTO_RSA) || !PSA_KEY_TYPE_IS_ASYMMETRIC(key->attributes.type))
        return PSA_ERROR_INVALID_ARGUMENT;
    material = crypto_key_view(key);
    provider = crypto_key_provider(key);
    if (CONFIG_CRYPTO_RSA && key->attributes.type == PSA_KEY_TYPE_RSA_KEY_PAIR)
        return provider->rsa_public != NULL ? provider->rsa_public(&material, output, size)
                                            : PSA_ERROR_NOT_SUPPORTED;
    if (CONFIG_CRYPTO_RSA && key->attributes.type == PSA_KEY_TYPE_RSA_PUBLIC_KEY) {
        *size = material.size;
        memcpy(output, material.data, *size);
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

void crypto_key_release(void)
{
    for (uint32_t i = store.key_count; i-- > 0;) {
        if (is_persistent(&store.keys[i]) &&
            (store.keys[i].attributes.usage & PSA_KEY_USAGE_CACHE) == 0)
            remove_key(&store.keys[i]);
    }
}
