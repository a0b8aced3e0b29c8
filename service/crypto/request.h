/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the families of requests to the crypto service have in common (api/kedge/crypto_call.h has
 * the requests).
 *
 * A family is one function with a switch, in the file of its name. Before it is called, the
 * operation of the request has been found, or a slot taken for the one that a setup begins. What is
 * done in one call has its operation on the stack, and is made of the same steps.
 *
 * Data streams through a small buffer, so each byte of the client's is read once, and nothing of it
 * is kept that could be as long as the client likes. Output goes out piece by piece behind the
 * input, which makes output over input right.
 *
 * The engine ends an operation whenever one of its functions fails. Where a request fails outside
 * of it, the handler ends the operation itself, so that no failed request keeps a slot.
 */
#ifndef SERVICE_CRYPTO_REQUEST_H
#define SERVICE_CRYPTO_REQUEST_H

#include "crypto/family.h"
#include "crypto/operation.h"
#include "kedge/crypto_call.h"
#include "psa/service.h"

/** Bytes at a time: a block of SHA-256, four of AES. */
#define SERVICE_CRYPTO_PIECE 64u

/** The longest data that is not streamed, because it is used whole: hashes, MACs, nonces, and a
 * suspended hash, which is the longest. */
#define SERVICE_CRYPTO_WHOLE_MAX                         \
    (!CONFIG_CRYPTO_HASH_SUSPEND ? 64u                   \
     : CRYPTO_HASH_WIDE          ? 4u + 16u + 64u + 127u \
                                 : 4u + 8u + 32u + 63u)

/** A request on its way. */
struct service_crypto_request {
    const psa_msg_t *msg;
    struct crypto_operation *operation;
    uint32_t vector; /**< the next input vector: 1, then 2 */
    size_t written;  /**< bytes of the output */
    struct kedge_crypto_args args;
};

/** Answers a request of one family: a kedge_crypto_verb, or another number within the family. */
typedef psa_status_t service_crypto_family_t(struct service_crypto_request *request, uint32_t verb);

service_crypto_family_t service_crypto_key;
service_crypto_family_t service_crypto_hash;
service_crypto_family_t service_crypto_mac;
service_crypto_family_t service_crypto_cipher;
service_crypto_family_t service_crypto_aead;
service_crypto_family_t service_crypto_derivation;
service_crypto_family_t service_crypto_asymmetric;

/** A step of a one-shot function, between setup and data. */
typedef psa_status_t service_crypto_step_t(struct service_crypto_request *request);

/** The engine's functions that take data, and that give some. */
typedef psa_status_t service_crypto_taker_t(struct crypto_operation *operation, const uint8_t *data,
                                            size_t size);
typedef psa_status_t service_crypto_giver_t(struct crypto_operation *operation, uint8_t *data,
                                            size_t capacity, size_t *size);

/** Writes all of an output, if it fits. */
psa_status_t service_crypto_put(struct service_crypto_request *request, const void *data,
                                size_t size);

/** The same at the end of a function that returns something: an identifier, say. */
psa_status_t service_crypto_put_if(struct service_crypto_request *request, psa_status_t status,
                                   const void *data, size_t size);

/** Streams the next input vector into the operation. */
psa_status_t service_crypto_stream(struct service_crypto_request *request,
                                   service_crypto_taker_t *taker);

/** Gives the operation the next `size` bytes of an input vector as a whole. Fewer than that, or
 * more than any algorithm takes, are given as nothing, which none takes either. */
psa_status_t service_crypto_give(struct service_crypto_request *request, uint32_t vector,
                                 size_t size, service_crypto_taker_t *taker);

/** Gives the operation the next input vector as a whole. */
psa_status_t service_crypto_give_next(struct service_crypto_request *request,
                                      service_crypto_taker_t *taker);

/** Takes output of the operation as a whole, and writes it behind what is written already. */
psa_status_t service_crypto_take(struct service_crypto_request *request,
                                 service_crypto_giver_t *giver);

/** All in one call: setup, `prepare` if it is not null, update, finish or verify. */
psa_status_t service_crypto_one_shot(struct service_crypto_request *request,
                                     service_crypto_family_t *family,
                                     service_crypto_step_t *prepare);

#endif
