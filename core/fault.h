/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Faults: who broke a rule, why and where, kept over the restart that follows.
 *
 * Every fault of the secure side, and every attempt of the non-secure side to reach into it, ends
 * the same way: a record goes to retained memory (port_fault_memory()), the system restarts, and
 * the next start finds the record. Nothing is repaired in place: a root of trust that has seen an
 * invariant broken has no good state to go on from.
 *
 * The record is checked by a CRC, so garbage after power-on is no record. It is plain diagnosis,
 * open to every client through the platform service; it holds addresses but no data.
 */
#ifndef CORE_FAULT_H
#define CORE_FAULT_H

#include <stdbool.h>
#include <stdint.h>

/** Why. The numbers are part of the record's format and of kedge/platform.h; never reuse one. */
enum core_fault_reason {
    CORE_FAULT_PROGRAMMER_ERROR = 1, /**< the Firmware Framework's rules */
    CORE_FAULT_PANIC = 2,            /**< psa_panic(), or a partition that failed to start */
    CORE_FAULT_SECURE = 3,           /**< the non-secure side reached for secure memory */
    CORE_FAULT_MEMORY = 4,           /**< against the memory protection unit */
    CORE_FAULT_BUS = 5,              /**< no such address, or a bus gate refused */
    CORE_FAULT_USAGE = 6,            /**< undefined instruction, bad state */
    CORE_FAULT_STACK = 7,            /**< a stack limit was passed */
    CORE_FAULT_HARD = 8,             /**< a fault that nobody else takes */
    CORE_FAULT_INTERRUPT = 9,        /**< an exception that should never happen */
};

/** A fault. Words mean the same on every port; 0 where a port has nothing to say. */
struct core_fault {
    uint32_t reason;  /**< enum core_fault_reason */
    int32_t who;      /**< client id: negative non-secure, positive a partition, 0 the manager */
    uint32_t pc;      /**< address of the instruction */
    uint32_t address; /**< address that was reached for */
    uint32_t status;  /**< the port's own detail: on Armv8-M, CFSR or SFSR */
};

/** Records the fault and restarts. */
_Noreturn void core_fault_stop(const struct core_fault *fault);

/** A programmer error of `client_id` where no status can tell it: records and restarts. */
_Noreturn void core_fault_programmer_error(int32_t client_id);

/** Takes over the record that the last restart left, if any; called once, at start. */
void core_fault_begin(void);

/** The fault that led to the last restart. False if that was an ordinary one. */
bool core_fault_last(struct core_fault *fault);

/** The partition whose handler or entry_init runs, or 0: who calls, and who is to blame for a fault
 * of the secure side. */
int32_t core_fault_culprit(void);

#endif
