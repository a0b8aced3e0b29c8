/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PSA Crypto as a library: keys, messages and the generator's entropy are secret. So each case goes
 * through the functions of the API, the engine, the key store and the provider.
 */
#include "test/conform/constant_time.h"

#include "crypto/persist.h"
#include "crypto/random.h"
#include "psa/crypto.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])
#define MESSAGE_SIZE    77u
#define OK(expression)  constant_time_require((expression) == PSA_SUCCESS)

/* --- What a program brings ---------------------------------------------------------------------
 */

bool crypto_entropy_read(void *buffer, size_t size)
{
    for (size_t i = 0; i < size; i++)
        ((uint8_t *)buffer)[i] = (uint8_t)(i * 73 + 5);
    constant_time_secret(buffer, size);
    return true;
}

/* One persistent key. */
static struct {
    psa_key_attributes_t attributes;
    uint8_t material[64];
    size_t size;
} kept;

psa_status_t crypto_persist_load(int32_t owner, psa_key_id_t id, psa_key_attributes_t *attributes,
                                 uint8_t *material, size_t capacity, size_t *size)
{
    (void)owner;
    if (kept.attributes.id != id)
        return PSA_ERROR_DOES_NOT_EXIST;
    if (capacity < kept.size)
        return PSA_ERROR_BUFFER_TOO_SMALL;
    *attributes = kept.attributes;
    memcpy(material, kept.material, kept.size);
    *size = kept.size;
    return PSA_SUCCESS;
}

psa_status_t crypto_persist_save(int32_t owner, const psa_key_attributes_t *attributes,
                                 const uint8_t *material, size_t size)
{
    (void)owner;
    if (size > sizeof kept.material)
        return PSA_ERROR_INSUFFICIENT_STORAGE;
    kept.attributes = *attributes;
    memcpy(kept.material, material, size);
    kept.size = size;
    return PSA_SUCCESS;
}

psa_status_t crypto_persist_erase(int32_t owner, psa_key_id_t id)
{
    (void)owner;
    if (kept.attributes.id != id)
        return PSA_ERROR_DOES_NOT_EXIST;
    kept.attributes.id = 0;
    return PSA_SUCCESS;
}

/* --- Keys and messages -------------------------------------------------------------------------
 */

static const uint8_t hash[64] = {0x5a, 1, 2, 3};
static uint8_t message[MESSAGE_SIZE], output[600], other[600];
static size_t length, other_length;

static void fill_message(void)
{
    for (size_t i = 0; i < sizeof message; i++)
        message[i] = (uint8_t)(i * 11 + 3);
    constant_time_secret(message, sizeof message);
}

static psa_key_attributes_t attributes_of(psa_key_type_t type, psa_key_usage_t usage,
                                          psa_algorithm_t algorithm)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;

    psa_set_key_type(&attributes, type);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, algorithm);
    return attributes;
}

/* A key of `size` secret bytes, which are a private value of every curve, too. */
static psa_key_id_t make_key(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t algorithm,
                             size_t size)
{
    psa_key_attributes_t attributes = attributes_of(type, usage, algorithm);
    psa_key_id_t key = PSA_KEY_ID_NULL;
    uint8_t bytes[64];

    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(i * 29 + 1);
    constant_time_secret(bytes, size);
    OK(psa_import_key(&attributes, bytes, size, &key));
    return key;
}

static void keys_are_kept(void)
{
    psa_key_attributes_t attributes =
        attributes_of(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_COPY, PSA_ALG_CTR);
    psa_key_id_t key = make_key(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_COPY,
                                PSA_ALG_CTR, 32),
                 copy;
    psa_set_key_id(&attributes, 1);
    OK(psa_copy_key(key, &attributes, &copy));
    OK(psa_destroy_key(key));
    OK(psa_purge_key(copy));
    OK(psa_export_key(copy, output, sizeof output, &length));
    constant_time_publish(output, 32);
    OK(psa_destroy_key(copy));
    attributes = attributes_of(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_EXPORT, PSA_ALG_CTR);
    psa_set_key_bits(&attributes, 256);
    OK(psa_generate_key(&attributes, &key));
    OK(psa_export_key(key, output, sizeof output, &length));
    constant_time_publish(output, 32);
    OK(psa_destroy_key(key));
}

static void random_values(void)
{
    OK(psa_generate_random(output, 100));
    constant_time_publish(output, 100);
}

/* --- Symmetric ---------------------------------------------------------------------------------
 */

static void hashes(void)
{
    static const psa_algorithm_t algorithms[] = {PSA_ALG_SHA_1, PSA_ALG_SHA_224, PSA_ALG_SHA_256,
                                                 PSA_ALG_SHA_384, PSA_ALG_SHA_512};

    for (size_t i = 0; i < COUNT_OF(algorithms); i++) {
        OK(psa_hash_compute(algorithms[i], message, sizeof message, output, sizeof output,
                            &length));
        constant_time_publish(output, length);
    }
}

static void macs(void)
{
    static const struct {
        psa_key_type_t type;
        psa_algorithm_t algorithm;
    } all[] = {{PSA_KEY_TYPE_HMAC, PSA_ALG_HMAC(PSA_ALG_SHA_256)},
               {PSA_KEY_TYPE_HMAC, PSA_ALG_HMAC(PSA_ALG_SHA_512)},
               {PSA_KEY_TYPE_AES, PSA_ALG_CMAC}};

    for (size_t i = 0; i < COUNT_OF(all); i++) {
        psa_key_id_t key =
            make_key(all[i].type, PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE,
                     all[i].algorithm, 32);

        OK(psa_mac_compute(key, all[i].algorithm, message, sizeof message, output, sizeof output,
                           &length));
        constant_time_publish(output, length);
        OK(psa_mac_verify(key, all[i].algorithm, message, sizeof message, output, length));
        output[length / 2] ^= 1;
        constant_time_require(psa_mac_verify(key, all[i].algorithm, message, sizeof message, output,
                                             length) == PSA_ERROR_INVALID_SIGNATURE);
        OK(psa_destroy_key(key));
    }
}

static void modes(void)
{
    static const psa_algorithm_t algorithms[] = {PSA_ALG_ECB_NO_PADDING,
                                                 PSA_ALG_CBC_NO_PADDING,
                                                 PSA_ALG_CBC_PKCS7,
                                                 PSA_ALG_CTR,
                                                 PSA_ALG_CFB,
                                                 PSA_ALG_OFB};

    for (size_t i = 0; i < COUNT_OF(algorithms); i++) {
        psa_key_id_t key = make_key(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT,
                                    algorithms[i], 16);

        OK(psa_cipher_encrypt(key, algorithms[i], message, 64, output, sizeof output, &length));
        constant_time_publish(output, length);
        OK(psa_cipher_decrypt(key, algorithms[i], output, length, other, sizeof other,
                              &other_length));
        constant_time_publish(other, other_length);
        OK(psa_destroy_key(key));
    }
}

/* Each size of a padding, and a wrong one. */
static void padding(void)
{
    psa_key_id_t key = make_key(PSA_KEY_TYPE_AES, PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT,
                                PSA_ALG_CBC_PKCS7, 16);

    for (size_t size = 16; size < 32; size++) {
        OK(psa_cipher_encrypt(key, PSA_ALG_CBC_PKCS7, message, size, output, sizeof output,
                              &length));
        constant_time_publish(output, length);
        OK(psa_cipher_decrypt(key, PSA_ALG_CBC_PKCS7, output, length, other, sizeof other,
                              &other_length));
        constant_time_require(other_length == size);
    }
    output[length - 17] ^= 0x40;
    constant_time_require(psa_cipher_decrypt(key, PSA_ALG_CBC_PKCS7, output, length, other,
                                             sizeof other,
                                             &other_length) == PSA_ERROR_INVALID_PADDING);
    OK(psa_destroy_key(key));
}

static void aeads(void)
{
    static const struct {
        psa_key_type_t type;
        psa_algorithm_t algorithm;
    } all[] = {{PSA_KEY_TYPE_AES, PSA_ALG_CCM},
               {PSA_KEY_TYPE_AES, PSA_ALG_GCM},
               {PSA_KEY_TYPE_CHACHA20, PSA_ALG_CHACHA20_POLY1305}};
    static const uint8_t nonce[12] = {1, 2, 3};

    for (size_t i = 0; i < COUNT_OF(all); i++) {
        psa_key_id_t key = make_key(all[i].type, PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT,
                                    all[i].algorithm, 32);

        OK(psa_aead_encrypt(key, all[i].algorithm, nonce, sizeof nonce, message, 20, message,
                            sizeof message, output, sizeof output, &length));
        constant_time_publish(output, length);
        OK(psa_aead_decrypt(key, all[i].algorithm, nonce, sizeof nonce, message, 20, output, length,
                            other, sizeof other, &other_length));
        constant_time_publish(other, other_length);
        output[30] ^= 1;
        constant_time_require(psa_aead_decrypt(key, all[i].algorithm, nonce, sizeof nonce, message,
                                               20, output, length, other, sizeof other,
                                               &other_length) == PSA_ERROR_INVALID_SIGNATURE);
        OK(psa_destroy_key(key));
    }
}

/* --- Derivation --------------------------------------------------------------------------------
 */

struct derivation {
    psa_algorithm_t algorithm;
    psa_key_derivation_step_t steps[4];
};

/* Salts, labels and the like are public: a label is searched for zeros. */
static void input(psa_key_derivation_operation_t *operation, const struct derivation *derivation,
                  psa_key_derivation_step_t step)
{
    bool password = step == PSA_KEY_DERIVATION_INPUT_PASSWORD;
    psa_key_id_t key;

    if (step == PSA_KEY_DERIVATION_INPUT_COST) {
        OK(psa_key_derivation_input_integer(operation, step, 3));
    } else if (step == PSA_KEY_DERIVATION_INPUT_SECRET || password) {
        key = make_key(derivation->algorithm == PSA_ALG_SP800_108_COUNTER_CMAC ? PSA_KEY_TYPE_AES
                       : password ? PSA_KEY_TYPE_PASSWORD
                                  : PSA_KEY_TYPE_DERIVE,
                       PSA_KEY_USAGE_DERIVE, derivation->algorithm, 32);
        OK(psa_key_derivation_input_key(operation, step, key));
        OK(psa_destroy_key(key));
    } else {
        OK(psa_key_derivation_input_bytes(operation, step, (const uint8_t *)"public", 6));
    }
}

static void derivations(void)
{
    static const struct derivation all[] = {
        {PSA_ALG_HKDF(PSA_ALG_SHA_256),
         {PSA_KEY_DERIVATION_INPUT_SALT, PSA_KEY_DERIVATION_INPUT_SECRET,
          PSA_KEY_DERIVATION_INPUT_INFO}},
        {PSA_ALG_HKDF_EXTRACT(PSA_ALG_SHA_256),
         {PSA_KEY_DERIVATION_INPUT_SALT, PSA_KEY_DERIVATION_INPUT_SECRET}},
        {PSA_ALG_HKDF_EXPAND(PSA_ALG_SHA_256),
         {PSA_KEY_DERIVATION_INPUT_SECRET, PSA_KEY_DERIVATION_INPUT_INFO}},
        {PSA_ALG_TLS12_PRF(PSA_ALG_SHA_384),
         {PSA_KEY_DERIVATION_INPUT_SEED, PSA_KEY_DERIVATION_INPUT_SECRET,
          PSA_KEY_DERIVATION_INPUT_LABEL}},
        {PSA_ALG_TLS12_PSK_TO_MS(PSA_ALG_SHA_256),
         {PSA_KEY_DERIVATION_INPUT_SEED, PSA_KEY_DERIVATION_INPUT_SECRET,
          PSA_KEY_DERIVATION_INPUT_LABEL}},
        {PSA_ALG_PBKDF2_HMAC(PSA_ALG_SHA_256),
         {PSA_KEY_DERIVATION_INPUT_COST, PSA_KEY_DERIVATION_INPUT_SALT,
          PSA_KEY_DERIVATION_INPUT_PASSWORD}},
        {PSA_ALG_SP800_108_COUNTER_HMAC(PSA_ALG_SHA_256),
         {PSA_KEY_DERIVATION_INPUT_SECRET, PSA_KEY_DERIVATION_INPUT_LABEL,
          PSA_KEY_DERIVATION_INPUT_CONTEXT}},
        {PSA_ALG_SP800_108_COUNTER_CMAC,
         {PSA_KEY_DERIVATION_INPUT_SECRET, PSA_KEY_DERIVATION_INPUT_LABEL,
          PSA_KEY_DERIVATION_INPUT_CONTEXT}},
    };

    for (size_t i = 0; i < COUNT_OF(all); i++) {
        psa_key_derivation_operation_t operation = PSA_KEY_DERIVATION_OPERATION_INIT;

        OK(psa_key_derivation_setup(&operation, all[i].algorithm));
        for (size_t s = 0; s < COUNT_OF(all[i].steps) && all[i].steps[s] != 0; s++)
            input(&operation, &all[i], all[i].steps[s]);
        OK(psa_key_derivation_output_bytes(&operation, output, 32));
        constant_time_publish(output, 32);
        OK(psa_key_derivation_abort(&operation));
    }
}

/* Keys out of a derivation: a private value may have to be drawn again. */
static void derived_keys(void)
{
    const psa_algorithm_t algorithm = PSA_ALG_HKDF_EXPAND(PSA_ALG_SHA_256);
    const struct derivation derivation = {algorithm, {PSA_KEY_DERIVATION_INPUT_SECRET}};
    psa_key_derivation_operation_t operation = PSA_KEY_DERIVATION_OPERATION_INIT;
    psa_key_attributes_t attributes =
        attributes_of(PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1), PSA_KEY_USAGE_EXPORT,
                      PSA_ALG_ECDSA(PSA_ALG_SHA_256));
    psa_key_id_t key;

    psa_set_key_bits(&attributes, 256);
    OK(psa_key_derivation_setup(&operation, algorithm));
    input(&operation, &derivation, PSA_KEY_DERIVATION_INPUT_SECRET);
    input(&operation, &derivation, PSA_KEY_DERIVATION_INPUT_INFO);
    OK(psa_key_derivation_output_key(&attributes, &operation, &key));
    OK(psa_export_key(key, output, sizeof output, &length));
    constant_time_publish(output, 32);
    OK(psa_destroy_key(key));
    constant_time_require(psa_key_derivation_verify_bytes(&operation, output, 32) ==
                          PSA_ERROR_INVALID_SIGNATURE);
    OK(psa_key_derivation_abort(&operation));
}

/* --- Curves ------------------------------------------------------------------------------------
 */

#define PAIR PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)

static void sign(size_t size, psa_algorithm_t algorithm)
{
    psa_key_id_t key = make_key(PAIR, PSA_KEY_USAGE_SIGN_HASH, algorithm, size);

    /* A hash is known to whoever verifies its signature. */
    OK(psa_sign_hash(key, algorithm, hash, PSA_HASH_LENGTH(algorithm), output, sizeof output,
                     &length));
    /* p256-m says itself where its results are public. */
    constant_time_require(size == 32 || constant_time_is_secret(output, size));
    constant_time_require(size == 32 || constant_time_is_secret(output + size, size));
    constant_time_public(output, 2 * size);
    OK(psa_destroy_key(key));
}

static void agree(size_t size)
{
    psa_key_id_t key = make_key(PAIR, PSA_KEY_USAGE_DERIVE, PSA_ALG_ECDH, size);

    OK(psa_export_public_key(key, output, sizeof output, &length));
    constant_time_public(output, length);
    OK(psa_raw_key_agreement(PSA_ALG_ECDH, key, output, length, other, sizeof other,
                             &other_length));
    constant_time_require(size == 32 || constant_time_is_secret(other, size));
    OK(psa_destroy_key(key));
}

static void p256_signatures(void)
{
    sign(32, PSA_ALG_ECDSA(PSA_ALG_SHA_256));
}

static void p256_deterministic_signatures(void)
{
    sign(32, PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_256));
}

static void p256_agreement(void)
{
    agree(32);
}

static void p384_signatures(void)
{
    sign(48, PSA_ALG_ECDSA(PSA_ALG_SHA_384));
}

static void p384_deterministic_signatures(void)
{
    sign(48, PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_384));
}

static void p384_agreement(void)
{
    agree(48);
}

/* --- RSA ---------------------------------------------------------------------------------------
 */

/* All numbers of RSAPrivateKey after the version, n and e are secret, but not how long they are. */
static void hide_numbers(uint8_t *der, size_t size)
{
    uint8_t *at = der + 4, *end = der + size;

    for (int number = 0; at < end; number++) {
        size_t header = 2, content = at[1];

        if (content == 0x81) {
            content = at[2];
            header = 3;
        } else if (content == 0x82) {
            content = (size_t)(at[2] << 8 | at[3]);
            header = 4;
        }
        at += header + content;
        if (number > 2)
            constant_time_secret(at - content, content);
    }
}

static psa_key_id_t make_pair(psa_key_usage_t usage, psa_algorithm_t algorithm)
{
    static EVP_PKEY *made;
    psa_key_attributes_t attributes = attributes_of(PSA_KEY_TYPE_RSA_KEY_PAIR, usage, algorithm);
    uint8_t der[700], *p = der;
    psa_key_id_t key = PSA_KEY_ID_NULL;
    int size;

    if (made == NULL)
        made = EVP_RSA_gen(1024);
    size = i2d_PrivateKey(made, &p);
    constant_time_require(size > 0x100); /* headers of four bytes */
    hide_numbers(der, (size_t)size);
    OK(psa_import_key(&attributes, der, (size_t)size, &key));
    return key;
}

static void rsa_signatures(void)
{
    static const psa_algorithm_t algorithms[] = {PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256),
                                                 PSA_ALG_RSA_PSS(PSA_ALG_SHA_256)};

    for (size_t i = 0; i < COUNT_OF(algorithms); i++) {
        psa_key_id_t key = make_pair(PSA_KEY_USAGE_SIGN_HASH, algorithms[i]);

        OK(psa_sign_hash(key, algorithms[i], hash, 32, output, sizeof output, &length));
        constant_time_publish(output, length);
        OK(psa_destroy_key(key));
    }
}

static void rsa_encryption(void)
{
    static const psa_algorithm_t algorithms[] = {PSA_ALG_RSA_PKCS1V15_CRYPT,
                                                 PSA_ALG_RSA_OAEP(PSA_ALG_SHA_256)};

    for (size_t i = 0; i < COUNT_OF(algorithms); i++) {
        psa_key_id_t key = make_pair(PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT, algorithms[i]);

        OK(psa_asymmetric_encrypt(key, algorithms[i], message, 32, NULL, 0, output, sizeof output,
                                  &length));
        constant_time_publish(output, length);
        OK(psa_asymmetric_decrypt(key, algorithms[i], output, length, NULL, 0, other, sizeof other,
                                  &other_length));
        constant_time_require(other_length == 32);
        constant_time_publish(other, other_length);
        output[100] ^= 1;
        constant_time_require(psa_asymmetric_decrypt(key, algorithms[i], output, length, NULL, 0,
                                                     other, sizeof other,
                                                     &other_length) == PSA_ERROR_INVALID_PADDING);
        OK(psa_destroy_key(key));
    }
}

static void begin(void)
{
    fill_message();
    OK(psa_crypto_init());
}

const struct constant_time_case constant_time_cases[] = {
    {"start", begin},
    {"keys: import, copy, save, load, export, generate", keys_are_kept},
    {"random values", random_values},
    {"hashes", hashes},
    {"MACs", macs},
    {"modes of AES", modes},
    {"padding of CBC", padding},
    {"authenticated encryption", aeads},
    {"derivation", derivations},
    {"derived keys", derived_keys},
    {"P-256 signatures", p256_signatures},
    {"P-256 deterministic signatures", p256_deterministic_signatures},
    {"P-256 public key and agreement", p256_agreement},
    {"P-384 signatures", p384_signatures},
    {"P-384 deterministic signatures", p384_deterministic_signatures},
    {"P-384 public key and agreement", p384_agreement},
    {"RSA signatures", rsa_signatures},
    {"RSA encryption", rsa_encryption},
    {0},
};
