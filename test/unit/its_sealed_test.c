/* SPDX-License-Identifier: Apache-2.0 */
/* Internal trusted storage, encrypted at rest: what the service does in place of the plain way. */
#include "service/its/sealed.h"

#include "port/port.h"
#include "psa/error.h"
#include "store/counter.h"
#include "test/support/flash_model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct store_log log_;
static bool has_key = true;
static const struct store_id id = {5, -1, STORE_KIND_ITS};

struct store_log *store_internal(void)
{
    return &log_;
}

bool port_derive_key(const char *label, uint8_t *key, size_t size)
{
    assert_string_equal(label, "kedge internal trusted storage");
    memset(key, 0x17, size);
    return has_key;
}

/* ---- One message ---------------------------------------------------------------------------- */

static const uint8_t *input;
static uint8_t output[256];
static size_t output_size;

size_t psa_read(psa_handle_t msg_handle, uint32_t invec_idx, void *buffer, size_t num_bytes)
{
    assert_int_equal(msg_handle, 7);
    assert_int_equal(invec_idx, 1);
    memcpy(buffer, input, num_bytes);
    input += num_bytes;
    return num_bytes;
}

void psa_write(psa_handle_t msg_handle, uint32_t outvec_idx, const void *buffer, size_t num_bytes)
{
    assert_int_equal(msg_handle, 7);
    assert_int_equal(outvec_idx, 0);
    memcpy(output + output_size, buffer, num_bytes);
    output_size += num_bytes;
}

static psa_status_t set(const void *value, size_t size, uint8_t flags)
{
    const psa_msg_t msg = {.handle = 7, .in_size = {16, size}};

    input = value;
    return its_sealed_set(&log_, &id, &msg, flags);
}

static psa_status_t get(uint32_t offset, size_t size)
{
    const psa_msg_t msg = {.handle = 7, .out_size = {size}};

    output_size = 0;
    return its_sealed_get(&log_, &id, &msg, offset);
}

/* What the rest of the service, which is linked too, asks for. */
uint32_t psa_rot_lifecycle_state(void)
{
    return PSA_LIFECYCLE_SECURED;
}

/* ---- The tests ------------------------------------------------------------------------------ */

static int begin(void **state)
{
    (void)state;
    return store_log_mount(&log_, flash_model_open(1024, 2, 8, 0xff));
}

/* Runs first: the key is kept when there is one. */
static void without_a_key_nothing_works(void **state)
{
    struct store_info info;

    (void)state;
    has_key = false;
    assert_int_equal(set("x", 1, 0), PSA_ERROR_STORAGE_FAILURE);
    assert_int_equal(get(0, 1), PSA_ERROR_STORAGE_FAILURE);
    assert_int_equal(its_sealed_info(&log_, &id, &info), PSA_ERROR_STORAGE_FAILURE);
    has_key = true;
    assert_int_equal(get(0, 1), PSA_ERROR_DOES_NOT_EXIST);
}

static void an_asset_is_what_was_set(void **state)
{
    static uint8_t value[200];
    struct store_info info;

    (void)state;
    for (unsigned i = 0; i < sizeof(value); i++)
        value[i] = (uint8_t)(i * 3);
    for (size_t size = 0; size <= sizeof(value); size += 40) {
        assert_int_equal(set(value, size, 3), PSA_SUCCESS);
        assert_int_equal(its_sealed_info(&log_, &id, &info), PSA_SUCCESS);
        assert_int_equal(info.size, size);
        assert_int_equal(info.flags, 3);
        for (uint32_t offset = 0; offset <= size; offset += 7) {
            assert_int_equal(get(offset, 100), PSA_SUCCESS);
            assert_int_equal(output_size, size - offset < 100 ? size - offset : 100);
            assert_memory_equal(output, value + offset, output_size);
        }
        assert_int_equal(get((uint32_t)size + 1, 0), PSA_ERROR_INVALID_ARGUMENT);
        assert_int_equal(output_size, 0);
    }
    assert_int_equal(set(value, 1024, 0), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_int_equal(set(value, SIZE_MAX, 0), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_int_equal(get(0, 200), PSA_SUCCESS);
}

static void no_plaintext_lies_in_the_flash(void **state)
{
    static const char secret[] = "a secret that is long enough to be found in flash";

    (void)state;
    assert_int_equal(set(secret, sizeof(secret), 0), PSA_SUCCESS);
    for (size_t i = 0; i + 8 <= flash_model.size; i++)
        for (size_t k = 0; k + 8 <= sizeof(secret); k++)
            assert_memory_not_equal(flash_model.image.bytes + i, secret + k, 8);
}

static void a_changed_byte_is_a_storage_failure(void **state)
{
    struct store_info info;

    (void)state;
    assert_int_equal(set("value", 5, 0), PSA_SUCCESS);
    assert_int_equal(store_log_info(&log_, &id, &info), PSA_SUCCESS);
    for (uint32_t i = 0; i < info.size; i++) {
        struct store_info none;

        flash_model.image.bytes[info.at + i] ^= 0x10;
        assert_int_equal(get(0, 10), PSA_ERROR_STORAGE_FAILURE);
        assert_int_equal(output_size, 0);
        assert_int_equal(its_sealed_info(&log_, &id, &none), PSA_ERROR_STORAGE_FAILURE);
        flash_model.image.bytes[info.at + i] ^= 0x10;
    }
    assert_int_equal(get(0, 10), PSA_SUCCESS);
    assert_int_equal(set("again", 5, 0), PSA_SUCCESS);
}

static void one_start_takes_one_step_of_the_counter(void **state)
{
    uint32_t before;
    uint32_t after;

    (void)state;
    assert_int_equal(set("value", 5, 0), PSA_SUCCESS);
    assert_int_equal(store_counter_its.read(&store_counter_its, &before), PSA_SUCCESS);
    for (int i = 0; i < 100; i++)
        assert_int_equal(set("value", 5, 0), PSA_SUCCESS);
    assert_int_equal(store_counter_its.read(&store_counter_its, &after), PSA_SUCCESS);
    assert_int_equal(before, after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(without_a_key_nothing_works, begin),
        cmocka_unit_test_setup(an_asset_is_what_was_set, begin),
        cmocka_unit_test_setup(no_plaintext_lies_in_the_flash, begin),
        cmocka_unit_test_setup(a_changed_byte_is_a_storage_failure, begin),
        cmocka_unit_test_setup(one_start_takes_one_step_of_the_counter, begin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
