/* SPDX-License-Identifier: Apache-2.0 */
/* What the API's macros say of algorithms, types of keys and lifetimes. */
#include "test/conform/psa_data.h"
#include "test/conform/psa_data_terms.h"

#define ADD(name) (PSA_##name(value) ? (unsigned)name : 0u) |

/* Every classification that holds. */
static unsigned classes_of(psa_algorithm_t value)
{
    return DATA_ALG_CLASSES(ADD) 0u;
}

/* The algorithm is of one category, and of these classes. */
static void check_algorithm(psa_algorithm_t alg, char category, unsigned classes)
{
    CHECK(PSA_ALG_IS_HASH(alg) == (category == 'h'));
    CHECK(PSA_ALG_IS_MAC(alg) == (category == 'm'));
    CHECK(PSA_ALG_IS_CIPHER(alg) == (category == 'c'));
    CHECK(PSA_ALG_IS_AEAD(alg) == (category == 'a'));
    CHECK(PSA_ALG_IS_SIGN(alg) == (category == 's'));
    CHECK(PSA_ALG_IS_ASYMMETRIC_ENCRYPTION(alg) == (category == 'e'));
    CHECK(PSA_ALG_IS_KEY_AGREEMENT(alg) == (category == 'k'));
    CHECK(PSA_ALG_IS_KEY_DERIVATION(alg) == (category == 'd'));
    CHECK(PSA_ALG_IS_PAKE(alg) == (category == 'p'));
    CHECK(classes_of(alg) == classes);
}

void data_hash_algorithm(psa_algorithm_t alg, size_t length)
{
    check_algorithm(alg, 'h', 0);
    CHECK(PSA_ALG_HMAC_GET_HASH(PSA_ALG_HMAC(alg)) == alg);
    CHECK(PSA_ALG_SIGN_GET_HASH(PSA_ALG_RSA_PKCS1V15_SIGN(alg)) == alg);
    CHECK(PSA_ALG_SIGN_GET_HASH(PSA_ALG_RSA_PSS(alg)) == alg);
    CHECK(PSA_ALG_SIGN_GET_HASH(PSA_ALG_ECDSA(alg)) == alg);
    CHECK(PSA_ALG_SIGN_GET_HASH(PSA_ALG_DETERMINISTIC_ECDSA(alg)) == alg);
    CHECK(PSA_ALG_RSA_OAEP_GET_HASH(PSA_ALG_RSA_OAEP(alg)) == alg);
    CHECK(PSA_HASH_LENGTH(alg) == length);
    CHECK(length <= PSA_HASH_MAX_SIZE);
}

/* With a length, and with one that is the least; the outermost counts. */
void data_mac_algorithm(psa_algorithm_t alg, unsigned classes, size_t length, psa_key_type_t type,
                        size_t bits)
{
    (void)bits; /* of no influence */
    check_algorithm(alg, 'm', classes);
    CHECK(PSA_MAC_LENGTH(type, bits, alg) == length);
    CHECK(PSA_ALG_FULL_LENGTH_MAC(alg) == alg);
    CHECK(length <= PSA_MAC_MAX_SIZE);
    for (size_t n = 1; n <= length; n++) {
        psa_algorithm_t truncated = PSA_ALG_TRUNCATED_MAC(alg, n);
        psa_algorithm_t least = PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(alg, n);

        check_algorithm(truncated, 'm', classes);
        CHECK(PSA_MAC_LENGTH(type, bits, truncated) == n);
        CHECK(PSA_ALG_FULL_LENGTH_MAC(truncated) == alg);
        check_algorithm(least, 'm', classes | ALG_IS_WILDCARD);
        CHECK(PSA_MAC_LENGTH(type, bits, least) == n);
        CHECK(PSA_ALG_FULL_LENGTH_MAC(least) == alg);
        for (size_t outer = 1; outer <= length; outer++) {
            CHECK(PSA_ALG_TRUNCATED_MAC(truncated, outer) == PSA_ALG_TRUNCATED_MAC(alg, outer));
            CHECK(PSA_ALG_TRUNCATED_MAC(least, outer) == PSA_ALG_TRUNCATED_MAC(alg, outer));
            CHECK(PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(truncated, outer) ==
                  PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(alg, outer));
            CHECK(PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(least, outer) ==
                  PSA_ALG_AT_LEAST_THIS_LENGTH_MAC(alg, outer));
        }
    }
}

void data_hmac_algorithm(psa_algorithm_t alg, size_t length, size_t block_size)
{
    psa_algorithm_t hash = PSA_ALG_HMAC_GET_HASH(alg);

    CHECK(PSA_ALG_IS_HASH(hash));
    CHECK(PSA_ALG_HMAC(hash) == alg);
    CHECK(PSA_HASH_BLOCK_LENGTH(hash) == block_size);
    data_mac_algorithm(alg, ALG_IS_HMAC, length, PSA_KEY_TYPE_HMAC, PSA_BYTES_TO_BITS(length));
    for (size_t n = 1; n <= length; n++)
        CHECK(PSA_ALG_HMAC_GET_HASH(PSA_ALG_TRUNCATED_MAC(alg, n)) == hash);
}

void data_cipher_algorithm(psa_algorithm_t alg, unsigned classes)
{
    check_algorithm(alg, 'c', classes);
}

void data_aead_algorithm(psa_algorithm_t alg, unsigned classes, size_t length, psa_key_type_t type,
                         size_t bits)
{
    (void)bits; /* of no influence */
    check_algorithm(alg, 'a', classes);
    CHECK(PSA_AEAD_TAG_LENGTH(type, bits, alg) == length);
    for (size_t n = 1; n <= length; n++) {
        psa_algorithm_t shortened = PSA_ALG_AEAD_WITH_SHORTENED_TAG(alg, n);
        psa_algorithm_t least = PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(alg, n);

        check_algorithm(shortened, 'a', classes);
        CHECK(PSA_AEAD_TAG_LENGTH(type, bits, shortened) == n);
        CHECK(PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(shortened) == alg);
        check_algorithm(least, 'a', classes | ALG_IS_WILDCARD);
        CHECK(PSA_AEAD_TAG_LENGTH(type, bits, least) == n);
        CHECK(PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(least) == alg);
        for (size_t outer = 1; outer <= length; outer++) {
            psa_algorithm_t outer_shortened = PSA_ALG_AEAD_WITH_SHORTENED_TAG(alg, outer);
            psa_algorithm_t outer_least = PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(alg, outer);

            CHECK(PSA_ALG_AEAD_WITH_SHORTENED_TAG(shortened, outer) == outer_shortened);
            CHECK(PSA_ALG_AEAD_WITH_SHORTENED_TAG(least, outer) == outer_shortened);
            CHECK(PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(shortened, outer) == outer_least);
            CHECK(PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(least, outer) == outer_least);
        }
    }
}

void data_asymmetric_signature_algorithm(psa_algorithm_t alg, unsigned classes)
{
    check_algorithm(alg, 's', classes);
}

void data_asymmetric_signature_wildcard(psa_algorithm_t alg, unsigned classes)
{
    check_algorithm(alg, 's', classes | ALG_IS_WILDCARD | ALG_IS_SIGN_HASH | ALG_IS_HASH_AND_SIGN);
}

void data_asymmetric_encryption_algorithm(psa_algorithm_t alg, unsigned classes)
{
    check_algorithm(alg, 'e', classes);
}

void data_key_derivation_algorithm(psa_algorithm_t alg, unsigned classes)
{
    psa_algorithm_t ecdh = PSA_ALG_KEY_AGREEMENT(PSA_ALG_ECDH, alg);
    psa_algorithm_t ffdh = PSA_ALG_KEY_AGREEMENT(PSA_ALG_FFDH, alg);

    check_algorithm(alg, 'd', classes);
    CHECK(PSA_ALG_IS_KEY_AGREEMENT(ecdh) && PSA_ALG_IS_KEY_AGREEMENT(ffdh));
    CHECK(PSA_ALG_KEY_AGREEMENT_GET_KDF(ecdh) == alg);
    CHECK(PSA_ALG_KEY_AGREEMENT_GET_KDF(ffdh) == alg);
}

void data_key_agreement_algorithm(psa_algorithm_t alg, unsigned classes, psa_algorithm_t base,
                                  psa_algorithm_t derivation)
{
    check_algorithm(alg, 'k', classes);
    CHECK(PSA_ALG_KEY_AGREEMENT_GET_BASE(alg) == base);
    CHECK(PSA_ALG_KEY_AGREEMENT_GET_KDF(alg) == derivation);
}

void data_pake_algorithm(psa_algorithm_t alg)
{
    check_algorithm(alg, 'p', 0);
}

/* ---- Types of keys, and lifetimes -------------------------------------------------------------
 */

/* One bit that flips makes no value of another. */
static bool is_even(uint32_t value)
{
    bool even = true;

    for (; value != 0; value &= value - 1)
        even = !even;
    return even;
}

static void check_type(psa_key_type_t value, unsigned classes)
{
    bool public = (classes & KEY_TYPE_IS_PUBLIC_KEY) != 0;
    bool pair = (classes & KEY_TYPE_IS_KEY_PAIR) != 0;
    bool ecc = (classes & KEY_TYPE_IS_ECC) != 0, dh = (classes & KEY_TYPE_IS_DH) != 0;

    CHECK((DATA_TYPE_CLASSES(ADD) 0u) == classes);
    CHECK(PSA_KEY_TYPE_IS_ASYMMETRIC(value) == (public || pair));
    CHECK(PSA_KEY_TYPE_IS_ECC_KEY_PAIR(value) == (ecc && pair));
    CHECK(PSA_KEY_TYPE_IS_ECC_PUBLIC_KEY(value) == (ecc && public));
    CHECK(PSA_KEY_TYPE_IS_DH_KEY_PAIR(value) == (dh && pair));
    CHECK(PSA_KEY_TYPE_IS_DH_PUBLIC_KEY(value) == (dh && public));
    CHECK(is_even(value));
}

void data_key_type(psa_key_type_t type, unsigned classes)
{
    const unsigned halves = KEY_TYPE_IS_PUBLIC_KEY | KEY_TYPE_IS_KEY_PAIR;
    psa_key_type_t pair = PSA_KEY_TYPE_KEY_PAIR_OF_PUBLIC_KEY(type);
    psa_key_type_t public = PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type);

    check_type(type, classes);
    if ((classes & halves) == 0)
        return;
    check_type(pair, (classes & ~halves) | KEY_TYPE_IS_KEY_PAIR);
    check_type(public, (classes & ~halves) | KEY_TYPE_IS_PUBLIC_KEY);
    CHECK(PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(pair) == public);
    CHECK(PSA_KEY_TYPE_KEY_PAIR_OF_PUBLIC_KEY(public) == pair);
}

void data_block_cipher_key_type(psa_key_type_t type, size_t block_size)
{
    data_key_type(type, KEY_TYPE_IS_UNSTRUCTURED);
    CHECK((type & PSA_KEY_TYPE_CATEGORY_MASK) == PSA_KEY_TYPE_CATEGORY_SYMMETRIC);
    CHECK(PSA_BLOCK_CIPHER_BLOCK_LENGTH(type) == block_size);
    CHECK((block_size & (block_size - 1)) == 0);
}

void data_stream_cipher_key_type(psa_key_type_t type)
{
    data_block_cipher_key_type(type, 1);
}

void data_ecc_key_family(psa_ecc_family_t family)
{
    CHECK(is_even(family));
    data_key_type(PSA_KEY_TYPE_ECC_PUBLIC_KEY(family), KEY_TYPE_IS_ECC | KEY_TYPE_IS_PUBLIC_KEY);
    data_key_type(PSA_KEY_TYPE_ECC_KEY_PAIR(family), KEY_TYPE_IS_ECC | KEY_TYPE_IS_KEY_PAIR);
    CHECK(PSA_KEY_TYPE_ECC_GET_FAMILY(PSA_KEY_TYPE_ECC_PUBLIC_KEY(family)) == family);
    CHECK(PSA_KEY_TYPE_ECC_GET_FAMILY(PSA_KEY_TYPE_ECC_KEY_PAIR(family)) == family);
}

void data_dh_key_family(psa_dh_family_t family)
{
    CHECK(is_even(family));
    data_key_type(PSA_KEY_TYPE_DH_PUBLIC_KEY(family), KEY_TYPE_IS_DH | KEY_TYPE_IS_PUBLIC_KEY);
    data_key_type(PSA_KEY_TYPE_DH_KEY_PAIR(family), KEY_TYPE_IS_DH | KEY_TYPE_IS_KEY_PAIR);
    CHECK(PSA_KEY_TYPE_DH_GET_FAMILY(PSA_KEY_TYPE_DH_PUBLIC_KEY(family)) == family);
    CHECK(PSA_KEY_TYPE_DH_GET_FAMILY(PSA_KEY_TYPE_DH_KEY_PAIR(family)) == family);
}

void data_lifetime(psa_key_lifetime_t lifetime, unsigned classes, psa_key_persistence_t persistence,
                   psa_key_location_t location)
{
    CHECK(PSA_KEY_LIFETIME_IS_VOLATILE(lifetime) == ((classes & KEY_LIFETIME_IS_VOLATILE) != 0));
    CHECK((PSA_KEY_LIFETIME_GET_PERSISTENCE(lifetime) == PSA_KEY_PERSISTENCE_READ_ONLY) ==
          ((classes & KEY_LIFETIME_IS_READ_ONLY) != 0));
    CHECK(PSA_KEY_LIFETIME_GET_PERSISTENCE(lifetime) == persistence);
    CHECK(PSA_KEY_LIFETIME_GET_LOCATION(lifetime) == location);
}
