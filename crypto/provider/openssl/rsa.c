/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures and encryption of RSA (RFC 8017), with OpenSSL's paddings. */
#define OPENSSL_SUPPRESS_DEPRECATED

#include "crypto/provider/openssl/rsa.h"

#include "crypto/hash.h"
#include "crypto/provider/openssl/fetch.h"
#include "crypto/provider/openssl/provider.h"
#include "lib/wipe.h"

#include <string.h>

/* What PKCS#1 v1.5 adds, and what DigestInfo adds to a hash, at most. */
#define PKCS1_OVERHEAD  11u
#define DIGEST_INFO_MAX 19u

static bool is_pss(psa_algorithm_t algorithm)
{
    return CONFIG_CRYPTO_RSA_PSS && PSA_ALG_IS_RSA_PSS(algorithm);
}

static bool is_raw(psa_algorithm_t algorithm)
{
    return algorithm == PSA_ALG_RSA_PKCS1V15_SIGN_RAW;
}

/* Is there such a padding, and does the modulus have room for the hash in it? */
static psa_status_t check(psa_algorithm_t algorithm, size_t hash_size, size_t size)
{
    size_t overhead = PKCS1_OVERHEAD + (is_raw(algorithm) ? 0 : DIGEST_INFO_MAX);

    if (is_pss(algorithm)) {
        if (openssl_fetch_digest(PSA_ALG_GET_HASH(algorithm)) == NULL)
            return PSA_ERROR_NOT_SUPPORTED;
        return hash_size != crypto_hash_size(algorithm) || hash_size + 2 > size
                   ? PSA_ERROR_INVALID_ARGUMENT
                   : PSA_SUCCESS;
    }
    if (!CONFIG_CRYPTO_RSA_PKCS1 || !PSA_ALG_IS_RSA_PKCS1V15_SIGN(algorithm) ||
        (!is_raw(algorithm) && openssl_fetch_digest(PSA_ALG_GET_HASH(algorithm)) == NULL))
        return PSA_ERROR_NOT_SUPPORTED;
    return hash_size > size - overhead ? PSA_ERROR_INVALID_ARGUMENT : PSA_SUCCESS;
}

/* As long as the hash, or as much as a short key has room for. */
static int salt_size(size_t hash_size, size_t size)
{
    return (int)(2 * hash_size + 2 <= size ? hash_size : size - hash_size - 2);
}

static psa_status_t sign_pss(RSA *rsa, psa_algorithm_t algorithm, const uint8_t *hash,
                             size_t hash_size, uint8_t *signature)
{
    const EVP_MD *digest = openssl_fetch_digest(PSA_ALG_GET_HASH(algorithm));
    uint8_t message[OPENSSL_RSA_SIZE_MAX];
    int size = RSA_size(rsa);

    return RSA_padding_add_PKCS1_PSS_mgf1(rsa, message, hash, digest, digest,
                                          salt_size(hash_size, (size_t)size)) &&
                   RSA_private_encrypt(size, message, signature, rsa, RSA_NO_PADDING) == size
               ? PSA_SUCCESS
               : openssl_failure();
}

static psa_status_t sign_pkcs1(RSA *rsa, psa_algorithm_t algorithm, const uint8_t *hash,
                               size_t hash_size, uint8_t *signature)
{
    unsigned int length;
    bool good;

    if (is_raw(algorithm))
        good = RSA_private_encrypt((int)hash_size, hash, signature, rsa, RSA_PKCS1_PADDING) > 0;
    else
        good = RSA_sign(EVP_MD_get_type(openssl_fetch_digest(PSA_ALG_GET_HASH(algorithm))), hash,
                        (unsigned)hash_size, signature, &length, rsa) == 1;
    return good ? PSA_SUCCESS : openssl_failure();
}

psa_status_t crypto_openssl_rsa_sign(const struct crypto_key *key, psa_algorithm_t algorithm,
                                     const uint8_t *hash, size_t hash_size, uint8_t *signature)
{
    RSA *rsa;
    psa_status_t status = openssl_rsa_load(key, &rsa);

    if (status != PSA_SUCCESS)
        return status;
    status = check(algorithm, hash_size, (size_t)RSA_size(rsa));
    if (status == PSA_SUCCESS)
        status =
            (is_pss(algorithm) ? sign_pss : sign_pkcs1)(rsa, algorithm, hash, hash_size, signature);
    RSA_free(rsa);
    return status;
}

static bool verify_pss(RSA *rsa, psa_algorithm_t algorithm, const uint8_t *hash, size_t hash_size,
                       const uint8_t *signature)
{
    const EVP_MD *digest = openssl_fetch_digest(PSA_ALG_GET_HASH(algorithm));
    uint8_t message[OPENSSL_RSA_SIZE_MAX];
    int size = RSA_size(rsa);
    int salt = PSA_ALG_IS_RSA_PSS_ANY_SALT(algorithm) ? RSA_PSS_SALTLEN_AUTO
                                                      : salt_size(hash_size, (size_t)size);

    return RSA_public_decrypt(size, signature, message, rsa, RSA_NO_PADDING) == size &&
           RSA_verify_PKCS1_PSS_mgf1(rsa, hash, digest, digest, message, salt) == 1;
}

static bool verify_pkcs1(RSA *rsa, psa_algorithm_t algorithm, const uint8_t *hash, size_t hash_size,
                         const uint8_t *signature)
{
    uint8_t message[OPENSSL_RSA_SIZE_MAX];
    int size = RSA_size(rsa);

    if (!is_raw(algorithm))
        return RSA_verify(EVP_MD_get_type(openssl_fetch_digest(PSA_ALG_GET_HASH(algorithm))), hash,
                          (unsigned)hash_size, signature, (unsigned)size, rsa) == 1;
    return RSA_public_decrypt(size, signature, message, rsa, RSA_PKCS1_PADDING) == (int)hash_size &&
           memcmp(message, hash, hash_size) == 0;
}

psa_status_t crypto_openssl_rsa_verify(const struct crypto_key *key, psa_algorithm_t algorithm,
                                       const uint8_t *hash, size_t hash_size,
                                       const uint8_t *signature)
{
    RSA *rsa;
    psa_status_t status = openssl_rsa_load(key, &rsa);

    if (status != PSA_SUCCESS)
        return status;
    status = check(algorithm, hash_size, (size_t)RSA_size(rsa));
    if (status == PSA_SUCCESS && !(is_pss(algorithm) ? verify_pss : verify_pkcs1)(
                                     rsa, algorithm, hash, hash_size, signature))
        status = openssl_refusal(PSA_ERROR_INVALID_SIGNATURE);
    RSA_free(rsa);
    return status;
}

static bool is_oaep(psa_algorithm_t algorithm)
{
    return CONFIG_CRYPTO_RSA_OAEP && PSA_ALG_IS_RSA_OAEP(algorithm);
}

static bool is_pkcs1(psa_algorithm_t algorithm)
{
    return CONFIG_CRYPTO_RSA_PKCS1 && algorithm == PSA_ALG_RSA_PKCS1V15_CRYPT;
}

/* Is there such a padding, and does the modulus have room for `input` bytes in it? What is
 * decrypted has been as long as the modulus: then it is not asked about more than 0 bytes. */
static psa_status_t check_crypt(psa_algorithm_t algorithm, size_t input, size_t size)
{
    size_t overhead = PKCS1_OVERHEAD;

    if (algorithm == CRYPTO_ALG_RSA_RAW)
        return input == 0 || input == size ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT;
    if (is_oaep(algorithm))
        overhead = 2 * crypto_hash_size(PSA_ALG_GET_HASH(algorithm)) + 2;
    if (is_oaep(algorithm) ? openssl_fetch_digest(PSA_ALG_GET_HASH(algorithm)) == NULL
                           : !is_pkcs1(algorithm))
        return PSA_ERROR_NOT_SUPPORTED;
    return overhead > size || input > size - overhead ? PSA_ERROR_INVALID_ARGUMENT : PSA_SUCCESS;
}

psa_status_t crypto_openssl_rsa_encrypt(const struct crypto_key *key, psa_algorithm_t algorithm,
                                        const uint8_t *input, size_t size, const uint8_t *label,
                                        size_t label_size, uint8_t *output)
{
    const EVP_MD *digest = openssl_fetch_digest(PSA_ALG_GET_HASH(algorithm));
    uint8_t message[OPENSSL_RSA_SIZE_MAX];
    RSA *rsa;
    psa_status_t status = openssl_rsa_load(key, &rsa);
    bool good = true;
    int length;

    if (status != PSA_SUCCESS)
        return status;
    length = RSA_size(rsa);
    status = algorithm == CRYPTO_ALG_RSA_RAW && size == 0
                 ? PSA_ERROR_INVALID_ARGUMENT
                 : check_crypt(algorithm, size, (size_t)length);
    if (status != PSA_SUCCESS) {
        RSA_free(rsa);
        return status;
    }
    if (is_oaep(algorithm))
        good = RSA_padding_add_PKCS1_OAEP_mgf1(message, length, input, (int)size, label,
                                               (int)label_size, digest, digest) == 1;
    else if (is_pkcs1(algorithm))
        good = RSA_padding_add_PKCS1_type_2(message, length, input, (int)size) == 1;
    else
        memcpy(message, input, size);
    if (!good)
        status = openssl_failure();
    /* This alone the input can cause: without padding, it may not be less than the modulus. */
    else if (RSA_public_encrypt(length, message, output, rsa, RSA_NO_PADDING) != length)
        status = openssl_refusal(PSA_ERROR_INVALID_ARGUMENT);
    lib_wipe(message, sizeof message);
    RSA_free(rsa);
    return status;
}

/* Takes the padding off; less than 0 if it is wrong, found out in constant time. */
static int unpad(psa_algorithm_t algorithm, const uint8_t *message, int size, const uint8_t *label,
                 size_t label_size, uint8_t *output)
{
    const EVP_MD *digest = openssl_fetch_digest(PSA_ALG_GET_HASH(algorithm));

    if (is_oaep(algorithm))
        return RSA_padding_check_PKCS1_OAEP_mgf1(output, size, message, size, size, label,
                                                 (int)label_size, digest, digest);
    if (is_pkcs1(algorithm))
        return RSA_padding_check_PKCS1_type_2(output, size, message, size, size);
    memcpy(output, message, (size_t)size);
    return size;
}

psa_status_t crypto_openssl_rsa_decrypt(const struct crypto_key *key, psa_algorithm_t algorithm,
                                        const uint8_t *input, const uint8_t *label,
                                        size_t label_size, uint8_t *output, size_t *length)
{
    uint8_t message[OPENSSL_RSA_SIZE_MAX];
    RSA *rsa;
    psa_status_t status = openssl_rsa_load(key, &rsa);
    int size, result;

    *length = 0;
    if (status != PSA_SUCCESS)
        return status;
    size = RSA_size(rsa);
    status = check_crypt(algorithm, 0, (size_t)size);
    if (status == PSA_SUCCESS &&
        RSA_private_decrypt(size, input, message, rsa, RSA_NO_PADDING) != size)
        status = openssl_failure_or(PSA_ERROR_INVALID_ARGUMENT);
    RSA_free(rsa);
    if (status == PSA_SUCCESS) {
        result = unpad(algorithm, message, size, label, label_size, output);
        if (result < 0)
            status = openssl_refusal(PSA_ERROR_INVALID_PADDING);
        else
            *length = (size_t)result;
    }
    lib_wipe(message, sizeof message);
    return status;
}
