/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/cipher.h"

#include "crypto/random.h"

enum { NO_IV = 1, READY };

/* The flag of an operation that encrypts. */
#define ENCRYPT 0x01u

size_t crypto_cipher_iv_size(psa_algorithm_t algorithm)
{
    return algorithm == PSA_ALG_ECB_NO_PADDING ? 0 : CRYPTO_CIPHER_BLOCK;
}

psa_status_t crypto_cipher_begin(struct crypto_operation *operation, int32_t owner, psa_key_id_t id,
                                 psa_algorithm_t algorithm, bool encrypt)
{
    const struct crypto_key *key;
    psa_status_t status =
        crypto_operation_begin_keyed(operation, CRYPTO_CIPHER, algorithm, owner, id,
                                     encrypt ? PSA_KEY_USAGE_ENCRYPT : PSA_KEY_USAGE_DECRYPT, &key);

    if (status != PSA_SUCCESS)
        return status;
    status = PSA_ERROR_NOT_SUPPORTED;
    if (crypto_operation_provider(operation)->cipher_begin != NULL)
        status = crypto_operation_provider(operation)->cipher_begin(&operation->state.cipher, key,
                                                                    algorithm, encrypt);
    if (status == PSA_SUCCESS)
        operation->phase = crypto_cipher_iv_size(algorithm) > 0 ? NO_IV : READY;
    operation->flags = encrypt ? ENCRYPT : 0;
    return crypto_operation_result(operation, status);
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
    if (operation->phase == NO_IV && (operation->flags & ENCRYPT) != 0)
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

    if (operation->phase == NO_IV)
        status = size != CRYPTO_CIPHER_BLOCK ? PSA_ERROR_INVALID_ARGUMENT : set_iv(operation, iv);
    return crypto_operation_result(operation, status);
}

psa_status_t crypto_cipher_update(struct crypto_operation *operation, const uint8_t *input,
                                  size_t size, uint8_t *output, size_t capacity, size_t *length)
{
    psa_status_t status = PSA_ERROR_BAD_STATE;

    *length = 0;
    if (operation->phase == READY)
        status = crypto_operation_provider(operation)->cipher_update(
            &operation->state.cipher, input, size, output, capacity, length);
    return crypto_operation_result(operation, status);
}

psa_status_t crypto_cipher_finish(struct crypto_operation *operation, uint8_t *output,
                                  size_t capacity, size_t *length)
{
    psa_status_t status = PSA_ERROR_BAD_STATE;

    *length = 0;
    if (operation->phase == READY)
        status = crypto_operation_provider(operation)->cipher_finish(&operation->state.cipher,
                                                                     output, capacity, length);
    crypto_operation_abort(operation);
    return status;
}
