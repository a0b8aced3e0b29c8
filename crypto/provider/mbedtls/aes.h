/* SPDX-License-Identifier: Apache-2.0 */
/** AES, block by block. */
#ifndef CRYPTO_MBEDTLS_AES_H
#define CRYPTO_MBEDTLS_AES_H

#include "crypto/provider/mbedtls/provider.h"

#include <string.h>

#define AES_BLOCK 16u

/** A key, made ready for both directions. */
struct aes {
    uint32_t key[60]; /**< words of the round keys */
    uint8_t rounds;
};

/** A key of 16, 24 or 32 bytes. */
void crypto_aes_set_key(struct aes *aes, const uint8_t *key, size_t size);

/** A block each; `output` may be `input`. */
void crypto_aes_encrypt(const struct aes *aes, const uint8_t *input, uint8_t *output);
void crypto_aes_decrypt(const struct aes *aes, const uint8_t *input, uint8_t *output);

#endif
