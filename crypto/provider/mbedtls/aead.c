/* SPDX-License-Identifier: Apache-2.0 */
/* Chooses among the authenticated ciphers of a profile that has more than CCM. */
#include "crypto/provider/mbedtls/aead.h"

static enum aead_kind kind_of(const struct crypto_aead *aead)
{
    return ((const struct aead_head *)aead)->kind;
}

psa_status_t crypto_mbedtls_aead_begin(struct crypto_aead *aead, const struct crypto_key *key,
                                       psa_algorithm_t algorithm, bool encrypt)
{
    psa_algorithm_t base = PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(algorithm);

    if (CONFIG_CRYPTO_CCM && base == PSA_ALG_CCM)
        return crypto_mbedtls_ccm_begin(aead, key, algorithm, encrypt);
    if (CONFIG_CRYPTO_GCM && base == PSA_ALG_GCM)
        return crypto_mbedtls_gcm_begin(aead, key, algorithm, encrypt);
    if (CONFIG_CRYPTO_CHACHA20_POLY1305 && base == PSA_ALG_CHACHA20_POLY1305)
        return crypto_mbedtls_chachapoly_begin(aead, key, algorithm, encrypt);
    return PSA_ERROR_NOT_SUPPORTED;
}

psa_status_t crypto_mbedtls_aead_start(struct crypto_aead *aead, const uint8_t *nonce,
                                       size_t nonce_size, size_t ad_size, size_t data_size)
{
    if (CONFIG_CRYPTO_CCM && kind_of(aead) == AEAD_CCM)
        return crypto_mbedtls_ccm_start(aead, nonce, nonce_size, ad_size, data_size);
    if (CONFIG_CRYPTO_GCM && kind_of(aead) == AEAD_GCM)
        return crypto_mbedtls_gcm_start(aead, nonce, nonce_size, ad_size, data_size);
    if (CONFIG_CRYPTO_CHACHA20_POLY1305)
        return crypto_mbedtls_chachapoly_start(aead, nonce, nonce_size, ad_size, data_size);
    return PSA_ERROR_BAD_STATE;
}

psa_status_t crypto_mbedtls_aead_update_ad(struct crypto_aead *aead, const uint8_t *ad, size_t size)
{
    if (CONFIG_CRYPTO_CCM && kind_of(aead) == AEAD_CCM)
        return crypto_mbedtls_ccm_update_ad(aead, ad, size);
    if (CONFIG_CRYPTO_GCM && kind_of(aead) == AEAD_GCM)
        return crypto_mbedtls_gcm_update_ad(aead, ad, size);
    if (CONFIG_CRYPTO_CHACHA20_POLY1305)
        return crypto_mbedtls_chachapoly_update_ad(aead, ad, size);
    return PSA_ERROR_BAD_STATE;
}

psa_status_t crypto_mbedtls_aead_update(struct crypto_aead *aead, const uint8_t *input,
                                        uint8_t *output, size_t size)
{
    if (CONFIG_CRYPTO_CCM && kind_of(aead) == AEAD_CCM)
        return crypto_mbedtls_ccm_update(aead, input, output, size);
    if (CONFIG_CRYPTO_GCM && kind_of(aead) == AEAD_GCM)
        return crypto_mbedtls_gcm_update(aead, input, output, size);
    if (CONFIG_CRYPTO_CHACHA20_POLY1305)
        return crypto_mbedtls_chachapoly_update(aead, input, output, size);
    return PSA_ERROR_BAD_STATE;
}

psa_status_t crypto_mbedtls_aead_finish(struct crypto_aead *aead, uint8_t *tag)
{
    if (CONFIG_CRYPTO_CCM && kind_of(aead) == AEAD_CCM)
        return crypto_mbedtls_ccm_finish(aead, tag);
    if (CONFIG_CRYPTO_GCM && kind_of(aead) == AEAD_GCM)
        return crypto_mbedtls_gcm_finish(aead, tag);
    if (CONFIG_CRYPTO_CHACHA20_POLY1305)
        return crypto_mbedtls_chachapoly_finish(aead, tag);
    return PSA_ERROR_BAD_STATE;
}
