/* SPDX-License-Identifier: Apache-2.0 */
/**
 * All that core/ and service/ ask of a machine. One folder beside this file answers, chosen at
 * link time: armv8m/, posix/.
 *
 * Everything here runs on the secure side. Nothing here allocates.
 */
#ifndef PORT_H
#define PORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * May the non-secure caller that is now in the gate access these bytes?
 *
 * True if the whole of [base, base + size) exists, is non-secure, and the caller at its present
 * privilege may read it (and write it, if `write`). The range must not wrap. An empty range is
 * allowed anywhere. The answer holds for as long as the call lasts.
 */
bool port_nonsecure_range(uintptr_t base, size_t size, bool write);

/**
 * May a secure partition access these bytes? At isolation level 1: a range that does not wrap and
 * is not null.
 */
bool port_secure_range(uintptr_t base, size_t size, bool write);

/** Bytes of retained memory for the fault record: kept by every reset but power-on. */
#define PORT_FAULT_RECORD_SIZE 32u

/** The retained memory: PORT_FAULT_RECORD_SIZE bytes, 4-aligned. Its content is garbage after
 * power-on, so whoever reads it checks it. */
void *port_fault_memory(void);

/** Restarts the system. Never returns. */
_Noreturn void port_restart(void);

/** The life cycle of the root of trust: PSA_LIFECYCLE_* of psa/service.h, as the boot stage found
 * it in the provisioning area. */
uint32_t port_life_cycle(void);

/**
 * Derives a key of `size` bytes, at most 32, from the hardware unique key, which stays in the port:
 * always the same one for a label on one device, and unrelated ones for different labels or
 * different devices (boot/derive.h; the labels in use are in doc/formats.md). False, with nothing
 * in `key`, if the device has no unique key.
 */
bool port_derive_key(const char *label, uint8_t *key, size_t size);

/** The boot record that the boot stage left (boot/record.h), or null on a port without one. */
const void *port_boot_record(void);

/**
 * Fills `buffer` with `size` bytes of full entropy from the board's source. Blocks as long as the
 * source needs. Returns false, with the buffer wiped, if the source fails or is exhausted.
 */
bool port_entropy_read(void *buffer, size_t size);

/** Writes text to the secure side's console, if the board has one. For people, never parsed. */
void port_console_write(const char *text, size_t size);

#endif
