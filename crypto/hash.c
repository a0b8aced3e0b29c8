/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/hash.h"

size_t crypto_hash_size(psa_algorithm_t algorithm)
{
    /* By the low byte of the algorithm; PSA_HASH_LENGTH() would be a chain of comparisons. */
    static const uint8_t sizes[] = {
        [PSA_ALG_MD2 & 0xff] = 16,         [PSA_ALG_MD4 & 0xff] = 16,
        [PSA_ALG_MD5 & 0xff] = 16,         [PSA_ALG_RIPEMD160 & 0xff] = 20,
        [PSA_ALG_SHA_1 & 0xff] = 20,       [PSA_ALG_AES_MMO_ZIGBEE & 0xff] = 16,
        [PSA_ALG_SHA_224 & 0xff] = 28,     [PSA_ALG_SHA_256 & 0xff] = 32,
        [PSA_ALG_SHA_384 & 0xff] = 48,     [PSA_ALG_SHA_512 & 0xff] = 64,
        [PSA_ALG_SHA_512_224 & 0xff] = 28, [PSA_ALG_SHA_512_256 & 0xff] = 32,
        [PSA_ALG_SHA3_224 & 0xff] = 28,    [PSA_ALG_SHA3_256 & 0xff] = 32,
        [PSA_ALG_SHA3_384 & 0xff] = 48,    [PSA_ALG_SHA3_512 & 0xff] = 64,
        [PSA_ALG_SM3 & 0xff] = 32,         [PSA_ALG_SHAKE256_512 & 0xff] = 64,
    };
    size_t low = algorithm & 0xff;

    return low < sizeof sizes ? sizes[low] : 0;
}

psa_status_t crypto_hash_begin(struct crypto_operation *operation, psa_algorithm_t algorithm)
{
    psa_status_t status = PSA_ERROR_NOT_SUPPORTED;

    crypto_operation_begin(operation, CRYPTO_HASH, algorithm);
    operation->flags = CRYPTO_MAY_FINISH | CRYPTO_MAY_VERIFY;
    operation->size = (uint8_t)crypto_hash_size(algorithm);
    if (!PSA_ALG_IS_HASH(algorithm))
        status = PSA_ERROR_INVALID_ARGUMENT;
    else if (crypto_provider.hash_begin != NULL)
        status = crypto_provider.hash_begin(&operation->state.hash, algorithm);
    return crypto_operation_begun(operation, status);
}

psa_status_t crypto_hash_update(struct crypto_operation *operation, const uint8_t *data,
                                size_t size)
{
    return crypto_operation_result(operation,
                                   crypto_provider.hash_update(&operation->state.hash, data, size));
}

psa_status_t crypto_hash_clone(const struct crypto_operation *source,
                               struct crypto_operation *target)
{
    psa_status_t status = PSA_SUCCESS;

    crypto_operation_begin(target, CRYPTO_HASH, source->algorithm);
    target->flags = source->flags;
    target->size = source->size;
    if (CRYPTO_STATES_HOLD && crypto_provider.hash_clone != NULL)
        status = crypto_provider.hash_clone(&source->state.hash, &target->state.hash);
    else
        target->state.hash = source->state.hash;
    return crypto_operation_begun(target, status);
}

psa_status_t crypto_hash_compute(psa_algorithm_t algorithm, const uint8_t *data, size_t data_size,
                                 uint8_t *hash, size_t capacity, size_t *size)
{
    struct crypto_operation operation;
    psa_status_t status = crypto_hash_begin(&operation, algorithm);

    *size = 0;
    if (status == PSA_SUCCESS)
        status = crypto_hash_update(&operation, data, data_size);
    return status == PSA_SUCCESS ? crypto_hash_finish(&operation, hash, capacity, size) : status;
}
