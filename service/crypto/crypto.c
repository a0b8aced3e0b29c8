/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The crypto service: psa_call() requests (api/kedge/crypto_call.h) turned into calls of crypto/
 * with the client as the owner.
 *
 * Data streams through a small buffer, so each byte of the client's is read once, and nothing of
 * it is kept that could be as long as the client likes. Output goes out piece by piece behind the
 * input, which makes output over input right.
 */
#include "crypto/aead.h"
#include "crypto/hash.h"
#include "crypto/key.h"
#include "crypto/random.h"
#include "crypto/sign.h"
#include "kedge/crypto_call.h"
#include "kedge_config.h"
#include "lib/wipe.h"
#include "psa/service.h"

/* Bytes at a time: a block of SHA-256, four of AES. */
#define PIECE_SIZE 64u

typedef psa_status_t request_handler_t(const psa_msg_t *msg, const struct kedge_crypto_args *args);

psa_service_handler_t kedge_crypto_sfn;

static psa_status_t generate_random(const psa_msg_t *msg, const struct kedge_crypto_args *args)
{
    uint8_t piece[PIECE_SIZE];
    psa_status_t status = PSA_SUCCESS;

    (void)args;
    for (size_t left = msg->out_size[0]; left > 0 && status == PSA_SUCCESS;) {
        size_t size = left < sizeof piece ? left : sizeof piece;

        status = crypto_random(piece, size);
        if (status == PSA_SUCCESS)
            psa_write(msg->handle, 0, piece, size);
        left -= size;
    }
    lib_wipe(piece, sizeof piece);
    return status;
}

/* Hashes input vector 1. */
static psa_status_t hash_input(const psa_msg_t *msg, psa_algorithm_t algorithm, uint8_t *digest)
{
    uint8_t piece[PIECE_SIZE];
    struct crypto_operation state;
    psa_status_t status = crypto_hash_begin(&state, algorithm);
    size_t size;

    while (status == PSA_SUCCESS && (size = psa_read(msg->handle, 1, piece, sizeof piece)) > 0)
        status = crypto_hash_update(&state, piece, size);
    if (status == PSA_SUCCESS)
        status = crypto_hash_finish(&state, digest, CRYPTO_HASH_MAX, &size);
    lib_wipe(piece, sizeof piece);
    return status;
}

/* Writes all of an output, if it fits. */
static psa_status_t put(const psa_msg_t *msg, const void *data, size_t size)
{
    if (msg->out_size[0] < size)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    psa_write(msg->handle, 0, data, size);
    return PSA_SUCCESS;
}

static psa_status_t hash(const psa_msg_t *msg, const struct kedge_crypto_args *args)
{
    uint8_t digest[PSA_HASH_MAX_SIZE];
    uint8_t expected[PSA_HASH_MAX_SIZE];
    size_t size = crypto_hash_size(args->algorithm);
    psa_status_t status = hash_input(msg, args->algorithm, digest);

    if (status != PSA_SUCCESS)
        return status;
    if (msg->type == KEDGE_CRYPTO_HASH_COMPUTE)
        return put(msg, digest, size);
    psa_read(msg->handle, 2, expected, size);
    return msg->in_size[2] == size && lib_equal_ct(digest, expected, size)
               ? PSA_SUCCESS
               : PSA_ERROR_INVALID_SIGNATURE;
}

/* Passes additional data and data of the client through an operation that has begun. */
static psa_status_t aead_stream(const psa_msg_t *msg, struct crypto_operation *aead)
{
    uint8_t piece[PIECE_SIZE];
    psa_status_t status = PSA_SUCCESS;
    size_t size;

    while (status == PSA_SUCCESS && (size = psa_read(msg->handle, 1, piece, sizeof piece)) > 0)
        status = crypto_aead_update_ad(aead, piece, size);
    while (status == PSA_SUCCESS && (size = psa_read(msg->handle, 2, piece, sizeof piece)) > 0) {
        status = crypto_aead_update(aead, piece, piece, size);
        if (status == PSA_SUCCESS)
            psa_write(msg->handle, 0, piece, size);
    }
    lib_wipe(piece, sizeof piece);
    return status;
}

static psa_status_t aead(const psa_msg_t *msg, const struct kedge_crypto_args *args)
{
    uint8_t tag[PSA_AEAD_TAG_MAX_SIZE];
    struct crypto_operation aead;
    bool encrypt = msg->type == KEDGE_CRYPTO_AEAD_ENCRYPT;
    size_t data_size = msg->in_size[2];
    size_t tag_size = PSA_ALG_AEAD_GET_TAG_LENGTH(args->algorithm);
    size_t size;
    psa_status_t status;

    if (args->nonce_size > KEDGE_CRYPTO_NONCE_MAX)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (msg->out_size[0] < data_size || (encrypt && msg->out_size[0] - data_size < tag_size))
        return PSA_ERROR_BUFFER_TOO_SMALL;
    status = crypto_aead_begin(&aead, msg->client_id, args->key, args->algorithm, encrypt);
    if (status == PSA_SUCCESS)
        status = crypto_aead_set_lengths(&aead, msg->in_size[1], data_size);
    if (status == PSA_SUCCESS)
        status = crypto_aead_set_nonce(&aead, args->nonce, args->nonce_size);
    if (status == PSA_SUCCESS)
        status = aead_stream(msg, &aead);
    if (status != PSA_SUCCESS)
        return status;
    if (!encrypt)
        return crypto_aead_verify(&aead, args->tag, tag_size);
    status = crypto_aead_finish(&aead, tag, sizeof tag, &size);
    if (status == PSA_SUCCESS)
        psa_write(msg->handle, 0, tag, size);
    return status;
}

/* Signs or verifies a hash, which is input vector 1 or is computed of it. */
static psa_status_t sign(const psa_msg_t *msg, const struct kedge_crypto_args *args)
{
    static const uint16_t usages[] = {PSA_KEY_USAGE_SIGN_HASH, PSA_KEY_USAGE_SIGN_MESSAGE,
                                      PSA_KEY_USAGE_VERIFY_HASH, PSA_KEY_USAGE_VERIFY_MESSAGE};
    uint8_t digest[PSA_HASH_MAX_SIZE];
    uint8_t signature[CRYPTO_SIGNATURE_MAX];
    struct crypto_signing signing = {
        .owner = msg->client_id,
        .key = args->key,
        .usage = usages[msg->type - KEDGE_CRYPTO_SIGN_HASH],
        .algorithm = args->algorithm,
        .hash = digest,
        .hash_size = msg->in_size[1],
    };
    psa_status_t status = PSA_SUCCESS;
    size_t size;

    if ((signing.usage & (PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE)) != 0) {
        signing.hash_size = crypto_hash_size(args->algorithm);
        status = hash_input(msg, PSA_ALG_GET_HASH(args->algorithm), digest);
    } else if (psa_read(msg->handle, 1, digest, sizeof digest) != signing.hash_size) {
        status = PSA_ERROR_INVALID_ARGUMENT; /* longer than any hash */
    }
    if (status != PSA_SUCCESS)
        return status;
    if (msg->type >= KEDGE_CRYPTO_VERIFY_HASH) {
        /* A longer signature is refused by its length; what was read of it does not matter. */
        psa_read(msg->handle, 2, signature, sizeof signature);
        return crypto_verify_hash(&signing, signature, msg->in_size[2]);
    }
    status = crypto_sign_hash(&signing, signature, msg->out_size[0], &size);
    return status == PSA_SUCCESS ? put(msg, signature, size) : status;
}

static psa_status_t import_key(const psa_msg_t *msg, const struct kedge_crypto_args *args)
{
    size_t size = msg->in_size[1];
    psa_key_id_t id;
    uint8_t *material;
    psa_status_t status;

    if (msg->out_size[0] < sizeof id)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    status = crypto_key_prepare(msg->client_id, &args->attributes, size, &material);
    if (status != PSA_SUCCESS)
        return status;
    psa_read(msg->handle, 1, material, size);
    status = crypto_key_commit(&id);
    if (status == PSA_SUCCESS)
        psa_write(msg->handle, 0, &id, sizeof id);
    return status;
}

static psa_status_t generate_key(const psa_msg_t *msg, const struct kedge_crypto_args *args)
{
    psa_key_id_t id;
    psa_status_t status;

    if (msg->out_size[0] < sizeof id)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    status = crypto_key_generate(msg->client_id, &args->attributes, &id);
    if (status == PSA_SUCCESS)
        psa_write(msg->handle, 0, &id, sizeof id);
    return status;
}

static psa_status_t destroy_key(const psa_msg_t *msg, const struct kedge_crypto_args *args)
{
    return crypto_key_destroy(msg->client_id, args->key);
}

static psa_status_t purge_key(const psa_msg_t *msg, const struct kedge_crypto_args *args)
{
    return crypto_key_purge(msg->client_id, args->key);
}

static psa_status_t export_key(const psa_msg_t *msg, const struct kedge_crypto_args *args)
{
    const struct crypto_key *key;
    psa_status_t status = crypto_key_export(msg->client_id, args->key, &key);

    return status == PSA_SUCCESS ? put(msg, crypto_key_material(key), key->size) : status;
}

static psa_status_t export_public_key(const psa_msg_t *msg, const struct kedge_crypto_args *args)
{
    uint8_t point[CRYPTO_PUBLIC_MAX];
    size_t size;
    psa_status_t status = crypto_key_public(msg->client_id, args->key, point, &size);

    return status == PSA_SUCCESS ? put(msg, point, size) : status;
}

static psa_status_t get_attributes(const psa_msg_t *msg, const struct kedge_crypto_args *args)
{
    const struct crypto_key *key;
    psa_status_t status = crypto_key_find(msg->client_id, args->key, &key);

    return status == PSA_SUCCESS ? put(msg, &key->attributes, sizeof key->attributes) : status;
}

static request_handler_t *const handlers[] = {
    [KEDGE_CRYPTO_GENERATE_RANDOM] = generate_random,
    [KEDGE_CRYPTO_HASH_COMPUTE] = CONFIG_CRYPTO_SHA256 ? hash : NULL,
    [KEDGE_CRYPTO_HASH_COMPARE] = CONFIG_CRYPTO_SHA256 ? hash : NULL,
    [KEDGE_CRYPTO_AEAD_ENCRYPT] = CONFIG_CRYPTO_CCM ? aead : NULL,
    [KEDGE_CRYPTO_AEAD_DECRYPT] = CONFIG_CRYPTO_CCM ? aead : NULL,
    [KEDGE_CRYPTO_SIGN_HASH] = CONFIG_CRYPTO_ECDSA ? sign : NULL,
    [KEDGE_CRYPTO_SIGN_MESSAGE] = CONFIG_CRYPTO_ECDSA ? sign : NULL,
    [KEDGE_CRYPTO_VERIFY_HASH] = CONFIG_CRYPTO_ECDSA ? sign : NULL,
    [KEDGE_CRYPTO_VERIFY_MESSAGE] = CONFIG_CRYPTO_ECDSA ? sign : NULL,
    [KEDGE_CRYPTO_IMPORT_KEY] = import_key,
    [KEDGE_CRYPTO_GENERATE_KEY] = generate_key,
    [KEDGE_CRYPTO_DESTROY_KEY] = destroy_key,
    [KEDGE_CRYPTO_PURGE_KEY] = purge_key,
    [KEDGE_CRYPTO_EXPORT_KEY] = export_key,
    [KEDGE_CRYPTO_EXPORT_PUBLIC_KEY] = export_public_key,
    [KEDGE_CRYPTO_GET_ATTRIBUTES] = get_attributes,
};

psa_status_t kedge_crypto_sfn(const psa_msg_t *msg)
{
    struct kedge_crypto_args args = {0};
    psa_status_t status;

    if (msg->type < 0 || (size_t)msg->type >= sizeof handlers / sizeof handlers[0] ||
        handlers[msg->type] == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    psa_read(msg->handle, 0, &args, sizeof args);
    status = handlers[msg->type](msg, &args);
    crypto_key_release();
    return status;
}
