/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/mac.h"

#include "crypto/hash.h"
#include "lib/wipe.h"

#include <string.h>

/* Shorter ones can be found by trying. */
#define LENGTH_MIN 4u

/* All MACs are HMACs that are made here. */
#define HMAC_ALONE (!CONFIG_CRYPTO_CMAC && !CONFIG_CRYPTO_OPAQUE)

/* Is it one? */
static bool is_hashed(const struct crypto_operation *operation)
{
    return HMAC_ALONE || (operation->flags & CRYPTO_MAC_HASHED) != 0;
}

size_t crypto_mac_size(psa_algorithm_t algorithm)
{
    if (PSA_ALG_IS_HMAC(algorithm))
        return crypto_hash_size(algorithm);
    return !HMAC_ALONE && PSA_ALG_FULL_LENGTH_MAC(algorithm) == PSA_ALG_CMAC ? CRYPTO_CIPHER_BLOCK
                                                                             : 0;
}

/* HMAC is made here, unless the key is elsewhere. */
psa_status_t crypto_mac_start(struct crypto_operation *operation, const struct crypto_key *key)
{
    psa_algorithm_t algorithm = operation->algorithm;
    size_t size = crypto_mac_size(algorithm);
    size_t length = PSA_MAC_TRUNCATED_LENGTH(algorithm);

    if (length == 0)
        length = size;
    if (size == 0 || length < LENGTH_MIN)
        return PSA_ERROR_NOT_SUPPORTED;
    if (length > size)
        return PSA_ERROR_INVALID_ARGUMENT;
    operation->size = (uint8_t)length;
    if (CONFIG_CRYPTO_HMAC && (HMAC_ALONE || PSA_ALG_IS_HMAC(algorithm)) &&
        crypto_operation_provider(operation) == &crypto_provider) {
        operation->flags |= CRYPTO_MAC_HASHED;
        return crypto_hmac_begin(&operation->state.mac.hmac, algorithm, key->data, key->size);
    }
    if ((!CONFIG_CRYPTO_OPAQUE && PSA_ALG_IS_HMAC(algorithm)) ||
        crypto_operation_provider(operation)->cmac_begin == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    return crypto_operation_provider(operation)->cmac_begin(&operation->state.mac.cmac, key,
                                                            algorithm);
}

psa_status_t crypto_mac_update(struct crypto_operation *operation, const uint8_t *data, size_t size)
{
    psa_status_t status;

    if (is_hashed(operation))
        status = crypto_hmac_update(&operation->state.mac.hmac, data, size);
    else
        status = crypto_operation_provider(operation)->cmac_update(&operation->state.mac.cmac, data,
                                                                   size);
    return crypto_operation_result(operation, status);
}

/* Ends with the whole MAC. */
static psa_status_t finish(struct crypto_operation *operation, uint8_t *mac)
{
    if (is_hashed(operation))
        return crypto_hmac_finish(&operation->state.mac.hmac, operation->algorithm, mac);
    return crypto_operation_provider(operation)->cmac_finish(&operation->state.mac.cmac, mac);
}

psa_status_t crypto_mac_result(struct crypto_operation *operation, uint8_t *mac)
{
    uint8_t whole[PSA_HASH_MAX_SIZE];
    psa_status_t status = finish(operation, whole);

    if (status == PSA_SUCCESS)
        memcpy(mac, whole, operation->size);
    lib_wipe(whole, sizeof whole);
    return status;
}
