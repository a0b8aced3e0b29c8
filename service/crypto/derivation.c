/* SPDX-License-Identifier: Apache-2.0 */
/* Key derivation. */
#include "crypto/derive.h"
#include "kedge_config.h"
#include "lib/wipe.h"
#include "service/crypto/request.h"

_Static_assert(CRYPTO_DERIVE_INPUT_MAX >= CRYPTO_POINT_MAX, "a peer's key is an input too");

/* Bytes, or a peer's key. */
static psa_status_t input_bytes(struct service_crypto_request *request, bool is_peer)
{
    psa_key_derivation_step_t step = (psa_key_derivation_step_t)request->args.step;
    uint8_t input[CRYPTO_DERIVE_INPUT_MAX];
    size_t size = psa_read(request->msg->handle, 1, input, sizeof input);
    psa_status_t status;

    if (request->msg->in_size[1] > sizeof input) {
        crypto_operation_abort(request->operation);
        status = is_peer ? PSA_ERROR_INVALID_ARGUMENT : PSA_ERROR_INSUFFICIENT_MEMORY;
    } else if (is_peer) {
        status =
            crypto_derive_agreement(request->operation, step, request->args.value[0], input, size);
    } else {
        status = crypto_derive_input_bytes(request->operation, step, input, size);
    }
    lib_wipe(input, sizeof input);
    return status;
}

/* One piece of output, or of its verification. */
static psa_status_t next(struct service_crypto_request *request, uint8_t *piece, size_t room,
                         size_t size)
{
    psa_status_t status;

    if (request->msg->type == KEDGE_CRYPTO_DERIVATION_VERIFY_BYTES) {
        psa_read(request->msg->handle, 1, piece, size < room ? size : room);
        return crypto_derive_verify_bytes(request->operation, piece, size);
    }
    status = crypto_derive_output_bytes(request->operation, piece, size);
    return service_crypto_put_if(request, status, piece, size);
}

/*
 * All of the output is there or nothing is given: a request for more than the capacity goes to the
 * engine as a whole, which refuses it before it touches the buffer. A wrong piece does not end the
 * verification, so that its time does not tell which it was.
 */
static psa_status_t stream(struct service_crypto_request *request)
{
    /* One of the two is empty: a request has output, or what to compare it with. */
    size_t left = request->msg->in_size[1] + request->msg->out_size[0];
    uint8_t piece[SERVICE_CRYPTO_PIECE];
    size_t capacity = 0;
    psa_status_t status = crypto_derive_capacity(request->operation, &capacity);
    psa_status_t result = PSA_SUCCESS;
    bool whole = left > capacity;

    if (status != PSA_SUCCESS)
        return status;
    do {
        size_t size = left > sizeof piece && !whole ? sizeof piece : left;

        status = next(request, piece, sizeof piece, size);
        if (status == PSA_ERROR_INVALID_SIGNATURE) {
            result = status;
            status = PSA_SUCCESS;
        }
        left -= size;
    } while (status == PSA_SUCCESS && left > 0);
    lib_wipe(piece, sizeof piece);
    return status == PSA_SUCCESS ? result : status;
}

static psa_status_t output_key(struct service_crypto_request *request)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t id;

    if (request->msg->out_size[0] < sizeof id)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    psa_read(request->msg->handle, 1, &attributes, sizeof attributes);
    return service_crypto_put_if(
        request, crypto_derive_output_key(request->operation, &attributes, &id), &id, sizeof id);
}

psa_status_t service_crypto_derivation(struct service_crypto_request *request, uint32_t verb)
{
    const struct kedge_crypto_args *args = &request->args;
    psa_key_derivation_step_t step = (psa_key_derivation_step_t)args->step;
    size_t capacity;

    /* A switch over the numbers as they are called: this family has no other's verbs. */
    switch (verb | KEDGE_CRYPTO_FAMILY_DERIVATION << 5) {
    case KEDGE_CRYPTO_DERIVATION_SETUP:
        return crypto_derive_begin(request->operation, request->msg->client_id, args->algorithm);
    case KEDGE_CRYPTO_DERIVATION_GET_CAPACITY:
        return service_crypto_put_if(request, crypto_derive_capacity(request->operation, &capacity),
                                     &capacity, sizeof capacity);
    case KEDGE_CRYPTO_DERIVATION_SET_CAPACITY:
        return crypto_derive_set_capacity(request->operation, args->length[0]);
    case KEDGE_CRYPTO_DERIVATION_INPUT_BYTES:
    case KEDGE_CRYPTO_DERIVATION_INPUT_AGREEMENT:
        return input_bytes(request, request->msg->type == KEDGE_CRYPTO_DERIVATION_INPUT_AGREEMENT);
    case KEDGE_CRYPTO_DERIVATION_INPUT_INTEGER:
        return crypto_derive_input_integer(request->operation, step,
                                           (uint64_t)args->value[1] << 32 | args->value[0]);
    case KEDGE_CRYPTO_DERIVATION_INPUT_KEY:
        return crypto_derive_input_key(request->operation, step, args->value[0]);
    case KEDGE_CRYPTO_DERIVATION_OUTPUT_BYTES:
    case KEDGE_CRYPTO_DERIVATION_VERIFY_BYTES:
        return stream(request);
    case KEDGE_CRYPTO_DERIVATION_OUTPUT_KEY:
        return output_key(request);
    case KEDGE_CRYPTO_DERIVATION_VERIFY_KEY:
        return crypto_derive_verify_key(request->operation, args->value[0]);
    default:
        return PSA_ERROR_NOT_SUPPORTED;
    }
}
