/* SPDX-License-Identifier: Apache-2.0 */
#include "core/connect.h"

#include "core/call.h"
#include "core/fault.h"
#include "core/handle.h"

#include <stddef.h>

/* A wrong answer to CONNECT or DISCONNECT is the programmer error of the service's partition. */
static void blame(const struct core_service *service)
{
    core_fault_programmer_error(core_partitions[service->partition].id);
}

psa_handle_t core_connect(int32_t client_id, uint32_t sid, uint32_t version)
{
    const struct core_service *service = core_handle_find(sid, client_id);
    void **rhandle;

    if (service == NULL) /* a partition asked for what its manifest does not declare */
        return client_id < 0 ? PSA_ERROR_CONNECTION_REFUSED : PSA_ERROR_PROGRAMMER_ERROR;
    if (service->stateless_index != 0 || !core_handle_version_fits(service, version))
        return PSA_ERROR_PROGRAMMER_ERROR;

    /* Before the service runs: it may connect to another service itself. */
    psa_handle_t handle = core_handle_reserve(service, client_id, &rhandle);
    if (handle < 0)
        return handle;
    psa_status_t status = core_call_bare(client_id, service, PSA_IPC_CONNECT, rhandle);
    if (status == PSA_SUCCESS)
        return handle;
    core_handle_release(handle);
    if (status != PSA_ERROR_CONNECTION_BUSY && status != PSA_ERROR_CONNECTION_REFUSED)
        blame(service); /* FF-M allows a service these two answers */
    return status;
}

bool core_close(int32_t client_id, psa_handle_t handle)
{
    void **rhandle;
    const struct core_service *service = core_handle_resolve(handle, client_id, &rhandle);

    if (service == NULL || rhandle == NULL) /* a stateless handle has no rhandle */
        return false;
    if (core_call_bare(client_id, service, PSA_IPC_DISCONNECT, rhandle) != PSA_SUCCESS)
        blame(service);
    core_handle_release(handle);
    return true;
}
