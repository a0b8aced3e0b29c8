/* SPDX-License-Identifier: Apache-2.0 */
/* What a program brings that links PSA Crypto as a library, without a partition manager: entropy.
 * The tests of both kinds start a machine; there is nothing to start here. */
#include "crypto/random.h"
#include "port/posix/posix.h"

#include <sys/random.h>
#include <sys/types.h>

bool crypto_entropy_read(void *buffer, size_t size)
{
    return getrandom(buffer, size, 0) == (ssize_t)size;
}

void port_posix_start(void)
{
}
