/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Opening and closing a connection to a connection-based service.
 */
#ifndef CORE_CONNECT_H
#define CORE_CONNECT_H

#include "psa/client.h"

#include <stdbool.h>

/** psa_connect() for any client; programmer errors as PSA_ERROR_PROGRAMMER_ERROR. */
psa_handle_t core_connect(int32_t client_id, uint32_t sid, uint32_t version);

/** psa_close(): false if `handle` is no open connection of this client (a programmer error). */
bool core_close(int32_t client_id, psa_handle_t handle);

#endif
