/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Authenticated ciphers in two kinds: those that EVP does (aead.c), and CCM (ccm.c).
 */
#ifndef CRYPTO_OPENSSL_AEAD_H
#define CRYPTO_OPENSSL_AEAD_H

#include "crypto/provider.h"

/** 0 in a state that was never begun, for abort. */
enum openssl_aead_kind { OPENSSL_AEAD_NONE, OPENSSL_AEAD_EVP, OPENSSL_AEAD_CCM };

/** Every state begins with this. */
struct openssl_aead_head {
    uint8_t kind;
    uint8_t tag_size;
    bool encrypt;
};

/* CCM, as the entries of the table. */
psa_status_t openssl_ccm_begin(struct crypto_aead *aead, const struct crypto_key *key,
                               size_t tag_size, bool encrypt);
psa_status_t openssl_ccm_start(struct crypto_aead *aead, const uint8_t *nonce, size_t nonce_size,
                               size_t ad_size, size_t data_size);
psa_status_t openssl_ccm_update_ad(struct crypto_aead *aead, const uint8_t *ad, size_t size);
psa_status_t openssl_ccm_update(struct crypto_aead *aead, const uint8_t *input, uint8_t *output,
                                size_t size);
psa_status_t openssl_ccm_finish(struct crypto_aead *aead, uint8_t *tag);
void openssl_ccm_abort(struct crypto_aead *aead);

#endif
