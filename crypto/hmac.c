/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/hmac.h"

#include "crypto/hash.h"
#include "lib/wipe.h"

#include <string.h>

/* The names of the RFC's constants. */
#define IPAD 0x36u
#define OPAD 0x5cu

/* Begins a hash with a block of the key, combined with a constant before; `block` is changed. */
static psa_status_t begin_with(struct crypto_hash *hash, psa_algorithm_t algorithm, uint32_t *block,
                               size_t size, uint8_t constant)
{
    psa_status_t status = crypto_provider.hash_begin(hash, algorithm);

    for (size_t i = 0; i < size / 4; i++)
        block[i] ^= constant * 0x01010101u;
    return status == PSA_SUCCESS ? crypto_provider.hash_update(hash, (const uint8_t *)block, size)
                                 : status;
}

psa_status_t crypto_hmac_begin(struct crypto_hmac *hmac, psa_algorithm_t hash, const uint8_t *key,
                               size_t size)
{
    psa_algorithm_t algorithm = PSA_ALG_GET_HASH(hash);
    size_t block_size = crypto_hash_block_size(algorithm);
    uint32_t block[CRYPTO_BLOCK_MAX / 4] = {0};
    psa_status_t status = PSA_SUCCESS;
    size_t length;

    if (CRYPTO_STATES_HOLD)
        memset(hmac, 0, sizeof *hmac);
    if (crypto_provider.hash_begin == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    if (size > block_size)
        status = crypto_hash_compute(algorithm, key, size, (uint8_t *)block, sizeof block, &length);
    else if (size > 0)
        memcpy(block, key, size);
    if (status == PSA_SUCCESS)
        status = begin_with(&hmac->inner, algorithm, block, block_size, IPAD);
    if (status == PSA_SUCCESS)
        status = begin_with(&hmac->outer, algorithm, block, block_size, IPAD ^ OPAD);
    lib_wipe(block, sizeof block);
    if (status != PSA_SUCCESS)
        crypto_hmac_abort(hmac);
    return status;
}

psa_status_t crypto_hmac_finish(struct crypto_hmac *hmac, psa_algorithm_t hash, uint8_t *mac)
{
    uint8_t digest[CRYPTO_HASH_MAX];
    psa_status_t status = crypto_provider.hash_finish(&hmac->inner, digest);

    if (status == PSA_SUCCESS)
        status = crypto_provider.hash_update(&hmac->outer, digest, crypto_hash_size(hash));
    if (status == PSA_SUCCESS)
        status = crypto_provider.hash_finish(&hmac->outer, mac);
    lib_wipe(digest, sizeof digest);
    return status;
}

psa_status_t crypto_hmac_clone(const struct crypto_hmac *source, struct crypto_hmac *target)
{
    psa_status_t status;

    if (!CRYPTO_STATES_HOLD || crypto_provider.hash_clone == NULL) {
        *target = *source;
        return PSA_SUCCESS;
    }
    memset(target, 0, sizeof *target);
    status = crypto_provider.hash_clone(&source->inner, &target->inner);
    if (status == PSA_SUCCESS)
        status = crypto_provider.hash_clone(&source->outer, &target->outer);
    if (status != PSA_SUCCESS)
        crypto_hmac_abort(target);
    return status;
}

void crypto_hmac_abort(struct crypto_hmac *hmac)
{
    if (CRYPTO_STATES_HOLD && crypto_provider.hash_abort != NULL) {
        crypto_provider.hash_abort(&hmac->inner);
        crypto_provider.hash_abort(&hmac->outer);
    }
    lib_wipe(hmac, sizeof *hmac);
}
