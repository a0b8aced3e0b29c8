/* SPDX-License-Identifier: Apache-2.0 */
/* Sequences of key derivation: all but what goes in. */
#include "test/fuzz/crypto_sequence_derivation.h"

#include <stdint.h>

/* The table at the top of psa/crypto_derivation.h. */
static const struct kind kinds[] = {
    {PSA_ALG_HKDF(PSA_ALG_SHA_256), PSA_SUCCESS, {MAYBE(SALT), ONCE(SECRET)}, 255 * 32},
    {PSA_ALG_HKDF(PSA_ALG_SHA_512), PSA_SUCCESS, {MAYBE(SALT), ONCE(SECRET)}, 255 * 64},
    {PSA_ALG_HKDF_EXTRACT(PSA_ALG_SHA_384), PSA_SUCCESS, {ONCE(SALT), ONCE(SECRET)}, 48},
    {PSA_ALG_HKDF_EXPAND(PSA_ALG_SHA_1), PSA_SUCCESS, {ONCE(SECRET), ONCE(INFO)}, 255 * 20},
    {PSA_ALG_TLS12_PRF(PSA_ALG_SHA_256),
     PSA_SUCCESS,
     {ONCE(SEED), ONCE(SECRET), ONCE(LABEL)},
     SIZE_MAX},
    {PSA_ALG_TLS12_PSK_TO_MS(PSA_ALG_SHA_384),
     PSA_SUCCESS,
     {ONCE(SEED), MAYBE(OTHER), ONCE(SECRET), ONCE(LABEL)},
     SIZE_MAX},
    {PSA_ALG_PBKDF2_HMAC(PSA_ALG_SHA_256),
     PSA_SUCCESS,
     {ONCE(COST), OFTEN(SALT), ONCE(PASSWORD)},
     (size_t)UINT32_MAX * 32},
    {PSA_ALG_PBKDF2_AES_CMAC_PRF_128,
     PSA_SUCCESS,
     {ONCE(COST), OFTEN(SALT), ONCE(PASSWORD)},
     (size_t)UINT32_MAX * 16},
    {PSA_ALG_SP800_108_COUNTER_HMAC(PSA_ALG_SHA_256),
     PSA_SUCCESS,
     {ONCE(SECRET), MAYBE(LABEL), MAYBE(CONTEXT)},
     0x1fffffff},
    {PSA_ALG_SP800_108_COUNTER_CMAC,
     PSA_SUCCESS,
     {ONCE(SECRET), MAYBE(LABEL), MAYBE(CONTEXT)},
     0x1fffffff},
    {PSA_ALG_KEY_AGREEMENT(PSA_ALG_ECDH, PSA_ALG_HKDF(PSA_ALG_SHA_256)),
     PSA_SUCCESS,
     {MAYBE(SALT), ONCE(SECRET)},
     255 * 32},
    {PSA_ALG_KEY_AGREEMENT(PSA_ALG_ECDH, PSA_ALG_TLS12_PSK_TO_MS(PSA_ALG_SHA_256)),
     PSA_SUCCESS,
     {ONCE(SEED), MAYBE(OTHER), ONCE(SECRET), ONCE(LABEL)},
     SIZE_MAX},
    {PSA_ALG_TLS12_PRF(PSA_ALG_SHA_512), PSA_ERROR_NOT_SUPPORTED, {{0}}, 0},
    {PSA_ALG_ECDH, PSA_ERROR_INVALID_ARGUMENT, {{0}}, 0},
};

static struct derivation derivations[3];

static void begin(struct derivation *d)
{
    const struct kind *kind = &kinds[sequence_choice(COUNT_OF(kinds))];
    psa_status_t predicted = sequence_predict_setup(&d->model, kind->status);

    if (!sequence_began("psa_key_derivation_setup", &d->model,
                        psa_key_derivation_setup(&d->operation, kind->algorithm), predicted))
        return;
    memset(&d->inputs, 0, sizeof d->inputs);
    d->kind = kind;
    d->inputs.algorithm = kdf_of(d);
    d->turn = d->kept = d->given = 0;
    d->repeats = d->has_info = d->from_key = d->verify_only = d->has_output = false;
    d->capacity = kind->capacity;
}

static void get_capacity(struct derivation *d)
{
    bool going = d->model.state == GOING;
    size_t capacity = 1;
    psa_status_t status = psa_key_derivation_get_capacity(&d->operation, &capacity);

    if (sequence_went("psa_key_derivation_get_capacity", &d->model, status,
                      going ? PSA_SUCCESS : PSA_ERROR_BAD_STATE, false))
        sequence_equal("psa_key_derivation_get_capacity", (const uint8_t *)&capacity,
                       sizeof capacity, (const uint8_t *)&d->capacity, sizeof d->capacity);
}

/* One error leaves the operation as it is: a larger capacity. */
static void set_capacity(struct derivation *d)
{
    size_t capacity = sequence_choice(2) == 0 ? sequence_size(255) : d->capacity + 1;
    psa_status_t status = psa_key_derivation_set_capacity(&d->operation, capacity);

    if (d->model.state == GOING && capacity > d->capacity && !(d->has_output && is_sp800(d))) {
        sequence_expect("psa_key_derivation_set_capacity", status, PSA_ERROR_INVALID_ARGUMENT);
        return;
    }
    if (sequence_went("psa_key_derivation_set_capacity", &d->model, status,
                      d->model.state == GOING && !(d->has_output && is_sp800(d))
                          ? PSA_SUCCESS
                          : PSA_ERROR_BAD_STATE,
                      false))
        d->capacity = capacity;
}

/* ---- Outputs --------------------------------------------------------------------------------- */

/* The first output closes the inputs, if nothing is missing. */
static psa_status_t predict_output(struct derivation *d)
{
    if (d->model.state != GOING)
        return PSA_ERROR_BAD_STATE;
    if (d->has_output)
        return PSA_SUCCESS;
    for (size_t i = d->turn; i < TURNS && d->kind->turns[i].step != 0; i++)
        if (!d->kind->turns[i].is_optional)
            return PSA_ERROR_BAD_STATE;
    if (is_hkdf(d) && !d->has_info)
        return PSA_ERROR_BAD_STATE;
    d->has_output = true;
    d->inputs.capacity = d->capacity;
    /* Of SP 800-108 a zero is kept behind a label even without a context. */
    if (is_sp800(d) && d->turn < 3 && d->kept == KEPT_MAX)
        return PSA_ERROR_INSUFFICIENT_MEMORY;
    return PSA_SUCCESS;
}

/* The next bytes, which are used up. */
static void next_bytes(struct derivation *d, uint8_t *bytes, size_t size)
{
    uint8_t all[SEQUENCE_MESSAGE_MAX];

    reference_derive(&d->inputs, all, d->given + size);
    memcpy(bytes, all + d->given, size);
    d->given += size;
    d->capacity -= size;
}

/* How much is asked for; now and then what is left, or a byte more. */
static size_t output_size(const struct derivation *d)
{
    size_t size = sequence_size(SEQUENCE_MESSAGE_MAX - d->given);

    if (d->capacity < 300 && sequence_choice(2) == 0)
        size = d->capacity + sequence_choice(2);
    return size < SEQUENCE_MESSAGE_MAX - d->given ? size : SEQUENCE_MESSAGE_MAX - d->given;
}

/* After a call for more bytes than there are left: an error that leaves the operation as it is, but
 * empty. */
static bool is_exhausted(struct derivation *d, const char *what, psa_status_t predicted,
                         bool enough, psa_status_t status)
{
    if (predicted != PSA_SUCCESS || enough)
        return false;
    sequence_expect(what, status, PSA_ERROR_INSUFFICIENT_DATA);
    d->capacity = 0;
    return true;
}

static void output_bytes(struct derivation *d)
{
    static const char what[] = "psa_key_derivation_output_bytes";
    size_t size = output_size(d);
    uint8_t *output = sequence_room(size), expected[SEQUENCE_MESSAGE_MAX];
    psa_status_t predicted = predict_output(d);
    psa_status_t status = psa_key_derivation_output_bytes(&d->operation, output, size);

    if (predicted == PSA_SUCCESS && d->verify_only)
        predicted = PSA_ERROR_NOT_PERMITTED;
    if (is_exhausted(d, what, predicted, size <= d->capacity, status) ||
        !sequence_went(what, &d->model, status, predicted, false))
        return;
    next_bytes(d, expected, size);
    sequence_equal(what, output, size, expected, size);
}

/* Wrong bytes are used up too, and the operation goes on. */
static void compared(struct derivation *d, const char *what, psa_status_t status,
                     psa_status_t predicted, bool is_right)
{
    if (predicted == PSA_SUCCESS && !is_right)
        sequence_expect(what, status, PSA_ERROR_INVALID_SIGNATURE);
    else
        sequence_went(what, &d->model, status, predicted, false);
}

static void verify_bytes(struct derivation *d)
{
    static const char what[] = "psa_key_derivation_verify_bytes";
    size_t size = output_size(d);
    uint8_t *bytes = sequence_bytes(size);
    bool is_right = size == 0 || sequence_choice(3) != 0, enough = size <= d->capacity;
    psa_status_t predicted = predict_output(d), status;

    if (predicted == PSA_SUCCESS && enough)
        next_bytes(d, bytes, size);
    if (!is_right)
        bytes[sequence_choice(size)] ^= 1;
    status = psa_key_derivation_verify_bytes(&d->operation, bytes, size);
    if (!is_exhausted(d, what, predicted, enough, status))
        compared(d, what, status, predicted, is_right);
}

/* The keys that are made, with how their bytes are not those that came out. */
static const struct made {
    psa_key_type_t type;
    size_t bits, size;
    bool is_number; /* one more than the bytes say */
} made[] = {
    {PSA_KEY_TYPE_AES, 128, 16, false},
    {PSA_KEY_TYPE_HMAC, 8, 1, false},
    {PSA_KEY_TYPE_RAW_DATA, 1000, 125, false},
    {PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1), 256, 32, true},
};

static void check_key(struct derivation *d, const struct made *kind, psa_key_id_t key)
{
    uint8_t expected[128], *bytes = sequence_room(kind->size);
    size_t length;

    next_bytes(d, expected, kind->size);
    for (size_t i = kind->size; kind->is_number && i-- > 0 && ++expected[i] == 0;)
        ;
    sequence_expect("psa_export_key", psa_export_key(key, bytes, kind->size, &length), PSA_SUCCESS);
    sequence_equal("psa_key_derivation_output_key", bytes, length, expected, kind->size);
    sequence_expect("psa_destroy_key", psa_destroy_key(key), PSA_SUCCESS);
}

static void output_key(struct derivation *d)
{
    static const char what[] = "psa_key_derivation_output_key";
    const struct made *kind = &made[sequence_choice(COUNT_OF(made))];
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_status_t predicted = predict_output(d), status;
    psa_key_id_t key;

    if (d->given + kind->size > SEQUENCE_MESSAGE_MAX)
        return;
    psa_set_key_type(&attributes, kind->type);
    psa_set_key_bits(&attributes, kind->bits);
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_EXPORT);
    status = psa_key_derivation_output_key(&attributes, &d->operation, &key);
    if (predicted == PSA_SUCCESS && (!d->from_key || d->verify_only))
        predicted = PSA_ERROR_NOT_PERMITTED;
    if (is_exhausted(d, what, predicted, kind->size <= d->capacity, status) ||
        !sequence_went(what, &d->model, status, predicted, false))
        return;
    check_key(d, kind, key);
}

/* A key of 16 bytes with what comes next, or not. What is wrong with it is told first. */
static void verify_key(struct derivation *d)
{
    static const char what[] = "psa_key_derivation_verify_key";
    psa_algorithm_t algorithm = d->model.state == GOING ? d->kind->algorithm : 0;
    bool is_right = sequence_choice(3) != 0, enough = d->capacity >= 16;
    psa_status_t predicted = predict_output(d), status;
    uint8_t bytes[16] = {1};
    struct sequence_key key;
    size_t given = d->given;

    if (given + sizeof bytes > SEQUENCE_MESSAGE_MAX)
        return;
    if (predicted == PSA_SUCCESS && enough)
        next_bytes(d, bytes, sizeof bytes);
    bytes[15] ^= !is_right;
    key = sequence_key(PSA_KEY_TYPE_PASSWORD_HASH, PSA_KEY_USAGE_VERIFY_DERIVATION, algorithm,
                       bytes, sizeof bytes);
    if (d->model.state == GOING && key.status != PSA_SUCCESS)
        predicted = key.status;
    status = psa_key_derivation_verify_key(&d->operation, key.id);
    sequence_key_done(key);
    if (!is_exhausted(d, what, predicted, enough, status))
        compared(d, what, status, predicted, is_right);
}

static void end(struct derivation *d)
{
    sequence_aborted("psa_key_derivation_abort", &d->model,
                     psa_key_derivation_abort(&d->operation));
}

/* Of the actions below, what brings the operation nearer to output. */
static size_t natural(const struct derivation *d)
{
    if (d->model.state == GOING && next_step(d) == COST)
        return 4;
    if (d->model.state == GOING && (next_step(d) != 0 || (is_hkdf(d) && !d->has_info)))
        return is_secret(next_step(d)) && sequence_choice(2) == 0 ? 5 : 1;
    return 7 + sequence_choice(3);
}

void sequence_derivation(void)
{
    static void (*const actions[])(struct derivation *) = {
        begin,
        derivation_input_bytes,
        derivation_input_bytes,
        derivation_input_bytes,
        derivation_input_integer,
        derivation_input_key,
        derivation_key_agreement,
        output_bytes,
        verify_bytes,
        output_key,
        verify_key,
        get_capacity,
        set_capacity,
        end,
    };
    struct derivation *d = &derivations[sequence_choice(COUNT_OF(derivations))];

    actions[sequence_action(&d->model, natural(d), COUNT_OF(actions))](d);
}

void sequence_derivation_end(void)
{
    for (size_t i = 0; i < COUNT_OF(derivations); i++)
        end(&derivations[i]);
}
