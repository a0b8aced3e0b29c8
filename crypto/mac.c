/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/mac.h"

#include "crypto/hash.h"
#include "lib/wipe.h"

#include <string.h>

/* A flag besides CRYPTO_MAC_HASHED: the MAC will be verified. */
#define VERIFY 0x02u
/* Shorter ones can be found by trying. */
#define LENGTH_MIN 4u

size_t crypto_mac_size(psa_algorithm_t algorithm)
{
    if (PSA_ALG_IS_HMAC(algorithm))
        return crypto_hash_size(algorithm);
    return PSA_ALG_FULL_LENGTH_MAC(algorithm) == PSA_ALG_CMAC ? CRYPTO_CIPHER_BLOCK : 0;
}

/* Begins with a key that may be used. HMAC is made here, unless the key is elsewhere. */
static psa_status_t begin(struct crypto_operation *operation, const struct crypto_key *key)
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
    if (CONFIG_CRYPTO_HMAC && PSA_ALG_IS_HMAC(algorithm) &&
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

psa_status_t crypto_mac_begin(struct crypto_operation *operation, int32_t owner, psa_key_id_t id,
                              psa_algorithm_t algorithm, bool verify)
{
    const struct crypto_key *key;
    psa_status_t status = crypto_operation_begin_keyed(
        operation, CRYPTO_MAC, algorithm, owner, id,
        verify ? PSA_KEY_USAGE_VERIFY_MESSAGE : PSA_KEY_USAGE_SIGN_MESSAGE, &key);

    if (status != PSA_SUCCESS)
        return status;
    status = begin(operation, key);
    operation->flags |= verify ? VERIFY : 0;
    operation->phase = status == PSA_SUCCESS;
    return crypto_operation_result(operation, status);
}

psa_status_t crypto_mac_update(struct crypto_operation *operation, const uint8_t *data, size_t size)
{
    psa_status_t status;

    if ((operation->flags & CRYPTO_MAC_HASHED) != 0)
        status = crypto_hmac_update(&operation->state.mac.hmac, data, size);
    else
        status = crypto_operation_provider(operation)->cmac_update(&operation->state.mac.cmac, data,
                                                                   size);
    return crypto_operation_result(operation, status);
}

/* Ends with the whole MAC. */
static psa_status_t finish(struct crypto_operation *operation, uint8_t *mac)
{
    if ((operation->flags & CRYPTO_MAC_HASHED) != 0)
        return crypto_hmac_finish(&operation->state.mac.hmac, operation->algorithm, mac);
    return crypto_operation_provider(operation)->cmac_finish(&operation->state.mac.cmac, mac);
}

psa_status_t crypto_mac_finish(struct crypto_operation *operation, uint8_t *mac, size_t capacity,
                               size_t *size)
{
    uint8_t whole[PSA_HASH_MAX_SIZE];
    size_t length = operation->size;
    psa_status_t status = PSA_ERROR_BAD_STATE;

    *size = 0;
    if ((operation->flags & VERIFY) == 0)
        status = capacity < length ? PSA_ERROR_BUFFER_TOO_SMALL : finish(operation, whole);
    if (status == PSA_SUCCESS) {
        memcpy(mac, whole, length);
        *size = length;
    }
    lib_wipe(whole, sizeof whole);
    crypto_operation_abort(operation);
    return status;
}

psa_status_t crypto_mac_verify(struct crypto_operation *operation, const uint8_t *mac, size_t size)
{
    uint8_t whole[PSA_HASH_MAX_SIZE];
    psa_status_t status = PSA_ERROR_BAD_STATE;

    if ((operation->flags & VERIFY) != 0)
        status = finish(operation, whole);
    if (status == PSA_SUCCESS && (size != operation->size || !lib_equal_ct(whole, mac, size)))
        status = PSA_ERROR_INVALID_SIGNATURE;
    lib_wipe(whole, sizeof whole);
    crypto_operation_abort(operation);
    return status;
}
