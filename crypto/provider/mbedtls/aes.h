/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Mbed TLS's AES, as the modes here use it. It looks up tables in flash by key and data, so on a
 * part with a data cache before its flash its timing tells of them: CAVEATS.md.
 */
#ifndef CRYPTO_MBEDTLS_AES_H
#define CRYPTO_MBEDTLS_AES_H

#include "crypto/provider/mbedtls/provider.h"

#include <mbedtls/aes.h>

#include <string.h>

#define AES_BLOCK 16u

static inline void aes_set_key(mbedtls_aes_context *aes, const struct crypto_material *key)
{
    mbedtls_aes_init(aes);
    /* Fails for no size that the front end lets a key have. */
    (void)mbedtls_aes_setkey_enc(aes, key->data, (unsigned)key->size * 8);
}

/** `output` may be `input`. Not through mbedtls_aes_crypt_ecb(), which takes in decryption, 2.4 KB
 * with its tables, for whoever only encrypts. */
static inline void aes_encrypt(mbedtls_aes_context *aes, const uint8_t *input, uint8_t *output)
{
    (void)mbedtls_internal_aes_encrypt(aes, input, output);
}

#endif
