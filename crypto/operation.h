/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Operations in several calls: the slots that hold their states, and what all families share.
 *
 * A function that does its work in one call has its operation on the stack. One that lasts from
 * call to call has a slot, of which there are CONFIG_CRYPTO_OPERATION_COUNT; its caller holds a
 * handle, never the state. A handle belongs to one owner and is good until the operation ends:
 * finished, verified, suspended, aborted, or after any error. There are 2^24 of them to a slot
 * before one comes back.
 *
 *     psa_status_t status = crypto_operation_open(owner, CRYPTO_HASH, &operation, &handle);
 *     if (status == PSA_SUCCESS)
 *         status = crypto_hash_begin(operation, algorithm);
 *     ...
 *     status = crypto_operation_find(owner, handle, CRYPTO_HASH, &operation);
 *     if (status == PSA_SUCCESS)
 *         status = crypto_hash_update(operation, data, size);
 *
 * The functions of a family (hash.h, mac.h, cipher.h, aead.h, derive.h) take either kind, and
 * end it whenever they return an error, unless they say otherwise: state wiped, slot free. So a
 * caller who fails in between must end it himself, with crypto_operation_abort(), and nobody else
 * has to. Every begin and resume takes an operation whose state nobody has begun: one on the stack
 * needs no initialization. Calls in a wrong order are PSA_ERROR_BAD_STATE, an error as any.
 *
 * A key is looked up, and its policy checked, when an operation begins, and then no more: it may
 * be destroyed while the operation goes on.
 */
#ifndef CRYPTO_OPERATION_H
#define CRYPTO_OPERATION_H

#include "crypto/hmac.h"
#include "crypto/provider.h"

enum crypto_family {
    CRYPTO_FREE, /**< no operation: ended, or a slot without one */
    CRYPTO_HASH,
    CRYPTO_MAC,
    CRYPTO_CIPHER,
    CRYPTO_AEAD,
    CRYPTO_DERIVATION
};

/* Flags. */
/** Of family CRYPTO_MAC: the state is `hmac`, not `cmac`. */
#define CRYPTO_MAC_HASHED 0x01u
/** The operation may end with a hash, MAC or tag as output: it encrypts, or computes a MAC. */
#define CRYPTO_MAY_FINISH 0x02u
/** It may end with a comparison. */
#define CRYPTO_MAY_VERIFY 0x04u
/** From here on, the family's own. */
#define CRYPTO_OWN_FLAG 0x10u

/** One byte at least, so that a profile without any derivation compiles. */
#define CRYPTO_KDF_INPUT_MAX (CONFIG_CRYPTO_KDF_INPUT_MAX > 0 ? CONFIG_CRYPTO_KDF_INPUT_MAX : 1)

/** The state of a key derivation; crypto/derive.c alone knows what is in it. */
struct crypto_derivation {
    size_t capacity;     /**< bytes that may still come out */
    uint32_t counter;    /**< blocks that have come out */
    uint32_t cost;       /**< iterations of PBKDF2; of SP 800-108 the size of all output in bits */
    uint16_t input_size; /**< bytes used of `input` */
    uint8_t steps;       /**< inputs that have been given, a bit each */
    uint8_t fill;        /**< bytes left at the end of `block` */
    uint8_t key_size;    /**< bytes used of `key` */
    uint8_t block_size;  /**< bytes of a block of output */
    uint8_t key[CRYPTO_BLOCK_MAX];  /**< of the HMAC or CMAC that makes the output */
    uint8_t block[CRYPTO_HASH_MAX]; /**< the last block of output */
    uint8_t chain[CRYPTO_HASH_MAX]; /**< what the next block needs: A(i) of TLS, K0 of CMAC */
    /** Salt, seed, label, information, context; and room for the counter of HKDF behind it. */
    uint8_t input[CRYPTO_KDF_INPUT_MAX + 1];
};

/** An operation. All members are the engine's. */
struct crypto_operation {
    const struct crypto_provider *provider; /**< of the key's location, if there are any */
    uint32_t handle;                        /**< 0 if it is on the stack */
    int32_t owner;
    psa_algorithm_t algorithm;
    uint8_t family; /**< enum crypto_family */
    uint8_t phase;  /**< how far it is, in the family's own count */
    uint8_t flags;
    uint8_t size; /**< of the hash, the MAC or the tag, in bytes */
    union {
        struct crypto_hash hash;
        union {
            struct crypto_hmac hmac;
            struct crypto_cmac cmac;
        } mac;
        struct crypto_cipher cipher;
        struct {
            size_t ad_left, data_left; /**< of what was announced, in bytes */
            struct crypto_aead state;
        } aead;
        struct crypto_derivation derivation;
    } state;
};

/**
 * Takes a slot for an operation that the caller then begins. It is `owner`'s, and of `family`:
 * never CRYPTO_FREE. PSA_ERROR_INSUFFICIENT_MEMORY if all are in use; `*handle` is 0 then.
 */
psa_status_t crypto_operation_open(int32_t owner, enum crypto_family family,
                                   struct crypto_operation **operation, uint32_t *handle);

/**
 * Finds an operation. PSA_ERROR_BAD_STATE if the handle is stale or never was, or belongs to
 * another owner or another family; `*operation` is null then.
 */
psa_status_t crypto_operation_find(int32_t owner, uint32_t handle, enum crypto_family family,
                                   struct crypto_operation **operation);

/**
 * Ends an operation of any family: wipes the state, frees the slot. Nothing happens to one that
 * has ended. A handle that crypto_operation_find() does not know has nothing to abort, and
 * psa_*_abort() is a success.
 */
void crypto_operation_abort(struct crypto_operation *operation);

/** Ends every operation of an owner, who is gone. */
void crypto_operation_abort_all(int32_t owner);

/*
 * For the families' own use.
 */

/** Sets all members of an operation that is about to begin, but for its owner and handle: phase 0,
 * which says that no provider holds anything for it yet. */
void crypto_operation_begin(struct crypto_operation *operation, enum crypto_family family,
                            psa_algorithm_t algorithm);

/**
 * All of a begin with a key: finds the key, checks it for the use, and lets the family begin.
 * `forward` is to encrypt, or to compute a MAC; the other way is to decrypt, or to verify one.
 * PSA_ERROR_INVALID_ARGUMENT for an algorithm of another family, PSA_ERROR_NOT_SUPPORTED for one
 * that the provider does not have, and the statuses of crypto_key_use() and of the family.
 */
psa_status_t crypto_operation_begin_keyed(struct crypto_operation *operation,
                                          enum crypto_family family, int32_t owner, psa_key_id_t id,
                                          psa_algorithm_t algorithm, bool forward);

/** Ends a hash, a MAC or an authenticated cipher with its result, `*size` bytes of at most
 * `capacity`. PSA_ERROR_BAD_STATE without CRYPTO_MAY_FINISH, PSA_ERROR_BUFFER_TOO_SMALL, and the
 * statuses of the family; `*size` is 0 after any of them. */
psa_status_t crypto_operation_finish(struct crypto_operation *operation, uint8_t *output,
                                     size_t capacity, size_t *size);

/** Ends by comparing the result, in constant time. PSA_ERROR_BAD_STATE without CRYPTO_MAY_VERIFY,
 * PSA_ERROR_INVALID_SIGNATURE if it is another one, in length or in content, and the statuses of
 * the family. */
psa_status_t crypto_operation_verify(struct crypto_operation *operation, const uint8_t *expected,
                                     size_t size);

/** What the families do of these: begin with a key, in `operation->provider`'s terms; compute
 * `operation->size` bytes of result. */
psa_status_t crypto_mac_start(struct crypto_operation *operation, const struct crypto_key *key);
psa_status_t crypto_cipher_start(struct crypto_operation *operation, const struct crypto_key *key);
psa_status_t crypto_aead_start(struct crypto_operation *operation, const struct crypto_key *key);
psa_status_t crypto_mac_result(struct crypto_operation *operation, uint8_t *mac);
psa_status_t crypto_aead_result(struct crypto_operation *operation, uint8_t *tag);

/** The end of every function of a family: passes `status` on, and if it is an error, aborts. */
psa_status_t crypto_operation_result(struct crypto_operation *operation, psa_status_t status);

/** The end of every begin: the same, and a provider may hold something from now on. */
static inline psa_status_t crypto_operation_begun(struct crypto_operation *operation,
                                                  psa_status_t status)
{
    operation->phase = !CRYPTO_STATES_HOLD || status == PSA_SUCCESS;
    return crypto_operation_result(operation, status);
}

/** The table that an operation's key is served by. */
static inline const struct crypto_provider *
crypto_operation_provider(const struct crypto_operation *operation)
{
    return CONFIG_CRYPTO_OPAQUE ? operation->provider : &crypto_provider;
}

#endif
