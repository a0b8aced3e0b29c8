/* SPDX-License-Identifier: Apache-2.0 */
/**
 * PSA Crypto for a program without a partition manager: the functions of psa/crypto.h, straight
 * over the engine, in crypto/api_<family>.c. A client of the service gets the same functions from
 * client/; test/ runs its tests of PSA Crypto against both.
 *
 * What the functions have in common is here. Operations come as a pointer to the handle in them:
 * the structures of all families are that and nothing else. A handle is set when an operation has
 * begun, becomes 0 when it has ended as it should, and stays after an error, stale: it is
 * PSA_ERROR_BAD_STATE until the operation is aborted.
 *
 * Buffers may overlap in any way, as if the input had been copied first. What reads all of its
 * input before it writes needs nothing for that; what does not moves the input into the output.
 *
 * One call at a time: a program with threads puts a mutex around it.
 */
#ifndef CRYPTO_API_H
#define CRYPTO_API_H

#include "crypto/family.h"
#include "crypto/operation.h"
#include "psa/crypto.h"

/** The owner of the program's keys. No client of a partition manager has this id. */
#define API_OWNER 0

/** The engine's functions that take data, and that give some. */
typedef psa_status_t api_taker_t(struct crypto_operation *operation, const uint8_t *data,
                                 size_t size);
typedef psa_status_t api_giver_t(struct crypto_operation *operation, uint8_t *data, size_t capacity,
                                 size_t *size);

/** `size` bytes behind `buffer`, which may be null if that is none. */
static inline uint8_t *api_behind(uint8_t *buffer, size_t size)
{
    return size > 0 ? buffer + size : buffer;
}

/** The end of every function that may have looked at a key. */
psa_status_t api_done(psa_status_t status);

/** Takes a slot for an operation that begins. PSA_ERROR_BAD_STATE if there is one behind `handle`,
 * and the statuses of crypto_operation_open(). */
psa_status_t api_open(const uint32_t *handle, enum crypto_family family,
                      struct crypto_operation **operation);

/** After the engine has begun, or failed to: sets the handle, or gives the slot back. */
psa_status_t api_begun(uint32_t *handle, struct crypto_operation *operation, psa_status_t status);

/** All of a setup with a key, to encrypt or to compute a MAC, or the other way. */
psa_status_t api_setup(uint32_t *handle, enum crypto_family family, psa_key_id_t key,
                       psa_algorithm_t algorithm, bool forward);

/** Gives an operation input. */
psa_status_t api_feed(uint32_t *handle, enum crypto_family family, api_taker_t *taker,
                      const uint8_t *data, size_t size);

/** Takes output from an operation; `*length` is 0 after an error. */
psa_status_t api_fetch(uint32_t *handle, enum crypto_family family, api_giver_t *giver,
                       uint8_t *output, size_t capacity, size_t *length);

/** All input of a one-shot function, and its result or what that is compared with: the end of the
 * one that `begun` tells to have begun. */
psa_status_t api_compute(struct crypto_operation *operation, psa_status_t begun,
                         api_taker_t *update, const uint8_t *input, size_t size, uint8_t *output,
                         size_t capacity, size_t *length);
psa_status_t api_compare(struct crypto_operation *operation, psa_status_t begun,
                         api_taker_t *update, const uint8_t *input, size_t size,
                         const uint8_t *expected, size_t expected_size);

/** Ends an operation, whatever has become of it. */
psa_status_t api_abort(uint32_t *handle, enum crypto_family family);

#endif
