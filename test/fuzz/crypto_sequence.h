/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Random sequences of calls for operations in several parts, held against a model of them
 * (crypto_sequence_fuzz.c).
 *
 * The model of an operation is what the headers in api/psa/ say and no more: whether it goes on,
 * how far it is, and all that was given to it, from which OpenSSL computes what it has to result
 * in. Each call is predicted, made, and compared. Buffers are as long as the call says and not a
 * byte longer, so that the sanitizers see whoever reads or writes beyond.
 */
#ifndef CRYPTO_SEQUENCE_H
#define CRYPTO_SEQUENCE_H

#include "psa/crypto.h"

#include <stdbool.h>
#include <string.h>

/** The most bytes of a message, and of additional data. */
#define SEQUENCE_MESSAGE_MAX 1024u
#define SEQUENCE_AD_MAX      600u

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/** How an operation object is. */
enum sequence_state {
    IDLE,  /**< not begun, or properly ended */
    ENDED, /**< by an error: nothing but to abort it */
    GOING
};

/** What all families have in the model of an operation, as their first member. */
struct sequence_model {
    enum sequence_state state;
};

/* Choices, from the fuzzer's input: zeros behind its end. */

uint8_t sequence_byte(void);
/** One of `count`. */
size_t sequence_choice(size_t count);
/** A size that is near a block's, or any other below 256; `max` at most. */
size_t sequence_size(size_t max);

/** Room for a result of this length: as much, or now and then less or more. */
size_t sequence_room_for(size_t length);

/** One of `count` actions, of which the first begins and the last aborts: mostly those where an
 * operation does not go on, and where it does, half the time the `natural` one. */
size_t sequence_action(const struct sequence_model *model, size_t natural, size_t count);
/** False if something slow has been done since the input began. */
bool sequence_may_take_long(void);

/* Buffers of exactly `size` bytes, which last until the call after the next choice of an action. */

uint8_t *sequence_room(size_t size);
/** The same, with bytes that do not repeat. */
uint8_t *sequence_bytes(size_t size);
uint8_t *sequence_copy(const uint8_t *data, size_t size);

/* Comparisons; each stops the program with a sentence when they fail. */

void sequence_expect(const char *what, psa_status_t actual, psa_status_t predicted);
void sequence_equal(const char *what, const uint8_t *actual, size_t actual_size,
                    const uint8_t *expected, size_t expected_size);

/** What a setup has to answer, if `own` is what it would without regard to the operation and to
 * places. */
psa_status_t sequence_predict_setup(const struct sequence_model *model, psa_status_t own);
/** After a setup: compares, and counts places. True if the operation goes on now. */
bool sequence_began(const char *what, struct sequence_model *model, psa_status_t actual,
                    psa_status_t predicted);
/** After a call for an operation; `ends` if it ends the operation when it succeeds. True if it
 * succeeded. */
bool sequence_went(const char *what, struct sequence_model *model, psa_status_t actual,
                   psa_status_t predicted, bool ends);
void sequence_aborted(const char *what, struct sequence_model *model, psa_status_t actual);

/** A key for one call, and what that must say of it: PSA_SUCCESS if it may be used, with the usage
 * and algorithm wanted; now and then it may not, or is gone. Types and sizes must be right. */
struct sequence_key {
    psa_key_id_t id;
    psa_status_t status;
};

struct sequence_key sequence_key(psa_key_type_t type, psa_key_usage_t usage,
                                 psa_algorithm_t algorithm, const uint8_t *data, size_t size);
/** Destroys it: operations that have begun with it go on. */
void sequence_key_done(struct sequence_key key);

/** What keys are made of. */
extern const uint8_t sequence_secret[128];

/* The families: an action each, and the end of what goes on. */

void sequence_hash(void);
void sequence_mac(void);
void sequence_cipher(void);
void sequence_aead(void);
void sequence_derivation(void);

void sequence_hash_end(void);
void sequence_mac_end(void);
void sequence_cipher_end(void);
void sequence_aead_end(void);
void sequence_derivation_end(void);

/* What must come out, by OpenSSL (crypto_sequence_reference.c). All write and return as many bytes
 * as there are. */

size_t reference_hash(psa_algorithm_t algorithm, const uint8_t *data, size_t size, uint8_t *output);
/** The whole MAC, by HMAC or CMAC. */
size_t reference_mac(psa_algorithm_t algorithm, const uint8_t *key, size_t key_size,
                     const uint8_t *data, size_t size, uint8_t *output);
/** False if the padding is wrong. */
bool reference_cipher(psa_algorithm_t algorithm, const uint8_t *key, size_t key_size,
                      const uint8_t *iv, bool encrypt, const uint8_t *data, size_t size,
                      uint8_t *output, size_t *length);

/** The base point of P-256, and x of the point that a private value makes of it. */
void reference_agreement(const uint8_t private_value[32], uint8_t base[65], uint8_t x[32]);

struct reference_aead {
    psa_algorithm_t algorithm;
    const uint8_t *key, *nonce, *ad;
    size_t key_size, nonce_size, ad_size;
};

/** Encrypts; `tag` has as many bytes as the algorithm says. */
void reference_aead(const struct reference_aead *aead, const uint8_t *data, size_t size,
                    uint8_t *output, uint8_t *tag);

/** The inputs of a derivation. What was not given has size 0. */
struct reference_derivation {
    psa_algorithm_t algorithm;
    struct {
        uint8_t data[600];
        size_t size;
    } salt, secret, other_secret, seed, label, info, context;
    uint32_t cost;
    size_t capacity; /**< when output began */
    bool has_other_secret;
};

/** The first `size` bytes of output, at most SEQUENCE_MESSAGE_MAX. */
void reference_derive(const struct reference_derivation *derivation, uint8_t *output, size_t size);

#endif
