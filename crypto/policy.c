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

/* The length in a MAC or an AEAD, and the bit for "or longer"; the hash in a signature, of which
 * all bits are "any hash"; what an agreement has of the derivation behind it. */
#define LENGTH     0x003f0000u
#define OR_LONGER  0x00008000u
#define HASH       0x000000ffu
#define DERIVATION 0x0080ffffu

/* Which classes of algorithm go with which type of key. Of types and usages, the upper byte says
 * enough; type 0 is any but an asymmetric one. */
#define UPPER(value) ((uint8_t)((value) >> 8))
static const struct rule {
    uint16_t class;
    uint8_t type, usage;
} rules[] = {
    {0x0380, UPPER(PSA_KEY_TYPE_HMAC), UPPER(USAGE_MAC)},
    {0x03c0, UPPER(PSA_KEY_TYPE_AES), UPPER(USAGE_MAC)},
    {0x0440, UPPER(PSA_KEY_TYPE_AES), UPPER(USAGE_CIPHER)},
    {0x04c0, UPPER(PSA_KEY_TYPE_AES), UPPER(USAGE_CIPHER)},
    {0x0540, UPPER(PSA_KEY_TYPE_AES), UPPER(USAGE_CIPHER)},
    {0x0500, UPPER(PSA_KEY_TYPE_CHACHA20), UPPER(USAGE_CIPHER)},
    {0x0800, 0, UPPER(USAGE_DERIVE)},
#if CRYPTO_ASYMMETRIC
    {0x0606, UPPER(ECC_PAIR), UPPER(USAGE_SIGN)},
    {0x0606, UPPER(ECC_PUBLIC), UPPER(USAGE_VERIFY)},
    {0x0602, UPPER(RSA_PAIR), UPPER(USAGE_SIGN)},
    {0x0602, UPPER(RSA_PUBLIC), UPPER(USAGE_VERIFY)},
    {0x0702, UPPER(RSA_PAIR), UPPER(USAGE_CIPHER)},
    {0x0702, UPPER(RSA_PUBLIC), UPPER(PSA_KEY_USAGE_ENCRYPT)},
    {0x0902, UPPER(ECC_PAIR), UPPER(PSA_KEY_USAGE_DERIVE)},
    {0x0902, 0, UPPER(USAGE_DERIVE)}, /* the other inputs of a derivation behind it */
#endif
};

/* The class: an algorithm without mode, hash and length. It is in the upper half; of signatures and
 * encryptions, the second byte has it, too. */
static uint32_t class_of(psa_algorithm_t algorithm)
{
    static const uint32_t details[] = {
        LENGTH | 0xffff, /* MAC: of hashes, of block ciphers */
        LENGTH | 0xffff, /* cipher: whole blocks, a stream of blocks, a stream */
        LENGTH | 0xffff, /* AEAD: on a block cipher, on a stream cipher */
        0x000011ff,      /* signature: RSA, ECDSA */
        0x800001ff,      /* encryption: RSA, the vendor's raw mode included */
        0x00ffffff,      /* derivation: all alike */
        DERIVATION,      /* agreement: but for the derivation behind it */
    };
    size_t category = (algorithm >> 24 & 0x7f) - 3;

    if (category >= sizeof details / sizeof details[0])
        return 0;
    algorithm &= ~details[category];
    return algorithm >> 16 | (algorithm >> 8 & 0xff);
}

/* The bits for which a wildcard takes any value; none of what is not one. */
static psa_algorithm_t wildcard_of(psa_algorithm_t algorithm)
{
    if (PSA_ALG_IS_MAC(algorithm) || PSA_ALG_IS_AEAD(algorithm))
        return (algorithm & OR_LONGER) != 0 ? LENGTH | OR_LONGER : 0;
    return CRYPTO_ASYMMETRIC && PSA_ALG_IS_SIGN(algorithm) && (algorithm & HASH) == HASH ? HASH : 0;
}

/* A MAC of its full length, with the length written into it: there are two names for that one. */
static psa_algorithm_t with_length(psa_algorithm_t algorithm)
{
    if (CRYPTO_MAC_ANY && PSA_ALG_IS_MAC(algorithm) && PSA_MAC_TRUNCATED_LENGTH(algorithm) == 0)
        algorithm |= (psa_algorithm_t)crypto_mac_size(algorithm) << 16;
    return algorithm;
}

/* CCM with a tag of one of the lengths of CCM*, or with none. */
static bool is_ccm_star(psa_algorithm_t algorithm)
{
    uint32_t length = PSA_ALG_AEAD_GET_TAG_LENGTH(algorithm);

    return algorithm == PSA_ALG_CCM_STAR_NO_TAG ||
           (algorithm == PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, length) &&
            (length == 4 || length == 8 || length == 16));
}

/* Does the algorithm in a key's policy permit the one asked for, which may be a wildcard that
 * stands for no more than the policy does? */
static bool permits(psa_algorithm_t policy, psa_algorithm_t algorithm)
{
    psa_algorithm_t any = wildcard_of(policy);

    policy = with_length(policy);
    algorithm = with_length(algorithm);
    if (policy == algorithm)
        return policy != PSA_ALG_NONE;
    if (CONFIG_CRYPTO_CCM && policy == PSA_ALG_CCM_STAR_ANY_TAG)
        return is_ccm_star(algorithm);
    /* An agreement alone in the policy permits any derivation behind it. */
    if (CONFIG_CRYPTO_ECDH && PSA_ALG_IS_STANDALONE_KEY_AGREEMENT(policy))
        any = DERIVATION;
    if (((policy ^ algorithm) & ~any) != 0)
        return false;
    /* Any hash, but a hash; only PKCS#1 v1.5 goes without one as well. */
    if (any == HASH)
        return (algorithm & HASH) != 0 || algorithm == PSA_ALG_RSA_PKCS1V15_SIGN_RAW;
    return (algorithm & LENGTH) >= (policy & LENGTH);
}

psa_status_t crypto_policy_check(const psa_key_attributes_t *attributes, psa_key_usage_t usage,
                                 psa_algorithm_t algorithm)
{
    uint32_t class = class_of(algorithm);
    psa_status_t status = PSA_ERROR_NOT_SUPPORTED;

    if (wildcard_of(algorithm) != 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    if ((attributes->usage & usage) == 0 || !permits(attributes->algorithm, algorithm))
        return PSA_ERROR_NOT_PERMITTED;
    for (const struct rule *rule = rules; rule < rules + sizeof rules / sizeof rules[0]; rule++) {
        if (rule->class != class || (rule->usage & UPPER(usage)) == 0)
            continue;
        if (rule->type == UPPER(attributes->type) ||
            (rule->type == 0 && !PSA_KEY_TYPE_IS_ASYMMETRIC(attributes->type)))
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

/* A curve is in the profile, or left out (that of 521 bits in whole bytes, too), or none. A size
 * that is not known yet may be one. */
static psa_status_t check_curve(size_t bits)
{
    if (bits == 0 || (CONFIG_CRYPTO_ECC_P256 && bits == 256) ||
        (CONFIG_CRYPTO_ECC_P384 && bits == 384))
        return PSA_SUCCESS;
    return bits == 192 || bits == 224 || bits == 256 || bits == 384 || bits == 521 || bits == 528
               ? PSA_ERROR_NOT_SUPPORTED
               : PSA_ERROR_INVALID_ARGUMENT;
}

/* Types that are nothing but bytes. */
static bool is_bytes(psa_key_type_t type)
{
    return type == PSA_KEY_TYPE_RAW_DATA || type == PSA_KEY_TYPE_HMAC ||
           type == PSA_KEY_TYPE_DERIVE || type == PSA_KEY_TYPE_PASSWORD ||
           type == PSA_KEY_TYPE_PASSWORD_HASH || type == PSA_KEY_TYPE_PEPPER;
}

/* May a private value, or a point, have `size` bytes? Then its curve has `*bits`. */
static psa_status_t check_curve_size(const psa_key_attributes_t *attributes, size_t size,
                                     size_t *bits)
{
    size_t public = attributes->type == ECC_PUBLIC;
    psa_status_t status = check_curve(attributes->bits);

    if (status != PSA_SUCCESS)
        return status;
    if (size < 2 || size % 2 != public)
        return PSA_ERROR_INVALID_ARGUMENT;
    *bits = (size >> public) * 8;
    return check_curve(*bits);
}

/* May a key of this type have `size` bytes of material? Then it has `*bits`. */
static psa_status_t check_size(const psa_key_attributes_t *attributes, size_t size, size_t *bits)
{
    psa_key_type_t type = attributes->type;
    psa_status_t status = PSA_SUCCESS;
    bool good = size != 0;

    *bits = size * 8;
    if (CRYPTO_ECC && (type == ECC_PAIR || type == ECC_PUBLIC)) {
        status = check_curve_size(attributes, size, bits);
    } else if (CONFIG_CRYPTO_RSA && (type == RSA_PAIR || type == RSA_PUBLIC)) {
        *bits = attributes->bits;
        if (*bits > CONFIG_CRYPTO_RSA_BITS_MAX)
            status = PSA_ERROR_NOT_SUPPORTED;
    } else if (type == PSA_KEY_TYPE_AES) {
        good = size == 16 || size == 24 || size == 32;
    } else if (CONFIG_CRYPTO_CHACHA20_POLY1305 && type == PSA_KEY_TYPE_CHACHA20) {
        good = size == 32;
    } else if (!is_bytes(type) || size > UINT16_MAX / 8 || attributes->bits == UINT16_MAX) {
        status = PSA_ERROR_NOT_SUPPORTED; /* a size that does not fit is kept as UINT16_MAX */
    }
    if (status == PSA_SUCCESS && (!good || (attributes->bits != 0 && attributes->bits != *bits)))
        status = PSA_ERROR_INVALID_ARGUMENT;
    return status;
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
