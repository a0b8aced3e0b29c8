/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Authenticated encryption of a message in pieces, whose sizes are known beforehand.
 *
 * The pieces must add up to the sizes that were announced; the state belongs to the caller, who
 * wipes it with crypto_aead_abort() when it ends early. Plaintext that came from an update is not
 * authentic until crypto_aead_verify() has said so.
 */
#ifndef CRYPTO_AEAD_H
#define CRYPTO_AEAD_H

#include "crypto/provider.h"

/**
 * Begins to encrypt or decrypt. Statuses as psa_aead_encrypt(). After another status than
 * PSA_SUCCESS the state may hold the key: crypto_aead_abort() is due as after any early end.
 */
psa_status_t crypto_aead_begin(struct crypto_aead *aead, int32_t owner, psa_key_id_t key,
                               const struct crypto_aead_shape *shape);

static inline psa_status_t crypto_aead_update_ad(struct crypto_aead *aead, const uint8_t *ad,
                                                 size_t size)
{
    return crypto_provider.aead_update_ad(aead, ad, size);
}

/** `output` is as long as `input`, and may be the same buffer. */
static inline psa_status_t crypto_aead_update(struct crypto_aead *aead, const uint8_t *input,
                                              uint8_t *output, size_t size)
{
    return crypto_provider.aead_update(aead, input, output, size);
}

/** Writes the tag, of the size that the algorithm says, and wipes the state. */
psa_status_t crypto_aead_finish(struct crypto_aead *aead, uint8_t *tag, size_t tag_size);

/** Compares the tag in constant time and wipes the state. PSA_ERROR_INVALID_SIGNATURE if it is
 * another one. */
psa_status_t crypto_aead_verify(struct crypto_aead *aead, const uint8_t *tag, size_t tag_size);

/** Wipes the state. */
void crypto_aead_abort(struct crypto_aead *aead);

#endif
