/* SPDX-License-Identifier: Apache-2.0 */
/* Sequences of authenticated encryption. */
#include "test/fuzz/crypto_sequence.h"

#define CCM_8 PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 8)
#define CCM_5 PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 5)
#define GCM_4 PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_GCM, 4)

static const struct setup {
    psa_key_type_t type;
    size_t key_size;
    psa_algorithm_t algorithm;
    psa_status_t status;
} setups[] = {
    {PSA_KEY_TYPE_AES, 16, PSA_ALG_CCM, PSA_SUCCESS},
    {PSA_KEY_TYPE_AES, 32, CCM_8, PSA_SUCCESS},
    {PSA_KEY_TYPE_AES, 16, PSA_ALG_GCM, PSA_SUCCESS},
    {PSA_KEY_TYPE_AES, 24, GCM_4, PSA_SUCCESS},
    {PSA_KEY_TYPE_CHACHA20, 32, PSA_ALG_CHACHA20_POLY1305, PSA_SUCCESS},
    {PSA_KEY_TYPE_AES, 16, CCM_5, PSA_ERROR_INVALID_ARGUMENT},
    {PSA_KEY_TYPE_AES, 32, PSA_ALG_CHACHA20_POLY1305, PSA_ERROR_INVALID_ARGUMENT},
    {PSA_KEY_TYPE_AES, 16, PSA_ALG_CTR, PSA_ERROR_INVALID_ARGUMENT},
};

static struct aead {
    struct sequence_model model;
    psa_aead_operation_t operation;
    const struct setup *setup;
    bool encrypt, announced, has_nonce, has_data; /* has_data: its first part has come */
    size_t ad_announced, data_announced;
    uint8_t nonce[256], ad[SEQUENCE_AD_MAX];
    uint8_t input[SEQUENCE_MESSAGE_MAX], output[SEQUENCE_MESSAGE_MAX];
    size_t nonce_size, ad_size, size;
} aeads[3];

static psa_algorithm_t base_of(const struct aead *aead)
{
    return PSA_ALG_AEAD_WITH_DEFAULT_LENGTH_TAG(aead->setup->algorithm);
}

static size_t tag_size(const struct aead *aead)
{
    return PSA_ALG_AEAD_GET_TAG_LENGTH(aead->setup->algorithm);
}

static void begin(struct aead *aead)
{
    const struct setup *setup = &setups[sequence_choice(COUNT_OF(setups))];
    bool encrypt = sequence_choice(2) == 1;
    struct sequence_key key =
        sequence_key(setup->type, encrypt ? PSA_KEY_USAGE_ENCRYPT : PSA_KEY_USAGE_DECRYPT,
                     setup->algorithm, sequence_secret, setup->key_size);
    psa_status_t predicted = sequence_predict_setup(
        &aead->model, PSA_ALG_IS_AEAD(setup->algorithm) && key.status != PSA_SUCCESS
                          ? key.status
                          : setup->status);
    psa_status_t status = (encrypt ? psa_aead_encrypt_setup : psa_aead_decrypt_setup)(
        &aead->operation, key.id, setup->algorithm);

    sequence_key_done(key);
    if (!sequence_began("psa_aead_setup", &aead->model, status, predicted))
        return;
    aead->setup = setup;
    aead->encrypt = encrypt;
    aead->announced = aead->has_nonce = aead->has_data = false;
    aead->nonce_size = aead->ad_size = aead->size = 0;
}

/* A few of the lengths are more than will come, or than CCM takes with a long nonce. */
static void set_lengths(struct aead *aead)
{
    size_t ad = sequence_size(SEQUENCE_AD_MAX), data = sequence_size(255);
    psa_status_t predicted = PSA_ERROR_BAD_STATE;

    if (sequence_choice(16) == 15)
        data = 65536;
    if (aead->model.state == GOING && !aead->has_nonce && !aead->announced)
        predicted = PSA_SUCCESS;
    if (!sequence_went("psa_aead_set_lengths", &aead->model,
                       psa_aead_set_lengths(&aead->operation, ad, data), predicted, false))
        return;
    aead->announced = true;
    aead->ad_announced = ad;
    aead->data_announced = data;
}

/* May the operation have a nonce of this size now? */
static psa_status_t predict_nonce(const struct aead *aead, size_t size)
{
    if (aead->model.state != GOING || aead->has_nonce)
        return PSA_ERROR_BAD_STATE;
    switch (base_of(aead)) {
    case PSA_ALG_CCM:
        if (!aead->announced)
            return PSA_ERROR_BAD_STATE;
        return size < 7 || size > 13 || (size == 13 && aead->data_announced > 65535)
                   ? PSA_ERROR_INVALID_ARGUMENT
                   : PSA_SUCCESS;
    case PSA_ALG_GCM:
        return size == 0 ? PSA_ERROR_INVALID_ARGUMENT : PSA_SUCCESS;
    default: /* 8 bytes are of a cipher that is left out */
        if (size == 8)
            return PSA_ERROR_NOT_SUPPORTED;
        return size != 12 ? PSA_ERROR_INVALID_ARGUMENT : PSA_SUCCESS;
    }
}

static void take_nonce(struct aead *aead, const uint8_t *nonce, size_t size)
{
    memcpy(aead->nonce, nonce, size);
    aead->nonce_size = size;
    aead->has_nonce = true;
}

static void set_nonce(struct aead *aead)
{
    size_t size = sequence_choice(4) == 3 ? sequence_size(128) : 12;
    const uint8_t *nonce = sequence_bytes(size);

    if (sequence_went("psa_aead_set_nonce", &aead->model,
                      psa_aead_set_nonce(&aead->operation, nonce, size), predict_nonce(aead, size),
                      false))
        take_nonce(aead, nonce, size);
}

/* CCM needs what a nonce leaves of 15 bytes for the length of the message. */
static size_t generated_size(const struct aead *aead)
{
    bool ccm = aead->model.state == GOING && base_of(aead) == PSA_ALG_CCM;

    return ccm && aead->data_announced <= 65535 ? 13 : 12;
}

static void generate_nonce(struct aead *aead)
{
    size_t size = generated_size(aead), length;
    size_t room = sequence_choice(8) == 7 ? size - 1 : size;
    uint8_t *nonce = sequence_room(room);
    psa_status_t predicted = PSA_ERROR_BAD_STATE;

    if (aead->encrypt)
        predicted = predict_nonce(aead, size);
    if (predicted == PSA_SUCCESS && room < size)
        predicted = PSA_ERROR_BUFFER_TOO_SMALL;
    if (!sequence_went("psa_aead_generate_nonce", &aead->model,
                       psa_aead_generate_nonce(&aead->operation, nonce, room, &length), predicted,
                       false))
        return;
    sequence_equal("psa_aead_generate_nonce", nonce, length, nonce, size);
    take_nonce(aead, nonce, size);
}

/* Now and then just as much as was announced is left. */
static size_t next_size(const struct aead *aead, size_t announced, size_t so_far, size_t max)
{
    size_t size = sequence_size(max - so_far);

    if (aead->announced && announced >= so_far && announced <= max && sequence_choice(2) == 0)
        size = announced - so_far;
    return size;
}

static void update_ad(struct aead *aead)
{
    size_t size = next_size(aead, aead->ad_announced, aead->ad_size, SEQUENCE_AD_MAX);
    const uint8_t *ad = sequence_bytes(size);
    psa_status_t predicted = PSA_ERROR_BAD_STATE;

    if (aead->model.state == GOING && aead->has_nonce && !aead->has_data)
        predicted = aead->announced && size > aead->ad_announced - aead->ad_size
                        ? PSA_ERROR_INVALID_ARGUMENT
                        : PSA_SUCCESS;
    if (!sequence_went("psa_aead_update_ad", &aead->model,
                       psa_aead_update_ad(&aead->operation, ad, size), predicted, false))
        return;
    memcpy(aead->ad + aead->ad_size, ad, size);
    aead->ad_size += size;
}

static psa_status_t predict_update(const struct aead *aead, size_t size, size_t room)
{
    if (aead->model.state != GOING)
        return PSA_ERROR_BAD_STATE;
    if (room < size) /* which is seen before anything else */
        return PSA_ERROR_BUFFER_TOO_SMALL;
    if (!aead->has_nonce)
        return PSA_ERROR_BAD_STATE;
    return aead->announced &&
                   (aead->ad_size < aead->ad_announced || size > aead->data_announced - aead->size)
               ? PSA_ERROR_INVALID_ARGUMENT
               : PSA_SUCCESS;
}

static void update(struct aead *aead)
{
    size_t size = next_size(aead, aead->data_announced, aead->size, SEQUENCE_MESSAGE_MAX);
    size_t room = size > 0 && sequence_choice(16) == 15 ? size - 1 : size, length;
    bool same = sequence_choice(4) == 0;
    uint8_t *input = sequence_bytes(size), *output = input;
    const uint8_t *given = sequence_copy(input, size);
    psa_status_t predicted = predict_update(aead, size, room);

    if (!same)
        output = sequence_room(room);
    if (!sequence_went("psa_aead_update", &aead->model,
                       psa_aead_update(&aead->operation, input, size, output, room, &length),
                       predicted, false))
        return;
    sequence_equal("psa_aead_update", output, length, output, size);
    memcpy(aead->input + aead->size, given, size);
    memcpy(aead->output + aead->size, output, size);
    aead->size += size;
    aead->has_data = true;
}

/* What was decrypted is what, encrypted, gives the ciphertext: the key stream does not depend on
 * it. So the reference need not decrypt, which without the tag OpenSSL does not do for CCM. */
static void compute(const struct aead *aead, uint8_t *output, uint8_t *tag)
{
    static const uint8_t zeros[SEQUENCE_MESSAGE_MAX];
    const struct reference_aead reference = {
        .algorithm = aead->setup->algorithm,
        .key = sequence_secret,
        .nonce = aead->nonce,
        .ad = aead->ad,
        .key_size = aead->setup->key_size,
        .nonce_size = aead->nonce_size,
        .ad_size = aead->ad_size,
    };
    uint8_t ciphertext[SEQUENCE_MESSAGE_MAX];

    if (aead->encrypt) {
        reference_aead(&reference, aead->input, aead->size, output, tag);
        return;
    }
    reference_aead(&reference, zeros, aead->size, output, tag);
    for (size_t i = 0; i < aead->size; i++)
        output[i] ^= aead->input[i];
    reference_aead(&reference, output, aead->size, ciphertext, tag);
}

/* May it end in this way? Then what should have come out, and the tag, are computed. */
static psa_status_t predict_end(const struct aead *aead, bool encrypt, uint8_t *output,
                                uint8_t *tag)
{
    if (aead->model.state != GOING || !aead->has_nonce || aead->encrypt != encrypt)
        return PSA_ERROR_BAD_STATE;
    if (aead->announced &&
        (aead->ad_size < aead->ad_announced || aead->size < aead->data_announced))
        return PSA_ERROR_INVALID_ARGUMENT;
    compute(aead, output, tag);
    return PSA_SUCCESS;
}

static void finish(struct aead *aead)
{
    uint8_t expected[SEQUENCE_MESSAGE_MAX], expected_tag[PSA_AEAD_TAG_MAX_SIZE];
    size_t size = aead->model.state == GOING ? tag_size(aead) : 16, length, none = 1;
    size_t room = sequence_choice(16) == 15 ? size - 1 : size;
    uint8_t *tag = sequence_room(room);
    psa_status_t predicted = predict_end(aead, true, expected, expected_tag);

    if (aead->model.state == GOING && aead->encrypt && room < size) /* before the order of calls */
        predicted = PSA_ERROR_BUFFER_TOO_SMALL;
    if (!sequence_went("psa_aead_finish", &aead->model,
                       psa_aead_finish(&aead->operation, NULL, 0, &none, tag, room, &length),
                       predicted, true))
        return;
    sequence_equal("psa_aead_finish", tag, length, expected_tag, size);
    sequence_equal("psa_aead_update", aead->output, aead->size, expected, aead->size - none);
}

static void verify(struct aead *aead)
{
    uint8_t expected[SEQUENCE_MESSAGE_MAX], expected_tag[PSA_AEAD_TAG_MAX_SIZE] = {0};
    size_t size = aead->model.state == GOING ? tag_size(aead) : 16, none = 1;
    psa_status_t predicted = predict_end(aead, false, expected, expected_tag);
    uint8_t how = sequence_byte() & 7, *tag;

    size -= how == 5;
    tag = sequence_copy(expected_tag, size);
    if (how > 5)
        tag[size - 1] ^= how;
    if (how >= 5 && predicted == PSA_SUCCESS)
        predicted = PSA_ERROR_INVALID_SIGNATURE;
    if (sequence_went("psa_aead_verify", &aead->model,
                      psa_aead_verify(&aead->operation, NULL, 0, &none, tag, size), predicted,
                      true))
        sequence_equal("psa_aead_update", aead->output, aead->size, expected, aead->size - none);
}

static void end(struct aead *aead)
{
    sequence_aborted("psa_aead_abort", &aead->model, psa_aead_abort(&aead->operation));
}

/* Of the actions below, what brings the operation nearer to its end. */
static size_t natural(const struct aead *aead)
{
    bool ad_left = aead->announced ? aead->ad_size < aead->ad_announced : aead->ad_size == 0;
    bool left = aead->announced ? aead->size < aead->data_announced : aead->size == 0;

    if (!aead->has_nonce)
        return aead->announced || sequence_choice(4) == 3 ? 2 : 1;
    if (ad_left && !aead->has_data)
        return 3;
    if (left)
        return 4;
    return aead->encrypt ? 6 : 7;
}

void sequence_aead(void)
{
    static void (*const actions[])(struct aead *) = {
        begin,  set_lengths, set_nonce, update_ad,      update,
        update, finish,      verify,    generate_nonce, end,
    };
    struct aead *aead = &aeads[sequence_choice(COUNT_OF(aeads))];

    actions[sequence_action(&aead->model, natural(aead), COUNT_OF(actions))](aead);
}

void sequence_aead_end(void)
{
    for (size_t i = 0; i < COUNT_OF(aeads); i++)
        end(&aeads[i]);
}
