/* SPDX-License-Identifier: Apache-2.0 */
/* Keys that come and go: attributes, lifetimes, storage. */
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

/* ---- Keys in storage --------------------------------------------------------------------------
 */

/* What Mbed TLS calls a restart: nothing is left of the key but what is stored. */
static void restart(psa_key_id_t key, bool really)
{
    if (really)
        OK(psa_purge_key(key));
}

void data_import_export_persistent_key(const struct data *material, psa_key_type_t type,
                                       size_t bits, bool restarts, bool vanishes)
{
    psa_key_attributes_t attributes =
        attributes_of(PSA_KEY_LIFETIME_PERSISTENT, 42, PSA_KEY_USAGE_EXPORT, 0, 0, type);
    psa_key_id_t key;

    if (vanishes)
        data_skip("storage that loses a key behind the library's back");
    key = data_import_as(&attributes, material);
    restart(key, restarts);
    CHECK(data_key_bits(key) == bits);
    check_key(key, &attributes, material);
    OK(psa_destroy_key(key));
    data_gone(key);
}

void data_persistent_key_import(int64_t owner, psa_key_id_t id, psa_key_type_t type,
                                const struct data *material, bool restarts, psa_status_t expected)
{
    psa_key_attributes_t attributes = attributes_of(PSA_KEY_LIFETIME_PERSISTENT, id, 0, 0, 0, type);
    psa_key_id_t key = 1;
    psa_status_t status = psa_import_key(&attributes, material->bytes, material->size, &key);

    (void)owner;
    if (EXPECT(data_made_if(status, &key), expected) != PSA_SUCCESS) {
        CHECK(key == PSA_KEY_ID_NULL);
        data_gone(id);
        return;
    }
    CHECK(key == id);
    restart(key, restarts);
    check_key(key, &attributes, material);
}

/* Another key may take the name of one that was destroyed. */
void data_persistent_key_destroy(int64_t owner, psa_key_id_t id, bool restarts,
                                 psa_key_type_t first_type, const struct data *first,
                                 psa_key_type_t second_type, const struct data *second)
{
    psa_key_attributes_t attributes =
        attributes_of(PSA_KEY_LIFETIME_PERSISTENT, id, PSA_KEY_USAGE_EXPORT, 0, 0, first_type);
    psa_key_id_t key = data_import_as(&attributes, first);

    (void)owner;
    restart(key, restarts);
    OK(psa_destroy_key(key));
    data_gone(key);
    psa_set_key_type(&attributes, second_type);
    check_key(data_import_as(&attributes, second), &attributes, second);
}

void data_save_large_persistent_key(size_t size, psa_status_t expected)
{
    psa_key_attributes_t attributes =
        attributes_of(PSA_KEY_LIFETIME_PERSISTENT, 42, 0, 0, 0, PSA_KEY_TYPE_RAW_DATA);
    uint8_t *bytes = data_buffer(size);
    psa_key_id_t key;
    psa_status_t status = psa_import_key(&attributes, bytes, size, &key);

    if (status == PSA_ERROR_INSUFFICIENT_MEMORY)
        data_skip("the key is larger than the arena of keys");
    EXPECT(data_made_if(status, &key), expected);
}

void data_destroy_nonexistent(psa_key_id_t id, psa_status_t expected)
{
    EXPECT(psa_destroy_key(id), expected);
}
