/* SPDX-License-Identifier: Apache-2.0 */
/* Console, entropy and stop of the secure side; both secure images link it. */
#include "port/armv8m/board.h"

#include "board/mps2/memory.h"
#include "board/mps2/semihosting.h"
#include "board/mps2/uart.h"

#include <string.h>

void board_console_begin(void)
{
    mps2_uart_begin(BOARD_UART_SECURE);
}

void board_console_write(const char *text, size_t size)
{
    mps2_uart_write(BOARD_UART_SECURE, text, size);
}

/* The runner fills the entropy page before each start of the emulator: its last word is a fresh
 * fill's mark, the others are random. Every word is wiped as it is taken, so none serves twice,
 * over resets too; the first word counts how many are gone. What an engineer replaces here is the
 * true random generator of the part. */
#define ENTROPY_WORDS (BOARD_ENTROPY_SIZE / 4)
#define ENTROPY_MARK  0x21746e45u /* "Ent!" */

bool board_entropy_read(void *buffer, size_t size)
{
    volatile uint32_t *page = (volatile uint32_t *)BOARD_ENTROPY_BASE;
    uint8_t *out = buffer;
    uint32_t next = page[0];

    if (page[ENTROPY_WORDS - 1] != ENTROPY_MARK || next > ENTROPY_WORDS - 2 ||
        (size + 3) / 4 > ENTROPY_WORDS - 2 - next) {
        memset(buffer, 0, size);
        return false;
    }
    while (size > 0) {
        uint32_t word = page[1 + next];
        size_t part = size < 4 ? size : 4;
        page[1 + next] = 0;
        page[0] = ++next;
        memcpy(out, &word, part);
        out += part;
        size -= part;
    }
    return true;
}

void board_stop(int status)
{
    if (!KEDGE_RELEASE)
        mps2_semihosting_exit((uint32_t)status);
    for (;;)
        __asm__ volatile("wfi");
}
