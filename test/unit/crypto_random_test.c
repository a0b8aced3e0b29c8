/* SPDX-License-Identifier: Apache-2.0 */
/* The random generator when its source of entropy fails. */
#include "crypto/key.h"
#include "crypto/random.h"
#include "crypto/sign.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static bool source_works;
static int source_calls;

bool crypto_entropy_read(void *buffer, size_t size)
{
    source_calls++;
    memset(buffer, source_works ? source_calls : 0, size);
    return source_works;
}

static bool is_zero(const uint8_t *data, size_t size)
{
    uint8_t sum = 0;

    for (size_t i = 0; i < size; i++)
        sum |= data[i];
    return sum == 0;
}

static const psa_key_attributes_t pair = {
    .type = PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1),
    .bits = 256,
    .usage = PSA_KEY_USAGE_SIGN_HASH,
    .algorithm = PSA_ALG_ECDSA(PSA_ALG_SHA_256),
};

/* The tests run in this order, each where the one before has left the generator. */

static void without_a_first_seed_there_is_nothing(void **state)
{
    uint8_t output[32];
    psa_key_id_t key;

    (void)state;
    for (int i = 0; i < 3; i++) {
        memset(output, 0xa5, sizeof output);
        assert_int_equal(crypto_random(output, sizeof output), PSA_ERROR_INSUFFICIENT_ENTROPY);
        assert_true(is_zero(output, sizeof output));
        assert_int_equal(crypto_key_generate(1, &pair, &key), PSA_ERROR_INSUFFICIENT_ENTROPY);
        assert_int_equal(key, PSA_KEY_ID_NULL);
    }
    assert_true(source_calls >= 6);
}

static void the_first_request_after_it_recovers_is_good(void **state)
{
    uint8_t a[32], b[32];

    (void)state;
    source_works = true;
    assert_int_equal(crypto_random(a, sizeof a), PSA_SUCCESS);
    assert_int_equal(crypto_random(b, sizeof b), PSA_SUCCESS);
    assert_memory_not_equal(a, b, sizeof a);
}

/* Draws until the generator wants a new seed that it does not get. */
static int exhaust(void)
{
    uint8_t output[16];
    int count = 0;

    source_works = false;
    while (crypto_random(output, sizeof output) == PSA_SUCCESS)
        assert_true(++count <= 1024);
    assert_true(is_zero(output, sizeof output));
    return count;
}

static void it_reseeds_after_a_bounded_number_of_requests(void **state)
{
    int calls = source_calls;
    uint8_t output[16];

    (void)state;
    for (int i = 0; i < 3 * 1024; i++)
        assert_int_equal(crypto_random(output, sizeof output), PSA_SUCCESS);
    assert_in_range(source_calls - calls, 2, 3);
}

static void without_a_later_seed_nothing_that_needs_random_bytes_works(void **state)
{
    uint8_t hash[32] = {1}, signature[64], output[1024];
    struct crypto_signing signing;
    psa_key_id_t key, other;
    size_t size = 99;

    (void)state;
    assert_int_equal(crypto_key_generate(1, &pair, &key), PSA_SUCCESS);
    signing = (struct crypto_signing){.owner = 1,
                                      .key = key,
                                      .usage = PSA_KEY_USAGE_SIGN_HASH,
                                      .algorithm = pair.algorithm,
                                      .hash = hash,
                                      .hash_size = 32};
    assert_true(exhaust() > 900);
    memset(signature, 0xa5, sizeof signature);
    assert_int_equal(crypto_sign_hash(&signing, signature, 64, &size),
                     PSA_ERROR_INSUFFICIENT_ENTROPY);
    assert_int_equal(size, 0);
    assert_true(is_zero(signature, sizeof signature));
    assert_int_equal(crypto_key_generate(1, &pair, &other), PSA_ERROR_INSUFFICIENT_ENTROPY);
    memset(output, 0xa5, sizeof output);
    assert_int_equal(crypto_random(output, sizeof output), PSA_ERROR_INSUFFICIENT_ENTROPY);
    assert_true(is_zero(output, sizeof output));
    source_works = true;
    assert_int_equal(crypto_sign_hash(&signing, signature, 64, &size), PSA_SUCCESS);
    assert_int_equal(crypto_key_destroy(1, key), PSA_SUCCESS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_first_seed_there_is_nothing),
        cmocka_unit_test(the_first_request_after_it_recovers_is_good),
        cmocka_unit_test(it_reseeds_after_a_bounded_number_of_requests),
        cmocka_unit_test(without_a_later_seed_nothing_that_needs_random_bytes_works),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
