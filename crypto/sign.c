/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/sign.h"

#include "crypto/hash.h"
#include "crypto/key.h"
#include "lib/wipe.h"

/* An algorithm with a hash takes that hash's length, one without any length but none: the
 * signature of an empty hash would hold for nobody's message, and anyone can make it. */
static bool is_hash_size_good(psa_algorithm_t algorithm, size_t size)
{
    return (algorithm & 0xff) != 0 ? size == crypto_hash_size(algorithm)
                                   : size > 0 && size <= PSA_HASH_MAX_SIZE;
}

/* What signing and verifying have in common. */
static psa_status_t use_key(const struct crypto_signing *signing, const struct crypto_key **key)
{
    psa_status_t status;

    if (!PSA_ALG_IS_SIGN(signing->algorithm))
        return PSA_ERROR_INVALID_ARGUMENT;
    status = crypto_key_use(signing->owner, signing->key, signing->usage, signing->algorithm, key);
    if (status == PSA_SUCCESS && !is_hash_size_good(signing->algorithm, signing->hash_size))
        status = PSA_ERROR_INVALID_ARGUMENT;
    return status;
}

psa_status_t crypto_sign_hash(const struct crypto_signing *signing, uint8_t *signature,
                              size_t capacity, size_t *size)
{
    const struct crypto_key *key;
    psa_status_t status = use_key(signing, &key);

    *size = 0;
    if (status != PSA_SUCCESS)
        return status;
    if (capacity < CRYPTO_SIGNATURE_MAX)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    status = crypto_provider.ecdsa_sign(&key->attributes, crypto_key_material(key), signing->hash,
                                        signing->hash_size, signature);
    /* r alone, without its s, is nobody's business. */
    if (status != PSA_SUCCESS)
        lib_wipe(signature, CRYPTO_SIGNATURE_MAX);
    else
        *size = CRYPTO_SIGNATURE_MAX;
    return status;
}

psa_status_t crypto_verify_hash(const struct crypto_signing *signing, const uint8_t *signature,
                                size_t size)
{
    uint8_t point[CRYPTO_PUBLIC_KEY_MAX];
    const uint8_t *material;
    const struct crypto_key *key;
    psa_status_t status = use_key(signing, &key);

    if (status != PSA_SUCCESS)
        return status;
    if (size != CRYPTO_SIGNATURE_MAX)
        return PSA_ERROR_INVALID_SIGNATURE;
    material = crypto_key_material(key);
    if (PSA_KEY_TYPE_IS_KEY_PAIR(key->attributes.type)) {
        status = crypto_provider.ecc_public(&key->attributes, material, point);
        material = point;
    }
    if (status != PSA_SUCCESS)
        return status;
    return crypto_provider.ecdsa_verify(&key->attributes, material, signing->hash,
                                        signing->hash_size, signature);
}
