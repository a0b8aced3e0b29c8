/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GCM and ChaCha20-Poly1305 by EVP, and the choice between these and CCM.
 *
 * EVP keeps the tag of what it decrypts for itself and only says whether it was the expected one;
 * here the front end compares. So at the end, with all data through, a context that decrypts is
 * told to encrypt: neither cipher begins anew without a key or an IV, and an encrypting one tells
 * its tag. Were this to change in another version, tags would not match and nothing would be taken
 * for authentic; a unit test compares the tags of both directions. Rejected: encrypting the
 * plaintext again for its tag, which takes twice the time; CRYPTO_gcm128_*(), which has no
 * counterpart for Poly1305.
 */
#include "crypto/provider/openssl/aead.h"

#include "crypto/provider/openssl/fetch.h"
#include "crypto/provider/openssl/provider.h"

#include <string.h>

/* SP 800-38D, 5.2.1.1, and RFC 8439, 2.8. */
#define GCM_DATA_MAX        (((uint64_t)1 << 36) - 32)
#define CHACHAPOLY_DATA_MAX (((uint64_t)1 << 38) - 64)

/* OpenSSL's limit; the standard has none to speak of. */
#define GCM_NONCE_MAX         128
#define CHACHAPOLY_NONCE_SIZE 12

struct evp {
    struct openssl_aead_head head;
    bool is_gcm;
    uint64_t data_size; /* so far */
    EVP_CIPHER_CTX *context;
};

static struct evp *state_of(struct crypto_aead *aead)
{
    _Static_assert(sizeof(struct evp) <= sizeof *aead, "the state is too small");
    return (struct evp *)(void *)aead;
}

static bool is_ccm(const struct crypto_aead *aead)
{
    return CONFIG_CRYPTO_CCM &&
           ((const struct openssl_aead_head *)(const void *)aead)->kind == OPENSSL_AEAD_CCM;
}

static psa_status_t check(psa_key_type_t type, bool is_gcm, size_t tag_size)
{
    if (is_gcm && type == PSA_KEY_TYPE_AES)
        return tag_size > 16 || (tag_size < 12 && tag_size != 4 && tag_size != 8)
                   ? PSA_ERROR_INVALID_ARGUMENT
                   : PSA_SUCCESS;
    if (is_gcm || type != PSA_KEY_TYPE_CHACHA20)
        return PSA_ERROR_NOT_SUPPORTED;
    /* No standard has a shorter tag for ChaCha20. */
    return tag_size == 16 ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT;
}

static psa_status_t begin(struct crypto_aead *aead, const struct crypto_key *key, bool is_gcm,
                          size_t tag_size, bool encrypt)
{
    struct evp *state = state_of(aead);
    psa_status_t status = check(key->attributes.type, is_gcm, tag_size);
    const EVP_CIPHER *method;

    memset(state, 0, sizeof *state);
    if (status != PSA_SUCCESS)
        return status;
    state->head = (struct openssl_aead_head){OPENSSL_AEAD_EVP, (uint8_t)tag_size, encrypt};
    state->is_gcm = is_gcm;
    method = openssl_fetch_cipher(is_gcm ? OPENSSL_GCM : OPENSSL_CHACHA20_POLY1305, key->size);
    if (method != NULL)
        state->context = EVP_CIPHER_CTX_new();
    if (state->context != NULL &&
        EVP_CipherInit_ex2(state->context, method, key->data, NULL, encrypt, NULL))
        return PSA_SUCCESS;
    crypto_openssl_aead_abort(aead);
    return openssl_failure();
}

psa_status_t crypto_openssl_aead_begin(struct crypto_aead *aead, const struct crypto_key *key,
                                       psa_algorithm_t algorithm, bool encrypt)
{
    psa_algorithm_t base = PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(algorithm);
    size_t tag_size = PSA_ALG_AEAD_GET_TAG_LENGTH(algorithm);

    if (CONFIG_CRYPTO_CCM && base == PSA_ALG_CCM)
        return openssl_ccm_begin(aead, key, tag_size, encrypt);
    if (CONFIG_CRYPTO_GCM && base == PSA_ALG_GCM)
        return begin(aead, key, true, tag_size, encrypt);
    if (CONFIG_CRYPTO_CHACHA20_POLY1305 && base == PSA_ALG_CHACHA20_POLY1305)
        return begin(aead, key, false, tag_size, encrypt);
    return PSA_ERROR_NOT_SUPPORTED;
}

psa_status_t crypto_openssl_aead_start(struct crypto_aead *aead, const uint8_t *nonce,
                                       size_t nonce_size, size_t ad_size, size_t data_size)
{
    struct evp *state = state_of(aead);

    if (is_ccm(aead))
        return openssl_ccm_start(aead, nonce, nonce_size, ad_size, data_size);
    if (!state->is_gcm && nonce_size == 8) /* of the first design, before RFC 8439 */
        return PSA_ERROR_NOT_SUPPORTED;
    if (state->is_gcm ? nonce_size == 0 : nonce_size != CHACHAPOLY_NONCE_SIZE)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (nonce_size > GCM_NONCE_MAX)
        return PSA_ERROR_NOT_SUPPORTED;
    if (!EVP_CIPHER_CTX_ctrl(state->context, EVP_CTRL_AEAD_SET_IVLEN, (int)nonce_size, NULL) ||
        !EVP_CipherInit_ex2(state->context, NULL, NULL, nonce, -1, NULL))
        return openssl_failure();
    return PSA_SUCCESS;
}

psa_status_t crypto_openssl_aead_update_ad(struct crypto_aead *aead, const uint8_t *ad, size_t size)
{
    if (is_ccm(aead))
        return openssl_ccm_update_ad(aead, ad, size);
    return openssl_cipher_pass(state_of(aead)->context, ad, size, NULL, NULL) ? PSA_SUCCESS
                                                                              : openssl_failure();
}

psa_status_t crypto_openssl_aead_update(struct crypto_aead *aead, const uint8_t *input,
                                        uint8_t *output, size_t size)
{
    struct evp *state = state_of(aead);
    uint64_t most;

    if (is_ccm(aead))
        return openssl_ccm_update(aead, input, output, size);
    most = state->is_gcm ? GCM_DATA_MAX : CHACHAPOLY_DATA_MAX;
    if (size > most - state->data_size)
        return PSA_ERROR_INVALID_ARGUMENT;
    state->data_size += size;
    return openssl_cipher_pass(state->context, input, size, output, NULL) ? PSA_SUCCESS
                                                                          : openssl_failure();
}

psa_status_t crypto_openssl_aead_finish(struct crypto_aead *aead, uint8_t *tag)
{
    struct evp *state = state_of(aead);
    uint8_t none[CRYPTO_CIPHER_BLOCK];
    int length;

    if (is_ccm(aead))
        return openssl_ccm_finish(aead, tag);
    if ((!state->head.encrypt && !EVP_CipherInit_ex2(state->context, NULL, NULL, NULL, 1, NULL)) ||
        !EVP_CipherFinal_ex(state->context, none, &length) ||
        !EVP_CIPHER_CTX_ctrl(state->context, EVP_CTRL_AEAD_GET_TAG, state->head.tag_size, tag))
        return openssl_failure();
    crypto_openssl_aead_abort(aead);
    return PSA_SUCCESS;
}

void crypto_openssl_aead_abort(struct crypto_aead *aead)
{
    if (is_ccm(aead)) {
        openssl_ccm_abort(aead);
        return;
    }
    EVP_CIPHER_CTX_free(state_of(aead)->context);
    state_of(aead)->context = NULL;
}
