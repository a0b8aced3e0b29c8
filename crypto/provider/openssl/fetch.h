/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the files of this provider share: algorithms, fetched once, and what a failure means.
 */
#ifndef CRYPTO_OPENSSL_FETCH_H
#define CRYPTO_OPENSSL_FETCH_H

#include "crypto/provider.h"

#include <openssl/evp.h>

enum openssl_mode {
    OPENSSL_ECB,
    OPENSSL_CBC,
    OPENSSL_CTR,
    OPENSSL_CFB,
    OPENSSL_OFB,
    OPENSSL_GCM,
    OPENSSL_CHACHA20_POLY1305,
    OPENSSL_MODE_COUNT
};

/** A mode of AES with keys of 16, 24 or 32 bytes, or ChaCha20-Poly1305; null without memory. */
const EVP_CIPHER *openssl_fetch_cipher(enum openssl_mode mode, size_t key_size);

/** One of SHA-1 and SHA-2; null for another, or one that the profile leaves out. */
const EVP_MD *openssl_fetch_digest(psa_algorithm_t hash);

/**
 * What a failure means that the arguments cannot have caused: PSA_ERROR_INSUFFICIENT_ENTROPY if
 * OpenSSL's generator does not work, or else PSA_ERROR_INSUFFICIENT_MEMORY. Empties the queue of
 * errors.
 */
psa_status_t openssl_failure(void);

/** The same of a function that needs the generator and may also refuse its arguments, with
 * `status`. */
psa_status_t openssl_failure_or(psa_status_t status);

/** Empties the queue of errors, and passes a status on. */
psa_status_t openssl_refusal(psa_status_t status);

/** EVP_CipherUpdate() for sizes beyond an int. `output` may be null for additional data. What
 * comes out is counted in `*length`, which may be null. */
bool openssl_cipher_pass(EVP_CIPHER_CTX *context, const uint8_t *input, size_t size,
                         uint8_t *output, size_t *length);

#endif
