/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of the test data: what is imported comes out again. */
#include "test/conform/psa_data.h"

void data_import_with_data(const struct data *material, psa_key_type_t type, size_t bits,
                           psa_status_t expected)
{
    psa_key_attributes_t attributes = data_attributes(type, 0, 0);
    psa_key_id_t key;
    psa_status_t status;

    psa_set_key_bits(&attributes, bits);
    status = psa_import_key(&attributes, material->bytes, material->size, &key);
    (void)data_made_if(status, &key);
    /* The API leaves it open which of two reasons is told. */
    if (status == PSA_ERROR_NOT_SUPPORTED && expected == PSA_ERROR_INVALID_ARGUMENT)
        return;
    if (status == PSA_ERROR_NOT_SUPPORTED && expected == PSA_SUCCESS)
        data_skip("a size of key that Kedge does not have");
    EXPECT(status, expected);
    CHECK(status != PSA_SUCCESS || bits == 0 || data_key_bits(key) == bits);
}

void data_import_export(const struct data *material, psa_key_type_t type, psa_key_usage_t usage,
                        psa_algorithm_t alg, psa_key_lifetime_t lifetime, size_t bits, int delta,
                        psa_status_t expected, bool canonical)
{
    psa_key_attributes_t attributes = data_attributes(type, usage, alg);
    size_t capacity = (size_t)((int)material->size + delta);
    uint8_t *out = data_buffer(capacity);
    psa_key_id_t key;
    size_t length;

    if (lifetime != PSA_KEY_LIFETIME_VOLATILE)
        data_skip("a location of keys that Mbed TLS's tests have a driver for");
    if ((usage & ~0xff07u) != 0)
        data_skip("a usage that no version of the API has");
    key = data_import_as(&attributes, material);
    CHECK(data_key_bits(key) == bits);
    EXPECT(psa_export_key(key, out, capacity, &length), expected);
    if (expected == PSA_SUCCESS && canonical)
        SAME(out, length, material->bytes, material->size);
    CHECK(expected != PSA_SUCCESS || length <= PSA_EXPORT_KEY_OUTPUT_SIZE(type, bits));
    OK(psa_destroy_key(key));
    EXPECT(psa_export_key(key, out, capacity, &length), PSA_ERROR_INVALID_HANDLE);
}

void data_import_export_public_key(const struct data *material, psa_key_type_t type,
                                   psa_algorithm_t alg, psa_key_lifetime_t lifetime, int delta,
                                   psa_status_t expected, const struct data *public_key)
{
    psa_key_attributes_t attributes = data_attributes(type, PSA_KEY_USAGE_EXPORT, alg);
    size_t capacity = (size_t)((int)public_key->size + delta);
    uint8_t *out = data_buffer(capacity);
    psa_key_id_t key;
    size_t length;

    if (lifetime != PSA_KEY_LIFETIME_VOLATILE)
        data_skip("a location of keys that Mbed TLS's tests have a driver for");
    key = data_import_as(&attributes, material);
    EXPECT(psa_export_public_key(key, out, capacity, &length), expected);
    if (expected != PSA_SUCCESS)
        return;
    SAME(out, length, public_key->bytes, public_key->size);
    CHECK(length <= PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE(PSA_KEY_TYPE_PUBLIC_KEY_OF_KEY_PAIR(type),
                                                      data_key_bits(key)));
}

void data_gone(psa_key_id_t key)
{
    psa_key_attributes_t attributes = data_attributes(PSA_KEY_TYPE_AES, 1, PSA_ALG_CTR);
    uint8_t out[1];
    size_t length;

    psa_set_key_id(&attributes, 0x6964);
    EXPECT(psa_get_key_attributes(key, &attributes), PSA_ERROR_INVALID_HANDLE);
    CHECK(psa_get_key_id(&attributes) == PSA_KEY_ID_NULL);
    CHECK(psa_get_key_lifetime(&attributes) == 0);
    CHECK(psa_get_key_usage_flags(&attributes) == 0);
    CHECK(psa_get_key_algorithm(&attributes) == 0);
    CHECK(psa_get_key_type(&attributes) == 0);
    CHECK(psa_get_key_bits(&attributes) == 0);
    EXPECT(psa_export_key(key, out, sizeof out, &length), PSA_ERROR_INVALID_HANDLE);
    EXPECT(psa_export_public_key(key, out, sizeof out, &length), PSA_ERROR_INVALID_HANDLE);
}
