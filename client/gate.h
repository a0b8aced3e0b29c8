/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How this client reaches the gate: one function, which the machine provides.
 *
 * A non-secure program on Armv8-M jumps to the fixed address (port/armv8m/gate_client.c); a Linux
 * program calls the partition manager in its own process (port/posix/gate.c); a secure partition
 * has it from the partition manager.
 */
#ifndef CLIENT_GATE_H
#define CLIENT_GATE_H

#include <stdint.h>

/** Passes four words through the gate as api/kedge/gate.h says. */
uint32_t kedge_gate(uint32_t subject, uint32_t control, uintptr_t in, uintptr_t out);

#endif
