/* SPDX-License-Identifier: Apache-2.0 */
/* Key derivations of the test data. */
#include "test/conform/psa_data.h"
#include "test/conform/psa_data_terms.h"

#define OPERATION (&data_ops.derivation)

/* How a secret comes into a derivation. */
enum { BY_BYTES = 0, BY_KEY = 1, BY_AGREEMENT = 2, BY_RAW_KEY = 11 };

static psa_status_t give(psa_algorithm_t alg, psa_key_derivation_step_t step,
                         const struct data *input, int way, const struct data *peer)
{
    psa_key_type_t type = PSA_KEY_TYPE_DERIVE;
    psa_key_id_t key;

    if (step == PSA_KEY_DERIVATION_INPUT_COST && data_integer(input) > 1000000 && !data_patient)
        data_skip("more than a million iterations, without the argument -a");
    if (step == PSA_KEY_DERIVATION_INPUT_COST)
        return psa_key_derivation_input_integer(OPERATION, step, data_integer(input));
    if (way == BY_BYTES)
        return psa_key_derivation_input_bytes(OPERATION, step, input->bytes, input->size);
    if (way == BY_RAW_KEY)
        type = PSA_KEY_TYPE_RAW_DATA;
    if (way == BY_AGREEMENT)
        type = PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1);
    key = data_import(type, PSA_KEY_USAGE_DERIVE, alg, input);
    if (way == BY_AGREEMENT)
        return psa_key_derivation_key_agreement(OPERATION, step, key, peer->bytes, peer->size);
    return psa_key_derivation_input_key(OPERATION, step, key);
}

static int way_of(uint32_t step, int other_way, int way)
{
    if (step == PSA_KEY_DERIVATION_INPUT_OTHER_SECRET)
        return other_way;
    return step == PSA_KEY_DERIVATION_INPUT_SECRET || step == PSA_KEY_DERIVATION_INPUT_PASSWORD
               ? way
               : BY_BYTES;
}

/* Two outputs, one behind the other, as far as the capacity goes. */
static void take(size_t capacity, const struct data *const outputs[2])
{
    size_t left = capacity;

    for (int i = 0; i < 2; i++) {
        size_t size = outputs[i]->size;
        uint8_t *out = data_buffer(size);
        psa_status_t status = psa_key_derivation_output_bytes(OPERATION, out, size);

        if (size > left || (left == 0 && size > 0)) {
            EXPECT(status, PSA_ERROR_INSUFFICIENT_DATA);
            left = 0;
            continue;
        }
        /* With nothing left, a request for nothing may be either. */
        if (size == 0 && left == 0)
            continue;
        OK(status);
        SAME(out, size, outputs[i]->bytes, outputs[i]->size);
        left -= size;
        OK(psa_key_derivation_get_capacity(OPERATION, &size));
        CHECK(size == left);
    }
}

void data_derive_output(psa_algorithm_t alg, uint32_t step1, const struct data *input1,
                        psa_status_t expected1, uint32_t step2, const struct data *input2,
                        psa_status_t expected2, uint32_t step3, const struct data *input3,
                        psa_status_t expected3, uint32_t step4, const struct data *input4,
                        psa_status_t expected4, const struct data *peer, size_t capacity,
                        const struct data *output1, const struct data *output2, int other_way,
                        int way, int kind)
{
    const uint32_t steps[] = {step1, step2, step3, step4};
    const struct data *const inputs[] = {input1, input2, input3, input4};
    const struct data *const outputs[] = {output1, output2};
    const psa_status_t expected[] = {expected1, expected2, expected3, expected4};
    psa_key_attributes_t attributes =
        data_attributes(PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_EXPORT, alg);
    psa_key_id_t derived;
    size_t left;

    OK(psa_key_derivation_setup(OPERATION, alg));
    OK(psa_key_derivation_set_capacity(OPERATION, capacity));
    for (int i = 0; i < 4; i++) {
        if (steps[i] == 0)
            continue;
        psa_status_t status = give(alg, (psa_key_derivation_step_t)steps[i], inputs[i],
                                   way_of(steps[i], other_way, way), peer);

        if (status == PSA_ERROR_INSUFFICIENT_MEMORY)
            data_skip("inputs longer than CRYPTO_KDF_INPUT_MAX");
        EXPECT(status, expected[i]);
        if (status != PSA_SUCCESS)
            return;
    }
    OK(psa_key_derivation_get_capacity(OPERATION, &left));
    CHECK(left == capacity);
    if (kind == 0) {
        take(capacity, outputs);
        return;
    }
    psa_set_key_bits(&attributes, PSA_BYTES_TO_BITS(capacity));
    psa_status_t status = psa_key_derivation_output_key(&attributes, OPERATION, &derived);

    EXPECT(data_made_if(status, &derived), way == BY_KEY ? PSA_SUCCESS : PSA_ERROR_NOT_PERMITTED);
}

/* ---- Which inputs are taken -------------------------------------------------------------------
 */

/* One input: a number, bytes, a key, or what a pair agrees on with itself. */
static psa_status_t give_one(psa_algorithm_t alg, psa_key_derivation_step_t step, uint32_t type,
                             const struct data *input)
{
    psa_key_id_t key;

    if (type == INPUT_INTEGER)
        return psa_key_derivation_input_integer(OPERATION, step, data_integer(input));
    if (type == PSA_KEY_TYPE_NONE)
        return psa_key_derivation_input_bytes(OPERATION, step, input->bytes, input->size);
    key = data_import((psa_key_type_t)type, PSA_KEY_USAGE_DERIVE, alg, input);
    if (PSA_KEY_TYPE_IS_KEY_PAIR(type) && step == PSA_KEY_DERIVATION_INPUT_SECRET)
        return data_agree_into(key);
    return psa_key_derivation_input_key(OPERATION, step, key);
}

void data_derive_input(psa_algorithm_t alg, uint32_t step1, uint32_t type1,
                       const struct data *input1, psa_status_t expected1, uint32_t step2,
                       uint32_t type2, const struct data *input2, psa_status_t expected2,
                       uint32_t step3, uint32_t type3, const struct data *input3,
                       psa_status_t expected3, psa_key_type_t output_type,
                       psa_status_t expected_output)
{
    const struct {
        uint32_t step, type;
        const struct data *input;
        psa_status_t expected;
    } gifts[] = {{step1, type1, input1, expected1},
                 {step2, type2, input2, expected2},
                 {step3, type3, input3, expected3}};
    psa_key_attributes_t attributes = data_attributes(output_type, 0, 0);
    psa_key_id_t key = PSA_KEY_ID_NULL;
    uint8_t output[1];

    if (alg != PSA_ALG_NONE)
        OK(psa_key_derivation_setup(OPERATION, alg));
    for (int i = 0; i < 3; i++)
        if (gifts[i].step != 0)
            EXPECT(give_one(alg, (psa_key_derivation_step_t)gifts[i].step, gifts[i].type,
                            gifts[i].input),
                   gifts[i].expected);
    psa_set_key_bits(&attributes, 8);
    if (output_type == PSA_KEY_TYPE_NONE)
        EXPECT(psa_key_derivation_output_bytes(OPERATION, output, 1), expected_output);
    else
        EXPECT(data_made_if(psa_key_derivation_output_key(&attributes, OPERATION, &key), &key),
               expected_output);
}

void data_derive_setup(psa_algorithm_t alg, psa_status_t expected)
{
    EXPECT(psa_key_derivation_setup(OPERATION, alg), expected);
}

void data_derive_set_capacity(psa_algorithm_t alg, int64_t capacity, psa_status_t expected)
{
    OK(psa_key_derivation_setup(OPERATION, alg));
    EXPECT(psa_key_derivation_set_capacity(OPERATION, (size_t)capacity), expected);
}

void data_derive_input_invalid_cost(psa_algorithm_t alg, int64_t cost)
{
    OK(psa_key_derivation_setup(OPERATION, alg));
    EXPECT(
        psa_key_derivation_input_integer(OPERATION, PSA_KEY_DERIVATION_INPUT_COST, (uint64_t)cost),
        PSA_ERROR_NOT_SUPPORTED);
}

void data_parse_binary_string_test(const struct data *input, uint64_t output)
{
    CHECK(data_integer(input) == output);
}

/* ---- What comes out ---------------------------------------------------------------------------
 */

static psa_key_id_t import_base(psa_algorithm_t alg, const struct data *material)
{
    return data_import(PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, alg, material);
}

/* Derives a key that may be exported, and does. */
static void take_key(psa_key_type_t type, size_t bits, const uint8_t *expected, size_t size)
{
    psa_key_attributes_t attributes = data_attributes(type, PSA_KEY_USAGE_EXPORT, 0);
    uint8_t *out = data_buffer(size);
    size_t length;
    psa_key_id_t key;

    psa_set_key_bits(&attributes, bits);
    OK(psa_key_derivation_output_key(&attributes, OPERATION, &key));
    (void)data_made(key);
    CHECK(data_key_bits(key) == bits);
    OK(psa_export_key(key, out, size, &length));
    SAME(out, length, expected, size);
}

void data_derive_full(psa_algorithm_t alg, const struct data *material, const struct data *input1,
                      const struct data *input2, size_t capacity)
{
    uint8_t output[32];
    size_t left;

    data_derivation(import_base(alg, material), alg, input1, input2, capacity);
    for (size_t size; capacity > 0; capacity -= size) {
        OK(psa_key_derivation_get_capacity(OPERATION, &left));
        CHECK(left == capacity);
        size = left < sizeof output ? left : sizeof output;
        OK(psa_key_derivation_output_bytes(OPERATION, output, size));
    }
    EXPECT(psa_key_derivation_output_bytes(OPERATION, output, 1), PSA_ERROR_INSUFFICIENT_DATA);
}

void data_derive_over_capacity(psa_algorithm_t alg)
{
    static const uint8_t bytes[22] = {11, 11, 11};
    static const struct data input = {sizeof bytes, bytes};
    uint8_t output[42];

    data_derivation(import_base(alg, &input), alg, &input, &input, sizeof output);
    EXPECT(psa_key_derivation_setup(OPERATION, alg), PSA_ERROR_BAD_STATE);
    OK(psa_key_derivation_output_bytes(OPERATION, output, sizeof output));
    EXPECT(psa_key_derivation_output_bytes(OPERATION, output, sizeof output),
           PSA_ERROR_INSUFFICIENT_DATA);
}

void data_derive_key_exercise(psa_algorithm_t alg, const struct data *material,
                              const struct data *input1, const struct data *input2,
                              psa_key_type_t type, size_t bits, psa_key_usage_t usage,
                              psa_algorithm_t derived_alg)
{
    psa_key_attributes_t attributes = data_attributes(type, usage, derived_alg);
    psa_key_id_t key;

    data_derivation(import_base(alg, material), alg, input1, input2, PSA_BITS_TO_BYTES(bits));
    psa_set_key_bits(&attributes, bits);
    OK(psa_key_derivation_output_key(&attributes, OPERATION, &key));
    (void)data_made(key);
    CHECK(data_key_bits(key) == bits);
    OK(psa_key_derivation_abort(OPERATION));
    data_exercise(key, usage, derived_alg);
}

void data_derive_key_export(psa_algorithm_t alg, const struct data *material,
                            const struct data *input1, const struct data *input2, size_t size1,
                            size_t size2)
{
    psa_key_id_t base = import_base(alg, material);
    uint8_t *output = data_buffer(size1 + size2);

    data_derivation(base, alg, input1, input2, size1 + size2);
    OK(psa_key_derivation_output_bytes(OPERATION, output, size1 + size2));
    OK(psa_key_derivation_abort(OPERATION));
    data_derivation(base, alg, input1, input2, size1 + size2);
    take_key(PSA_KEY_TYPE_RAW_DATA, PSA_BYTES_TO_BITS(size1), output, size1);
    take_key(PSA_KEY_TYPE_RAW_DATA, PSA_BYTES_TO_BITS(size2), output + size1, size2);
}

void data_derive_key_type(psa_algorithm_t alg, const struct data *material,
                          const struct data *input1, const struct data *input2, psa_key_type_t type,
                          size_t bits, const struct data *output)
{
    data_derivation(import_base(alg, material), alg, input1, input2,
                    PSA_KEY_DERIVATION_UNLIMITED_CAPACITY);
    take_key(type, bits, output->bytes, output->size);
}

void data_derive_key_custom(psa_algorithm_t alg, const struct data *material,
                            const struct data *input1, const struct data *input2,
                            psa_key_type_t type, size_t bits, uint32_t flags,
                            const struct data *custom_data, psa_status_t expected,
                            const struct data *output)
{
    const psa_custom_key_parameters_t custom = {.flags = flags};
    psa_key_attributes_t attributes = data_attributes(type, PSA_KEY_USAGE_EXPORT, 0);
    uint8_t *out = data_buffer(output->size);
    psa_status_t status;
    psa_key_id_t key;
    size_t length;

    data_derivation(import_base(alg, material), alg, input1, input2,
                    PSA_KEY_DERIVATION_UNLIMITED_CAPACITY);
    psa_set_key_bits(&attributes, bits);
    status = psa_key_derivation_output_key_custom(&attributes, OPERATION, &custom,
                                                  custom_data->bytes, custom_data->size, &key);
    if (EXPECT(data_made_if(status, &key), expected) != PSA_SUCCESS)
        return;
    OK(psa_export_key(key, out, output->size, &length));
    SAME(out, length, output->bytes, output->size);
}

void data_derive_key(psa_algorithm_t alg, const struct data *material, const struct data *input1,
                     const struct data *input2, psa_key_type_t type, size_t bits,
                     psa_status_t expected, bool large)
{
    psa_key_attributes_t attributes = data_attributes(type, PSA_KEY_USAGE_EXPORT, 0);
    psa_key_id_t key;
    psa_status_t status;

    data_derivation(import_base(alg, material), alg, input1, input2,
                    PSA_KEY_DERIVATION_UNLIMITED_CAPACITY);
    psa_set_key_bits(&attributes, bits);
    status = psa_key_derivation_output_key(&attributes, OPERATION, &key);
    (void)data_made_if(status, &key);
    if (large && status == PSA_ERROR_INSUFFICIENT_MEMORY)
        data_skip("the key is larger than the arena of keys");
    EXPECT(status, expected);
}
