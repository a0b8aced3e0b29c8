/* SPDX-License-Identifier: Apache-2.0 */
/* Hashes. */
#include "crypto/hash.h"
#include "service/crypto/request.h"

static psa_status_t clone(struct service_crypto_request *request)
{
    struct crypto_operation *source;
    psa_status_t status =
        crypto_operation_find(request->msg->client_id, request->args.key, CRYPTO_HASH, &source);

    return status == PSA_SUCCESS ? crypto_hash_clone(source, request->operation) : status;
}

/* What is left out without operations in several parts. */
static psa_status_t in_parts(struct service_crypto_request *request, uint32_t verb)
{
    switch (verb) {
    case KEDGE_CRYPTO_VERB(KEDGE_CRYPTO_HASH_RESUME):
        return service_crypto_give_next(request, crypto_hash_resume);
    case KEDGE_CRYPTO_VERB(KEDGE_CRYPTO_HASH_CLONE):
        return clone(request);
    case KEDGE_CRYPTO_VERB(KEDGE_CRYPTO_HASH_SUSPEND):
        return service_crypto_take(request, crypto_hash_suspend);
    default:
        return PSA_ERROR_NOT_SUPPORTED;
    }
}

psa_status_t service_crypto_hash(struct service_crypto_request *request, uint32_t verb)
{
    switch (verb) {
    case KEDGE_CRYPTO_ONE_SHOT:
    case KEDGE_CRYPTO_ONE_SHOT + 1:
        return service_crypto_one_shot(request, service_crypto_hash, NULL);
    case KEDGE_CRYPTO_SETUP:
    case KEDGE_CRYPTO_SETUP + 1:
        return crypto_hash_begin(request->operation, request->args.algorithm);
    case KEDGE_CRYPTO_UPDATE:
        return service_crypto_stream(request, crypto_hash_update);
    case KEDGE_CRYPTO_FINISH:
        return service_crypto_take(request, crypto_hash_finish);
    case KEDGE_CRYPTO_VERIFY:
        return service_crypto_give_next(request, crypto_hash_verify);
    default:
        return CRYPTO_HAS_PARTS ? in_parts(request, verb) : PSA_ERROR_NOT_SUPPORTED;
    }
}
