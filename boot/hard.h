/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Decisions that survive one fault.
 *
 * A voltage or clock glitch can make a processor skip an instruction, take a wrong branch or read
 * a wrong bit. Boot decisions are therefore made so that one such fault does not start an image
 * that was not verified:
 *
 *  - a decision is a boot_hard_t, whose TRUE and FALSE differ in every bit; everything else is
 *    FALSE, and so is memory of all zeros or all ones;
 *  - it is computed, never assigned: each check is a step that mixes its constant and its own
 *    difference (0 when the check passes) into a flow value. A step that was skipped, done twice,
 *    done in another order or failed leaves a wrong flow, and a wrong flow turns both the decision
 *    and the address to start at into garbage;
 *  - whoever acts on it checks it twice, on values that the compiler may not merge.
 *
 * test/conform/skip.sh leaves out each instruction of this decision in turn, the first time that it
 * is reached, and finds none that starts a wrong image. It does not reach into the arithmetic of
 * the signature check, nor the board's own main. An instruction that is wrong every time it is
 * reached, as by a stuck line, can start a wrong image.
 *
 * What this does not protect against: several precise faults in one start; a fault that changes
 * the arithmetic inside the signature check so that it succeeds (running it twice would double the
 * time to boot, and was rejected); faults after the jump; reading secrets by side channels.
 */
#ifndef BOOT_HARD_H
#define BOOT_HARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A hardened truth value. A structure, so that it cannot be tested with a plain `if`. */
typedef struct {
    uint32_t value;
} boot_hard_t;

#define BOOT_HARD_TRUE  0x5ac3a53cu
#define BOOT_HARD_FALSE 0xa53c5ac3u

/** The value itself, which the compiler must from now on treat as unknown: nothing that it proved
 * about it before carries over, so a repeated check stays a check. */
static inline uint32_t boot_hard_reload(uint32_t value)
{
    __asm__ volatile("" : "+r"(value));
    return value;
}

/** Is it TRUE? Asked twice in two ways. The second question hides its constant too, or the compiler
 * would compare with the register that the first one has just proved to be right. */
static inline bool boot_hard_is_true(boot_hard_t hard)
{
    if (boot_hard_reload(hard.value) != BOOT_HARD_TRUE)
        return false;
    return (boot_hard_reload(hard.value) ^ boot_hard_reload(BOOT_HARD_FALSE)) == UINT32_MAX;
}

/**
 * TRUE exactly if a status is 0, which says that something is verified.
 *
 * The status decides by arithmetic, and twice: only success gives exactly TRUE, and an error, being
 * negative, sets the sign, which TRUE lacks, if the first instruction should be skipped. A skipped
 * call leaves an address in the status, which is not 0 either.
 */
static inline boot_hard_t boot_hard_of_status(int32_t status)
{
    uint32_t again = boot_hard_reload((uint32_t)status);
    uint32_t value = boot_hard_reload(BOOT_HARD_TRUE ^ (uint32_t)status);

    return (boot_hard_t){value | again};
}

/**
 * 0 if the first `size` bytes of `a` and `b` are equal and all of them were compared, anything
 * else otherwise. A call that is skipped leaves an address in the result's register, which is
 * not 0.
 */
uint32_t boot_hard_difference(const void *a, const void *b, size_t size);

/** 0 if `a` is at least `b`, all ones otherwise: the borrow of a - b, with no branch to skip. */
static inline uint32_t boot_hard_borrow(uint32_t a, uint32_t b)
{
    return (uint32_t)(((uint64_t)boot_hard_reload(a) - b) >> 32);
}

/** The steps of a start in their order. The constants are arbitrary, far from each other. */
#define BOOT_STEP_KEY       0x1b873593u
#define BOOT_STEP_DIGEST    0xe6546b64u
#define BOOT_STEP_SIGNATURE 0x85ebca6bu
#define BOOT_STEP_COUNTER   0xc2b2ae35u
#define BOOT_STEP_ENTRY     0x27d4eb2fu

#define BOOT_FLOW_START            0x6a09e667u
#define BOOT_FLOW_NEXT(flow, step) ((((flow) ^ (step)) * 0x9e3779b1u) & UINT32_MAX)

/** The flow after boot_verify() with every check passed. */
#define BOOT_FLOW_VERIFIED                                                                       \
    BOOT_FLOW_NEXT(BOOT_FLOW_NEXT(BOOT_FLOW_NEXT(BOOT_FLOW_NEXT(BOOT_FLOW_START, BOOT_STEP_KEY), \
                                                 BOOT_STEP_DIGEST),                              \
                                  BOOT_STEP_SIGNATURE),                                          \
                   BOOT_STEP_COUNTER)

/** The flow after the last step of boot_select(). */
#define BOOT_FLOW_GO BOOT_FLOW_NEXT(BOOT_FLOW_VERIFIED, BOOT_STEP_ENTRY)

/** Mixes one step into `*flow`; `difference` is 0 exactly when the step's check passed. */
static inline void boot_flow_step(uint32_t *flow, uint32_t step, uint32_t difference)
{
    *flow = boot_hard_reload(BOOT_FLOW_NEXT(*flow, step ^ boot_hard_reload(difference)));
}

#endif
