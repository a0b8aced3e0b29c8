/* SPDX-License-Identifier: Apache-2.0 */
/* Stores that earlier releases wrote stay readable: test/vectors/store_log.h keeps an image of each
 * version of the record log, with every kind of record that there is. What this release writes is
 * the newest of them, byte for byte. */
#include "store/log.h"
#include "test/support/flash_model.h"
#include "test/vectors/store_log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct store_log store;
static const struct store_id first = {0x1122334455667788, -1, STORE_KIND_ITS};
static const struct store_id empty = {2, 5, STORE_KIND_KEY};
static const struct store_id gone = {3, -1, STORE_KIND_ITS};
static const struct store_id damaged = {4, -1, STORE_KIND_PS};
static const struct store_id lost = {6, -1, STORE_KIND_ITS};
static const struct store_id together = {5, -1, STORE_KIND_COUNTER};

static void take(void *context, void *data, size_t size)
{
    const uint8_t **next = context;

    memcpy(data, *next, size);
    *next += size;
}

static void set(const struct store_id *id, uint8_t flags, const char *text)
{
    const void *data = text;

    assert_int_equal(store_log_set(&store, id, flags, take, &data, strlen(text)), PSA_SUCCESS);
}

static void assert_value(const struct store_id *id, uint8_t flags, const char *text)
{
    struct store_info info;
    char data[100];
    size_t length;

    assert_int_equal(store_log_info(&store, id, &info), PSA_SUCCESS);
    assert_int_equal(info.flags, flags);
    assert_int_equal(info.size, strlen(text));
    assert_int_equal(store_log_get(&store, id, 0, data, sizeof(data), &length), PSA_SUCCESS);
    assert_int_equal(length, info.size);
    assert_memory_equal(data, text, length);
}

/* The operations that made the image. */
static void write_all(void)
{
    const void *one = "one of two";
    const void *two = "the newer of two";
    const struct store_change changes[] = {
        {.id = together, .size = 10, .source = take, .context = &one},
        {.id = first, .flags = 1, .size = 16, .source = take, .context = &two},
    };
    uint32_t begin, damage;

    flash_model_open(512, 2, 8, 0xff);
    assert_int_equal(store_log_format(&store, &flash_model.flash), PSA_SUCCESS);
    begin = store.head.tail;
    set(&lost, 0, "its header is beyond repair");
    damage = store.head.tail + 24;
    set(&damaged, 9, "its value is not right");
    set(&first, 1, "the older of two");
    set(&gone, 0, "a value that is removed");
    memset(flash_model.image.bytes + begin, 0x55, 24);
    flash_model.image.bytes[damage] ^= 1;
    assert_int_equal(store_log_mount(&store, &flash_model.flash), PSA_SUCCESS);
    for (int i = 0; store.head.epoch == 1; i++) /* The compaction writes down what was lost. */
        set(&empty, (uint8_t)i, "");
    set(&empty, 2, "");
    assert_int_equal(store_log_remove(&store, &gone), PSA_SUCCESS);
    assert_int_equal(store_log_apply(&store, changes, 2), PSA_SUCCESS);
}

static void this_release_writes_the_newest_version(void **state)
{
    (void)state;
    write_all();
    for (uint32_t i = 0; i < flash_model.size; i++)
        if (i < 512 || i - 512 >= sizeof(store_log_version_1))
            assert_int_equal(flash_model.image.bytes[i], 0xff);
    assert_memory_equal(flash_model.image.bytes + 512, store_log_version_1,
                        sizeof(store_log_version_1));
}

static void version_1_reads_as_it_was_written(void **state)
{
    struct flash_image *image = &flash_model.image;

    (void)state;
    flash_model_open(512, 2, 8, 0xff);
    memcpy(image->bytes + 512, store_log_version_1, sizeof(store_log_version_1));
    memset(image->programmed + 512, true, sizeof(store_log_version_1));
    for (int mapped = 0; mapped < 2; mapped++) {
        struct store_info info;

        flash_model.flash.map = mapped ? image->bytes : NULL;
        assert_int_equal(store_log_mount(&store, &flash_model.flash), PSA_SUCCESS);
        assert_value(&first, 1, "the newer of two");
        assert_value(&empty, 2, "");
        assert_value(&together, 0, "one of two");
        assert_int_equal(store_log_info(&store, &gone, &info), PSA_ERROR_DOES_NOT_EXIST);
        /* Of one that was damaged the flags are known; of one that was lost nothing. */
        assert_int_equal(store_log_info(&store, &damaged, &info), PSA_ERROR_DATA_CORRUPT);
        assert_int_equal(info.flags, 9);
        assert_int_equal(store_log_info(&store, &lost, &info), PSA_ERROR_DATA_CORRUPT);
    }
    assert_int_equal(flash_model.program_count, 0); /* Mounting wrote nothing. */
}

static void another_version_is_refused(void **state)
{
    (void)state;
    flash_model_open(512, 2, 8, 0xff);
    memcpy(flash_model.image.bytes, store_log_version_1, sizeof(store_log_version_1));
    flash_model.image.bytes[15]++; /* the version, in both copies of the header */
    flash_model.image.bytes[15 + 32]++;
    flash_model.image.bytes[14] ^= 0x80; /* and a second bit, beyond repair */
    flash_model.image.bytes[14 + 32] ^= 0x80;
    assert_int_equal(store_log_mount(&store, &flash_model.flash), PSA_ERROR_DATA_CORRUPT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(this_release_writes_the_newest_version),
        cmocka_unit_test(version_1_reads_as_it_was_written),
        cmocka_unit_test(another_version_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
