/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/cipher.h"

#include "crypto/random.h"

/* The phase after the first: there is an IV. */
#define READY 2u

size_t crypto_cipher_iv_size(psa_algorithm_t algorithm)
{
    return algorithm == PSA_ALG_ECB_NO_PADDING ? 0 : CRYPTO_CIPHER_BLOCK;
}

psa_status_t crypto_cipher_start(struct crypto_operation *operation, const struct crypto_key *key)
{
    if (crypto_operation_provider(operation)->cipher_begin == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    return crypto_operation_provider(operation)->cipher_begin(
        &operation->state.cipher, key, operation->algorithm,
        (operation->flags & CRYPTO_MAY_FINISH) != 0);
}

/* Is it ready for input? ECB is from the beginning. */
static bool is_ready(const struct crypto_operation *operation)
{
    return operation->phase == READY || crypto_cipher_iv_size(operation->algorithm) == 0;
}

static psa_status_t set_iv(struct crypto_operation *operation, const uint8_t *iv)
{
    operation->phase = READY;
    return crypto_operation_provider(operation)->cipher_iv(&operation->state.cipher, iv);
}

psa_status_t crypto_cipher_generate_iv(struct crypto_operation *operation, uint8_t *iv,
                                       size_t capacity, size_t *size)
{
    psa_status_t status = PSA_ERROR_BAD_STATE;

    *size = 0;
    if (!is_ready(operation) && (operation->flags & CRYPTO_MAY_FINISH) != 0)
        status = capacity < CRYPTO_CIPHER_BLOCK ? PSA_ERROR_BUFFER_TOO_SMALL
                                                : crypto_random(iv, CRYPTO_CIPHER_BLOCK);
    if (status == PSA_SUCCESS)
        status = set_iv(operation, iv);
    if (status == PSA_SUCCESS)
        *size = CRYPTO_CIPHER_BLOCK;
    return crypto_operation_result(operation, status);
}

psa_status_t crypto_cipher_set_iv(struct crypto_operation *operation, const uint8_t *iv,
                                  size_t size)
{
    psa_status_t status = PSA_ERROR_BAD_STATE;

    if (!is_ready(operation))
        status = size != CRYPTO_CIPHER_BLOCK ? PSA_ERROR_INVALID_ARGUMENT : set_iv(operation, iv);
    return crypto_operation_result(operation, status);
}

psa_status_t crypto_cipher_update(struct crypto_operation *operation, const uint8_t *input,
                                  size_t size, uint8_t *output, size_t capacity, size_t *length)
{
    psa_status_t status = PSA_ERROR_BAD_STATE;

    *length = 0;
    if (is_ready(operation))
        status = crypto_operation_provider(operation)->cipher_update(
            &operation->state.cipher, input, size, output, capacity, length);
    return crypto_operation_result(operation, status);
}

psa_status_t crypto_cipher_finish(struct crypto_operation *operation, uint8_t *output,
                                  size_t capacity, size_t *length)
{
    psa_status_t status = PSA_ERROR_BAD_STATE;

    *length = 0;
    if (is_ready(operation))
        status = crypto_operation_provider(operation)->cipher_finish(&operation->state.cipher,
                                                                     output, capacity, length);
    crypto_operation_abort(operation);
    return status;
}
