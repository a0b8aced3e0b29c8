/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The modes of AES without authentication (NIST SP 800-38A): ECB, CBC, CTR, CFB, OFB, in pieces of
 * any size, and the padding of PKCS#7 (RFC 5652, 6.3).
 *
 * Ours, over AES's block function: Mbed TLS's five modes each keep a state of their own, and the
 * layer that holds back blocks and pads takes 3.4 KB. No branch or address depends on a secret but
 * AES's own; whether padding is right is found out by masks.
 */
#include "crypto/provider/mbedtls/aes.h"
#include "crypto/unpad.h"
#include "lib/wipe.h"

struct modes {
    uint8_t iv[AES_BLOCK];      /* the chained block, or the counter */
    uint8_t pending[AES_BLOCK]; /* input that waits; of stream modes the key stream */
    uint8_t fill;               /* bytes in `pending`; of a key stream those used */
    bool encrypt;
    psa_algorithm_t algorithm;
    struct aes aes;
};

static struct modes *state_of(struct crypto_cipher *cipher)
{
    _Static_assert(sizeof(struct modes) <= sizeof *cipher, "the state is too small");
    return (struct modes *)(void *)cipher;
}

/* The mode, if the profile has it. */
static bool is(const struct modes *state, psa_algorithm_t algorithm)
{
    return ((CONFIG_CRYPTO_AES_ECB && algorithm == PSA_ALG_ECB_NO_PADDING) ||
            (CONFIG_CRYPTO_AES_CBC && algorithm == PSA_ALG_CBC_NO_PADDING) ||
            (CONFIG_CRYPTO_AES_CBC && algorithm == PSA_ALG_CBC_PKCS7) ||
            (CONFIG_CRYPTO_AES_CTR && algorithm == PSA_ALG_CTR) ||
            (CONFIG_CRYPTO_AES_CFB && algorithm == PSA_ALG_CFB) ||
            (CONFIG_CRYPTO_AES_OFB && algorithm == PSA_ALG_OFB)) &&
           state->algorithm == algorithm;
}

static bool is_stream(const struct modes *state)
{
    return is(state, PSA_ALG_CTR) || is(state, PSA_ALG_CFB) || is(state, PSA_ALG_OFB);
}

static bool is_block(const struct modes *state)
{
    return is(state, PSA_ALG_ECB_NO_PADDING) || is(state, PSA_ALG_CBC_NO_PADDING) ||
           is(state, PSA_ALG_CBC_PKCS7);
}

psa_status_t crypto_mbedtls_cipher_begin(struct crypto_cipher *cipher, const struct crypto_key *key,
                                         psa_algorithm_t algorithm, bool encrypt)
{
    struct modes *state = state_of(cipher);

    memset(state, 0, sizeof *state);
    state->algorithm = algorithm;
    state->encrypt = encrypt;
    if (!is_stream(state) && !is_block(state))
        return PSA_ERROR_NOT_SUPPORTED;
    crypto_aes_set_key(&state->aes, key->data, key->size);
    return PSA_SUCCESS;
}

psa_status_t crypto_mbedtls_cipher_iv(struct crypto_cipher *cipher, const uint8_t *iv)
{
    memcpy(state_of(cipher)->iv, iv, AES_BLOCK);
    return PSA_SUCCESS;
}

static void add(uint8_t *block, const uint8_t *other)
{
    for (size_t i = 0; i < AES_BLOCK; i++)
        block[i] ^= other[i];
}

/* What waits becomes a block of output. In ECB the chained block stays zero. */
static void crypt_block(struct modes *state, uint8_t *output)
{
    bool chained = !is(state, PSA_ALG_ECB_NO_PADDING);
    uint8_t *block = state->pending;

    if (state->encrypt) {
        add(block, state->iv);
        crypto_aes_encrypt(&state->aes, block, output);
        if (chained)
            memcpy(state->iv, output, AES_BLOCK);
    } else {
        crypto_aes_decrypt(&state->aes, block, output);
        add(output, state->iv);
        if (chained)
            memcpy(state->iv, block, AES_BLOCK);
    }
    state->fill = 0;
}

static psa_status_t update_blocks(struct modes *state, const uint8_t *input, size_t size,
                                  uint8_t *output, size_t capacity, size_t *length)
{
    /* The last block may be the padded one: it waits for what follows. */
    bool hold = is(state, PSA_ALG_CBC_PKCS7) && !state->encrypt;
    size_t ready = state->fill + size;

    ready = ready > 0 ? (ready - hold) / AES_BLOCK * AES_BLOCK : 0;
    if (ready > capacity)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    *length = ready;
    for (size_t i = 0; i < size; i++) {
        if (state->fill == AES_BLOCK) {
            uint8_t byte = input[i]; /* the output may be where the input is */

            crypt_block(state, output);
            output += AES_BLOCK;
            state->pending[state->fill++] = byte;
            continue;
        }
        state->pending[state->fill++] = input[i];
        if (state->fill == AES_BLOCK && !hold) {
            crypt_block(state, output);
            output += AES_BLOCK;
        }
    }
    return PSA_SUCCESS;
}

static void next_stream(struct modes *state)
{
    crypto_aes_encrypt(&state->aes, state->iv, state->pending);
    if (is(state, PSA_ALG_OFB))
        memcpy(state->iv, state->pending, AES_BLOCK);
    if (is(state, PSA_ALG_CTR))
        for (size_t i = AES_BLOCK; i-- > 0 && ++state->iv[i] == 0;)
            ;
}

static void update_stream(struct modes *state, const uint8_t *input, size_t size, uint8_t *output)
{
    for (size_t i = 0; i < size; i++) {
        uint8_t byte = input[i];

        if (state->fill == 0)
            next_stream(state);
        output[i] = byte ^ state->pending[state->fill];
        if (is(state, PSA_ALG_CFB))
            state->iv[state->fill] = state->encrypt ? output[i] : byte;
        state->fill = (state->fill + 1) % AES_BLOCK;
    }
}

psa_status_t crypto_mbedtls_cipher_update(struct crypto_cipher *cipher, const uint8_t *input,
                                          size_t size, uint8_t *output, size_t capacity,
                                          size_t *length)
{
    struct modes *state = state_of(cipher);

    *length = 0;
    if (is_block(state))
        return update_blocks(state, input, size, output, capacity, length);
    if (size > capacity)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    if (is_stream(state))
        update_stream(state, input, size, output);
    *length = size;
    return PSA_SUCCESS;
}

static psa_status_t finish_padded(struct modes *state, uint8_t *output, size_t capacity,
                                  size_t *length)
{
    uint8_t block[AES_BLOCK];
    size_t size;

    if (state->encrypt) {
        if (capacity < AES_BLOCK)
            return PSA_ERROR_BUFFER_TOO_SMALL;
        memset(state->pending + state->fill, (int)(AES_BLOCK - state->fill),
               AES_BLOCK - state->fill);
        crypt_block(state, output);
        *length = AES_BLOCK;
        return PSA_SUCCESS;
    }
    if (state->fill != AES_BLOCK)
        return PSA_ERROR_INVALID_ARGUMENT;
    crypt_block(state, block);
    size = crypto_unpad(block);
    if (size <= AES_BLOCK && size <= capacity) {
        memcpy(output, block, size);
        *length = size;
    }
    lib_wipe(block, sizeof block);
    if (size > AES_BLOCK)
        return PSA_ERROR_INVALID_PADDING;
    return size <= capacity ? PSA_SUCCESS : PSA_ERROR_BUFFER_TOO_SMALL;
}

psa_status_t crypto_mbedtls_cipher_finish(struct crypto_cipher *cipher, uint8_t *output,
                                          size_t capacity, size_t *length)
{
    struct modes *state = state_of(cipher);

    *length = 0;
    if (is(state, PSA_ALG_CBC_PKCS7))
        return finish_padded(state, output, capacity, length);
    return is_block(state) && state->fill > 0 ? PSA_ERROR_INVALID_ARGUMENT : PSA_SUCCESS;
}
