/* SPDX-License-Identifier: Apache-2.0 */
/** The CMSDK UART of the MPS2 boards, transmitting only. */
#ifndef MPS2_UART_H
#define MPS2_UART_H

#include <stddef.h>
#include <stdint.h>

static inline void mps2_uart_begin(uint32_t base)
{
    volatile uint32_t *uart = (volatile uint32_t *)base;

    uart[4] = 16; /* BAUDDIV: the smallest that the part allows */
    uart[2] = 1;  /* CTRL: transmit */
}

static inline void mps2_uart_write(uint32_t base, const char *text, size_t size)
{
    volatile uint32_t *uart = (volatile uint32_t *)base;

    while (size-- > 0) {
        while (uart[1] & 1) /* STATE: transmit buffer full */
            ;
        uart[0] = (uint8_t)*text++;
    }
}

#endif
