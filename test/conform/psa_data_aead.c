/* SPDX-License-Identifier: Apache-2.0 */
/* Authenticated encryption of the test data. */
#include "test/conform/psa_data.h"
#include "test/conform/psa_data_terms.h"

#define AEAD (&data_ops.aead)
#define BOTH (PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT)

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
        OK(psa_aead_update_ad(AEAD, ad->bytes + at, ad->size - at < step ? ad->size - at : step));
    for (size_t at = 0; at < size; at += step) {
        OK(psa_aead_update(AEAD, input + at, size - at < step ? size - at : step, made + total,
                           capacity - total, &length));
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
        OK(psa_aead_set_lengths(AEAD, ad->size, size));
    OK(psa_aead_set_nonce(AEAD, nonce->bytes, nonce->size));
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

        OK(psa_aead_encrypt_setup(AEAD, key, alg));
        begin(alg, lengths, nonce, ad, input->size);
        total = feed(ad, input->bytes, input->size, step, made, capacity);
        OK(psa_aead_finish(AEAD, made + total, capacity - total, &length, tag, sizeof tag,
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

        OK(psa_aead_decrypt_setup(AEAD, key, alg));
        begin(alg, lengths, nonce, ad, size);
        total = feed(ad, input->bytes, size, step, made, capacity);
        OK(psa_aead_verify(AEAD, made + total, capacity - total, &length, input->bytes + size,
                           tag_size));
        SAME(made, total + length, output->bytes, output->size);
    }
}

/* ---- What is refused --------------------------------------------------------------------------
 */

void data_aead_multipart_setup(psa_key_type_t type, const struct data *material,
                               psa_algorithm_t alg, psa_status_t expected)
{
    psa_key_id_t key = data_import(type, BOTH, alg, material);

    EXPECT(psa_aead_encrypt_setup(AEAD, key, alg), expected);
    OK(psa_aead_abort(AEAD));
    EXPECT(psa_aead_decrypt_setup(AEAD, key, alg), expected);
}

/* Additional data, data and tag of an operation that has its nonce, in one piece each. */
static void complete(const struct data *ad, const struct data *input)
{
    uint8_t *made = data_buffer(input->size);
    uint8_t tag[PSA_AEAD_TAG_MAX_SIZE];
    size_t length;

    OK(psa_aead_update_ad(AEAD, ad->bytes, ad->size));
    OK(psa_aead_update(AEAD, input->bytes, input->size, made, input->size, &length));
    CHECK(length == input->size);
    OK(psa_aead_finish(AEAD, NULL, 0, &length, tag, sizeof tag, &length));
}

void data_aead_multipart_generate_nonce(psa_key_type_t type, const struct data *material,
                                        psa_algorithm_t alg, size_t capacity, size_t nonce_size,
                                        const struct data *ad, const struct data *input,
                                        psa_status_t expected)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_ENCRYPT, alg, material);
    uint8_t *nonce = data_buffer(capacity);
    size_t length;

    OK(psa_aead_encrypt_setup(AEAD, key, alg));
    OK(psa_aead_set_lengths(AEAD, ad->size, input->size));
    EXPECT(psa_aead_generate_nonce(AEAD, nonce, capacity, &length), expected);
    CHECK(length == nonce_size);
    if (expected != PSA_SUCCESS)
        return;
    CHECK(length == PSA_AEAD_NONCE_LENGTH(type, alg));
    complete(ad, input);
}

void data_aead_multipart_set_nonce(psa_key_type_t type, const struct data *material,
                                   psa_algorithm_t alg, int nonce_size, int when,
                                   const struct data *ad, const struct data *input,
                                   psa_status_t expected)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_ENCRYPT, alg, material);
    /* -1 stands for no bytes that are somewhere, 0 for none that are nowhere. */
    uint8_t *nonce = data_buffer(nonce_size < 0 ? 1 : (size_t)nonce_size);
    size_t size = nonce_size < 0 ? 0 : (size_t)nonce_size;

    OK(psa_aead_encrypt_setup(AEAD, key, alg));
    if (when == SET_LENGTHS_BEFORE_NONCE)
        OK(psa_aead_set_lengths(AEAD, ad->size, input->size));
    EXPECT(psa_aead_set_nonce(AEAD, nonce, size), expected);
    if (expected != PSA_SUCCESS)
        return;
    if (when == SET_LENGTHS_AFTER_NONCE)
        OK(psa_aead_set_lengths(AEAD, ad->size, input->size));
    complete(ad, input);
}

/* An operation that is ready for its data. */
static void make_ready(psa_key_id_t key, psa_algorithm_t alg, const struct data *nonce,
                       const struct data *ad, const struct data *input)
{
    OK(psa_aead_encrypt_setup(AEAD, key, alg));
    begin(alg, true, nonce, ad, input->size);
    OK(psa_aead_update_ad(AEAD, ad->bytes, ad->size));
}

void data_aead_multipart_update_buffer_test(psa_key_type_t type, const struct data *material,
                                            psa_algorithm_t alg, size_t capacity,
                                            const struct data *nonce, const struct data *ad,
                                            const struct data *input, psa_status_t expected)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_ENCRYPT, alg, material);
    uint8_t *made = data_buffer(capacity);
    size_t length;

    make_ready(key, alg, nonce, ad, input);
    EXPECT(psa_aead_update(AEAD, input->bytes, input->size, made, capacity, &length), expected);
}

void data_aead_multipart_finish_buffer_test(psa_key_type_t type, const struct data *material,
                                            psa_algorithm_t alg, size_t capacity,
                                            size_t tag_capacity, const struct data *nonce,
                                            const struct data *ad, const struct data *input,
                                            psa_status_t expected)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_ENCRYPT, alg, material);
    uint8_t *made = data_buffer(input->size);
    uint8_t *rest = data_buffer(capacity);
    uint8_t *tag = data_buffer(tag_capacity);
    size_t length, tag_length;

    make_ready(key, alg, nonce, ad, input);
    OK(psa_aead_update(AEAD, input->bytes, input->size, made, input->size, &length));
    EXPECT(psa_aead_finish(AEAD, rest, capacity, &length, tag, tag_capacity, &tag_length),
           expected);
}

void data_aead_multipart_verify(psa_key_type_t type, const struct data *material,
                                psa_algorithm_t alg, const struct data *nonce,
                                const struct data *ad, const struct data *input,
                                const struct data *tag, bool tag_given, psa_status_t expected_setup,
                                psa_status_t expected)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_DECRYPT, alg, material);
    uint8_t *made = data_buffer(input->size);
    size_t length;

    EXPECT(psa_aead_decrypt_setup(AEAD, key, alg), expected_setup);
    if (expected_setup != PSA_SUCCESS)
        return;
    begin(alg, true, nonce, ad, input->size);
    OK(psa_aead_update_ad(AEAD, ad->bytes, ad->size));
    OK(psa_aead_update(AEAD, input->bytes, input->size, made, input->size, &length));
    EXPECT(psa_aead_verify(AEAD, NULL, 0, &length, tag_given ? tag->bytes : NULL,
                           tag_given ? tag->size : 0),
           expected);
}
