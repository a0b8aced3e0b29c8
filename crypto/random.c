/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/random.h"

#include "crypto/provider.h"
#include "lib/wipe.h"

psa_status_t crypto_random(uint8_t *output, size_t size)
{
    psa_status_t status = PSA_SUCCESS;

    if (crypto_provider.random == NULL)
        return PSA_ERROR_NOT_SUPPORTED;
    for (size_t done = 0; status == PSA_SUCCESS && done < size;) {
        size_t chunk = size - done;

        if (chunk > CRYPTO_RANDOM_CHUNK)
            chunk = CRYPTO_RANDOM_CHUNK;
        status = crypto_provider.random(output + done, chunk);
        done += chunk;
    }
    /* Earlier chunks were good, but half of a random value is a trap for the caller. */
    if (status != PSA_SUCCESS)
        lib_wipe(output, size);
    return status;
}
