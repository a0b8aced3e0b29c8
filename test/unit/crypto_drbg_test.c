/* SPDX-License-Identifier: Apache-2.0 */
/* The random generator against OpenSSL's CTR_DRBG with the same entropy: every byte the same, over
 * requests of many sizes and over reseeding. And what it does when entropy fails. */
#include "crypto/random.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define SEED_SIZE         32
#define REQUESTS_PER_SEED 1024

static uint8_t next_entropy[SEED_SIZE];
static bool entropy_fails;
static unsigned int entropy_count;

/* Replaces the one of service/crypto/. */
bool crypto_entropy_read(void *buffer, size_t size)
{
    assert_int_equal(size, SEED_SIZE);
    if (entropy_fails)
        return false;
    entropy_count++;
    memcpy(buffer, next_entropy, size);
    return true;
}

static EVP_RAND_CTX *make(const char *name, EVP_RAND_CTX *parent)
{
    EVP_RAND *method = EVP_RAND_fetch(NULL, name, NULL);
    EVP_RAND_CTX *context = EVP_RAND_CTX_new(method, parent);

    assert_non_null(context);
    EVP_RAND_free(method);
    return context;
}

static void set_entropy(EVP_RAND_CTX *source, uint8_t fill)
{
    unsigned int strength = 256;
    OSSL_PARAM params[3] = {
        OSSL_PARAM_construct_octet_string(OSSL_RAND_PARAM_TEST_ENTROPY, next_entropy, SEED_SIZE),
        OSSL_PARAM_construct_uint(OSSL_RAND_PARAM_STRENGTH, &strength),
        OSSL_PARAM_construct_end(),
    };

    for (size_t i = 0; i < SEED_SIZE; i++)
        next_entropy[i] = (uint8_t)(fill + 11 * i);
    assert_true(EVP_RAND_CTX_set_params(source, params));
}

static EVP_RAND_CTX *reference(EVP_RAND_CTX *source)
{
    EVP_RAND_CTX *drbg = make("CTR-DRBG", source);
    static const uint8_t no_personalisation[SEED_SIZE];
    int no_derivation = 0;
    unsigned int requests = 1u << 20;
    OSSL_PARAM params[4] = {
        OSSL_PARAM_construct_utf8_string(OSSL_DRBG_PARAM_CIPHER, (char *)"AES-128-CTR", 0),
        OSSL_PARAM_construct_int(OSSL_DRBG_PARAM_USE_DF, &no_derivation),
        OSSL_PARAM_construct_uint(OSSL_DRBG_PARAM_RESEED_REQUESTS, &requests),
        OSSL_PARAM_construct_end(),
    };

    /* A personalisation of zeros is none; with a null one OpenSSL takes its own. */
    assert_true(EVP_RAND_instantiate(drbg, 128, 0, no_personalisation, SEED_SIZE, params));
    return drbg;
}

static void a_failing_source_gives_nothing_and_is_asked_again(void **state)
{
    uint8_t output[40];
    static const uint8_t zeros[40];

    (void)state;
    entropy_fails = true;
    memset(output, 0xa5, sizeof(output));
    assert_int_equal(crypto_random(output, sizeof(output)), PSA_ERROR_INSUFFICIENT_ENTROPY);
    assert_memory_equal(output, zeros, sizeof(output));
    assert_int_equal(crypto_random(output, sizeof(output)), PSA_ERROR_INSUFFICIENT_ENTROPY);
    entropy_fails = false;
}

static void every_byte_is_openssls(void **state)
{
    EVP_RAND_CTX *source = make("TEST-RAND", NULL);
    uint8_t ours[100];
    uint8_t theirs[100];

    (void)state;
    set_entropy(source, 1);
    assert_true(EVP_RAND_instantiate(source, 128, 0, NULL, 0, NULL));
    EVP_RAND_CTX *drbg = reference(source);
    for (unsigned int request = 0; request < 3 * REQUESTS_PER_SEED; request++) {
        size_t size = request % sizeof(ours) + 1;
        if (request % REQUESTS_PER_SEED == 0 && request > 0) {
            set_entropy(source, (uint8_t)(1 + request / REQUESTS_PER_SEED));
            assert_true(EVP_RAND_reseed(drbg, 0, NULL, 0, NULL, 0));
        }
        assert_int_equal(crypto_random(ours, size), PSA_SUCCESS);
        assert_true(EVP_RAND_generate(drbg, theirs, size, 128, 0, NULL, 0));
        assert_memory_equal(ours, theirs, size);
    }
    assert_int_equal(entropy_count, 3);
    EVP_RAND_CTX_free(drbg);
    EVP_RAND_CTX_free(source);
}

/* The last test left the generator one request before it is due for a seed. */
static void a_seed_that_is_due_and_fails_stops_the_generator(void **state)
{
    uint8_t output[16];

    (void)state;
    entropy_fails = true;
    assert_int_equal(crypto_random(output, sizeof(output)), PSA_ERROR_INSUFFICIENT_ENTROPY);
    assert_int_equal(crypto_random(output, sizeof(output)), PSA_ERROR_INSUFFICIENT_ENTROPY);
    entropy_fails = false;
    assert_int_equal(crypto_random(output, sizeof(output)), PSA_SUCCESS);
    assert_int_equal(entropy_count, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failing_source_gives_nothing_and_is_asked_again),
        cmocka_unit_test(every_byte_is_openssls),
        cmocka_unit_test(a_seed_that_is_due_and_fails_stops_the_generator),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
