/* SPDX-License-Identifier: Apache-2.0 */
/* Typed entries, registers of a handoff, and what lint finds. */
#include "handoff/entry.h"
#include "handoff/lint.h"
#include "handoff/registers.h"
#include "test/support/handoff_memory.h"
#include "test/vectors/handoff_lists.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static _Alignas(4096) uint8_t memory[8192];

static struct handoff_entry add(struct handoff_list *list, uint32_t tag, const void *data,
                                uint32_t size, uint32_t alignment)
{
    struct handoff_entry entry = {.tag = tag, .size = size};

    assert_int_equal(handoff_entry_add(list, &entry, data, alignment), HANDOFF_OK);
    return entry;
}

static void entries_of_tlc_are_read_field_by_field(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.end = 0};
    struct handoff_ep_info64 info;
    struct handoff_memory layout;
    struct handoff_crb crb;
    uint64_t address;

    (void)state;
    memset(memory, 0, 4096);
    memcpy(memory, tlc_even, sizeof(tlc_even));
    assert_int_equal(handoff_list_open(&list, memory, 4096, HANDOFF_READ), HANDOFF_OK);
    assert_true(handoff_entry_find(&list, HANDOFF_TAG_EP_INFO64, &entry));
    assert_int_equal(handoff_ep_info64_read(&info, handoff_entry_data(&list, &entry), entry.size),
                     HANDOFF_OK);
    assert_int_equal(info.attributes, HANDOFF_EP_NON_SECURE | HANDOFF_EP_SECURE_TIMER);
    assert_int_equal(info.pc, 0x60000000);
    assert_int_equal(info.spsr, 0x3c9);
    assert_int_equal(info.x[0], 0x67);
    assert_int_equal(info.x[1], 0x58);
    assert_int_equal(info.x[7], 0x11);
    entry.end = 0;
    assert_true(handoff_entry_find(&list, HANDOFF_TAG_MEMORY_LAYOUT64, &entry));
    assert_int_equal(
        handoff_memory_layout64_read(&layout, handoff_entry_data(&list, &entry), entry.size),
        HANDOFF_OK);
    assert_int_equal(layout.address, 0x4001000);
    assert_int_equal(layout.size, 0x3f000);
    entry.end = 0;
    assert_true(handoff_entry_find(&list, HANDOFF_TAG_OPTEE_PAGEABLE_PART, &entry));
    assert_int_equal(
        handoff_pageable_part_read(&address, handoff_entry_data(&list, &entry), entry.size),
        HANDOFF_OK);
    assert_int_equal(address, 0x6000000);
    entry.end = 0;
    assert_true(handoff_entry_find(&list, HANDOFF_TAG_CRB, &entry));
    assert_int_equal(handoff_crb_read(&crb, handoff_entry_data(&list, &entry), entry.size),
                     HANDOFF_OK);
    assert_true(crb.address == 0xfd40000000u);
    assert_int_equal(crb.size, 0x1000);
}

static void entries_are_written_as_the_specification_lays_them_out(void **state)
{
    const struct handoff_ep_info32 info = {
        0x21, 0x1d3, 0x80001000, 0x0badf00d, {1, 2, 3, 0x80000004}};
    static const uint8_t expected32[HANDOFF_EP_INFO32_SIZE] = {
        1,    2,    0x24, 0, 0x21, 0, 0, 0, 0x00, 0x10, 0, 0x80, 0xd3, 1, 0, 0, 0x0d, 0xf0,
        0xad, 0x0b, 1,    0, 0,    0, 2, 0, 0,    0,    3, 0,    0,    0, 4, 0, 0,    0x80};
    const struct handoff_crb crb = {0x1122334455667788u, 0x99aabbcc};
    static const uint8_t expected_crb[HANDOFF_CRB_SIZE] = {0x88, 0x77, 0x66, 0x55, 0x44, 0x33,
                                                           0x22, 0x11, 0xcc, 0xbb, 0xaa, 0x99};
    const struct handoff_ep_info64 big = {8, 9, 0x0102030405060708u, {0, 0, 0, 0, 0, 0, 0, 0xff}};
    struct handoff_ep_info64 big_again;
    struct handoff_ep_info32 again;
    uint8_t data[HANDOFF_EP_INFO64_SIZE];
    uint8_t error;

    (void)state;
    handoff_ep_info32_write(data, &info);
    assert_memory_equal(data, expected32, sizeof(expected32));
    assert_int_equal(handoff_ep_info32_read(&again, data, sizeof(expected32)), HANDOFF_OK);
    assert_memory_equal(&again, &info, sizeof(info));
    handoff_ep_info64_write(data, &big);
    assert_int_equal(data[2], 0x58);
    assert_int_equal(data[8], 8);
    assert_int_equal(data[0x50], 0xff);
    assert_int_equal(handoff_ep_info64_read(&big_again, data, sizeof(data)), HANDOFF_OK);
    assert_memory_equal(&big_again, &big, sizeof(big));
    handoff_crb_write(data, &crb);
    assert_memory_equal(data, expected_crb, sizeof(expected_crb));
    handoff_gpt_error_write(data, HANDOFF_GPT_SECONDARY);
    assert_int_equal(handoff_gpt_error_read(&error, data, 1), HANDOFF_OK);
    assert_int_equal(error, 1);
    assert_int_equal(handoff_gpt_error_read(&error, "\2", 1), HANDOFF_BAD_DATA);
}

static void short_data_is_refused_and_longer_data_is_read(void **state)
{
    uint8_t data[128] = {0};
    struct handoff_ep_info64 info64 = {.pc = 1};
    struct handoff_ep_info32 info32 = {.pc = 1};
    struct handoff_memory layout;
    struct handoff_crb crb;
    uint64_t address;
    uint8_t error;

    (void)state;
    for (uint32_t size = 0; size < 100; size++) {
        assert_int_equal(handoff_crb_read(&crb, data, size) == HANDOFF_OK, size >= 12);
        assert_int_equal(handoff_pageable_part_read(&address, data, size) == HANDOFF_OK, size >= 8);
        assert_int_equal(handoff_memory_layout64_read(&layout, data, size) == HANDOFF_OK,
                         size >= 16);
        assert_int_equal(handoff_memory_layout32_read(&layout, data, size) == HANDOFF_OK,
                         size >= 8);
        assert_int_equal(handoff_mbedtls_heap_read(&layout, data, size) == HANDOFF_OK, size >= 16);
        assert_int_equal(handoff_gpt_error_read(&error, data, size) == HANDOFF_OK, size >= 1);
    }
    handoff_ep_info64_write(data, &info64);
    for (uint32_t size = 0; size < 100; size++)
        assert_int_equal(handoff_ep_info64_read(&info64, data, size) == HANDOFF_OK, size >= 0x58);
    data[1] = 1;
    assert_int_equal(handoff_ep_info64_read(&info64, data, 0x58), HANDOFF_BAD_DATA);
    handoff_ep_info32_write(data, &info32);
    for (uint32_t size = 0; size < 100; size++)
        assert_int_equal(handoff_ep_info32_read(&info32, data, size) == HANDOFF_OK, size >= 0x24);
    data[2] = 0x58;
    assert_int_equal(handoff_ep_info32_read(&info32, data, 0x58), HANDOFF_BAD_DATA);
}

static void memory_that_wraps_around_is_refused(void **state)
{
    struct handoff_memory layout = {0xfffffffffffff000u, 0x1000};
    uint8_t data[16];

    (void)state;
    handoff_memory_layout64_write(data, &layout);
    assert_int_equal(handoff_memory_layout64_read(&layout, data, 16), HANDOFF_OK);
    data[8]++;
    assert_int_equal(handoff_memory_layout64_read(&layout, data, 16), HANDOFF_BAD_DATA);
    layout = (struct handoff_memory){5, 0};
    handoff_memory_layout64_write(data, &layout);
    assert_int_equal(handoff_memory_layout64_read(&layout, data, 16), HANDOFF_OK);
    layout = (struct handoff_memory){0xfffff000u, 0x1000};
    handoff_memory_layout32_write(data, &layout);
    assert_int_equal(handoff_memory_layout32_read(&layout, data, 8), HANDOFF_OK);
    data[4]++;
    assert_int_equal(handoff_memory_layout32_read(&layout, data, 8), HANDOFF_BAD_DATA);
}

static void registers_are_made_and_checked_for_both_states(void **state)
{
    struct handoff_list list;
    struct handoff_registers64 r64;
    struct handoff_registers32 r32;
    struct handoff_entry fdt;

    (void)state;
    make_list(&list, memory, 512, (const uint32_t[]){8}, 1);
    list.address = 0x40001000;
    r64 = handoff_registers64_make(&list);
    assert_true(r64.x0 == 0 && r64.x1 == 0x14a0fb10b && r64.x2 == 0 && r64.x3 == 0x40001000);
    assert_int_equal(handoff_registers64_check(&r64), HANDOFF_OK);
    assert_int_equal(handoff_registers_check_fdt(&list, 0), HANDOFF_OK);
    assert_int_equal(handoff_registers_check_fdt(&list, 0x1234), HANDOFF_BAD_REGISTER_FDT);
    fdt = add(&list, HANDOFF_TAG_FDT, "fdt", 3, 3);
    r64 = handoff_registers64_make(&list);
    assert_true(r64.x0 == 0x40001000u + fdt.offset + 8);
    assert_int_equal(handoff_registers_check_fdt(&list, r64.x0), HANDOFF_OK);
    assert_int_equal(handoff_registers_check_fdt(&list, 0), HANDOFF_BAD_REGISTER_FDT);

    assert_int_equal(handoff_registers32_make(&list, &r32), HANDOFF_OK);
    assert_true(r32.r0 == 0 && r32.r1 == 0x010fb10b && r32.r2 == r64.x0 && r32.r3 == 0x40001000);
    assert_int_equal(handoff_registers32_check(&r32), HANDOFF_OK);
    list.address = 0xfffffe00;
    assert_int_equal(handoff_registers32_make(&list, &r32), HANDOFF_OK);
    list.address += 8;
    assert_int_equal(handoff_registers32_make(&list, &r32), HANDOFF_BAD_REGISTER_BASE);
}

static void wrong_registers_are_refused_with_a_reason(void **state)
{
    const struct handoff_registers64 good64 = {0, 0x14a0fb10b, 0, 0x1000};
    const struct handoff_registers32 good32 = {0, 0x010fb10b, 0, 0x1000};
    struct handoff_registers64 r64 = good64;
    struct handoff_registers32 r32 = good32;

    (void)state;
    r64.x1 = 0x14a0fb10c;
    assert_int_equal(handoff_registers64_check(&r64), HANDOFF_BAD_REGISTER_SIGNATURE);
    r64.x1 = 0x24a0fb10b;
    assert_int_equal(handoff_registers64_check(&r64), HANDOFF_BAD_REGISTER_VERSION);
    r64.x1 = 0x1014a0fb10b;
    assert_int_equal(handoff_registers64_check(&r64), HANDOFF_BAD_REGISTER_ZERO);
    r64 = good64;
    r64.x2 = 1;
    assert_int_equal(handoff_registers64_check(&r64), HANDOFF_BAD_REGISTER_ZERO);
    r64 = good64;
    r64.x3 = 0x1004;
    assert_int_equal(handoff_registers64_check(&r64), HANDOFF_BAD_REGISTER_BASE);
    r64.x3 = 0;
    assert_int_equal(handoff_registers64_check(&r64), HANDOFF_BAD_REGISTER_BASE);

    r32.r1 = 0x014fb10b;
    assert_int_equal(handoff_registers32_check(&r32), HANDOFF_BAD_REGISTER_SIGNATURE);
    r32.r1 = 0x4a0fb10b;
    assert_int_equal(handoff_registers32_check(&r32), HANDOFF_BAD_REGISTER_VERSION);
    r32 = good32;
    r32.r0 = 1;
    assert_int_equal(handoff_registers32_check(&r32), HANDOFF_BAD_REGISTER_ZERO);
    r32 = good32;
    r32.r3 = 4;
    assert_int_equal(handoff_registers32_check(&r32), HANDOFF_BAD_REGISTER_BASE);
}

/* Lint: a bit for each code found, and where the last was. */
static uint32_t last_offset;

static void note_finding(void *context, const struct handoff_finding *finding)
{
    *(uint64_t *)context |= (uint64_t)1 << finding->code;
    last_offset = finding->offset;
    assert_true(strlen(handoff_lint_text(finding->code)) > 5);
}

static uint64_t lint(struct handoff_list *list)
{
    uint64_t found = 0;

    assert_int_equal(reopen(list, HANDOFF_CHANGE), HANDOFF_OK);
    list->address = 0x100000;
    (void)handoff_list_lint(list, note_finding, &found);
    return found;
}

#define FOUND(code) ((uint64_t)1 << (code))

/* What lint says about a list with one entry. */
static uint64_t lint_entry(uint32_t tag, const void *data, uint32_t size, uint32_t alignment)
{
    struct handoff_list list;

    make_list(&list, memory, 4096, NULL, 0);
    add(&list, tag, data, size, alignment);
    return lint(&list);
}

static void lint_finds_what_is_wrong_with_data(void **state)
{
    uint8_t fdt[40] = {0xd0, 0x0d, 0xfe, 0xed, 0, 0, 0, 40};
    uint8_t hobs[] = {1, 0, 16, 0, 0,    0,    0, 0, 1, 2, 3, 4,
                      5, 6, 7,  8, 0xff, 0xff, 8, 0, 0, 0, 0, 0};
    uint8_t acpi[36 + 12 + 40] = "DSDT";
    uint8_t crb[12] = {0, 0, 0, 0, 1, 0, 0, 0, 0, 0x10, 0, 0};

    (void)state;
    assert_true(lint_entry(HANDOFF_TAG_FDT, fdt, 40, 3) == 0);
    fdt[7] = 41;
    assert_true(lint_entry(HANDOFF_TAG_FDT, fdt, 40, 3) == FOUND(HANDOFF_LINT_FDT));
    assert_true(lint_entry(HANDOFF_TAG_DT_OVERLAY, "no", 2, 3) == FOUND(HANDOFF_LINT_FDT));

    assert_true(lint_entry(HANDOFF_TAG_HOB_LIST, hobs, 24, 3) == 0);
    assert_true(lint_entry(HANDOFF_TAG_HOB_LIST, hobs, 16, 3) == FOUND(HANDOFF_LINT_HOB));
    assert_true(lint_entry(HANDOFF_TAG_HOB_LIST, hobs + 16, 8, 3) == FOUND(HANDOFF_LINT_HOB));
    assert_true(lint_entry(HANDOFF_TAG_HOB_BLOCK, hobs, 16, 3) == 0);
    assert_true(lint_entry(HANDOFF_TAG_HOB_BLOCK, hobs, 24, 3) == FOUND(HANDOFF_LINT_HOB));
    hobs[2] = 0;
    assert_true(lint_entry(HANDOFF_TAG_HOB_LIST, hobs, 24, 3) == FOUND(HANDOFF_LINT_HOB));

    put32(acpi + 4, 36);
    put32(acpi + 48 + 4, 40);
    acpi[9] = (uint8_t)-plain_sum(acpi, 36);
    acpi[48 + 9] = (uint8_t)-plain_sum(acpi + 48, 40);
    assert_true(lint_entry(HANDOFF_TAG_ACPI, acpi, sizeof(acpi), 4) == 0);
    assert_true(lint_entry(HANDOFF_TAG_ACPI, acpi, 36, 4) == 0);
    assert_true(lint_entry(HANDOFF_TAG_ACPI, acpi, 44, 4) == FOUND(HANDOFF_LINT_ACPI));
    assert_int_equal(last_offset, HANDOFF_HEADER_SIZE + HANDOFF_ENTRY_SIZE + 36);
    assert_true(lint_entry(HANDOFF_TAG_ACPI, acpi, 87, 4) == FOUND(HANDOFF_LINT_ACPI));
    acpi[20] ^= 1;
    assert_true(lint_entry(HANDOFF_TAG_ACPI, acpi, 36, 4) == FOUND(HANDOFF_LINT_ACPI_SUM));

    assert_true(lint_entry(HANDOFF_TAG_CRB, crb, 12, 3) == 0);
    assert_true(lint_entry(HANDOFF_TAG_CRB, crb, 11, 3) == FOUND(HANDOFF_LINT_SHORT));
    crb[9] = 0;
    assert_true(lint_entry(HANDOFF_TAG_CRB, crb, 12, 3) == FOUND(HANDOFF_LINT_VALUE));
    assert_true(lint_entry(HANDOFF_TAG_GPT_ERROR, "\1\0", 2, 3) == FOUND(HANDOFF_LINT_LONG));
    assert_true(lint_entry(HANDOFF_TAG_GPT_ERROR, "\4", 1, 3) == FOUND(HANDOFF_LINT_VALUE));
    assert_true(lint_entry(HANDOFF_TAG_OPTEE_PAGEABLE_PART, "\0\1\20\0\0\0\0\0", 8, 3) ==
                FOUND(HANDOFF_LINT_POINTER));
    assert_true(lint_entry(HANDOFF_TAG_MEMORY_LAYOUT32, "\0\0\1\0\0\0\0\0", 8, 3) ==
                FOUND(HANDOFF_LINT_VALUE));
    assert_true(lint_entry(HANDOFF_TAG_EP_INFO32, crb, 12, 3) == FOUND(HANDOFF_LINT_SHORT));
    assert_true(lint_entry(HANDOFF_TAG_EVENT_LOG, crb, 12, 3) == FOUND(HANDOFF_LINT_EVENT_LOG));
    assert_true(lint_entry(HANDOFF_TAG_FFA_BINARY, NULL, 0, 3) == FOUND(HANDOFF_LINT_EMPTY));
}

static void lint_finds_what_is_wrong_with_tags_voids_and_places(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry;
    uint8_t acpi[36] = "DSDT";

    (void)state;
    assert_true(lint_entry(0x800000, "x", 1, 3) == FOUND(HANDOFF_LINT_TAG_RESERVED));
    assert_true(lint_entry(0xffefff, "x", 1, 3) == FOUND(HANDOFF_LINT_TAG_RESERVED));
    assert_true(lint_entry(0xfff000, "x", 1, 3) == FOUND(HANDOFF_LINT_TAG_PRIVATE));
    assert_true(lint_entry(0x200, "x", 1, 3) == FOUND(HANDOFF_LINT_TAG_UNKNOWN));

    make_list(&list, memory, 4096, NULL, 0);
    add(&list, HANDOFF_TAG_GPT_ERROR, "\1", 1, 3);
    add(&list, HANDOFF_TAG_GPT_ERROR, "\1", 1, 3);
    assert_true(lint(&list) == FOUND(HANDOFF_LINT_DUPLICATE));

    make_list(&list, memory, 4096, NULL, 0);
    entry = add(&list, HANDOFF_TAG_GPT_ERROR, "\1", 1, 3);
    add(&list, HANDOFF_TAG_MBEDTLS_HEAP, "\0\0\0\1\0\0\0\0\1\0\0\0\0\0\0\0", 16, 3);
    assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_OK);
    assert_true(lint(&list) == 0);
    entry.end = 0;
    assert_true(handoff_entry_find(&list, HANDOFF_TAG_MBEDTLS_HEAP, &entry));
    assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_OK);
    assert_true(lint(&list) == FOUND(HANDOFF_LINT_VOID_LAST));

    make_list(&list, memory, 4096, NULL, 0);
    add(&list, HANDOFF_TAG_MBEDTLS_HEAP, NULL, 16, 3);
    add(&list, HANDOFF_TAG_GPT_ERROR, "\1", 1, 3);
    memset(memory + 0x18, 0, 24); /* two voids of 0 and 8 bytes */
    memory[0x1b] = memory[0x23] = memory[0x24] = 8;
    fix_checksum(memory);
    assert_true(lint(&list) == FOUND(HANDOFF_LINT_VOIDS));

    /* 0x18 + 8 is a multiple of 16 at this address, but the header promises 8 alone. */
    put32(acpi + 4, 36);
    acpi[9] = (uint8_t)-plain_sum(acpi, 36);
    assert_true(lint_entry(HANDOFF_TAG_ACPI, acpi, 36, 3) == FOUND(HANDOFF_LINT_ALIGNMENT));
    make_list(&list, memory, 4096, NULL, 0);
    add(&list, HANDOFF_TAG_GPT_ERROR, "\1", 1, 3);
    entry = add(&list, HANDOFF_TAG_ACPI, acpi, 36, 3);
    assert_int_equal(entry.offset % 16, 8);
    assert_int_equal(handoff_entry_resize(&list, &entry, 36), HANDOFF_OK);
    assert_true(lint(&list) == FOUND(HANDOFF_LINT_ALIGNMENT));
    make_list(&list, memory, 4096, NULL, 0);
    add(&list, HANDOFF_TAG_PRIVATE_FIRST, NULL, 0, 3);
    add(&list, HANDOFF_TAG_ACPI, acpi, 36, 3);
    assert_true(lint(&list) == (FOUND(HANDOFF_LINT_MISALIGNED) | FOUND(HANDOFF_LINT_TAG_PRIVATE)));
}

static void lint_finds_what_is_wrong_with_the_header(void **state)
{
    struct handoff_list list;
    uint64_t found = 0;

    (void)state;
    make_list(&list, memory, 4096, NULL, 0);
    assert_true(lint(&list) == 0);
    put32(memory + 0x14, 5);
    memory[5] = 1;
    assert_int_equal(handoff_list_set_flags(&list, 0), HANDOFF_OK);
    assert_true(lint(&list) == (FOUND(HANDOFF_LINT_RESERVED) | FOUND(HANDOFF_LINT_OLD_VERSION) |
                                FOUND(HANDOFF_LINT_NO_CHECKSUM)));
    memory[5] = 9;
    put32(memory + 0x14, 0);
    list.address = 4;
    assert_int_equal(handoff_list_lint(&list, note_finding, &found), 3);
    assert_true(found == (FOUND(HANDOFF_LINT_BASE) | FOUND(HANDOFF_LINT_NEW_VERSION) |
                          FOUND(HANDOFF_LINT_NO_CHECKSUM)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_of_tlc_are_read_field_by_field),
        cmocka_unit_test(entries_are_written_as_the_specification_lays_them_out),
        cmocka_unit_test(short_data_is_refused_and_longer_data_is_read),
        cmocka_unit_test(memory_that_wraps_around_is_refused),
        cmocka_unit_test(registers_are_made_and_checked_for_both_states),
        cmocka_unit_test(wrong_registers_are_refused_with_a_reason),
        cmocka_unit_test(lint_finds_what_is_wrong_with_data),
        cmocka_unit_test(lint_finds_what_is_wrong_with_tags_voids_and_places),
        cmocka_unit_test(lint_finds_what_is_wrong_with_the_header),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
