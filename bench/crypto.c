/* SPDX-License-Identifier: Apache-2.0 */
/* What a program gives the crypto library, as little as it can be: bench/crypto.sh measures the
 * library, with every function of psa/crypto.h, without what stands below it. */
#include "crypto/persist.h"
#include "crypto/random.h"

int main(void)
{
    return 0;
}

bool crypto_entropy_read(void *buffer, size_t size)
{
    (void)buffer;
    (void)size;
    return false;
}

psa_status_t crypto_persist_load(int32_t owner, psa_key_id_t id, psa_key_attributes_t *attributes,
                                 uint8_t *material, size_t capacity, size_t *size)
{
    (void)owner;
    (void)id;
    (void)attributes;
    (void)material;
    (void)capacity;
    (void)size;
    return PSA_ERROR_DOES_NOT_EXIST;
}

psa_status_t crypto_persist_save(int32_t owner, const psa_key_attributes_t *attributes,
                                 const uint8_t *material, size_t size)
{
    (void)owner;
    (void)attributes;
    (void)material;
    (void)size;
    return PSA_ERROR_NOT_SUPPORTED;
}

psa_status_t crypto_persist_erase(int32_t owner, psa_key_id_t id)
{
    (void)owner;
    (void)id;
    return PSA_ERROR_DOES_NOT_EXIST;
}
