/* SPDX-License-Identifier: Apache-2.0 */
/* Everything that a key may do and may not do, tried; and derivations in the order that suits. */
#include "test/conform/psa_data.h"

/* A key, and what its policy says; the algorithm is no wildcard. */
struct subject {
    psa_key_id_t key;
    psa_key_type_t type;
    size_t bits;
    psa_key_usage_t usage;
    psa_algorithm_t alg;
};

static const uint8_t text[16] = "a message, whole";

/* What a call that needs `usage` returns if its key is good for it. */
static psa_status_t allowed(const struct subject *s, psa_key_usage_t usage)
{
    return (s->usage & usage) != 0 ? PSA_SUCCESS : PSA_ERROR_NOT_PERMITTED;
}

/* What checks something that was not made, because that was not allowed. */
static psa_status_t checked(const struct subject *s, psa_key_usage_t usage, psa_status_t made)
{
    psa_status_t status = allowed(s, usage);

    return status == PSA_SUCCESS && made != PSA_SUCCESS ? PSA_ERROR_INVALID_SIGNATURE : status;
}

static void leave(const struct subject *s)
{
    uint8_t out[PSA_EXPORT_ASYMMETRIC_KEY_MAX_SIZE];
    bool public = PSA_KEY_TYPE_IS_PUBLIC_KEY(s->type);
    size_t capacity = PSA_EXPORT_KEY_OUTPUT_SIZE(s->type, s->bits), length;

    if (capacity <= sizeof out)
        EXPECT(psa_export_key(s->key, out, capacity, &length),
               public ? PSA_SUCCESS : allowed(s, PSA_KEY_USAGE_EXPORT));
    capacity = PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE(s->type, s->bits);
    if (PSA_KEY_TYPE_IS_ASYMMETRIC(s->type)) {
        OK(psa_export_public_key(s->key, out, capacity, &length));
        CHECK(length <= PSA_EXPORT_PUBLIC_KEY_MAX_SIZE);
    } else {
        EXPECT(psa_export_public_key(s->key, out, sizeof out, &length), PSA_ERROR_INVALID_ARGUMENT);
    }
}

static void authenticate(const struct subject *s)
{
    uint8_t mac[PSA_MAC_MAX_SIZE] = {0};
    size_t size = PSA_MAC_LENGTH(s->type, s->bits, s->alg), length;
    psa_status_t made =
        EXPECT(psa_mac_compute(s->key, s->alg, text, sizeof text, mac, size, &length),
               allowed(s, PSA_KEY_USAGE_SIGN_MESSAGE));

    EXPECT(psa_mac_verify(s->key, s->alg, text, sizeof text, mac, size),
           checked(s, PSA_KEY_USAGE_VERIFY_MESSAGE, made));
    EXPECT(psa_mac_sign_setup(&data_ops.mac, s->key, s->alg),
           allowed(s, PSA_KEY_USAGE_SIGN_MESSAGE));
    OK(psa_mac_abort(&data_ops.mac));
    EXPECT(psa_mac_verify_setup(&data_ops.mac, s->key, s->alg),
           allowed(s, PSA_KEY_USAGE_VERIFY_MESSAGE));
    OK(psa_mac_abort(&data_ops.mac));
}

static void encipher(const struct subject *s)
{
    uint8_t sealed[48] = {0}, opened[48];
    size_t length = PSA_CIPHER_ENCRYPT_OUTPUT_SIZE(s->type, s->alg, sizeof text);
    psa_status_t status = allowed(s, PSA_KEY_USAGE_DECRYPT), made;

    made = EXPECT(psa_cipher_encrypt(s->key, s->alg, text, sizeof text, sealed, length, &length),
                  allowed(s, PSA_KEY_USAGE_ENCRYPT));
    if (made == PSA_SUCCESS || status != PSA_SUCCESS)
        EXPECT(psa_cipher_decrypt(s->key, s->alg, sealed, length, opened, sizeof opened, &length),
               status);
    if (made == PSA_SUCCESS && status == PSA_SUCCESS)
        SAME(opened, length, text, sizeof text);
    EXPECT(psa_cipher_encrypt_setup(&data_ops.cipher, s->key, s->alg),
           allowed(s, PSA_KEY_USAGE_ENCRYPT));
    OK(psa_cipher_abort(&data_ops.cipher));
    EXPECT(psa_cipher_decrypt_setup(&data_ops.cipher, s->key, s->alg), status);
    OK(psa_cipher_abort(&data_ops.cipher));
}

static void seal(const struct subject *s)
{
    static const uint8_t nonce[PSA_AEAD_NONCE_MAX_SIZE];
    size_t nonce_size = PSA_AEAD_NONCE_LENGTH(s->type, s->alg);
    uint8_t sealed[sizeof text + PSA_AEAD_TAG_MAX_SIZE] = {0}, opened[sizeof text];
    size_t size = PSA_AEAD_ENCRYPT_OUTPUT_SIZE(s->type, s->alg, sizeof text), length;
    psa_status_t made, expected;

    made = EXPECT(psa_aead_encrypt(s->key, s->alg, nonce, nonce_size, text, 3, text, sizeof text,
                                   sealed, size, &length),
                  allowed(s, PSA_KEY_USAGE_ENCRYPT));
    expected = checked(s, PSA_KEY_USAGE_DECRYPT, made);
    EXPECT(psa_aead_decrypt(s->key, s->alg, nonce, nonce_size, text, 3, sealed, size, opened,
                            sizeof opened, &length),
           expected);
    if (expected == PSA_SUCCESS)
        SAME(opened, length, text, sizeof text);
}

/* Both functions of a kind, for a hash or for a message, have the same arguments. */
static void sign(const struct subject *s, bool message, size_t size)
{
    uint8_t signature[PSA_SIGNATURE_MAX_SIZE] = {0}, input[PSA_HASH_MAX_SIZE] = {1};
    size_t length = PSA_SIGN_OUTPUT_SIZE(s->type, s->bits, s->alg);
    psa_status_t made =
        EXPECT((message ? psa_sign_message : psa_sign_hash)(s->key, s->alg, input, size, signature,
                                                            length, &length),
               allowed(s, message ? PSA_KEY_USAGE_SIGN_MESSAGE : PSA_KEY_USAGE_SIGN_HASH));

    if (made != PSA_SUCCESS)
        length = PSA_SIGN_OUTPUT_SIZE(s->type, s->bits, s->alg);
    EXPECT((message ? psa_verify_message : psa_verify_hash)(s->key, s->alg, input, size, signature,
                                                            length),
           checked(s, message ? PSA_KEY_USAGE_VERIFY_MESSAGE : PSA_KEY_USAGE_VERIFY_HASH, made));
}

static void encrypt(const struct subject *s)
{
    uint8_t sealed[PSA_ASYMMETRIC_ENCRYPT_OUTPUT_MAX_SIZE] = {0}, opened[sizeof sealed];
    size_t size = PSA_ASYMMETRIC_ENCRYPT_OUTPUT_SIZE(s->type, s->bits, s->alg), length;
    psa_status_t made, status = allowed(s, PSA_KEY_USAGE_DECRYPT);

    made = EXPECT(
        psa_asymmetric_encrypt(s->key, s->alg, text, sizeof text, NULL, 0, sealed, size, &length),
        allowed(s, PSA_KEY_USAGE_ENCRYPT));
    if (status == PSA_SUCCESS && made != PSA_SUCCESS)
        status = PSA_ERROR_INVALID_PADDING;
    EXPECT(psa_asymmetric_decrypt(s->key, s->alg, sealed, size, NULL, 0, opened,
                                  PSA_ASYMMETRIC_DECRYPT_OUTPUT_SIZE(s->type, s->bits, s->alg),
                                  &length),
           status);
    if (status == PSA_SUCCESS)
        SAME(opened, length, text, sizeof text);
}

static void derive(const struct subject *s)
{
    static const struct data input = {sizeof text, text};
    uint8_t output[8];

    if ((s->usage & PSA_KEY_USAGE_DERIVE) == 0)
        return;
    data_derivation(s->key, s->alg, &input, &input, sizeof output);
    OK(psa_key_derivation_output_bytes(&data_ops.derivation, output, sizeof output));
    OK(psa_key_derivation_abort(&data_ops.derivation));
}

static void agree(const struct subject *s)
{
    EXPECT(data_agree_alone(s->key, PSA_ALG_KEY_AGREEMENT_GET_BASE(s->alg)),
           PSA_ALG_IS_STANDALONE_KEY_AGREEMENT(s->alg) ? allowed(s, PSA_KEY_USAGE_DERIVE)
                                                       : PSA_ERROR_NOT_PERMITTED);
    if (PSA_ALG_IS_STANDALONE_KEY_AGREEMENT(s->alg))
        return;
    OK(psa_key_derivation_setup(&data_ops.derivation, s->alg));
    EXPECT(data_agree_into(s->key), allowed(s, PSA_KEY_USAGE_DERIVE));
    OK(psa_key_derivation_abort(&data_ops.derivation));
}

/* An algorithm that the wildcard stands for. */
static psa_algorithm_t pick(psa_algorithm_t alg)
{
    if (!PSA_ALG_IS_WILDCARD(alg))
        return alg;
    if (PSA_ALG_IS_SIGN(alg))
        return (alg & ~0xffu) | (PSA_ALG_SHA_256 & 0xff);
    return PSA_ALG_IS_MAC(alg) ? PSA_ALG_FULL_LENGTH_MAC(alg)
                               : PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(alg);
}

psa_key_usage_t data_full_usage(psa_key_usage_t usage)
{
    if ((usage & PSA_KEY_USAGE_SIGN_HASH) != 0)
        usage |= PSA_KEY_USAGE_SIGN_MESSAGE;
    if ((usage & PSA_KEY_USAGE_VERIFY_HASH) != 0)
        usage |= PSA_KEY_USAGE_VERIFY_MESSAGE;
    return usage;
}

void data_exercise(psa_key_id_t key, psa_key_usage_t usage, psa_algorithm_t alg)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    struct subject s = {.key = key, .usage = data_full_usage(usage), .alg = pick(alg)};

    OK(psa_get_key_attributes(key, &attributes));
    CHECK(psa_get_key_usage_flags(&attributes) == s.usage);
    CHECK(psa_get_key_algorithm(&attributes) == alg);
    s.type = psa_get_key_type(&attributes);
    s.bits = psa_get_key_bits(&attributes);
    leave(&s);
    if (PSA_ALG_IS_MAC(s.alg)) {
        authenticate(&s);
    } else if (PSA_ALG_IS_CIPHER(s.alg)) {
        encipher(&s);
    } else if (PSA_ALG_IS_AEAD(s.alg)) {
        seal(&s);
    } else if (PSA_ALG_IS_SIGN(s.alg)) {
        bool hashes = PSA_ALG_GET_HASH(s.alg) != 0;

        sign(&s, false, hashes ? PSA_HASH_LENGTH(s.alg) : 32);
        if (hashes)
            sign(&s, true, 5);
    } else if (PSA_ALG_IS_ASYMMETRIC_ENCRYPTION(s.alg)) {
        encrypt(&s);
    } else if (PSA_ALG_IS_KEY_DERIVATION(s.alg)) {
        derive(&s);
    } else if (PSA_ALG_IS_KEY_AGREEMENT(s.alg)) {
        agree(&s);
    } else {
        CHECK(s.alg == PSA_ALG_NONE);
    }
}

/* ---- Derivations and agreements ---------------------------------------------------------------
 */

#define OPERATION (&data_ops.derivation)

uint64_t data_integer(const struct data *input)
{
    uint64_t number = 0;

    for (size_t i = 0; i < input->size; i++)
        number = number << 8 | input->bytes[i];
    return number;
}

void data_derivation(psa_key_id_t key, psa_algorithm_t alg, const struct data *input1,
                     const struct data *input2, size_t capacity)
{
    psa_key_derivation_step_t first = PSA_ALG_IS_TLS12_PRF(alg) || PSA_ALG_IS_TLS12_PSK_TO_MS(alg)
                                          ? PSA_KEY_DERIVATION_INPUT_SEED
                                          : PSA_KEY_DERIVATION_INPUT_SALT;
    psa_key_derivation_step_t last = first == PSA_KEY_DERIVATION_INPUT_SEED
                                         ? PSA_KEY_DERIVATION_INPUT_LABEL
                                         : PSA_KEY_DERIVATION_INPUT_INFO;

    OK(psa_key_derivation_setup(OPERATION, alg));
    if (PSA_ALG_IS_PBKDF2_HMAC(alg) || alg == PSA_ALG_PBKDF2_AES_CMAC_PRF_128) {
        OK(psa_key_derivation_input_integer(OPERATION, PSA_KEY_DERIVATION_INPUT_COST, 1));
        OK(psa_key_derivation_input_bytes(OPERATION, first, input2->bytes, input2->size));
        OK(psa_key_derivation_input_key(OPERATION, PSA_KEY_DERIVATION_INPUT_PASSWORD, key));
    } else {
        if (!PSA_ALG_IS_HKDF_EXPAND(alg))
            OK(psa_key_derivation_input_bytes(OPERATION, first, input1->bytes, input1->size));
        OK(psa_key_derivation_input_key(OPERATION, PSA_KEY_DERIVATION_INPUT_SECRET, key));
        if (!PSA_ALG_IS_HKDF_EXTRACT(alg))
            OK(psa_key_derivation_input_bytes(OPERATION, last, input2->bytes, input2->size));
    }
    if (capacity != PSA_KEY_DERIVATION_UNLIMITED_CAPACITY)
        OK(psa_key_derivation_set_capacity(OPERATION, capacity));
}

/* The public half of a pair; its size. */
static size_t half_of(psa_key_id_t key, uint8_t half[PSA_EXPORT_PUBLIC_KEY_MAX_SIZE])
{
    size_t size;

    OK(psa_export_public_key(key, half, PSA_EXPORT_PUBLIC_KEY_MAX_SIZE, &size));
    return size;
}

psa_status_t data_agree_alone(psa_key_id_t key, psa_algorithm_t alg)
{
    uint8_t half[PSA_EXPORT_PUBLIC_KEY_MAX_SIZE];
    uint8_t secret[PSA_RAW_KEY_AGREEMENT_OUTPUT_MAX_SIZE];
    size_t size = half_of(key, half);

    return psa_raw_key_agreement(alg, key, half, size, secret, sizeof secret, &size);
}

psa_status_t data_agree_into(psa_key_id_t key)
{
    uint8_t half[PSA_EXPORT_PUBLIC_KEY_MAX_SIZE];
    size_t size = half_of(key, half);

    return psa_key_derivation_key_agreement(OPERATION, PSA_KEY_DERIVATION_INPUT_SECRET, key, half,
                                            size);
}
