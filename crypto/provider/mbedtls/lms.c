/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mbed TLS's lms.c and lmots.c do this for one set of parameters, through the PSA functions of its
 * own front end; names here are the RFC's.
 */
#include "crypto/provider/mbedtls/lms.h"

#include "lib/bytes.h"
#include "lib/sha256.h"

#include <stdbool.h>
#include <string.h>

#define HASH_MAX   32u
#define LEVELS_MAX 8u /* of HSS */

enum { D_PBLC = 0x8080, D_MESG = 0x8181, D_LEAF = 0x8282, D_INTR = 0x8383 };

/* What the two types of a key say. */
struct parameters {
    size_t n;  /* bytes of a hash, m of the tree, too */
    size_t h;  /* levels of the tree */
    size_t w;  /* bits that a chain signs */
    size_t p;  /* chains */
    size_t ls; /* bits that the checksum is shifted by */
    size_t key_size, signature_size;
};

/* Which key, and where in its tree: every hash begins with it. */
struct place {
    const uint8_t *identifier; /* I */
    uint32_t node;             /* q, or r */
};

/* A string of bytes that is read from its beginning. */
struct reader {
    const uint8_t *at;
    size_t left;
};

static psa_status_t parameters_of(const uint8_t *types, struct parameters *parameters)
{
    /* Digits of the checksum for w of 1, 2, 4 and 8; with 192 bits the first is one less. */
    static const uint8_t digits[] = {9, 5, 3, 2};
    uint32_t tree = lib_get_be32(types) - 5, chains = lib_get_be32(types + 4) - 1;
    size_t short_hash = tree / 5, power = chains % 4, v;

    if (tree >= 10 || chains >= 8 || chains / 4 != short_hash)
        return PSA_ERROR_NOT_SUPPORTED;
    v = digits[power] - (short_hash != 0 && power == 0);
    parameters->n = HASH_MAX - 8 * short_hash;
    parameters->h = 5 * (tree % 5 + 1);
    parameters->w = (size_t)1 << power;
    parameters->p = parameters->n * 8 / parameters->w + v;
    parameters->ls = 16 - v * parameters->w;
    parameters->key_size = 24 + parameters->n;
    parameters->signature_size = 12 + parameters->n * (1 + parameters->p + parameters->h);
    return PSA_SUCCESS;
}

static void begin(struct lib_sha256 *hash, const struct place *place, unsigned tag)
{
    uint8_t bytes[6];

    lib_put_be32(bytes, place->node);
    bytes[4] = (uint8_t)(tag >> 8);
    bytes[5] = (uint8_t)tag;
    lib_sha256_begin(hash);
    lib_sha256_update(hash, place->identifier, 16);
    lib_sha256_update(hash, bytes, sizeof bytes);
}

/* Digit `i` of `w` bits. */
static unsigned coef(const uint8_t *string, size_t i, size_t w)
{
    size_t per_byte = 8 / w;

    return (unsigned)string[i / per_byte] >> (8 - w * (i % per_byte + 1)) & ((1u << w) - 1);
}

/* Algorithm 4b: the one-time key that a signature belongs to, if it is good. */
static void one_time_key(const struct parameters *x, const struct place *place,
                         const uint8_t *message, size_t size, const uint8_t *signature,
                         uint8_t key[HASH_MAX])
{
    struct lib_sha256 all, hash;
    uint8_t string[HASH_MAX + 2], value[HASH_MAX];
    unsigned last = (1u << x->w) - 1, sum = 0;

    begin(&hash, place, D_MESG);
    lib_sha256_update(&hash, signature, x->n);
    lib_sha256_update(&hash, message, size);
    lib_sha256_finish(&hash, string);
    for (size_t i = 0; i < x->n * 8 / x->w; i++)
        sum += last - coef(string, i, x->w);
    sum <<= x->ls;
    string[x->n] = (uint8_t)(sum >> 8);
    string[x->n + 1] = (uint8_t)sum;
    begin(&all, place, D_PBLC);
    for (size_t i = 0; i < x->p; i++) {
        signature += x->n;
        memcpy(value, signature, x->n);
        for (unsigned step = coef(string, i, x->w); step < last; step++) {
            uint8_t byte = (uint8_t)step;

            begin(&hash, place, (unsigned)i);
            lib_sha256_update(&hash, &byte, 1);
            lib_sha256_update(&hash, value, x->n);
            lib_sha256_finish(&hash, value);
        }
        lib_sha256_update(&all, value, x->n);
    }
    lib_sha256_finish(&all, key);
}

/* Algorithm 6a: from the leaf to the root, which `value` becomes. */
static void climb(const struct parameters *x, struct place *place, const uint8_t *path,
                  uint8_t value[HASH_MAX])
{
    struct lib_sha256 hash;

    place->node += (uint32_t)1 << x->h;
    begin(&hash, place, D_LEAF);
    lib_sha256_update(&hash, value, x->n);
    lib_sha256_finish(&hash, value);
    for (; place->node > 1; path += x->n) {
        bool right = (place->node & 1) != 0;

        place->node /= 2;
        begin(&hash, place, D_INTR);
        lib_sha256_update(&hash, right ? path : value, x->n);
        lib_sha256_update(&hash, right ? value : path, x->n);
        lib_sha256_finish(&hash, value);
    }
}

/* Verifies with the signature that comes next. */
static psa_status_t verify(const uint8_t *key, const struct parameters *x, const uint8_t *message,
                           size_t size, struct reader *signature)
{
    const uint8_t *s = signature->at;
    struct place place = {key + 8, 0};
    const uint8_t *path_type;
    uint8_t value[HASH_MAX];

    if (signature->left < x->signature_size)
        return PSA_ERROR_INVALID_SIGNATURE;
    signature->at += x->signature_size;
    signature->left -= x->signature_size;
    place.node = lib_get_be32(s);
    path_type = s + 8 + x->n * (1 + x->p);
    if (place.node >> x->h != 0 || memcmp(s + 4, key + 4, 4) != 0 || memcmp(path_type, key, 4) != 0)
        return PSA_ERROR_INVALID_SIGNATURE;
    one_time_key(x, &place, message, size, s + 8, value);
    climb(x, &place, path_type + 4, value);
    return memcmp(value, key + 24, x->n) == 0 ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE;
}

psa_status_t crypto_lms_verify(const uint8_t *key, size_t key_size, const uint8_t *message,
                               size_t message_size, const uint8_t *signature, size_t signature_size)
{
    struct parameters x;
    struct reader reader = {signature, signature_size};
    psa_status_t status = key_size < 8 ? PSA_ERROR_INVALID_ARGUMENT : parameters_of(key, &x);

    if (status == PSA_SUCCESS && key_size != x.key_size)
        status = PSA_ERROR_INVALID_ARGUMENT;
    if (status == PSA_SUCCESS)
        status = verify(key, &x, message, message_size, &reader);
    return status == PSA_SUCCESS && reader.left > 0 ? PSA_ERROR_INVALID_SIGNATURE : status;
}

/* Takes the key that the next level's signature is by, which this level's signs. */
static psa_status_t descend(const uint8_t **key, struct parameters *x, struct reader *signature)
{
    struct reader signed_key = *signature;
    struct parameters next;
    psa_status_t status;

    /* It stands behind this level's signature. */
    if (signature->left < x->signature_size + 8)
        return PSA_ERROR_INVALID_SIGNATURE;
    signed_key.at += x->signature_size;
    if (parameters_of(signed_key.at, &next) != PSA_SUCCESS ||
        signature->left - x->signature_size < next.key_size)
        return PSA_ERROR_INVALID_SIGNATURE;
    status = verify(*key, x, signed_key.at, next.key_size, signature);
    signature->at += next.key_size;
    signature->left -= next.key_size;
    *key = signed_key.at;
    *x = next;
    return status;
}

psa_status_t crypto_hss_verify(const uint8_t *key, size_t key_size, const uint8_t *message,
                               size_t message_size, const uint8_t *signature, size_t signature_size)
{
    struct parameters x;
    struct reader reader = {signature, signature_size};
    uint32_t levels;
    psa_status_t status;

    if (key_size < 12)
        return PSA_ERROR_INVALID_ARGUMENT;
    levels = lib_get_be32(key);
    key += 4;
    status = parameters_of(key, &x);
    if (status != PSA_SUCCESS)
        return status;
    if (key_size != 4 + x.key_size || levels - 1 >= LEVELS_MAX)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (signature_size < 4 || lib_get_be32(signature) != levels - 1)
        return PSA_ERROR_INVALID_SIGNATURE;
    reader.at += 4;
    reader.left -= 4;
    while (--levels > 0 && status == PSA_SUCCESS)
        status = descend(&key, &x, &reader);
    if (status == PSA_SUCCESS)
        status = verify(key, &x, message, message_size, &reader);
    return status == PSA_SUCCESS && reader.left > 0 ? PSA_ERROR_INVALID_SIGNATURE : status;
}
