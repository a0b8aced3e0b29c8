/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The C end of the gate: from four words (api/kedge/gate.h) to what they ask for.
 */
#ifndef CORE_GATE_H
#define CORE_GATE_H

#include <stdint.h>

/** The client id of the non-secure side. One id: a non-secure RTOS that keeps its tasks apart
 * does so itself. */
#define CORE_CLIENT_NONSECURE (-1)

/**
 * Does what the non-secure side asks for.
 *
 * Runs in thread mode on the secure stack; the port has checked that. Re-entry, while a call is
 * under way, is answered PSA_ERROR_CONNECTION_BUSY. Returns the word for the caller.
 */
uint32_t core_gate(uint32_t subject, uint32_t control, uintptr_t in, uintptr_t out);

/**
 * The same for the partition whose handler runs: its psa_call() and its kin end here. A programmer
 * error, also one that the called service answers, is recorded and the system restarts.
 */
uint32_t core_gate_partition(uint32_t subject, uint32_t control, uintptr_t in, uintptr_t out);

#endif
