/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The emulator's exit status, by Arm semihosting: a door for tests. Release builds are made
 * without it (test/target/release.sh looks for the instruction in the disassembly).
 */
#ifndef MPS2_SEMIHOSTING_H
#define MPS2_SEMIHOSTING_H

#include <stdint.h>

#define SEMIHOSTING_EXIT_EXTENDED    0x20
#define SEMIHOSTING_APPLICATION_EXIT 0x20026

static inline void mps2_semihosting_exit(uint32_t status)
{
    uint32_t block[2] = {SEMIHOSTING_APPLICATION_EXIT, status};
    register uint32_t r0 __asm__("r0") = SEMIHOSTING_EXIT_EXTENDED;
    register const uint32_t *r1 __asm__("r1") = block;

    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

#endif
