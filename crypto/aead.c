/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/aead.h"

#include "crypto/random.h"
#include "lib/wipe.h"

enum { NO_NONCE = 1, ADDITIONAL_DATA, DATA };

/* There may be others than CCM. */
#define OTHERS (CONFIG_CRYPTO_GCM || CONFIG_CRYPTO_CHACHA20_POLY1305 || CONFIG_CRYPTO_OPAQUE)

/* A flag: the sizes are known. */
#define ANNOUNCED CRYPTO_OWN_FLAG

psa_status_t crypto_aead_start(struct crypto_operation *operation, const struct crypto_key *key)
{
    psa_algorithm_t algorithm = operation->algorithm;

    operation->size = PSA_ALG_AEAD_GET_TAG_LENGTH(algorithm);
    operation->state.aead.ad_left = operation->state.aead.data_left = CRYPTO_SIZE_UNKNOWN;
    if (crypto_operation_provider(operation)->aead_begin == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    return crypto_operation_provider(operation)->aead_begin(
        &operation->state.aead.state, key, algorithm, (operation->flags & CRYPTO_MAY_FINISH) != 0);
}

psa_status_t crypto_aead_set_lengths(struct crypto_operation *operation, size_t ad_size,
                                     size_t data_size)
{
    if (operation->phase != NO_NONCE || (operation->flags & ANNOUNCED) != 0)
        return crypto_operation_result(operation, PSA_ERROR_BAD_STATE);
    operation->flags |= ANNOUNCED;
    operation->state.aead.ad_left = ad_size;
    operation->state.aead.data_left = data_size;
    return PSA_SUCCESS;
}

psa_status_t crypto_aead_set_nonce(struct crypto_operation *operation, const uint8_t *nonce,
                                   size_t size)
{
    psa_status_t status = PSA_ERROR_BAD_STATE;

    if (operation->phase == NO_NONCE) {
        operation->phase = ADDITIONAL_DATA;
        status = crypto_operation_provider(operation)->aead_start(
            &operation->state.aead.state, nonce, size, operation->state.aead.ad_left,
            operation->state.aead.data_left);
    }
    return crypto_operation_result(operation, status);
}

/* The usual size. CCM's nonce leaves 15 - n bytes for the length of the data: a long message gets a
 * shorter nonce (10.5.1). */
static size_t nonce_size(const struct crypto_operation *operation)
{
    size_t size = 13;

    if (OTHERS && PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(operation->algorithm) != PSA_ALG_CCM)
        return 12;
    for (size_t left = operation->state.aead.data_left >> 16; left > 0; left >>= 8)
        size--;
    return size;
}

psa_status_t crypto_aead_generate_nonce(struct crypto_operation *operation, uint8_t *nonce,
                                        size_t capacity, size_t *size)
{
    size_t length = nonce_size(operation);
    psa_status_t status = PSA_ERROR_BAD_STATE;

    *size = 0;
    if (operation->phase == NO_NONCE && (operation->flags & CRYPTO_MAY_FINISH) != 0)
        status = capacity < length ? PSA_ERROR_BUFFER_TOO_SMALL : crypto_random(nonce, length);
    if (status != PSA_SUCCESS)
        return crypto_operation_result(operation, status);
    status = crypto_aead_set_nonce(operation, nonce, length);
    if (status == PSA_SUCCESS)
        *size = length;
    return status;
}

/* Are there sizes to hold the pieces against? CCM does not begin without. */
static bool is_announced(const struct crypto_operation *operation)
{
    return !OTHERS || (operation->flags & ANNOUNCED) != 0;
}

/* Counts down what was announced. */
static psa_status_t count(const struct crypto_operation *operation, size_t *left, size_t size)
{
    if (!is_announced(operation))
        return PSA_SUCCESS;
    if (size > *left)
        return PSA_ERROR_INVALID_ARGUMENT;
    *left -= size;
    return PSA_SUCCESS;
}

/* Is all additional data in that was announced? */
static bool is_ad_complete(const struct crypto_operation *operation)
{
    return !is_announced(operation) || operation->state.aead.ad_left == 0;
}

psa_status_t crypto_aead_update_ad(struct crypto_operation *operation, const uint8_t *ad,
                                   size_t size)
{
    psa_status_t status = PSA_ERROR_BAD_STATE;

    if (operation->phase == ADDITIONAL_DATA)
        status = count(operation, &operation->state.aead.ad_left, size);
    if (status == PSA_SUCCESS)
        status = crypto_operation_provider(operation)->aead_update_ad(&operation->state.aead.state,
                                                                      ad, size);
    return crypto_operation_result(operation, status);
}

psa_status_t crypto_aead_update(struct crypto_operation *operation, const uint8_t *input,
                                uint8_t *output, size_t size)
{
    psa_status_t status = PSA_ERROR_BAD_STATE;

    if (operation->phase >= ADDITIONAL_DATA)
        status = is_ad_complete(operation)
                     ? count(operation, &operation->state.aead.data_left, size)
                     : PSA_ERROR_INVALID_ARGUMENT;
    if (status == PSA_SUCCESS) {
        operation->phase = DATA;
        status = crypto_operation_provider(operation)->aead_update(&operation->state.aead.state,
                                                                   input, output, size);
    }
    return crypto_operation_result(operation, status);
}

psa_status_t crypto_aead_result(struct crypto_operation *operation, uint8_t *tag)
{
    if (operation->phase < ADDITIONAL_DATA)
        return PSA_ERROR_BAD_STATE;
    if (!is_ad_complete(operation) ||
        (is_announced(operation) && operation->state.aead.data_left > 0))
        return PSA_ERROR_INVALID_ARGUMENT;
    return crypto_operation_provider(operation)->aead_finish(&operation->state.aead.state, tag);
}
