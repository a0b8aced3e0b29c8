/* SPDX-License-Identifier: Apache-2.0 */
/* A program that links PSA Crypto as a library has no machine to start. */
#include "port/posix/posix.h"

void port_posix_start(void)
{
}
