/* SPDX-License-Identifier: Apache-2.0 */
/* Authenticated encryption. */
#include "crypto/aead.h"
#include "lib/wipe.h"
#include "service/crypto/request.h"

/* Passes the next vector through the operation. */
static psa_status_t pass(struct service_crypto_request *request)
{
    const psa_msg_t *msg = request->msg;
    uint8_t piece[SERVICE_CRYPTO_PIECE];
    size_t left = msg->in_size[request->vector];
    psa_status_t status;

    if (msg->out_size[0] < left) {
        crypto_operation_abort(request->operation);
        return PSA_ERROR_BUFFER_TOO_SMALL;
    }
    do {
        size_t size = psa_read(msg->handle, request->vector, piece, sizeof piece);

        status = crypto_aead_update(request->operation, piece, piece, size);
        status = service_crypto_put_if(request, status, piece, size);
        left -= size;
    } while (status == PSA_SUCCESS && left > 0);
    lib_wipe(piece, sizeof piece);
    return status;
}

/* Sizes, nonce and additional data of a one-shot function. */
static psa_status_t prepare(struct service_crypto_request *request)
{
    const psa_msg_t *msg = request->msg;
    psa_status_t status =
        crypto_aead_set_lengths(request->operation, msg->in_size[1], msg->in_size[2]);

    if (status == PSA_SUCCESS)
        status = service_crypto_give(request, 0, request->args.nonce_size, crypto_aead_set_nonce);
    return status == PSA_SUCCESS ? service_crypto_stream(request, crypto_aead_update_ad) : status;
}

/* The tag of a one-shot function is behind the arguments, where no output can cover it. */
static psa_status_t verify(struct service_crypto_request *request)
{
    return request->msg->type == KEDGE_CRYPTO_AEAD_DECRYPT
               ? service_crypto_give(request, 0,
                                     PSA_ALG_AEAD_GET_TAG_LENGTH(request->args.algorithm),
                                     crypto_aead_verify)
               : service_crypto_give_next(request, crypto_aead_verify);
}

static psa_status_t in_parts(struct service_crypto_request *request, uint32_t verb)
{
    switch (verb) {
    case KEDGE_CRYPTO_GENERATE_NONCE:
        return service_crypto_take(request, crypto_aead_generate_nonce);
    case KEDGE_CRYPTO_SET_NONCE:
        return service_crypto_give_next(request, crypto_aead_set_nonce);
    case KEDGE_CRYPTO_VERB(KEDGE_CRYPTO_AEAD_UPDATE_AD):
        return service_crypto_stream(request, crypto_aead_update_ad);
    case KEDGE_CRYPTO_VERB(KEDGE_CRYPTO_AEAD_SET_LENGTHS):
        return crypto_aead_set_lengths(request->operation, request->args.length[0],
                                       request->args.length[1]);
    default:
        return PSA_ERROR_NOT_SUPPORTED;
    }
}

psa_status_t service_crypto_aead(struct service_crypto_request *request, uint32_t verb)
{
    switch (verb) {
    case KEDGE_CRYPTO_ONE_SHOT:
    case KEDGE_CRYPTO_ONE_SHOT + 1:
        return service_crypto_one_shot(request, service_crypto_aead, prepare);
    case KEDGE_CRYPTO_SETUP:
    case KEDGE_CRYPTO_SETUP + 1:
        return crypto_aead_begin(request->operation, request->msg->client_id, request->args.key,
                                 request->args.algorithm, verb == KEDGE_CRYPTO_SETUP);
    case KEDGE_CRYPTO_UPDATE:
        return pass(request);
    case KEDGE_CRYPTO_FINISH:
        return service_crypto_take(request, crypto_aead_finish);
    case KEDGE_CRYPTO_VERIFY:
        return verify(request);
    default:
        return CRYPTO_HAS_PARTS ? in_parts(request, verb) : PSA_ERROR_NOT_SUPPORTED;
    }
}
