/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What crypto/ asks of a library of primitives: one constant table of functions.
 *
 * An image links one provider (crypto/provider/<name>/), which defines crypto_provider. An entry
 * is null when the profile leaves it out; the front end then answers PSA_ERROR_NOT_SUPPORTED, and
 * the linker has no reason to keep the primitive.
 *
 * The front end has checked the policy, the type and the size of a key before it calls; a provider
 * judges what only the mathematics can tell. Keys come as attributes and material, in the format
 * of psa_export_key(), and stay the front end's. Providers keep no copy of them except in a state.
 *
 * A state is memory of the caller's without inner pointers, which may live on a stack. Its size is
 * the largest that a provider needs: each asserts that its own fits.
 */
#ifndef CRYPTO_PROVIDER_H
#define CRYPTO_PROVIDER_H

#include "psa/crypto.h"

#include <stdbool.h>

struct crypto_hash {
    uint64_t opaque[13];
};

struct crypto_aead {
    uint64_t opaque[sizeof(void *) == 8 ? 46 : 43];
};

/** What of an AEAD state is not the key. */
struct crypto_aead_turn {
    uint64_t opaque[sizeof(void *) == 8 ? 9 : 8];
};

/** Random bytes in one request, at most (SP 800-90A limits them too, but higher). */
#define CRYPTO_RANDOM_MAX 1024u

/** Longest public key that this image can have, in bytes. PSA_EXPORT_PUBLIC_KEY_MAX_SIZE is that of
 * any image, and no size for a stack. */
#define CRYPTO_PUBLIC_KEY_MAX 65u

/** Longest signature, in bytes. */
#define CRYPTO_SIGNATURE_MAX 64u

/** What the message and the nonce of one AEAD operation are, known before it begins. */
struct crypto_aead_shape {
    psa_algorithm_t algorithm;
    bool encrypt;
    const uint8_t *nonce;
    size_t nonce_size;
    size_t ad_size;   /**< of the additional data, in bytes */
    size_t data_size; /**< of the plaintext, in bytes */
};

struct crypto_provider {
    /**
     * Fills `output`, at most CRYPTO_RANDOM_MAX bytes. PSA_ERROR_INSUFFICIENT_ENTROPY, with
     * `output` wiped, if the generator cannot be seeded or reseeded. Never null.
     */
    psa_status_t (*random)(uint8_t *output, size_t size);

    /** PSA_ERROR_NOT_SUPPORTED for a hash that the provider does not have. */
    psa_status_t (*hash_begin)(struct crypto_hash *hash, psa_algorithm_t algorithm);
    psa_status_t (*hash_update)(struct crypto_hash *hash, const uint8_t *data, size_t size);
    /** Writes as many bytes as the algorithm's hash has, and wipes the state. */
    psa_status_t (*hash_finish)(struct crypto_hash *hash, uint8_t *digest);

    /**
     * PSA_ERROR_INVALID_ARGUMENT for a nonce or tag of a wrong size, or data too long for the
     * nonce.
     */
    psa_status_t (*aead_begin)(struct crypto_aead *aead, const psa_key_attributes_t *attributes,
                               const uint8_t *key, const struct crypto_aead_shape *shape);
    /** All of the additional data, in pieces of any size, before the data.
     * PSA_ERROR_INVALID_ARGUMENT, here and below, if pieces do not add up to what was announced. */
    psa_status_t (*aead_update_ad)(struct crypto_aead *aead, const uint8_t *ad, size_t size);
    /** `output` is as long as `input`, and may be the same buffer. */
    psa_status_t (*aead_update)(struct crypto_aead *aead, const uint8_t *input, uint8_t *output,
                                size_t size);
    /** The computed tag, for the sender as for the receiver, who compares it. The front end wipes
     * the state of an AEAD operation, however it ended. */
    psa_status_t (*aead_finish)(struct crypto_aead *aead, uint8_t *tag, size_t tag_size);
    /** Exchanges all of a state but its key with `turn`: two operations of one key, each begun in
     * the same state, take turns in it. */
    void (*aead_swap)(struct crypto_aead *aead, struct crypto_aead_turn *turn);

    /** Is the material a private value or a public point of its curve?
     * PSA_ERROR_INVALID_ARGUMENT if not. */
    psa_status_t (*ecc_check)(const psa_key_attributes_t *attributes, const uint8_t *key);
    /** Writes the public point of a pair, 0x04, x, y. */
    psa_status_t (*ecc_public)(const psa_key_attributes_t *attributes, const uint8_t *key,
                               uint8_t *point);
    /** Writes r and s. PSA_ERROR_INSUFFICIENT_ENTROPY without a random value for the signature. */
    psa_status_t (*ecdsa_sign)(const psa_key_attributes_t *attributes, const uint8_t *key,
                               const uint8_t *hash, size_t hash_size, uint8_t *signature);
    /** `key` is a public point; `signature` has r and s. PSA_ERROR_INVALID_SIGNATURE. */
    psa_status_t (*ecdsa_verify)(const psa_key_attributes_t *attributes, const uint8_t *key,
                                 const uint8_t *hash, size_t hash_size, const uint8_t *signature);
};

extern const struct crypto_provider crypto_provider;

#endif
