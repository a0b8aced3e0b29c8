/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What other implementations of transfer lists get wrong, each reproduced with them, and what this
 * one does instead. A test is named after the defect. Those of the API of libtl are in
 * handoff_shim_test.c.
 */
#include "handoff/check.h"
#include "handoff/entry.h"
#include "test/support/handoff_memory.h"
#include "test/vectors/handoff_lists.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static _Alignas(4096) uint8_t memory[16384];

static void assert_good(const struct handoff_list *list)
{
    assert_int_equal(handoff_list_check(list->base, list->total_size, HANDOFF_STRICT, NULL),
                     HANDOFF_OK);
}

static void libtl_add_leaves_used_size_unaligned(void **state)
{
    (void)state;
    for (uint32_t size = 0; size < 32; size++) {
        struct handoff_list list;

        make_list(&list, memory, 512, &size, 1);
        assert_int_equal(get32(memory + 8), 24 + 8 + (size + 7) / 8 * 8);
        assert_good(&list);
    }
}

static void libtl_growing_the_last_odd_sized_entry_crashes_or_hides_it(void **state)
{
    (void)state;
    for (uint32_t size = 0; size < 24; size++)
        for (uint32_t larger = size; larger < 48; larger++) {
            struct handoff_list list;
            struct handoff_entry entry;

            make_list(&list, memory, 512, (const uint32_t[]){3, size}, 2);
            entry = entry_of(&list, 2);
            assert_int_equal(handoff_entry_resize(&list, &entry, larger), HANDOFF_OK);
            assert_good(&list);
            entry = entry_of(&list, 2);
            assert_int_equal(entry.size, larger);
            assert_int_equal(entry.end, list.used_size);
            assert_int_equal(list.used_size, entry.offset + 8 + (larger + 7) / 8 * 8);
        }
}

static void libtl_shrinking_the_last_odd_sized_entry_writes_past_used_size(void **state)
{
    (void)state;
    for (uint32_t size = 0; size < 48; size++)
        for (uint32_t smaller = 0; smaller <= size; smaller++) {
            struct handoff_list list;
            struct handoff_entry entry;
            uint32_t used;

            memset(memory, 0xee, 512);
            make_list(&list, memory, 512, &size, 1);
            used = list.used_size;
            entry = entry_of(&list, 1);
            assert_int_equal(handoff_entry_resize(&list, &entry, smaller), HANDOFF_OK);
            assert_good(&list);
            for (uint32_t i = used; i < 512; i++)
                assert_int_equal(memory[i], 0xee);
        }
}

static void libtl_relocate_underflows_and_writes_4112_bytes_into_a_64_byte_region(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.tag = 9, .size = 4};
    uint8_t before[4096];

    (void)state;
    make_list(&list, memory + 8, 8192 - 8, NULL, 0);
    /* The data is to be aligned to 4096, so the new base is up to 4095 bytes into the region. */
    assert_int_equal(handoff_entry_add(&list, &entry, "data", 12), HANDOFF_OK);
    memset(memory + 8192, 0xee, 4096);
    memcpy(before, memory + 8192, 4096);
    assert_int_equal(handoff_list_relocate(&list, memory + 8192 + 16, 64, true), HANDOFF_NO_ROOM);
    assert_memory_equal(before, memory + 8192, 4096);
    assert_ptr_equal(list.base, memory + 8);
    assert_good(&list);
}

static void libtl_accepts_an_add_that_wraps_32_bits(void **state)
{
    (void)state;
    for (uint32_t back = 0; back < 64; back++) {
        struct handoff_list list;
        struct handoff_entry entry = {.tag = 9, .size = 0xffffffffu - back};
        uint8_t before[512];

        make_list(&list, memory, 512, (const uint32_t[]){3}, 1);
        memcpy(before, memory, 512);
        assert_int_equal(handoff_entry_add(&list, &entry, NULL, back % 32), HANDOFF_NO_ROOM);
        entry = entry_of(&list, 1);
        assert_int_equal(handoff_entry_resize(&list, &entry, 0xffffffffu - back), HANDOFF_NO_ROOM);
        assert_memory_equal(before, memory, 512);
    }
}

static void libtl_check_header_has_no_region_bound(void **state)
{
    struct handoff_list list;

    (void)state;
    make_list(&list, memory, 512, (const uint32_t[]){3}, 1);
    assert_int_equal(handoff_list_open(&list, memory, 504, HANDOFF_READ), HANDOFF_BAD_HEADER);
    assert_int_equal(handoff_list_check(memory, 504, HANDOFF_STRICT, NULL), HANDOFF_BAD_TOTAL_SIZE);
    assert_int_equal(handoff_list_check(memory, 504, HANDOFF_LENIENT, NULL),
                     HANDOFF_BAD_TOTAL_SIZE);
}

/* Sets a byte of a good list with the checksum made right again, and tells both readers' reasons.
 */
static void check_with(uint32_t offset, uint8_t value, enum handoff_reason expected)
{
    struct handoff_list list;

    make_list(&list, memory, 512, (const uint32_t[]){3}, 1);
    memory[offset] = value;
    memory[4] = (uint8_t)(memory[4] - plain_sum(memory, list.used_size));
    assert_int_not_equal(handoff_list_open(&list, memory, 512, HANDOFF_READ), HANDOFF_OK);
    assert_int_equal(handoff_list_check(memory, 512, HANDOFF_STRICT, NULL), expected);
}

static void libtl_check_header_accepts_a_used_size_below_the_header(void **state)
{
    (void)state;
    check_with(8, 0x10, HANDOFF_BAD_USED_SIZE);
    check_with(8, 0, HANDOFF_BAD_USED_SIZE);
}

static void libtl_check_header_accepts_alignment_40(void **state)
{
    (void)state;
    check_with(7, 40, HANDOFF_BAD_ALIGNMENT);
}

static void libtl_check_header_accepts_reserved_flags(void **state)
{
    (void)state;
    check_with(0x10, 3, HANDOFF_BAD_FLAGS);
    check_with(0x13, 0x80, HANDOFF_BAD_FLAGS);
}

static void libtl_shifts_by_alignments_from_31_which_is_undefined(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.tag = 9, .size = 4};

    (void)state;
    /* With UndefinedBehaviorSanitizer on, as all tests run, a wrong shift ends the program. */
    make_list(&list, memory, 512, NULL, 0);
    for (uint32_t alignment = 12; alignment <= 31; alignment++) {
        list.address = 8;
        assert_int_equal(handoff_entry_add(&list, &entry, "data", alignment), HANDOFF_NO_ROOM);
    }
    for (uint32_t alignment = 32; alignment < 300; alignment++)
        assert_int_equal(handoff_entry_add(&list, &entry, "data", alignment), HANDOFF_BAD_ARGUMENT);
    memory[7] = 31;
    fix_checksum(memory);
    assert_int_equal(reopen(&list, HANDOFF_CHANGE), HANDOFF_OK);
    assert_int_equal(handoff_list_relocate(&list, memory + 4096, 512, false), HANDOFF_NO_ROOM);
    assert_int_equal(handoff_list_relocate(&list, memory, 4096, false), HANDOFF_OK);
    assert_int_equal(list.total_size, 4096);
}

static void libtl_stores_tag_0x02000001_as_fdt(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.tag = 0x02000001, .size = 4};

    (void)state;
    make_list(&list, memory, 512, NULL, 0);
    assert_int_equal(handoff_entry_add(&list, &entry, "data", 3), HANDOFF_BAD_ARGUMENT);
    assert_false(handoff_entry_find(&list, HANDOFF_TAG_FDT, &(struct handoff_entry){.end = 0}));
    entry.tag = HANDOFF_TAG_FDT;
    assert_int_equal(handoff_entry_add(&list, &entry, "data", 3), HANDOFF_OK);
    assert_false(handoff_entry_find(&list, 0x02000001, &(struct handoff_entry){.end = 0}));
}

static void libtl_rem_makes_voids_that_are_no_multiple_of_8(void **state)
{
    (void)state;
    for (uint32_t size = 0; size < 32; size++) {
        struct handoff_list list;
        struct handoff_entry entry;

        make_list(&list, memory, 512, (const uint32_t[]){size, 5, size}, 3);
        for (uint32_t number = 1; number <= 3; number++) {
            entry = entry_of(&list, number);
            assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_OK);
            assert_good(&list);
        }
    }
}

static void libtl_rem_does_not_scrub(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry;

    (void)state;
    make_list(&list, memory, 512, (const uint32_t[]){40, 8}, 2);
    entry = entry_of(&list, 1);
    assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_OK);
    for (uint32_t i = 0; i < 512; i++)
        assert_true(memory[i] != 0x40 || i < 0x18);
}

static void libtl_rem_takes_pointers_outside_the_list(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry;
    uint8_t before[1024];

    (void)state;
    make_list(&list, memory, 512, (const uint32_t[]){40}, 1);
    memset(memory + 512, 0x08, 512);
    memcpy(before, memory, 1024);
    entry = entry_of(&list, 1);
    for (uint32_t offset = list.used_size; offset < 1024; offset += 8) {
        entry.offset = offset;
        entry.end = offset + 48;
        assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_NO_ENTRY);
    }
    entry.offset = 0xfffffff8;
    assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_NO_ENTRY);
    assert_memory_equal(before, memory, 1024);
}

static void libtl_read_only_lists_are_modifiable(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry;
    uint8_t before[512];

    (void)state;
    make_list(&list, memory, 512, (const uint32_t[]){40}, 1);
    memory[5] = 3;
    fix_checksum(memory);
    memcpy(before, memory, 512);
    assert_int_equal(reopen(&list, HANDOFF_CHANGE), HANDOFF_OK);
    entry = entry_of(&list, 1);
    assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_NEWER_VERSION);
    entry.tag = 5;
    assert_int_equal(handoff_entry_add(&list, &entry, NULL, 3), HANDOFF_NEWER_VERSION);
    assert_memory_equal(before, memory, 512);
}

static void libtl_requires_a_header_size_of_0x18_of_newer_lists(void **state)
{
    struct handoff_list list;

    (void)state;
    for (uint32_t header_size = 0x18; header_size < 256; header_size++) {
        struct handoff_entry entry = {.end = 0};
        uint32_t start = (header_size + 7) / 8 * 8;

        memset(memory, 0, 512);
        put32(memory, HANDOFF_SIGNATURE);
        put32(memory + 4, 3u << 24 | header_size << 16 | 3u << 8);
        put32(memory + 8, start + 16);
        put32(memory + 0xc, 512);
        put32(memory + 0x10, 1);
        put32(memory + start, 8u << 24 | HANDOFF_TAG_FDT);
        put32(memory + start + 4, 5);
        fix_checksum(memory);
        assert_int_equal(handoff_list_open(&list, memory, 512, HANDOFF_READ), HANDOFF_OK);
        assert_true(handoff_entry_find(&list, HANDOFF_TAG_FDT, &entry));
        assert_int_equal(entry.offset, start);
        assert_int_equal(entry.size, 5);
    }
}

static void libtl_a_failed_aligned_add_leaves_a_stray_void(void **state)
{
    struct handoff_list list;
    uint8_t before[512];

    (void)state;
    for (uint32_t size = 0; size < 600; size++) {
        struct handoff_entry entry = {.tag = 9, .size = size};
        enum handoff_reason reason;

        make_list(&list, memory, 512, (const uint32_t[]){40}, 1);
        memcpy(before, memory, 512);
        reason = handoff_entry_add(&list, &entry, NULL, 7);
        if (reason != HANDOFF_OK) {
            assert_int_equal(reason, HANDOFF_NO_ROOM);
            assert_memory_equal(before, memory, 512);
        }
        assert_int_equal(reason == HANDOFF_OK, 128 + size <= 512);
    }
}

static void optee_tags_have_16_bits_so_that_0x010001_is_an_fdt(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.tag = 0x010001, .size = 4};

    (void)state;
    make_list(&list, memory, 512, NULL, 0);
    assert_int_equal(handoff_entry_add(&list, &entry, "data", 3), HANDOFF_OK);
    assert_false(handoff_entry_find(&list, HANDOFF_TAG_FDT, &(struct handoff_entry){.end = 0}));
    assert_true(handoff_entry_find(&list, 0x010001, &(struct handoff_entry){.end = 0}));
}

static void optee_asserts_on_an_aligned_add(void **state)
{
    (void)state;
    for (uint32_t alignment = 0; alignment <= 12; alignment++)
        for (uint32_t before = 0; before < 40; before++) {
            struct handoff_list list;
            struct handoff_entry entry = {.tag = 9, .size = 5};

            make_list(&list, memory, 16384, &before, 1);
            assert_int_equal(handoff_entry_add(&list, &entry, "data!", alignment), HANDOFF_OK);
            assert_int_equal((uintptr_t)handoff_entry_data(&list, &entry) % (1u << alignment), 0);
            assert_good(&list);
        }
}

/* An entry of 16 bytes, made a void, and then the last one, of 11: both become one void, which goes
 * on to the next multiple of 8 while used_size does not. */
static void libtl_rem_of_the_last_odd_entry_leaves_a_void_beyond_used_size(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.end = 0};
    struct handoff_fault fault;

    (void)state;
    make_list(&list, memory, 512, (const uint32_t[]){4, 16, 11}, 3);
    entry = entry_of(&list, 2);
    put32(memory + entry.offset, 8u << 24 | HANDOFF_TAG_VOID);
    put32(memory + entry.offset + 4, 16 + 8 + 16);
    put32(memory + 8, list.used_size - 5);
    fix_checksum(memory);
    assert_int_equal(handoff_list_check(memory, 512, HANDOFF_LENIENT, &fault), HANDOFF_OK);
    assert_int_equal(fault.reason, HANDOFF_BAD_USED_SIZE);
    assert_int_equal(handoff_list_open_lenient(&list, memory, 512), HANDOFF_OK);
    assert_int_equal(entry_of(&list, 1).size, 4);
    assert_int_equal(handoff_list_repair(&list, memory, 512), HANDOFF_OK);
    assert_good(&list);
    /* An entry with data that ends there is still what it was: data that nobody has counted. */
    memory[entry.offset] = 1;
    put32(memory + 8, list.used_size - 5);
    fix_checksum(memory);
    assert_int_equal(handoff_list_check(memory, 512, HANDOFF_LENIENT, &fault),
                     HANDOFF_BAD_ENTRY_SIZE);
    assert_int_equal(fault.reason, HANDOFF_BAD_ENTRY_SIZE);
    assert_int_equal(fault.entry, entry.offset);
}

static void uboot_rejects_version_2(void **state)
{
    struct handoff_list list;

    (void)state;
    for (uint8_t version = 1; version <= 2; version++) {
        make_list(&list, memory, 512, (const uint32_t[]){40}, 1);
        memory[5] = version;
        fix_checksum(memory);
        assert_int_equal(handoff_list_open(&list, memory, 512, HANDOFF_READ), HANDOFF_OK);
    }
}

static void uboot_hangs_on_a_valid_list(void **state)
{
    /* Entries of no data, voids, and one that ends exactly at used_size: the walk always ends. */
    struct handoff_list list;
    struct handoff_entry entry;
    uint32_t count = 0;

    (void)state;
    make_list(&list, memory, 512, (const uint32_t[]){0, 0, 5, 0, 0}, 5);
    entry = entry_of(&list, 3);
    assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_OK);
    entry.end = 0;
    while (handoff_entry_next(&list, &entry))
        assert_true(++count <= 5);
    assert_int_equal(count, 5);
}

static void uboot_hangs_on_hdr_size_0(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry;

    (void)state;
    check_with(0x18 + 3, 0, HANDOFF_BAD_ENTRY_HEADER);
    check_with(6, 0, HANDOFF_BAD_HEADER_SIZE);
    make_list(&list, memory, 512, (const uint32_t[]){4, 4}, 2);
    entry = entry_of(&list, 2);
    memory[entry.offset + 3] = 0; /* after it was opened */
    entry.end = 0;
    assert_true(handoff_entry_next(&list, &entry));
    assert_false(handoff_entry_next(&list, &entry));
}

/* The rules of U-Boot's bloblist_check() and of its walk, in which the data of every entry has the
 * alignment of the list. Returns how many entries it sees, voids included. */
static uint32_t count_as_uboot(const uint8_t *base, uint32_t region_size)
{
    uint32_t alignment = 1u << base[7];
    uint32_t used = get32(base + 8);
    uint32_t count = 0;

    assert_int_equal(get32(base), HANDOFF_SIGNATURE);
    assert_int_equal(base[5], 1);
    assert_int_equal(base[6], HANDOFF_HEADER_SIZE);
    assert_true(get32(base + 0xc) <= region_size && used <= get32(base + 0xc));
    assert_int_equal(plain_sum(base, used), 0); /* whatever the flags say */
    for (uint32_t at = HANDOFF_HEADER_SIZE; at < used; count++) {
        assert_int_equal(base[at + 3], HANDOFF_ENTRY_SIZE);
        at += 2 * HANDOFF_ENTRY_SIZE + get32(base + at + 4);
        at = ((at + alignment - 1) & ~(alignment - 1)) - HANDOFF_ENTRY_SIZE;
    }
    return count;
}

/* As bloblist_new() with flags of 0, bloblist_add() and bloblist_finish() leave it. */
static void make_uboot_list(uint32_t flags)
{
    struct handoff_list list;

    make_list(&list, memory, 512, (const uint32_t[]){5, 40, 8, 3}, 4);
    memory[5] = 1;
    put32(memory + 0x10, flags);
    fix_checksum(memory);
    assert_int_not_equal(memory[4], 0);
    assert_int_equal(count_as_uboot(memory, 512), 4);
}

static void uboot_lists_of_version_1_round_trip(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry;

    (void)state;
    for (uint32_t flags = 0; flags <= 1; flags++) {
        make_uboot_list(flags);
        assert_int_equal(handoff_list_repair(&list, memory, 512), HANDOFF_OK);
        assert_int_equal(count_as_uboot(memory, 512), 4);
        entry = entry_of(&list, 2);
        assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_OK);
        entry = entry_of(&list, 1);
        assert_int_equal(handoff_entry_resize(&list, &entry, 9), HANDOFF_OK);
        entry = (struct handoff_entry){.tag = HANDOFF_TAG_FDT, .size = 7};
        assert_int_equal(handoff_entry_add(&list, &entry, "a tree.", 3), HANDOFF_OK);
        assert_int_equal(handoff_list_version(&list), 1);
        assert_good(&list);
        assert_int_equal(count_as_uboot(memory, 512), 5);
        assert_int_equal(reopen(&list, HANDOFF_CHANGE), HANDOFF_OK);
        assert_int_equal(entry_of(&list, 4).size, 3);
    }
}

static void uboot_has_a_checksum_that_its_flags_do_not_tell_of(void **state)
{
    struct handoff_list list;

    (void)state;
    make_uboot_list(0);
    assert_int_equal(handoff_list_open(&list, memory, 512, HANDOFF_READ), HANDOFF_BAD_CHECKSUM);
    assert_int_equal(handoff_list_open_lenient(&list, memory, 512), HANDOFF_OK);
    assert_int_equal(handoff_list_repair(&list, memory, 512), HANDOFF_OK);
    assert_true(handoff_list_has_checksum(&list));
    /* In version 2, and where the sum is wrong, it is what it seems: a checksum that is unused. */
    for (uint8_t version = 1; version <= 2; version++) {
        make_uboot_list(0);
        memory[5] = version;
        memory[4] = (uint8_t)(memory[4] + (version == 1 ? 1 : -1));
        assert_int_equal(handoff_list_repair(&list, memory, 512), HANDOFF_OK);
        assert_false(handoff_list_has_checksum(&list));
        assert_int_equal(memory[4], 0);
    }
}

static void tlc_accepts_bad_checksums(void **state)
{
    struct handoff_list list;

    (void)state;
    memset(memory, 0, 4096);
    memcpy(memory, tlc_even, sizeof(tlc_even));
    memory[sizeof(tlc_even) - 8] ^= 1;
    assert_int_equal(handoff_list_open(&list, memory, 4096, HANDOFF_READ), HANDOFF_BAD_CHECKSUM);
    assert_int_equal(handoff_list_open_lenient(&list, memory, 4096), HANDOFF_BAD_CHECKSUM);
}

static void tlc_accepts_hdr_size_0(void **state)
{
    struct handoff_list list;

    (void)state;
    memset(memory, 0, 4096);
    memcpy(memory, tlc_even, sizeof(tlc_even));
    memory[0x18 + 3] = 0;
    fix_checksum(memory);
    assert_int_equal(handoff_list_open(&list, memory, 4096, HANDOFF_READ), HANDOFF_BAD_ENTRY);
    assert_int_equal(handoff_list_open_lenient(&list, memory, 4096), HANDOFF_BAD_ENTRY_HEADER);
}

static void tlc_remove_with_odd_sizes_corrupts(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.end = 0};

    (void)state;
    memset(memory, 0, 4096);
    memcpy(memory, tlc_odd, sizeof(tlc_odd));
    assert_int_equal(handoff_list_open(&list, memory, 4096, HANDOFF_CHANGE), HANDOFF_OK);
    assert_true(handoff_entry_find(&list, 0xfff001, &entry));
    assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_OK);
    assert_good(&list);
    entry.end = 0;
    assert_true(handoff_entry_find(&list, HANDOFF_TAG_SPMC_MANIFEST, &entry));
    assert_int_equal(entry.size, 4);
    assert_memory_equal(handoff_entry_data(&list, &entry), "spmc", 4);
}

static void tlc_drops_entries_when_adding_to_a_file_of_larger_alignment(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.tag = HANDOFF_TAG_FDT, .size = 3};

    (void)state;
    memset(memory, 0, 4096);
    memcpy(memory, tlc_odd, sizeof(tlc_odd));
    assert_int_equal(memory[7], 4);
    assert_int_equal(handoff_list_open(&list, memory, 4096, HANDOFF_CHANGE), HANDOFF_OK);
    assert_int_equal(handoff_entry_add(&list, &entry, "fdt", 3), HANDOFF_OK);
    assert_good(&list);
    assert_true(handoff_entry_find(&list, 0xfff001, &(struct handoff_entry){.end = 0}));
    assert_true(
        handoff_entry_find(&list, HANDOFF_TAG_SPMC_MANIFEST, &(struct handoff_entry){.end = 0}));
    assert_true(handoff_entry_find(&list, HANDOFF_TAG_FDT, &(struct handoff_entry){.end = 0}));
}

static void tlc_lacks_several_tags(void **state)
{
    static const uint32_t tags[] = {0,     1,     2,     3,     4,     5,     6,     7,     0x100,
                                    0x101, 0x102, 0x103, 0x104, 0x105, 0x106, 0x107, 0x108, 0x109};

    (void)state;
    for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
        assert_non_null(handoff_tag_name(tags[i]));
    assert_null(handoff_tag_name(8));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libtl_add_leaves_used_size_unaligned),
        cmocka_unit_test(libtl_growing_the_last_odd_sized_entry_crashes_or_hides_it),
        cmocka_unit_test(libtl_shrinking_the_last_odd_sized_entry_writes_past_used_size),
        cmocka_unit_test(libtl_relocate_underflows_and_writes_4112_bytes_into_a_64_byte_region),
        cmocka_unit_test(libtl_accepts_an_add_that_wraps_32_bits),
        cmocka_unit_test(libtl_check_header_has_no_region_bound),
        cmocka_unit_test(libtl_check_header_accepts_a_used_size_below_the_header),
        cmocka_unit_test(libtl_check_header_accepts_alignment_40),
        cmocka_unit_test(libtl_check_header_accepts_reserved_flags),
        cmocka_unit_test(libtl_shifts_by_alignments_from_31_which_is_undefined),
        cmocka_unit_test(libtl_stores_tag_0x02000001_as_fdt),
        cmocka_unit_test(libtl_rem_makes_voids_that_are_no_multiple_of_8),
        cmocka_unit_test(libtl_rem_does_not_scrub),
        cmocka_unit_test(libtl_rem_takes_pointers_outside_the_list),
        cmocka_unit_test(libtl_read_only_lists_are_modifiable),
        cmocka_unit_test(libtl_requires_a_header_size_of_0x18_of_newer_lists),
        cmocka_unit_test(libtl_a_failed_aligned_add_leaves_a_stray_void),
        cmocka_unit_test(libtl_rem_of_the_last_odd_entry_leaves_a_void_beyond_used_size),
        cmocka_unit_test(optee_tags_have_16_bits_so_that_0x010001_is_an_fdt),
        cmocka_unit_test(optee_asserts_on_an_aligned_add),
        cmocka_unit_test(uboot_rejects_version_2),
        cmocka_unit_test(uboot_hangs_on_a_valid_list),
        cmocka_unit_test(uboot_hangs_on_hdr_size_0),
        cmocka_unit_test(uboot_lists_of_version_1_round_trip),
        cmocka_unit_test(uboot_has_a_checksum_that_its_flags_do_not_tell_of),
        cmocka_unit_test(tlc_accepts_bad_checksums),
        cmocka_unit_test(tlc_accepts_hdr_size_0),
        cmocka_unit_test(tlc_remove_with_odd_sizes_corrupts),
        cmocka_unit_test(tlc_drops_entries_when_adding_to_a_file_of_larger_alignment),
        cmocka_unit_test(tlc_lacks_several_tags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
