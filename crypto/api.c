/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a program without a partition manager: the same functions as client/crypto.c,
 * called directly, with one owner. */
#include "crypto/aead.h"
#include "crypto/hash.h"
#include "crypto/key.h"
#include "crypto/random.h"
#include "crypto/sign.h"
#include "lib/wipe.h"

#include <string.h>

/* The owner of the program's keys. No client of a partition manager has this id. */
#define OWNER 0

psa_status_t psa_crypto_init(void)
{
    return PSA_SUCCESS;
}

psa_status_t psa_generate_random(uint8_t *output, size_t output_size)
{
    psa_status_t status = PSA_SUCCESS;

    for (size_t done = 0; status == PSA_SUCCESS && done < output_size;) {
        size_t size = output_size - done;

        size = size < CRYPTO_RANDOM_MAX ? size : CRYPTO_RANDOM_MAX;
        status = crypto_random(output + done, size);
        done += size;
    }
    /* What came before was good, but half of a random value is a trap. */
    if (status != PSA_SUCCESS)
        lib_wipe(output, output_size);
    return status;
}

/* Ends a function that has used keys. */
static psa_status_t done(psa_status_t status)
{
    crypto_key_release();
    return status;
}

psa_status_t psa_get_key_attributes(psa_key_id_t id, psa_key_attributes_t *attributes)
{
    const struct crypto_key *key;
    psa_status_t status = crypto_key_find(OWNER, id, &key);

    psa_reset_key_attributes(attributes);
    if (status == PSA_SUCCESS)
        *attributes = key->attributes;
    return done(status);
}

psa_status_t psa_import_key(const psa_key_attributes_t *attributes, const uint8_t *data,
                            size_t data_length, psa_key_id_t *id)
{
    uint8_t *material;
    psa_status_t status = crypto_key_prepare(OWNER, attributes, data_length, &material);

    *id = PSA_KEY_ID_NULL;
    if (status == PSA_SUCCESS) {
        memcpy(material, data, data_length);
        status = crypto_key_commit(id);
    }
    return done(status);
}

psa_status_t psa_generate_key(const psa_key_attributes_t *attributes, psa_key_id_t *id)
{
    return done(crypto_key_generate(OWNER, attributes, id));
}

psa_status_t psa_destroy_key(psa_key_id_t id)
{
    return crypto_key_destroy(OWNER, id);
}

psa_status_t psa_purge_key(psa_key_id_t id)
{
    return done(crypto_key_purge(OWNER, id));
}

psa_status_t psa_export_key(psa_key_id_t id, uint8_t *data, size_t data_size, size_t *data_length)
{
    const struct crypto_key *key;
    psa_status_t status = crypto_key_export(OWNER, id, &key);

    *data_length = 0;
    if (status == PSA_SUCCESS && data_size < key->size)
        status = PSA_ERROR_BUFFER_TOO_SMALL;
    if (status == PSA_SUCCESS) {
        memcpy(data, crypto_key_material(key), key->size);
        *data_length = key->size;
    }
    return done(status);
}

psa_status_t psa_export_public_key(psa_key_id_t id, uint8_t *data, size_t data_size,
                                   size_t *data_length)
{
    uint8_t point[CRYPTO_PUBLIC_MAX];
    size_t size;
    psa_status_t status = crypto_key_public(OWNER, id, point, &size);

    *data_length = 0;
    if (status == PSA_SUCCESS && data_size < size)
        status = PSA_ERROR_BUFFER_TOO_SMALL;
    if (status == PSA_SUCCESS) {
        memcpy(data, point, size);
        *data_length = size;
    }
    return done(status);
}

psa_status_t psa_hash_compute(psa_algorithm_t alg, const uint8_t *input, size_t input_length,
                              uint8_t *hash, size_t hash_size, size_t *hash_length)
{
    return crypto_hash_compute(alg, input, input_length, hash, hash_size, hash_length);
}

psa_status_t psa_hash_compare(psa_algorithm_t alg, const uint8_t *input, size_t input_length,
                              const uint8_t *hash, size_t hash_length)
{
    uint8_t computed[PSA_HASH_MAX_SIZE];
    size_t size;
    psa_status_t status =
        crypto_hash_compute(alg, input, input_length, computed, sizeof computed, &size);

    if (status == PSA_SUCCESS && (size != hash_length || !lib_equal_ct(computed, hash, size)))
        status = PSA_ERROR_INVALID_SIGNATURE;
    return status;
}

/* What an AEAD operation is about. */
struct aead_shape {
    psa_algorithm_t algorithm;
    bool encrypt;
    const uint8_t *nonce;
    size_t nonce_size, ad_size, data_size;
};

/* Both directions: `size` bytes go from `input` to `output`, and the tag is written or compared.
 * Nonce and additional data are taken in before the first byte of output, which may be over any of
 * them. */
static psa_status_t aead(psa_key_id_t key, const struct aead_shape *shape,
                         const uint8_t *additional_data, const uint8_t *input, uint8_t *output,
                         uint8_t *tag)
{
    size_t tag_length = PSA_ALG_AEAD_GET_TAG_LENGTH(shape->algorithm);
    struct crypto_operation aead;
    size_t length;
    psa_status_t status = crypto_aead_begin(&aead, OWNER, key, shape->algorithm, shape->encrypt);

    if (status == PSA_SUCCESS)
        status = crypto_aead_set_lengths(&aead, shape->ad_size, shape->data_size);
    if (status == PSA_SUCCESS)
        status = crypto_aead_set_nonce(&aead, shape->nonce, shape->nonce_size);
    if (status == PSA_SUCCESS)
        status = crypto_aead_update_ad(&aead, additional_data, shape->ad_size);
    if (status == PSA_SUCCESS && shape->data_size > 0) {
        memmove(output, input, shape->data_size);
        status = crypto_aead_update(&aead, output, output, shape->data_size);
    }
    if (status == PSA_SUCCESS)
        status = shape->encrypt ? crypto_aead_finish(&aead, tag, tag_length, &length)
                                : crypto_aead_verify(&aead, tag, tag_length);
    return done(status);
}

psa_status_t psa_aead_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *nonce,
                              size_t nonce_length, const uint8_t *additional_data,
                              size_t additional_data_length, const uint8_t *plaintext,
                              size_t plaintext_length, uint8_t *ciphertext, size_t ciphertext_size,
                              size_t *ciphertext_length)
{
    size_t tag_length = PSA_AEAD_TAG_LENGTH(PSA_KEY_TYPE_NONE, 0, alg);
    struct aead_shape shape = {
        .algorithm = alg,
        .encrypt = true,
        .nonce = nonce,
        .nonce_size = nonce_length,
        .ad_size = additional_data_length,
        .data_size = plaintext_length,
    };
    psa_status_t status;

    *ciphertext_length = 0;
    if (ciphertext_size < plaintext_length || ciphertext_size - plaintext_length < tag_length)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    status =
        aead(key, &shape, additional_data, plaintext, ciphertext, ciphertext + plaintext_length);
    if (status == PSA_SUCCESS)
        *ciphertext_length = plaintext_length + tag_length;
    return status;
}

psa_status_t psa_aead_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *nonce,
                              size_t nonce_length, const uint8_t *additional_data,
                              size_t additional_data_length, const uint8_t *ciphertext,
                              size_t ciphertext_length, uint8_t *plaintext, size_t plaintext_size,
                              size_t *plaintext_length)
{
    size_t tag_length = PSA_AEAD_TAG_LENGTH(PSA_KEY_TYPE_NONE, 0, alg);
    uint8_t tag[PSA_AEAD_TAG_MAX_SIZE] = {0};
    struct aead_shape shape = {
        .algorithm = alg,
        .nonce = nonce,
        .nonce_size = nonce_length,
        .ad_size = additional_data_length,
        .data_size = ciphertext_length - tag_length,
    };
    psa_status_t status;

    *plaintext_length = 0;
    if (tag_length > sizeof tag || ciphertext_length < tag_length)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (plaintext_size < shape.data_size)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    if (tag_length > 0)
        memcpy(tag, ciphertext + shape.data_size, tag_length);
    status = aead(key, &shape, additional_data, ciphertext, plaintext, tag);
    if (status == PSA_SUCCESS)
        *plaintext_length = shape.data_size;
    else if (plaintext_size > 0)
        lib_wipe(plaintext, plaintext_size);
    return status;
}

static psa_status_t sign(const struct crypto_signing *signing, uint8_t *signature, size_t capacity,
                         size_t *length)
{
    return done(crypto_sign_hash(signing, signature, capacity, length));
}

static psa_status_t verify(const struct crypto_signing *signing, const uint8_t *signature,
                           size_t length)
{
    return done(crypto_verify_hash(signing, signature, length));
}

psa_status_t psa_sign_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *hash,
                           size_t hash_length, uint8_t *signature, size_t signature_size,
                           size_t *signature_length)
{
    struct crypto_signing signing = {OWNER, key, PSA_KEY_USAGE_SIGN_HASH, alg, hash, hash_length};

    return sign(&signing, signature, signature_size, signature_length);
}

psa_status_t psa_verify_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *hash,
                             size_t hash_length, const uint8_t *signature, size_t signature_length)
{
    struct crypto_signing signing = {OWNER, key, PSA_KEY_USAGE_VERIFY_HASH, alg, hash, hash_length};

    return verify(&signing, signature, signature_length);
}

/* Puts the hash of a message into `hash` and what is to be signed. */
static psa_status_t hash_message(struct crypto_signing *signing, const uint8_t *input,
                                 size_t input_length, uint8_t hash[PSA_HASH_MAX_SIZE])
{
    signing->hash = hash;
    return crypto_hash_compute(PSA_ALG_SIGN_GET_HASH(signing->algorithm), input, input_length, hash,
                               PSA_HASH_MAX_SIZE, &signing->hash_size);
}

psa_status_t psa_sign_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                              size_t input_length, uint8_t *signature, size_t signature_size,
                              size_t *signature_length)
{
    struct crypto_signing signing = {OWNER, key, PSA_KEY_USAGE_SIGN_MESSAGE, alg, NULL, 0};
    uint8_t hash[PSA_HASH_MAX_SIZE];
    psa_status_t status = hash_message(&signing, input, input_length, hash);

    *signature_length = 0;
    if (status != PSA_SUCCESS)
        return status;
    return sign(&signing, signature, signature_size, signature_length);
}

psa_status_t psa_verify_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                size_t input_length, const uint8_t *signature,
                                size_t signature_length)
{
    struct crypto_signing signing = {OWNER, key, PSA_KEY_USAGE_VERIFY_MESSAGE, alg, NULL, 0};
    uint8_t hash[PSA_HASH_MAX_SIZE];
    psa_status_t status = hash_message(&signing, input, input_length, hash);

    if (status != PSA_SUCCESS)
        return status;
    return verify(&signing, signature, signature_length);
}
