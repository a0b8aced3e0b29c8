/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The PSA Crypto API, version 1.2: what this version of Kedge has of it.
 *
 * Every function declared here exists and works, or answers PSA_ERROR_NOT_SUPPORTED for an
 * algorithm, key type or lifetime that the profile leaves out. Functions of the specification that
 * are not declared do not exist yet.
 *
 * Keys belong to the client that made them: a client names its keys by identifiers of its own, and
 * another client's keys cannot be named, seen or used. Key material leaves only by
 * psa_export_key(), if the key's usage permits it. Keys live in a table of fixed size; a volatile
 * key occupies its place until it is destroyed, or the machine restarts. Keys with the lifetime
 * PSA_KEY_LIFETIME_PERSISTENT are in internal storage, survive power cuts whole (a key being made
 * when the power goes exists afterwards or does not), and come into the table while they are used.
 *
 * Buffers stay the caller's. Outputs may overlap inputs, and the result is as if they did not; for
 * psa_aead_encrypt() and psa_aead_decrypt() see there. After an error, output lengths are 0,
 * output identifiers PSA_KEY_ID_NULL, and the content of output buffers is undefined.
 *
 * Statuses that any function with a key may return, beside those that it lists:
 *   PSA_ERROR_INVALID_HANDLE        the caller has no such key
 *   PSA_ERROR_NOT_PERMITTED         the key's usage or algorithm does not allow it
 *   PSA_ERROR_NOT_SUPPORTED         this image has no such algorithm or key type
 *   PSA_ERROR_INVALID_ARGUMENT      algorithm and key do not go together, or not with this function
 *   PSA_ERROR_BUFFER_TOO_SMALL      an output does not fit; the sizes are in crypto_sizes.h
 *   PSA_ERROR_INSUFFICIENT_MEMORY   the table of keys is full: destroy a volatile key
 *   PSA_ERROR_DATA_CORRUPT, PSA_ERROR_DATA_INVALID
 *                                   a persistent key's record is damaged, or of a format this
 *                                   version does not know: psa_destroy_key() still removes it
 *   PSA_ERROR_STORAGE_FAILURE       the storage below failed
 * and, through psa_call(), what that may return (psa/client.h).
 */
#ifndef PSA_CRYPTO_H
#define PSA_CRYPTO_H

#include "psa/crypto_sizes.h"
#include "psa/crypto_types.h"
#include "psa/crypto_values.h"

#define PSA_CRYPTO_API_VERSION_MAJOR 1
#define PSA_CRYPTO_API_VERSION_MINOR 2

/**
 * Prepares the library. Does nothing but say PSA_SUCCESS: the secure side prepares itself, and
 * the random generator is seeded when it is first needed. May be called any number of times.
 */
psa_status_t psa_crypto_init(void);

/* Key attributes (section 9.1): a structure that the caller owns. No function here fails. */

static inline psa_key_attributes_t psa_key_attributes_init(void)
{
    return (psa_key_attributes_t)PSA_KEY_ATTRIBUTES_INIT;
}

static inline void psa_reset_key_attributes(psa_key_attributes_t *attributes)
{
    *attributes = psa_key_attributes_init();
}

static inline void psa_set_key_type(psa_key_attributes_t *attributes, psa_key_type_t type)
{
    attributes->type = type;
}

static inline psa_key_type_t psa_get_key_type(const psa_key_attributes_t *attributes)
{
    return attributes->type;
}

/** A size above 65,535 bits is kept as 65,535, which no key has. */
static inline void psa_set_key_bits(psa_key_attributes_t *attributes, size_t bits)
{
    attributes->bits = (uint16_t)(bits > UINT16_MAX ? UINT16_MAX : bits);
}

static inline size_t psa_get_key_bits(const psa_key_attributes_t *attributes)
{
    return attributes->bits;
}

/** Sets the lifetime; one with volatile persistence clears the identifier. */
static inline void psa_set_key_lifetime(psa_key_attributes_t *attributes,
                                        psa_key_lifetime_t lifetime)
{
    attributes->lifetime = lifetime;
    if (PSA_KEY_LIFETIME_IS_VOLATILE(lifetime))
        attributes->id = PSA_KEY_ID_NULL;
}

static inline psa_key_lifetime_t psa_get_key_lifetime(const psa_key_attributes_t *attributes)
{
    return attributes->lifetime;
}

/** Sets the identifier, and makes a volatile lifetime persistent at the same location. */
static inline void psa_set_key_id(psa_key_attributes_t *attributes, psa_key_id_t id)
{
    attributes->id = id;
    if (PSA_KEY_LIFETIME_IS_VOLATILE(attributes->lifetime))
        attributes->lifetime |= PSA_KEY_PERSISTENCE_DEFAULT;
}

static inline psa_key_id_t psa_get_key_id(const psa_key_attributes_t *attributes)
{
    return attributes->id;
}

/** Sets the usage. A key made with ..._HASH has ..._MESSAGE too, and says so when asked. */
static inline void psa_set_key_usage_flags(psa_key_attributes_t *attributes, psa_key_usage_t usage)
{
    attributes->usage = usage;
}

static inline psa_key_usage_t psa_get_key_usage_flags(const psa_key_attributes_t *attributes)
{
    return attributes->usage;
}

static inline void psa_set_key_algorithm(psa_key_attributes_t *attributes, psa_algorithm_t alg)
{
    attributes->algorithm = alg;
}

static inline psa_algorithm_t psa_get_key_algorithm(const psa_key_attributes_t *attributes)
{
    return attributes->algorithm;
}

/**
 * Reads the attributes of a key of the caller's. The identifier is among them for every key.
 * On failure `*attributes` is as PSA_KEY_ATTRIBUTES_INIT.
 */
psa_status_t psa_get_key_attributes(psa_key_id_t key, psa_key_attributes_t *attributes);

/**
 * Makes a key of given bytes (section 9.6.1).
 *
 * Type, usage, algorithm, lifetime and, for a persistent key, identifier come from `attributes`;
 * the size comes from the data, and must agree with the attributes' unless that is 0. Formats:
 *   PSA_KEY_TYPE_AES                    16, 24 or 32 bytes
 *   PSA_KEY_TYPE_HMAC, _RAW_DATA        any bytes, at least one
 *   PSA_KEY_TYPE_ECC_KEY_PAIR(SECP_R1)  the private value, 32 bytes big-endian, from 1 to n - 1
 *   PSA_KEY_TYPE_ECC_PUBLIC_KEY(...)    0x04, x and y, 65 bytes, a point of the curve
 *
 * On success `*key` names the key: a volatile one by an identifier of the vendor range that was
 * not given to another key for at least a thousand million keys, a persistent one as the
 * attributes say.
 *
 * Also returns
 *   PSA_ERROR_INVALID_ARGUMENT      the attributes contradict themselves or the data, an unknown
 *                                   usage, an identifier outside 1..PSA_KEY_ID_USER_MAX, no data,
 *                                   a read-only persistence
 *   PSA_ERROR_NOT_SUPPORTED         key type, size or lifetime that this image does not have
 *   PSA_ERROR_ALREADY_EXISTS        the caller has a persistent key of this identifier
 *   PSA_ERROR_INSUFFICIENT_STORAGE  no room for a persistent key
 */
psa_status_t psa_import_key(const psa_key_attributes_t *attributes, const uint8_t *data,
                            size_t data_length, psa_key_id_t *key);

/**
 * Makes a key of random bytes. As psa_import_key(), but the size comes from the attributes, a
 * public key cannot be made alone (PSA_ERROR_INVALID_ARGUMENT), and without entropy the answer is
 *   PSA_ERROR_INSUFFICIENT_ENTROPY
 */
psa_status_t psa_generate_key(const psa_key_attributes_t *attributes, psa_key_id_t *key);

/**
 * Destroys a key: wipes it in RAM, and removes a persistent key from storage. PSA_KEY_ID_NULL is
 * no key, and PSA_SUCCESS. Removes damaged keys too. After PSA_ERROR_STORAGE_FAILURE a persistent
 * key may still be there.
 */
psa_status_t psa_destroy_key(psa_key_id_t key);

/** Wipes the copy in RAM of a persistent key. A volatile key stays as it is: PSA_SUCCESS. */
psa_status_t psa_purge_key(psa_key_id_t key);

/** Copies a key out, in the format of psa_import_key(). Needs PSA_KEY_USAGE_EXPORT, but for
 * public keys. */
psa_status_t psa_export_key(psa_key_id_t key, uint8_t *data, size_t data_size, size_t *data_length);

/** Copies out a public key, or the public half of a pair: 0x04, x, y. Needs no usage. */
psa_status_t psa_export_public_key(psa_key_id_t key, uint8_t *data, size_t data_size,
                                   size_t *data_length);

/**
 * Computes the hash of `input`. Returns PSA_ERROR_INVALID_ARGUMENT if `alg` is no hash,
 * PSA_ERROR_NOT_SUPPORTED, PSA_ERROR_BUFFER_TOO_SMALL.
 */
psa_status_t psa_hash_compute(psa_algorithm_t alg, const uint8_t *input, size_t input_length,
                              uint8_t *hash, size_t hash_size, size_t *hash_length);

/**
 * Computes the hash of `input` and compares it with `hash`, in a time that does not depend on
 * where they differ. PSA_ERROR_INVALID_SIGNATURE if they differ, in length too.
 */
psa_status_t psa_hash_compare(psa_algorithm_t alg, const uint8_t *input, size_t input_length,
                              const uint8_t *hash, size_t hash_length);

/**
 * Encrypts and authenticates: `ciphertext` is as long as `plaintext` with the tag behind it.
 *
 * AES-CCM: nonces of 7 to 13 bytes (PSA_ERROR_INVALID_ARGUMENT otherwise; a nonce of n bytes
 * leaves 15 - n bytes for the length of the plaintext), tags of 4, 6, ... 16 bytes. A nonce must
 * never be used twice with one key.
 *
 * `ciphertext` may be `plaintext`, or overlap it in any way. One case is not done, because it
 * would need a copy of the message: `ciphertext` begins inside `plaintext`, and the additional data
 * lies where it goes as well. That is PSA_ERROR_NOT_SUPPORTED, and nothing has changed.
 * Needs PSA_KEY_USAGE_ENCRYPT.
 */
psa_status_t psa_aead_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *nonce,
                              size_t nonce_length, const uint8_t *additional_data,
                              size_t additional_data_length, const uint8_t *plaintext,
                              size_t plaintext_length, uint8_t *ciphertext, size_t ciphertext_size,
                              size_t *ciphertext_length);

/**
 * Checks and decrypts what psa_aead_encrypt() made. PSA_ERROR_INVALID_SIGNATURE if anything of it
 * was changed; the whole of `plaintext` is zero then.
 *
 * The secure side holds no copy of a message: it writes plaintext into the caller's buffer while
 * it computes the tag, and this function erases the buffer in case the tag is wrong. Whoever else
 * can read that memory during the call can see unauthenticated plaintext.
 *
 * `plaintext` may overlap `ciphertext` as in psa_aead_encrypt().
 * Needs PSA_KEY_USAGE_DECRYPT. PSA_ERROR_INVALID_ARGUMENT if `ciphertext` is shorter than a tag.
 */
psa_status_t psa_aead_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *nonce,
                              size_t nonce_length, const uint8_t *additional_data,
                              size_t additional_data_length, const uint8_t *ciphertext,
                              size_t ciphertext_length, uint8_t *plaintext, size_t plaintext_size,
                              size_t *plaintext_length);

/**
 * Hashes `input` and signs the hash with a key pair. ECDSA: r and s, big-endian, one after the
 * other. `alg` names its hash: PSA_ALG_ECDSA(PSA_ALG_SHA_256). Needs PSA_KEY_USAGE_SIGN_MESSAGE.
 * PSA_ERROR_INSUFFICIENT_ENTROPY if there is no random value for the signature.
 */
psa_status_t psa_sign_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                              size_t input_length, uint8_t *signature, size_t signature_size,
                              size_t *signature_length);

/** Verifies what psa_sign_message() made, with a pair or a public key.
 * PSA_ERROR_INVALID_SIGNATURE if it is not right. Needs PSA_KEY_USAGE_VERIFY_MESSAGE. */
psa_status_t psa_verify_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                size_t input_length, const uint8_t *signature,
                                size_t signature_length);

/**
 * Signs a hash that the caller computed. With PSA_ALG_ECDSA(h) it must have h's length; with
 * PSA_ALG_ECDSA_ANY 1 to PSA_HASH_MAX_SIZE bytes, of which the leftmost 256 bits count.
 * Otherwise as psa_sign_message(). Needs PSA_KEY_USAGE_SIGN_HASH.
 */
psa_status_t psa_sign_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *hash,
                           size_t hash_length, uint8_t *signature, size_t signature_size,
                           size_t *signature_length);

/** Verifies what psa_sign_hash() made, with a pair or a public key.
 * PSA_ERROR_INVALID_SIGNATURE if it is not right. Needs PSA_KEY_USAGE_VERIFY_HASH. */
psa_status_t psa_verify_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *hash,
                             size_t hash_length, const uint8_t *signature, size_t signature_length);

/**
 * Fills `output` with random bytes, from a generator of 128 bits of strength that is seeded, and
 * from time to time reseeded, by the board's entropy source. If that fails:
 * PSA_ERROR_INSUFFICIENT_ENTROPY, and no byte of the generator is in `output`.
 */
psa_status_t psa_generate_random(uint8_t *output, size_t output_size);

#endif
