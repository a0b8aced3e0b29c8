/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How bignum_core.c is compiled. One function of it, which nobody here calls, reaches into the
 * layer above (bignum.c); with this, put before its first line, it returns an error instead, and no
 * linker looks for that layer.
 */
#ifndef CRYPTO_MBEDTLS_BIGNUM_CONFIG_H
#define CRYPTO_MBEDTLS_BIGNUM_CONFIG_H

#include <mbedtls/bignum.h>

#define mbedtls_mpi_lset(x, value)    MBEDTLS_ERR_MPI_BAD_INPUT_DATA
#define mbedtls_mpi_shift_l(x, count) MBEDTLS_ERR_MPI_BAD_INPUT_DATA
#define mbedtls_mpi_mod_mpi(r, a, b)  MBEDTLS_ERR_MPI_BAD_INPUT_DATA
#define mbedtls_mpi_shrink(x, count)  MBEDTLS_ERR_MPI_BAD_INPUT_DATA

#endif
