/* SPDX-License-Identifier: Apache-2.0 */
/* Sequences of hashes and MACs. */
#include "test/fuzz/crypto_sequence.h"

/* What a hash or MAC is of. */
struct message {
    uint8_t data[SEQUENCE_MESSAGE_MAX];
    size_t size;
};

/* The next part of it, in a buffer of its own. */
static const uint8_t *next_part(struct message *message, size_t *size)
{
    const uint8_t *part;

    *size = sequence_size(sizeof message->data - message->size);
    part = sequence_bytes(*size);
    memcpy(message->data + message->size, part, *size);
    message->size += *size;
    return part;
}

/* What is compared with a result: the right one, or one that is wrong at its end or in length. */
static const uint8_t *to_compare(const uint8_t *result, size_t *size, bool *is_right)
{
    uint8_t *copy, how = sequence_byte() & 7;

    *is_right = how < 5;
    if (how == 5)
        *size -= 1;
    copy = sequence_copy(result, *size);
    if (how > 5 && *size > 0)
        copy[*size - 1] ^= how;
    return copy;
}

/* ---- Hashes ---------------------------------------------------------------------------------- */

static struct hash {
    struct sequence_model model;
    psa_hash_operation_t operation;
    psa_algorithm_t algorithm;
    struct message message;
} hashes[4];

/* The last suspended state, and the hash that it continues. */
static struct {
    uint8_t state[PSA_HASH_SUSPEND_OUTPUT_MAX_SIZE];
    size_t size;
    psa_algorithm_t algorithm;
    struct message message;
} suspended;

static void hash_setup(struct hash *hash)
{
    static const struct {
        psa_algorithm_t algorithm;
        psa_status_t status;
    } setups[] = {
        {PSA_ALG_SHA_256, PSA_SUCCESS},
        {PSA_ALG_SHA_1, PSA_SUCCESS},
        {PSA_ALG_SHA_224, PSA_SUCCESS},
        {PSA_ALG_SHA_384, PSA_SUCCESS},
        {PSA_ALG_SHA_512, PSA_SUCCESS},
        {PSA_ALG_MD5, PSA_ERROR_NOT_SUPPORTED},
        {PSA_ALG_HMAC(PSA_ALG_SHA_256), PSA_ERROR_INVALID_ARGUMENT},
    };
    size_t i = sequence_choice(COUNT_OF(setups));
    psa_status_t predicted = sequence_predict_setup(&hash->model, setups[i].status);

    if (!sequence_began("psa_hash_setup", &hash->model,
                        psa_hash_setup(&hash->operation, setups[i].algorithm), predicted))
        return;
    hash->algorithm = setups[i].algorithm;
    hash->message.size = 0;
}

static psa_status_t if_going(const struct sequence_model *model)
{
    return model->state == GOING ? PSA_SUCCESS : PSA_ERROR_BAD_STATE;
}

static void hash_update(struct hash *hash)
{
    size_t size;
    const uint8_t *part = next_part(&hash->message, &size);

    sequence_went("psa_hash_update", &hash->model, psa_hash_update(&hash->operation, part, size),
                  if_going(&hash->model), false);
}

static size_t hash_result(const struct hash *hash, uint8_t result[PSA_HASH_MAX_SIZE])
{
    if (hash->model.state != GOING)
        return 32;
    return reference_hash(hash->algorithm, hash->message.data, hash->message.size, result);
}

static void hash_finish(struct hash *hash)
{
    uint8_t expected[PSA_HASH_MAX_SIZE] = {0};
    size_t size = hash_result(hash, expected), room = sequence_room_for(size), length;
    uint8_t *output = sequence_room(room);
    psa_status_t predicted = if_going(&hash->model);

    if (predicted == PSA_SUCCESS && room < size)
        predicted = PSA_ERROR_BUFFER_TOO_SMALL;
    if (sequence_went("psa_hash_finish", &hash->model,
                      psa_hash_finish(&hash->operation, output, room, &length), predicted, true))
        sequence_equal("psa_hash_finish", output, length, expected, size);
}

static void hash_verify(struct hash *hash)
{
    uint8_t expected[PSA_HASH_MAX_SIZE] = {0};
    size_t size = hash_result(hash, expected);
    bool is_right;
    const uint8_t *compared = to_compare(expected, &size, &is_right);
    psa_status_t predicted = if_going(&hash->model);

    if (predicted == PSA_SUCCESS && !is_right)
        predicted = PSA_ERROR_INVALID_SIGNATURE;
    sequence_went("psa_hash_verify", &hash->model,
                  psa_hash_verify(&hash->operation, compared, size), predicted, true);
}

/* Algorithm, count, chaining value, and the bytes that no whole block has (10.2.5). */
static size_t suspended_size(const struct hash *hash)
{
    if (hash->algorithm == PSA_ALG_SHA_384 || hash->algorithm == PSA_ALG_SHA_512)
        return 4 + 16 + 64 + hash->message.size % 128;
    return 4 + 8 + (hash->algorithm == PSA_ALG_SHA_1 ? 20 : 32) + hash->message.size % 64;
}

static void hash_suspend(struct hash *hash)
{
    size_t size = suspended_size(hash), room = sequence_room_for(size), length;
    uint8_t *output = sequence_room(room);
    psa_status_t predicted = if_going(&hash->model);

    if (predicted == PSA_SUCCESS && room < size)
        predicted = PSA_ERROR_BUFFER_TOO_SMALL;
    if (!sequence_went("psa_hash_suspend", &hash->model,
                       psa_hash_suspend(&hash->operation, output, room, &length), predicted, true))
        return;
    if (length != size)
        sequence_equal("psa_hash_suspend", output, length, output, size);
    suspended.size = size;
    suspended.algorithm = hash->algorithm;
    suspended.message = hash->message;
    memcpy(suspended.state, output, size);
}

static void hash_resume(struct hash *hash)
{
    size_t size = suspended.size;
    psa_status_t predicted;
    const uint8_t *state;

    if (size > 0 && sequence_choice(8) == 7)
        size--;
    state = sequence_copy(suspended.state, size);
    predicted = sequence_predict_setup(&hash->model, size == suspended.size && size > 0
                                                         ? PSA_SUCCESS
                                                         : PSA_ERROR_INVALID_ARGUMENT);
    if (!sequence_began("psa_hash_resume", &hash->model,
                        psa_hash_resume(&hash->operation, state, size), predicted))
        return;
    hash->algorithm = suspended.algorithm;
    hash->message = suspended.message;
}

static void hash_clone(struct hash *source)
{
    struct hash *target = &hashes[sequence_choice(COUNT_OF(hashes))];
    psa_status_t predicted = sequence_predict_setup(&target->model, if_going(&source->model));

    if (!sequence_began("psa_hash_clone", &target->model,
                        psa_hash_clone(&source->operation, &target->operation), predicted))
        return;
    target->algorithm = source->algorithm;
    target->message = source->message;
}

static void hash_abort(struct hash *hash)
{
    sequence_aborted("psa_hash_abort", &hash->model, psa_hash_abort(&hash->operation));
}

void sequence_hash(void)
{
    static void (*const actions[])(struct hash *) = {
        hash_setup,   hash_update, hash_update, hash_finish, hash_verify,
        hash_suspend, hash_resume, hash_clone,  hash_abort,
    };
    struct hash *hash = &hashes[sequence_choice(COUNT_OF(hashes))];

    actions[sequence_action(&hash->model, 1, COUNT_OF(actions))](hash);
}

void sequence_hash_end(void)
{
    for (size_t i = 0; i < COUNT_OF(hashes); i++)
        hash_abort(&hashes[i]);
    suspended.size = 0;
}

/* ---- MACs ------------------------------------------------------------------------------------ */

#define HMAC_256  PSA_ALG_HMAC(PSA_ALG_SHA_256)
#define TRUNCATED PSA_ALG_TRUNCATED_MAC(HMAC_256, 13)

static const struct mac_setup {
    psa_key_type_t type;
    size_t key_size;
    psa_algorithm_t algorithm;
    psa_status_t status;
} mac_setups[] = {
    {PSA_KEY_TYPE_HMAC, 20, HMAC_256, PSA_SUCCESS},
    {PSA_KEY_TYPE_HMAC, 100, PSA_ALG_HMAC(PSA_ALG_SHA_1), PSA_SUCCESS},
    {PSA_KEY_TYPE_HMAC, 65, PSA_ALG_HMAC(PSA_ALG_SHA_224), PSA_SUCCESS},
    {PSA_KEY_TYPE_HMAC, 128, PSA_ALG_HMAC(PSA_ALG_SHA_384), PSA_SUCCESS},
    {PSA_KEY_TYPE_HMAC, 1, PSA_ALG_HMAC(PSA_ALG_SHA_512), PSA_SUCCESS},
    {PSA_KEY_TYPE_HMAC, 64, TRUNCATED, PSA_SUCCESS},
    {PSA_KEY_TYPE_AES, 16, PSA_ALG_CMAC, PSA_SUCCESS},
    {PSA_KEY_TYPE_AES, 32, PSA_ALG_TRUNCATED_MAC(PSA_ALG_CMAC, 4), PSA_SUCCESS},
    {PSA_KEY_TYPE_HMAC, 20, PSA_ALG_HMAC(PSA_ALG_MD5), PSA_ERROR_NOT_SUPPORTED},
    {PSA_KEY_TYPE_AES, 24, HMAC_256, PSA_ERROR_INVALID_ARGUMENT},
};

static struct mac {
    struct sequence_model model;
    psa_mac_operation_t operation;
    const struct mac_setup *setup;
    bool verify;
    struct message message;
} macs[3];

static void mac_setup(struct mac *mac)
{
    const struct mac_setup *setup = &mac_setups[sequence_choice(COUNT_OF(mac_setups))];
    bool verify = sequence_choice(2) == 1;
    struct sequence_key key = sequence_key(
        setup->type, verify ? PSA_KEY_USAGE_VERIFY_MESSAGE : PSA_KEY_USAGE_SIGN_MESSAGE,
        setup->algorithm, sequence_secret, setup->key_size);
    psa_status_t predicted =
        sequence_predict_setup(&mac->model, key.status != PSA_SUCCESS ? key.status : setup->status);
    psa_status_t status = (verify ? psa_mac_verify_setup
                                  : psa_mac_sign_setup)(&mac->operation, key.id, setup->algorithm);

    sequence_key_done(key);
    if (!sequence_began("psa_mac_setup", &mac->model, status, predicted))
        return;
    mac->setup = setup;
    mac->verify = verify;
    mac->message.size = 0;
}

static void mac_update(struct mac *mac)
{
    size_t size;
    const uint8_t *part = next_part(&mac->message, &size);

    sequence_went("psa_mac_update", &mac->model, psa_mac_update(&mac->operation, part, size),
                  if_going(&mac->model), false);
}

/* As long as the algorithm says, or as it is. */
static size_t mac_result(const struct mac *mac, uint8_t result[PSA_MAC_MAX_SIZE])
{
    size_t size, length;

    if (mac->model.state != GOING)
        return 16;
    size = reference_mac(mac->setup->algorithm, sequence_secret, mac->setup->key_size,
                         mac->message.data, mac->message.size, result);
    length = PSA_MAC_TRUNCATED_LENGTH(mac->setup->algorithm);
    return length > 0 ? length : size;
}

static void mac_sign_finish(struct mac *mac)
{
    uint8_t expected[PSA_MAC_MAX_SIZE] = {0};
    size_t size = mac_result(mac, expected), room = sequence_room_for(size), length;
    uint8_t *output = sequence_room(room);
    psa_status_t predicted = if_going(&mac->model);

    if (predicted == PSA_SUCCESS && mac->verify)
        predicted = PSA_ERROR_BAD_STATE;
    if (predicted == PSA_SUCCESS && room < size)
        predicted = PSA_ERROR_BUFFER_TOO_SMALL;
    if (sequence_went("psa_mac_sign_finish", &mac->model,
                      psa_mac_sign_finish(&mac->operation, output, room, &length), predicted, true))
        sequence_equal("psa_mac_sign_finish", output, length, expected, size);
}

static void mac_verify_finish(struct mac *mac)
{
    uint8_t expected[PSA_MAC_MAX_SIZE] = {0};
    size_t size = mac_result(mac, expected);
    bool is_right;
    const uint8_t *compared = to_compare(expected, &size, &is_right);
    psa_status_t predicted = if_going(&mac->model);

    if (predicted == PSA_SUCCESS && !mac->verify)
        predicted = PSA_ERROR_BAD_STATE;
    if (predicted == PSA_SUCCESS && !is_right)
        predicted = PSA_ERROR_INVALID_SIGNATURE;
    sequence_went("psa_mac_verify_finish", &mac->model,
                  psa_mac_verify_finish(&mac->operation, compared, size), predicted, true);
}

static void mac_abort(struct mac *mac)
{
    sequence_aborted("psa_mac_abort", &mac->model, psa_mac_abort(&mac->operation));
}

void sequence_mac(void)
{
    static void (*const actions[])(struct mac *) = {
        mac_setup, mac_update, mac_update, mac_sign_finish, mac_verify_finish, mac_abort,
    };
    struct mac *mac = &macs[sequence_choice(COUNT_OF(macs))];

    actions[sequence_action(&mac->model, 1, COUNT_OF(actions))](mac);
}

void sequence_mac_end(void)
{
    for (size_t i = 0; i < COUNT_OF(macs); i++)
        mac_abort(&macs[i]);
}
