/* SPDX-License-Identifier: Apache-2.0 */
/* The first half of a key derivation: what goes in, by steps, and how it is kept. */
#include "crypto/agree.h"
#include "crypto/derive_step.h"
#include "crypto/hash.h"
#include "crypto/key.h"
#include "lib/wipe.h"

#include <string.h>

const struct crypto_derive_rule crypto_derive_rules[DERIVE_KIND_COUNT] = {
    [DERIVE_HKDF] = {0x0001, STEP_SALT | STEP_SECRET | STEP_INFO, STEP_SECRET | STEP_INFO},
    [DERIVE_HKDF_EXTRACT] = {0x0004, STEP_SALT | STEP_SECRET, STEP_SALT | STEP_SECRET},
    [DERIVE_HKDF_EXPAND] = {0x0005, STEP_SECRET | STEP_INFO, STEP_SECRET | STEP_INFO},
    [DERIVE_TLS12_PRF] = {0x0002, STEP_SEED | STEP_SECRET | STEP_LABEL,
                          STEP_SEED | STEP_SECRET | STEP_LABEL},
    [DERIVE_TLS12_PSK_TO_MS] = {0x0003, STEP_SEED | STEP_OTHER_SECRET | STEP_SECRET | STEP_LABEL,
                                STEP_SEED | STEP_SECRET | STEP_LABEL},
    [DERIVE_PBKDF2] = {0x8001, STEP_COST | STEP_SALT | STEP_SECRET,
                       STEP_COST | STEP_SALT | STEP_SECRET},
    [DERIVE_PBKDF2_CMAC] = {0x8002, STEP_COST | STEP_SALT | STEP_SECRET,
                            STEP_COST | STEP_SALT | STEP_SECRET},
    [DERIVE_SP800_108_HMAC] = {0x0007, STEP_SECRET | STEP_LABEL | STEP_CONTEXT, STEP_SECRET},
    [DERIVE_SP800_108_CMAC] = {0x0008, STEP_SECRET | STEP_LABEL | STEP_CONTEXT, STEP_SECRET},
};

/* Is a step this one? Never, where the profile does not have it, and the compiler sees that. */
static bool is_step(uint8_t bit, uint8_t step)
{
    return (DERIVE_STEPS & step) != 0 && bit == step;
}

/* The hashes of the profile, a bit each by the low byte of their algorithm. */
#define HASHES                                                                    \
    ((unsigned)CONFIG_CRYPTO_SHA1 << 5 | (unsigned)CONFIG_CRYPTO_SHA224 << 8 |    \
     (unsigned)CONFIG_CRYPTO_SHA256 << 9 | (unsigned)CONFIG_CRYPTO_SHA384 << 10 | \
     (unsigned)CONFIG_CRYPTO_SHA512 << 11)
/* TLS has its function with these alone. */
#define HASHES_TLS (HASHES & (1u << 9 | 1u << 10))

/* Is there the hash, or the cipher, that the derivation is made of? */
static bool has_primitive(const struct crypto_operation *operation)
{
    unsigned low = operation->algorithm & 0xff;
    bool tls = crypto_derive_is(operation, DERIVE_TLS12_PRF) ||
               crypto_derive_is(operation, DERIVE_TLS12_PSK_TO_MS);

    if (crypto_derive_is_cmac(operation))
        return low == 0 && crypto_provider.cmac_begin != NULL;
    return low < 32 && ((tls ? HASHES_TLS : HASHES) >> low & 1) != 0;
}

/* Finds the kind of an algorithm, but for its hash. */
static bool find_kind(struct crypto_operation *operation)
{
    psa_algorithm_t algorithm = operation->algorithm;

    if (CONFIG_CRYPTO_ECDH && PSA_ALG_IS_KEY_AGREEMENT(algorithm))
        algorithm = PSA_ALG_KEY_AGREEMENT_GET_KDF(algorithm);
    for (uint32_t i = 0; i < DERIVE_KIND_COUNT; i++) {
        operation->size = (uint8_t)i;
        if (crypto_derive_rules[i].class == (algorithm >> 8 & 0xffff))
            return (DERIVE_KINDS >> i & 1) != 0;
    }
    return false;
}

/* What can come out if nobody sets less. */
static size_t first_capacity(const struct crypto_operation *operation)
{
    size_t size = operation->state.derivation.block_size;

    if (crypto_derive_is(operation, DERIVE_HKDF_EXTRACT))
        return size;
    if (crypto_derive_is(operation, DERIVE_HKDF) || crypto_derive_is(operation, DERIVE_HKDF_EXPAND))
        return 255 * size;
    if (crypto_derive_is_pbkdf2(operation))
        return SIZE_MAX / size < UINT32_MAX ? SIZE_MAX : (size_t)UINT32_MAX * size;
    if (crypto_derive_is(operation, DERIVE_SP800_108_HMAC) ||
        crypto_derive_is(operation, DERIVE_SP800_108_CMAC))
        return 0x1fffffff; /* so that its size in bits fits 32 */
    return SIZE_MAX;
}

psa_status_t crypto_derive_begin(struct crypto_operation *operation, int32_t owner,
                                 psa_algorithm_t algorithm)
{
    bool agreement = PSA_ALG_IS_KEY_AGREEMENT(algorithm);
    psa_status_t status = PSA_SUCCESS;

    crypto_operation_begin(operation, CRYPTO_DERIVATION, algorithm);
    operation->owner = owner;
    if ((!agreement && !PSA_ALG_IS_KEY_DERIVATION(algorithm)) ||
        PSA_ALG_IS_STANDALONE_KEY_AGREEMENT(algorithm))
        status = PSA_ERROR_INVALID_ARGUMENT;
    else if ((agreement && !(CONFIG_CRYPTO_ECDH && PSA_ALG_IS_ECDH(algorithm))) ||
             !find_kind(operation) || !has_primitive(operation))
        status = PSA_ERROR_NOT_SUPPORTED;
    if (status != PSA_SUCCESS)
        return crypto_operation_result(operation, status);
    /* What is behind the key is written before it is read. */
    memset(&operation->state.derivation, 0, offsetof(struct crypto_derivation, block));
    operation->state.derivation.block_size = crypto_derive_is_cmac(operation)
                                                 ? CRYPTO_CIPHER_BLOCK
                                                 : (uint8_t)crypto_hash_size(algorithm);
    operation->state.derivation.capacity = first_capacity(operation);
    operation->phase = DERIVE_INPUT;
    operation->flags = DERIVE_NO_KEY;
    return PSA_SUCCESS;
}

/* The bit of a step, 0 if the algorithm does not have it. */
static uint8_t bit_of(const struct crypto_operation *operation, psa_key_derivation_step_t step)
{
    /* Steps come in two groups, the upper byte, and count from 1. */
    static const uint8_t bits[2][8] = {
        {0, STEP_SECRET, STEP_SECRET, STEP_OTHER_SECRET},
        {0, STEP_LABEL, STEP_SALT, STEP_INFO, STEP_SEED, STEP_COST, STEP_CONTEXT},
    };
    size_t group = (step >> 8) - 1u, place = step & 0xff;

    /* A secret is a password for PBKDF2 and for nothing else. */
    if (group > 1 || place > 7 ||
        step == (crypto_derive_is_pbkdf2(operation) ? PSA_KEY_DERIVATION_INPUT_SECRET
                                                    : PSA_KEY_DERIVATION_INPUT_PASSWORD))
        return 0;
    return bits[group][place] & crypto_derive_rules[operation->size].steps;
}

/* May one of the steps `allowed` be taken now? Its bit is above those of the steps that must not
 * follow it. */
static psa_status_t check_step(const struct crypto_operation *operation,
                               psa_key_derivation_step_t step, uint8_t allowed, uint8_t *bit)
{
    uint8_t required = crypto_derive_rules[operation->size].required;
    uint8_t given = operation->state.derivation.steps;
    uint8_t below;

    *bit = bit_of(operation, step) & allowed;
    below = (uint8_t)(*bit - 1);
    if (*bit == 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (operation->phase != DERIVE_INPUT)
        return PSA_ERROR_BAD_STATE;
    if (crypto_derive_is(operation, DERIVE_HKDF)) {
        /* The information may come at any time. */
        if (*bit == STEP_INFO)
            return (given & STEP_INFO) == 0 ? PSA_SUCCESS : PSA_ERROR_BAD_STATE;
        given &= (uint8_t)~STEP_INFO;
    }
    /* A salt for passwords may come in pieces. */
    if (crypto_derive_is_pbkdf2(operation) && *bit == STEP_SALT)
        given &= (uint8_t)~STEP_SALT;
    return (given & ~below) == 0 && (required & below & ~given) == 0 ? PSA_SUCCESS
                                                                     : PSA_ERROR_BAD_STATE;
}

/* Puts bytes behind the input that is kept, or before it. */
static psa_status_t keep(struct crypto_derivation *derivation, const uint8_t *data, size_t size,
                         bool before)
{
    size_t used = derivation->input_size;

    if (size > CRYPTO_KDF_INPUT_MAX - used)
        return PSA_ERROR_INSUFFICIENT_MEMORY;
    if (before)
        memmove(derivation->input + size, derivation->input, used);
    if (size > 0)
        memcpy(derivation->input + (before ? 0 : used), data, size);
    derivation->input_size = (uint16_t)(used + size);
    return PSA_SUCCESS;
}

/* Makes bytes the key of the HMAC; a long one is its hash, which for HMAC is the same. */
static psa_status_t set_key(struct crypto_operation *operation, const uint8_t *data, size_t size)
{
    struct crypto_derivation *derivation = &operation->state.derivation;
    size_t length;
    psa_status_t status =
        crypto_hmac_shorten(operation->algorithm, data, size, derivation->key, &length);

    derivation->key_size = (uint8_t)length;
    return status;
}

/* RFC 4615: a password of 16 bytes is the key of the CMAC, another one is made into one by a CMAC
 * with a key of zeros. */
static psa_status_t set_cmac_key(struct crypto_operation *operation, const uint8_t *data,
                                 size_t size)
{
    struct crypto_derivation *derivation = &operation->state.derivation;
    const struct crypto_derive_part part = {data, size};

    derivation->key_size = CRYPTO_CIPHER_BLOCK;
    if (size != CRYPTO_CIPHER_BLOCK)
        return crypto_derive_prf(operation, &part, 1, derivation->key);
    memcpy(derivation->key, data, size);
    return PSA_SUCCESS;
}

/* HKDF-Extract: the salt is the key so far, and gives place to the result. */
static psa_status_t extract(struct crypto_operation *operation, const uint8_t *data, size_t size)
{
    struct crypto_derivation *derivation = &operation->state.derivation;
    const struct crypto_derive_part part = {data, size};
    psa_status_t status = crypto_derive_prf(operation, &part, 1, derivation->key);

    derivation->key_size = derivation->block_size;
    if (crypto_derive_is(operation, DERIVE_HKDF_EXTRACT)) {
        derivation->fill = derivation->block_size;
        memcpy(derivation->block, derivation->key, derivation->block_size);
    }
    return status;
}

/* Hashes `size` bytes, or zeros where there are none. */
static psa_status_t hash_bytes(struct crypto_operation *hash, const uint8_t *data, size_t size)
{
    static const uint8_t zero[1];
    psa_status_t status = PSA_SUCCESS;

    if (data != NULL)
        return crypto_hash_update(hash, data, size);
    while (status == PSA_SUCCESS && size-- > 0)
        status = crypto_hash_update(hash, zero, 1);
    return status;
}

/* The premaster secret of RFC 4279 (2) becomes the key: both secrets, each behind its length; the
 * other one is zeros as many as `data` has, if it was not given. It was kept behind the seed. */
static psa_status_t set_premaster(struct crypto_operation *operation, const uint8_t *data,
                                  size_t size)
{
    struct crypto_derivation *derivation = &operation->state.derivation;
    bool given = (derivation->steps & STEP_OTHER_SECRET) != 0;
    size_t other_size = given ? derivation->cost : size;
    uint8_t *other = derivation->input + derivation->input_size - (given ? other_size : 0);
    uint8_t lengths[4] = {(uint8_t)(other_size >> 8), (uint8_t)other_size, (uint8_t)(size >> 8),
                          (uint8_t)size};
    psa_algorithm_t hash = PSA_ALG_GET_HASH(operation->algorithm);
    size_t total = 4 + other_size + size, length;
    struct crypto_operation state;
    psa_status_t status;

    if (size > PSA_TLS12_PSK_TO_MS_PSK_MAX_SIZE)
        return PSA_ERROR_INVALID_ARGUMENT;
    derivation->key_size = (uint8_t)total;
    if (total <= crypto_hash_block_size(hash)) {
        memcpy(derivation->key, lengths, 2);
        if (given)
            memcpy(derivation->key + 2, other, other_size);
        memcpy(derivation->key + 2 + other_size, lengths + 2, 2);
        memcpy(derivation->key + 4 + other_size, data, size);
        status = PSA_SUCCESS;
    } else {
        derivation->key_size = (uint8_t)crypto_hash_size(hash);
        status = crypto_hash_begin(&state, hash);
        if (status == PSA_SUCCESS)
            status = crypto_hash_update(&state, lengths, 2);
        if (status == PSA_SUCCESS)
            status = hash_bytes(&state, given ? other : NULL, other_size);
        if (status == PSA_SUCCESS)
            status = crypto_hash_update(&state, lengths + 2, 2);
        if (status == PSA_SUCCESS)
            status = crypto_hash_update(&state, data, size);
        if (status == PSA_SUCCESS)
            status = crypto_hash_finish(&state, derivation->key, sizeof derivation->key, &length);
    }
    if (given) {
        lib_wipe(other, other_size);
        derivation->input_size = (uint16_t)(derivation->input_size - other_size);
    }
    return status;
}

static psa_status_t take_secret(struct crypto_operation *operation, const uint8_t *data,
                                size_t size)
{
    if (crypto_derive_is(operation, DERIVE_HKDF) ||
        crypto_derive_is(operation, DERIVE_HKDF_EXTRACT))
        return extract(operation, data, size);
    if (crypto_derive_is(operation, DERIVE_TLS12_PSK_TO_MS))
        return set_premaster(operation, data, size);
    if (crypto_derive_is(operation, DERIVE_PBKDF2_CMAC))
        return set_cmac_key(operation, data, size);
    /* A pseudorandom key of RFC 5869: one that an extraction made. */
    if (crypto_derive_is(operation, DERIVE_HKDF_EXPAND) &&
        size != operation->state.derivation.block_size)
        return PSA_ERROR_INVALID_ARGUMENT;
    return set_key(operation, data, size);
}

/* Takes a step's bytes, wherever they come from. */
static psa_status_t take(struct crypto_operation *operation, uint8_t bit, const uint8_t *data,
                         size_t size)
{
    struct crypto_derivation *derivation = &operation->state.derivation;
    psa_status_t status;

    if (bit == STEP_SECRET) {
        status = take_secret(operation, data, size);
    } else if (bit == STEP_SALT && !crypto_derive_is_pbkdf2(operation)) {
        status = set_key(operation, data, size);
    } else if (crypto_derive_is(operation, DERIVE_SP800_108_HMAC) ||
               crypto_derive_is(operation, DERIVE_SP800_108_CMAC)) {
        /* A zero stands between label and context, and so not in the label. */
        if (bit == STEP_LABEL && size > 0 && memchr(data, 0, size) != NULL)
            return PSA_ERROR_INVALID_ARGUMENT;
        status =
            bit == STEP_CONTEXT ? keep(derivation, (const uint8_t *)"", 1, false) : PSA_SUCCESS;
        if (status == PSA_SUCCESS)
            status = keep(derivation, data, size, false);
    } else {
        /* Of TLS, the label comes last and stands first. */
        if (is_step(bit, STEP_OTHER_SECRET))
            derivation->cost = (uint32_t)size;
        status = keep(derivation, data, size, is_step(bit, STEP_LABEL));
    }
    derivation->steps |= bit;
    return status;
}

psa_status_t crypto_derive_input_bytes(struct crypto_operation *operation,
                                       psa_key_derivation_step_t step, const uint8_t *data,
                                       size_t size)
{
    /* The key of CMAC has to be one of the store's. */
    uint8_t allowed = crypto_derive_is(operation, DERIVE_SP800_108_CMAC)
                          ? (uint8_t) ~(STEP_COST | STEP_SECRET)
                          : (uint8_t)~STEP_COST;
    uint8_t bit;
    psa_status_t status = check_step(operation, step, allowed, &bit);

    if (status == PSA_SUCCESS)
        status = take(operation, bit, data, size);
    return crypto_operation_result(operation, status);
}

psa_status_t crypto_derive_input_integer(struct crypto_operation *operation,
                                         psa_key_derivation_step_t step, uint64_t value)
{
    uint8_t bit;
    psa_status_t status;

    if ((DERIVE_STEPS & STEP_COST) == 0)
        return crypto_operation_result(operation, PSA_ERROR_INVALID_ARGUMENT);
    status = check_step(operation, step, STEP_COST, &bit);
    if (status == PSA_SUCCESS && value == 0)
        status = PSA_ERROR_INVALID_ARGUMENT;
    if (status == PSA_SUCCESS && value > UINT32_MAX)
        status = PSA_ERROR_NOT_SUPPORTED;
    operation->state.derivation.cost = (uint32_t)value;
    operation->state.derivation.steps |= STEP_COST;
    return crypto_operation_result(operation, status);
}

/* May a key of this type be the input? */
static bool is_type_good(const struct crypto_operation *operation, uint8_t bit, psa_key_type_t type)
{
    if (bit == STEP_SECRET && crypto_derive_is(operation, DERIVE_SP800_108_CMAC))
        return type == PSA_KEY_TYPE_AES;
    if (bit == STEP_SECRET || is_step(bit, STEP_OTHER_SECRET))
        return type == PSA_KEY_TYPE_DERIVE ||
               (type == PSA_KEY_TYPE_HMAC && crypto_derive_is(operation, DERIVE_SP800_108_HMAC)) ||
               (type == PSA_KEY_TYPE_PASSWORD && crypto_derive_is_pbkdf2(operation));
    return type == PSA_KEY_TYPE_RAW_DATA ||
           (type == PSA_KEY_TYPE_PEPPER && crypto_derive_is_pbkdf2(operation));
}

psa_status_t crypto_derive_input_key(struct crypto_operation *operation,
                                     psa_key_derivation_step_t step, psa_key_id_t id)
{
    uint8_t bit;
    const struct crypto_key *key;
    psa_status_t status = check_step(operation, step, (uint8_t)~STEP_COST, &bit);

    if (status == PSA_SUCCESS)
        status = crypto_key_use(operation->owner, id,
                                PSA_KEY_USAGE_DERIVE | PSA_KEY_USAGE_VERIFY_DERIVATION,
                                operation->algorithm, &key);
    if (status == PSA_SUCCESS && !is_type_good(operation, bit, key->attributes.type))
        status = PSA_ERROR_INVALID_ARGUMENT;
    if (status == PSA_SUCCESS && crypto_key_provider(key) != &crypto_provider)
        status = PSA_ERROR_NOT_SUPPORTED;
    if (status == PSA_SUCCESS) {
        if ((key->attributes.usage & PSA_KEY_USAGE_DERIVE) == 0)
            operation->flags |= DERIVE_NO_OUTPUT;
        if (bit == STEP_SECRET)
            operation->flags &= (uint8_t)~DERIVE_NO_KEY;
        status = take(operation, bit, key->data, key->size);
    }
    return crypto_operation_result(operation, status);
}

psa_status_t crypto_derive_agreement(struct crypto_operation *operation,
                                     psa_key_derivation_step_t step, psa_key_id_t key,
                                     const uint8_t *peer, size_t peer_size)
{
    const struct crypto_agreement agreement = {operation->owner, key, operation->algorithm, peer,
                                               peer_size};
    uint8_t allowed = crypto_derive_is(operation, DERIVE_SP800_108_CMAC)
                          ? STEP_OTHER_SECRET
                          : STEP_OTHER_SECRET | STEP_SECRET;
    uint8_t secret[CRYPTO_SECRET_MAX], bit;
    size_t size;
    psa_status_t status;

    if (!CONFIG_CRYPTO_ECDH)
        return crypto_operation_result(operation, PSA_ERROR_INVALID_ARGUMENT);
    status = check_step(operation, step, allowed, &bit);
    if (status == PSA_SUCCESS)
        status = crypto_agree_secret(&agreement, secret, sizeof secret, &size);
    if (status == PSA_SUCCESS) {
        if (bit == STEP_SECRET)
            operation->flags &= (uint8_t)~DERIVE_NO_KEY;
        status = take(operation, bit, secret, size);
    }
    lib_wipe(secret, sizeof secret);
    return crypto_operation_result(operation, status);
}
