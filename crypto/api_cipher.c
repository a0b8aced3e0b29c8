/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a program: unauthenticated ciphers. */
#include "crypto/api.h"
#include "crypto/cipher.h"
#include "lib/wipe.h"

#include <string.h>

/* Bytes at a time: whole blocks, so that output never runs ahead of the input. */
#define PIECE 64u

/* What is still to be passed through an operation. */
struct input {
    const uint8_t *data;
    size_t size;
    uint8_t end[CRYPTO_CIPHER_BLOCK]; /* follows the data */
    size_t end_size;
};

/* The input goes where the output will be, so that it does not matter how the two lie. Its end may
 * not fit, because the operation will keep it back: at most a block. Where more does not fit, the
 * output is too short, which the engine says before it is written. */
static void gather(struct input *input, const uint8_t *data, size_t size, uint8_t *output,
                   size_t capacity)
{
    size_t excess = size > capacity ? size - capacity : 0;

    input->data = data;
    input->size = size;
    input->end_size = 0;
    if (excess > sizeof input->end)
        return;
    input->size -= excess;
    input->end_size = excess;
    if (excess > 0)
        memcpy(input->end, data + input->size, excess);
    if (input->size > 0)
        input->data = memmove(output, data, input->size);
}

static size_t next_piece(struct input *input, uint8_t *piece)
{
    size_t size = input->size < PIECE ? input->size : PIECE;
    size_t more = input->end_size < PIECE - size ? input->end_size : PIECE - size;

    if (size > 0)
        memcpy(piece, input->data, size);
    input->data += size;
    input->size -= size;
    memcpy(piece + size, input->end, more);
    input->end_size -= more;
    memmove(input->end, input->end + more, input->end_size);
    return size + more;
}

static psa_status_t pass(struct crypto_operation *operation, struct input *input, uint8_t *output,
                         size_t capacity, size_t *length)
{
    uint8_t in[PIECE];
    uint8_t out[PIECE + CRYPTO_CIPHER_BLOCK];
    size_t size, got;
    psa_status_t status;

    _Static_assert(PIECE % CRYPTO_CIPHER_BLOCK == 0, "pieces are whole blocks");
    *length = 0;
    do {
        size_t room = capacity - *length;

        size = next_piece(input, in);
        status = crypto_cipher_update(operation, in, size, out,
                                      room < sizeof out ? room : sizeof out, &got);
        if (status == PSA_SUCCESS && got > 0)
            memcpy(output + *length, out, got);
        *length += status == PSA_SUCCESS ? got : 0;
    } while (status == PSA_SUCCESS && size == PIECE);
    lib_wipe(in, sizeof in);
    lib_wipe(out, sizeof out);
    return status;
}

/* After the IV of a one-shot function: `*length` bytes of output are there already. */
static psa_status_t pass_all(struct crypto_operation *operation, struct input *input,
                             uint8_t *output, size_t capacity, size_t *length)
{
    uint8_t nothing;
    size_t size, room = capacity - *length;
    psa_status_t status = pass(operation, input, api_behind(output, *length), room, &size);

    if (status == PSA_SUCCESS) {
        *length += size;
        room -= size;
        status =
            crypto_cipher_finish(operation, room > 0 ? output + *length : &nothing, room, &size);
    }
    *length += size;
    return status;
}

psa_status_t psa_cipher_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                size_t input_length, uint8_t *output, size_t output_size,
                                size_t *output_length)
{
    struct crypto_operation operation;
    struct input all;
    uint8_t iv[CRYPTO_CIPHER_BLOCK];
    size_t size = 0, iv_size = crypto_cipher_iv_size(alg);
    psa_status_t status;

    *output_length = 0;
    if (!CRYPTO_HAS_CIPHER)
        return PSA_ERROR_NOT_SUPPORTED;
    status = crypto_cipher_begin(&operation, API_OWNER, key, alg, true);
    if (status == PSA_SUCCESS && iv_size > 0)
        status = crypto_cipher_generate_iv(
            &operation, iv, output_size < sizeof iv ? output_size : sizeof iv, &size);
    if (status == PSA_SUCCESS) {
        gather(&all, input, input_length, api_behind(output, size), output_size - size);
        if (size > 0)
            memcpy(output, iv, size);
        status = pass_all(&operation, &all, output, output_size, &size);
    }
    *output_length = status == PSA_SUCCESS ? size : 0;
    return api_done(status);
}

psa_status_t psa_cipher_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                size_t input_length, uint8_t *output, size_t output_size,
                                size_t *output_length)
{
    struct crypto_operation operation;
    struct input all;
    size_t size = 0, iv_size = crypto_cipher_iv_size(alg);
    psa_status_t status;

    *output_length = 0;
    if (!CRYPTO_HAS_CIPHER)
        return PSA_ERROR_NOT_SUPPORTED;
    status = crypto_cipher_begin(&operation, API_OWNER, key, alg, false);
    if (iv_size > input_length)
        iv_size = input_length; /* which is refused */
    if (status == PSA_SUCCESS && crypto_cipher_iv_size(alg) > 0)
        status = crypto_cipher_set_iv(&operation, input, iv_size);
    if (status == PSA_SUCCESS) {
        gather(&all, iv_size > 0 ? input + iv_size : input, input_length - iv_size, output,
               output_size);
        status = pass_all(&operation, &all, output, output_size, &size);
    }
    *output_length = status == PSA_SUCCESS ? size : 0;
    return api_done(status);
}

psa_status_t psa_cipher_encrypt_setup(psa_cipher_operation_t *operation, psa_key_id_t key,
                                      psa_algorithm_t alg)
{
    if (!CRYPTO_HAS_CIPHER)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_setup(&operation->handle, CRYPTO_CIPHER, key, alg, true);
}

psa_status_t psa_cipher_decrypt_setup(psa_cipher_operation_t *operation, psa_key_id_t key,
                                      psa_algorithm_t alg)
{
    if (!CRYPTO_HAS_CIPHER)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_setup(&operation->handle, CRYPTO_CIPHER, key, alg, false);
}

psa_status_t psa_cipher_generate_iv(psa_cipher_operation_t *operation, uint8_t *iv, size_t iv_size,
                                    size_t *iv_length)
{
    *iv_length = 0;
    if (!CRYPTO_HAS_CIPHER)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_fetch(&operation->handle, CRYPTO_CIPHER, crypto_cipher_generate_iv, iv, iv_size,
                     iv_length);
}

psa_status_t psa_cipher_set_iv(psa_cipher_operation_t *operation, const uint8_t *iv,
                               size_t iv_length)
{
    if (!CRYPTO_HAS_CIPHER)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_feed(&operation->handle, CRYPTO_CIPHER, crypto_cipher_set_iv, iv, iv_length);
}

psa_status_t psa_cipher_update(psa_cipher_operation_t *operation, const uint8_t *input,
                               size_t input_length, uint8_t *output, size_t output_size,
                               size_t *output_length)
{
    struct crypto_operation *found;
    struct input all;
    psa_status_t status;

    *output_length = 0;
    if (!CRYPTO_HAS_CIPHER)
        return PSA_ERROR_NOT_SUPPORTED;
    status = crypto_operation_find(API_OWNER, operation->handle, CRYPTO_CIPHER, &found);
    if (status != PSA_SUCCESS)
        return status;
    gather(&all, input, input_length, output, output_size);
    status = pass(found, &all, output, output_size, output_length);
    if (status != PSA_SUCCESS)
        *output_length = 0;
    return status;
}

psa_status_t psa_cipher_finish(psa_cipher_operation_t *operation, uint8_t *output,
                               size_t output_size, size_t *output_length)
{
    *output_length = 0;
    if (!CRYPTO_HAS_CIPHER)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_fetch(&operation->handle, CRYPTO_CIPHER, crypto_cipher_finish, output, output_size,
                     output_length);
}

psa_status_t psa_cipher_abort(psa_cipher_operation_t *operation)
{
    return api_abort(&operation->handle, CRYPTO_CIPHER);
}
