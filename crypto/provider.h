/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The provider that this image links: its table by the name crypto_provider, and those of other
 * locations.
 *
 * Where no key can live elsewhere, the table is a constant that every file sees. Then what would be
 * a call through a pointer in flash is a direct one, what would be a test for null is none, and
 * there is no table in the image, which is 600 bytes less of the profile `small`. With
 * CONFIG_CRYPTO_OPAQUE tables are compared by their addresses, so there is one, in one place;
 * OpenSSL's, on a host, is there always.
 */
#ifndef CRYPTO_PROVIDER_H
#define CRYPTO_PROVIDER_H

#include "crypto/primitive.h"

#if CONFIG_CRYPTO_OPAQUE || CONFIG_CRYPTO_OPENSSL
extern const struct crypto_provider crypto_provider;
#else
#include "crypto/provider/mbedtls/table.h"
static const struct crypto_provider crypto_provider = CRYPTO_MBEDTLS_TABLE;
#endif

/**
 * The locations besides PSA_KEY_LOCATION_LOCAL_STORAGE that keys may live in: an image with
 * CONFIG_CRYPTO_OPAQUE defines them, and how many there are, both in one file. Without that, there
 * are none.
 */
struct crypto_location {
    psa_key_location_t location;
    const struct crypto_provider *provider;
};

extern const struct crypto_location crypto_locations[];
extern const size_t crypto_location_count;

#endif
