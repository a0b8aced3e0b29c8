/* SPDX-License-Identifier: Apache-2.0 */
/* The functions of psa/service.h that a service may use while its handler runs. */
#include "psa/service.h"

#include "core/access.h"
#include "core/call.h"
#include "core/fault.h"
#include "port/port.h"

/* A partition's programmer error: FF-M requires a panic, there is no status to return. */
static inline struct core_message *message_of(psa_handle_t handle)
{
    struct core_message *message = core_message_current;

    if (message == NULL || message->msg.handle != handle)
        core_fault_programmer_error(core_fault_culprit());
    return message;
}

static size_t take(psa_handle_t handle, uint32_t index, void *data, size_t size)
{
    struct core_message *message = message_of(handle);
    struct core_buffers *buffers = &message->buffers;

    if (index >= PSA_MAX_IOVEC || message->msg.type < 0)
        core_fault_programmer_error(core_fault_culprit());
    if (index >= buffers->in_count)
        return 0; /* a vector that the client did not send is one of length 0 */
    return core_access_read(&buffers->range[index], data, size);
}

size_t psa_read(psa_handle_t msg_handle, uint32_t invec_idx, void *buffer, size_t num_bytes)
{
    if (!port_secure_range((uintptr_t)buffer, num_bytes, true))
        core_fault_programmer_error(core_fault_culprit());
    return take(msg_handle, invec_idx, buffer, num_bytes);
}

size_t psa_skip(psa_handle_t msg_handle, uint32_t invec_idx, size_t num_bytes)
{
    return take(msg_handle, invec_idx, NULL, num_bytes);
}

void psa_write(psa_handle_t msg_handle, uint32_t outvec_idx, const void *buffer, size_t num_bytes)
{
    struct core_buffers *buffers = &message_of(msg_handle)->buffers;

    if (outvec_idx >= buffers->out_count ||
        !port_secure_range((uintptr_t)buffer, num_bytes, false) ||
        !core_access_write(&buffers->range[buffers->in_count + outvec_idx], buffer, num_bytes))
        core_fault_programmer_error(core_fault_culprit());
}

void psa_set_rhandle(psa_handle_t msg_handle, void *rhandle)
{
    struct core_message *message = message_of(msg_handle);

    if (message->rhandle == NULL)
        core_fault_programmer_error(core_fault_culprit());
    *message->rhandle = rhandle;
    message->msg.rhandle = rhandle;
}

uint32_t psa_rot_lifecycle_state(void)
{
    return port_life_cycle();
}

void psa_panic(void)
{
    struct core_fault fault = {.reason = CORE_FAULT_PANIC, .who = core_fault_culprit()};

    fault.pc = (uint32_t)(uintptr_t)__builtin_return_address(0);
    core_fault_stop(&fault);
}
