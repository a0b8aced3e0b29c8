/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a client: unauthenticated encryption. */
#include "client/crypto.h"

#include <string.h>

/* The length of the IV before the ciphertext. All modes are AES's: one has none. */
static size_t iv_length_of(psa_algorithm_t alg)
{
    return alg == PSA_ALG_ECB_NO_PADDING ? 0 : PSA_CIPHER_IV_MAX_SIZE;
}

psa_status_t psa_cipher_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                size_t input_length, uint8_t *output, size_t output_size,
                                size_t *output_length)
{
    struct client_crypto_args args = {.args = {.key = key, .algorithm = alg}};
    size_t iv_length = iv_length_of(alg);

    /* The IV comes first, so that ciphertext would be written over input that lies at it. An output
     * without room for it is the service's to refuse. */
    return client_crypto_pass(
        &args, 0, (psa_invec){input, input_length}, output_size < iv_length ? 0 : iv_length,
        (psa_outvec){output, output_size}, output_length, KEDGE_CRYPTO_CIPHER_ENCRYPT);
}

psa_status_t psa_cipher_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                size_t input_length, uint8_t *output, size_t output_size,
                                size_t *output_length)
{
    struct client_crypto_args args = {.args = {.key = key, .algorithm = alg}};
    size_t iv_length = iv_length_of(alg);

    /* The IV travels behind the arguments, so that the rest may be moved without it. */
    if (iv_length > input_length)
        iv_length = input_length;
    if (iv_length > 0)
        memcpy(args.behind, input, iv_length);
    return client_crypto_pass(
        &args, iv_length, (psa_invec){input + iv_length, input_length - iv_length}, 0,
        (psa_outvec){output, output_size}, output_length, KEDGE_CRYPTO_CIPHER_DECRYPT);
}

psa_status_t psa_cipher_encrypt_setup(psa_cipher_operation_t *operation, psa_key_id_t key,
                                      psa_algorithm_t alg)
{
    return client_crypto_setup(&operation->handle, key, alg, KEDGE_CRYPTO_CIPHER_ENCRYPT_SETUP);
}

psa_status_t psa_cipher_decrypt_setup(psa_cipher_operation_t *operation, psa_key_id_t key,
                                      psa_algorithm_t alg)
{
    return client_crypto_setup(&operation->handle, key, alg, KEDGE_CRYPTO_CIPHER_DECRYPT_SETUP);
}

psa_status_t psa_cipher_generate_iv(psa_cipher_operation_t *operation, uint8_t *iv, size_t iv_size,
                                    size_t *iv_length)
{
    return client_crypto_fetch(&operation->handle, iv, iv_size, iv_length,
                               KEDGE_CRYPTO_CIPHER_GENERATE_IV);
}

psa_status_t psa_cipher_set_iv(psa_cipher_operation_t *operation, const uint8_t *iv,
                               size_t iv_length)
{
    return client_crypto_feed(&operation->handle, iv, iv_length, KEDGE_CRYPTO_CIPHER_SET_IV);
}

psa_status_t psa_cipher_update(psa_cipher_operation_t *operation, const uint8_t *input,
                               size_t input_length, uint8_t *output, size_t output_size,
                               size_t *output_length)
{
    return client_crypto_update(operation->handle, input, input_length, output, output_size,
                                output_length, KEDGE_CRYPTO_CIPHER_UPDATE);
}

psa_status_t psa_cipher_finish(psa_cipher_operation_t *operation, uint8_t *output,
                               size_t output_size, size_t *output_length)
{
    return client_crypto_fetch(&operation->handle, output, output_size, output_length,
                               KEDGE_CRYPTO_CIPHER_FINISH);
}

psa_status_t psa_cipher_abort(psa_cipher_operation_t *operation)
{
    return client_crypto_abort(&operation->handle);
}
