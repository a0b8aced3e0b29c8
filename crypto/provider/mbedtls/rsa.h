/* SPDX-License-Identifier: Apache-2.0 */
/**
 * RSA: keys (rsa_key.c), the two operations on numbers (rsa_number.c), and what is around them: the
 * provider's entries with their paddings (rsa_sign.c, rsa_encrypt.c) and new keys (rsa_generate.c).
 *
 * Ours, over modular.h: see there. All numbers live on the stack, sized by
 * CONFIG_CRYPTO_RSA_BITS_MAX.
 */
#ifndef CRYPTO_MBEDTLS_RSA_H
#define CRYPTO_MBEDTLS_RSA_H

#include "crypto/provider/mbedtls/modular.h"
#include "crypto/provider/mbedtls/provider.h"

/** The longest modulus of the profile in bytes, and in limbs that two halves fill. */
#define RSA_SIZE_MAX  (CRYPTO_RSA_MAX > 0 ? CRYPTO_RSA_MAX : 128)
#define RSA_HALF_MAX  LIMBS_OF_SIZE((RSA_SIZE_MAX + 1) / 2)
#define RSA_LIMBS_MAX (2 * RSA_HALF_MAX)

/** The shortest modulus. */
#define RSA_BITS_MIN 1024

/** A number of a key in DER: big-endian, without leading zeros. */
struct rsa_number {
    const uint8_t *data;
    size_t size; /**< in bytes */
};

enum { RSA_N, RSA_E, RSA_D, RSA_P, RSA_Q, RSA_DP, RSA_DQ, RSA_QI, RSA_NUMBERS };

/** A key taken apart: pointers into its material. Of a public key the first two. */
struct rsa_key {
    struct rsa_number number[RSA_NUMBERS];
    const uint8_t *public_part; /**< the two numbers with their headers */
    size_t public_size;
    limb_t exponent; /**< e, 32 bits */
    size_t bits;
};

/** Takes a key apart. PSA_ERROR_INVALID_ARGUMENT if it is none in DER, or if its numbers cannot
 * be; PSA_ERROR_NOT_SUPPORTED for another length than the profile's, one that is no multiple of
 * eight bits, primes of different lengths, or an exponent above 32 bits. */
psa_status_t crypto_rsa_key_parse(const struct crypto_key *material, struct rsa_key *key);

/** Loads a number into limbs that it is known to fit. */
static inline void crypto_rsa_number_load(const struct rsa_number *number, limb_t *limbs,
                                          size_t count)
{
    (void)mbedtls_mpi_core_read_be(limbs, count, number->data, number->size);
}

/** output = input to the power of e: both as long as the modulus, and may be the same.
 * PSA_ERROR_INVALID_ARGUMENT if the input is not less than the modulus. */
psa_status_t crypto_rsa_public_operation(const struct rsa_key *key, const uint8_t *input,
                                         uint8_t *output);

/**
 * output = input to the power of d, by the two primes, with the input blinded by a random number.
 * As above, and PSA_ERROR_CORRUPTION_DETECTED if the result is not right: of a wrong one, a factor
 * of the modulus could be computed.
 */
psa_status_t crypto_rsa_private_operation(const struct rsa_key *key, const uint8_t *input,
                                          uint8_t *output);

/** Hashes up to three pieces, one after the other, into `digest`. */
struct rsa_piece {
    const uint8_t *data;
    size_t size;
};
psa_status_t crypto_rsa_hash(psa_algorithm_t hash, const struct rsa_piece *pieces, size_t count,
                             uint8_t *digest);

/** Adds MGF1 (RFC 8017, B.2.1) of a seed to `data`. */
psa_status_t crypto_rsa_mask(psa_algorithm_t hash, const uint8_t *seed, size_t seed_size,
                             uint8_t *data, size_t size);

#endif
