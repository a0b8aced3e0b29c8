/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/aead.h"

#include "crypto/key.h"
#include "lib/wipe.h"

psa_status_t crypto_aead_begin(struct crypto_aead *aead, int32_t owner, psa_key_id_t id,
                               const struct crypto_aead_shape *shape)
{
    const struct crypto_key *key;
    psa_status_t status;

    if (!PSA_ALG_IS_AEAD(shape->algorithm))
        return PSA_ERROR_INVALID_ARGUMENT;
    status =
        crypto_key_use(owner, id, shape->encrypt ? PSA_KEY_USAGE_ENCRYPT : PSA_KEY_USAGE_DECRYPT,
                       shape->algorithm, &key);
    if (status != PSA_SUCCESS)
        return status;
    if (crypto_provider.aead_begin == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    return crypto_provider.aead_begin(aead, &key->attributes, crypto_key_material(key), shape);
}

psa_status_t crypto_aead_finish(struct crypto_aead *aead, uint8_t *tag, size_t tag_size)
{
    psa_status_t status = crypto_provider.aead_finish(aead, tag, tag_size);

    crypto_aead_abort(aead);
    return status;
}

psa_status_t crypto_aead_verify(struct crypto_aead *aead, const uint8_t *tag, size_t tag_size)
{
    uint8_t computed[PSA_AEAD_TAG_MAX_SIZE];
    psa_status_t status = crypto_aead_finish(aead, computed, tag_size);

    if (status == PSA_SUCCESS && !lib_equal_ct(computed, tag, tag_size))
        status = PSA_ERROR_INVALID_SIGNATURE;
    lib_wipe(computed, sizeof computed);
    return status;
}

void crypto_aead_abort(struct crypto_aead *aead)
{
    lib_wipe(aead, sizeof *aead);
}
