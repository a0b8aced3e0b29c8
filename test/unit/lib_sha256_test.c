/* SPDX-License-Identifier: Apache-2.0 */
#include "lib/sha256.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <openssl/evp.h>

#include <cmocka.h>

#define SIZE_MAX_TESTED 300u

static uint8_t message[SIZE_MAX_TESTED];

static void fill(void)
{
    for (size_t i = 0; i < sizeof message; i++)
        message[i] = (uint8_t)(i * 167 + 13);
}

static void assert_hash(const uint8_t *digest, size_t size)
{
    uint8_t expected[LIB_SHA256_SIZE];

    assert_int_equal(EVP_Digest(message, size, expected, NULL, EVP_sha256(), NULL), 1);
    assert_memory_equal(digest, expected, sizeof expected);
}

/* FIPS 180-4's own example, from outside of both implementations. */
static void the_standard_s_example_is_right(void **state)
{
    static const uint8_t expected[] = {
        0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40,
        0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17,
        0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad,
    };
    struct lib_sha256 hash;
    uint8_t digest[LIB_SHA256_SIZE];

    (void)state;
    lib_sha256_begin(&hash);
    lib_sha256_update(&hash, "abc", 3);
    lib_sha256_finish(&hash, digest);
    assert_memory_equal(digest, expected, sizeof expected);
}

/* The padding has a block of its own, or not, by the length. */
static void every_length_is_openssl_s(void **state)
{
    struct lib_sha256 hash;
    uint8_t digest[LIB_SHA256_SIZE];

    (void)state;
    fill();
    for (size_t size = 0; size <= sizeof message; size++) {
        lib_sha256_begin(&hash);
        lib_sha256_update(&hash, message, size);
        lib_sha256_finish(&hash, digest);
        assert_hash(digest, size);
    }
}

static void pieces_do_not_matter(void **state)
{
    struct lib_sha256 hash;
    uint8_t digest[LIB_SHA256_SIZE];

    (void)state;
    fill();
    for (size_t first = 0; first <= 130; first++)
        for (size_t second = 0; second <= 130; second += 13) {
            lib_sha256_begin(&hash);
            lib_sha256_update(&hash, message, first);
            lib_sha256_update(&hash, message + first, second);
            lib_sha256_finish(&hash, digest);
            assert_hash(digest, first + second);
        }
}

static void nothing_of_the_message_stays(void **state)
{
    static const struct lib_sha256 wiped;
    struct lib_sha256 hash;
    uint8_t digest[LIB_SHA256_SIZE];

    (void)state;
    fill();
    lib_sha256_begin(&hash);
    lib_sha256_update(&hash, message, 40);
    lib_sha256_finish(&hash, digest);
    assert_memory_equal(&hash, &wiped, sizeof hash);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_standard_s_example_is_right),
        cmocka_unit_test(every_length_is_openssl_s),
        cmocka_unit_test(pieces_do_not_matter),
        cmocka_unit_test(nothing_of_the_message_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
