/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random bytes from OpenSSL's own generator for secrets: CTR_DRBG with AES-256, seeded and reseeded
 * from the operating system, anew in a child process, too.
 *
 * Rejected: our CTR_DRBG over crypto_entropy_read(). It would be a second generator in a process
 * where OpenSSL draws from its own anyway, for ECDSA, for blinding and for primes; one that is
 * certified, reseeded after a fork and tested by many is worth more. So crypto_entropy_read() is
 * never called.
 */
#include "crypto/provider/openssl/provider.h"

#include "crypto/provider/openssl/fetch.h"
#include "lib/wipe.h"

#include <openssl/rand.h>

psa_status_t crypto_openssl_random(uint8_t *output, size_t size)
{
    if (RAND_priv_bytes(output, (int)size) == 1)
        return PSA_SUCCESS;
    lib_wipe(output, size);
    return openssl_refusal(PSA_ERROR_INSUFFICIENT_ENTROPY);
}
