/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/provider/openssl/fetch.h"

#include <openssl/err.h>
#include <openssl/rand.h>
#include <stdio.h>

/* More than OpenSSL's modes of 16-byte blocks would have to be divided by. */
#define PIECE_MAX ((size_t)1 << 30)

const EVP_CIPHER *openssl_fetch_cipher(enum openssl_mode mode, size_t key_size)
{
    static const char modes[][4] = {"ECB", "CBC", "CTR", "CFB", "OFB", "GCM"};
    static EVP_CIPHER *fetched[OPENSSL_MODE_COUNT][3];
    EVP_CIPHER **cipher = &fetched[mode][key_size / 8 - 2];
    char name[16];

    if (*cipher != NULL)
        return *cipher;
    if (mode == OPENSSL_CHACHA20_POLY1305) {
        *cipher = EVP_CIPHER_fetch(NULL, "ChaCha20-Poly1305", NULL);
        return *cipher;
    }
    (void)snprintf(name, sizeof name, "AES-%u-%s", (unsigned)key_size * 8, modes[mode]);
    *cipher = EVP_CIPHER_fetch(NULL, name, NULL);
    return *cipher;
}

const EVP_MD *openssl_fetch_digest(psa_algorithm_t hash)
{
    static const struct {
        psa_algorithm_t algorithm;
        const char *name;
    } digests[] = {
        {CONFIG_CRYPTO_SHA1 ? PSA_ALG_SHA_1 : 0, "SHA1"},
        {CONFIG_CRYPTO_SHA224 ? PSA_ALG_SHA_224 : 0, "SHA224"},
        {CONFIG_CRYPTO_SHA256 ? PSA_ALG_SHA_256 : 0, "SHA256"},
        {CONFIG_CRYPTO_SHA384 ? PSA_ALG_SHA_384 : 0, "SHA384"},
        {CONFIG_CRYPTO_SHA512 ? PSA_ALG_SHA_512 : 0, "SHA512"},
    };
    static EVP_MD *fetched[sizeof digests / sizeof digests[0]];

    for (size_t i = 0; i < sizeof digests / sizeof digests[0]; i++) {
        if (digests[i].algorithm != hash || hash == 0)
            continue;
        if (fetched[i] == NULL)
            fetched[i] = EVP_MD_fetch(NULL, digests[i].name, NULL);
        return fetched[i];
    }
    return NULL;
}

/* The queue of errors does not tell: whoever asked the generator puts an error of its own on it. */
psa_status_t openssl_failure_or(psa_status_t status)
{
    uint8_t byte;

    if (RAND_priv_bytes(&byte, sizeof byte) != 1)
        status = PSA_ERROR_INSUFFICIENT_ENTROPY;
    ERR_clear_error();
    return status;
}

psa_status_t openssl_failure(void)
{
    return openssl_failure_or(PSA_ERROR_INSUFFICIENT_MEMORY);
}

psa_status_t openssl_refusal(psa_status_t status)
{
    ERR_clear_error();
    return status;
}

bool openssl_cipher_pass(EVP_CIPHER_CTX *context, const uint8_t *input, size_t size,
                         uint8_t *output, size_t *length)
{
    while (size > 0) {
        size_t piece = size < PIECE_MAX ? size : PIECE_MAX;
        int written = 0;

        if (!EVP_CipherUpdate(context, output, &written, input, (int)piece))
            return false;
        if (length != NULL)
            *length += (size_t)written;
        if (output != NULL)
            output += written;
        input += piece;
        size -= piece;
    }
    return true;
}
