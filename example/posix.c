/* SPDX-License-Identifier: Apache-2.0 */
/* The examples' console and machine on Linux. */
#include "port/posix/posix.h"
#include "example/console.h"
#include "example/machine.h"

#include <stdio.h>

/* The services start before main(), as they do before a non-secure program on a board. */
__attribute__((constructor)) static void start(void)
{
    port_posix_start();
}

void console_write(const char *text)
{
    fputs(text, stdout);
}

uint32_t machine_secure_address(void)
{
    return 0;
}
