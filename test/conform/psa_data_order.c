/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calls in a wrong order, which the test data leaves to its functions. Here each order is a row: a
 * letter a call, of which all succeed but the last, which gives the status of the row. After an
 * error nothing works until the operation is aborted, and aborted it can be, twice. But a setup
 * that fails leaves the operation unchanged, as the API says, where Mbed TLS ends it.
 */
#include "test/conform/psa_data.h"

#define BOTH_MAC    (PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE)
#define BOTH_CIPHER (PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT)
#define LENGTH(a)   (sizeof(a) / sizeof((a)[0]))

struct order {
    const char *calls;
    psa_status_t last;
};

struct family {
    psa_status_t (*call)(char letter);
    psa_status_t (*abort)(void);
    const char *setups;
};

static void play(const struct family *family, const struct order *orders, size_t count)
{
    for (; count > 0; count--, orders++) {
        const char *call = orders->calls;

        for (; call[1] != '\0'; call++)
            data_expect(family->call(*call), PSA_SUCCESS, orders->calls, __FILE__, __LINE__);
        data_expect(family->call(*call), orders->last, orders->calls, __FILE__, __LINE__);
        if (orders->last != PSA_SUCCESS && strchr(family->setups, *call) == NULL)
            data_expect(family->call('U'), PSA_ERROR_BAD_STATE, orders->calls, __FILE__, __LINE__);
        OK(family->abort());
        OK(family->abort());
    }
}

/* ---- Hashes ---------------------------------------------------------------------------------- */

#define HASH  (&data_ops.hash[0])
#define OTHER (&data_ops.hash[1])

/* SHA-256 of no bytes, with two bytes too many behind it. */
static const uint8_t empty_hash[34] = {
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
    0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
};

static psa_status_t hash_call(char letter)
{
    uint8_t digest[32];
    size_t length;

    switch (letter) {
    case 'S':
        return psa_hash_setup(HASH, PSA_ALG_SHA_256);
    case 'U':
        return psa_hash_update(HASH, (const uint8_t *)"", 1);
    case 'F':
        return psa_hash_finish(HASH, digest, sizeof digest, &length);
    case 'f':
        return psa_hash_finish(HASH, digest, sizeof digest - 1, &length);
    case 'V':
        return psa_hash_verify(HASH, empty_hash, 32);
    case 'v':
        return psa_hash_verify(HASH, empty_hash, 31);
    case 'w':
        return psa_hash_verify(HASH, empty_hash + 1, 32);
    case 'l':
        return psa_hash_verify(HASH, empty_hash, 34);
    case 'C':
        return psa_hash_clone(HASH, OTHER);
    case 's':
        return psa_hash_setup(OTHER, PSA_ALG_SHA_256);
    case 'e':
        return psa_hash_finish(OTHER, digest, sizeof digest, &length);
    default:
        return psa_hash_abort(OTHER);
    }
}

static psa_status_t hash_abort(void)
{
    OK(psa_hash_abort(OTHER));
    return psa_hash_abort(HASH);
}

static const struct family hash_family = {hash_call, hash_abort, "S"};

void data_hash_operation_init(void)
{
    static const struct order orders[] = {{"U", PSA_ERROR_BAD_STATE}};

    data_ops.hash[0] = psa_hash_operation_init();
    play(&hash_family, orders, LENGTH(orders));
    data_ops.hash[0] = (psa_hash_operation_t)PSA_HASH_OPERATION_INIT;
    play(&hash_family, orders, LENGTH(orders));
}

void data_hash_bad_order(void)
{
    static const struct order orders[] = {
        {"SS", PSA_ERROR_BAD_STATE}, {"U", PSA_ERROR_BAD_STATE},   {"SFU", PSA_ERROR_BAD_STATE},
        {"V", PSA_ERROR_BAD_STATE},  {"SFV", PSA_ERROR_BAD_STATE}, {"SVV", PSA_ERROR_BAD_STATE},
        {"F", PSA_ERROR_BAD_STATE},  {"SFF", PSA_ERROR_BAD_STATE}, {"SVF", PSA_ERROR_BAD_STATE},
        {"SFSVSUF", PSA_SUCCESS},
    };

    play(&hash_family, orders, LENGTH(orders));
}

void data_hash_verify_bad_args(void)
{
    static const struct order orders[] = {{"Sv", PSA_ERROR_INVALID_SIGNATURE},
                                          {"Sw", PSA_ERROR_INVALID_SIGNATURE},
                                          {"Sl", PSA_ERROR_INVALID_SIGNATURE},
                                          {"SUV", PSA_ERROR_INVALID_SIGNATURE}};

    play(&hash_family, orders, LENGTH(orders));
}

void data_hash_finish_bad_args(void)
{
    static const struct order orders[] = {{"Sf", PSA_ERROR_BUFFER_TOO_SMALL}};

    play(&hash_family, orders, LENGTH(orders));
}

/* What is cloned to: an operation that is new, finished, aborted, and one that is at work. */
void data_hash_clone_source_state(void)
{
    static const struct order orders[] = {
        {"SCe", PSA_SUCCESS}, {"SseCe", PSA_SUCCESS}, {"SsaCe", PSA_SUCCESS}};

    play(&hash_family, orders, LENGTH(orders));
    OK(hash_call('S'));
    OK(hash_call('s'));
    EXPECT(hash_call('C'), PSA_ERROR_BAD_STATE);
    /* The source stays as it was. */
    OK(hash_call('F'));
}

void data_hash_clone_target_state(void)
{
    static const struct order orders[] = {{"SCF", PSA_SUCCESS},
                                          {"C", PSA_ERROR_BAD_STATE},
                                          {"SFC", PSA_ERROR_BAD_STATE},
                                          {"SVC", PSA_ERROR_BAD_STATE}};

    play(&hash_family, orders, LENGTH(orders));
}

/* ---- MACs ------------------------------------------------------------------------------------ */

static psa_key_id_t key;

/* HMAC with SHA-256, key 32 bytes 0xaa, of four bytes 0xbb. */
static const uint8_t mac_of_four[32] = {
    0x74, 0x65, 0x93, 0x8c, 0xeb, 0x1d, 0xb3, 0x76, 0x5a, 0x38, 0xe7, 0xdd, 0x85, 0xc5, 0xad, 0x4f,
    0x07, 0xe7, 0xd5, 0xb2, 0x64, 0xf0, 0x1a, 0x1a, 0x2c, 0xf9, 0x18, 0xca, 0x59, 0x7e, 0x5d, 0xf6,
};

static psa_status_t mac_call(char letter)
{
    uint8_t mac[PSA_MAC_MAX_SIZE];
    size_t length;

    switch (letter) {
    case 'S':
        return psa_mac_sign_setup(&data_ops.mac, key, PSA_ALG_HMAC(PSA_ALG_SHA_256));
    case 'T':
        return psa_mac_verify_setup(&data_ops.mac, key, PSA_ALG_HMAC(PSA_ALG_SHA_256));
    case 'U':
        return psa_mac_update(&data_ops.mac, (const uint8_t *)"\xbb\xbb\xbb\xbb", 4);
    case 'F':
        return psa_mac_sign_finish(&data_ops.mac, mac, sizeof mac, &length);
    default:
        return psa_mac_verify_finish(&data_ops.mac, mac_of_four, sizeof mac_of_four);
    }
}

static psa_status_t mac_abort(void)
{
    return psa_mac_abort(&data_ops.mac);
}

static const struct family mac_family = {mac_call, mac_abort, "ST"};

void data_mac_operation_init(void)
{
    static const struct order orders[] = {{"U", PSA_ERROR_BAD_STATE}};

    data_ops.mac = psa_mac_operation_init();
    play(&mac_family, orders, LENGTH(orders));
    data_ops.mac = (psa_mac_operation_t)PSA_MAC_OPERATION_INIT;
    play(&mac_family, orders, LENGTH(orders));
}

void data_mac_bad_order(void)
{
    static const struct order orders[] = {
        {"U", PSA_ERROR_BAD_STATE},    {"F", PSA_ERROR_BAD_STATE},    {"V", PSA_ERROR_BAD_STATE},
        {"SS", PSA_ERROR_BAD_STATE},   {"TT", PSA_ERROR_BAD_STATE},   {"ST", PSA_ERROR_BAD_STATE},
        {"SUFU", PSA_ERROR_BAD_STATE}, {"TUVU", PSA_ERROR_BAD_STATE}, {"SUFF", PSA_ERROR_BAD_STATE},
        {"TUVV", PSA_ERROR_BAD_STATE}, {"SUV", PSA_ERROR_BAD_STATE},  {"TUF", PSA_ERROR_BAD_STATE},
        {"SUFTUV", PSA_SUCCESS},
    };
    uint8_t material[32];

    memset(material, 0xaa, sizeof material);
    key = data_import(PSA_KEY_TYPE_HMAC, BOTH_MAC, PSA_ALG_HMAC(PSA_ALG_SHA_256),
                      &(struct data){sizeof material, material});
    play(&mac_family, orders, LENGTH(orders));
}

/* ---- Ciphers --------------------------------------------------------------------------------- */

static psa_status_t cipher_call(char letter)
{
    static const uint8_t iv[16], text[16];
    uint8_t out[32];
    size_t length;

    switch (letter) {
    case 'E':
        return psa_cipher_encrypt_setup(&data_ops.cipher, key, PSA_ALG_CBC_PKCS7);
    case 'D':
        return psa_cipher_decrypt_setup(&data_ops.cipher, key, PSA_ALG_CBC_PKCS7);
    case 'G':
        return psa_cipher_generate_iv(&data_ops.cipher, out, sizeof out, &length);
    case 'I':
        return psa_cipher_set_iv(&data_ops.cipher, iv, sizeof iv);
    case 'U':
        return psa_cipher_update(&data_ops.cipher, text, sizeof text, out, sizeof out, &length);
    default:
        return psa_cipher_finish(&data_ops.cipher, out, sizeof out, &length);
    }
}

static psa_status_t cipher_abort(void)
{
    return psa_cipher_abort(&data_ops.cipher);
}

static const struct family cipher_family = {cipher_call, cipher_abort, "ED"};

void data_cipher_operation_init(void)
{
    static const struct order orders[] = {{"U", PSA_ERROR_BAD_STATE}};

    data_ops.cipher = psa_cipher_operation_init();
    play(&cipher_family, orders, LENGTH(orders));
    data_ops.cipher = (psa_cipher_operation_t)PSA_CIPHER_OPERATION_INIT;
    play(&cipher_family, orders, LENGTH(orders));
}

void data_cipher_bad_order(void)
{
    static const struct order orders[] = {
        {"EE", PSA_ERROR_BAD_STATE},   {"DD", PSA_ERROR_BAD_STATE},  {"ED", PSA_ERROR_BAD_STATE},
        {"G", PSA_ERROR_BAD_STATE},    {"EGG", PSA_ERROR_BAD_STATE}, {"EIG", PSA_ERROR_BAD_STATE},
        {"I", PSA_ERROR_BAD_STATE},    {"EII", PSA_ERROR_BAD_STATE}, {"EGI", PSA_ERROR_BAD_STATE},
        {"DG", PSA_ERROR_BAD_STATE},   {"U", PSA_ERROR_BAD_STATE},   {"EU", PSA_ERROR_BAD_STATE},
        {"EIFU", PSA_ERROR_BAD_STATE}, {"F", PSA_ERROR_BAD_STATE},   {"EF", PSA_ERROR_BAD_STATE},
        {"EIFF", PSA_ERROR_BAD_STATE}, {"EGUFEIF", PSA_SUCCESS},
    };
    static const uint8_t material[16];

    key = data_import(PSA_KEY_TYPE_AES, BOTH_CIPHER, PSA_ALG_CBC_PKCS7,
                      &(struct data){sizeof material, material});
    play(&cipher_family, orders, LENGTH(orders));
}

/* ---- Authenticated encryption ---------------------------------------------------------------- */

static struct {
    psa_algorithm_t alg;
    const struct data *nonce, *ad, *input;
    uint8_t *out;
} aead;

static psa_status_t aead_call(char letter)
{
    psa_aead_operation_t *operation = &data_ops.aead;
    uint8_t small[PSA_AEAD_TAG_MAX_SIZE + PSA_AEAD_NONCE_MAX_SIZE] = {0};
    size_t length;

    switch (letter) {
    case 'E':
        return psa_aead_encrypt_setup(operation, key, aead.alg);
    case 'D':
        return psa_aead_decrypt_setup(operation, key, aead.alg);
    case 'L':
        return psa_aead_set_lengths(operation, aead.ad->size, aead.input->size);
    case '0':
        return psa_aead_set_lengths(operation, 0, 0);
    case 'x':
        return psa_aead_set_lengths(operation, UINT32_MAX, aead.input->size);
    case 'X':
        return psa_aead_set_lengths(operation, SIZE_MAX, aead.input->size);
    case 'Y':
        return psa_aead_set_lengths(operation, aead.ad->size, SIZE_MAX);
    case 'N':
        return psa_aead_set_nonce(operation, aead.nonce->bytes, aead.nonce->size);
    case 'G':
        return psa_aead_generate_nonce(operation, small, sizeof small, &length);
    case 'A':
        return psa_aead_update_ad(operation, aead.ad->bytes, aead.ad->size);
    case 'U':
        return psa_aead_update(operation, aead.input->bytes, aead.input->size, aead.out,
                               aead.input->size, &length);
    case 'F':
        return psa_aead_finish(operation, NULL, 0, &length, small, sizeof small, &length);
    default:
        return psa_aead_verify(operation, NULL, 0, &length, small, PSA_AEAD_TAG_MAX_SIZE);
    }
}

static psa_status_t aead_abort(void)
{
    return psa_aead_abort(&data_ops.aead);
}

static const struct family aead_family = {aead_call, aead_abort, "ED"};

static const struct order aead_orders[] = {
    {"N", PSA_ERROR_BAD_STATE},
    {"G", PSA_ERROR_BAD_STATE},
    {"L", PSA_ERROR_BAD_STATE},
    {"A", PSA_ERROR_BAD_STATE},
    {"U", PSA_ERROR_BAD_STATE},
    {"F", PSA_ERROR_BAD_STATE},
    {"V", PSA_ERROR_BAD_STATE},
    {"EE", PSA_ERROR_BAD_STATE},
    {"DD", PSA_ERROR_BAD_STATE},
    {"ED", PSA_ERROR_BAD_STATE},
    {"DE", PSA_ERROR_BAD_STATE},
    {"ELA", PSA_ERROR_BAD_STATE},
    {"ELU", PSA_ERROR_BAD_STATE},
    {"ELF", PSA_ERROR_BAD_STATE},
    {"DLV", PSA_ERROR_BAD_STATE},
    {"ELNN", PSA_ERROR_BAD_STATE},
    {"ELGG", PSA_ERROR_BAD_STATE},
    {"ELGN", PSA_ERROR_BAD_STATE},
    {"ELNG", PSA_ERROR_BAD_STATE},
    {"DLG", PSA_ERROR_BAD_STATE},
    {"ELL", PSA_ERROR_BAD_STATE},
    {"ELNL", PSA_ERROR_BAD_STATE},
    {"ELNAL", PSA_ERROR_BAD_STATE},
    {"ELNAUL", PSA_ERROR_BAD_STATE},
    {"ELNAUFL", PSA_ERROR_BAD_STATE},
    {"ELNAUA", PSA_ERROR_BAD_STATE},
    {"DLNF", PSA_ERROR_BAD_STATE},
    {"ELNV", PSA_ERROR_BAD_STATE},
    {"ELGAUF", PSA_SUCCESS},
    {"ELNAUF", PSA_SUCCESS},
    {"DLNAUV", PSA_ERROR_INVALID_SIGNATURE},
    /* Less, and more, than was announced. */
    {"ELNF", PSA_ERROR_INVALID_ARGUMENT},
    {"DLNV", PSA_ERROR_INVALID_ARGUMENT},
    {"ELNU", PSA_ERROR_INVALID_ARGUMENT},
    {"ELNAF", PSA_ERROR_INVALID_ARGUMENT},
    {"E0NA", PSA_ERROR_INVALID_ARGUMENT},
    {"ELNAA", PSA_ERROR_INVALID_ARGUMENT},
    {"E0NU", PSA_ERROR_INVALID_ARGUMENT},
    {"ELNAUU", PSA_ERROR_INVALID_ARGUMENT},
};

/* CCM must know its lengths before the nonce. */
static const struct order ccm_orders[] = {
    {"EN", PSA_ERROR_BAD_STATE}, {"EG", PSA_ERROR_BAD_STATE}, {"DN", PSA_ERROR_BAD_STATE}};

static const struct order other_orders[] = {
    {"ENF", PSA_SUCCESS},          {"EGF", PSA_SUCCESS},          {"ENL", PSA_ERROR_BAD_STATE},
    {"EGL", PSA_ERROR_BAD_STATE},  {"ENAL", PSA_ERROR_BAD_STATE}, {"EGAL", PSA_ERROR_BAD_STATE},
    {"ENUL", PSA_ERROR_BAD_STATE}, {"EGUL", PSA_ERROR_BAD_STATE}, {"ENUA", PSA_ERROR_BAD_STATE},
    {"ExN", PSA_SUCCESS},          {"ExG", PSA_SUCCESS},
};

void data_aead_multipart_state_test(psa_key_type_t type, const struct data *material,
                                    psa_algorithm_t alg, const struct data *nonce,
                                    const struct data *ad, const struct data *input)
{
    key = data_import(type, BOTH_CIPHER, alg, material);
    aead.alg = alg;
    aead.nonce = nonce;
    aead.ad = ad;
    aead.input = input;
    aead.out = data_buffer(input->size);
    play(&aead_family, aead_orders, LENGTH(aead_orders));
    if (alg == PSA_ALG_CCM)
        play(&aead_family, ccm_orders, LENGTH(ccm_orders));
    else
        play(&aead_family, other_orders, LENGTH(other_orders));
}

/* ---- Derivations ------------------------------------------------------------------------------
 */

static psa_status_t derivation_call(char letter)
{
    psa_key_derivation_operation_t *operation = &data_ops.derivation;
    uint8_t output[16] = {0};
    size_t capacity;

    switch (letter) {
    case 'O':
        return psa_key_derivation_output_bytes(operation, output, sizeof output);
    case 'I':
        return psa_key_derivation_input_bytes(operation, PSA_KEY_DERIVATION_INPUT_INFO, output, 0);
    case 'S':
        return psa_key_derivation_set_capacity(operation, 1);
    default:
        return psa_key_derivation_get_capacity(operation, &capacity);
    }
}

static psa_status_t derivation_abort(void)
{
    return psa_key_derivation_abort(&data_ops.derivation);
}

static const struct family derivation_family = {derivation_call, derivation_abort, ""};

void data_derive_actions_without_setup(void)
{
    static const struct order orders[] = {{"O", PSA_ERROR_BAD_STATE},
                                          {"I", PSA_ERROR_BAD_STATE},
                                          {"S", PSA_ERROR_BAD_STATE},
                                          {"C", PSA_ERROR_BAD_STATE}};

    play(&derivation_family, orders, LENGTH(orders));
}

void data_key_derivation_init(void)
{
    data_ops.derivation = psa_key_derivation_operation_init();
    data_derive_actions_without_setup();
    data_ops.derivation = (psa_key_derivation_operation_t)PSA_KEY_DERIVATION_OPERATION_INIT;
    data_derive_actions_without_setup();
}
