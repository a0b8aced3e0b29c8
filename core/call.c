/* SPDX-License-Identifier: Apache-2.0 */
#include "core/call.h"

#include "core/fault.h"
#include "core/handle.h"
#include "kedge/gate.h"

#include <stddef.h>
#include <string.h>

struct core_message *core_message_current;

/* The handle only has to be right for the one message whose handler runs; the depth of the nesting
 * is enough to catch a handle kept from an outer request. */
static psa_status_t run(struct core_message *message, int32_t client_id, int32_t type)
{
    psa_status_t status;

    message->msg.type = type;
    message->msg.handle = core_message_current == NULL ? 1 : core_message_current->msg.handle + 1;
    message->msg.client_id = client_id;
    message->msg.rhandle = message->rhandle != NULL ? *message->rhandle : NULL;
    message->caller = core_message_current;
    core_message_current = message;
    status = message->service->handler(&message->msg);
    core_message_current = message->caller;
    return status;
}

psa_status_t core_call(psa_handle_t handle, uint32_t control, uintptr_t in, uintptr_t out,
                       int32_t client_id)
{
    struct core_message message;

    message.service = core_handle_resolve(handle, client_id, &message.rhandle);
    if (message.service == NULL || KEDGE_GATE_TYPE(control) > KEDGE_GATE_TYPE_MAX ||
        !core_access_take(&message.buffers, client_id, in, KEDGE_GATE_IN_COUNT(control), out,
                          KEDGE_GATE_OUT_COUNT(control), message.msg.in_size, message.msg.out_size))
        return PSA_ERROR_PROGRAMMER_ERROR;

    psa_status_t status = run(&message, client_id, KEDGE_GATE_TYPE(control));
    core_access_finish(&message.buffers, message.msg.out_size);
    return status;
}

psa_status_t core_call_bare(int32_t client_id, const struct core_service *service, int32_t type,
                            void **rhandle)
{
    struct core_message message;

    memset(&message, 0, sizeof(message));
    message.service = service;
    message.rhandle = rhandle;
    return run(&message, client_id, type);
}

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
        return (uint32_t)core_handle_connect(client, subject, (uint32_t)in);
    case KEDGE_GATE_CLOSE:
        if (subject != PSA_NULL_HANDLE && !core_handle_close(client, (psa_handle_t)subject))
            core_fault_programmer_error(client);
        return PSA_SUCCESS;
    default:
        return (uint32_t)PSA_ERROR_PROGRAMMER_ERROR;
    }
}

/* Two threads of the non-secure side can be in here at once, if an interrupt switches between
 * them; the later one finds the gate busy and leaves. Between its test and its store the earlier
 * one may be overtaken by a whole call of the later, which leaves everything as it found it. */
uint32_t core_gate(uint32_t subject, uint32_t control, uintptr_t in, uintptr_t out)
{
    static volatile bool busy;

    if (busy)
        return (uint32_t)PSA_ERROR_CONNECTION_BUSY;
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
