/* SPDX-License-Identifier: Apache-2.0 */
/* Key agreements of the test data: alone, and into a derivation. */
#include "test/conform/psa_data.h"

#define OPERATION (&data_ops.derivation)

void data_key_agreement(psa_algorithm_t alg, psa_key_type_t type, const struct data *material,
                        const struct data *peer, const struct data *output, psa_status_t expected)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_DERIVE, alg, material);
    uint8_t secret[PSA_RAW_KEY_AGREEMENT_OUTPUT_MAX_SIZE];
    size_t length;

    EXPECT(psa_raw_key_agreement(alg, key, peer->bytes, peer->size, secret, sizeof secret, &length),
           expected);
    if (expected != PSA_SUCCESS)
        return;
    SAME(secret, length, output->bytes, output->size);
    EXPECT(
        psa_raw_key_agreement(alg, key, peer->bytes, peer->size, secret, output->size - 1, &length),
        PSA_ERROR_BUFFER_TOO_SMALL);
}

void data_key_agreement_setup(psa_algorithm_t alg, psa_key_type_t type, psa_algorithm_t policy,
                              const struct data *material, const struct data *peer,
                              psa_status_t expected)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_DERIVE, policy, material);
    psa_status_t status = psa_key_derivation_setup(OPERATION, alg);

    /* An agreement without an algorithm can be refused at once, or when it comes to it. */
    if (status == PSA_SUCCESS)
        status = psa_key_derivation_key_agreement(OPERATION, PSA_KEY_DERIVATION_INPUT_SECRET, key,
                                                  peer->bytes, peer->size);
    EXPECT(status, expected);
}

/* An agreement with a peer, and what its derivation needs besides: no information. */
static void agree(psa_algorithm_t alg, psa_key_type_t type, const struct data *material,
                  const struct data *peer)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_DERIVE, alg, material);

    OK(psa_key_derivation_setup(OPERATION, alg));
    OK(psa_key_derivation_key_agreement(OPERATION, PSA_KEY_DERIVATION_INPUT_SECRET, key,
                                        peer->bytes, peer->size));
    if (PSA_ALG_IS_HKDF(PSA_ALG_KEY_AGREEMENT_GET_KDF(alg)))
        OK(psa_key_derivation_input_bytes(OPERATION, PSA_KEY_DERIVATION_INPUT_INFO, NULL, 0));
}

void data_key_agreement_capacity(psa_algorithm_t alg, psa_key_type_t type,
                                 const struct data *material, const struct data *peer,
                                 size_t capacity)
{
    uint8_t output[16];
    size_t left;

    agree(alg, type, material, peer);
    OK(psa_key_derivation_get_capacity(OPERATION, &left));
    CHECK(left == capacity);
    for (size_t size; left > 0; left -= size) {
        size = left < sizeof output ? left : sizeof output;
        OK(psa_key_derivation_output_bytes(OPERATION, output, size));
    }
    EXPECT(psa_key_derivation_output_bytes(OPERATION, output, 1), PSA_ERROR_INSUFFICIENT_DATA);
}

void data_key_agreement_output(psa_algorithm_t alg, psa_key_type_t type,
                               const struct data *material, const struct data *peer,
                               const struct data *output1, const struct data *output2)
{
    const struct data *const outputs[] = {output1, output2};

    agree(alg, type, material, peer);
    for (int i = 0; i < 2; i++) {
        uint8_t *output = data_buffer(outputs[i]->size);

        OK(psa_key_derivation_output_bytes(OPERATION, output, outputs[i]->size));
        SAME(output, outputs[i]->size, outputs[i]->bytes, outputs[i]->size);
    }
}
