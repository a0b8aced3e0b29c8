/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/hmac.h"

#include "crypto/hash.h"
#include "lib/wipe.h"

#include <string.h>

/* The names of the RFC's constants. */
#define IPAD 0x36u
#define OPAD 0x5cu

/* Begins both hashes with a block of the key, combined with their constants. */
static psa_status_t begin_with(struct crypto_hmac *hmac, psa_algorithm_t algorithm, uint32_t *block,
                               size_t size)
{
    uint32_t constant = IPAD;
    psa_status_t status = PSA_SUCCESS;

    for (size_t i = 0; i < 2 && status == PSA_SUCCESS; i++) {
        for (size_t k = 0; k < size / 4; k++)
            block[k] ^= constant * 0x01010101u;
        constant = IPAD ^ OPAD;
        status = crypto_provider.hash_begin(&hmac->hash[i], algorithm);
        if (status == PSA_SUCCESS)
            status = crypto_provider.hash_update(&hmac->hash[i], (const uint8_t *)block, size);
    }
    return status;
}

psa_status_t crypto_hmac_shorten(psa_algorithm_t hash, const uint8_t *key, size_t size,
                                 uint8_t block[CRYPTO_BLOCK_MAX], size_t *length)
{
    *length = size;
    if (size > crypto_hash_block_size(hash))
        return crypto_hash_compute(PSA_ALG_GET_HASH(hash), key, size, block, CRYPTO_HASH_MAX,
                                   length);
    if (size > 0)
        memcpy(block, key, size);
    return PSA_SUCCESS;
}

psa_status_t crypto_hmac_begin(struct crypto_hmac *hmac, psa_algorithm_t hash, const uint8_t *key,
                               size_t size)
{
    uint32_t block[CRYPTO_BLOCK_MAX / 4] = {0};
    psa_status_t status;

    if (CRYPTO_STATES_HOLD)
        memset(hmac, 0, sizeof *hmac);
    if (crypto_provider.hash_begin == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    status = crypto_hmac_shorten(hash, key, size, (uint8_t *)block, &size);
    if (status == PSA_SUCCESS)
        status = begin_with(hmac, PSA_ALG_GET_HASH(hash), block, crypto_hash_block_size(hash));
    lib_wipe(block, sizeof block);
    if (status != PSA_SUCCESS)
        crypto_hmac_abort(hmac);
    return status;
}

psa_status_t crypto_hmac_finish(struct crypto_hmac *hmac, psa_algorithm_t hash, uint8_t *mac)
{
    struct crypto_hash *outer = &hmac->hash[CRYPTO_HMAC_OUTER];
    uint8_t digest[CRYPTO_HASH_MAX];
    psa_status_t status = crypto_provider.hash_finish(&hmac->hash[CRYPTO_HMAC_INNER], digest);

    if (status == PSA_SUCCESS)
        status = crypto_provider.hash_update(outer, digest, crypto_hash_size(hash));
    if (status == PSA_SUCCESS)
        status = crypto_provider.hash_finish(outer, mac);
    lib_wipe(digest, sizeof digest);
    return status;
}

psa_status_t crypto_hmac_clone(const struct crypto_hmac *source, struct crypto_hmac *target)
{
    psa_status_t status = PSA_SUCCESS;

    if (!CRYPTO_STATES_HOLD || crypto_provider.hash_clone == NULL) {
        *target = *source;
        return PSA_SUCCESS;
    }
    memset(target, 0, sizeof *target);
    for (size_t i = 0; i < 2 && status == PSA_SUCCESS; i++)
        status = crypto_provider.hash_clone(&source->hash[i], &target->hash[i]);
    if (status != PSA_SUCCESS)
        crypto_hmac_abort(target);
    return status;
}

void crypto_hmac_abort(struct crypto_hmac *hmac)
{
    for (size_t i = 0; CRYPTO_STATES_HOLD && i < 2 && crypto_provider.hash_abort != NULL; i++)
        crypto_provider.hash_abort(&hmac->hash[i]);
    lib_wipe(hmac, sizeof *hmac);
}
