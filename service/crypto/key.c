/* SPDX-License-Identifier: Apache-2.0 */
/* Keys and random bytes; and the end of operations of any family. */
#include "crypto/key.h"
#include "crypto/random.h"
#include "lib/wipe.h"
#include "service/crypto/request.h"

/* The longest public exponent that a generated RSA key may have. Other keys refuse any. */
#define EXPONENT_MAX 8u

static psa_status_t generate_random(struct service_crypto_request *request)
{
    uint8_t piece[SERVICE_CRYPTO_PIECE];
    psa_status_t status = PSA_SUCCESS;

    for (size_t left = request->msg->out_size[0]; left > 0 && status == PSA_SUCCESS;) {
        size_t size = left < sizeof piece ? left : sizeof piece;

        status = service_crypto_put_if(request, crypto_random(piece, size), piece, size);
        left -= size;
    }
    lib_wipe(piece, sizeof piece);
    return status;
}

static psa_status_t import_key(struct service_crypto_request *request, psa_key_id_t *id)
{
    const psa_msg_t *msg = request->msg;
    uint8_t *material;
    psa_status_t status =
        crypto_key_prepare(msg->client_id, &request->args.attributes, msg->in_size[1], &material);

    if (status != PSA_SUCCESS)
        return status;
    psa_read(msg->handle, 1, material, msg->in_size[1]);
    return crypto_key_commit(id);
}

/* Vector 1 is RSA's public exponent, or empty. */
static psa_status_t generate_key(struct service_crypto_request *request, psa_key_id_t *id)
{
    uint8_t exponent[EXPONENT_MAX];
    size_t size = request->msg->in_size[1];

    if (size > sizeof exponent)
        return PSA_ERROR_NOT_SUPPORTED;
    if (CONFIG_CRYPTO_RSA)
        psa_read(request->msg->handle, 1, exponent, size);
    return crypto_key_generate_custom(request->msg->client_id, &request->args.attributes,
                                      CONFIG_CRYPTO_RSA ? exponent : NULL, size, id);
}

static psa_status_t copy_key(struct service_crypto_request *request, psa_key_id_t *id)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;

    psa_read(request->msg->handle, 1, &attributes, sizeof attributes);
    return crypto_key_copy(request->msg->client_id, request->args.key, &attributes, id);
}

/* Requests that make a key. */
static psa_status_t make_key(struct service_crypto_request *request, uint32_t verb)
{
    psa_key_id_t id;
    psa_status_t status;

    if (request->msg->out_size[0] < sizeof id)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    if (verb == KEDGE_CRYPTO_IMPORT_KEY)
        status = import_key(request, &id);
    else if (verb == KEDGE_CRYPTO_GENERATE_KEY)
        status = generate_key(request, &id);
    else
        status = copy_key(request, &id);
    return service_crypto_put_if(request, status, &id, sizeof id);
}

static psa_status_t export_public_key(struct service_crypto_request *request)
{
    uint8_t public[CRYPTO_PUBLIC_MAX];
    size_t size;
    psa_status_t status =
        crypto_key_public(request->msg->client_id, request->args.key, public, &size);

    return service_crypto_put_if(request, status, public, size);
}

/* What is known of a key, or all of it. */
static psa_status_t export_key(struct service_crypto_request *request, bool material)
{
    const struct crypto_key *key;
    psa_status_t status = (material ? crypto_key_export : crypto_key_find)(request->msg->client_id,
                                                                           request->args.key, &key);

    if (status != PSA_SUCCESS)
        return status;
    return material ? service_crypto_put(request, key->data, key->size)
                    : service_crypto_put(request, &key->attributes, sizeof key->attributes);
}

/* The client knows of what family its operation is; here it does not matter. */
static psa_status_t abort_operation(struct service_crypto_request *request)
{
    for (int family = CRYPTO_HASH; family <= CRYPTO_DERIVATION; family++) {
        struct crypto_operation *operation;

        if (crypto_operation_find(request->msg->client_id, request->args.key,
                                  (enum crypto_family)family, &operation) == PSA_SUCCESS)
            crypto_operation_abort(operation);
    }
    return PSA_SUCCESS;
}

psa_status_t service_crypto_key(struct service_crypto_request *request, uint32_t verb)
{
    int32_t client = request->msg->client_id;

    switch (verb) {
    case KEDGE_CRYPTO_GENERATE_RANDOM:
        return generate_random(request);
    case KEDGE_CRYPTO_IMPORT_KEY:
    case KEDGE_CRYPTO_GENERATE_KEY:
    case KEDGE_CRYPTO_COPY_KEY:
        return make_key(request, verb);
    case KEDGE_CRYPTO_DESTROY_KEY:
        return crypto_key_destroy(client, request->args.key);
    case KEDGE_CRYPTO_PURGE_KEY:
        return crypto_key_purge(client, request->args.key);
    case KEDGE_CRYPTO_EXPORT_PUBLIC_KEY:
        return export_public_key(request);
    case KEDGE_CRYPTO_EXPORT_KEY:
    case KEDGE_CRYPTO_GET_ATTRIBUTES:
        return export_key(request, verb == KEDGE_CRYPTO_EXPORT_KEY);
    case KEDGE_CRYPTO_ABORT:
        return CRYPTO_HAS_PARTS ? abort_operation(request) : PSA_SUCCESS;
    default:
        return PSA_ERROR_NOT_SUPPORTED;
    }
}
