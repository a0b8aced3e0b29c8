/* SPDX-License-Identifier: Apache-2.0 */
/* Mbed TLS's wiping, by ours: its own goes through a function pointer in RAM. */
#include "lib/wipe.h"

#include <mbedtls/platform_util.h>

void mbedtls_platform_zeroize(void *data, size_t size)
{
    lib_wipe(data, size);
}
