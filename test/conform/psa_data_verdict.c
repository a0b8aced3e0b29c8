/* SPDX-License-Identifier: Apache-2.0 */
/* Deviations of Mbed TLS's test data from the PSA Crypto API 1.2, and what is beyond the API. */
#include "test/conform/psa_data_verdict.h"

#include <stddef.h>
#include <string.h>

/* Sections are those of the PSA Crypto API 1.2. */
#define NONCE_LAST                                                                            \
    "10.5, psa_aead_set_lengths(): the nonce must not have been set yet, and CCM's is never " \
    "without lengths; Mbed TLS takes them after it"
#define UNINITIALIZED                                                                            \
    "3.2: a library need not refuse to work before psa_crypto_init(); what is left of the case " \
    "is a key that does not exist"
#define INCOMPATIBLE                                                                            \
    "10.4: a key that is \"not compatible with alg\" is INVALID_ARGUMENT; NOT_SUPPORTED would " \
    "say that another image may have it"
#define NOT_ALONE                                                                                 \
    "10.9, psa_raw_key_agreement(): that \"alg is not a key-agreement algorithm\", but one with " \
    "a derivation, is INVALID_ARGUMENT as well as NOT_SUPPORTED"
#define NO_FAMILY                                                                            \
    "9.6: that a type is not supported may be said before its size is looked at; Kedge has " \
    "curves of the family SECP_R1 alone"
#define NO_CURVE "9.6: a size that no curve of the family has is not one that might be supported"
#define NO_END                                                                               \
    "10.6 names no end of PSA_ALG_TLS12_PSK_TO_MS, whose function has none; Mbed TLS stops " \
    "behind the 48 bytes that TLS takes"
#define NO_SECRET                                                                             \
    "10.6, psa_key_derivation_output_key(): a secret that was not given is a bad state, and " \
    "only then not a key"
#define NOT_WHOLE "9.6: a key of 65529 bits is no whole number of bytes, an INVALID_ARGUMENT"
#define RSA_SIZES "9.6: the sizes of RSA are the implementation's; ours makes primes of whole bytes"
#define EXPONENTS "9.6 (1.3): Kedge takes public exponents of up to 64 bits, Mbed TLS up to 31"
#define NO_LOCATION                                                                               \
    "9.6, psa_import_key(): attributes that are not supported \"in the specified location\" are " \
    "NOT_SUPPORTED; another image may have the location"
#define TWO_FAULTS                                                                               \
    "9.6, psa_copy_key(): there is a key of the name, and the policies have nothing in common: " \
    "either may be told"

struct data_deviation data_deviations[] = {
    {"aead_multipart_set_nonce", "set lengths after nonce", PSA_SUCCESS, PSA_ERROR_BAD_STATE,
     NONCE_LAST, false},
    {"aead_multipart_set_nonce", "CCM", PSA_ERROR_INVALID_ARGUMENT, PSA_ERROR_BAD_STATE, NONCE_LAST,
     false},
    {"aead_multipart_set_nonce", "CCM, NONCE = 12, do not set lengths", PSA_SUCCESS,
     PSA_ERROR_BAD_STATE, NONCE_LAST, false},
    {"cipher_encrypt_fail", "without initialization", PSA_ERROR_BAD_STATE, PSA_ERROR_INVALID_HANDLE,
     UNINITIALIZED, false},
    {"cipher_decrypt_fail", "without initialization", PSA_ERROR_BAD_STATE, PSA_ERROR_INVALID_HANDLE,
     UNINITIALIZED, false},
    {"cipher_setup", "CTR", PSA_ERROR_NOT_SUPPORTED, PSA_ERROR_INVALID_ARGUMENT, INCOMPATIBLE,
     false},
    {"cipher_encrypt_fail", "encrypt: in", PSA_ERROR_NOT_SUPPORTED, PSA_ERROR_INVALID_ARGUMENT,
     INCOMPATIBLE, false},
    {"cipher_decrypt_fail", "decrypt: in", PSA_ERROR_NOT_SUPPORTED, PSA_ERROR_INVALID_ARGUMENT,
     INCOMPATIBLE, false},
    {"raw_agreement_key_policy", "algorithm is not raw", PSA_ERROR_NOT_SUPPORTED,
     PSA_ERROR_INVALID_ARGUMENT, NOT_ALONE, false},
    {"derive_input", "missing secret, key output", PSA_ERROR_NOT_PERMITTED, PSA_ERROR_BAD_STATE,
     NO_SECRET, false},
    {"derive_set_capacity", "PSK-to-MS", PSA_ERROR_INVALID_ARGUMENT, PSA_SUCCESS, NO_END, false},
    {"derive_key", "invalid for ECC", PSA_ERROR_INVALID_ARGUMENT, PSA_ERROR_NOT_SUPPORTED,
     NO_FAMILY, false},
    {"derive_key", "key too large", PSA_ERROR_NOT_SUPPORTED, PSA_ERROR_INVALID_ARGUMENT, NOT_WHOLE,
     false},
    {"generate_key", "ECC, SECP256R1, incorrect bit size", PSA_ERROR_NOT_SUPPORTED,
     PSA_ERROR_INVALID_ARGUMENT, NO_CURVE, false},
    {"generate_key", "RSA, 1032 bits", PSA_SUCCESS, PSA_ERROR_NOT_SUPPORTED, RSA_SIZES, false},
    {"generate_key_custom", "e=2^31+3", PSA_ERROR_NOT_SUPPORTED, PSA_SUCCESS, EXPONENTS, false},
    {"create_fail", "invalid location", PSA_ERROR_INVALID_ARGUMENT, PSA_ERROR_NOT_SUPPORTED,
     NO_LOCATION, false},
    {"copy_to_occupied", "to occupied", PSA_ERROR_ALREADY_EXISTS, PSA_ERROR_INVALID_ARGUMENT,
     TWO_FAULTS, false},
    {NULL, NULL, 0, 0, NULL, false},
};

const struct data_deviation *data_deviation(const char *function, const char *title,
                                            psa_status_t expected, psa_status_t actual)
{
    for (struct data_deviation *each = data_deviations; each->reason != NULL; each++)
        if (each->data == expected && each->kedge == actual &&
            strcmp(each->function, function) == 0 && strstr(title, each->title) != NULL) {
            each->met = true;
            return each;
        }
    return NULL;
}

/* ---- Beyond the API -------------------------------------------------------------------------- */

#define EXTENSION "Mbed TLS's own extension, in no version of the API"
#define INTERNAL  "asks for what only Mbed TLS's inside has"
#define FORMAT    "Mbed TLS's format of stored keys, which Kedge does not have"
#define NO_JPAKE  "EC J-PAKE, which Kedge does not have"

static const struct {
    const char *function, *reason;
} beyond[] = {
    {"sign_hash_interruptible", EXTENSION},
    {"sign_hash_fail_interruptible", EXTENSION},
    {"sign_verify_hash_interruptible", EXTENSION},
    {"verify_hash_interruptible", EXTENSION},
    {"verify_hash_fail_interruptible", EXTENSION},
    {"interruptible_signverify_hash_state_test", EXTENSION},
    {"interruptible_signverify_hash_edgecase_tests", EXTENSION},
    {"interruptible_signverify_hash_ops_tests", EXTENSION},
    {"generate_key_ext", EXTENSION},
    {"derive_key_ext", EXTENSION},
    {"key_production_parameters_init", EXTENSION},
    {"key_policy_alg2", EXTENSION},
    {"slot_number_attribute", EXTENSION},
    {"derive_ecjpake_to_pms", NO_JPAKE},
    {"psa_can_do_hash", INTERNAL},
    {"load_primed_storage", FORMAT},
    {"parse_storage_data_check", FORMAT},
    {"format_storage_data_check", FORMAT},
    {"ecc_conversion_functions", INTERNAL},
    {"ecc_conversion_functions_fail", INTERNAL},
};

const char *data_beyond(const char *function)
{
    for (size_t i = 0; i < sizeof beyond / sizeof beyond[0]; i++)
        if (strcmp(beyond[i].function, function) == 0)
            return beyond[i].reason;
    return NULL;
}
