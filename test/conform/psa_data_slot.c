/* SPDX-License-Identifier: Apache-2.0 */
/* Keys that come and go: attributes, lifetimes, places in the store. */
#include "test/conform/psa_data.h"
#include "test/conform/psa_data_terms.h"

/* Attributes with a name and a lifetime. A second algorithm is Mbed TLS's own, and so are owners:
 * they are not the caller's to say here. */
static psa_key_attributes_t attributes_of(psa_key_lifetime_t lifetime, psa_key_id_t id,
                                          psa_key_usage_t usage, psa_algorithm_t alg,
                                          psa_algorithm_t alg2, psa_key_type_t type)
{
    psa_key_attributes_t attributes = data_attributes(type, usage, alg);

    if (alg2 != PSA_ALG_NONE)
        data_skip("a second algorithm in a key's policy, which the API does not have");
    if (id != PSA_KEY_ID_NULL)
        psa_set_key_id(&attributes, id);
    psa_set_key_lifetime(&attributes, lifetime);
    return attributes;
}

/* The key has these attributes, and these bytes if they may be seen. */
static void check_key(psa_key_id_t key, const psa_key_attributes_t *expected,
                      const struct data *material)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    uint8_t *out = data_buffer(material->size);
    bool exports = (psa_get_key_usage_flags(expected) & PSA_KEY_USAGE_EXPORT) != 0;
    size_t length;

    OK(psa_get_key_attributes(key, &attributes));
    CHECK(psa_get_key_lifetime(&attributes) == psa_get_key_lifetime(expected));
    CHECK(psa_get_key_id(&attributes) == key);
    CHECK(psa_get_key_type(&attributes) == psa_get_key_type(expected));
    CHECK(psa_get_key_usage_flags(&attributes) ==
          data_full_usage(psa_get_key_usage_flags(expected)));
    CHECK(psa_get_key_algorithm(&attributes) == psa_get_key_algorithm(expected));
    EXPECT(psa_export_key(key, out, material->size, &length),
           exports ? PSA_SUCCESS : PSA_ERROR_NOT_PERMITTED);
    if (exports)
        SAME(out, length, material->bytes, material->size);
}

/* ---- Attributes -------------------------------------------------------------------------------
 */

void data_attributes_set_get(int64_t owner, psa_key_id_t id, psa_key_lifetime_t lifetime,
                             psa_key_usage_t usage, psa_algorithm_t alg, psa_key_type_t type,
                             size_t bits)
{
    psa_key_attributes_t attributes = attributes_of(lifetime, id, usage, alg, 0, type);

    (void)owner;
    psa_set_key_bits(&attributes, bits);
    CHECK(psa_get_key_id(&attributes) == id);
    CHECK(psa_get_key_lifetime(&attributes) == lifetime);
    CHECK(psa_get_key_usage_flags(&attributes) == usage);
    CHECK(psa_get_key_algorithm(&attributes) == alg);
    CHECK(psa_get_key_type(&attributes) == type);
    CHECK(psa_get_key_bits(&attributes) == bits);
    psa_reset_key_attributes(&attributes);
    CHECK(psa_get_key_id(&attributes) == PSA_KEY_ID_NULL);
    CHECK(psa_get_key_lifetime(&attributes) == 0);
    CHECK(psa_get_key_usage_flags(&attributes) == 0);
    CHECK(psa_get_key_algorithm(&attributes) == 0);
    CHECK(psa_get_key_type(&attributes) == 0);
    CHECK(psa_get_key_bits(&attributes) == 0);
}

/* -1 is what is not set. */
void data_persistence_attributes(int64_t id1, int64_t owner1, int64_t lifetime, int64_t id2,
                                 int64_t owner2, psa_key_id_t expected_id, int64_t expected_owner,
                                 psa_key_lifetime_t expected_lifetime)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;

    (void)owner1;
    (void)owner2;
    (void)expected_owner;
    if (id1 != -1)
        psa_set_key_id(&attributes, (psa_key_id_t)id1);
    if (lifetime != -1)
        psa_set_key_lifetime(&attributes, (psa_key_lifetime_t)lifetime);
    if (id2 != -1)
        psa_set_key_id(&attributes, (psa_key_id_t)id2);
    CHECK(psa_get_key_id(&attributes) == expected_id);
    CHECK(psa_get_key_lifetime(&attributes) == expected_lifetime);
}

/* ---- Lifetimes --------------------------------------------------------------------------------
 */

void data_transient_slot_lifecycle(int64_t owner, psa_key_usage_t usage, psa_algorithm_t alg,
                                   psa_key_type_t type, const struct data *material, int method)
{
    psa_key_attributes_t attributes =
        attributes_of(PSA_KEY_LIFETIME_VOLATILE, PSA_KEY_ID_NULL, usage, alg, 0, type);
    psa_key_id_t key;

    (void)owner;
    if (method != INVALIDATE_BY_DESTROYING)
        data_skip("closing a key, or ending the library, which the API does not have");
    key = data_import_as(&attributes, material);
    check_key(key, &attributes, material);
    OK(psa_destroy_key(key));
    data_gone(key);
}

/* However Mbed TLS makes the library forget a key, nothing is left of it but what is stored, and
 * psa_purge_key() does as much. */
void data_persistent_slot_lifecycle(psa_key_lifetime_t lifetime, int64_t owner, psa_key_id_t id,
                                    psa_key_usage_t usage, psa_algorithm_t alg,
                                    psa_algorithm_t alg2, psa_key_type_t type,
                                    const struct data *material, int method)
{
    psa_key_attributes_t attributes = attributes_of(lifetime, id, usage, alg, alg2, type);
    psa_key_id_t key = data_import_as(&attributes, material);

    (void)owner;
    CHECK(key == id);
    check_key(key, &attributes, material);
    if (method == INVALIDATE_BY_DESTROYING || method == INVALIDATE_BY_DESTROYING_WITH_SHUTDOWN) {
        OK(psa_destroy_key(key));
        data_gone(key);
        return;
    }
    OK(psa_purge_key(key));
    check_key(key, &attributes, material);
    data_exercise(key, usage, alg);
}

void data_persistent_key_load_key_from_storage(const struct data *material, psa_key_type_t type,
                                               size_t bits, psa_key_usage_t usage,
                                               psa_algorithm_t alg, int method)
{
    static const struct data none = {0, NULL};
    psa_key_attributes_t attributes =
        attributes_of(PSA_KEY_LIFETIME_PERSISTENT, 1, usage, alg, 0, type);
    uint8_t first[PSA_EXPORT_KEY_PAIR_MAX_SIZE], second[sizeof first];
    size_t length = 0, second_length;
    psa_key_id_t key, base;

    psa_set_key_bits(&attributes, bits);
    if (method == IMPORT_KEY) {
        key = data_import_as(&attributes, material);
    } else if (method == GENERATE_KEY) {
        OK(psa_generate_key(&attributes, &key));
        (void)data_made(key);
    } else {
        base = data_import(PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, PSA_ALG_HKDF(PSA_ALG_SHA_256),
                           material);
        data_derivation(base, PSA_ALG_HKDF(PSA_ALG_SHA_256), &none, &none, PSA_BITS_TO_BYTES(bits));
        OK(psa_key_derivation_output_key(&attributes, &data_ops.derivation, &key));
        (void)data_made(key);
    }
    if ((usage & PSA_KEY_USAGE_EXPORT) != 0)
        OK(psa_export_key(key, first, sizeof first, &length));
    OK(psa_purge_key(key));
    CHECK(data_key_bits(key) == bits);
    if ((usage & PSA_KEY_USAGE_EXPORT) != 0) {
        OK(psa_export_key(key, second, sizeof second, &second_length));
        SAME(second, second_length, first, length);
    }
    data_exercise(key, usage, alg);
}

void data_create_existent(psa_key_lifetime_t lifetime, int64_t owner, psa_key_id_t id, int reopen)
{
    static const uint8_t bytes[] = {1, 2, 3, 4, 5, 6, 7, 8}, others[] = {8, 7, 6, 5};
    static const struct data material = {sizeof bytes, bytes};
    psa_key_attributes_t attributes =
        attributes_of(lifetime, id, PSA_KEY_USAGE_EXPORT, 0, 0, PSA_KEY_TYPE_RAW_DATA);
    psa_key_id_t key = data_import_as(&attributes, &material), again = 1;

    (void)owner;
    if (reopen == CLOSE_BEFORE)
        OK(psa_purge_key(key));
    EXPECT(data_made_if(psa_import_key(&attributes, others, sizeof others, &again), &again),
           PSA_ERROR_ALREADY_EXISTS);
    CHECK(again == PSA_KEY_ID_NULL);
    if (reopen == CLOSE_AFTER)
        OK(psa_purge_key(key));
    check_key(key, &attributes, &material);
}

void data_create_fail(psa_key_lifetime_t lifetime, psa_key_id_t id, psa_status_t expected)
{
    static const uint8_t bytes[] = {'k'};
    psa_key_attributes_t attributes = attributes_of(lifetime, id, 0, 0, 0, PSA_KEY_TYPE_RAW_DATA);
    psa_key_id_t key = 1;
    psa_status_t status;

    attributes.id = id; /* no function gives a volatile key a name */
    status = psa_import_key(&attributes, bytes, sizeof bytes, &key);
    EXPECT(data_made_if(status, &key), expected);
    CHECK(key == PSA_KEY_ID_NULL);
}

/* A key that does not exist cannot be opened; of ours, it cannot be found. */
void data_open_fail(psa_key_id_t id, psa_status_t expected)
{
    CHECK(expected == PSA_ERROR_DOES_NOT_EXIST);
    data_gone(id);
}

void data_copy_across_lifetimes(psa_key_lifetime_t lifetime, int64_t owner, psa_key_id_t id,
                                psa_key_usage_t usage, psa_algorithm_t alg, psa_algorithm_t alg2,
                                psa_key_type_t type, const struct data *material,
                                psa_key_lifetime_t target_lifetime, int64_t target_owner,
                                psa_key_id_t target_id, psa_key_usage_t target_usage,
                                psa_algorithm_t target_alg, psa_algorithm_t target_alg2,
                                psa_key_usage_t expected_usage, psa_algorithm_t expected_alg,
                                psa_algorithm_t expected_alg2)
{
    psa_key_attributes_t source = attributes_of(lifetime, id, usage, alg, alg2, type);
    psa_key_attributes_t target =
        attributes_of(target_lifetime, target_id, target_usage, target_alg, target_alg2, type);
    psa_key_id_t key = data_import_as(&source, material), copied;

    (void)owner;
    (void)target_owner;
    CHECK(expected_alg2 == PSA_ALG_NONE);
    OK(psa_copy_key(key, &target, &copied));
    (void)data_made(copied);
    CHECK(target_id == PSA_KEY_ID_NULL || copied == target_id);
    OK(psa_destroy_key(key));
    OK(psa_purge_key(copied));
    psa_set_key_usage_flags(&target, expected_usage);
    psa_set_key_algorithm(&target, expected_alg);
    check_key(copied, &target, material);
}

void data_copy_to_occupied(psa_key_lifetime_t lifetime, psa_key_id_t id, psa_key_usage_t usage,
                           psa_algorithm_t alg, psa_key_type_t type, const struct data *material,
                           psa_key_lifetime_t target_lifetime, psa_key_id_t target_id,
                           psa_key_usage_t target_usage, psa_algorithm_t target_alg,
                           psa_key_type_t target_type, const struct data *target_material)
{
    psa_key_attributes_t source = attributes_of(lifetime, id, usage, alg, 0, type);
    psa_key_attributes_t target =
        attributes_of(target_lifetime, target_id, target_usage, target_alg, 0, target_type);
    psa_key_id_t key = data_import_as(&source, material), occupied = key, copied = 1;

    if (target_id != id)
        occupied = data_import_as(&target, target_material);
    EXPECT(data_made_if(psa_copy_key(key, &target, &copied), &copied), PSA_ERROR_ALREADY_EXISTS);
    CHECK(copied == PSA_KEY_ID_NULL);
    check_key(key, &source, material);
    check_key(occupied, occupied == key ? &source : &target, target_material);
}

/* ---- Places in the store ----------------------------------------------------------------------
 */

#define SLOTS CONFIG_CRYPTO_KEY_SLOT_COUNT

/* Keys of one byte each, their number; volatile, or of the names 1, 2, ... */
static psa_status_t import_number(psa_key_lifetime_t lifetime, int number, psa_key_id_t *key)
{
    uint8_t byte = (uint8_t)number;
    psa_key_attributes_t attributes = attributes_of(
        lifetime, lifetime == PSA_KEY_LIFETIME_VOLATILE ? 0 : (psa_key_id_t)number + 1,
        PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_COPY, 0, 0, PSA_KEY_TYPE_RAW_DATA);
    psa_status_t status = psa_import_key(&attributes, &byte, 1, key);

    (void)data_made_if(status, key);
    if (status != PSA_SUCCESS)
        CHECK(*key == PSA_KEY_ID_NULL);
    return status;
}

static void check_number(psa_key_id_t key, int number)
{
    uint8_t byte;
    size_t length;

    OK(psa_export_key(key, &byte, 1, &length));
    CHECK(length == 1 && byte == (uint8_t)number);
}

static void check_numbers(const psa_key_id_t *keys, int count)
{
    for (int i = 0; i < count; i++) {
        check_number(keys[i], i);
        for (int j = 0; j < i; j++)
            CHECK(keys[i] != keys[j]);
    }
}

void data_many_transient_keys(int count)
{
    psa_key_id_t keys[SLOTS];

    CHECK(count <= SLOTS);
    for (int i = 0; i < count; i++)
        OK(import_number(PSA_KEY_LIFETIME_VOLATILE, i, &keys[i]));
    check_numbers(keys, count);
}

/* The place of a destroyed key is one for another. `which` counts from the end if it is negative;
 * names are not used again, other than Mbed TLS's. */
void data_fill_key_store(int which)
{
    int number = which < 0 ? SLOTS + which : which;
    psa_key_id_t keys[SLOTS], old;

    for (int i = 0; i < SLOTS; i++)
        OK(import_number(PSA_KEY_LIFETIME_VOLATILE, i, &keys[i]));
    EXPECT(import_number(PSA_KEY_LIFETIME_VOLATILE, SLOTS, &old), PSA_ERROR_INSUFFICIENT_MEMORY);
    check_numbers(keys, SLOTS);
    old = keys[number];
    OK(psa_destroy_key(old));
    data_gone(old);
    OK(import_number(PSA_KEY_LIFETIME_VOLATILE, number, &keys[number]));
    CHECK(keys[number] != old);
    check_numbers(keys, SLOTS);
}

void data_key_slot_eviction_to_import_new_key(psa_key_lifetime_t lifetime)
{
    psa_key_id_t keys[SLOTS + 1];

    for (int i = 0; i < SLOTS; i++)
        OK(import_number(PSA_KEY_LIFETIME_PERSISTENT, i, &keys[i]));
    OK(import_number(lifetime, SLOTS, &keys[SLOTS]));
    check_numbers(keys, SLOTS + 1);
}

/* Volatile keys are not moved away for a persistent one, and that is not spoiled. */
void data_non_reusable_key_slots_integrity_in_case_of_key_slot_starvation(void)
{
    psa_key_id_t keys[SLOTS], persistent, copied;
    psa_key_attributes_t attributes = data_attributes(0, PSA_KEY_USAGE_EXPORT, 0);
    uint8_t byte;
    size_t length;

    OK(import_number(PSA_KEY_LIFETIME_PERSISTENT, 99, &persistent));
    for (int i = 0; i < SLOTS; i++)
        OK(import_number(PSA_KEY_LIFETIME_VOLATILE, i, &keys[i]));
    EXPECT(psa_export_key(persistent, &byte, 1, &length), PSA_ERROR_INSUFFICIENT_MEMORY);
    check_numbers(keys, SLOTS);
    OK(psa_destroy_key(keys[SLOTS - 1]));
    check_number(persistent, 99);
    EXPECT(data_made_if(psa_copy_key(persistent, &attributes, &copied), &copied),
           PSA_ERROR_INSUFFICIENT_MEMORY);
    check_numbers(keys, SLOTS - 1);
    check_number(persistent, 99);
}

/* A name that names nothing: none, one that was not given, one that was taken back, a huge one. */
void data_invalid_handle(int which, psa_status_t expected)
{
    psa_key_id_t first, second, name = PSA_KEY_ID_NULL;

    OK(import_number(PSA_KEY_LIFETIME_VOLATILE, 1, &first));
    OK(import_number(PSA_KEY_LIFETIME_VOLATILE, 2, &second));
    if (which == INVALID_HANDLE_UNOPENED)
        name = second + 1;
    if (which == INVALID_HANDLE_CLOSED)
        name = second;
    if (which == INVALID_HANDLE_HUGE)
        name = UINT32_MAX;
    OK(psa_destroy_key(second));
    data_gone(name);
    EXPECT(psa_destroy_key(name), expected);
    check_number(first, 1);
}
