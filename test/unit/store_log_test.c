/* SPDX-License-Identifier: Apache-2.0 */
/* The record log, case by case. Exhaustive cuts and flips are in test/powercut. */
#include "lib/bytes.h"
#include "lib/checksum.h"
#include "store/log.h"
#include "test/support/flash_model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define HEADER_SIZE                                                              \
    24u /* of a record, and of each copy of a sector's header, for units up to 8 \
         */

static struct store_log store;
static const struct store_id asset = {7, -1, STORE_KIND_ITS};
static const struct store_id other = {8, -1, STORE_KIND_ITS};
static const struct store_id third = {9, -1, STORE_KIND_ITS};

static void take(void *context, void *data, size_t size)
{
    const uint8_t **next = context;

    memcpy(data, *next, size);
    *next += size;
}

static psa_status_t set(const struct store_id *id, uint8_t flags, const void *data, size_t size)
{
    return store_log_set(&store, id, flags, take, &data, size);
}

static psa_status_t set_text(const struct store_id *id, const char *text)
{
    return set(id, 0, text, strlen(text));
}

static psa_status_t mount(void)
{
    return store_log_mount(&store, &flash_model.flash);
}

static void assert_text(const struct store_id *id, const char *text)
{
    char data[300];
    size_t length;

    assert_int_equal(store_log_get(&store, id, 0, data, sizeof(data), &length), PSA_SUCCESS);
    assert_int_equal(length, strlen(text));
    assert_memory_equal(data, text, length);
}

static psa_status_t status_of(const struct store_id *id)
{
    char data[300];
    size_t length;

    return store_log_get(&store, id, 0, data, sizeof(data), &length);
}

static void open_store(uint32_t sector_size, uint8_t sector_count, uint8_t unit)
{
    flash_model_open(sector_size, sector_count, unit, 0xff);
    assert_int_equal(store_log_format(&store, &flash_model.flash), PSA_SUCCESS);
}

/* Writes until the log has been compacted. */
static void compact(void)
{
    uint32_t epoch = store.head.epoch;

    for (uint8_t i = 0; store.head.epoch == epoch; i++)
        assert_int_equal(set(&third, 0, &i, 1), PSA_SUCCESS);
    assert_int_equal(status_of(&third), PSA_SUCCESS);
}

static uint32_t erases(void)
{
    uint32_t sum = 0;

    for (int i = 0; i < 256; i++)
        sum += flash_model.erase_count[i];
    return sum;
}

/* Where the newest record begins, as long as its value has `size` bytes. */
static uint32_t newest(uint32_t size)
{
    return store.head.tail - HEADER_SIZE - (size + 7) / 8 * 8 - 8;
}

static void blank_area_is_told_from_a_damaged_one(void **state)
{
    (void)state;
    flash_model_open(1024, 2, 8, 0xff);
    assert_int_equal(mount(), PSA_SUCCESS);
    flash_model_open(1024, 2, 8, 0xff);
    flash_model.image.bytes[500] = 0x12;
    assert_int_equal(mount(), PSA_ERROR_DATA_CORRUPT);
    assert_int_equal(store_log_format(&store, &flash_model.flash), PSA_SUCCESS);
    assert_int_equal(status_of(&asset), PSA_ERROR_DOES_NOT_EXIST);
    flash_model.flash.program_unit = 64;
    assert_int_equal(mount(), PSA_ERROR_NOT_SUPPORTED);
}

static bool mount_powered(void)
{
    if (setjmp(flash_model.power_off) != 0)
        return false;
    assert_int_equal(mount(), PSA_SUCCESS);
    return true;
}

static void the_first_mount_can_be_cut_anywhere(void **state)
{
    bool complete = false;

    (void)state;
    for (int64_t cut = 0; !complete; cut++) {
        for (int tear = 0; tear < FLASH_TEAR_COUNT; tear++) {
            flash_model_open(256, 3, 8, 0xff);
            flash_model.steps_left = cut;
            flash_model.tear = (enum flash_tear)tear;
            complete = mount_powered();
            flash_model.steps_left = -1;
            assert_int_equal(mount(), PSA_SUCCESS);
            assert_int_equal(set_text(&asset, "value"), PSA_SUCCESS);
        }
    }
}

static void a_value_reads_back_after_restart(void **state)
{
    (void)state;
    open_store(1024, 2, 8);
    assert_int_equal(set_text(&asset, "first"), PSA_SUCCESS);
    assert_int_equal(set_text(&other, ""), PSA_SUCCESS);
    assert_int_equal(set_text(&asset, "second, longer"), PSA_SUCCESS);
    for (int i = 0; i < 2; i++) {
        assert_text(&asset, "second, longer");
        assert_text(&other, "");
        assert_int_equal(mount(), PSA_SUCCESS);
    }
    assert_int_equal(store_log_remove(&store, &asset), PSA_SUCCESS);
    assert_int_equal(store_log_remove(&store, &asset), PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(mount(), PSA_SUCCESS);
    assert_int_equal(status_of(&asset), PSA_ERROR_DOES_NOT_EXIST);
}

static void read_parts(size_t whole)
{
    uint8_t value[200];
    uint8_t data[201];
    size_t length = 99;

    for (unsigned i = 0; i < sizeof(value); i++)
        value[i] = (uint8_t)i;
    open_store(1024, 2, 8);
    assert_int_equal(set(&asset, 0, value, whole), PSA_SUCCESS);
    assert_int_equal(store_log_get(&store, &asset, whole + 1, data, 0, &length),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(length, 99);
    for (size_t offset = 0; offset <= whole; offset++) {
        for (size_t size = 0; size <= whole + 1; size += size < 130 ? 1 : 17) {
            size_t expected = size < whole - offset ? size : whole - offset;

            memset(data, 0xee, sizeof(data));
            assert_int_equal(store_log_get(&store, &asset, offset, data, size, &length),
                             PSA_SUCCESS);
            assert_int_equal(length, expected);
            assert_memory_equal(data, value + offset, expected);
            assert_int_equal(data[expected], 0xee);
        }
    }
}

static void parts_of_a_value_can_be_read(void **state)
{
    (void)state;
    read_parts(200);
    read_parts(20);
    read_parts(0);
}

static void every_part_of_an_id_counts(void **state)
{
    static const struct store_id ids[] = {{1, 1, 1}, {2, 1, 1},           {1, 2, 1},
                                          {1, 1, 2}, {0x100000001, 1, 1}, {1, -1, 1}};
    char name[2] = "a";

    (void)state;
    open_store(1024, 2, 8);
    for (unsigned i = 0; i < sizeof(ids) / sizeof(ids[0]); i++, name[0]++)
        assert_int_equal(set_text(&ids[i], name), PSA_SUCCESS);
    assert_int_equal(store_log_remove(&store, &ids[2]), PSA_SUCCESS);
    name[0] = 'a';
    for (unsigned i = 0; i < sizeof(ids) / sizeof(ids[0]); i++, name[0]++) {
        if (i == 2)
            assert_int_equal(status_of(&ids[i]), PSA_ERROR_DOES_NOT_EXIST);
        else
            assert_text(&ids[i], name);
    }
}

static void setting_the_same_again_programs_nothing(void **state)
{
    uint8_t value[65] = {1};
    uint64_t before;

    (void)state;
    open_store(1024, 2, 8);
    assert_int_equal(set(&asset, 1, value, 64), PSA_SUCCESS);
    before = flash_model.programmed_size;
    assert_int_equal(set(&asset, 1, value, 64), PSA_SUCCESS);
    assert_int_equal(flash_model.programmed_size, before);
    assert_int_equal(set(&asset, 2, value, 64), PSA_SUCCESS);
    assert_true(flash_model.programmed_size > before);
    before = flash_model.programmed_size;
    value[63] ^= 1;
    assert_int_equal(set(&asset, 2, value, 64), PSA_SUCCESS);
    assert_true(flash_model.programmed_size > before);
    before = flash_model.programmed_size;
    assert_int_equal(set(&asset, 2, value, 63), PSA_SUCCESS);
    assert_true(flash_model.programmed_size > before);
    assert_int_equal(set(&asset, 2, value, 65), PSA_SUCCESS);
    before = flash_model.programmed_size;
    assert_int_equal(set(&asset, 2, value, 65), PSA_SUCCESS);
    assert_true(flash_model.programmed_size > before); /* Longer than a chunk. */
}

static void setting_the_same_again_repairs_a_damaged_value(void **state)
{
    (void)state;
    open_store(1024, 2, 8);
    assert_int_equal(set_text(&asset, "value"), PSA_SUCCESS);
    flash_model.image.bytes[newest(5) + HEADER_SIZE] ^= 4;
    assert_int_equal(mount(), PSA_SUCCESS);
    assert_int_equal(status_of(&asset), PSA_ERROR_DATA_CORRUPT);
    assert_int_equal(set_text(&asset, "value"), PSA_SUCCESS);
    assert_text(&asset, "value");
}

static void a_full_store_stays_as_it_is_and_can_be_emptied(void **state)
{
    uint8_t value[200] = {5};
    struct store_id id = {1, -1, STORE_KIND_ITS};

    (void)state;
    open_store(1024, 3, 8);
    while (set(&id, 0, value, 100) == PSA_SUCCESS)
        id.uid++;
    assert_int_equal(id.uid, 8); /* 64 + 7 * (24 + 104 + 8) fit into 1024 */
    uint64_t programmed = flash_model.programmed_size;
    uint32_t erased = erases();

    assert_int_equal(set(&id, 0, value, 100), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_int_equal(set(&(struct store_id){3, -1, STORE_KIND_ITS}, 0, value, 200),
                     PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_int_equal(set(&id, 0, value, SIZE_MAX), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_int_equal(flash_model.programmed_size, programmed);
    assert_int_equal(erases(), erased);
    value[0] = 6;
    assert_int_equal(set(&(struct store_id){3, -1, STORE_KIND_ITS}, 0, value, 100), PSA_SUCCESS);
    for (id.uid = 1; id.uid < 8; id.uid++)
        assert_int_equal(status_of(&id), PSA_SUCCESS);
    for (id.uid = 1; id.uid < 8; id.uid++)
        assert_int_equal(store_log_remove(&store, &id), PSA_SUCCESS);
    assert_int_equal(set(&id, 0, value, 200), PSA_SUCCESS);
}

static void the_largest_value_fills_a_sector_alone(void **state)
{
    static uint8_t value[4096];
    static uint8_t data[4096];
    const size_t largest = 4096 - 2 * 32 - 24 - 8;
    size_t length;

    (void)state;
    for (unsigned i = 0; i < sizeof(value); i++)
        value[i] = (uint8_t)(i * 7);
    open_store(4096, 2, 8);
    assert_int_equal(set(&asset, 0, value, largest + 1), PSA_ERROR_INSUFFICIENT_STORAGE);
    for (int i = 0; i < 3; i++) {
        value[0] = (uint8_t)i;
        assert_int_equal(set(&asset, 0, value, largest), PSA_SUCCESS);
    }
    assert_int_equal(store_log_get(&store, &asset, 0, data, sizeof(data), &length), PSA_SUCCESS);
    assert_int_equal(length, largest);
    assert_memory_equal(data, value, length);
}

/* What doc/formats.md promises of the cost of a change. */
static void flags_survive_compaction_and_the_loss_of_the_value(void **state)
{
    struct store_info info;

    (void)state;
    open_store(1024, 2, 8);
    assert_int_equal(set(&asset, 1, "once", 4), PSA_SUCCESS);
    assert_int_equal(set(&other, 1, "damaged", 7), PSA_SUCCESS);
    flash_model.image.bytes[newest(7) + HEADER_SIZE] ^= 4;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(store_log_info(&store, &asset, &info), PSA_SUCCESS);
        assert_int_equal(info.flags, 1);
        assert_int_equal(info.size, 4);
        assert_int_equal(status_of(&other), PSA_ERROR_DATA_CORRUPT);
        (void)store_log_info(&store, &other, &info);
        assert_int_equal(info.flags, 1);
        compact();
    }
}

static void either_copy_of_a_sector_header_is_enough(void **state)
{
    (void)state;
    for (uint32_t copy = 0; copy < 2; copy++) {
        open_store(1024, 2, 8);
        assert_int_equal(set_text(&asset, "value"), PSA_SUCCESS);
        memset(flash_model.image.bytes + copy * (HEADER_SIZE + 8), 0x5a, HEADER_SIZE);
        assert_int_equal(mount(), PSA_SUCCESS);
        assert_text(&asset, "value");
        memset(flash_model.image.bytes, 0x5a, 2 * (HEADER_SIZE + 8));
        assert_int_equal(mount(), PSA_ERROR_DATA_CORRUPT);
    }
}

static void one_wrong_bit_in_a_header_is_repaired(void **state)
{
    (void)state;
    open_store(1024, 2, 8);
    assert_int_equal(set_text(&asset, "value"), PSA_SUCCESS);
    uint32_t at = newest(5);

    assert_int_equal(set_text(&other, "next"), PSA_SUCCESS);
    for (uint32_t bit = 0; bit < HEADER_SIZE * 8; bit++) {
        flash_model.image.bytes[at + bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_int_equal(mount(), PSA_SUCCESS);
        assert_text(&asset, "value");
        assert_text(&other, "next");
        flash_model.image.bytes[at + bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
}

/* A store in which the record between those of `asset` and `other` has lost its header. */
static void lose_a_record(void)
{
    open_store(1024, 2, 8);
    assert_int_equal(set_text(&asset, "older"), PSA_SUCCESS);
    assert_int_equal(set_text(&asset, "newer"), PSA_SUCCESS);
    memset(flash_model.image.bytes + newest(5), 0, HEADER_SIZE);
    assert_int_equal(set_text(&other, "behind"), PSA_SUCCESS);
}

static void a_lost_header_never_brings_an_older_value_back(void **state)
{
    (void)state;
    for (int mounted = 0; mounted < 2; mounted++) {
        lose_a_record();
        if (mounted == 1)
            assert_int_equal(mount(), PSA_SUCCESS);
        for (int i = 0; i < 3; i++) {
            assert_int_equal(status_of(&asset), PSA_ERROR_DATA_CORRUPT);
            assert_text(&other, "behind");
            compact();
            assert_text(&other, "behind");
            assert_int_equal(mount(), PSA_SUCCESS);
        }
        /* It could have been anybody's. */
        assert_int_equal(status_of(&(struct store_id){77, -1, 1}), PSA_ERROR_DATA_CORRUPT);
    }
}

static void the_last_record_lost_is_noticed_too(void **state)
{
    (void)state;
    open_store(1024, 2, 8);
    assert_int_equal(set_text(&asset, "older"), PSA_SUCCESS);
    assert_int_equal(set_text(&asset, "newer"), PSA_SUCCESS);
    memset(flash_model.image.bytes + newest(5), 0xff, HEADER_SIZE);
    assert_int_equal(mount(), PSA_SUCCESS);
    assert_int_equal(status_of(&asset), PSA_ERROR_DATA_CORRUPT);
    assert_int_equal(set_text(&other, "next"), PSA_SUCCESS);
    assert_int_equal(mount(), PSA_SUCCESS);
    assert_int_equal(status_of(&asset), PSA_ERROR_DATA_CORRUPT);
    assert_text(&other, "next");
}

static void a_flipped_bit_behind_the_end_is_not_written_over(void **state)
{
    (void)state;
    for (uint32_t bit = 0; bit < 48 * 8; bit++) {
        open_store(1024, 2, 8);
        assert_int_equal(set_text(&other, "other"), PSA_SUCCESS);
        flash_model.image.bytes[store.head.tail + bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_int_equal(mount(), PSA_SUCCESS);
        assert_int_equal(set_text(&asset, "value"), PSA_SUCCESS);
        assert_text(&asset, "value");
        assert_text(&other, "other");
    }
}

/* A value that looks like a record of somebody else's, in a record whose own header is lost. */
static void a_record_inside_a_value_with_an_impossible_number_is_not_believed(void **state)
{
    static const uint16_t seqs[] = {0, 1, 10, 0xffff};

    (void)state;
    for (unsigned i = 0; i < sizeof(seqs) / sizeof(seqs[0]); i++) {
        uint8_t forged[32] = {0, 0, 0, STORE_KIND_ITS, 0, 0, 0, 0, 7};

        open_store(1024, 2, 8);
        assert_int_equal(set_text(&other, "other"), PSA_SUCCESS);
        assert_int_equal(set_text(&asset, "value"), PSA_SUCCESS);
        lib_put_le16(forged, seqs[i]);
        lib_put_le32(forged + 16, UINT32_MAX);
        lib_put_le32(forged + 20, lib_checksum(~store.head.epoch, forged, 20));
        assert_int_equal(set(&third, 0, forged, sizeof(forged)), PSA_SUCCESS);
        memset(flash_model.image.bytes + newest(32), 0, HEADER_SIZE);
        assert_int_equal(set_text(&other, "behind"), PSA_SUCCESS);
        assert_int_equal(mount(), PSA_SUCCESS);
        assert_text(&other, "behind");
        assert_int_equal(status_of(&asset), PSA_ERROR_DATA_CORRUPT);
    }
}

static void setting_or_removing_heals_what_is_in_doubt(void **state)
{
    (void)state;
    lose_a_record();
    assert_int_equal(mount(), PSA_SUCCESS);
    assert_int_equal(set_text(&asset, "newest"), PSA_SUCCESS);
    for (uint64_t uid = 77; uid < 79; uid++)
        assert_int_equal(store_log_remove(&store, &(struct store_id){uid, -1, 1}), PSA_SUCCESS);
    for (int i = 0; i < 3; i++) {
        assert_text(&asset, "newest");
        assert_text(&other, "behind");
        assert_int_equal(status_of(&(struct store_id){77, -1, 1}), PSA_ERROR_DOES_NOT_EXIST);
        assert_int_equal(store_log_remove(&store, &(struct store_id){78, -1, 1}),
                         PSA_ERROR_DOES_NOT_EXIST);
        compact();
        assert_int_equal(mount(), PSA_SUCCESS);
    }
}

static void what_cannot_be_read_counts_as_damaged(void **state)
{
    (void)state;
    open_store(1024, 2, 8);
    assert_int_equal(set_text(&other, "good"), PSA_SUCCESS);
    assert_int_equal(set_text(&asset, "value"), PSA_SUCCESS);
    flash_model.unreadable_from = newest(5) + HEADER_SIZE;
    flash_model.unreadable_to = flash_model.unreadable_from + 8;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(status_of(&asset), PSA_ERROR_DATA_CORRUPT);
        assert_text(&other, "good");
        compact();
    }
}

/* A header that cannot be read while its value is replaced, for that moment or from then on, must
 * not bring the older value back. */
static void a_record_that_was_unreadable_for_a_moment_stays_replaced(void **state)
{
    (void)state;
    for (int lasting = 0; lasting < 2; lasting++) {
        open_store(1024, 2, 8);
        assert_int_equal(set_text(&asset, "older"), PSA_SUCCESS);
        if (lasting == 1) {
            flash_model.image.bytes[newest(5) + 20] ^= 3; /* Two bits of its CRC. */
        } else {
            flash_model.unreadable_from = newest(5);
            flash_model.unreadable_to = flash_model.unreadable_from + HEADER_SIZE;
        }
        assert_int_equal(set_text(&asset, "newer"), PSA_SUCCESS);
        flash_model.unreadable_to = 0;
        assert_text(&asset, "newer");
        assert_int_equal(mount(), PSA_SUCCESS);
        assert_text(&asset, "newer");
    }
}

/* One call of program() or erase() fails, in a sequence that compacts twice. */
static void fail_each_call(bool late)
{
    size_t length;
    struct store_info info;
    bool failed = true;

    for (int64_t call = 0; failed; call++) {
        char value = '0';
        char kept = '0';
        char denied = '0';
        uint8_t changes = 0;

        open_store(256, 2, 8);
        assert_int_equal(set_text(&other, "other"), PSA_SUCCESS);
        assert_int_equal(set(&asset, 0, &value, 1), PSA_SUCCESS);
        flash_model.fail_after = call;
        flash_model.fail_late = late;
        /* After a late failure the next thing is a restart, which shows what was on the flash. */
        for (value = '1'; value < '9' && !(late && changes > 0); value++) {
            psa_status_t status = set(&asset, 0, &value, 1);

            assert_true(status == PSA_SUCCESS || status == PSA_ERROR_STORAGE_FAILURE);
            if (status == PSA_SUCCESS)
                kept = value;
            else /* A smaller one may still fit where that one did not. */
                assert_int_equal(set(&third, ++changes, "", 0), PSA_SUCCESS);
            denied = value;
            assert_text(&asset, (char[]){kept, 0});
            assert_text(&other, "other");
        }
        failed = flash_model.fail_after < 0;
        assert_int_equal(mount(), PSA_SUCCESS);
        assert_int_equal(store_log_get(&store, &asset, 0, &value, 1, &length), PSA_SUCCESS);
        assert_true(value == kept || (late && value == denied));
        assert_int_equal(store_log_info(&store, &third, &info),
                         changes > 0 ? PSA_SUCCESS : PSA_ERROR_DOES_NOT_EXIST);
        assert_int_equal(info.flags, changes);
        assert_text(&other, "other");
    }
}

static void a_failing_flash_keeps_the_old_value(void **state)
{
    (void)state;
    fail_each_call(false);
    fail_each_call(true);
}

static psa_status_t erase_never(const struct store_flash *area, uint32_t offset)
{
    (void)area;
    (void)offset;
    return PSA_ERROR_STORAGE_FAILURE;
}

static void mounting_erases_the_older_of_two_good_sectors(void **state)
{
    struct store_flash worn;
    uint8_t value = 0;

    (void)state;
    open_store(256, 3, 8);
    worn = flash_model.flash;
    worn.erase = erase_never;
    assert_int_equal(set_text(&asset, "value"), PSA_SUCCESS);
    assert_int_equal(store_log_mount(&store, &worn), PSA_SUCCESS);
    for (; store.base == 0; value++)
        assert_int_equal(set(&other, 0, &value, 1), PSA_SUCCESS);
    assert_int_equal(flash_model.image.bytes[8], 'K');
    assert_int_equal(mount(), PSA_SUCCESS);
    assert_text(&asset, "value");
    for (uint32_t i = 0; i < 256; i++)
        assert_int_equal(flash_model.image.bytes[i], 0xff);
}

static struct store_change change_of(const struct store_id *id, const void **data, uint32_t size)
{
    return (struct store_change){.id = *id, .size = size, .source = take, .context = data};
}

static struct store_change removal_of(const struct store_id *id)
{
    return (struct store_change){.id = *id, .is_removal = true};
}

static void changes_together_are_all_seen_after_a_restart(void **state)
{
    const void *one = "one";
    const void *two = "second";
    const struct store_change changes[] = {change_of(&asset, &one, 3), change_of(&other, &two, 6),
                                           removal_of(&third)};

    (void)state;
    open_store(1024, 2, 8);
    assert_int_equal(set_text(&third, "third"), PSA_SUCCESS);
    assert_int_equal(store_log_apply(&store, changes, 3), PSA_SUCCESS);
    for (int i = 0; i < 2; i++) {
        assert_text(&asset, "one");
        assert_text(&other, "second");
        assert_int_equal(status_of(&third), PSA_ERROR_DOES_NOT_EXIST);
        assert_int_equal(mount(), PSA_SUCCESS);
    }
}

static void changes_of_which_one_is_refused_change_nothing(void **state)
{
    const void *one = "one";
    const void *long_one = flash_model.image.bytes;
    const struct store_change missing[] = {change_of(&asset, &one, 3), removal_of(&third)};
    const struct store_change too_long[] = {change_of(&asset, &one, 3),
                                            change_of(&third, &long_one, 1025)};
    const struct store_change too_much[] = {change_of(&asset, &one, 3),
                                            change_of(&third, &long_one, 900)};
    uint64_t programmed;

    (void)state;
    open_store(1024, 2, 8);
    assert_int_equal(set_text(&asset, "old"), PSA_SUCCESS);
    assert_int_equal(set_text(&other, "a value that stays"), PSA_SUCCESS);
    programmed = flash_model.programmed_size;
    assert_int_equal(store_log_apply(&store, missing, 2), PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(store_log_apply(&store, too_long, 2), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_int_equal(store_log_apply(&store, too_much, 2), PSA_ERROR_INSUFFICIENT_STORAGE);
    assert_int_equal(flash_model.programmed_size, programmed);
    assert_text(&asset, "old");
    assert_int_equal(status_of(&third), PSA_ERROR_DOES_NOT_EXIST);
}

static void of_two_changes_of_one_id_the_later_wins(void **state)
{
    (void)state;
    open_store(1024, 2, 8);
    for (int i = 0; i < 60; i++) { /* in appends as in compactions */
        const void *first = "first";
        const void *last = "last";
        const struct store_change kept[] = {change_of(&asset, &first, 5),
                                            change_of(&asset, &last, 4)};
        const struct store_change gone[] = {change_of(&other, &first, 5), removal_of(&other)};

        assert_int_equal(store_log_apply(&store, kept, 2), PSA_SUCCESS);
        assert_text(&asset, "last");
        assert_int_equal(set_text(&other, "other"), PSA_SUCCESS);
        first = "first";
        assert_int_equal(store_log_apply(&store, gone, 2), PSA_SUCCESS);
        assert_int_equal(status_of(&other), PSA_ERROR_DOES_NOT_EXIST);
        assert_int_equal(mount(), PSA_SUCCESS);
        assert_int_equal(status_of(&other), PSA_ERROR_DOES_NOT_EXIST);
    }
    assert_true(store.head.epoch > 3);
}

static void changes_without_their_last_record_do_not_count(void **state)
{
    const void *one = "one";
    const void *two = "second";
    const struct store_change changes[] = {change_of(&asset, &one, 3), change_of(&other, &two, 6)};
    uint32_t begin;

    (void)state;
    open_store(1024, 2, 8);
    assert_int_equal(set_text(&asset, "old"), PSA_SUCCESS);
    begin = store.head.tail;
    assert_int_equal(store_log_apply(&store, changes, 2), PSA_SUCCESS);
    memset(flash_model.image.bytes + begin + 40, 0xff, 40);
    memset(flash_model.image.programmed + begin + 40, 0, 40);
    assert_int_equal(mount(), PSA_SUCCESS);
    assert_text(&asset, "old");
    assert_int_equal(status_of(&other), PSA_ERROR_DOES_NOT_EXIST);
    assert_int_equal(set_text(&other, "new"), PSA_SUCCESS); /* which compacts */
    assert_text(&asset, "old");
    assert_int_equal(store.head.epoch, 2);
}

static void a_walk_finds_each_value_once(void **state)
{
    struct store_cursor cursor = {0};
    struct store_id id;
    struct store_info info;

    (void)state;
    open_store(1024, 2, 8);
    assert_false(store_log_next(&store, &cursor, &id, &info));
    assert_int_equal(set_text(&asset, "first"), PSA_SUCCESS);
    assert_int_equal(set(&other, 5, "damaged", 7), PSA_SUCCESS);
    assert_int_equal(set_text(&third, "gone"), PSA_SUCCESS);
    assert_int_equal(set_text(&asset, "newer"), PSA_SUCCESS);
    assert_int_equal(store_log_remove(&store, &third), PSA_SUCCESS);
    cursor = (struct store_cursor){0};
    assert_true(store_log_next(&store, &cursor, &id, &info));
    assert_memory_equal(&id, &other, sizeof(id.uid) + sizeof(id.owner) + 1);
    assert_int_equal(info.size, 7);
    assert_int_equal(info.flags, 5);
    assert_true(store_log_next(&store, &cursor, &id, &info));
    assert_int_equal(id.uid, asset.uid);
    assert_int_equal(info.size, 5);
    assert_false(store_log_next(&store, &cursor, &id, &info));
    assert_false(store_log_next(&store, &cursor, &id, &info));
}

static void a_removed_value_leaves_the_flash_with_compaction(void **state)
{
    (void)state;
    open_store(1024, 2, 8);
    assert_int_equal(set_text(&asset, "secret16 secret!"), PSA_SUCCESS);
    uint32_t at = newest(16) + HEADER_SIZE;

    assert_int_equal(store_log_remove(&store, &asset), PSA_SUCCESS);
    compact();
    for (uint32_t i = 0; i < flash_model.size - 16; i++)
        assert_memory_not_equal(flash_model.image.bytes + i, "secret16 secret!", 16);
    assert_int_equal(flash_model.image.bytes[at], 0xff);
}

/* The format, byte by byte: doc/formats.md, "Record log". Stores of earlier releases must be
 * readable for ever, so once there is one and this fails, it is not the test that has to change. */
static void the_format_is_the_documented_one(void **state)
{
    uint8_t sector[] = {
        0, 0, 0, 0, 0, 0, 0, 0, 'K', 'E', 'D', 'G', 0, 4, 0, 1, 1, 0, 0, 0,
    };
    static const uint8_t record[] = {
        0, 0, 4, 1, 5, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff,
    };
    const uint8_t *image = flash_model.image.bytes;
    uint32_t sum = lib_checksum(~1u, record, 20);

    (void)state;
    open_store(1024, 2, 8);
    assert_int_equal(set(&asset, 4, "value", 5), PSA_SUCCESS);
    for (sector[0] = 0; sector[0] < 2; sector[0]++, image += 32) {
        assert_memory_equal(image, sector, 20);
        uint32_t empty = lib_checksum(~0u, sector, 20);
        assert_int_equal(lib_get_le32(image + 20), empty);
        assert_int_equal(lib_get_le32(image + 24), empty);
        assert_int_equal(lib_get_le32(image + 28), ~empty);
    }
    assert_memory_equal(image, record, 20);
    assert_int_equal(lib_get_le32(image + 20), sum);
    assert_memory_equal(image + 24, "value\xff\xff\xff", 8);
    sum = lib_checksum(sum, "value", 5);
    assert_int_equal(lib_get_le32(image + 32), sum);
    assert_int_equal(lib_get_le32(image + 36), ~sum);
    assert_int_equal(store_log_remove(&store, &asset), PSA_SUCCESS);
    assert_int_equal(image[40], 1);
    assert_int_equal(image[40 + 3], 0x41);
    assert_int_equal(lib_get_le32(image + 40 + 4), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blank_area_is_told_from_a_damaged_one),
        cmocka_unit_test(the_first_mount_can_be_cut_anywhere),
        cmocka_unit_test(a_value_reads_back_after_restart),
        cmocka_unit_test(parts_of_a_value_can_be_read),
        cmocka_unit_test(every_part_of_an_id_counts),
        cmocka_unit_test(setting_the_same_again_programs_nothing),
        cmocka_unit_test(setting_the_same_again_repairs_a_damaged_value),
        cmocka_unit_test(a_full_store_stays_as_it_is_and_can_be_emptied),
        cmocka_unit_test(the_largest_value_fills_a_sector_alone),
        cmocka_unit_test(flags_survive_compaction_and_the_loss_of_the_value),
        cmocka_unit_test(either_copy_of_a_sector_header_is_enough),
        cmocka_unit_test(one_wrong_bit_in_a_header_is_repaired),
        cmocka_unit_test(a_lost_header_never_brings_an_older_value_back),
        cmocka_unit_test(the_last_record_lost_is_noticed_too),
        cmocka_unit_test(a_flipped_bit_behind_the_end_is_not_written_over),
        cmocka_unit_test(a_record_inside_a_value_with_an_impossible_number_is_not_believed),
        cmocka_unit_test(setting_or_removing_heals_what_is_in_doubt),
        cmocka_unit_test(what_cannot_be_read_counts_as_damaged),
        cmocka_unit_test(a_record_that_was_unreadable_for_a_moment_stays_replaced),
        cmocka_unit_test(a_failing_flash_keeps_the_old_value),
        cmocka_unit_test(mounting_erases_the_older_of_two_good_sectors),
        cmocka_unit_test(changes_together_are_all_seen_after_a_restart),
        cmocka_unit_test(changes_of_which_one_is_refused_change_nothing),
        cmocka_unit_test(of_two_changes_of_one_id_the_later_wins),
        cmocka_unit_test(changes_without_their_last_record_do_not_count),
        cmocka_unit_test(a_walk_finds_each_value_once),
        cmocka_unit_test(a_removed_value_leaves_the_flash_with_compaction),
        cmocka_unit_test(the_format_is_the_documented_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
