/* SPDX-License-Identifier: Apache-2.0 */
#include "core/gate.h"

#include "core/call.h"
#include "core/connect.h"
#include "core/fault.h"
#include "core/handle.h"
#include "kedge/gate.h"

#include <stdbool.h>
#include <stddef.h>

static uint32_t dispatch(uint32_t subject, uint32_t control, uintptr_t in, uintptr_t out,
                         int32_t client)
{
    const struct core_service *service;

    switch (KEDGE_GATE_OPERATION(control)) {
    case KEDGE_GATE_CALL:
        return (uint32_t)core_call((psa_handle_t)subject, control, in, out, client);
    case KEDGE_GATE_FRAMEWORK_VERSION:
        return PSA_FRAMEWORK_VERSION;
    case KEDGE_GATE_VERSION:
        service = core_handle_find(subject, client);
        return service != NULL ? service->version : PSA_VERSION_NONE;
    case KEDGE_GATE_CONNECT:
        return (uint32_t)core_connect(client, subject, (uint32_t)in);
    case KEDGE_GATE_CLOSE:
        if (subject != PSA_NULL_HANDLE && !core_close(client, (psa_handle_t)subject))
            core_fault_programmer_error(client);
        return PSA_SUCCESS;
    default:
        return (uint32_t)PSA_ERROR_PROGRAMMER_ERROR;
    }
}

static bool is_version(uint32_t control)
{
    uint32_t operation = KEDGE_GATE_OPERATION(control);

    return operation == KEDGE_GATE_FRAMEWORK_VERSION || operation == KEDGE_GATE_VERSION;
}

/* Two threads of the non-secure side can be in here at once, if an interrupt switches between
 * them; the later one finds the gate busy and leaves. Between its test and its store the earlier
 * one may be overtaken by a whole call of the later, which leaves everything as it found it. */
uint32_t core_gate(uint32_t subject, uint32_t control, uintptr_t in, uintptr_t out)
{
    static volatile bool busy;

    if (busy) /* a version only looks into constants, and has no way to say that it is busy */
        return is_version(control) ? dispatch(subject, control, in, out, CORE_CLIENT_NONSECURE)
                                   : (uint32_t)PSA_ERROR_CONNECTION_BUSY;
    busy = true;
    uint32_t result = dispatch(subject, control, in, out, CORE_CLIENT_NONSECURE);
    busy = false;
    return result;
}

uint32_t core_gate_partition(uint32_t subject, uint32_t control, uintptr_t in, uintptr_t out)
{
    int32_t client = core_fault_culprit();
    uint32_t result = dispatch(subject, control, in, out, client);

    if (result == (uint32_t)PSA_ERROR_PROGRAMMER_ERROR)
        core_fault_programmer_error(client);
    return result;
}
