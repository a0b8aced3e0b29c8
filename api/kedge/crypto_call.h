/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How a request to the crypto service is packed into psa_call(): what client/ and service/crypto/
 * agree on. Applications use psa/crypto.h instead.
 *
 * The type of the call names the request: its family << 5 | what is done. Input vector 0 is a
 * kedge_crypto_args, of which a request may leave out the end that it does not need: what is
 * missing is zero. Data follows in the other vectors, each byte of which the service reads once, in
 * order.
 *
 *     request                 args                  in 1       in 2        out 0
 *     GENERATE_RANDOM         no in 0               -          -           random bytes
 *     IMPORT_KEY              attributes            key        -           identifier
 *     GENERATE_KEY            attributes            exponent   -           identifier
 *     COPY_KEY                key                   attributes -           identifier
 *     DESTROY_KEY, PURGE_KEY  key                   -          -           -
 *     EXPORT_..., GET_...     key                   -          -           key, attributes
 *     ABORT                   operation             -          -           -
 *     HASH_COMPUTE            algorithm             input      -           hash
 *     HASH_COMPARE            algorithm             input      hash        -
 *     HASH_RESUME             -                     state      -           handle
 *     HASH_CLONE              operation             -          -           handle
 *     MAC_COMPUTE             key, algorithm        input      -           MAC
 *     MAC_VERIFY              key, algorithm        input      MAC         -
 *     CIPHER_ENCRYPT          key, algorithm        plaintext  -           IV, ciphertext
 *     CIPHER_DECRYPT          the same | IV         ciphertext -           plaintext
 *     AEAD_ENCRYPT            key, algorithm,       additional plaintext   ciphertext,
 *                             nonce_size | nonce    data                   tag
 *     AEAD_DECRYPT            the same | nonce, tag the same   ciphertext  plaintext
 *     AEAD_SET_LENGTHS        operation, length     -          -           -
 *     DERIVATION_INPUT_...    operation, step,      bytes, or  -           -
 *                             value                 peer's key
 *     DERIVATION_OUTPUT_KEY   operation             attributes -           identifier
 *     DERIVATION_VERIFY_KEY   operation, value      -          -           -
 *     DERIVATION_SET_CAPACITY operation, length[0]  -          -           -
 *     SIGN_..., VERIFY_...    key, algorithm        hash, or   to verify,  to sign, the
 *                                                   message    signature   signature
 *     ASYMMETRIC_...          key, algorithm        input      salt        output
 *     RAW_KEY_AGREEMENT       key, algorithm        peer's key -           secret
 *     KEY_AGREEMENT           key, algorithm        peer's key attributes  identifier
 *     ..._SETUP               key, algorithm        -          -           handle
 *     the others              operation             input      -           output
 *
 * What is behind a bar follows kedge_crypto_args in vector 0, all of which is sent then. Requests
 * of the family CIPHER may have the last bytes of their input there, behind the IV: where input and
 * output overlap, it is their only place.
 *
 * An operation in several parts is a handle, which its setup gives; 0 is none. It is the client's
 * alone. A request for it that fails ends it (but for what psa/crypto_derivation.h excepts), and a
 * handle that has ended is PSA_ERROR_BAD_STATE from then on; ABORT takes any, of every family.
 *
 * The numbers are part of the interface between images that are built apart: once released, they
 * never change.
 */
#ifndef KEDGE_CRYPTO_CALL_H
#define KEDGE_CRYPTO_CALL_H

#include "psa/crypto_types.h"

enum kedge_crypto_family {
    KEDGE_CRYPTO_FAMILY_KEY = 0,
    KEDGE_CRYPTO_FAMILY_HASH = 1,
    KEDGE_CRYPTO_FAMILY_MAC = 2,
    KEDGE_CRYPTO_FAMILY_CIPHER = 3,
    KEDGE_CRYPTO_FAMILY_AEAD = 4,
    KEDGE_CRYPTO_FAMILY_DERIVATION = 5,
    KEDGE_CRYPTO_FAMILY_ASYMMETRIC = 6,
};

/**
 * Of the families with operations (HASH to DERIVATION) the numbers within the family say what kind
 * of request it is: all in one call, a setup, for an operation that goes on, and with
 * KEDGE_CRYPTO_ENDS for one that ends if it succeeds. What families have alike has the same number,
 * and of two directions (compute and verify, encrypt and decrypt) the second has the lowest bit.
 */
enum kedge_crypto_verb {
    KEDGE_CRYPTO_ONE_SHOT = 0,
    KEDGE_CRYPTO_SETUP = 2,
    KEDGE_CRYPTO_OPERATION = 6, /**< from here on: for an operation that goes on */
    KEDGE_CRYPTO_UPDATE = 8,
    KEDGE_CRYPTO_GENERATE_NONCE = 9, /**< or an IV */
    KEDGE_CRYPTO_SET_NONCE = 10,
    KEDGE_CRYPTO_FINISH = 16,
    KEDGE_CRYPTO_VERIFY = 17,
};

#define KEDGE_CRYPTO_ENDS 0x10

#define KEDGE_CRYPTO_FAMILY(request) ((uint32_t)(request) >> 5)
#define KEDGE_CRYPTO_VERB(request)   ((uint32_t)(request)&0x1fu)

enum kedge_crypto_request {
    KEDGE_CRYPTO_GENERATE_RANDOM = 0x00,
    KEDGE_CRYPTO_IMPORT_KEY = 0x01,
    KEDGE_CRYPTO_GENERATE_KEY = 0x02,
    KEDGE_CRYPTO_COPY_KEY = 0x03,
    KEDGE_CRYPTO_DESTROY_KEY = 0x04,
    KEDGE_CRYPTO_PURGE_KEY = 0x05,
    KEDGE_CRYPTO_EXPORT_KEY = 0x06,
    KEDGE_CRYPTO_EXPORT_PUBLIC_KEY = 0x07,
    KEDGE_CRYPTO_GET_ATTRIBUTES = 0x08,
    KEDGE_CRYPTO_ABORT = 0x10, /* ends what it names */

    KEDGE_CRYPTO_HASH_COMPUTE = 0x20,
    KEDGE_CRYPTO_HASH_COMPARE = 0x21,
    KEDGE_CRYPTO_HASH_SETUP = 0x22,
    KEDGE_CRYPTO_HASH_RESUME = 0x24,
    KEDGE_CRYPTO_HASH_CLONE = 0x25,
    KEDGE_CRYPTO_HASH_UPDATE = 0x28,
    KEDGE_CRYPTO_HASH_FINISH = 0x30,
    KEDGE_CRYPTO_HASH_VERIFY = 0x31,
    KEDGE_CRYPTO_HASH_SUSPEND = 0x32,

    KEDGE_CRYPTO_MAC_COMPUTE = 0x40,
    KEDGE_CRYPTO_MAC_VERIFY = 0x41,
    KEDGE_CRYPTO_MAC_SIGN_SETUP = 0x42,
    KEDGE_CRYPTO_MAC_VERIFY_SETUP = 0x43,
    KEDGE_CRYPTO_MAC_UPDATE = 0x48,
    KEDGE_CRYPTO_MAC_SIGN_FINISH = 0x50,
    KEDGE_CRYPTO_MAC_VERIFY_FINISH = 0x51,

    KEDGE_CRYPTO_CIPHER_ENCRYPT = 0x60,
    KEDGE_CRYPTO_CIPHER_DECRYPT = 0x61,
    KEDGE_CRYPTO_CIPHER_ENCRYPT_SETUP = 0x62,
    KEDGE_CRYPTO_CIPHER_DECRYPT_SETUP = 0x63,
    KEDGE_CRYPTO_CIPHER_UPDATE = 0x68,
    KEDGE_CRYPTO_CIPHER_GENERATE_IV = 0x69,
    KEDGE_CRYPTO_CIPHER_SET_IV = 0x6a,
    KEDGE_CRYPTO_CIPHER_FINISH = 0x70,

    KEDGE_CRYPTO_AEAD_ENCRYPT = 0x80,
    KEDGE_CRYPTO_AEAD_DECRYPT = 0x81,
    KEDGE_CRYPTO_AEAD_ENCRYPT_SETUP = 0x82,
    KEDGE_CRYPTO_AEAD_DECRYPT_SETUP = 0x83,
    KEDGE_CRYPTO_AEAD_UPDATE = 0x88,
    KEDGE_CRYPTO_AEAD_GENERATE_NONCE = 0x89,
    KEDGE_CRYPTO_AEAD_SET_NONCE = 0x8a,
    KEDGE_CRYPTO_AEAD_UPDATE_AD = 0x8b,
    KEDGE_CRYPTO_AEAD_SET_LENGTHS = 0x8c,
    KEDGE_CRYPTO_AEAD_FINISH = 0x90,
    KEDGE_CRYPTO_AEAD_VERIFY = 0x91,

    KEDGE_CRYPTO_DERIVATION_SETUP = 0xa2,
    KEDGE_CRYPTO_DERIVATION_GET_CAPACITY = 0xa8,
    KEDGE_CRYPTO_DERIVATION_SET_CAPACITY = 0xa9,
    KEDGE_CRYPTO_DERIVATION_INPUT_BYTES = 0xaa,
    KEDGE_CRYPTO_DERIVATION_INPUT_INTEGER = 0xab,
    KEDGE_CRYPTO_DERIVATION_INPUT_KEY = 0xac,
    KEDGE_CRYPTO_DERIVATION_INPUT_AGREEMENT = 0xad,
    KEDGE_CRYPTO_DERIVATION_OUTPUT_BYTES = 0xae,
    KEDGE_CRYPTO_DERIVATION_OUTPUT_KEY = 0xaf,
    KEDGE_CRYPTO_DERIVATION_VERIFY_BYTES = 0xa6,
    KEDGE_CRYPTO_DERIVATION_VERIFY_KEY = 0xa7,

    KEDGE_CRYPTO_SIGN_HASH = 0xc0,
    KEDGE_CRYPTO_SIGN_MESSAGE = 0xc1,
    KEDGE_CRYPTO_VERIFY_HASH = 0xc2,
    KEDGE_CRYPTO_VERIFY_MESSAGE = 0xc3,
    KEDGE_CRYPTO_ASYMMETRIC_ENCRYPT = 0xc4,
    KEDGE_CRYPTO_ASYMMETRIC_DECRYPT = 0xc5,
    KEDGE_CRYPTO_RAW_KEY_AGREEMENT = 0xc6,
    KEDGE_CRYPTO_KEY_AGREEMENT = 0xc7,
};

/** Both sides of a call are the same machine, so a structure without padding is packed enough. */
struct kedge_crypto_args {
    union {
        psa_key_attributes_t attributes;
        struct {
            uint32_t key; /**< or the handle of an operation */
            union {
                psa_algorithm_t algorithm;
                uint32_t step;
            };
            union {
                uint32_t nonce_size; /**< in bytes */
                uint32_t value[2];   /**< a derivation's number, low word first; or a key */
                size_t length[2];    /**< additional data, message; a capacity */
            };
        };
    };
};

#endif
