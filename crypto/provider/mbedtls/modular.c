/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/provider/mbedtls/modular.h"

#include <constant_time_internal.h>

#include <string.h>

void crypto_modular_multiply(const struct modulus *modulus, limb_t *r, const limb_t *a,
                             const limb_t *b)
{
    mbedtls_mpi_core_montmul(r, a, b, modulus->count, modulus->value, modulus->count,
                             modulus->factor, modulus->work);
}

void crypto_modular_subtract(const struct modulus *modulus, limb_t *r, const limb_t *a,
                             const limb_t *b)
{
    limb_t borrow = mbedtls_mpi_core_sub(r, a, b, modulus->count);

    (void)mbedtls_mpi_core_add_if(r, modulus->value, modulus->count, (unsigned)borrow);
}

void crypto_modular_add(const struct modulus *modulus, limb_t *r, const limb_t *a, const limb_t *b)
{
    limb_t carry = mbedtls_mpi_core_add(r, a, b, modulus->count);
    limb_t borrow = mbedtls_mpi_core_sub(r, r, modulus->value, modulus->count);

    /* There is no carry without a borrow: it only says that the sum had a digit more. */
    (void)mbedtls_mpi_core_add_if(r, modulus->value, modulus->count, (unsigned)(carry ^ borrow));
}

void crypto_modular_begin(struct modulus *modulus, const limb_t *value, size_t count,
                          limb_t *square, limb_t *work)
{
    size_t bits = mbedtls_mpi_core_bitlen(value, count);
    size_t doublings = count * LIMB_BITS - (bits - 1) + count;

    *modulus = (struct modulus){value, square, work, count, mbedtls_mpi_core_montmul_init(value)};
    /* From the highest power of two below the modulus by doubling to R * 2^count; each square of
     * R * 2^n is R * 2^2n. */
    memset(square, 0, count * sizeof *square);
    square[(bits - 1) / LIMB_BITS] = (limb_t)1 << ((bits - 1) % LIMB_BITS);
    for (size_t i = 0; i < doublings; i++)
        crypto_modular_add(modulus, square, square, square);
    for (size_t power = 1; power < LIMB_BITS; power *= 2)
        crypto_modular_multiply(modulus, square, square, square);
}

void crypto_modular_leave(const struct modulus *modulus, limb_t *r, const limb_t *a)
{
    limb_t one = 1;

    mbedtls_mpi_core_montmul(r, a, &one, 1, modulus->value, modulus->count, modulus->factor,
                             modulus->work);
}

void crypto_modular_reduce(const struct modulus *modulus, limb_t *r, const limb_t *a)
{
    crypto_modular_enter(modulus, r, a);
    crypto_modular_leave(modulus, r, r);
}

bool crypto_modular_invert(const struct modulus *modulus, limb_t *r, const limb_t *a, limb_t *work)
{
    size_t count = modulus->count;
    limb_t *gcd = work + 5 * count;

    mbedtls_mpi_core_gcd_modinv_odd(gcd, r, a, count, modulus->value, count, work);
    gcd[0] ^= 1;
    return crypto_modular_is_zero(gcd, count);
}

bool crypto_modular_is_zero(const limb_t *a, size_t count)
{
    return mbedtls_mpi_core_check_zero_ct(a, count) == MBEDTLS_CT_FALSE;
}

bool crypto_modular_is_scalar(const limb_t *a, const limb_t *modulus, size_t count)
{
    return (mbedtls_mpi_core_lt_ct(a, modulus, count) & mbedtls_mpi_core_check_zero_ct(a, count)) !=
           MBEDTLS_CT_FALSE;
}
