/* SPDX-License-Identifier: Apache-2.0 */
/* The key store, with a storage and an entropy source that the tests control. */
#include "crypto/aead.h"
#include "crypto/key.h"
#include "crypto/persist.h"
#include "crypto/policy.h"
#include "crypto/random.h"
#include "crypto/sign.h"
#include "kedge_config.h"
#include "test/unit/crypto_vectors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define SLOTS       CONFIG_CRYPTO_KEY_SLOT_COUNT
#define ALICE       1
#define BOB         (-1)
#define P256_PAIR   PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)
#define P256_PUBLIC PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1)
#define K1_PAIR     PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_K1)

/* The storage: records in an array. */
static struct record {
    int32_t owner;
    psa_key_attributes_t attributes;
    uint8_t material[256];
    size_t size;
    psa_status_t damage; /* what loading it answers */
} records[32];
static psa_status_t save_status;
static psa_status_t erase_status;
static int load_count;

static struct record *record_of(int32_t owner, psa_key_id_t id)
{
    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++) {
        if (records[i].size > 0 && records[i].owner == owner && records[i].attributes.id == id)
            return &records[i];
    }
    return NULL;
}

psa_status_t crypto_persist_load(int32_t owner, psa_key_id_t id, psa_key_attributes_t *attributes,
                                 uint8_t *material, size_t capacity, size_t *size)
{
    struct record *record = record_of(owner, id);

    if (record == NULL)
        return PSA_ERROR_DOES_NOT_EXIST;
    if (record->damage != PSA_SUCCESS)
        return record->damage;
    if (record->size > capacity)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    load_count++;
    *attributes = record->attributes;
    attributes->bits = 0;
    memcpy(material, record->material, record->size);
    *size = record->size;
    return PSA_SUCCESS;
}

psa_status_t crypto_persist_save(int32_t owner, const psa_key_attributes_t *attributes,
                                 const uint8_t *material, size_t size)
{
    struct record *record = records;

    if (save_status != PSA_SUCCESS)
        return save_status;
    assert_null(record_of(owner, attributes->id));
    while (record->size > 0)
        record++;
    *record = (struct record){.owner = owner, .attributes = *attributes, .size = size};
    memcpy(record->material, material, size);
    return PSA_SUCCESS;
}

psa_status_t crypto_persist_erase(int32_t owner, psa_key_id_t id)
{
    struct record *record = record_of(owner, id);

    if (erase_status != PSA_SUCCESS)
        return erase_status;
    if (record == NULL)
        return PSA_ERROR_DOES_NOT_EXIST;
    record->size = 0;
    return PSA_SUCCESS;
}

/* The entropy source: always good here. */
bool crypto_entropy_read(void *buffer, size_t size)
{
    static uint8_t next;

    for (size_t i = 0; i < size; i++)
        ((uint8_t *)buffer)[i] = next++;
    return true;
}

/* Every test begins with an empty store. */
static psa_key_id_t made[64];
static size_t made_count;

static int begin(void **state)
{
    (void)state;
    made_count = 0;
    load_count = 0;
    save_status = PSA_SUCCESS;
    erase_status = PSA_SUCCESS;
    return 0;
}

static int end(void **state)
{
    (void)state;
    erase_status = PSA_SUCCESS;
    for (size_t i = 0; i < made_count; i++) {
        crypto_key_destroy(ALICE, made[i]);
        crypto_key_destroy(BOB, made[i]);
    }
    memset(records, 0, sizeof records);
    return 0;
}

static psa_status_t import(int32_t owner, const psa_key_attributes_t *attributes,
                           const uint8_t *data, size_t size, psa_key_id_t *id)
{
    uint8_t *material;
    psa_status_t status = crypto_key_prepare(owner, attributes, size, &material);

    *id = PSA_KEY_ID_NULL;
    if (status != PSA_SUCCESS)
        return status;
    memcpy(material, data, size);
    status = crypto_key_commit(id);
    if (status == PSA_SUCCESS)
        made[made_count++] = *id;
    return status;
}

static psa_key_attributes_t aes(psa_key_id_t id, psa_key_usage_t usage)
{
    return (psa_key_attributes_t){
        .type = PSA_KEY_TYPE_AES,
        .usage = usage,
        .algorithm = PSA_ALG_CCM,
        .id = id,
        .lifetime = id != 0 ? PSA_KEY_LIFETIME_PERSISTENT : PSA_KEY_LIFETIME_VOLATILE,
    };
}

static psa_key_id_t import_aes(int32_t owner, psa_key_id_t id, psa_key_usage_t usage, uint8_t fill)
{
    psa_key_attributes_t attributes = aes(id, usage);
    uint8_t data[32];
    psa_key_id_t key;

    memset(data, fill, sizeof data);
    assert_int_equal(import(owner, &attributes, data, sizeof data, &key), PSA_SUCCESS);
    return key;
}

static psa_status_t find(int32_t owner, psa_key_id_t id)
{
    const struct crypto_key *key;

    return crypto_key_find(owner, id, &key);
}

/* Is the key there, with the bytes that it was made of? */
static void assert_key(int32_t owner, psa_key_id_t id, uint8_t fill)
{
    const struct crypto_key *key;
    uint8_t expected[32];

    memset(expected, fill, sizeof expected);
    assert_int_equal(crypto_key_find(owner, id, &key), PSA_SUCCESS);
    assert_int_equal(key->size, 32);
    assert_memory_equal(key->data, expected, 32);
}

/* Owners. */

static void an_owner_cannot_see_anothers_keys(void **state)
{
    psa_key_id_t temporary = import_aes(ALICE, 0, 0, 1);
    psa_key_id_t lasting = import_aes(ALICE, 5, PSA_KEY_USAGE_CACHE, 2);

    (void)state;
    assert_int_equal(find(BOB, temporary), PSA_ERROR_INVALID_HANDLE);
    assert_int_equal(find(BOB, lasting), PSA_ERROR_INVALID_HANDLE);
    assert_int_equal(crypto_key_destroy(BOB, temporary), PSA_ERROR_INVALID_HANDLE);
    assert_int_equal(crypto_key_destroy(BOB, lasting), PSA_ERROR_INVALID_HANDLE);
    assert_int_equal(crypto_key_purge(BOB, lasting), PSA_ERROR_INVALID_HANDLE);
    assert_key(ALICE, temporary, 1);
    assert_key(ALICE, lasting, 2);
}

static void two_owners_may_use_one_identifier(void **state)
{
    (void)state;
    import_aes(ALICE, 7, 0, 1);
    import_aes(BOB, 7, 0, 2);
    assert_key(ALICE, 7, 1);
    assert_key(BOB, 7, 2);
    assert_int_equal(crypto_key_destroy(ALICE, 7), PSA_SUCCESS);
    assert_int_equal(find(ALICE, 7), PSA_ERROR_INVALID_HANDLE);
    assert_key(BOB, 7, 2);
}

/* Slots and arena. */

static void a_full_table_refuses_and_a_destroyed_key_makes_room(void **state)
{
    psa_key_attributes_t attributes = aes(0, 0);
    psa_key_id_t ids[SLOTS], extra;
    uint8_t data[32] = {0};

    (void)state;
    for (int i = 0; i < SLOTS; i++)
        ids[i] = import_aes(ALICE, 0, 0, (uint8_t)i);
    assert_int_equal(import(ALICE, &attributes, data, 16, &extra), PSA_ERROR_INSUFFICIENT_MEMORY);
    assert_int_equal(extra, PSA_KEY_ID_NULL);
    /* Every key in turn makes place for another, and the rest stay what they are. */
    for (int i = 0; i < SLOTS; i++) {
        assert_int_equal(crypto_key_destroy(ALICE, ids[i]), PSA_SUCCESS);
        ids[i] = import_aes(ALICE, 0, 0, (uint8_t)(100 + i));
        for (int k = 0; k < SLOTS; k++)
            assert_key(ALICE, ids[k], (uint8_t)(k <= i ? 100 + k : k));
    }
}

static void a_long_key_takes_its_bytes_from_the_arena(void **state)
{
    psa_key_attributes_t attributes = aes(0, 0);
    uint8_t data[CONFIG_CRYPTO_KEY_ARENA_SIZE] = {0};
    psa_key_id_t key;

    (void)state;
    attributes.type = PSA_KEY_TYPE_RAW_DATA;
    assert_int_equal(import(ALICE, &attributes, data, sizeof data - 15, &key), PSA_SUCCESS);
    attributes.type = PSA_KEY_TYPE_AES;
    assert_int_equal(import(ALICE, &attributes, data, 16, &key), PSA_ERROR_INSUFFICIENT_MEMORY);
    assert_int_equal(crypto_key_destroy(ALICE, made[0]), PSA_SUCCESS);
    attributes.type = PSA_KEY_TYPE_RAW_DATA;
    assert_int_equal(import(ALICE, &attributes, data, sizeof data, &key), PSA_SUCCESS);
}

static void identifiers_are_not_used_again(void **state)
{
    psa_key_id_t last = 0;

    (void)state;
    for (int i = 0; i < 1000; i++) {
        psa_key_id_t key = import_aes(ALICE, 0, 0, 1);

        made_count = 0;
        assert_true(key >= PSA_KEY_ID_VENDOR_MIN && key <= PSA_KEY_ID_VENDOR_MAX);
        assert_true(key > last);
        last = key;
        assert_int_equal(crypto_key_destroy(ALICE, key), PSA_SUCCESS);
    }
}

static void a_destroyed_key_leaves_no_bytes(void **state)
{
    const struct crypto_key *key;
    psa_key_id_t id = import_aes(ALICE, 0, 0, 0xa5);
    const uint8_t *material;
    uint8_t zero[32] = {0};

    (void)state;
    assert_int_equal(crypto_key_find(ALICE, id, &key), PSA_SUCCESS);
    material = key->data;
    assert_int_equal(crypto_key_destroy(ALICE, id), PSA_SUCCESS);
    assert_memory_equal(material, zero, sizeof zero);
}

/* Persistent keys. */

static void more_persistent_keys_than_slots_can_be_used_in_turn(void **state)
{
    (void)state;
    for (psa_key_id_t id = 1; id <= SLOTS + 4; id++)
        import_aes(ALICE, id, PSA_KEY_USAGE_CACHE, (uint8_t)id);
    for (int round = 0; round < 3; round++) {
        for (psa_key_id_t id = 1; id <= SLOTS + 4; id++)
            assert_key(ALICE, id, (uint8_t)id);
    }
}

static void the_least_recently_used_key_is_forgotten_first(void **state)
{
    (void)state;
    for (psa_key_id_t id = 1; id <= SLOTS; id++)
        import_aes(ALICE, id, PSA_KEY_USAGE_CACHE, (uint8_t)id);
    assert_key(ALICE, 1, 1); /* now 2 is the oldest */
    import_aes(ALICE, 0, 0, 99);
    for (psa_key_id_t id = 1; id <= SLOTS; id++) {
        if (id != 2)
            assert_key(ALICE, id, (uint8_t)id);
    }
    assert_int_equal(load_count, 0);
    assert_key(ALICE, 2, 2);
    assert_int_equal(load_count, 1);
}

static void volatile_keys_are_never_forgotten(void **state)
{
    psa_key_id_t ids[SLOTS];

    (void)state;
    import_aes(ALICE, 1, PSA_KEY_USAGE_CACHE, 1);
    for (int i = 0; i < SLOTS; i++)
        ids[i] = import_aes(ALICE, 0, 0, (uint8_t)i);
    assert_int_equal(find(ALICE, 1), PSA_ERROR_INSUFFICIENT_MEMORY);
    for (int i = 0; i < SLOTS; i++)
        assert_key(ALICE, ids[i], (uint8_t)i);
    assert_int_equal(crypto_key_destroy(ALICE, ids[0]), PSA_SUCCESS);
    assert_key(ALICE, 1, 1);
}

static void a_key_that_may_not_be_cached_leaves_with_the_request(void **state)
{
    (void)state;
    import_aes(ALICE, 1, 0, 1);
    import_aes(ALICE, 2, PSA_KEY_USAGE_CACHE, 2);
    crypto_key_release();
    assert_key(ALICE, 2, 2);
    assert_int_equal(load_count, 0);
    assert_key(ALICE, 1, 1);
    assert_int_equal(load_count, 1);
    assert_int_equal(crypto_key_purge(ALICE, 2), PSA_SUCCESS);
    assert_key(ALICE, 2, 2);
    assert_int_equal(load_count, 2);
}

static void a_key_that_could_not_be_saved_does_not_exist(void **state)
{
    psa_key_attributes_t attributes = aes(3, 0);
    uint8_t data[16] = {0};
    psa_key_id_t key;

    (void)state;
    save_status = PSA_ERROR_INSUFFICIENT_STORAGE;
    assert_int_equal(import(ALICE, &attributes, data, 16, &key), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_int_equal(key, PSA_KEY_ID_NULL);
    assert_int_equal(find(ALICE, 3), PSA_ERROR_INVALID_HANDLE);
}

static void a_damaged_record_is_an_error_and_can_be_destroyed(void **state)
{
    static const psa_status_t damages[] = {PSA_ERROR_DATA_CORRUPT, PSA_ERROR_DATA_INVALID,
                                           PSA_ERROR_STORAGE_FAILURE};
    psa_key_attributes_t attributes = aes(4, 0);
    uint8_t data[16] = {0};
    psa_key_id_t key;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        import_aes(ALICE, 4, 0, 4);
        crypto_key_release();
        record_of(ALICE, 4)->damage = damages[i];
        assert_int_equal(find(ALICE, 4), damages[i]);
        assert_int_equal(import(ALICE, &attributes, data, 16, &key), damages[i]);
        assert_int_equal(crypto_key_destroy(ALICE, 4), PSA_SUCCESS);
        assert_int_equal(find(ALICE, 4), PSA_ERROR_INVALID_HANDLE);
    }
}

static void a_record_that_makes_no_sense_is_refused(void **state)
{
    struct record good, *record;

    (void)state;
    import_aes(ALICE, 4, 0, 4);
    crypto_key_release();
    record = record_of(ALICE, 4);
    good = *record;
    record->size = 15;
    assert_int_equal(find(ALICE, 4), PSA_ERROR_DATA_INVALID);
    *record = good;
    record->attributes.type = 0x2401;
    assert_int_equal(find(ALICE, 4), PSA_ERROR_DATA_INVALID);
    *record = good;
    record->attributes.lifetime = PSA_KEY_LIFETIME_VOLATILE;
    assert_int_equal(find(ALICE, 4), PSA_ERROR_DATA_INVALID);
    *record = good;
    record->attributes.usage = 0x10000;
    assert_int_equal(find(ALICE, 4), PSA_ERROR_DATA_INVALID);
    *record = good;
    record->attributes.type = P256_PAIR;
    memset(record->material, 0xff, 32); /* above the order */
    assert_int_equal(find(ALICE, 4), PSA_ERROR_DATA_INVALID);
    *record = good;
    assert_key(ALICE, 4, 4);
}

static void a_key_that_cannot_be_erased_is_out_of_memory_at_least(void **state)
{
    (void)state;
    import_aes(ALICE, 6, PSA_KEY_USAGE_CACHE, 6);
    erase_status = PSA_ERROR_STORAGE_FAILURE;
    assert_int_equal(crypto_key_destroy(ALICE, 6), PSA_ERROR_STORAGE_FAILURE);
    assert_int_equal(load_count, 0);
    assert_key(ALICE, 6, 6); /* from the storage */
    assert_int_equal(load_count, 1);
}

/* Attributes. */

static void attributes_that_contradict_themselves_are_refused(void **state)
{
    static const struct {
        psa_key_attributes_t attributes;
        size_t size;
        psa_status_t status;
    } cases[] = {
        /* type, bits, lifetime, usage, algorithm, id */
        {{PSA_KEY_TYPE_AES, 0, 0, 0, 0, 0}, 0, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_AES, 0, 0, 0, 0, 0}, 15, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_AES, 0, 0, 0, 0, 0}, 33, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_AES, 256, 0, 0, 0, 0}, 16, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_AES, 128, 0, 0, 0, 0}, 16, PSA_SUCCESS},
        {{PSA_KEY_TYPE_AES, 192, 0, 0, 0, 0}, 24, PSA_SUCCESS},
        {{PSA_KEY_TYPE_HMAC, 0, 0, 0, 0, 0}, 0, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_HMAC, 0, 0, 0, 0, 0}, 77, PSA_SUCCESS},
        {{PSA_KEY_TYPE_RAW_DATA, 12, 0, 0, 0, 0}, 2, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_RAW_DATA, 0, 0, 0, 0, 0}, 8192, PSA_ERROR_NOT_SUPPORTED},
        {{PSA_KEY_TYPE_NONE, 0, 0, 0, 0, 0}, 16, PSA_ERROR_NOT_SUPPORTED},
        {{PSA_KEY_TYPE_CHACHA20, 0, 0, 0, 0, 0}, 32, PSA_SUCCESS},
        {{PSA_KEY_TYPE_CHACHA20, 0, 0, 0, 0, 0}, 31, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_ARIA, 0, 0, 0, 0, 0}, 16, PSA_ERROR_NOT_SUPPORTED},
        {{PSA_KEY_TYPE_RSA_KEY_PAIR, 4104, 0, 0, 0, 0}, 200, PSA_ERROR_NOT_SUPPORTED},
        {{K1_PAIR, 0, 0, 0, 0, 0}, 32, PSA_ERROR_NOT_SUPPORTED},
        /* Neither a pair nor a public key, whatever half of one they look like. */
        {{P256_PUBLIC | 0x1000, 0, 0, 0, 0, 0}, 32, PSA_ERROR_NOT_SUPPORTED},
        {{P256_PUBLIC | 0x2000, 0, 0, 0, 0, 0}, 65, PSA_ERROR_NOT_SUPPORTED},
        {{P256_PAIR, 521, 0, 0, 0, 0}, 66, PSA_ERROR_NOT_SUPPORTED},
        {{P256_PAIR, 0, 0, 0, 0, 0}, 28, PSA_ERROR_NOT_SUPPORTED},
        {{P256_PUBLIC, 0, 0, 0, 0, 0}, 133, PSA_ERROR_NOT_SUPPORTED},
        {{P256_PAIR, 256, 0, 0, 0, 0}, 48, PSA_ERROR_INVALID_ARGUMENT},
        {{P256_PAIR, 0, 0, 0, 0, 0}, 31, PSA_ERROR_INVALID_ARGUMENT},
        {{P256_PAIR, 0, 0, 0, 0, 0}, 65, PSA_ERROR_INVALID_ARGUMENT},
        {{P256_PUBLIC, 256, 0, 0, 0, 0}, 64, PSA_ERROR_INVALID_ARGUMENT},
        {{P256_PUBLIC, 0, 0, 0, 0, 0}, 1, PSA_ERROR_INVALID_ARGUMENT},
        {{P256_PUBLIC, 256, 0, 0, 0, 0}, 33, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_AES, 0, 0, 0x10000, 0, 0}, 16, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_AES, 0, 0, 0x00008, 0, 0}, 16, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_AES, 0, 0, 0, 0, 1}, 16, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_AES, 0, 1, 0, 0, 0}, 16, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_AES, 0, 1, 0, 0, 0x40000000}, 16, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_AES, 0, 1, 0, 0, 0x3fffffff}, 16, PSA_SUCCESS},
        {{PSA_KEY_TYPE_AES, 0, 0xff, 0, 0, 1}, 16, PSA_ERROR_INVALID_ARGUMENT},
        {{PSA_KEY_TYPE_AES, 0, 2, 0, 0, 1}, 16, PSA_ERROR_NOT_SUPPORTED},
        {{PSA_KEY_TYPE_AES, 0, 0x100, 0, 0, 0}, 16, PSA_ERROR_NOT_SUPPORTED},
        {{PSA_KEY_TYPE_AES, 0, 0x101, 0, 0, 1}, 16, PSA_ERROR_NOT_SUPPORTED},
    };
    static uint8_t data[8192];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        psa_key_id_t key;
        psa_status_t status = import(ALICE, &cases[i].attributes, data, cases[i].size, &key);

        if (status != cases[i].status)
            print_error("case %zu\n", i);
        assert_int_equal(status, cases[i].status);
        assert_int_equal(key != PSA_KEY_ID_NULL, status == PSA_SUCCESS);
        if (status == PSA_SUCCESS)
            assert_int_equal(crypto_key_destroy(ALICE, key), PSA_SUCCESS);
    }
}

static void private_values_and_points_out_of_range_are_refused(void **state)
{
    static const char *const private[] = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", /* n */
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    };
    psa_key_attributes_t attributes = {.type = P256_PAIR};
    uint8_t data[65];
    psa_key_id_t key;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        unhex(private[i], data);
        assert_int_equal(import(ALICE, &attributes, data, 32, &key), PSA_ERROR_INVALID_ARGUMENT);
    }
    unhex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550", data); /* n - 1 */
    assert_int_equal(import(ALICE, &attributes, data, 32, &key), PSA_SUCCESS);
    attributes.type = P256_PUBLIC;
    unhex(ecdsa_vectors[0].public, data);
    assert_int_equal(import(ALICE, &attributes, data, 65, &key), PSA_SUCCESS);
    data[64] ^= 1; /* not on the curve */
    assert_int_equal(import(ALICE, &attributes, data, 65, &key), PSA_ERROR_INVALID_ARGUMENT);
    data[64] ^= 1;
    data[0] = 3; /* a compressed point's mark */
    assert_int_equal(import(ALICE, &attributes, data, 65, &key), PSA_ERROR_INVALID_ARGUMENT);
    memset(data, 0, sizeof data);
    data[0] = 4;
    assert_int_equal(import(ALICE, &attributes, data, 65, &key), PSA_ERROR_INVALID_ARGUMENT);
}

static void generating_needs_a_size_and_no_public_type(void **state)
{
    psa_key_attributes_t attributes = aes(0, 0);
    const struct crypto_key *key;
    psa_key_id_t id;

    (void)state;
    assert_int_equal(crypto_key_generate(ALICE, &attributes, &id), PSA_ERROR_INVALID_ARGUMENT);
    attributes.bits = 129;
    assert_int_equal(crypto_key_generate(ALICE, &attributes, &id), PSA_ERROR_INVALID_ARGUMENT);
    attributes.bits = 192;
    assert_int_equal(crypto_key_generate(ALICE, &attributes, &id), PSA_SUCCESS);
    assert_int_equal(crypto_key_find(ALICE, id, &key), PSA_SUCCESS);
    assert_int_equal(key->size, 24);
    made[made_count++] = id;
    attributes.type = P256_PUBLIC;
    attributes.bits = 256;
    assert_int_equal(crypto_key_generate(ALICE, &attributes, &id), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(id, PSA_KEY_ID_NULL);
    attributes.type = P256_PAIR;
    attributes.bits = 521;
    assert_int_equal(crypto_key_generate(ALICE, &attributes, &id), PSA_ERROR_NOT_SUPPORTED);
    attributes.type = PSA_KEY_TYPE_RAW_DATA;
    attributes.bits = 65528;
    assert_int_equal(crypto_key_generate(ALICE, &attributes, &id), PSA_ERROR_INSUFFICIENT_MEMORY);
    psa_set_key_bits(&attributes, 65536);
    assert_int_equal(crypto_key_generate(ALICE, &attributes, &id), PSA_ERROR_NOT_SUPPORTED);
}

static void a_key_may_need_several_requests_for_random_bytes(void **state)
{
    psa_key_attributes_t attributes = {.type = PSA_KEY_TYPE_RAW_DATA, .bits = 8 * 2049};
    const struct crypto_key *key;
    const uint8_t *bytes;
    psa_key_id_t id;

    (void)state;
    assert_int_equal(crypto_key_generate(ALICE, &attributes, &id), PSA_SUCCESS);
    made[made_count++] = id;
    assert_int_equal(crypto_key_find(ALICE, id, &key), PSA_SUCCESS);
    assert_int_equal(key->size, 2049);
    bytes = key->data;
    for (size_t at = 0; at + 32 <= 2049; at += 31)
        for (size_t other = at + 32; other + 32 <= 2049; other += 31)
            assert_memory_not_equal(bytes + at, bytes + other, 32);
}

/* Policy. */

static psa_status_t check(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t policy,
                          psa_key_usage_t use, psa_algorithm_t algorithm)
{
    psa_key_attributes_t attributes = {.type = type, .usage = usage, .algorithm = policy};

    return crypto_policy_check(&attributes, use, algorithm);
}

static void policy_permits_what_it_says_and_nothing_else(void **state)
{
    const psa_key_usage_t enc = PSA_KEY_USAGE_ENCRYPT, dec = PSA_KEY_USAGE_DECRYPT;
    const psa_key_usage_t sgn = PSA_KEY_USAGE_SIGN_HASH, ver = PSA_KEY_USAGE_VERIFY_HASH;
    const psa_algorithm_t ccm8 = PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 8);
    const psa_algorithm_t ccm_min8 = PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(PSA_ALG_CCM, 8);
    const psa_algorithm_t gcm = PSA_ALG_GCM;
    const psa_algorithm_t sha256 = PSA_ALG_ECDSA(PSA_ALG_SHA_256);
    const psa_algorithm_t sha384 = PSA_ALG_ECDSA(PSA_ALG_SHA_384);
    const psa_algorithm_t any = PSA_ALG_ECDSA(PSA_ALG_ANY_HASH), raw = PSA_ALG_ECDSA_ANY;
    const struct {
        psa_key_type_t type;
        psa_key_usage_t usage;
        psa_algorithm_t policy;
        psa_key_usage_t use;
        psa_algorithm_t algorithm;
        psa_status_t status;
    } cases[] = {
        {PSA_KEY_TYPE_AES, enc, PSA_ALG_CCM, enc, PSA_ALG_CCM, PSA_SUCCESS},
        {PSA_KEY_TYPE_AES, enc, PSA_ALG_CCM, dec, PSA_ALG_CCM, PSA_ERROR_NOT_PERMITTED},
        {PSA_KEY_TYPE_AES, 0, PSA_ALG_CCM, enc, PSA_ALG_CCM, PSA_ERROR_NOT_PERMITTED},
        {PSA_KEY_TYPE_AES, enc, PSA_ALG_NONE, enc, PSA_ALG_CCM, PSA_ERROR_NOT_PERMITTED},
        {PSA_KEY_TYPE_AES, enc, PSA_ALG_NONE, enc, PSA_ALG_NONE, PSA_ERROR_NOT_PERMITTED},
        {PSA_KEY_TYPE_AES, enc, PSA_ALG_CCM, enc, ccm8, PSA_ERROR_NOT_PERMITTED},
        {PSA_KEY_TYPE_AES, enc, ccm8, enc, PSA_ALG_CCM, PSA_ERROR_NOT_PERMITTED},
        {PSA_KEY_TYPE_AES, enc, ccm_min8, enc, PSA_ALG_CCM, PSA_SUCCESS},
        {PSA_KEY_TYPE_AES, enc, ccm_min8, enc, ccm8, PSA_SUCCESS},
        {PSA_KEY_TYPE_AES, enc, ccm_min8, enc, PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 6),
         PSA_ERROR_NOT_PERMITTED},
        {PSA_KEY_TYPE_AES, enc, ccm_min8, enc, gcm, PSA_ERROR_NOT_PERMITTED},
        {PSA_KEY_TYPE_AES, enc, ccm_min8, enc, ccm_min8, PSA_ERROR_INVALID_ARGUMENT},
        {PSA_KEY_TYPE_AES, enc, gcm, enc, gcm, PSA_SUCCESS},
        {PSA_KEY_TYPE_HMAC, enc, PSA_ALG_CCM, enc, PSA_ALG_CCM, PSA_ERROR_INVALID_ARGUMENT},
        {P256_PAIR, enc, PSA_ALG_CCM, enc, PSA_ALG_CCM, PSA_ERROR_INVALID_ARGUMENT},
        {P256_PAIR, sgn, sha256, sgn, sha256, PSA_SUCCESS},
        {P256_PAIR, sgn, sha256, ver, sha256, PSA_ERROR_NOT_PERMITTED},
        {P256_PAIR, sgn, sha256, sgn, sha384, PSA_ERROR_NOT_PERMITTED},
        {P256_PAIR, sgn, sha256, sgn, raw, PSA_ERROR_NOT_PERMITTED},
        {P256_PAIR, sgn, any, sgn, sha256, PSA_SUCCESS},
        {P256_PAIR, sgn, any, sgn, sha384, PSA_SUCCESS},
        {P256_PAIR, sgn, any, sgn, raw, PSA_ERROR_NOT_PERMITTED},
        {P256_PAIR, sgn, any, sgn, any, PSA_ERROR_INVALID_ARGUMENT},
        {P256_PAIR, sgn, raw, sgn, raw, PSA_SUCCESS},
        {P256_PAIR, sgn, raw, sgn, sha256, PSA_ERROR_NOT_PERMITTED},
        {P256_PAIR, sgn, any, sgn, PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_256),
         PSA_ERROR_NOT_PERMITTED},
        {P256_PUBLIC, sgn | ver, sha256, sgn, sha256, PSA_ERROR_INVALID_ARGUMENT},
        {P256_PUBLIC, sgn | ver, sha256, ver, sha256, PSA_SUCCESS},
        {PSA_KEY_TYPE_AES, sgn, sha256, sgn, sha256, PSA_ERROR_INVALID_ARGUMENT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        psa_status_t status =
            check(cases[i].type, cases[i].usage, cases[i].policy, cases[i].use, cases[i].algorithm);

        if (status != cases[i].status)
            print_error("case %zu\n", i);
        assert_int_equal(status, cases[i].status);
    }
}

static void ccm_star_with_any_tag_permits_ccm_with_its_tags(void **state)
{
    static const struct {
        psa_algorithm_t algorithm;
        psa_status_t status;
    } cases[] = {
        {PSA_ALG_CCM, PSA_SUCCESS},
        {PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 8), PSA_SUCCESS},
        {PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 4), PSA_SUCCESS},
        {PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 6), PSA_ERROR_NOT_PERMITTED},
        {PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(PSA_ALG_CCM, 8), PSA_ERROR_INVALID_ARGUMENT},
        {PSA_ALG_CCM_STAR_NO_TAG, PSA_SUCCESS},
        {PSA_ALG_GCM, PSA_ERROR_NOT_PERMITTED},
        {PSA_ALG_CTR, PSA_ERROR_NOT_PERMITTED},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(check(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_ENCRYPT, PSA_ALG_CCM_STAR_ANY_TAG,
                               PSA_KEY_USAGE_ENCRYPT, cases[i].algorithm),
                         cases[i].status);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(an_owner_cannot_see_anothers_keys),
        TEST(two_owners_may_use_one_identifier),
        TEST(a_full_table_refuses_and_a_destroyed_key_makes_room),
        TEST(a_long_key_takes_its_bytes_from_the_arena),
        TEST(identifiers_are_not_used_again),
        TEST(a_destroyed_key_leaves_no_bytes),
        TEST(more_persistent_keys_than_slots_can_be_used_in_turn),
        TEST(the_least_recently_used_key_is_forgotten_first),
        TEST(volatile_keys_are_never_forgotten),
        TEST(a_key_that_may_not_be_cached_leaves_with_the_request),
        TEST(a_key_that_could_not_be_saved_does_not_exist),
        TEST(a_damaged_record_is_an_error_and_can_be_destroyed),
        TEST(a_record_that_makes_no_sense_is_refused),
        TEST(a_key_that_cannot_be_erased_is_out_of_memory_at_least),
        TEST(attributes_that_contradict_themselves_are_refused),
        TEST(private_values_and_points_out_of_range_are_refused),
        TEST(generating_needs_a_size_and_no_public_type),
        TEST(a_key_may_need_several_requests_for_random_bytes),
        TEST(policy_permits_what_it_says_and_nothing_else),
        TEST(ccm_star_with_any_tag_permits_ccm_with_its_tags),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
