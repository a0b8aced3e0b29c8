/* SPDX-License-Identifier: Apache-2.0 */
/* The second half of a key derivation: what comes out. */
#include "crypto/derive.h"

#include "crypto/derive_step.h"
#include "crypto/hash.h"
#include "crypto/key.h"
#include "crypto/policy.h"
#include "lib/bytes.h"
#include "lib/wipe.h"

#include <string.h>

static bool is_sp800_108(const struct crypto_operation *operation)
{
    return crypto_derive_is(operation, DERIVE_SP800_108_CMAC) ||
           crypto_derive_is(operation, DERIVE_SP800_108_HMAC);
}

static psa_status_t cmac(struct crypto_operation *operation, const struct crypto_derive_part *parts,
                         size_t count, uint8_t *output)
{
    const struct crypto_derivation *derivation = &operation->state.derivation;
    const struct crypto_key key = {
        {.type = PSA_KEY_TYPE_AES, .bits = (uint16_t)(derivation->key_size * 8)},
        derivation->key,
        derivation->key_size};
    struct crypto_cmac state;
    psa_status_t status = crypto_provider.cmac_begin(&state, &key, PSA_ALG_CMAC);

    if (status != PSA_SUCCESS)
        return status;
    for (size_t i = 0; status == PSA_SUCCESS && i < count; i++)
        status = crypto_provider.cmac_update(&state, parts[i].data, parts[i].size);
    if (status == PSA_SUCCESS)
        status = crypto_provider.cmac_finish(&state, output);
    if (CRYPTO_STATES_HOLD && crypto_provider.cmac_abort != NULL)
        crypto_provider.cmac_abort(&state);
    lib_wipe(&state, sizeof state);
    return status;
}

psa_status_t crypto_derive_prf(struct crypto_operation *operation,
                               const struct crypto_derive_part *parts, size_t count,
                               uint8_t *output)
{
    const struct crypto_derivation *derivation = &operation->state.derivation;
    struct crypto_hmac hmac;
    psa_status_t status;

    if (crypto_derive_is_cmac(operation))
        return cmac(operation, parts, count, output);
    status = crypto_hmac_begin(&hmac, operation->algorithm, derivation->key, derivation->key_size);
    if (status != PSA_SUCCESS)
        return status;
    for (size_t i = 0; status == PSA_SUCCESS && i < count; i++)
        status = crypto_hmac_update(&hmac, parts[i].data, parts[i].size);
    if (status == PSA_SUCCESS)
        status = crypto_hmac_finish(&hmac, operation->algorithm, output);
    crypto_hmac_abort(&hmac);
    return status;
}

/* RFC 5869 (2.3): T(n) = HMAC(PRK, T(n - 1) | info | n). */
static psa_status_t next_hkdf(struct crypto_operation *operation)
{
    struct crypto_derivation *derivation = &operation->state.derivation;
    const struct crypto_derive_part parts[] = {
        {derivation->block, derivation->block_size},
        {derivation->input, derivation->input_size + 1u},
    };
    size_t first = derivation->counter == 1;

    derivation->input[derivation->input_size] = (uint8_t)derivation->counter;
    return crypto_derive_prf(operation, parts + first, 2 - first, derivation->block);
}

/* RFC 5246 (5): A(n) = HMAC(secret, A(n - 1)), A(0) = seed; the block is HMAC(secret, A(n) | seed),
 * where the seed has the label before it. */
static psa_status_t next_tls12(struct crypto_operation *operation)
{
    struct crypto_derivation *derivation = &operation->state.derivation;
    const struct crypto_derive_part parts[] = {
        {derivation->chain, derivation->block_size},
        {derivation->input, derivation->input_size},
    };
    psa_status_t status =
        crypto_derive_prf(operation, parts + (derivation->counter == 1), 1, derivation->chain);

    return status == PSA_SUCCESS ? crypto_derive_prf(operation, parts, 2, derivation->block)
                                 : status;
}

static void add(struct crypto_derivation *derivation)
{
    for (size_t i = 0; i < sizeof derivation->block; i++)
        derivation->block[i] ^= derivation->chain[i];
}

/* The iterations of PBKDF2 after the first: `chain` becomes its own HMAC, and is added to `block`.
 * The key goes into HMAC once, not at every iteration, which takes half the time. */
static psa_status_t iterate_hmac(struct crypto_operation *operation)
{
    struct crypto_derivation *derivation = &operation->state.derivation;
    struct crypto_hmac begun, hmac;
    psa_status_t status =
        crypto_hmac_begin(&begun, operation->algorithm, derivation->key, derivation->key_size);

    if (status != PSA_SUCCESS)
        return status;
    for (uint32_t i = 1; status == PSA_SUCCESS && i < derivation->cost; i++) {
        status = crypto_hmac_clone(&begun, &hmac);
        if (status != PSA_SUCCESS)
            break;
        status = crypto_hmac_update(&hmac, derivation->chain, derivation->block_size);
        if (status == PSA_SUCCESS)
            status = crypto_hmac_finish(&hmac, operation->algorithm, derivation->chain);
        crypto_hmac_abort(&hmac);
        add(derivation);
    }
    crypto_hmac_abort(&begun);
    return status;
}

static psa_status_t iterate_cmac(struct crypto_operation *operation)
{
    struct crypto_derivation *derivation = &operation->state.derivation;
    const struct crypto_derive_part part = {derivation->chain, CRYPTO_CIPHER_BLOCK};
    psa_status_t status = PSA_SUCCESS;

    for (uint32_t i = 1; status == PSA_SUCCESS && i < derivation->cost; i++) {
        status = crypto_derive_prf(operation, &part, 1, derivation->chain);
        add(derivation);
    }
    return status;
}

/* RFC 8018 (5.2): the sum of U(1) = PRF(P, salt | n), U(2) = PRF(P, U(1)), and so on. */
static psa_status_t next_pbkdf2(struct crypto_operation *operation)
{
    struct crypto_derivation *derivation = &operation->state.derivation;
    uint8_t counter[4];
    const struct crypto_derive_part parts[] = {
        {derivation->input, derivation->input_size},
        {counter, sizeof counter},
    };
    psa_status_t status;

    lib_put_be32(counter, derivation->counter);
    status = crypto_derive_prf(operation, parts, 2, derivation->chain);
    memcpy(derivation->block, derivation->chain, sizeof derivation->block);
    if (status != PSA_SUCCESS)
        return status;
    return crypto_derive_is_cmac(operation) ? iterate_cmac(operation) : iterate_hmac(operation);
}

/* SP 800-108 (4.1): K(n) = PRF(K, n | label | 0 | context | L); with CMAC, K(0) = PRF(K, label | 0
 * | context | L) stands behind. */
static psa_status_t next_sp800_108(struct crypto_operation *operation)
{
    struct crypto_derivation *derivation = &operation->state.derivation;
    uint8_t counter[4], bits[4];
    const struct crypto_derive_part parts[] = {
        {counter, sizeof counter},
        {derivation->input, derivation->input_size},
        {bits, sizeof bits},
        {derivation->chain, CRYPTO_CIPHER_BLOCK},
    };
    psa_status_t status = PSA_SUCCESS;

    lib_put_be32(counter, derivation->counter);
    lib_put_be32(bits, derivation->cost);
    if (crypto_derive_is_cmac(operation) && derivation->counter == 1)
        status = crypto_derive_prf(operation, parts + 1, 2, derivation->chain);
    return status == PSA_SUCCESS
               ? crypto_derive_prf(operation, parts, crypto_derive_is_cmac(operation) ? 4 : 3,
                                   derivation->block)
               : status;
}

static psa_status_t next_block(struct crypto_operation *operation)
{
    struct crypto_derivation *derivation = &operation->state.derivation;

    derivation->counter++;
    derivation->fill = derivation->block_size;
    if (crypto_derive_is(operation, DERIVE_TLS12_PRF) ||
        crypto_derive_is(operation, DERIVE_TLS12_PSK_TO_MS))
        return next_tls12(operation);
    if (crypto_derive_is_pbkdf2(operation))
        return next_pbkdf2(operation);
    if (is_sp800_108(operation))
        return next_sp800_108(operation);
    /* With an extraction alone there is no second block. */
    return next_hkdf(operation);
}

/* Inputs are closed with the first output. */
static psa_status_t close_inputs(struct crypto_operation *operation)
{
    struct crypto_derivation *derivation = &operation->state.derivation;

    if (operation->phase == DERIVE_OUTPUT)
        return PSA_SUCCESS;
    if ((crypto_derive_rules[operation->size].required & ~derivation->steps) != 0)
        return PSA_ERROR_BAD_STATE;
    operation->phase = DERIVE_OUTPUT;
    if (!is_sp800_108(operation))
        return PSA_SUCCESS;
    derivation->cost = (uint32_t)derivation->capacity * 8;
    if ((derivation->steps & STEP_CONTEXT) != 0)
        return PSA_SUCCESS;
    if (derivation->input_size == CRYPTO_KDF_INPUT_MAX)
        return PSA_ERROR_INSUFFICIENT_MEMORY;
    derivation->input[derivation->input_size++] = 0;
    return PSA_SUCCESS;
}

/* Before every output of `size` bytes: may it be, and is there enough? `purpose` has the flags that
 * forbid it. */
static psa_status_t check_output(struct crypto_operation *operation, size_t size, uint8_t purpose)
{
    psa_status_t status = close_inputs(operation);

    if (status != PSA_SUCCESS)
        return status;
    if ((operation->flags & purpose) != 0)
        return PSA_ERROR_NOT_PERMITTED;
    if (size > operation->state.derivation.capacity) {
        operation->state.derivation.capacity = 0;
        return PSA_ERROR_INSUFFICIENT_DATA;
    }
    operation->state.derivation.capacity -= size;
    return PSA_SUCCESS;
}

/* Gives out the next `size` bytes; or, without `output`, compares them with those expected. All are
 * taken, whether they are the same or not. */
static psa_status_t give(struct crypto_operation *operation, uint8_t *output,
                         const uint8_t *expected, size_t size)
{
    struct crypto_derivation *derivation = &operation->state.derivation;
    bool same = true;

    while (size > 0) {
        const uint8_t *next;
        size_t piece;

        if (derivation->fill == 0) {
            psa_status_t status = next_block(operation);

            if (status != PSA_SUCCESS)
                return status;
        }
        next = derivation->block + derivation->block_size - derivation->fill;
        piece = size < derivation->fill ? size : derivation->fill;
        if (output != NULL) {
            memcpy(output, next, piece);
            output += piece;
        } else {
            same &= lib_equal_ct(next, expected, piece);
            expected += piece;
        }
        derivation->fill = (uint8_t)(derivation->fill - piece);
        size -= piece;
    }
    return same ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE;
}

/* Writes the next bytes, or nothing: `output` may be shorter than a `size` that is refused. */
static psa_status_t hand_out(struct crypto_operation *operation, uint8_t *output, size_t size,
                             uint8_t purpose)
{
    psa_status_t status = check_output(operation, size, purpose);

    if (status != PSA_SUCCESS)
        return status;
    status = give(operation, output, NULL, size);
    if (status != PSA_SUCCESS)
        lib_wipe(output, size);
    return status;
}

/* The end of every function here: two errors leave the operation as it is. */
static psa_status_t result(struct crypto_operation *operation, psa_status_t status)
{
    if (status == PSA_ERROR_INSUFFICIENT_DATA || status == PSA_ERROR_INVALID_SIGNATURE)
        return status;
    return crypto_operation_result(operation, status);
}

psa_status_t crypto_derive_capacity(struct crypto_operation *operation, size_t *capacity)
{
    *capacity = operation->state.derivation.capacity;
    return PSA_SUCCESS;
}

psa_status_t crypto_derive_set_capacity(struct crypto_operation *operation, size_t capacity)
{
    if (operation->phase == DERIVE_OUTPUT && is_sp800_108(operation))
        return crypto_operation_result(operation, PSA_ERROR_BAD_STATE);
    if (capacity > operation->state.derivation.capacity)
        return PSA_ERROR_INVALID_ARGUMENT;
    operation->state.derivation.capacity = capacity;
    return PSA_SUCCESS;
}

psa_status_t crypto_derive_output_bytes(struct crypto_operation *operation, uint8_t *output,
                                        size_t size)
{
    return result(operation, hand_out(operation, output, size, DERIVE_NO_OUTPUT));
}

/* A private value is one more than the number in the bytes: so 0 is none, and what is too large
 * the curve's check refuses. The carry goes through all of it, as the number is secret. */
static void increment(uint8_t *number, size_t size)
{
    unsigned carry = 1;

    while (size-- > 0) {
        carry += number[size];
        number[size] = (uint8_t)carry;
        carry >>= 8;
    }
}

/* Fills a key that was prepared, and makes it exist. */
static psa_status_t make_key(struct crypto_operation *operation, uint8_t *material, size_t size,
                             bool ecc, psa_key_id_t *id)
{
    psa_status_t status;

    do {
        status = hand_out(operation, material, size, DERIVE_NO_OUTPUT | DERIVE_NO_KEY);
        if (status != PSA_SUCCESS)
            return status;
        if (ecc)
            increment(material, size);
        status = crypto_key_commit(id);
    } while (ecc && status == PSA_ERROR_INVALID_ARGUMENT);
    return status;
}

/* May a key with such attributes be derived, whatever else the key store says? */
static psa_status_t check_attributes(const struct crypto_operation *operation,
                                     const psa_key_attributes_t *attributes)
{
    if (PSA_KEY_TYPE_IS_PUBLIC_KEY(attributes->type) ||
        (attributes->type == PSA_KEY_TYPE_PASSWORD_HASH && attributes->algorithm != PSA_ALG_NONE &&
         attributes->algorithm != operation->algorithm))
        return PSA_ERROR_INVALID_ARGUMENT;
    return PSA_KEY_TYPE_IS_RSA(attributes->type) ? PSA_ERROR_NOT_SUPPORTED : PSA_SUCCESS;
}

psa_status_t crypto_derive_output_key(struct crypto_operation *operation,
                                      const psa_key_attributes_t *attributes, psa_key_id_t *id)
{
    size_t size = crypto_policy_size(attributes);
    uint8_t *material;
    psa_status_t status;

    *id = PSA_KEY_ID_NULL;
    /* What only the operation can refuse comes first, so that a key that will not be takes nobody's
     * place. */
    status = check_output(operation, 0, DERIVE_NO_OUTPUT | DERIVE_NO_KEY);
    if (status == PSA_SUCCESS)
        status = check_attributes(operation, attributes);
    if (status == PSA_SUCCESS)
        status = crypto_key_prepare(operation->owner, attributes, size, &material);
    if (status == PSA_SUCCESS)
        status = make_key(operation, material, size,
                          CRYPTO_ECC && PSA_KEY_TYPE_IS_ECC(attributes->type), id);
    return result(operation, status);
}

psa_status_t crypto_derive_verify_bytes(struct crypto_operation *operation, const uint8_t *expected,
                                        size_t size)
{
    psa_status_t status = check_output(operation, size, 0);

    if (status == PSA_SUCCESS)
        status = give(operation, NULL, expected, size);
    return result(operation, status);
}

psa_status_t crypto_derive_verify_key(struct crypto_operation *operation, psa_key_id_t expected)
{
    const struct crypto_key *key;
    /* What is wrong with the key is told before what is wrong with the operation. */
    psa_status_t status = crypto_key_use(
        operation->owner, expected, PSA_KEY_USAGE_VERIFY_DERIVATION, operation->algorithm, &key);

    if (status == PSA_SUCCESS && key->attributes.type != PSA_KEY_TYPE_PASSWORD_HASH)
        status = PSA_ERROR_INVALID_ARGUMENT;
    if (status == PSA_SUCCESS && crypto_key_provider(key) != &crypto_provider)
        status = PSA_ERROR_NOT_SUPPORTED;
    if (status != PSA_SUCCESS)
        return result(operation, status);
    return crypto_derive_verify_bytes(operation, key->data, key->size);
}
