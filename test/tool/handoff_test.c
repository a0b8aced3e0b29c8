/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What `kedge handoff` says of lists, of ours and of others', and what it makes of them.
 */
#include "test/tool/command_run.h"
#include "test/vectors/handoff_lists.h"
#include "tool/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

static void expect(const char *arguments, int status, const char *text)
{
    command_expect(tool_handoff, arguments, status, text);
}

static void write_bytes(const char *name, const void *data, size_t size)
{
    FILE *out = fopen(name, "wb");

    assert_non_null(out);
    assert_int_equal(fwrite(data, 1, size, out), size);
    assert_int_equal(fclose(out), 0);
}

static size_t read_bytes(const char *name, uint8_t *data, size_t size)
{
    FILE *in = fopen(name, "rb");
    size_t got;

    assert_non_null(in);
    got = fread(data, 1, size, in);
    assert_int_equal(fclose(in), 0);
    return got;
}

/* Another one after every write, as files are replaced. */
static ino_t file_number(const char *name)
{
    struct stat status;

    assert_int_equal(stat(name, &status), 0);
    return status.st_ino;
}

static void assert_same_files(const char *first, const char *second)
{
    static uint8_t a[8192];
    static uint8_t b[8192];
    size_t size = read_bytes(first, a, sizeof a);

    assert_int_equal(read_bytes(second, b, sizeof b), size);
    assert_memory_equal(a, b, size);
}

/* Changes one byte; with `checksum` another one so that the sum stays what it was. */
static void patch(const char *name, long offset, uint8_t value, bool checksum)
{
    uint8_t data[8192];
    size_t size = read_bytes(name, data, sizeof data);

    assert_true((size_t)offset < size);
    if (checksum)
        data[4] = (uint8_t)(data[4] + data[offset] - value);
    data[offset] = value;
    write_bytes(name, data, size);
}

/* good.tl: two entries, 13 bytes of 0xfff001 at 0x18 and 8 of 0xfff002 at 0x30, used up to 0x40. */
static int make_good(void **state)
{
    (void)state;
    command_write_file("a.bin", "thirteen odd.");
    command_write_file("b.bin", "the last");
    expect("create --size 0x200 good.tl", 0, "");
    expect("add --tag 0xfff001 --data a.bin good.tl", 0, "");
    expect("add --tag 0xfff002 --data b.bin good.tl", 0, "");
    return 0;
}

static int enter(void **state)
{
    (void)state;
    command_enter_folder();
    return 0;
}

static int leave(void **state)
{
    (void)state;
    command_leave_folder();
    return 0;
}

/* --- check and info --- */

static void check_tells_versions_apart(void **state)
{
    (void)state;
    expect("check good.tl", 0, "good.tl: valid, version 2");
    patch("good.tl", 5, 1, true);
    expect("check good.tl", 4, "version 1");
    expect("info good.tl", 4, "version     1");
    patch("good.tl", 5, 3, true);
    expect("check good.tl", 3, "version 3: newer");
    expect("info good.tl", 3, "version     3");
    patch("good.tl", 5, 0, true);
    expect("check good.tl", 1, "offset 0x5: version is 0x0");
}

static void check_names_offset_field_and_reason(void **state)
{
    static const struct {
        long offset;
        uint8_t value;
        bool checksum;
        const char *text;
    } faults[] = {
        {0, 0x0c, true, "offset 0x0: signature is 0x4a0fb10c: there is no transfer list here"},
        {0x20, 'T', false, "offset 0x4: checksum is "},
        {6, 0x20, true, "offset 0x6: hdr_size is 0x20: "},
        {7, 2, true, "offset 0x7: alignment is 0x2: the alignment is not in 3 to 31"},
        {7, 32, true, "offset 0x7: alignment is 0x20: "},
        {8, 0x3f, true, "offset 0x8: used_size is 0x3f: "},
        {0xd, 3, true, "offset 0xc: total_size is 0x300: "},
        {0x10, 3, true, "offset 0x10: flags is 0x3: reserved flags are set"},
        {0x1b, 7, true, "offset 0x1b: hdr_size is 0x7 (entry at 0x18): "},
        {0x34, 9, true, "offset 0x34: data_size is 0x9 (entry at 0x30): "},
    };

    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        uint8_t good[0x200];

        read_bytes("good.tl", good, sizeof good);
        patch("good.tl", faults[i].offset, faults[i].value, faults[i].checksum);
        expect("check good.tl", 1, faults[i].text);
        expect("add --tag 0xfff003 --data a.bin good.tl", 1, faults[i].text);
        write_bytes("good.tl", good, sizeof good);
    }
    expect("check good.tl", 0, "valid");
}

static void check_holds_a_list_against_the_region(void **state)
{
    (void)state;
    expect("check --size 0x200 good.tl", 0, "valid");
    expect("check --size 0x1f8 good.tl", 1, "offset 0xc: total_size is 0x200");
    expect("check --size 16 good.tl", 2, "is not a value");
    command_write_file("short.tl", "short");
    expect("check short.tl", 1, "there is no transfer list here");
    expect("check absent.tl", 1, "absent.tl");
}

static void check_names_the_withdrawn_version(void **state)
{
    static const uint8_t old[0x18] = {0xff, 0xd0, 0x6e, 0, 0, 0, 0x10};

    (void)state;
    write_bytes("old.tl", old, sizeof old);
    expect("check old.tl", 1, "a list of version 0.9");
}

static void info_as_json_has_every_field(void **state)
{
    const char *text;
    const cJSON *entry;
    cJSON *json;

    (void)state;
    expect("add --tag crb --set crb_base_address=0xffffffffffffffff --set crb_size=4096 good.tl", 0,
           "");
    assert_int_equal(command_run(tool_handoff, "info --json good.tl", &text), 0);
    json = cJSON_Parse(text);
    assert_non_null(json);
    assert_int_equal(cJSON_GetObjectItem(json, "used_size")->valueint, 0x58);
    assert_int_equal(cJSON_GetObjectItem(json, "total_size")->valueint, 0x200);
    assert_true(cJSON_IsTrue(cJSON_GetObjectItem(json, "has_checksum")));
    entry = cJSON_GetArrayItem(cJSON_GetObjectItem(json, "entries"), 2);
    assert_int_equal(cJSON_GetObjectItem(entry, "tag_id")->valueint, 6);
    assert_int_equal(cJSON_GetObjectItem(entry, "data_offset")->valueint, 0x48);
    assert_string_equal(cJSON_GetObjectItem(entry, "crb_base_address")->valuestring,
                        "0xffffffffffffffff");
    cJSON_Delete(json);
}

static void lint_has_a_status_of_its_own(void **state)
{
    (void)state;
    expect("lint good.tl", 5, "0xfff001 at 0x18: ");
    expect("create --size 0x100 --from plain.yaml plain.tl", 1, "plain.yaml");
    command_write_file("plain.yaml", "entries: [{tag_id: optee_pageable_part, pp_addr: 4096}]");
    expect("create --size 0x100 --from plain.yaml plain.tl", 0, "");
    expect("lint plain.tl", 0, "");
    /* An address inside the list, which is only known to be one when the list's is. */
    expect("lint --base 0x1000 plain.tl", 5, "optee_pageable_part at 0x18");
    patch("good.tl", 0x20, 'T', false);
    expect("lint good.tl", 1, "offset 0x4: checksum");
}

/* --- what others write --- */

static void lists_of_others_are_read_and_repaired(void **state)
{
    uint8_t data[0x200];
    static const struct {
        const void *data;
        size_t size;
        const char *fault; /* null: valid */
    } lists[] = {
        {libtl_even, sizeof libtl_even, NULL},
        {libtl_odd, sizeof libtl_odd, "offset 0x8: used_size is 0x3d"},
        {libtl_void, sizeof libtl_void, "offset 0x2c: data_size is 0xd (entry at 0x28)"},
        {tlc_even, sizeof tlc_even, NULL},
        {tlc_odd, sizeof tlc_odd, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        write_bytes("peer.tl", lists[i].data, lists[i].size);
        if (lists[i].fault == NULL) {
            ino_t before = file_number("peer.tl");

            expect("check peer.tl", 0, "the list needs a region of 0x");
            expect("fix peer.tl", 0, "valid already");
            assert_int_equal(file_number("peer.tl"), before);
        } else {
            expect("check peer.tl", 1, lists[i].fault);
            expect("check --lenient peer.tl", 0, "tolerated");
            expect("info peer.tl", 1, "used_size");
            expect("fix peer.tl", 0, "repaired");
            expect("check peer.tl", 0, "valid, version 2");
            assert_int_equal(read_bytes("peer.tl", data, sizeof data), (lists[i].size + 7) / 8 * 8);
        }
    }
}

static void repaired_lists_keep_their_data(void **state)
{
    (void)state;
    write_bytes("peer.tl", libtl_odd, sizeof libtl_odd);
    expect("fix --out fixed.tl peer.tl", 0, "repaired");
    expect("extract --tag 0xfff001 --out data.bin fixed.tl", 0, "");
    assert_string_equal(command_read_file("data.bin"), "thirteen odd.");
    expect("check peer.tl", 1, "used_size");
}

static void a_wrong_checksum_is_only_replaced_when_asked(void **state)
{
    (void)state;
    patch("good.tl", 0x20, 'T', false);
    expect("fix good.tl", 1, "--checksum computes a new one");
    expect("check good.tl", 1, "checksum");
    expect("fix --checksum good.tl", 0, "repaired");
    expect("check good.tl", 0, "valid");
    expect("extract --tag 0xfff001 --out data.bin good.tl", 0, "");
    assert_string_equal(command_read_file("data.bin"), "Thirteen odd.");
}

static void a_checksum_by_exclusive_or_is_repaired(void **state)
{
    uint8_t data[0x200];
    uint8_t bytes = 0;

    (void)state;
    read_bytes("good.tl", data, sizeof data);
    data[5] = 1;
    data[4] = 0;
    for (size_t i = 0; i < 0x40; i++)
        bytes ^= data[i];
    data[4] = bytes;
    write_bytes("good.tl", data, sizeof data);
    expect("check good.tl", 1, "offset 0x4: checksum");
    expect("fix good.tl", 0, "repaired");
    expect("check good.tl", 4, "version 1");
}

static void what_cannot_be_repaired_stays_as_it_is(void **state)
{
    (void)state;
    patch("good.tl", 0x34, 9, true);
    expect("extract --tag 0xfff001 --out before.bin good.tl", 1, "data_size");
    expect("fix good.tl", 1, "cannot be repaired");
    expect("fix --checksum good.tl", 1, "offset 0x34: data_size");
    expect("check --lenient good.tl", 1, "offset 0x34: data_size is 0x9");
}

/* --- changes --- */

static void what_was_added_can_be_extracted_and_removed(void **state)
{
    (void)state;
    expect("add --tag 0xfff001 --data b.bin good.tl", 0, "");
    expect("extract --tag 0xfff001 --out x.bin good.tl", 0, "");
    assert_same_files("x.bin", "a.bin");
    expect("extract --tag 0xfff001 --index 1 --out x.bin good.tl", 0, "");
    assert_same_files("x.bin", "b.bin");
    expect("extract --tag 0xfff001 --index 2 --out x.bin good.tl", 1, "has 2 entries");
    expect("remove --tag 0xfff001 --index 0 good.tl", 0, "");
    expect("extract --tag 0xfff001 --out x.bin good.tl", 0, "");
    assert_same_files("x.bin", "b.bin");
    expect("remove --tag 0xfff001 good.tl", 0, "");
    expect("remove --tag 0xfff001 good.tl", 1, "has 0 entries with the tag 0xfff001");
    expect("check good.tl", 0, "valid");
}

static void aligned_data_is_aligned_at_the_base_that_is_given(void **state)
{
    (void)state;
    expect("add --tag 0xfff003 --data b.bin --alignment 8 --base 0x80000020 good.tl", 0, "");
    /* 0x80000020 + 0xe0 is a multiple of 256. */
    expect("info good.tl", 0, "0x0000d8  0x0000e0");
    expect("info good.tl", 0, "alignment   8 (256 bytes)");
}

static void a_refused_change_leaves_the_file_as_it_was(void **state)
{
    char large[600];

    (void)state;
    memset(large, 'x', sizeof large - 1);
    large[sizeof large - 1] = '\0';
    command_write_file("large.bin", large);
    expect("convert --to v2 --out before.tl good.tl", 0, "");
    expect("add --tag 0xfff003 --data large.bin good.tl", 1, "kedge handoff relocate --size");
    expect("add --tag empty --data a.bin good.tl", 1, "empty");
    assert_same_files("before.tl", "good.tl");
    expect("relocate --size 0x1000 good.tl", 0, "");
    expect("add --tag 0xfff003 --data large.bin good.tl", 0, "");
    expect("check good.tl", 0, "valid");
}

static void a_newer_version_is_not_changed(void **state)
{
    (void)state;
    patch("good.tl", 5, 3, true);
    expect("add --tag 0xfff003 --data a.bin good.tl", 3, "may only be read");
    expect("remove --tag 0xfff001 good.tl", 3, "may only be read");
    expect("convert --to v2 good.tl", 3, "may only be read");
    expect("relocate --size 0x400 good.tl", 3, "may only be read");
    expect("extract --tag 0xfff001 --out x.bin good.tl", 0, "");
}

static void versions_convert_there_and_back(void **state)
{
    (void)state;
    expect("convert --to v1 --out one.tl good.tl", 0, "");
    expect("check one.tl", 4, "version 1");
    expect("diff good.tl one.tl", 1, "header: version: 0x2 and 0x1");
    expect("convert --to v2 --out two.tl one.tl", 0, "");
    assert_same_files("good.tl", "two.tl");
}

static void relocation_keeps_alignment_and_gives_up_what_is_before_it(void **state)
{
    (void)state;
    expect("add --tag 0xfff003 --data b.bin --alignment 6 good.tl", 0, "");
    expect("relocate --base 0x1008 --old-base 0x2010 --out new.tl good.tl", 0,
           "begins at 0x1010, total_size 0x1f8");
    expect("check new.tl", 0, "valid");
    expect("diff good.tl new.tl", 1, "header: total_size: 0x200 and 0x1f8");
    expect("relocate --base 0x1008 --size 0x48 good.tl", 1, "there is not enough room");
}

static void diff_says_where_data_begins_to_differ(void **state)
{
    (void)state;
    expect("diff good.tl good.tl", 0, "");
    expect("remove --tag 0xfff001 --out other.tl good.tl", 0, "");
    expect("diff good.tl other.tl", 1, "0xfff001[0]: only in good.tl");
    expect("diff other.tl good.tl", 1, "0xfff001[0]: only in good.tl");
    command_write_file("c.bin", "thirteen off!");
    expect("add --tag 0xfff001 --data c.bin other.tl", 0, "");
    expect("diff good.tl other.tl", 1,
           "0xfff001[0]: data_size 0xd and 0xd, data differs from 0xa on: 0x64 and 0x66");
    expect("add --tag 0xfff002 --data a.bin --out other.tl good.tl", 0, "");
    expect("add --tag 0xfff002 --data a.bin other.tl", 0, "");
    expect("diff other.tl other.tl", 0, "");
    expect("add --tag 0xfff002 --data a.bin good.tl", 0, "");
    expect("diff good.tl other.tl", 1, "0xfff002[2]: only in other.tl");
}

static void wrong_command_lines_touch_nothing(void **state)
{
    static const char *const lines[] = {
        "",
        "bogus",
        "check",
        "check good.tl other.tl",
        "add good.tl",
        "add --tag fdt good.tl",
        "add --tag bogus --data a.bin good.tl",
        "add --tag 0x1000000 --data a.bin good.tl",
        "add --tag fdt --data a.bin --set a=1 good.tl",
        "add --from x.yaml --tag fdt good.tl",
        "remove good.tl",
        "remove --tag void good.tl",
        "extract --tag fdt good.tl",
        "convert good.tl",
        "convert --to v3 good.tl",
        "relocate good.tl",
        "relocate --base 0x1001 good.tl",
        "create --alignment 2 x.tl",
        "create --size 010 x.tl",
        "info --lenient good.tl",
        "dump --json --yaml good.tl",
        "eventlog --pcr 24=00 good.tl",
    };

    (void)state;
    expect("convert --to v2 --out before.tl good.tl", 0, "");
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        expect(lines[i], 2, "");
    assert_same_files("before.tl", "good.tl");
    assert_null(command_read_file("x.tl"));
}

#define TEST(name) cmocka_unit_test_setup(name, make_good)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(check_tells_versions_apart),
        TEST(check_names_offset_field_and_reason),
        TEST(check_holds_a_list_against_the_region),
        TEST(check_names_the_withdrawn_version),
        TEST(info_as_json_has_every_field),
        TEST(lint_has_a_status_of_its_own),
        TEST(lists_of_others_are_read_and_repaired),
        TEST(repaired_lists_keep_their_data),
        TEST(a_wrong_checksum_is_only_replaced_when_asked),
        TEST(a_checksum_by_exclusive_or_is_repaired),
        TEST(what_cannot_be_repaired_stays_as_it_is),
        TEST(what_was_added_can_be_extracted_and_removed),
        TEST(aligned_data_is_aligned_at_the_base_that_is_given),
        TEST(a_refused_change_leaves_the_file_as_it_was),
        TEST(a_newer_version_is_not_changed),
        TEST(versions_convert_there_and_back),
        TEST(relocation_keeps_alignment_and_gives_up_what_is_before_it),
        TEST(diff_says_where_data_begins_to_differ),
        TEST(wrong_command_lines_touch_nothing),
    };

    return cmocka_run_group_tests_name("kedge handoff", tests, enter, leave);
}
