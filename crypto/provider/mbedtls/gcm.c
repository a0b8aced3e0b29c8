/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AES-GCM (NIST SP 800-38D), in pieces of any size.
 *
 * Products in GF(2^128) are made bit by bit with masks: no table, and no branch or address that
 * depends on key or data but AES's own. A table of the key's multiples, as Mbed TLS's module has
 * it, is looked up by secrets and takes 256 bytes of every state; that module also takes 2,288
 * bytes of flash and its layer for all block ciphers. Ours is at most half as fast.
 *
 * Names in comments are those of the standard. test/unit/crypto_provider_aead_test.c holds this
 * against OpenSSL's.
 */
#include "crypto/provider/mbedtls/aead.h"
#include "crypto/provider/mbedtls/aes.h"
#include "lib/bytes.h"

/* 2^39 - 256 bits, of which 32-bit counters never meet twice. */
#define DATA_MAX (((uint64_t)1 << 36) - 32)
/* 2^64 - 1 bits. */
#define AD_MAX (((uint64_t)1 << 61) - 1)

struct gcm {
    struct aead_head head;  /* `fill`: bytes of the present block that are in */
    uint32_t key[4];        /* H, the first bit on top of the first word */
    uint8_t mac[AES_BLOCK]; /* Y: input is added to it byte by byte */
    uint8_t counter[AES_BLOCK];
    uint8_t stream[AES_BLOCK];
    uint8_t mask[AES_BLOCK]; /* of the tag: the encrypted J0 */
    uint64_t ad_size, data_size;
    struct aes aes;
};

static struct gcm *state_of(struct crypto_aead *aead)
{
    _Static_assert(!CONFIG_CRYPTO_GCM || sizeof(struct gcm) <= sizeof *aead,
                   "the state is too small");
    return (struct gcm *)(void *)aead;
}

/* Y = Y * H (6.3): for each bit of Y, from the first, H times x to that power is added or not. */
static void close_block(struct gcm *gcm)
{
    uint32_t a = gcm->key[0], b = gcm->key[1], c = gcm->key[2], d = gcm->key[3];
    uint32_t product[4] = {0};

    for (unsigned i = 0; i < 4; i++) {
        uint32_t bits = lib_get_be32(gcm->mac + 4 * i);

        for (unsigned k = 0; k < 32; k++, bits <<= 1) {
            uint32_t add = 0u - (bits >> 31);
            uint32_t reduce = 0u - (d & 1);

            product[0] ^= a & add;
            product[1] ^= b & add;
            product[2] ^= c & add;
            product[3] ^= d & add;
            d = d >> 1 | c << 31;
            c = c >> 1 | b << 31;
            b = b >> 1 | a << 31;
            a = a >> 1 ^ (reduce & 0xe1000000);
        }
    }
    for (unsigned i = 0; i < 4; i++)
        lib_put_be32(gcm->mac + 4 * i, product[i]);
    gcm->head.fill = 0;
}

static void absorb(struct gcm *gcm, const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        gcm->mac[gcm->head.fill++] ^= data[i];
        if (gcm->head.fill == AES_BLOCK)
            close_block(gcm);
    }
}

/* A block begun is padded with zeros, which adds nothing. */
static void pad(struct gcm *gcm)
{
    if (gcm->head.fill > 0)
        close_block(gcm);
}

/* The block of two lengths in bits, which ends what is hashed. */
static void absorb_sizes(struct gcm *gcm, uint64_t first, uint64_t second)
{
    uint8_t block[AES_BLOCK];

    lib_put_be32(block, (uint32_t)(first >> 29));
    lib_put_be32(block + 4, (uint32_t)(first << 3));
    lib_put_be32(block + 8, (uint32_t)(second >> 29));
    lib_put_be32(block + 12, (uint32_t)(second << 3));
    absorb(gcm, block, sizeof block);
}

psa_status_t crypto_mbedtls_gcm_begin(struct crypto_aead *aead, const struct crypto_key *key,
                                      psa_algorithm_t algorithm, bool encrypt)
{
    struct gcm *gcm = state_of(aead);
    size_t tag_size = PSA_ALG_AEAD_GET_TAG_LENGTH(algorithm);
    uint8_t block[AES_BLOCK] = {0};

    if (tag_size > 16 || (tag_size < 12 && tag_size != 4 && tag_size != 8))
        return PSA_ERROR_INVALID_ARGUMENT;
    memset(gcm, 0, sizeof *gcm);
    gcm->head = (struct aead_head){AEAD_GCM, (uint8_t)tag_size, 0, encrypt};
    crypto_aes_set_key(&gcm->aes, key->data, key->size);
    crypto_aes_encrypt(&gcm->aes, block, block);
    for (unsigned i = 0; i < 4; i++)
        gcm->key[i] = lib_get_be32(block + 4 * i);
    return PSA_SUCCESS;
}

/* The counter is the last 32 bits alone (6.2). */
static void next_stream(struct gcm *gcm)
{
    uint8_t *counter = gcm->counter + AES_BLOCK - 4;

    lib_put_be32(counter, lib_get_be32(counter) + 1);
    crypto_aes_encrypt(&gcm->aes, gcm->counter, gcm->stream);
}

psa_status_t crypto_mbedtls_gcm_start(struct crypto_aead *aead, const uint8_t *nonce,
                                      size_t nonce_size, size_t ad_size, size_t data_size)
{
    struct gcm *gcm = state_of(aead);

    (void)ad_size; /* pieces are counted as they come */
    (void)data_size;
    if (nonce_size == 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (nonce_size == 12) {
        memcpy(gcm->counter, nonce, 12);
        gcm->counter[AES_BLOCK - 1] = 1;
    } else {
        absorb(gcm, nonce, nonce_size);
        pad(gcm);
        absorb_sizes(gcm, 0, nonce_size);
        memcpy(gcm->counter, gcm->mac, AES_BLOCK);
        memset(gcm->mac, 0, AES_BLOCK);
    }
    crypto_aes_encrypt(&gcm->aes, gcm->counter, gcm->mask);
    return PSA_SUCCESS;
}

psa_status_t crypto_mbedtls_gcm_update_ad(struct crypto_aead *aead, const uint8_t *ad, size_t size)
{
    struct gcm *gcm = state_of(aead);

    gcm->ad_size += size;
    if (gcm->ad_size > AD_MAX)
        return PSA_ERROR_INVALID_ARGUMENT;
    absorb(gcm, ad, size);
    return PSA_SUCCESS;
}

psa_status_t crypto_mbedtls_gcm_update(struct crypto_aead *aead, const uint8_t *input,
                                       uint8_t *output, size_t size)
{
    struct gcm *gcm = state_of(aead);

    if (gcm->data_size == 0)
        pad(gcm);
    gcm->data_size += size;
    if (gcm->data_size > DATA_MAX)
        return PSA_ERROR_INVALID_ARGUMENT;
    for (size_t i = 0; i < size; i++) {
        uint8_t byte = input[i];

        if (gcm->head.fill == 0)
            next_stream(gcm);
        output[i] = byte ^ gcm->stream[gcm->head.fill];
        if (gcm->head.encrypt)
            byte = output[i];
        absorb(gcm, &byte, 1);
    }
    return PSA_SUCCESS;
}

psa_status_t crypto_mbedtls_gcm_finish(struct crypto_aead *aead, uint8_t *tag)
{
    struct gcm *gcm = state_of(aead);

    pad(gcm);
    absorb_sizes(gcm, gcm->ad_size, gcm->data_size);
    for (size_t i = 0; i < gcm->head.tag_size; i++)
        tag[i] = gcm->mac[i] ^ gcm->mask[i];
    return PSA_SUCCESS;
}
