/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Encryption with RSA: PKCS#1 v1.5 and OAEP (RFC 8017, 7), and none around the number, for the
 * TPM. What is decrypted is looked at by masks, all of it whatever is in it; one branch at the end
 * tells whether the padding is right, as the status does.
 */
#include "crypto/provider/mbedtls/rsa.h"

#include "crypto/hash.h"
#include "lib/wipe.h"

#include <string.h>

static bool is_oaep(psa_algorithm_t algorithm)
{
    return CONFIG_CRYPTO_RSA_OAEP && PSA_ALG_IS_RSA_OAEP(algorithm);
}

static bool is_pkcs1(psa_algorithm_t algorithm)
{
    return CONFIG_CRYPTO_RSA_PKCS1 && algorithm == PSA_ALG_RSA_PKCS1V15_CRYPT;
}

/* All bits set if x is 0, none otherwise; x is below 2^31. */
static uint32_t is_zero(uint32_t x)
{
    return 0u - ((x - 1) >> 31);
}

/* 7.2.1: 0, 2, at least eight random bytes other than 0, 0, and the message. */
static psa_status_t pad_pkcs1(const uint8_t *input, size_t size, uint8_t *message,
                              size_t message_size)
{
    size_t end = message_size - size - 1;
    psa_status_t status = PSA_SUCCESS;

    if (size > message_size - 11)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (size > 0)
        memcpy(message + end + 1, input, size);
    message[0] = 0;
    message[1] = 2;
    message[end] = 0;
    for (size_t i = 2; i < end && status == PSA_SUCCESS; i++) {
        message[i] = 0;
        while (status == PSA_SUCCESS && message[i] == 0)
            status = crypto_mbedtls_random(message + i, 1);
    }
    return status;
}

/* What OAEP has in its message: 0, the seed, and a block of the label's hash, zeros, 1, and the
 * message proper; seed and block masked by each other. */
struct oaep {
    psa_algorithm_t hash;
    size_t hash_size, block_size;
    uint8_t *seed, *block;
};

static struct oaep oaep_of(psa_algorithm_t algorithm, uint8_t *message, size_t size)
{
    struct oaep oaep = {.hash = PSA_ALG_GET_HASH(algorithm), .seed = message + 1};

    oaep.hash_size = crypto_hash_size(oaep.hash);
    oaep.block_size = size - 1 - oaep.hash_size;
    oaep.block = oaep.seed + oaep.hash_size;
    return oaep;
}

static psa_status_t pad_oaep(psa_algorithm_t algorithm, const struct rsa_piece *label,
                             const uint8_t *input, size_t size, uint8_t *message,
                             size_t message_size)
{
    struct oaep oaep = oaep_of(algorithm, message, message_size);
    psa_status_t status;

    if (2 * oaep.hash_size + 2 > message_size || size > message_size - 2 * oaep.hash_size - 2)
        return PSA_ERROR_INVALID_ARGUMENT;
    memset(message, 0, message_size);
    status = crypto_rsa_hash(oaep.hash, label, 1, oaep.block);
    oaep.block[oaep.block_size - size - 1] = 1;
    if (size > 0)
        memcpy(oaep.block + oaep.block_size - size, input, size);
    if (status == PSA_SUCCESS)
        status = crypto_mbedtls_random(oaep.seed, oaep.hash_size);
    if (status == PSA_SUCCESS)
        status = crypto_rsa_mask(oaep.hash, oaep.seed, oaep.hash_size, oaep.block, oaep.block_size);
    if (status == PSA_SUCCESS)
        status = crypto_rsa_mask(oaep.hash, oaep.block, oaep.block_size, oaep.seed, oaep.hash_size);
    return status;
}

psa_status_t crypto_mbedtls_rsa_encrypt(const struct crypto_key *material,
                                        psa_algorithm_t algorithm, const uint8_t *input,
                                        size_t size, const uint8_t *label, size_t label_size,
                                        uint8_t *output)
{
    struct rsa_key key;
    struct rsa_piece labels = {label, label_size};
    psa_status_t status = crypto_rsa_key_parse(material, &key);
    size_t message_size;

    if (status != PSA_SUCCESS)
        return status;
    message_size = key.number[RSA_N].size;
    if (algorithm == CRYPTO_ALG_RSA_RAW) {
        if (size != message_size)
            return PSA_ERROR_INVALID_ARGUMENT;
        memcpy(output, input, size);
    } else if (is_oaep(algorithm)) {
        status = pad_oaep(algorithm, &labels, input, size, output, message_size);
    } else if (is_pkcs1(algorithm)) {
        status = pad_pkcs1(input, size, output, message_size);
    } else {
        status = PSA_ERROR_NOT_SUPPORTED;
    }
    return status == PSA_SUCCESS ? crypto_rsa_public_operation(&key, output, output) : status;
}

/* Where the message begins, and in `*bad` bits if the padding is wrong. */
static size_t unpad_pkcs1(const uint8_t *message, size_t size, uint32_t *bad)
{
    uint32_t seen = 0; /* all bits, once the 0 behind the random bytes was there */
    size_t start = 2;

    *bad = message[0] | (message[1] ^ 2u);
    for (size_t i = 2; i < size; i++) {
        seen |= is_zero(message[i]);
        start += ~seen & 1;
    }
    *bad |= ~seen;
    *bad |= (uint32_t)(start - 10) >> 31; /* eight of them at least */
    return start + 1;
}

static psa_status_t unpad_oaep(psa_algorithm_t algorithm, const struct rsa_piece *label,
                               uint8_t *message, size_t size, uint32_t *bad, size_t *start)
{
    struct oaep oaep = oaep_of(algorithm, message, size);
    uint8_t expected[CRYPTO_HASH_MAX];
    uint32_t seen = 0; /* all bits, once there was something else than 0 */
    psa_status_t status;

    if (2 * oaep.hash_size + 2 > size)
        return PSA_ERROR_INVALID_ARGUMENT;
    status = crypto_rsa_hash(oaep.hash, label, 1, expected);
    if (status == PSA_SUCCESS)
        status = crypto_rsa_mask(oaep.hash, oaep.block, oaep.block_size, oaep.seed, oaep.hash_size);
    if (status == PSA_SUCCESS)
        status = crypto_rsa_mask(oaep.hash, oaep.seed, oaep.hash_size, oaep.block, oaep.block_size);
    *bad = message[0];
    for (size_t i = 0; i < oaep.hash_size; i++)
        *bad |= oaep.block[i] ^ expected[i];
    *start = 1 + 2 * oaep.hash_size;
    for (size_t i = oaep.hash_size; i < oaep.block_size; i++) {
        uint32_t first = ~seen & ~is_zero(oaep.block[i]);

        *bad |= first & (oaep.block[i] ^ 1u);
        seen |= first;
        *start += ~seen & 1;
    }
    *bad |= ~seen;
    *start += 1;
    return status;
}

psa_status_t crypto_mbedtls_rsa_decrypt(const struct crypto_key *material,
                                        psa_algorithm_t algorithm, const uint8_t *input,
                                        const uint8_t *label, size_t label_size, uint8_t *output,
                                        size_t *length)
{
    struct rsa_key key;
    struct rsa_piece labels = {label, label_size};
    psa_status_t status = crypto_rsa_key_parse(material, &key);
    size_t size = 0, start = 0;
    uint32_t bad = 0;

    *length = 0;
    if (status != PSA_SUCCESS)
        return status;
    if (algorithm != CRYPTO_ALG_RSA_RAW && !is_oaep(algorithm) && !is_pkcs1(algorithm))
        return PSA_ERROR_NOT_SUPPORTED;
    size = key.number[RSA_N].size;
    status = crypto_rsa_private_operation(&key, input, output);
    if (status == PSA_SUCCESS && is_oaep(algorithm))
        status = unpad_oaep(algorithm, &labels, output, size, &bad, &start);
    if (status == PSA_SUCCESS && is_pkcs1(algorithm))
        start = unpad_pkcs1(output, size, &bad);
    if (status == PSA_SUCCESS && bad != 0)
        status = PSA_ERROR_INVALID_PADDING;
    if (status == PSA_SUCCESS) {
        *length = size - start;
        memmove(output, output + start, *length);
    }
    return status;
}
