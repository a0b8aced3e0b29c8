/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a program: signatures, encryption with public keys, key agreement. */
#include "crypto/agree.h"
#include "crypto/api.h"
#include "crypto/encrypt.h"
#include "crypto/hash.h"
#include "crypto/sign.h"

#include <string.h>

#define MESSAGES (PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE)

/* Signs or, where `length` is null, verifies. The hash is here, because a signature may be written
 * where it lay; one that is longer than any is no hash. */
static psa_status_t sign(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input, size_t size,
                         uint8_t *signature, size_t signature_size, size_t *length,
                         psa_key_usage_t usage)
{
    uint8_t hash[CRYPTO_HASH_MAX];
    struct crypto_signing signing = {API_OWNER, key, usage, alg, hash, size};
    psa_status_t status = PSA_SUCCESS;

    if (length != NULL)
        *length = 0;
    if (!CRYPTO_HAS_SIGNATURES)
        return PSA_ERROR_NOT_SUPPORTED;
    if ((usage & MESSAGES) != 0)
        status = psa_hash_compute(crypto_sign_message_hash(alg), input, size, hash, sizeof hash,
                                  &signing.hash_size);
    else if (size > sizeof hash)
        status = PSA_ERROR_INVALID_ARGUMENT;
    else if (size > 0)
        memcpy(hash, input, size);
    if (status == PSA_SUCCESS)
        status = length != NULL ? crypto_sign_hash(&signing, signature, signature_size, length)
                                : crypto_verify_hash(&signing, signature, signature_size);
    return api_done(status);
}

static psa_status_t verify(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input, size_t size,
                           const uint8_t *signature, size_t signature_size, psa_key_usage_t usage)
{
    /* It is only read. */
    return sign(key, alg, input, size, (uint8_t *)(uintptr_t)signature, signature_size, NULL,
                usage);
}

psa_status_t psa_sign_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *hash,
                           size_t hash_length, uint8_t *signature, size_t signature_size,
                           size_t *signature_length)
{
    return sign(key, alg, hash, hash_length, signature, signature_size, signature_length,
                PSA_KEY_USAGE_SIGN_HASH);
}

psa_status_t psa_verify_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *hash,
                             size_t hash_length, const uint8_t *signature, size_t signature_length)
{
    return verify(key, alg, hash, hash_length, signature, signature_length,
                  PSA_KEY_USAGE_VERIFY_HASH);
}

psa_status_t psa_sign_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                              size_t input_length, uint8_t *signature, size_t signature_size,
                              size_t *signature_length)
{
    return sign(key, alg, input, input_length, signature, signature_size, signature_length,
                PSA_KEY_USAGE_SIGN_MESSAGE);
}

psa_status_t psa_verify_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                size_t input_length, const uint8_t *signature,
                                size_t signature_length)
{
    return verify(key, alg, input, input_length, signature, signature_length,
                  PSA_KEY_USAGE_VERIFY_MESSAGE);
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
