/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything the non-secure side can try against the secure side, tried and expected to fail.
 *
 * An attempt that the core or Kedge stops ends in a restart; where we are is kept in RAM that a
 * restart leaves alone, and the next start compares the recorded fault with what was expected.
 * Attempts that are answered by a status are made first, without a restart.
 */
#include "example/console.h"

#include "client/gate.h"
#include "kedge/gate.h"
#include "kedge/platform.h"
#include "port/armv8m/registers.h"
#include "psa/client.h"
#include "psa/crypto.h"
#include "psa/internal_trusted_storage.h"
#include "psa_manifest/sid.h"
#include "test/target/partition/misbehave.h"
#include BOARD_MEMORY_H

#include <stdbool.h>
#include <string.h>

#define NOINIT __attribute__((section(".noinit")))
#define MAGIC  0x7e577e57u

static NOINIT struct {
    uint32_t magic;
    uint32_t next; /* the attempt to make, or that was just made */
    uint32_t passed;
    uint32_t failed;
} progress;

static void verdict(const char *name, bool good)
{
    console_write(good ? "ok      " : "FAILED  ");
    console_write(name);
    console_write("\n");
    if (good)
        progress.passed++;
    else
        progress.failed++;
}

/* ---- attempts that a status answers ---- */

static psa_status_t call(const psa_invec *in, size_t in_count, psa_outvec *out, size_t out_count)
{
    return psa_call(KEDGE_PLATFORM_HANDLE, 99, in, in_count, out, out_count);
}

static void refuse_range(const char *name, uintptr_t base, size_t size)
{
    psa_invec in = {(const void *)base, size};
    psa_outvec out = {(void *)base, size};

    verdict(name, call(&in, 1, NULL, 0) == PSA_ERROR_PROGRAMMER_ERROR &&
                      call(NULL, 0, &out, 1) == PSA_ERROR_PROGRAMMER_ERROR);
}

void nonsecure_fault(void);

#define EXCEPTION_SVCALL  11u
#define EXCEPTION_SYSTICK 15u

static psa_status_t handler_result;
static volatile bool handler_ran;
static volatile bool become_privileged;

/* The handler of every non-secure exception. A supervisor call is how the attempts get into
 * handler mode, as an interrupt of an RTOS would, and back to privileged thread mode. */
void nonsecure_fault(void)
{
    uint32_t exception;
    uint32_t control;

    __asm__ volatile("mrs %0, ipsr" : "=r"(exception));
    if (exception == EXCEPTION_SYSTICK) {
        /* A service has been cut. Leave as if to a frame that is not there: the fault that follows
         * must not tell what the service had in its registers. */
        __asm__ volatile("bx %0" ::"r"(0xffffffd8u));
    }
    if (exception != EXCEPTION_SVCALL) {
        console_write("FAILED  unexpected non-secure exception\n");
        for (;;)
            ;
    }
    if (become_privileged) {
        __asm__ volatile("mrs %0, control" : "=r"(control));
        __asm__ volatile("msr control, %0\n isb" ::"r"(control & ~1u) : "memory");
        return;
    }
    handler_result = call(NULL, 0, NULL, 0);
    handler_ran = true;
}

static void from_handler_mode(void)
{
    __asm__ volatile("svc 0" ::: "memory");
    verdict("a call from handler mode is refused",
            handler_ran && handler_result == PSA_ERROR_PROGRAMMER_ERROR);
}

#define MPU_NS_READ_WRITE_ANY (1u << 1)
#define MPU_NS_READ_ONLY_ANY  (3u << 1)

static void protect_nonsecure(uint32_t region, uint32_t base, uint32_t end, uint32_t access)
{
    ARMV8M_MPU_RNR = region;
    ARMV8M_MPU_RBAR = base | access;
    ARMV8M_MPU_RLAR = ((end - 1) & ~31u) | ARMV8M_MPU_REGION_ENABLE;
}

/* What the caller's own privilege cannot reach must not be reached for it: the non-secure MPU
 * closes a page to unprivileged code, which then passes that page to a service. */
static void from_unprivileged(void)
{
    static uint8_t page[64] __attribute__((aligned(32)));
    psa_invec in = {page, 4};
    uint32_t base = (uint32_t)page;
    uint32_t ram_end = BOARD_NONSECURE_RAM_BASE + BOARD_NONSECURE_RAM_SIZE;

    protect_nonsecure(0, base, base + sizeof(page), ARMV8M_MPU_RW_PRIVILEGED);
    protect_nonsecure(1, BOARD_NONSECURE_RAM_BASE, base, MPU_NS_READ_WRITE_ANY);
    protect_nonsecure(2, base + sizeof(page), ram_end, MPU_NS_READ_WRITE_ANY);
    protect_nonsecure(3, BOARD_SLOT_BASE, BOARD_SLOT_BASE + BOARD_SLOT_SIZE, MPU_NS_READ_ONLY_ANY);
    ARMV8M_MPU_CTRL = ARMV8M_MPU_CTRL_ENABLE | (1u << 2); /* privileged code keeps the default */
    __asm__ volatile("dsb\n isb" ::: "memory");

    psa_status_t privileged = call(&in, 1, NULL, 0);
    __asm__ volatile("mrs r0, control\n orr r0, r0, #1\n msr control, r0\n isb" ::: "r0", "memory");
    psa_status_t unprivileged = call(&in, 1, NULL, 0);
    become_privileged = true;
    __asm__ volatile("svc 0" ::: "memory");
    become_privileged = false;
    ARMV8M_MPU_CTRL = 0;
    __asm__ volatile("dsb\n isb" ::: "memory");
    verdict("memory that only privileged code may read is refused to unprivileged code",
            privileged == PSA_ERROR_NOT_SUPPORTED && unprivileged == PSA_ERROR_PROGRAMMER_ERROR);
}

/* The same through a real service: storage as a way to write what one cannot reach. */
static void through_a_service(void)
{
    static const uint32_t all_nonsecure = 2; /* SAU_CTRL.ALLNS */
    size_t length = 0;

    verdict("storage does not write to the attribution unit",
            psa_its_set(7, sizeof(all_nonsecure), &all_nonsecure, PSA_STORAGE_FLAG_NONE) ==
                    PSA_SUCCESS &&
                psa_its_get(7, 0, 4, (void *)0xe000edd0, &length) == PSA_ERROR_PROGRAMMER_ERROR);
    verdict("storage does not read the vector table's register",
            psa_its_set(7, 4, (const void *)0xe000ed08, PSA_STORAGE_FLAG_NONE) ==
                PSA_ERROR_PROGRAMMER_ERROR);
    if (psa_version(0xf000) != PSA_VERSION_NONE) {
        verdict("a partition calls another as itself, from its start",
                psa_call(MISBEHAVE_HANDLE, BEHAVE_READ_BACK, NULL, 0, NULL, 0) == PSA_SUCCESS);
        verdict("what a partition stored is not the non-secure side's",
                psa_its_get(BEHAVE_UID, 0, 4, (void *)&(uint32_t){0}, &length) ==
                    PSA_ERROR_DOES_NOT_EXIST);
    }
}

/* What the gate leaves in the registers that a call may change: nothing of the secure side. */
static void registers_after_a_call(void)
{
    register uint32_t r0 __asm__("r0") = KEDGE_PLATFORM_HANDLE;
    register uint32_t r1 __asm__("r1") = KEDGE_GATE_CONTROL(KEDGE_GATE_CALL, 99, 0, 0);
    register uint32_t r2 __asm__("r2") = 0;
    register uint32_t r3 __asm__("r3") = 0;
    uint32_t r12;
    uint32_t flags;

    __asm__ volatile("blx %[gate]\n"
                     "mrs %[flags], apsr\n"
                     "mov %[r12], r12\n"
                     : "+r"(r0), "+r"(r1), "+r"(r2),
                       "+r"(r3), [r12] "=&r"(r12), [flags] "=&r"(flags)
                     : [gate] "r"((uint32_t)BOARD_GATE_BASE + 1)
                     : "r12", "lr", "cc", "memory");
    verdict("a call leaves nothing of the secure side in registers and flags",
            (psa_status_t)r0 == PSA_ERROR_NOT_SUPPORTED && r1 == 0 && r2 == 0 && r3 == 0 &&
                r12 == 0 && flags == 0);
}

static void status_attempts(void)
{
    registers_after_a_call();
    static psa_invec in[2];

    refuse_range("secure RAM cannot be passed", BOARD_RAM_BASE + 0x400, 4);
    refuse_range("secure RAM by its non-secure alias cannot be passed", 0x28000400, 4);
    refuse_range("secure code cannot be passed", BOARD_SECURE_BASE, 4);
    refuse_range("the gate cannot be passed", BOARD_GATE_BASE, 4);
    refuse_range("the provisioning area cannot be passed", BOARD_PROVISION_BASE, 4);
    refuse_range("the record log cannot be passed", BOARD_STORE_BASE, 4);
    refuse_range("the boot stage cannot be passed", BOARD_BOOT_BASE, 4);
    refuse_range("a secure peripheral cannot be passed", BOARD_UART_SECURE, 4);
    refuse_range("a range that ends in secure memory cannot be passed",
                 BOARD_NONSECURE_RAM_BASE + BOARD_NONSECURE_RAM_SIZE - 4, 8);
    refuse_range("a range that begins in secure memory cannot be passed",
                 BOARD_NONSECURE_RAM_BASE - 4, 8);
    refuse_range("a range across everything cannot be passed", BOARD_NONSECURE_RAM_BASE,
                 0x7fffffff);
    refuse_range("a range that wraps cannot be passed", BOARD_NONSECURE_RAM_BASE, SIZE_MAX);
    refuse_range("null cannot be passed", 0, 1);
    refuse_range("the attribution unit's control cannot be passed", 0xe000edd0, 4);
    refuse_range("the vector table's register cannot be passed", 0xe000ed08, 4);
    refuse_range("the non-secure alias of the system control space cannot be passed", 0xe002ed08,
                 4);
    refuse_range("the trace unit cannot be passed", 0xe0000000, 4);
    refuse_range("the vendor's system space cannot be passed", 0xf0000000, 4);
    refuse_range("a range up to the end of memory cannot be passed", 0xfffffffc, 4);
    refuse_range("a peripheral cannot be passed, not even one's own", BOARD_UART_NONSECURE, 4);
    through_a_service();
    verdict("vectors in secure memory are refused",
            call((const psa_invec *)(BOARD_RAM_BASE + 0x400), 1, NULL, 0) ==
                    PSA_ERROR_PROGRAMMER_ERROR &&
                call(NULL, 0, (psa_outvec *)(BOARD_RAM_BASE + 0x400), 1) ==
                    PSA_ERROR_PROGRAMMER_ERROR);
    verdict("five vectors are refused", call(in, 5, NULL, 0) == PSA_ERROR_PROGRAMMER_ERROR);
    verdict("an unknown operation of the gate is refused",
            (psa_status_t)kedge_gate(0, 0xff000000u, 0, 0) == PSA_ERROR_PROGRAMMER_ERROR);
    verdict("a forged handle is refused",
            psa_call(0x40ff01ff, 1, NULL, 0, NULL, 0) == PSA_ERROR_PROGRAMMER_ERROR);

    ARMV8M_AIRCR = ARMV8M_AIRCR_VECTKEY | ARMV8M_AIRCR_SYSRESETREQ;
    __asm__ volatile("dsb" ::: "memory");
    verdict("the non-secure side cannot reset the system", true);
    ARMV8M_SAU_CTRL = 0;
    verdict("the attribution unit is out of reach", ARMV8M_SAU_CTRL == 0 && ARMV8M_SAU_TYPE == 0);
    from_handler_mode();
    from_unprivileged();
}

/* ---- attempts that end in a restart ---- */

__attribute__((noinline)) static void load(uint32_t address)
{
    (void)*(volatile uint32_t *)(uintptr_t)address;
}

__attribute__((noinline)) static void store(uint32_t address)
{
    *(volatile uint32_t *)(uintptr_t)address = 0;
}

static void jump(uint32_t address)
{
    ((void (*)(void))(uintptr_t)(address | 1))();
}

/* A return into a secure function that was never called: the secure stack is empty, and what lies
 * above it is the seal. */
static void forge_function_return(uint32_t value)
{
    __asm__ volatile("bx %0" ::"r"(value));
}

#define SYST_NS(offset) ARMV8M_REGISTER(0xe000e010u + (offset))

/* A timer of our own cuts a service in the middle; see nonsecure_fault(). */
static void forge_exception_return(uint32_t unused)
{
    uint8_t hash[32];
    size_t length;

    (void)unused;
    SYST_NS(4) = 0x2000;
    SYST_NS(8) = 0;
    SYST_NS(0) = 7; /* the core's clock, with interrupt */
    /* Until it falls into a call: the emulator's clock is the host's. */
    for (int i = 0; i < 1000; i++)
        (void)psa_hash_compute(PSA_ALG_SHA_256, (const void *)BOARD_NONSECURE_RAM_BASE,
                               BOARD_NONSECURE_RAM_SIZE / 2, hash, sizeof(hash), &length);
}

static void forged_close(uint32_t handle)
{
    psa_close((psa_handle_t)handle);
}

static void misbehave(uint32_t type)
{
    (void)psa_call(MISBEHAVE_HANDLE, (int32_t)type, NULL, 0, NULL, 0);
}

static const struct attempt {
    const char *name;
    void (*act)(uint32_t argument);
    uint32_t argument;
    uint32_t reason; /* expected in the record, 0: any fault */
    int32_t who;
} attempts[] = {
    {"read secure RAM", load, BOARD_RAM_BASE + 0x400, KEDGE_FAULT_SECURE, -1},
    {"write secure RAM", store, BOARD_RAM_BASE + 0x400, KEDGE_FAULT_SECURE, -1},
    {"read secure RAM by its alias", load, 0x28000400, KEDGE_FAULT_SECURE, -1},
    {"read the boot stage", load, BOARD_BOOT_BASE, KEDGE_FAULT_SECURE, -1},
    {"read the boot stage by its alias", load, 0x00000000, KEDGE_FAULT_SECURE, -1},
    {"read secure code", load, BOARD_SECURE_BASE, KEDGE_FAULT_SECURE, -1},
    {"write secure code", store, BOARD_SECURE_BASE + 0x100, KEDGE_FAULT_SECURE, -1},
    {"read the gate", load, BOARD_GATE_BASE, KEDGE_FAULT_SECURE, -1},
    {"read the provisioning area", load, BOARD_PROVISION_BASE, KEDGE_FAULT_SECURE, -1},
    {"write the provisioning area", store, BOARD_PROVISION_BASE, KEDGE_FAULT_SECURE, -1},
    {"read the entropy page", load, BOARD_ENTROPY_BASE, KEDGE_FAULT_SECURE, -1},
    {"read the record log", load, BOARD_STORE_BASE, KEDGE_FAULT_SECURE, -1},
    {"write the record log", store, BOARD_STORE_BASE, KEDGE_FAULT_SECURE, -1},
    {"read past the non-secure RAM", load, BOARD_NONSECURE_RAM_BASE + BOARD_NONSECURE_RAM_SIZE,
     KEDGE_FAULT_SECURE, -1},
    {"read a secure peripheral", load, BOARD_UART_SECURE, KEDGE_FAULT_SECURE, -1},
    {"write a secure peripheral by its alias", store, 0x40200000, KEDGE_FAULT_SECURE, -1},
    {"open the bus gates", store, 0x50080014, KEDGE_FAULT_SECURE, -1},
    {"jump into secure code", jump, BOARD_SECURE_BASE + 0x100, KEDGE_FAULT_SECURE, -1},
    {"jump into the middle of the gate", jump, BOARD_GATE_BASE + 4, KEDGE_FAULT_SECURE, -1},
    {"jump into secure RAM", jump, BOARD_RAM_BASE + 0x400, KEDGE_FAULT_SECURE, -1},
    {"return into a secure function never called", forge_function_return, 0xfeffffff, 0, 0},
    {"forge an exception return out of a service", forge_exception_return, 0, 0, -1},
    {"close a handle that is not open", forged_close, 77, KEDGE_FAULT_PROGRAMMER_ERROR, -1},
    /* The secure side against itself, where the test partition is part of the image. */
    {"a service that overflows its stack", misbehave, MISBEHAVE_OVERFLOW_STACK, KEDGE_FAULT_STACK,
     MISBEHAVE_ID},
    {"a service that reads null", misbehave, MISBEHAVE_READ_NULL, KEDGE_FAULT_MEMORY, MISBEHAVE_ID},
    {"a service that writes code", misbehave, MISBEHAVE_WRITE_CODE, KEDGE_FAULT_MEMORY,
     MISBEHAVE_ID},
    {"a service that executes data", misbehave, MISBEHAVE_EXECUTE_DATA, KEDGE_FAULT_MEMORY,
     MISBEHAVE_ID},
    {"a service that executes non-secure memory", misbehave, MISBEHAVE_EXECUTE_NONSECURE, 0,
     MISBEHAVE_ID},
    {"a service that reads the boot stage", misbehave, MISBEHAVE_READ_BOOT_STAGE,
     KEDGE_FAULT_MEMORY, MISBEHAVE_ID},
    {"a service that writes the provisioning area", misbehave, MISBEHAVE_WRITE_PROVISIONING,
     KEDGE_FAULT_MEMORY, MISBEHAVE_ID},
    {"a service with an undefined instruction", misbehave, MISBEHAVE_UNDEFINED, KEDGE_FAULT_USAGE,
     MISBEHAVE_ID},
    {"a service that makes a supervisor call", misbehave, MISBEHAVE_SUPERVISOR_CALL,
     KEDGE_FAULT_INTERRUPT, MISBEHAVE_ID},
    {"a service that panics", misbehave, MISBEHAVE_PANIC, KEDGE_FAULT_PANIC, MISBEHAVE_ID},
    {"a service that calls what it does not declare", misbehave, MISBEHAVE_CALL_UNDECLARED,
     KEDGE_FAULT_PROGRAMMER_ERROR, MISBEHAVE_ID},
    {"a service that writes past a vector", misbehave, MISBEHAVE_WRITE_PAST_VECTOR,
     KEDGE_FAULT_PROGRAMMER_ERROR, MISBEHAVE_ID},
};
#define ATTEMPT_COUNT (sizeof(attempts) / sizeof(attempts[0]))

static void compare(const struct attempt *attempt)
{
    struct kedge_fault fault = {0};
    bool recorded = kedge_last_fault(&fault) == PSA_SUCCESS;

    bool good = recorded && (attempt->reason == 0 || fault.reason == attempt->reason) &&
                (attempt->who == 0 || fault.who == attempt->who);
    if (attempt->act == forge_exception_return)
        good = good && fault.pc == 0; /* or it would be a register of the service's */
    if (attempt->act == load)         /* the record names the very instruction */
        good = good && fault.pc - ((uint32_t)load & ~1u) < 8;
    if (attempt->act == store)
        good = good && fault.pc - ((uint32_t)store & ~1u) < 8;
    verdict(attempt->name, good);
    if (!good) {
        console_write("        reason ");
        console_decimal((int32_t)fault.reason);
        console_write(" who ");
        console_decimal(fault.who);
        console_write(" pc ");
        console_word(fault.pc);
        console_write(" status ");
        console_word(fault.status);
        console_write("\n");
    }
}

static bool wanted(const struct attempt *attempt)
{
    return attempt->act != misbehave || psa_version(0xf000) != PSA_VERSION_NONE;
}

int main(void)
{
    if (progress.magic != MAGIC) {
        memset(&progress, 0, sizeof(progress));
        progress.magic = MAGIC;
        status_attempts();
    } else {
        compare(&attempts[progress.next++]);
    }

    while (progress.next < ATTEMPT_COUNT && !wanted(&attempts[progress.next]))
        progress.next++;
    if (progress.next < ATTEMPT_COUNT) {
        attempts[progress.next].act(attempts[progress.next].argument);
        console_write("FAILED  not stopped: ");
        console_write(attempts[progress.next].name);
        console_write("\n");
        return 1;
    }
    progress.magic = 0;
    console_decimal((int32_t)progress.passed);
    console_write(" attempts caught, ");
    console_decimal((int32_t)progress.failed);
    console_write(" not\n");
    return progress.failed != 0;
}
