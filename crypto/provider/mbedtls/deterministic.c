/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/provider/mbedtls/ecc.h"

#include "crypto/hash.h"
#include "lib/wipe.h"

#include <string.h>

/* HMAC with the generator's key over its value and what is appended, into the value, or for a step
 * with `tag` into the key. */
static psa_status_t step(struct deterministic *state, const uint8_t *tag, const uint8_t *secret,
                         const uint8_t *number, size_t size)
{
    struct crypto_hmac hmac;
    psa_status_t status = crypto_hmac_begin(&hmac, state->hash, state->key, state->size);

    if (status != PSA_SUCCESS)
        return status;
    status = crypto_hmac_update(&hmac, state->value, state->size);
    if (status == PSA_SUCCESS && tag != NULL)
        status = crypto_hmac_update(&hmac, tag, 1);
    if (status == PSA_SUCCESS && size > 0)
        status = crypto_hmac_update(&hmac, secret, size);
    if (status == PSA_SUCCESS && size > 0)
        status = crypto_hmac_update(&hmac, number, size);
    if (status == PSA_SUCCESS)
        status = crypto_hmac_finish(&hmac, state->hash, tag != NULL ? state->key : state->value);
    crypto_hmac_abort(&hmac);
    return status;
}

/* A new key, and a new value with it: the pairs of steps that the RFC is made of. */
static psa_status_t turn(struct deterministic *state, uint8_t tag, const uint8_t *secret,
                         const uint8_t *number, size_t size)
{
    psa_status_t status = step(state, &tag, secret, number, size);

    return status == PSA_SUCCESS ? step(state, NULL, NULL, NULL, 0) : status;
}

psa_status_t crypto_deterministic_begin(struct deterministic *state, psa_algorithm_t algorithm,
                                        const uint8_t *secret, const uint8_t *number, size_t size)
{
    psa_status_t status;

    state->hash = PSA_ALG_GET_HASH(algorithm);
    state->size = crypto_hash_size(algorithm);
    state->again = false;
    if (state->size > CRYPTO_HASH_MAX)
        return PSA_ERROR_NOT_SUPPORTED;
    memset(state->key, 0, state->size);
    memset(state->value, 1, state->size);
    status = turn(state, 0, secret, number, size);
    return status == PSA_SUCCESS ? turn(state, 1, secret, number, size) : status;
}

psa_status_t crypto_deterministic_next(struct deterministic *state, uint8_t *output, size_t size)
{
    psa_status_t status = PSA_SUCCESS;

    if (state->again)
        status = turn(state, 0, NULL, NULL, 0);
    state->again = true;
    for (size_t done = 0; status == PSA_SUCCESS && done < size; done += state->size) {
        status = step(state, NULL, NULL, NULL, 0);
        memcpy(output + done, state->value, size - done < state->size ? size - done : state->size);
    }
    return status;
}
