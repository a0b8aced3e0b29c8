/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What crypto/ asks of a library of primitives: one constant table of functions.
 *
 * An image links one provider (crypto/provider/<name>/), which defines crypto_provider. An entry
 * is null when the profile leaves it out; the front end then answers PSA_ERROR_NOT_SUPPORTED, and
 * the linker has no reason to keep the primitive. An entry that has some of its algorithms answers
 * PSA_ERROR_NOT_SUPPORTED for the others, by an ordinary condition on CONFIG_CRYPTO_*.
 *
 * The front end has checked the policy, and type, size and format of a key, before it calls; a
 * provider judges what only the mathematics can tell. It checks no order of calls and no length
 * of an IV: the front end has. Sizes are in bytes. Pointers may be null where their size is 0.
 * Input and output do not overlap, but where an entry says that they may be the same.
 *
 * A state is memory of the caller's, aligned for 64 bits, which may live on a stack and may be
 * moved while nobody uses it. It is not copied but by an entry named clone. After a begin that
 * failed a provider holds nothing. Every state that was begun ends in a finish that succeeded or in
 * an abort; after any failure nothing but abort follows. The front end wipes states itself, however
 * they ended. An abort entry takes a state of zeros, too, and one that was finished, and has
 * nothing to do then. Abort and clone entries may be null where a provider holds nothing outside of
 * a state; they are called only where CRYPTO_STATES_HOLD.
 *
 * A key of a secure element or another place that material does not leave has a table of its own,
 * see crypto_locations[]; its material is then whatever that table's opaque_* entries have put
 * there.
 */
#ifndef CRYPTO_PRIMITIVE_H
#define CRYPTO_PRIMITIVE_H

#include "kedge_config.h"
#include "psa/crypto.h"

#include <stdbool.h>

/** The hashes of 64-bit words, which need states and blocks twice as large, are in the profile. */
#define CRYPTO_HASH_WIDE (CONFIG_CRYPTO_SHA384 || CONFIG_CRYPTO_SHA512)
/** The longest hash of the profile, and the longest block of one. */
#define CRYPTO_HASH_MAX  (CONFIG_CRYPTO_SHA512 ? 64u : CONFIG_CRYPTO_SHA384 ? 48u : 32u)
#define CRYPTO_BLOCK_MAX (CRYPTO_HASH_WIDE ? 128u : 64u)
/** There are keys on curves. */
#define CRYPTO_ECC (CONFIG_CRYPTO_ECC_P256 || CONFIG_CRYPTO_ECC_P384)
/** There are keys in pairs. */
#define CRYPTO_ASYMMETRIC (CRYPTO_ECC || CONFIG_CRYPTO_RSA)
/** There are authentication codes. */
#define CRYPTO_MAC_ANY (CONFIG_CRYPTO_HMAC || CONFIG_CRYPTO_CMAC)
/** The longest private value, and the longest point with its leading byte, of the profile's
 * curves. */
#define CRYPTO_ECC_MAX   (CONFIG_CRYPTO_ECC_P384 ? 48u : 32u)
#define CRYPTO_POINT_MAX (CRYPTO_ECC_MAX * 2u + 1u)
/** The longest modulus. */
#define CRYPTO_RSA_MAX (CONFIG_CRYPTO_RSA ? CONFIG_CRYPTO_RSA_BITS_MAX / 8u : 0u)
/** The longest signature. */
#define CRYPTO_SIGNATURE_MAX \
    (CRYPTO_RSA_MAX > CRYPTO_ECC_MAX * 2u ? CRYPTO_RSA_MAX : CRYPTO_ECC_MAX * 2u)
/** The longest key in the format of psa_export_public_key(): a point, or a modulus and an exponent
 * of up to five bytes, with the headers of DER. */
#define CRYPTO_PUBLIC_MAX \
    (CRYPTO_RSA_MAX + 18u > CRYPTO_POINT_MAX ? CRYPTO_RSA_MAX + 18u : CRYPTO_POINT_MAX)
/** Random bytes in one request, at most (SP 800-90A limits them too, but higher). */
#define CRYPTO_RANDOM_MAX 1024u
/** A length that is not known yet. */
#define CRYPTO_SIZE_UNKNOWN SIZE_MAX
/** Of AES. No other block cipher is here. */
#define CRYPTO_CIPHER_BLOCK 16u

/*
 * States. Each is as large as the largest that the profile's options need of any provider, which
 * asserts that its own fit.
 */
#define CRYPTO_STATE_64BIT (sizeof(void *) == 8)
struct crypto_hash {
    uint64_t opaque[CRYPTO_HASH_WIDE ? (CRYPTO_STATE_64BIT ? 28 : 27)
                    : CRYPTO_STATE_64BIT + CONFIG_CRYPTO_SHA1 + CONFIG_CRYPTO_SHA224 > 0 ? 15
                                                                                         : 13];
};
struct crypto_cmac {
    uint64_t opaque[33];
};
struct crypto_cipher {
    uint64_t opaque[36];
};
struct crypto_aead {
    uint64_t opaque[CONFIG_CRYPTO_GCM ? 44 : CRYPTO_STATE_64BIT ? 39 : 38];
};

/** What of an AEAD state of CCM is not the key. */
struct crypto_aead_turn {
    uint64_t opaque[CRYPTO_STATE_64BIT ? 8 : 7];
};

/** A key: in the key store, and as it reaches a provider, which keeps no copy of it but in a state.
 */
struct crypto_key {
    psa_key_attributes_t attributes;
    const uint8_t *data; /**< as psa_export_key() gives it, or what its location keeps */
    size_t size;         /**< in bytes */
};

/** Some provider of this profile may hold something outside of its states. */
#define CRYPTO_STATES_HOLD (CONFIG_CRYPTO_OPENSSL || CONFIG_CRYPTO_OPAQUE)

struct crypto_provider {
    /**
     * Fills `output`, at most CRYPTO_RANDOM_MAX bytes. PSA_ERROR_INSUFFICIENT_ENTROPY, with
     * `output` wiped, if the generator cannot be seeded or reseeded. Never null.
     */
    psa_status_t (*random)(uint8_t *output, size_t size);

    /* Hashes. */

    /** PSA_ERROR_NOT_SUPPORTED for a hash that the provider does not have; nothing has begun then.
     */
    psa_status_t (*hash_begin)(struct crypto_hash *hash, psa_algorithm_t algorithm);
    psa_status_t (*hash_update)(struct crypto_hash *hash, const uint8_t *data, size_t size);
    /** Writes as many bytes as the algorithm's hash has. */
    psa_status_t (*hash_finish)(struct crypto_hash *hash, uint8_t *digest);
    /** Makes `target` as if it had had the same input. Null where a copy of the bytes will do. */
    psa_status_t (*hash_clone)(const struct crypto_hash *source, struct crypto_hash *target);
    void (*hash_abort)(struct crypto_hash *hash);
    /**
     * Takes a state apart: `*count` bytes of input so far; the chaining value, big-endian, 20, 32
     * or 64 bytes (of SHA-1, of SHA-224 and SHA-256, and of SHA-384 and SHA-512); and the last
     * `*count` modulo block size bytes of input, which were not yet worked in. The state stays.
     */
    psa_status_t (*hash_export)(const struct crypto_hash *hash, uint64_t *count, uint8_t *chain,
                                uint8_t *pending);
    /** Begins a hash from what hash_export gave. PSA_ERROR_NOT_SUPPORTED as hash_begin. */
    psa_status_t (*hash_import)(struct crypto_hash *hash, psa_algorithm_t algorithm, uint64_t count,
                                const uint8_t *chain, const uint8_t *pending);

    /* CMAC with AES; HMAC is made of the hashes by crypto/hmac.c. Of a location's table the same
     * entries, for keys of its own, with any MAC as algorithm. */

    psa_status_t (*cmac_begin)(struct crypto_cmac *cmac, const struct crypto_key *key,
                               psa_algorithm_t algorithm);
    psa_status_t (*cmac_update)(struct crypto_cmac *cmac, const uint8_t *data, size_t size);
    /** Writes the whole MAC: 16 bytes, or of an HMAC its hash's. */
    psa_status_t (*cmac_finish)(struct crypto_cmac *cmac, uint8_t *mac);
    void (*cmac_abort)(struct crypto_cmac *cmac);

    /* Unauthenticated ciphers: the modes of AES. */

    psa_status_t (*cipher_begin)(struct crypto_cipher *cipher, const struct crypto_key *key,
                                 psa_algorithm_t algorithm, bool encrypt);
    /** Once, before the first input, where the mode has an IV: 16 bytes. */
    psa_status_t (*cipher_iv)(struct crypto_cipher *cipher, const uint8_t *iv);
    /**
     * Writes what `size` more bytes make ready: all of them of a stream mode; whole blocks of ECB
     * and CBC; of CBC-PKCS7 decryption, whole blocks but for the last. `output` may be `input` if
     * no bytes are held back from an earlier call. PSA_ERROR_BUFFER_TOO_SMALL if it is more than
     * `capacity`.
     */
    psa_status_t (*cipher_update)(struct crypto_cipher *cipher, const uint8_t *input, size_t size,
                                  uint8_t *output, size_t capacity, size_t *length);
    /**
     * PSA_ERROR_INVALID_ARGUMENT for an incomplete block where the mode has no padding, and for
     * any incomplete block to decrypt; PSA_ERROR_INVALID_PADDING, found out in constant time;
     * PSA_ERROR_BUFFER_TOO_SMALL.
     */
    psa_status_t (*cipher_finish)(struct crypto_cipher *cipher, uint8_t *output, size_t capacity,
                                  size_t *length);
    void (*cipher_abort)(struct crypto_cipher *cipher);

    /* Authenticated ciphers. */

    /** PSA_ERROR_INVALID_ARGUMENT for a length of the tag that the algorithm does not have. */
    psa_status_t (*aead_begin)(struct crypto_aead *aead, const struct crypto_key *key,
                               psa_algorithm_t algorithm, bool encrypt);
    /**
     * The nonce, and what sizes are known, or CRYPTO_SIZE_UNKNOWN for both: PSA_ERROR_BAD_STATE
     * then of CCM. PSA_ERROR_INVALID_ARGUMENT for a nonce of a wrong size, or data too long for
     * the nonce. The front end sees to it that the pieces which follow add up to the sizes.
     */
    psa_status_t (*aead_start)(struct crypto_aead *aead, const uint8_t *nonce, size_t nonce_size,
                               size_t ad_size, size_t data_size);
    /** All of the additional data, in pieces of any size, before the data.
     * PSA_ERROR_INVALID_ARGUMENT, here and below, for more than the algorithm can take. */
    psa_status_t (*aead_update_ad)(struct crypto_aead *aead, const uint8_t *ad, size_t size);
    /** `output` is as long as `input`, and may be the same buffer. */
    psa_status_t (*aead_update)(struct crypto_aead *aead, const uint8_t *input, uint8_t *output,
                                size_t size);
    /** The computed tag, for the sender as for the receiver, who compares it: as many bytes as the
     * algorithm says. */
    psa_status_t (*aead_finish)(struct crypto_aead *aead, uint8_t *tag);
    void (*aead_abort)(struct crypto_aead *aead);
    /** Exchanges all of a state of CCM but its key with `turn`: two operations of one key, each
     * begun in the same state, take turns in it. */
    void (*aead_swap)(struct crypto_aead *aead, struct crypto_aead_turn *turn);

    /* Elliptic curves: P-256 and P-384, as the bits of the key say. Points are 0x04, x, y. */

    /** Is the material a private value or a public point of its curve?
     * PSA_ERROR_INVALID_ARGUMENT if not. */
    psa_status_t (*ecc_check)(const struct crypto_key *key);
    /** Writes the public point of a pair. */
    psa_status_t (*ecc_public)(const struct crypto_key *key, uint8_t *point);
    /** Writes r and s, each as long as the curve. For PSA_ALG_DETERMINISTIC_ECDSA as RFC 6979 has
     * it. PSA_ERROR_INSUFFICIENT_ENTROPY without a random value for the signature. */
    psa_status_t (*ecdsa_sign)(const struct crypto_key *key, psa_algorithm_t algorithm,
                               const uint8_t *hash, size_t hash_size, uint8_t *signature);
    /** `key` is a public point; `signature` has r and s. PSA_ERROR_INVALID_SIGNATURE. */
    psa_status_t (*ecdsa_verify)(const struct crypto_key *key, const uint8_t *hash,
                                 size_t hash_size, const uint8_t *signature);
    /** Writes x of the product of a pair's private value and the peer's point, as long as the
     * curve; `secret` may be where `peer` is. PSA_ERROR_INVALID_ARGUMENT if `peer`, of the right
     * length, is no point of it. */
    psa_status_t (*ecdh)(const struct crypto_key *key, const uint8_t *peer, uint8_t *secret);

    /* RSA. Keys are RSAPrivateKey and RSAPublicKey of RFC 8017 in DER; where a public key is
     * asked for a pair will do. */

    /** Judges a key that is imported: `*bits` of its modulus. PSA_ERROR_INVALID_ARGUMENT if it is
     * none, PSA_ERROR_NOT_SUPPORTED for a size or exponent that the provider does not take. */
    psa_status_t (*rsa_check)(const struct crypto_key *key, size_t *bits);
    /** Writes a new pair of `bits`, with an exponent of `exponent_size` bytes, big-endian, or
     * 65537 for none. PSA_ERROR_INVALID_ARGUMENT for an exponent that is even or below 3,
     * PSA_ERROR_NOT_SUPPORTED for a size or exponent that the provider does not make,
     * PSA_ERROR_BUFFER_TOO_SMALL if the pair is longer than `capacity`. */
    psa_status_t (*rsa_generate)(size_t bits, const uint8_t *exponent, size_t exponent_size,
                                 uint8_t *output, size_t capacity, size_t *size);
    /** Writes RSAPublicKey of a pair. `output` has CRYPTO_PUBLIC_MAX bytes. */
    psa_status_t (*rsa_public)(const struct crypto_key *key, uint8_t *output, size_t *size);
    /** `signature` is as long as the modulus. PSA_ERROR_INVALID_ARGUMENT for a hash that is too
     * long for it. */
    psa_status_t (*rsa_sign)(const struct crypto_key *key, psa_algorithm_t algorithm,
                             const uint8_t *hash, size_t hash_size, uint8_t *signature);
    psa_status_t (*rsa_verify)(const struct crypto_key *key, psa_algorithm_t algorithm,
                               const uint8_t *hash, size_t hash_size, const uint8_t *signature);
    /** `output` is as long as the modulus. PSA_ERROR_INVALID_ARGUMENT for an input that is too long
     * for it. CRYPTO_ALG_RSA_RAW too. */
    psa_status_t (*rsa_encrypt)(const struct crypto_key *key, psa_algorithm_t algorithm,
                                const uint8_t *input, size_t size, const uint8_t *label,
                                size_t label_size, uint8_t *output);
    /**
     * `input` is as long as the modulus; so is `output`, of which `*length` bytes mean something.
     * PSA_ERROR_INVALID_PADDING, found out in constant time up to this point.
     */
    psa_status_t (*rsa_decrypt)(const struct crypto_key *key, psa_algorithm_t algorithm,
                                const uint8_t *input, const uint8_t *label, size_t label_size,
                                uint8_t *output, size_t *length);

    /* Keys that stay elsewhere: null but in a location's table. */

    /** Takes a key in. `material` holds its `*size` bytes, and room for `capacity`; what is to be
     * kept in their place (a number, a wrapped key), and how long that is, comes back. `*bits` is
     * the size of the key. Statuses as psa_import_key(). */
    psa_status_t (*opaque_import)(const psa_key_attributes_t *attributes, uint8_t *material,
                                  size_t capacity, size_t *size, size_t *bits);
    /** Makes a key, as above. Statuses as psa_generate_key(). */
    psa_status_t (*opaque_generate)(const psa_key_attributes_t *attributes, uint8_t *material,
                                    size_t capacity, size_t *size);
    /** The key is destroyed for good. */
    psa_status_t (*opaque_destroy)(const struct crypto_key *key);
};

/** RSA without any padding, which the TPM has: a value of the vendor's range, no other algorithm's
 * policy permits it. What it encrypts and decrypts is as long as the modulus, and less than it. */
#define CRYPTO_ALG_RSA_RAW ((psa_algorithm_t)0x87000200)

#endif
