/* SPDX-License-Identifier: Apache-2.0 */
/* Both sides live in one process, so the gate is a call; who calls is told by whether a
 * partition is running. */
#include "client/gate.h"

#include "core/fault.h"
#include "core/gate.h"

uint32_t kedge_gate(uint32_t subject, uint32_t control, uintptr_t in, uintptr_t out)
{
    if (core_fault_culprit() != 0)
        return core_gate_partition(subject, control, in, out);
    return core_gate(subject, control, in, out);
}
