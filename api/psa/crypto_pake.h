/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Password-authenticated exchange of keys, the extension of the PSA Crypto API 1.2. Include
 * psa/crypto.h, which brings this.
 *
 * No image of this version has such an algorithm. The names exist for programs that are written for
 * several implementations: psa_pake_setup() answers PSA_ERROR_NOT_SUPPORTED, so that no operation
 * becomes active, and the functions that need an active one answer PSA_ERROR_BAD_STATE. No other
 * error comes from either.
 */
#ifndef PSA_CRYPTO_PAKE_H
#define PSA_CRYPTO_PAKE_H

#include "psa/crypto_sizes.h"
#include "psa/crypto_types.h"
#include "psa/crypto_values.h"

/** The group: its type, family and size in bits. */
typedef uint32_t psa_pake_primitive_t;
typedef uint8_t psa_pake_primitive_type_t;
typedef uint8_t psa_pake_family_t;

#define PSA_PAKE_PRIMITIVE_TYPE_ECC ((psa_pake_primitive_type_t)0x01)
#define PSA_PAKE_PRIMITIVE_TYPE_DH  ((psa_pake_primitive_type_t)0x02)
/** 0 if the size does not fit its 16 bits. */
#define PSA_PAKE_PRIMITIVE(pake_type, pake_family, pake_bits)                                   \
    ((psa_pake_primitive_t)((pake_bits) > 0xffff                                                \
                                ? 0                                                             \
                                : (uint32_t)(pake_type) << 24 | (uint32_t)(pake_family) << 16 | \
                                      (uint32_t)(pake_bits)))
#define PSA_PAKE_PRIMITIVE_GET_TYPE(pake_primitive) \
    ((psa_pake_primitive_type_t)((pake_primitive) >> 24 & 0xff))
#define PSA_PAKE_PRIMITIVE_GET_FAMILY(pake_primitive) \
    ((psa_pake_family_t)((pake_primitive) >> 16 & 0xff))
#define PSA_PAKE_PRIMITIVE_GET_BITS(pake_primitive) ((size_t)((pake_primitive)&0xffff))

/** Who one is. */
typedef uint8_t psa_pake_role_t;

#define PSA_PAKE_ROLE_NONE   ((psa_pake_role_t)0x00)
#define PSA_PAKE_ROLE_FIRST  ((psa_pake_role_t)0x01)
#define PSA_PAKE_ROLE_SECOND ((psa_pake_role_t)0x02)
#define PSA_PAKE_ROLE_CLIENT ((psa_pake_role_t)0x11)
#define PSA_PAKE_ROLE_SERVER ((psa_pake_role_t)0x12)

/** What an input or output is. */
typedef uint8_t psa_pake_step_t;

#define PSA_PAKE_STEP_KEY_SHARE ((psa_pake_step_t)0x01)
#define PSA_PAKE_STEP_ZK_PUBLIC ((psa_pake_step_t)0x02)
#define PSA_PAKE_STEP_ZK_PROOF  ((psa_pake_step_t)0x03)
#define PSA_PAKE_STEP_CONFIRM   ((psa_pake_step_t)0x04)

/** Whether both sides prove to each other that they have the same key. */
#define PSA_PAKE_CONFIRMED_KEY   0
#define PSA_PAKE_UNCONFIRMED_KEY 1

/** No step has data, as there is no algorithm; 1, so that arrays of this size can exist. */
#define PSA_PAKE_OUTPUT_SIZE(alg, primitive, output_step) ((size_t)0)
#define PSA_PAKE_OUTPUT_MAX_SIZE                          1u
#define PSA_PAKE_INPUT_SIZE(alg, primitive, input_step)   ((size_t)0)
#define PSA_PAKE_INPUT_MAX_SIZE                           1u

/** Which exchange is meant. The caller's, as key attributes are; its functions do not fail. */
typedef struct psa_pake_cipher_suite_s {
    psa_algorithm_t algorithm;
    psa_pake_primitive_t primitive;
    uint32_t key_confirmation;
} psa_pake_cipher_suite_t;

#define PSA_PAKE_CIPHER_SUITE_INIT \
    {                              \
        0, 0, 0                    \
    }

static inline psa_pake_cipher_suite_t psa_pake_cipher_suite_init(void)
{
    return (psa_pake_cipher_suite_t)PSA_PAKE_CIPHER_SUITE_INIT;
}

static inline psa_algorithm_t psa_pake_cs_get_algorithm(const psa_pake_cipher_suite_t *cipher_suite)
{
    return cipher_suite->algorithm;
}

static inline void psa_pake_cs_set_algorithm(psa_pake_cipher_suite_t *cipher_suite,
                                             psa_algorithm_t alg)
{
    cipher_suite->algorithm = alg;
}

static inline psa_pake_primitive_t
psa_pake_cs_get_primitive(const psa_pake_cipher_suite_t *cipher_suite)
{
    return cipher_suite->primitive;
}

static inline void psa_pake_cs_set_primitive(psa_pake_cipher_suite_t *cipher_suite,
                                             psa_pake_primitive_t primitive)
{
    cipher_suite->primitive = primitive;
}

static inline uint32_t psa_pake_cs_get_key_confirmation(const psa_pake_cipher_suite_t *cipher_suite)
{
    return cipher_suite->key_confirmation;
}

static inline void psa_pake_cs_set_key_confirmation(psa_pake_cipher_suite_t *cipher_suite,
                                                    uint32_t key_confirmation)
{
    cipher_suite->key_confirmation = key_confirmation;
}

typedef struct psa_pake_operation_s {
    uint32_t handle;
} psa_pake_operation_t;

#define PSA_PAKE_OPERATION_INIT PSA_HASH_OPERATION_INIT

static inline psa_pake_operation_t psa_pake_operation_init(void)
{
    return (psa_pake_operation_t)PSA_PAKE_OPERATION_INIT;
}

/** PSA_ERROR_NOT_SUPPORTED, no other error. */
psa_status_t psa_pake_setup(psa_pake_operation_t *operation, psa_key_id_t password_key,
                            const psa_pake_cipher_suite_t *cipher_suite);
/** PSA_ERROR_BAD_STATE, no other error. */
psa_status_t psa_pake_set_role(psa_pake_operation_t *operation, psa_pake_role_t role);
/** PSA_ERROR_BAD_STATE, no other error. */
psa_status_t psa_pake_set_user(psa_pake_operation_t *operation, const uint8_t *user_id,
                               size_t user_id_len);
/** PSA_ERROR_BAD_STATE, no other error. */
psa_status_t psa_pake_set_peer(psa_pake_operation_t *operation, const uint8_t *peer_id,
                               size_t peer_id_len);
/** PSA_ERROR_BAD_STATE, no other error. */
psa_status_t psa_pake_set_context(psa_pake_operation_t *operation, const uint8_t *context,
                                  size_t context_len);
/** PSA_ERROR_BAD_STATE, no other error. */
psa_status_t psa_pake_output(psa_pake_operation_t *operation, psa_pake_step_t step, uint8_t *output,
                             size_t output_size, size_t *output_length);
/** PSA_ERROR_BAD_STATE, no other error. */
psa_status_t psa_pake_input(psa_pake_operation_t *operation, psa_pake_step_t step,
                            const uint8_t *input, size_t input_length);
/** PSA_ERROR_BAD_STATE, no other error. */
psa_status_t psa_pake_get_shared_key(psa_pake_operation_t *operation,
                                     const psa_key_attributes_t *attributes, psa_key_id_t *key);
/** PSA_SUCCESS: there is nothing to end. */
psa_status_t psa_pake_abort(psa_pake_operation_t *operation);

#endif
