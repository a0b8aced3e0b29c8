/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a program: signatures, encryption with public keys, key agreement. */
#include "crypto/agree.h"
#include "crypto/api.h"
#include "crypto/encrypt.h"
#include "crypto/hash.h"
#include "crypto/sign.h"

#include <string.h>

/* What is signed or verified: the hash is here, for a signature may be written where it lay. */
struct signing {
    struct crypto_signing what;
    uint8_t hash[CRYPTO_HASH_MAX];
};

/* With a hash. One that is longer than any is no hash. */
static psa_status_t take_hash(struct signing *signing, const uint8_t *hash, size_t size)
{
    signing->what.owner = API_OWNER;
    signing->what.hash = signing->hash;
    signing->what.hash_size = size;
    if (!CRYPTO_HAS_SIGNATURES)
        return PSA_ERROR_NOT_SUPPORTED;
    if (size > sizeof signing->hash)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (size > 0)
        memcpy(signing->hash, hash, size);
    return PSA_SUCCESS;
}

/* With that of a message. */
static psa_status_t take_message(struct signing *signing, const uint8_t *message, size_t size)
{
    uint8_t hash[CRYPTO_HASH_MAX];
    size_t hash_size = 0;
    psa_status_t status = CRYPTO_HAS_SIGNATURES
                              ? psa_hash_compute(crypto_sign_message_hash(signing->what.algorithm),
                                                 message, size, hash, sizeof hash, &hash_size)
                              : PSA_ERROR_NOT_SUPPORTED;

    return status == PSA_SUCCESS ? take_hash(signing, hash, hash_size) : status;
}

static psa_status_t sign(const struct signing *signing, psa_status_t status, uint8_t *signature,
                         size_t capacity, size_t *size)
{
    *size = 0;
    if (status == PSA_SUCCESS)
        status = crypto_sign_hash(&signing->what, signature, capacity, size);
    return api_done(status);
}

static psa_status_t verify(const struct signing *signing, psa_status_t status,
                           const uint8_t *signature, size_t size)
{
    if (status == PSA_SUCCESS)
        status = crypto_verify_hash(&signing->what, signature, size);
    return api_done(status);
}

psa_status_t psa_sign_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *hash,
                           size_t hash_length, uint8_t *signature, size_t signature_size,
                           size_t *signature_length)
{
    struct signing signing;

    signing.what.key = key;
    signing.what.algorithm = alg;
    signing.what.usage = PSA_KEY_USAGE_SIGN_HASH;
    return sign(&signing, take_hash(&signing, hash, hash_length), signature, signature_size,
                signature_length);
}

psa_status_t psa_verify_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *hash,
                             size_t hash_length, const uint8_t *signature, size_t signature_length)
{
    struct signing signing;

    signing.what.key = key;
    signing.what.algorithm = alg;
    signing.what.usage = PSA_KEY_USAGE_VERIFY_HASH;
    return verify(&signing, take_hash(&signing, hash, hash_length), signature, signature_length);
}

psa_status_t psa_sign_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                              size_t input_length, uint8_t *signature, size_t signature_size,
                              size_t *signature_length)
{
    struct signing signing;

    signing.what.key = key;
    signing.what.algorithm = alg;
    signing.what.usage = PSA_KEY_USAGE_SIGN_MESSAGE;
    return sign(&signing, take_message(&signing, input, input_length), signature, signature_size,
                signature_length);
}

psa_status_t psa_verify_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                size_t input_length, const uint8_t *signature,
                                size_t signature_length)
{
    struct signing signing;

    signing.what.key = key;
    signing.what.algorithm = alg;
    signing.what.usage = PSA_KEY_USAGE_VERIFY_MESSAGE;
    return verify(&signing, take_message(&signing, input, input_length), signature,
                  signature_length);
}

psa_status_t psa_asymmetric_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                    size_t input_length, const uint8_t *salt, size_t salt_length,
                                    uint8_t *output, size_t output_size, size_t *output_length)
{
    const struct crypto_encryption encryption = {API_OWNER, key, alg, salt, salt_length};

    *output_length = 0;
    if (!CONFIG_CRYPTO_RSA)
        return PSA_ERROR_NOT_SUPPORTED;
    if (salt_length > CRYPTO_LABEL_MAX)
        return PSA_ERROR_INSUFFICIENT_MEMORY;
    return api_done(
        crypto_encrypt(&encryption, input, input_length, output, output_size, output_length));
}

psa_status_t psa_asymmetric_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                    size_t input_length, const uint8_t *salt, size_t salt_length,
                                    uint8_t *output, size_t output_size, size_t *output_length)
{
    const struct crypto_encryption encryption = {API_OWNER, key, alg, salt, salt_length};

    *output_length = 0;
    if (!CONFIG_CRYPTO_RSA)
        return PSA_ERROR_NOT_SUPPORTED;
    if (salt_length > CRYPTO_LABEL_MAX)
        return PSA_ERROR_INSUFFICIENT_MEMORY;
    return api_done(
        crypto_decrypt(&encryption, input, input_length, output, output_size, output_length));
}

psa_status_t psa_raw_key_agreement(psa_algorithm_t alg, psa_key_id_t private_key,
                                   const uint8_t *peer_key, size_t peer_key_length, uint8_t *output,
                                   size_t output_size, size_t *output_length)
{
    const struct crypto_agreement agreement = {API_OWNER, private_key, alg, peer_key,
                                               peer_key_length};

    *output_length = 0;
    if (!CONFIG_CRYPTO_ECDH)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_done(crypto_agree(&agreement, output, output_size, output_length));
}

psa_status_t psa_key_agreement(psa_key_id_t private_key, const uint8_t *peer_key,
                               size_t peer_key_length, psa_algorithm_t alg,
                               const psa_key_attributes_t *attributes, psa_key_id_t *key)
{
    const struct crypto_agreement agreement = {API_OWNER, private_key, alg, peer_key,
                                               peer_key_length};

    *key = PSA_KEY_ID_NULL;
    if (!CONFIG_CRYPTO_ECDH)
        return PSA_ERROR_NOT_SUPPORTED;
    return api_done(crypto_agree_key(&agreement, attributes, key));
}
