/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Random bytes, and the one thing the generator needs of the machine.
 */
#ifndef CRYPTO_RANDOM_H
#define CRYPTO_RANDOM_H

#include "psa/crypto_types.h"

#include <stdbool.h>

/**
 * Fills `output` with `size` random bytes. The generator seeds itself at the first call and
 * reseeds after a bounded number of requests. PSA_ERROR_INSUFFICIENT_ENTROPY if either fails: all
 * of `output` is wiped then, and the next call tries again. PSA_ERROR_NOT_SUPPORTED if the
 * provider has no generator.
 */
psa_status_t crypto_random(uint8_t *output, size_t size);

/**
 * Fills `buffer` with `size` bytes of full entropy; false if the source fails. Declared here
 * because crypto/ knows no machine, defined by whoever puts the image together: in Kedge by
 * service/crypto/platform.c.
 */
bool crypto_entropy_read(void *buffer, size_t size);

#endif
