/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/random.h"
#include "port/port.h"

/* A file of its own, so that a program which links the key store without a machine below it, such
 * as a test, can bring its own. */
bool crypto_entropy_read(void *buffer, size_t size)
{
    return port_entropy_read(buffer, size);
}
