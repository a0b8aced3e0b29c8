/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The primitives of boot/ by OpenSSL, so that `kedge image verify` is the device's own parser and
 * decision with somebody else's arithmetic beneath.
 */
#include "boot/image.h"

#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string.h>

bool boot_sha256(const void *data, size_t size, uint8_t digest[BOOT_SHA256_SIZE])
{
    return EVP_Digest(data, size, digest, NULL, EVP_sha256(), NULL) == 1;
}

static EVP_PKEY *public_key(const uint8_t point[BOOT_P256_POINT_SIZE])
{
    uint8_t der[BOOT_PUBLIC_KEY_SIZE];
    const unsigned char *p = der;

    memcpy(der, boot_public_key_head, BOOT_PUBLIC_KEY_HEAD_SIZE);
    memcpy(der + BOOT_PUBLIC_KEY_HEAD_SIZE, point, BOOT_P256_POINT_SIZE);
    return d2i_PUBKEY(NULL, &p, sizeof der);
}

/* OpenSSL wants the signature as DER again. */
static size_t encode(const uint8_t raw[BOOT_P256_SIGNATURE_SIZE], unsigned char **der)
{
    ECDSA_SIG *signature = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(raw, BOOT_P256_SIGNATURE_SIZE / 2, NULL);
    BIGNUM *s = BN_bin2bn(raw + BOOT_P256_SIGNATURE_SIZE / 2, BOOT_P256_SIGNATURE_SIZE / 2, NULL);
    int size = 0;

    *der = NULL;
    if (signature != NULL && r != NULL && s != NULL && ECDSA_SIG_set0(signature, r, s) == 1) {
        size = i2d_ECDSA_SIG(signature, der);
    } else {
        BN_free(r);
        BN_free(s);
    }
    ECDSA_SIG_free(signature);
    return size > 0 ? (size_t)size : 0;
}

boot_hard_t boot_p256_verify(const uint8_t point[BOOT_P256_POINT_SIZE],
                             const uint8_t digest[BOOT_SHA256_SIZE],
                             const uint8_t signature[BOOT_P256_SIGNATURE_SIZE])
{
    EVP_PKEY *key = public_key(point);
    EVP_PKEY_CTX *context = key != NULL ? EVP_PKEY_CTX_new(key, NULL) : NULL;
    unsigned char *der;
    size_t der_size = encode(signature, &der);
    boot_hard_t result = {BOOT_HARD_FALSE};

    if (context != NULL && der_size > 0 && EVP_PKEY_verify_init(context) == 1 &&
        EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1 &&
        EVP_PKEY_verify(context, der, der_size, digest, BOOT_SHA256_SIZE) == 1)
        result.value = BOOT_HARD_TRUE;
    OPENSSL_free(der);
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(key);
    return result;
}
