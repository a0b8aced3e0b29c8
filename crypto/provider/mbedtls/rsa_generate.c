/* SPDX-License-Identifier: Apache-2.0 */
/*
 * New keys of RSA. Primes are random numbers of half the modulus's length with their two highest
 * and two lowest bits set, tried one after the other: by small divisors, then by Miller and Rabin's
 * test. A prime with both lowest bits set needs only one exponentiation a round; that halves the
 * number of primes there are, which is of no consequence.
 */
#include "crypto/provider/mbedtls/rsa.h"

#include "lib/wipe.h"

#include <string.h>

/* A composite number of 512 bits passes with a probability below 2^-100, as Mbed TLS counts
 * (bignum.c, mbedtls_mpi_gen_prime); of longer ones fewer would do. */
#define ROUNDS 13
/* Primes differ by 2^(half the bits - 100) at least (FIPS 186-5, A.1.3). */
#define DISTANCE_BITS 100
/* RSAPrivateKey has nine integers. */
#define DER_HEADER 4u

#define POWER_LIMBS  (11 * RSA_HALF_MAX + 1)
#define INVERT_LIMBS MODULAR_INVERT_LIMBS(RSA_HALF_MAX)

/* All that is at work, to be wiped at once. `other` has a limb more, for a multiple. */
struct generator {
    struct modulus modulus;
    limb_t square[RSA_HALF_MAX], one[RSA_HALF_MAX], base[RSA_HALF_MAX], power[RSA_HALF_MAX];
    limb_t prime[2][RSA_HALF_MAX];
    limb_t number[RSA_LIMBS_MAX], other[RSA_LIMBS_MAX + 1];
    limb_t work[POWER_LIMBS > INVERT_LIMBS ? POWER_LIMBS : INVERT_LIMBS];
};

/* Divides in place and returns the remainder, bit by bit: divisors have up to 32 bits, and a
 * division of 64 bits by a library function takes a time that depends on what is divided. */
static uint32_t divide(limb_t *number, size_t count, uint32_t divisor)
{
    uint64_t rest = 0;

    for (size_t i = count * LIMB_BITS; i-- > 0;) {
        limb_t *limb = &number[i / LIMB_BITS];
        uint64_t bit = *limb >> i % LIMB_BITS & 1, less, quotient;

        rest = rest << 1 | bit;
        less = rest - divisor;
        quotient = ~less >> 63;
        rest = less + (divisor & (quotient - 1));
        *limb ^= (limb_t)(bit ^ quotient) << i % LIMB_BITS;
    }
    return (uint32_t)rest;
}

static uint32_t rest_of(const limb_t *number, size_t count, uint32_t divisor, limb_t *work)
{
    memcpy(work, number, count * sizeof *work);
    return divide(work, count, divisor);
}

/* number = 1 / exponent modulo a number, which has to be prime to it: (m k + 1) / e, where k is
 * -1 / m modulo e. `number` has a limb more. False if there is no inverse. */
static bool invert_exponent(const limb_t *m, size_t count, uint32_t exponent, limb_t *number,
                            limb_t *work)
{
    limb_t e = exponent, k, square, inverse, product[MODULAR_MULTIPLY_LIMBS(1)];
    struct modulus modulus;

    crypto_modular_begin(&modulus, &e, 1, &square, product);
    k = rest_of(m, count, exponent, work);
    if (k == 0 || !crypto_modular_invert(&modulus, &inverse, &k, work))
        return false;
    memset(number, 0, (count + 1) * sizeof *number);
    number[0] = 1;
    (void)mbedtls_mpi_core_mla(number, count + 1, m, count, e - inverse);
    (void)divide(number, count + 1, exponent);
    return true;
}

/* One round for `prime`: is a random number to the power of (prime - 1) / 2 one, or minus one? */
static psa_status_t test_once(struct generator *x, bool *passed)
{
    const limb_t *prime = x->modulus.value;
    size_t count = x->modulus.count;
    psa_status_t status = crypto_mbedtls_random((uint8_t *)x->base, count * sizeof(limb_t));

    if (status != PSA_SUCCESS)
        return status;
    memcpy(x->power, prime, count * sizeof(limb_t));
    mbedtls_mpi_core_shift_r(x->power, count, 1);
    crypto_modular_enter(&x->modulus, x->base, x->base); /* as random as before, and reduced */
    mbedtls_mpi_core_exp_mod(x->base, x->base, prime, count, x->power, count, x->square, x->work);
    crypto_modular_subtract(&x->modulus, x->power, x->base, x->one);
    crypto_modular_add(&x->modulus, x->base, x->base, x->one);
    *passed = crypto_modular_is_zero(x->power, count) || crypto_modular_is_zero(x->base, count);
    return PSA_SUCCESS;
}

static psa_status_t is_prime(struct generator *x, const limb_t *prime, size_t count, bool *good)
{
    psa_status_t status = PSA_SUCCESS;

    *good = true;
    for (uint32_t divisor = 3; divisor < 256; divisor += 2)
        if (rest_of(prime, count, divisor, x->work) == 0) {
            *good = false;
            return PSA_SUCCESS;
        }
    crypto_modular_begin(&x->modulus, prime, count, x->square, x->work);
    crypto_modular_leave(&x->modulus, x->one, x->square);
    for (int round = 0; round < ROUNDS && *good && status == PSA_SUCCESS; round++)
        status = test_once(x, good);
    return status;
}

/* Is the second prime far enough from the first? */
static bool is_apart(struct generator *x, size_t count, size_t bits)
{
    limb_t borrow = mbedtls_mpi_core_sub(x->base, x->prime[0], x->prime[1], count);

    if (borrow != 0)
        (void)mbedtls_mpi_core_sub(x->base, x->prime[1], x->prime[0], count);
    return mbedtls_mpi_core_bitlen(x->base, count) > bits - DISTANCE_BITS;
}

static psa_status_t find_prime(struct generator *x, int which, size_t size, uint32_t exponent)
{
    size_t count = LIMBS_OF_SIZE(size);
    limb_t *prime = x->prime[which];

    for (;;) {
        uint8_t *bytes = (uint8_t *)x->work;
        bool good;
        psa_status_t status = crypto_mbedtls_random(bytes, size);

        if (status != PSA_SUCCESS)
            return status;
        bytes[0] |= 0xc0;
        bytes[size - 1] |= 0x03;
        (void)mbedtls_mpi_core_read_be(prime, count, bytes, size);
        /* prime - 1 has an inverse for the exponent */
        prime[0] ^= 1;
        good = invert_exponent(prime, count, exponent, x->other, x->work);
        prime[0] ^= 1;
        if (!good || (which == 1 && !is_apart(x, count, size * 8)))
            continue;
        status = is_prime(x, prime, count, &good);
        if (status != PSA_SUCCESS || good)
            return status;
    }
}

/* Where the key is written, from its end: so lengths are known when headers are due. */
struct writer {
    uint8_t *start, *at;
};

static bool put_header(struct writer *writer, uint8_t tag, size_t size)
{
    if (writer->at - writer->start < (ptrdiff_t)DER_HEADER)
        return false;
    *--writer->at = (uint8_t)size;
    if (size > 0xff) {
        *--writer->at = (uint8_t)(size >> 8);
        *--writer->at = 0x82;
    } else if (size >= 0x80) {
        *--writer->at = 0x81;
    }
    *--writer->at = tag;
    return true;
}

static bool put_number(struct writer *writer, const limb_t *number, size_t count)
{
    size_t bits = mbedtls_mpi_core_bitlen(number, count);
    size_t size = bits / 8 + 1; /* with room for the sign */

    if ((size_t)(writer->at - writer->start) < size)
        return false;
    for (size_t i = 0; i < size; i++)
        *--writer->at = (uint8_t)(i < count * sizeof(limb_t)
                                      ? number[i / sizeof(limb_t)] >> 8 * (i % sizeof(limb_t))
                                      : 0);
    return put_header(writer, 0x02, size);
}

/* The exponent for one of the primes, 1 / e modulo it less 1. */
static bool put_prime_exponent(struct generator *x, struct writer *writer, int which, size_t count,
                               uint32_t exponent)
{
    x->prime[which][0] ^= 1;
    (void)invert_exponent(x->prime[which], count, exponent, x->other, x->work);
    x->prime[which][0] ^= 1;
    return put_number(writer, x->other, count);
}

/* d, modulo (p - 1) (q - 1), which is n - (p - 1) - q. n is in `number`. */
static bool put_private_exponent(struct generator *x, struct writer *writer, size_t count,
                                 uint32_t exponent)
{
    for (size_t i = 0; i < 2; i++) {
        memset(x->other, 0, sizeof x->other);
        memcpy(x->other, x->prime[i], count * sizeof(limb_t));
        x->other[0] -= i == 0;
        (void)mbedtls_mpi_core_sub(x->number, x->number, x->other, 2 * count);
    }
    (void)invert_exponent(x->number, 2 * count, exponent, x->other, x->work);
    return put_number(writer, x->other, 2 * count);
}

static void multiply_primes(struct generator *x, size_t count)
{
    mbedtls_mpi_core_mul(x->number, x->prime[0], count, x->prime[1], count);
}

/* RSAPrivateKey, from its last number to its first. */
static bool put_key(struct generator *x, struct writer *writer, size_t count, uint32_t exponent)
{
    const uint8_t *end = writer->at;
    limb_t e = exponent, version = 0;
    bool fits;

    crypto_modular_begin(&x->modulus, x->prime[0], count, x->square, x->work);
    (void)crypto_modular_invert(&x->modulus, x->base, x->prime[1], x->work);
    multiply_primes(x, count);
    fits = put_number(writer, x->base, count) &&
           put_prime_exponent(x, writer, 1, count, exponent) &&
           put_prime_exponent(x, writer, 0, count, exponent) &&
           put_number(writer, x->prime[1], count) && put_number(writer, x->prime[0], count) &&
           put_private_exponent(x, writer, count, exponent) && put_number(writer, &e, 1);
    multiply_primes(x, count);
    return fits && put_number(writer, x->number, 2 * count) && put_number(writer, &version, 1) &&
           put_header(writer, 0x30, (size_t)(end - writer->at));
}

/* The first prime is the larger one, as the inverse of the second modulo it wants it. */
static void order_primes(struct generator *x, size_t count)
{
    mbedtls_mpi_core_cond_swap(x->prime[0], x->prime[1], count,
                               mbedtls_mpi_core_lt_ct(x->prime[0], x->prime[1], count));
}

static psa_status_t generate(struct generator *x, size_t bits, uint32_t exponent,
                             struct writer *writer)
{
    size_t count = LIMBS_OF_SIZE(bits / 16);
    psa_status_t status = find_prime(x, 0, bits / 16, exponent);

    if (status == PSA_SUCCESS)
        status = find_prime(x, 1, bits / 16, exponent);
    if (status != PSA_SUCCESS)
        return status;
    order_primes(x, count);
    return put_key(x, writer, count, exponent) ? PSA_SUCCESS : PSA_ERROR_BUFFER_TOO_SMALL;
}

psa_status_t crypto_mbedtls_rsa_generate(size_t bits, const uint8_t *exponent, size_t exponent_size,
                                         uint8_t *output, size_t capacity, size_t *size)
{
    struct generator x;
    struct writer writer = {output, output + capacity};
    uint64_t e = exponent_size == 0 ? 65537 : 0;
    psa_status_t status;

    *size = 0;
    for (size_t i = 0; i < exponent_size; i++) {
        e = e << 8 | exponent[i];
        if (e > UINT32_MAX)
            return PSA_ERROR_NOT_SUPPORTED;
    }
    if (e < 3 || e % 2 == 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (bits < RSA_BITS_MIN || bits > 8 * RSA_SIZE_MAX || bits % 16 != 0)
        return PSA_ERROR_NOT_SUPPORTED;
    status = generate(&x, bits, (uint32_t)e, &writer);
    lib_wipe(&x, sizeof x);
    if (status == PSA_SUCCESS) {
        *size = (size_t)(output + capacity - writer.at);
        memmove(output, writer.at, *size);
    } else {
        lib_wipe(output, capacity);
    }
    return status;
}
