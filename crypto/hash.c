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

psa_status_t crypto_hash_begin(struct crypto_hash *hash, psa_algorithm_t algorithm)
{
    if (!PSA_ALG_IS_HASH(algorithm))
        return PSA_ERROR_INVALID_ARGUMENT;
    if (crypto_provider.hash_begin == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    return crypto_provider.hash_begin(hash, algorithm);
}

psa_status_t crypto_hash_compute(psa_algorithm_t algorithm, const uint8_t *data, size_t data_size,
                                 uint8_t *digest, size_t capacity, size_t *size)
{
    struct crypto_hash hash;
    psa_status_t status = crypto_hash_begin(&hash, algorithm);

    *size = 0;
    if (status != PSA_SUCCESS)
        return status;
    if (capacity < crypto_hash_size(algorithm))
        return PSA_ERROR_BUFFER_TOO_SMALL;
    status = crypto_hash_update(&hash, data, data_size);
    if (status == PSA_SUCCESS)
        status = crypto_hash_finish(&hash, digest);
    if (status == PSA_SUCCESS)
        *size = crypto_hash_size(algorithm);
    return status;
}
