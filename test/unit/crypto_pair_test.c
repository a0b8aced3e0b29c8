/* SPDX-License-Identifier: Apache-2.0 */
/* Copies of keys, the public halves of pairs, agreements, and what public-key encryption refuses.
 */
#include "crypto/agree.h"
#include "crypto/encrypt.h"
#include "crypto/key.h"
#include "crypto/persist.h"
#include "crypto/sign.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define ALICE  5
#define BOB    6
#define PAIR   PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)
#define PUBLIC PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1)
#define ECDSA  PSA_ALG_ECDSA(PSA_ALG_SHA_256)
#define ANY    PSA_ALG_ECDSA(PSA_ALG_ANY_HASH)

static uint8_t bytes[100];

/* Persistent keys are saved nowhere: the one of these tests stays in the table. */
psa_status_t crypto_persist_load(int32_t owner, psa_key_id_t id, psa_key_attributes_t *attributes,
                                 uint8_t *material, size_t capacity, size_t *size)
{
    (void)owner, (void)id, (void)attributes, (void)material, (void)capacity, (void)size;
    return PSA_ERROR_DOES_NOT_EXIST;
}

psa_status_t crypto_persist_save(int32_t owner, const psa_key_attributes_t *attributes,
                                 const uint8_t *material, size_t size)
{
    (void)owner, (void)attributes, (void)material, (void)size;
    return PSA_SUCCESS;
}

psa_status_t crypto_persist_erase(int32_t owner, psa_key_id_t id)
{
    (void)owner, (void)id;
    return PSA_ERROR_DOES_NOT_EXIST;
}

static psa_status_t import(int32_t owner, psa_key_attributes_t attributes, const uint8_t *data,
                           size_t size, psa_key_id_t *id)
{
    uint8_t *material;
    psa_status_t status = crypto_key_prepare(owner, &attributes, size, &material);

    *id = 0;
    if (status != PSA_SUCCESS)
        return status;
    memcpy(material, data, size);
    return crypto_key_commit(id);
}

static psa_key_id_t make_pair(psa_key_usage_t usage, psa_algorithm_t algorithm,
                              const uint8_t *value)
{
    psa_key_attributes_t attributes = {.type = PAIR, .usage = usage, .algorithm = algorithm};
    psa_key_id_t id;

    assert_int_equal(import(ALICE, attributes, value, 32, &id), PSA_SUCCESS);
    return id;
}

/* ---- Copies ----------------------------------------------------------------------------------*/

static void a_copy_may_do_what_both_policies_say(void **state)
{
    const psa_algorithm_t min8 = PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(PSA_ALG_CCM, 8);
    const psa_algorithm_t min12 = PSA_ALG_AEAD_WITH_AT_LEAST_THIS_LENGTH_TAG(PSA_ALG_CCM, 12);
    const psa_algorithm_t ccm4 = PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 4);
    const struct {
        psa_algorithm_t source, asked, got;
        psa_status_t status;
    } cases[] = {
        {PSA_ALG_CCM, PSA_ALG_CCM, PSA_ALG_CCM, PSA_SUCCESS},
        {PSA_ALG_NONE, PSA_ALG_NONE, PSA_ALG_NONE, PSA_SUCCESS},
        {PSA_ALG_CCM, PSA_ALG_NONE, 0, PSA_ERROR_INVALID_ARGUMENT},
        {PSA_ALG_CCM, PSA_ALG_GCM, 0, PSA_ERROR_INVALID_ARGUMENT},
        {min8, PSA_ALG_CCM, PSA_ALG_CCM, PSA_SUCCESS},
        {PSA_ALG_CCM, min8, PSA_ALG_CCM, PSA_SUCCESS},
        {min8, min12, min12, PSA_SUCCESS},
        {min12, min8, min12, PSA_SUCCESS},
        {min8, ccm4, 0, PSA_ERROR_INVALID_ARGUMENT},
        {ANY, ECDSA, ECDSA, PSA_SUCCESS},
        {ECDSA, ANY, ECDSA, PSA_SUCCESS},
        {ANY, PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_ANY_HASH), 0, PSA_ERROR_INVALID_ARGUMENT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        psa_key_attributes_t source = {.type = PSA_KEY_TYPE_AES,
                                       .usage = PSA_KEY_USAGE_COPY | PSA_KEY_USAGE_ENCRYPT |
                                                PSA_KEY_USAGE_DECRYPT,
                                       .algorithm = cases[i].source};
        psa_key_attributes_t asked = {.usage = PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_EXPORT,
                                      .algorithm = cases[i].asked};
        const struct crypto_key *key;
        psa_key_id_t id, copy = 1;

        assert_int_equal(import(ALICE, source, bytes, 24, &id), PSA_SUCCESS);
        if (crypto_key_copy(ALICE, id, &asked, &copy) != cases[i].status)
            fail_msg("case %zu", i);
        assert_int_equal(copy != PSA_KEY_ID_NULL, cases[i].status == PSA_SUCCESS);
        assert_int_equal(crypto_key_destroy(ALICE, id), PSA_SUCCESS);
        if (cases[i].status != PSA_SUCCESS)
            continue;
        assert_int_equal(crypto_key_find(ALICE, copy, &key), PSA_SUCCESS);
        assert_int_equal(key->attributes.algorithm, cases[i].got);
        assert_int_equal(key->attributes.usage, PSA_KEY_USAGE_ENCRYPT);
        assert_int_equal(key->attributes.type, PSA_KEY_TYPE_AES);
        assert_int_equal(key->attributes.bits, 192);
        assert_memory_equal(key->data, bytes, 24);
        assert_int_equal(crypto_key_destroy(ALICE, copy), PSA_SUCCESS);
    }
}

static void a_copy_needs_leave_and_no_other_type_or_size(void **state)
{
    psa_key_attributes_t source = {.type = PSA_KEY_TYPE_AES}, asked = {0};
    psa_key_id_t id, copy;

    (void)state;
    assert_int_equal(import(ALICE, source, bytes, 16, &id), PSA_SUCCESS);
    assert_int_equal(crypto_key_copy(ALICE, id, &asked, &copy), PSA_ERROR_NOT_PERMITTED);
    crypto_key_destroy(ALICE, id);
    source.usage = PSA_KEY_USAGE_COPY;
    assert_int_equal(import(ALICE, source, bytes, 16, &id), PSA_SUCCESS);
    assert_int_equal(crypto_key_copy(BOB, id, &asked, &copy), PSA_ERROR_INVALID_HANDLE);
    asked.type = PSA_KEY_TYPE_RAW_DATA;
    assert_int_equal(crypto_key_copy(ALICE, id, &asked, &copy), PSA_ERROR_INVALID_ARGUMENT);
    asked.type = PSA_KEY_TYPE_AES;
    asked.bits = 192;
    assert_int_equal(crypto_key_copy(ALICE, id, &asked, &copy), PSA_ERROR_INVALID_ARGUMENT);
    asked.bits = 128;
    asked.id = 4; /* for a volatile key */
    assert_int_equal(crypto_key_copy(ALICE, id, &asked, &copy), PSA_ERROR_INVALID_ARGUMENT);
    asked.id = 0;
    assert_int_equal(crypto_key_copy(ALICE, id, &asked, &copy), PSA_SUCCESS);
    crypto_key_destroy(ALICE, copy);
    crypto_key_destroy(ALICE, id);
}

static void only_rsa_has_an_exponent_to_choose(void **state)
{
    psa_key_attributes_t attributes = {.type = PSA_KEY_TYPE_AES, .bits = 128};
    psa_key_id_t id = 1;

    (void)state;
    assert_int_equal(crypto_key_generate_custom(ALICE, &attributes, bytes, 1, &id),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(id, PSA_KEY_ID_NULL);
    assert_int_equal(crypto_key_generate_custom(ALICE, &attributes, NULL, 0, &id), PSA_SUCCESS);
    crypto_key_destroy(ALICE, id);
    attributes.type = PSA_KEY_TYPE_RSA_KEY_PAIR;
    attributes.bits = 0;
    assert_int_equal(crypto_key_generate(ALICE, &attributes, &id), PSA_ERROR_INVALID_ARGUMENT);
    attributes.bits = CONFIG_CRYPTO_RSA_BITS_MAX + 8;
    assert_int_equal(crypto_key_generate(ALICE, &attributes, &id), PSA_ERROR_NOT_SUPPORTED);
}

/* ---- Public halves ---------------------------------------------------------------------------*/

static void a_point_is_kept_until_its_place_is_needed(void **state)
{
    psa_key_id_t pair = make_pair(PSA_KEY_USAGE_VERIFY_HASH, ECDSA, bytes);
    psa_key_id_t raw[CONFIG_CRYPTO_KEY_SLOT_COUNT], last;
    psa_key_attributes_t attributes = {.type = PSA_KEY_TYPE_RAW_DATA};
    uint8_t first[CRYPTO_POINT_MAX], second[CRYPTO_POINT_MAX];
    const uint8_t *point, *again;
    const struct crypto_key *key;

    (void)state;
    assert_int_equal(crypto_key_find(ALICE, pair, &key), PSA_SUCCESS);
    assert_int_equal(crypto_key_point(key, first, &point), PSA_SUCCESS);
    assert_ptr_equal(point, first); /* computed */
    memset(second, 0x55, sizeof second);
    assert_int_equal(crypto_key_point(key, second, &again), PSA_SUCCESS);
    assert_ptr_not_equal(again, second); /* kept */
    assert_memory_equal(again, first, 65);
    /* Nobody can name what is kept. */
    assert_int_equal(crypto_key_find(ALICE, pair | 0x80000000, &key), PSA_ERROR_INVALID_HANDLE);
    assert_int_equal(crypto_key_destroy(ALICE, pair | 0x80000000), PSA_ERROR_INVALID_HANDLE);
    /* All other slots are there for keys. */
    for (int i = 0; i < CONFIG_CRYPTO_KEY_SLOT_COUNT - 1; i++)
        assert_int_equal(import(ALICE, attributes, bytes, 32, &raw[i]), PSA_SUCCESS);
    assert_int_equal(import(ALICE, attributes, bytes, 32, &last), PSA_ERROR_INSUFFICIENT_MEMORY);
    assert_int_equal(crypto_key_find(ALICE, pair, &key), PSA_SUCCESS);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(crypto_key_point(key, second, &again), PSA_SUCCESS);
        assert_ptr_equal(again, second); /* no room to keep it */
        assert_memory_equal(again, first, 65);
    }
    for (int i = 0; i < CONFIG_CRYPTO_KEY_SLOT_COUNT - 1; i++)
        crypto_key_destroy(ALICE, raw[i]);
    crypto_key_destroy(ALICE, pair);
}

static void a_point_goes_with_its_pair(void **state)
{
    psa_key_attributes_t attributes = {.type = PAIR,
                                       .lifetime = PSA_KEY_LIFETIME_PERSISTENT,
                                       .id = 3,
                                       .usage = PSA_KEY_USAGE_CACHE};
    uint8_t point[2][CRYPTO_PUBLIC_MAX];
    psa_key_id_t id;
    size_t size;

    (void)state;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(import(ALICE, attributes, bytes + i, 32, &id), PSA_SUCCESS);
        for (int k = 0; k < 2; k++)
            assert_int_equal(crypto_key_public(ALICE, 3, point[i], &size), PSA_SUCCESS);
        assert_int_equal(size, 65);
        assert_int_equal(crypto_key_destroy(ALICE, 3), PSA_SUCCESS);
    }
    assert_memory_not_equal(point[0], point[1], 65);
}

static void the_public_half_of_a_public_key_is_itself(void **state)
{
    psa_key_attributes_t attributes = {.type = PUBLIC}, aes = {.type = PSA_KEY_TYPE_AES};
    uint8_t point[CRYPTO_PUBLIC_MAX], again[CRYPTO_PUBLIC_MAX];
    psa_key_id_t id = make_pair(0, 0, bytes);
    size_t size = 1;

    (void)state;
    assert_int_equal(crypto_key_public(ALICE, id, point, &size), PSA_SUCCESS);
    crypto_key_destroy(ALICE, id);
    assert_int_equal(import(ALICE, attributes, point, 65, &id), PSA_SUCCESS);
    assert_int_equal(crypto_key_public(ALICE, id, again, &size), PSA_SUCCESS);
    assert_int_equal(size, 65);
    assert_memory_equal(point, again, 65);
    crypto_key_destroy(ALICE, id);
    assert_int_equal(import(ALICE, aes, point, 16, &id), PSA_SUCCESS);
    assert_int_equal(crypto_key_public(ALICE, id, again, &size), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(size, 0);
    crypto_key_destroy(ALICE, id);
    assert_int_equal(crypto_key_public(ALICE, id, again, &size), PSA_ERROR_INVALID_HANDLE);
}

/* ---- Agreement -------------------------------------------------------------------------------*/

static void two_sides_agree(void **state)
{
    psa_key_id_t mine = make_pair(PSA_KEY_USAGE_DERIVE, PSA_ALG_ECDH, bytes);
    psa_key_id_t yours = make_pair(PSA_KEY_USAGE_DERIVE, PSA_ALG_ECDH, bytes + 40), id;
    uint8_t my_point[CRYPTO_PUBLIC_MAX], your_point[CRYPTO_PUBLIC_MAX], secret[2][32];
    struct crypto_agreement agreement = {ALICE, mine, PSA_ALG_ECDH, your_point, 65};
    psa_key_attributes_t attributes = {.type = PSA_KEY_TYPE_DERIVE, .usage = PSA_KEY_USAGE_EXPORT};
    const struct crypto_key *key;
    size_t size;

    (void)state;
    assert_int_equal(crypto_key_public(ALICE, mine, my_point, &size), PSA_SUCCESS);
    assert_int_equal(crypto_key_public(ALICE, yours, your_point, &size), PSA_SUCCESS);
    assert_int_equal(crypto_agree(&agreement, secret[0], 32, &size), PSA_SUCCESS);
    assert_int_equal(size, 32);
    agreement.key = yours;
    agreement.peer = my_point;
    assert_int_equal(crypto_agree(&agreement, secret[1], 32, &size), PSA_SUCCESS);
    assert_memory_equal(secret[0], secret[1], 32);
    assert_int_equal(crypto_agree(&agreement, secret[1], 31, &size), PSA_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(size, 0);
    /* A key of the secret. */
    assert_int_equal(crypto_agree_key(&agreement, &attributes, &id), PSA_SUCCESS);
    assert_int_equal(crypto_key_export(ALICE, id, &key), PSA_SUCCESS);
    assert_int_equal(key->attributes.bits, 256);
    assert_memory_equal(key->data, secret[0], 32);
    crypto_key_destroy(ALICE, id);
    attributes.bits = 128;
    assert_int_equal(crypto_agree_key(&agreement, &attributes, &id), PSA_ERROR_INVALID_ARGUMENT);
    attributes.bits = 256;
    attributes.type = PSA_KEY_TYPE_AES; /* biased bytes are no key for a cipher */
    assert_int_equal(crypto_agree_key(&agreement, &attributes, &id), PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(id, PSA_KEY_ID_NULL);
    crypto_key_destroy(ALICE, mine);
    crypto_key_destroy(ALICE, yours);
}

static void an_agreement_needs_a_pair_with_leave_and_a_point_of_its_curve(void **state)
{
    psa_key_id_t pair = make_pair(PSA_KEY_USAGE_DERIVE, PSA_ALG_ECDH, bytes);
    psa_key_id_t none = make_pair(0, PSA_ALG_ECDH, bytes), aes;
    psa_key_attributes_t attributes = {
        .type = PSA_KEY_TYPE_AES, .usage = PSA_KEY_USAGE_DERIVE, .algorithm = PSA_ALG_ECDH};
    uint8_t point[CRYPTO_PUBLIC_MAX], secret[CRYPTO_SECRET_MAX];
    struct crypto_agreement good = {ALICE, pair, PSA_ALG_ECDH, point, 65}, bad;
    size_t size = 1;

    (void)state;
    assert_int_equal(crypto_key_public(ALICE, pair, point, &size), PSA_SUCCESS);
    /* As long as a private value, so that nothing but its type is wrong. */
    assert_int_equal(import(ALICE, attributes, bytes, 32, &aes), PSA_SUCCESS);
#define REFUSE(member, value, status)                                               \
    do {                                                                            \
        bad = good;                                                                 \
        bad.member = (value);                                                       \
        assert_int_equal(crypto_agree(&bad, secret, sizeof secret, &size), status); \
        assert_int_equal(size, 0);                                                  \
    } while (0)
    REFUSE(key, none, PSA_ERROR_NOT_PERMITTED);
    REFUSE(key, aes, PSA_ERROR_INVALID_ARGUMENT);
    REFUSE(key, 77, PSA_ERROR_INVALID_HANDLE);
    REFUSE(owner, BOB, PSA_ERROR_INVALID_HANDLE);
    REFUSE(algorithm, ECDSA, PSA_ERROR_INVALID_ARGUMENT);
    REFUSE(algorithm, PSA_ALG_FFDH, PSA_ERROR_NOT_PERMITTED);
    REFUSE(algorithm, PSA_ALG_KEY_AGREEMENT(PSA_ALG_ECDH, PSA_ALG_HKDF(PSA_ALG_SHA_256)),
           PSA_ERROR_INVALID_ARGUMENT);
    REFUSE(peer_size, 64, PSA_ERROR_INVALID_ARGUMENT);
    REFUSE(peer_size, 0, PSA_ERROR_INVALID_ARGUMENT);
    point[0] = 2;
    REFUSE(peer_size, 65, PSA_ERROR_INVALID_ARGUMENT);
    point[0] = 4;
    point[64] ^= 1;
    REFUSE(peer_size, 65, PSA_ERROR_INVALID_ARGUMENT);
    crypto_key_destroy(ALICE, pair);
    crypto_key_destroy(ALICE, none);
    crypto_key_destroy(ALICE, aes);
}

/* ---- Signatures ------------------------------------------------------------------------------*/

static void a_signature_fits_or_is_not_made(void **state)
{
    psa_key_id_t pair =
        make_pair(PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH, ECDSA, bytes);
    struct crypto_signing signing = {ALICE, pair, PSA_KEY_USAGE_SIGN_HASH, ECDSA, bytes, 32};
    uint8_t signature[66] = {0}, untouched[66] = {0};
    size_t size = 1;

    (void)state;
    assert_int_equal(crypto_sign_hash(&signing, signature, 63, &size), PSA_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(size, 0);
    assert_memory_equal(signature, untouched, sizeof signature);
    assert_int_equal(crypto_sign_hash(&signing, signature, 64, &size), PSA_SUCCESS);
    assert_int_equal(size, 64);
    signing.usage = PSA_KEY_USAGE_VERIFY_HASH;
    assert_int_equal(crypto_verify_hash(&signing, signature, 64), PSA_SUCCESS);
    assert_int_equal(crypto_verify_hash(&signing, signature, 63), PSA_ERROR_INVALID_SIGNATURE);
    assert_int_equal(crypto_verify_hash(&signing, signature, 65), PSA_ERROR_INVALID_SIGNATURE);
    signing.hash_size = 31;
    assert_int_equal(crypto_verify_hash(&signing, signature, 64), PSA_ERROR_INVALID_ARGUMENT);
    signing.hash_size = 32;
    assert_int_equal(import(ALICE,
                            (psa_key_attributes_t){.type = PSA_KEY_TYPE_AES,
                                                   .usage = PSA_KEY_USAGE_VERIFY_HASH,
                                                   .algorithm = ECDSA},
                            bytes, 32, &signing.key),
                     PSA_SUCCESS);
    assert_int_equal(crypto_verify_hash(&signing, signature, 64), PSA_ERROR_NOT_SUPPORTED);
    signing.usage = PSA_KEY_USAGE_VERIFY_MESSAGE;
    assert_int_equal(crypto_verify_hash(&signing, signature, 64), PSA_ERROR_INVALID_ARGUMENT);
    crypto_key_destroy(ALICE, signing.key);
    signing.key = pair;
    signing.algorithm = PSA_ALG_HMAC(PSA_ALG_SHA_256);
    assert_int_equal(crypto_verify_hash(&signing, signature, 64), PSA_ERROR_INVALID_ARGUMENT);
    crypto_key_destroy(ALICE, pair);
}

/* ---- Encryption ------------------------------------------------------------------------------*/

static void encryption_is_for_keys_that_can(void **state)
{
    psa_key_id_t pair =
        make_pair(PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT, PSA_ALG_RSA_PKCS1V15_CRYPT, bytes);
    struct crypto_encryption encryption = {ALICE, pair, PSA_ALG_RSA_PKCS1V15_CRYPT, NULL, 0};
    uint8_t output[512];
    size_t size = 1;

    (void)state;
#define BOTH(status)                                                                          \
    do {                                                                                      \
        assert_int_equal(crypto_encrypt(&encryption, bytes, 5, output, sizeof output, &size), \
                         status);                                                             \
        assert_int_equal(size, 0);                                                            \
        assert_int_equal(crypto_decrypt(&encryption, bytes, 5, output, sizeof output, &size), \
                         status);                                                             \
        assert_int_equal(size, 0);                                                            \
    } while (0)
    BOTH(PSA_ERROR_NOT_SUPPORTED); /* a pair on a curve */
    crypto_key_destroy(ALICE, pair);
    assert_int_equal(
        import(ALICE,
               (psa_key_attributes_t){.type = PSA_KEY_TYPE_HMAC,
                                      .usage = PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT,
                                      .algorithm = PSA_ALG_RSA_PKCS1V15_CRYPT},
               bytes, 32, &pair),
        PSA_SUCCESS);
    encryption.key = pair;
    BOTH(PSA_ERROR_INVALID_ARGUMENT); /* a symmetric key */
    encryption.label = bytes;
    encryption.label_size = 1;
    BOTH(PSA_ERROR_INVALID_ARGUMENT); /* a label, and no OAEP */
    encryption.algorithm = PSA_ALG_CTR;
    encryption.label_size = 0;
    BOTH(PSA_ERROR_INVALID_ARGUMENT);
    encryption.algorithm = PSA_ALG_RSA_OAEP(PSA_ALG_SHA_256);
    BOTH(PSA_ERROR_NOT_PERMITTED);
    encryption.key = 99;
    BOTH(PSA_ERROR_INVALID_HANDLE);
    crypto_key_destroy(ALICE, pair);
}

static void rsa_encrypts_what_fits(void **state)
{
    psa_key_attributes_t attributes = {.type = PSA_KEY_TYPE_RSA_KEY_PAIR,
                                       .bits = 1024,
                                       .usage = PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT,
                                       .algorithm = PSA_ALG_RSA_PKCS1V15_CRYPT};
    struct crypto_encryption encryption = {ALICE, 0, PSA_ALG_RSA_PKCS1V15_CRYPT, NULL, 0};
    uint8_t secret[129], output[128], point[CRYPTO_PUBLIC_MAX];
    size_t secret_size, size = 1;

    (void)state;
    if (crypto_provider.rsa_generate == NULL) {
        print_message("skipped: this provider has no RSA\n");
        return;
    }
    assert_int_equal(crypto_key_generate(ALICE, &attributes, &encryption.key), PSA_SUCCESS);
    assert_int_equal(crypto_encrypt(&encryption, bytes, 50, secret, 127, &size),
                     PSA_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(size, 0);
    assert_int_equal(crypto_encrypt(&encryption, bytes, 50, secret, 128, &secret_size),
                     PSA_SUCCESS);
    assert_int_equal(secret_size, 128);
    assert_int_equal(crypto_decrypt(&encryption, secret, 128, output, 49, &size),
                     PSA_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(size, 0);
    assert_int_equal(crypto_decrypt(&encryption, secret, 127, output, 128, &size),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(crypto_decrypt(&encryption, secret, 129, output, 128, &size),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(crypto_decrypt(&encryption, secret, 128, output, 50, &size), PSA_SUCCESS);
    assert_int_equal(size, 50);
    assert_memory_equal(output, bytes, 50);
    encryption.label = bytes;
    encryption.label_size = 1; /* without OAEP */
    assert_int_equal(crypto_encrypt(&encryption, bytes, 50, secret, 128, &size),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(crypto_decrypt(&encryption, secret, 128, output, 128, &size),
                     PSA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(crypto_key_public(ALICE, encryption.key, point, &size), PSA_SUCCESS);
    assert_int_equal(size, 140);
    crypto_key_destroy(ALICE, encryption.key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_may_do_what_both_policies_say),
        cmocka_unit_test(a_copy_needs_leave_and_no_other_type_or_size),
        cmocka_unit_test(only_rsa_has_an_exponent_to_choose),
        cmocka_unit_test(a_point_is_kept_until_its_place_is_needed),
        cmocka_unit_test(a_point_goes_with_its_pair),
        cmocka_unit_test(the_public_half_of_a_public_key_is_itself),
        cmocka_unit_test(two_sides_agree),
        cmocka_unit_test(an_agreement_needs_a_pair_with_leave_and_a_point_of_its_curve),
        cmocka_unit_test(a_signature_fits_or_is_not_made),
        cmocka_unit_test(rsa_encrypts_what_fits),
        cmocka_unit_test(encryption_is_for_keys_that_can),
    };

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(i * 11 + 5);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
