/* SPDX-License-Identifier: Apache-2.0 */
/* MACs of the test data. */
#include "test/conform/psa_data.h"

void data_mac_setup(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                    psa_status_t expected)
{
    const psa_key_attributes_t attributes =
        data_attributes(type, PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE, alg);
    psa_key_id_t key = PSA_KEY_ID_NULL;
    psa_status_t status = psa_import_key(&attributes, material->bytes, material->size, &key);

    if (status == PSA_SUCCESS) {
        (void)data_made(key);
        EXPECT(psa_mac_sign_setup(&data_ops.mac, key, alg), expected);
    } else {
        EXPECT(status, expected); /* Kedge may refuse the key as such. */
    }
}

void data_mac_sign(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                   const struct data *input, const struct data *mac)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_SIGN_MESSAGE, alg, material);
    size_t size = PSA_MAC_LENGTH(type, data_key_bits(key), alg);
    uint8_t *made = data_buffer(size + 1);
    size_t length;

    CHECK(size == mac->size);
    for (size_t capacity = 0; capacity <= size + 1; capacity++) {
        psa_status_t expected = capacity < size ? PSA_ERROR_BUFFER_TOO_SMALL : PSA_SUCCESS;

        EXPECT(psa_mac_compute(key, alg, input->bytes, input->size, made, capacity, &length),
               expected);
        if (expected == PSA_SUCCESS)
            SAME(made, length, mac->bytes, mac->size);
        OK(psa_mac_sign_setup(&data_ops.mac, key, alg));
        OK(psa_mac_update(&data_ops.mac, input->bytes, input->size));
        EXPECT(psa_mac_sign_finish(&data_ops.mac, made, capacity, &length), expected);
        if (expected == PSA_SUCCESS)
            SAME(made, length, mac->bytes, mac->size);
        OK(psa_mac_abort(&data_ops.mac));
    }
}

static psa_status_t verify_in_pieces(psa_key_id_t key, psa_algorithm_t alg,
                                     const struct data *input, const uint8_t *mac, size_t size)
{
    OK(psa_mac_verify_setup(&data_ops.mac, key, alg));
    for (size_t at = 0; at < input->size; at += 7)
        OK(psa_mac_update(&data_ops.mac, input->bytes + at,
                          input->size - at < 7 ? input->size - at : 7));
    psa_status_t status = psa_mac_verify_finish(&data_ops.mac, mac, size);

    OK(psa_mac_abort(&data_ops.mac));
    return status;
}

void data_mac_verify(psa_key_type_t type, const struct data *material, psa_algorithm_t alg,
                     const struct data *input, const struct data *mac)
{
    psa_key_id_t key = data_import(type, PSA_KEY_USAGE_VERIFY_MESSAGE, alg, material);
    uint8_t *wrong = data_buffer(mac->size + 1);

    memcpy(wrong, mac->bytes, mac->size);
    OK(psa_mac_verify(key, alg, input->bytes, input->size, mac->bytes, mac->size));
    OK(verify_in_pieces(key, alg, input, mac->bytes, mac->size));
    EXPECT(verify_in_pieces(key, alg, input, mac->bytes, mac->size - 1),
           PSA_ERROR_INVALID_SIGNATURE);
    EXPECT(verify_in_pieces(key, alg, input, wrong, mac->size + 1), PSA_ERROR_INVALID_SIGNATURE);
    for (size_t i = 0; i < mac->size; i++) {
        wrong[i] ^= 1;
        EXPECT(psa_mac_verify(key, alg, input->bytes, input->size, wrong, mac->size),
               PSA_ERROR_INVALID_SIGNATURE);
        EXPECT(verify_in_pieces(key, alg, input, wrong, mac->size), PSA_ERROR_INVALID_SIGNATURE);
        wrong[i] ^= 1;
    }
}

void data_mac_sign_verify_multi(psa_key_type_t type, const struct data *material,
                                psa_algorithm_t alg, const struct data *input, bool verify,
                                const struct data *mac)
{
    psa_key_id_t key =
        data_import(type, PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE, alg, material);
    uint8_t made[PSA_MAC_MAX_SIZE];
    size_t length;

    for (size_t step = 1; step <= input->size + 1; step++) {
        OK(verify ? psa_mac_verify_setup(&data_ops.mac, key, alg)
                  : psa_mac_sign_setup(&data_ops.mac, key, alg));
        for (size_t at = 0; at < input->size; at += step)
            OK(psa_mac_update(&data_ops.mac, input->bytes + at,
                              input->size - at < step ? input->size - at : step));
        if (verify) {
            OK(psa_mac_verify_finish(&data_ops.mac, mac->bytes, mac->size));
        } else {
            OK(psa_mac_sign_finish(&data_ops.mac, made, sizeof made, &length));
            SAME(made, length, mac->bytes, mac->size);
        }
    }
}

/* With a key that is the same in all cases: 32 bytes 0xaa. */
void data_hmac(psa_algorithm_t hash, const char *input, const struct data *mac)
{
    const struct data text = {strlen(input), (const uint8_t *)input};
    uint8_t material[32];

    memset(material, 0xaa, sizeof material);
    data_mac_sign(PSA_KEY_TYPE_HMAC, &(const struct data){sizeof material, material},
                  PSA_ALG_HMAC(hash), &text, mac);
    data_mac_verify(PSA_KEY_TYPE_HMAC, &(const struct data){sizeof material, material},
                    PSA_ALG_HMAC(hash), &text, mac);
}

/* Every MAC is short enough for its length to be written into the algorithm. */
void data_static_checks(void)
{
    CHECK(PSA_ALG_TRUNCATED_MAC(PSA_ALG_HMAC(PSA_ALG_SHA_512), PSA_MAC_MAX_SIZE - 1) !=
          PSA_ALG_TRUNCATED_MAC(PSA_ALG_HMAC(PSA_ALG_SHA_512), PSA_MAC_MAX_SIZE));
    CHECK(PSA_MAC_MAX_SIZE <= 64);
}
