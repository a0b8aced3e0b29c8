/* SPDX-License-Identifier: Apache-2.0 */
/*
 * P-384: keys, ECDSA and ECDH.
 *
 * Points are projective, and added by the complete formulas of Renes, Costello and Batina
 * (IACR ePrint 2015/1060, algorithm 4): one sequence of steps for all points, the
 * neutral one and doubling included. So there is no special case to forget, and no branch or
 * address depends on a secret. The steps are data, a step in 16 bits, that seven lines execute:
 * written as calls they would be 600 bytes.
 *
 * Rejected: Mbed TLS's ecp.c, which needs a heap and with bignum.c 15 KB of flash.
 */
#include "crypto/provider/mbedtls/ecc.h"
#include "crypto/provider/mbedtls/modular.h"
#include "lib/wipe.h"

#include <constant_time_internal.h>

#include <string.h>

#define SIZE  48u
#define LIMBS (SIZE / sizeof(limb_t))
/* p256-m gives up as early; the chance of one try to fail is 2^-190. */
#define TRIES 4

/* SEC 2, 2.5.1. */
static const uint8_t constants[][SIZE] = {
#define PRIME 0
    {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff,
     0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff},
#define ORDER 1
    {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xc7, 0x63, 0x4d, 0x81, 0xf4, 0x37, 0x2d, 0xdf, 0x58, 0x1a, 0x0d, 0xb2,
     0x48, 0xb0, 0xa7, 0x7a, 0xec, 0xec, 0x19, 0x6a, 0xcc, 0xc5, 0x29, 0x73},
#define CURVE_B 2
    {0xb3, 0x31, 0x2f, 0xa7, 0xe2, 0x3e, 0xe7, 0xe4, 0x98, 0x8e, 0x05, 0x6b,
     0xe3, 0xf8, 0x2d, 0x19, 0x18, 0x1d, 0x9c, 0x6e, 0xfe, 0x81, 0x41, 0x12,
     0x03, 0x14, 0x08, 0x8f, 0x50, 0x13, 0x87, 0x5a, 0xc6, 0x56, 0x39, 0x8d,
     0x8a, 0x2e, 0xd1, 0x9d, 0x2a, 0x85, 0xc8, 0xed, 0xd3, 0xec, 0x2a, 0xef},
#define BASE 3 /* and its y */
    {0xaa, 0x87, 0xca, 0x22, 0xbe, 0x8b, 0x05, 0x37, 0x8e, 0xb1, 0xc7, 0x1e,
     0xf3, 0x20, 0xad, 0x74, 0x6e, 0x1d, 0x3b, 0x62, 0x8b, 0xa7, 0x9b, 0x98,
     0x59, 0xf7, 0x41, 0xe0, 0x82, 0x54, 0x2a, 0x38, 0x55, 0x02, 0xf2, 0x5d,
     0xbf, 0x55, 0x29, 0x6c, 0x3a, 0x54, 0x5e, 0x38, 0x72, 0x76, 0x0a, 0xb7},
    {0x36, 0x17, 0xde, 0x4a, 0x96, 0x26, 0x2c, 0x6f, 0x5d, 0x9e, 0x98, 0xbf,
     0x92, 0x92, 0xdc, 0x29, 0xf8, 0xf4, 0x1d, 0xbd, 0x28, 0x9a, 0x14, 0x7c,
     0xe9, 0xda, 0x31, 0x13, 0xb5, 0xf0, 0xb8, 0xc0, 0x0a, 0x60, 0xb1, 0xce,
     0x1d, 0x7e, 0x81, 0x9d, 0x7a, 0x43, 0x1d, 0x7c, 0x90, 0xea, 0x0e, 0x5f},
};

typedef limb_t number_t[LIMBS];
struct point {
    number_t x, y, z; /* times R */
};

/* The registers that steps name. A result goes where the first operand is: the point is
 * accumulated there. */
enum { X1, Y1, Z1, X2, Y2, Z2, X3, Y3, Z3, T0, T1, T2, T3, T4, B, REGISTERS };

#define STEP(operation, r, a, b) (uint16_t)((operation) << 12 | (r) << 8 | (a) << 4 | (b))
enum { OPERATION_MULTIPLY, OPERATION_ADD, OPERATION_SUBTRACT };
#define MUL(r, a, b) STEP(OPERATION_MULTIPLY, r, a, b)
#define ADD(r, a, b) STEP(OPERATION_ADD, r, a, b)
#define SUB(r, a, b) STEP(OPERATION_SUBTRACT, r, a, b)

static const uint16_t addition[] = {
    MUL(T0, X1, X2), MUL(T1, Y1, Y2), MUL(T2, Z1, Z2), ADD(T3, X1, Y1), ADD(T4, X2, Y2),
    MUL(T3, T3, T4), ADD(T4, T0, T1), SUB(T3, T3, T4), ADD(T4, Y1, Z1), ADD(X3, Y2, Z2),
    MUL(T4, T4, X3), ADD(X3, T1, T2), SUB(T4, T4, X3), ADD(X3, X1, Z1), ADD(Y3, X2, Z2),
    MUL(X3, X3, Y3), ADD(Y3, T0, T2), SUB(Y3, X3, Y3), MUL(Z3, B, T2),  SUB(X3, Y3, Z3),
    ADD(Z3, X3, X3), ADD(X3, X3, Z3), SUB(Z3, T1, X3), ADD(X3, T1, X3), MUL(Y3, B, Y3),
    ADD(T1, T2, T2), ADD(T2, T1, T2), SUB(Y3, Y3, T2), SUB(Y3, Y3, T0), ADD(T1, Y3, Y3),
    ADD(Y3, T1, Y3), ADD(T1, T0, T0), ADD(T0, T1, T0), SUB(T0, T0, T2), MUL(T1, T4, Y3),
    MUL(T2, T0, Y3), MUL(Y3, X3, Z3), ADD(Y1, Y3, T2), MUL(X3, T3, X3), SUB(X1, X3, T1),
    MUL(Z3, T4, Z3), MUL(T1, T3, T0), ADD(Z1, Z3, T1),
};

/* T0 becomes zero if (X1, Y1) is on the curve: y^2 - (x^2 - 3) x - b, where z is 1. */
static const uint16_t curve_equation[] = {
    MUL(T0, Y1, Y1), MUL(T1, X1, X1), SUB(T1, T1, Z1), SUB(T1, T1, Z1),
    SUB(T1, T1, Z1), MUL(T1, T1, X1), SUB(T0, T0, T1), SUB(T0, T0, B),
};

#define STEPS(program) (program), sizeof(program) / sizeof((program)[0])

/* All that is at work, to be wiped at once. */
struct curve {
    struct modulus field, scalars;
    number_t prime, order, field_square, scalar_square;
    limb_t work[MODULAR_INVERT_LIMBS(LIMBS)];
    number_t registers[REGISTERS];
    struct point table[4];
    number_t k[2];
};

static void execute(struct curve *curve, const uint16_t *steps, size_t count)
{
    static void (*const operations[])(const struct modulus *, limb_t *, const limb_t *,
                                      const limb_t *) = {
        crypto_modular_multiply, crypto_modular_add, crypto_modular_subtract};
    number_t *r = curve->registers;

    for (size_t i = 0; i < count; i++) {
        unsigned step = steps[i];

        operations[step >> 12](&curve->field, r[step >> 8 & 15], r[step >> 4 & 15], r[step & 15]);
    }
}

/* The first operand and result of an addition, and the second operand. */
static struct point *first(struct curve *curve)
{
    return (struct point *)&curve->registers[X1];
}

static struct point *second(struct curve *curve)
{
    return (struct point *)&curve->registers[X2];
}

static void load(number_t number, const uint8_t *bytes)
{
    (void)mbedtls_mpi_core_read_be(number, LIMBS, bytes, SIZE);
}

static void store(uint8_t *bytes, const number_t number)
{
    (void)mbedtls_mpi_core_write_be(number, LIMBS, bytes, SIZE);
}

static void begin(struct curve *curve)
{
    load(curve->prime, constants[PRIME]);
    load(curve->order, constants[ORDER]);
    crypto_modular_begin(&curve->field, curve->prime, LIMBS, curve->field_square, curve->work);
    crypto_modular_begin(&curve->scalars, curve->order, LIMBS, curve->scalar_square, curve->work);
    load(curve->registers[B], constants[CURVE_B]);
    crypto_modular_enter(&curve->field, curve->registers[B], curve->registers[B]);
}

/* A private value, or a half of a signature: from 1 to the order less 1. */
static bool load_scalar(struct curve *curve, number_t number, const uint8_t *bytes)
{
    load(number, bytes);
    return crypto_modular_is_scalar(number, curve->order, LIMBS);
}

/* The hash as a number less than the order: its first 384 bits. */
static void load_hash(struct curve *curve, number_t number, const uint8_t *hash, size_t size)
{
    (void)mbedtls_mpi_core_read_be(number, LIMBS, hash, size < SIZE ? size : SIZE);
    crypto_modular_reduce(&curve->scalars, number, number);
}

/* A point from x and y into the first operand. Coordinates that are not reduced are refused. */
static bool load_point(struct curve *curve, const uint8_t *bytes)
{
    limb_t reduced = 1;

    for (unsigned i = X1; i <= Y1; i++) {
        limb_t *coordinate = curve->registers[i];

        load(coordinate, bytes + i * SIZE);
        reduced &= mbedtls_mpi_core_sub(curve->work, coordinate, curve->prime, LIMBS);
        crypto_modular_enter(&curve->field, coordinate, coordinate);
    }
    crypto_modular_leave(&curve->field, curve->registers[Z1], curve->field_square);
    execute(curve, STEPS(curve_equation));
    return reduced != 0 && crypto_modular_is_zero(curve->registers[T0], LIMBS);
}

/* table[1] and table[2] are given: table[0] becomes the neutral point, table[3] their sum. */
static void complete_table(struct curve *curve)
{
    curve->table[0] = (struct point){{0}, {0}, {0}};
    crypto_modular_leave(&curve->field, curve->table[0].y, curve->field_square);
    *first(curve) = curve->table[1];
    *second(curve) = curve->table[2];
    execute(curve, STEPS(addition));
    curve->table[3] = *first(curve);
}

static limb_t bit(const number_t number, size_t index)
{
    return number[index / LIMB_BITS] >> index % LIMB_BITS & 1;
}

/* Into the first operand, with a table by two bits at a time: k[0] times table[1] plus k[1] times
 * table[2], a bit of each; or, where `pairs` says that both are the same number, and table[2] is
 * twice table[1], two of its bits. All of the table is read each time. */
static void multiply(struct curve *curve, bool pairs)
{
    size_t step = pairs ? 2 : 1;

    complete_table(curve);
    *first(curve) = curve->table[0];
    for (size_t i = 8 * SIZE; i > 0;) {
        limb_t index;

        i -= step;
        for (size_t doubling = 0; doubling < step; doubling++) {
            *second(curve) = *first(curve);
            execute(curve, STEPS(addition));
        }
        index = bit(curve->k[0], i) | bit(curve->k[1], i + step - 1) << 1;
        for (limb_t entry = 0; entry < 4; entry++)
            mbedtls_mpi_core_cond_assign(
                (limb_t *)second(curve), (const limb_t *)&curve->table[entry], 3 * LIMBS,
                mbedtls_ct_uint_eq((mbedtls_ct_uint_t)entry, (mbedtls_ct_uint_t)index));
        execute(curve, STEPS(addition));
    }
}

/* k[0] times the point in the first operand. */
static void multiply_point(struct curve *curve)
{
    curve->table[1] = *first(curve);
    *second(curve) = *first(curve);
    execute(curve, STEPS(addition));
    curve->table[2] = *first(curve);
    memcpy(curve->k[1], curve->k[0], SIZE);
    multiply(curve, true);
}

static void multiply_base(struct curve *curve)
{
    (void)load_point(curve, constants[BASE]);
    multiply_point(curve);
}

/* x and y of the first operand, without R; false for the neutral point. */
static bool make_affine(struct curve *curve)
{
    limb_t *z = curve->registers[Z1];

    if (crypto_modular_is_zero(z, LIMBS))
        return false;
    /* 1 / (z R), and R twice: 1 / z. */
    (void)crypto_modular_invert(&curve->field, z, z, curve->work);
    crypto_modular_enter(&curve->field, z, z);
    for (unsigned i = X1; i <= Y1; i++)
        crypto_modular_multiply(&curve->field, curve->registers[i], curve->registers[i], z);
    return true;
}

static psa_status_t end(struct curve *curve, psa_status_t status)
{
    lib_wipe(curve, sizeof *curve);
    return status;
}

psa_status_t crypto_mbedtls_p384_check(const struct crypto_key *key)
{
    struct curve curve;
    bool good;

    begin(&curve);
    if (PSA_KEY_TYPE_IS_KEY_PAIR(key->attributes.type))
        good = load_scalar(&curve, curve.k[0], key->data);
    else
        good = key->data[0] == 4 && load_point(&curve, key->data + 1);
    return end(&curve, good ? PSA_SUCCESS : PSA_ERROR_INVALID_ARGUMENT);
}

psa_status_t crypto_mbedtls_p384_public(const struct crypto_key *key, uint8_t *point)
{
    struct curve curve;

    begin(&curve);
    if (!load_scalar(&curve, curve.k[0], key->data))
        return end(&curve, PSA_ERROR_INVALID_ARGUMENT);
    multiply_base(&curve);
    (void)make_affine(&curve);
    point[0] = 4;
    store(point + 1, curve.registers[X1]);
    store(point + 1 + SIZE, curve.registers[Y1]);
    return end(&curve, PSA_SUCCESS);
}

/* s = (e + r d) / k, with r in X1, k in k[0]. False if that is 0. */
static bool finish_signature(struct curve *curve, const uint8_t *secret, const uint8_t *hash,
                             size_t hash_size)
{
    const struct modulus *scalars = &curve->scalars;
    limb_t *s = curve->registers[T0], *other = curve->registers[T1];

    load(s, secret);
    crypto_modular_enter(scalars, s, s);
    crypto_modular_multiply(scalars, s, s, curve->registers[X1]);
    load_hash(curve, other, hash, hash_size);
    crypto_modular_add(scalars, s, s, other);
    (void)crypto_modular_invert(scalars, other, curve->k[0], curve->work);
    crypto_modular_enter(scalars, other, other);
    crypto_modular_multiply(scalars, s, s, other);
    return !crypto_modular_is_zero(s, LIMBS);
}

/* Takes a value for a signature until one serves. */
static psa_status_t sign(struct curve *curve, const struct crypto_key *key,
                         struct deterministic *source, const uint8_t *hash, size_t hash_size)
{
    for (int i = 0; i < TRIES; i++) {
        uint8_t random[SIZE];
        psa_status_t status = CONFIG_CRYPTO_ECDSA_DETERMINISTIC && source != NULL
                                  ? crypto_deterministic_next(source, random, SIZE)
                                  : crypto_mbedtls_random(random, SIZE);
        bool good = load_scalar(curve, curve->k[0], random);

        lib_wipe(random, sizeof random);
        if (status != PSA_SUCCESS)
            return status;
        if (!good)
            continue;
        multiply_base(curve);
        (void)make_affine(curve);
        crypto_modular_reduce(&curve->scalars, curve->registers[X1], curve->registers[X1]);
        if (!crypto_modular_is_zero(curve->registers[X1], LIMBS) &&
            finish_signature(curve, key->data, hash, hash_size))
            return PSA_SUCCESS;
    }
    return PSA_ERROR_INSUFFICIENT_ENTROPY;
}

static psa_status_t begin_deterministic(struct curve *curve, struct deterministic *source,
                                        const struct crypto_key *key, psa_algorithm_t algorithm,
                                        const uint8_t *hash, size_t hash_size)
{
    uint8_t number[SIZE];

    load_hash(curve, curve->k[0], hash, hash_size);
    store(number, curve->k[0]);
    return crypto_deterministic_begin(source, algorithm, key->data, number, SIZE);
}

psa_status_t crypto_mbedtls_p384_sign(const struct crypto_key *key, psa_algorithm_t algorithm,
                                      const uint8_t *hash, size_t hash_size, uint8_t *signature)
{
    struct curve curve;
    struct deterministic source;
    bool deterministic = PSA_ALG_IS_DETERMINISTIC_ECDSA(algorithm);
    psa_status_t status = PSA_SUCCESS;

    if (deterministic && !CONFIG_CRYPTO_ECDSA_DETERMINISTIC)
        return PSA_ERROR_NOT_SUPPORTED;
    begin(&curve);
    if (CONFIG_CRYPTO_ECDSA_DETERMINISTIC && deterministic)
        status = begin_deterministic(&curve, &source, key, algorithm, hash, hash_size);
    if (status == PSA_SUCCESS)
        status = sign(&curve, key, deterministic ? &source : NULL, hash, hash_size);
    if (status == PSA_SUCCESS) {
        store(signature, curve.registers[X1]);
        store(signature + SIZE, curve.registers[T0]);
    }
    if (CONFIG_CRYPTO_ECDSA_DETERMINISTIC && deterministic)
        lib_wipe(&source, sizeof source);
    return end(&curve, status);
}

/* x of e / s times the base point plus r / s times the key is r. */
static bool is_valid(struct curve *curve, const uint8_t *point, const uint8_t *hash,
                     size_t hash_size, const uint8_t *signature)
{
    const struct modulus *scalars = &curve->scalars;
    number_t *r = curve->registers;

    if (!load_scalar(curve, curve->k[1], signature) ||
        !load_scalar(curve, r[T3], signature + SIZE) || !load_point(curve, point + 1))
        return false;
    curve->table[2] = *first(curve);
    (void)load_point(curve, constants[BASE]);
    curve->table[1] = *first(curve);
    (void)crypto_modular_invert(scalars, r[T3], r[T3], curve->work);
    crypto_modular_enter(scalars, r[T3], r[T3]);
    load_hash(curve, curve->k[0], hash, hash_size);
    crypto_modular_multiply(scalars, curve->k[0], curve->k[0], r[T3]);
    crypto_modular_multiply(scalars, curve->k[1], curve->k[1], r[T3]);
    multiply(curve, false);
    if (!make_affine(curve))
        return false;
    crypto_modular_reduce(scalars, r[X1], r[X1]);
    load(r[T0], signature);
    return memcmp(r[T0], r[X1], SIZE) == 0;
}

psa_status_t crypto_mbedtls_p384_verify(const struct crypto_key *key, const uint8_t *hash,
                                        size_t hash_size, const uint8_t *signature)
{
    struct curve curve;
    bool good;

    begin(&curve);
    good = is_valid(&curve, key->data, hash, hash_size, signature);
    return end(&curve, good ? PSA_SUCCESS : PSA_ERROR_INVALID_SIGNATURE);
}

psa_status_t crypto_mbedtls_p384_ecdh(const struct crypto_key *key, const uint8_t *peer,
                                      uint8_t *secret)
{
    struct curve curve;

    begin(&curve);
    if (!load_scalar(&curve, curve.k[0], key->data) || peer[0] != 4 ||
        !load_point(&curve, peer + 1))
        return end(&curve, PSA_ERROR_INVALID_ARGUMENT);
    multiply_point(&curve);
    (void)make_affine(&curve);
    store(secret, curve.registers[X1]);
    return end(&curve, PSA_SUCCESS);
}
