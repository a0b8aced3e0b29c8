/* SPDX-License-Identifier: Apache-2.0 */
/* Keys that live elsewhere: in a toy whose keys leave it wrapped, by a byte that nobody should
 * know, and which counts what it is asked to do. */
#include "crypto/aead.h"
#include "crypto/agree.h"
#include "crypto/derive.h"
#include "crypto/hash.h"
#include "crypto/key.h"
#include "crypto/mac.h"
#include "crypto/persist.h"
#include "crypto/random.h"
#include "crypto/sign.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define ALICE     5
#define TOY       ((psa_key_location_t)0x800001)
#define VOLATILE  PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(0, TOY)
#define PERSISTED PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(1, TOY)
#define PAIR      PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)
#define HMAC      PSA_ALG_HMAC(PSA_ALG_SHA_256)
#define ECDSA     PSA_ALG_ECDSA(PSA_ALG_SHA_256)
#define WRAP      0xa5

/* ---- The toy ---------------------------------------------------------------------------------*/

static int begun, ended, destroyed;
static psa_status_t destroy_status;

/* A wrapped key is one byte longer than the key: how long the wrapping is, is the toy's business.
 */
static psa_status_t toy_import(const psa_key_attributes_t *attributes, uint8_t *material,
                               size_t capacity, size_t *size, size_t *bits)
{
    if (*size + 1 > capacity)
        return PSA_ERROR_INSUFFICIENT_STORAGE;
    if (material[0] == 0xee)
        return PSA_ERROR_HARDWARE_FAILURE;
    *bits = attributes->bits;
    for (size_t i = 0; i < *size; i++)
        material[i] ^= WRAP;
    material[(*size)++] = 0x77;
    return PSA_SUCCESS;
}

static psa_status_t toy_generate(const psa_key_attributes_t *attributes, uint8_t *material,
                                 size_t capacity, size_t *size)
{
    size_t bits;

    *size = attributes->bits / 8u;
    memset(material, 0x21, *size);
    return toy_import(attributes, material, capacity, size, &bits);
}

static psa_status_t toy_destroy(const struct crypto_key *key)
{
    assert_int_equal(key->data[key->size - 1], 0x77);
    destroyed++;
    return destroy_status;
}

/* The key as it was, in memory of the toy's. */
static struct crypto_key unwrap(const struct crypto_key *key)
{
    static uint8_t plain[100];

    assert_int_equal(key->data[key->size - 1], 0x77);
    for (size_t i = 0; i < key->size - 1; i++)
        plain[i] = key->data[i] ^ WRAP;
    return (struct crypto_key){key->attributes, plain, key->size - 1};
}

static struct crypto_hmac hmac;

static psa_status_t toy_mac_begin(struct crypto_cmac *cmac, const struct crypto_key *key,
                                  psa_algorithm_t algorithm)
{
    struct crypto_key plain = unwrap(key);

    (void)cmac;
    begun++;
    return crypto_hmac_begin(&hmac, algorithm, plain.data, plain.size);
}

static psa_status_t toy_mac_update(struct crypto_cmac *cmac, const uint8_t *data, size_t size)
{
    (void)cmac;
    return crypto_hmac_update(&hmac, data, size);
}

static psa_status_t toy_mac_finish(struct crypto_cmac *cmac, uint8_t *mac)
{
    (void)cmac;
    return crypto_hmac_finish(&hmac, HMAC, mac);
}

static void toy_mac_abort(struct crypto_cmac *cmac)
{
    (void)cmac;
    ended++;
}

static psa_status_t toy_public(const struct crypto_key *key, uint8_t *point)
{
    struct crypto_key plain = unwrap(key);

    return crypto_provider.ecc_public(&plain, point);
}

static psa_status_t toy_sign(const struct crypto_key *key, psa_algorithm_t algorithm,
                             const uint8_t *hash, size_t hash_size, uint8_t *signature)
{
    struct crypto_key plain = unwrap(key);

    return crypto_provider.ecdsa_sign(&plain, algorithm, hash, hash_size, signature);
}

static const struct crypto_provider toy = {
    .cmac_begin = toy_mac_begin,
    .cmac_update = toy_mac_update,
    .cmac_finish = toy_mac_finish,
    .cmac_abort = toy_mac_abort,
    .ecc_public = toy_public,
    .ecdsa_sign = toy_sign,
    .opaque_import = toy_import,
    .opaque_generate = toy_generate,
    .opaque_destroy = toy_destroy,
};

/* A place that takes no keys at all. */
static const struct crypto_provider nothing;

const struct crypto_location crypto_locations[] = {{0x800000, &nothing}, {TOY, &toy}};
const size_t crypto_location_count = 2;

/* ---- The storage: one key --------------------------------------------------------------------*/

static psa_key_attributes_t saved;
static uint8_t saved_material[100];
static size_t saved_size;

psa_status_t crypto_persist_load(int32_t owner, psa_key_id_t id, psa_key_attributes_t *attributes,
                                 uint8_t *material, size_t capacity, size_t *size)
{
    if (saved_size == 0 || owner != ALICE || id != saved.id)
        return PSA_ERROR_DOES_NOT_EXIST;
    assert_true(saved_size <= capacity);
    *attributes = saved;
    attributes->bits = 0;
    memcpy(material, saved_material, saved_size);
    *size = saved_size;
    return PSA_SUCCESS;
}

psa_status_t crypto_persist_save(int32_t owner, const psa_key_attributes_t *attributes,
                                 const uint8_t *material, size_t size)
{
    (void)owner;
    saved = *attributes;
    memcpy(saved_material, material, size);
    saved_size = size;
    return PSA_SUCCESS;
}

psa_status_t crypto_persist_erase(int32_t owner, psa_key_id_t id)
{
    if (saved_size == 0 || owner != ALICE || id != saved.id)
        return PSA_ERROR_DOES_NOT_EXIST;
    saved_size = 0;
    return PSA_SUCCESS;
}

bool crypto_entropy_read(void *buffer, size_t size)
{
    static uint8_t next;

    for (size_t i = 0; i < size; i++)
        ((uint8_t *)buffer)[i] = next++;
    return true;
}

/* ---- Tests -----------------------------------------------------------------------------------*/

static psa_status_t import(psa_key_attributes_t attributes, size_t size, uint8_t first,
                           psa_key_id_t *id)
{
    uint8_t *material;
    psa_status_t status = crypto_key_prepare(ALICE, &attributes, size, &material);

    *id = 0;
    if (status != PSA_SUCCESS)
        return status;
    memset(material, 0x11, size);
    material[0] = first;
    return crypto_key_commit(id);
}

static const psa_key_attributes_t hmac_key = {
    .type = PSA_KEY_TYPE_HMAC,
    .lifetime = VOLATILE,
    .usage = PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_COPY,
    .algorithm = HMAC,
};

static void a_key_goes_to_its_location_and_is_used_there(void **state)
{
    psa_key_attributes_t local = hmac_key;
    struct crypto_operation op;
    const struct crypto_key *key;
    psa_key_id_t there, here;
    uint8_t mac[2][32];
    size_t size;

    (void)state;
    local.lifetime = PSA_KEY_LIFETIME_VOLATILE;
    assert_int_equal(import(hmac_key, 20, 0x11, &there), PSA_SUCCESS);
    assert_int_equal(import(local, 20, 0x11, &here), PSA_SUCCESS);
    assert_int_equal(crypto_key_find(ALICE, there, &key), PSA_SUCCESS);
    assert_int_equal(key->attributes.bits, 160);
    for (size_t i = 0; i < key->size; i++)
        assert_int_not_equal(key->data[i], 0x11);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(crypto_mac_begin(&op, ALICE, i == 0 ? there : here, HMAC, false),
                         PSA_SUCCESS);
        assert_int_equal(crypto_mac_update(&op, mac[0], 0), PSA_SUCCESS);
        assert_int_equal(crypto_mac_update(&op, (const uint8_t *)"message", 7), PSA_SUCCESS);
        assert_int_equal(crypto_mac_finish(&op, mac[i], 32, &size), PSA_SUCCESS);
        assert_int_equal(begun, 1);
        assert_int_equal(ended, 1);
    }
    assert_memory_equal(mac[0], mac[1], 32);
    /* An operation that is given up is given up there, too; one that never began is not. */
    assert_int_equal(crypto_mac_begin(&op, ALICE, there, HMAC, false), PSA_SUCCESS);
    crypto_operation_abort(&op);
    assert_int_equal(ended, 2);
    assert_int_equal(crypto_mac_begin(&op, ALICE, there, PSA_ALG_CMAC, false),
                     PSA_ERROR_NOT_PERMITTED);
    assert_int_equal(ended, 2);
    assert_int_equal(destroyed, 0);
    assert_int_equal(crypto_key_destroy(ALICE, here), PSA_SUCCESS);
    assert_int_equal(destroyed, 0);
    assert_int_equal(crypto_key_destroy(ALICE, there), PSA_SUCCESS);
    assert_int_equal(destroyed, 1);
}

static void a_key_does_not_leave_its_location(void **state)
{
    psa_key_attributes_t local = {.usage = PSA_KEY_USAGE_SIGN_MESSAGE, .algorithm = HMAC};
    psa_key_attributes_t secret = {.type = PSA_KEY_TYPE_DERIVE,
                                   .lifetime = VOLATILE,
                                   .usage = PSA_KEY_USAGE_DERIVE,
                                   .algorithm = PSA_ALG_HKDF(PSA_ALG_SHA_256)};
    const struct crypto_key *key;
    struct crypto_operation op;
    psa_key_id_t id, copy;

    (void)state;
    assert_int_equal(import(hmac_key, 20, 0x11, &id), PSA_SUCCESS);
    assert_int_equal(crypto_key_export(ALICE, id, &key), PSA_ERROR_NOT_SUPPORTED);
    assert_int_equal(crypto_key_copy(ALICE, id, &local, &copy), PSA_ERROR_NOT_SUPPORTED);
    assert_int_equal(copy, PSA_KEY_ID_NULL);
    crypto_key_destroy(ALICE, id);
    assert_int_equal(import(secret, 32, 0x11, &id), PSA_SUCCESS);
    assert_int_equal(crypto_derive_begin(&op, ALICE, secret.algorithm), PSA_SUCCESS);
    assert_int_equal(crypto_derive_input_key(&op, PSA_KEY_DERIVATION_INPUT_SECRET, id),
                     PSA_ERROR_NOT_SUPPORTED);
    crypto_key_destroy(ALICE, id);
}

static void a_signature_from_there_holds_here(void **state)
{
    psa_key_attributes_t attributes = {.type = PAIR,
                                       .bits = 256,
                                       .lifetime = VOLATILE,
                                       .usage = PSA_KEY_USAGE_SIGN_HASH |
                                                PSA_KEY_USAGE_VERIFY_HASH | PSA_KEY_USAGE_DERIVE,
                                       .algorithm = ECDSA};
    struct crypto_signing signing = {ALICE, 0, PSA_KEY_USAGE_SIGN_HASH, ECDSA, saved_material, 32};
    uint8_t signature[CRYPTO_SIGNATURE_MAX], point[CRYPTO_PUBLIC_MAX];
    size_t size, point_size;

    (void)state;
    assert_int_equal(crypto_key_generate(ALICE, &attributes, &signing.key), PSA_SUCCESS);
    assert_int_equal(crypto_sign_hash(&signing, signature, sizeof signature, &size), PSA_SUCCESS);
    assert_int_equal(size, 64);
    signing.usage = PSA_KEY_USAGE_VERIFY_HASH;
    for (int i = 0; i < 2; i++) /* the second time with the point that was kept */
        assert_int_equal(crypto_verify_hash(&signing, signature, size), PSA_SUCCESS);
    signature[3] ^= 1;
    assert_int_equal(crypto_verify_hash(&signing, signature, size), PSA_ERROR_INVALID_SIGNATURE);
    assert_int_equal(crypto_key_public(ALICE, signing.key, point, &point_size), PSA_SUCCESS);
    assert_int_equal(point_size, 65);
    crypto_key_destroy(ALICE, signing.key);
}

static void what_a_location_cannot_do_is_not_supported(void **state)
{
    psa_key_attributes_t aes = {.type = PSA_KEY_TYPE_AES,
                                .lifetime = VOLATILE,
                                .usage = PSA_KEY_USAGE_ENCRYPT,
                                .algorithm = PSA_ALG_CCM};
    psa_key_attributes_t elsewhere = hmac_key, public = {.lifetime = VOLATILE};
    struct crypto_operation op;
    psa_key_id_t id;

    (void)state;
    assert_int_equal(import(aes, 16, 0x11, &id), PSA_SUCCESS);
    assert_int_equal(crypto_aead_begin(&op, ALICE, id, PSA_ALG_CCM, true), PSA_ERROR_NOT_SUPPORTED);
    crypto_key_destroy(ALICE, id);
    elsewhere.lifetime = PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(0, 0x800000);
    assert_int_equal(import(elsewhere, 20, 0x11, &id), PSA_ERROR_NOT_SUPPORTED);
    elsewhere.bits = 160;
    assert_int_equal(crypto_key_generate(ALICE, &elsewhere, &id), PSA_ERROR_NOT_SUPPORTED);
    elsewhere.lifetime = PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(0, 0x800002);
    assert_int_equal(import(elsewhere, 20, 0x11, &id), PSA_ERROR_NOT_SUPPORTED);
    public.type = PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1);
    assert_int_equal(import(public, 65, 0x04, &id), PSA_ERROR_NOT_SUPPORTED);
    /* A location's own failure comes through. */
    assert_int_equal(import(hmac_key, 20, 0xee, &id), PSA_ERROR_HARDWARE_FAILURE);
    assert_int_equal(id, PSA_KEY_ID_NULL);
}

static void a_persistent_key_is_kept_as_its_location_wants(void **state)
{
    psa_key_attributes_t attributes = hmac_key;
    const struct crypto_key *key;
    psa_key_id_t id;

    (void)state;
    attributes.lifetime = PERSISTED;
    attributes.id = 9;
    assert_int_equal(import(attributes, 20, 0x11, &id), PSA_SUCCESS);
    assert_int_equal(saved_size, 2 + 20 + 1);
    assert_int_equal(crypto_key_purge(ALICE, 9), PSA_SUCCESS);
    assert_int_equal(crypto_key_find(ALICE, 9, &key), PSA_SUCCESS);
    assert_int_equal(key->attributes.bits, 160);
    assert_int_equal(key->size, 21);
    crypto_key_purge(ALICE, 9);
    /* A record of a place that is not there any more is no key, but can be destroyed. */
    saved.lifetime = PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(1, 0x800002);
    assert_int_equal(crypto_key_find(ALICE, 9, &key), PSA_ERROR_DATA_INVALID);
    saved.lifetime = PERSISTED;
    saved_size = 1;
    assert_int_equal(crypto_key_find(ALICE, 9, &key), PSA_ERROR_DATA_INVALID);
    assert_int_equal(crypto_key_destroy(ALICE, 9), PSA_SUCCESS);
    assert_int_equal(saved_size, 0);
    /* What the location says of a destruction is passed on, and the key is gone here. */
    assert_int_equal(import(attributes, 20, 0x11, &id), PSA_SUCCESS);
    destroy_status = PSA_ERROR_HARDWARE_FAILURE;
    assert_int_equal(crypto_key_destroy(ALICE, 9), PSA_ERROR_HARDWARE_FAILURE);
    destroy_status = PSA_SUCCESS;
    assert_int_equal(crypto_key_find(ALICE, 9, &key), PSA_ERROR_INVALID_HANDLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_goes_to_its_location_and_is_used_there),
        cmocka_unit_test(a_key_does_not_leave_its_location),
        cmocka_unit_test(a_signature_from_there_holds_here),
        cmocka_unit_test(what_a_location_cannot_do_is_not_supported),
        cmocka_unit_test(a_persistent_key_is_kept_as_its_location_wants),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
