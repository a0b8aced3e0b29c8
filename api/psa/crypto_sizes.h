/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Sizes of the PSA Crypto API 1.2, for callers who allocate. Include psa/crypto.h.
 *
 * All sizes are in bytes unless a name says bits. The ..._MAX_SIZE values cover every algorithm
 * and key type that an image of this version can be configured to have; the macros with arguments
 * are exact, or 0 where the combination has no meaning. Arguments may be evaluated more than once.
 */
#ifndef PSA_CRYPTO_SIZES_H
#define PSA_CRYPTO_SIZES_H

#include "psa/crypto_values.h"

#define PSA_BITS_TO_BYTES(bits)  (((bits) + 7u) / 8u)
#define PSA_BYTES_TO_BITS(bytes) ((bytes)*8u)

/** Length of a hash, also for an algorithm that has the hash in its low byte (HMAC, ECDSA). */
#define PSA_HASH_LENGTH(alg)                                 \
    (PSA_ALG_GET_HASH(alg) == PSA_ALG_MD2              ? 16u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_MD4            ? 16u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_MD5            ? 16u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_AES_MMO_ZIGBEE ? 16u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_RIPEMD160      ? 20u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_SHA_1          ? 20u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_SHA_224        ? 28u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_SHA_512_224    ? 28u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_SHA3_224       ? 28u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_SHA_256        ? 32u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_SHA_512_256    ? 32u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_SHA3_256       ? 32u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_SM3            ? 32u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_SHA_384        ? 48u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_SHA3_384       ? 48u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_SHA_512        ? 64u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_SHA3_512       ? 64u \
     : PSA_ALG_GET_HASH(alg) == PSA_ALG_SHAKE256_512   ? 64u \
                                                       : 0u)
#define PSA_HASH_MAX_SIZE 64u

/** Length of the tag that `alg` appends; the first two arguments play no part. */
#define PSA_AEAD_TAG_LENGTH(key_type, key_bits, alg) \
    (PSA_ALG_IS_AEAD(alg) ? (size_t)PSA_ALG_AEAD_GET_TAG_LENGTH(alg) : (size_t)0)
#define PSA_AEAD_TAG_MAX_SIZE 16u
/** The nonce length that suits `alg` best: the longest that it takes. CCM accepts 7 to 13. */
#define PSA_AEAD_NONCE_LENGTH(key_type, alg)                                         \
    (PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(alg) == PSA_ALG_CCM                        \
         ? PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type) == 16u ? 13u : 0u                 \
     : PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(alg) == PSA_ALG_GCM                      \
         ? PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type) == 16u ? 12u : 0u                 \
     : PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(alg) == PSA_ALG_CHACHA20_POLY1305  ? 12u \
     : PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(alg) == PSA_ALG_XCHACHA20_POLY1305 ? 24u \
                                                                               : 0u)
#define PSA_AEAD_NONCE_MAX_SIZE 24u
#define PSA_AEAD_ENCRYPT_OUTPUT_SIZE(key_type, alg, plaintext_length) \
    ((size_t)(plaintext_length) + PSA_AEAD_TAG_LENGTH(key_type, 0, alg))
#define PSA_AEAD_ENCRYPT_OUTPUT_MAX_SIZE(plaintext_length) \
    ((size_t)(plaintext_length) + PSA_AEAD_TAG_MAX_SIZE)
#define PSA_AEAD_DECRYPT_OUTPUT_SIZE(key_type, alg, ciphertext_length)       \
    ((size_t)(ciphertext_length) > PSA_AEAD_TAG_LENGTH(key_type, 0, alg)     \
         ? (size_t)(ciphertext_length)-PSA_AEAD_TAG_LENGTH(key_type, 0, alg) \
         : (size_t)0)
#define PSA_AEAD_DECRYPT_OUTPUT_MAX_SIZE(ciphertext_length) ((size_t)(ciphertext_length))

/** r || s, each as long as the curve's order. */
#define PSA_ECDSA_SIGNATURE_SIZE(curve_bits) (PSA_BITS_TO_BYTES(curve_bits) * 2u)
#define PSA_SIGN_OUTPUT_SIZE(key_type, key_bits, alg)                             \
    (PSA_KEY_TYPE_IS_RSA(key_type)   ? (size_t)PSA_BITS_TO_BYTES(key_bits)        \
     : PSA_KEY_TYPE_IS_ECC(key_type) ? (size_t)PSA_ECDSA_SIGNATURE_SIZE(key_bits) \
                                     : (size_t)0)
#define PSA_SIGNATURE_MAX_SIZE PSA_ECDSA_SIGNATURE_SIZE(256)

/** A pair is exported as its private value, a public point as 0x04 || x || y. */
#define PSA_EXPORT_KEY_OUTPUT_SIZE(key_type, key_bits)                                  \
    (PSA_KEY_TYPE_IS_ECC_PUBLIC_KEY(key_type)                                           \
         ? PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE(key_type, key_bits)                        \
     : PSA_KEY_TYPE_IS_UNSTRUCTURED(key_type) || PSA_KEY_TYPE_IS_ECC_KEY_PAIR(key_type) \
         ? (size_t)PSA_BITS_TO_BYTES(key_bits)                                          \
         : (size_t)0)
/** For either half; Montgomery and Edwards keys have no y and no leading byte. */
#define PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE(key_type, key_bits)                  \
    (!PSA_KEY_TYPE_IS_ECC(key_type) ? (size_t)0                                \
     : PSA_KEY_TYPE_ECC_GET_FAMILY(key_type) == PSA_ECC_FAMILY_MONTGOMERY      \
         ? (size_t)PSA_BITS_TO_BYTES(key_bits)                                 \
     : PSA_KEY_TYPE_ECC_GET_FAMILY(key_type) == PSA_ECC_FAMILY_TWISTED_EDWARDS \
         ? (size_t)(key_bits) / 8u + 1u                                        \
         : (size_t)PSA_BITS_TO_BYTES(key_bits) * 2u + 1u)
#define PSA_EXPORT_KEY_PAIR_MAX_SIZE       PSA_BITS_TO_BYTES(256)
#define PSA_EXPORT_PUBLIC_KEY_MAX_SIZE     (PSA_BITS_TO_BYTES(256) * 2u + 1u)
#define PSA_EXPORT_ASYMMETRIC_KEY_MAX_SIZE PSA_EXPORT_PUBLIC_KEY_MAX_SIZE

#endif
