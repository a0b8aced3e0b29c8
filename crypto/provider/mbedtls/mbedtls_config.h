/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What is compiled of Mbed TLS 3.6: primitives, and none of its layers. Everything is built; the
 * linker keeps what the profile's provider table refers to.
 */
#ifndef CRYPTO_MBEDTLS_CONFIG_H
#define CRYPTO_MBEDTLS_CONFIG_H

#define MBEDTLS_PLATFORM_ZEROIZE_ALT /* zeroize.c */

#define MBEDTLS_SHA256_C
/* 1,042 bytes against 2,438; a quarter slower. */
#define MBEDTLS_SHA256_SMALLER

#define MBEDTLS_AES_C
/* Tables in flash, one instead of four: 1,280 bytes. CCM and the generator only ever encrypt. */
#define MBEDTLS_AES_ROM_TABLES
#define MBEDTLS_AES_FEWER_TABLES
#define MBEDTLS_BLOCK_CIPHER_NO_DECRYPT

#endif
