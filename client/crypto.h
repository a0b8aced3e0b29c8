/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the stubs of PSA Crypto share: one function for each shape of arguments, so that a stub is
 * little more than the number of its request.
 *
 * Operations come as a pointer to the handle in them: the structures of all families are that and
 * nothing else. A handle becomes 0 when a request with KEDGE_CRYPTO_ENDS succeeds; after an error
 * it stays, is stale, and the service answers PSA_ERROR_BAD_STATE to it until it is aborted. A
 * handle of 0 the service refuses in the same way, so nothing here looks at it but a setup.
 */
#ifndef CLIENT_CRYPTO_H
#define CLIENT_CRYPTO_H

#include "kedge/crypto_call.h"
#include "psa/client.h"
#include "psa/crypto.h"

#include <stdbool.h>

/**
 * Sends a request: input vectors, of which the first is arguments, and one output or null.
 * `length`, if it is not null, becomes the output's length, 0 after an error.
 */
psa_status_t client_crypto_call(int32_t request, const psa_invec *in, size_t in_count,
                                psa_outvec *out, size_t *length);

/** A one-shot function with an output: `input` to `output`, under a key or none. */
psa_status_t client_crypto_compute(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                   size_t input_length, uint8_t *output, size_t output_size,
                                   size_t *output_length, int32_t request);

/** A one-shot function that compares: `input`, and what it should give. */
psa_status_t client_crypto_check(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                 size_t input_length, const uint8_t *expected,
                                 size_t expected_length, int32_t request);

/** Begins an operation. PSA_ERROR_BAD_STATE if it is active. */
psa_status_t client_crypto_setup(uint32_t *handle, psa_key_id_t key, psa_algorithm_t alg,
                                 int32_t request);

/** Gives an operation input. */
psa_status_t client_crypto_feed(uint32_t *handle, const uint8_t *input, size_t input_length,
                                int32_t request);

/** Takes output from an operation. */
psa_status_t client_crypto_fetch(uint32_t *handle, uint8_t *output, size_t output_size,
                                 size_t *output_length, int32_t request);

/** The most that an operation keeps back of its input: a block. */
#define CLIENT_CRYPTO_KEPT_MAX PSA_BLOCK_CIPHER_BLOCK_MAX_SIZE

/** Arguments, and room for what may follow them: a nonce and a tag, or an IV and the end of input.
 * As much is sent as is used. */
struct client_crypto_args {
    struct kedge_crypto_args args;
    uint8_t behind[128 + PSA_AEAD_TAG_MAX_SIZE];
};

/**
 * Passes `data` through the service: to `out` behind its first `before` bytes, which are no more
 * than it has. The buffers may overlap in any way. `behind` bytes of arguments are used.
 *
 * The service writes output behind the input that it has read: right if the output starts at the
 * input, before it, or behind its end. Elsewhere the input is moved into the output, where it would
 * be overwritten anyhow. Its end may not fit, because the operation will keep it back: that goes
 * behind the arguments. Where more does not fit, the output is too short and the service says so.
 */
psa_status_t client_crypto_pass(struct client_crypto_args *args, size_t behind, psa_invec data,
                                size_t before, psa_outvec out, size_t *output_length,
                                int32_t request);

/** Is this the case where input has to be moved to `place`, `before` which there is more output? */
bool client_crypto_disturbs(const uint8_t *place, size_t before, const psa_invec *in);

/** The same for an operation. */
psa_status_t client_crypto_update(uint32_t handle, const uint8_t *input, size_t input_length,
                                  uint8_t *output, size_t output_size, size_t *output_length,
                                  int32_t request);

/** Ends an operation. The handle becomes 0. */
psa_status_t client_crypto_abort(uint32_t *handle);

/** Makes a key of arguments and data: of attributes and its bytes, or of its source and attributes.
 */
psa_status_t client_crypto_make_key(const void *args, size_t args_size, const void *data,
                                    size_t data_length, psa_key_id_t *key, int32_t request);

#endif
