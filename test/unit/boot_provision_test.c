/* SPDX-License-Identifier: Apache-2.0 */
/* The provisioning area says what was written, advances only forward, and shows damage. */
#include "boot/provision.h"

#include "lib/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define CRC_OFFSET        124u
#define LIFE_CYCLE_OFFSET 128u
#define COUNTER_OFFSET    160u

static uint8_t area[BOOT_PROVISION_SIZE];
static uint8_t hash[32], key[32], id[32];
static struct boot_provision written;
static struct boot_provision parsed;

static int set_up(void **state)
{
    (void)state;
    memset(hash, 0x11, sizeof hash);
    memset(key, 0x22, sizeof key);
    memset(id, 0x33, sizeof id);
    written = (struct boot_provision){hash, key, id, BOOT_LIFE_CYCLE_SECURED, 3, true};
    assert_true(boot_provision_write(area, &written));
    return 0;
}

static void expect(enum boot_reason reason)
{
    assert_string_equal(boot_reason_text(boot_provision_parse(area, &parsed)),
                        boot_reason_text(reason));
}

static void what_was_written_is_read(void **state)
{
    (void)state;
    expect(BOOT_REASON_NONE);
    assert_memory_equal(parsed.root_key_hash, hash, sizeof hash);
    assert_memory_equal(parsed.unique_key, key, sizeof key);
    assert_memory_equal(parsed.implementation_id, id, sizeof id);
    assert_int_equal(parsed.life_cycle, BOOT_LIFE_CYCLE_SECURED);
    assert_int_equal(parsed.security_counter, 3);
    assert_true(parsed.development);
}

static void every_life_cycle_and_counter_can_be_written(void **state)
{
    (void)state;
    for (uint32_t life_cycle = BOOT_LIFE_CYCLE_ASSEMBLY;
         life_cycle <= BOOT_LIFE_CYCLE_DECOMMISSIONED; life_cycle += 0x1000) {
        written.life_cycle = life_cycle;
        assert_true(boot_provision_write(area, &written));
        expect(BOOT_REASON_NONE);
        assert_int_equal(parsed.life_cycle, life_cycle);
    }
    for (uint32_t counter = 0; counter <= BOOT_PROVISION_COUNTER_MAX; counter++) {
        written.security_counter = counter;
        assert_true(boot_provision_write(area, &written));
        expect(BOOT_REASON_NONE);
        assert_int_equal(parsed.security_counter, counter);
    }
}

static void what_has_no_representation_is_not_written(void **state)
{
    uint8_t before[BOOT_PROVISION_SIZE];

    (void)state;
    memcpy(before, area, sizeof area);
    written.life_cycle = 0;
    assert_false(boot_provision_write(area, &written));
    written.life_cycle = 0x7000;
    assert_false(boot_provision_write(area, &written));
    written.life_cycle = 0x3001;
    assert_false(boot_provision_write(area, &written));
    written.life_cycle = BOOT_LIFE_CYCLE_SECURED;
    written.security_counter = BOOT_PROVISION_COUNTER_MAX + 1;
    assert_false(boot_provision_write(area, &written));
    assert_memory_equal(before, area, sizeof area);
}

static void the_counter_goes_up_by_clearing_bits_only(void **state)
{
    uint8_t before[BOOT_PROVISION_SIZE];

    (void)state;
    memcpy(before, area, sizeof area);
    assert_true(boot_provision_raise(area, 3));
    assert_memory_equal(before, area, sizeof area);
    assert_false(boot_provision_raise(area, 2));
    assert_false(boot_provision_raise(area, BOOT_PROVISION_COUNTER_MAX + 1));
    assert_memory_equal(before, area, sizeof area);
    assert_true(boot_provision_raise(area, 200));
    for (size_t i = 0; i < sizeof area; i++)
        assert_int_equal(area[i] & ~before[i], 0);
    expect(BOOT_REASON_NONE);
    assert_int_equal(parsed.security_counter, 200);
}

static void a_bit_out_of_order_is_damage(void **state)
{
    (void)state;
    area[COUNTER_OFFSET] = 0xf0;
    expect(BOOT_REASON_NONE);
    area[COUNTER_OFFSET + 31] = 0x7f;
    expect(BOOT_REASON_AREA_COUNTER);
    area[COUNTER_OFFSET + 31] = 0xff;
    area[COUNTER_OFFSET] = 0xfd;
    expect(BOOT_REASON_AREA_COUNTER);
    assert_false(boot_provision_raise(area, 10));
}

static void the_last_life_cycle_reached_is_the_state(void **state)
{
    (void)state;
    lib_put_le32(area + LIFE_CYCLE_OFFSET + 16, 0);
    expect(BOOT_REASON_NONE);
    assert_int_equal(parsed.life_cycle, BOOT_LIFE_CYCLE_DECOMMISSIONED);
}

static void a_word_half_programmed_is_damage(void **state)
{
    (void)state;
    for (uint32_t word = 0; word < 5; word++) {
        set_up(state);
        area[LIFE_CYCLE_OFFSET + 4 * word] ^= 1;
        expect(BOOT_REASON_AREA_LIFE_CYCLE);
    }
}

static void every_bit_of_the_fixed_part_matters(void **state)
{
    (void)state;
    for (uint32_t bit = 0; bit < 8 * LIFE_CYCLE_OFFSET; bit++) {
        area[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_int_not_equal(boot_provision_parse(area, &parsed), BOOT_REASON_NONE);
        area[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    expect(BOOT_REASON_NONE);
}

static void every_refusal_has_its_reason(void **state)
{
    (void)state;
    area[12] ^= 1;
    expect(BOOT_REASON_AREA_DAMAGED);
    area[12] ^= 1;
    area[4] = 2;
    expect(BOOT_REASON_AREA_VERSION);
    area[4] = 1;
    area[8] |= 2; /* a flag of a later version, correctly written */
    lib_put_le32(area + CRC_OFFSET, lib_crc32(0, area, CRC_OFFSET));
    expect(BOOT_REASON_AREA_VERSION);
    area[0] ^= 1;
    expect(BOOT_REASON_AREA_MAGIC);
    memset(area, 0xff, sizeof area);
    expect(BOOT_REASON_AREA_BLANK);
    memset(area, 0, sizeof area);
    expect(BOOT_REASON_AREA_MAGIC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_was_written_is_read, set_up),
        cmocka_unit_test_setup(every_life_cycle_and_counter_can_be_written, set_up),
        cmocka_unit_test_setup(what_has_no_representation_is_not_written, set_up),
        cmocka_unit_test_setup(the_counter_goes_up_by_clearing_bits_only, set_up),
        cmocka_unit_test_setup(a_bit_out_of_order_is_damage, set_up),
        cmocka_unit_test_setup(the_last_life_cycle_reached_is_the_state, set_up),
        cmocka_unit_test_setup(a_word_half_programmed_is_damage, set_up),
        cmocka_unit_test_setup(every_bit_of_the_fixed_part_matters, set_up),
        cmocka_unit_test_setup(every_refusal_has_its_reason, set_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
