/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the tests of PSA Crypto share that see it as an application does (crypto_psa*_test.c). Each
 * is built twice: with the client's stubs, so that a call goes the whole way through gate,
 * partition manager and service; and with crypto/api.h, as a library.
 */
#ifndef TEST_CRYPTO_PSA_SUPPORT_H
#define TEST_CRYPTO_PSA_SUPPORT_H

#include "kedge_config.h"
#include "port/posix/posix.h"
#include "psa/crypto.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define USAGE_CIPHER (PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT)
#define USAGE_MAC    (PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE)
#define P256_PAIR    PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)
#define P256_PUBLIC  PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1)

#define assert_ok(expression)             assert_int_equal(expression, PSA_SUCCESS)
#define assert_status(expression, status) assert_int_equal(expression, status)

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static inline psa_key_attributes_t attributes_of(psa_key_type_t type, psa_key_usage_t usage,
                                                 psa_algorithm_t alg)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;

    psa_set_key_type(&attributes, type);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, alg);
    return attributes;
}

/** The profile has all there is, as that of the tests has: then nothing may be left out. */
#define EVERYTHING                                                                                 \
    (CONFIG_CRYPTO_SHA1 && CONFIG_CRYPTO_SHA224 && CONFIG_CRYPTO_SHA384 && CONFIG_CRYPTO_SHA512 && \
     CONFIG_CRYPTO_HASH_SUSPEND && CONFIG_CRYPTO_HMAC && CONFIG_CRYPTO_CMAC &&                     \
     CONFIG_CRYPTO_AES_ECB && CONFIG_CRYPTO_AES_CBC && CONFIG_CRYPTO_AES_CTR &&                    \
     CONFIG_CRYPTO_AES_CFB && CONFIG_CRYPTO_AES_OFB && CONFIG_CRYPTO_CCM && CONFIG_CRYPTO_GCM &&   \
     CONFIG_CRYPTO_CHACHA20_POLY1305 && CONFIG_CRYPTO_ECC_P384 &&                                  \
     CONFIG_CRYPTO_ECDSA_DETERMINISTIC && CONFIG_CRYPTO_ECDH && CONFIG_CRYPTO_RSA_PKCS1 &&         \
     CONFIG_CRYPTO_RSA_PSS && CONFIG_CRYPTO_RSA_OAEP && CONFIG_CRYPTO_HKDF &&                      \
     CONFIG_CRYPTO_PBKDF2_HMAC)

/** Is it left out of the image, as this status says? Then a line says so: what does not run proves
 * nothing. */
static inline bool left_out(psa_status_t status, const char *what)
{
    assert_false(EVERYTHING && status == PSA_ERROR_NOT_SUPPORTED);
    if (status == PSA_ERROR_NOT_SUPPORTED)
        print_message("not in this image: %s\n", what);
    return status == PSA_ERROR_NOT_SUPPORTED;
}

static inline bool hash_left_out(psa_algorithm_t alg)
{
    uint8_t hash[PSA_HASH_MAX_SIZE];
    char name[32];
    size_t length;

    (void)snprintf(name, sizeof name, "hash %#x", (unsigned)alg);
    return left_out(psa_hash_compute(alg, NULL, 0, hash, sizeof hash, &length), name);
}

/** A key of `size` bytes that are all different; PSA_KEY_ID_NULL if this type is left out. */
static inline psa_key_id_t key_of(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t alg,
                                  size_t size)
{
    psa_key_attributes_t attributes = attributes_of(type, usage, alg);
    uint8_t data[256];
    psa_key_id_t key;

    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (uint8_t)(i * 7 + 1);
    if (psa_import_key(&attributes, data, size, &key) != PSA_ERROR_NOT_SUPPORTED)
        assert_int_not_equal(key, PSA_KEY_ID_NULL);
    return key;
}

/** A message of which no two pieces are the same. */
static inline void fill(uint8_t *data, size_t size, unsigned seed)
{
    for (size_t i = 0; i < size; i++) {
        seed = seed * 1103515245u + 12345u;
        data[i] = (uint8_t)(seed >> 16);
    }
}

/** The sizes of a message's pieces, in turn: around the blocks of hashes and ciphers, and of what
 * the service reads at a time. */
static inline size_t next_piece(size_t *turn, size_t left)
{
    static const size_t sizes[] = {1, 63, 0, 64, 65, 15, 16, 17, 127, 3, 129, 80, 79, 81};
    size_t size = sizes[(*turn)++ % COUNT_OF(sizes)];

    return size < left ? size : left;
}

/** Runs the tests on a machine whose storage is a file of this name, that is removed afterwards. */
static inline int run_on_machine(const char *group, const struct CMUnitTest *tests, size_t count)
{
    char name[64];
    int file, failed;

    (void)snprintf(name, sizeof name, "%s.XXXXXX", group);
    file = mkstemp(name);
    setenv("KEDGE_STORE", name, 1);
    close(file);
    unlink(name);
    port_posix_start();
    failed = _cmocka_run_group_tests(group, tests, count, NULL, NULL);
    unlink(name);
    return failed;
}

#define RUN_TESTS(group, tests) run_on_machine(group, tests, COUNT_OF(tests))

#endif
