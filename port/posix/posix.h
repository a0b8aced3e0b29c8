/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The Linux port: the same core and services in one process with their client, for development,
 * for tests and for fuzzers.
 *
 * There is no isolation between the two sides: a process cannot keep a part of itself from itself.
 * What the port does check is what a client's mistake would break: null, wrapping and, under
 * AddressSanitizer, memory that does not exist.
 */
#ifndef PORT_POSIX_H
#define PORT_POSIX_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>

/** Starts the services: call once before the first psa_call. The storage is in the file named by
 * KEDGE_STORE, or kedge-store.img in the current directory. Exits with a message if it cannot.
 *
 * The hardware unique key, 32 random bytes, is in the file named by KEDGE_UNIQUE_KEY. Without that
 * there is a development key, which is no secret: a note on standard error says so. */
void port_posix_start(void);

/** What port_restart() does: jumps here if a test has set it, else the process says why and
 * exits with status 3. The jump passes 1. */
extern jmp_buf *port_posix_restart;

/** Memory that clients may not touch, for tests of refusals; both 0: none. */
extern uintptr_t port_posix_secure_base, port_posix_secure_end;

/** The life cycle that port_life_cycle() answers; PSA_LIFECYCLE_SECURED at first. */
extern uint32_t port_posix_life_cycle;

#endif
