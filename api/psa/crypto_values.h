/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Values of the PSA Crypto API 1.2 with its PAKE extension, and of 1.3 those that callers of today
 * use: key types, algorithms, lifetimes, identifiers, usage. Include psa/crypto.h, which brings
 * this.
 *
 * A value that is defined here can be written in a key's policy or asked for; whether this image
 * can compute it is another matter, answered by PSA_ERROR_NOT_SUPPORTED.
 *
 * Macros with an argument evaluate it more than once. They may be used in constant expressions,
 * and say something useful only for an argument of the kind they are named after.
 */
#ifndef PSA_CRYPTO_VALUES_H
#define PSA_CRYPTO_VALUES_H

#include "psa/crypto_types.h"

/*
 * Key types (appendix B.2). A type is
 *     [15] vendor   [14] asymmetric   [13:12] category   [11:1] what the category needs   [0]
 * parity and its number of one bits is even.
 */
#define PSA_KEY_TYPE_NONE ((psa_key_type_t)0x0000)

/* Arrays of bytes. */
#define PSA_KEY_TYPE_RAW_DATA      ((psa_key_type_t)0x1001) /**< not a key: any secret bytes */
#define PSA_KEY_TYPE_HMAC          ((psa_key_type_t)0x1100)
#define PSA_KEY_TYPE_DERIVE        ((psa_key_type_t)0x1200) /**< a secret with full entropy */
#define PSA_KEY_TYPE_PASSWORD      ((psa_key_type_t)0x1203) /**< a secret with little entropy */
#define PSA_KEY_TYPE_PASSWORD_HASH ((psa_key_type_t)0x1205)
#define PSA_KEY_TYPE_PEPPER        ((psa_key_type_t)0x1206)

/* Symmetric ciphers; [10:8] is the binary logarithm of the block size in bytes. */
#define PSA_KEY_TYPE_ARC4      ((psa_key_type_t)0x2002)
#define PSA_KEY_TYPE_CHACHA20  ((psa_key_type_t)0x2004)
#define PSA_KEY_TYPE_XCHACHA20 ((psa_key_type_t)0x2007)
#define PSA_KEY_TYPE_DES       ((psa_key_type_t)0x2301) /**< DES, 2- and 3-key triple DES by size */
#define PSA_KEY_TYPE_AES       ((psa_key_type_t)0x2400)
#define PSA_KEY_TYPE_CAMELLIA  ((psa_key_type_t)0x2403)
#define PSA_KEY_TYPE_SM4       ((psa_key_type_t)0x2405)
#define PSA_KEY_TYPE_ARIA      ((psa_key_type_t)0x2406)

/* Asymmetric keys; 0x3000 makes a pair of a public key's type. The low byte is the family. */
#define PSA_KEY_TYPE_RSA_PUBLIC_KEY         ((psa_key_type_t)0x4001)
#define PSA_KEY_TYPE_RSA_KEY_PAIR           ((psa_key_type_t)0x7001)
#define PSA_KEY_TYPE_ECC_PUBLIC_KEY(family) ((psa_key_type_t)(0x4100 | ((family)&0x7f)))
#define PSA_KEY_TYPE_ECC_KEY_PAIR(family)   ((psa_key_type_t)(0x7100 | ((family)&0x7f)))
#define PSA_KEY_TYPE_DH_PUBLIC_KEY(family)  ((psa_key_type_t)(0x4200 | ((family)&0x7f)))
#define PSA_KEY_TYPE_DH_KEY_PAIR(family)    ((psa_key_type_t)(0x7200 | ((family)&0x7f)))
/** Password-authenticated exchange of keys by SPAKE2+: prover and verifier, verifier alone. */
#define PSA_KEY_TYPE_SPAKE2P_PUBLIC_KEY(family) ((psa_key_type_t)(0x4400 | ((family)&0x7f)))
#define PSA_KEY_TYPE_SPAKE2P_KEY_PAIR(family)   ((psa_key_type_t)(0x7400 | ((family)&0x7f)))
/** Signatures by hashes alone (1.3): a tree, and a hierarchy of trees. */
#define PSA_KEY_TYPE_LMS_PUBLIC_KEY ((psa_key_type_t)0x4007)
#define PSA_KEY_TYPE_HSS_PUBLIC_KEY ((psa_key_type_t)0x4008)

#define PSA_ECC_FAMILY_SECP_K1         ((psa_ecc_family_t)0x17) /**< 192, 224 (225), 256 */
#define PSA_ECC_FAMILY_SECP_R1         ((psa_ecc_family_t)0x12) /**< 192, 224, 256, 384, 521 */
#define PSA_ECC_FAMILY_SECP_R2         ((psa_ecc_family_t)0x1b) /**< 160; weak */
#define PSA_ECC_FAMILY_SECT_K1         ((psa_ecc_family_t)0x27) /**< 163, 233, 239, 283, 409, 571 */
#define PSA_ECC_FAMILY_SECT_R1         ((psa_ecc_family_t)0x22) /**< 163, 233, 283, 409, 571 */
#define PSA_ECC_FAMILY_SECT_R2         ((psa_ecc_family_t)0x2b) /**< 163; weak */
#define PSA_ECC_FAMILY_BRAINPOOL_P_R1  ((psa_ecc_family_t)0x30) /**< 160 to 512 */
#define PSA_ECC_FAMILY_FRP             ((psa_ecc_family_t)0x33) /**< 256 */
#define PSA_ECC_FAMILY_MONTGOMERY      ((psa_ecc_family_t)0x41) /**< 255, 448: X25519, X448 */
#define PSA_ECC_FAMILY_TWISTED_EDWARDS ((psa_ecc_family_t)0x42) /**< 255, 448: Ed25519, Ed448 */
#define PSA_DH_FAMILY_RFC7919          ((psa_dh_family_t)0x03)  /**< 2048 to 8192 */

#define PSA_KEY_TYPE_IS_UNSTRUCTURED(type)        (((type)&0x7000) == 0x1000 || ((type)&0x7000) == 0x2000)
#define PSA_KEY_TYPE_IS_ASYMMETRIC(type)          (((type)&0x4000) == 0x4000)
#define PSA_KEY_TYPE_IS_PUBLIC_KEY(type)          (((type)&0x7000) == 0x4000)
#define PSA_KEY_TYPE_IS_KEY_PAIR(type)            (((type)&0x7000) == 0x7000)
#define PSA_KEY_TYPE_KEY_PAIR_OF_PUBLIC_KEY(type) ((psa_key_type_t)((type) | 0x3000))
#define PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type) ((psa_key_type_t)((type) & ~0x3000))
#define PSA_KEY_TYPE_IS_RSA(type)                 (((type) & ~0x3000) == 0x4001)
#define PSA_KEY_TYPE_IS_ECC(type)                 (((type) & ~0x307f) == 0x4100)
#define PSA_KEY_TYPE_IS_ECC_KEY_PAIR(type)        (((type) & ~0x007f) == 0x7100)
#define PSA_KEY_TYPE_IS_ECC_PUBLIC_KEY(type)      (((type) & ~0x007f) == 0x4100)
#define PSA_KEY_TYPE_ECC_GET_FAMILY(type) \
    ((psa_ecc_family_t)(PSA_KEY_TYPE_IS_ECC(type) ? (type)&0x007f : 0))
#define PSA_KEY_TYPE_IS_DH(type)            (((type) & ~0x307f) == 0x4200)
#define PSA_KEY_TYPE_IS_DH_KEY_PAIR(type)   (((type) & ~0x007f) == 0x7200)
#define PSA_KEY_TYPE_IS_DH_PUBLIC_KEY(type) (((type) & ~0x007f) == 0x4200)
#define PSA_KEY_TYPE_DH_GET_FAMILY(type) \
    ((psa_dh_family_t)(PSA_KEY_TYPE_IS_DH(type) ? (type)&0x007f : 0))
#define PSA_KEY_TYPE_IS_SPAKE2P(type)            (((type) & ~0x307f) == 0x4400)
#define PSA_KEY_TYPE_IS_SPAKE2P_KEY_PAIR(type)   (((type) & ~0x007f) == 0x7400)
#define PSA_KEY_TYPE_IS_SPAKE2P_PUBLIC_KEY(type) (((type) & ~0x007f) == 0x4400)
#define PSA_KEY_TYPE_SPAKE2P_GET_FAMILY(type) \
    ((psa_ecc_family_t)(PSA_KEY_TYPE_IS_SPAKE2P(type) ? (type)&0x007f : 0))
/** Block size in bytes of a symmetric key's cipher: 1 for a stream cipher, 0 for other types. */
#define PSA_BLOCK_CIPHER_BLOCK_LENGTH(type) \
    (((type)&0x7000) == 0x2000 ? 1u << (((type) >> 8) & 7) : 0u)

/*
 * Algorithms (appendix B.1). [31] is for vendors, [30:24] the category. Where an algorithm has a
 * hash, the hash's low byte is its low byte; 0xff there is PSA_ALG_ANY_HASH, a wildcard that only
 * a policy may hold.
 */
#define PSA_ALG_NONE ((psa_algorithm_t)0)

#define PSA_ALG_IS_HASH(alg)                  (((alg)&0x7f000000) == 0x02000000)
#define PSA_ALG_IS_MAC(alg)                   (((alg)&0x7f000000) == 0x03000000)
#define PSA_ALG_IS_CIPHER(alg)                (((alg)&0x7f000000) == 0x04000000)
#define PSA_ALG_IS_AEAD(alg)                  (((alg)&0x7f000000) == 0x05000000)
#define PSA_ALG_IS_SIGN(alg)                  (((alg)&0x7f000000) == 0x06000000)
#define PSA_ALG_IS_ASYMMETRIC_ENCRYPTION(alg) (((alg)&0x7f000000) == 0x07000000)
#define PSA_ALG_IS_KEY_DERIVATION(alg)        (((alg)&0x7f000000) == 0x08000000)
#define PSA_ALG_IS_KEY_AGREEMENT(alg)         (((alg)&0x7f000000) == 0x09000000)
#define PSA_ALG_IS_PAKE(alg)                  (((alg)&0x7f000000) == 0x0a000000)

/* Hashes. */
#define PSA_ALG_MD2            ((psa_algorithm_t)0x02000001)
#define PSA_ALG_MD4            ((psa_algorithm_t)0x02000002)
#define PSA_ALG_MD5            ((psa_algorithm_t)0x02000003)
#define PSA_ALG_RIPEMD160      ((psa_algorithm_t)0x02000004)
#define PSA_ALG_SHA_1          ((psa_algorithm_t)0x02000005)
#define PSA_ALG_AES_MMO_ZIGBEE ((psa_algorithm_t)0x02000007)
#define PSA_ALG_SHA_224        ((psa_algorithm_t)0x02000008)
#define PSA_ALG_SHA_256        ((psa_algorithm_t)0x02000009)
#define PSA_ALG_SHA_384        ((psa_algorithm_t)0x0200000a)
#define PSA_ALG_SHA_512        ((psa_algorithm_t)0x0200000b)
#define PSA_ALG_SHA_512_224    ((psa_algorithm_t)0x0200000c)
#define PSA_ALG_SHA_512_256    ((psa_algorithm_t)0x0200000d)
#define PSA_ALG_SHA3_224       ((psa_algorithm_t)0x02000010)
#define PSA_ALG_SHA3_256       ((psa_algorithm_t)0x02000011)
#define PSA_ALG_SHA3_384       ((psa_algorithm_t)0x02000012)
#define PSA_ALG_SHA3_512       ((psa_algorithm_t)0x02000013)
#define PSA_ALG_SM3            ((psa_algorithm_t)0x02000014)
#define PSA_ALG_SHAKE256_512   ((psa_algorithm_t)0x02000015)
#define PSA_ALG_ANY_HASH       ((psa_algorithm_t)0x020000ff)
/** The hash inside an algorithm that has one in its low byte, or PSA_ALG_NONE. */
#define PSA_ALG_GET_HASH(alg) ((psa_algorithm_t)(((alg)&0xff) == 0 ? 0 : 0x02000000 | ((alg)&0xff)))

/* MACs: [21:16] is a truncated length in bytes, 0 for the full one; [15] makes it a minimum. */
#define PSA_ALG_HMAC(hash_alg)           ((psa_algorithm_t)(0x03800000 | ((hash_alg)&0xff)))
#define PSA_ALG_CBC_MAC                  ((psa_algorithm_t)0x03c00100)
#define PSA_ALG_CMAC                     ((psa_algorithm_t)0x03c00200)
#define PSA_ALG_IS_HMAC(alg)             (((alg)&0x7fc00000) == 0x03800000)
#define PSA_ALG_IS_BLOCK_CIPHER_MAC(alg) (((alg)&0x7fc00000) == 0x03c00000)
#define PSA_ALG_HMAC_GET_HASH(alg)       ((psa_algorithm_t)(0x02000000 | ((alg)&0xff)))
#define PSA_ALG_FULL_LENGTH_MAC(alg)     ((psa_algorithm_t)((alg) & ~0x003f8000u))
#define PSA_ALG_TRUNCATED_MAC(alg, mac_length) \
    ((psa_algorithm_t)(PSA_ALG_FULL_LENGTH_MAC(alg) | ((mac_length)&0x3fu) << 16))
#define PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(alg, min_mac_length) \
    ((psa_algorithm_t)(PSA_ALG_TRUNCATED_MAC(alg, min_mac_length) | 0x8000u))
/** The length in bytes that PSA_ALG_TRUNCATED_MAC() put in, or 0. */
#define PSA_MAC_TRUNCATED_LENGTH(alg) (((alg) >> 16) & 0x3fu)

/* Unauthenticated ciphers. */
#define PSA_ALG_STREAM_CIPHER         ((psa_algorithm_t)0x04800100)
#define PSA_ALG_CTR                   ((psa_algorithm_t)0x04c01000)
#define PSA_ALG_CFB                   ((psa_algorithm_t)0x04c01100)
#define PSA_ALG_OFB                   ((psa_algorithm_t)0x04c01200)
#define PSA_ALG_CCM_STAR_NO_TAG       ((psa_algorithm_t)0x04c01300)
#define PSA_ALG_CCM_STAR_ANY_TAG      ((psa_algorithm_t)0x04c09300) /**< wildcard, for policies only */
#define PSA_ALG_XTS                   ((psa_algorithm_t)0x0440ff00)
#define PSA_ALG_ECB_NO_PADDING        ((psa_algorithm_t)0x04404400)
#define PSA_ALG_CBC_NO_PADDING        ((psa_algorithm_t)0x04404000)
#define PSA_ALG_CBC_PKCS7             ((psa_algorithm_t)0x04404100)
#define PSA_ALG_IS_STREAM_CIPHER(alg) (((alg)&0x7f800000) == 0x04800000)

/* Authenticated ciphers: [21:16] is the tag's length in bytes; [15] makes it a minimum. */
#define PSA_ALG_CCM                          ((psa_algorithm_t)0x05500100)
#define PSA_ALG_GCM                          ((psa_algorithm_t)0x05500200)
#define PSA_ALG_CHACHA20_POLY1305            ((psa_algorithm_t)0x05100500)
#define PSA_ALG_XCHACHA20_POLY1305           ((psa_algorithm_t)0x05100600)
#define PSA_ALG_IS_AEAD_ON_BLOCK_CIPHER(alg) (((alg)&0x7f400000) == 0x05400000)
#define PSA_ALG_AEAD_WITH_SHORTENED_TAG(alg, tag_length) \
    ((psa_algorithm_t)(((alg) & ~0x003f8000u) | ((tag_length)&0x3fu) << 16))
#define PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(alg, min_tag_length) \
    ((psa_algorithm_t)(PSA_ALG_AEAD_WITH_SHORTENED_TAG(alg, min_tag_length) | 0x8000u))
/** Every AEAD algorithm of this version has a default tag of 16 bytes. */
#define PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(alg) PSA_ALG_AEAD_WITH_SHORTENED_TAG(alg, 16)
/** The length in bytes that is in the algorithm. */
#define PSA_ALG_AEAD_GET_TAG_LENGTH(alg) (((alg) >> 16) & 0x3fu)

/* Signatures. */
#define PSA_ALG_RSA_PKCS1V15_SIGN(hash_alg)   ((psa_algorithm_t)(0x06000200 | ((hash_alg)&0xff)))
#define PSA_ALG_RSA_PKCS1V15_SIGN_RAW         ((psa_algorithm_t)0x06000200)
#define PSA_ALG_RSA_PSS(hash_alg)             ((psa_algorithm_t)(0x06000300 | ((hash_alg)&0xff)))
#define PSA_ALG_RSA_PSS_ANY_SALT(hash_alg)    ((psa_algorithm_t)(0x06001300 | ((hash_alg)&0xff)))
#define PSA_ALG_ECDSA(hash_alg)               ((psa_algorithm_t)(0x06000600 | ((hash_alg)&0xff)))
#define PSA_ALG_ECDSA_ANY                     ((psa_algorithm_t)0x06000600) /**< a hash of any kind */
#define PSA_ALG_DETERMINISTIC_ECDSA(hash_alg) ((psa_algorithm_t)(0x06000700 | ((hash_alg)&0xff)))
#define PSA_ALG_PURE_EDDSA                    ((psa_algorithm_t)0x06000800)
#define PSA_ALG_ED25519PH                     ((psa_algorithm_t)0x0600090b)
#define PSA_ALG_ED448PH                       ((psa_algorithm_t)0x06000915)
#define PSA_ALG_LMS                           ((psa_algorithm_t)0x06004800) /**< 1.3 */
#define PSA_ALG_HSS                           ((psa_algorithm_t)0x06004900) /**< 1.3 */

#define PSA_ALG_IS_RSA_PKCS1V15_SIGN(alg)     (((alg) & ~0xffu) == 0x06000200)
#define PSA_ALG_IS_RSA_PSS(alg)               (((alg) & ~0x10ffu) == 0x06000300)
#define PSA_ALG_IS_RSA_PSS_ANY_SALT(alg)      (((alg) & ~0xffu) == 0x06001300)
#define PSA_ALG_IS_RSA_PSS_STANDARD_SALT(alg) (((alg) & ~0xffu) == 0x06000300)
#define PSA_ALG_IS_ECDSA(alg)                 (((alg) & ~0x1ffu) == 0x06000600)
#define PSA_ALG_IS_DETERMINISTIC_ECDSA(alg)   (((alg) & ~0xffu) == 0x06000700)
#define PSA_ALG_IS_RANDOMIZED_ECDSA(alg)      (((alg) & ~0xffu) == 0x06000600)
#define PSA_ALG_IS_HASH_EDDSA(alg)            (((alg) & ~0xffu) == 0x06000900)
#define PSA_ALG_IS_SIGN_HASH(alg)                                                             \
    (PSA_ALG_IS_RSA_PSS(alg) || PSA_ALG_IS_RSA_PKCS1V15_SIGN(alg) || PSA_ALG_IS_ECDSA(alg) || \
     PSA_ALG_IS_HASH_EDDSA(alg))
#define PSA_ALG_IS_HASH_AND_SIGN(alg) (PSA_ALG_IS_SIGN_HASH(alg) && ((alg)&0xff) != 0)
/** Can it sign a message? What takes only a ready hash (PSA_ALG_ECDSA_ANY, ..._RAW) cannot. */
#define PSA_ALG_IS_SIGN_MESSAGE(alg)                                                         \
    (PSA_ALG_IS_HASH_AND_SIGN(alg) || (alg) == PSA_ALG_PURE_EDDSA || (alg) == PSA_ALG_LMS || \
     (alg) == PSA_ALG_HSS)
/** The hash of a hash-and-sign algorithm, or PSA_ALG_NONE. */
#define PSA_ALG_SIGN_GET_HASH(alg) \
    (PSA_ALG_IS_HASH_AND_SIGN(alg) ? PSA_ALG_GET_HASH(alg) : PSA_ALG_NONE)

/* Asymmetric encryption. */
#define PSA_ALG_RSA_PKCS1V15_CRYPT ((psa_algorithm_t)0x07000200)
#define PSA_ALG_RSA_OAEP(hash_alg) ((psa_algorithm_t)(0x07000300 | ((hash_alg)&0xff)))
#define PSA_ALG_IS_RSA_OAEP(alg)   (((alg) & ~0xffu) == 0x07000300)
#define PSA_ALG_RSA_OAEP_GET_HASH(alg) \
    (PSA_ALG_IS_RSA_OAEP(alg) ? PSA_ALG_GET_HASH(alg) : PSA_ALG_NONE)

/* Key derivation; [23] says that it stretches a secret with little entropy. */
#define PSA_ALG_HKDF(hash_alg)                   ((psa_algorithm_t)(0x08000100 | ((hash_alg)&0xff)))
#define PSA_ALG_HKDF_EXTRACT(hash_alg)           ((psa_algorithm_t)(0x08000400 | ((hash_alg)&0xff)))
#define PSA_ALG_HKDF_EXPAND(hash_alg)            ((psa_algorithm_t)(0x08000500 | ((hash_alg)&0xff)))
#define PSA_ALG_TLS12_PRF(hash_alg)              ((psa_algorithm_t)(0x08000200 | ((hash_alg)&0xff)))
#define PSA_ALG_TLS12_PSK_TO_MS(hash_alg)        ((psa_algorithm_t)(0x08000300 | ((hash_alg)&0xff)))
#define PSA_ALG_TLS12_ECJPAKE_TO_PMS             ((psa_algorithm_t)0x08000609)
#define PSA_ALG_SP800_108_COUNTER_HMAC(hash_alg) ((psa_algorithm_t)(0x08000700 | ((hash_alg)&0xff)))
#define PSA_ALG_SP800_108_COUNTER_CMAC           ((psa_algorithm_t)0x08000800)
#define PSA_ALG_PBKDF2_HMAC(hash_alg)            ((psa_algorithm_t)(0x08800100 | ((hash_alg)&0xff)))
#define PSA_ALG_PBKDF2_AES_CMAC_PRF_128          ((psa_algorithm_t)0x08800200)

#define PSA_ALG_IS_KEY_DERIVATION_STRETCHING(alg) (((alg)&0x7f800000) == 0x08800000)
#define PSA_ALG_IS_HKDF(alg)                      (((alg) & ~0xffu) == 0x08000100)
#define PSA_ALG_IS_HKDF_EXTRACT(alg)              (((alg) & ~0xffu) == 0x08000400)
#define PSA_ALG_IS_HKDF_EXPAND(alg)               (((alg) & ~0xffu) == 0x08000500)
#define PSA_ALG_IS_TLS12_PRF(alg)                 (((alg) & ~0xffu) == 0x08000200)
#define PSA_ALG_IS_TLS12_PSK_TO_MS(alg)           (((alg) & ~0xffu) == 0x08000300)
#define PSA_ALG_IS_SP800_108_COUNTER_HMAC(alg)    (((alg) & ~0xffu) == 0x08000700)
#define PSA_ALG_IS_PBKDF2_HMAC(alg)               (((alg) & ~0xffu) == 0x08800100)

/* Key agreement: alone, or combined with a derivation by `|`. */
#define PSA_ALG_FFDH                           ((psa_algorithm_t)0x09010000)
#define PSA_ALG_ECDH                           ((psa_algorithm_t)0x09020000)
#define PSA_ALG_KEY_AGREEMENT(ka_alg, kdf_alg) ((psa_algorithm_t)((ka_alg) | (kdf_alg)))
#define PSA_ALG_KEY_AGREEMENT_GET_BASE(alg)    ((psa_algorithm_t)(((alg)&0xffff0000) | 0x09000000))
#define PSA_ALG_KEY_AGREEMENT_GET_KDF(alg)     ((psa_algorithm_t)(((alg)&0xfe80ffff) | 0x08000000))
#define PSA_ALG_IS_STANDALONE_KEY_AGREEMENT(alg) \
    (PSA_ALG_IS_KEY_AGREEMENT(alg) && PSA_ALG_KEY_AGREEMENT_GET_KDF(alg) == 0x08000000)
#define PSA_ALG_IS_RAW_KEY_AGREEMENT(alg) PSA_ALG_IS_STANDALONE_KEY_AGREEMENT(alg)
#define PSA_ALG_IS_FFDH(alg)              (PSA_ALG_KEY_AGREEMENT_GET_BASE(alg) == PSA_ALG_FFDH)
#define PSA_ALG_IS_ECDH(alg)              (PSA_ALG_KEY_AGREEMENT_GET_BASE(alg) == PSA_ALG_ECDH)

/* Password-authenticated exchange of keys. */
#define PSA_ALG_JPAKE(hash_alg)        ((psa_algorithm_t)(0x0a000100 | ((hash_alg)&0xff)))
#define PSA_ALG_SPAKE2P_HMAC(hash_alg) ((psa_algorithm_t)(0x0a000400 | ((hash_alg)&0xff)))
#define PSA_ALG_SPAKE2P_CMAC(hash_alg) ((psa_algorithm_t)(0x0a000500 | ((hash_alg)&0xff)))
#define PSA_ALG_SPAKE2P_MATTER         ((psa_algorithm_t)0x0a000609)
#define PSA_ALG_IS_JPAKE(alg)          (((alg) & ~0xffu) == 0x0a000100)
#define PSA_ALG_IS_SPAKE2P(alg)        (((alg) & ~0x3ffu) == 0x0a000400)
#define PSA_ALG_IS_SPAKE2P_HMAC(alg)   (((alg) & ~0xffu) == 0x0a000400)
#define PSA_ALG_IS_SPAKE2P_CMAC(alg)   (((alg) & ~0xffu) == 0x0a000500)

/** Does it stand for a set of algorithms? Such a value is good in a policy and nowhere else. */
#define PSA_ALG_IS_WILDCARD(alg)                                          \
    ((PSA_ALG_IS_MAC(alg) || PSA_ALG_IS_AEAD(alg)) ? ((alg)&0x8000) != 0  \
     : PSA_ALG_IS_SIGN_HASH(alg)                   ? ((alg)&0xff) == 0xff \
                                 : (alg) == PSA_ALG_ANY_HASH || (alg) == PSA_ALG_CCM_STAR_ANY_TAG)

/* Lifetimes (section 9.3): [7:0] persistence, [31:8] location. */
#define PSA_KEY_PERSISTENCE_VOLATILE               ((psa_key_persistence_t)0x00)
#define PSA_KEY_PERSISTENCE_DEFAULT                ((psa_key_persistence_t)0x01)
#define PSA_KEY_PERSISTENCE_READ_ONLY              ((psa_key_persistence_t)0xff)
#define PSA_KEY_LOCATION_LOCAL_STORAGE             ((psa_key_location_t)0x000000)
#define PSA_KEY_LOCATION_PRIMARY_SECURE_ELEMENT    ((psa_key_location_t)0x000001)
#define PSA_KEY_LIFETIME_VOLATILE                  ((psa_key_lifetime_t)0x00000000)
#define PSA_KEY_LIFETIME_PERSISTENT                ((psa_key_lifetime_t)0x00000001)
#define PSA_KEY_LIFETIME_GET_PERSISTENCE(lifetime) ((psa_key_persistence_t)((lifetime)&0xff))
#define PSA_KEY_LIFETIME_GET_LOCATION(lifetime)    ((psa_key_location_t)((lifetime) >> 8))
#define PSA_KEY_LIFETIME_IS_VOLATILE(lifetime) \
    (PSA_KEY_LIFETIME_GET_PERSISTENCE(lifetime) == PSA_KEY_PERSISTENCE_VOLATILE)
#define PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(persistence, location) \
    ((psa_key_lifetime_t)(location) << 8 | (persistence))

/* Identifiers (section 9.4): applications choose USER ids for persistent keys. */
#define PSA_KEY_ID_NULL       ((psa_key_id_t)0)
#define PSA_KEY_ID_USER_MIN   ((psa_key_id_t)0x00000001)
#define PSA_KEY_ID_USER_MAX   ((psa_key_id_t)0x3fffffff)
#define PSA_KEY_ID_VENDOR_MIN ((psa_key_id_t)0x40000000)
#define PSA_KEY_ID_VENDOR_MAX ((psa_key_id_t)0x7fffffff)

/* Usage (section 9.5). SIGN_HASH brings SIGN_MESSAGE with it, VERIFY_HASH brings VERIFY_MESSAGE. */
#define PSA_KEY_USAGE_EXPORT ((psa_key_usage_t)0x00000001)
#define PSA_KEY_USAGE_COPY   ((psa_key_usage_t)0x00000002)
/** A persistent key may stay in RAM between operations; without it, it is wiped after each. */
#define PSA_KEY_USAGE_CACHE             ((psa_key_usage_t)0x00000004)
#define PSA_KEY_USAGE_ENCRYPT           ((psa_key_usage_t)0x00000100)
#define PSA_KEY_USAGE_DECRYPT           ((psa_key_usage_t)0x00000200)
#define PSA_KEY_USAGE_SIGN_MESSAGE      ((psa_key_usage_t)0x00000400)
#define PSA_KEY_USAGE_VERIFY_MESSAGE    ((psa_key_usage_t)0x00000800)
#define PSA_KEY_USAGE_SIGN_HASH         ((psa_key_usage_t)0x00001000)
#define PSA_KEY_USAGE_VERIFY_HASH       ((psa_key_usage_t)0x00002000)
#define PSA_KEY_USAGE_DERIVE            ((psa_key_usage_t)0x00004000)
#define PSA_KEY_USAGE_VERIFY_DERIVATION ((psa_key_usage_t)0x00008000)

/* Steps of a key derivation: its secret, and what goes with it. crypto_derivation.h says which an
 * algorithm takes. */
#define PSA_KEY_DERIVATION_INPUT_SECRET       ((psa_key_derivation_step_t)0x0101)
#define PSA_KEY_DERIVATION_INPUT_PASSWORD     ((psa_key_derivation_step_t)0x0102)
#define PSA_KEY_DERIVATION_INPUT_OTHER_SECRET ((psa_key_derivation_step_t)0x0103)
#define PSA_KEY_DERIVATION_INPUT_LABEL        ((psa_key_derivation_step_t)0x0201)
#define PSA_KEY_DERIVATION_INPUT_SALT         ((psa_key_derivation_step_t)0x0202)
#define PSA_KEY_DERIVATION_INPUT_INFO         ((psa_key_derivation_step_t)0x0203)
#define PSA_KEY_DERIVATION_INPUT_SEED         ((psa_key_derivation_step_t)0x0204)
#define PSA_KEY_DERIVATION_INPUT_COST         ((psa_key_derivation_step_t)0x0205)
#define PSA_KEY_DERIVATION_INPUT_CONTEXT      ((psa_key_derivation_step_t)0x0206)

/** The capacity of a derivation whose algorithm sets no limit. */
#define PSA_KEY_DERIVATION_UNLIMITED_CAPACITY ((size_t)-1)

#endif
