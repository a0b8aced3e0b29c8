/* SPDX-License-Identifier: Apache-2.0 */
/* A partition that breaks rules on request, to show that each breach is caught. It is part of no
 * profile: the target tests add it from outside, as a user adds a partition of his own. */
#include "test/target/partition/misbehave.h"

#include "board/mps2/memory.h"
#include "psa/internal_trusted_storage.h"
#include "psa/service.h"
#include "psa_manifest/sid.h"

psa_status_t test_misbehave_sfn(const psa_msg_t *msg);
psa_status_t test_misbehave_init(void);

static const uint32_t stored = 0x600d600d;

/* A partition is a client of others too, from its start on. */
psa_status_t test_misbehave_init(void)
{
    return psa_its_set(BEHAVE_UID, sizeof(stored), &stored, PSA_STORAGE_FLAG_NONE);
}

static psa_status_t read_back(void)
{
    uint32_t word = 0;
    size_t length = 0;
    psa_status_t status = psa_its_get(BEHAVE_UID, 0, sizeof(word), &word, &length);

    if (status == PSA_SUCCESS && (length != sizeof(word) || word != stored))
        return PSA_ERROR_DATA_CORRUPT;
    return status;
}

/* Too deep for any stack; the volatile array keeps the compiler from making a loop of it. */
__attribute__((noinline)) static uint32_t recurse(uint32_t depth)
{
    volatile uint32_t frame[16];

    frame[depth % 16] = depth;
    return depth == UINT32_MAX ? 0 : recurse(depth + 1) + frame[depth % 16];
}

static void store(uintptr_t address)
{
    *(volatile uint32_t *)address = 0;
}

static uint32_t load(uintptr_t address)
{
    return *(volatile uint32_t *)address;
}

static void execute(uintptr_t address)
{
    ((void (*)(void))(address | 1))();
}

psa_status_t test_misbehave_sfn(const psa_msg_t *msg)
{
    static uint32_t code = 0x47704770; /* bx lr, twice */

    switch (msg->type) {
    case MISBEHAVE_OVERFLOW_STACK:
        return (psa_status_t)recurse(0);
    case MISBEHAVE_READ_NULL:
        return (psa_status_t)load(0);
    case MISBEHAVE_WRITE_CODE:
        store((uintptr_t)test_misbehave_sfn & ~3u);
        break;
    case MISBEHAVE_EXECUTE_DATA:
        execute((uintptr_t)&code);
        break;
    case MISBEHAVE_EXECUTE_NONSECURE:
        execute(BOARD_NONSECURE_RAM_BASE);
        break;
    case MISBEHAVE_READ_BOOT_STAGE:
        return (psa_status_t)load(BOARD_BOOT_BASE);
    case MISBEHAVE_WRITE_PROVISIONING:
        store(BOARD_PROVISION_BASE);
        break;
    case MISBEHAVE_UNDEFINED:
        __asm__ volatile("udf 0");
        break;
    case MISBEHAVE_SUPERVISOR_CALL:
        __asm__ volatile("svc 0");
        break;
    case MISBEHAVE_PANIC:
        psa_panic();
    case MISBEHAVE_WRITE_PAST_VECTOR:
        psa_write(msg->handle, 0, "x", 1);
        break;
    case MISBEHAVE_CALL_UNDECLARED:
        return psa_call(KEDGE_CRYPTO_HANDLE, 0, NULL, 0, NULL, 0);
    case BEHAVE_READ_BACK:
        return read_back();
    default:
        return PSA_ERROR_NOT_SUPPORTED;
    }
    return PSA_SUCCESS; /* nothing stopped it */
}
