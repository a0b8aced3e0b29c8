/* SPDX-License-Identifier: Apache-2.0 */
/* What a key's policy allows, asked with another algorithm than the policy's own. */
#include "test/conform/psa_data.h"

static const uint8_t input[128];

/* The data's pairs of RSA have 512 bits, which is too short for Kedge. A policy is the same for any
 * material: another pair stands in for them, the same for all. */
static psa_key_id_t import(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t alg,
                           const struct data *material)
{
    static uint8_t bytes[PSA_EXPORT_KEY_OUTPUT_SIZE(PSA_KEY_TYPE_RSA_KEY_PAIR, 1024)];
    static struct data pair = {0, bytes};
    psa_key_attributes_t attributes = data_attributes(type, PSA_KEY_USAGE_EXPORT, 0);
    psa_key_id_t key;

    if (type != PSA_KEY_TYPE_RSA_KEY_PAIR || material->size >= sizeof bytes - 40)
        return data_import(type, usage, alg, material);
    psa_set_key_bits(&attributes, 1024);
    if (pair.size == 0) {
        OK(psa_generate_key(&attributes, &key));
        OK(psa_export_key(key, bytes, sizeof bytes, &pair.size));
        OK(psa_destroy_key(key));
    }
    return data_import(type, usage, alg, &pair);
}

/* An operation that ends as soon as it is set up. */
static void setup_mac(psa_status_t (*setup)(psa_mac_operation_t *, psa_key_id_t, psa_algorithm_t),
                      psa_key_id_t key, psa_algorithm_t alg, psa_status_t expected)
{
    EXPECT(setup(&data_ops.mac, key, alg), expected);
    OK(psa_mac_abort(&data_ops.mac));
}

void data_mac_key_policy(psa_key_usage_t usage, psa_algorithm_t policy, psa_key_type_t type,
                         const struct data *material, psa_algorithm_t alg,
                         psa_status_t expected_sign, psa_status_t expected_verify)
{
    psa_key_id_t key = import(type, usage, policy, material);
    uint8_t mac[PSA_MAC_MAX_SIZE] = {0};
    size_t length = 0;

    EXPECT(psa_mac_compute(key, alg, input, sizeof input, mac, sizeof mac, &length), expected_sign);
    setup_mac(psa_mac_sign_setup, key, alg, expected_sign);
    setup_mac(psa_mac_verify_setup, key, alg, expected_verify);
    if (expected_sign != PSA_SUCCESS && expected_verify == PSA_SUCCESS)
        expected_verify = PSA_ERROR_INVALID_SIGNATURE;
    EXPECT(psa_mac_verify(key, alg, input, sizeof input, mac, length), expected_verify);
}

/* Does the policy, which is no wildcard, allow this use? */
static psa_status_t allowed(psa_key_usage_t usage, psa_key_usage_t needed, psa_algorithm_t policy,
                            psa_algorithm_t alg)
{
    return policy == alg && (usage & needed) != 0 ? PSA_SUCCESS : PSA_ERROR_NOT_PERMITTED;
}

void data_cipher_key_policy(psa_key_usage_t usage, psa_algorithm_t policy, psa_key_type_t type,
                            const struct data *material, psa_algorithm_t alg)
{
    psa_key_id_t key = import(type, usage, policy, material);
    psa_status_t encrypt = allowed(usage, PSA_KEY_USAGE_ENCRYPT, policy, alg);
    psa_status_t decrypt = allowed(usage, PSA_KEY_USAGE_DECRYPT, policy, alg);
    uint8_t out[64];
    size_t length;

    EXPECT(psa_cipher_encrypt(key, alg, input, 16, out, sizeof out, &length), encrypt);
    EXPECT(psa_cipher_decrypt(key, alg, input, 32, out, sizeof out, &length), decrypt);
    EXPECT(psa_cipher_encrypt_setup(&data_ops.cipher, key, alg), encrypt);
    OK(psa_cipher_abort(&data_ops.cipher));
    EXPECT(psa_cipher_decrypt_setup(&data_ops.cipher, key, alg), decrypt);
}

void data_aead_key_policy(psa_key_usage_t usage, psa_algorithm_t policy, psa_key_type_t type,
                          const struct data *material, size_t nonce_size, size_t tag_size,
                          psa_algorithm_t alg, psa_status_t expected)
{
    psa_key_id_t key = import(type, usage, policy, material);
    psa_status_t encrypt =
        (usage & PSA_KEY_USAGE_ENCRYPT) != 0 ? expected : PSA_ERROR_NOT_PERMITTED;
    psa_status_t decrypt =
        (usage & PSA_KEY_USAGE_DECRYPT) != 0 ? expected : PSA_ERROR_NOT_PERMITTED;
    uint8_t *tag = data_buffer(tag_size);
    size_t length;

    EXPECT(psa_aead_encrypt_setup(&data_ops.aead, key, alg), encrypt);
    OK(psa_aead_abort(&data_ops.aead));
    EXPECT(psa_aead_decrypt_setup(&data_ops.aead, key, alg), decrypt);
    EXPECT(psa_aead_encrypt(key, alg, input, nonce_size, NULL, 0, NULL, 0, tag, tag_size, &length),
           encrypt);
    EXPECT(
        psa_aead_decrypt(key, alg, input, nonce_size, NULL, 0, input, tag_size, NULL, 0, &length),
        decrypt == PSA_SUCCESS ? PSA_ERROR_INVALID_SIGNATURE : decrypt);
}

void data_asymmetric_encryption_key_policy(psa_key_usage_t usage, psa_algorithm_t policy,
                                           psa_key_type_t type, const struct data *material,
                                           psa_algorithm_t alg, bool opaque)
{
    uint8_t out[PSA_ASYMMETRIC_ENCRYPT_OUTPUT_MAX_SIZE];
    size_t size, length;
    psa_key_id_t key;

    if (opaque)
        data_skip("a location of keys that Mbed TLS's tests have a driver for");
    key = import(type, usage, policy, material);
    size = PSA_ASYMMETRIC_ENCRYPT_OUTPUT_SIZE(type, data_key_bits(key), alg);
    EXPECT(psa_asymmetric_encrypt(key, alg, NULL, 0, NULL, 0, out, size, &length),
           allowed(usage, PSA_KEY_USAGE_ENCRYPT, policy, alg));
    EXPECT(psa_asymmetric_decrypt(key, alg, input, size, NULL, 0, out, sizeof out, &length),
           allowed(usage, PSA_KEY_USAGE_DECRYPT, policy, alg) == PSA_SUCCESS
               ? PSA_ERROR_INVALID_PADDING
               : PSA_ERROR_NOT_PERMITTED);
}

/* The four functions of signatures. `size` of the input is 0 if the policy does not allow `alg`. */
void data_asymmetric_signature_key_policy(psa_key_usage_t usage, psa_algorithm_t policy,
                                          psa_key_type_t type, const struct data *material,
                                          psa_algorithm_t alg, int size,
                                          psa_key_usage_t expected_usage)
{
    psa_key_id_t key = import(type, usage, policy, material);
    psa_key_usage_t effective = size > 0 ? expected_usage : 0;
    size_t input_size = size > 0 ? (size_t)size : 0, length;
    uint8_t out[PSA_SIGNATURE_MAX_SIZE];
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;

    OK(psa_get_key_attributes(key, &attributes));
    CHECK(psa_get_key_usage_flags(&attributes) == expected_usage);
    for (int message = 0; message < 2; message++) {
        bool signs = (effective & (message ? PSA_KEY_USAGE_SIGN_MESSAGE : PSA_KEY_USAGE_SIGN_HASH));
        bool verifies =
            (effective & (message ? PSA_KEY_USAGE_VERIFY_MESSAGE : PSA_KEY_USAGE_VERIFY_HASH));

        if (message && (!PSA_ALG_IS_SIGN_HASH(alg) || PSA_ALG_GET_HASH(alg) == 0))
            break;
        EXPECT((message ? psa_sign_message : psa_sign_hash)(key, alg, input, input_size, out,
                                                            sizeof out, &length),
               signs ? PSA_SUCCESS : PSA_ERROR_NOT_PERMITTED);
        memset(out, 0, sizeof out);
        EXPECT((message ? psa_verify_message : psa_verify_hash)(key, alg, input, input_size, out,
                                                                sizeof out),
               verifies ? PSA_ERROR_INVALID_SIGNATURE : PSA_ERROR_NOT_PERMITTED);
    }
}

void data_derive_key_policy(psa_key_usage_t usage, psa_algorithm_t policy, psa_key_type_t type,
                            const struct data *material, psa_algorithm_t alg)
{
    psa_key_id_t key = import(type, usage, policy, material);

    OK(psa_key_derivation_setup(&data_ops.derivation, alg));
    if (PSA_ALG_IS_TLS12_PRF(alg) || PSA_ALG_IS_TLS12_PSK_TO_MS(alg))
        OK(psa_key_derivation_input_bytes(&data_ops.derivation, PSA_KEY_DERIVATION_INPUT_SEED, NULL,
                                          0));
    EXPECT(psa_key_derivation_input_key(&data_ops.derivation, PSA_KEY_DERIVATION_INPUT_SECRET, key),
           allowed(usage, PSA_KEY_USAGE_DERIVE, policy, alg));
}

void data_agreement_key_policy(psa_key_usage_t usage, psa_algorithm_t policy, psa_key_type_t type,
                               const struct data *material, psa_algorithm_t alg,
                               psa_status_t expected)
{
    psa_key_id_t key = import(type, usage, policy, material);

    OK(psa_key_derivation_setup(&data_ops.derivation, alg));
    EXPECT(data_agree_into(key), expected);
}

void data_raw_agreement_key_policy(psa_key_usage_t usage, psa_algorithm_t policy,
                                   psa_key_type_t type, const struct data *material,
                                   psa_algorithm_t alg, psa_status_t expected)
{
    EXPECT(data_agree_alone(import(type, usage, policy, material), alg), expected);
}

/* ---- What a key says of itself ----------------------------------------------------------------
 */

void data_key_attributes_init(void)
{
    psa_key_attributes_t attributes[3] = {PSA_KEY_ATTRIBUTES_INIT, psa_key_attributes_init()};

    for (int i = 0; i < 3; i++) {
        CHECK(psa_get_key_lifetime(&attributes[i]) == PSA_KEY_LIFETIME_VOLATILE);
        CHECK(psa_get_key_id(&attributes[i]) == PSA_KEY_ID_NULL);
        CHECK(psa_get_key_type(&attributes[i]) == 0);
        CHECK(psa_get_key_bits(&attributes[i]) == 0);
        CHECK(psa_get_key_usage_flags(&attributes[i]) == 0);
        CHECK(psa_get_key_algorithm(&attributes[i]) == 0);
    }
}

void data_check_key_policy(psa_key_type_t type, size_t bits, psa_key_usage_t usage,
                           psa_algorithm_t alg)
{
    psa_key_attributes_t attributes = data_attributes(type, usage, alg);
    psa_key_id_t key;

    psa_set_key_bits(&attributes, bits);
    OK(psa_generate_key(&attributes, &key));
    (void)data_made(key);
    psa_reset_key_attributes(&attributes);
    OK(psa_get_key_attributes(key, &attributes));
    CHECK(psa_get_key_type(&attributes) == type);
    CHECK(psa_get_key_bits(&attributes) == bits);
    CHECK(psa_get_key_usage_flags(&attributes) == data_full_usage(usage));
    CHECK(psa_get_key_algorithm(&attributes) == alg);
}

/* ---- Copies ---------------------------------------------------------------------------------- */

/* What both kinds of copies are made of. A second algorithm in a policy is Mbed TLS's own. */
static psa_key_attributes_t source_attributes(psa_key_usage_t usage, psa_algorithm_t alg,
                                              psa_algorithm_t alg2, psa_key_lifetime_t lifetime,
                                              psa_key_type_t type)
{
    psa_key_attributes_t attributes = data_attributes(type, usage, alg);

    if (alg2 != PSA_ALG_NONE)
        data_skip("a second algorithm in a key's policy, which the API does not have");
    if (lifetime != PSA_KEY_LIFETIME_VOLATILE)
        data_skip("a location of keys that Mbed TLS's tests have a driver for");
    return attributes;
}

void data_copy_success(psa_key_usage_t usage, psa_algorithm_t alg, psa_algorithm_t alg2,
                       psa_key_lifetime_t lifetime, psa_key_type_t type,
                       const struct data *material, bool all_attributes, int64_t target_usage,
                       int64_t target_alg, int64_t target_alg2, psa_key_lifetime_t target_lifetime,
                       psa_key_usage_t expected_usage, psa_algorithm_t expected_alg,
                       psa_algorithm_t expected_alg2)
{
    psa_key_attributes_t source = source_attributes(usage, alg, alg2, lifetime, type);
    psa_key_attributes_t target = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t key = data_import_as(&source, material), copied;
    uint8_t *out = data_buffer(material->size);
    size_t length;

    CHECK(target_alg2 <= 0 && expected_alg2 == PSA_ALG_NONE);
    OK(psa_get_key_attributes(key, &source));
    if (all_attributes)
        target = source;
    psa_set_key_id(&target, PSA_KEY_ID_NULL);
    psa_set_key_lifetime(&target, target_lifetime);
    if (target_usage != -1)
        psa_set_key_usage_flags(&target, (psa_key_usage_t)target_usage);
    if (target_alg != -1)
        psa_set_key_algorithm(&target, (psa_algorithm_t)target_alg);
    OK(psa_copy_key(key, &target, &copied));
    (void)data_made(copied);
    OK(psa_destroy_key(key));
    OK(psa_get_key_attributes(copied, &target));
    CHECK(psa_get_key_type(&target) == type);
    CHECK(psa_get_key_bits(&target) == psa_get_key_bits(&source));
    if ((expected_usage & PSA_KEY_USAGE_EXPORT) != 0) {
        OK(psa_export_key(copied, out, material->size, &length));
        SAME(out, length, material->bytes, material->size);
    }
    data_exercise(copied, expected_usage, expected_alg);
}

void data_copy_fail(psa_key_usage_t usage, psa_algorithm_t alg, psa_algorithm_t alg2,
                    psa_key_lifetime_t lifetime, psa_key_type_t type, const struct data *material,
                    psa_key_type_t target_type, size_t target_bits, psa_key_usage_t target_usage,
                    psa_algorithm_t target_alg, psa_algorithm_t target_alg2, psa_key_id_t target_id,
                    psa_key_lifetime_t target_lifetime, psa_status_t expected)
{
    psa_key_attributes_t source = source_attributes(usage, alg, alg2, lifetime, type);
    psa_key_attributes_t target = data_attributes(target_type, target_usage, target_alg);
    psa_key_id_t key = data_import_as(&source, material), copied = 1;

    CHECK(target_alg2 == PSA_ALG_NONE);
    /* Mbed TLS's identifier has an owner, by which even 0 is a name; of ours, 0 is none. */
    psa_set_key_id(&target, target_id);
    psa_set_key_lifetime(&target, target_lifetime);
    psa_set_key_bits(&target, target_bits);
    EXPECT(data_made_if(psa_copy_key(key, &target, &copied), &copied), expected);
    CHECK(copied == PSA_KEY_ID_NULL);
}
