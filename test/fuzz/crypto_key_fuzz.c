/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of arbitrary attributes and bytes, imported and loaded from a storage that holds anything,
 * then used in every way. What must hold: nothing outside a buffer is touched, what was accepted
 * reads back as it was, and no use goes beyond the key's usage. */
#include "crypto/aead.h"
#include "crypto/key.h"
#include "crypto/persist.h"
#include "crypto/random.h"
#include "crypto/sign.h"

#include <stdlib.h>
#include <string.h>

#define OWNER 1

/* The rest of the input; what is beyond its end is zero. */
static const uint8_t *input;
static size_t left;

static void take(void *data, size_t size)
{
    size_t part = size < left ? size : left;

    memset(data, 0, size);
    if (part > 0)
        memcpy(data, input, part);
    input += part;
    left -= part;
}

static uint8_t take_byte(void)
{
    uint8_t byte;

    take(&byte, 1);
    return byte;
}

bool crypto_entropy_read(void *buffer, size_t size)
{
    memset(buffer, 0x17, size);
    return true;
}

psa_status_t crypto_persist_load(int32_t owner, psa_key_id_t id, psa_key_attributes_t *attributes,
                                 uint8_t *material, size_t capacity, size_t *size)
{
    (void)owner;
    *size = take_byte();
    if (*size == 0xff)
        return PSA_ERROR_DOES_NOT_EXIST;
    if (*size > capacity)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    (void)id;
    take(attributes, sizeof *attributes);
    take(material, *size);
    return PSA_SUCCESS;
}

psa_status_t crypto_persist_save(int32_t owner, const psa_key_attributes_t *attributes,
                                 const uint8_t *material, size_t size)
{
    (void)owner;
    (void)attributes;
    (void)material;
    return size % 3 == 1 ? PSA_ERROR_INSUFFICIENT_STORAGE : PSA_SUCCESS;
}

psa_status_t crypto_persist_erase(int32_t owner, psa_key_id_t id)
{
    (void)owner;
    return id % 2 == 0 ? PSA_SUCCESS : PSA_ERROR_DOES_NOT_EXIST;
}

/* Attributes that are mostly near something that exists. */
static psa_key_attributes_t take_attributes(void)
{
    static const psa_key_type_t types[] = {PSA_KEY_TYPE_AES, PSA_KEY_TYPE_HMAC,
                                           PSA_KEY_TYPE_RAW_DATA,
                                           PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1),
                                           PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1)};
    static const psa_algorithm_t algorithms[] = {
        PSA_ALG_CCM, PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(PSA_ALG_CCM, 8),
        PSA_ALG_ECDSA(PSA_ALG_SHA_256), PSA_ALG_ECDSA(PSA_ALG_ANY_HASH), PSA_ALG_ECDSA_ANY};
    psa_key_attributes_t attributes;
    uint8_t choice = take_byte();

    take(&attributes, sizeof attributes);
    if (choice & 1)
        attributes.type = types[choice / 8 % 5];
    if (choice & 2)
        attributes.lifetime &= 1;
    if (choice & 4) {
        attributes.algorithm = algorithms[attributes.algorithm % 5];
        attributes.usage &= 0xff07;
        attributes.bits = 0;
        if (attributes.lifetime == 0)
            attributes.id = 0;
    }
    return attributes;
}

static psa_key_id_t import(void)
{
    psa_key_attributes_t attributes = take_attributes();
    const struct crypto_key *key;
    uint8_t data[256], *material;
    size_t size = take_byte();
    psa_key_id_t id;

    take(data, size);
    if (crypto_key_prepare(OWNER, &attributes, size, &material) != PSA_SUCCESS)
        return 0;
    memcpy(material, data, size);
    if (crypto_key_commit(&id) != PSA_SUCCESS)
        return 0;
    if (id == 0 || (attributes.lifetime == 0) != (id >= PSA_KEY_ID_VENDOR_MIN))
        abort();
    if (crypto_key_find(OWNER, id, &key) != PSA_SUCCESS || key->size != size ||
        memcmp(key->data, data, size) != 0 || (attributes.usage & ~key->attributes.usage) != 0)
        abort();
    return id;
}

static psa_key_usage_t usage_of(psa_key_id_t id)
{
    const struct crypto_key *key;

    return crypto_key_find(OWNER, id, &key) == PSA_SUCCESS ? key->attributes.usage : 0;
}

static void use(psa_key_id_t id, psa_algorithm_t algorithm)
{
    psa_key_usage_t usage = usage_of(id);
    uint8_t nonce[13] = {0}, data[65], point[CRYPTO_PUBLIC_MAX];
    bool encrypt = take_byte() & 1;
    size_t nonce_size = take_byte() % 14;
    const struct crypto_key *key;
    struct crypto_operation aead;
    size_t size;

    take(data, sizeof data);
    if (crypto_aead_begin(&aead, OWNER, id, algorithm, encrypt) == PSA_SUCCESS) {
        if ((usage & (encrypt ? PSA_KEY_USAGE_ENCRYPT : PSA_KEY_USAGE_DECRYPT)) == 0)
            abort();
        if (crypto_aead_set_lengths(&aead, 0, sizeof data) == PSA_SUCCESS &&
            crypto_aead_set_nonce(&aead, nonce, nonce_size) == PSA_SUCCESS &&
            crypto_aead_update(&aead, data, data, sizeof data) != PSA_SUCCESS)
            abort();
        crypto_operation_abort(&aead);
    }
    if (id >= PSA_KEY_ID_VENDOR_MIN) {
        psa_status_t status = crypto_key_export(OWNER, id, &key);

        if (status == PSA_SUCCESS && (usage & PSA_KEY_USAGE_EXPORT) == 0 &&
            !PSA_KEY_TYPE_IS_PUBLIC_KEY(key->attributes.type))
            abort();
        if (status == PSA_ERROR_NOT_PERMITTED && (usage & PSA_KEY_USAGE_EXPORT) != 0)
            abort();
    }
    if (take_byte() % 64 == 0) { /* slow */
        struct crypto_signing signing = {OWNER, id, PSA_KEY_USAGE_SIGN_HASH, algorithm, data, 32};

        (void)crypto_key_public(OWNER, id, point, &size);
        if (crypto_sign_hash(&signing, data, 64, &size) == PSA_SUCCESS &&
            (usage & PSA_KEY_USAGE_SIGN_HASH) == 0)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    psa_key_id_t ids[16] = {0};
    psa_algorithm_t algorithm;

    input = data;
    left = size;
    for (int i = 0; left > 0; i++) {
        psa_key_id_t *id = &ids[i % 16];

        if (*id != 0)
            crypto_key_destroy(OWNER, *id);
        *id = import();
        take(&algorithm, sizeof algorithm);
        use(*id, take_byte() & 1 ? algorithm : PSA_ALG_CCM);
        use(take_byte() + 1u, PSA_ALG_ECDSA(PSA_ALG_SHA_256));
        if (take_byte() & 1)
            crypto_key_release();
    }
    for (int i = 0; i < 16; i++)
        crypto_key_destroy(OWNER, ids[i]);
    for (psa_key_id_t id = 1; id <= 256; id++) {
        if (crypto_key_purge(OWNER, id) == PSA_SUCCESS)
            crypto_key_destroy(OWNER, id);
    }
    return 0;
}
