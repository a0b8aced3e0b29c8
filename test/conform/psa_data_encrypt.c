/* SPDX-License-Identifier: Apache-2.0 */
/* Asymmetric encryption of the test data. */
#include "test/conform/psa_data.h"

void data_asymmetric_encrypt_decrypt(psa_key_type_t type, const struct data *material,
                                     psa_algorithm_t alg, const struct data *input,
                                     const struct data *label)
{
    psa_key_id_t key =
        data_import(type, PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT, alg, material);
    uint8_t sealed[PSA_ASYMMETRIC_ENCRYPT_OUTPUT_MAX_SIZE];
    uint8_t opened[PSA_ASYMMETRIC_DECRYPT_OUTPUT_MAX_SIZE];
    size_t length;

    OK(psa_asymmetric_encrypt(key, alg, input->bytes, input->size,
                              label->size > 0 ? label->bytes : NULL, label->size, sealed,
                              sizeof sealed, &length));
    OK(psa_asymmetric_decrypt(key, alg, sealed, length, label->size > 0 ? label->bytes : NULL,
                              label->size, opened, sizeof opened, &length));
    SAME(opened, length, input->bytes, input->size);
}

void data_asymmetric_decrypt(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                             const struct data *input, const struct data *label,
                             const struct data *output)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_DECRYPT, alg, material);
    uint8_t opened[PSA_ASYMMETRIC_DECRYPT_OUTPUT_MAX_SIZE];
    size_t length;

    OK(psa_asymmetric_decrypt(key, alg, input->bytes, input->size,
                              label->size > 0 ? label->bytes : NULL, label->size, opened,
                              sizeof opened, &length));
    SAME(opened, length, output->bytes, output->size);
}

/* A label of no bytes is nowhere, too. */
static const uint8_t *place_of(const struct data *label, int way)
{
    return label->size == 0 && way == 1 ? NULL : label->bytes;
}

void data_asymmetric_encrypt(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                             const struct data *input, const struct data *label,
                             size_t expected_size, psa_status_t expected)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_ENCRYPT, alg, material);
    size_t capacity = PSA_ASYMMETRIC_ENCRYPT_OUTPUT_SIZE(type, data_key_bits(key), alg);
    uint8_t *sealed = data_buffer(capacity);

    CHECK(capacity <= PSA_ASYMMETRIC_ENCRYPT_OUTPUT_MAX_SIZE);
    for (int way = 0; way < 2; way++) {
        size_t length = SIZE_MAX;

        EXPECT(psa_asymmetric_encrypt(key, alg, input->bytes, input->size, place_of(label, way),
                                      label->size, sealed, capacity, &length),
               expected);
        CHECK(expected == PSA_SUCCESS ? length == expected_size : length <= capacity);
    }
}

void data_asymmetric_decrypt_fail(psa_key_type_t type, const struct data *material,
                                  psa_algorithm_t alg, const struct data *input,
                                  const struct data *label, size_t capacity, psa_status_t expected)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_DECRYPT, alg, material);
    uint8_t *opened = data_buffer(capacity);

    for (int way = 0; way < 2; way++) {
        size_t length = SIZE_MAX;

        EXPECT(psa_asymmetric_decrypt(key, alg, input->bytes, input->size, place_of(label, way),
                                      label->size, opened, capacity, &length),
               expected);
        CHECK(length <= capacity);
    }
}
