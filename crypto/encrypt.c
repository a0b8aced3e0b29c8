/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/encrypt.h"

#include "crypto/key.h"
#include "lib/wipe.h"

#include <string.h>

#define OUTPUT_MAX (CRYPTO_RSA_MAX > 0 ? CRYPTO_RSA_MAX : 1)

/* What encryption and decryption have in common. */
static psa_status_t use_key(const struct crypto_encryption *encryption, psa_key_usage_t usage,
                            const struct crypto_key **key)
{
    psa_status_t status = crypto_key_find(encryption->owner, encryption->key, key);

    if (status != PSA_SUCCESS)
        return status;
    /* Nothing encrypts with a curve. */
    if (PSA_KEY_TYPE_IS_ECC((*key)->attributes.type))
        return PSA_ERROR_NOT_SUPPORTED;
    if (!PSA_ALG_IS_ASYMMETRIC_ENCRYPTION(encryption->algorithm) ||
        (encryption->label_size > 0 && !PSA_ALG_IS_RSA_OAEP(encryption->algorithm)))
        return PSA_ERROR_INVALID_ARGUMENT;
    return crypto_key_use(encryption->owner, encryption->key, usage, encryption->algorithm, key);
}

/* Passes a result on, if there is room for it. */
static psa_status_t pass(psa_status_t status, uint8_t result[OUTPUT_MAX], size_t size,
                         uint8_t *output, size_t capacity, size_t *length)
{
    *length = 0;
    if (status == PSA_SUCCESS && size > capacity)
        status = PSA_ERROR_BUFFER_TOO_SMALL;
    if (status == PSA_SUCCESS && size > 0) {
        memcpy(output, result, size);
        *length = size;
    }
    lib_wipe(result, OUTPUT_MAX);
    return status;
}

psa_status_t crypto_encrypt(const struct crypto_encryption *encryption, const uint8_t *input,
                            size_t size, uint8_t *output, size_t capacity, size_t *length)
{
    const struct crypto_key *key;
    uint8_t result[OUTPUT_MAX];
    psa_status_t status = use_key(encryption, PSA_KEY_USAGE_ENCRYPT, &key);

    *length = 0;
    if (status != PSA_SUCCESS)
        return status;
    if (!CONFIG_CRYPTO_RSA || crypto_key_provider(key)->rsa_encrypt == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    status = crypto_key_provider(key)->rsa_encrypt(
        key, encryption->algorithm, input, size, encryption->label, encryption->label_size, result);
    return pass(status, result, PSA_BITS_TO_BYTES(key->attributes.bits), output, capacity, length);
}

psa_status_t crypto_decrypt(const struct crypto_encryption *encryption, const uint8_t *input,
                            size_t size, uint8_t *output, size_t capacity, size_t *length)
{
    const struct crypto_key *key;
    uint8_t result[OUTPUT_MAX];
    size_t result_size = 0;
    psa_status_t status = use_key(encryption, PSA_KEY_USAGE_DECRYPT, &key);

    *length = 0;
    if (status != PSA_SUCCESS)
        return status;
    if (!CONFIG_CRYPTO_RSA || crypto_key_provider(key)->rsa_decrypt == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    if (size != PSA_BITS_TO_BYTES(key->attributes.bits))
        return PSA_ERROR_INVALID_ARGUMENT;
    status =
        crypto_key_provider(key)->rsa_decrypt(key, encryption->algorithm, input, encryption->label,
                                              encryption->label_size, result, &result_size);
    return pass(status, result, result_size, output, capacity, length);
}
