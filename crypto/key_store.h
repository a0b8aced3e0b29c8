/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Where the key store has its keys: a static table of slots, and one arena for their bytes. For
 * crypto/key*.c alone: whether a key is good, and who may have it, is not known here.
 *
 * The first slots are keys, whose bytes fill the arena from its beginning without gaps. The slot
 * behind them is that of a key in the making, whose bytes are behind the others. A persistent key
 * is a copy that can be forgotten, so its place can be taken.
 */
#ifndef CRYPTO_KEY_STORE_H
#define CRYPTO_KEY_STORE_H

#include "crypto/key.h"

/** A key of another location has these bytes before its material in the arena, and is saved with
 * them: its size in bits. */
#define CRYPTO_SLOT_HEADER 2u

/** A public point that was computed is kept as a key that can be forgotten, under the identifier of
 * its pair with this bit, which no identifier of a client's has. */
#define CRYPTO_SLOT_POINT ((psa_key_id_t)0x80000000)

struct crypto_slot {
    struct crypto_key key; /**< first, so that a pointer to it is one to its slot */
    int32_t owner;
    uint32_t used; /**< when it was last found, in lookups */
};

/** Is the key one of another location? */
static inline bool crypto_slot_is_opaque(const psa_key_attributes_t *attributes)
{
    return CONFIG_CRYPTO_OPAQUE && PSA_KEY_LIFETIME_GET_LOCATION(attributes->lifetime) != 0;
}

/** The bytes before its material. */
static inline size_t crypto_slot_header(const psa_key_attributes_t *attributes)
{
    return crypto_slot_is_opaque(attributes) ? CRYPTO_SLOT_HEADER : 0;
}

/** All of its bytes. */
static inline size_t crypto_slot_size(const struct crypto_key *key)
{
    return crypto_slot_header(&key->attributes) + key->size;
}

/** Can it be forgotten? */
static inline bool crypto_slot_is_copy(const struct crypto_slot *slot)
{
    return (CONFIG_CRYPTO_KEY_PERSISTENT || CRYPTO_ECC) &&
           !PSA_KEY_LIFETIME_IS_VOLATILE(slot->key.attributes.lifetime);
}

/** Finds a key, which is then the one that was used last; null if there is none. */
struct crypto_slot *crypto_slot_find(int32_t owner, psa_key_id_t id);

/** The bytes that the key in the making can have, with its header; none without a slot for it. */
size_t crypto_slot_room(void);

/** Makes more of it by forgetting the copy that was used longest ago. False if there is none. */
bool crypto_slot_evict(void);

/** The slot of the key in the making. */
struct crypto_slot *crypto_slot_next(void);

/** Where its bytes begin, with its header. */
uint8_t *crypto_slot_place(void);

/** Gives it an owner and the next `size` bytes as its material, of which there are so many. */
struct crypto_slot *crypto_slot_stage(int32_t owner, size_t size);

/** Makes the key that was staged one of the table. */
void crypto_slot_admit(void);

/** Takes a key out of the table, and wipes it. */
void crypto_slot_remove(struct crypto_slot *slot);

#endif
