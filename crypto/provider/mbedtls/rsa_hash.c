/* SPDX-License-Identifier: Apache-2.0 */
/* What the paddings of RSA make of hashes. */
#include "crypto/provider/mbedtls/rsa.h"

#include "crypto/hash.h"
#include "lib/bytes.h"
#include "lib/wipe.h"

psa_status_t crypto_rsa_hash(psa_algorithm_t hash, const struct rsa_piece *pieces, size_t count,
                             uint8_t *digest)
{
    struct crypto_hash state;
    psa_status_t status = crypto_mbedtls_hash_begin(&state, hash);

    for (size_t i = 0; status == PSA_SUCCESS && i < count; i++)
        status = crypto_mbedtls_hash_update(&state, pieces[i].data, pieces[i].size);
    if (status == PSA_SUCCESS)
        status = crypto_mbedtls_hash_finish(&state, digest);
    lib_wipe(&state, sizeof state);
    return status;
}

psa_status_t crypto_rsa_mask(psa_algorithm_t hash, const uint8_t *seed, size_t seed_size,
                             uint8_t *data, size_t size)
{
    size_t hash_size = crypto_hash_size(hash);
    uint8_t counter[4], block[CRYPTO_HASH_MAX] = {0};
    struct rsa_piece pieces[] = {{seed, seed_size}, {counter, sizeof counter}};
    psa_status_t status = PSA_SUCCESS;

    for (size_t i = 0; i < size && status == PSA_SUCCESS; i++) {
        if (i % hash_size == 0) {
            lib_put_be32(counter, (uint32_t)(i / hash_size));
            status = crypto_rsa_hash(hash, pieces, 2, block);
        }
        data[i] ^= block[i % hash_size];
    }
    lib_wipe(block, sizeof block);
    return status;
}
