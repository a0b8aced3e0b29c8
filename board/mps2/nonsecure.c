/* SPDX-License-Identifier: Apache-2.0 */
/* What a non-secure program needs of the board: its console and its end. */
#include "example/console.h"
#include "example/machine.h"

#include "board/mps2/memory.h"
#include "board/mps2/semihosting.h"
#include "board/mps2/uart.h"

#include <string.h>

_Noreturn void nonsecure_exit(int status);

void console_write(const char *text)
{
    static int ready;

    if (!ready)
        mps2_uart_begin(BOARD_UART_NONSECURE);
    ready = 1;
    mps2_uart_write(BOARD_UART_NONSECURE, text, strlen(text));
}

void nonsecure_exit(int status)
{
    if (!KEDGE_RELEASE)
        mps2_semihosting_exit((uint32_t)status);
    for (;;)
        __asm__ volatile("wfi");
}

uint32_t machine_secure_address(void)
{
    return BOARD_RAM_BASE + 0x400;
}
