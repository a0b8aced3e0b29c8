/* SPDX-License-Identifier: Apache-2.0 */
/* A non-secure program's way through the gate: a call to an address that its linker knows. */
#include "client/gate.h"

typedef uint32_t gate_t(uint32_t subject, uint32_t control, uintptr_t in, uintptr_t out);

extern const char kedge_gate_address[];

uint32_t kedge_gate(uint32_t subject, uint32_t control, uintptr_t in, uintptr_t out)
{
    return ((gate_t *)(uintptr_t)kedge_gate_address)(subject, control, in, out);
}
