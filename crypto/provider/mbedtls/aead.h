/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The three authenticated ciphers behind the provider's entries. A profile with CCM alone has its
 * functions in the table; otherwise those of aead.c choose. All do what crypto/primitive.h says.
 */
#ifndef CRYPTO_MBEDTLS_AEAD_H
#define CRYPTO_MBEDTLS_AEAD_H

#include "crypto/provider/mbedtls/provider.h"

enum aead_kind { AEAD_CCM, AEAD_GCM, AEAD_CHACHA20_POLY1305 };

/** The first member of every state. */
struct aead_head {
    uint8_t kind; /**< enum aead_kind; nothing of CCM looks at it */
    uint8_t tag_size;
    uint8_t fill; /**< of the cipher's own */
    bool encrypt;
};

/* Declares the functions of one. */
#define AEAD_DECLARE(name)                                                                      \
    psa_status_t crypto_mbedtls_##name##_begin(struct crypto_aead *aead,                        \
                                               const struct crypto_key *key,                    \
                                               psa_algorithm_t algorithm, bool encrypt);        \
    psa_status_t crypto_mbedtls_##name##_start(struct crypto_aead *aead, const uint8_t *nonce,  \
                                               size_t nonce_size, size_t ad_size,               \
                                               size_t data_size);                               \
    psa_status_t crypto_mbedtls_##name##_update_ad(struct crypto_aead *aead, const uint8_t *ad, \
                                                   size_t size);                                \
    psa_status_t crypto_mbedtls_##name##_update(struct crypto_aead *aead, const uint8_t *input, \
                                                uint8_t *output, size_t size);                  \
    psa_status_t crypto_mbedtls_##name##_finish(struct crypto_aead *aead, uint8_t *tag);

/** CCM alone can take turns. */
void crypto_mbedtls_aead_swap(struct crypto_aead *aead, struct crypto_aead_turn *turn);

AEAD_DECLARE(aead)
AEAD_DECLARE(ccm)
AEAD_DECLARE(gcm)
AEAD_DECLARE(chachapoly)

#endif
