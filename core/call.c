/* SPDX-License-Identifier: Apache-2.0 */
#include "core/call.h"

#include "core/handle.h"
#include "kedge/gate.h"

#include <stddef.h>
#include <string.h>

struct core_message *core_message_current;
int32_t core_partition_starting;

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
    if (message.service == NULL || core_handle_terminated(handle) ||
        KEDGE_GATE_TYPE(control) > KEDGE_GATE_TYPE_MAX ||
        !core_access_take(&message.buffers, client_id, in, KEDGE_GATE_IN_COUNT(control), out,
                          KEDGE_GATE_OUT_COUNT(control), message.msg.in_size, message.msg.out_size))
        return PSA_ERROR_PROGRAMMER_ERROR;

    psa_status_t status = run(&message, client_id, KEDGE_GATE_TYPE(control));
    if (status == PSA_ERROR_PROGRAMMER_ERROR)
        core_handle_terminate(handle);
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
