/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures, asymmetric encryption and key agreement of the test data. */
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
