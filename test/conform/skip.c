/* SPDX-License-Identifier: Apache-2.0 */
/**
 * One instruction is skipped, and still no wrong image starts.
 *
 * This program runs in the emulator of mps2-an505. It holds the decision of the boot stage as it
 * was built for a device, and gives it cases that must be refused. For each instruction of that
 * code it decides again with this instruction left out the first time that it is reached, as a
 * glitch of the supply may do: an undefined instruction stands in its place, and the fault handler
 * puts the right one back and goes on behind it.
 *
 * The code under test runs unprivileged, with a memory protection unit that keeps it from this
 * program, and a timer ends what does not end by itself: a skipped instruction can lead anywhere.
 * The arithmetic of the signature check is left out; a function that knows the case's verdict
 * stands for it. Where the build verifies by LMS, the image is made into one with such a signature.
 *
 * Prints a line for each case and exits with 1 if one of them started, or if the good image did
 * not without a skip. skip.sh builds and runs it.
 */
#include "boot/boot.h"

#include "crypto/provider/mbedtls/lms.h"
#include "kedge_config.h"
#include "lib/bytes.h"
#include "test/vectors/boot_images.h"

#include <string.h>

#define HARNESS __attribute__((section(".harness")))
#define STATE   __attribute__((section(".state"))) /* kept from the code under test */
#define NAKED   __attribute__((naked, section(".harness")))

#define REGISTER(address) (*(volatile uint32_t *)(address))
#define SYSTICK_CTRL      0xe000e010u
#define SYSTICK_LOAD      0xe000e014u
#define SYSTICK_VALUE     0xe000e018u
#define SCB_ICSR          0xe000ed04u
#define SCB_VTOR          0xe000ed08u
#define SCB_CFSR          0xe000ed28u
#define SCB_HFSR          0xe000ed2cu
#define MPU_CTRL          0xe000ed94u
#define MPU_RNR           0xe000ed98u
#define MPU_RBAR          0xe000ed9cu
#define MPU_RLAR          0xe000eda0u
#define MPU_MAIR0         0xe000edc0u

/* The memory that the code under test gets to see; skip.ld has the rest. */
#define SLOT          ((uint8_t *)0x10300000)
#define PROVISION     ((uint8_t *)0x10310000)
#define STACK_LOWEST  0x38030000u
#define STACK_HIGHEST 0x38040000u
#define PRISTINE      ((uint8_t *)0x38100000)
#define VECTORS \
    ((uint8_t *)0x38200000) /* out of reach of a null pointer, which aliases 0x10000000 */
#define SLOT_SIZE 512u
#define LMS_SIZE  56u /* of a public key */

/* What the vectors in the images were made for. */
#define SLOT_ADDRESS 0x10010000u
#define HEADER_SIZE  0x80u
#define RAM_ADDRESS  0x30008000u

#define TIME_LIMIT 400000u /* ticks of 20 MHz: 625,000 instructions as skip.sh counts them */

extern uint8_t tested_start[], tested_end[];
extern const uint32_t table[]; /* pairs of an instruction's address and size, ended by 0 */

enum verdict { VERDICT_WRONG, VERDICT_RIGHT, VERDICT_RIGHT_FOR_ZERO };

/* Read by the code under test, restored before each trial. */
static volatile enum verdict trial_verdict;
static struct boot_area trial_area;
static uint8_t trial_record[BOOT_RECORD_SIZE];

STATE static uint8_t case_provision[BOOT_PROVISION_SIZE];
STATE static uint8_t case_slot[SLOT_SIZE];
STATE static struct boot_area case_area;
STATE static enum verdict case_verdict;

STATE uint32_t saved_registers[10];
STATE static uint32_t armed_address, armed_size, armed_code;
STATE static bool was_reached;

/* ---- The code under test: what a board's main does, and the stand-in ---- */

uint32_t tested(const struct boot_area *area);

/* Returns the address to start at, or something small. */
__attribute__((noinline)) uint32_t tested(const struct boot_area *area)
{
    struct boot_decision decision;
    enum boot_reason reason = boot_select(area, &decision);

    if (!boot_decision_allows(&decision))
        return 0x100u + (uint32_t)reason;
    boot_record_write(trial_record, &decision.record);
    if (!boot_decision_allows(&decision))
        return 0x200u + (uint32_t)reason;
    return boot_decision_vectors(&decision);
}

HARNESS int p256_ecdsa_verify(const uint8_t *signature, const uint8_t *point, const uint8_t *hash,
                              size_t size);

HARNESS static int verdict_on(const uint8_t *hash, size_t size)
{
    if (trial_verdict == VERDICT_RIGHT)
        return 0;
    if (trial_verdict == VERDICT_WRONG)
        return -4;
    for (size_t i = 0; i < size; i++)
        if (hash[i] != 0)
            return -4;
    return 0;
}

HARNESS int p256_ecdsa_verify(const uint8_t *signature, const uint8_t *point, const uint8_t *hash,
                              size_t size)
{
    (void)signature;
    (void)point;
    return verdict_on(hash, size);
}

HARNESS psa_status_t crypto_lms_verify(const uint8_t *key, size_t key_size, const uint8_t *message,
                                       size_t message_size, const uint8_t *signature,
                                       size_t signature_size)
{
    (void)key;
    (void)key_size;
    (void)signature;
    (void)signature_size;
    return verdict_on(message, message_size);
}

/* ---- Exceptions ---- */

/* Saves the registers, calls tested() unprivileged on its own stack, and comes back by SVC. A
 * trial that was given up comes back at `recover` with 0. */
NAKED uint32_t trial(const struct boot_area *area);
NAKED uint32_t trial(__attribute__((unused)) const struct boot_area *area)
{
    __asm__ volatile("ldr r1, =saved_registers\n stmia r1!, {r4-r11}\n mov r2, sp\n"
                     "str r2, [r1]\n str lr, [r1, #4]\n"
                     "ldr r2, =0x38040000\n mov sp, r2\n"
                     "mov r1, #0x60000000\n mov r2, r1\n mov r3, r1\n" /* nothing is mapped there */
                     "mov r4, #3\n msr control, r4\n isb\n"
                     "bl tested\n svc 0\n"
                     ".global recover\n .thumb_func\n recover:\n"
                     "ldr r1, =saved_registers\n ldmia r1!, {r4-r11}\n ldr r2, [r1]\n mov sp, r2\n"
                     "ldr lr, [r1, #4]\n bx lr\n .ltorg\n");
}

NAKED void supervisor_call(void);
NAKED void supervisor_call(void)
{
    __asm__ volatile("mov r1, #2\n msr control, r1\n isb\n bx lr\n");
}

/* Returns from the exception to `recover`, privileged, by a frame of its own. */
NAKED void give_up(void);
NAKED void give_up(void)
{
    __asm__ volatile("mov r1, #2\n msr control, r1\n isb\n"
                     "ldr r1, =0x3805ffe0\n mov r2, #0\n str r2, [r1]\n"
                     "ldr r3, =recover\n bic r3, #1\n str r3, [r1, #24]\n"
                     "mov r3, #0x01000000\n str r3, [r1, #28]\n"
                     "ldr r3, =0xe000ed28\n ldr r2, [r3]\n str r2, [r3]\n"
                     "msr psp, r1\n mvn lr, #2\n bx lr\n .ltorg\n");
}

/* Is this the fault of the armed instruction? If so it is put back, and the frame goes on behind
 * it, with the state of an IT block moved on as the instruction would have. */
HARNESS bool skip_armed(uint32_t *frame);
HARNESS bool skip_armed(uint32_t *frame)
{
    uint32_t it;

    if ((uint32_t)frame < STACK_LOWEST || (uint32_t)frame > STACK_HIGHEST - 32 ||
        armed_address == 0 || frame[6] != armed_address)
        return false;
    *(volatile uint16_t *)armed_address = (uint16_t)armed_code;
    frame[6] += armed_size;
    it = (frame[7] >> 25 & 3) | (frame[7] >> 8 & 0xfc);
    it = (it & 7) == 0 ? 0 : (it & 0xe0) | (it << 1 & 0x1f);
    frame[7] = (frame[7] & ~0x0600fc00u) | (it & 3) << 25 | (it & 0xfc) << 8;
    armed_address = 0;
    was_reached = true;
    REGISTER(SCB_CFSR) = UINT32_MAX;
    REGISTER(SCB_HFSR) = UINT32_MAX;
    __asm__ volatile("dsb\n isb");
    return true;
}

NAKED void exception(void);
NAKED void exception(void)
{
    __asm__ volatile("mrs r3, ipsr\n cmp r3, #15\n beq 1f\n" /* the timer */
                     "mrs r0, psp\n push {r3, lr}\n bl skip_armed\n pop {r3, lr}\n"
                     "cbz r0, 1f\n bx lr\n 1: b give_up\n");
}

/* ---- Output, by semihosting ---- */

HARNESS static void semihost(int operation, const void *argument)
{
    register int r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;

    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

HARNESS static void say(const char *text)
{
    semihost(4, text);
}

HARNESS static void say_number(uint32_t value)
{
    char text[11];
    int i = 10;

    text[i] = '\0';
    do {
        text[--i] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    say(text + i);
}

HARNESS static _Noreturn void stop(uint32_t status)
{
    const uint32_t argument[2] = {0x20026, status};

    semihost(0x20, argument);
    for (;;)
        ;
}

/* ---- Cases ---- */

STATE static struct boot_image parsed;
STATE static uint8_t root_key_hash[BOOT_SHA256_SIZE];

HARNESS static uint8_t *entry(enum boot_tlv tlv)
{
    return case_slot + (parsed.tlv[tlv].value - case_slot);
}

HARNESS static void provision(uint32_t life_cycle, uint32_t counter, bool development, uint8_t key)
{
    uint8_t hash[BOOT_SHA256_SIZE];
    const struct boot_provision device = {hash, hash, hash, life_cycle, counter, development};

    memcpy(hash, root_key_hash, sizeof hash);
    hash[0] ^= key;
    (void)boot_provision_write(case_provision, &device);
}

HARNESS static void good(void)
{
}

HARNESS static void altered(void)
{
    case_slot[HEADER_SIZE + 16] ^= 1;
}

HARNESS static void altered_with_hash(void)
{
    altered();
    (void)boot_sha256(case_slot, parsed.signed_size, entry(BOOT_TLV_HASH));
    case_verdict = VERDICT_WRONG;
}

/* Whoever skips the hashing may have a signature ready for the digest that was there before. */
HARNESS static void altered_with_zero_hash(void)
{
    altered();
    memset(entry(BOOT_TLV_HASH), 0, BOOT_SHA256_SIZE);
    case_verdict = VERDICT_RIGHT_FOR_ZERO;
}

HARNESS static void other_signer(void)
{
    provision(BOOT_LIFE_CYCLE_SECURED, 3, false, 1);
}

HARNESS static void old(void)
{
    provision(BOOT_LIFE_CYCLE_SECURED, 8, false, 0);
}

HARNESS static void development(void)
{
    provision(BOOT_LIFE_CYCLE_SECURED, 3, true, 0);
}

HARNESS static void decommissioned(void)
{
    provision(BOOT_LIFE_CYCLE_DECOMMISSIONED, 3, false, 0);
}

static const struct {
    const char *name;
    void (*prepare)(void);
} cases[] = {
    {"good image", good}, /* the control: it must start */
    {"altered image", altered},
    {"altered image with its hash", altered_with_hash},
    {"altered image with a hash of zeros", altered_with_zero_hash},
    {"image of another signer", other_signer},
    {"old image", old},
    {"development keys in a release", development},
    {"decommissioned device", decommissioned},
};

/* Nothing covers the entries after the signed part. The key, in the middle, becomes one of 56 bytes
 * and the signature moves up to it, to be of LMS. */
HARNESS static void use_lms(void)
{
    uint8_t *key = entry(BOOT_TLV_PUBLIC_KEY), *signature = entry(BOOT_TLV_SIGNATURE);
    size_t size = parsed.tlv[BOOT_TLV_SIGNATURE].size;
    uint8_t *area = case_slot + parsed.signed_size;

    lib_put_le16(area + 2, (uint16_t)(lib_get_le16(area + 2) - (BOOT_PUBLIC_KEY_SIZE - LMS_SIZE)));
    lib_put_le16(key - 2, LMS_SIZE);
    lib_put_le16(signature - BOOT_TLV_HEAD_SIZE, BOOT_TLV_TYPE_LMS);
    memmove(key + LMS_SIZE, signature - BOOT_TLV_HEAD_SIZE, BOOT_TLV_HEAD_SIZE + size);
    (void)boot_sha256(key, LMS_SIZE, root_key_hash);
    (void)boot_image_parse(case_slot, SLOT_SIZE, &parsed);
}

HARNESS static void prepare(void (*change)(void))
{
    memset(case_slot, 0xff, SLOT_SIZE);
    memcpy(case_slot, image_full, sizeof image_full);
    memcpy(root_key_hash, image_root_key_hash, sizeof root_key_hash);
    (void)boot_image_parse(case_slot, SLOT_SIZE, &parsed);
    if (CONFIG_BOOT_LMS)
        use_lms();
    provision(BOOT_LIFE_CYCLE_SECURED, 3, false, 0);
    case_verdict = VERDICT_RIGHT;
    case_area = (struct boot_area){
        .provision = PROVISION,
        .slot = SLOT,
        .slot_size = SLOT_SIZE,
        .slot_address = SLOT_ADDRESS,
        .stack_lowest = RAM_ADDRESS - 0x1000,
        .stack_highest = RAM_ADDRESS,
        .vector_alignment = 128,
        .release = true,
    };
    change();
}

/* ---- Trials ---- */

/* Writes only what differs: a written byte of code is translated anew, which takes the time. */
HARNESS static void restore(uint8_t *memory, const uint8_t *content, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (((volatile uint8_t *)memory)[i] != content[i])
            ((volatile uint8_t *)memory)[i] = content[i];
}

HARNESS static uint32_t run(void)
{
    uint32_t result;

    trial_verdict = case_verdict;
    trial_area = case_area;
    restore(PROVISION, case_provision, BOOT_PROVISION_SIZE);
    restore(SLOT, case_slot, SLOT_SIZE);
    REGISTER(SYSTICK_LOAD) = TIME_LIMIT;
    REGISTER(SYSTICK_VALUE) = 0;
    REGISTER(SYSTICK_CTRL) = 7;
    result = trial(&trial_area);
    REGISTER(SYSTICK_CTRL) = 0;
    REGISTER(SCB_ICSR) = 1u << 25;
    armed_address = 0;
    restore(tested_start, PRISTINE, (size_t)(tested_end - tested_start));
    return result;
}

HARNESS static uint32_t run_without(const uint32_t *instruction)
{
    was_reached = false;
    armed_size = instruction[1];
    armed_code = *(volatile uint16_t *)instruction[0];
    armed_address = instruction[0];
    *(volatile uint16_t *)instruction[0] = 0xde00; /* UDF */
    __asm__ volatile("dsb\n isb");
    return run();
}

/* Returns how many trials started the image. */
HARNESS static uint32_t run_case(const char *name)
{
    uint32_t reached = 0, refused = 0, ended = 0, elsewhere = 0, started = 0;

    for (const uint32_t *instruction = table; *instruction != 0; instruction += 2) {
        uint32_t result = run_without(instruction);

        if (!was_reached)
            continue;
        reached++;
        if (result == SLOT_ADDRESS + HEADER_SIZE)
            started++;
        else if (result == 0)
            ended++;
        else if (result < 0x400)
            refused++;
        else
            elsewhere++;
    }
    say(name);
    say(": skipped ");
    say_number(reached);
    say(", refused ");
    say_number(refused);
    say(", fault or no end ");
    say_number(ended);
    say(", wrong address ");
    say_number(elsewhere);
    say(", started ");
    say_number(started);
    say("\n");
    return started;
}

HARNESS static void region(uint32_t number, uint32_t base, uint32_t limit, uint32_t access)
{
    REGISTER(MPU_RNR) = number;
    REGISTER(MPU_RBAR) = base | access;
    REGISTER(MPU_RLAR) = (limit & ~31u) | 1;
}

/* Access 2 and 3: everybody writes, with and without execution; 6: everybody reads and executes. */
HARNESS static void protect(void)
{
    REGISTER(MPU_MAIR0) = 0x44;
    region(0, 0x10000000, 0x100fffff, 2);
    region(1, 0x10300000, 0x1031ffff, 3);
    region(2, 0x38000000, 0x38000fff, 3);
    region(3, 0x10100000, 0x101fffff, 6);
    region(4, STACK_LOWEST, STACK_HIGHEST - 1, 3);
    REGISTER(MPU_CTRL) = 5;
    __asm__ volatile("dsb\n isb");
}

HARNESS _Noreturn void harness(void);
HARNESS _Noreturn void harness(void)
{
    uint32_t wrong = 0;

    memcpy(VECTORS, (const uint8_t *)0x10000000, 64);
    REGISTER(SCB_VTOR) = (uint32_t)VECTORS;
    memcpy(PRISTINE, tested_start, (size_t)(tested_end - tested_start));
    protect();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t result, started;

        prepare(cases[i].prepare);
        result = run();
        if ((result == SLOT_ADDRESS + HEADER_SIZE) != (i == 0)) {
            say("without a skip the decision is wrong already: ");
            wrong++;
        }
        started = run_case(cases[i].name);
        wrong += i == 0 ? started == 0 : started;
    }
    stop(wrong == 0 ? 0 : 1);
}

NAKED void reset(void);
NAKED void reset(void)
{
    __asm__ volatile("ldr r0, =0x38070000\n msr psp, r0\n mov r0, #2\n msr control, r0\n isb\n"
                     "b harness\n .ltorg\n");
}

__attribute__((section(".vectors"), used)) static void *const vectors[16] = {
    (void *)0x38080000,
    (void *)reset,
    (void *)exception,
    (void *)exception,
    (void *)exception,
    (void *)exception,
    (void *)exception,
    (void *)exception,
    NULL,
    NULL,
    NULL,
    (void *)supervisor_call,
    NULL,
    NULL,
    (void *)exception,
    (void *)exception,
};
