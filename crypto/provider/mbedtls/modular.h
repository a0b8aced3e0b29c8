/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Arithmetic modulo large odd numbers, for P-384 and RSA, over Mbed TLS's core of multi-precision
 * arithmetic (library/bignum_core.h), which takes all memory from its caller and runs in a time
 * that depends on lengths alone. Mbed TLS's rsa.c and ecp.c stand on a layer above it that takes
 * its numbers from a heap; they and what they need are some 30 KB of flash and a heap.
 *
 * Numbers are arrays of limbs, the lowest first, as long as their modulus. Products are
 * Montgomery's: crypto_modular_multiply() gives a * b / R, where R is 2^(bits of the array).
 *
 * Nothing here wipes anything.
 */
#ifndef CRYPTO_MBEDTLS_MODULAR_H
#define CRYPTO_MBEDTLS_MODULAR_H

#include <bignum_core.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef mbedtls_mpi_uint limb_t;

#define LIMB_BITS           (8 * sizeof(limb_t))
#define LIMBS_OF_SIZE(size) (((size) + sizeof(limb_t) - 1) / sizeof(limb_t))
/** What working memory a product takes, and an inversion, in limbs. */
#define MODULAR_MULTIPLY_LIMBS(count) (2 * (count) + 1)
#define MODULAR_INVERT_LIMBS(count)   (6 * (count))

struct modulus {
    const limb_t *value;
    limb_t *square; /**< R squared */
    limb_t *work;   /**< MODULAR_MULTIPLY_LIMBS */
    size_t count;   /**< limbs */
    limb_t factor;  /**< Montgomery's: -1 / value, modulo one limb */
};

/** Prepares a modulus, odd and above 1, with memory for `square` and `work`. Of a secret modulus
 * its length may be told by the time. */
void crypto_modular_begin(struct modulus *modulus, const limb_t *value, size_t count,
                          limb_t *square, limb_t *work);

/** r = a * b / R; r may be either. b is less than the modulus, a any number. */
void crypto_modular_multiply(const struct modulus *modulus, limb_t *r, const limb_t *a,
                             const limb_t *b);

/** r = a + b and r = a - b of numbers less than the modulus; r may be either. */
void crypto_modular_add(const struct modulus *modulus, limb_t *r, const limb_t *a, const limb_t *b);
void crypto_modular_subtract(const struct modulus *modulus, limb_t *r, const limb_t *a,
                             const limb_t *b);

/** r = a modulo the modulus, of any a of its length; r may be a. */
void crypto_modular_reduce(const struct modulus *modulus, limb_t *r, const limb_t *a);

/** r = a * R, and r = a / R. */
static inline void crypto_modular_enter(const struct modulus *modulus, limb_t *r, const limb_t *a)
{
    crypto_modular_multiply(modulus, r, a, modulus->square);
}
void crypto_modular_leave(const struct modulus *modulus, limb_t *r, const limb_t *a);

/** r = 1 / a, without R on either side, with MODULAR_INVERT_LIMBS of working memory. False if it
 * has no inverse; `a` is not 0 and less than the modulus. */
bool crypto_modular_invert(const struct modulus *modulus, limb_t *r, const limb_t *a, limb_t *work);

/** Is a number zero? Is a number, other than 0, less than another one? The time tells neither. */
bool crypto_modular_is_zero(const limb_t *a, size_t count);
bool crypto_modular_is_scalar(const limb_t *a, const limb_t *modulus, size_t count);

#endif
