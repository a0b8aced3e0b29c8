/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Words that Mbed TLS's test data uses in expressions, and that the PSA API does not have. Their
 * values are ours; what matters is that data and driver mean the same.
 */
#ifndef TEST_PSA_DATA_TERMS_H
#define TEST_PSA_DATA_TERMS_H

#include "test/conform/psa_data_features.h"

#include <limits.h>
#include <stdint.h>

/** Marks an argument that the case does not use. */
#define UNUSED 0xdeadbeef
/** In place of a key type: the input is a number, in the bytes. */
#define INPUT_INTEGER 0x10000
/** When psa_aead_set_lengths() is called, and whether a tag is given. */
enum { DO_NOT_SET_LENGTHS, SET_LENGTHS_BEFORE_NONCE, SET_LENGTHS_AFTER_NONCE };
/** The API's classifications, without the PSA_ of their macros, a bit each. */
#define DATA_ALG_CLASSES(F)         \
    F(ALG_IS_HMAC)                  \
    F(ALG_IS_BLOCK_CIPHER_MAC)      \
    F(ALG_IS_STREAM_CIPHER)         \
    F(ALG_IS_AEAD_ON_BLOCK_CIPHER)  \
    F(ALG_IS_RSA_PKCS1V15_SIGN)     \
    F(ALG_IS_RSA_PSS)               \
    F(ALG_IS_RSA_PSS_ANY_SALT)      \
    F(ALG_IS_RSA_PSS_STANDARD_SALT) \
    F(ALG_IS_ECDSA)                 \
    F(ALG_IS_DETERMINISTIC_ECDSA)   \
    F(ALG_IS_RANDOMIZED_ECDSA)      \
    F(ALG_IS_HASH_EDDSA)            \
    F(ALG_IS_SIGN_HASH)             \
    F(ALG_IS_HASH_AND_SIGN)         \
    F(ALG_IS_RSA_OAEP)              \
    F(ALG_IS_HKDF)                  \
    F(ALG_IS_HKDF_EXTRACT)          \
    F(ALG_IS_HKDF_EXPAND)           \
    F(ALG_IS_TLS12_PRF)             \
    F(ALG_IS_TLS12_PSK_TO_MS)       \
    F(ALG_IS_FFDH)                  \
    F(ALG_IS_ECDH)                  \
    F(ALG_IS_RAW_KEY_AGREEMENT)     \
    F(ALG_IS_WILDCARD)
#define DATA_TYPE_CLASSES(F)    \
    F(KEY_TYPE_IS_UNSTRUCTURED) \
    F(KEY_TYPE_IS_PUBLIC_KEY)   \
    F(KEY_TYPE_IS_KEY_PAIR)     \
    F(KEY_TYPE_IS_RSA)          \
    F(KEY_TYPE_IS_ECC)          \
    F(KEY_TYPE_IS_DH)
#define DATA_CLASS_NUMBER(name) name##_NUMBER,
#define DATA_CLASS_BIT(name)    name = 1 << name##_NUMBER,
enum { DATA_ALG_CLASSES(DATA_CLASS_NUMBER) DATA_ALG_CLASS_COUNT };
enum { DATA_TYPE_CLASSES(DATA_CLASS_NUMBER) DATA_TYPE_CLASS_COUNT };
enum { DATA_ALG_CLASSES(DATA_CLASS_BIT) ALG_ECDSA_IS_DETERMINISTIC = ALG_IS_DETERMINISTIC_ECDSA };
enum { DATA_TYPE_CLASSES(DATA_CLASS_BIT) KEY_LIFETIME_IS_VOLATILE = 1, KEY_LIFETIME_IS_READ_ONLY };
/** How a key is made, how it is taken from the library, when it is closed, and what names none. */
enum { IMPORT_KEY, GENERATE_KEY, DERIVE_KEY };
enum {
    INVALIDATE_BY_CLOSING,
    INVALIDATE_BY_DESTROYING,
    INVALIDATE_BY_PURGING,
    INVALIDATE_BY_SHUTDOWN,
    INVALIDATE_BY_CLOSING_WITH_SHUTDOWN,
    INVALIDATE_BY_DESTROYING_WITH_SHUTDOWN,
    INVALIDATE_BY_PURGING_WITH_SHUTDOWN
};
enum { KEEP_OPEN, CLOSE_BEFORE, CLOSE_AFTER };
enum { INVALID_HANDLE_0, INVALID_HANDLE_UNOPENED, INVALID_HANDLE_CLOSED, INVALID_HANDLE_HUGE };
/** A location that no driver of ours serves. */
#define TEST_DRIVER_LOCATION 0x7fffff

#define PSA_ALG_CATEGORY_HASH           0x02000000
#define PSA_ALG_CATEGORY_CIPHER         0x04000000
#define PSA_ALG_CATEGORY_KEY_DERIVATION 0x08000000
/** As Mbed TLS has it, without the hash that the API adds. */
enum { PSA_ALG_JPAKE = 0x0a000100 };
#define PSA_KEY_TYPE_CATEGORY_MASK      0x7000
#define PSA_KEY_TYPE_CATEGORY_SYMMETRIC 0x2000

/** Mbed TLS limits the size of keys and of one request to its generator; the cases try around
 * those. */
#define PSA_MAX_KEY_BITS                     65528
#define MBEDTLS_CTR_DRBG_MAX_REQUEST         1024
#define MBEDTLS_PSA_KEY_BUFFER_MAX_SIZE      CONFIG_CRYPTO_KEY_ARENA_SIZE
#define MBEDTLS_PSA_KEY_SLOT_COUNT           CONFIG_CRYPTO_KEY_SLOT_COUNT
#define MBEDTLS_TEST_PSA_INTERNAL_KEYS       0
#define PSA_CRYPTO_MAX_STORAGE_SIZE          8191
#define PSA_CRYPTO_ITS_RANDOM_SEED_UID       0xffffff52
#define PSA_KEY_ID_VOLATILE_MIN              PSA_KEY_ID_VENDOR_MIN
#define PSA_KEY_ID_VOLATILE_MAX              PSA_KEY_ID_VENDOR_MAX
#define PSA_VENDOR_RSA_GENERATE_MIN_KEY_BITS 1024
#define PSA_VENDOR_PBKDF2_MAX_ITERATIONS     0xffffffff

#endif
