/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The modes of AES by EVP.
 *
 * EVP would take padding off, too, but in a time that says whether it was right (3.0's
 * ossl_cipher_unpadblock() returns at the first wrong byte). So it is told of no padding when it
 * decrypts; the last block is held back here and looked at by masks.
 */
#include "crypto/provider/openssl/provider.h"

#include "crypto/provider/openssl/fetch.h"
#include "crypto/unpad.h"
#include "lib/wipe.h"

#include <string.h>

#define BLOCK CRYPTO_CIPHER_BLOCK

struct cipher {
    EVP_CIPHER_CTX *context;
    uint8_t held[BLOCK]; /* input that EVP has not seen: of padded decryption alone */
    uint8_t fill;        /* bytes of a block begun, held here or by EVP */
    bool is_block, is_padded, encrypt;
};

static struct cipher *state_of(struct crypto_cipher *cipher)
{
    _Static_assert(sizeof(struct cipher) <= sizeof *cipher, "the state is too small");
    return (struct cipher *)(void *)cipher;
}

static enum openssl_mode mode_of(psa_algorithm_t algorithm)
{
    if (CONFIG_CRYPTO_AES_ECB && algorithm == PSA_ALG_ECB_NO_PADDING)
        return OPENSSL_ECB;
    if (CONFIG_CRYPTO_AES_CBC &&
        (algorithm == PSA_ALG_CBC_NO_PADDING || algorithm == PSA_ALG_CBC_PKCS7))
        return OPENSSL_CBC;
    if (CONFIG_CRYPTO_AES_CTR && algorithm == PSA_ALG_CTR)
        return OPENSSL_CTR;
    if (CONFIG_CRYPTO_AES_CFB && algorithm == PSA_ALG_CFB)
        return OPENSSL_CFB;
    if (CONFIG_CRYPTO_AES_OFB && algorithm == PSA_ALG_OFB)
        return OPENSSL_OFB;
    return OPENSSL_MODE_COUNT;
}

psa_status_t crypto_openssl_cipher_begin(struct crypto_cipher *cipher, const struct crypto_key *key,
                                         psa_algorithm_t algorithm, bool encrypt)
{
    struct cipher *state = state_of(cipher);
    enum openssl_mode mode = mode_of(algorithm);
    const EVP_CIPHER *method;

    memset(state, 0, sizeof *state);
    if (key->attributes.type != PSA_KEY_TYPE_AES || mode == OPENSSL_MODE_COUNT)
        return PSA_ERROR_NOT_SUPPORTED;
    state->encrypt = encrypt;
    state->is_block = mode == OPENSSL_ECB || mode == OPENSSL_CBC;
    state->is_padded = algorithm == PSA_ALG_CBC_PKCS7;
    method = openssl_fetch_cipher(mode, key->size);
    if (method != NULL)
        state->context = EVP_CIPHER_CTX_new();
    if (state->context != NULL &&
        EVP_CipherInit_ex2(state->context, method, key->data, NULL, encrypt, NULL) &&
        EVP_CIPHER_CTX_set_padding(state->context, state->is_padded && encrypt))
        return PSA_SUCCESS;
    crypto_openssl_cipher_abort(cipher);
    return openssl_failure();
}

psa_status_t crypto_openssl_cipher_iv(struct crypto_cipher *cipher, const uint8_t *iv)
{
    return EVP_CipherInit_ex2(state_of(cipher)->context, NULL, NULL, iv, -1, NULL)
               ? PSA_SUCCESS
               : openssl_failure();
}

/* Padded decryption: of what is held and what comes, EVP gets the first `ready` bytes. */
static bool pass_but_last(struct cipher *state, const uint8_t *input, size_t size, uint8_t *output,
                          size_t ready)
{
    size_t taken = 0, length = 0;

    if (ready > 0) {
        taken = ready - state->fill;
        if (!openssl_cipher_pass(state->context, state->held, state->fill, output, &length) ||
            !openssl_cipher_pass(state->context, input, taken, output + length, &length))
            return false;
        state->fill = 0;
    }
    if (size > taken)
        memcpy(state->held + state->fill, input + taken, size - taken);
    state->fill = (uint8_t)(state->fill + size - taken);
    return true;
}

static bool pass_blocks(struct cipher *state, const uint8_t *input, size_t size, uint8_t *output,
                        size_t ready)
{
    state->fill = (uint8_t)(state->fill + size - ready);
    return openssl_cipher_pass(state->context, input, size, output, NULL);
}

psa_status_t crypto_openssl_cipher_update(struct crypto_cipher *cipher, const uint8_t *input,
                                          size_t size, uint8_t *output, size_t capacity,
                                          size_t *length)
{
    struct cipher *state = state_of(cipher);
    bool hold = state->is_padded && !state->encrypt;
    size_t ready = size;
    uint8_t none[BLOCK]; /* EVP wants somewhere to write, even if it writes nothing */
    bool good;

    *length = 0;
    if (state->is_block)
        ready = state->fill + size > 0 ? (state->fill + size - hold) / BLOCK * BLOCK : 0;
    if (ready > capacity)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    if (ready == 0)
        output = none;
    if (hold)
        good = pass_but_last(state, input, size, output, ready);
    else
        good = pass_blocks(state, input, size, output, ready);
    if (!good)
        return openssl_failure();
    *length = ready;
    return PSA_SUCCESS;
}

static psa_status_t finish_unpadding(struct cipher *state, uint8_t *output, size_t capacity,
                                     size_t *length)
{
    uint8_t block[BLOCK];
    psa_status_t status = PSA_SUCCESS;
    size_t size;

    if (state->fill != BLOCK)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (!openssl_cipher_pass(state->context, state->held, BLOCK, block, NULL))
        return openssl_failure();
    size = crypto_unpad(block);
    if (size > BLOCK)
        status = PSA_ERROR_INVALID_PADDING;
    else if (size > capacity)
        status = PSA_ERROR_BUFFER_TOO_SMALL;
    else if (size > 0)
        memcpy(output, block, size);
    if (status == PSA_SUCCESS)
        *length = size;
    lib_wipe(block, sizeof block);
    return status;
}

static psa_status_t finish_padding(struct cipher *state, uint8_t *output, size_t capacity,
                                   size_t *length)
{
    int written = 0;

    if (capacity < BLOCK)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    if (!EVP_CipherFinal_ex(state->context, output, &written))
        return openssl_failure();
    *length = (size_t)written;
    return PSA_SUCCESS;
}

psa_status_t crypto_openssl_cipher_finish(struct crypto_cipher *cipher, uint8_t *output,
                                          size_t capacity, size_t *length)
{
    struct cipher *state = state_of(cipher);
    psa_status_t status = PSA_SUCCESS;

    *length = 0;
    if (state->is_padded)
        status =
            (state->encrypt ? finish_padding : finish_unpadding)(state, output, capacity, length);
    else if (state->is_block && state->fill > 0)
        status = PSA_ERROR_INVALID_ARGUMENT;
    if (status == PSA_SUCCESS)
        crypto_openssl_cipher_abort(cipher);
    return status;
}

void crypto_openssl_cipher_abort(struct crypto_cipher *cipher)
{
    EVP_CIPHER_CTX_free(state_of(cipher)->context);
    state_of(cipher)->context = NULL;
}
