/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How a request to the crypto service is packed into psa_call(): what client/ and service/crypto/
 * agree on. Applications use psa/crypto.h instead.
 *
 * The type of the call names the request. Input vector 0 is a kedge_crypto_args, of which a
 * request may leave out the end that it does not need: what is missing is zero. Data follows in
 * the other vectors, each byte of which the service reads once.
 *
 *     request            uses of args   in 1             in 2          out 0
 *     GENERATE_RANDOM    none, no in 0  -                -             random bytes
 *     HASH_COMPUTE       algorithm      input            -             hash
 *     HASH_COMPARE       algorithm      input            hash          -
 *     AEAD_ENCRYPT       all but tag    additional data  plaintext     ciphertext, then tag
 *     AEAD_DECRYPT       all            additional data  ciphertext    plaintext
 *     SIGN_HASH          key, algorithm hash             -             signature
 *     SIGN_MESSAGE       key, algorithm message          -             signature
 *     VERIFY_HASH        key, algorithm hash             signature     -
 *     VERIFY_MESSAGE     key, algorithm message          signature     -
 *     IMPORT_KEY         attributes     key              -             identifier
 *     GENERATE_KEY       attributes     -                -             identifier
 *     DESTROY_KEY        key            -                -             -
 *     PURGE_KEY          key            -                -             -
 *     EXPORT_KEY         key            -                -             key
 *     EXPORT_PUBLIC_KEY  key            -                -             public key
 *     GET_ATTRIBUTES     key            -                -             attributes
 *
 * The numbers are part of the interface between images that are built apart: they never change.
 */
#ifndef KEDGE_CRYPTO_CALL_H
#define KEDGE_CRYPTO_CALL_H

#include "psa/crypto_types.h"

enum kedge_crypto_request {
    KEDGE_CRYPTO_GENERATE_RANDOM = 0,
    KEDGE_CRYPTO_HASH_COMPUTE = 1,
    KEDGE_CRYPTO_HASH_COMPARE = 2,
    KEDGE_CRYPTO_AEAD_ENCRYPT = 3,
    KEDGE_CRYPTO_AEAD_DECRYPT = 4,
    KEDGE_CRYPTO_SIGN_HASH = 5,
    KEDGE_CRYPTO_SIGN_MESSAGE = 6,
    KEDGE_CRYPTO_VERIFY_HASH = 7,
    KEDGE_CRYPTO_VERIFY_MESSAGE = 8,
    KEDGE_CRYPTO_IMPORT_KEY = 9,
    KEDGE_CRYPTO_GENERATE_KEY = 10,
    KEDGE_CRYPTO_DESTROY_KEY = 11,
    KEDGE_CRYPTO_PURGE_KEY = 12,
    KEDGE_CRYPTO_EXPORT_KEY = 13,
    KEDGE_CRYPTO_EXPORT_PUBLIC_KEY = 14,
    KEDGE_CRYPTO_GET_ATTRIBUTES = 15,
};

#define KEDGE_CRYPTO_NONCE_MAX 15u
#define KEDGE_CRYPTO_TAG_MAX   16u

/** Both sides of a call are the same machine, so a structure without padding is packed enough. */
struct kedge_crypto_args {
    union {
        psa_key_attributes_t attributes;
        struct {
            psa_key_id_t key;
            psa_algorithm_t algorithm;
            uint8_t nonce_size; /**< in bytes; above KEDGE_CRYPTO_NONCE_MAX is refused */
            uint8_t nonce[KEDGE_CRYPTO_NONCE_MAX];
            uint8_t tag[KEDGE_CRYPTO_TAG_MAX]; /**< as many bytes as the algorithm says */
        };
    };
};

#endif
