/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a program: authenticated encryption. */
#include "crypto/aead.h"
#include "crypto/api.h"

#include <string.h>

/* A message of a one-shot function, without its tag. */
struct message {
    const uint8_t *nonce;
    size_t nonce_size;
    const uint8_t *ad;
    size_t ad_size;
    const uint8_t *data;
    size_t size;
};

static const uint8_t nothing[1];

/* Data in place, where it is moved first: the two buffers may overlap as they like. */
static psa_status_t update(struct crypto_operation *operation, const uint8_t *input, size_t size,
                           uint8_t *output, size_t capacity)
{
    uint8_t none;

    if (size > capacity)
        return crypto_operation_result(operation, PSA_ERROR_BUFFER_TOO_SMALL);
    if (size == 0)
        output = &none;
    else if (input != output)
        memmove(output, input, size);
    return crypto_aead_update(operation, output, output, size);
}

/* All but the tag. Additional data is read before output is written, which may cover it. */
static psa_status_t pass(struct crypto_operation *operation, const struct message *message,
                         uint8_t *output, size_t capacity)
{
    psa_status_t status = crypto_aead_set_lengths(operation, message->ad_size, message->size);

    if (status == PSA_SUCCESS)
        status = crypto_aead_set_nonce(
            operation, message->nonce_size > 0 ? message->nonce : nothing, message->nonce_size);
    if (status == PSA_SUCCESS)
        status = crypto_aead_update_ad(operation, message->ad_size > 0 ? message->ad : nothing,
                                       message->ad_size);
    return status == PSA_SUCCESS ? update(operation, message->data, message->size, output, capacity)
                                 : status;
}

psa_status_t psa_aead_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *nonce,
                              size_t nonce_length, const uint8_t *additional_data,
                              size_t additional_data_length, const uint8_t *plaintext,
                              size_t plaintext_length, uint8_t *ciphertext, size_t ciphertext_size,
                              size_t *ciphertext_length)
{
    const struct message message = {
        nonce, nonce_length, additional_data, additional_data_length, plaintext, plaintext_length};
    struct crypto_operation operation;
    size_t tag_size = 0;
    psa_status_t status;

    *ciphertext_length = 0;
    if (!CRYPTO_HAS_AEAD)
        return PSA_ERROR_NOT_SUPPORTED;
    status = crypto_aead_begin(&operation, API_OWNER, key, alg, true);
    if (status == PSA_SUCCESS)
        status = pass(&operation, &message, ciphertext, ciphertext_size);
    if (status == PSA_SUCCESS)
        status = crypto_aead_finish(&operation, api_behind(ciphertext, plaintext_length),
                                    ciphertext_size - plaintext_length, &tag_size);
    if (status == PSA_SUCCESS)
        *ciphertext_length = plaintext_length + tag_size;
    return api_done(status);
}

psa_status_t psa_aead_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *nonce,
                              size_t nonce_length, const uint8_t *additional_data,
                              size_t additional_data_length, const uint8_t *ciphertext,
                              size_t ciphertext_length, uint8_t *plaintext, size_t plaintext_size,
                              size_t *plaintext_length)
{
    size_t tag_size = PSA_ALG_AEAD_GET_TAG_LENGTH(alg);
    size_t size = ciphertext_length - tag_size;
    const struct message message = {
        nonce, nonce_length, additional_data, additional_data_length, ciphertext, size};
    struct crypto_operation operation;
    uint8_t tag[CRYPTO_TAG_MAX];
    psa_status_t status;

    *plaintext_length = 0;
    if (!CRYPTO_HAS_AEAD)
        return PSA_ERROR_NOT_SUPPORTED;
    status = crypto_aead_begin(&operation, API_OWNER, key, alg, false);
    if (status == PSA_SUCCESS && tag_size > ciphertext_length)
        status = crypto_operation_result(&operation, PSA_ERROR_INVALID_ARGUMENT);
    if (status == PSA_SUCCESS) {
        memcpy(tag, ciphertext + size, tag_size); /* Plaintext may cover it. */
        status = pass(&operation, &message, plaintext, plaintext_size);
    }
    if (status == PSA_SUCCESS)
        status = crypto_aead_verify(&operation, tag, tag_size);
    if (status == PSA_SUCCESS)
        *plaintext_length = size;
    else if (status == PSA_ERROR_INVALID_SIGNATURE && plaintext_size > 0)
        memset(plaintext, 0, plaintext_size);
    return api_done(status);
}

psa_status_t psa_aead_encrypt_setup(psa_aead_operation_t *operation, psa_key_id_t key,
                                    psa_algorithm_t alg)
{
    if (!CRYPTO_HAS_AEAD)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_setup(&operation->handle, CRYPTO_AEAD, key, alg, true);
}

psa_status_t psa_aead_decrypt_setup(psa_aead_operation_t *operation, psa_key_id_t key,
                                    psa_algorithm_t alg)
{
    if (!CRYPTO_HAS_AEAD)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_setup(&operation->handle, CRYPTO_AEAD, key, alg, false);
}

psa_status_t psa_aead_set_lengths(psa_aead_operation_t *operation, size_t ad_length,
                                  size_t plaintext_length)
{
    struct crypto_operation *found;
    psa_status_t status;

    if (!CRYPTO_HAS_AEAD)
        return PSA_ERROR_NOT_SUPPORTED;
    status = crypto_operation_find(API_OWNER, operation->handle, CRYPTO_AEAD, &found);
    return status == PSA_SUCCESS ? crypto_aead_set_lengths(found, ad_length, plaintext_length)
                                 : status;
}

psa_status_t psa_aead_generate_nonce(psa_aead_operation_t *operation, uint8_t *nonce,
                                     size_t nonce_size, size_t *nonce_length)
{
    *nonce_length = 0;
    if (!CRYPTO_HAS_AEAD)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_fetch(&operation->handle, CRYPTO_AEAD, crypto_aead_generate_nonce, nonce, nonce_size,
                     nonce_length);
}

psa_status_t psa_aead_set_nonce(psa_aead_operation_t *operation, const uint8_t *nonce,
                                size_t nonce_length)
{
    if (!CRYPTO_HAS_AEAD)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_feed(&operation->handle, CRYPTO_AEAD, crypto_aead_set_nonce, nonce, nonce_length);
}

psa_status_t psa_aead_update_ad(psa_aead_operation_t *operation, const uint8_t *input,
                                size_t input_length)
{
    if (!CRYPTO_HAS_AEAD)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_feed(&operation->handle, CRYPTO_AEAD, crypto_aead_update_ad, input, input_length);
}

psa_status_t psa_aead_update(psa_aead_operation_t *operation, const uint8_t *input,
                             size_t input_length, uint8_t *output, size_t output_size,
                             size_t *output_length)
{
    struct crypto_operation *found;
    psa_status_t status;

    *output_length = 0;
    if (!CRYPTO_HAS_AEAD)
        return PSA_ERROR_NOT_SUPPORTED;
    status = crypto_operation_find(API_OWNER, operation->handle, CRYPTO_AEAD, &found);
    if (status == PSA_SUCCESS)
        status = update(found, input, input_length, output, output_size);
    if (status == PSA_SUCCESS)
        *output_length = input_length;
    return status;
}

psa_status_t psa_aead_finish(psa_aead_operation_t *operation, uint8_t *ciphertext,
                             size_t ciphertext_size, size_t *ciphertext_length, uint8_t *tag,
                             size_t tag_size, size_t *tag_length)
{
    (void)ciphertext;
    (void)ciphertext_size;
    *ciphertext_length = *tag_length = 0;
    if (!CRYPTO_HAS_AEAD)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_fetch(&operation->handle, CRYPTO_AEAD, crypto_operation_finish, tag, tag_size,
                     tag_length);
}

psa_status_t psa_aead_verify(psa_aead_operation_t *operation, uint8_t *plaintext,
                             size_t plaintext_size, size_t *plaintext_length, const uint8_t *tag,
                             size_t tag_length)
{
    (void)plaintext;
    (void)plaintext_size;
    *plaintext_length = 0;
    if (!CRYPTO_HAS_AEAD)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_feed(&operation->handle, CRYPTO_AEAD, crypto_operation_verify, tag, tag_length);
}

psa_status_t psa_aead_abort(psa_aead_operation_t *operation)
{
    return api_abort(&operation->handle, CRYPTO_AEAD);
}
