/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The model of a key derivation: crypto_sequence_input.c gives it inputs, and
 * crypto_sequence_derivation.c does all else with it.
 */
#ifndef CRYPTO_SEQUENCE_DERIVATION_H
#define CRYPTO_SEQUENCE_DERIVATION_H

#include "test/fuzz/crypto_sequence.h"

#include "kedge_config.h"

#define SECRET   PSA_KEY_DERIVATION_INPUT_SECRET
#define PASSWORD PSA_KEY_DERIVATION_INPUT_PASSWORD
#define OTHER    PSA_KEY_DERIVATION_INPUT_OTHER_SECRET
#define LABEL    PSA_KEY_DERIVATION_INPUT_LABEL
#define SALT     PSA_KEY_DERIVATION_INPUT_SALT
#define INFO     PSA_KEY_DERIVATION_INPUT_INFO
#define SEED     PSA_KEY_DERIVATION_INPUT_SEED
#define COST     PSA_KEY_DERIVATION_INPUT_COST
#define CONTEXT  PSA_KEY_DERIVATION_INPUT_CONTEXT

#define KEPT_MAX CONFIG_CRYPTO_KDF_INPUT_MAX

/** A step in its order. HKDF's information may come at any time, and is outside of that. */
struct turn {
    psa_key_derivation_step_t step;
    bool is_optional, is_repeated;
};

#define ONCE(step)         \
    {                      \
        step, false, false \
    }
#define MAYBE(step)       \
    {                     \
        step, true, false \
    }
#define OFTEN(step)       \
    {                     \
        step, false, true \
    }
#define TURNS 4

/** A line of the table at the top of psa/crypto_derivation.h. */
struct kind {
    psa_algorithm_t algorithm;
    psa_status_t status;      /**< of the setup */
    struct turn turns[TURNS]; /**< until a step of 0 */
    size_t capacity;
};

struct derivation {
    struct sequence_model model;
    psa_key_derivation_operation_t operation;
    const struct kind *kind;
    size_t turn;  /**< the first that may be taken */
    bool repeats; /**< or the one before it once more */
    bool has_info, from_key, verify_only, has_output;
    size_t kept;     /**< bytes in the place for inputs */
    size_t capacity; /**< that is left */
    size_t given;    /**< bytes that came out */
    struct reference_derivation inputs;
};

/** Without the agreement that it may be combined with. */
static inline psa_algorithm_t kdf_of(const struct derivation *d)
{
    psa_algorithm_t algorithm = d->kind->algorithm;

    return PSA_ALG_IS_KEY_AGREEMENT(algorithm) ? PSA_ALG_KEY_AGREEMENT_GET_KDF(algorithm)
                                               : algorithm;
}

static inline bool is_hkdf(const struct derivation *d)
{
    return PSA_ALG_IS_HKDF(kdf_of(d));
}

static inline bool is_sp800(const struct derivation *d)
{
    return PSA_ALG_IS_SP800_108_COUNTER_HMAC(d->kind->algorithm) ||
           d->kind->algorithm == PSA_ALG_SP800_108_COUNTER_CMAC;
}

static inline bool is_pbkdf2(const struct derivation *d)
{
    return d->kind->turns[0].step == COST;
}

static inline bool is_secret(psa_key_derivation_step_t step)
{
    return step == SECRET || step == PASSWORD;
}

/** Whose turn it is; 0: nobody's. */
static inline psa_key_derivation_step_t next_step(const struct derivation *d)
{
    return d->turn < TURNS ? d->kind->turns[d->turn].step : 0;
}

/* Actions. */

void derivation_input_bytes(struct derivation *d);
void derivation_input_integer(struct derivation *d);
void derivation_input_key(struct derivation *d);
void derivation_key_agreement(struct derivation *d);

#endif
