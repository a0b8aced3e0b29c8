/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AES-CMAC (NIST SP 800-38B, RFC 4493). Ours: Mbed TLS's module stands on its layer for all block
 * ciphers, 4.5 KB with it. Free of tables and of branches on secrets but for AES's own.
 */
#include "crypto/provider/mbedtls/aes.h"

struct cmac {
    uint8_t mac[AES_BLOCK]; /* the chained value; input is added to it byte by byte */
    uint8_t fill;           /* bytes of the last block that are in it */
    struct aes aes;
};

static struct cmac *state_of(struct crypto_cmac *cmac)
{
    _Static_assert(sizeof(struct cmac) <= sizeof *cmac, "the state is too small");
    return (struct cmac *)(void *)cmac;
}

psa_status_t crypto_mbedtls_cmac_begin(struct crypto_cmac *cmac, const struct crypto_key *key,
                                       psa_algorithm_t algorithm)
{
    struct cmac *state = state_of(cmac);

    (void)algorithm; /* there is only CMAC; the front end truncates */
    memset(state, 0, sizeof *state);
    crypto_aes_set_key(&state->aes, key->data, key->size);
    return PSA_SUCCESS;
}

/* The last block, which is treated otherwise, is the last one only if nothing follows: a full one
 * waits for that. */
psa_status_t crypto_mbedtls_cmac_update(struct crypto_cmac *cmac, const uint8_t *data, size_t size)
{
    struct cmac *state = state_of(cmac);

    for (size_t i = 0; i < size; i++) {
        if (state->fill == AES_BLOCK) {
            crypto_aes_encrypt(&state->aes, state->mac, state->mac);
            state->fill = 0;
        }
        state->mac[state->fill++] ^= data[i];
    }
    return PSA_SUCCESS;
}

/* Multiplies by x in GF(2^128). */
static void multiply(uint8_t block[AES_BLOCK])
{
    unsigned carry = 0;

    for (size_t i = AES_BLOCK; i-- > 0;) {
        carry |= (unsigned)block[i] << 1;
        block[i] = (uint8_t)carry;
        carry >>= 8;
    }
    block[AES_BLOCK - 1] ^= (uint8_t)(0x87 & (0u - carry));
}

psa_status_t crypto_mbedtls_cmac_finish(struct crypto_cmac *cmac, uint8_t *mac)
{
    struct cmac *state = state_of(cmac);
    uint8_t subkey[AES_BLOCK] = {0};

    crypto_aes_encrypt(&state->aes, subkey, subkey);
    multiply(subkey);
    if (state->fill < AES_BLOCK) {
        multiply(subkey);
        state->mac[state->fill] ^= 0x80;
    }
    for (size_t i = 0; i < AES_BLOCK; i++)
        subkey[i] ^= state->mac[i];
    crypto_aes_encrypt(&state->aes, subkey, mac);
    return PSA_SUCCESS;
}
