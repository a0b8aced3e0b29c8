/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/provider/openssl/nonce.h"

#include "crypto/hash.h"
#include "crypto/hmac.h"

#include <string.h>

struct piece {
    const uint8_t *data;
    size_t size;
};

/* HMAC with K over V and what may follow, into `output`. */
static psa_status_t mac(const struct openssl_nonce *nonce, const struct piece *pieces, size_t count,
                        uint8_t *output)
{
    struct crypto_hmac hmac;
    psa_status_t status = crypto_hmac_begin(&hmac, nonce->hash, nonce->key, nonce->hash_size);

    if (status != PSA_SUCCESS)
        return status;
    status = crypto_hmac_update(&hmac, nonce->value, nonce->hash_size);
    for (size_t i = 0; status == PSA_SUCCESS && i < count; i++)
        status = crypto_hmac_update(&hmac, pieces[i].data, pieces[i].size);
    if (status == PSA_SUCCESS)
        status = crypto_hmac_finish(&hmac, nonce->hash, output);
    crypto_hmac_abort(&hmac);
    return status;
}

/* K, and then V. */
static psa_status_t mix(struct openssl_nonce *nonce, uint8_t tag, const uint8_t *secret,
                        const uint8_t *number, size_t size)
{
    const struct piece pieces[] = {{&tag, 1}, {secret, size}, {number, size}};
    psa_status_t status = mac(nonce, pieces, size > 0 ? 3 : 1, nonce->key);

    return status == PSA_SUCCESS ? mac(nonce, NULL, 0, nonce->value) : status;
}

psa_status_t openssl_nonce_begin(struct openssl_nonce *nonce, psa_algorithm_t algorithm,
                                 const uint8_t *secret, const uint8_t *number, size_t size)
{
    psa_status_t status;

    memset(nonce, 0, sizeof *nonce);
    nonce->hash = PSA_ALG_GET_HASH(algorithm);
    nonce->hash_size = crypto_hash_size(nonce->hash);
    if (nonce->hash_size == 0 || nonce->hash_size > CRYPTO_HASH_MAX)
        return PSA_ERROR_NOT_SUPPORTED;
    memset(nonce->value, 1, nonce->hash_size);
    status = mix(nonce, 0, secret, number, size);
    return status == PSA_SUCCESS ? mix(nonce, 1, secret, number, size) : status;
}

psa_status_t openssl_nonce_next(struct openssl_nonce *nonce, uint8_t *output, size_t size)
{
    psa_status_t status = PSA_SUCCESS;

    if (nonce->is_used)
        status = mix(nonce, 0, NULL, NULL, 0);
    nonce->is_used = true;
    for (size_t done = 0; status == PSA_SUCCESS && done < size; done += nonce->hash_size) {
        size_t left = size - done;

        status = mac(nonce, NULL, 0, nonce->value);
        memcpy(output + done, nonce->value, left < nonce->hash_size ? left : nonce->hash_size);
    }
    return status;
}
