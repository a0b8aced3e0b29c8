/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Lists from descriptions and back, tlc's among them, and the event log's PCRs.
 */
#include "handoff/entry.h"
#include "handoff/event_log.h"
#include "test/tool/command_run.h"
#include "tool/command.h"
#include "tool/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/sha.h>

static void expect(const char *arguments, int status, const char *text)
{
    command_expect(tool_handoff, arguments, status, text);
}

static int enter(void **state)
{
    (void)state;
    command_enter_folder();
    command_write_file("blob.bin", "hello, list");
    return 0;
}

static int leave(void **state)
{
    (void)state;
    command_leave_folder();
    return 0;
}

/* --- descriptions --- */

/* One entry of every tag with a name, voids in several places, and two tags without one. */
static const char every_tag[] =
    "version: 2\n"
    "has_checksum: true\n"
    "max_size: 0x2000\n"
    "alignment: 12\n"
    "entries:\n"
    "- {tag_id: fdt, blob_file_path: blob.bin}\n"
    "- {tag_id: empty, data_size: 0}\n"
    "- {tag_id: hob_block, data: \"0001\"}\n"
    "- {tag_id: hob_list, data: \"00\"}\n"
    "- {tag_id: acpi_table_aggregate, data: \"\"}\n"
    "- {tag_id: tpm_event_log_table, flags: 1, event_log: blob.bin}\n"
    "- {tag_id: tpm_crb_base_address_table, crb_base_address: 0xfedcba9876543210, crb_size: 1}\n"
    "- {tag_id: dt_overlay, data: \"ff\"}\n"
    "- {tag_id: empty, data_size: 24}\n"
    "- {tag_id: optee_pageable_part, pp_addr: 100}\n"
    "- {tag_id: dt_spmc_manifest, data: \"00112233\"}\n"
    "- {tag_id: exec_ep_info, attr: EP_REALM | EP_EXECUTABLE, pc: 1, args: [1, 2]}\n"
    "- {tag_id: ffa_sp_binary, data: \"aa\"}\n"
    "- {tag_id: sram_layout, addr: 1, size: 0xffffffffffffffff}\n"
    "- {tag_id: mbedtls_heap_info, heap_address: 3, heap_size: 4}\n"
    "- {tag_id: dt_ffa_manifest, data: \"bb\"}\n"
    "- {tag_id: sram_layout32, addr: 1, size: 0xffffffff}\n"
    "- {tag_id: exec_ep_info32, attr: 0, pc: 1, spsr: 2, lr_svc: 3, args: [4, 5, 6, 7]}\n"
    "- {tag_id: gpt_error_info, gpt_error_info: 1}\n"
    "- {tag_id: 0x1234, data: \"0123456789abcdef0123\"}\n"
    "- {tag_id: 0xfffffe, data: \"00\", alignment: 5}\n"
    "- {tag_id: void}\n";

static void dump_to(const char *arguments, const char *name)
{
    const char *text;

    assert_int_equal(command_run(tool_handoff, arguments, &text), 0);
    command_write_file(name, text);
}

static void assert_no_difference(const char *first, const char *second)
{
    static char before[0x2000];
    FILE *in = fopen(first, "rb");

    assert_non_null(in);
    assert_int_equal(fread(before, 1, sizeof before, in), sizeof before);
    fclose(in);
    assert_memory_equal(before, command_read_file(second), sizeof before);
}

static void every_tag_survives_a_description(void **state)
{
    (void)state;
    command_write_file("every.yaml", every_tag);
    expect("create --from every.yaml first.tl", 0, "");
    expect("check first.tl", 0, "valid");
    dump_to("dump first.tl", "dump.yaml");
    expect("create --from dump.yaml second.tl", 0, "");
    assert_no_difference("first.tl", "second.tl");
    dump_to("dump --json first.tl", "dump.json");
    expect("create --from dump.json third.tl", 0, "");
    assert_no_difference("first.tl", "third.tl");
    expect("dump first.tl", 0, "- tag_id: empty\n  data_size: 24\n");
    /* What fields say is what is there. */
    expect("info first.tl", 0, "crb_base_address = 0xfedcba9876543210");
    expect("info first.tl", 0, "attr = 0x29");
    expect("info first.tl", 0, "args = [0x4,0x5,0x6,0x7]");
    expect("info first.tl", 0, "spsr = 0x2");
    expect("info first.tl", 0, "lr_svc = 0x3");
    expect("info first.tl", 0, "alignment   12");
}

static void what_fields_do_not_tell_is_described_by_its_bytes(void **state)
{
    char bytes[HANDOFF_EP_INFO64_SIZE + 1];

    (void)state;
    /* A memory layout that a later specification made longer. */
    command_write_file("long.bin", "sixteen bytes and more");
    expect("create long.tl", 0, "");
    expect("add --tag sram_layout --data long.bin long.tl", 0, "");
    expect("dump long.tl", 0, "data: \"7369787465656e20");
    /* Padding of an entry point that is not zero. */
    memset(bytes, 'x', HANDOFF_EP_INFO64_SIZE);
    bytes[HANDOFF_EP_INFO64_SIZE] = '\0';
    command_write_file("ep.bin", bytes);
    expect("create ep.tl", 0, "");
    expect("add --tag exec_ep_info --data ep.bin ep.tl", 0, "");
    expect("dump ep.tl", 0, "data: \"78787878");
}

/* Digits are twice the bytes, and a description has more of them than other texts may. */
static void a_large_list_survives_a_description(void **state)
{
    static uint8_t image[0x120000];
    FILE *out = fopen("image.bin", "wb");
    const char *text;

    (void)state;
    for (size_t i = 0; i < sizeof image; i++)
        image[i] = (uint8_t)(i * i >> 8);
    assert_non_null(out);
    assert_int_equal(fwrite(image, 1, sizeof image, out), sizeof image);
    assert_int_equal(fclose(out), 0);
    expect("create --size 0x130000 large.tl", 0, "");
    expect("add --tag 0xfff001 --data image.bin large.tl", 0, "");
    assert_int_equal(command_run(tool_handoff, "dump large.tl", &text), 0);
    assert_int_equal(rename("output", "large.yaml"), 0);
    expect("create --from large.yaml again.tl", 0, "");
    expect("diff large.tl again.tl", 0, "");
    expect("create --from image.bin again.tl", 1, "image.bin: is no text");
}

/* The example of tlc's own tests, and the words that they expect of it. */
static void an_entry_point_of_tlc_has_its_bytes(void **state)
{
    static const uint32_t words[22] = {0x00580201, 8,          0x04020000, 0,         0x3c5,
                                       0,          0x04001010, 0,          0x04001000};
    uint8_t bytes[sizeof words];

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(words[i / 4] >> 8 * (i % 4));
    command_write_file("tlc.yaml", "execution_state: aarch64\nhas_checksum: true\nmax_size: 4096\n"
                                   "entries:\n"
                                   "  - ep_info:\n"
                                   "      args: [67112976, 67112960, 0, 0, 0, 0, 0, 0]\n"
                                   "      h:\n"
                                   "        attr: 8\n        type: 1\n        version: 2\n"
                                   "      pc: 67239936\n      spsr: 965\n      lr_svc: 0\n"
                                   "    tag_id: 258\n"
                                   "  - tag_id: 0\n");
    expect("create --from tlc.yaml tlc.tl", 0, "no field lr_svc in this tag's layout; ignored");
    expect("extract --tag 0x102 --out ep.bin tlc.tl", 0, "");
    assert_memory_equal(command_read_file("ep.bin"), bytes, sizeof bytes);
    expect("check tlc.tl", 0, "valid");
}

static void the_command_line_goes_before_the_description(void **state)
{
    (void)state;
    command_write_file("head.yaml", "max_size: 0x800\nhas_checksum: no\nversion: 1\nentries: []\n");
    expect("create --from head.yaml head.tl", 0, "");
    expect("info head.tl", 4, "checksum    none");
    expect("info head.tl", 4, "total_size  0x800");
    expect("create --from head.yaml --to v2 --size 0x400 --alignment 4 head.tl", 0, "");
    expect("info head.tl", 0, "total_size  0x400");
    expect("info head.tl", 0, "alignment   4");
}

static void a_description_can_be_added_to_a_list(void **state)
{
    (void)state;
    command_write_file("more.json", "{\"entries\": [{\"tag_id\": 1, \"data\": \"0102\"},"
                                    " {\"tag_id\": \"crb\", \"crb_base_address\": 4096,"
                                    " \"crb_size\": 16}]}");
    expect("create more.tl", 0, "");
    expect("add --from more.json more.tl", 0, "");
    expect("add --from more.json more.tl", 0, "");
    expect("extract --tag crb --index 1 --out crb.bin more.tl", 0, "");
    assert_memory_equal(command_read_file("crb.bin"), "\0\x10\0\0\0\0\0\0\x10\0\0\0", 12);
}

static void a_wrong_description_is_refused_by_its_place(void **state)
{
    static const struct {
        const char *text;
        const char *problem;
    } wrong[] = {
        {"entries: [\n", "wrong:2: is no YAML: "},
        {"- entries\n", "wrong:1: is no description"},
        {"", "wrong:1: is no description"},
        {"entries: 1\n", "field entries: is missing or no list"},
        {"a: 1\na: 2\nentries: []\n", "wrong:2: this field stands here a second time"},
        {"a: &a [*a]\nentries: []\n", "nested too deep"},
        {"{\"entries\": [],\n\"max_size\": }", "wrong:2: is no JSON from here on"},
        {"max_size: 16\nentries: []", "field max_size: is not a number from 24"},
        {"max_size: 0200\nentries: []", "field max_size: is not a number from 24"},
        {"version: 3\nentries: []", "field version: is not a number from 1 to 2"},
        {"has_checksum: maybe\nentries: []", "has_checksum: is neither true nor false"},
        {"entries: [{tag_id: fdt, data: \"00\"}, {tag_id: bogus}]", "entry 1: field tag_id: "},
        {"entries: [1]", "entry 0: field tag_id: "},
        {"entries: [{tag_id: fdt}]", "entry 0: this tag has no layout of fields"},
        {"entries: [{tag_id: fdt, data: \"0\"}]", "entry 0: field data: "},
        {"entries: [{tag_id: fdt, blob_file_path: absent.dtb}]", "absent.dtb"},
        {"entries: [{tag_id: crb, crb_size: 1}]", "field crb_base_address is missing"},
        {"entries: [{tag_id: crb, crb_base_address: 1, crb_size: 0x100000000}]",
         "entry 0: field crb_size: is not a number of at most 32 bits"},
        {"entries: [{tag_id: exec_ep_info, pc: 1, attr: EP_NONSENSE}]", "field attr: "},
        {"entries: [{tag_id: exec_ep_info, pc: 1, attr: 0, args: [1,2,3,4,5,6,7,8,9]}]",
         "field args: is not a list of numbers"},
        {"{\"entries\": [{\"tag_id\": 256, \"pp_addr\": 18446744073709551615}]}",
         "above 2^53 JSON needs it as a text"},
        {"{\"entries\": [{\"tag_id\": 256, \"pp_addr\": -1}]}", "field pp_addr: "},
        {"entries: [{tag_id: empty, data_size: 4}]", "a multiple of 8, and 0x4 is none"},
        {"max_size: 24\nentries: [{tag_id: fdt, data: \"00\"}]", "entry 0: there is not enough"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        command_write_file("wrong", wrong[i].text);
        expect("create --from wrong wrong.tl", 1, wrong[i].problem);
        assert_null(command_read_file("wrong.tl"));
    }
}

static void a_misspelt_field_on_the_command_line_is_refused(void **state)
{
    (void)state;
    expect("create set.tl", 0, "");
    expect("add --tag sram_layout --set addr=1 --set sise=2 set.tl", 1, "no field sise");
    expect("add --tag sram_layout --set addr=1 --set size=2 set.tl", 0, "");
    expect("info set.tl", 0, "size = 0x2");
}

/* --- event log --- */

static const uint8_t first_digest[32] = {1, 2, 3};
static const uint8_t second_digest[32] = {4, 5, 6};

/* log.tl: an event in PCR 0, one in PCR 7 and another in PCR 0, of which `cut` bytes are missing.
 */
static void write_log(uint32_t cut)
{
    static const struct handoff_event_algorithm sha256 = {HANDOFF_ALGORITHM_SHA256, 32};
    struct handoff_event event = {.type = 1, .data = (const uint8_t *)"BL1", .size = 3};
    static uint8_t memory[0x400] __attribute__((aligned(8)));
    struct handoff_entry entry;
    struct handoff_list list;
    FILE *out;

    memset(memory, 0, sizeof memory);
    assert_int_equal(handoff_list_create(&list, memory, sizeof memory, 2, 1), HANDOFF_OK);
    assert_int_equal(handoff_event_log_create(&list, &entry, &sha256, 1), HANDOFF_OK);
    event.digests[0] = first_digest;
    assert_int_equal(handoff_event_log_append(&list, &entry, &event), HANDOFF_OK);
    event.digests[0] = second_digest;
    event.pcr = 7;
    assert_int_equal(handoff_event_log_append(&list, &entry, &event), HANDOFF_OK);
    event.pcr = 0;
    assert_int_equal(handoff_event_log_append(&list, &entry, &event), HANDOFF_OK);
    assert_int_equal(handoff_event_log_finish(&list, &entry, entry.size - cut, true), HANDOFF_OK);
    out = fopen("log.tl", "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(memory, 1, sizeof memory, out), sizeof memory);
    fclose(out);
}

/* What a TPM does, said once more without the library. */
static void extend(uint8_t pcr[32], const uint8_t digest[32])
{
    uint8_t both[64];

    memcpy(both, pcr, 32);
    memcpy(both + 32, digest, 32);
    SHA256(both, sizeof both, pcr);
}

static void expect_pcr(const char *format, uint32_t pcr, const uint8_t value[32], int status,
                       const char *text)
{
    char hex[65];
    char arguments[160];

    tool_value_hex_text(value, 32, hex);
    snprintf(arguments, sizeof arguments, format, pcr, hex);
    expect(arguments, status, text);
}

static void events_are_replayed_to_the_pcrs_of_a_tpm(void **state)
{
    uint8_t pcr0[32] = {0};
    uint8_t pcr7[32] = {0};
    char line[100];
    char hex[65];

    (void)state;
    write_log(0);
    extend(pcr0, first_digest);
    expect_pcr("eventlog --pcr %u=%s log.tl", 0, pcr0, 1, "the log goes on where the given value");
    extend(pcr0, second_digest);
    extend(pcr7, second_digest);
    expect_pcr("eventlog --pcr %u=%s log.tl", 0, pcr0, 0, "PCR values are those of the log");
    tool_value_hex_text(pcr7, 32, hex);
    snprintf(line, sizeof line, "sha256 PCR 7  %s", hex);
    expect("eventlog log.tl", 0, line);
    expect("eventlog log.tl", 0, "need_to_replay: yes");
    expect("eventlog log.tl", 0, "EV_POST_CODE");
    expect("eventlog log.tl", 0, "\"BL1\"");
}

static void the_first_event_that_a_tpm_lacks_is_named(void **state)
{
    uint8_t pcr0[32] = {0};
    char event[64];
    const char *text;
    unsigned int offset[3];

    (void)state;
    write_log(0);
    /* The places of the events of PCR 0, as the listing has them. */
    assert_int_equal(command_run(tool_handoff, "eventlog log.tl", &text), 0);
    for (uint32_t i = 0; i < 3; i++) {
        text = strstr(text, "\n0x");
        assert_non_null(text);
        assert_int_equal(sscanf(text++, " 0x%x", &offset[i]), 1);
    }
    snprintf(event, sizeof event, "not in it is at 0x%x of the log", offset[0]);
    expect_pcr("eventlog --pcr %u=%s log.tl", 0, pcr0, 1, event);
    extend(pcr0, first_digest);
    snprintf(event, sizeof event, "not in it is at 0x%x of the log", offset[2]);
    expect_pcr("eventlog --pcr %u=%s log.tl", 0, pcr0, 1, event);
    extend(pcr0, first_digest);
    expect_pcr("eventlog --pcr %u=%s log.tl", 0, pcr0, 1, "after none of its events");
    expect("eventlog --pcr 0=0011 log.tl", 1, "no digests of 2 bytes");
}

static void a_cut_log_is_shown_up_to_the_cut(void **state)
{
    const char *text;

    (void)state;
    write_log(1);
    expect("eventlog log.tl", 1, "an event is malformed or cut off");
    assert_int_equal(command_run(tool_handoff, "eventlog log.tl", &text), 1);
    assert_non_null(strstr(text, "PCR 7"));
    assert_null(strstr(strstr(text, "PCR 0") + 1, "PCR 0"));
    command_write_file("no-log.yaml", "entries: [{tag_id: event_log, data: \"00000000\"}]");
    expect("create --from no-log.yaml no-log.tl", 0, "");
    expect("eventlog no-log.tl", 1, "offset 0x20: ");
    expect("eventlog --index 1 no-log.tl", 1, "has 1 entries with the tag tpm_event_log_table");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_tag_survives_a_description),
        cmocka_unit_test(what_fields_do_not_tell_is_described_by_its_bytes),
        cmocka_unit_test(a_large_list_survives_a_description),
        cmocka_unit_test(an_entry_point_of_tlc_has_its_bytes),
        cmocka_unit_test(the_command_line_goes_before_the_description),
        cmocka_unit_test(a_description_can_be_added_to_a_list),
        cmocka_unit_test(a_wrong_description_is_refused_by_its_place),
        cmocka_unit_test(a_misspelt_field_on_the_command_line_is_refused),
        cmocka_unit_test(events_are_replayed_to_the_pcrs_of_a_tpm),
        cmocka_unit_test(the_first_event_that_a_tpm_lacks_is_named),
        cmocka_unit_test(a_cut_log_is_shown_up_to_the_cut),
    };

    return cmocka_run_group_tests_name("kedge handoff descriptions and event logs", tests, enter,
                                       leave);
}
