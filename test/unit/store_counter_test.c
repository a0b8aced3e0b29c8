/* SPDX-License-Identifier: Apache-2.0 */
/* Monotonic counters, and the nonces that sealed values make of them. */
#include "crypto/provider/mbedtls/provider.h"
#include "lib/bytes.h"
#include "store/counter.h"
#include "store/seal.h"
#include "test/support/counter_fake.h"
#include "test/support/flash_model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct store_log log_;
static struct store_log *internal;

struct store_log *store_internal(void)
{
    return internal;
}

static int begin(void **state)
{
    (void)state;
    internal = &log_;
    return store_log_mount(&log_, flash_model_open(1024, 3, 8, 0xff));
}

static uint32_t value_of(const struct store_counter *counter)
{
    uint32_t value = 99;

    assert_int_equal(counter->read(counter, &value), PSA_SUCCESS);
    return value;
}

/* ---- The counter over the log --------------------------------------------------------------- */

static void counters_grow_each_by_itself(void **state)
{
    uint32_t value;

    (void)state;
    assert_int_equal(value_of(&store_counter_ps), 0);
    for (uint32_t i = 1; i <= 500; i++) {
        assert_int_equal(store_counter_ps.increment(&store_counter_ps, &value), PSA_SUCCESS);
        assert_int_equal(value, i);
        if (i % 7 == 0)
            assert_int_equal(store_log_mount(&log_, &flash_model.flash), PSA_SUCCESS);
        assert_int_equal(value_of(&store_counter_ps), i);
    }
    assert_int_equal(value_of(&store_counter_its), 0);
    assert_int_equal(store_counter_its.increment(&store_counter_its, &value), PSA_SUCCESS);
    assert_int_equal(value, 1);
    assert_int_equal(value_of(&store_counter_ps), 500);
}

static void bytes_source(void *context, void *data, size_t size)
{
    memcpy(data, context, size);
}

static void an_expired_counter_stands_still(void **state)
{
    const struct store_id *id = store_counter_ps.context;
    uint8_t bytes[4] = {0xfe, 0xff, 0xff, 0xff};
    uint32_t value;

    (void)state;
    assert_int_equal(id->kind, STORE_KIND_COUNTER);
    assert_int_equal(store_log_set(&log_, id, 0, bytes_source, bytes, 4), PSA_SUCCESS);
    assert_int_equal(store_counter_ps.increment(&store_counter_ps, &value), PSA_SUCCESS);
    assert_int_equal(value, UINT32_MAX);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(store_counter_ps.increment(&store_counter_ps, &value),
                         PSA_ERROR_INSUFFICIENT_STORAGE);
        assert_int_equal(value_of(&store_counter_ps), UINT32_MAX);
    }
}

static void a_lost_counter_is_an_error_and_never_0(void **state)
{
    const struct store_id *id = store_counter_ps.context;
    struct store_info info;
    uint32_t value;

    (void)state;
    assert_int_equal(store_counter_ps.increment(&store_counter_ps, &value), PSA_SUCCESS);
    assert_int_equal(store_log_info(&log_, id, &info), PSA_SUCCESS);
    flash_model.image.bytes[info.at] ^= 1;
    assert_int_equal(store_counter_ps.read(&store_counter_ps, &value), PSA_ERROR_STORAGE_FAILURE);
    assert_int_equal(store_counter_ps.increment(&store_counter_ps, &value),
                     PSA_ERROR_STORAGE_FAILURE);
    flash_model.image.bytes[info.at] ^= 1;
    assert_int_equal(value_of(&store_counter_ps), 1);
    internal = NULL;
    assert_int_equal(store_counter_ps.read(&store_counter_ps, &value), PSA_ERROR_STORAGE_FAILURE);
    assert_int_equal(store_counter_ps.increment(&store_counter_ps, &value),
                     PSA_ERROR_STORAGE_FAILURE);
}

/* A cut increment has happened or not; the next one is greater than all that was ever told. */
static void a_cut_increment_has_happened_or_not(void **state)
{
    static uint32_t told;

    (void)state;
    for (volatile int cut = 0; cut < 400; cut++) {
        uint32_t value = 0;

        flash_model.steps_left = cut % 60;
        flash_model.tear = (enum flash_tear)(cut % FLASH_TEAR_COUNT);
        if (setjmp(flash_model.power_off) == 0 &&
            store_counter_ps.increment(&store_counter_ps, &value) == PSA_SUCCESS) {
            assert_true(value > told);
            told = value;
        }
        flash_model.steps_left = -1;
        assert_int_equal(store_log_mount(&log_, &flash_model.flash), PSA_SUCCESS);
        value = value_of(&store_counter_ps);
        assert_true(value >= told && value <= told + 1);
        assert_int_equal(store_counter_ps.increment(&store_counter_ps, &told), PSA_SUCCESS);
        assert_int_equal(told, value + 1);
    }
}

/* ---- Nonces --------------------------------------------------------------------------------- */

static struct counter_fake fake;
static const struct store_counter lease = COUNTER_FAKE(&fake);
static struct store_seal seal;

static void restart(void)
{
    memset(&seal, 0, sizeof(seal));
    seal.log = &log_;
    seal.lease = &lease;
}

static psa_status_t set(uint64_t *nonce)
{
    static uint8_t byte;
    const struct store_seal_range range = {0, 1, bytes_source, &byte};
    struct store_sealed value = {.id = {1, -1, STORE_KIND_PS}, .size = 1, .capacity = 1};
    psa_status_t status = store_seal_set(&seal, &value, NULL, &range);

    *nonce = lib_get_le64(value.trailer);
    return status;
}

static void a_start_takes_one_lease_and_its_nonces_grow(void **state)
{
    uint64_t last = 0;
    uint64_t nonce;

    (void)state;
    memset(&fake, 0, sizeof(fake));
    for (uint32_t start = 1; start < 20; start++) {
        restart();
        fake.step = start % 3; /* An RPMB counter moves for others, too. */
        for (int i = 0; i < 10; i++) {
            assert_int_equal(set(&nonce), PSA_SUCCESS);
            assert_true(nonce > last);
            assert_int_equal(nonce >> 32, fake.value);
            last = nonce;
        }
        assert_int_equal(fake.increment_count, start);
    }
}

static void without_a_lease_nothing_is_sealed(void **state)
{
    struct store_info info;
    uint64_t nonce;

    (void)state;
    memset(&fake, 0, sizeof(fake));
    restart();
    for (int moves = 0; moves < 2; moves++) {
        fake.fail_after = 1;
        fake.moves_when_it_fails = moves;
        assert_int_equal(set(&nonce), PSA_ERROR_STORAGE_FAILURE);
    }
    fake.value = UINT32_MAX;
    assert_int_equal(set(&nonce), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_int_equal(store_log_info(&log_, &(struct store_id){1, -1, STORE_KIND_PS}, &info),
                     PSA_ERROR_DOES_NOT_EXIST);
    fake.value = UINT32_MAX - 1;
    assert_int_equal(set(&nonce), PSA_SUCCESS);
    assert_int_equal(nonce >> 32, UINT32_MAX);
}

static void a_lease_that_is_used_up_is_renewed_and_never_wraps(void **state)
{
    uint64_t nonce;

    (void)state;
    memset(&fake, 0, sizeof(fake));
    restart();
    assert_int_equal(set(&nonce), PSA_SUCCESS);
    assert_int_equal(nonce, 0x100000001);
    seal.next = 0x1ffffffff; /* after four thousand million writes */
    assert_int_equal(set(&nonce), PSA_SUCCESS);
    assert_int_equal(nonce, 0x1ffffffff);
    assert_int_equal(set(&nonce), PSA_SUCCESS);
    assert_int_equal(nonce, 0x200000001);
    assert_int_equal(fake.increment_count, 2);
    fake.value = UINT32_MAX;
    seal.next = UINT64_MAX;
    assert_int_equal(set(&nonce), PSA_SUCCESS);
    assert_int_equal(set(&nonce), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_int_equal(set(&nonce), PSA_ERROR_INSUFFICIENT_STORAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(counters_grow_each_by_itself, begin),
        cmocka_unit_test_setup(an_expired_counter_stands_still, begin),
        cmocka_unit_test_setup(a_lost_counter_is_an_error_and_never_0, begin),
        cmocka_unit_test_setup(a_cut_increment_has_happened_or_not, begin),
        cmocka_unit_test_setup(a_start_takes_one_lease_and_its_nonces_grow, begin),
        cmocka_unit_test_setup(without_a_lease_nothing_is_sealed, begin),
        cmocka_unit_test_setup(a_lease_that_is_used_up_is_renewed_and_never_wraps, begin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
