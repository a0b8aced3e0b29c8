/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/provider/mbedtls/provider.h"

#include <mbedtls/ccm.h>

static psa_status_t status_of(int error)
{
    return error == 0                           ? PSA_SUCCESS
           : error == MBEDTLS_ERR_CCM_BAD_INPUT ? PSA_ERROR_INVALID_ARGUMENT
                                                : PSA_ERROR_HARDWARE_FAILURE;
}

static mbedtls_ccm_context *context_of(struct crypto_aead *aead)
{
    _Static_assert(sizeof(mbedtls_ccm_context) <= sizeof *aead, "the state is too small");
    return (mbedtls_ccm_context *)(void *)aead;
}

psa_status_t crypto_mbedtls_aead_begin(struct crypto_aead *aead,
                                       const psa_key_attributes_t *attributes, const uint8_t *key,
                                       const struct crypto_aead_shape *shape)
{
    mbedtls_ccm_context *ccm = context_of(aead);
    int error;

    /* Mbed TLS writes the length of additional data as two bytes. */
    if (shape->ad_size >= 0xff00)
        return PSA_ERROR_NOT_SUPPORTED;
    mbedtls_ccm_init(ccm);
    error = mbedtls_ccm_setkey(ccm, MBEDTLS_CIPHER_ID_AES, key, attributes->bits);
    if (error == 0)
        error = mbedtls_ccm_starts(ccm, shape->encrypt ? MBEDTLS_CCM_ENCRYPT : MBEDTLS_CCM_DECRYPT,
                                   shape->nonce, shape->nonce_size);
    if (error == 0)
        error = mbedtls_ccm_set_lengths(ccm, shape->ad_size, shape->data_size,
                                        PSA_ALG_AEAD_GET_TAG_LENGTH(shape->algorithm));
    return status_of(error);
}

psa_status_t crypto_mbedtls_aead_update_ad(struct crypto_aead *aead, const uint8_t *ad, size_t size)
{
    return status_of(mbedtls_ccm_update_ad(context_of(aead), ad, size));
}

psa_status_t crypto_mbedtls_aead_update(struct crypto_aead *aead, const uint8_t *input,
                                        uint8_t *output, size_t size)
{
    size_t written;

    return status_of(mbedtls_ccm_update(context_of(aead), input, size, output, size, &written));
}

psa_status_t crypto_mbedtls_aead_finish(struct crypto_aead *aead, uint8_t *tag, size_t tag_size)
{
    return status_of(mbedtls_ccm_finish(context_of(aead), tag, tag_size));
}
