/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Sizes of the PSA Crypto API 1.2, for callers who allocate. Include psa/crypto.h.
 *
 * All sizes are in bytes unless a name says bits. The ..._MAX_SIZE values cover every algorithm
 * and key type that an image of this version can be configured to have (RSA of 4096 bits, P-384,
 * SHA-512), whether or not the image at hand has them: clients are built apart from it. The macros
 * with arguments are exact or, where a message decides, enough; they are 0 where the combination
 * has no meaning. Arguments may be evaluated more than once.
 */
#ifndef PSA_CRYPTO_SIZES_H
#define PSA_CRYPTO_SIZES_H

#include "psa/crypto_values.h"

#define PSA_BITS_TO_BYTES(bits)  (((bits) + 7u) / 8u)
#define PSA_BYTES_TO_BITS(bytes) ((bytes)*8u)

/** The largest keys that an image can be configured to have. */
#define PSA_VENDOR_RSA_MAX_KEY_BITS   4096u
#define PSA_VENDOR_ECC_MAX_CURVE_BITS 384u

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

/** How many bytes a hash works on at a time. */
#define PSA_HASH_BLOCK_LENGTH(alg)            \
    ((alg) == PSA_ALG_MD2              ? 16u  \
     : (alg) == PSA_ALG_MD4            ? 64u  \
     : (alg) == PSA_ALG_MD5            ? 64u  \
     : (alg) == PSA_ALG_AES_MMO_ZIGBEE ? 16u  \
     : (alg) == PSA_ALG_RIPEMD160      ? 64u  \
     : (alg) == PSA_ALG_SHA_1          ? 64u  \
     : (alg) == PSA_ALG_SHA_224        ? 64u  \
     : (alg) == PSA_ALG_SHA_256        ? 64u  \
     : (alg) == PSA_ALG_SHA_384        ? 128u \
     : (alg) == PSA_ALG_SHA_512        ? 128u \
     : (alg) == PSA_ALG_SHA_512_224    ? 128u \
     : (alg) == PSA_ALG_SHA_512_256    ? 128u \
     : (alg) == PSA_ALG_SHA3_224       ? 144u \
     : (alg) == PSA_ALG_SHA3_256       ? 136u \
     : (alg) == PSA_ALG_SHA3_384       ? 104u \
     : (alg) == PSA_ALG_SHA3_512       ? 72u  \
     : (alg) == PSA_ALG_SM3            ? 64u  \
     : (alg) == PSA_ALG_SHAKE256_512   ? 136u \
                                       : 0u)

/** The parts of a suspended hash (psa_hash_suspend()), in their order; then up to
 * PSA_HASH_BLOCK_LENGTH() - 1 bytes that wait for the rest of their block. */
#define PSA_HASH_SUSPEND_ALGORITHM_FIELD_LENGTH ((size_t)4)
#define PSA_HASH_SUSPEND_INPUT_LENGTH_FIELD_LENGTH(alg) \
    ((alg) == PSA_ALG_MD2                               \
         ? (size_t)1                                    \
         : (size_t)(PSA_VENDOR_HASH_SUSPENDS(alg) * PSA_HASH_BLOCK_LENGTH(alg) / 8u))
#define PSA_HASH_SUSPEND_HASH_STATE_FIELD_LENGTH(alg)            \
    ((alg) == PSA_ALG_MD2                           ? (size_t)64 \
     : (alg) == PSA_ALG_MD4 || (alg) == PSA_ALG_MD5 ? (size_t)16 \
     : (alg) == PSA_ALG_RIPEMD160 || (alg) == PSA_ALG_SHA_1      \
         ? (size_t)20                                            \
         : (size_t)(PSA_VENDOR_HASH_SUSPENDS(alg) * PSA_HASH_BLOCK_LENGTH(alg) / 2u))
/** Is the hash of the kind (Merkle and Damgard's) whose suspended state the API defines? */
#define PSA_VENDOR_HASH_SUSPENDS(alg)                    \
    (((alg) >= PSA_ALG_MD4 && (alg) <= PSA_ALG_SHA_1) || \
     ((alg) >= PSA_ALG_SHA_224 && (alg) <= PSA_ALG_SHA_512_256))
#define PSA_HASH_SUSPEND_OUTPUT_SIZE(alg)                        \
    (PSA_HASH_SUSPEND_HASH_STATE_FIELD_LENGTH(alg) == 0          \
         ? (size_t)0                                             \
         : PSA_HASH_SUSPEND_ALGORITHM_FIELD_LENGTH +             \
               PSA_HASH_SUSPEND_INPUT_LENGTH_FIELD_LENGTH(alg) + \
               PSA_HASH_SUSPEND_HASH_STATE_FIELD_LENGTH(alg) + PSA_HASH_BLOCK_LENGTH(alg) - 1u)
#define PSA_HASH_SUSPEND_OUTPUT_MAX_SIZE PSA_HASH_SUSPEND_OUTPUT_SIZE(PSA_ALG_SHA_512)

/** Length of a MAC: what the algorithm truncates it to, or all of it. */
#define PSA_MAC_LENGTH(key_type, key_bits, alg)                                  \
    (!PSA_ALG_IS_MAC(alg)                ? (size_t)0                             \
     : PSA_MAC_TRUNCATED_LENGTH(alg) > 0 ? (size_t)PSA_MAC_TRUNCATED_LENGTH(alg) \
     : PSA_ALG_IS_HMAC(alg)              ? (size_t)PSA_HASH_LENGTH(alg)          \
                                         : (size_t)PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type))
#define PSA_MAC_MAX_SIZE PSA_HASH_MAX_SIZE

#define PSA_BLOCK_CIPHER_BLOCK_MAX_SIZE 16u

/** Length of the IV that psa_cipher_encrypt() makes, and that is right for psa_cipher_set_iv(). */
#define PSA_CIPHER_IV_LENGTH(key_type, alg)                                                        \
    (PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type) > 1u                                                  \
         ? ((alg) == PSA_ALG_CTR || (alg) == PSA_ALG_CFB || (alg) == PSA_ALG_OFB ||                \
            (alg) == PSA_ALG_XTS || (alg) == PSA_ALG_CBC_NO_PADDING || (alg) == PSA_ALG_CBC_PKCS7) \
               ? PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type)                                           \
           : (alg) == PSA_ALG_CCM_STAR_NO_TAG ? 13u                                                \
                                              : 0u                                                 \
     : (alg) != PSA_ALG_STREAM_CIPHER       ? 0u                                                   \
     : (key_type) == PSA_KEY_TYPE_CHACHA20  ? 12u                                                  \
     : (key_type) == PSA_KEY_TYPE_XCHACHA20 ? 24u                                                  \
                                            : 0u)
#define PSA_CIPHER_IV_MAX_SIZE 16u

/** Is the type of key one of the algorithm's: of a block cipher, of a stream cipher? */
#define PSA_VENDOR_CIPHER_FITS(key_type, alg) \
    (PSA_ALG_IS_CIPHER(alg) && PSA_VENDOR_MODE_FITS(key_type, alg))
#define PSA_VENDOR_AEAD_FITS(key_type, alg) \
    (PSA_ALG_IS_AEAD(alg) && PSA_VENDOR_MODE_FITS(key_type, alg))
#define PSA_VENDOR_MODE_FITS(key_type, alg)                                 \
    (((alg)&0x00400000) != 0 ? PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type) > 1u \
                             : PSA_BLOCK_CIPHER_BLOCK_LENGTH(key_type) == 1u)

/** What psa_cipher_encrypt() writes: the IV, then the ciphertext, padded if the mode pads. */
#define PSA_CIPHER_ENCRYPT_OUTPUT_SIZE(key_type, alg, input_length)                     \
    (!PSA_VENDOR_CIPHER_FITS(key_type, alg)                                             \
         ? (size_t)0                                                                    \
         : PSA_CIPHER_IV_LENGTH(key_type, alg) +                                        \
               ((alg) == PSA_ALG_CBC_PKCS7                                              \
                    ? ((size_t)(input_length) / PSA_BLOCK_CIPHER_BLOCK_MAX_SIZE + 1u) * \
                          PSA_BLOCK_CIPHER_BLOCK_MAX_SIZE                               \
                    : (size_t)(input_length)))
#define PSA_CIPHER_ENCRYPT_OUTPUT_MAX_SIZE(input_length)                                        \
    (PSA_CIPHER_IV_MAX_SIZE + ((size_t)(input_length) / PSA_BLOCK_CIPHER_BLOCK_MAX_SIZE + 1u) * \
                                  PSA_BLOCK_CIPHER_BLOCK_MAX_SIZE)
/** Enough for psa_cipher_decrypt(). Padding makes the plaintext shorter by 1 to 16 bytes. */
#define PSA_CIPHER_DECRYPT_OUTPUT_SIZE(key_type, alg, input_length)       \
    (PSA_VENDOR_CIPHER_FITS(key_type, alg) &&                             \
             (size_t)(input_length) > PSA_CIPHER_IV_LENGTH(key_type, alg) \
         ? (size_t)(input_length)-PSA_CIPHER_IV_LENGTH(key_type, alg)     \
         : (size_t)0)
#define PSA_CIPHER_DECRYPT_OUTPUT_MAX_SIZE(input_length) ((size_t)(input_length))
/** Enough for psa_cipher_update(): a block may be complete only now. */
#define PSA_CIPHER_UPDATE_OUTPUT_SIZE(key_type, alg, input_length)                            \
    (!PSA_VENDOR_CIPHER_FITS(key_type, alg) ? (size_t)0                                       \
     : PSA_VENDOR_CIPHER_BUFFERS(alg)       ? PSA_CIPHER_UPDATE_OUTPUT_MAX_SIZE(input_length) \
                                            : (size_t)(input_length))
#define PSA_CIPHER_UPDATE_OUTPUT_MAX_SIZE(input_length)                \
    (((size_t)(input_length) + PSA_BLOCK_CIPHER_BLOCK_MAX_SIZE - 1u) / \
     PSA_BLOCK_CIPHER_BLOCK_MAX_SIZE * PSA_BLOCK_CIPHER_BLOCK_MAX_SIZE)
#define PSA_CIPHER_FINISH_OUTPUT_SIZE(key_type, alg)                     \
    (PSA_VENDOR_CIPHER_FITS(key_type, alg) && (alg) == PSA_ALG_CBC_PKCS7 \
         ? PSA_CIPHER_FINISH_OUTPUT_MAX_SIZE                             \
         : 0u)
#define PSA_CIPHER_FINISH_OUTPUT_MAX_SIZE PSA_BLOCK_CIPHER_BLOCK_MAX_SIZE
/** Does the mode work on whole blocks, so that output comes later than its input? */
#define PSA_VENDOR_CIPHER_BUFFERS(alg)                                     \
    ((alg) == PSA_ALG_ECB_NO_PADDING || (alg) == PSA_ALG_CBC_NO_PADDING || \
     (alg) == PSA_ALG_CBC_PKCS7)

/** Length of the tag that `alg` appends; the size of the key plays no part. */
#define PSA_AEAD_TAG_LENGTH(key_type, key_bits, alg) \
    (PSA_VENDOR_AEAD_FITS(key_type, alg) ? (size_t)PSA_ALG_AEAD_GET_TAG_LENGTH(alg) : (size_t)0)
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
#define PSA_AEAD_ENCRYPT_OUTPUT_SIZE(key_type, alg, plaintext_length)         \
    (PSA_VENDOR_AEAD_FITS(key_type, alg)                                      \
         ? (size_t)(plaintext_length) + PSA_AEAD_TAG_LENGTH(key_type, 0, alg) \
         : (size_t)0)
#define PSA_AEAD_ENCRYPT_OUTPUT_MAX_SIZE(plaintext_length) \
    ((size_t)(plaintext_length) + PSA_AEAD_TAG_MAX_SIZE)
#define PSA_AEAD_DECRYPT_OUTPUT_SIZE(key_type, alg, ciphertext_length)           \
    (PSA_VENDOR_AEAD_FITS(key_type, alg) &&                                      \
             (size_t)(ciphertext_length) > PSA_AEAD_TAG_LENGTH(key_type, 0, alg) \
         ? (size_t)(ciphertext_length)-PSA_AEAD_TAG_LENGTH(key_type, 0, alg)     \
         : (size_t)0)
#define PSA_AEAD_DECRYPT_OUTPUT_MAX_SIZE(ciphertext_length) ((size_t)(ciphertext_length))
/** In several parts, every byte of output comes with its byte of input: nothing is left for the
 * end but the tag. */
#define PSA_AEAD_UPDATE_OUTPUT_SIZE(key_type, alg, input_length) \
    (PSA_VENDOR_AEAD_FITS(key_type, alg) ? (size_t)(input_length) : (size_t)0)
#define PSA_AEAD_UPDATE_OUTPUT_MAX_SIZE(input_length) ((size_t)(input_length))
#define PSA_AEAD_FINISH_OUTPUT_SIZE(key_type, alg)    ((size_t)0)
#define PSA_AEAD_FINISH_OUTPUT_MAX_SIZE               ((size_t)0)
#define PSA_AEAD_VERIFY_OUTPUT_SIZE(key_type, alg)    ((size_t)0)
#define PSA_AEAD_VERIFY_OUTPUT_MAX_SIZE               ((size_t)0)

/** r || s, each as long as the curve's order. */
#define PSA_ECDSA_SIGNATURE_SIZE(curve_bits) (PSA_BITS_TO_BYTES(curve_bits) * 2u)
#define PSA_SIGN_OUTPUT_SIZE(key_type, key_bits, alg)                             \
    (PSA_KEY_TYPE_IS_RSA(key_type)   ? (size_t)PSA_BITS_TO_BYTES(key_bits)        \
     : PSA_KEY_TYPE_IS_ECC(key_type) ? (size_t)PSA_ECDSA_SIGNATURE_SIZE(key_bits) \
                                     : (size_t)0)
#define PSA_SIGNATURE_MAX_SIZE PSA_BITS_TO_BYTES(PSA_VENDOR_RSA_MAX_KEY_BITS)

/** RSA ciphertext is as long as the modulus, plaintext shorter by what the padding needs. */
#define PSA_ASYMMETRIC_ENCRYPT_OUTPUT_SIZE(key_type, key_bits, alg) \
    (PSA_KEY_TYPE_IS_RSA(key_type) ? (size_t)PSA_BITS_TO_BYTES(key_bits) : (size_t)0)
#define PSA_ASYMMETRIC_ENCRYPT_OUTPUT_MAX_SIZE PSA_BITS_TO_BYTES(PSA_VENDOR_RSA_MAX_KEY_BITS)
#define PSA_ASYMMETRIC_DECRYPT_OUTPUT_SIZE(key_type, key_bits, alg)                 \
    (PSA_KEY_TYPE_IS_RSA(key_type) &&                                               \
             PSA_BITS_TO_BYTES(key_bits) > PSA_VENDOR_RSA_PADDING_SIZE(alg)         \
         ? (size_t)(PSA_BITS_TO_BYTES(key_bits) - PSA_VENDOR_RSA_PADDING_SIZE(alg)) \
         : (size_t)0)
#define PSA_ASYMMETRIC_DECRYPT_OUTPUT_MAX_SIZE        \
    (PSA_BITS_TO_BYTES(PSA_VENDOR_RSA_MAX_KEY_BITS) - \
     PSA_VENDOR_RSA_PADDING_SIZE(PSA_ALG_RSA_PKCS1V15_CRYPT))
/** By how much the longest message that RSA encrypts is shorter than the modulus. */
#define PSA_VENDOR_RSA_PADDING_SIZE(alg) \
    (PSA_ALG_IS_RSA_OAEP(alg) ? 2u * PSA_HASH_LENGTH(alg) + 2u : 11u)

/** The shared secret: one coordinate, or a number modulo the prime. */
#define PSA_RAW_KEY_AGREEMENT_OUTPUT_SIZE(key_type, key_bits)                \
    (PSA_KEY_TYPE_IS_KEY_PAIR(key_type) &&                                   \
             (PSA_KEY_TYPE_IS_ECC(key_type) || PSA_KEY_TYPE_IS_DH(key_type)) \
         ? (size_t)PSA_BITS_TO_BYTES(key_bits)                               \
         : (size_t)0)
#define PSA_RAW_KEY_AGREEMENT_OUTPUT_MAX_SIZE PSA_BITS_TO_BYTES(PSA_VENDOR_ECC_MAX_CURVE_BITS)

/** The longest pre-shared key of PSA_ALG_TLS12_PSK_TO_MS, and what ECJPAKE's derivation gives. */
#define PSA_TLS12_PSK_TO_MS_PSK_MAX_SIZE     128u
#define PSA_TLS12_ECJPAKE_TO_PMS_OUTPUT_SIZE 32u

/**
 * A pair of an elliptic curve is exported as its private value, a public point as 0x04 || x || y.
 * RSA keys are the DER of RSAPrivateKey and RSAPublicKey (RFC 8017, appendix A.1), whose size
 * depends a little on the numbers: this is enough for a public exponent of up to 64 bits.
 */
#define PSA_EXPORT_KEY_OUTPUT_SIZE(key_type, key_bits)                                            \
    (PSA_KEY_TYPE_IS_PUBLIC_KEY(key_type) ? PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE(key_type, key_bits) \
     : (key_type) == PSA_KEY_TYPE_RSA_KEY_PAIR ? (size_t)PSA_VENDOR_RSA_KEY_PAIR_SIZE(key_bits)   \
     : PSA_KEY_TYPE_IS_UNSTRUCTURED(key_type) || PSA_KEY_TYPE_IS_ECC_KEY_PAIR(key_type) ||        \
             PSA_KEY_TYPE_IS_DH_KEY_PAIR(key_type)                                                \
         ? (size_t)PSA_BITS_TO_BYTES(key_bits)                                                    \
         : (size_t)0)
/** For either half; Montgomery and Edwards keys have no y and no leading byte. */
#define PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE(key_type, key_bits)                            \
    (PSA_KEY_TYPE_IS_RSA(key_type)    ? (size_t)PSA_VENDOR_RSA_PUBLIC_KEY_SIZE(key_bits) \
     : PSA_KEY_TYPE_IS_DH(key_type)   ? (size_t)PSA_BITS_TO_BYTES(key_bits)              \
     : !PSA_KEY_TYPE_IS_ECC(key_type) ? (size_t)0                                        \
     : PSA_KEY_TYPE_ECC_GET_FAMILY(key_type) == PSA_ECC_FAMILY_MONTGOMERY                \
         ? (size_t)PSA_BITS_TO_BYTES(key_bits)                                           \
     : PSA_KEY_TYPE_ECC_GET_FAMILY(key_type) == PSA_ECC_FAMILY_TWISTED_EDWARDS           \
         ? (size_t)(key_bits) / 8u + 1u                                                  \
         : (size_t)PSA_BITS_TO_BYTES(key_bits) * 2u + 1u)
/** A sequence of n and e: tags, lengths and a zero before the topmost bit take 9 bytes for n and
 * its sequence, 11 bytes hold e. */
#define PSA_VENDOR_RSA_PUBLIC_KEY_SIZE(key_bits) (PSA_BITS_TO_BYTES(key_bits) + 9u + 11u)
/** A sequence of version (3 bytes), n, e, d, and five numbers of half their length. */
#define PSA_VENDOR_RSA_KEY_PAIR_SIZE(key_bits)                                                   \
    (PSA_BITS_TO_BYTES(key_bits) * 2u + PSA_BITS_TO_BYTES((key_bits) / 2u + 1u) * 5u + 4u + 3u + \
     11u + 5u * 2u + 4u * 5u)
#define PSA_EXPORT_KEY_PAIR_MAX_SIZE       PSA_VENDOR_RSA_KEY_PAIR_SIZE(PSA_VENDOR_RSA_MAX_KEY_BITS)
#define PSA_EXPORT_PUBLIC_KEY_MAX_SIZE     PSA_VENDOR_RSA_PUBLIC_KEY_SIZE(PSA_VENDOR_RSA_MAX_KEY_BITS)
#define PSA_EXPORT_ASYMMETRIC_KEY_MAX_SIZE PSA_EXPORT_KEY_PAIR_MAX_SIZE

#endif
