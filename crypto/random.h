/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Random bytes, and the one thing the generator needs of the machine.
 */
#ifndef CRYPTO_RANDOM_H
#define CRYPTO_RANDOM_H

#include "crypto/provider.h"

/**
 * Fills `output` with `size` random bytes, at most CRYPTO_RANDOM_MAX. The generator seeds itself
 * at the first call and reseeds after a bounded number of requests.
 * PSA_ERROR_INSUFFICIENT_ENTROPY if either fails: `output` is wiped then, and the next call tries
 * again.
 */
static inline psa_status_t crypto_random(uint8_t *output, size_t size)
{
    return crypto_provider.random(output, size);
}

/**
 * Fills `buffer` with `size` bytes of full entropy; false if the source fails. Declared here
 * because crypto/ knows no machine, defined by whoever puts the image together: in Kedge by
 * service/crypto/platform.c.
 */
bool crypto_entropy_read(void *buffer, size_t size);

#endif
