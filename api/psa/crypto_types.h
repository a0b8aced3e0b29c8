/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Types of the PSA Crypto API 1.2. Include psa/crypto.h, which brings this.
 */
#ifndef PSA_CRYPTO_TYPES_H
#define PSA_CRYPTO_TYPES_H

#include "psa/error.h"

#include <stddef.h>
#include <stdint.h>

/** What a key is: category, and what the category needs to say more (a curve family, say). */
typedef uint16_t psa_key_type_t;
/** A family of elliptic curves; with the key's size in bits it names one curve. */
typedef uint8_t psa_ecc_family_t;
/** A family of finite-field Diffie-Hellman groups; with the size in bits it names one group. */
typedef uint8_t psa_dh_family_t;
/** An algorithm with its parameters (hash, tag length), or in a key's policy a set of them. */
typedef uint32_t psa_algorithm_t;
/** What a key may be used for: PSA_KEY_USAGE_* combined with `|`. */
typedef uint32_t psa_key_usage_t;

/** Where a key lives and when it dies: location << 8 | persistence. */
typedef uint32_t psa_key_lifetime_t;
/** The low byte of a lifetime: when the key dies. */
typedef uint8_t psa_key_persistence_t;
/** The upper 24 bits of a lifetime: which part of the machine keeps the key. */
typedef uint32_t psa_key_location_t;
/** Names a key among the keys of one client. Other clients' keys cannot be named at all. */
typedef uint32_t psa_key_id_t;

/** A step of a key derivation: PSA_KEY_DERIVATION_INPUT_*. */
typedef uint16_t psa_key_derivation_step_t;

/**
 * What is known of a key besides its bytes. Start from PSA_KEY_ATTRIBUTES_INIT, then use the
 * psa_set_key_*() functions; the fields are this implementation's business.
 *
 * Five words without a pointer or padding, so that the structure crosses psa_call() as it is.
 */
typedef struct psa_key_attributes_s {
    psa_key_type_t type;
    uint16_t bits;
    psa_key_lifetime_t lifetime;
    psa_key_usage_t usage;
    psa_algorithm_t algorithm;
    psa_key_id_t id;
} psa_key_attributes_t;

/** No type, no size, volatile, nothing allowed. */
#define PSA_KEY_ATTRIBUTES_INIT \
    {                           \
        0, 0, 0, 0, 0, 0        \
    }

/**
 * An operation in several parts (section 3.3 says how they are used). Start from
 * PSA_..._OPERATION_INIT or zeros; the field is this implementation's business.
 *
 * It is a handle: what the operation has computed so far is on the secure side, in one of few
 * places that all clients share, from the setup until the operation finishes or is aborted. A copy
 * of the structure is the same operation, not a second one; psa_hash_clone() makes a second one.
 */
typedef struct psa_hash_operation_s {
    uint32_t handle; /**< 0: inactive */
} psa_hash_operation_t;
typedef struct psa_mac_operation_s {
    uint32_t handle;
} psa_mac_operation_t;
typedef struct psa_cipher_operation_s {
    uint32_t handle;
} psa_cipher_operation_t;
typedef struct psa_aead_operation_s {
    uint32_t handle;
} psa_aead_operation_t;
typedef struct psa_key_derivation_operation_s {
    uint32_t handle;
} psa_key_derivation_operation_t;

#define PSA_HASH_OPERATION_INIT \
    {                           \
        0                       \
    }
#define PSA_MAC_OPERATION_INIT            PSA_HASH_OPERATION_INIT
#define PSA_CIPHER_OPERATION_INIT         PSA_HASH_OPERATION_INIT
#define PSA_AEAD_OPERATION_INIT           PSA_HASH_OPERATION_INIT
#define PSA_KEY_DERIVATION_OPERATION_INIT PSA_HASH_OPERATION_INIT

/** How a key is made that is not to be made in the usual way (1.3). */
typedef struct psa_custom_key_parameters_t {
    uint32_t flags; /**< 0 */
} psa_custom_key_parameters_t;

#define PSA_CUSTOM_KEY_PARAMETERS_INIT \
    {                                  \
        0                              \
    }

#endif
