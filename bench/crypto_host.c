/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much longer an operation takes through psa_*() of the library with OpenSSL's primitives than
 * by OpenSSL's own functions.
 *
 * OpenSSL is called as a good program calls it: algorithms are fetched once, contexts are kept, and
 * a key of a curve is made once. A symmetric key is set for each message: an operation begins with
 * a key, and psa_*() have to find theirs, too.
 *
 * Both ways take turns, and which is first; each pair of times gives one difference. The median of
 * many is what counts, so neither a busy moment nor a change of the processor's clock does. Lines
 * "what, unit, value" with tabs between. Before anything is measured, both must agree.
 */
#include "crypto/random.h"
#include "psa/crypto.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS       3001u
#define MESSAGE_SIZE 64u
#define TAG_SIZE     16u
#define SCALAR_SIZE  32u
#define COUNT_OF(a)  (sizeof(a) / sizeof(a)[0])

static uint8_t message[MESSAGE_SIZE], key[32], nonce[12], hash[32];
static uint8_t bare_output[128], our_output[128];
static size_t bare_size, our_size;

/* The last signatures, which the other way has to verify: OpenSSL's in DER. */
static uint8_t bare_signature[80], our_signature[2 * SCALAR_SIZE];
static size_t bare_signature_size;

static EVP_MD *sha256;
static EVP_MD_CTX *hashing;
static EVP_MAC_CTX *hmac;
static EVP_CIPHER *ccm, *gcm;
static EVP_CIPHER_CTX *ccm_encryption, *gcm_encryption;
static EVP_PKEY_CTX *signing, *verification;
static psa_key_id_t hmac_key, ccm_key, gcm_key, pair, public_key;

static void must(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "crypto_host: %s failed\n", what);
    exit(1);
}

#define MUST(expression) must(expression, #expression)
#define OURS(expression) must((expression) == PSA_SUCCESS, #expression)

/* --- The operations, each both ways ----------------------------------------------------------- */

static void hash_bare(void)
{
    unsigned int length;

    MUST(EVP_DigestInit_ex2(hashing, sha256, NULL));
    MUST(EVP_DigestUpdate(hashing, message, sizeof message));
    MUST(EVP_DigestFinal_ex(hashing, bare_output, &length));
    bare_size = length;
}

static void hash_ours(void)
{
    OURS(psa_hash_compute(PSA_ALG_SHA_256, message, sizeof message, our_output, sizeof our_output,
                          &our_size));
}

static void hmac_bare(void)
{
    MUST(EVP_MAC_init(hmac, key, sizeof key, NULL));
    MUST(EVP_MAC_update(hmac, message, sizeof message));
    MUST(EVP_MAC_final(hmac, bare_output, &bare_size, sizeof bare_output));
}

static void hmac_ours(void)
{
    OURS(psa_mac_compute(hmac_key, PSA_ALG_HMAC(PSA_ALG_SHA_256), message, sizeof message,
                         our_output, sizeof our_output, &our_size));
}

static void ccm_bare(void)
{
    int length;

    MUST(EVP_EncryptInit_ex2(ccm_encryption, ccm, NULL, NULL, NULL));
    MUST(EVP_CIPHER_CTX_ctrl(ccm_encryption, EVP_CTRL_AEAD_SET_IVLEN, sizeof nonce, NULL));
    MUST(EVP_CIPHER_CTX_ctrl(ccm_encryption, EVP_CTRL_AEAD_SET_TAG, TAG_SIZE, NULL));
    MUST(EVP_EncryptInit_ex2(ccm_encryption, NULL, key, nonce, NULL));
    MUST(EVP_EncryptUpdate(ccm_encryption, bare_output, &length, message, sizeof message));
    MUST(
        EVP_CIPHER_CTX_ctrl(ccm_encryption, EVP_CTRL_AEAD_GET_TAG, TAG_SIZE, bare_output + length));
    bare_size = (size_t)length + TAG_SIZE;
}

static void ccm_ours(void)
{
    OURS(psa_aead_encrypt(ccm_key, PSA_ALG_CCM, nonce, sizeof nonce, NULL, 0, message,
                          sizeof message, our_output, sizeof our_output, &our_size));
}

static void gcm_bare(void)
{
    int length, last;

    MUST(EVP_EncryptInit_ex2(gcm_encryption, gcm, key, nonce, NULL));
    MUST(EVP_EncryptUpdate(gcm_encryption, bare_output, &length, message, sizeof message));
    MUST(EVP_EncryptFinal_ex(gcm_encryption, bare_output + length, &last));
    MUST(
        EVP_CIPHER_CTX_ctrl(gcm_encryption, EVP_CTRL_AEAD_GET_TAG, TAG_SIZE, bare_output + length));
    bare_size = (size_t)length + TAG_SIZE;
}

static void gcm_ours(void)
{
    OURS(psa_aead_encrypt(gcm_key, PSA_ALG_GCM, nonce, sizeof nonce, NULL, 0, message,
                          sizeof message, our_output, sizeof our_output, &our_size));
}

static void sign_bare(void)
{
    bare_signature_size = sizeof bare_signature;
    MUST(EVP_PKEY_sign(signing, bare_signature, &bare_signature_size, hash, sizeof hash) == 1);
}

static void sign_ours(void)
{
    size_t length;

    OURS(psa_sign_hash(pair, PSA_ALG_ECDSA(PSA_ALG_SHA_256), hash, sizeof hash, our_signature,
                       sizeof our_signature, &length));
}

static void verify_bare(void)
{
    MUST(EVP_PKEY_verify(verification, bare_signature, bare_signature_size, hash, sizeof hash) ==
         1);
}

static void verify_ours(void)
{
    OURS(psa_verify_hash(public_key, PSA_ALG_ECDSA(PSA_ALG_SHA_256), hash, sizeof hash,
                         our_signature, sizeof our_signature));
}

static void random_bare(void)
{
    MUST(RAND_priv_bytes(bare_output, 32) == 1);
}

static void random_ours(void)
{
    OURS(psa_generate_random(our_output, 32));
}

/* --- What they need ----------------------------------------------------------------------------
 */

static psa_key_id_t import(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t algorithm,
                           const uint8_t *data, size_t size)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t id;

    psa_set_key_type(&attributes, type);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, algorithm);
    OURS(psa_import_key(&attributes, data, size, &id));
    return id;
}

static void prepare_symmetric(void)
{
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    OSSL_PARAM digest[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char[]){"SHA256"}, 0),
        OSSL_PARAM_construct_end(),
    };

    sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    ccm = EVP_CIPHER_fetch(NULL, "AES-256-CCM", NULL);
    gcm = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
    hashing = EVP_MD_CTX_new();
    ccm_encryption = EVP_CIPHER_CTX_new();
    gcm_encryption = EVP_CIPHER_CTX_new();
    hmac = EVP_MAC_CTX_new(mac);
    MUST(sha256 && ccm && gcm && hashing && ccm_encryption && gcm_encryption && hmac);
    MUST(EVP_MAC_CTX_set_params(hmac, digest));
    hmac_key = import(PSA_KEY_TYPE_HMAC, PSA_KEY_USAGE_SIGN_MESSAGE, PSA_ALG_HMAC(PSA_ALG_SHA_256),
                      key, sizeof key);
    ccm_key = import(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_ENCRYPT, PSA_ALG_CCM, key, sizeof key);
    gcm_key = import(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_ENCRYPT, PSA_ALG_GCM, key, sizeof key);
    EVP_MAC_free(mac);
}

static void prepare_curve(void)
{
    EVP_PKEY *made = EVP_EC_gen("P-256");
    BIGNUM *number = NULL;
    uint8_t secret[SCALAR_SIZE], point[2 * SCALAR_SIZE + 1];
    size_t size;

    MUST(made && EVP_PKEY_get_bn_param(made, OSSL_PKEY_PARAM_PRIV_KEY, &number));
    MUST(BN_bn2binpad(number, secret, sizeof secret) == sizeof secret);
    BN_clear_free(number);
    pair = import(PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1), PSA_KEY_USAGE_SIGN_HASH,
                  PSA_ALG_ECDSA(PSA_ALG_SHA_256), secret, sizeof secret);
    OURS(psa_export_public_key(pair, point, sizeof point, &size));
    public_key = import(PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1),
                        PSA_KEY_USAGE_VERIFY_HASH, PSA_ALG_ECDSA(PSA_ALG_SHA_256), point, size);
    signing = EVP_PKEY_CTX_new(made, NULL);
    verification = EVP_PKEY_CTX_new(made, NULL);
    MUST(EVP_PKEY_sign_init(signing) == 1 && EVP_PKEY_verify_init(verification) == 1);
    EVP_PKEY_free(made);
}

/* Gives each way the other's signature to verify. */
static void exchange_signatures(void)
{
    const uint8_t *in = bare_signature;
    uint8_t *out = bare_signature;
    ECDSA_SIG *theirs = d2i_ECDSA_SIG(NULL, &in, (long)bare_signature_size);
    ECDSA_SIG *ours = ECDSA_SIG_new();

    MUST(theirs && ours);
    MUST(ECDSA_SIG_set0(ours, BN_bin2bn(our_signature, SCALAR_SIZE, NULL),
                        BN_bin2bn(our_signature + SCALAR_SIZE, SCALAR_SIZE, NULL)));
    bare_signature_size = (size_t)i2d_ECDSA_SIG(ours, &out);
    (void)BN_bn2binpad(ECDSA_SIG_get0_r(theirs), our_signature, SCALAR_SIZE);
    (void)BN_bn2binpad(ECDSA_SIG_get0_s(theirs), our_signature + SCALAR_SIZE, SCALAR_SIZE);
    ECDSA_SIG_free(theirs);
    ECDSA_SIG_free(ours);
}

/* --- Measuring ---------------------------------------------------------------------------------
 */

static const struct operation {
    const char *name;
    unsigned repeat; /* so that the clock's own time does not matter */
    void (*way[2])(void);
    bool deterministic;
} operations[] = {
    {"SHA-256 64 B", 16, {hash_bare, hash_ours}, true},
    {"HMAC-SHA-256 64 B", 16, {hmac_bare, hmac_ours}, true},
    {"AES-256-CCM encrypt 64 B", 16, {ccm_bare, ccm_ours}, true},
    {"AES-256-GCM encrypt 64 B", 16, {gcm_bare, gcm_ours}, true},
    {"P-256 sign", 1, {sign_bare, sign_ours}, false},
    {"P-256 verify", 1, {verify_bare, verify_ours}, false},
    {"random 32 B", 16, {random_bare, random_ours}, false},
};

static void agree(const struct operation *operation)
{
    operation->way[0]();
    operation->way[1]();
    must(!operation->deterministic ||
             (bare_size == our_size && memcmp(bare_output, our_output, our_size) == 0),
         operation->name);
    if (operation->way[0] == sign_bare)
        exchange_signatures();
}

static double time_one(const struct operation *operation, int way)
{
    struct timespec begin, end;

    (void)clock_gettime(CLOCK_MONOTONIC, &begin);
    for (unsigned i = 0; i < operation->repeat; i++)
        operation->way[way]();
    (void)clock_gettime(CLOCK_MONOTONIC, &end);
    return ((double)(end.tv_sec - begin.tv_sec) * 1e9 + (double)(end.tv_nsec - begin.tv_nsec)) /
           operation->repeat;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(double *values)
{
    qsort(values, ROUNDS, sizeof *values, compare);
    return values[ROUNDS / 2];
}

static void measure(const struct operation *operation)
{
    static double times[2][ROUNDS], more[ROUNDS];

    for (unsigned round = 0; round < ROUNDS; round++) {
        int first = round % 2;

        times[first][round] = time_one(operation, first);
        times[!first][round] = time_one(operation, !first);
        more[round] = times[1][round] - times[0][round];
    }
    printf("%s\tns bare\t%.0f\n", operation->name, median(times[0]));
    printf("%s\tns\t%.0f\n", operation->name, median(times[1]));
    printf("%s\tns more\t%.0f\n", operation->name, median(more));
}

int main(void)
{
    for (unsigned i = 0; i < sizeof message; i++)
        message[i] = (uint8_t)(37 * i + 1);
    memcpy(key, message, sizeof key);
    memcpy(hash, message + 32, sizeof hash);
    memcpy(nonce, message + 7, sizeof nonce);
    prepare_symmetric();
    prepare_curve();
    for (size_t i = 0; i < COUNT_OF(operations); i++)
        agree(&operations[i]);
    for (size_t i = 0; i < COUNT_OF(operations); i++)
        measure(&operations[i]);
    return 0;
}

/* Asked for by Mbed TLS's generator, which this program does not have. */
bool crypto_entropy_read(void *buffer, size_t size)
{
    (void)buffer;
    (void)size;
    return false;
}
