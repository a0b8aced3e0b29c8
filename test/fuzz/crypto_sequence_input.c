/* SPDX-License-Identifier: Apache-2.0 */
/* Sequences of key derivation: what goes in. */
#include "test/fuzz/crypto_sequence_derivation.h"

#include <stdint.h>

static psa_key_derivation_step_t any_step(const struct derivation *d)
{
    static const psa_key_derivation_step_t steps[] = {SECRET, PASSWORD, OTHER, LABEL,   SALT,
                                                      INFO,   SEED,     COST,  CONTEXT, 0x999};
    uint8_t choice = sequence_byte();

    /* One that may be taken, more often than any. */
    if (d->model.state == GOING && choice < 200) {
        if (is_hkdf(d) && !d->has_info && (choice < 20 || next_step(d) == 0))
            return INFO;
        if (next_step(d) != 0)
            return next_step(d);
    }
    return steps[choice % COUNT_OF(steps)];
}

/* A secret that cannot be bytes. */
static bool is_cmac_key(const struct derivation *d, psa_key_derivation_step_t step)
{
    return d->model.state == GOING && step == SECRET &&
           d->kind->algorithm == PSA_ALG_SP800_108_COUNTER_CMAC;
}

/* Is it this step's turn, and `possible` in this way? If so, `*turn` is where it stands; behind all
 * for HKDF's information. */
static psa_status_t predict_step(const struct derivation *d, psa_key_derivation_step_t step,
                                 bool possible, size_t *turn)
{
    const struct turn *turns;

    *turn = TURNS;
    if (d->model.state != GOING)
        return PSA_ERROR_BAD_STATE;
    if (!possible)
        return PSA_ERROR_INVALID_ARGUMENT;
    turns = d->kind->turns;
    if (is_hkdf(d) && step == INFO)
        return d->has_info || d->has_output ? PSA_ERROR_BAD_STATE : PSA_SUCCESS;
    for (size_t i = 0; i < TURNS && turns[i].step != 0; i++) {
        if (turns[i].step != step)
            continue;
        *turn = i;
        if (d->has_output || i + (turns[i].is_repeated && d->repeats) < d->turn)
            return PSA_ERROR_BAD_STATE;
        for (size_t k = d->turn; k < i; k++)
            if (!turns[k].is_optional)
                return PSA_ERROR_BAD_STATE;
        return PSA_SUCCESS;
    }
    return PSA_ERROR_INVALID_ARGUMENT;
}

static void took(struct derivation *d, psa_key_derivation_step_t step, size_t turn)
{
    if (turn == TURNS) {
        d->has_info = true;
        return;
    }
    d->turn = turn + 1;
    d->repeats = d->kind->turns[turn].is_repeated;
    d->has_info |= step == INFO;
}

/* What the bytes of a step may be, whose turn it is, wherever they come from. */
static psa_status_t predict_bytes(const struct derivation *d, psa_key_derivation_step_t step,
                                  const uint8_t *data, size_t size)
{
    psa_algorithm_t algorithm = kdf_of(d);
    size_t kept = d->kept;

    if (is_secret(step)) {
        bool fits =
            (!PSA_ALG_IS_HKDF_EXPAND(algorithm) || size == 20) &&
            (!PSA_ALG_IS_TLS12_PSK_TO_MS(algorithm) || size <= PSA_TLS12_PSK_TO_MS_PSK_MAX_SIZE);

        return fits ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT;
    }
    if (step == SALT && !is_pbkdf2(d)) /* becomes a key, and takes no place */
        return PSA_SUCCESS;
    if (is_sp800(d) && step == LABEL && memchr(data, 0, size) != NULL)
        return PSA_ERROR_INVALID_ARGUMENT;
    kept += is_sp800(d) && step == CONTEXT; /* a zero is before it */
    return size + kept > KEPT_MAX ? PSA_ERROR_INSUFFICIENT_MEMORY : PSA_SUCCESS;
}

static void add(void *to, size_t *to_size, const uint8_t *data, size_t size)
{
    memcpy((uint8_t *)to + *to_size, data, size);
    *to_size += size;
}

#define ADD(field) add(d->inputs.field.data, &d->inputs.field.size, data, size)

/* Remembers what was taken. */
static void remember(struct derivation *d, psa_key_derivation_step_t step, const uint8_t *data,
                     size_t size)
{
    if (!is_secret(step) && !(step == SALT && !is_pbkdf2(d)))
        d->kept += size + (is_sp800(d) && step == CONTEXT);
    if (step == SALT) {
        ADD(salt);
    } else if (is_secret(step)) {
        ADD(secret);
        d->kept -= d->inputs.other_secret.size; /* which has been worked in */
    } else if (step == OTHER) {
        ADD(other_secret);
        d->inputs.has_other_secret = true;
    } else if (step == SEED) {
        ADD(seed);
    } else if (step == LABEL) {
        ADD(label);
    } else if (step == INFO) {
        ADD(info);
    } else {
        ADD(context);
    }
}

void derivation_input_bytes(struct derivation *d)
{
    psa_key_derivation_step_t step = any_step(d);
    bool going = d->model.state == GOING;
    bool expand = going && PSA_ALG_IS_HKDF_EXPAND(d->kind->algorithm) && step == SECRET;
    size_t size = expand && sequence_choice(4) != 0 ? 20 : sequence_size(SIZE_MAX), turn;
    uint8_t *data;
    psa_status_t predicted;

    if (size == 255)
        size += sequence_choice(4); /* around the most there is a place for */
    data = sequence_bytes(size);
    for (size_t i = 0; step == LABEL && i < size; i++)
        data[i] |= 1; /* a zero would end it: none, but for a few */
    if (size > 0 && sequence_choice(16) == 15)
        data[size - 1] = 0;
    predicted = predict_step(d, step, step != COST && !is_cmac_key(d, step), &turn);
    if (predicted == PSA_SUCCESS)
        predicted = predict_bytes(d, step, data, size);
    if (going && size > KEPT_MAX)
        predicted = PSA_ERROR_INSUFFICIENT_MEMORY; /* which is seen before anything else */
    if (!sequence_went("psa_key_derivation_input_bytes", &d->model,
                       psa_key_derivation_input_bytes(&d->operation, step, data, size), predicted,
                       false))
        return;
    took(d, step, turn);
    remember(d, step, data, size);
}

void derivation_input_integer(struct derivation *d)
{
    static const uint64_t costs[] = {1, 2, 3, 1, 0, (uint64_t)UINT32_MAX + 1};
    psa_key_derivation_step_t step = sequence_choice(4) == 3 ? any_step(d) : COST;
    uint64_t cost = costs[sequence_choice(COUNT_OF(costs))];
    size_t turn;
    psa_status_t predicted = predict_step(d, step, step == COST, &turn);

    if (predicted == PSA_SUCCESS && cost == 0)
        predicted = PSA_ERROR_INVALID_ARGUMENT;
    if (predicted == PSA_SUCCESS && cost > UINT32_MAX)
        predicted = PSA_ERROR_NOT_SUPPORTED;
    if (!sequence_went("psa_key_derivation_input_integer", &d->model,
                       psa_key_derivation_input_integer(&d->operation, step, cost), predicted,
                       false))
        return;
    took(d, step, turn);
    d->inputs.cost = (uint32_t)cost;
}

/* The type that a step's key has to be of. */
static psa_key_type_t type_for(const struct derivation *d, psa_key_derivation_step_t step)
{
    if (step == PASSWORD)
        return PSA_KEY_TYPE_PASSWORD;
    if (step == SECRET && d->kind->algorithm == PSA_ALG_SP800_108_COUNTER_CMAC)
        return PSA_KEY_TYPE_AES;
    return step == SECRET || step == OTHER ? PSA_KEY_TYPE_DERIVE : PSA_KEY_TYPE_RAW_DATA;
}

/* A key that is not there is told before anything of the operation. */
void derivation_input_key(struct derivation *d)
{
    static const struct kind none = {PSA_ALG_HKDF(PSA_ALG_SHA_256), 0, {{0}}, 0};
    const struct kind *kind = d->model.state == GOING ? d->kind : &none;
    psa_key_derivation_step_t step = any_step(d);
    bool going = d->model.state == GOING, verify_only = sequence_choice(8) == 7;
    psa_key_type_t type = going ? type_for(d, step) : PSA_KEY_TYPE_DERIVE;
    size_t size = type == PSA_KEY_TYPE_AES                  ? 16
                  : PSA_ALG_IS_HKDF_EXPAND(kind->algorithm) ? 20
                                                            : 1 + sequence_choice(128);
    struct sequence_key key =
        sequence_key(type, verify_only ? PSA_KEY_USAGE_VERIFY_DERIVATION : PSA_KEY_USAGE_DERIVE,
                     kind->algorithm, sequence_secret, size);
    psa_status_t predicted = key.status, status;
    size_t turn;

    if (predicted != PSA_ERROR_INVALID_HANDLE)
        predicted = predict_step(d, step, step != COST, &turn);
    if (predicted == PSA_SUCCESS)
        predicted = key.status;
    if (predicted == PSA_SUCCESS)
        predicted = predict_bytes(d, step, sequence_secret, size);
    status = psa_key_derivation_input_key(&d->operation, step, key.id);
    sequence_key_done(key);
    if (!sequence_went("psa_key_derivation_input_key", &d->model, status, predicted, false))
        return;
    took(d, step, turn);
    remember(d, step, sequence_secret, size);
    d->from_key |= is_secret(step);
    d->verify_only |= verify_only;
}

/* The peer has the base point of the curve, so that the secret is of the key's own public point. */
void derivation_key_agreement(struct derivation *d)
{
    static const char what[] = "psa_key_derivation_key_agreement";
    psa_key_derivation_step_t step = any_step(d);
    bool going = d->model.state == GOING;
    bool is_point = sequence_choice(8) != 7;
    uint8_t point[65], secret[32];
    struct sequence_key key;
    psa_status_t predicted, status;
    size_t turn, size = sequence_choice(8) == 7 ? 64 : 65;

    if (!sequence_may_take_long())
        return;
    reference_agreement(sequence_secret, point, secret);
    point[64] ^= !is_point;
    key = sequence_key(PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1), PSA_KEY_USAGE_DERIVE,
                       going ? d->kind->algorithm : PSA_ALG_ECDH, sequence_secret, 32);
    predicted = key.status;
    if (predicted != PSA_ERROR_INVALID_HANDLE)
        predicted = predict_step(
            d, step, (is_secret(step) && !is_cmac_key(d, step)) || step == OTHER, &turn);
    if (predicted == PSA_SUCCESS && !PSA_ALG_IS_KEY_AGREEMENT(d->kind->algorithm))
        predicted = PSA_ERROR_INVALID_ARGUMENT;
    if (predicted == PSA_SUCCESS)
        predicted = key.status;
    if (predicted == PSA_SUCCESS && (size != sizeof point || !is_point))
        predicted = PSA_ERROR_INVALID_ARGUMENT;
    if (predicted == PSA_SUCCESS)
        predicted = predict_bytes(d, step, secret, sizeof secret);
    status = psa_key_derivation_key_agreement(&d->operation, step, key.id,
                                              sequence_copy(point, size), size);
    sequence_key_done(key);
    if (!sequence_went(what, &d->model, status, predicted, false))
        return;
    took(d, step, turn);
    remember(d, step, secret, sizeof secret);
    d->from_key |= is_secret(step);
}
