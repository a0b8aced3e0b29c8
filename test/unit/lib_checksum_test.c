/* SPDX-License-Identifier: Apache-2.0 */
/* The checksum of stored values: what its header promises. */
#include "lib/checksum.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void every_wrong_bit_byte_and_word_is_found(void **state)
{
    uint8_t data[67];
    uint8_t other[67];

    (void)state;
    for (size_t i = 0; i < sizeof(data); i++)
        data[i] = (uint8_t)(i * 41 + 3);
    uint32_t sum = lib_checksum(1, data, sizeof(data));
    for (size_t i = 0; i < sizeof(data); i++) {
        for (unsigned int wrong = 1; wrong < 256; wrong++) {
            memcpy(other, data, sizeof(data));
            other[i] ^= (uint8_t)wrong;
            assert_int_not_equal(lib_checksum(1, other, sizeof(other)), sum);
            for (size_t k = i + 1; k < sizeof(data) && k / 4 == i / 4; k++)
                other[k] ^= 0xff;
            assert_int_not_equal(lib_checksum(1, other, sizeof(other)), sum);
        }
    }
}

static void flip(uint8_t *data, size_t bit)
{
    data[bit / 8] ^= (uint8_t)(1u << bit % 8);
}

/* A pair that always cancels shows in every trial; one that does so by chance is not to be expected
 * among these, with a probability of 1 in 600. */
static void every_pair_of_wrong_bits_is_found(void **state)
{
    uint8_t data[32];
    uint32_t random = 1;

    (void)state;
    for (int trial = 0; trial < 200; trial++) {
        for (size_t i = 0; i < sizeof(data); i++) {
            random = random * 1664525u + 1013904223u;
            data[i] = (uint8_t)(random >> 24);
        }
        uint32_t sum = lib_checksum(random, data, sizeof(data));
        for (size_t a = 0; a < 256; a++) {
            flip(data, a);
            for (size_t b = a + 1; b < 256; b++) {
                flip(data, b);
                assert_int_not_equal(lib_checksum(random, data, sizeof(data)), sum);
                flip(data, b);
            }
            flip(data, a);
        }
    }
}

static void pieces_give_the_same_as_the_whole(void **state)
{
    static const uint8_t data[] = "a text of forty-three bytes, without an end";

    (void)state;
    for (size_t size = 0; size <= 43; size++)
        for (size_t first = 0; first <= size; first += 4)
            assert_int_equal(lib_checksum(lib_checksum(7, data, first), data + first, size - first),
                             lib_checksum(7, data, size));
    assert_int_equal(lib_checksum(7, data, 0), 7);
}

/* The value is part of the format of stores: it must never change. */
static void the_algorithm_is_the_documented_one(void **state)
{
    static const uint8_t words[] = {1, 0, 0, 0, 0xff, 0xff};
    uint32_t sum = 2;

    (void)state;
    sum = (sum ^ 1) * 0x85ebca6bu;
    sum = (sum ^ sum >> 15) * 0xc2b2ae35u;
    sum = (sum ^ 0xffff) * 0x85ebca6bu;
    sum = (sum ^ sum >> 15) * 0xc2b2ae35u;
    assert_int_equal(lib_checksum(2, words, sizeof(words)), sum);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_wrong_bit_byte_and_word_is_found),
        cmocka_unit_test(every_pair_of_wrong_bits_is_found),
        cmocka_unit_test(pieces_give_the_same_as_the_whole),
        cmocka_unit_test(the_algorithm_is_the_documented_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
