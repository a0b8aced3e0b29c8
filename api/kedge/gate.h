/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The gate: the one binary interface between a non-secure caller and Kedge.
 *
 * There is one secure entry, at an address that the board fixes (BOARD_GATE_BASE, which a
 * non-secure program gets from its linker as kedge_gate_address), stable from
 * build to build and the same for every compiler; no import library is needed. It takes four
 * words and returns one, by the procedure call standard (AAPCS):
 *
 *     r0  subject   a handle, or a SID for VERSION and CONNECT
 *     r1  control   the operation, and for CALL the type and the number of vectors, packed below
 *     r2  in        CALL: the array of psa_invec;  CONNECT: the version
 *     r3  out       CALL: the array of psa_outvec
 *     r0  result    a status, a handle or a version
 *
 * After the return r1-r3, r12 and the flags are zero; no other secure value is left in a register.
 */
#ifndef KEDGE_GATE_H
#define KEDGE_GATE_H

#include <stdint.h>

/** Operations, in control[31:24]. */
#define KEDGE_GATE_CALL              0u
#define KEDGE_GATE_FRAMEWORK_VERSION 1u
#define KEDGE_GATE_VERSION           2u
#define KEDGE_GATE_CONNECT           3u
#define KEDGE_GATE_CLOSE             4u

/** control[15:0] type, [19:16] input vectors, [23:20] output vectors, [31:24] operation. */
#define KEDGE_GATE_CONTROL(operation, type, in_count, out_count)                              \
    ((uint32_t)(operation) << 24 | (uint32_t)(out_count) << 20 | (uint32_t)(in_count) << 16 | \
     ((uint32_t)(type)&0xffffu))

#define KEDGE_GATE_OPERATION(control) (((control) >> 24) & 0xffu)
#define KEDGE_GATE_TYPE(control)      ((int32_t)((control)&0xffffu))
#define KEDGE_GATE_IN_COUNT(control)  (((control) >> 16) & 0xfu)
#define KEDGE_GATE_OUT_COUNT(control) (((control) >> 20) & 0xfu)

/** Vector counts above what FF-M allows are packed as this: still refused, never truncated. */
#define KEDGE_GATE_COUNT_MAX 15u
/** The largest type; larger ones are refused by the client's own packing. */
#define KEDGE_GATE_TYPE_MAX 0x7fff

#endif
