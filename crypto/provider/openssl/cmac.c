/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/provider/openssl/provider.h"

#include "crypto/provider/openssl/fetch.h"

#include <openssl/core_names.h>
#include <openssl/params.h>
#include <string.h>

struct cmac {
    EVP_MAC_CTX *context;
};

static struct cmac *state_of(struct crypto_cmac *cmac)
{
    _Static_assert(sizeof(struct cmac) <= sizeof *cmac, "the state is too small");
    return (struct cmac *)(void *)cmac;
}

/* A context that knows its cipher, for keys of `key_size`. To tell a new one costs a fetch, so each
 * operation copies this; OpenSSL copies only one that has a key. */
static EVP_MAC_CTX *model_of(size_t key_size)
{
    static EVP_MAC_CTX *models[3];
    static const uint8_t no_key[32];
    EVP_MAC_CTX **model = &models[key_size / 8 - 2];
    const EVP_CIPHER *cipher = openssl_fetch_cipher(OPENSSL_CBC, key_size);
    EVP_MAC *method;
    OSSL_PARAM parameters[2] = {OSSL_PARAM_END, OSSL_PARAM_END};

    if (*model != NULL || cipher == NULL)
        return *model;
    method = EVP_MAC_fetch(NULL, "CMAC", NULL);
    *model = EVP_MAC_CTX_new(method);
    EVP_MAC_free(method);
    parameters[0] = OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER,
                                                     (char *)EVP_CIPHER_get0_name(cipher), 0);
    if (*model != NULL && !EVP_MAC_init(*model, no_key, key_size, parameters)) {
        EVP_MAC_CTX_free(*model);
        *model = NULL;
    }
    return *model;
}

psa_status_t crypto_openssl_cmac_begin(struct crypto_cmac *cmac, const struct crypto_key *key,
                                       psa_algorithm_t algorithm)
{
    struct cmac *state = state_of(cmac);
    const EVP_MAC_CTX *model;

    memset(state, 0, sizeof *state);
    if (key->attributes.type != PSA_KEY_TYPE_AES ||
        PSA_ALG_FULL_LENGTH_MAC(algorithm) != PSA_ALG_CMAC)
        return PSA_ERROR_NOT_SUPPORTED;
    model = model_of(key->size);
    if (model != NULL)
        state->context = EVP_MAC_CTX_dup(model);
    if (state->context != NULL && EVP_MAC_init(state->context, key->data, key->size, NULL))
        return PSA_SUCCESS;
    crypto_openssl_cmac_abort(cmac);
    return openssl_failure();
}

psa_status_t crypto_openssl_cmac_update(struct crypto_cmac *cmac, const uint8_t *data, size_t size)
{
    return EVP_MAC_update(state_of(cmac)->context, data, size) ? PSA_SUCCESS : openssl_failure();
}

psa_status_t crypto_openssl_cmac_finish(struct crypto_cmac *cmac, uint8_t *mac)
{
    size_t length;

    if (!EVP_MAC_final(state_of(cmac)->context, mac, &length, CRYPTO_CIPHER_BLOCK))
        return openssl_failure();
    crypto_openssl_cmac_abort(cmac);
    return PSA_SUCCESS;
}

void crypto_openssl_cmac_abort(struct crypto_cmac *cmac)
{
    EVP_MAC_CTX_free(state_of(cmac)->context);
    state_of(cmac)->context = NULL;
}
