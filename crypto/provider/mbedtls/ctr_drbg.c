/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The random generator: CTR_DRBG of NIST SP 800-90A (10.2.1) with AES-128, without a derivation
 * function.
 *
 * Its state is 32 bytes and a count. The derivation function, which the standard wants where
 * entropy may be diluted, is left out because crypto_entropy_read() gives full entropy
 * (10.2.1.3.1); Mbed TLS's module cannot be built without it and takes 900 bytes of flash and 300
 * of RAM more. AES-128 gives 128 bits of strength, as much as P-256 can use.
 *
 * test/unit/crypto_drbg_test.c holds this against OpenSSL's generator, bit for bit.
 */
#include "crypto/provider/mbedtls/aes.h"
#include "crypto/random.h"
#include "lib/bytes.h"
#include "lib/wipe.h"

#define KEY_SIZE  16u
#define SEED_SIZE (KEY_SIZE + AES_BLOCK)

/* The standard allows 2^48; a source of entropy is at hand, so a state that somebody has learnt
 * should not be worth much. */
#define REQUESTS_PER_SEED 1024u

static struct {
    uint8_t key[KEY_SIZE];
    uint8_t counter[AES_BLOCK]; /* V of the standard, big-endian */
    uint32_t requests;          /* since the last seed; 0: not seeded yet */
} state;

/* One step of the counter, encrypted. The counter is secret, so how far a carry goes must not show:
 * it ends with the last 32 bits (ctr_len of 10.2.1), and a request takes 66 steps at most. */
static void next_block(struct aes *aes, uint8_t output[AES_BLOCK])
{
    uint8_t *low = state.counter + AES_BLOCK - 4;

    lib_put_be32(low, lib_get_be32(low) + 1);
    crypto_aes_encrypt(aes, state.counter, output);
}

/* CTR_DRBG_Update (10.2.1.2), with null for zeros. `aes` is left with the old key. */
static void update(struct aes *aes, const uint8_t *provided)
{
    uint8_t material[SEED_SIZE];

    next_block(aes, material);
    next_block(aes, material + KEY_SIZE);
    for (size_t i = 0; provided != NULL && i < SEED_SIZE; i++)
        material[i] ^= provided[i];
    memcpy(state.key, material, KEY_SIZE);
    memcpy(state.counter, material + KEY_SIZE, AES_BLOCK);
    lib_wipe(material, sizeof(material));
}

/* Instantiate and reseed (10.2.1.3.1, 10.2.1.4.1) are one: the first starts from zeros. */
static bool seed(struct aes *aes)
{
    uint8_t entropy[SEED_SIZE];
    bool good = crypto_entropy_read(entropy, sizeof(entropy));

    if (good) {
        update(aes, entropy);
        crypto_aes_set_key(aes, state.key, KEY_SIZE);
        state.requests = 0;
    }
    lib_wipe(entropy, sizeof(entropy));
    return good;
}

/* Generate (10.2.1.5.1). */
psa_status_t crypto_mbedtls_random(uint8_t *output, size_t size)
{
    struct {
        struct aes aes;
        uint8_t block[AES_BLOCK];
    } work;
    psa_status_t status = PSA_ERROR_INSUFFICIENT_ENTROPY;

    crypto_aes_set_key(&work.aes, state.key, KEY_SIZE);
    if ((state.requests > 0 && state.requests < REQUESTS_PER_SEED) || seed(&work.aes))
        status = PSA_SUCCESS;
    for (size_t done = 0; status == PSA_SUCCESS && done < size; done += AES_BLOCK) {
        next_block(&work.aes, work.block);
        memcpy(output + done, work.block, size - done < AES_BLOCK ? size - done : AES_BLOCK);
    }
    if (status == PSA_SUCCESS) {
        update(&work.aes, NULL);
        state.requests++;
    } else {
        lib_wipe(output, size);
    }
    lib_wipe(&work, sizeof work);
    return status;
}
