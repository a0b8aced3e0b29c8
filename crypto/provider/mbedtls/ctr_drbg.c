/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/provider/mbedtls/provider.h"

#include "crypto/random.h"
#include "lib/wipe.h"

#include <mbedtls/ctr_drbg.h>

/* SP 800-90A allows 2^48; a source of entropy is at hand, so the state that somebody might have
 * learnt is worth little. */
#define REQUESTS_PER_SEED 1024

static mbedtls_ctr_drbg_context generator;
static bool is_seeded;

static int entropy(void *context, unsigned char *buffer, size_t size)
{
    (void)context;
    return crypto_entropy_read(buffer, size) ? 0 : -1;
}

static bool seed(void)
{
    mbedtls_ctr_drbg_init(&generator);
    mbedtls_ctr_drbg_set_reseed_interval(&generator, REQUESTS_PER_SEED);
    return mbedtls_ctr_drbg_seed(&generator, entropy, NULL, NULL, 0) == 0;
}

/* Also p256-m's source of random values, which is compiled to call it by this name. */
psa_status_t crypto_mbedtls_random(uint8_t *output, size_t size)
{
    if (!is_seeded)
        is_seeded = seed();
    /* What can fail here is a reseeding, which stays due until it succeeds. */
    if (is_seeded && mbedtls_ctr_drbg_random(&generator, output, size) == 0)
        return PSA_SUCCESS;
    lib_wipe(output, size);
    return PSA_ERROR_INSUFFICIENT_ENTROPY;
}
