/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/provider/mbedtls/provider.h"

#include <mbedtls/sha256.h>

/* Mbed TLS's functions cannot fail with the arguments they get here, but an accelerated
 * replacement of them can. */
static psa_status_t status_of(int error)
{
    return error == 0 ? PSA_SUCCESS : PSA_ERROR_HARDWARE_FAILURE;
}

static mbedtls_sha256_context *context_of(struct crypto_hash *hash)
{
    _Static_assert(sizeof(mbedtls_sha256_context) <= sizeof *hash, "the state is too small");
    return (mbedtls_sha256_context *)(void *)hash;
}

psa_status_t crypto_mbedtls_hash_begin(struct crypto_hash *hash, psa_algorithm_t algorithm)
{
    if (algorithm != PSA_ALG_SHA_256)
        return PSA_ERROR_NOT_SUPPORTED;
    mbedtls_sha256_init(context_of(hash));
    return status_of(mbedtls_sha256_starts(context_of(hash), 0));
}

psa_status_t crypto_mbedtls_hash_update(struct crypto_hash *hash, const uint8_t *data, size_t size)
{
    return status_of(mbedtls_sha256_update(context_of(hash), data, size));
}

psa_status_t crypto_mbedtls_hash_finish(struct crypto_hash *hash, uint8_t *digest)
{
    return status_of(mbedtls_sha256_finish(context_of(hash), digest));
}
