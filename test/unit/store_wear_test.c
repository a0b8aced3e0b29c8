/* SPDX-License-Identifier: Apache-2.0 */
/* What the record log costs the flash: bytes programmed and sectors erased for a change, and how
 * evenly. The figures are printed; doc/formats.md quotes them. */
#include "store/log.h"
#include "test/support/flash_model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct store_log store;

static void take(void *context, void *data, size_t size)
{
    memcpy(data, context, size);
}

static psa_status_t set(const struct store_id *id, uint8_t value[32])
{
    return store_log_set(&store, id, 0, take, value, 32);
}

static void open_store(uint32_t sector_size, uint8_t sector_count, uint8_t unit)
{
    flash_model_open(sector_size, sector_count, unit, 0xff);
    assert_int_equal(store_log_format(&store, &flash_model.flash), PSA_SUCCESS);
}

static uint32_t erases(void)
{
    uint32_t sum = 0;

    for (int i = 0; i < 256; i++)
        sum += flash_model.erase_count[i];
    return sum;
}

static uint32_t cost_programmed, cost_erased; /* in thousandths of a byte and of an erase */

/* Overwrites 32 bytes in one of `count` such values at a time. */
static void measure_overwrites(unsigned count, unsigned overwrites)
{
    uint8_t value[32] = {0};

    for (uint64_t uid = 1; uid <= count; uid++)
        assert_int_equal(set(&(struct store_id){uid, -1, 1}, value), PSA_SUCCESS);
    uint64_t programmed = flash_model.programmed_size;
    uint32_t erased = erases();

    for (unsigned i = 0; i < overwrites; i++) {
        value[i % 32]++;
        assert_int_equal(set(&(struct store_id){1 + i % count, -1, 1}, value), PSA_SUCCESS);
    }
    cost_programmed = (uint32_t)((flash_model.programmed_size - programmed) * 1000 / overwrites);
    cost_erased = (uint32_t)((erases() - erased) * 1000ull / overwrites);
    print_message("%u x %u, %u values: %u.%u bytes, %.4f erases of a sector\n",
                  flash_model.flash.sector_count, flash_model.flash.sector_size, count,
                  cost_programmed / 1000, cost_programmed % 1000 / 100,
                  (double)(erases() - erased) / overwrites);
}

/* What doc/formats.md promises of the cost of a change. */
static void an_overwrite_costs_80_bytes_and_a_fortieth_of_an_erase(void **state)
{
    (void)state;
    open_store(4096, 4, 8);
    measure_overwrites(10, 20000);
    assert_true(cost_programmed <= 80000 && cost_erased <= 25);
    open_store(8 * 4096, 2, 8); /* what the boards have: an erasure is one of eight units */
    measure_overwrites(10, 20000);
    assert_true(cost_programmed <= 80000 && cost_erased * 8 <= 25);
    open_store(8 * 4096, 2, 8);
    measure_overwrites(60, 20000);
    assert_true(cost_programmed <= 80000 && cost_erased * 8 <= 25);
}

static void a_million_sets_wear_all_sectors_alike(void **state)
{
    const uint8_t sectors[] = {4, 2, 3, 16};

    (void)state;
    for (size_t i = 0; i < sizeof(sectors); i++) {
        uint32_t most = 0;

        open_store(4096, sectors[i], 8);
        measure_overwrites(10, i == 0 ? 1000000 : 100000);
        for (int j = 0; j < sectors[i]; j++)
            most = flash_model.erase_count[j] > most ? flash_model.erase_count[j] : most;
        print_message("%u sectors: %u erases, the most worn %u, %.4f of the mean\n", sectors[i],
                      erases(), most, (double)most * sectors[i] / erases());
        assert_true(most * sectors[i] * 10ull <= erases() * 12ull);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_overwrite_costs_80_bytes_and_a_fortieth_of_an_erase),
        cmocka_unit_test(a_million_sets_wear_all_sectors_alike),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
