/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The gate: the one instruction where the non-secure side may enter (api/kedge/gate.h).
 *
 * Written by hand so that its address is fixed and both compilers make the same one; the CMSE
 * veneers that a compiler makes move from build to build.
 */
    .syntax unified
    .thumb

    .section .gate, "ax", %progbits
    .balign 32
    .global armv8m_gate
    .type   armv8m_gate, %function
armv8m_gate:
    sg
    b.w     gate_entry
    .balign 32

    .section .text.gate_entry, "ax", %progbits
    .type   gate_entry, %function
gate_entry:
    push    {r4, lr}
    /* Handler mode would run a service at an interrupt's priority, over a call that the interrupt
     * may have cut: refused. IPSR is the caller's. */
    mrs     r4, ipsr
    cbnz    r4, refuse
    bl      core_gate
leave:
    pop     {r4, lr}
    /* Nothing of the secure side stays in a register. r4-r11 are the caller's own again. The
     * secure image has no floating point, so there is nothing to clear in those registers. */
    movs    r1, #0
    mov     r2, r1
    mov     r3, r1
    mov     r12, r1
    msr     apsr_nzcvq, r1
    bxns    lr          /* sg cleared bit 0 of lr: this goes to the non-secure side */

refuse:
    mvn     r0, #128    /* PSA_ERROR_PROGRAMMER_ERROR, -129 */
    b       leave
