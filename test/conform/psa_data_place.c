/* SPDX-License-Identifier: Apache-2.0 */
/* Places for keys, as many as the profile says, and names for them. */
#include "test/conform/psa_data.h"
#include "test/conform/psa_data_terms.h"

#define SLOTS CONFIG_CRYPTO_KEY_SLOT_COUNT

/* Keys of one byte each, their number; volatile, or of the names 1, 2, ... */
static psa_status_t import_number(psa_key_lifetime_t lifetime, int number, psa_key_id_t *key)
{
    uint8_t byte = (uint8_t)number;
    psa_key_attributes_t attributes =
        data_attributes(PSA_KEY_TYPE_RAW_DATA, PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_COPY, 0);
    psa_status_t status;

    if (lifetime != PSA_KEY_LIFETIME_VOLATILE)
        psa_set_key_id(&attributes, (psa_key_id_t)number + 1);
    psa_set_key_lifetime(&attributes, lifetime);
    status = psa_import_key(&attributes, &byte, 1, key);
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

void data_key_id_ranges(void)
{
    psa_key_id_t key;

    CHECK(PSA_KEY_ID_NULL == 0);
    CHECK(PSA_KEY_ID_USER_MIN == 0x00000001);
    CHECK(PSA_KEY_ID_USER_MAX == 0x3fffffff);
    CHECK(PSA_KEY_ID_VENDOR_MIN == 0x40000000);
    CHECK(PSA_KEY_ID_VENDOR_MAX == 0x7fffffff);
    OK(import_number(PSA_KEY_LIFETIME_VOLATILE, 1, &key));
    CHECK(key >= PSA_KEY_ID_VENDOR_MIN && key <= PSA_KEY_ID_VENDOR_MAX);
}
