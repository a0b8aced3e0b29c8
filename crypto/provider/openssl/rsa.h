/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the files about RSA share: keys as OpenSSL wants them.
 *
 * By RSA, which OpenSSL calls deprecated for EVP_PKEY: that takes longer to be made of a key in DER
 * than a verification takes, and does not tell a bad padding from other failures.
 */
#ifndef CRYPTO_OPENSSL_RSA_H
#define CRYPTO_OPENSSL_RSA_H

#include "crypto/provider.h"

#include <openssl/rsa.h>

/** The longest modulus of the profile, in bytes. */
#define OPENSSL_RSA_SIZE_MAX (CRYPTO_RSA_MAX > 0 ? CRYPTO_RSA_MAX : 128)

/**
 * Takes a key in, to be given back with RSA_free(). PSA_ERROR_INVALID_ARGUMENT if it is none in
 * DER, or if its numbers cannot be; PSA_ERROR_NOT_SUPPORTED for another length than the profile's,
 * one that is no multiple of eight bits, or an exponent above 32 bits.
 */
psa_status_t openssl_rsa_load(const struct crypto_key *key, RSA **rsa);

#endif
