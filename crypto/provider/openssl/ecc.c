/* SPDX-License-Identifier: Apache-2.0 */
/*
 * P-256 and P-384.
 *
 * By EC_GROUP and EC_POINT, and for signatures by EC_KEY, which OpenSSL calls deprecated for
 * EVP_PKEY. That takes longer to be made of the bytes of a key than a signature takes; and it has
 * no way to hand a signature its k, which deterministic ECDSA needs before 3.2. ECDSA_do_sign_ex()
 * takes k's inverse and r, and keeps OpenSSL's arithmetic for all that the private key is in.
 *
 * One EC_KEY a curve is kept, and has a key only while a function runs.
 */
#define OPENSSL_SUPPRESS_DEPRECATED

#include "crypto/provider/openssl/provider.h"

#include "crypto/provider/openssl/fetch.h"
#include "crypto/provider/openssl/nonce.h"
#include "lib/wipe.h"

#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <string.h>

struct curve {
    EC_KEY *key;
    const EC_GROUP *group;
    BN_CTX *numbers;
};

static psa_status_t find(const struct crypto_key *key, const struct curve **found)
{
    static struct curve curves[2];
    bool is_p384 = CONFIG_CRYPTO_ECC_P384 && key->attributes.bits == 384;
    struct curve *curve = &curves[is_p384];

    *found = curve;
    if (!is_p384 && (!CONFIG_CRYPTO_ECC_P256 || key->attributes.bits != 256))
        return PSA_ERROR_NOT_SUPPORTED;
    if (curve->key == NULL)
        curve->key = EC_KEY_new_by_curve_name(is_p384 ? NID_secp384r1 : NID_X9_62_prime256v1);
    if (curve->numbers == NULL)
        curve->numbers = BN_CTX_secure_new();
    if (curve->key == NULL || curve->numbers == NULL)
        return openssl_failure();
    curve->group = EC_KEY_get0_group(curve->key);
    return PSA_SUCCESS;
}

static size_t size_of(const struct crypto_key *key)
{
    return key->attributes.bits / 8u;
}

static bool is_pair(const struct crypto_key *key)
{
    return PSA_KEY_TYPE_IS_KEY_PAIR(key->attributes.type);
}

/* A pair's private value, for arithmetic that takes the same time for all; null without memory. */
static BIGNUM *secret_of(const struct crypto_key *key)
{
    BIGNUM *secret = BN_bin2bn(key->data, (int)size_of(key), NULL);

    if (secret != NULL)
        BN_set_flags(secret, BN_FLG_CONSTTIME);
    return secret;
}

/* A public point, which is verified to be on the curve; null if it is not. */
static EC_POINT *point_of(const struct curve *curve, const uint8_t *data, size_t size)
{
    EC_POINT *point = EC_POINT_new(curve->group);

    if (point == NULL || data[0] != POINT_CONVERSION_UNCOMPRESSED ||
        !EC_POINT_oct2point(curve->group, point, data, 2 * size + 1, curve->numbers)) {
        EC_POINT_free(point);
        return NULL;
    }
    return point;
}

static psa_status_t check_pair(const struct curve *curve, const struct crypto_key *key)
{
    BIGNUM *secret = secret_of(key);
    bool good;

    if (secret == NULL)
        return openssl_failure();
    good = !BN_is_zero(secret) && BN_cmp(secret, EC_GROUP_get0_order(curve->group)) < 0;
    BN_clear_free(secret);
    return good ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT;
}

psa_status_t crypto_openssl_ecc_check(const struct crypto_key *key)
{
    const struct curve *curve;
    psa_status_t status = find(key, &curve);
    EC_POINT *point;

    if (status != PSA_SUCCESS)
        return status;
    if (is_pair(key))
        return check_pair(curve, key);
    point = point_of(curve, key->data, size_of(key));
    if (point == NULL)
        return openssl_refusal(PSA_ERROR_INVALID_ARGUMENT);
    EC_POINT_free(point);
    return PSA_SUCCESS;
}

psa_status_t crypto_openssl_ecc_public(const struct crypto_key *key, uint8_t *output)
{
    const struct curve *curve;
    psa_status_t status = find(key, &curve);
    size_t length = 2 * size_of(key) + 1;
    BIGNUM *secret;
    EC_POINT *point;

    if (status != PSA_SUCCESS)
        return status;
    secret = secret_of(key);
    point = EC_POINT_new(curve->group);
    if (secret == NULL || point == NULL ||
        !EC_POINT_mul(curve->group, point, secret, NULL, NULL, curve->numbers) ||
        EC_POINT_point2oct(curve->group, point, POINT_CONVERSION_UNCOMPRESSED, output, length,
                           curve->numbers) != length)
        status = openssl_failure();
    BN_clear_free(secret);
    EC_POINT_free(point);
    return status;
}

/* What ECDSA_do_sign_ex() wants to be told of k: its inverse, by Fermat's theorem as OpenSSL does
 * it, and r. r is 0 where another k is due. */
static bool prepare(const struct curve *curve, BIGNUM *k, BIGNUM *inverse, BIGNUM *r)
{
    const BIGNUM *order = EC_GROUP_get0_order(curve->group);
    EC_POINT *point = EC_POINT_new(curve->group);
    BIGNUM *power = BN_dup(order);
    bool good;

    BN_set_flags(k, BN_FLG_CONSTTIME);
    good = point != NULL && power != NULL && BN_sub_word(power, 2) &&
           EC_POINT_mul(curve->group, point, k, NULL, NULL, curve->numbers) &&
           EC_POINT_get_affine_coordinates(curve->group, point, r, NULL, curve->numbers) &&
           BN_nnmod(r, r, order, curve->numbers) &&
           BN_mod_exp_mont_consttime(inverse, k, power, order, curve->numbers,
                                     EC_GROUP_get_mont_data(curve->group));
    BN_free(power);
    EC_POINT_clear_free(point);
    return good;
}

/* The next k of the RFC's sequence; one that is out of range is passed over. */
static psa_status_t next_k(const struct curve *curve, struct openssl_nonce *nonce, size_t size,
                           BIGNUM *k)
{
    uint8_t bytes[CRYPTO_ECC_MAX];
    psa_status_t status;

    do {
        status = openssl_nonce_next(nonce, bytes, size);
        if (status == PSA_SUCCESS && BN_bin2bn(bytes, (int)size, k) == NULL)
            status = openssl_failure();
    } while (status == PSA_SUCCESS &&
             (BN_is_zero(k) || BN_cmp(k, EC_GROUP_get0_order(curve->group)) >= 0));
    lib_wipe(bytes, sizeof bytes);
    return status;
}

/* bits2octets() of RFC 6979: as many bytes of the hash as the order has, as a number below it. */
static bool reduce_hash(const struct curve *curve, const uint8_t *hash, size_t hash_size,
                        uint8_t *output, size_t size)
{
    const BIGNUM *order = EC_GROUP_get0_order(curve->group);
    BIGNUM *number = BN_bin2bn(hash, (int)(hash_size < size ? hash_size : size), NULL);
    bool good = number != NULL && BN_nnmod(number, number, order, curve->numbers) &&
                BN_bn2binpad(number, output, (int)size) == (int)size;

    BN_free(number);
    return good;
}

/* With the private key in curve->key. Both orders have a multiple of eight bits. */
static psa_status_t sign_deterministic(const struct curve *curve, const struct crypto_key *key,
                                       psa_algorithm_t algorithm, const uint8_t *hash,
                                       size_t hash_size, ECDSA_SIG **signature)
{
    size_t size = size_of(key);
    uint8_t number[CRYPTO_ECC_MAX];
    BIGNUM *k = BN_new(), *inverse = BN_new(), *r = BN_new();
    struct openssl_nonce nonce;
    psa_status_t status = PSA_SUCCESS;

    if (k == NULL || inverse == NULL || r == NULL ||
        !reduce_hash(curve, hash, hash_size, number, size))
        status = openssl_failure();
    if (status == PSA_SUCCESS)
        status = openssl_nonce_begin(&nonce, algorithm, key->data, number, size);
    while (status == PSA_SUCCESS && *signature == NULL) {
        status = next_k(curve, &nonce, size, k);
        if (status == PSA_SUCCESS && !prepare(curve, k, inverse, r))
            status = openssl_failure();
        /* It fails for an s of 0, too, which has a chance of 2^-256. */
        if (status == PSA_SUCCESS && !BN_is_zero(r)) {
            *signature = ECDSA_do_sign_ex(hash, (int)hash_size, inverse, r, curve->key);
            status = *signature != NULL ? PSA_SUCCESS : openssl_failure();
        }
    }
    lib_wipe(&nonce, sizeof nonce);
    BN_clear_free(k);
    BN_clear_free(inverse);
    BN_clear_free(r);
    return status;
}

static psa_status_t sign_random(const struct curve *curve, const uint8_t *hash, size_t hash_size,
                                ECDSA_SIG **signature)
{
    *signature = ECDSA_do_sign(hash, (int)hash_size, curve->key);
    return *signature != NULL ? PSA_SUCCESS : openssl_failure();
}

psa_status_t crypto_openssl_ecdsa_sign(const struct crypto_key *key, psa_algorithm_t algorithm,
                                       const uint8_t *hash, size_t hash_size, uint8_t *output)
{
    const struct curve *curve;
    psa_status_t status = find(key, &curve);
    int size = (int)size_of(key);
    ECDSA_SIG *signature = NULL;
    BIGNUM *secret;

    if (status != PSA_SUCCESS)
        return status;
    if (PSA_ALG_IS_DETERMINISTIC_ECDSA(algorithm) && !CONFIG_CRYPTO_ECDSA_DETERMINISTIC)
        return PSA_ERROR_NOT_SUPPORTED;
    secret = secret_of(key);
    if (secret == NULL || !EC_KEY_set_private_key(curve->key, secret))
        status = openssl_failure();
    else if (PSA_ALG_IS_DETERMINISTIC_ECDSA(algorithm))
        status = sign_deterministic(curve, key, algorithm, hash, hash_size, &signature);
    else
        status = sign_random(curve, hash, hash_size, &signature);
    if (status == PSA_SUCCESS &&
        (BN_bn2binpad(ECDSA_SIG_get0_r(signature), output, size) != size ||
         BN_bn2binpad(ECDSA_SIG_get0_s(signature), output + size, size) != size))
        status = openssl_failure();
    ECDSA_SIG_free(signature);
    BN_clear_free(secret);
    (void)EC_KEY_set_private_key(curve->key, NULL); /* takes it out, and always says 0 */
    return status;
}

psa_status_t crypto_openssl_ecdsa_verify(const struct crypto_key *key, const uint8_t *hash,
                                         size_t hash_size, const uint8_t *input)
{
    const struct curve *curve;
    psa_status_t status = find(key, &curve);
    int size = (int)size_of(key);
    ECDSA_SIG *signature;
    EC_POINT *point;
    BIGNUM *r, *s;

    if (status != PSA_SUCCESS)
        return status;
    point = point_of(curve, key->data, (size_t)size);
    if (point == NULL)
        return openssl_refusal(PSA_ERROR_INVALID_SIGNATURE);
    signature = ECDSA_SIG_new();
    r = BN_bin2bn(input, size, NULL);
    s = BN_bin2bn(input + size, size, NULL);
    if (signature == NULL || !ECDSA_SIG_set0(signature, r, s)) {
        BN_free(r);
        BN_free(s);
        status = openssl_failure();
    } else if (!EC_KEY_set_public_key(curve->key, point)) {
        status = openssl_failure();
    } else if (ECDSA_do_verify(hash, (int)hash_size, signature, curve->key) != 1) {
        status = openssl_refusal(PSA_ERROR_INVALID_SIGNATURE);
    }
    ECDSA_SIG_free(signature);
    EC_POINT_free(point);
    return status;
}

psa_status_t crypto_openssl_ecdh(const struct crypto_key *key, const uint8_t *peer, uint8_t *output)
{
    const struct curve *curve;
    psa_status_t status = find(key, &curve);
    int size = (int)size_of(key);
    EC_POINT *point;
    BIGNUM *secret, *x;

    if (status != PSA_SUCCESS)
        return status;
    point = point_of(curve, peer, (size_t)size);
    if (point == NULL)
        return openssl_refusal(PSA_ERROR_INVALID_ARGUMENT);
    secret = secret_of(key);
    x = BN_new();
    if (secret == NULL || x == NULL ||
        !EC_POINT_mul(curve->group, point, NULL, point, secret, curve->numbers) ||
        !EC_POINT_get_affine_coordinates(curve->group, point, x, NULL, curve->numbers) ||
        BN_bn2binpad(x, output, size) != size)
        status = openssl_failure();
    BN_clear_free(secret);
    BN_clear_free(x);
    EC_POINT_clear_free(point);
    return status;
}
