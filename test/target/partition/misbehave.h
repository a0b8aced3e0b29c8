/* SPDX-License-Identifier: Apache-2.0 */
/** What the test partition can be asked to do wrong; each ends in a recorded fault. */
#ifndef TEST_MISBEHAVE_H
#define TEST_MISBEHAVE_H

#define MISBEHAVE_HANDLE 0x4000011f /* stateless handle 31, version 1 */
#define MISBEHAVE_ID     1000

enum {
    MISBEHAVE_OVERFLOW_STACK = 1,
    MISBEHAVE_READ_NULL,
    MISBEHAVE_WRITE_CODE,
    MISBEHAVE_EXECUTE_DATA,
    MISBEHAVE_EXECUTE_NONSECURE,
    MISBEHAVE_READ_BOOT_STAGE,
    MISBEHAVE_WRITE_PROVISIONING,
    MISBEHAVE_UNDEFINED,
    MISBEHAVE_SUPERVISOR_CALL,
    MISBEHAVE_PANIC,
    MISBEHAVE_WRITE_PAST_VECTOR,
    MISBEHAVE_CALL_UNDECLARED,
    /** No misbehaviour: is what the partition stored at its start still there, under its own name?
     */
    BEHAVE_READ_BACK,
};

/** The uid under which the partition stores a word at its start. */
#define BEHAVE_UID 0x5e1f

#endif
