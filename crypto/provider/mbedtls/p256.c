/* SPDX-License-Identifier: Apache-2.0 */
/*
 * P-256 by p256-m, which Mbed TLS brings: 3.2 KB, no heap, no table, no branch or address that
 * depends on a secret, given a multiplication to 64 bits in constant time.
 */
#include "crypto/provider/mbedtls/ecc.h"

#include "lib/wipe.h"

#include <p256-m.h>

#include <string.h>

/* Every failure here that is not the caller's is a lack of random values: those of signing that
 * p256-m reports so besides have a chance of 2^-128. */

#define SIZE 32u

static const uint8_t order[SIZE] = {
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51};

/* While a deterministic signature is made, where p256-m's random values come from: it has no
 * argument to pass this by. The service is one thread, and so is a library's caller. */
static struct deterministic *source;

/* What p256-m is compiled to call. It takes another value when one does not fit. */
psa_status_t crypto_mbedtls_p256_random(uint8_t *output, size_t size)
{
    if (CONFIG_CRYPTO_ECDSA_DETERMINISTIC && source != NULL)
        return crypto_deterministic_next(source, output, size);
    return crypto_mbedtls_random(output, size);
}

psa_status_t crypto_mbedtls_p256_check(const struct crypto_key *key)
{
    bool good;

    if (PSA_KEY_TYPE_IS_KEY_PAIR(key->attributes.type))
        good = p256_validate_privkey(key->data) == P256_SUCCESS;
    else
        good = key->data[0] == 4 && p256_validate_pubkey(key->data + 1) == P256_SUCCESS;
    return good ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT;
}

psa_status_t crypto_mbedtls_p256_public(const struct crypto_key *key, uint8_t *point)
{
    point[0] = 4;
    return p256_public_from_private(point + 1, key->data) == P256_SUCCESS
               ? PSA_SUCCESS
               : PSA_ERROR_INVALID_ARGUMENT;
}

/* The hash as a number less than the order (RFC 6979, 2.3.4): its first 256 bits, less the order
 * if that can be. */
static void number_of_hash(uint8_t number[SIZE], const uint8_t *hash, size_t size)
{
    uint8_t less[SIZE];
    unsigned borrow = 0;

    size = size < SIZE ? size : SIZE;
    memset(number, 0, SIZE);
    memcpy(number + SIZE - size, hash, size);
    for (size_t i = SIZE; i-- > 0;) {
        unsigned digit = number[i] - order[i] - borrow;

        less[i] = (uint8_t)digit;
        borrow = digit >> 31;
    }
    if (borrow == 0)
        memcpy(number, less, SIZE);
}

static psa_status_t sign(const struct crypto_key *key, const uint8_t *hash, size_t hash_size,
                         uint8_t *signature)
{
    return p256_ecdsa_sign(signature, key->data, hash, hash_size) == P256_SUCCESS
               ? PSA_SUCCESS
               : PSA_ERROR_INSUFFICIENT_ENTROPY;
}

static psa_status_t sign_deterministic(const struct crypto_key *key, psa_algorithm_t algorithm,
                                       const uint8_t *hash, size_t hash_size, uint8_t *signature)
{
    struct deterministic state;
    uint8_t number[SIZE];
    psa_status_t status;

    number_of_hash(number, hash, hash_size);
    status = crypto_deterministic_begin(&state, algorithm, key->data, number, SIZE);
    if (status == PSA_SUCCESS) {
        source = &state;
        status = sign(key, hash, hash_size, signature);
        source = NULL;
    }
    lib_wipe(&state, sizeof state);
    return status;
}

psa_status_t crypto_mbedtls_p256_sign(const struct crypto_key *key, psa_algorithm_t algorithm,
                                      const uint8_t *hash, size_t hash_size, uint8_t *signature)
{
    if (!PSA_ALG_IS_DETERMINISTIC_ECDSA(algorithm))
        return sign(key, hash, hash_size, signature);
    if (CONFIG_CRYPTO_ECDSA_DETERMINISTIC)
        return sign_deterministic(key, algorithm, hash, hash_size, signature);
    return PSA_ERROR_NOT_SUPPORTED;
}

psa_status_t crypto_mbedtls_p256_verify(const struct crypto_key *key, const uint8_t *hash,
                                        size_t hash_size, const uint8_t *signature)
{
    return p256_ecdsa_verify(signature, key->data + 1, hash, hash_size) == P256_SUCCESS
               ? PSA_SUCCESS
               : PSA_ERROR_INVALID_SIGNATURE;
}

psa_status_t crypto_mbedtls_p256_ecdh(const struct crypto_key *key, const uint8_t *peer,
                                      uint8_t *secret)
{
    return peer[0] == 4 && p256_ecdh_shared_secret(secret, key->data, peer + 1) == P256_SUCCESS
               ? PSA_SUCCESS
               : PSA_ERROR_INVALID_ARGUMENT;
}
