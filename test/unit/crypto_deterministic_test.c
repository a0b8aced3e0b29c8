/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The generator of RFC 6979 beyond its first value, which signatures take once in 2^32: against the
 * steps of the RFC with OpenSSL's HMAC.
 */
#include "test/unit/crypto_provider_support.h"

#include "crypto/hash.h"
#include "crypto/provider/mbedtls/ecc.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#define VALUES 4

struct reference {
    const EVP_MD *hash;
    int size;
    uint8_t k[64], v[64];
};

static void hmac(struct reference *x, const uint8_t *more, size_t size, uint8_t *output)
{
    uint8_t message[64 + 1 + 96], result[64];

    memcpy(message, x->v, (size_t)x->size);
    if (size > 0)
        memcpy(message + x->size, more, size);
    assert_non_null(HMAC(x->hash, x->k, x->size, message, (size_t)x->size + size, result, NULL));
    memcpy(output, result, (size_t)x->size);
}

static void turn(struct reference *x, const uint8_t *more, size_t size)
{
    hmac(x, more, size, x->k);
    hmac(x, NULL, 0, x->v);
}

static void every_value_is_the_rfc_s(void **state)
{
    static const struct {
        psa_algorithm_t algorithm;
        const EVP_MD *(*reference)(void);
        size_t size;
    } cases[] = {{PSA_ALG_SHA_256, EVP_sha256, 32},
                 {PSA_ALG_SHA_256, EVP_sha256, 48},
                 {PSA_ALG_SHA_512, EVP_sha512, 32},
                 {PSA_ALG_SHA_384, EVP_sha384, 48},
                 {PSA_ALG_SHA_1, EVP_sha1, 48}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct reference x = {.hash = cases[i].reference()};
        struct deterministic ours;
        uint8_t input[1 + 96];
        size_t size = cases[i].size;

        x.size = EVP_MD_get_size(x.hash);
        provider_fill(input, sizeof input);
        memset(x.v, 1, sizeof x.v);
        input[0] = 0;
        turn(&x, input, 1 + 2 * size);
        input[0] = 1;
        turn(&x, input, 1 + 2 * size);
        assert_int_equal(crypto_deterministic_begin(&ours,
                                                    PSA_ALG_DETERMINISTIC_ECDSA(cases[i].algorithm),
                                                    input + 1, input + 1 + size, size),
                         PSA_SUCCESS);
        for (int value = 0; value < VALUES; value++) {
            uint8_t expected[48], got[48], zero = 0;

            if (value > 0)
                turn(&x, &zero, 1);
            for (size_t done = 0; done < size; done += (size_t)x.size) {
                hmac(&x, NULL, 0, x.v);
                memcpy(expected + done, x.v,
                       size - done < (size_t)x.size ? size - done : (size_t)x.size);
            }
            assert_int_equal(crypto_deterministic_next(&ours, got, size), PSA_SUCCESS);
            assert_memory_equal(got, expected, size);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_is_the_rfc_s),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
