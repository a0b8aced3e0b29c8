/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/policy.h"

#include "kedge_config.h"

#include <stdbool.h>

#define P256_PAIR   PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)
#define P256_PUBLIC PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1)

#define USAGE_CIPHER (PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT)
#define USAGE_VERIFY (PSA_KEY_USAGE_VERIFY_MESSAGE | PSA_KEY_USAGE_VERIFY_HASH)
#define USAGE_SIGN   (PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_SIGN_HASH | USAGE_VERIFY)
/* The usage bits of Crypto API 1.2. */
#define USAGE_ALL 0xff07u

/* Which algorithms go with which type of key. Usage and the low half of a family fit 16 bits. */
static const struct rule {
    psa_algorithm_t family;
    psa_key_type_t type;
    uint16_t usage;
} rules[] = {
    {PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 0), PSA_KEY_TYPE_AES, USAGE_CIPHER},
    {PSA_ALG_ECDSA_ANY, P256_PAIR, USAGE_SIGN},
    {PSA_ALG_ECDSA_ANY, P256_PUBLIC, USAGE_VERIFY},
};

/* An algorithm is a family and a parameter: of a MAC or AEAD the length of the tag, and otherwise
 * the hash. These are the bits of the parameter, and those of them that are all set in a wildcard.
 */
struct parameter {
    psa_algorithm_t mask, wildcard;
};

static const struct parameter tag_parameter = {0x003f8000, 0x00008000};
static const struct parameter hash_parameter = {0x000000ff, 0x000000ff};

/* Does the algorithm in a key's policy permit the one asked for? */
static bool permits(psa_algorithm_t policy, psa_algorithm_t algorithm,
                    const struct parameter *parameter)
{
    psa_algorithm_t value = algorithm & parameter->mask;

    if (policy == algorithm)
        return true;
    if (((policy ^ algorithm) & ~parameter->mask) != 0 ||
        (policy & parameter->wildcard) != parameter->wildcard)
        return false;
    /* A tag at least as long as the policy says; any hash, but a hash. */
    return parameter == &tag_parameter ? value >= (policy & ~parameter->wildcard & parameter->mask)
                                       : value != 0;
}

psa_status_t crypto_policy_check(const psa_key_attributes_t *attributes, psa_key_usage_t usage,
                                 psa_algorithm_t algorithm)
{
    const struct parameter *parameter =
        PSA_ALG_IS_AEAD(algorithm) || PSA_ALG_IS_MAC(algorithm) ? &tag_parameter : &hash_parameter;
    psa_status_t status = PSA_ERROR_NOT_SUPPORTED;

    if ((algorithm & parameter->wildcard) == parameter->wildcard)
        return PSA_ERROR_INVALID_ARGUMENT;
    if ((attributes->usage & usage) == 0 || !permits(attributes->algorithm, algorithm, parameter))
        return PSA_ERROR_NOT_PERMITTED;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (rules[i].family != (algorithm & ~parameter->mask) || (rules[i].usage & usage) == 0)
            continue;
        if (rules[i].type == attributes->type)
            return PSA_SUCCESS;
        status = PSA_ERROR_INVALID_ARGUMENT;
    }
    return status;
}

/* The lifetime and the identifier that goes with it. */
static psa_status_t check_lifetime(const psa_key_attributes_t *attributes)
{
    bool user_id = attributes->id >= PSA_KEY_ID_USER_MIN && attributes->id <= PSA_KEY_ID_USER_MAX;

    if (attributes->lifetime == PSA_KEY_LIFETIME_VOLATILE)
        return attributes->id == PSA_KEY_ID_NULL ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT;
    if (PSA_KEY_LIFETIME_GET_PERSISTENCE(attributes->lifetime) == PSA_KEY_PERSISTENCE_READ_ONLY)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (!CONFIG_CRYPTO_KEY_PERSISTENT || attributes->lifetime != PSA_KEY_LIFETIME_PERSISTENT)
        return PSA_ERROR_NOT_SUPPORTED;
    return user_id ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT;
}

/* May a key of this type have `size` bytes of material? Then it has `*bits`. */
static psa_status_t check_size(const psa_key_attributes_t *attributes, size_t size, size_t *bits)
{
    bool ecc = CONFIG_CRYPTO_ECDSA_P256 &&
               PSA_KEY_TYPE_KEY_PAIR_OF_PUBLIC_KEY(attributes->type) == P256_PAIR;
    bool good = size != 0;

    *bits = size * 8;
    if (ecc) {
        if (attributes->bits != 0 && attributes->bits != 256)
            return PSA_ERROR_NOT_SUPPORTED;
        *bits = 256;
        good = size == (PSA_KEY_TYPE_IS_PUBLIC_KEY(attributes->type) ? 65 : 32);
    } else if (attributes->type == PSA_KEY_TYPE_AES) {
        good = size == 16 || size == 24 || size == 32;
    } else if (attributes->type != PSA_KEY_TYPE_RAW_DATA && attributes->type != PSA_KEY_TYPE_HMAC) {
        return PSA_ERROR_NOT_SUPPORTED;
    } else if (size > UINT16_MAX / 8) {
        return PSA_ERROR_NOT_SUPPORTED;
    }
    if (!good || (attributes->bits != 0 && attributes->bits != *bits))
        return PSA_ERROR_INVALID_ARGUMENT;
    return PSA_SUCCESS;
}

psa_status_t crypto_policy_complete(psa_key_attributes_t *attributes, size_t size)
{
    size_t bits;
    psa_status_t status = check_lifetime(attributes);

    if (status == PSA_SUCCESS)
        status = check_size(attributes, size, &bits);
    if (status == PSA_SUCCESS && (attributes->usage & ~USAGE_ALL) != 0)
        status = PSA_ERROR_INVALID_ARGUMENT;
    if (status != PSA_SUCCESS)
        return status;
    attributes->bits = (uint16_t)bits;
    /* SIGN_HASH is two bits above SIGN_MESSAGE, VERIFY_HASH two above VERIFY_MESSAGE. */
    attributes->usage |=
        (attributes->usage & (PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH)) >> 2;
    return PSA_SUCCESS;
}

size_t crypto_policy_size(const psa_key_attributes_t *attributes)
{
    return PSA_KEY_TYPE_IS_PUBLIC_KEY(attributes->type) ? 65 : PSA_BITS_TO_BYTES(attributes->bits);
}
