/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/key_store.h"

#include "lib/wipe.h"

#include <string.h>

/* One at least, so that a profile without the service compiles; the linker drops it then. */
#define SLOT_COUNT (CONFIG_CRYPTO_KEY_SLOT_COUNT > 0 ? CONFIG_CRYPTO_KEY_SLOT_COUNT : 1)
#define ARENA_SIZE (CONFIG_CRYPTO_KEY_ARENA_SIZE > 0 ? CONFIG_CRYPTO_KEY_ARENA_SIZE : 1)

/* In one structure, so that the compiler needs one address for all of it. */
static struct {
    uint32_t lookups;
    uint16_t count, used; /* slots, and bytes of the arena */
    struct crypto_slot slots[SLOT_COUNT];
    uint8_t arena[ARENA_SIZE];
} store;

struct crypto_slot *crypto_slot_next(void)
{
    return &store.slots[store.count];
}

uint8_t *crypto_slot_place(void)
{
    return store.arena + store.used;
}

size_t crypto_slot_room(void)
{
    return store.count < SLOT_COUNT ? ARENA_SIZE - store.used : 0;
}

struct crypto_slot *crypto_slot_find(int32_t owner, psa_key_id_t id)
{
    for (struct crypto_slot *slot = store.slots; slot < crypto_slot_next(); slot++) {
        if (slot->key.attributes.id == id && slot->owner == owner) {
            slot->used = ++store.lookups;
            return slot;
        }
    }
    return NULL;
}

struct crypto_slot *crypto_slot_stage(int32_t owner, size_t size)
{
    struct crypto_slot *slot = crypto_slot_next();

    slot->key.data = crypto_slot_place();
    slot->key.size = size;
    slot->owner = owner;
    return slot;
}

void crypto_slot_admit(void)
{
    struct crypto_slot *slot = crypto_slot_next();

    slot->used = ++store.lookups;
    store.used = (uint16_t)(store.used + crypto_slot_size(&slot->key));
    store.count++;
}

void crypto_slot_remove(struct crypto_slot *slot)
{
    size_t size = crypto_slot_size(&slot->key);
    uint8_t *start =
        &store.arena[slot->key.data - crypto_slot_header(&slot->key.attributes) - store.arena];

    store.used = (uint16_t)(store.used - size);
    memmove(start, start + size, (size_t)(crypto_slot_place() - start));
    lib_wipe(crypto_slot_place(), size);
    store.count--;
    *slot = *crypto_slot_next();
    for (slot = store.slots; slot < crypto_slot_next(); slot++) {
        if (slot->key.data > start)
            slot->key.data -= size;
    }
}

bool crypto_slot_evict(void)
{
    struct crypto_slot *oldest = NULL;

    for (struct crypto_slot *slot = store.slots; slot < crypto_slot_next(); slot++) {
        if (crypto_slot_is_copy(slot) && (oldest == NULL || slot->used < oldest->used))
            oldest = slot;
    }
    if (oldest == NULL)
        return false;
    crypto_slot_remove(oldest);
    return true;
}

void crypto_key_release(void)
{
    /* From the last one, because the last one takes the place of one that is removed. */
    for (struct crypto_slot *slot = crypto_slot_next(); slot > store.slots;) {
        slot--;
        if (crypto_slot_is_copy(slot) && (slot->key.attributes.usage & PSA_KEY_USAGE_CACHE) == 0)
            crypto_slot_remove(slot);
    }
}
