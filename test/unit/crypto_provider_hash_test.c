/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The provider's hashes against OpenSSL's: all lengths around the blocks, in pieces, and taken
 * apart and put together again between them.
 */
#include "test/unit/crypto_provider_support.h"

#include "crypto/hash.h"

#include <openssl/evp.h>
#include <string.h>

#define DATA_MAX 400u

static const struct {
    psa_algorithm_t algorithm;
    const EVP_MD *(*reference)(void);
} hashes[] = {
    {PSA_ALG_SHA_1, EVP_sha1},     {PSA_ALG_SHA_224, EVP_sha224}, {PSA_ALG_SHA_256, EVP_sha256},
    {PSA_ALG_SHA_384, EVP_sha384}, {PSA_ALG_SHA_512, EVP_sha512},
};

#define HASH_COUNT (sizeof hashes / sizeof hashes[0])

static uint8_t data[DATA_MAX];

static void reference(size_t which, size_t size, uint8_t *digest)
{
    assert_true(EVP_Digest(data, size, digest, NULL, hashes[which].reference(), NULL));
}

static void every_length_agrees(void **state)
{
    (void)state;
    provider_fill(data, sizeof data);
    for (size_t which = 0; which < HASH_COUNT; which++) {
        for (size_t size = 0; size <= DATA_MAX; size++) {
            struct crypto_hash hash;
            uint8_t digest[64], expected[64];

            reference(which, size, expected);
            assert_int_equal(crypto_provider.hash_begin(&hash, hashes[which].algorithm),
                             PSA_SUCCESS);
            for (size_t done = 0, piece; done < size; done += piece) {
                piece = provider_piece(size - done);
                assert_int_equal(crypto_provider.hash_update(&hash, data + done, piece),
                                 PSA_SUCCESS);
            }
            assert_int_equal(crypto_provider.hash_finish(&hash, digest), PSA_SUCCESS);
            assert_memory_equal(digest, expected, crypto_hash_size(hashes[which].algorithm));
        }
    }
}

static void a_hash_taken_apart_goes_on(void **state)
{
    (void)state;
    for (size_t which = 0; which < HASH_COUNT; which++) {
        for (size_t size = 0; size <= DATA_MAX; size += 3) {
            struct crypto_hash hash, other;
            uint8_t digest[64], expected[64], chain[64], pending[128];
            size_t first = provider_next((uint32_t)size + 1);
            uint64_t count;

            reference(which, size, expected);
            assert_int_equal(crypto_provider.hash_begin(&hash, hashes[which].algorithm),
                             PSA_SUCCESS);
            assert_int_equal(crypto_provider.hash_update(&hash, data, first), PSA_SUCCESS);
            assert_int_equal(crypto_provider.hash_export(&hash, &count, chain, pending),
                             PSA_SUCCESS);
            assert_int_equal(count, first);
            assert_memory_equal(
                pending, data + first - first % crypto_hash_block_size(hashes[which].algorithm),
                first % crypto_hash_block_size(hashes[which].algorithm));
            memset(&other, 0xa5, sizeof other);
            assert_int_equal(
                crypto_provider.hash_import(&other, hashes[which].algorithm, count, chain, pending),
                PSA_SUCCESS);
            for (int i = 0; i < 2; i++) { /* what was exported stayed */
                struct crypto_hash *h = i == 0 ? &other : &hash;

                assert_int_equal(crypto_provider.hash_update(h, data + first, size - first),
                                 PSA_SUCCESS);
                assert_int_equal(crypto_provider.hash_finish(h, digest), PSA_SUCCESS);
                assert_memory_equal(digest, expected, crypto_hash_size(hashes[which].algorithm));
            }
        }
    }
}

/* The count goes past 32 bits: the last block has it, and nothing else does. Of OpenSSL's hashes
 * the same state is reached by writing it into its context. */
static void a_message_of_gigabytes_ends_with_its_length(void **state)
{
    static const uint64_t count = 0x123456789c0;
    uint8_t chain[32], digest[32], expected[32], block[64] = {0x80};
    struct crypto_hash hash;

    (void)state;
    provider_fill(chain, sizeof chain);
    assert_int_equal(crypto_provider.hash_import(&hash, PSA_ALG_SHA_256, count, chain, NULL),
                     PSA_SUCCESS);
    assert_int_equal(crypto_provider.hash_finish(&hash, digest), PSA_SUCCESS);
    /* By hand: the padding as a block of a message, whose chaining value is the result. */
    for (int i = 0; i < 8; i++)
        block[56 + i] = (uint8_t)(count * 8 >> (56 - 8 * i));
    {
        uint8_t pending[64];
        uint64_t sum;

        assert_int_equal(crypto_provider.hash_import(&hash, PSA_ALG_SHA_256, 0, chain, NULL),
                         PSA_SUCCESS);
        assert_int_equal(crypto_provider.hash_update(&hash, block, sizeof block), PSA_SUCCESS);
        assert_int_equal(crypto_provider.hash_export(&hash, &sum, expected, pending), PSA_SUCCESS);
    }
    assert_memory_equal(digest, expected, 32);
}

static void other_hashes_are_not_supported(void **state)
{
    static const psa_algorithm_t others[] = {PSA_ALG_MD5, PSA_ALG_SHA_512_256, PSA_ALG_SHA3_256,
                                             PSA_ALG_RIPEMD160, PSA_ALG_ANY_HASH};
    struct crypto_hash hash;

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_int_equal(crypto_provider.hash_begin(&hash, others[i]), PSA_ERROR_NOT_SUPPORTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_length_agrees),
        cmocka_unit_test(a_hash_taken_apart_goes_on),
        cmocka_unit_test(a_message_of_gigabytes_ends_with_its_length),
        cmocka_unit_test(other_hashes_are_not_supported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
