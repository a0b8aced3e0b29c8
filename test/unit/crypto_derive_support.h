/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the tests of key derivation share: one operation, and calls that are expected to work or to
 * fail.
 */
#ifndef TEST_CRYPTO_DERIVE_SUPPORT_H
#define TEST_CRYPTO_DERIVE_SUPPORT_H

#include "crypto/agree.h"
#include "crypto/derive.h"
#include "crypto/hash.h"
#include "crypto/key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define ALICE 7
#define BOB   8
#define PAIR  PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)

#define SECRET       PSA_KEY_DERIVATION_INPUT_SECRET
#define OTHER_SECRET PSA_KEY_DERIVATION_INPUT_OTHER_SECRET
#define PASSWORD     PSA_KEY_DERIVATION_INPUT_PASSWORD
#define LABEL        PSA_KEY_DERIVATION_INPUT_LABEL
#define SALT         PSA_KEY_DERIVATION_INPUT_SALT
#define INFO         PSA_KEY_DERIVATION_INPUT_INFO
#define SEED         PSA_KEY_DERIVATION_INPUT_SEED
#define CONTEXT      PSA_KEY_DERIVATION_INPUT_CONTEXT
#define COST         PSA_KEY_DERIVATION_INPUT_COST

#define HKDF    PSA_ALG_HKDF(PSA_ALG_SHA_256)
#define EXTRACT PSA_ALG_HKDF_EXTRACT(PSA_ALG_SHA_256)
#define EXPAND  PSA_ALG_HKDF_EXPAND(PSA_ALG_SHA_256)
#define PRF     PSA_ALG_TLS12_PRF(PSA_ALG_SHA_256)
#define PSK     PSA_ALG_TLS12_PSK_TO_MS(PSA_ALG_SHA_256)
#define PBKDF2  PSA_ALG_PBKDF2_HMAC(PSA_ALG_SHA_256)
#define COUNTER PSA_ALG_SP800_108_COUNTER_HMAC(PSA_ALG_SHA_256)
#define CMAC    PSA_ALG_SP800_108_COUNTER_CMAC

static struct crypto_operation op;
static uint8_t bytes[600];

static inline void fill(void)
{
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(i * 7 + 1);
}

static inline psa_key_id_t make_key(psa_key_type_t type, psa_key_usage_t usage,
                                    psa_algorithm_t algorithm, const uint8_t *data, size_t size)
{
    psa_key_attributes_t attributes = {.type = type, .usage = usage, .algorithm = algorithm};
    psa_key_id_t id;
    uint8_t *material;

    assert_int_equal(crypto_key_prepare(ALICE, &attributes, size, &material), PSA_SUCCESS);
    memcpy(material, data, size);
    assert_int_equal(crypto_key_commit(&id), PSA_SUCCESS);
    return id;
}

/* Begins, and expects it to work. */
static inline void begin(psa_algorithm_t algorithm)
{
    assert_int_equal(crypto_derive_begin(&op, ALICE, algorithm), PSA_SUCCESS);
}

static inline void give(psa_key_derivation_step_t step, const void *data, size_t size)
{
    assert_int_equal(crypto_derive_input_bytes(&op, step, data, size), PSA_SUCCESS);
}

/* An operation that failed is over, and nothing of it is left. */
static inline void assert_over(void)
{
    static const struct crypto_derivation nothing;

    assert_int_equal(op.family, CRYPTO_FREE);
    assert_memory_equal(&op.state.derivation, &nothing, sizeof nothing);
}

static inline void refuse(psa_key_derivation_step_t step, size_t size, psa_status_t status)
{
    assert_int_equal(crypto_derive_input_bytes(&op, step, bytes, size), status);
    assert_over();
}

/* All output in pieces of changing size. */
static inline void assert_output(const uint8_t *expected, size_t size)
{
    uint8_t got[512];
    size_t before, after;

    assert_int_equal(crypto_derive_capacity(&op, &before), PSA_SUCCESS);
    for (size_t done = 0, piece; done < size; done += piece) {
        piece = done % 41 + 1 < size - done ? done % 41 + 1 : size - done;
        assert_int_equal(crypto_derive_output_bytes(&op, got + done, piece), PSA_SUCCESS);
    }
    assert_memory_equal(got, expected, size);
    assert_int_equal(crypto_derive_capacity(&op, &after), PSA_SUCCESS);
    assert_int_equal(before - after, size);
    crypto_operation_abort(&op);
}

#endif
