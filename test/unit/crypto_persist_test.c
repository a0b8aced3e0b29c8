/* SPDX-License-Identifier: Apache-2.0 */
/* Persistent keys as records of the log (doc/formats.md, "Persistent keys"), on a flash in RAM. */
#include "crypto/key.h"
#include "crypto/persist.h"
#include "crypto/random.h"
#include "store/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include <cmocka.h>

#define SECTOR 1024u
#define OWNER  (-7)
#define ID     0x123u

static uint8_t memory[2 * SECTOR];

static psa_status_t flash_read(const struct store_flash *area, uint32_t offset, void *data,
                               size_t size)
{
    (void)area;
    memcpy(data, memory + offset, size);
    return PSA_SUCCESS;
}

static psa_status_t flash_program(const struct store_flash *area, uint32_t offset, const void *data,
                                  size_t size)
{
    (void)area;
    memcpy(memory + offset, data, size);
    return PSA_SUCCESS;
}

static psa_status_t flash_erase(const struct store_flash *area, uint32_t offset)
{
    (void)area;
    memset(memory + offset, 0xff, SECTOR);
    return PSA_SUCCESS;
}

static const struct store_flash flash = {
    .read = flash_read,
    .program = flash_program,
    .erase = flash_erase,
    .sector_size = SECTOR,
    .sector_count = 2,
    .program_unit = 8,
    .erased_value = 0xff,
};
static struct store_log store;
static bool is_mounted;

struct store_log *store_internal(void)
{
    return is_mounted ? &store : NULL;
}

/* Not needed here: no machine is linked for it. */
bool crypto_entropy_read(void *buffer, size_t size)
{
    memset(buffer, 0, size);
    return false;
}

static const struct store_id name = {.uid = ID, .owner = OWNER, .kind = STORE_KIND_KEY};

static const psa_key_attributes_t attributes = {
    .type = PSA_KEY_TYPE_AES,
    .bits = 128,
    .lifetime = PSA_KEY_LIFETIME_PERSISTENT,
    .usage = PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_EXPORT,
    .algorithm = PSA_ALG_CCM,
    .id = ID,
};
static const uint8_t material[16] = "0123456789abcdef";

/* What the record of that key has been since version 1. */
static const uint8_t golden[32] = {
    0x01, 0x00,             /* version, reserved */
    0x00, 0x24,             /* type */
    0x01, 0x00, 0x00, 0x00, /* lifetime */
    0x01, 0x01, 0x00, 0x00, /* usage */
    0x00, 0x01, 0x50, 0x05, /* algorithm */
    '0',  '1',  '2',  '3',  '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
};

static int begin(void **state)
{
    (void)state;
    is_mounted = true;
    return store_log_format(&store, &flash) == PSA_SUCCESS ? 0 : -1;
}

static void copy(void *context, void *data, size_t size)
{
    const uint8_t **from = context;

    memcpy(data, *from, size);
    *from += size;
}

static void put_record(const uint8_t *record, size_t size)
{
    assert_int_equal(store_log_set(&store, &name, 0, copy, &record, size), PSA_SUCCESS);
}

static psa_status_t load(size_t capacity)
{
    psa_key_attributes_t got = {0};
    uint8_t bytes[300];
    size_t size;
    psa_status_t status = crypto_persist_load(OWNER, ID, &got, bytes, capacity, &size);

    if (status != PSA_SUCCESS)
        return status;
    assert_int_equal(size, sizeof material);
    assert_memory_equal(bytes, material, sizeof material);
    assert_int_equal(got.bits, 0);
    got.bits = 128;
    got.id = ID;
    assert_memory_equal(&got, &attributes, sizeof got);
    return PSA_SUCCESS;
}

static void a_key_is_written_as_the_format_says_and_read_back(void **state)
{
    uint8_t record[64];
    size_t length;

    (void)state;
    assert_int_equal(load(16), PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(crypto_persist_save(OWNER, &attributes, material, sizeof material),
                     PSA_SUCCESS);
    assert_int_equal(store_log_get(&store, &name, 0, record, sizeof record, &length), PSA_SUCCESS);
    assert_int_equal(length, sizeof golden);
    assert_memory_equal(record, golden, sizeof golden);
    assert_int_equal(load(16), PSA_SUCCESS);
    assert_int_equal(load(15), PSA_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(crypto_persist_erase(OWNER, ID), PSA_SUCCESS);
    assert_int_equal(load(16), PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(crypto_persist_erase(OWNER, ID), PSA_ERROR_DOES_NOT_EXIST);
}

static void a_golden_record_can_be_read(void **state)
{
    (void)state;
    put_record(golden, sizeof golden);
    assert_int_equal(load(16), PSA_SUCCESS);
}

static void a_record_of_another_format_is_invalid_data(void **state)
{
    uint8_t record[32];
    const struct crypto_key *key;

    (void)state;
    memcpy(record, golden, sizeof record);
    record[0] = 2;
    put_record(record, sizeof record);
    assert_int_equal(load(16), PSA_ERROR_DATA_INVALID);
    record[0] = 1;
    record[1] = 1;
    put_record(record, sizeof record);
    assert_int_equal(load(16), PSA_ERROR_DATA_INVALID);
    record[1] = 0;
    for (size_t size = 0; size < 16; size++) {
        put_record(record, size);
        assert_int_equal(load(16), PSA_ERROR_DATA_INVALID);
    }
    put_record(record, 16); /* no material: a record, but no key */
    assert_int_equal(crypto_key_find(OWNER, ID, &key), PSA_ERROR_DATA_INVALID);
    assert_int_equal(crypto_key_destroy(OWNER, ID), PSA_SUCCESS);
    assert_int_equal(load(16), PSA_ERROR_DOES_NOT_EXIST);
}

static void another_owner_or_kind_is_another_name(void **state)
{
    psa_key_attributes_t got;
    uint8_t bytes[16];
    size_t size;

    (void)state;
    put_record(golden, sizeof golden);
    assert_int_equal(crypto_persist_load(OWNER + 1, ID, &got, bytes, 16, &size),
                     PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(crypto_persist_load(OWNER, ID + 1, &got, bytes, 16, &size),
                     PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(crypto_persist_erase(OWNER + 1, ID), PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(load(16), PSA_SUCCESS);
}

static void any_changed_bit_is_noticed_or_harmless_and_the_key_can_be_destroyed(void **state)
{
    uint8_t clean[sizeof memory];
    int noticed = 0;

    (void)state;
    put_record(golden, sizeof golden);
    memcpy(clean, memory, sizeof clean);
    for (size_t bit = 0; bit < 200 * 8; bit++) {
        psa_status_t status;

        memcpy(memory, clean, sizeof memory);
        memory[bit / 8] ^= (uint8_t)(1u << bit % 8);
        if (store_log_mount(&store, &flash) != PSA_SUCCESS)
            continue; /* the log's own header is not ours to judge */
        status = load(16);
        noticed += status == PSA_ERROR_DATA_CORRUPT;
        assert_true(status == PSA_SUCCESS || status == PSA_ERROR_DATA_CORRUPT);
        assert_int_equal(crypto_key_destroy(OWNER, ID), PSA_SUCCESS);
        assert_int_equal(load(16), PSA_ERROR_DOES_NOT_EXIST);
    }
    assert_true(noticed >= (int)sizeof golden * 8);
}

static void a_full_log_is_insufficient_storage(void **state)
{
    psa_key_attributes_t other = attributes;
    uint8_t large[2000] = {1};

    (void)state;
    other.type = PSA_KEY_TYPE_RAW_DATA;
    assert_int_equal(crypto_persist_save(OWNER, &other, large, sizeof large),
                     PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_int_equal(load(16), PSA_ERROR_DOES_NOT_EXIST);
}

static void without_a_log_everything_is_a_storage_failure(void **state)
{
    (void)state;
    is_mounted = false;
    assert_int_equal(load(16), PSA_ERROR_STORAGE_FAILURE);
    assert_int_equal(crypto_persist_save(OWNER, &attributes, material, 16),
                     PSA_ERROR_STORAGE_FAILURE);
    assert_int_equal(crypto_persist_erase(OWNER, ID), PSA_ERROR_STORAGE_FAILURE);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup(f, begin)
    const struct CMUnitTest tests[] = {
        TEST(a_key_is_written_as_the_format_says_and_read_back),
        TEST(a_golden_record_can_be_read),
        TEST(a_record_of_another_format_is_invalid_data),
        TEST(another_owner_or_kind_is_another_name),
        TEST(any_changed_bit_is_noticed_or_harmless_and_the_key_can_be_destroyed),
        TEST(a_full_log_is_insufficient_storage),
        TEST(without_a_log_everything_is_a_storage_failure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
