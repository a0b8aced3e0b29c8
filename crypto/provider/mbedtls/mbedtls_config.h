/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What is compiled of Mbed TLS 3.6: primitives, and none of its layers. Everything is built; the
 * linker keeps what the profile's provider table refers to.
 *
 * Its modules against what is here instead of them, in bytes of flash (Cortex-M33, GCC 12 -Os):
 *
 *   sha1.c, and the buffering of sha256.c and sha512.c
 *                                 5,602   1,391  hash.c
 *   sha256.c's block                564     592  sha256.c, a fifth faster
 *   aes.c                         5,050   2,092  aes.c
 *   aes.c's modes, cipher.c and cipher_wrap.c
 *                                 4,142     892  cipher.c
 *   cmac.c, gcm.c on that layer   3,424   1,028  cmac.c, gcm.c
 *   chachapoly.c                    684     406  chachapoly.c
 *   ecp.c, ecp_curves.c, ecdsa.c  9,092   2,194  p384.c
 *   rsa.c, rsa_alt_helpers.c, md.c, oid.c, asn1parse.c, asn1write.c
 *                                18,705   4,984  rsa_*.c
 *   bignum.c and its heap         7,574     426  modular.c, over bignum_core.c
 *
 * The heap that bignum.c wants would be a static arena of several KB; modular.h's callers have
 * their numbers on the stack.
 */
#ifndef CRYPTO_MBEDTLS_CONFIG_H
#define CRYPTO_MBEDTLS_CONFIG_H

#define MBEDTLS_PLATFORM_ZEROIZE_ALT /* zeroize.c */

#define MBEDTLS_SHA256_C
/* For the boot stage and LMS: 1,042 bytes against 2,438; a quarter slower. */
#define MBEDTLS_SHA256_SMALLER
#define MBEDTLS_SHA512_C
#define MBEDTLS_SHA512_SMALLER

#define MBEDTLS_CHACHA20_C
#define MBEDTLS_POLY1305_C

#define MBEDTLS_BIGNUM_C
/* Exponents are taken three bits at a time: as much working memory as the rest of RSA needs. */
#define MBEDTLS_MPI_WINDOW_SIZE 3

#endif
