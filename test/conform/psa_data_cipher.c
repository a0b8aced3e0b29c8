/* SPDX-License-Identifier: Apache-2.0 */
/* Ciphers and authenticated encryption of the test data. */
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

/* ---- Authenticated encryption -----------------------------------------------------------------
 */

void data_aead_encrypt(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                       const struct data *nonce, const struct data *ad, const struct data *input,
                       const struct data *output)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_ENCRYPT, alg, material);
    uint8_t *made = data_buffer(output->size);
    size_t length;

    CHECK(output->size == PSA_AEAD_ENCRYPT_OUTPUT_SIZE(type, alg, input->size));
    OK(psa_aead_encrypt(key, alg, nonce->bytes, nonce->size, ad->bytes, ad->size, input->bytes,
                        input->size, made, output->size, &length));
    SAME(made, length, output->bytes, output->size);
}

void data_aead_decrypt(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                       const struct data *nonce, const struct data *ad, const struct data *input,
                       const struct data *output, psa_status_t expected)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_DECRYPT, alg, material);
    uint8_t *made = data_buffer(input->size);
    size_t length;

    EXPECT(psa_aead_decrypt(key, alg, nonce->bytes, nonce->size, ad->bytes, ad->size, input->bytes,
                            input->size, made, input->size, &length),
           expected);
    if (expected == PSA_SUCCESS)
        SAME(made, length, output->bytes, output->size);
}

void data_aead_encrypt_decrypt(psa_key_type_t type, const struct data *material,
                               psa_algorithm_t alg, const struct data *nonce, const struct data *ad,
                               const struct data *input, psa_status_t expected)
{
    psa_key_id_t key = data_import(type, BOTH, alg, material);
    size_t capacity = input->size + PSA_AEAD_TAG_MAX_SIZE;
    uint8_t *sealed = data_buffer(capacity);
    uint8_t *opened = data_buffer(capacity);
    size_t length;

    EXPECT(psa_aead_encrypt(key, alg, nonce->bytes, nonce->size, ad->bytes, ad->size, input->bytes,
                            input->size, sealed, capacity, &length),
           expected);
    if (expected != PSA_SUCCESS)
        return;
    OK(psa_aead_decrypt(key, alg, nonce->bytes, nonce->size, ad->bytes, ad->size, sealed, length,
                        opened, capacity, &length));
    SAME(opened, length, input->bytes, input->size);
}

/* Additional data and data in pieces of `step` bytes; the length of what came out. */
static size_t feed(const struct data *ad, const uint8_t *input, size_t size, size_t step,
                   uint8_t *made, size_t capacity)
{
    size_t total = 0, length;

    for (size_t at = 0; at < ad->size; at += step)
        OK(psa_aead_update_ad(&data_ops.aead, ad->bytes + at,
                              ad->size - at < step ? ad->size - at : step));
    for (size_t at = 0; at < size; at += step) {
        OK(psa_aead_update(&data_ops.aead, input + at, size - at < step ? size - at : step,
                           made + total, capacity - total, &length));
        total += length;
    }
    return total;
}

/* CCM has to know the lengths: the PSA API says so, and that the others need not. */
static bool needs_lengths(psa_algorithm_t alg)
{
    return PSA_ALG_AEAD_WITH_SHORTENED_TAG(alg, 0) ==
           PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 0);
}

static void begin(psa_algorithm_t alg, bool lengths, const struct data *nonce,
                  const struct data *ad, size_t size)
{
    if (lengths || needs_lengths(alg))
        OK(psa_aead_set_lengths(&data_ops.aead, ad->size, size));
    OK(psa_aead_set_nonce(&data_ops.aead, nonce->bytes, nonce->size));
}

void data_aead_multipart_encrypt(psa_key_type_t type, const struct data *material,
                                 psa_algorithm_t alg, const struct data *nonce,
                                 const struct data *ad, const struct data *input, bool lengths,
                                 const struct data *output)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_ENCRYPT, alg, material);
    size_t capacity = output->size + 32;
    uint8_t *made = data_buffer(capacity);
    uint8_t tag[PSA_AEAD_TAG_MAX_SIZE];

    for (size_t step = 1; step < 40; step += step < 17 ? 1 : 7) {
        size_t total, length, tag_length;

        OK(psa_aead_encrypt_setup(&data_ops.aead, key, alg));
        begin(alg, lengths, nonce, ad, input->size);
        total = feed(ad, input->bytes, input->size, step, made, capacity);
        OK(psa_aead_finish(&data_ops.aead, made + total, capacity - total, &length, tag, sizeof tag,
                           &tag_length));
        total += length;
        CHECK(total + tag_length == output->size);
        CHECK(total == 0 || memcmp(made, output->bytes, total) == 0);
        CHECK(memcmp(tag, output->bytes + total, tag_length) == 0);
    }
}

void data_aead_multipart_decrypt(psa_key_type_t type, const struct data *material,
                                 psa_algorithm_t alg, const struct data *nonce,
                                 const struct data *ad, const struct data *input, bool lengths,
                                 const struct data *output)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_DECRYPT, alg, material);
    size_t tag_size = PSA_AEAD_TAG_LENGTH(type, data_key_bits(key), alg);
    size_t size = input->size - tag_size;
    size_t capacity = size + 32;
    uint8_t *made = data_buffer(capacity);

    CHECK(input->size >= tag_size);
    for (size_t step = 1; step < 40; step += step < 17 ? 1 : 7) {
        size_t total, length;

        OK(psa_aead_decrypt_setup(&data_ops.aead, key, alg));
        begin(alg, lengths, nonce, ad, size);
        total = feed(ad, input->bytes, size, step, made, capacity);
        OK(psa_aead_verify(&data_ops.aead, made + total, capacity - total, &length,
                           input->bytes + size, tag_size));
        SAME(made, total + length, output->bytes, output->size);
    }
}
