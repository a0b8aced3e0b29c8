/* SPDX-License-Identifier: Apache-2.0 */
/**
 * From the gate to a service and back (FF-M 1.1, SFN model, isolation level 1).
 *
 * The model: a request runs to its end on the stack of its caller's entry, so there is one stack
 * and there are no threads. A service may call another one that its manifest names; such calls
 * nest. The non-secure side has one call under way at a time.
 */
#ifndef CORE_CALL_H
#define CORE_CALL_H

#include "core/access.h"
#include "core/manifest.h"
#include "psa/service.h"

/** The client id of the non-secure side. One id: a non-secure RTOS that keeps its tasks apart
 * does so itself. */
#define CORE_CLIENT_NONSECURE (-1)

/** A request under way. Lives on the stack of the call. */
struct core_message {
    psa_msg_t msg;
    struct core_buffers buffers;
    const struct core_service *service;
    void **rhandle;              /**< where psa_set_rhandle() puts it, or null */
    struct core_message *caller; /**< the request whose handler made this call, or null */
};

/** The request whose handler runs now, or null. */
extern struct core_message *core_message_current;

/**
 * The C end of the gate: decodes an operation of api/kedge/gate.h for the non-secure side.
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

/**
 * psa_call() for any client.
 *
 * PSA_ERROR_PROGRAMMER_ERROR: an unknown handle, a service that this client may not use, vectors
 * that are not its own. The caller decides what follows from it: a status for the non-secure
 * side, a restart for a partition.
 */
psa_status_t core_call(psa_handle_t handle, uint32_t control, uintptr_t in, uintptr_t out,
                       int32_t client_id);

/** Runs `service` with a message without vectors: CONNECT and DISCONNECT. */
psa_status_t core_call_bare(int32_t client_id, const struct core_service *service, int32_t type,
                            void **rhandle);

#endif
