/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A request, from a client's call to a service and back (FF-M 1.1, SFN model, isolation level 1).
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

/** The id of the partition whose entry_init runs now, or 0. */
extern int32_t core_partition_starting;

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
