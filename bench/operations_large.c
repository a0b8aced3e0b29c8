/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The operations that only `large` has. Where a profile has no keys of a kind, what they would do
 * is left out: it would be absent anyway.
 */
#include "bench/operations.h"

#include "bench/rsa_key.h"

#define ECDSA_SHA_384 PSA_ALG_ECDSA(PSA_ALG_SHA_384)
#define PKCS1         PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256)
#define PSS           PSA_ALG_RSA_PSS(PSA_ALG_SHA_256)
#define OAEP          PSA_ALG_RSA_OAEP(PSA_ALG_SHA_256)
#define SIGN_VERIFY   (PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH)

static void hash_and_cipher(void)
{
    psa_key_id_t key =
        bench_key(PSA_KEY_TYPE_AES, 16, PSA_KEY_USAGE_ENCRYPT, PSA_ALG_CBC_NO_PADDING);
    size_t length;

    COUNT("SHA-512 64 B", PSA_SUCCESS,
          psa_hash_compute(PSA_ALG_SHA_512, bench_data, 64, bench_answer, 64, &length));
    COUNT("AES-CBC encrypt 64 B", PSA_SUCCESS,
          psa_cipher_encrypt(key, PSA_ALG_CBC_NO_PADDING, bench_data, 64, bench_answer,
                             sizeof(bench_answer), &length));
    (void)psa_destroy_key(key);
}

static psa_status_t stretch(psa_key_id_t key)
{
    psa_key_derivation_operation_t operation = PSA_KEY_DERIVATION_OPERATION_INIT;
    psa_status_t status =
        psa_key_derivation_setup(&operation, PSA_ALG_PBKDF2_HMAC(PSA_ALG_SHA_256));

    if (status == PSA_SUCCESS)
        status = psa_key_derivation_input_integer(&operation, PSA_KEY_DERIVATION_INPUT_COST, 100);
    if (status == PSA_SUCCESS)
        status = psa_key_derivation_input_bytes(&operation, PSA_KEY_DERIVATION_INPUT_SALT,
                                                bench_data, 16);
    if (status == PSA_SUCCESS)
        status = psa_key_derivation_input_key(&operation, PSA_KEY_DERIVATION_INPUT_PASSWORD, key);
    if (status == PSA_SUCCESS)
        status = psa_key_derivation_output_bytes(&operation, bench_answer, 32);
    (void)psa_key_derivation_abort(&operation);
    return status;
}

static void password(void)
{
    psa_key_id_t key = bench_key(PSA_KEY_TYPE_PASSWORD, 16, PSA_KEY_USAGE_DERIVE,
                                 PSA_ALG_PBKDF2_HMAC(PSA_ALG_SHA_256));

    if (key == 0)
        return;
    COUNT("PBKDF2-HMAC-SHA-256 100 times", PSA_SUCCESS, stretch(key));
    (void)psa_destroy_key(key);
}

static void deterministic(psa_key_type_t type, size_t size, psa_algorithm_t hash, const char *name)
{
    const psa_algorithm_t alg = PSA_ALG_DETERMINISTIC_ECDSA(hash);
    psa_key_id_t key = bench_key(type, size, SIGN_VERIFY, alg);
    size_t length;

    if (key == 0)
        return;
    COUNT(name, PSA_SUCCESS,
          psa_sign_hash(key, alg, bench_data, PSA_HASH_LENGTH(hash), bench_answer,
                        sizeof(bench_answer), &length));
    (void)psa_destroy_key(key);
}

static void elliptic(void)
{
    static const char *const names[] = {"P-384 export public key", "P-384 import public key",
                                        "P-384 verify"};
    const psa_key_type_t pair = PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1);
    psa_key_id_t key = bench_key(pair, 48, SIGN_VERIFY, ECDSA_SHA_384);
    uint8_t signature[96];
    size_t length = 0;

    deterministic(pair, 32, PSA_ALG_SHA_256, "P-256 sign, deterministic");
    if (key == 0)
        return;
    COUNT("P-384 sign", PSA_SUCCESS,
          psa_sign_hash(key, ECDSA_SHA_384, bench_data, 48, signature, sizeof(signature), &length));
    bench_verify_public(key, ECDSA_SHA_384, signature, length, names);
    (void)psa_destroy_key(key);
    deterministic(pair, 48, PSA_ALG_SHA_384, "P-384 sign, deterministic");
}

static psa_status_t import_rsa(psa_key_usage_t usage, psa_algorithm_t alg, psa_key_id_t *key)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;

    psa_set_key_type(&attributes, PSA_KEY_TYPE_RSA_KEY_PAIR);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, alg);
    return psa_import_key(&attributes, bench_rsa_key, sizeof(bench_rsa_key), key);
}

static void rsa_sign(psa_algorithm_t alg, const char *sign, const char *verify)
{
    psa_key_id_t key = 0;
    uint8_t signature[256];
    size_t length = 0;

    (void)import_rsa(SIGN_VERIFY, alg, &key);
    COUNT(sign, PSA_SUCCESS,
          psa_sign_hash(key, alg, bench_data, 32, signature, sizeof(signature), &length));
    COUNT(verify, PSA_SUCCESS, psa_verify_hash(key, alg, bench_data, 32, signature, length));
    (void)psa_destroy_key(key);
}

static void rsa_encrypt(void)
{
    psa_key_id_t key = 0;
    uint8_t secret[256];
    size_t length = 0;

    (void)import_rsa(PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT, OAEP, &key);
    COUNT("RSA-2048 OAEP encrypt 32 B", PSA_SUCCESS,
          psa_asymmetric_encrypt(key, OAEP, bench_data, 32, NULL, 0, secret, sizeof(secret),
                                 &length));
    COUNT("RSA-2048 OAEP decrypt 32 B", PSA_SUCCESS,
          psa_asymmetric_decrypt(key, OAEP, secret, length, NULL, 0, bench_answer,
                                 sizeof(bench_answer), &length));
    (void)psa_destroy_key(key);
}

static void rsa(void)
{
    psa_key_id_t key = 0;

    COUNT("RSA-2048 import key pair", PSA_SUCCESS, import_rsa(SIGN_VERIFY, PKCS1, &key));
    if (key == 0)
        return;
    (void)psa_destroy_key(key);
    rsa_sign(PKCS1, "RSA-2048 PKCS#1 sign", "RSA-2048 PKCS#1 verify");
    rsa_sign(PSS, "RSA-2048 PSS sign", "RSA-2048 PSS verify");
    rsa_encrypt();
}

void bench_large(void)
{
    hash_and_cipher();
    password();
    elliptic();
    rsa();
}
