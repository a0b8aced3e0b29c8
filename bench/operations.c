/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The operations that `make bench` counts, as a non-secure program.
 *
 * Each runs between bench_begin() and bench_end(), whose addresses the emulator's plugin watches.
 * A line on the console then names the count, so names and counts come in the same order. The
 * first pair is empty: what it costs is taken off all the others.
 */
#include "bench/operations.h"

#include "example/console.h"
#include "kedge/gate.h"
#include "psa/client.h"
#include "psa/crypto.h"
#include "psa/internal_trusted_storage.h"
#include "psa/protected_storage.h"
#include "psa_manifest/sid.h"

#include <string.h>

__attribute__((noinline)) void bench_begin(void)
{
    __asm__ volatile("");
}

__attribute__((noinline)) void bench_end(void)
{
    __asm__ volatile("");
}

#define ECDSA_SHA_256 PSA_ALG_ECDSA(PSA_ALG_SHA_256)

static int failures;

void bench_report(const char *name, psa_status_t status, psa_status_t expected)
{
    console_write("bench ");
    if (status == PSA_ERROR_NOT_SUPPORTED && expected == PSA_SUCCESS)
        console_write("absent ");
    else if (status != expected) {
        console_write("FAILED ");
        failures++;
    }
    console_write(name);
    console_write("\n");
}

uint8_t bench_data[1024];
uint8_t bench_answer[1024];

static void framework(void)
{
    psa_invec in = {bench_data, 4};
    psa_outvec out = {bench_answer, 4};

    COUNT("empty", 0, 0);
    COUNT("psa_framework_version", PSA_FRAMEWORK_VERSION, (psa_status_t)psa_framework_version());
    COUNT("psa_call rejected, no vectors", PSA_ERROR_NOT_SUPPORTED,
          psa_call(KEDGE_PLATFORM_HANDLE, 99, NULL, 0, NULL, 0));
    COUNT("psa_call rejected, 1 in + 1 out", PSA_ERROR_NOT_SUPPORTED,
          psa_call(KEDGE_PLATFORM_HANDLE, 99, &in, 1, &out, 1));
}

static void storage(void)
{
    size_t length;

    /* The first set of all mounts the log: it is not counted as a set. */
    COUNT("ITS mount and first set", PSA_SUCCESS, psa_its_set(100, 32, bench_data, 0));
    COUNT("ITS set 32 B create", PSA_SUCCESS, psa_its_set(101, 32, bench_data, 0));
    bench_data[0]++;
    COUNT("ITS set 32 B overwrite", PSA_SUCCESS, psa_its_set(101, 32, bench_data, 0));
    COUNT("ITS get 32 B", PSA_SUCCESS, psa_its_get(101, 0, 32, bench_answer, &length));
    COUNT("ITS remove", PSA_SUCCESS, psa_its_remove(101));
}

static void protected_storage(void)
{
    size_t length;

    if (psa_version(KEDGE_PS_SID) == PSA_VERSION_NONE)
        return;
    /* The first set mounts the log and takes a lease of nonces. */
    COUNT("PS mount and first set", PSA_SUCCESS, psa_ps_set(100, 32, bench_data, 0));
    COUNT("PS set 32 B create", PSA_SUCCESS, psa_ps_set(101, 32, bench_data, 0));
    COUNT("PS set 32 B overwrite", PSA_SUCCESS, psa_ps_set(101, 32, bench_data, 0));
    COUNT("PS get 32 B", PSA_SUCCESS, psa_ps_get(101, 0, 32, bench_answer, &length));
    COUNT("PS set extended 4 of 32 B", PSA_SUCCESS, psa_ps_set_extended(101, 8, 4, bench_data));
    COUNT("PS remove", PSA_SUCCESS, psa_ps_remove(101));
    COUNT("PS set 1 KB create", PSA_SUCCESS, psa_ps_set(102, 1024, bench_data, 0));
    COUNT("PS get 1 KB", PSA_SUCCESS, psa_ps_get(102, 0, 1024, bench_answer, &length));
    COUNT("PS set extended 4 of 1 KB", PSA_SUCCESS, psa_ps_set_extended(102, 8, 4, bench_data));
}

static void hash_and_random(void)
{
    size_t length;

    COUNT("random 32 B, first", PSA_SUCCESS, psa_generate_random(bench_answer, 32));
    COUNT("random 32 B", PSA_SUCCESS, psa_generate_random(bench_answer, 32));
    COUNT("SHA-256 64 B", PSA_SUCCESS,
          psa_hash_compute(PSA_ALG_SHA_256, bench_data, 64, bench_answer, 32, &length));
    COUNT("SHA-256 1 KB", PSA_SUCCESS,
          psa_hash_compute(PSA_ALG_SHA_256, bench_data, 1024, bench_answer, 32, &length));
}

psa_key_id_t bench_key(psa_key_type_t type, size_t size, psa_key_usage_t usage, psa_algorithm_t alg)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t key = 0;
    psa_status_t status;

    psa_set_key_type(&attributes, type);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, alg);
    status = psa_import_key(&attributes, bench_data, size, &key);
    if (status != PSA_SUCCESS && status != PSA_ERROR_NOT_SUPPORTED)
        bench_report("import of a key to measure with", status, PSA_SUCCESS);
    return key;
}

static psa_status_t hash_in_parts(psa_hash_operation_t *operation)
{
    psa_status_t status = psa_hash_setup(operation, PSA_ALG_SHA_256);
    size_t length;

    for (int i = 0; i < 4 && status == PSA_SUCCESS; i++)
        status = psa_hash_update(operation, bench_data, 64);
    return status == PSA_SUCCESS ? psa_hash_finish(operation, bench_answer, 32, &length) : status;
}

/* Operations in several parts, and what stands on hashes. */
static void hash_and_mac(void)
{
    const psa_algorithm_t hmac = PSA_ALG_HMAC(PSA_ALG_SHA_256);
    psa_hash_operation_t operation = PSA_HASH_OPERATION_INIT;
    psa_key_id_t key = bench_key(PSA_KEY_TYPE_HMAC, 32,
                                 PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE, hmac);
    size_t length;

    COUNT("SHA-256 4 times 64 B in parts", PSA_SUCCESS, hash_in_parts(&operation));
    COUNT("SHA-256 setup", PSA_SUCCESS, psa_hash_setup(&operation, PSA_ALG_SHA_256));
    if (operation.handle != 0)
        COUNT("SHA-256 abort", PSA_SUCCESS, psa_hash_abort(&operation));
    COUNT("HMAC-SHA-256 64 B", PSA_SUCCESS,
          psa_mac_compute(key, hmac, bench_data, 64, bench_answer, 32, &length));
    COUNT("HMAC-SHA-256 verify 64 B", PSA_SUCCESS,
          psa_mac_verify(key, hmac, bench_data, 64, bench_answer, 32));
    (void)psa_destroy_key(key);
    key = bench_key(PSA_KEY_TYPE_AES, 16, PSA_KEY_USAGE_SIGN_MESSAGE, PSA_ALG_CMAC);
    COUNT("AES-CMAC 64 B", PSA_SUCCESS,
          psa_mac_compute(key, PSA_ALG_CMAC, bench_data, 64, bench_answer, 16, &length));
    (void)psa_destroy_key(key);
}

static psa_status_t hkdf(psa_key_id_t key)
{
    psa_key_derivation_operation_t operation = PSA_KEY_DERIVATION_OPERATION_INIT;
    psa_status_t status = psa_key_derivation_setup(&operation, PSA_ALG_HKDF(PSA_ALG_SHA_256));

    if (status == PSA_SUCCESS)
        status = psa_key_derivation_input_key(&operation, PSA_KEY_DERIVATION_INPUT_SECRET, key);
    if (status == PSA_SUCCESS)
        status = psa_key_derivation_input_bytes(&operation, PSA_KEY_DERIVATION_INPUT_INFO,
                                                bench_data, 8);
    if (status == PSA_SUCCESS)
        status = psa_key_derivation_output_bytes(&operation, bench_answer, 32);
    (void)psa_key_derivation_abort(&operation);
    return status;
}

static void derivation(void)
{
    psa_key_id_t key =
        bench_key(PSA_KEY_TYPE_DERIVE, 32, PSA_KEY_USAGE_DERIVE, PSA_ALG_HKDF(PSA_ALG_SHA_256));

    COUNT("HKDF-SHA-256 32 B", PSA_SUCCESS, hkdf(key));
    (void)psa_destroy_key(key);
}

/* Another cipher than the one of aead(), and one without authentication. */
static void ciphers(void)
{
    psa_key_id_t key = bench_key(PSA_KEY_TYPE_AES, 16, PSA_KEY_USAGE_ENCRYPT, PSA_ALG_CTR);
    size_t length;

    COUNT("AES-CTR encrypt 64 B", PSA_SUCCESS,
          psa_cipher_encrypt(key, PSA_ALG_CTR, bench_data, 64, bench_answer, sizeof(bench_answer),
                             &length));
    (void)psa_destroy_key(key);
    key = bench_key(PSA_KEY_TYPE_AES, 16, PSA_KEY_USAGE_ENCRYPT, PSA_ALG_GCM);
    COUNT("AES-GCM encrypt 64 B", PSA_SUCCESS,
          psa_aead_encrypt(key, PSA_ALG_GCM, bench_data, 12, NULL, 0, bench_data, 64, bench_answer,
                           sizeof(bench_answer), &length));
    (void)psa_destroy_key(key);
    key = bench_key(PSA_KEY_TYPE_CHACHA20, 32, PSA_KEY_USAGE_ENCRYPT, PSA_ALG_CHACHA20_POLY1305);
    COUNT("ChaCha20-Poly1305 encrypt 64 B", PSA_SUCCESS,
          key == 0 ? PSA_ERROR_NOT_SUPPORTED
                   : psa_aead_encrypt(key, PSA_ALG_CHACHA20_POLY1305, bench_data, 12, NULL, 0,
                                      bench_data, 64, bench_answer, sizeof(bench_answer), &length));
    (void)psa_destroy_key(key);
}

static void aead(void)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t key = 0;
    size_t length;

    psa_set_key_type(&attributes, PSA_KEY_TYPE_AES);
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_ENCRYPT);
    psa_set_key_algorithm(&attributes, PSA_ALG_CCM);
    COUNT("import AES-128 volatile", PSA_SUCCESS,
          psa_import_key(&attributes, bench_data, 16, &key));
    COUNT("AES-CCM encrypt 64 B", PSA_SUCCESS,
          psa_aead_encrypt(key, PSA_ALG_CCM, bench_data, 13, NULL, 0, bench_data, 64, bench_answer,
                           sizeof(bench_answer), &length));
    COUNT("destroy volatile key", PSA_SUCCESS, psa_destroy_key(key));
}

/* A key that is written to flash, and removed from there. */
static void persistent_key(void)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t key = 0;

    psa_set_key_id(&attributes, 1);
    psa_set_key_lifetime(&attributes, PSA_KEY_LIFETIME_PERSISTENT);
    psa_set_key_type(&attributes, PSA_KEY_TYPE_AES);
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_ENCRYPT);
    psa_set_key_algorithm(&attributes, PSA_ALG_CCM);
    COUNT("import AES-128 persistent", PSA_SUCCESS,
          psa_import_key(&attributes, bench_data, 16, &key));
    if (key != 0)
        COUNT("destroy persistent key", PSA_SUCCESS, psa_destroy_key(key));
}

static void agreement(void)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t key = 0;
    uint8_t peer[65];
    size_t length = 0;

    psa_set_key_type(&attributes, PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1));
    psa_set_key_bits(&attributes, 256);
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_DERIVE);
    psa_set_key_algorithm(&attributes, PSA_ALG_ECDH);
    if (psa_generate_key(&attributes, &key) != PSA_SUCCESS)
        return;
    (void)psa_export_public_key(key, peer, sizeof(peer), &length);
    COUNT("P-256 key agreement", PSA_SUCCESS,
          psa_raw_key_agreement(PSA_ALG_ECDH, key, peer, length, bench_answer, 32, &length));
    (void)psa_destroy_key(key);
}

void bench_verify_public(psa_key_id_t pair, psa_algorithm_t alg, const uint8_t *signature,
                         size_t signature_length, const char *const names[3])
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t key = 0;
    size_t length = 0;

    COUNT(names[0], PSA_SUCCESS,
          psa_export_public_key(pair, bench_answer, sizeof(bench_answer), &length));
    psa_set_key_type(&attributes, PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1));
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_VERIFY_HASH);
    psa_set_key_algorithm(&attributes, alg);
    COUNT(names[1], PSA_SUCCESS, psa_import_key(&attributes, bench_answer, length, &key));
    COUNT(names[2], PSA_SUCCESS,
          psa_verify_hash(key, alg, bench_data, PSA_HASH_LENGTH(alg), signature, signature_length));
    (void)psa_destroy_key(key);
}

static void asymmetric(void)
{
    static const char *const names[] = {"P-256 export public key", "P-256 import public key",
                                        "P-256 verify"};
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t key = 0;
    uint8_t signature[64];
    size_t length = 0;

    psa_set_key_type(&attributes, PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1));
    psa_set_key_bits(&attributes, 256);
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH);
    psa_set_key_algorithm(&attributes, ECDSA_SHA_256);
    COUNT("P-256 generate", PSA_SUCCESS, psa_generate_key(&attributes, &key));
    if (key == 0)
        return;
    COUNT("P-256 sign", PSA_SUCCESS,
          psa_sign_hash(key, ECDSA_SHA_256, bench_data, 32, signature, sizeof(signature), &length));
    COUNT("P-256 verify with the key pair", PSA_SUCCESS,
          psa_verify_hash(key, ECDSA_SHA_256, bench_data, 32, signature, length));
    bench_verify_public(key, ECDSA_SHA_256, signature, length, names);
    (void)psa_destroy_key(key);
}

int main(void)
{
    for (size_t i = 0; i < sizeof(bench_data); i++)
        bench_data[i] = (uint8_t)i;
    (void)psa_crypto_init();
    framework();
    storage();
    protected_storage();
    hash_and_random();
    hash_and_mac();
    derivation();
    aead();
    ciphers();
    persistent_key();
    asymmetric();
    agreement();
    bench_large();
    return failures != 0;
}
