/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The client's side of the PSA Firmware Framework (FF-M 1.1, section 4.3).
 *
 * A client reaches a Root of Trust service by its SID. A service is stateless, and then its handle
 * is a constant that the generated psa_manifest/sid.h names, or connection based, and then the
 * client opens a connection first. Each request is one psa_call() with at most four vectors.
 *
 * Who may call: thread mode, one call at a time. A second call that enters while one is under way
 * (from another thread, after an interrupt) is answered PSA_ERROR_CONNECTION_BUSY and changes
 * nothing; an RTOS puts a mutex around these functions. A call from handler mode is a programmer
 * error.
 *
 * Programmer errors: a null or forged handle, too many vectors, a vector that the caller itself
 * could not access, a wrong type. A non-secure caller gets PSA_ERROR_PROGRAMMER_ERROR back where
 * the function returns a status; where it cannot (psa_close), and for a secure partition always,
 * the fault is recorded and the system restarts (FF-M 1.1, section 4.1.2.1 leaves this choice).
 */
#ifndef PSA_CLIENT_H
#define PSA_CLIENT_H

#include "psa/error.h"

#include <stddef.h>
#include <stdint.h>

/** The version of the framework: 1.1. */
#define PSA_FRAMEWORK_VERSION 0x0101u
/** What psa_version() answers for a service that does not exist or may not be used. */
#define PSA_VERSION_NONE 0u
/** Input and output vectors together, at most, in one psa_call(). */
#define PSA_MAX_IOVEC 4u

/** The request type of a plain call; a service may define others from 0 to INT16_MAX. */
#define PSA_IPC_CALL 0

typedef int32_t psa_handle_t;
#define PSA_NULL_HANDLE        ((psa_handle_t)0)
#define PSA_HANDLE_IS_VALID(h) ((psa_handle_t)(h) > 0)
#define PSA_HANDLE_TO_ERROR(h) ((psa_status_t)(h))

/** A buffer that the service reads. It stays the caller's. `base` may be null if `len` is 0. */
typedef struct psa_invec {
    const void *base;
    size_t len; /**< in bytes */
} psa_invec;

/**
 * A buffer that the service writes. On return `len` is the number of bytes written; bytes beyond
 * are as they were. After an error the content is undefined, within the buffer.
 */
typedef struct psa_outvec {
    void *base;
    size_t len; /**< in bytes: capacity before, bytes written after */
} psa_outvec;

/** Returns PSA_FRAMEWORK_VERSION of the framework that runs. */
uint32_t psa_framework_version(void);

/**
 * Returns the version of the service `sid`, or PSA_VERSION_NONE if there is none or this client
 * may not use it; the two cannot be told apart.
 */
uint32_t psa_version(uint32_t sid);

/**
 * Opens a connection to a connection-based service.
 *
 * `version` is the version the client was written for; the service's manifest says whether it
 * must be equal (STRICT) or may be older (RELAXED).
 *
 * Returns a handle > 0, to be closed with psa_close(), or
 *   PSA_ERROR_CONNECTION_REFUSED   no such service, not for this client, or the service refused
 *   PSA_ERROR_CONNECTION_BUSY      all connections are in use: close one, or try later
 *   PSA_ERROR_PROGRAMMER_ERROR     the service is stateless, or the version does not fit
 */
psa_handle_t psa_connect(uint32_t sid, uint32_t version);

/**
 * Calls a service and waits for its answer.
 *
 * `handle` is a connection or a stateless handle; `type` is 0..INT16_MAX, defined by the service.
 * `in_len + out_len` is at most PSA_MAX_IOVEC. The vectors are copied once, at entry; the buffers
 * must not overlap an output buffer, or what is read is unspecified (within those buffers).
 *
 * Returns what the service returns, or
 *   PSA_ERROR_PROGRAMMER_ERROR   see the top of this file
 *   PSA_ERROR_CONNECTION_BUSY    another call is under way
 */
psa_status_t psa_call(psa_handle_t handle, int32_t type, const psa_invec *in_vec, size_t in_len,
                      psa_outvec *out_vec, size_t out_len);

/**
 * Closes a connection. PSA_NULL_HANDLE does nothing. Any other value that is not an open
 * connection of this client is a programmer error: recorded, and the system restarts. Like every
 * call it has to wait for the one under way; made while the gate is busy, it is lost.
 */
void psa_close(psa_handle_t handle);

#endif
