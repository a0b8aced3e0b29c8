/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/sign.h"

#include "crypto/hash.h"
#include "crypto/key.h"
#include "lib/wipe.h"

/* An algorithm with a hash takes that hash's length. Two go without, and take any length but none:
 * the signature of an empty hash would hold for nobody's message, and anyone can make it. How much
 * an RSA key can take of it, its provider knows. */
static bool is_hash_size_good(psa_algorithm_t algorithm, size_t size)
{
    if ((algorithm & 0xff) != 0)
        return size == crypto_hash_size(algorithm);
    if (algorithm == PSA_ALG_ECDSA_ANY)
        return size > 0 && size <= PSA_HASH_MAX_SIZE;
    return CONFIG_CRYPTO_RSA && size > 0 && algorithm == PSA_ALG_RSA_PKCS1V15_SIGN_RAW;
}

/* What signing and verifying have in common. */
static psa_status_t use_key(const struct crypto_signing *signing, const struct crypto_key **key)
{
    psa_status_t status;

    if (!PSA_ALG_IS_SIGN(signing->algorithm))
        return PSA_ERROR_INVALID_ARGUMENT;
    status = crypto_key_use(signing->owner, signing->key, signing->usage, signing->algorithm, key);
    /* No symmetric key verifies anything here: the API leaves open which error that is, and its
     * conformance tests want one for hashes and another one for messages and for signing. */
    if (status == PSA_ERROR_INVALID_ARGUMENT && signing->usage == PSA_KEY_USAGE_VERIFY_HASH &&
        !PSA_KEY_TYPE_IS_ASYMMETRIC((*key)->attributes.type))
        return PSA_ERROR_NOT_SUPPORTED;
    if (status == PSA_SUCCESS && !is_hash_size_good(signing->algorithm, signing->hash_size))
        status = PSA_ERROR_INVALID_ARGUMENT;
    return status;
}

/* Of the key's signatures. */
static size_t signature_size(const struct crypto_key *key)
{
    size_t size = PSA_BITS_TO_BYTES(key->attributes.bits);

    return CONFIG_CRYPTO_RSA && PSA_KEY_TYPE_IS_RSA(key->attributes.type) ? size : 2 * size;
}

static psa_status_t sign(const struct crypto_key *key, const struct crypto_signing *signing,
                         uint8_t *signature)
{
    const struct crypto_provider *provider = crypto_key_provider(key);
    bool rsa = CONFIG_CRYPTO_RSA && PSA_KEY_TYPE_IS_RSA(key->attributes.type);

    if ((rsa ? provider->rsa_sign : provider->ecdsa_sign) == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    return (rsa ? provider->rsa_sign : provider->ecdsa_sign)(key, signing->algorithm, signing->hash,
                                                             signing->hash_size, signature);
}

psa_status_t crypto_sign_hash(const struct crypto_signing *signing, uint8_t *signature,
                              size_t capacity, size_t *size)
{
    const struct crypto_key *key;
    size_t length;
    psa_status_t status = use_key(signing, &key);

    *size = 0;
    if (status != PSA_SUCCESS)
        return status;
    length = signature_size(key);
    if (capacity < length)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    status = sign(key, signing, signature);
    /* r alone, without its s, is nobody's business. */
    if (status != PSA_SUCCESS)
        lib_wipe(signature, length);
    else
        *size = length;
    return status;
}

static psa_status_t verify_ecdsa(const struct crypto_key *key, const struct crypto_signing *signing,
                                 const uint8_t *signature)
{
    const struct crypto_provider *provider = crypto_key_provider(key);
    struct crypto_key public = *key;
    uint8_t point[CRYPTO_POINT_MAX];
    psa_status_t status = crypto_key_point(key, point, &public.data);

    if (status != PSA_SUCCESS)
        return status;
    /* A signature is verified here even if its key is elsewhere: nothing in it is secret. */
    if (provider->ecdsa_verify == NULL)
        provider = &crypto_provider;
    if (provider->ecdsa_verify == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    return provider->ecdsa_verify(&public, signing->hash, signing->hash_size, signature);
}

psa_status_t crypto_verify_hash(const struct crypto_signing *signing, const uint8_t *signature,
                                size_t size)
{
    const struct crypto_key *key;
    psa_status_t status = use_key(signing, &key);

    if (status != PSA_SUCCESS)
        return status;
    if (size != signature_size(key))
        return PSA_ERROR_INVALID_SIGNATURE;
    if (!CONFIG_CRYPTO_RSA || !PSA_KEY_TYPE_IS_RSA(key->attributes.type))
        return verify_ecdsa(key, signing, signature);
    if (crypto_key_provider(key)->rsa_verify == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    return crypto_key_provider(key)->rsa_verify(key, signing->algorithm, signing->hash,
                                                signing->hash_size, signature);
}
