/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures, asymmetric encryption, key agreement. Their data is short, and needed whole. */
#include "crypto/agree.h"
#include "crypto/encrypt.h"
#include "crypto/hash.h"
#include "crypto/sign.h"
#include "lib/wipe.h"
#include "service/crypto/request.h"

/* At least one byte, so that a profile without RSA compiles. */
#define MODULUS_MAX (CRYPTO_RSA_MAX > 0 ? CRYPTO_RSA_MAX : 1u)

/* The hash of vector 1. A function of its own: its state is off the stack when the signature is
 * computed. */
static psa_status_t hash_message(struct service_crypto_request *request, uint8_t *digest,
                                 size_t *size)
{
    struct crypto_operation operation;
    psa_status_t status =
        crypto_hash_begin(&operation, crypto_sign_message_hash(request->args.algorithm));

    request->operation = &operation;
    if (status == PSA_SUCCESS)
        status = service_crypto_stream(request, crypto_hash_update);
    if (status == PSA_SUCCESS)
        status = crypto_hash_finish(&operation, digest, CRYPTO_HASH_MAX, size);
    request->operation = NULL;
    return status;
}

static psa_status_t sign(struct service_crypto_request *request, uint32_t verb)
{
    static const uint16_t usages[] = {PSA_KEY_USAGE_SIGN_HASH, PSA_KEY_USAGE_SIGN_MESSAGE,
                                      PSA_KEY_USAGE_VERIFY_HASH, PSA_KEY_USAGE_VERIFY_MESSAGE};
    const psa_msg_t *msg = request->msg;
    uint8_t digest[CRYPTO_HASH_MAX];
    uint8_t signature[CRYPTO_SIGNATURE_MAX];
    struct crypto_signing signing = {
        .owner = msg->client_id,
        .key = request->args.key,
        .usage = usages[verb],
        .algorithm = request->args.algorithm,
        .hash = digest,
        .hash_size = msg->in_size[1],
    };
    psa_status_t status = PSA_SUCCESS;
    size_t size;

    if ((msg->type & 1) != 0)
        status = hash_message(request, digest, &signing.hash_size);
    else if (psa_read(msg->handle, 1, digest, sizeof digest) != signing.hash_size)
        status = PSA_ERROR_INVALID_ARGUMENT; /* longer than any hash */
    if (status != PSA_SUCCESS)
        return status;
    if (msg->type < KEDGE_CRYPTO_VERIFY_HASH) {
        status = crypto_sign_hash(&signing, signature, msg->out_size[0], &size);
        return service_crypto_put_if(request, status, signature, size);
    }
    /* A longer signature is refused by its length; what was read of it does not matter. */
    psa_read(msg->handle, 2, signature, sizeof signature);
    return crypto_verify_hash(&signing, signature, msg->in_size[2]);
}

static psa_status_t crypt(struct service_crypto_request *request)
{
    const psa_msg_t *msg = request->msg;
    uint8_t data[MODULUS_MAX], label[CRYPTO_LABEL_MAX];
    struct crypto_encryption encryption = {
        .owner = msg->client_id,
        .key = request->args.key,
        .algorithm = request->args.algorithm,
        .label = label,
        .label_size = psa_read(msg->handle, 2, label, sizeof label),
    };
    size_t size = psa_read(msg->handle, 1, data, sizeof data);
    size_t capacity = msg->out_size[0] < sizeof data ? msg->out_size[0] : sizeof data;
    psa_status_t status;

    if (msg->in_size[1] > sizeof data)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (msg->in_size[2] > sizeof label)
        return PSA_ERROR_INSUFFICIENT_MEMORY;
    status = msg->type == KEDGE_CRYPTO_ASYMMETRIC_ENCRYPT
                 ? crypto_encrypt(&encryption, data, size, data, capacity, &size)
                 : crypto_decrypt(&encryption, data, size, data, capacity, &size);
    status = service_crypto_put_if(request, status, data, size);
    lib_wipe(data, sizeof data);
    return status;
}

static psa_status_t agree(struct service_crypto_request *request)
{
    const psa_msg_t *msg = request->msg;
    uint8_t peer[CRYPTO_POINT_MAX], secret[CRYPTO_SECRET_MAX];
    struct crypto_agreement agreement = {
        .owner = msg->client_id,
        .key = request->args.key,
        .algorithm = request->args.algorithm,
        .peer = peer,
        .peer_size = psa_read(msg->handle, 1, peer, sizeof peer),
    };
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t id;
    size_t size;
    psa_status_t status;

    if (msg->in_size[1] > sizeof peer)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (msg->type == KEDGE_CRYPTO_KEY_AGREEMENT) {
        if (msg->out_size[0] < sizeof id)
            return PSA_ERROR_BUFFER_TOO_SMALL;
        psa_read(msg->handle, 2, &attributes, sizeof attributes);
        status = crypto_agree_key(&agreement, &attributes, &id);
        return service_crypto_put_if(request, status, &id, sizeof id);
    }
    size = msg->out_size[0] < sizeof secret ? msg->out_size[0] : sizeof secret;
    status = crypto_agree(&agreement, secret, size, &size);
    status = service_crypto_put_if(request, status, secret, size);
    lib_wipe(secret, sizeof secret);
    return status;
}

psa_status_t service_crypto_asymmetric(struct service_crypto_request *request, uint32_t verb)
{
    switch (verb | KEDGE_CRYPTO_FAMILY_ASYMMETRIC << 5) {
    case KEDGE_CRYPTO_SIGN_HASH:
    case KEDGE_CRYPTO_SIGN_MESSAGE:
    case KEDGE_CRYPTO_VERIFY_HASH:
    case KEDGE_CRYPTO_VERIFY_MESSAGE:
        return CRYPTO_HAS_SIGNATURES ? sign(request, verb) : PSA_ERROR_NOT_SUPPORTED;
    case KEDGE_CRYPTO_ASYMMETRIC_ENCRYPT:
    case KEDGE_CRYPTO_ASYMMETRIC_DECRYPT:
        return CONFIG_CRYPTO_RSA ? crypt(request) : PSA_ERROR_NOT_SUPPORTED;
    case KEDGE_CRYPTO_RAW_KEY_AGREEMENT:
    case KEDGE_CRYPTO_KEY_AGREEMENT:
        return CONFIG_CRYPTO_ECDH ? agree(request) : PSA_ERROR_NOT_SUPPORTED;
    default:
        return PSA_ERROR_NOT_SUPPORTED;
    }
}
