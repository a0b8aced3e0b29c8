/* SPDX-License-Identifier: Apache-2.0 */
/* Derived keys against OpenSSL's implementation of the same standard. */
#include "boot/derive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

static void openssl_derive(const uint8_t *unique_key, const char *label, uint8_t *key, size_t size)
{
    EVP_KDF *kdf = EVP_KDF_fetch(NULL, "KBKDF", NULL);
    EVP_KDF_CTX *context = EVP_KDF_CTX_new(kdf);
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_MODE, (char[]){"counter"}, 0),
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_MAC, (char[]){"HMAC"}, 0),
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char[]){"SHA256"}, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, (void *)(uintptr_t)unique_key,
                                          BOOT_PROVISION_KEY_SIZE),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (void *)(uintptr_t)label,
                                          strlen(label)), /* what the standard calls the label */
        OSSL_PARAM_construct_end()};

    assert_int_equal(EVP_KDF_derive(context, key, size, parameters), 1);
    EVP_KDF_CTX_free(context);
    EVP_KDF_free(kdf);
}

static void keys_are_those_of_the_standard(void **state)
{
    static const char *const labels[] = {"", "x", "kedge protected storage",
                                         "a label of forty-eight characters, the longest.."};
    static const uint8_t sizes[] = {1, 16, 24, 32};
    uint8_t unique_key[BOOT_PROVISION_KEY_SIZE];
    uint8_t expected[BOOT_DERIVE_SIZE_MAX];
    uint8_t key[BOOT_DERIVE_SIZE_MAX + 1];

    (void)state;
    assert_int_equal(strlen(labels[3]), BOOT_DERIVE_LABEL_MAX);
    for (unsigned i = 0; i < 16; i++) {
        size_t size = sizes[i % 4];

        for (unsigned k = 0; k < sizeof(unique_key); k++)
            unique_key[k] = (uint8_t)(k * 37 + i);
        openssl_derive(unique_key, labels[i / 4], expected, size);
        memset(key, 0xaa, sizeof(key));
        assert_true(boot_derive_key(unique_key, labels[i / 4], key, size));
        assert_memory_equal(key, expected, size);
        assert_int_equal(key[size], 0xaa);
    }
}

static void what_is_out_of_range_is_refused(void **state)
{
    static const char label[] = "a label of forty-nine characters, one too many...";
    const uint8_t unique_key[BOOT_PROVISION_KEY_SIZE] = {1};
    uint8_t key[64] = {0x77};

    (void)state;
    assert_int_equal(strlen(label), BOOT_DERIVE_LABEL_MAX + 1);
    assert_false(boot_derive_key(unique_key, label, key, 16));
    assert_false(boot_derive_key(unique_key, "x", key, BOOT_DERIVE_SIZE_MAX + 1));
    assert_int_equal(key[0], 0x77);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_those_of_the_standard),
        cmocka_unit_test(what_is_out_of_range_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
