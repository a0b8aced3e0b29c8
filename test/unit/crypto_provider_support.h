/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of the provider's primitives share: random input that is the same in every run,
 * and keys as the front end hands them over. */
#ifndef CRYPTO_PROVIDER_SUPPORT_H
#define CRYPTO_PROVIDER_SUPPORT_H

#include "crypto/provider.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static uint32_t provider_seed = 1;

/* A number below `limit`. */
static inline uint32_t provider_next(uint32_t limit)
{
    provider_seed = provider_seed * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)provider_seed * limit >> 32);
}

static inline void provider_fill(uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        data[i] = (uint8_t)provider_next(256);
}

/* The size of the next piece of what is left: often empty, often one byte, often all. */
static inline size_t provider_piece(size_t left)
{
    switch (provider_next(4)) {
    case 0:
        return left > 0 ? 1 : 0;
    case 1:
        return left;
    default:
        return provider_next((uint32_t)left + 1);
    }
}

static inline struct crypto_key provider_key(psa_key_attributes_t *attributes, psa_key_type_t type,
                                             size_t bits, const uint8_t *data, size_t size)
{
    *attributes = (psa_key_attributes_t){.type = type, .bits = (uint16_t)bits};
    return (struct crypto_key){*attributes, data, size};
}

#endif
