/* SPDX-License-Identifier: Apache-2.0 */
/* Message authentication codes. */
#include "crypto/mac.h"
#include "service/crypto/request.h"

psa_status_t service_crypto_mac(struct service_crypto_request *request, uint32_t verb)
{
    switch (verb) {
    case KEDGE_CRYPTO_ONE_SHOT:
    case KEDGE_CRYPTO_ONE_SHOT + 1:
        return service_crypto_one_shot(request, service_crypto_mac, NULL);
    case KEDGE_CRYPTO_SETUP:
    case KEDGE_CRYPTO_SETUP + 1:
        return crypto_mac_begin(request->operation, request->msg->client_id, request->args.key,
                                request->args.algorithm, verb != KEDGE_CRYPTO_SETUP);
    case KEDGE_CRYPTO_UPDATE:
        return service_crypto_stream(request, crypto_mac_update);
    case KEDGE_CRYPTO_FINISH:
        return service_crypto_take(request, crypto_mac_finish);
    case KEDGE_CRYPTO_VERIFY:
        return service_crypto_give_next(request, crypto_mac_verify);
    default:
        return PSA_ERROR_NOT_SUPPORTED;
    }
}
