/* SPDX-License-Identifier: Apache-2.0 */
/* The start of a non-secure program: what a vendor's SDK does on a real part. */
#include <stdint.h>
#include <string.h>

extern uint32_t nonsecure_data[], nonsecure_data_end[], nonsecure_data_load[];
extern uint32_t nonsecure_bss[], nonsecure_bss_end[], nonsecure_stack[];

int main(void);
void nonsecure_reset(void);
void nonsecure_fault(void);
_Noreturn void nonsecure_exit(int status);

static size_t bytes_between(const uint32_t *from, const uint32_t *to)
{
    return (size_t)((uintptr_t)to - (uintptr_t)from);
}

void nonsecure_reset(void)
{
    memcpy(nonsecure_data, nonsecure_data_load, bytes_between(nonsecure_data, nonsecure_data_end));
    memset(nonsecure_bss, 0, bytes_between(nonsecure_bss, nonsecure_bss_end));
    nonsecure_exit(main());
}

/* A program may put its own handler in place of this one. */
__attribute__((weak)) void nonsecure_fault(void)
{
    nonsecure_exit(70);
}

__attribute__((section(".vectors"), used)) const void *const nonsecure_vectors[16] = {
    nonsecure_stack,
    (const void *)nonsecure_reset,
    (const void *)nonsecure_fault,
    (const void *)nonsecure_fault,
    (const void *)nonsecure_fault,
    (const void *)nonsecure_fault,
    (const void *)nonsecure_fault,
    (const void *)nonsecure_fault,
    (const void *)nonsecure_fault,
    (const void *)nonsecure_fault,
    (const void *)nonsecure_fault,
    (const void *)nonsecure_fault,
    (const void *)nonsecure_fault,
    (const void *)nonsecure_fault,
    (const void *)nonsecure_fault,
    (const void *)nonsecure_fault,
};
