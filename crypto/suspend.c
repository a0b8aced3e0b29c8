/* SPDX-License-Identifier: Apache-2.0 */
/* Hashes and MACs that go on later, from bytes. */
#include "crypto/hash.h"
#include "crypto/mac.h"
#include "lib/wipe.h"

#include <string.h>

/* The format of psa_hash_suspend() (Crypto API, 10.2.5), numbers big-endian: the algorithm, the
 * bytes of input so far in 8 bytes, or 16 where blocks are large, the chaining value, and what of
 * the input was not yet worked in. */
#define ALGORITHM_SIZE 4u
#define CHAIN_MAX      64u

/* A MAC: the algorithm, flags, length, and how much of the rest is the inner hash. */
#define MAC_OFFSET_FLAGS 4u
#define MAC_OFFSET_SIZE  5u
#define MAC_OFFSET_INNER 6u
#define MAC_HEADER_SIZE  8u

static void put_be(uint8_t *bytes, size_t size, uint64_t value)
{
    for (size_t i = size; i-- > 0; value >>= 8)
        bytes[i] = (uint8_t)value;
}

static uint64_t get_be(const uint8_t *bytes, size_t size)
{
    uint64_t value = 0;

    for (size_t i = 0; i < size; i++)
        value = value << 8 | bytes[i];
    return value;
}

/* The bytes of a chaining value; 0 of a hash that has none. */
static size_t chain_size(psa_algorithm_t algorithm)
{
    switch (algorithm) {
    case PSA_ALG_SHA_1:
        return 20;
    case PSA_ALG_SHA_224:
    case PSA_ALG_SHA_256:
        return 32;
    case PSA_ALG_SHA_384:
    case PSA_ALG_SHA_512:
        return 64;
    default:
        return 0;
    }
}

/* Of the field that counts the input. */
static size_t count_size(psa_algorithm_t algorithm)
{
    return crypto_hash_block_size(algorithm) / 8;
}

static psa_status_t write_hash(const struct crypto_hash *hash, psa_algorithm_t algorithm,
                               uint8_t *state, size_t capacity, size_t *size)
{
    size_t fields = ALGORITHM_SIZE + count_size(algorithm) + chain_size(algorithm);
    uint8_t chain[CHAIN_MAX], pending[CRYPTO_BLOCK_MAX];
    uint64_t count;
    size_t left;
    psa_status_t status;

    if (crypto_provider.hash_export == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    status = crypto_provider.hash_export(hash, &count, chain, pending);
    if (status != PSA_SUCCESS)
        return status;
    left = (size_t)count % crypto_hash_block_size(algorithm);
    if (fields + left > capacity) {
        status = PSA_ERROR_BUFFER_TOO_SMALL;
    } else {
        *size = fields + left;
        put_be(state, ALGORITHM_SIZE, algorithm);
        put_be(state + ALGORITHM_SIZE, count_size(algorithm), count);
        memcpy(state + fields - chain_size(algorithm), chain, chain_size(algorithm));
        memcpy(state + fields, pending, left);
    }
    lib_wipe(chain, sizeof chain);
    lib_wipe(pending, sizeof pending);
    return status;
}

static psa_status_t read_hash(struct crypto_hash *hash, psa_algorithm_t *algorithm,
                              const uint8_t *state, size_t size)
{
    size_t width, fields;
    uint64_t count;

    if (size < ALGORITHM_SIZE)
        return PSA_ERROR_INVALID_ARGUMENT;
    *algorithm = (psa_algorithm_t)get_be(state, ALGORITHM_SIZE);
    if (!PSA_ALG_IS_HASH(*algorithm))
        return PSA_ERROR_INVALID_ARGUMENT;
    if (chain_size(*algorithm) == 0 || crypto_provider.hash_import == NULL ||
        (!CRYPTO_HASH_WIDE && chain_size(*algorithm) == CHAIN_MAX))
        return PSA_ERROR_NOT_SUPPORTED;
    width = count_size(*algorithm);
    fields = ALGORITHM_SIZE + width + chain_size(*algorithm);
    if (size < fields)
        return PSA_ERROR_INVALID_ARGUMENT;
    count = get_be(state + ALGORITHM_SIZE + width - 8, 8);
    if (size - fields != (size_t)count % crypto_hash_block_size(*algorithm) ||
        get_be(state + ALGORITHM_SIZE, width - 8) != 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    return crypto_provider.hash_import(hash, *algorithm, count,
                                       state + fields - chain_size(*algorithm), state + fields);
}

psa_status_t crypto_hash_suspend(struct crypto_operation *operation, uint8_t *state,
                                 size_t capacity, size_t *size)
{
    psa_status_t status = PSA_ERROR_NOT_SUPPORTED;

    *size = 0;
    if (CONFIG_CRYPTO_HASH_SUSPEND)
        status = write_hash(&operation->state.hash, operation->algorithm, state, capacity, size);
    crypto_operation_abort(operation);
    return status;
}

psa_status_t crypto_hash_resume(struct crypto_operation *operation, const uint8_t *state,
                                size_t size)
{
    psa_status_t status;

    crypto_operation_begin(operation, CRYPTO_HASH, PSA_ALG_NONE);
    if (!CONFIG_CRYPTO_HASH_SUSPEND)
        return crypto_operation_result(operation, PSA_ERROR_NOT_SUPPORTED);
    status = read_hash(&operation->state.hash, &operation->algorithm, state, size);
    operation->flags = CRYPTO_MAY_FINISH | CRYPTO_MAY_VERIFY;
    operation->size = (uint8_t)crypto_hash_size(operation->algorithm);
    return crypto_operation_begun(operation, status);
}

/* What follows the header of a MAC. */
static psa_status_t write_mac(struct crypto_operation *operation, uint8_t *state, size_t capacity,
                              size_t *size)
{
    const struct crypto_hmac *hmac = &operation->state.mac.hmac;
    psa_algorithm_t hash = PSA_ALG_GET_HASH(operation->algorithm);
    size_t inner = 0, outer = 0;
    psa_status_t status;

    if (capacity < MAC_HEADER_SIZE)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    if ((operation->flags & CRYPTO_MAC_HASHED) != 0) {
        status = write_hash(&hmac->hash[CRYPTO_HMAC_INNER], hash, state + MAC_HEADER_SIZE,
                            capacity - MAC_HEADER_SIZE, &inner);
        if (status == PSA_SUCCESS)
            status =
                write_hash(&hmac->hash[CRYPTO_HMAC_OUTER], hash, state + MAC_HEADER_SIZE + inner,
                           capacity - MAC_HEADER_SIZE - inner, &outer);
        if (status != PSA_SUCCESS)
            return status;
    } else {
        /* The bytes of the state are all there is of it, where the provider holds nothing else. */
        outer = sizeof operation->state.mac.cmac;
        if (crypto_operation_provider(operation) != &crypto_provider ||
            crypto_provider.cmac_abort != NULL)
            return PSA_ERROR_NOT_SUPPORTED;
        if (capacity - MAC_HEADER_SIZE < outer)
            return PSA_ERROR_BUFFER_TOO_SMALL;
        memcpy(state + MAC_HEADER_SIZE, &operation->state.mac.cmac, outer);
    }
    put_be(state, ALGORITHM_SIZE, operation->algorithm);
    state[MAC_OFFSET_FLAGS] = operation->flags;
    state[MAC_OFFSET_SIZE] = operation->size;
    put_be(state + MAC_OFFSET_INNER, 2, inner);
    *size = MAC_HEADER_SIZE + inner + outer;
    return PSA_SUCCESS;
}

static psa_status_t read_hmac(struct crypto_operation *operation, const uint8_t *state,
                              size_t inner, size_t size)
{
    struct crypto_hmac *hmac = &operation->state.mac.hmac;
    psa_algorithm_t hash = PSA_ALG_GET_HASH(operation->algorithm), algorithm;
    psa_status_t status;

    memset(hmac, 0, sizeof *hmac);
    if (inner > size)
        return PSA_ERROR_INVALID_ARGUMENT;
    status = read_hash(&hmac->hash[CRYPTO_HMAC_INNER], &algorithm, state, inner);
    if (status == PSA_SUCCESS && algorithm != hash)
        status = PSA_ERROR_INVALID_ARGUMENT;
    if (status == PSA_SUCCESS)
        status = read_hash(&hmac->hash[CRYPTO_HMAC_OUTER], &algorithm, state + inner, size - inner);
    if (status == PSA_SUCCESS && algorithm != hash)
        status = PSA_ERROR_INVALID_ARGUMENT;
    if (status != PSA_SUCCESS)
        crypto_hmac_abort(hmac);
    return status;
}

static psa_status_t read_mac(struct crypto_operation *operation, const uint8_t *state, size_t size)
{
    size_t whole;

    if (size < MAC_HEADER_SIZE)
        return PSA_ERROR_INVALID_ARGUMENT;
    operation->algorithm = (psa_algorithm_t)get_be(state, ALGORITHM_SIZE);
    operation->flags = state[MAC_OFFSET_FLAGS];
    operation->size = state[MAC_OFFSET_SIZE];
    size -= MAC_HEADER_SIZE;
    whole = PSA_ALG_IS_MAC(operation->algorithm) ? crypto_mac_size(operation->algorithm) : 0;
    if (operation->size == 0 || operation->size > whole)
        return PSA_ERROR_INVALID_ARGUMENT;
    if ((operation->flags & CRYPTO_MAC_HASHED) != 0)
        return PSA_ALG_IS_HMAC(operation->algorithm)
                   ? read_hmac(operation, state + MAC_HEADER_SIZE,
                               (size_t)get_be(state + MAC_OFFSET_INNER, 2), size)
                   : PSA_ERROR_INVALID_ARGUMENT;
    if (PSA_ALG_IS_HMAC(operation->algorithm) || size != sizeof operation->state.mac.cmac)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (crypto_provider.cmac_begin == NULL || crypto_provider.cmac_abort != NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    memcpy(&operation->state.mac.cmac, state + MAC_HEADER_SIZE, size);
    return PSA_SUCCESS;
}

psa_status_t crypto_mac_suspend(struct crypto_operation *operation, uint8_t *state, size_t capacity,
                                size_t *size)
{
    psa_status_t status = PSA_ERROR_NOT_SUPPORTED;

    *size = 0;
    if (CONFIG_CRYPTO_HASH_SUSPEND)
        status = write_mac(operation, state, capacity, size);
    if (status != PSA_SUCCESS && CONFIG_CRYPTO_HASH_SUSPEND)
        lib_wipe(state, capacity);
    crypto_operation_abort(operation);
    return status;
}

psa_status_t crypto_mac_resume(struct crypto_operation *operation, int32_t owner,
                               const uint8_t *state, size_t size)
{
    psa_status_t status;

    crypto_operation_begin(operation, CRYPTO_MAC, PSA_ALG_NONE);
    operation->owner = owner;
    if (!CONFIG_CRYPTO_HASH_SUSPEND)
        return crypto_operation_result(operation, PSA_ERROR_NOT_SUPPORTED);
    status = read_mac(operation, state, size);
    return crypto_operation_begun(operation, status);
}
