/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How p256-m is compiled. It has no configuration of its own and no place to include one, so this
 * is put before its first line on the compiler's command line.
 */
#ifndef CRYPTO_MBEDTLS_P256_CONFIG_H
#define CRYPTO_MBEDTLS_P256_CONFIG_H

/** The file is empty without it. */
#define MBEDTLS_PSA_P256M_DRIVER_ENABLED

/**
 * A 64-bit product takes the same time for all operands on the cores that we build for (on a
 * Cortex-M3 or an Armv6-M core it would not). The portable way around it costs 2.6 times the time.
 */
#define MUL64_IS_CONSTANT_TIME

/**
 * p256-m has that way around also in assembly, for every Arm core without the DSP instructions,
 * and prefers it to the definition above unless it does not know that the core is an Arm.
 */
#ifndef __ARM_FEATURE_DSP
#undef __ARM_ARCH_PROFILE
#endif

/** Its random values come from p256.c: the generator's, or those of a deterministic signature. */
#define psa_generate_random crypto_mbedtls_p256_random

#endif
