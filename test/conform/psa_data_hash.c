/* SPDX-License-Identifier: Apache-2.0 */
/* Hashes of the test data. */
#include "test/conform/psa_data.h"

#define OPERATION (&data_ops.hash[0])

void data_hash_setup(psa_algorithm_t alg, psa_status_t expected)
{
    uint8_t digest[PSA_HASH_MAX_SIZE];
    size_t length;

    EXPECT(psa_hash_setup(OPERATION, alg), expected);
    OK(psa_hash_abort(OPERATION));
    if (expected != PSA_SUCCESS)
        return;
    OK(psa_hash_setup(OPERATION, alg));
    OK(psa_hash_finish(OPERATION, digest, sizeof digest, &length));
    CHECK(length == PSA_HASH_LENGTH(alg));
}

void data_hash_compute_fail(psa_algorithm_t alg, const struct data *input, size_t capacity,
                            psa_status_t expected)
{
    uint8_t *digest = data_buffer(capacity);
    size_t length = 77;

    EXPECT(psa_hash_compute(alg, input->bytes, input->size, digest, capacity, &length), expected);
    CHECK(length <= capacity);
}

void data_hash_compare_fail(psa_algorithm_t alg, const struct data *input, const struct data *hash,
                            psa_status_t expected)
{
    EXPECT(psa_hash_compare(alg, input->bytes, input->size, hash->bytes, hash->size), expected);
}

/* In two pieces, divided everywhere. */
static void in_pieces(psa_algorithm_t alg, const struct data *input, const struct data *hash)
{
    uint8_t digest[PSA_HASH_MAX_SIZE];
    size_t length;

    for (size_t at = 0; at <= input->size; at += input->size > 300 ? 37 : 1) {
        OK(psa_hash_setup(OPERATION, alg));
        OK(psa_hash_update(OPERATION, input->bytes, at));
        OK(psa_hash_clone(OPERATION, &data_ops.hash[1]));
        OK(psa_hash_update(OPERATION, input->bytes + at, input->size - at));
        OK(psa_hash_finish(OPERATION, digest, sizeof digest, &length));
        SAME(digest, length, hash->bytes, hash->size);
        OK(psa_hash_update(&data_ops.hash[1], input->bytes + at, input->size - at));
        OK(psa_hash_verify(&data_ops.hash[1], hash->bytes, hash->size));
    }
}

void data_hash_compute_compare(psa_algorithm_t alg, const struct data *input,
                               const struct data *hash)
{
    uint8_t digest[PSA_HASH_MAX_SIZE + 1];
    size_t length;

    OK(psa_hash_compute(alg, input->bytes, input->size, digest, PSA_HASH_LENGTH(alg), &length));
    SAME(digest, length, hash->bytes, hash->size);
    OK(psa_hash_compute(alg, input->bytes, input->size, digest, sizeof digest, &length));
    SAME(digest, length, hash->bytes, hash->size);
    OK(psa_hash_compare(alg, input->bytes, input->size, hash->bytes, hash->size));
    for (size_t i = 0; i < length; i++) {
        digest[i] ^= 1;
        EXPECT(psa_hash_compare(alg, input->bytes, input->size, digest, length),
               PSA_ERROR_INVALID_SIGNATURE);
        digest[i] ^= 1;
    }
    EXPECT(psa_hash_compare(alg, input->bytes, input->size, digest, length - 1),
           PSA_ERROR_INVALID_SIGNATURE);
    in_pieces(alg, input, hash);
}

void data_hash_finish(psa_algorithm_t alg, const struct data *input, const struct data *hash)
{
    in_pieces(alg, input, hash);
}

void data_hash_verify(psa_algorithm_t alg, const struct data *input, const struct data *hash)
{
    in_pieces(alg, input, hash);
}

void data_hash_multi_part(psa_algorithm_t alg, const struct data *input, const struct data *hash)
{
    in_pieces(alg, input, hash);
}

void data_hash_valid_one_shot(psa_algorithm_t alg, const struct data *input,
                              const struct data *hash)
{
    data_hash_compute_compare(alg, input, hash);
}

/* The hash of a first input, and of that and a second. */
void data_hash_valid_multipart(psa_algorithm_t alg, const struct data *input1,
                               const struct data *hash1, const struct data *input2,
                               const struct data *hash2)
{
    size_t size = input1->size + input2->size;
    uint8_t *both = data_buffer(size);

    memcpy(both, input1->bytes, input1->size);
    memcpy(both + input1->size, input2->bytes, input2->size);
    in_pieces(alg, input1, hash1);
    in_pieces(alg, &(const struct data){size, both}, hash2);
}

void data_hash_empty(psa_algorithm_t alg, const struct data *hash)
{
    data_hash_compute_compare(alg, &(const struct data){0, NULL}, hash);
}
