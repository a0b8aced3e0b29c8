/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures of RSA: PKCS#1 v1.5 and PSS (RFC 8017, 8 and 9). */
#include "crypto/provider/mbedtls/rsa.h"

#include "crypto/hash.h"
#include "lib/wipe.h"

#include <string.h>

/* Zeros before the hash in what PSS hashes. */
static const uint8_t zeros[8];

/* DigestInfo before a hash: SHA-2's, and SHA-1's, whose object identifier is shorter. */
static size_t put_digest_info(psa_algorithm_t hash, uint8_t *output)
{
    static const uint8_t sha2[19] = {0x30, 0x00, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                     0x65, 0x03, 0x04, 0x02, 0x00, 0x05, 0x00, 0x04, 0x00};
    static const uint8_t sha1[15] = {0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e,
                                     0x03, 0x02, 0x1a, 0x05, 0x00, 0x04, 0x14};
    /* The last arc, from SHA-224 on: 4, 1, 2, 3. */
    uint8_t arc =
        (hash & 0xff) == (PSA_ALG_SHA_224 & 0xff) ? 4 : (uint8_t)((hash - PSA_ALG_SHA_224) & 3);

    if (hash == PSA_ALG_SHA_1) {
        memcpy(output, sha1, sizeof sha1);
        return sizeof sha1;
    }
    memcpy(output, sha2, sizeof sha2);
    output[18] = (uint8_t)crypto_hash_size(hash);
    output[1] = (uint8_t)(17 + output[18]);
    output[14] = arc;
    return sizeof sha2;
}

static bool has_digest_info(psa_algorithm_t hash)
{
    return hash == PSA_ALG_SHA_1 || (hash >= PSA_ALG_SHA_224 && hash <= PSA_ALG_SHA_512);
}

/* 9.2: 0, 1, at least eight 0xff, 0, and then what is signed. */
static psa_status_t encode_pkcs1(psa_algorithm_t algorithm, const uint8_t *hash, size_t hash_size,
                                 uint8_t *message, size_t size)
{
    bool raw = algorithm == PSA_ALG_RSA_PKCS1V15_SIGN_RAW;
    uint8_t info[19];
    size_t info_size = 0;

    if (!raw && !has_digest_info(PSA_ALG_GET_HASH(algorithm)))
        return PSA_ERROR_NOT_SUPPORTED;
    if (!raw)
        info_size = put_digest_info(PSA_ALG_GET_HASH(algorithm), info);
    if (hash_size > size - 11 || info_size > size - 11 - hash_size)
        return PSA_ERROR_INVALID_ARGUMENT;
    memset(message, 0xff, size);
    message[0] = 0;
    message[1] = 1;
    message += size - hash_size - info_size;
    message[-1] = 0;
    memcpy(message, info, info_size);
    memcpy(message + info_size, hash, hash_size);
    return PSA_SUCCESS;
}

/* PSS (9.1), where the message is one bit shorter than its bytes: what masks the salt ends before
 * the hash, and its first bit is 0. */
struct pss {
    psa_algorithm_t hash;
    size_t hash_size, masked_size;
    uint8_t *message, *second; /* the hash over hash and salt */
};

static struct pss pss_of(psa_algorithm_t algorithm, uint8_t *message, size_t size)
{
    struct pss pss = {.hash = PSA_ALG_GET_HASH(algorithm), .message = message};

    pss.hash_size = crypto_hash_size(pss.hash);
    pss.masked_size = size - pss.hash_size - 1;
    pss.second = message + pss.masked_size;
    return pss;
}

/* As long as the hash, or as much as a short key has room for. */
static size_t salt_size(const struct pss *pss)
{
    return pss->hash_size < pss->masked_size ? pss->hash_size : pss->masked_size - 1;
}

static psa_status_t hash_salted(const struct pss *pss, const uint8_t *hash, const uint8_t *salt,
                                size_t size, uint8_t *digest)
{
    struct rsa_piece pieces[] = {{zeros, sizeof zeros}, {hash, pss->hash_size}, {salt, size}};

    return crypto_rsa_hash(pss->hash, pieces, 3, digest);
}

static psa_status_t encode_pss(psa_algorithm_t algorithm, const uint8_t *hash, uint8_t *message,
                               size_t size)
{
    struct pss pss = pss_of(algorithm, message, size);
    size_t length = salt_size(&pss);
    uint8_t *salt = pss.second - length;
    psa_status_t status = crypto_mbedtls_random(salt, length);

    memset(message, 0, pss.masked_size - length);
    salt[-1] = 1;
    message[size - 1] = 0xbc;
    if (status == PSA_SUCCESS)
        status = hash_salted(&pss, hash, salt, length, pss.second);
    if (status == PSA_SUCCESS)
        status = crypto_rsa_mask(pss.hash, pss.second, pss.hash_size, message, pss.masked_size);
    message[0] &= 0x7f;
    return status;
}

/* Nothing here is secret. */
static psa_status_t check_pss(psa_algorithm_t algorithm, const uint8_t *hash, uint8_t *message,
                              size_t size)
{
    struct pss pss = pss_of(algorithm, message, size);
    uint8_t digest[CRYPTO_HASH_MAX];
    size_t start = 0;
    psa_status_t status;

    if (message[size - 1] != 0xbc || (message[0] & 0x80) != 0)
        return PSA_ERROR_INVALID_SIGNATURE;
    status = crypto_rsa_mask(pss.hash, pss.second, pss.hash_size, message, pss.masked_size);
    message[0] &= 0x7f;
    while (start < pss.masked_size - 1 && message[start] == 0)
        start++;
    if (status == PSA_SUCCESS &&
        (message[start++] != 1 ||
         (!PSA_ALG_IS_RSA_PSS_ANY_SALT(algorithm) && pss.masked_size - start != salt_size(&pss))))
        return PSA_ERROR_INVALID_SIGNATURE;
    if (status == PSA_SUCCESS)
        status = hash_salted(&pss, hash, message + start, pss.masked_size - start, digest);
    if (status == PSA_SUCCESS && memcmp(digest, pss.second, pss.hash_size) != 0)
        status = PSA_ERROR_INVALID_SIGNATURE;
    return status;
}

static bool is_pss(psa_algorithm_t algorithm)
{
    return CONFIG_CRYPTO_RSA_PSS && PSA_ALG_IS_RSA_PSS(algorithm);
}

/* Is there such a padding, and does a message of the key's size have room for it? */
static psa_status_t check(psa_algorithm_t algorithm, size_t hash_size, size_t size)
{
    if (is_pss(algorithm))
        return hash_size != crypto_hash_size(algorithm) || hash_size + 2 > size
                   ? PSA_ERROR_INVALID_ARGUMENT
                   : PSA_SUCCESS;
    return CONFIG_CRYPTO_RSA_PKCS1 && PSA_ALG_IS_RSA_PKCS1V15_SIGN(algorithm)
               ? PSA_SUCCESS
               : PSA_ERROR_NOT_SUPPORTED;
}

psa_status_t crypto_mbedtls_rsa_sign(const struct crypto_key *material, psa_algorithm_t algorithm,
                                     const uint8_t *hash, size_t hash_size, uint8_t *signature)
{
    struct rsa_key key;
    psa_status_t status = crypto_rsa_key_parse(material, &key);
    size_t size;

    if (status != PSA_SUCCESS)
        return status;
    size = key.number[RSA_N].size;
    status = check(algorithm, hash_size, size);
    if (status == PSA_SUCCESS)
        status = is_pss(algorithm) ? encode_pss(algorithm, hash, signature, size)
                                   : encode_pkcs1(algorithm, hash, hash_size, signature, size);
    return status == PSA_SUCCESS ? crypto_rsa_private_operation(&key, signature, signature)
                                 : status;
}

psa_status_t crypto_mbedtls_rsa_verify(const struct crypto_key *material, psa_algorithm_t algorithm,
                                       const uint8_t *hash, size_t hash_size,
                                       const uint8_t *signature)
{
    struct rsa_key key;
    uint8_t message[RSA_SIZE_MAX], expected[RSA_SIZE_MAX];
    psa_status_t status = crypto_rsa_key_parse(material, &key);
    size_t size;

    if (status != PSA_SUCCESS)
        return status;
    size = key.number[RSA_N].size;
    status = check(algorithm, hash_size, size);
    if (status != PSA_SUCCESS)
        return status;
    if (crypto_rsa_public_operation(&key, signature, message) != PSA_SUCCESS)
        return PSA_ERROR_INVALID_SIGNATURE;
    if (is_pss(algorithm))
        return check_pss(algorithm, hash, message, size);
    /* Encoded anew, so that there is no decoder to deceive. */
    status = encode_pkcs1(algorithm, hash, hash_size, expected, size);
    if (status == PSA_SUCCESS && memcmp(message, expected, size) != 0)
        status = PSA_ERROR_INVALID_SIGNATURE;
    return status;
}
