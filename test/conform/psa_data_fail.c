/* SPDX-License-Identifier: Apache-2.0 */
/* Operations of the test data that cannot be: with an algorithm that the image does not have, or
 * with a key that the algorithm does not take. All ways into a family must say so. */
#include "test/conform/psa_data.h"

static const uint8_t input[16] = "ABCDEFGHIJKLMNO";

/* An algorithm that is left out and one that does not fit the key are often both, and either reason
 * is good: Mbed TLS's own tests take one for the other. */
static void refused(psa_status_t status, psa_status_t expected, const char *what, int line)
{
    if (status == PSA_ERROR_INVALID_ARGUMENT && expected == PSA_ERROR_NOT_SUPPORTED)
        return;
    if (status == PSA_ERROR_NOT_SUPPORTED && expected == PSA_ERROR_INVALID_ARGUMENT)
        return;
    data_expect(status, expected, what, __FILE__, line);
}

#define REFUSED(call, expected) refused(call, expected, #call, __LINE__)

void data_hash_fail(psa_algorithm_t alg, psa_status_t expected)
{
    uint8_t output[PSA_HASH_MAX_SIZE] = {0};
    size_t length;

    EXPECT(psa_hash_setup(&data_ops.hash[0], alg), expected);
    EXPECT(psa_hash_compute(alg, input, 1, output, sizeof output, &length), expected);
    EXPECT(psa_hash_compare(alg, input, 1, output, sizeof output), expected);
}

void data_key_derivation_fail(psa_algorithm_t alg, psa_status_t expected)
{
    EXPECT(psa_key_derivation_setup(&data_ops.derivation, alg), expected);
}

void data_mac_fail(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                   psa_status_t expected)
{
    psa_key_id_t key =
        data_import(type, PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH, alg, material);
    uint8_t output[PSA_MAC_MAX_SIZE] = {0};
    size_t length;

    REFUSED(psa_mac_sign_setup(&data_ops.mac, key, alg), expected);
    REFUSED(psa_mac_verify_setup(&data_ops.mac, key, alg), expected);
    REFUSED(psa_mac_compute(key, alg, input, 1, output, sizeof output, &length), expected);
    REFUSED(psa_mac_verify(key, alg, input, 1, output, sizeof output), expected);
}

void data_cipher_fail(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                      psa_status_t expected)
{
    psa_key_id_t key =
        data_import(type, PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT, alg, material);
    uint8_t output[64];
    size_t length;

    REFUSED(psa_cipher_encrypt_setup(&data_ops.cipher, key, alg), expected);
    REFUSED(psa_cipher_decrypt_setup(&data_ops.cipher, key, alg), expected);
    REFUSED(psa_cipher_encrypt(key, alg, input, 1, output, sizeof output, &length), expected);
    REFUSED(psa_cipher_decrypt(key, alg, input, 1, output, sizeof output, &length), expected);
}

void data_aead_fail(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                    psa_status_t expected)
{
    psa_key_id_t key =
        data_import(type, PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT, alg, material);
    uint8_t output[64];
    size_t length;

    REFUSED(psa_aead_encrypt_setup(&data_ops.aead, key, alg), expected);
    REFUSED(psa_aead_decrypt_setup(&data_ops.aead, key, alg), expected);
    REFUSED(psa_aead_encrypt(key, alg, input, sizeof input, NULL, 0, input, sizeof input, output,
                             sizeof output, &length),
            expected);
    REFUSED(psa_aead_decrypt(key, alg, input, sizeof input, NULL, 0, input, sizeof input, output,
                             sizeof output, &length),
            expected);
}

void data_sign_fail(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                    bool private_only, psa_status_t expected)
{
    psa_key_id_t key =
        data_import(type, PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH, alg, material);
    uint8_t output[PSA_SIGNATURE_MAX_SIZE] = {0};
    size_t length = PSA_SIGN_OUTPUT_SIZE(type, data_key_bits(key), alg);

    /* Of a plausible size, so that it is not for its size that it is refused. */
    if (!private_only)
        REFUSED(psa_verify_hash(key, alg, input, 1, output, length > 0 ? length : sizeof output),
                expected);
    REFUSED(psa_sign_hash(key, alg, input, 1, output, sizeof output, &length), expected);
}

void data_asymmetric_encryption_fail(psa_key_type_t type, const struct data *material,
                                     psa_algorithm_t alg, bool private_only, psa_status_t expected)
{
    psa_key_id_t key =
        data_import(type, PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT, alg, material);
    uint8_t output[PSA_ASYMMETRIC_ENCRYPT_OUTPUT_MAX_SIZE] = {0};
    size_t length;

    if (!private_only)
        REFUSED(psa_asymmetric_encrypt(key, alg, input, 1, NULL, 0, output, sizeof output, &length),
                expected);
    REFUSED(psa_asymmetric_decrypt(key, alg, output, sizeof output, NULL, 0, output, sizeof output,
                                   &length),
            expected);
}

void data_key_agreement_fail(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                             bool private_only, psa_status_t expected)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_DERIVE, alg, material);
    uint8_t public[PSA_EXPORT_PUBLIC_KEY_MAX_SIZE] = {0};
    uint8_t output[PSA_RAW_KEY_AGREEMENT_OUTPUT_MAX_SIZE];
    size_t size = 0, length;

    (void)private_only; /* there is nothing public in an agreement */
    if (PSA_KEY_TYPE_IS_ASYMMETRIC(type))
        OK(psa_export_public_key(key, public, sizeof public, &size));
    REFUSED(psa_raw_key_agreement(alg, key, public, size, output, sizeof output, &length),
            expected);
    /* A derivation without an agreement never has one. */
    OK(psa_key_derivation_setup(&data_ops.derivation, PSA_ALG_HKDF(PSA_ALG_SHA_256)));
    REFUSED(psa_key_derivation_key_agreement(&data_ops.derivation, PSA_KEY_DERIVATION_INPUT_SECRET,
                                             key, public, size),
            expected);
}

/* ---- Keys that cannot be ----------------------------------------------------------------------
 */

void data_import_not_supported(psa_key_type_t type, const struct data *material)
{
    const psa_key_attributes_t attributes = data_attributes(type, 0, 0);
    psa_key_id_t key = 1;
    psa_status_t status = psa_import_key(&attributes, material->bytes, material->size, &key);

    (void)data_made_if(status, &key);
    /* The size of a key on a curve follows from its bytes, and may be none of any curve. */
    if (status != PSA_ERROR_INVALID_ARGUMENT || !PSA_KEY_TYPE_IS_ECC(type))
        EXPECT(status, PSA_ERROR_NOT_SUPPORTED);
    CHECK(key == PSA_KEY_ID_NULL);
}

void data_generate_not_supported(psa_key_type_t type, size_t bits)
{
    psa_key_attributes_t attributes = data_attributes(type, 0, 0);
    psa_key_id_t key = 1;

    psa_set_key_bits(&attributes, bits);
    EXPECT(data_made_if(psa_generate_key(&attributes, &key), &key), PSA_ERROR_NOT_SUPPORTED);
    CHECK(key == PSA_KEY_ID_NULL);
}
