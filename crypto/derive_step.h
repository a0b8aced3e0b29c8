/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the two halves of key derivation have in common: derive_input.c takes inputs in, derive.c
 * makes output of them. Nobody else includes this.
 */
#ifndef CRYPTO_DERIVE_STEP_H
#define CRYPTO_DERIVE_STEP_H

#include "crypto/derive.h"

/* The algorithms without their hash; a small number, which none is, where the profile leaves one
 * out. */
#define CRYPTO_HKDF            (CONFIG_CRYPTO_HKDF ? 0x08000100u : 8)
#define CRYPTO_HKDF_EXTRACT    (CONFIG_CRYPTO_HKDF ? 0x08000400u : 1)
#define CRYPTO_HKDF_EXPAND     (CONFIG_CRYPTO_HKDF ? 0x08000500u : 2)
#define CRYPTO_TLS12_PRF       (CONFIG_CRYPTO_TLS12_PRF ? 0x08000200u : 3)
#define CRYPTO_TLS12_PSK_TO_MS (CONFIG_CRYPTO_TLS12_PSK_TO_MS ? 0x08000300u : 4)
#define CRYPTO_PBKDF2_HMAC     (CONFIG_CRYPTO_PBKDF2_HMAC ? 0x08800100u : 5)
#define CRYPTO_SP800_108_HMAC  (CONFIG_CRYPTO_SP800_108 ? 0x08000700u : 6)
#define CRYPTO_SP800_108_CMAC  (CONFIG_CRYPTO_SP800_108 && CONFIG_CRYPTO_CMAC ? 0x08000800u : 7)

/* The steps, a bit each, in an order in which every algorithm wants its own; only the information
 * of HKDF may come earlier. The password of PBKDF2 is its secret. */
#define STEP_COST         0x01u
#define STEP_SEED         0x02u
#define STEP_SALT         0x04u
#define STEP_OTHER_SECRET 0x08u
#define STEP_SECRET       0x10u
#define STEP_LABEL        0x20u
#define STEP_INFO         0x40u
#define STEP_CONTEXT      0x80u

/* Phases. */
enum { DERIVE_INPUT = 1, DERIVE_OUTPUT };

/* Flags: the secret was a key or the result of an agreement; some key may not be derived from. */
#define DERIVE_FROM_KEY    0x01u
#define DERIVE_VERIFY_ONLY 0x02u

/** An algorithm's steps, and those of them without which nothing comes out. */
struct crypto_derive_kind {
    psa_algorithm_t class;
    uint8_t steps, required;
};

/** That of an operation; null if there is none, which no operation has that began. */
const struct crypto_derive_kind *crypto_derive_kind(const struct crypto_operation *operation);

/** A piece of what an HMAC or CMAC is computed of. */
struct crypto_derive_part {
    const uint8_t *data;
    size_t size;
};

/** Computes the HMAC or CMAC of `count` pieces with the operation's key. */
psa_status_t crypto_derive_prf(struct crypto_operation *operation,
                               const struct crypto_derive_part *parts, size_t count,
                               uint8_t *output);

#endif
