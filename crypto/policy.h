/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a key may be and do: tables, and no other place where it is decided.
 */
#ifndef CRYPTO_POLICY_H
#define CRYPTO_POLICY_H

#include "kedge_config.h"
#include "psa/crypto.h"

/**
 * May a key with these attributes be used in this way, with this algorithm? `usage` is one bit of
 * PSA_KEY_USAGE_*, or two of which one is enough.
 *
 *   PSA_ERROR_INVALID_ARGUMENT  `algorithm` is a wildcard, or is none for this type of key
 *   PSA_ERROR_NOT_PERMITTED     the key's usage does not have the bit, or its policy not the
 *                               algorithm
 *   PSA_ERROR_NOT_SUPPORTED     no type of key that we know has this use of this algorithm
 *
 * Key derivations go with any type of symmetric key; the step of an input says which.
 */
psa_status_t crypto_policy_check(const psa_key_attributes_t *attributes, psa_key_usage_t usage,
                                 psa_algorithm_t algorithm);

/**
 * Are the attributes of a key with `size` bytes of material good? Checks type, size, usage,
 * lifetime and identifier as psa_import_key() says, fills in the size in bits, and adds the usage
 * that others imply. The bits of an RSA key stay as they are: they follow from its material.
 * `attributes` is changed only on success.
 *
 *   PSA_ERROR_INVALID_ARGUMENT, PSA_ERROR_NOT_SUPPORTED  as psa_import_key() says
 */
psa_status_t crypto_policy_complete(psa_key_attributes_t *attributes, size_t size);

/** The bytes of material of a key of `attributes->bits` that is generated or derived; a pair of RSA
 * needs at most these. Bits that do not fill bytes count for nothing: crypto_policy_complete() will
 * refuse the result. */
static inline size_t crypto_policy_size(const psa_key_attributes_t *attributes)
{
    size_t size = attributes->bits / 8u;

    /* Nine integers, of which three are as long as the modulus and five half as long, with the
     * headers of DER (RFC 8017, A.1.2). */
    return CONFIG_CRYPTO_RSA && attributes->type == PSA_KEY_TYPE_RSA_KEY_PAIR
               ? size * 11 / 2 + 9 * 5 + 14
               : size;
}

/** Reduces what a copy of a key may do to what `source` may, too. PSA_ERROR_INVALID_ARGUMENT if
 * they have no algorithm in common. */
psa_status_t crypto_policy_intersect(psa_key_attributes_t *attributes,
                                     const psa_key_attributes_t *source);

#endif
