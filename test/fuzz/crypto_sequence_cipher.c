/* SPDX-License-Identifier: Apache-2.0 */
/* Sequences of unauthenticated encryption. */
#include "test/fuzz/crypto_sequence.h"

#define BLOCK 16u

static const struct setup {
    psa_key_type_t type;
    size_t key_size;
    psa_algorithm_t algorithm;
    psa_status_t status;
} setups[] = {
    {PSA_KEY_TYPE_AES, 16, PSA_ALG_CTR, PSA_SUCCESS},
    {PSA_KEY_TYPE_AES, 32, PSA_ALG_CFB, PSA_SUCCESS},
    {PSA_KEY_TYPE_AES, 24, PSA_ALG_OFB, PSA_SUCCESS},
    {PSA_KEY_TYPE_AES, 16, PSA_ALG_CBC_PKCS7, PSA_SUCCESS},
    {PSA_KEY_TYPE_AES, 32, PSA_ALG_CBC_PKCS7, PSA_SUCCESS},
    {PSA_KEY_TYPE_AES, 24, PSA_ALG_CBC_NO_PADDING, PSA_SUCCESS},
    {PSA_KEY_TYPE_AES, 16, PSA_ALG_ECB_NO_PADDING, PSA_SUCCESS},
    {PSA_KEY_TYPE_AES, 16, PSA_ALG_XTS, PSA_ERROR_NOT_SUPPORTED},
    {PSA_KEY_TYPE_AES, 16, PSA_ALG_CCM, PSA_ERROR_INVALID_ARGUMENT},
    {PSA_KEY_TYPE_CHACHA20, 32, PSA_ALG_CTR, PSA_ERROR_INVALID_ARGUMENT},
};

static struct cipher {
    struct sequence_model model;
    psa_cipher_operation_t operation;
    const struct setup *setup;
    bool encrypt, ready; /* ready: there is an IV, or need not be */
    uint8_t iv[BLOCK];
    uint8_t input[SEQUENCE_MESSAGE_MAX], output[SEQUENCE_MESSAGE_MAX + BLOCK];
    size_t input_size, output_size;
    /* What will be given to decrypt: it has padding that is right. */
    uint8_t sent[SEQUENCE_MESSAGE_MAX + BLOCK];
    size_t sent_size;
} ciphers[3];

static bool is_stream(const struct cipher *cipher)
{
    psa_algorithm_t algorithm = cipher->setup->algorithm;

    return algorithm == PSA_ALG_CTR || algorithm == PSA_ALG_CFB || algorithm == PSA_ALG_OFB;
}

static bool is_padded(const struct cipher *cipher)
{
    return cipher->setup->algorithm == PSA_ALG_CBC_PKCS7;
}

static bool compute(const struct cipher *cipher, bool encrypt, const uint8_t *data, size_t size,
                    uint8_t *output, size_t *length)
{
    return reference_cipher(cipher->setup->algorithm, sequence_secret, cipher->setup->key_size,
                            cipher->iv, encrypt, data, size, output, length);
}

/* Makes what somebody has sent, for an operation that decrypts. */
static void receive(struct cipher *cipher)
{
    size_t size = sequence_size(SEQUENCE_MESSAGE_MAX);
    const uint8_t *message = sequence_bytes(size);

    cipher->sent_size = 0;
    if (is_padded(cipher))
        (void)compute(cipher, true, message, size, cipher->sent, &cipher->sent_size);
}

static void begin(struct cipher *cipher)
{
    const struct setup *setup = &setups[sequence_choice(COUNT_OF(setups))];
    bool encrypt = sequence_choice(2) == 1;
    struct sequence_key key =
        sequence_key(setup->type, encrypt ? PSA_KEY_USAGE_ENCRYPT : PSA_KEY_USAGE_DECRYPT,
                     setup->algorithm, sequence_secret, setup->key_size);
    psa_status_t predicted = sequence_predict_setup(
        &cipher->model, PSA_ALG_IS_CIPHER(setup->algorithm) && key.status != PSA_SUCCESS
                            ? key.status
                            : setup->status);
    psa_status_t status = (encrypt ? psa_cipher_encrypt_setup : psa_cipher_decrypt_setup)(
        &cipher->operation, key.id, setup->algorithm);

    sequence_key_done(key);
    if (!sequence_began("psa_cipher_setup", &cipher->model, status, predicted))
        return;
    cipher->setup = setup;
    cipher->encrypt = encrypt;
    cipher->ready = setup->algorithm == PSA_ALG_ECB_NO_PADDING;
    cipher->input_size = cipher->output_size = 0;
}

static void generate_iv(struct cipher *cipher)
{
    size_t room = sequence_choice(8) == 7 ? BLOCK - 1 : BLOCK, length;
    uint8_t *iv = sequence_room(room);
    psa_status_t predicted = PSA_ERROR_BAD_STATE;

    if (cipher->model.state == GOING && !cipher->ready && cipher->encrypt)
        predicted = room < BLOCK ? PSA_ERROR_BUFFER_TOO_SMALL : PSA_SUCCESS;
    if (!sequence_went("psa_cipher_generate_iv", &cipher->model,
                       psa_cipher_generate_iv(&cipher->operation, iv, room, &length), predicted,
                       false))
        return;
    sequence_equal("psa_cipher_generate_iv", iv, length, iv, BLOCK);
    memcpy(cipher->iv, iv, BLOCK);
    cipher->ready = true;
}

static void set_iv(struct cipher *cipher)
{
    size_t size = sequence_choice(8) == 7 ? sequence_size(300) : BLOCK;
    const uint8_t *iv = sequence_bytes(size);
    psa_status_t predicted = PSA_ERROR_BAD_STATE;

    if (cipher->model.state == GOING && !cipher->ready)
        predicted = size != BLOCK ? PSA_ERROR_INVALID_ARGUMENT : PSA_SUCCESS;
    if (!sequence_went("psa_cipher_set_iv", &cipher->model,
                       psa_cipher_set_iv(&cipher->operation, iv, size), predicted, false))
        return;
    memcpy(cipher->iv, iv, BLOCK);
    cipher->ready = true;
    if (!cipher->encrypt)
        receive(cipher);
}

/* How much has come out when so much has gone in: to decrypt with padding, the last block waits. */
static size_t ready_output(const struct cipher *cipher, size_t size)
{
    if (is_stream(cipher))
        return size;
    if (is_padded(cipher) && !cipher->encrypt && size > 0)
        size--;
    return size / BLOCK * BLOCK;
}

/* The next part: to decrypt, of what was sent as long as there is of it. */
static const uint8_t *next_part(const struct cipher *cipher, size_t *size)
{
    size_t left = cipher->sent_size - cipher->input_size;

    *size = sequence_size(SEQUENCE_MESSAGE_MAX - cipher->input_size);
    if (cipher->encrypt || cipher->input_size >= cipher->sent_size)
        return sequence_bytes(*size);
    if (*size > left || sequence_choice(4) == 0)
        *size = left;
    return cipher->sent + cipher->input_size;
}

/* Output goes to a place of its own or over the input, whichever of the two is longer. */
static void update(struct cipher *cipher)
{
    bool going = cipher->model.state == GOING && cipher->ready;
    size_t size, room, length, expected;
    const uint8_t *part = going ? next_part(cipher, &size) : sequence_bytes(size = 5);
    uint8_t *input, *output;
    psa_status_t predicted = PSA_ERROR_BAD_STATE;

    expected = going ? ready_output(cipher, cipher->input_size + size) - cipher->output_size : 5;
    room = sequence_room_for(expected);
    if (going)
        predicted = room < expected ? PSA_ERROR_BUFFER_TOO_SMALL : PSA_SUCCESS;
    if (sequence_choice(4) == 0) {
        input = output = sequence_room(size > room ? size : room);
        memcpy(input, part, size);
    } else {
        input = sequence_copy(part, size);
        output = sequence_room(room);
    }
    if (going) {
        memcpy(cipher->input + cipher->input_size, part, size);
        cipher->input_size += size;
    }
    if (!sequence_went("psa_cipher_update", &cipher->model,
                       psa_cipher_update(&cipher->operation, input, size, output, room, &length),
                       predicted, false))
        return;
    sequence_equal("psa_cipher_update", output, length, output, expected);
    memcpy(cipher->output + cipher->output_size, output, length);
    cipher->output_size += length;
}

/* What finishing gives, and all output that there should be then. */
static psa_status_t predict_finish(const struct cipher *cipher, uint8_t *expected, size_t *length)
{
    size_t in_block = cipher->input_size % BLOCK;

    *length = 0;
    if (cipher->model.state != GOING || !cipher->ready)
        return PSA_ERROR_BAD_STATE;
    if (!is_stream(cipher) && in_block > 0 && !(is_padded(cipher) && cipher->encrypt))
        return PSA_ERROR_INVALID_ARGUMENT;
    if (is_padded(cipher) && !cipher->encrypt && cipher->input_size == 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    return compute(cipher, cipher->encrypt, cipher->input, cipher->input_size, expected, length)
               ? PSA_SUCCESS
               : PSA_ERROR_INVALID_PADDING;
}

static void finish(struct cipher *cipher)
{
    uint8_t expected[SEQUENCE_MESSAGE_MAX + BLOCK];
    size_t all, room, length;
    psa_status_t predicted = predict_finish(cipher, expected, &all);
    uint8_t *output;

    room = sequence_room_for(predicted == PSA_SUCCESS ? all - cipher->output_size : BLOCK);
    if (predicted == PSA_SUCCESS && room < all - cipher->output_size)
        predicted = PSA_ERROR_BUFFER_TOO_SMALL;
    output = sequence_room(room);
    if (!sequence_went("psa_cipher_finish", &cipher->model,
                       psa_cipher_finish(&cipher->operation, output, room, &length), predicted,
                       true))
        return;
    memcpy(cipher->output + cipher->output_size, output, length);
    sequence_equal("psa_cipher_finish", cipher->output, cipher->output_size + length, expected,
                   all);
}

static void end(struct cipher *cipher)
{
    sequence_aborted("psa_cipher_abort", &cipher->model, psa_cipher_abort(&cipher->operation));
}

void sequence_cipher(void)
{
    static void (*const actions[])(struct cipher *) = {
        begin, set_iv, update, update, finish, generate_iv, end,
    };
    struct cipher *cipher = &ciphers[sequence_choice(COUNT_OF(ciphers))];

    actions[sequence_action(&cipher->model, cipher->ready ? 2 : 1, COUNT_OF(actions))](cipher);
}

void sequence_cipher_end(void)
{
    for (size_t i = 0; i < COUNT_OF(ciphers); i++)
        end(&ciphers[i]);
}
