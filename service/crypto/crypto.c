/* SPDX-License-Identifier: Apache-2.0 */
/* The crypto service: psa_call() requests turned into calls of crypto/ with the client as the
 * owner. Here is what all families need, and the one table that leads to them. */
#include "crypto/key.h"
#include "lib/wipe.h"
#include "service/crypto/request.h"

psa_service_handler_t kedge_crypto_sfn;

psa_status_t service_crypto_put(struct service_crypto_request *request, const void *data,
                                size_t size)
{
    if (request->msg->out_size[0] - request->written < size)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    if (size > 0)
        psa_write(request->msg->handle, 0, data, size);
    request->written += size;
    return PSA_SUCCESS;
}

psa_status_t service_crypto_put_if(struct service_crypto_request *request, psa_status_t status,
                                   const void *data, size_t size)
{
    return status == PSA_SUCCESS ? service_crypto_put(request, data, size) : status;
}

psa_status_t service_crypto_stream(struct service_crypto_request *request,
                                   service_crypto_taker_t *taker)
{
    uint8_t piece[SERVICE_CRYPTO_PIECE];
    uint32_t vector = request->vector++;
    size_t left = request->msg->in_size[vector];
    psa_status_t status;

    /* Once at least: no data may be an error too. */
    do {
        size_t size = psa_read(request->msg->handle, vector, piece, sizeof piece);

        status = taker(request->operation, piece, size);
        left -= size;
    } while (status == PSA_SUCCESS && left > 0);
    left = request->msg->in_size[vector];
    lib_wipe(piece, left < sizeof piece ? left : sizeof piece);
    return status;
}

psa_status_t service_crypto_give(struct service_crypto_request *request, uint32_t vector,
                                 size_t size, service_crypto_taker_t *taker)
{
    uint8_t whole[SERVICE_CRYPTO_WHOLE_MAX];
    size_t got = 0;
    psa_status_t status;

    if (size <= sizeof whole)
        got = psa_read(request->msg->handle, vector, whole, size);
    status = taker(request->operation, whole, got == size ? size : 0);
    lib_wipe(whole, got);
    return status;
}

psa_status_t service_crypto_give_next(struct service_crypto_request *request,
                                      service_crypto_taker_t *taker)
{
    return service_crypto_give(request, request->vector, request->msg->in_size[request->vector],
                               taker);
}

psa_status_t service_crypto_take(struct service_crypto_request *request,
                                 service_crypto_giver_t *giver)
{
    uint8_t whole[SERVICE_CRYPTO_WHOLE_MAX];
    size_t capacity = request->msg->out_size[0] - request->written;
    size_t size;
    psa_status_t status =
        giver(request->operation, whole, capacity < sizeof whole ? capacity : sizeof whole, &size);

    /* After an error some of it may have been written. */
    if (status != PSA_SUCCESS)
        size = sizeof whole;
    status = service_crypto_put_if(request, status, whole, size);
    lib_wipe(whole, size);
    return status;
}

psa_status_t service_crypto_one_shot(struct service_crypto_request *request,
                                     service_crypto_family_t *family,
                                     service_crypto_step_t *prepare)
{
    uint32_t second = (uint32_t)request->msg->type & 1;
    struct crypto_operation operation;
    psa_status_t status;

    request->operation = &operation;
    status = family(request, KEDGE_CRYPTO_SETUP + second);
    if (status == PSA_SUCCESS && prepare != NULL)
        status = prepare(request);
    if (status == PSA_SUCCESS)
        status = family(request, KEDGE_CRYPTO_UPDATE);
    if (status == PSA_SUCCESS)
        status = family(request, KEDGE_CRYPTO_FINISH + second);
    request->operation = NULL;
    return status;
}

/* What the profile leaves out is null here, and not linked. */
static service_crypto_family_t *const families[] = {
    [KEDGE_CRYPTO_FAMILY_KEY] = service_crypto_key,
    [KEDGE_CRYPTO_FAMILY_HASH] = CRYPTO_HAS_HASH ? service_crypto_hash : NULL,
    [KEDGE_CRYPTO_FAMILY_MAC] = CRYPTO_HAS_MAC ? service_crypto_mac : NULL,
    [KEDGE_CRYPTO_FAMILY_CIPHER] = CRYPTO_HAS_CIPHER ? service_crypto_cipher : NULL,
    [KEDGE_CRYPTO_FAMILY_AEAD] = CRYPTO_HAS_AEAD ? service_crypto_aead : NULL,
    [KEDGE_CRYPTO_FAMILY_DERIVATION] = CRYPTO_HAS_DERIVATION ? service_crypto_derivation : NULL,
    [KEDGE_CRYPTO_FAMILY_ASYMMETRIC] = CRYPTO_HAS_ASYMMETRIC ? service_crypto_asymmetric : NULL,
};

/* The engine and the requests have the same families, in the same order. */
_Static_assert((int)CRYPTO_HASH == KEDGE_CRYPTO_FAMILY_HASH, "as above");
_Static_assert((int)CRYPTO_DERIVATION == KEDGE_CRYPTO_FAMILY_DERIVATION, "as above");

/* Of two reasons to refuse a request, that a key does not exist comes before the state of the
 * operation that it is for. */
static psa_status_t find_key(const struct service_crypto_request *request, uint32_t family,
                             uint32_t verb)
{
    const struct crypto_key *key;

    if (!CRYPTO_HAS_DERIVATION || family != KEDGE_CRYPTO_FAMILY_DERIVATION ||
        (verb != KEDGE_CRYPTO_VERB(KEDGE_CRYPTO_DERIVATION_INPUT_KEY) &&
         verb != KEDGE_CRYPTO_VERB(KEDGE_CRYPTO_DERIVATION_INPUT_AGREEMENT)))
        return PSA_SUCCESS;
    return crypto_key_find(request->msg->client_id, request->args.value[0], &key);
}

/* A request for an operation that goes on. */
static psa_status_t go_on(struct service_crypto_request *request, uint32_t family, uint32_t verb)
{
    psa_status_t key_status = find_key(request, family, verb);
    psa_status_t status = crypto_operation_find(request->msg->client_id, request->args.key,
                                                (enum crypto_family)family, &request->operation);

    if (key_status != PSA_SUCCESS && status == PSA_SUCCESS)
        crypto_operation_abort(request->operation);
    if (key_status != PSA_SUCCESS)
        return key_status;
    return status == PSA_SUCCESS ? families[family](request, verb) : status;
}

/* A request for an operation in several parts, or for one that begins. */
static psa_status_t operate(struct service_crypto_request *request, uint32_t family, uint32_t verb)
{
    const psa_msg_t *msg = request->msg;
    uint32_t handle;
    psa_status_t status;

    if (verb >= KEDGE_CRYPTO_OPERATION)
        return go_on(request, family, verb);
    if (msg->out_size[0] < sizeof handle)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    status = crypto_operation_open(msg->client_id, (enum crypto_family)family, &request->operation,
                                   &handle);
    if (status != PSA_SUCCESS)
        return status;
    status = families[family](request, verb);
    if (status != PSA_SUCCESS)
        crypto_operation_abort(request->operation); /* which may not have begun */
    return service_crypto_put_if(request, status, &handle, sizeof handle);
}

psa_status_t kedge_crypto_sfn(const psa_msg_t *msg)
{
    struct service_crypto_request request = {.msg = msg, .vector = 1};
    uint32_t family = KEDGE_CRYPTO_FAMILY(msg->type); /* a negative type has a very large one */
    uint32_t verb = KEDGE_CRYPTO_VERB(msg->type);
    psa_status_t status;

    if (family >= sizeof families / sizeof families[0] || families[family] == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    psa_read(msg->handle, 0, &request.args, sizeof request.args);
    if (verb < KEDGE_CRYPTO_SETUP || family < KEDGE_CRYPTO_FAMILY_HASH ||
        family > KEDGE_CRYPTO_FAMILY_DERIVATION)
        status = families[family](&request, verb);
    else
        status = CRYPTO_HAS_PARTS ? operate(&request, family, verb) : PSA_ERROR_NOT_SUPPORTED;
    crypto_key_release();
    return status;
}
