/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures of the test data. */
#include "test/conform/psa_data.h"

void data_sign_hash_deterministic(psa_key_type_t type, const struct data *material,
                                  psa_algorithm_t alg, const struct data *input,
                                  const struct data *output)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_SIGN_HASH, alg, material);
    uint8_t made[PSA_SIGNATURE_MAX_SIZE];
    size_t length;

    OK(psa_sign_hash(key, alg, input->bytes, input->size, made, sizeof made, &length));
    SAME(made, length, output->bytes, output->size);
    EXPECT(psa_sign_hash(key, alg, input->bytes, input->size, made, output->size - 1, &length),
           PSA_ERROR_BUFFER_TOO_SMALL);
}

void data_sign_message_deterministic(psa_key_type_t type, const struct data *material,
                                     psa_algorithm_t alg, const struct data *input,
                                     const struct data *output)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_SIGN_MESSAGE, alg, material);
    uint8_t made[PSA_SIGNATURE_MAX_SIZE];
    size_t length;

    OK(psa_sign_message(key, alg, input->bytes, input->size, made, sizeof made, &length));
    SAME(made, length, output->bytes, output->size);
}

void data_sign_verify_hash(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                           const struct data *input)
{
    psa_key_id_t key =
        data_import(type, PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH, alg, material);
    uint8_t made[PSA_SIGNATURE_MAX_SIZE];
    size_t length;

    OK(psa_sign_hash(key, alg, input->bytes, input->size, made, sizeof made, &length));
    CHECK(length <= PSA_SIGN_OUTPUT_SIZE(type, data_key_bits(key), alg));
    OK(psa_verify_hash(key, alg, input->bytes, input->size, made, length));
    made[length - 1] ^= 1;
    EXPECT(psa_verify_hash(key, alg, input->bytes, input->size, made, length),
           PSA_ERROR_INVALID_SIGNATURE);
}

void data_verify_hash(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                      const struct data *hash, const struct data *signature)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_VERIFY_HASH, alg, material);

    OK(psa_verify_hash(key, alg, hash->bytes, hash->size, signature->bytes, signature->size));
}

void data_verify_hash_fail(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                           const struct data *hash, const struct data *signature,
                           psa_status_t expected)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_VERIFY_HASH, alg, material);

    EXPECT(psa_verify_hash(key, alg, hash->bytes, hash->size, signature->bytes, signature->size),
           expected);
}

void data_verify_message(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                         const struct data *input, const struct data *signature)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_VERIFY_MESSAGE, alg, material);

    OK(psa_verify_message(key, alg, input->bytes, input->size, signature->bytes, signature->size));
}

void data_verify_message_fail(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                              const struct data *input, const struct data *signature,
                              psa_status_t expected)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_VERIFY_MESSAGE, alg, material);

    EXPECT(
        psa_verify_message(key, alg, input->bytes, input->size, signature->bytes, signature->size),
        expected);
}

void data_signature_size(psa_key_type_t type, size_t bits, psa_algorithm_t alg, size_t expected)
{
    (void)alg; /* of no influence */
    CHECK(PSA_SIGN_OUTPUT_SIZE(type, bits, alg) == expected);
}

void data_sign_verify_message(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                              const struct data *input)
{
    psa_key_id_t key =
        data_import(type, PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE, alg, material);
    size_t size = PSA_SIGN_OUTPUT_SIZE(type, data_key_bits(key), alg), length;
    uint8_t *made = data_buffer(size);
    uint8_t *other = data_buffer(input->size + 1);

    CHECK(size > 0 && size <= PSA_SIGNATURE_MAX_SIZE);
    OK(psa_sign_message(key, alg, input->bytes, input->size, made, size, &length));
    CHECK(length > 0 && length <= size);
    OK(psa_verify_message(key, alg, input->bytes, input->size, made, length));
    memcpy(other, input->bytes, input->size);
    EXPECT(psa_verify_message(key, alg, other, input->size + 1, made, length),
           PSA_ERROR_INVALID_SIGNATURE);
    other[0] ^= 1;
    if (input->size > 0)
        EXPECT(psa_verify_message(key, alg, other, input->size, made, length),
               PSA_ERROR_INVALID_SIGNATURE);
}

/* Whatever the length is after an error, it must not lead behind the buffer. */
static void fail(bool message, psa_key_type_t type, const struct data *material,
                 psa_algorithm_t alg, const struct data *input, size_t capacity,
                 psa_status_t expected)
{
    psa_key_id_t key = data_import(
        type, message ? PSA_KEY_USAGE_SIGN_MESSAGE : PSA_KEY_USAGE_SIGN_HASH, alg, material);
    uint8_t *made = data_buffer(capacity);
    size_t length = SIZE_MAX;

    EXPECT((message ? psa_sign_message : psa_sign_hash)(key, alg, input->bytes, input->size, made,
                                                        capacity, &length),
           expected);
    CHECK(length <= capacity);
}

void data_sign_hash_fail(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                         const struct data *input, size_t capacity, psa_status_t expected)
{
    fail(false, type, material, alg, input, capacity, expected);
}

void data_sign_message_fail(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                            const struct data *input, size_t capacity, psa_status_t expected)
{
    fail(true, type, material, alg, input, capacity, expected);
}
