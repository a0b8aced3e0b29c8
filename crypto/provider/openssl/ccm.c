/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AES-CCM (NIST SP 800-38C; formatting: its appendix A) from EVP's CBC and CTR.
 *
 * EVP has CCM, but takes all of the data in one call, and does not tell the tag of what it
 * decrypts. Names in comments are those of the standard.
 *
 * A state holds the key and a position, and nothing on the heap: so two operations can take turns
 * in one (crypto_openssl_aead_swap()). The two contexts with the expanded key are shared by all
 * states; whoever comes with another key than the last puts his own in. A finish or abort takes the
 * key out again.
 */
#include "crypto/provider/openssl/aead.h"
#include "crypto/provider/openssl/fetch.h"
#include "crypto/provider/openssl/provider.h"
#include "lib/wipe.h"

#include <string.h>

#define BLOCK   CRYPTO_CIPHER_BLOCK
#define SCRATCH (32 * BLOCK)

struct ccm {
    struct openssl_aead_head head;
    uint8_t fill;           /* bytes of the present block that are in */
    uint8_t mac[BLOCK];     /* Y: the CBC-MAC so far; a block begun is added to it byte by byte */
    uint8_t counter[BLOCK]; /* Ctr0 */
    size_t ad_left;         /* of what was announced */
    size_t done;            /* bytes of data */
    uint8_t key_size;       /* from here on not exchanged */
    uint8_t key[32];
};

static struct {
    EVP_CIPHER_CTX *mac, *stream;
    uint8_t key[32];
    size_t key_size; /* 0: none */
} loaded;

static struct ccm *state_of(struct crypto_aead *aead)
{
    _Static_assert(sizeof(struct ccm) <= sizeof *aead, "the state is too small");
    return (struct ccm *)(void *)aead;
}

static void unload(void)
{
    if (loaded.mac != NULL)
        (void)EVP_CIPHER_CTX_reset(loaded.mac);
    if (loaded.stream != NULL)
        (void)EVP_CIPHER_CTX_reset(loaded.stream);
    lib_wipe(loaded.key, sizeof loaded.key);
    loaded.key_size = 0;
}

static bool load(const struct ccm *ccm)
{
    const EVP_CIPHER *cbc = openssl_fetch_cipher(OPENSSL_CBC, ccm->key_size);
    const EVP_CIPHER *ctr = openssl_fetch_cipher(OPENSSL_CTR, ccm->key_size);

    if (loaded.key_size == ccm->key_size && lib_equal_ct(loaded.key, ccm->key, ccm->key_size))
        return true;
    if (loaded.mac == NULL)
        loaded.mac = EVP_CIPHER_CTX_new();
    if (loaded.stream == NULL)
        loaded.stream = EVP_CIPHER_CTX_new();
    loaded.key_size = 0;
    if (cbc == NULL || ctr == NULL || loaded.mac == NULL || loaded.stream == NULL ||
        !EVP_EncryptInit_ex2(loaded.mac, cbc, ccm->key, NULL, NULL) ||
        !EVP_EncryptInit_ex2(loaded.stream, ctr, ccm->key, NULL, NULL))
        return false;
    (void)EVP_CIPHER_CTX_set_padding(loaded.mac, 0);
    memcpy(loaded.key, ccm->key, ccm->key_size);
    loaded.key_size = ccm->key_size;
    return true;
}

/* Whole blocks, with none begun. */
static bool absorb_blocks(struct ccm *ccm, const uint8_t *data, size_t size)
{
    uint8_t chain[SCRATCH];

    if (!EVP_EncryptInit_ex2(loaded.mac, NULL, NULL, ccm->mac, NULL))
        return false;
    while (size > 0) {
        size_t piece = size < SCRATCH ? size : SCRATCH;

        if (!openssl_cipher_pass(loaded.mac, data, piece, chain, NULL))
            return false;
        memcpy(ccm->mac, chain + piece - BLOCK, BLOCK);
        data += piece;
        size -= piece;
    }
    return true;
}

/* What is begun is padded with zeros: they add nothing. */
static bool close_block(struct ccm *ccm)
{
    static const uint8_t zeros[BLOCK];

    ccm->fill = 0;
    return absorb_blocks(ccm, zeros, BLOCK);
}

static bool absorb(struct ccm *ccm, const uint8_t *data, size_t size)
{
    bool good = true;
    size_t whole;

    while (good && size > 0) {
        whole = size - size % BLOCK;
        if (ccm->fill == 0 && whole > 0) {
            good = absorb_blocks(ccm, data, whole);
            data += whole;
            size -= whole;
            continue;
        }
        ccm->mac[ccm->fill++] ^= *data++;
        size--;
        if (ccm->fill == BLOCK)
            good = close_block(ccm);
    }
    return good;
}

/* A.2.2: the additional data is preceded by its length. */
static bool absorb_ad_size(struct ccm *ccm, size_t size)
{
    uint8_t form[10] = {0xff, 0xff};
    uint64_t rest = size;

    for (size_t i = sizeof form; i-- > 2; rest >>= 8)
        form[i] = (uint8_t)rest;
    if (size == 0)
        return true;
    if (size < 0xff00)
        return absorb(ccm, form + 8, 2);
    if (size > UINT32_MAX)
        return absorb(ccm, form, 10);
    form[4] = 0xff;
    form[5] = 0xfe;
    return absorb(ccm, form + 4, 2) && absorb(ccm, form + 6, 4);
}

/* Adds the key stream from `position` on, of the counter after Ctr0. */
static bool add_stream(const struct ccm *ccm, size_t block, size_t skip, const uint8_t *input,
                       uint8_t *output, size_t size)
{
    uint8_t counter[BLOCK], none[BLOCK] = {0};

    memcpy(counter, ccm->counter, BLOCK);
    for (size_t i = BLOCK; block > 0; block >>= 8)
        counter[--i] = (uint8_t)block; /* 0 in Ctr0 */
    return EVP_EncryptInit_ex2(loaded.stream, NULL, NULL, counter, NULL) &&
           openssl_cipher_pass(loaded.stream, none, skip, none, NULL) &&
           openssl_cipher_pass(loaded.stream, input, size, output, NULL);
}

psa_status_t openssl_ccm_begin(struct crypto_aead *aead, const struct crypto_key *key,
                               size_t tag_size, bool encrypt)
{
    struct ccm *ccm = state_of(aead);

    if (key->attributes.type != PSA_KEY_TYPE_AES)
        return PSA_ERROR_NOT_SUPPORTED;
    if (tag_size < 4 || tag_size > 16 || tag_size % 2 != 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    memset(ccm, 0, sizeof *ccm);
    ccm->head = (struct openssl_aead_head){OPENSSL_AEAD_CCM, (uint8_t)tag_size, encrypt};
    ccm->key_size = (uint8_t)key->size;
    memcpy(ccm->key, key->data, key->size);
    return PSA_SUCCESS;
}

psa_status_t openssl_ccm_start(struct crypto_aead *aead, const uint8_t *nonce, size_t nonce_size,
                               size_t ad_size, size_t data_size)
{
    struct ccm *ccm = state_of(aead);
    size_t q = BLOCK - 1 - nonce_size; /* bytes of the length, and of the counter */
    uint8_t block[BLOCK];

    if (data_size == CRYPTO_SIZE_UNKNOWN)
        return PSA_ERROR_BAD_STATE;
    if (nonce_size < 7 || nonce_size > 13)
        return PSA_ERROR_INVALID_ARGUMENT;
    ccm->ad_left = ad_size;
    ccm->counter[0] = (uint8_t)(q - 1);
    memcpy(ccm->counter + 1, nonce, nonce_size);
    /* B0 is the counter block 0 with more flags, and the length for the counter. */
    memcpy(block, ccm->counter, BLOCK);
    block[0] |= (uint8_t)((ad_size > 0) << 6 | (ccm->head.tag_size - 2) << 2);
    for (size_t i = BLOCK; i > BLOCK - q; data_size >>= 8)
        block[--i] = (uint8_t)data_size;
    if (data_size > 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (!load(ccm) || !absorb(ccm, block, BLOCK) || !absorb_ad_size(ccm, ad_size))
        return openssl_failure();
    return PSA_SUCCESS;
}

psa_status_t openssl_ccm_update_ad(struct crypto_aead *aead, const uint8_t *ad, size_t size)
{
    struct ccm *ccm = state_of(aead);
    bool good = load(ccm) && absorb(ccm, ad, size);

    ccm->ad_left -= size;
    if (good && ccm->ad_left == 0 && ccm->fill > 0)
        good = close_block(ccm);
    return good ? PSA_SUCCESS : openssl_failure();
}

psa_status_t openssl_ccm_update(struct crypto_aead *aead, const uint8_t *input, uint8_t *output,
                                size_t size)
{
    struct ccm *ccm = state_of(aead);
    bool good = load(ccm);

    /* The plaintext is authenticated, before or after it is where the ciphertext is or was. */
    if (good && ccm->head.encrypt)
        good = absorb(ccm, input, size);
    good = good && add_stream(ccm, 1 + ccm->done / BLOCK, ccm->done % BLOCK, input, output, size);
    if (good && !ccm->head.encrypt)
        good = absorb(ccm, output, size);
    ccm->done += size;
    return good ? PSA_SUCCESS : openssl_failure();
}

psa_status_t openssl_ccm_finish(struct crypto_aead *aead, uint8_t *tag)
{
    struct ccm *ccm = state_of(aead);
    bool good = load(ccm);

    if (good && ccm->fill > 0)
        good = close_block(ccm);
    good = good && add_stream(ccm, 0, 0, ccm->mac, tag, ccm->head.tag_size);
    unload();
    return good ? PSA_SUCCESS : openssl_failure();
}

void openssl_ccm_abort(struct crypto_aead *aead)
{
    (void)aead;
    unload();
}

void crypto_openssl_aead_swap(struct crypto_aead *aead, struct crypto_aead_turn *turn)
{
    struct crypto_aead_turn other;

    _Static_assert(offsetof(struct ccm, key_size) <= sizeof *turn, "the turn is too small");
    memcpy(&other, turn, offsetof(struct ccm, key_size));
    memcpy(turn, aead, offsetof(struct ccm, key_size));
    memcpy(aead, &other, offsetof(struct ccm, key_size));
}
