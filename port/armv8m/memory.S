/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The four memory functions that the C standard lets a compiler call in a freestanding program, and
 * their other names in the run-time ABI for the Arm architecture (RTABI, 4.3.4), which LLVM calls.
 *
 * The C library's versions for size go byte by byte, which was a third of the instructions of a
 * storage operation; its versions for speed take 900 bytes. These take words, aligned or not (the
 * core accesses unaligned words of normal memory by itself), four instructions a word. In C both
 * compilers make longer and slower loops of it.
 */
    .syntax unified
    .thumb

/* void *memcpy(void *to, const void *from, size_t size) */
    .section .text.memcpy, "ax", %progbits
    .global memcpy, __aeabi_memcpy, __aeabi_memcpy4, __aeabi_memcpy8
    .type   memcpy, %function
    .type   __aeabi_memcpy, %function
    .type   __aeabi_memcpy4, %function
    .type   __aeabi_memcpy8, %function
__aeabi_memcpy:
__aeabi_memcpy4:
__aeabi_memcpy8:
memcpy:
    mov     r12, r0
    subs    r2, #4
    blo     2f
1:  ldr     r3, [r1], #4
    subs    r2, #4
    str     r3, [r12], #4
    bhs     1b
2:  adds    r2, #4              /* 0 to 3 bytes are left */
    beq     4f
3:  ldrb    r3, [r1], #1
    subs    r2, #1
    strb    r3, [r12], #1
    bne     3b
4:  bx      lr
    .size   memcpy, . - memcpy

/* void *memset(void *to, int value, size_t size) */
    .section .text.memset, "ax", %progbits
    .global memset
    .type   memset, %function
memset:
    mov     r12, r0
    uxtb    r1, r1
    orr     r1, r1, r1, lsl #8
    orr     r1, r1, r1, lsl #16
    subs    r2, #4
    blo     2f
1:  subs    r2, #4
    str     r1, [r12], #4
    bhs     1b
2:  adds    r2, #4
    beq     4f
3:  subs    r2, #1
    strb    r1, [r12], #1
    bne     3b
4:  bx      lr
    .size   memset, . - memset

/* void __aeabi_memset(void *to, size_t size, int value): the order is another */
    .section .text.__aeabi_memset, "ax", %progbits
    .global __aeabi_memset, __aeabi_memset4, __aeabi_memset8
    .type   __aeabi_memset, %function
    .type   __aeabi_memset4, %function
    .type   __aeabi_memset8, %function
__aeabi_memset:
__aeabi_memset4:
__aeabi_memset8:
    mov     r3, r1
    mov     r1, r2
    mov     r2, r3
    b       memset
    .size   __aeabi_memset, . - __aeabi_memset

/* void __aeabi_memclr(void *to, size_t size) */
    .section .text.__aeabi_memclr, "ax", %progbits
    .global __aeabi_memclr, __aeabi_memclr4, __aeabi_memclr8
    .type   __aeabi_memclr, %function
    .type   __aeabi_memclr4, %function
    .type   __aeabi_memclr8, %function
__aeabi_memclr:
__aeabi_memclr4:
__aeabi_memclr8:
    mov     r2, r1
    movs    r1, #0
    b       memset
    .size   __aeabi_memclr, . - __aeabi_memclr

/* void *memmove(void *to, const void *from, size_t size) */
    .section .text.memmove, "ax", %progbits
    .global memmove, __aeabi_memmove, __aeabi_memmove4, __aeabi_memmove8
    .type   memmove, %function
    .type   __aeabi_memmove, %function
    .type   __aeabi_memmove4, %function
    .type   __aeabi_memmove8, %function
__aeabi_memmove:
__aeabi_memmove4:
__aeabi_memmove8:
memmove:
    subs    r3, r0, r1
    cmp     r3, r2
    bhs.w   memcpy              /* forward is safe, also where the two do not meet */
    cbz     r2, 2f
1:  subs    r2, #1
    ldrb    r3, [r1, r2]
    strb    r3, [r0, r2]
    bne     1b
2:  bx      lr
    .size   memmove, . - memmove

/* int memcmp(const void *a, const void *b, size_t size) */
    .section .text.memcmp, "ax", %progbits
    .global memcmp
    .type   memcmp, %function
memcmp:
    mov     r12, r0
    subs    r2, #4
    blo     2f
1:  ldr     r0, [r12], #4
    ldr     r3, [r1], #4
    cmp     r0, r3
    bne     5f
    subs    r2, #4
    bhs     1b
2:  adds    r2, #4
    beq     4f
3:  ldrb    r0, [r12], #1
    ldrb    r3, [r1], #1
    subs    r0, r3
    bne     6f
    subs    r2, #1
    bne     3b
4:  movs    r0, #0
    bx      lr
5:  rev     r0, r0              /* the first byte that differs decides: make it the highest */
    rev     r3, r3
    cmp     r0, r3
    mov     r0, #1
    it      lo
    movlo   r0, #-1
6:  bx      lr
    .size   memcmp, . - memcmp
