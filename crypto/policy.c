/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/policy.h"

#include "crypto/mac.h"
#include "crypto/provider.h"

#define ECC_PAIR   PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)
#define ECC_PUBLIC PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1)
#define RSA_PAIR   PSA_KEY_TYPE_RSA_KEY_PAIR
#define RSA_PUBLIC PSA_KEY_TYPE_RSA_PUBLIC_KEY

#define USAGE_CIPHER (PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT)
#define USAGE_MAC    (PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE)
#define USAGE_VERIFY (PSA_KEY_USAGE_VERIFY_MESSAGE | PSA_KEY_USAGE_VERIFY_HASH)
#define USAGE_SIGN   (PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_SIGN_HASH | USAGE_VERIFY)
#define USAGE_DERIVE (PSA_KEY_USAGE_DERIVE | PSA_KEY_USAGE_VERIFY_DERIVATION)
/* The usage bits of Crypto API 1.2. */
#define USAGE_ALL 0xff07u

/* An algorithm of each category is a class and what is left: mode, hash, length of the tag. These
 * are the bits that are not the class's. */
static psa_algorithm_t detail_of(psa_algorithm_t algorithm)
{
    static const uint32_t details[] = {
        [0x3] = 0x003fffff, /* MAC: of hashes, of block ciphers */
        [0x4] = 0x003fffff, /* cipher: whole blocks, a stream of blocks, a stream */
        [0x5] = 0x003fffff, /* AEAD: on a block cipher, on a stream cipher */
        [0x6] = 0x000011ff, /* signature: RSA, ECDSA */
        [0x7] = 0x800001ff, /* encryption: RSA, the vendor's raw mode included */
        [0x8] = 0x00ffffff, /* derivation: all alike */
        [0x9] = 0x0080ffff, /* agreement: but for the derivation behind it */
    };
    size_t category = algorithm >> 24 & 0x7f;

    return category < sizeof details / sizeof details[0] ? details[category] : 0;
}

/* Which classes of algorithm go with which type of key. Type 0 is any but an asymmetric one. */
static const struct rule {
    psa_algorithm_t class;
    psa_key_type_t type;
    uint16_t usage;
} rules[] = {
    {0x03800000, PSA_KEY_TYPE_HMAC, USAGE_MAC},
    {0x03c00000, PSA_KEY_TYPE_AES, USAGE_MAC},
    {0x04400000, PSA_KEY_TYPE_AES, USAGE_CIPHER},
    {0x04c00000, PSA_KEY_TYPE_AES, USAGE_CIPHER},
    {0x05400000, PSA_KEY_TYPE_AES, USAGE_CIPHER},
    {0x05000000, PSA_KEY_TYPE_CHACHA20, USAGE_CIPHER},
    {0x06000600, ECC_PAIR, USAGE_SIGN},
    {0x06000600, ECC_PUBLIC, USAGE_VERIFY},
    {0x06000200, RSA_PAIR, USAGE_SIGN},
    {0x06000200, RSA_PUBLIC, USAGE_VERIFY},
    {0x07000200, RSA_PAIR, USAGE_CIPHER},
    {0x07000200, RSA_PUBLIC, PSA_KEY_USAGE_ENCRYPT},
    {0x08000000, 0, USAGE_DERIVE},
    {0x09020000, ECC_PAIR, PSA_KEY_USAGE_DERIVE},
    {0x09020000, 0, USAGE_DERIVE}, /* the other inputs of a derivation behind it */
};

/* The bit or bits that make a wildcard, if all of them are set: of a MAC or an AEAD "at least this
 * length", of a signature "any hash". Of what has no wildcard, all. */
static psa_algorithm_t wildcard_of(psa_algorithm_t algorithm)
{
    if (PSA_ALG_IS_MAC(algorithm) || PSA_ALG_IS_AEAD(algorithm))
        return 0x00008000;
    return CRYPTO_ASYMMETRIC && PSA_ALG_IS_SIGN(algorithm) ? 0x000000ff : UINT32_MAX;
}

static bool is_wildcard(psa_algorithm_t algorithm)
{
    psa_algorithm_t wildcard = wildcard_of(algorithm);

    return (algorithm & wildcard) == wildcard;
}

/* A MAC of its full length, with the length written into it: there are two names for that one. */
static psa_algorithm_t with_length(psa_algorithm_t algorithm)
{
    if (CRYPTO_MAC_ANY && PSA_ALG_IS_MAC(algorithm) && PSA_MAC_TRUNCATED_LENGTH(algorithm) == 0)
        algorithm |= (psa_algorithm_t)crypto_mac_size(algorithm) << 16;
    return algorithm;
}

/* Does the algorithm in a key's policy permit the one asked for, which may be a wildcard that
 * stands for no more than the policy does? */
static bool permits(psa_algorithm_t policy, psa_algorithm_t algorithm)
{
    policy = with_length(policy);
    algorithm = with_length(algorithm);
    if (policy == algorithm)
        return policy != PSA_ALG_NONE;
    /* An agreement alone in the policy permits any derivation behind it. */
    if (CONFIG_CRYPTO_ECDH && PSA_ALG_IS_STANDALONE_KEY_AGREEMENT(policy))
        return PSA_ALG_IS_KEY_AGREEMENT(algorithm) &&
               ((policy ^ algorithm) & ~detail_of(algorithm)) == 0;
    /* CCM with a tag of one of the lengths of CCM*, or with none. */
    if (policy == PSA_ALG_CCM_STAR_ANY_TAG) {
        uint32_t length = PSA_ALG_AEAD_GET_TAG_LENGTH(algorithm);

        return algorithm == PSA_ALG_CCM_STAR_NO_TAG ||
               (algorithm == PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, length) &&
                (length == 4 || length == 8 || length == 16));
    }
    if (!is_wildcard(policy))
        return false;
    /* Any hash, but a hash; only PKCS#1 v1.5 goes without one as well. */
    if (CRYPTO_ASYMMETRIC && PSA_ALG_IS_SIGN(policy))
        return ((policy ^ algorithm) & ~0xffu) == 0 &&
               ((algorithm & 0xff) != 0 || algorithm == PSA_ALG_RSA_PKCS1V15_SIGN_RAW);
    /* A tag at least as long as the policy says. */
    return ((policy ^ algorithm) & ~0x003f8000u) == 0 &&
           (algorithm & 0x003f0000) >= (policy & 0x003f0000);
}

psa_status_t crypto_policy_check(const psa_key_attributes_t *attributes, psa_key_usage_t usage,
                                 psa_algorithm_t algorithm)
{
    psa_algorithm_t class = algorithm & ~detail_of(algorithm);
    psa_status_t status = PSA_ERROR_NOT_SUPPORTED;

    if (is_wildcard(algorithm))
        return PSA_ERROR_INVALID_ARGUMENT;
    if ((attributes->usage & usage) == 0 || !permits(attributes->algorithm, algorithm))
        return PSA_ERROR_NOT_PERMITTED;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (rules[i].class != class || (rules[i].usage & usage) == 0)
            continue;
        if (rules[i].type == attributes->type ||
            (rules[i].type == 0 && !PSA_KEY_TYPE_IS_ASYMMETRIC(attributes->type)))
            return PSA_SUCCESS;
        status = PSA_ERROR_INVALID_ARGUMENT;
    }
    return status;
}

psa_status_t crypto_policy_intersect(psa_key_attributes_t *attributes,
                                     const psa_key_attributes_t *source)
{
    attributes->usage &= source->usage;
    if (attributes->algorithm == source->algorithm ||
        permits(source->algorithm, attributes->algorithm))
        return PSA_SUCCESS;
    if (!permits(attributes->algorithm, source->algorithm))
        return PSA_ERROR_INVALID_ARGUMENT;
    attributes->algorithm = source->algorithm;
    return PSA_SUCCESS;
}

/* The lifetime and the identifier that goes with it. Where the key lives, the key store knows. */
static psa_status_t check_lifetime(const psa_key_attributes_t *attributes)
{
    bool user_id = attributes->id >= PSA_KEY_ID_USER_MIN && attributes->id <= PSA_KEY_ID_USER_MAX;
    uint8_t persistence = PSA_KEY_LIFETIME_GET_PERSISTENCE(attributes->lifetime);

    if (!CONFIG_CRYPTO_OPAQUE && PSA_KEY_LIFETIME_GET_LOCATION(attributes->lifetime) != 0)
        return PSA_ERROR_NOT_SUPPORTED;
    if (persistence == PSA_KEY_PERSISTENCE_VOLATILE)
        return attributes->id == PSA_KEY_ID_NULL ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT;
    if (persistence == PSA_KEY_PERSISTENCE_READ_ONLY)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (!CONFIG_CRYPTO_KEY_PERSISTENT || persistence != PSA_KEY_PERSISTENCE_DEFAULT)
        return PSA_ERROR_NOT_SUPPORTED;
    return user_id ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT;
}

/* Is it one of the profile's curves? A size that is not known yet may be one. */
static bool is_curve(size_t bits)
{
    return bits == 0 || (CONFIG_CRYPTO_ECC_P256 && bits == 256) ||
           (CONFIG_CRYPTO_ECC_P384 && bits == 384);
}

/* Types that are nothing but bytes. */
static bool is_bytes(psa_key_type_t type)
{
    return type == PSA_KEY_TYPE_RAW_DATA || type == PSA_KEY_TYPE_HMAC ||
           type == PSA_KEY_TYPE_DERIVE || type == PSA_KEY_TYPE_PASSWORD ||
           type == PSA_KEY_TYPE_PASSWORD_HASH || type == PSA_KEY_TYPE_PEPPER;
}

/* May a key of this type have `size` bytes of material? Then it has `*bits`. */
static psa_status_t check_size(const psa_key_attributes_t *attributes, size_t size, size_t *bits)
{
    psa_key_type_t type = attributes->type;
    bool public = PSA_KEY_TYPE_IS_PUBLIC_KEY(type);
    bool good = size != 0;

    *bits = size * 8;
    if (CRYPTO_ECC && PSA_KEY_TYPE_KEY_PAIR_OF_PUBLIC_KEY(type) == ECC_PAIR) {
        if (!is_curve(attributes->bits))
            return PSA_ERROR_NOT_SUPPORTED;
        *bits = public ? size / 2 * 8 : *bits;
        good = (size % 2 == 1) == public && size > 1;
        /* As long as on a curve that is left out (of 521 bits: in whole bytes), or on none. */
        if (good && !is_curve(*bits))
            return *bits == 192 || *bits == 224 || *bits == 256 || *bits == 384 || *bits == 528
                       ? PSA_ERROR_NOT_SUPPORTED
                       : PSA_ERROR_INVALID_ARGUMENT;
    } else if (CONFIG_CRYPTO_RSA && PSA_KEY_TYPE_IS_RSA(type)) {
        *bits = attributes->bits;
        if (*bits > CONFIG_CRYPTO_RSA_BITS_MAX)
            return PSA_ERROR_NOT_SUPPORTED;
    } else if (type == PSA_KEY_TYPE_AES) {
        good = size == 16 || size == 24 || size == 32;
    } else if (CONFIG_CRYPTO_CHACHA20_POLY1305 && type == PSA_KEY_TYPE_CHACHA20) {
        good = size == 32;
    } else if (!is_bytes(type) || size > UINT16_MAX / 8) {
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
    size_t size = attributes->bits / 8u;

    /* Nine integers, of which three are as long as the modulus and five half as long, with the
     * headers of DER (RFC 8017, A.1.2). */
    return CONFIG_CRYPTO_RSA && attributes->type == RSA_PAIR ? size * 11 / 2 + 9 * 5 + 14 : size;
}
