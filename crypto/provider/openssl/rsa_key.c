/* SPDX-License-Identifier: Apache-2.0 */
#define OPENSSL_SUPPRESS_DEPRECATED

#include "crypto/provider/openssl/rsa.h"

#include "crypto/provider/openssl/fetch.h"
#include "crypto/provider/openssl/provider.h"
#include "lib/wipe.h"

#include <openssl/bn.h>
#include <string.h>

#define BITS_MIN         1024
#define EXPONENT_BITS    32
#define EXPONENT_DEFAULT 65537

static bool is_pair(const struct crypto_key *key)
{
    return PSA_KEY_TYPE_IS_KEY_PAIR(key->attributes.type);
}

/* Is the key, written again, what was read? OpenSSL reads more than DER. */
static bool is_der(const RSA *rsa, const struct crypto_key *key)
{
    unsigned char *encoded = NULL;
    int size = is_pair(key) ? i2d_RSAPrivateKey(rsa, &encoded) : i2d_RSAPublicKey(rsa, &encoded);
    bool good =
        size > 0 && (size_t)size == key->size && lib_equal_ct(encoded, key->data, key->size);

    if (size > 0)
        OPENSSL_clear_free(encoded, (size_t)size);
    return good;
}

static psa_status_t check_numbers(const RSA *rsa, const struct crypto_key *key)
{
    const BIGNUM *e = RSA_get0_e(rsa);

    if (!BN_is_odd(RSA_get0_n(rsa)) || !BN_is_odd(e))
        return PSA_ERROR_INVALID_ARGUMENT;
    if (RSA_bits(rsa) % 8 != 0 || RSA_bits(rsa) < BITS_MIN ||
        (size_t)RSA_bits(rsa) > OPENSSL_RSA_SIZE_MAX * 8 || BN_num_bits(e) > EXPONENT_BITS)
        return PSA_ERROR_NOT_SUPPORTED;
    if (BN_is_one(e))
        return PSA_ERROR_INVALID_ARGUMENT;
    return !is_pair(key) || (BN_is_odd(RSA_get0_p(rsa)) && BN_is_odd(RSA_get0_q(rsa)))
               ? PSA_SUCCESS
               : PSA_ERROR_INVALID_ARGUMENT;
}

psa_status_t openssl_rsa_load(const struct crypto_key *key, RSA **loaded)
{
    const unsigned char *data = key->data;
    RSA *rsa = is_pair(key) ? d2i_RSAPrivateKey(NULL, &data, (long)key->size)
                            : d2i_RSAPublicKey(NULL, &data, (long)key->size);
    psa_status_t status;

    *loaded = NULL;
    if (rsa == NULL)
        return openssl_refusal(PSA_ERROR_INVALID_ARGUMENT);
    status = is_der(rsa, key) ? check_numbers(rsa, key) : PSA_ERROR_INVALID_ARGUMENT;
    if (status == PSA_SUCCESS)
        *loaded = rsa;
    else
        RSA_free(rsa);
    return status;
}

/* Is `exponent` the inverse of e, for the prime? */
static bool is_inverse(const RSA *rsa, const BIGNUM *exponent, const BIGNUM *prime, BIGNUM *number,
                       BIGNUM *order, BN_CTX *context)
{
    return BN_sub(order, prime, BN_value_one()) &&
           BN_mod_mul(number, exponent, RSA_get0_e(rsa), order, context) && BN_is_one(number);
}

/* Do the numbers belong together, but for d, which is not used then? OpenSSL does look at the
 * result of each private operation, but with e wrong it unblinds to a wrong signature and says
 * nothing. */
static psa_status_t check_pair(const RSA *rsa)
{
    BN_CTX *context = BN_CTX_secure_new();
    BIGNUM *number = BN_secure_new(), *order = BN_secure_new();
    const BIGNUM *p = RSA_get0_p(rsa), *q = RSA_get0_q(rsa);
    psa_status_t status = PSA_ERROR_INVALID_ARGUMENT;

    if (context == NULL || number == NULL || order == NULL)
        status = openssl_failure();
    else if (BN_mul(number, p, q, context) && BN_cmp(number, RSA_get0_n(rsa)) == 0 &&
             is_inverse(rsa, RSA_get0_dmp1(rsa), p, number, order, context) &&
             is_inverse(rsa, RSA_get0_dmq1(rsa), q, number, order, context) &&
             BN_mod_mul(number, RSA_get0_iqmp(rsa), q, p, context) && BN_is_one(number))
        status = PSA_SUCCESS;
    BN_clear_free(number);
    BN_clear_free(order);
    BN_CTX_free(context);
    return status == PSA_ERROR_INVALID_ARGUMENT ? openssl_refusal(status) : status;
}

psa_status_t crypto_openssl_rsa_check(const struct crypto_key *key, size_t *bits)
{
    RSA *rsa;
    psa_status_t status = openssl_rsa_load(key, &rsa);

    if (status != PSA_SUCCESS)
        return status;
    *bits = (size_t)RSA_bits(rsa);
    if (is_pair(key))
        status = check_pair(rsa);
    RSA_free(rsa);
    return status;
}

psa_status_t crypto_openssl_rsa_public(const struct crypto_key *key, uint8_t *output, size_t *size)
{
    RSA *rsa;
    psa_status_t status = openssl_rsa_load(key, &rsa);
    int length;

    if (status != PSA_SUCCESS)
        return status;
    length = i2d_RSAPublicKey(rsa, &output);
    if (length > 0)
        *size = (size_t)length;
    else
        status = openssl_failure();
    RSA_free(rsa);
    return status;
}

/* Writes a new pair, if there is room. */
static psa_status_t write_pair(const RSA *rsa, uint8_t *output, size_t capacity, size_t *size)
{
    unsigned char *encoded = NULL;
    int length = i2d_RSAPrivateKey(rsa, &encoded);
    psa_status_t status = PSA_ERROR_BUFFER_TOO_SMALL;

    if (length <= 0)
        return openssl_failure();
    if ((size_t)length <= capacity) {
        memcpy(output, encoded, (size_t)length);
        *size = (size_t)length;
        status = PSA_SUCCESS;
    }
    OPENSSL_clear_free(encoded, (size_t)length);
    return status;
}

psa_status_t crypto_openssl_rsa_generate(size_t bits, const uint8_t *exponent, size_t exponent_size,
                                         uint8_t *output, size_t capacity, size_t *size)
{
    BIGNUM *e = exponent_size > 0 ? BN_bin2bn(exponent, (int)exponent_size, NULL) : BN_new();
    RSA *rsa = RSA_new();
    psa_status_t status = PSA_SUCCESS;

    if (e == NULL || rsa == NULL || (exponent_size == 0 && !BN_set_word(e, EXPONENT_DEFAULT)))
        status = openssl_failure();
    else if (!BN_is_odd(e) || BN_is_one(e))
        status = PSA_ERROR_INVALID_ARGUMENT;
    else if (bits % 16 != 0 || bits < BITS_MIN || bits > OPENSSL_RSA_SIZE_MAX * 8 ||
             BN_num_bits(e) > EXPONENT_BITS)
        status = PSA_ERROR_NOT_SUPPORTED;
    else if (!RSA_generate_key_ex(rsa, (int)bits, e, NULL))
        status = openssl_failure();
    if (status == PSA_SUCCESS)
        status = write_pair(rsa, output, capacity, size);
    RSA_free(rsa);
    BN_free(e);
    return status;
}
