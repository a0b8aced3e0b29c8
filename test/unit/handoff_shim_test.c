/* SPDX-License-Identifier: Apache-2.0 */
/* The API of libtl on top of handoff/: what code written for libtl relies on, and what libtl gets
 * wrong behind it. */
#include "handoff/compat/transfer_list.h"
#include "test/support/handoff_memory.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static _Alignas(4096) uint8_t memory[16384];

static struct transfer_list_header *start(void)
{
    struct transfer_list_header *tl = transfer_list_init(memory, 2048);

    assert_non_null(tl);
    return tl;
}

static void entries_are_added_found_resized_and_removed(void **state)
{
    struct transfer_list_header *tl = start();
    struct transfer_list_entry *te = transfer_list_add(tl, TL_TAG_FDT, 5, "tree!");

    (void)state;
    assert_int_equal(transfer_list_check_header(tl), TL_OPS_ALL);
    assert_non_null(te);
    assert_ptr_equal(transfer_list_find(tl, TL_TAG_FDT), te);
    assert_int_equal(te->data_size, 5);
    assert_memory_equal(transfer_list_entry_data(te), "tree!", 5);
    assert_non_null(transfer_list_add_with_align(tl, 9, 3, "abc", 6));
    assert_true(transfer_list_set_data_size(tl, te, 100));
    assert_memory_equal(transfer_list_entry_data(te), "tree!", 5);
    te = transfer_list_find(tl, 9);
    assert_int_equal((uintptr_t)transfer_list_entry_data(te) % 64, 0);
    assert_true(transfer_list_rem(tl, te));
    assert_null(transfer_list_find(tl, 9));
    assert_true(transfer_list_verify_checksum(tl));
    assert_null(transfer_list_find(NULL, 1));
    assert_null(transfer_list_entry_data(NULL));
}

static void data_may_be_written_directly_and_summed_at_the_end(void **state)
{
    struct transfer_list_header *tl = start();
    struct transfer_list_entry *te = transfer_list_add(tl, TL_TAG_FDT, 32, NULL);

    (void)state;
    memset(transfer_list_entry_data(te), 0x77, 31);
    assert_false(transfer_list_verify_checksum(tl));
    assert_ptr_equal(transfer_list_find(tl, TL_TAG_FDT), te);
    assert_non_null(transfer_list_add(tl, 9, 1, "x")); /* repairs it, as with libtl */
    assert_true(transfer_list_verify_checksum(tl));
    memset(transfer_list_entry_data(te), 0x78, 31);
    transfer_list_update_checksum(tl);
    assert_int_equal(transfer_list_check_header(tl), TL_OPS_ALL);
}

static void libtl_prev_is_wrong_at_offset_576(void **state)
{
    struct transfer_list_header *tl = start();
    struct transfer_list_entry *te, *before = NULL;
    bool seen = false;

    (void)state;
    for (uint32_t i = 0; i < 100; i++)
        assert_non_null(transfer_list_add(tl, 100 + i, 4, NULL));
    for (te = transfer_list_next(tl, NULL); te != NULL; te = transfer_list_next(tl, te)) {
        assert_ptr_equal(transfer_list_prev(tl, te), before);
        seen = seen || (uint8_t *)te - memory == 576 - 8 || (uint8_t *)te - memory == 576;
        before = te;
    }
    assert_true(seen);
    assert_null(transfer_list_prev(tl, (void *)(memory + 580)));
}

static void libtl_ensure_wipes_a_valid_newer_list(void **state)
{
    struct transfer_list_header *tl = start();
    uint8_t before[2048];

    (void)state;
    assert_non_null(transfer_list_add(tl, TL_TAG_FDT, 5, "tree!"));
    memory[5] = 3;
    fix_checksum(memory);
    memcpy(before, memory, sizeof(before));
    assert_int_equal(transfer_list_check_header(tl), TL_OPS_RO);
    assert_null(transfer_list_ensure(memory, 2048));
    assert_null(transfer_list_add(tl, 9, 1, "x"));
    assert_false(transfer_list_rem(tl, transfer_list_find(tl, TL_TAG_FDT)));
    assert_false(transfer_list_set_data_size(tl, transfer_list_find(tl, TL_TAG_FDT), 1));
    assert_null(transfer_list_relocate(tl, memory + 4096, 2048));
    transfer_list_update_checksum(tl);
    assert_memory_equal(before, memory, sizeof(before));
}

static void ensure_keeps_a_list_and_makes_one_of_garbage(void **state)
{
    struct transfer_list_header *tl = start();

    (void)state;
    assert_non_null(transfer_list_add(tl, TL_TAG_FDT, 5, "tree!"));
    assert_ptr_equal(transfer_list_ensure(memory, 2048), tl);
    assert_non_null(transfer_list_find(tl, TL_TAG_FDT));
    assert_ptr_equal(transfer_list_ensure(memory, 1024), tl); /* larger than the region: garbage */
    assert_null(transfer_list_find(tl, TL_TAG_FDT));
    assert_int_equal(tl->max_size, 1024);
}

static void libtl_takes_pointers_outside_the_list(void **state)
{
    struct transfer_list_header *tl = start();
    struct transfer_list_entry *te = transfer_list_add(tl, TL_TAG_FDT, 40, NULL);

    (void)state;
    assert_false(transfer_list_rem(tl, te + 1));
    assert_false(transfer_list_rem(tl, (void *)(memory + 8192)));
    assert_false(transfer_list_rem(tl, (void *)(memory + 1)));
    assert_false(transfer_list_rem(tl, NULL));
    assert_false(transfer_list_set_data_size(tl, te + 1, 3));
    assert_null(transfer_list_next(tl, (void *)(memory + 8192)));
    assert_ptr_equal(transfer_list_find(tl, TL_TAG_FDT), te);
}

static void libtl_add_with_sizes_and_tags_that_wrap(void **state)
{
    struct transfer_list_header *tl = start();

    (void)state;
    assert_null(transfer_list_add(tl, 9, 0xfffffff0, NULL));
    assert_null(transfer_list_add(tl, 0x02000001, 4, "data"));
    assert_null(transfer_list_add(tl, 0xffffffff, 4, "data"));
    assert_null(transfer_list_add_with_align(tl, 9, 4, "data", 40));
    assert_int_equal(tl->size, 24);
}

static void lists_that_libtl_left_unaligned_can_be_changed(void **state)
{
    struct transfer_list_header *tl = start();

    (void)state;
    assert_non_null(transfer_list_add(tl, TL_TAG_FDT, 5, "tree!"));
    tl->size -= 3; /* as libtl has it */
    fix_checksum(memory);
    assert_int_equal(transfer_list_check_header(tl), TL_OPS_ALL);
    assert_non_null(transfer_list_find(tl, TL_TAG_FDT));
    assert_non_null(transfer_list_add(tl, 9, 4, "more"));
    assert_memory_equal(transfer_list_entry_data(transfer_list_find(tl, TL_TAG_FDT)), "tree!", 5);
    assert_int_equal(tl->size, 24 + 16 + 16);
}

static void event_logs_are_extended_and_finished(void **state)
{
    struct transfer_list_header *tl = start();
    uint8_t *cursor = transfer_list_event_log_extend(tl, 100);
    struct transfer_list_entry *te = transfer_list_find(tl, TL_TAG_TPM_EVLOG);

    (void)state;
    assert_non_null(cursor);
    assert_ptr_equal(cursor, (uint8_t *)transfer_list_entry_data(te) + 4);
    memcpy(cursor, "first", 5);
    assert_ptr_equal(transfer_list_event_log_finish(tl, (uintptr_t)cursor + 5), cursor);
    assert_int_equal(te->data_size, 9);
    cursor = transfer_list_event_log_extend(tl, 50);
    assert_ptr_equal(cursor, (uint8_t *)transfer_list_entry_data(te) + 9);
    assert_null(transfer_list_event_log_finish(tl, (uintptr_t)cursor + 51));
    assert_non_null(transfer_list_event_log_finish(tl, (uintptr_t)cursor + 50));
    assert_int_equal(te->data_size, 59);
    assert_memory_equal((uint8_t *)transfer_list_entry_data(te) + 4, "first", 5);
    assert_true(transfer_list_verify_checksum(tl));
}

static void relocation_keeps_entries(void **state)
{
    struct transfer_list_header *tl = start();

    (void)state;
    assert_non_null(transfer_list_add(tl, TL_TAG_FDT, 5, "tree!"));
    tl = transfer_list_relocate(tl, memory + 4096 + 3, 4096);
    assert_non_null(tl);
    assert_int_equal(transfer_list_check_header(tl), TL_OPS_ALL);
    assert_memory_equal(transfer_list_entry_data(transfer_list_find(tl, TL_TAG_FDT)), "tree!", 5);
    assert_null(transfer_list_relocate(tl, memory, 39));
    assert_null(transfer_list_relocate(tl, NULL, 4096));
}

static unsigned printed;

static void count_print(const char *field, unsigned long value)
{
    (void)value;
    assert_non_null(field);
    printed++;
}

static void dumps_go_to_the_firmwares_function(void **state)
{
    struct transfer_list_header *tl = start();

    (void)state;
    assert_non_null(transfer_list_add(tl, TL_TAG_FDT, 5, "tree!"));
    transfer_list_dump(tl);
    assert_int_equal(printed, 0);
    transfer_list_set_print(count_print);
    transfer_list_dump(tl);
    assert_int_equal(printed, 8 + 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_added_found_resized_and_removed),
        cmocka_unit_test(data_may_be_written_directly_and_summed_at_the_end),
        cmocka_unit_test(libtl_prev_is_wrong_at_offset_576),
        cmocka_unit_test(libtl_ensure_wipes_a_valid_newer_list),
        cmocka_unit_test(ensure_keeps_a_list_and_makes_one_of_garbage),
        cmocka_unit_test(libtl_takes_pointers_outside_the_list),
        cmocka_unit_test(libtl_add_with_sizes_and_tags_that_wrap),
        cmocka_unit_test(lists_that_libtl_left_unaligned_can_be_changed),
        cmocka_unit_test(event_logs_are_extended_and_finished),
        cmocka_unit_test(relocation_keeps_entries),
        cmocka_unit_test(dumps_go_to_the_firmwares_function),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
