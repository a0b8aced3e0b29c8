/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AES-CCM as NIST SP 800-38C describes it (formatting: its appendix A), in pieces of any size.
 *
 * Mbed TLS's module does the same through a layer for several block ciphers, in three times the
 * flash; what is hard to get right here is little, and test/unit/crypto_ccm_test.c holds it against
 * OpenSSL's. Names in comments are those of the standard.
 */
#include "crypto/provider/mbedtls/aead.h"
#include "crypto/provider/mbedtls/aes.h"
#include "lib/bytes.h"

struct ccm {
    struct aead_head head;      /* its `fill` counts what of the present block is in */
    uint8_t mac[AES_BLOCK];     /* Y: the CBC-MAC so far; input is added to it byte by byte */
    uint8_t counter[AES_BLOCK]; /* Ctr */
    uint8_t stream[AES_BLOCK];  /* S: the encrypted counter */
    size_t ad_left;             /* of what was announced */
    struct aes aes;             /* last, so that what is used more often has small offsets */
};

static struct ccm *state_of(struct crypto_aead *aead)
{
    _Static_assert(sizeof(struct ccm) <= sizeof *aead, "the state is too small");
    return (struct ccm *)(void *)aead;
}

static void close_block(struct ccm *ccm)
{
    crypto_aes_encrypt(&ccm->aes, ccm->mac, ccm->mac);
    ccm->head.fill = 0;
}

static void absorb_byte(struct ccm *ccm, uint8_t byte)
{
    ccm->mac[ccm->head.fill++] ^= byte;
    if (ccm->head.fill == AES_BLOCK)
        close_block(ccm);
}

static void absorb(struct ccm *ccm, const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        absorb_byte(ccm, data[i]);
}

/* A block begun is padded with zeros, which adds nothing. */
static void pad(struct ccm *ccm)
{
    if (ccm->head.fill > 0)
        close_block(ccm);
}

/* A.2.2: the additional data is preceded by its length. */
static void absorb_ad_size(struct ccm *ccm, size_t size)
{
    uint8_t long_form[6] = {0xff, 0xfe};

    lib_put_be32(long_form + 2, (uint32_t)size);
    if (size >= 0xff00)
        absorb(ccm, long_form, 6);
    else if (size > 0)
        absorb(ccm, long_form + 4, 2);
}

psa_status_t crypto_mbedtls_ccm_begin(struct crypto_aead *aead, const struct crypto_key *key,
                                      psa_algorithm_t algorithm, bool encrypt)
{
    struct ccm *ccm = state_of(aead);
    size_t tag_size = PSA_ALG_AEAD_GET_TAG_LENGTH(algorithm);

    if (PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(algorithm) != PSA_ALG_CCM)
        return PSA_ERROR_NOT_SUPPORTED;
    if (tag_size < 4 || tag_size > 16 || tag_size % 2 != 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    memset(ccm, 0, offsetof(struct ccm, aes));
    crypto_aes_set_key(&ccm->aes, key->data, key->size);
    ccm->head.encrypt = encrypt;
    ccm->head.tag_size = (uint8_t)tag_size;
    return PSA_SUCCESS;
}

psa_status_t crypto_mbedtls_ccm_start(struct crypto_aead *aead, const uint8_t *nonce,
                                      size_t nonce_size, size_t ad_size, size_t data_size)
{
    struct ccm *ccm = state_of(aead);
    size_t q = AES_BLOCK - 1 - nonce_size; /* bytes of the length, and of the counter */

    if (data_size == CRYPTO_SIZE_UNKNOWN)
        return PSA_ERROR_BAD_STATE;
    if (nonce_size < 7 || nonce_size > 13)
        return PSA_ERROR_INVALID_ARGUMENT;
    ccm->ad_left = ad_size;
    ccm->counter[0] = (uint8_t)(q - 1);
    memcpy(ccm->counter + 1, nonce, nonce_size);
    /* B0 is the counter block 0 with more flags, and the length for the counter. */
    ccm->mac[0] = (uint8_t)((ad_size > 0) << 6 | (ccm->head.tag_size - 2) << 2 | (q - 1));
    memcpy(ccm->mac + 1, nonce, nonce_size);
    for (size_t i = AES_BLOCK; i > AES_BLOCK - q; data_size >>= 8)
        ccm->mac[--i] = (uint8_t)data_size;
    if (data_size > 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    close_block(ccm);
    absorb_ad_size(ccm, ad_size);
    return PSA_SUCCESS;
}

psa_status_t crypto_mbedtls_ccm_update_ad(struct crypto_aead *aead, const uint8_t *ad, size_t size)
{
    struct ccm *ccm = state_of(aead);

    absorb(ccm, ad, size);
    ccm->ad_left -= size;
    if (ccm->ad_left == 0)
        pad(ccm);
    return PSA_SUCCESS;
}

psa_status_t crypto_mbedtls_ccm_update(struct crypto_aead *aead, const uint8_t *input,
                                       uint8_t *output, size_t size)
{
    struct ccm *ccm = state_of(aead);

    for (size_t i = 0; i < size; i++) {
        uint8_t plain = input[i];

        if (ccm->head.fill == 0) {
            /* The length that q bytes can say bounds the counter too: it never runs into N. */
            for (size_t k = AES_BLOCK; ++ccm->counter[--k] == 0;)
                ;
            crypto_aes_encrypt(&ccm->aes, ccm->counter, ccm->stream);
        }
        output[i] = plain ^ ccm->stream[ccm->head.fill];
        if (!ccm->head.encrypt)
            plain = output[i];
        absorb_byte(ccm, plain);
    }
    return PSA_SUCCESS;
}

psa_status_t crypto_mbedtls_ccm_finish(struct crypto_aead *aead, uint8_t *tag)
{
    struct ccm *ccm = state_of(aead);
    size_t q = ccm->counter[0] + 1u;

    pad(ccm);
    memset(ccm->counter + AES_BLOCK - q, 0, q);
    crypto_aes_encrypt(&ccm->aes, ccm->counter, ccm->stream);
    for (size_t i = 0; i < ccm->head.tag_size; i++)
        tag[i] = ccm->mac[i] ^ ccm->stream[i];
    return PSA_SUCCESS;
}

/* All that stands before the key schedule. */
void crypto_mbedtls_aead_swap(struct crypto_aead *aead, struct crypto_aead_turn *turn)
{
    uint8_t *a = (uint8_t *)aead;
    uint8_t *b = (uint8_t *)turn;

    _Static_assert(offsetof(struct ccm, aes) <= sizeof *turn, "the turn is too small");
    for (size_t i = 0; i < offsetof(struct ccm, aes); i++) {
        uint8_t byte = a[i];

        a[i] = b[i];
        b[i] = byte;
    }
}
