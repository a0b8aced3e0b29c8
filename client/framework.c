/* SPDX-License-Identifier: Apache-2.0 */
/* The client API of the Firmware Framework, packed into words for the gate. */
#include "client/gate.h"

#include "kedge/gate.h"
#include "psa/client.h"

/* The gate refuses handler mode with a status; for these two functions that is no version. */
static uint32_t version_of(uint32_t answer)
{
    return (int32_t)answer < 0 ? PSA_VERSION_NONE : answer;
}

uint32_t psa_framework_version(void)
{
    return version_of(
        kedge_gate(0, KEDGE_GATE_CONTROL(KEDGE_GATE_FRAMEWORK_VERSION, 0, 0, 0), 0, 0));
}

uint32_t psa_version(uint32_t sid)
{
    return version_of(kedge_gate(sid, KEDGE_GATE_CONTROL(KEDGE_GATE_VERSION, 0, 0, 0), 0, 0));
}

psa_handle_t psa_connect(uint32_t sid, uint32_t version)
{
    return (psa_handle_t)kedge_gate(sid, KEDGE_GATE_CONTROL(KEDGE_GATE_CONNECT, 0, 0, 0), version,
                                    0);
}

static uint32_t pack_count(size_t count)
{
    return count < KEDGE_GATE_COUNT_MAX ? (uint32_t)count : KEDGE_GATE_COUNT_MAX;
}

psa_status_t psa_call(psa_handle_t handle, int32_t type, const psa_invec *in_vec, size_t in_len,
                      psa_outvec *out_vec, size_t out_len)
{
    /* A type that does not fit is packed as one that is refused, so that the partition manager
     * decides what a programmer error means for this client. */
    uint32_t packed_type = type >= 0 && type <= KEDGE_GATE_TYPE_MAX ? (uint32_t)type : 0xffffu;
    uint32_t control =
        KEDGE_GATE_CONTROL(KEDGE_GATE_CALL, packed_type, pack_count(in_len), pack_count(out_len));

    return (psa_status_t)kedge_gate((uint32_t)handle, control, (uintptr_t)in_vec,
                                    (uintptr_t)out_vec);
}

void psa_close(psa_handle_t handle)
{
    (void)kedge_gate((uint32_t)handle, KEDGE_GATE_CONTROL(KEDGE_GATE_CLOSE, 0, 0, 0), 0, 0);
}
