/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the two halves of key derivation have in common: derive_input.c takes inputs in, derive.c
 * makes output of them. Nobody else includes this.
 */
#ifndef CRYPTO_DERIVE_STEP_H
#define CRYPTO_DERIVE_STEP_H

#include "crypto/derive.h"

/* The algorithms, by their place in crypto_derive_rules[]; an operation has it as its `size`. */
enum crypto_derive_kind {
    DERIVE_HKDF,
    DERIVE_HKDF_EXTRACT,
    DERIVE_HKDF_EXPAND,
    DERIVE_TLS12_PRF,
    DERIVE_TLS12_PSK_TO_MS,
    DERIVE_PBKDF2,
    DERIVE_PBKDF2_CMAC,
    DERIVE_SP800_108_HMAC,
    DERIVE_SP800_108_CMAC,
    DERIVE_KIND_COUNT
};

/* Those of the profile, a bit each. */
#define DERIVE_KINDS                                                                     \
    ((CONFIG_CRYPTO_HKDF ? 7u << DERIVE_HKDF : 0u) |                                     \
     (unsigned)CONFIG_CRYPTO_TLS12_PRF << DERIVE_TLS12_PRF |                             \
     (unsigned)CONFIG_CRYPTO_TLS12_PSK_TO_MS << DERIVE_TLS12_PSK_TO_MS |                 \
     (unsigned)CONFIG_CRYPTO_PBKDF2_HMAC << DERIVE_PBKDF2 |                              \
     (unsigned)(CONFIG_CRYPTO_PBKDF2_HMAC && CONFIG_CRYPTO_CMAC) << DERIVE_PBKDF2_CMAC | \
     (unsigned)CONFIG_CRYPTO_SP800_108 << DERIVE_SP800_108_HMAC |                        \
     (unsigned)(CONFIG_CRYPTO_SP800_108 && CONFIG_CRYPTO_CMAC) << DERIVE_SP800_108_CMAC)

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

/* Those that some algorithm of the profile has. */
#define DERIVE_STEPS                                                                           \
    ((CONFIG_CRYPTO_HKDF ? STEP_SALT | STEP_SECRET | STEP_INFO : 0u) |                         \
     (CONFIG_CRYPTO_TLS12_PRF ? STEP_SEED | STEP_SECRET | STEP_LABEL : 0u) |                   \
     (CONFIG_CRYPTO_TLS12_PSK_TO_MS ? STEP_SEED | STEP_OTHER_SECRET | STEP_SECRET | STEP_LABEL \
                                    : 0u) |                                                    \
     (CONFIG_CRYPTO_PBKDF2_HMAC ? STEP_COST | STEP_SALT | STEP_SECRET : 0u) |                  \
     (CONFIG_CRYPTO_SP800_108 ? STEP_SECRET | STEP_LABEL | STEP_CONTEXT : 0u))

/* Phases. */
enum { DERIVE_INPUT = 1, DERIVE_OUTPUT };

/* Flags. No key may come out as long as the secret is neither a key nor the result of an agreement;
 * nothing at all, but for verification, if some key may not be derived from. */
#define DERIVE_NO_KEY    0x01u
#define DERIVE_NO_OUTPUT 0x02u

/** An algorithm without its hash, that is bits 23 to 8; its steps, and those of them without which
 * nothing comes out. */
struct crypto_derive_rule {
    uint16_t class;
    uint8_t steps, required;
};

extern const struct crypto_derive_rule crypto_derive_rules[DERIVE_KIND_COUNT];

/** Is the operation of this kind? Never, where the profile does not have it, and the compiler sees
 * that. */
static inline bool crypto_derive_is(const struct crypto_operation *operation,
                                    enum crypto_derive_kind kind)
{
    return (DERIVE_KINDS >> kind & 1) != 0 && operation->size == kind;
}

/** Is it PBKDF2, with either function? */
static inline bool crypto_derive_is_pbkdf2(const struct crypto_operation *operation)
{
    return crypto_derive_is(operation, DERIVE_PBKDF2) ||
           crypto_derive_is(operation, DERIVE_PBKDF2_CMAC);
}

/** Is its function CMAC? */
static inline bool crypto_derive_is_cmac(const struct crypto_operation *operation)
{
    return crypto_derive_is(operation, DERIVE_SP800_108_CMAC) ||
           crypto_derive_is(operation, DERIVE_PBKDF2_CMAC);
}

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
