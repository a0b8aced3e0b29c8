/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The PSA Crypto API, version 1.2 with its PAKE extension, and of 1.3 the functions with custom key
 * parameters.
 *
 * Every function of it is declared and can be linked. It works, or answers PSA_ERROR_NOT_SUPPORTED
 * for an algorithm, key type or lifetime that the profile of the image leaves out. A function of
 * which it leaves out all algorithms answers so to any call, but one that aborts succeeds.
 *
 * Keys belong to the client that made them: a client names its keys by identifiers of its own, and
 * another client's keys cannot be named, seen or used. Key material leaves only by
 * psa_export_key(), if the key's usage permits it. Keys live in a table of fixed size; a volatile
 * key occupies its place until it is destroyed, or the machine restarts. Keys with the lifetime
 * PSA_KEY_LIFETIME_PERSISTENT are in internal storage, survive power cuts whole (a key being made
 * when the power goes exists afterwards or does not), and come into the table while they are used.
 *
 * Operations in several parts are set up, used, and end when they finish or are aborted. Each has a
 * place on the secure side meanwhile, of which there are few, for all clients together. Setting up
 * an active operation, using an inactive one, or using one in the wrong order is
 * PSA_ERROR_BAD_STATE. After any error that a function does not except, the secure side has thrown
 * away what was computed and taken the place back; the operation answers PSA_ERROR_BAD_STATE until
 * the caller aborts it, which always succeeds. A setup that fails changes nothing. A key is needed
 * at the setup only: it may be destroyed before the operation ends. One-shot functions need no
 * place.
 *
 * Buffers stay the caller's. Outputs may overlap inputs, and the result is as if they did not.
 * After an error, output lengths are 0, output identifiers PSA_KEY_ID_NULL, and the content of
 * output buffers is undefined. A buffer of length 0 may be a null pointer, no other.
 *
 * Statuses. Beside those that its own comment names, a function returns
 *
 *   with a key (psa_key_id_t)
 *     PSA_ERROR_INVALID_HANDLE        the caller has no such key
 *     PSA_ERROR_INSUFFICIENT_MEMORY   the key is persistent and has to come into the table of keys,
 *                                     which is full: destroy a volatile key
 *     PSA_ERROR_DATA_CORRUPT, PSA_ERROR_DATA_INVALID
 *                                     a persistent key's record is damaged, or of a format this
 *                                     version does not know: psa_destroy_key() still removes it
 *     PSA_ERROR_STORAGE_FAILURE       the storage below failed
 *   with an algorithm (psa_algorithm_t)
 *     PSA_ERROR_NOT_SUPPORTED         this image does not have it, or not where the key lives
 *     PSA_ERROR_INVALID_ARGUMENT      it is none for this function, or does not go with the key
 *   with both
 *     PSA_ERROR_NOT_PERMITTED         the key's usage or algorithm does not allow it
 *   with the attributes of a new key
 *     PSA_ERROR_INVALID_ARGUMENT      they contradict themselves or what the key is made of; an
 *                                     unknown usage, an identifier outside 1..PSA_KEY_ID_USER_MAX,
 *                                     a read-only persistence
 *     PSA_ERROR_NOT_SUPPORTED         a key type, size or lifetime that this image does not have
 *     PSA_ERROR_ALREADY_EXISTS        the caller has a persistent key of this identifier
 *     PSA_ERROR_INSUFFICIENT_MEMORY   the table of keys is full: destroy a volatile key
 *     PSA_ERROR_INSUFFICIENT_STORAGE  no room for a persistent key
 *     PSA_ERROR_DATA_CORRUPT, PSA_ERROR_DATA_INVALID
 *                                     a persistent key of this identifier is damaged, as above
 *     PSA_ERROR_STORAGE_FAILURE       the storage below failed; there is no new key
 *   with an output and its length (size_t *)
 *     PSA_ERROR_BUFFER_TOO_SMALL      it does not fit; the sizes are in crypto_sizes.h
 *   to begin an operation (setup, resume, clone)
 *     PSA_ERROR_BAD_STATE             it is active
 *     PSA_ERROR_INSUFFICIENT_MEMORY   no place for another: finish or abort one
 *   for an operation that goes on
 *     PSA_ERROR_BAD_STATE             it does not, or it is not this function's turn
 *
 * and, through psa_call(), what that may return (psa/client.h). Where a comment says "no other
 * error", none of these. test/conform/crypto_status.c reads all this, and provokes each of them.
 */
#ifndef PSA_CRYPTO_H
#define PSA_CRYPTO_H

#include "psa/crypto_aead.h"
#include "psa/crypto_asymmetric.h"
#include "psa/crypto_cipher.h"
#include "psa/crypto_derivation.h"
#include "psa/crypto_hash.h"
#include "psa/crypto_mac.h"
#include "psa/crypto_pake.h"
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
 *   PSA_KEY_TYPE_CHACHA20               32 bytes
 *   PSA_KEY_TYPE_HMAC, _RAW_DATA, _DERIVE, _PASSWORD, _PASSWORD_HASH, _PEPPER
 *                                       any bytes, at least one
 *   PSA_KEY_TYPE_ECC_KEY_PAIR(SECP_R1)  the private value, big-endian, from 1 to n - 1: 32 bytes
 *                                       for P-256, 48 for P-384
 *   PSA_KEY_TYPE_ECC_PUBLIC_KEY(...)    0x04, x and y, 65 or 97 bytes, a point of the curve
 *   PSA_KEY_TYPE_RSA_KEY_PAIR, _RSA_PUBLIC_KEY
 *                                       DER of RSAPrivateKey, RSAPublicKey (RFC 8017, appendix A.1)
 *
 * On success `*key` names the key: a volatile one by an identifier of the vendor range that was
 * not given to another key for at least a thousand million keys, a persistent one as the
 * attributes say.
 *
 * No data, or such as no key of the type has, are PSA_ERROR_INVALID_ARGUMENT.
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
 * psa_generate_key() for an RSA pair whose public exponent the caller chooses, big-endian, in
 * `custom_data` (1.3). Statuses also as psa_generate_key(). PSA_ERROR_INVALID_ARGUMENT for flags,
 * for data with a key of another type, and for an exponent that is even or below 3;
 * PSA_ERROR_NOT_SUPPORTED for one of more than 64 bits.
 */
psa_status_t psa_generate_key_custom(const psa_key_attributes_t *attributes,
                                     const psa_custom_key_parameters_t *custom,
                                     const uint8_t *custom_data, size_t custom_data_length,
                                     psa_key_id_t *key);

/**
 * Makes a second key of a key's bytes, with another lifetime or with fewer rights: its usage is
 * what both `attributes` and the source allow, its algorithm that of both, where a wildcard (and no
 * algorithm in the attributes) gives way to what it stands for. Type and size are the source's; in
 * the attributes they are the same or 0.
 *
 *   PSA_ERROR_NOT_PERMITTED         the source does not have PSA_KEY_USAGE_COPY
 *   PSA_ERROR_NOT_SUPPORTED         the source lives elsewhere, and cannot leave
 *   PSA_ERROR_INVALID_ARGUMENT      no algorithm is common to both
 */
psa_status_t psa_copy_key(psa_key_id_t source_key, const psa_key_attributes_t *attributes,
                          psa_key_id_t *target_key);

/**
 * Destroys a key: wipes it in RAM, and removes a persistent key from storage. PSA_KEY_ID_NULL is
 * no key, and PSA_SUCCESS. Removes damaged keys too.
 *
 *   PSA_ERROR_INVALID_HANDLE        the caller has no such key
 *   PSA_ERROR_STORAGE_FAILURE       a persistent key may still be there
 *
 * and no other error, unless the location that the key lives in knows one.
 */
psa_status_t psa_destroy_key(psa_key_id_t key);

/** Wipes the copy in RAM of a persistent key. A volatile key stays as it is: PSA_SUCCESS. */
psa_status_t psa_purge_key(psa_key_id_t key);

/**
 * Copies a key out, in the format of psa_import_key().
 *
 *   PSA_ERROR_NOT_PERMITTED         it does not have PSA_KEY_USAGE_EXPORT, and is no public key
 *   PSA_ERROR_NOT_SUPPORTED         it lives elsewhere, and cannot leave
 */
psa_status_t psa_export_key(psa_key_id_t key, uint8_t *data, size_t data_size, size_t *data_length);

/**
 * Copies out a public key, or the public half of a pair, in the format of psa_import_key(). Needs
 * no usage.
 *
 *   PSA_ERROR_INVALID_ARGUMENT      the key is symmetric
 *   PSA_ERROR_NOT_SUPPORTED         it lives elsewhere, where nobody computes it
 */
psa_status_t psa_export_public_key(psa_key_id_t key, uint8_t *data, size_t data_size,
                                   size_t *data_length);

/**
 * Fills `output` with random bytes, from a generator of 128 bits of strength that is seeded, and
 * from time to time reseeded, by the board's entropy source. If that fails:
 * PSA_ERROR_INSUFFICIENT_ENTROPY, and no byte of the generator is in `output`.
 */
psa_status_t psa_generate_random(uint8_t *output, size_t output_size);

#endif
