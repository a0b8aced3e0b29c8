/* SPDX-License-Identifier: Apache-2.0 */
/* Keys that the test data makes: generated, made up, larger than they may be. */
#include "test/conform/psa_data.h"

#include <stdlib.h>

/* A key that is larger than the arena is no fault, if the data says that it is large. */
static void skip_large(psa_status_t status, bool large)
{
    if (large && status == PSA_ERROR_INSUFFICIENT_MEMORY)
        data_skip("the key is larger than the arena of keys");
}

/* Has the public key, which is a sequence of n and e, this e at its end? */
static void check_exponent(psa_key_id_t key, const struct data *exponent)
{
    static const uint8_t usual[] = {1, 0, 1};
    struct data e = exponent->size > 0 ? *exponent : (struct data){sizeof usual, usual};
    uint8_t public[PSA_EXPORT_PUBLIC_KEY_MAX_SIZE];
    size_t size;

    for (; e.size > 1 && e.bytes[0] == 0; e.bytes++)
        e.size--;
    OK(psa_export_public_key(key, public, sizeof public, &size));
    CHECK(size > e.size + 2);
    CHECK(memcmp(public + size - e.size, e.bytes, e.size) == 0);
    /* A number whose first bit is set has a zero in front. */
    if (e.bytes[0] < 0x80)
        CHECK(public[size - e.size - 1] == e.size);
    else
        CHECK(public[size - e.size - 1] == 0 && public[size - e.size - 2] == e.size + 1);
}

static psa_key_attributes_t attributes_of(psa_key_type_t type, size_t bits, psa_key_usage_t usage,
                                          psa_algorithm_t alg)
{
    psa_key_attributes_t attributes = data_attributes(type, usage, alg);

    psa_set_key_bits(&attributes, bits);
    return attributes;
}

/* The key is what was asked for, and does what it may. */
static void check_made(psa_key_id_t key, psa_key_type_t type, size_t bits, psa_key_usage_t usage,
                       psa_algorithm_t alg)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;

    OK(psa_get_key_attributes(key, &attributes));
    CHECK(psa_get_key_type(&attributes) == type);
    CHECK(psa_get_key_bits(&attributes) == bits);
    data_exercise(key, usage, alg);
}

void data_generate_key(psa_key_type_t type, size_t bits, psa_key_usage_t usage, psa_algorithm_t alg,
                       psa_status_t expected, bool large)
{
    const psa_key_attributes_t attributes = attributes_of(type, bits, usage, alg);
    psa_key_id_t key;
    psa_status_t status = psa_generate_key(&attributes, &key);

    skip_large(status, large);
    if (EXPECT(data_made_if(status, &key), expected) == PSA_SUCCESS)
        check_made(key, type, bits, usage, alg);
}

/* Of every type and size, without a policy. */
void data_make_generate_key(psa_key_type_t type, size_t bits, psa_status_t expected)
{
    data_generate_key(type, bits, 0, PSA_ALG_NONE, expected, false);
}

void data_generate_key_custom(psa_key_type_t type, size_t bits, psa_key_usage_t usage,
                              psa_algorithm_t alg, uint32_t flags, const struct data *custom_data,
                              psa_status_t expected)
{
    const psa_custom_key_parameters_t custom = {.flags = flags};
    const psa_key_attributes_t attributes = attributes_of(type, bits, usage, alg);
    psa_key_id_t key;
    psa_status_t status;

    status =
        psa_generate_key_custom(&attributes, &custom, custom_data->bytes, custom_data->size, &key);
    if (EXPECT(data_made_if(status, &key), expected) != PSA_SUCCESS)
        return;
    if (type == PSA_KEY_TYPE_RSA_KEY_PAIR)
        check_exponent(key, custom_data);
    check_made(key, type, bits, usage, alg);
}

/* Every byte is something else than 0 in one of ten tries, but for one in 2^80 times. */
void data_generate_random(size_t size)
{
    uint8_t *output = data_buffer(size);
    uint8_t *seen = data_buffer(size);

    for (int i = 0; i < 10; i++) {
        OK(psa_generate_random(output, size));
        for (size_t at = 0; at < size; at++)
            seen[at] |= output[at];
    }
    for (size_t at = 0; at < size; at++)
        CHECK(seen[at] != 0);
}

/* ---- Imports --------------------------------------------------------------------------------- */

void data_import_with_policy(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t alg,
                             psa_status_t expected)
{
    static const uint8_t bytes[16];
    const psa_key_attributes_t attributes = data_attributes(type, usage, alg);
    psa_key_id_t key;

    if (EXPECT(data_made_if(psa_import_key(&attributes, bytes, sizeof bytes, &key), &key),
               expected) != PSA_SUCCESS)
        return;
    data_exercise(key, usage, alg);
    OK(psa_destroy_key(key));
    data_gone(key);
}

void data_import_and_exercise_key(const struct data *material, psa_key_type_t type, size_t bits,
                                  psa_algorithm_t alg)
{
    psa_key_usage_t usage = PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH;
    psa_key_id_t key;

    if (PSA_ALG_IS_KEY_DERIVATION(alg) || PSA_ALG_IS_KEY_AGREEMENT(alg))
        usage = PSA_KEY_USAGE_DERIVE;
    if (PSA_KEY_TYPE_IS_PUBLIC_KEY(type))
        usage = PSA_KEY_USAGE_VERIFY_HASH;
    key = data_import(type, usage, alg, material);
    check_made(key, type, bits, usage, alg);
    OK(psa_destroy_key(key));
    data_gone(key);
}

void data_import_large_key(psa_key_type_t type, size_t size, psa_status_t expected)
{
    const psa_key_attributes_t attributes = data_attributes(type, PSA_KEY_USAGE_EXPORT, 0);
    uint8_t *bytes = data_buffer(size);
    uint8_t *out = data_buffer(size);
    psa_key_id_t key;
    psa_status_t status;
    size_t length;

    memset(bytes, 'K', size);
    status = psa_import_key(&attributes, bytes, size, &key);
    skip_large(status, true);
    if (EXPECT(data_made_if(status, &key), expected) != PSA_SUCCESS)
        return;
    CHECK(data_key_bits(key) == PSA_BYTES_TO_BITS(size));
    OK(psa_export_key(key, out, size, &length));
    SAME(out, length, bytes, size);
}

/* An INTEGER of DER with the value 2^(bits - 1) + low, written before `end`; where it begins. */
static uint8_t *put_integer(uint8_t *end, size_t bits, uint8_t low)
{
    size_t size = bits / 8 + 1;
    uint8_t *at = end - size;

    at[size - 1] = low;
    at[bits % 8 == 0 ? 1 : 0] |= (uint8_t)(1u << (bits + 7) % 8);
    if (size > 127) {
        *--at = (uint8_t)size;
        *--at = (uint8_t)(size >> 8);
        *--at = 0x82;
    } else {
        *--at = (uint8_t)size;
    }
    *--at = 0x02;
    return at;
}

/* What looks like a key of RSA, of numbers that have the right sizes and no other merit. */
void data_import_rsa_made_up(size_t bits, bool pair, psa_status_t expected)
{
    const psa_key_attributes_t attributes =
        data_attributes(pair ? PSA_KEY_TYPE_RSA_KEY_PAIR : PSA_KEY_TYPE_RSA_PUBLIC_KEY, 0, 0);
    size_t capacity = bits + 100;
    uint8_t *buffer = data_buffer(capacity), *end = buffer + capacity, *at = end;
    psa_key_id_t key;

    if (pair) {
        /* Coefficient, dq, dp, q, p, d. */
        for (int i = 0; i < 5; i++)
            at = put_integer(at, (bits + 1) / 2, i == 4 ? 3 : 1);
        at = put_integer(at, bits, 1);
    }
    at = put_integer(at, 17, 1);
    at = put_integer(at, bits, 1);
    if (pair) {
        *--at = 0;
        *--at = 1;
        *--at = 0x02;
    }
    size_t size = (size_t)(end - at);

    *--at = (uint8_t)size;
    *--at = (uint8_t)(size >> 8);
    *--at = 0x82;
    *--at = 0x30;
    EXPECT(data_made_if(psa_import_key(&attributes, at, (size_t)(end - at), &key), &key), expected);
}
