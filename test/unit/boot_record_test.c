/* SPDX-License-Identifier: Apache-2.0 */
/* A boot record is read as it was written, or not at all. */
#include "boot/record.h"

#include "lib/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define CRC_OFFSET 88u

static uint8_t memory[BOOT_RECORD_SIZE + 1];
static uint8_t measurement[32], signer_id[32];

static int set_up(void **state)
{
    struct boot_record record = {
        .version = {1, 2, 3, 4},
        .security_counter = 5,
        .life_cycle = 0x3000,
        .measurement = measurement,
        .signer_id = signer_id,
        .development = true,
    };

    (void)state;
    memset(measurement, 0x44, sizeof measurement);
    memset(signer_id, 0x55, sizeof signer_id);
    memset(memory, 0xee, sizeof memory);
    boot_record_write(memory, &record);
    return 0;
}

static void what_was_written_is_read(void **state)
{
    struct boot_record record;

    (void)state;
    assert_true(boot_record_read(memory, &record));
    assert_int_equal(record.version.major, 1);
    assert_int_equal(record.version.minor, 2);
    assert_int_equal(record.version.revision, 3);
    assert_int_equal(record.version.build, 4);
    assert_int_equal(record.security_counter, 5);
    assert_int_equal(record.life_cycle, 0x3000);
    assert_true(record.development);
    assert_memory_equal(record.measurement, measurement, sizeof measurement);
    assert_memory_equal(record.signer_id, signer_id, sizeof signer_id);
    assert_int_equal(memory[BOOT_RECORD_SIZE], 0xee);
}

static void any_damaged_bit_makes_it_no_record(void **state)
{
    struct boot_record record;

    (void)state;
    for (uint32_t bit = 0; bit < 8 * BOOT_RECORD_SIZE; bit++) {
        memory[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_false(boot_record_read(memory, &record));
        assert_int_equal(record.life_cycle, 0);
        assert_null(record.measurement);
        memory[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
}

static void another_format_is_no_record_though_its_checksum_fits(void **state)
{
    static const struct {
        uint8_t offset;
        uint8_t value;
    } changes[] = {{0, 0}, {4, 2}, {5, 2}, {6, 96}};
    struct boot_record record;

    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        set_up(state);
        memory[changes[i].offset] = changes[i].value;
        lib_put_le32(memory + CRC_OFFSET, lib_crc32(0, memory, CRC_OFFSET));
        assert_false(boot_record_read(memory, &record));
    }
}

static void garbage_is_no_record(void **state)
{
    struct boot_record record;

    (void)state;
    memset(memory, 0, sizeof memory);
    assert_false(boot_record_read(memory, &record));
    memset(memory, 0xff, sizeof memory);
    assert_false(boot_record_read(memory, &record));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_was_written_is_read, set_up),
        cmocka_unit_test_setup(any_damaged_bit_makes_it_no_record, set_up),
        cmocka_unit_test_setup(another_format_is_no_record_though_its_checksum_fits, set_up),
        cmocka_unit_test_setup(garbage_is_no_record, set_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
