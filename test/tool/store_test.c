/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What `kedge store` says of good and damaged storage areas, and what it saves of them.
 */
#include "store/log.h"
#include "test/support/flash_model.h"
#include "test/tool/command_run.h"
#include "tool/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

static const struct store_id asset = {0x123, -1, STORE_KIND_ITS};
static const struct store_id key = {7, 3, STORE_KIND_KEY};

static void expect(const char *arguments, int status, const char *text)
{
    command_expect(tool_store, arguments, status, text);
}

static void take(void *context, void *data, size_t size)
{
    const uint8_t **next = context;

    memcpy(data, *next, size);
    *next += size;
}

static void save(const char *name)
{
    FILE *out = fopen(name, "wb");

    assert_non_null(out);
    assert_int_equal(fwrite(flash_model.image.bytes, 1, flash_model.size, out), flash_model.size);
    assert_int_equal(fclose(out), 0);
}

static void set(struct store_log *log, const struct store_id *id, const char *text)
{
    const char *next = text;

    assert_int_equal(store_log_set(log, id, 1, take, &next, strlen(text)), PSA_SUCCESS);
}

/* An area with two values, of which one was replaced: in the model, and in the file "area". */
static struct store_log make_area(uint32_t sector_size, uint8_t count, uint8_t unit, uint8_t erased)
{
    struct store_log log;

    flash_model_open(sector_size, count, unit, erased);
    assert_int_equal(store_log_format(&log, &flash_model.flash), PSA_SUCCESS);
    set(&log, &asset, "old");
    set(&log, &key, "a key's bytes");
    set(&log, &asset, "kedge");
    save("area");
    return log;
}

static void info_finds_out_how_an_area_is_divided(void **state)
{
    static const struct {
        uint32_t sector_size;
        uint8_t count, unit, erased;
        const char *text;
    } areas[] = {
        {256, 2, 8, 0xff, "2 of 256 bytes"},
        {1024, 3, 1, 0x00, "3 of 1024 bytes\nprogram unit   8 or less\nerased value   0x00"},
        {4096, 4, 16, 0xff, "4 of 4096 bytes\nprogram unit   16\nerased value   0xff"},
        {32768, 2, 32, 0xff, "2 of 32768 bytes\nprogram unit   32"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++) {
        make_area(areas[i].sector_size, areas[i].count, areas[i].unit, areas[i].erased);
        expect("info area", TOOL_OK, areas[i].text);
        expect("info area", TOOL_OK, "values         2, of 18 bytes");
        expect("info area", TOOL_OK, "damage         none");
        expect("check area", TOOL_OK, "area: good, 2 values");
    }
}

static void info_and_dump_are_for_programs_too(void **state)
{
    const char *output;
    cJSON *root;

    (void)state;
    make_area(1024, 2, 8, 0xff);
    assert_int_equal(command_run(tool_store, "info --json area", &output), TOOL_OK);
    root = cJSON_Parse(output);
    assert_int_equal(cJSON_GetNumberValue(cJSON_GetObjectItem(root, "sector_size")), 1024);
    assert_int_equal(cJSON_GetNumberValue(cJSON_GetObjectItem(root, "values")), 2);
    assert_int_equal(cJSON_GetNumberValue(cJSON_GetObjectItem(root, "epoch")), 1);
    assert_true(cJSON_IsFalse(cJSON_GetObjectItem(root, "records_lost")));
    cJSON_Delete(root);
    assert_int_equal(command_run(tool_store, "dump --json area", &output), TOOL_OK);
    root = cJSON_Parse(output);
    assert_int_equal(cJSON_GetArraySize(root), 2);
    assert_string_equal(
        cJSON_GetStringValue(cJSON_GetObjectItem(cJSON_GetArrayItem(root, 1), "data")),
        "6b65646765");
    cJSON_Delete(root);
    expect("dump area", TOOL_OK, "key, owner 3, uid 0x7, flags 0x01, 13 bytes: 61206b6579");
    expect("dump area", TOOL_OK, "its, owner -1, uid 0x123, flags 0x01, 5 bytes: 6b65646765");
}

static void what_is_no_area_is_refused_with_the_reason(void **state)
{
    (void)state;
    expect("info missing", TOOL_REFUSED, "missing");
    command_write_file("short", "short");
    expect("check short", TOOL_REFUSED, "short: has 5 bytes");
    flash_model_open(1024, 2, 8, 0xff);
    save("blank");
    expect("info blank", TOOL_REFUSED, "blank: is blank");
    memset(flash_model.image.bytes, 0x5a, 2000);
    save("other");
    expect("dump other", TOOL_REFUSED, "no sector has a good header");
    expect("repair --out new --sector 1024 --unit 8 --erased 0xff other", TOOL_REFUSED,
           "no record was found");
    make_area(1024, 2, 8, 0xff);
    expect("info --sector 1000 area", TOOL_REFUSED, "cannot be divided");
    expect("info --sector 512 area", TOOL_REFUSED, "no sector has a good header");
    assert_null(command_read_file("new"));
}

static void wrong_command_lines_say_how(void **state)
{
    (void)state;
    expect("", TOOL_USAGE, "usage: kedge store info");
    expect("look area", TOOL_USAGE, "usage:");
    expect("info", TOOL_USAGE, "usage:");
    expect("check --json area", TOOL_USAGE, "usage:");
    expect("repair area", TOOL_USAGE, "usage:");
    expect("info --out new area", TOOL_USAGE, "usage:");
    expect("info --unit 3 area", TOOL_USAGE, "\"3\" is not a value");
    expect("info --erased 256 area", TOOL_USAGE, "\"256\" is not a value");
    expect("--help", TOOL_OK, "repair");
}

static void damage_is_named_and_repair_keeps_the_rest(void **state)
{
    const struct store_log log = make_area(1024, 2, 8, 0xff);

    (void)state;
    flash_model.image.bytes[log.head.tail - 16] ^= 0x10; /* in the value "kedge" */
    save("area");
    expect("check area", TOOL_REFUSED, "its, owner -1, uid 0x123: damaged");
    expect("info area", TOOL_OK, "damage         yes");
    expect("dump area", TOOL_OK, "uid 0x123, flags 0x01, 5 bytes: damaged");
    expect("repair --out fixed area", TOOL_OK, "lost: its, owner -1, uid 0x123");
    expect("check fixed", TOOL_OK, "good, 1 values");
    expect("dump fixed", TOOL_OK, "key, owner 3, uid 0x7, flags 0x01, 13 bytes: 61206b6579");
    expect("repair --out fixed area", TOOL_REFUSED, "fixed: exists");
    expect("check area", TOOL_REFUSED, "damaged"); /* which did not change it */
}

static void records_are_found_without_any_sector_header(void **state)
{
    struct store_log log = make_area(1024, 2, 8, 0xff);

    (void)state;
    for (int i = 0; log.head.epoch < 9; i++)
        set(&log, &key, i % 2 == 0 ? "the key's bytes" : "a key's bytes");
    set(&log, &key, "a key's bytes");
    memset(flash_model.image.bytes + log.base, 0x5a, 64);
    save("area");
    expect("check area", TOOL_REFUSED, "name --sector, --unit and --erased");
    expect("repair --out saved --sector 1024 --unit 8 --erased 0xff area", TOOL_OK,
           "saved: 2 values kept, 0 lost; others may have existed");
    expect("dump saved", TOOL_OK, "uid 0x123, flags 0x01, 5 bytes: 6b65646765");
    expect("check saved", TOOL_OK, "good, 2 values");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(info_finds_out_how_an_area_is_divided),
        cmocka_unit_test(info_and_dump_are_for_programs_too),
        cmocka_unit_test(what_is_no_area_is_refused_with_the_reason),
        cmocka_unit_test(wrong_command_lines_say_how),
        cmocka_unit_test(damage_is_named_and_repair_keeps_the_rest),
        cmocka_unit_test(records_are_found_without_any_sector_header),
    };
    int result;

    command_enter_folder();
    result = cmocka_run_group_tests(tests, NULL, NULL);
    command_leave_folder();
    return result;
}
