/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The operations of RSA on numbers (RFC 8017, 5.1.2 and 5.2).
 *
 * With the private key, no branch and no address depends on a number of the key, but on their
 * lengths: exponents are taken by windows of three bits with all of the table read each time, and
 * the numbers are reduced modulo the primes by Montgomery's products. Blinding comes on top of
 * that.
 */
#include "crypto/provider/mbedtls/rsa.h"

#include "lib/wipe.h"

#include <string.h>

/* What an exponentiation needs: of e, which is one limb, two powers, and of a prime's exponent
 * eight, both with one number more for the chosen one, and a product's. */
#define POWER_LIMBS(count, powers) ((powers) * (count) + (count) + MODULAR_MULTIPLY_LIMBS(count))
#define WORK_LIMBS                 (MODULAR_INVERT_LIMBS(RSA_LIMBS_MAX) + 1)
_Static_assert(WORK_LIMBS >= POWER_LIMBS(RSA_LIMBS_MAX, 2) + RSA_LIMBS_MAX &&
                   WORK_LIMBS >= POWER_LIMBS(RSA_HALF_MAX, 8),
               "no room for powers");

/* All that is at work, to be wiped at once. Numbers as long as the modulus fill two halves. */
struct numbers {
    struct modulus modulus;
    limb_t value[RSA_LIMBS_MAX], square[RSA_LIMBS_MAX], work[WORK_LIMBS];
    limb_t input[RSA_LIMBS_MAX], output[RSA_LIMBS_MAX];
};

struct private_numbers {
    struct numbers all;
    limb_t blinding[RSA_LIMBS_MAX];
    struct modulus prime;
    limb_t value[RSA_HALF_MAX], square[RSA_HALF_MAX], exponent[RSA_HALF_MAX];
    limb_t by_p[RSA_HALF_MAX], by_q[RSA_HALF_MAX];
};

static size_t half_of(const struct rsa_key *key)
{
    return LIMBS_OF_SIZE((key->number[RSA_N].size + 1) / 2);
}

static psa_status_t begin(struct numbers *all, const struct rsa_key *key, const uint8_t *input)
{
    size_t size = key->number[RSA_N].size, count = LIMBS_OF_SIZE(size);

    crypto_rsa_number_load(&key->number[RSA_N], all->value, RSA_LIMBS_MAX);
    (void)mbedtls_mpi_core_read_be(all->input, RSA_LIMBS_MAX, input, size);
    if (mbedtls_mpi_core_lt_ct(all->input, all->value, count) == MBEDTLS_CT_FALSE)
        return PSA_ERROR_INVALID_ARGUMENT;
    memset(all->output, 0, sizeof all->output);
    crypto_modular_begin(&all->modulus, all->value, count, all->square, all->work);
    return PSA_SUCCESS;
}

/* r = a to the power of e; the result is times R. */
static void power(struct numbers *all, const struct rsa_key *key, limb_t *r, const limb_t *a)
{
    crypto_modular_enter(&all->modulus, r, a);
    mbedtls_mpi_core_exp_mod_unsafe(r, r, all->value, all->modulus.count, &key->exponent, 1,
                                    all->square, all->work);
}

psa_status_t crypto_rsa_public_operation(const struct rsa_key *key, const uint8_t *input,
                                         uint8_t *output)
{
    struct numbers all;
    psa_status_t status = begin(&all, key, input);

    if (status == PSA_SUCCESS) {
        power(&all, key, all.output, all.input);
        crypto_modular_leave(&all.modulus, all.output, all.output);
        (void)mbedtls_mpi_core_write_be(all.output, all.modulus.count, output,
                                        key->number[RSA_N].size);
    }
    lib_wipe(&all, sizeof all); /* an encrypted message was in it */
    return status;
}

/* Multiplies the input by a random number to the power of e, and keeps the number's inverse to
 * multiply the result with. */
static psa_status_t blind(struct private_numbers *x, const struct rsa_key *key)
{
    struct modulus *modulus = &x->all.modulus;
    size_t size = modulus->count * sizeof(limb_t);
    psa_status_t status = crypto_mbedtls_random((uint8_t *)x->all.output, size);

    if (status != PSA_SUCCESS)
        return status;
    crypto_modular_reduce(modulus, x->all.output, x->all.output);
    if (!crypto_modular_invert(modulus, x->blinding, x->all.output, x->all.work))
        return PSA_ERROR_INSUFFICIENT_ENTROPY; /* it had a factor of the modulus */
    power(&x->all, key, x->all.output, x->all.output);
    crypto_modular_multiply(modulus, x->all.input, x->all.input, x->all.output);
    return PSA_SUCCESS;
}

/* The result modulo one of the primes, which stays the present one. */
static void power_by_prime(struct private_numbers *x, const struct rsa_key *key, int prime,
                           limb_t *r)
{
    size_t half = half_of(key);
    const limb_t *low = x->all.input, *high = low + half;
    limb_t *sum = x->all.output; /* which is not in use yet */

    crypto_rsa_number_load(&key->number[prime], x->value, half);
    crypto_rsa_number_load(&key->number[prime - RSA_P + RSA_DP], x->exponent, half);
    crypto_modular_begin(&x->prime, x->value, half, x->square, x->all.work);
    /* high * R + low, where R is what a half can count to. */
    crypto_modular_reduce(&x->prime, r, low);
    crypto_modular_enter(&x->prime, sum, high);
    crypto_modular_add(&x->prime, r, r, sum);
    crypto_modular_enter(&x->prime, r, r);
    mbedtls_mpi_core_exp_mod(r, r, x->value, half, x->exponent, half, x->square, x->all.work);
    crypto_modular_leave(&x->prime, r, r);
}

/* Garner's recombination: by_q + q * ((by_p - by_q) / q modulo p). */
static void recombine(struct private_numbers *x, const struct rsa_key *key)
{
    size_t half = half_of(key);
    limb_t *r = x->value; /* of p, which is needed no more when the last product is made */

    crypto_modular_reduce(&x->prime, x->exponent, x->by_q);
    crypto_modular_subtract(&x->prime, x->by_p, x->by_p, x->exponent);
    crypto_rsa_number_load(&key->number[RSA_QI], x->exponent, half);
    crypto_modular_enter(&x->prime, x->exponent, x->exponent);
    crypto_modular_multiply(&x->prime, x->by_p, x->by_p, x->exponent);
    crypto_rsa_number_load(&key->number[RSA_Q], r, half);
    mbedtls_mpi_core_mul(x->all.output, x->by_p, half, r, half);
    memset(x->all.work, 0, 2 * half * sizeof(limb_t));
    memcpy(x->all.work, x->by_q, half * sizeof(limb_t));
    (void)mbedtls_mpi_core_add(x->all.output, x->all.output, x->all.work, 2 * half);
}

/* Is the result to the power of e what came in? */
static bool is_right(struct private_numbers *x, const struct rsa_key *key)
{
    struct modulus *modulus = &x->all.modulus;
    limb_t *check = x->all.work + POWER_LIMBS(modulus->count, 2);

    power(&x->all, key, check, x->all.output);
    crypto_modular_leave(modulus, check, check);
    return lib_equal_ct(check, x->all.input, modulus->count * sizeof(limb_t));
}

static psa_status_t operate(struct private_numbers *x, const struct rsa_key *key,
                            const uint8_t *input, uint8_t *output)
{
    struct modulus *modulus = &x->all.modulus;
    psa_status_t status = begin(&x->all, key, input);

    if (status == PSA_SUCCESS)
        status = blind(x, key);
    if (status != PSA_SUCCESS)
        return status;
    power_by_prime(x, key, RSA_Q, x->by_q);
    power_by_prime(x, key, RSA_P, x->by_p);
    recombine(x, key);
    if (!is_right(x, key))
        return PSA_ERROR_CORRUPTION_DETECTED;
    crypto_modular_enter(modulus, x->blinding, x->blinding);
    crypto_modular_multiply(modulus, x->all.output, x->all.output, x->blinding);
    (void)mbedtls_mpi_core_write_be(x->all.output, modulus->count, output, key->number[RSA_N].size);
    return PSA_SUCCESS;
}

psa_status_t crypto_rsa_private_operation(const struct rsa_key *key, const uint8_t *input,
                                          uint8_t *output)
{
    struct private_numbers x;
    psa_status_t status = operate(&x, key, input, output);

    lib_wipe(&x, sizeof x);
    return status;
}
