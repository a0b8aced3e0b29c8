/* SPDX-License-Identifier: Apache-2.0 */
/* Ciphers of the test data. */
#include "test/conform/psa_data.h"

#define CIPHER (&data_ops.cipher)
#define BOTH   (PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT)

/* In two calls; each has to give exactly as much as the data says. */
static void in_two(const struct data *iv, const struct data *input, size_t first, size_t out1,
                   size_t out2, const struct data *output, psa_status_t expected)
{
    size_t capacity = input->size + 16;
    uint8_t *made = data_buffer(capacity);
    size_t length, total;

    if (iv->size > 0)
        OK(psa_cipher_set_iv(CIPHER, iv->bytes, iv->size));
    OK(psa_cipher_update(CIPHER, input->bytes, first, made, capacity, &length));
    CHECK(length == out1);
    total = length;
    if (first < input->size) {
        OK(psa_cipher_update(CIPHER, input->bytes + first, input->size - first, made + total,
                             capacity - total, &length));
        CHECK(length == out2);
        total += length;
    }
    EXPECT(psa_cipher_finish(CIPHER, made + total, capacity - total, &length), expected);
    if (expected == PSA_SUCCESS)
        SAME(made, total + length, output->bytes, output->size);
}

void data_cipher_encrypt_multipart(psa_algorithm_t alg, psa_key_type_t type,
                                   const struct data *material, const struct data *iv,
                                   const struct data *input, size_t first, size_t out1, size_t out2,
                                   const struct data *output, psa_status_t expected)
{
    OK(psa_cipher_encrypt_setup(CIPHER, data_import(type, PSA_KEY_USAGE_ENCRYPT, alg, material),
                                alg));
    in_two(iv, input, first, out1, out2, output, expected);
}

void data_cipher_decrypt_multipart(psa_algorithm_t alg, psa_key_type_t type,
                                   const struct data *material, const struct data *iv,
                                   const struct data *input, size_t first, size_t out1, size_t out2,
                                   const struct data *output, psa_status_t expected)
{
    OK(psa_cipher_decrypt_setup(CIPHER, data_import(type, PSA_KEY_USAGE_DECRYPT, alg, material),
                                alg));
    in_two(iv, input, first, out1, out2, output, expected);
}

void data_cipher_decrypt(psa_algorithm_t alg, psa_key_type_t type, const struct data *material,
                         const struct data *iv, const struct data *input, const struct data *output)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_DECRYPT, alg, material);
    size_t size = iv->size + input->size;
    uint8_t *all = data_buffer(size);
    uint8_t *made = data_buffer(size + 16);
    size_t length;

    if (iv->size > 0)
        memcpy(all, iv->bytes, iv->size);
    if (input->size > 0)
        memcpy(all + iv->size, input->bytes, input->size);
    OK(psa_cipher_decrypt(key, alg, all, size, made, size + 16, &length));
    SAME(made, length, output->bytes, output->size);
}

void data_cipher_verify_output(psa_algorithm_t alg, psa_key_type_t type,
                               const struct data *material, const struct data *input)
{
    psa_key_id_t key = data_import(type, BOTH, alg, material);
    size_t capacity = input->size + 32;
    uint8_t *sealed = data_buffer(capacity);
    uint8_t *opened = data_buffer(capacity);
    size_t length;

    OK(psa_cipher_encrypt(key, alg, input->bytes, input->size, sealed, capacity, &length));
    CHECK(length <= PSA_CIPHER_ENCRYPT_OUTPUT_SIZE(type, alg, input->size));
    OK(psa_cipher_decrypt(key, alg, sealed, length, opened, capacity, &length));
    SAME(opened, length, input->bytes, input->size);
}

/* ---- Encryption whose result is not known beforehand ------------------------------------------
 */

/* All of it through the operation that is set up, in two pieces; the length of what comes out. The
 * sizes that the API names are enough. */
static size_t pass(psa_algorithm_t alg, psa_key_type_t type, const uint8_t *input, size_t size,
                   size_t first, uint8_t *made, size_t capacity)
{
    const size_t sizes[2] = {first, size - first};
    size_t total = 0, length;

    (void)type; /* of AES, whose blocks the API's sizes are made for */
    for (int i = 0; i < 2; i++) {
        OK(psa_cipher_update(CIPHER, input, sizes[i], made + total, capacity - total, &length));
        CHECK(length <= PSA_CIPHER_UPDATE_OUTPUT_SIZE(type, alg, sizes[i]));
        CHECK(length <= PSA_CIPHER_UPDATE_OUTPUT_MAX_SIZE(sizes[i]));
        input += sizes[i];
        total += length;
    }
    OK(psa_cipher_finish(CIPHER, made + total, capacity - total, &length));
    CHECK(length <= PSA_CIPHER_FINISH_OUTPUT_SIZE(type, alg));
    CHECK(length <= PSA_CIPHER_FINISH_OUTPUT_MAX_SIZE);
    return total + length;
}

void data_cipher_verify_output_multipart(psa_algorithm_t alg, psa_key_type_t type,
                                         const struct data *material, const struct data *input,
                                         size_t first)
{
    psa_key_id_t key = data_import(type, BOTH, alg, material);
    size_t capacity = PSA_CIPHER_ENCRYPT_OUTPUT_SIZE(type, alg, input->size);
    uint8_t *sealed = data_buffer(capacity);
    uint8_t *opened = data_buffer(capacity);
    uint8_t iv[PSA_CIPHER_IV_MAX_SIZE];
    size_t iv_size = 0, length;

    CHECK(capacity <= PSA_CIPHER_ENCRYPT_OUTPUT_MAX_SIZE(input->size));
    OK(psa_cipher_encrypt_setup(CIPHER, key, alg));
    if (PSA_CIPHER_IV_LENGTH(type, alg) > 0)
        OK(psa_cipher_generate_iv(CIPHER, iv, sizeof iv, &iv_size));
    length = pass(alg, type, input->bytes, input->size, first, sealed, capacity);
    OK(psa_cipher_decrypt_setup(CIPHER, key, alg));
    if (iv_size > 0)
        OK(psa_cipher_set_iv(CIPHER, iv, iv_size));
    length = pass(alg, type, sealed, length, first, opened, length);
    SAME(opened, length, input->bytes, input->size);
}

/* What the one-shot function makes is what a caller with its IV would. */
void data_cipher_encrypt_validation(psa_algorithm_t alg, psa_key_type_t type,
                                    const struct data *material, const struct data *input)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_ENCRYPT, alg, material);
    size_t iv_size = PSA_CIPHER_IV_LENGTH(type, alg);
    size_t capacity = PSA_CIPHER_ENCRYPT_OUTPUT_SIZE(type, alg, input->size);
    uint8_t *whole = data_buffer(capacity);
    uint8_t *made = data_buffer(capacity);
    size_t length, made_length;

    OK(psa_cipher_encrypt(key, alg, input->bytes, input->size, whole, capacity, &length));
    OK(psa_cipher_encrypt_setup(CIPHER, key, alg));
    OK(psa_cipher_set_iv(CIPHER, whole, iv_size));
    made_length =
        pass(alg, type, input->bytes, input->size, input->size / 2, made, capacity - iv_size);
    SAME(made, made_length, whole + iv_size, length - iv_size);
}

void data_cipher_alg_without_iv(psa_algorithm_t alg, psa_key_type_t type,
                                const struct data *material, const struct data *plain,
                                const struct data *sealed)
{
    psa_key_id_t key = data_import(type, BOTH, alg, material);
    const struct data *const texts[] = {plain, sealed};
    uint8_t iv[PSA_CIPHER_IV_MAX_SIZE] = {0};
    size_t length;

    for (int way = 0; way < 2; way++) {
        psa_status_t (*setup)(psa_cipher_operation_t *, psa_key_id_t, psa_algorithm_t) =
            way == 0 ? psa_cipher_encrypt_setup : psa_cipher_decrypt_setup;
        const struct data *input = texts[way], *output = texts[1 - way];
        uint8_t *made = data_buffer(output->size);

        OK(setup(CIPHER, key, alg));
        EXPECT(psa_cipher_set_iv(CIPHER, iv, 1), PSA_ERROR_BAD_STATE);
        OK(psa_cipher_abort(CIPHER));
        OK(setup(CIPHER, key, alg));
        EXPECT(psa_cipher_generate_iv(CIPHER, iv, sizeof iv, &length), PSA_ERROR_BAD_STATE);
        OK(psa_cipher_abort(CIPHER));
        OK(setup(CIPHER, key, alg));
        length = pass(alg, type, input->bytes, input->size, 0, made, output->size);
        SAME(made, length, output->bytes, output->size);
        OK((way == 0 ? psa_cipher_encrypt : psa_cipher_decrypt)(key, alg, input->bytes, input->size,
                                                                made, output->size, &length));
        SAME(made, length, output->bytes, output->size);
    }
}

/* ---- What is refused --------------------------------------------------------------------------
 */

void data_cipher_setup(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                       psa_status_t expected)
{
    psa_key_id_t key = data_import(type, BOTH, alg, material);

    for (int i = 0; i < 2; i++) {
        EXPECT(psa_cipher_encrypt_setup(CIPHER, key, alg), expected);
        OK(psa_cipher_abort(CIPHER));
        EXPECT(psa_cipher_decrypt_setup(CIPHER, key, alg), expected);
        OK(psa_cipher_abort(CIPHER));
    }
}

void data_cipher_bad_key(psa_algorithm_t alg, psa_key_type_t type, const struct data *material)
{
    CHECK(PSA_CIPHER_ENCRYPT_OUTPUT_SIZE(type, alg, 16) == 0);
    CHECK(PSA_CIPHER_UPDATE_OUTPUT_SIZE(type, alg, 16) == 0);
    data_cipher_setup(type, material, alg, PSA_ERROR_INVALID_ARGUMENT);
}

void data_cipher_encrypt_validate_iv_length(psa_algorithm_t alg, psa_key_type_t type,
                                            const struct data *material, const struct data *input,
                                            size_t iv_size, psa_status_t expected)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_ENCRYPT, alg, material);
    uint8_t *iv = data_buffer(iv_size);

    CHECK(input->size > 0);
    OK(psa_cipher_encrypt_setup(CIPHER, key, alg));
    EXPECT(psa_cipher_set_iv(CIPHER, iv, iv_size), expected);
}

/* The case of a library that has not been initialized: there is no key in it. */
static psa_key_id_t import_unless(psa_status_t expected, psa_key_usage_t usage, psa_algorithm_t alg,
                                  psa_key_type_t type, const struct data *material)
{
    return expected == PSA_ERROR_BAD_STATE ? PSA_KEY_ID_NULL
                                           : data_import(type, usage, alg, material);
}

/* The status of the first call that fails, of an operation that has been set up. */
static psa_status_t pass_all(const struct data *iv, const struct data *input, uint8_t *made,
                             size_t capacity)
{
    psa_status_t status = PSA_SUCCESS;
    size_t total = 0, length;

    if (iv->size > 0)
        status = psa_cipher_set_iv(CIPHER, iv->bytes, iv->size);
    if (status == PSA_SUCCESS)
        status = psa_cipher_update(CIPHER, input->bytes, input->size, made, capacity, &total);
    if (status == PSA_SUCCESS)
        status = psa_cipher_finish(CIPHER, made + total, capacity - total, &length);
    return status;
}

void data_cipher_encrypt_fail(psa_algorithm_t alg, psa_key_type_t type, const struct data *material,
                              const struct data *input, psa_status_t expected)
{
    psa_key_id_t key = import_unless(expected, PSA_KEY_USAGE_ENCRYPT, alg, type, material);
    size_t iv_size = PSA_CIPHER_IV_LENGTH(type, alg), capacity = input->size + 32, length;
    uint8_t *made = data_buffer(capacity);
    psa_status_t status;

    EXPECT(psa_cipher_encrypt(key, alg, input->bytes, input->size, made, capacity, &length),
           expected);
    status = psa_cipher_encrypt_setup(CIPHER, key, alg);
    if (status == PSA_SUCCESS)
        status = pass_all(&(struct data){iv_size, data_buffer(iv_size)}, input, made, capacity);
    EXPECT(status, expected);
}

void data_cipher_decrypt_fail(psa_algorithm_t alg, psa_key_type_t type, const struct data *material,
                              const struct data *iv, const struct data *input,
                              psa_status_t expected)
{
    psa_key_id_t key = import_unless(expected, PSA_KEY_USAGE_DECRYPT, alg, type, material);
    size_t size = iv->size + input->size, capacity = size + 32, length;
    uint8_t *all = data_buffer(size);
    uint8_t *made = data_buffer(capacity);
    psa_status_t status;

    if (size > 0) {
        memcpy(all, iv->bytes, iv->size);
        memcpy(all + iv->size, input->bytes, input->size);
    }
    EXPECT(psa_cipher_decrypt(key, alg, all, size, made, capacity, &length), expected);
    status = psa_cipher_decrypt_setup(CIPHER, key, alg);
    if (status == PSA_SUCCESS)
        status = pass_all(iv, input, made, capacity);
    EXPECT(status, expected);
}
