/* SPDX-License-Identifier: Apache-2.0 */
/* Key derivations of the test data. */
#include "test/conform/psa_data.h"

#define OPERATION (&data_ops.derivation)

/* How a secret comes into a derivation. */
enum { BY_BYTES = 0, BY_KEY = 1, BY_AGREEMENT = 2, BY_RAW_KEY = 11 };

static psa_status_t give(psa_algorithm_t alg, psa_key_derivation_step_t step,
                         const struct data *input, int way, const struct data *peer)
{
    psa_key_type_t type = PSA_KEY_TYPE_DERIVE;
    psa_key_id_t key;

    if (step == PSA_KEY_DERIVATION_INPUT_COST) {
        uint64_t number = 0;

        for (size_t i = 0; i < input->size; i++)
            number = number << 8 | input->bytes[i];
        return psa_key_derivation_input_integer(OPERATION, step, number);
    }
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

    EXPECT(status, way == BY_KEY ? PSA_SUCCESS : PSA_ERROR_NOT_PERMITTED);
    if (status == PSA_SUCCESS)
        (void)data_made(derived);
}
