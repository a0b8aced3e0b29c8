/* SPDX-License-Identifier: Apache-2.0 */
/* The TPM event log in a transfer list: written, walked, replayed, and refused where malformed. */
#include "handoff/event_log.h"
#include "test/support/handoff_memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static _Alignas(8) uint8_t memory[4096];

static const struct handoff_event_algorithm algorithms[] = {{HANDOFF_ALGORITHM_SHA256, 32},
                                                            {HANDOFF_ALGORITHM_SHA1, 20}};
static uint8_t sha256[32];
static uint8_t sha1[20];

static struct handoff_event event_for(uint32_t pcr, uint32_t type, const char *text)
{
    struct handoff_event event = {.pcr = pcr, .type = type};

    memset(sha256, (int)(0x10 + pcr), sizeof(sha256));
    memset(sha1, (int)(0x80 + pcr), sizeof(sha1));
    event.digests[0] = sha256;
    event.digests[1] = sha1;
    event.data = (const uint8_t *)text;
    event.size = (uint32_t)strlen(text);
    return event;
}

/* A list with a log of three events and an entry in front and behind. */
static struct handoff_entry make_log(struct handoff_list *list)
{
    struct handoff_entry entry = {.end = 0};
    struct handoff_entry behind = {.tag = 0xfff008, .size = 5};
    struct handoff_event event = event_for(0, 8, "bl2");

    make_list(list, memory, sizeof(memory), (const uint32_t[]){3}, 1);
    assert_int_equal(handoff_event_log_create(list, &entry, algorithms, 2), HANDOFF_OK);
    assert_int_equal(handoff_entry_add(list, &behind, "later", 3), HANDOFF_OK);
    assert_int_equal(handoff_event_log_append(list, &entry, &event), HANDOFF_OK);
    event = event_for(7, 1, "");
    assert_int_equal(handoff_event_log_append(list, &entry, &event), HANDOFF_OK);
    event = event_for(0, 8, "bl31 and more");
    assert_int_equal(handoff_event_log_append(list, &entry, &event), HANDOFF_OK);
    return entry;
}

static enum handoff_reason open_log(const struct handoff_list *list,
                                    const struct handoff_entry *entry,
                                    struct handoff_event_log *log)
{
    return handoff_event_log_open(log, handoff_entry_data(list, entry), entry->size);
}

static void an_empty_log_has_the_bytes_of_the_specification(void **state)
{
    static const uint8_t expected[] = {
        0,   0,   0,   0,   0,   0,   0,   0,   3,   0,   0,   0, 0,  0, 0, 0, 0,   0,   0,   0,
        0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0, 37, 0, 0, 0, 'S', 'p', 'e', 'c',
        ' ', 'I', 'D', ' ', 'E', 'v', 'e', 'n', 't', '0', '3', 0, 0,  0, 0, 0, 0,   2,   0};
    static const uint8_t tail[] = {2, 0, 0, 0, 0x0b, 0, 32, 0, 4, 0, 20, 0, 0};
    struct handoff_list list;
    struct handoff_entry entry = {.end = 0};
    const uint8_t *data;

    (void)state;
    make_list(&list, memory, sizeof(memory), NULL, 0);
    assert_int_equal(handoff_event_log_create(&list, &entry, algorithms, 2), HANDOFF_OK);
    assert_int_equal(entry.tag, HANDOFF_TAG_EVENT_LOG);
    assert_int_equal(entry.size, sizeof(expected) + 1 + sizeof(tail));
    data = handoff_entry_data(&list, &entry);
    assert_memory_equal(data, expected, sizeof(expected));
    assert_int_equal(data[sizeof(expected)], sizeof(size_t) / 4);
    assert_memory_equal(data + sizeof(expected) + 1, tail, sizeof(tail));
}

static void events_come_back_as_they_were_appended(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = make_log(&list);
    struct handoff_event_log log;
    struct handoff_event event = {.end = 0};

    (void)state;
    assert_int_equal(reopen(&list, HANDOFF_READ), HANDOFF_OK);
    assert_int_equal(open_log(&list, &entry, &log), HANDOFF_OK);
    assert_int_equal(log.algorithm_count, 2);
    assert_int_equal(log.algorithms[1].id, HANDOFF_ALGORITHM_SHA1);
    assert_int_equal(handoff_event_next(&log, &event), HANDOFF_OK);
    assert_int_equal(event.pcr, 0);
    assert_int_equal(event.type, 8);
    assert_int_equal(event.size, 3);
    assert_memory_equal(event.data, "bl2", 3);
    assert_int_equal(event.digests[0][31], 0x10);
    assert_int_equal(event.digests[1][19], 0x80);
    assert_int_equal(handoff_event_next(&log, &event), HANDOFF_OK);
    assert_int_equal(event.pcr, 7);
    assert_int_equal(event.size, 0);
    assert_int_equal(handoff_event_next(&log, &event), HANDOFF_OK);
    assert_memory_equal(event.data, "bl31 and more", 13);
    assert_int_equal(event.end, log.size);
    assert_int_equal(handoff_event_next(&log, &event), HANDOFF_NO_ENTRY);
    assert_int_equal(handoff_event_next(&log, &event), HANDOFF_NO_ENTRY);
}

static void need_to_replay_is_set_and_cleared(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = make_log(&list);
    struct handoff_event_log log;

    (void)state;
    assert_int_equal(open_log(&list, &entry, &log), HANDOFF_OK);
    assert_false(handoff_event_log_need_to_replay(&log));
    assert_int_equal(handoff_event_log_finish(&list, &entry, entry.size, true), HANDOFF_OK);
    assert_true(handoff_event_log_need_to_replay(&log));
    assert_int_equal(reopen(&list, HANDOFF_CHANGE), HANDOFF_OK);
    assert_int_equal(handoff_event_log_finish(&list, &entry, entry.size, false), HANDOFF_OK);
    assert_false(handoff_event_log_need_to_replay(&log));
}

static void a_driver_writes_into_reserved_room_and_finishes(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = make_log(&list);
    struct handoff_event_log log;
    struct handoff_event event = {.end = 0};
    uint32_t used = entry.size;
    uint32_t copied;

    (void)state;
    assert_int_equal(open_log(&list, &entry, &log), HANDOFF_OK);
    assert_int_equal(handoff_event_next(&log, &event), HANDOFF_OK);
    copied = event.end - event.offset;
    assert_int_equal(handoff_event_log_reserve(&list, &entry, 500), HANDOFF_OK);
    assert_int_equal(entry.size, used + 500);
    assert_int_equal(handoff_list_begin(&list), HANDOFF_OK);
    memcpy((uint8_t *)handoff_entry_data(&list, &entry) + used,
           (uint8_t *)handoff_entry_data(&list, &entry) + event.offset, copied);
    assert_int_equal(handoff_list_commit(&list), HANDOFF_OK);
    assert_int_equal(handoff_event_log_finish(&list, &entry, used + copied, true), HANDOFF_OK);
    assert_int_equal(handoff_event_log_finish(&list, &entry, entry.size + 1, true),
                     HANDOFF_TOO_LARGE);
    assert_int_equal(handoff_event_log_finish(&list, &entry, 3, true), HANDOFF_SHORT_DATA);
    assert_int_equal(reopen(&list, HANDOFF_CHANGE), HANDOFF_OK);
    assert_int_equal(open_log(&list, &entry, &log), HANDOFF_OK);
    event.end = 0;
    for (int i = 0; i < 4; i++)
        assert_int_equal(handoff_event_next(&log, &event), HANDOFF_OK);
    assert_int_equal(handoff_event_next(&log, &event), HANDOFF_NO_ENTRY);
    assert_int_equal(handoff_event_log_reserve(&list, &entry, 0xffffffff), HANDOFF_NO_ROOM);
}

/* A hash that a reader can compute: each byte is first + 3 * second + 1. */
static bool toy_hash(void *context, uint16_t algorithm, const uint8_t *first, const uint8_t *second,
                     uint32_t digest_size, uint8_t *digest)
{
    (void)context;
    for (uint32_t i = 0; i < digest_size; i++)
        digest[i] = (uint8_t)(first[i] + 3 * second[i] + 1);
    return algorithm == HANDOFF_ALGORITHM_SHA256;
}

static void replay_extends_each_event_in_turn(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = make_log(&list);
    struct handoff_event_log log;
    struct handoff_pcrs pcrs;

    (void)state;
    assert_int_equal(open_log(&list, &entry, &log), HANDOFF_OK);
    assert_int_equal(
        handoff_event_log_replay(&log, HANDOFF_ALGORITHM_SHA256, toy_hash, NULL, &pcrs),
        HANDOFF_OK);
    assert_int_equal(pcrs.extended, 1u << 0 | 1u << 7);
    for (uint32_t i = 0; i < 32; i++) {
        assert_int_equal(pcrs.values[0][i], 2 * (3 * 0x10 + 1));
        assert_int_equal(pcrs.values[7][i], 3 * 0x17 + 1);
        assert_int_equal(pcrs.values[1][i], 0);
        assert_int_equal(pcrs.values[17][i], 0xff);
        assert_int_equal(pcrs.values[23][i], 0);
    }
    assert_int_equal(
        handoff_event_log_replay(&log, HANDOFF_ALGORITHM_SHA384, toy_hash, NULL, &pcrs),
        HANDOFF_UNKNOWN_ALGORITHM);
    assert_int_equal(handoff_event_log_replay(&log, HANDOFF_ALGORITHM_SHA1, toy_hash, NULL, &pcrs),
                     HANDOFF_HASH_FAILED);
}

static void startup_locality_starts_pcr_0_and_no_action_extends_nothing(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = {.end = 0};
    struct handoff_event event = event_for(0, HANDOFF_EVENT_NO_ACTION, "");
    struct handoff_event_log log;
    struct handoff_pcrs pcrs;

    (void)state;
    make_list(&list, memory, sizeof(memory), NULL, 0);
    assert_int_equal(handoff_event_log_create(&list, &entry, algorithms, 2), HANDOFF_OK);
    event.data = (const uint8_t *)"StartupLocality\0\3";
    event.size = 17;
    assert_int_equal(handoff_event_log_append(&list, &entry, &event), HANDOFF_OK);
    assert_int_equal(open_log(&list, &entry, &log), HANDOFF_OK);
    assert_int_equal(
        handoff_event_log_replay(&log, HANDOFF_ALGORITHM_SHA256, toy_hash, NULL, &pcrs),
        HANDOFF_OK);
    assert_int_equal(pcrs.extended, 0);
    assert_int_equal(pcrs.values[0][31], 3);
    assert_int_equal(pcrs.values[0][30], 0);

    make_list(&list, memory, sizeof(memory), NULL, 0);
    assert_int_equal(handoff_event_log_create(&list, &entry, algorithms, 2), HANDOFF_OK);
    event.size = 16; /* no locality behind the name */
    assert_int_equal(handoff_event_log_append(&list, &entry, &event), HANDOFF_OK);
    *((uint8_t *)handoff_entry_data(&list, &entry) + entry.size) = 4;
    assert_int_equal(open_log(&list, &entry, &log), HANDOFF_OK);
    assert_int_equal(
        handoff_event_log_replay(&log, HANDOFF_ALGORITHM_SHA256, toy_hash, NULL, &pcrs),
        HANDOFF_OK);
    assert_int_equal(pcrs.values[0][31], 0);
}

static void a_refused_append_changes_nothing(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = make_log(&list);
    struct handoff_event event = event_for(0, 8, "x");
    static uint8_t before[sizeof(memory)];

    (void)state;
    memcpy(before, memory, sizeof(before));
    event.pcr = 24;
    assert_int_equal(handoff_event_log_append(&list, &entry, &event), HANDOFF_BAD_ARGUMENT);
    event.pcr = 0;
    event.digests[1] = NULL;
    assert_int_equal(handoff_event_log_append(&list, &entry, &event), HANDOFF_BAD_ARGUMENT);
    event = event_for(0, 8, "x");
    event.size = 4000;
    assert_int_equal(handoff_event_log_append(&list, &entry, &event), HANDOFF_NO_ROOM);
    for (uint32_t back = 0; back < 200; back++) {
        event.size = 0xffffffffu - back;
        assert_int_equal(handoff_event_log_append(&list, &entry, &event), HANDOFF_NO_ROOM);
    }
    assert_memory_equal(before, memory, sizeof(before));
}

static void creation_refuses_odd_algorithms(void **state)
{
    struct handoff_event_algorithm odd[HANDOFF_ALGORITHM_COUNT + 1] = {{4, 20}, {4, 20}};
    struct handoff_list list;
    struct handoff_entry entry = {.end = 0};

    (void)state;
    make_list(&list, memory, sizeof(memory), NULL, 0);
    assert_int_equal(handoff_event_log_create(&list, &entry, odd, 2), HANDOFF_BAD_ARGUMENT);
    assert_int_equal(handoff_event_log_create(&list, &entry, odd, 0), HANDOFF_BAD_ARGUMENT);
    assert_int_equal(handoff_event_log_create(&list, &entry, odd, 6), HANDOFF_BAD_ARGUMENT);
    odd[0].digest_size = 65;
    assert_int_equal(handoff_event_log_create(&list, &entry, odd, 1), HANDOFF_BAD_ARGUMENT);
    odd[0].digest_size = 0;
    assert_int_equal(handoff_event_log_create(&list, &entry, odd, 1), HANDOFF_BAD_ARGUMENT);
}

/* A heap block of exactly the size lets AddressSanitizer see every byte too far. */
static void a_log_cut_anywhere_is_refused_and_never_read_beyond(void **state)
{
    struct handoff_list list;
    struct handoff_entry entry = make_log(&list);

    (void)state;
    for (uint32_t size = 0; size <= entry.size; size++) {
        uint8_t *exact = malloc(size != 0 ? size : 1);
        struct handoff_event_log log;
        struct handoff_event event = {.end = 0};
        enum handoff_reason reason;

        assert_non_null(exact);
        memcpy(exact, handoff_entry_data(&list, &entry), size);
        reason = handoff_event_log_open(&log, exact, size);
        for (int i = 0; reason == HANDOFF_OK; i++) {
            assert_true(i < 4);
            reason = handoff_event_next(&log, &event);
        }
        /* Where an event ends, the log is a good one. */
        if (size == entry.size)
            assert_int_equal(reason, HANDOFF_NO_ENTRY);
        if (reason == HANDOFF_NO_ENTRY)
            assert_int_equal(event.end, size);
        free(exact);
    }
}

static void malformed_logs_are_refused(void **state)
{
    static const struct {
        uint32_t offset;
        uint8_t value;
        enum handoff_reason reason;
    } cases[] = {
        {4, 1, HANDOFF_BAD_EVENT_LOG},            /* pcr of the first event */
        {8, 8, HANDOFF_BAD_EVENT_LOG},            /* its type */
        {36, 's', HANDOFF_BAD_EVENT_LOG},         /* its signature */
        {35, 1, HANDOFF_BAD_EVENT_LOG},           /* its size */
        {32, 28, HANDOFF_BAD_EVENT_LOG},          /* its size */
        {60, 0, HANDOFF_BAD_EVENT_LOG},           /* no algorithm */
        {60, 6, HANDOFF_BAD_EVENT_LOG},           /* too many */
        {63, 0x40, HANDOFF_BAD_EVENT_LOG},        /* so many that 4 times them wraps */
        {66, 0, HANDOFF_BAD_EVENT_LOG},           /* a digest of no bytes */
        {66, 65, HANDOFF_BAD_EVENT_LOG},          /* a digest that does not fit */
        {72, 1, HANDOFF_BAD_EVENT_LOG},           /* vendor information beyond the event */
        {73, 24, HANDOFF_BAD_EVENT},              /* pcr */
        {81, 3, HANDOFF_BAD_EVENT},               /* more digests than algorithms */
        {85, 0x0c, HANDOFF_BAD_EVENT},            /* an algorithm that was not announced */
        {85 + 34, 0x0b, HANDOFF_BAD_EVENT},       /* one algorithm twice */
        {85 + 34 + 22 + 3, 1, HANDOFF_BAD_EVENT}, /* size of the data */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct handoff_list list;
        struct handoff_entry entry = make_log(&list);
        struct handoff_event_log log;
        struct handoff_event event = {.end = 0};
        struct handoff_pcrs pcrs;
        uint8_t *data = handoff_entry_data(&list, &entry);

        assert_int_not_equal(data[cases[i].offset], cases[i].value);
        data[cases[i].offset] = cases[i].value;
        if (cases[i].reason == HANDOFF_BAD_EVENT_LOG) {
            assert_int_equal(open_log(&list, &entry, &log), cases[i].reason);
            continue;
        }
        assert_int_equal(open_log(&list, &entry, &log), HANDOFF_OK);
        assert_int_equal(handoff_event_next(&log, &event), cases[i].reason);
        assert_int_equal(event.end, 73);
        assert_int_equal(
            handoff_event_log_replay(&log, HANDOFF_ALGORITHM_SHA256, toy_hash, NULL, &pcrs),
            cases[i].reason);
        assert_int_equal(pcrs.extended, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_log_has_the_bytes_of_the_specification),
        cmocka_unit_test(events_come_back_as_they_were_appended),
        cmocka_unit_test(need_to_replay_is_set_and_cleared),
        cmocka_unit_test(a_driver_writes_into_reserved_room_and_finishes),
        cmocka_unit_test(replay_extends_each_event_in_turn),
        cmocka_unit_test(startup_locality_starts_pcr_0_and_no_action_extends_nothing),
        cmocka_unit_test(a_refused_append_changes_nothing),
        cmocka_unit_test(creation_refuses_odd_algorithms),
        cmocka_unit_test(a_log_cut_anywhere_is_refused_and_never_read_beyond),
        cmocka_unit_test(malformed_logs_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
