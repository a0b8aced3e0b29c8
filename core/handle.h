/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Handles: what a client calls a service by (FF-M 1.1, section 3.3).
 *
 * A stateless handle is a constant of the manifest; a connection is a slot of a static table of
 * CONFIG_CONNECTION_COUNT entries. The low bits of a connection's handle are the slot, the bits
 * above a number that changes with every use of the slot, so that a closed handle does not come
 * back to life with the next connection.
 */
#ifndef CORE_HANDLE_H
#define CORE_HANDLE_H

#include "core/manifest.h"
#include "psa/service.h"

/** Is this service there for this client? The non-secure side needs non_secure_clients, a
 * partition needs the SID among its dependencies. */
bool core_handle_permitted(const struct core_service *service, int32_t client_id);

/** The service with this SID if this client may use it, or null. */
const struct core_service *core_handle_find(uint32_t sid, int32_t client_id);

/**
 * The service behind a handle that `client_id` may call, or null (a programmer error).
 * For a connection `*rhandle` is set to the place of its rhandle, otherwise to null.
 */
const struct core_service *core_handle_resolve(psa_handle_t handle, int32_t client_id,
                                               void ***rhandle);

/** Does a client that was written for `version` of the service find what it needs? As the
 * manifest's version_policy says; never for PSA_VERSION_NONE. */
bool core_handle_version_fits(const struct core_service *service, uint32_t version);

/** Takes a connection for this client: its handle, and the place of its rhandle, which is null at
 * first. PSA_ERROR_CONNECTION_BUSY if all are taken. */
psa_handle_t core_handle_reserve(const struct core_service *service, int32_t client_id,
                                 void ***rhandle);

/** A service has answered PSA_ERROR_PROGRAMMER_ERROR: its connection takes no call any more, only
 * psa_close() (FF-M 1.1, 3.3). Nothing happens to a stateless handle. */
void core_handle_terminate(psa_handle_t handle);

/** Has this connection, which core_handle_resolve() found, been terminated? */
bool core_handle_terminated(psa_handle_t handle);

/** Gives back a connection that core_handle_reserve() returned. */
void core_handle_release(psa_handle_t handle);

#endif
