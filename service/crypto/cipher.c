/* SPDX-License-Identifier: Apache-2.0 */
/* Unauthenticated encryption. */
#include "crypto/cipher.h"
#include "lib/wipe.h"
#include "service/crypto/request.h"

/* Input is vector 1 and then what is left of vector 0. */
static size_t take_input(const psa_msg_t *msg, uint8_t *data, size_t size)
{
    size_t got = psa_read(msg->handle, 1, data, size);

    return got + psa_read(msg->handle, 0, data + got, size - got);
}

/*
 * Passes input through the operation. Bytes that it kept back before make the output of the last
 * piece longer than that, by a block at most. Before the last, output never runs ahead of the
 * input, because pieces are whole blocks: so output over input stays right.
 */
static psa_status_t pass(struct service_crypto_request *request)
{
    uint8_t in[SERVICE_CRYPTO_PIECE];
    uint8_t out[SERVICE_CRYPTO_PIECE + CRYPTO_CIPHER_BLOCK];
    size_t size;
    psa_status_t status;

    _Static_assert(SERVICE_CRYPTO_PIECE % CRYPTO_CIPHER_BLOCK == 0, "pieces are whole blocks");
    do {
        size_t room = request->msg->out_size[0] - request->written;
        size_t length;

        size = take_input(request->msg, in, sizeof in);
        status = crypto_cipher_update(request->operation, in, size, out,
                                      room < sizeof out ? room : sizeof out, &length);
        status = service_crypto_put_if(request, status, out, length);
    } while (status == PSA_SUCCESS && size == sizeof in);
    lib_wipe(in, sizeof in);
    lib_wipe(out, sizeof out);
    return status;
}

/* The IV of a one-shot function: drawn, and written in front of the ciphertext; or read from behind
 * the arguments. */
static psa_status_t prepare(struct service_crypto_request *request)
{
    size_t size = crypto_cipher_iv_size(request->args.algorithm);

    if (size == 0)
        return PSA_SUCCESS;
    return request->msg->type == KEDGE_CRYPTO_CIPHER_ENCRYPT
               ? service_crypto_take(request, crypto_cipher_generate_iv)
               : service_crypto_give(request, 0, size, crypto_cipher_set_iv);
}

psa_status_t service_crypto_cipher(struct service_crypto_request *request, uint32_t verb)
{
    switch (verb) {
    case KEDGE_CRYPTO_ONE_SHOT:
    case KEDGE_CRYPTO_ONE_SHOT + 1:
        return service_crypto_one_shot(request, service_crypto_cipher, prepare);
    case KEDGE_CRYPTO_SETUP:
    case KEDGE_CRYPTO_SETUP + 1:
        return crypto_cipher_begin(request->operation, request->msg->client_id, request->args.key,
                                   request->args.algorithm, verb == KEDGE_CRYPTO_SETUP);
    case KEDGE_CRYPTO_UPDATE:
        return pass(request);
    case KEDGE_CRYPTO_GENERATE_NONCE:
        return service_crypto_take(request, crypto_cipher_generate_iv);
    case KEDGE_CRYPTO_SET_NONCE:
        return service_crypto_give_next(request, crypto_cipher_set_iv);
    case KEDGE_CRYPTO_FINISH:
    case KEDGE_CRYPTO_FINISH + 1: /* of a one-shot decryption */
        return service_crypto_take(request, crypto_cipher_finish);
    default:
        return PSA_ERROR_NOT_SUPPORTED;
    }
}
