/* SPDX-License-Identifier: Apache-2.0 */
#include "core/call.h"

#include "core/fault.h"
#include "core/handle.h"
#include "kedge/gate.h"

#include <stddef.h>

struct core_message *core_message_current;

/* A message's handle only has to be right for the one message whose handler runs; the depth of
 * the nesting is enough to catch a handle kept from an outer request. */
static psa_handle_t next_message_handle(void)
{
    return core_message_current == NULL ? 1 : core_message_current->msg.handle + 1;
}

static psa_status_t run(struct core_message *message)
{
    psa_status_t status;

    message->caller = core_message_current;
    core_message_current = message;
    status = message->service->handler(&message->msg);
    core_message_current = message->caller;
    return status;
}

static void fill(struct core_message *message, int32_t client_id, int32_t type, void **rhandle)
{
    const struct core_buffers *buffers = &message->buffers;

    message->msg.type = type;
    message->msg.handle = next_message_handle();
    message->msg.client_id = client_id;
    message->msg.rhandle = rhandle != NULL ? *rhandle : NULL;
    for (uint32_t i = 0; i < PSA_MAX_IOVEC; i++) {
        uint32_t o = i + buffers->in_count;
        message->msg.in_size[i] = i < buffers->in_count ? buffers->range[i].left : 0;
        message->msg.out_size[i] = i < buffers->out_count ? buffers->range[o].left : 0;
    }
}

psa_status_t core_call(int32_t client_id, psa_handle_t handle, uint32_t control, uintptr_t in,
                       uintptr_t out)
{
    struct core_message message;
    void **rhandle;

    message.service = core_handle_resolve(handle, client_id, &rhandle);
    if (message.service == NULL || KEDGE_GATE_TYPE(control) > KEDGE_GATE_TYPE_MAX ||
        !core_access_take(&message.buffers, client_id, in, KEDGE_GATE_IN_COUNT(control), out,
                          KEDGE_GATE_OUT_COUNT(control)))
        return PSA_ERROR_PROGRAMMER_ERROR;

    fill(&message, client_id, KEDGE_GATE_TYPE(control), rhandle);
    message.rhandle = rhandle;
    psa_status_t status = run(&message);
    core_access_finish(&message.buffers, message.msg.out_size);
    return status;
}

psa_status_t core_call_bare(int32_t client_id, const struct core_service *service, int32_t type,
                            void **rhandle)
{
    struct core_message message;

    message.service = service;
    message.rhandle = rhandle;
    (void)core_access_take(&message.buffers, client_id, 0, 0, 0, 0);
    fill(&message, client_id, type, rhandle);
    return run(&message);
}

static uint32_t dispatch(int32_t client, uint32_t subject, uint32_t control, uintptr_t in,
                         uintptr_t out)
{
    const struct core_service *service;

    switch (KEDGE_GATE_OPERATION(control)) {
    case KEDGE_GATE_CALL:
        return (uint32_t)core_call(client, (psa_handle_t)subject, control, in, out);
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
    uint32_t result = dispatch(CORE_CLIENT_NONSECURE, subject, control, in, out);
    busy = false;
    return result;
}

uint32_t core_gate_partition(uint32_t subject, uint32_t control, uintptr_t in, uintptr_t out)
{
    int32_t client = core_fault_culprit();
    uint32_t result = dispatch(client, subject, control, in, out);

    if (result == (uint32_t)PSA_ERROR_PROGRAMMER_ERROR)
        core_fault_programmer_error(client);
    return result;
}
