/* SPDX-License-Identifier: Apache-2.0 */
/* The reader of transfer lists: what it accepts, what it refuses and why, and where it never reads.
 */
#include "handoff/check.h"
#include "test/support/handoff_memory.h"
#include "test/vectors/handoff_lists.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static _Alignas(64) uint8_t memory[4096];

/* Three entries of 5, 0 and 16 bytes in 256 bytes. */
static struct handoff_list three(void)
{
    struct handoff_list list;

    make_list(&list, memory, 256, (const uint32_t[]){5, 0, 16}, 3);
    return list;
}

static enum handoff_reason open_memory(uint32_t region_size)
{
    struct handoff_list list;
    enum handoff_reason strict = handoff_list_open(&list, memory, region_size, HANDOFF_READ);
    enum handoff_reason precise = handoff_list_check(memory, region_size, HANDOFF_STRICT, NULL);

    /* Both strict readers agree, always. */
    assert_true((strict == HANDOFF_OK) == (precise == HANDOFF_OK));
    if (strict != HANDOFF_OK) {
        struct handoff_entry entry = {.end = 0};

        assert_false(handoff_entry_next(&list, &entry));
        assert_false(handoff_entry_find(&list, 0xfff001, &(struct handoff_entry){.end = 0}));
    }
    return strict;
}

static enum handoff_reason check_memory(uint32_t region_size, struct handoff_fault *fault)
{
    return handoff_list_check(memory, region_size, HANDOFF_STRICT, fault);
}

static void entries_come_in_order_with_exact_sizes(void **state)
{
    struct handoff_list list = three();
    struct handoff_entry entry = {.end = 0};
    static const uint32_t sizes[] = {5, 0, 16};

    (void)state;
    assert_int_equal(handoff_list_open(&list, memory, 256, HANDOFF_READ), HANDOFF_OK);
    for (uint32_t i = 0; i < 3; i++) {
        assert_true(handoff_entry_next(&list, &entry));
        assert_int_equal(entry.tag, 0xfff001 + i);
        assert_int_equal(entry.size, sizes[i]);
        for (uint32_t j = 0; j < sizes[i]; j++)
            assert_int_equal(((uint8_t *)handoff_entry_data(&list, &entry))[j], 0x40 + i);
    }
    assert_false(handoff_entry_next(&list, &entry));
    assert_int_equal(entry.end, list.used_size);
    assert_int_equal(handoff_list_version(&list), 2);
    assert_int_equal(handoff_list_alignment(&list), 3);
    assert_true(handoff_list_has_checksum(&list));
}

static void the_bytes_are_those_of_the_specification(void **state)
{
    static const uint8_t expected[] = {
        0x0b, 0xb1, 0x0f, 0x4a, 0,    2, 0x18, 3, /* checksum below */
        0x28, 0,    0,    0,    0x80, 0, 0,    0, 1, 0, 0, 0, 0, 0, 0, 0,
        0x34, 0x12, 0xff, 8,    3,    0, 0,    0, 1, 2, 3, 0, 0, 0, 0, 0};
    struct handoff_entry entry = {.tag = 0xff1234, .size = 3};
    struct handoff_list list;
    uint8_t bytes[sizeof(expected)];

    (void)state;
    memset(memory, 0xee, sizeof(memory));
    assert_int_equal(handoff_list_create(&list, memory, 0x87, 2, 1), HANDOFF_OK);
    assert_int_equal(handoff_entry_add(&list, &entry, "\1\2\3", 3), HANDOFF_OK);
    memcpy(bytes, memory, sizeof(bytes));
    assert_int_equal(plain_sum(bytes, sizeof(bytes)), 0);
    bytes[4] = 0;
    assert_memory_equal(bytes, expected, sizeof(expected));
    assert_int_equal(memory[sizeof(expected)], 0xee);
}

static void an_empty_list_is_legal(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.end = 0};

    (void)state;
    assert_int_equal(handoff_list_create(&list, memory, 24, 2, 0), HANDOFF_OK);
    assert_int_equal(open_memory(24), HANDOFF_OK);
    assert_false(handoff_entry_next(&list, &entry));
    assert_int_equal(open_memory(23), HANDOFF_NO_LIST);
}

static void each_header_field_is_refused_with_its_name(void **state)
{
    static const struct {
        uint32_t offset;
        uint32_t value;
        uint32_t size;
        enum handoff_reason reason;
        const char *field;
    } cases[] = {
        {0x05, 0, 1, HANDOFF_BAD_VERSION, "version"},
        {0x06, 0x17, 1, HANDOFF_BAD_HEADER_SIZE, "hdr_size"},
        {0x06, 0x20, 1, HANDOFF_BAD_HEADER_SIZE, "hdr_size"},
        {0x06, 0, 1, HANDOFF_BAD_HEADER_SIZE, "hdr_size"},
        {0x07, 2, 1, HANDOFF_BAD_ALIGNMENT, "alignment"},
        {0x07, 32, 1, HANDOFF_BAD_ALIGNMENT, "alignment"},
        {0x07, 255, 1, HANDOFF_BAD_ALIGNMENT, "alignment"},
        {0x08, 0x31, 4, HANDOFF_BAD_USED_SIZE, "used_size"},
        {0x08, 0x10, 4, HANDOFF_BAD_USED_SIZE, "used_size"},
        {0x08, 0, 4, HANDOFF_BAD_USED_SIZE, "used_size"},
        {0x08, 0x108, 4, HANDOFF_BAD_USED_SIZE, "used_size"},
        {0x08, 0xfffffff8, 4, HANDOFF_BAD_USED_SIZE, "used_size"},
        {0x0c, 0x104, 4, HANDOFF_BAD_TOTAL_SIZE, "total_size"},
        {0x0c, 0xfffffff8, 4, HANDOFF_BAD_TOTAL_SIZE, "total_size"},
        {0x10, 3, 4, HANDOFF_BAD_FLAGS, "flags"},
        {0x10, 0x80000001, 4, HANDOFF_BAD_FLAGS, "flags"},
        {0x00, 0x4a0fb10a, 4, HANDOFF_NO_LIST, "signature"},
        {0x00, 0x006ed0ff, 4, HANDOFF_NO_LIST, "signature"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct handoff_fault fault;
        uint32_t used;

        three();
        used = get32(memory + 8);
        if (cases[i].size == 1)
            memory[cases[i].offset] = (uint8_t)cases[i].value;
        else
            put32(memory + cases[i].offset, cases[i].value);
        memory[4] = (uint8_t)(memory[4] - plain_sum(memory, used));
        assert_int_not_equal(open_memory(256), HANDOFF_OK);
        assert_int_equal(check_memory(256, &fault), cases[i].reason);
        assert_int_equal(fault.reason, cases[i].reason);
        assert_int_equal(fault.offset, cases[i].offset);
        assert_int_equal(fault.value, cases[i].value);
        assert_int_equal(fault.entry, 0);
        assert_string_equal(handoff_reason_field(fault.reason), cases[i].field);
    }
}

static void the_region_bounds_the_list(void **state)
{
    (void)state;
    three();
    assert_int_equal(open_memory(256), HANDOFF_OK);
    assert_int_equal(open_memory(255), HANDOFF_BAD_HEADER);
    assert_int_equal(open_memory(0), HANDOFF_NO_LIST);
    assert_int_equal(handoff_list_check(NULL, 256, HANDOFF_LENIENT, NULL), HANDOFF_NO_LIST);
}

static void each_flipped_bit_in_use_is_noticed(void **state)
{
    uint32_t used;

    (void)state;
    three();
    used = get32(memory + 8);
    for (uint32_t i = 0; i < used * 8; i++) {
        memory[i / 8] ^= (uint8_t)(1u << i % 8);
        /* Without the flag there is no checksum: but then its byte has to be zero. */
        assert_int_not_equal(open_memory(256), HANDOFF_OK);
        memory[i / 8] ^= (uint8_t)(1u << i % 8);
    }
    assert_int_equal(open_memory(256), HANDOFF_OK);
    memory[used] ^= 1;
    assert_int_equal(open_memory(256), HANDOFF_OK);
}

static void without_a_checksum_its_byte_is_zero(void **state)
{
    struct handoff_list list;

    (void)state;
    assert_int_equal(handoff_list_create(&list, memory, 64, 2, 0), HANDOFF_OK);
    assert_int_equal(open_memory(64), HANDOFF_OK);
    memory[4] = 1;
    assert_int_equal(open_memory(64), HANDOFF_BAD_CHECKSUM);
}

static void malformed_entries_are_refused_where_they_are(void **state)
{
    static const struct {
        uint32_t offset; /* from the second entry's header */
        uint8_t value;
        enum handoff_reason reason;
    } cases[] = {
        {3, 7, HANDOFF_BAD_ENTRY_HEADER},  {3, 0, HANDOFF_BAD_ENTRY_HEADER},
        {3, 16, HANDOFF_BAD_ENTRY_HEADER}, {3, 255, HANDOFF_BAD_ENTRY_SIZE},
        {5, 1, HANDOFF_BAD_ENTRY_SIZE},    {7, 0xff, HANDOFF_BAD_ENTRY_SIZE},
        {4, 25, HANDOFF_BAD_ENTRY_SIZE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct handoff_list list = three();
        struct handoff_entry entry = entry_of(&list, 2);
        struct handoff_fault fault;

        memory[entry.offset + cases[i].offset] = cases[i].value;
        fix_checksum(memory);
        assert_int_equal(open_memory(256), HANDOFF_BAD_ENTRY);
        check_memory(256, &fault);
        assert_int_equal(fault.reason, cases[i].reason);
        assert_int_equal(fault.entry, entry.offset);
        assert_int_equal(fault.offset, entry.offset + handoff_reason_offset(fault.reason));
    }
}

static void a_size_near_4_gib_does_not_wrap(void **state)
{
    (void)state;
    for (uint32_t back = 0; back < 40; back++) {
        struct handoff_list list = three();

        put32(memory + entry_of(&list, 1).offset + 4, 0xffffffffu - back);
        fix_checksum(memory);
        assert_int_equal(open_memory(256), HANDOFF_BAD_ENTRY);
    }
}

static void voids_are_multiples_of_8(void **state)
{
    struct handoff_list list = three();
    struct handoff_entry entry = entry_of(&list, 1);

    (void)state;
    memset(memory + entry.offset, 0, 3);
    fix_checksum(memory);
    assert_int_equal(open_memory(256), HANDOFF_BAD_ENTRY);
    assert_int_equal(check_memory(256, NULL), HANDOFF_BAD_VOID);
    assert_int_equal(handoff_list_open_lenient(&list, memory, 256), HANDOFF_OK);
    memory[entry.offset + 4] = 8;
    fix_checksum(memory);
    assert_int_equal(open_memory(256), HANDOFF_OK);
}

static void a_newer_version_with_larger_headers_is_readable_and_only_that(void **state)
{
    static const uint8_t newer[] = {
        0x0b, 0xb1, 0x0f, 0x4a, 0, 3, 0x1d, 4, 0x40, 0, 0, 0, 0x80, 0, 0, 0, 0x81, 0, 0, 0x40, 0, 0,
        0, 0, /* the header goes on, to 0x1d, and is padded to 0x20 */
        0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0, 0, 0,
        /* a tag with a header of 12 bytes, 3 bytes of data */
        1, 0, 0, 12, 3, 0, 0, 0, 0x11, 0x22, 0x33, 0x44, 'f', 'd', 't', 0,
        /* and a usual one of 8 bytes */
        2, 0, 0, 8, 8, 0, 0, 0, '1', '2', '3', '4', '5', '6', '7', '8'};
    struct handoff_list list;
    struct handoff_entry entry = {.end = 0};
    uint8_t before[256];

    (void)state;
    memset(memory, 0, 256);
    memcpy(memory, newer, sizeof(newer));
    fix_checksum(memory);
    assert_int_equal(open_memory(256), HANDOFF_OK);
    memcpy(before, memory, 256);
    assert_int_equal(handoff_list_open(&list, memory, 256, HANDOFF_CHANGE), HANDOFF_OK);
    assert_true(handoff_entry_find(&list, HANDOFF_TAG_FDT, &entry));
    assert_int_equal(entry.size, 3);
    assert_memory_equal(handoff_entry_data(&list, &entry), "fdt", 3);
    assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_NEWER_VERSION);
    assert_int_equal(handoff_entry_write(&list, &entry, 0, "x", 1), HANDOFF_NEWER_VERSION);
    assert_int_equal(handoff_entry_resize(&list, &entry, 1), HANDOFF_NEWER_VERSION);
    assert_int_equal(handoff_entry_overwrite(&list, &entry, "x", 1), HANDOFF_NEWER_VERSION);
    assert_int_equal(handoff_list_begin(&list), HANDOFF_NEWER_VERSION);
    assert_int_equal(handoff_list_commit(&list), HANDOFF_NEWER_VERSION);
    assert_int_equal(handoff_list_set_flags(&list, 0), HANDOFF_NEWER_VERSION);
    assert_int_equal(handoff_list_relocate(&list, memory + 512, 512, true), HANDOFF_NEWER_VERSION);
    assert_int_equal(handoff_list_repair(&list, memory, 256), HANDOFF_NEWER_VERSION);
    assert_int_equal(handoff_list_open(&list, memory, 256, HANDOFF_CHANGE), HANDOFF_OK);
    entry = (struct handoff_entry){.tag = 9, .size = 1};
    assert_int_equal(handoff_entry_add(&list, &entry, "x", 3), HANDOFF_NEWER_VERSION);
    entry = (struct handoff_entry){.end = 0};
    assert_true(handoff_entry_find(&list, HANDOFF_TAG_HOB_BLOCK, &entry));
    assert_memory_equal(handoff_entry_data(&list, &entry), "12345678", 8);
    assert_memory_equal(before, memory, 256);
}

static void version_1_is_read_written_and_stays_1(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.tag = HANDOFF_TAG_FDT, .size = 5};

    (void)state;
    assert_int_equal(handoff_list_create(&list, memory, 128, 1, HANDOFF_FLAG_CHECKSUM), HANDOFF_OK);
    assert_int_equal(handoff_entry_add(&list, &entry, "tree\n", 3), HANDOFF_OK);
    assert_int_equal(open_memory(128), HANDOFF_OK);
    assert_int_equal(memory[5], 1);
    assert_int_equal(reopen(&list, HANDOFF_CHANGE), HANDOFF_OK);
    assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_OK);
    assert_int_equal(open_memory(128), HANDOFF_OK);
    assert_int_equal(handoff_list_create(&list, memory, 128, 0, 0), HANDOFF_BAD_ARGUMENT);
    assert_int_equal(handoff_list_create(&list, memory, 128, 3, 0), HANDOFF_BAD_ARGUMENT);
}

static void a_version_1_list_with_an_exclusive_or_is_read_leniently(void **state)
{
    struct handoff_list list = three();
    uint8_t bytes = 0;
    uint32_t used = get32(memory + 8);

    (void)state;
    memory[5] = 1;
    memory[4] = 0;
    for (uint32_t i = 0; i < used; i++)
        bytes ^= memory[i];
    memory[4] = bytes;
    assert_int_equal(open_memory(256), HANDOFF_BAD_CHECKSUM);
    assert_int_equal(handoff_list_open_lenient(&list, memory, 256), HANDOFF_OK);
    assert_int_equal(entry_of(&list, 3).size, 16);
    memory[5] = 2;
    memory[4] ^= 1 ^ 2;
    assert_int_equal(handoff_list_open_lenient(&list, memory, 256), HANDOFF_BAD_CHECKSUM);
}

static void lists_read_at_any_address(void **state)
{
    struct handoff_list list = three();
    uint8_t copy[256 + 8];

    (void)state;
    for (uint32_t shift = 0; shift < 8; shift++) {
        struct handoff_entry entry = {.end = 0};

        memcpy(copy + shift, memory, 256);
        assert_int_equal(handoff_list_open(&list, copy + shift, 256, HANDOFF_READ), HANDOFF_OK);
        assert_true(handoff_entry_find(&list, 0xfff003, &entry));
        assert_int_equal(entry.size, 16);
    }
}

/* A heap block of exactly the region's size lets AddressSanitizer see every byte too far. */
static void no_reader_leaves_the_region(void **state)
{
    (void)state;
    for (uint32_t size = 0; size <= 160; size++) {
        struct handoff_list list;
        uint8_t *exact = malloc(size != 0 ? size : 1);

        assert_non_null(exact);
        three();
        memory[0xc] = (uint8_t)(size & ~7u);
        memory[0xd] = 0;
        fix_checksum(memory);
        memcpy(exact, memory, size);
        (void)handoff_list_open(&list, exact, size, HANDOFF_READ);
        if (handoff_list_open(&list, exact, size / 2, HANDOFF_READ) != HANDOFF_OK)
            assert_false(handoff_entry_next(&list, &(struct handoff_entry){.end = 0}));
        (void)handoff_list_open_lenient(&list, exact, size);
        (void)handoff_list_check(exact, size, HANDOFF_STRICT, NULL);
        for (uint32_t used = 0; used <= size && size >= 24; used++) {
            struct handoff_entry entry = {.end = 0};

            put32(exact + 8, used);
            put32(exact + 0xc, size);
            put32(exact + 0x10, 0);
            exact[4] = 0;
            if (handoff_list_open_lenient(&list, exact, size) != HANDOFF_OK)
                continue;
            while (handoff_entry_next(&list, &entry))
                (void)plain_sum(handoff_entry_data(&list, &entry), entry.size);
        }
        free(exact);
    }
}

static void a_refused_list_is_empty_even_where_there_is_no_memory(void **state)
{
    uint8_t *byte = malloc(1);
    struct handoff_list list;
    struct handoff_entry entry = {.end = 0};

    (void)state;
    assert_non_null(byte);
    assert_int_equal(handoff_list_open(&list, NULL, 4096, HANDOFF_READ), HANDOFF_NO_LIST);
    assert_false(handoff_entry_next(&list, &entry));
    assert_int_equal(handoff_list_open(&list, byte, 1, HANDOFF_READ), HANDOFF_NO_LIST);
    assert_false(handoff_entry_find(&list, 0, &entry));
    assert_int_equal(handoff_list_open_lenient(&list, byte, 1), HANDOFF_NO_LIST);
    assert_false(handoff_entry_next(&list, &entry));
    free(byte);
}

static void walking_a_list_that_changed_underneath_stays_inside(void **state)
{
    struct handoff_list list = three();
    struct handoff_entry entry = {.end = 0};

    (void)state;
    assert_true(handoff_entry_next(&list, &entry));
    put32(memory + 8, 0xfffffff8);
    put32(memory + entry.end + 4, 0xfffffff8);
    assert_false(handoff_entry_next(&list, &entry));
    put32(memory + entry.end, 0);
    assert_false(handoff_entry_next(&list, &entry));
}

static void place(const uint8_t *list, size_t size)
{
    memset(memory, 0, sizeof(memory));
    memcpy(memory, list, size);
}

static void lists_of_libtl_and_tlc_are_read(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.end = 0};
    struct handoff_fault fault;

    (void)state;
    place(libtl_even, sizeof(libtl_even));
    assert_int_equal(handoff_list_open(&list, memory, 512, HANDOFF_READ), HANDOFF_OK);
    assert_true(handoff_entry_find(&list, HANDOFF_TAG_SPMC_MANIFEST, &entry));
    assert_memory_equal(handoff_entry_data(&list, &entry), "manifest", 8);

    place(tlc_even, sizeof(tlc_even));
    assert_int_equal(handoff_list_open(&list, memory, 4096, HANDOFF_READ), HANDOFF_OK);
    entry.end = 0;
    assert_true(handoff_entry_find(&list, HANDOFF_TAG_CRB, &entry));
    assert_int_equal(entry.size, 12);

    place(tlc_odd, sizeof(tlc_odd));
    assert_int_equal(handoff_list_open(&list, memory, 4096, HANDOFF_READ), HANDOFF_OK);

    place(libtl_odd, sizeof(libtl_odd));
    assert_int_equal(handoff_list_check(memory, 512, HANDOFF_LENIENT, &fault), HANDOFF_OK);
    assert_int_equal(fault.reason, HANDOFF_BAD_USED_SIZE);
    assert_int_equal(fault.value, 61);
    assert_int_equal(handoff_list_open_lenient(&list, memory, 512), HANDOFF_OK);
    entry.end = 0;
    assert_true(handoff_entry_find(&list, 0xfff001, &entry));
    assert_memory_equal(handoff_entry_data(&list, &entry), "thirteen odd.", 13);

    memory[0x2c] = 14; /* one byte more than used_size has, in the padding */
    fix_checksum(memory);
    assert_int_equal(handoff_list_open_lenient(&list, memory, 512), HANDOFF_BAD_ENTRY_SIZE);

    place(libtl_void, sizeof(libtl_void));
    assert_int_equal(handoff_list_check(memory, 512, HANDOFF_LENIENT, &fault), HANDOFF_OK);
    assert_int_equal(fault.reason, HANDOFF_BAD_VOID);
    assert_int_equal(fault.value, 13);
}

static void repair_makes_lists_of_others_strict_and_keeps_their_data(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.end = 0};
    uint8_t before[512];

    (void)state;
    place(libtl_odd, sizeof(libtl_odd));
    assert_int_equal(handoff_list_repair(&list, memory, 512), HANDOFF_OK);
    assert_int_equal(list.used_size, 64);
    assert_int_equal(open_memory(512), HANDOFF_OK);
    assert_true(handoff_entry_find(&list, 0xfff001, &entry));
    assert_memory_equal(handoff_entry_data(&list, &entry), "thirteen odd.", 13);
    assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_OK);

    place(libtl_void, sizeof(libtl_void));
    assert_int_equal(handoff_list_repair(&list, memory, 512), HANDOFF_OK);
    assert_int_equal(open_memory(512), HANDOFF_OK);

    place(libtl_even, sizeof(libtl_even));
    memcpy(before, memory, sizeof(before));
    assert_int_equal(handoff_list_repair(&list, memory, 512), HANDOFF_OK);
    assert_memory_equal(before, memory, sizeof(before));

    memory[0x30] ^= 1; /* a checksum that is simply wrong is not for repair */
    memcpy(before, memory, sizeof(before));
    assert_int_equal(handoff_list_repair(&list, memory, 512), HANDOFF_BAD_CHECKSUM);
    assert_memory_equal(before, memory, sizeof(before));
    assert_int_equal(handoff_list_open_unfinished(&list, memory, 512), HANDOFF_OK);
}

static void repair_mends_everything_that_the_lenient_reader_takes(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 256; i++) {
        struct handoff_list list = three();
        struct handoff_entry entry = {.end = 0};

        memory[7] = (uint8_t)(i % 4);
        put32(memory + 0x10, 1 | i << 1);
        put32(memory + 0xc, 256 - i % 8);
        fix_checksum(memory);
        assert_int_equal(handoff_list_check(memory, 256, HANDOFF_LENIENT, NULL), HANDOFF_OK);
        assert_int_equal(handoff_list_repair(&list, memory, 256), HANDOFF_OK);
        assert_int_equal(open_memory(256), HANDOFF_OK);
        assert_true(handoff_entry_find(&list, 0xfff003, &entry));
    }
}

static void every_reason_has_a_sentence(void **state)
{
    (void)state;
    for (int i = 0; i < 64; i++) {
        const char *text = handoff_reason_text((enum handoff_reason)i);

        assert_non_null(text);
        assert_true(strlen(text) > 8);
        assert_non_null(handoff_reason_field((enum handoff_reason)i));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_come_in_order_with_exact_sizes),
        cmocka_unit_test(the_bytes_are_those_of_the_specification),
        cmocka_unit_test(an_empty_list_is_legal),
        cmocka_unit_test(each_header_field_is_refused_with_its_name),
        cmocka_unit_test(the_region_bounds_the_list),
        cmocka_unit_test(each_flipped_bit_in_use_is_noticed),
        cmocka_unit_test(without_a_checksum_its_byte_is_zero),
        cmocka_unit_test(malformed_entries_are_refused_where_they_are),
        cmocka_unit_test(a_size_near_4_gib_does_not_wrap),
        cmocka_unit_test(voids_are_multiples_of_8),
        cmocka_unit_test(a_newer_version_with_larger_headers_is_readable_and_only_that),
        cmocka_unit_test(version_1_is_read_written_and_stays_1),
        cmocka_unit_test(a_version_1_list_with_an_exclusive_or_is_read_leniently),
        cmocka_unit_test(lists_read_at_any_address),
        cmocka_unit_test(no_reader_leaves_the_region),
        cmocka_unit_test(a_refused_list_is_empty_even_where_there_is_no_memory),
        cmocka_unit_test(walking_a_list_that_changed_underneath_stays_inside),
        cmocka_unit_test(lists_of_libtl_and_tlc_are_read),
        cmocka_unit_test(repair_makes_lists_of_others_strict_and_keeps_their_data),
        cmocka_unit_test(repair_mends_everything_that_the_lenient_reader_takes),
        cmocka_unit_test(every_reason_has_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
