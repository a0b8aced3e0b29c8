/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ChaCha20-Poly1305 (RFC 8439, 2.8), over Mbed TLS's ChaCha20 and Poly1305. Its own module for the
 * two counts states that the front end counts already.
 *
 * Free of tables, and of branches on secrets; Poly1305 multiplies 32-bit words to 64 bits, which
 * takes the same time for all on the cores that we build for.
 */
#include "crypto/provider/mbedtls/aead.h"

#include "lib/bytes.h"
#include "lib/wipe.h"

#include <mbedtls/chacha20.h>
#include <mbedtls/poly1305.h>

#include <string.h>

#define KEY_SIZE   32u
#define NONCE_SIZE 12u
#define TAG_SIZE   16u
/* 2^32 - 1 blocks, the first of which is the authenticator's key. */
#define DATA_MAX (((uint64_t)1 << 38) - 64)

struct chachapoly {
    struct aead_head head;
    uint64_t ad_size, data_size;
    mbedtls_chacha20_context cipher;
    mbedtls_poly1305_context mac;
};

static struct chachapoly *state_of(struct crypto_aead *aead)
{
    _Static_assert(!CONFIG_CRYPTO_CHACHA20_POLY1305 || sizeof(struct chachapoly) <= sizeof *aead,
                   "the state is too small");
    return (struct chachapoly *)(void *)aead;
}

psa_status_t crypto_mbedtls_chachapoly_begin(struct crypto_aead *aead, const struct crypto_key *key,
                                             psa_algorithm_t algorithm, bool encrypt)
{
    struct chachapoly *state = state_of(aead);

    /* No standard has a shorter tag. */
    if (PSA_ALG_AEAD_GET_TAG_LENGTH(algorithm) != TAG_SIZE)
        return PSA_ERROR_INVALID_ARGUMENT;
    memset(state, 0, sizeof *state);
    state->head = (struct aead_head){AEAD_CHACHA20_POLY1305, TAG_SIZE, 0, encrypt};
    (void)mbedtls_chacha20_setkey(&state->cipher, key->data);
    return PSA_SUCCESS;
}

psa_status_t crypto_mbedtls_chachapoly_start(struct crypto_aead *aead, const uint8_t *nonce,
                                             size_t nonce_size, size_t ad_size, size_t data_size)
{
    struct chachapoly *state = state_of(aead);
    uint8_t block[64] = {0};

    (void)ad_size; /* pieces are counted as they come */
    (void)data_size;
    /* The first version of the cipher, with 8 bytes, is one that an implementation may have. */
    if (nonce_size == 8)
        return PSA_ERROR_NOT_SUPPORTED;
    if (nonce_size != NONCE_SIZE)
        return PSA_ERROR_INVALID_ARGUMENT;
    /* The first block of the key stream is the authenticator's key; the second is the first of the
     * message. */
    (void)mbedtls_chacha20_starts(&state->cipher, nonce, 0);
    (void)mbedtls_chacha20_update(&state->cipher, sizeof block, block, block);
    (void)mbedtls_poly1305_starts(&state->mac, block);
    lib_wipe(block, sizeof block);
    return PSA_SUCCESS;
}

/* Fills the last block of what has been authenticated, of `size` bytes, up with zeros. */
static void pad(struct chachapoly *state, uint64_t size)
{
    static const uint8_t zeros[16];

    (void)mbedtls_poly1305_update(&state->mac, zeros, (size_t)(0 - size) % sizeof zeros);
}

psa_status_t crypto_mbedtls_chachapoly_update_ad(struct crypto_aead *aead, const uint8_t *ad,
                                                 size_t size)
{
    struct chachapoly *state = state_of(aead);

    state->ad_size += size;
    (void)mbedtls_poly1305_update(&state->mac, ad, size);
    return PSA_SUCCESS;
}

psa_status_t crypto_mbedtls_chachapoly_update(struct crypto_aead *aead, const uint8_t *input,
                                              uint8_t *output, size_t size)
{
    struct chachapoly *state = state_of(aead);

    if (size > DATA_MAX - state->data_size)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (state->data_size == 0 && size > 0)
        pad(state, state->ad_size);
    state->data_size += size;
    if (!state->head.encrypt)
        (void)mbedtls_poly1305_update(&state->mac, input, size);
    (void)mbedtls_chacha20_update(&state->cipher, size, input, output);
    if (state->head.encrypt)
        (void)mbedtls_poly1305_update(&state->mac, output, size);
    return PSA_SUCCESS;
}

psa_status_t crypto_mbedtls_chachapoly_finish(struct crypto_aead *aead, uint8_t *tag)
{
    struct chachapoly *state = state_of(aead);
    uint8_t sizes[16];

    pad(state, state->data_size > 0 ? state->data_size : state->ad_size);
    lib_put_le64(sizes, state->ad_size);
    lib_put_le64(sizes + 8, state->data_size);
    (void)mbedtls_poly1305_update(&state->mac, sizes, sizeof sizes);
    (void)mbedtls_poly1305_finish(&state->mac, tag);
    return PSA_SUCCESS;
}
