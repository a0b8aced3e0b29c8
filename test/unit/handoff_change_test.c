/* SPDX-License-Identifier: Apache-2.0 */
/* What changes to a transfer list do, byte for byte; and many at random against a model. A million
 * sequences of them are what test/conform/handoff_sequences.c plays. */
#include "handoff/check.h"
#include "test/support/handoff_memory.h"
#include "test/support/handoff_model.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define SEQUENCES  1500u /* of about 64 operations each: an emulated machine runs this, too */
#define INPUT_SIZE 200u

static _Alignas(4096) uint8_t memory[8192];

static void assert_good(const struct handoff_list *list)
{
    struct handoff_list again;

    assert_int_equal(handoff_list_open(&again, list->base, list->total_size, HANDOFF_READ),
                     HANDOFF_OK);
    assert_int_equal(again.used_size, list->used_size);
}

/* A list of 200 bytes that is full, with voids of 16 and of 48 bytes, headers included. */
static struct handoff_list full(struct handoff_entry *small, struct handoff_entry *large)
{
    struct handoff_list list;

    make_list(&list, memory, 24 + 16 + 16 + 48 + 16 + 24, (const uint32_t[]){8, 8, 40, 8, 16}, 5);
    assert_int_equal(list.used_size, list.total_size);
    *small = entry_of(&list, 1);
    assert_int_equal(handoff_entry_remove(&list, small), HANDOFF_OK);
    *large = entry_of(&list, 3);
    assert_int_equal(handoff_entry_remove(&list, large), HANDOFF_OK);
    return list;
}

static void a_full_list_reuses_the_first_void_that_is_large_enough(void **state)
{
    struct handoff_entry small, large;
    struct handoff_list list = full(&small, &large);
    struct handoff_entry entry = {.tag = 7, .size = 9};

    (void)state;
    assert_int_equal(handoff_entry_add(&list, &entry, "nine byte", 3), HANDOFF_OK);
    assert_int_equal(entry.offset, large.offset);
    /* 40 + 8 bytes, less 8 + 16 for the entry: a void of 16 with its header is left. */
    assert_true(handoff_entry_next(&list, &entry));
    assert_int_equal(entry.tag, HANDOFF_TAG_VOID);
    assert_int_equal(entry.size, 16);
    assert_good(&list);
    entry = (struct handoff_entry){.tag = 8, .size = 17};
    assert_int_equal(handoff_entry_add(&list, &entry, NULL, 3), HANDOFF_NO_ROOM);
    entry = (struct handoff_entry){.tag = 8, .size = 8};
    assert_int_equal(handoff_entry_add(&list, &entry, NULL, 3), HANDOFF_OK);
    assert_int_equal(entry.offset, small.offset);
    entry = (struct handoff_entry){.tag = 9, .size = 16};
    assert_int_equal(handoff_entry_add(&list, &entry, NULL, 3), HANDOFF_OK);
    assert_int_equal(list.used_size, list.total_size);
    assert_good(&list);
}

static void a_void_at_the_end_is_one_with_the_room_behind(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry;

    (void)state;
    make_list(&list, memory, 24 + 16 + 48 + 8, (const uint32_t[]){8, 40}, 2);
    entry = entry_of(&list, 2);
    assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_OK);
    entry = (struct handoff_entry){.tag = 7, .size = 49};
    assert_int_equal(handoff_entry_add(&list, &entry, NULL, 3), HANDOFF_NO_ROOM);
    entry.size = 48;
    assert_int_equal(handoff_entry_add(&list, &entry, NULL, 3), HANDOFF_OK);
    assert_int_equal(list.used_size, list.total_size);
    assert_good(&list);
}

static void aligned_entries_never_reuse_voids(void **state)
{
    struct handoff_entry small, large;
    struct handoff_list list = full(&small, &large);
    struct handoff_entry entry = {.tag = 7, .size = 1};

    (void)state;
    assert_int_equal(handoff_entry_add(&list, &entry, NULL, 4), HANDOFF_NO_ROOM);
    assert_good(&list);
}

static void removing_makes_one_void_of_its_neighbours(void **state)
{
    static const uint8_t orders[][3] = {{1, 2, 3}, {1, 3, 2}, {2, 1, 3},
                                        {2, 3, 1}, {3, 1, 2}, {3, 2, 1}};

    (void)state;
    for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
        struct handoff_list list;
        struct handoff_entry entry;

        make_list(&list, memory, 512, (const uint32_t[]){5, 0, 17, 8}, 4);
        for (int j = 0; j < 3; j++) {
            entry = entry_of(&list, orders[i][j]);
            assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_OK);
            assert_good(&list);
        }
        entry.end = 0;
        assert_true(handoff_entry_next(&list, &entry));
        assert_int_equal(entry.tag, HANDOFF_TAG_VOID);
        assert_true(handoff_entry_next(&list, &entry));
        assert_int_equal(entry.tag, 0xfff004);
    }
}

static void removed_data_is_scrubbed(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry;

    (void)state;
    make_list(&list, memory, 512, (const uint32_t[]){37, 8}, 2);
    entry = entry_of(&list, 1);
    assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_OK);
    for (uint32_t i = entry.offset + 8; i < entry.end; i++)
        assert_int_equal(memory[i], 0);
}

static void shrinking_scrubs_and_leaves_a_void(void **state)
{
    (void)state;
    for (uint32_t size = 0; size <= 33; size++) {
        struct handoff_list list;
        struct handoff_entry entry;
        uint32_t used;

        make_list(&list, memory, 512, (const uint32_t[]){33, 8}, 2);
        used = list.used_size;
        entry = entry_of(&list, 1);
        assert_int_equal(handoff_entry_resize(&list, &entry, size), HANDOFF_OK);
        assert_int_equal(entry_of(&list, 1).size, size);
        assert_int_equal(list.used_size, used);
        assert_good(&list);
        for (uint32_t i = 0; i < 40; i++)
            if (i < size || entry.offset + 8 + i >= entry.end + 8)
                assert_int_equal(memory[entry.offset + 8 + i], i < size ? 0x40 : 0);
    }
}

static void growing_takes_the_voids_behind_and_only_then_moves(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry, other;
    uint32_t used;

    (void)state;
    make_list(&list, memory, 512, (const uint32_t[]){8, 8, 8, 8}, 4);
    used = list.used_size;
    other = entry_of(&list, 2);
    assert_int_equal(handoff_entry_remove(&list, &other), HANDOFF_OK);
    other = entry_of(&list, 3);
    assert_int_equal(handoff_entry_remove(&list, &other), HANDOFF_OK);
    entry = entry_of(&list, 1);
    assert_int_equal(handoff_entry_resize(&list, &entry, 40), HANDOFF_OK);
    assert_int_equal(list.used_size, used);
    other = entry_of(&list, 4);
    assert_int_equal(entry.end, other.offset);
    assert_int_equal(handoff_entry_resize(&list, &entry, 41), HANDOFF_OK);
    assert_int_equal(entry_of(&list, 4).offset, other.offset + 8);
    assert_int_equal(list.used_size, used + 8);
    assert_good(&list);
}

static void what_moves_keeps_its_alignment(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry, wide = {.tag = 9, .size = 10};

    (void)state;
    make_list(&list, memory, 4096, (const uint32_t[]){8}, 1);
    assert_int_equal(handoff_entry_add(&list, &wide, "0123456789", 8), HANDOFF_OK);
    assert_int_equal((uintptr_t)handoff_entry_data(&list, &wide) % 256, 0);
    entry = entry_of(&list, 1);
    assert_int_equal(handoff_entry_resize(&list, &entry, 1000), HANDOFF_OK);
    wide.end = 0;
    assert_true(handoff_entry_find(&list, 9, &wide));
    assert_int_equal((uintptr_t)handoff_entry_data(&list, &wide) % 256, 0);
    assert_memory_equal(handoff_entry_data(&list, &wide), "0123456789", 10);
    assert_good(&list);
}

static void an_aligned_entry_raises_the_alignment_behind_a_void(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.tag = 9, .size = 1};
    struct handoff_entry at = {.end = 0};

    (void)state;
    make_list(&list, memory, 1024, NULL, 0);
    assert_int_equal(handoff_entry_add(&list, &entry, "x", 6), HANDOFF_OK);
    assert_int_equal(handoff_list_alignment(&list), 6);
    assert_int_equal(entry.offset + 8, 64);
    assert_true(handoff_entry_next(&list, &at));
    assert_int_equal(at.tag, HANDOFF_TAG_VOID);
    assert_int_equal(at.size, 24);
    entry = (struct handoff_entry){.tag = 10, .size = 1};
    assert_int_equal(handoff_entry_add(&list, &entry, "x", 5), HANDOFF_OK);
    assert_int_equal(handoff_list_alignment(&list), 6);
    assert_good(&list);
}

static void alignment_is_of_the_address_that_the_list_will_have(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.tag = 9, .size = 1};

    (void)state;
    make_list(&list, memory, 1024, NULL, 0);
    list.address = 0x1008;
    assert_int_equal(handoff_entry_add(&list, &entry, "x", 7), HANDOFF_OK);
    assert_int_equal((0x1008 + entry.offset + 8) % 128, 0);
    list.address = 0x1004;
    entry.tag = 10;
    assert_int_equal(handoff_entry_add(&list, &entry, "x", 7), HANDOFF_BAD_ARGUMENT);
    assert_good(&list);
}

static void overwriting_stores_the_exact_size(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry;

    (void)state;
    make_list(&list, memory, 512, (const uint32_t[]){20, 8}, 2);
    entry = entry_of(&list, 1);
    assert_int_equal(handoff_entry_overwrite(&list, &entry, "abcdefghijklm", 13), HANDOFF_OK);
    entry = entry_of(&list, 1);
    assert_int_equal(entry.size, 13);
    assert_memory_equal(handoff_entry_data(&list, &entry), "abcdefghijklm\0\0\0", 16);
    assert_int_equal(handoff_entry_overwrite(&list, &entry, memory, 14), HANDOFF_TOO_LARGE);
    assert_good(&list);
}

static void relocation_keeps_the_base_modulo_the_alignment(void **state)
{
    (void)state;
    for (uint32_t shift = 0; shift < 64; shift++) {
        struct handoff_list list;
        struct handoff_entry entry = {.tag = 9, .size = 4};

        make_list(&list, memory + 8, 512, (const uint32_t[]){5}, 1);
        assert_int_equal(handoff_entry_add(&list, &entry, "data", 5), HANDOFF_OK);
        assert_int_equal(handoff_list_relocate(&list, memory + 4096 + shift, 1023, true),
                         HANDOFF_OK);
        assert_int_equal((uintptr_t)list.base % 32, (uintptr_t)(memory + 8) % 32);
        assert_true(list.base - (memory + 4096 + shift) < 32);
        assert_true(list.base + list.total_size <= memory + 4096 + shift + 1023);
        assert_true(list.base + list.total_size + 8 > memory + 4096 + shift + 1023);
        assert_memory_equal(handoff_entry_data(&list, &entry), "data", 4);
        assert_good(&list);
        for (uint32_t i = 0; i < list.used_size; i++)
            assert_int_equal(memory[8 + i], 0);
    }
}

static void relocation_enlarges_in_place(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.tag = 9, .size = 600};

    (void)state;
    make_list(&list, memory, 64, (const uint32_t[]){5}, 1);
    assert_int_equal(handoff_entry_add(&list, &entry, NULL, 3), HANDOFF_NO_ROOM);
    assert_int_equal(handoff_list_relocate(&list, memory, 1024, true), HANDOFF_OK);
    assert_ptr_equal(list.base, memory);
    assert_int_equal(handoff_entry_add(&list, &entry, NULL, 3), HANDOFF_OK);
    assert_int_equal(entry_of(&list, 1).size, 5);
    assert_int_equal(handoff_list_relocate(&list, memory, list.used_size - 1, true),
                     HANDOFF_NO_ROOM);
    assert_good(&list);
}

static void a_batch_sums_once_and_takes_the_callers_writes(void **state)
{
    struct handoff_list list, other;
    struct handoff_entry entry;

    (void)state;
    make_list(&list, memory, 512, (const uint32_t[]){8}, 1);
    assert_int_equal(handoff_list_begin(&list), HANDOFF_OK);
    entry = (struct handoff_entry){.tag = 9, .size = 100};
    assert_int_equal(handoff_entry_add(&list, &entry, NULL, 3), HANDOFF_OK);
    memset(handoff_entry_data(&list, &entry), 0x77, 99);
    assert_int_equal(handoff_list_open(&other, memory, 512, HANDOFF_READ), HANDOFF_BAD_CHECKSUM);
    assert_int_equal(handoff_list_commit(&list), HANDOFF_OK);
    assert_good(&list);
    assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_OK);
    assert_good(&list);
}

static void flags_switch_the_checksum(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry;

    (void)state;
    make_list(&list, memory, 512, (const uint32_t[]){8}, 1);
    assert_int_equal(handoff_list_set_flags(&list, 0), HANDOFF_OK);
    assert_int_equal(memory[4], 0);
    assert_good(&list);
    entry = entry_of(&list, 1);
    assert_int_equal(handoff_entry_write(&list, &entry, 3, "zz", 2), HANDOFF_OK);
    assert_int_equal(memory[4], 0);
    assert_int_equal(handoff_list_set_flags(&list, HANDOFF_FLAG_CHECKSUM), HANDOFF_OK);
    assert_good(&list);
    assert_int_equal(handoff_list_set_flags(&list, 0xfffffffe), HANDOFF_OK);
    assert_int_equal(memory[0x10], 0);
    assert_good(&list);
}

static void creating_refuses_what_cannot_be_a_list(void **state)
{
    struct handoff_list list;

    (void)state;
    memset(memory, 0xee, 64);
    assert_int_equal(handoff_list_create(&list, memory + 4, 64, 2, 1), HANDOFF_BAD_ARGUMENT);
    assert_int_equal(handoff_list_create(&list, NULL, 64, 2, 1), HANDOFF_BAD_ARGUMENT);
    assert_int_equal(handoff_list_create(&list, memory, 23, 2, 1), HANDOFF_BAD_ARGUMENT);
    assert_int_equal(plain_sum(memory, 64), (uint8_t)(0xee * 64));
}

static void read_only_lists_refuse_every_change(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry;
    uint8_t before[512];

    (void)state;
    make_list(&list, memory, 512, (const uint32_t[]){8, 8}, 2);
    memcpy(before, memory, sizeof(before));
    assert_int_equal(reopen(&list, HANDOFF_READ), HANDOFF_OK);
    entry = entry_of(&list, 1);
    assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_READ_ONLY);
    assert_int_equal(handoff_entry_write(&list, &entry, 0, "x", 1), HANDOFF_READ_ONLY);
    assert_int_equal(handoff_entry_resize(&list, &entry, 1), HANDOFF_READ_ONLY);
    assert_int_equal(handoff_entry_overwrite(&list, &entry, "x", 1), HANDOFF_READ_ONLY);
    assert_int_equal(handoff_list_begin(&list), HANDOFF_READ_ONLY);
    assert_int_equal(handoff_list_commit(&list), HANDOFF_READ_ONLY);
    assert_int_equal(handoff_list_set_flags(&list, 0), HANDOFF_READ_ONLY);
    assert_int_equal(handoff_list_relocate(&list, memory + 4096, 512, true), HANDOFF_READ_ONLY);
    entry = (struct handoff_entry){.tag = 9, .size = 1};
    assert_int_equal(handoff_entry_add(&list, &entry, "x", 3), HANDOFF_READ_ONLY);
    assert_memory_equal(before, memory, sizeof(before));
    memory[0] = 0; /* and so does a list that is none, which says why */
    assert_int_equal(handoff_list_open(&list, memory, 512, HANDOFF_CHANGE), HANDOFF_NO_LIST);
    assert_int_equal(handoff_entry_add(&list, &entry, "x", 3), HANDOFF_NO_LIST);
    assert_int_equal(handoff_entry_remove(&list, &entry), HANDOFF_NO_LIST);
    assert_int_equal(handoff_list_begin(&list), HANDOFF_NO_LIST);
    assert_int_equal(handoff_list_commit(&list), HANDOFF_NO_LIST);
    assert_int_equal(handoff_list_relocate(&list, memory + 4096, 512, true), HANDOFF_NO_LIST);
}

static void only_entries_of_the_list_are_changed(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry;
    uint8_t before[512];

    (void)state;
    make_list(&list, memory, 512, (const uint32_t[]){40, 8}, 2);
    entry = entry_of(&list, 1);
    /* The data of an entry that looks like an entry, and everything else that is none. */
    assert_int_equal(handoff_entry_write(&list, &entry, 8, "\1\0\0\10\0\0\0\0", 8), HANDOFF_OK);
    memcpy(before, memory, sizeof(before));
    for (uint32_t offset = 0; offset < 1024; offset++) {
        struct handoff_entry odd = {.offset = offset, .end = offset + 8, .size = 8};

        if (offset == entry.offset || offset == entry_of(&list, 2).offset)
            continue;
        assert_int_equal(handoff_entry_remove(&list, &odd), HANDOFF_NO_ENTRY);
        assert_int_equal(handoff_entry_write(&list, &odd, 0, "x", 1), HANDOFF_NO_ENTRY);
        assert_int_equal(handoff_entry_resize(&list, &odd, 4), HANDOFF_NO_ENTRY);
        assert_int_equal(handoff_entry_overwrite(&list, &odd, "x", 1), HANDOFF_NO_ENTRY);
    }
    assert_memory_equal(before, memory, sizeof(before));
}

static void tags_are_24_bits_and_voids_are_not_added(void **state)
{
    static const uint32_t bad[] = {0, 0x1000000, 0x2000001, 0xffffffff};
    struct handoff_list list;
    struct handoff_entry entry;

    (void)state;
    make_list(&list, memory, 512, NULL, 0);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        entry = (struct handoff_entry){.tag = bad[i], .size = 1};
        assert_int_equal(handoff_entry_add(&list, &entry, "x", 3), HANDOFF_BAD_ARGUMENT);
        assert_int_equal(list.used_size, 24);
    }
    entry = (struct handoff_entry){.tag = 0xffffff, .size = 1};
    assert_int_equal(handoff_entry_add(&list, &entry, "x", 3), HANDOFF_OK);
    entry = (struct handoff_entry){.tag = 9, .size = 1};
    assert_int_equal(handoff_entry_add(&list, &entry, "x", 32), HANDOFF_BAD_ARGUMENT);
    assert_int_equal(handoff_entry_add(&list, &entry, "x", 31), HANDOFF_NO_ROOM);
}

static void data_may_come_from_the_list_itself(void **state)
{
    struct handoff_list list;
    struct handoff_entry from, entry;

    (void)state;
    make_list(&list, memory, 512, (const uint32_t[]){21}, 1);
    from = entry_of(&list, 1);
    entry = (struct handoff_entry){.tag = 9, .size = from.size};
    assert_int_equal(handoff_entry_add(&list, &entry, handoff_entry_data(&list, &from), 3),
                     HANDOFF_OK);
    assert_memory_equal(handoff_entry_data(&list, &entry), handoff_entry_data(&list, &from), 21);
    assert_int_equal(handoff_entry_write(&list, &from, 1, handoff_entry_data(&list, &from), 20),
                     HANDOFF_OK);
    assert_good(&list);
}

static void a_list_fills_to_the_last_byte(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.tag = 9, .size = 512 - 24 - 8};

    (void)state;
    make_list(&list, memory, 512, NULL, 0);
    entry.size++;
    assert_int_equal(handoff_entry_add(&list, &entry, NULL, 3), HANDOFF_NO_ROOM);
    entry.size--;
    memory[512] = 0x99;
    assert_int_equal(handoff_entry_add(&list, &entry, NULL, 3), HANDOFF_OK);
    assert_int_equal(list.used_size, 512);
    assert_int_equal(memory[512], 0x99);
    assert_good(&list);
}

static void random_operations_do_what_the_model_does(void **state)
{
    static struct model model;
    uint64_t seed = 88172645463325252u;
    uint32_t operations = 0;

    (void)state;
    for (uint32_t i = 0; i < SEQUENCES; i++) {
        uint8_t input[INPUT_SIZE];

        for (uint32_t j = 0; j < INPUT_SIZE; j++) {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            input[j] = (uint8_t)(seed >> 32);
        }
        operations += model_play(&model, input, INPUT_SIZE);
    }
    printf("%u operations\n", operations);
    assert_true(operations >= 90000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_list_reuses_the_first_void_that_is_large_enough),
        cmocka_unit_test(a_void_at_the_end_is_one_with_the_room_behind),
        cmocka_unit_test(aligned_entries_never_reuse_voids),
        cmocka_unit_test(removing_makes_one_void_of_its_neighbours),
        cmocka_unit_test(removed_data_is_scrubbed),
        cmocka_unit_test(shrinking_scrubs_and_leaves_a_void),
        cmocka_unit_test(growing_takes_the_voids_behind_and_only_then_moves),
        cmocka_unit_test(what_moves_keeps_its_alignment),
        cmocka_unit_test(an_aligned_entry_raises_the_alignment_behind_a_void),
        cmocka_unit_test(alignment_is_of_the_address_that_the_list_will_have),
        cmocka_unit_test(overwriting_stores_the_exact_size),
        cmocka_unit_test(relocation_keeps_the_base_modulo_the_alignment),
        cmocka_unit_test(relocation_enlarges_in_place),
        cmocka_unit_test(a_batch_sums_once_and_takes_the_callers_writes),
        cmocka_unit_test(flags_switch_the_checksum),
        cmocka_unit_test(creating_refuses_what_cannot_be_a_list),
        cmocka_unit_test(read_only_lists_refuse_every_change),
        cmocka_unit_test(only_entries_of_the_list_are_changed),
        cmocka_unit_test(tags_are_24_bits_and_voids_are_not_added),
        cmocka_unit_test(data_may_come_from_the_list_itself),
        cmocka_unit_test(a_list_fills_to_the_last_byte),
        cmocka_unit_test(random_operations_do_what_the_model_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
