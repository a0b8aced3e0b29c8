/* SPDX-License-Identifier: Apache-2.0 */
/* The partition manager from the gate to a service and back, with partitions of its own: the
 * tables below stand in for those that `kedge manifest` writes. */
#include "client/gate.h"
#include "core/call.h"
#include "core/connect.h"
#include "core/fault.h"
#include "core/gate.h"
#include "core/manifest.h"
#include "core/start.h"
#include "kedge/gate.h"
#include "port/posix/posix.h"
#include "psa/client.h"
#include "psa/service.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define ECHO_SID       0x1000u
#define INNER_SID      0x1001u
#define CONNECTION_SID 0x1002u
#define SECRET_SID     0x1003u
#define RELAXED_SID    0x1004u
#define ABSENT_SID     0x2000u

#define ECHO       CORE_STATELESS_HANDLE(1, 1)
#define INNER      CORE_STATELESS_HANDLE(2, 1)
#define SECRET     CORE_STATELESS_HANDLE(3, 1)
#define RELAXED(v) CORE_STATELESS_HANDLE(32, v)

/* What a test asks the echo service to do. */
enum { TO_ECHO, TO_CALL_INNER, TO_MISUSE, TO_ASK, TO_REENTER };

static psa_msg_t seen;
static void (*misuse)(const psa_msg_t *msg);
static psa_status_t inner_answer;
static psa_status_t connect_answer;
static bool fail_start;
static bool call_at_start;

static psa_status_t echo(const psa_msg_t *msg)
{
    char buffer[8];
    size_t size;
    psa_outvec out = {buffer, sizeof(buffer)};

    seen = *msg;
    switch (msg->type) {
    case TO_ECHO:
        while ((size = psa_read(msg->handle, 0, buffer, sizeof(buffer))) > 0)
            psa_write(msg->handle, 0, buffer, size);
        return PSA_SUCCESS;
    case TO_CALL_INNER:
        return psa_call(INNER, 7, NULL, 0, &out, 1);
    case TO_MISUSE:
        misuse(msg);
        return PSA_SUCCESS;
    case TO_ASK:
        return (psa_status_t)core_gate(ECHO_SID, KEDGE_GATE_CONTROL(KEDGE_GATE_VERSION, 0, 0, 0), 0,
                                       0);
    case TO_REENTER:
        return (psa_status_t)core_gate((uint32_t)ECHO, KEDGE_GATE_CONTROL(0, TO_ECHO, 0, 0), 0, 0);
    default:
        return PSA_ERROR_NOT_SUPPORTED;
    }
}

static psa_status_t inner(const psa_msg_t *msg)
{
    seen = *msg;
    return inner_answer;
}

static psa_status_t connection(const psa_msg_t *msg)
{
    seen = *msg;
    if (msg->type == 6)
        return PSA_ERROR_PROGRAMMER_ERROR;
    if (msg->type == PSA_IPC_CONNECT) {
        psa_set_rhandle(msg->handle, &connect_answer);
        return connect_answer;
    }
    return PSA_SUCCESS;
}

static psa_status_t maybe_start(void)
{
    if (call_at_start)
        return psa_call(INNER, 1, NULL, 0, NULL, 0);
    return fail_start ? PSA_ERROR_GENERIC_ERROR : PSA_SUCCESS;
}

static const uint32_t dependencies[] = {INNER_SID};
const struct core_partition core_partitions[] = {
    {.id = 11, .dependencies = dependencies, .dependency_count = 1},
    {.id = 12, .init = maybe_start, .dependencies = dependencies, .dependency_count = 1},
};
const uint8_t core_partition_count = 2;
const struct core_service core_services[] = {
    {echo, ECHO_SID, 1, 0, 1, true, true},
    {inner, INNER_SID, 1, 1, 2, false, true},
    {connection, CONNECTION_SID, 3, 1, 0, true, true},
    {inner, SECRET_SID, 1, 1, 3, false, true},
    {echo, RELAXED_SID, 4, 0, 32, true, false},
};
const uint8_t core_service_count = sizeof(core_services) / sizeof(core_services[0]);

static int reset(void **state)
{
    (void)state;
    memset(&seen, 0, sizeof(seen));
    port_posix_restart = NULL;
    port_posix_secure_base = port_posix_secure_end = 0;
    core_message_current = NULL;
    core_partition_starting = 0;
    inner_answer = connect_answer = PSA_SUCCESS;
    fail_start = false;
    return 0;
}

/* Runs the statement and expects it to end in a recorded fault and a restart. */
#define expect_fault(statement, expected_reason, expected_who) \
    do {                                                       \
        static jmp_buf restart;                                \
        struct core_fault fault;                               \
        port_posix_restart = &restart;                         \
        if (setjmp(restart) == 0) {                            \
            statement;                                         \
            fail_msg("no restart");                            \
        }                                                      \
        port_posix_restart = NULL;                             \
        core_message_current = NULL;                           \
        core_fault_begin();                                    \
        assert_true(core_fault_last(&fault));                  \
        assert_int_equal(fault.reason, expected_reason);       \
        assert_int_equal(fault.who, expected_who);             \
        core_fault_begin();                                    \
        assert_false(core_fault_last(&fault));                 \
    } while (0)

static void a_call_carries_its_bytes_there_and_back(void **state)
{
    char answer[40] = {0};
    psa_invec in = {"all nineteen bytes", 19};
    psa_outvec out = {answer, sizeof(answer)};

    (void)state;
    assert_int_equal(psa_call(ECHO, TO_ECHO, &in, 1, &out, 1), PSA_SUCCESS);
    assert_string_equal(answer, "all nineteen bytes");
    assert_int_equal(out.len, 19);
    assert_int_equal(seen.client_id, -1);
    assert_int_equal(seen.in_size[0], 19);
    assert_int_equal(seen.in_size[1], 0);
    assert_int_equal(seen.out_size[0], sizeof(answer));
    assert_int_equal(seen.out_size[1], 0);
}

static void an_empty_vector_needs_no_memory(void **state)
{
    psa_invec in = {NULL, 0};
    psa_outvec out = {NULL, 0};

    (void)state;
    assert_int_equal(psa_call(ECHO, TO_ECHO, &in, 1, &out, 1), PSA_SUCCESS);
    assert_int_equal(out.len, 0);
}

static void versions_are_told_only_to_those_who_may_use_the_service(void **state)
{
    (void)state;
    assert_int_equal(psa_framework_version(), 0x0101);
    assert_int_equal(psa_version(ECHO_SID), 1);
    assert_int_equal(psa_version(RELAXED_SID), 4);
    assert_int_equal(psa_version(SECRET_SID), PSA_VERSION_NONE);
    assert_int_equal(psa_version(ABSENT_SID), PSA_VERSION_NONE);
}

static void a_forged_handle_is_a_programmer_error(void **state)
{
    static const psa_handle_t forged[] = {0,          -1,         1,          64,
                                          0x40000000, 0x4000011f, 0x40000181, 0x40000201,
                                          0x40010101, INT32_MAX,  INT32_MIN};

    (void)state;
    for (size_t i = 0; i < sizeof(forged) / sizeof(forged[0]); i++)
        assert_int_equal(psa_call(forged[i], TO_ECHO, NULL, 0, NULL, 0),
                         PSA_ERROR_PROGRAMMER_ERROR);
    assert_int_equal(seen.handle, 0);
}

static void a_service_not_for_the_non_secure_side_cannot_be_called_by_it(void **state)
{
    (void)state;
    assert_int_equal(psa_call(SECRET, 0, NULL, 0, NULL, 0), PSA_ERROR_PROGRAMMER_ERROR);
    assert_int_equal(seen.handle, 0);
}

static void a_relaxed_service_takes_older_versions_and_a_strict_one_does_not(void **state)
{
    (void)state;
    assert_int_equal(psa_call(RELAXED(4), TO_ECHO, NULL, 0, NULL, 0), PSA_SUCCESS);
    assert_int_equal(psa_call(RELAXED(1), TO_ECHO, NULL, 0, NULL, 0), PSA_SUCCESS);
    assert_int_equal(psa_call(RELAXED(5), TO_ECHO, NULL, 0, NULL, 0), PSA_ERROR_PROGRAMMER_ERROR);
    assert_int_equal(psa_call(CORE_STATELESS_HANDLE(1, 0), TO_ECHO, NULL, 0, NULL, 0),
                     PSA_ERROR_PROGRAMMER_ERROR);
}

static void more_than_four_vectors_are_a_programmer_error(void **state)
{
    char byte = 0;
    psa_invec in[300];
    psa_outvec out[5];
    static const size_t counts[][2] = {{5, 0}, {0, 5}, {4, 1}, {1, 4}, {16, 0}, {0, 16}, {256, 0}};

    (void)state;
    for (size_t i = 0; i < 300; i++)
        in[i] = (psa_invec){&byte, 1};
    for (size_t i = 0; i < 5; i++)
        out[i] = (psa_outvec){&byte, 1};
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
        assert_int_equal(psa_call(ECHO, TO_ECHO, in, counts[i][0], out, counts[i][1]),
                         PSA_ERROR_PROGRAMMER_ERROR);
    assert_int_equal(psa_call(ECHO, 9, in, 2, out, 2), PSA_ERROR_NOT_SUPPORTED);
}

static void a_type_out_of_range_is_a_programmer_error(void **state)
{
    (void)state;
    assert_int_equal(psa_call(ECHO, -1, NULL, 0, NULL, 0), PSA_ERROR_PROGRAMMER_ERROR);
    assert_int_equal(psa_call(ECHO, 0x8000, NULL, 0, NULL, 0), PSA_ERROR_PROGRAMMER_ERROR);
    assert_int_equal(psa_call(ECHO, 0x10000, NULL, 0, NULL, 0), PSA_ERROR_PROGRAMMER_ERROR);
    assert_int_equal(psa_call(ECHO, INT32_MIN, NULL, 0, NULL, 0), PSA_ERROR_PROGRAMMER_ERROR);
    assert_int_equal(psa_call(ECHO, 0x7fff, NULL, 0, NULL, 0), PSA_ERROR_NOT_SUPPORTED);
}

static void memory_that_is_not_the_clients_is_a_programmer_error(void **state)
{
    static char secure[64], mine[64];
    psa_invec in = {mine, 1};
    psa_outvec out = {mine, 1};
    uintptr_t base = (uintptr_t)secure;

    (void)state;
    port_posix_secure_base = base + 16;
    port_posix_secure_end = base + 48;
    const struct {
        const void *base;
        size_t len;
        psa_status_t status;
    } cases[] = {
        {secure + 16, 1, PSA_ERROR_PROGRAMMER_ERROR},
        {secure + 47, 1, PSA_ERROR_PROGRAMMER_ERROR},
        {secure, 17, PSA_ERROR_PROGRAMMER_ERROR},
        {secure, 64, PSA_ERROR_PROGRAMMER_ERROR},
        {secure, 16, PSA_SUCCESS},
        {secure + 48, 16, PSA_SUCCESS},
        {secure + 20, 0, PSA_SUCCESS},
        {NULL, 1, PSA_ERROR_PROGRAMMER_ERROR},
        {mine, SIZE_MAX, PSA_ERROR_PROGRAMMER_ERROR},
        {(void *)(UINTPTR_MAX - 3), 8, PSA_ERROR_PROGRAMMER_ERROR},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        in = (psa_invec){cases[i].base, cases[i].len};
        out = (psa_outvec){mine, sizeof(mine)};
        assert_int_equal(psa_call(ECHO, TO_ECHO, &in, 1, &out, 1), cases[i].status);
        in = (psa_invec){mine, 0};
        out = (psa_outvec){(void *)cases[i].base, cases[i].len};
        assert_int_equal(psa_call(ECHO, TO_ECHO, &in, 1, &out, 1), cases[i].status);
    }
}

static void arrays_of_vectors_that_are_not_the_clients_are_a_programmer_error(void **state)
{
    static psa_invec in[3];
    static psa_outvec out[3];

    (void)state;
    port_posix_secure_base = (uintptr_t)&in[1];
    port_posix_secure_end = (uintptr_t)&in[2];
    assert_int_equal(psa_call(ECHO, TO_ECHO, in, 1, NULL, 0), PSA_SUCCESS);
    assert_int_equal(psa_call(ECHO, TO_ECHO, in, 2, NULL, 0), PSA_ERROR_PROGRAMMER_ERROR);
    assert_int_equal(psa_call(ECHO, TO_ECHO, NULL, 1, NULL, 0), PSA_ERROR_PROGRAMMER_ERROR);
    port_posix_secure_base = (uintptr_t)&out[1];
    port_posix_secure_end = (uintptr_t)&out[2];
    assert_int_equal(psa_call(ECHO, TO_ECHO, NULL, 0, out, 1), PSA_SUCCESS);
    assert_int_equal(psa_call(ECHO, TO_ECHO, NULL, 0, out, 2), PSA_ERROR_PROGRAMMER_ERROR);
}

static void an_unknown_operation_of_the_gate_is_a_programmer_error(void **state)
{
    (void)state;
    for (uint32_t operation = 5; operation < 256; operation++)
        assert_int_equal((psa_status_t)kedge_gate((uint32_t)ECHO, operation << 24, 0, 0),
                         PSA_ERROR_PROGRAMMER_ERROR);
}

static void a_second_entry_while_one_is_under_way_is_busy(void **state)
{
    (void)state;
    assert_int_equal(psa_call(ECHO, TO_REENTER, NULL, 0, NULL, 0), PSA_ERROR_CONNECTION_BUSY);
    assert_int_equal(psa_call(ECHO, TO_ECHO, NULL, 0, NULL, 0), PSA_SUCCESS);
}

static void a_partition_calls_what_it_depends_on_as_itself(void **state)
{
    (void)state;
    inner_answer = 42;
    assert_int_equal(psa_call(ECHO, TO_CALL_INNER, NULL, 0, NULL, 0), 42);
    assert_int_equal(seen.client_id, 11);
    assert_int_equal(seen.type, 7);
    assert_int_equal(seen.out_size[0], 8);
}

static void call_undeclared(const psa_msg_t *msg)
{
    (void)msg;
    (void)psa_call(SECRET, 0, NULL, 0, NULL, 0);
}

static void write_too_much(const psa_msg_t *msg)
{
    psa_write(msg->handle, 0, "too long", 8);
}

static void write_where_nothing_is(const psa_msg_t *msg)
{
    psa_write(msg->handle, 1, "x", 1);
}

static void read_with_a_wrong_handle(const psa_msg_t *msg)
{
    char byte;
    (void)psa_read(msg->handle + 1, 0, &byte, 1);
}

static void read_a_fifth_vector(const psa_msg_t *msg)
{
    char byte;
    (void)psa_read(msg->handle, 4, &byte, 1);
}

static void read_to_nowhere(const psa_msg_t *msg)
{
    (void)psa_read(msg->handle, 0, NULL, 1);
}

static void rhandle_without_connection(const psa_msg_t *msg)
{
    psa_set_rhandle(msg->handle, NULL);
}

static void panic(const psa_msg_t *msg)
{
    (void)msg;
    psa_panic();
}

static void misuse_by_a_partition_is_recorded_in_its_name(void **state)
{
    static void (*const programmer_errors[])(const psa_msg_t *) = {
        call_undeclared,     write_too_much,  write_where_nothing_is,    read_with_a_wrong_handle,
        read_a_fifth_vector, read_to_nowhere, rhandle_without_connection};
    char room[4];
    psa_outvec out = {room, sizeof(room)};

    (void)state;
    /* A restart leaves the gate as the start finds it only on a machine; here the call goes in
     * below the gate, so that a fault leaves nothing to undo. */
    for (volatile size_t i = 0; i < sizeof(programmer_errors) / sizeof(programmer_errors[0]); i++) {
        misuse = programmer_errors[i];
        expect_fault(
            core_call(ECHO, KEDGE_GATE_CONTROL(0, TO_MISUSE, 0, 1), 0, (uintptr_t)&out, -1),
            CORE_FAULT_PROGRAMMER_ERROR, 11);
    }
    misuse = panic;
    expect_fault(core_call(ECHO, KEDGE_GATE_CONTROL(0, TO_MISUSE, 0, 0), 0, 0, -1),
                 CORE_FAULT_PANIC, 11);
}

static void a_programmer_error_that_a_service_answers_stops_the_partition_that_called(void **state)
{
    (void)state;
    inner_answer = PSA_ERROR_PROGRAMMER_ERROR;
    expect_fault(core_call(ECHO, KEDGE_GATE_CONTROL(0, TO_CALL_INNER, 0, 0), 0, 0, -1),
                 CORE_FAULT_PROGRAMMER_ERROR, 11);
}

static void a_connection_lives_from_connect_to_close(void **state)
{
    (void)state;
    psa_handle_t handle = psa_connect(CONNECTION_SID, 3);
    assert_true(PSA_HANDLE_IS_VALID(handle));
    assert_int_equal(seen.type, PSA_IPC_CONNECT);
    assert_int_equal(psa_call(handle, 5, NULL, 0, NULL, 0), PSA_SUCCESS);
    assert_ptr_equal(seen.rhandle, &connect_answer);
    psa_close(handle);
    assert_int_equal(seen.type, PSA_IPC_DISCONNECT);
    assert_ptr_equal(seen.rhandle, &connect_answer);
    assert_int_equal(psa_call(handle, 5, NULL, 0, NULL, 0), PSA_ERROR_PROGRAMMER_ERROR);
    psa_handle_t next = psa_connect(CONNECTION_SID, 3);
    assert_true(PSA_HANDLE_IS_VALID(next));
    assert_int_not_equal(next, handle);
    psa_close(next);
    psa_close(PSA_NULL_HANDLE);
}

static void connections_are_refused_as_the_framework_says(void **state)
{
    psa_handle_t handles[64];
    size_t count = 0;

    (void)state;
    assert_int_equal(psa_connect(ABSENT_SID, 1), PSA_ERROR_CONNECTION_REFUSED);
    assert_int_equal(psa_connect(SECRET_SID, 1), PSA_ERROR_CONNECTION_REFUSED);
    assert_int_equal(psa_connect(ECHO_SID, 1), PSA_ERROR_PROGRAMMER_ERROR);
    assert_int_equal(psa_connect(CONNECTION_SID, 2), PSA_ERROR_PROGRAMMER_ERROR);
    connect_answer = PSA_ERROR_CONNECTION_REFUSED;
    assert_int_equal(psa_connect(CONNECTION_SID, 3), PSA_ERROR_CONNECTION_REFUSED);
    connect_answer = PSA_ERROR_CONNECTION_BUSY;
    assert_int_equal(psa_connect(CONNECTION_SID, 3), PSA_ERROR_CONNECTION_BUSY);
    connect_answer = PSA_SUCCESS;
    while (count < 64 && (handles[count] = psa_connect(CONNECTION_SID, 3)) > 0)
        count++;
    assert_true(count > 0 && count < 64);
    assert_int_equal(handles[count], PSA_ERROR_CONNECTION_BUSY);
    while (count-- > 0)
        psa_close(handles[count]);
}

static void a_wrong_answer_to_connect_stops_the_service(void **state)
{
    (void)state;
    connect_answer = 77; /* nonsense from a service must not become a handle */
    expect_fault(core_connect(-1, CONNECTION_SID, 3), CORE_FAULT_PROGRAMMER_ERROR, 12);
}

static void a_terminated_connection_can_only_be_closed(void **state)
{
    (void)state;
    psa_handle_t handle = psa_connect(CONNECTION_SID, 3);
    assert_int_equal(psa_call(handle, 6, NULL, 0, NULL, 0), PSA_ERROR_PROGRAMMER_ERROR);
    seen.type = 99;
    assert_int_equal(psa_call(handle, 5, NULL, 0, NULL, 0), PSA_ERROR_PROGRAMMER_ERROR);
    assert_int_equal(seen.type, 99);
    psa_close(handle);
    assert_int_equal(seen.type, PSA_IPC_DISCONNECT);
    handle = psa_connect(CONNECTION_SID, 3);
    assert_int_equal(psa_call(handle, 5, NULL, 0, NULL, 0), PSA_SUCCESS);
    psa_close(handle);
}

static void a_version_can_be_asked_while_a_call_is_under_way(void **state)
{
    (void)state;
    assert_int_equal(psa_call(ECHO, TO_ASK, NULL, 0, NULL, 0), 1);
    assert_int_equal(psa_call(ECHO, TO_REENTER, NULL, 0, NULL, 0), PSA_ERROR_CONNECTION_BUSY);
    assert_int_equal(psa_call(ECHO, TO_ECHO, NULL, 0, NULL, 0), PSA_SUCCESS);
}

static void a_partition_calls_as_itself_from_its_start(void **state)
{
    (void)state;
    call_at_start = true;
    core_start();
    call_at_start = false;
    assert_int_equal(seen.client_id, 12);
}

static void closing_what_is_not_open_restarts(void **state)
{
    (void)state;
    /* Below the gate, as above: the C end of the gate keeps its lock when the machine restarts. */
    core_message_current = NULL;
    assert_false(core_message_current != NULL);
    expect_fault(core_gate_partition(12345, KEDGE_GATE_CONTROL(KEDGE_GATE_CLOSE, 0, 0, 0), 0, 0),
                 CORE_FAULT_PROGRAMMER_ERROR, 0);
}

static void a_partition_that_does_not_start_stops_the_start(void **state)
{
    (void)state;
    core_start();
    fail_start = true;
    expect_fault(core_start(), CORE_FAULT_PANIC, 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_call_carries_its_bytes_there_and_back, reset),
        cmocka_unit_test_setup(an_empty_vector_needs_no_memory, reset),
        cmocka_unit_test_setup(versions_are_told_only_to_those_who_may_use_the_service, reset),
        cmocka_unit_test_setup(a_forged_handle_is_a_programmer_error, reset),
        cmocka_unit_test_setup(a_service_not_for_the_non_secure_side_cannot_be_called_by_it, reset),
        cmocka_unit_test_setup(a_relaxed_service_takes_older_versions_and_a_strict_one_does_not,
                               reset),
        cmocka_unit_test_setup(more_than_four_vectors_are_a_programmer_error, reset),
        cmocka_unit_test_setup(a_type_out_of_range_is_a_programmer_error, reset),
        cmocka_unit_test_setup(memory_that_is_not_the_clients_is_a_programmer_error, reset),
        cmocka_unit_test_setup(arrays_of_vectors_that_are_not_the_clients_are_a_programmer_error,
                               reset),
        cmocka_unit_test_setup(an_unknown_operation_of_the_gate_is_a_programmer_error, reset),
        cmocka_unit_test_setup(a_second_entry_while_one_is_under_way_is_busy, reset),
        cmocka_unit_test_setup(a_partition_calls_what_it_depends_on_as_itself, reset),
        cmocka_unit_test_setup(misuse_by_a_partition_is_recorded_in_its_name, reset),
        cmocka_unit_test_setup(
            a_programmer_error_that_a_service_answers_stops_the_partition_that_called, reset),
        cmocka_unit_test_setup(a_connection_lives_from_connect_to_close, reset),
        cmocka_unit_test_setup(connections_are_refused_as_the_framework_says, reset),
        cmocka_unit_test_setup(a_wrong_answer_to_connect_stops_the_service, reset),
        cmocka_unit_test_setup(a_terminated_connection_can_only_be_closed, reset),
        cmocka_unit_test_setup(a_version_can_be_asked_while_a_call_is_under_way, reset),
        cmocka_unit_test_setup(a_partition_calls_as_itself_from_its_start, reset),
        cmocka_unit_test_setup(closing_what_is_not_open_restarts, reset),
        cmocka_unit_test_setup(a_partition_that_does_not_start_stops_the_start, reset),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
