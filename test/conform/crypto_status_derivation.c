/* SPDX-License-Identifier: Apache-2.0 */
/* Key derivation (psa/crypto_derivation.h). */
#include "test/conform/crypto_status.h"

#include "kedge_config.h"

#define HKDF   PSA_ALG_HKDF(PSA_ALG_SHA_256)
#define PBKDF2 PSA_ALG_PBKDF2_HMAC(PSA_ALG_SHA_256)
#define SP800  PSA_ALG_SP800_108_COUNTER_HMAC(PSA_ALG_SHA_256)
#define AGREED PSA_ALG_KEY_AGREEMENT(PSA_ALG_ECDH, HKDF)
#define SECRET PSA_KEY_DERIVATION_INPUT_SECRET
#define INFO   PSA_KEY_DERIVATION_INPUT_INFO
#define SALT   PSA_KEY_DERIVATION_INPUT_SALT
#define COST   PSA_KEY_DERIVATION_INPUT_COST
#define USAGE  (PSA_KEY_USAGE_DERIVE | PSA_KEY_USAGE_VERIFY_DERIVATION)

/* ---- Scenes ---------------------------------------------------------------------------------- */

/* The key is the secret of an HKDF. What comes out is as long as an AES key. */
static void of_hkdf(struct scene *scene)
{
    scene->algorithm = HKDF;
    scene->attributes = attributes_of(PSA_KEY_TYPE_DERIVE, 256, USAGE, HKDF);
    bytes_fill(&scene->material, 32);
    bytes_fill(&scene->input, 32);
    scene->step = SECRET;
    scene->new_attributes = attributes_of(PSA_KEY_TYPE_AES, 128, 0, PSA_ALG_CTR);
    scene->number = 100;
    scene->room = 16;
}

static void of_agreement(struct scene *scene)
{
    of_hkdf(scene);
    scene->algorithm = AGREED;
    scene->attributes = attributes_of(P256_PAIR, 256, PSA_KEY_USAGE_DERIVE, AGREED);
}

static void of_pbkdf2(struct scene *scene)
{
    of_hkdf(scene);
    scene->algorithm = PBKDF2;
    scene->step = COST;
}

static void of_password(struct scene *scene)
{
    of_pbkdf2(scene);
    scene->attributes =
        attributes_of(PSA_KEY_TYPE_PASSWORD_HASH, 256, PSA_KEY_USAGE_VERIFY_DERIVATION, PBKDF2);
}

static psa_status_t set_up(struct scene *scene)
{
    return psa_key_derivation_setup(&scene->derivation, scene->algorithm);
}

/* The peer is oneself. */
static psa_status_t peer(struct scene *scene)
{
    return psa_export_public_key(scene->key, scene->nonce.data, SCENE_BYTES, &scene->nonce.size);
}

/* All inputs of HKDF: output can be bytes or a key. */
static psa_status_t ready(struct scene *scene)
{
    psa_status_t status = set_up(scene);

    if (status == PSA_SUCCESS)
        status = psa_key_derivation_input_key(&scene->derivation, SECRET, scene->key);
    return status == PSA_SUCCESS ? psa_key_derivation_input_bytes(&scene->derivation, INFO, NULL, 0)
                                 : status;
}

static psa_status_t expect_output(struct scene *scene)
{
    psa_status_t status = ready(scene);

    scene->expected.size = 16;
    if (status == PSA_SUCCESS)
        status = psa_key_derivation_output_bytes(&scene->derivation, scene->expected.data, 16);
    (void)psa_key_derivation_abort(&scene->derivation);
    return status;
}

/* PBKDF2 of the input, once. */
static psa_status_t hash_password(struct scene *scene)
{
    psa_status_t status = set_up(scene);

    if (status == PSA_SUCCESS)
        status = psa_key_derivation_input_integer(&scene->derivation, COST, 1);
    if (status == PSA_SUCCESS)
        status = psa_key_derivation_input_bytes(&scene->derivation, SALT, scene->input.data, 8);
    return status == PSA_SUCCESS
               ? psa_key_derivation_input_bytes(&scene->derivation,
                                                PSA_KEY_DERIVATION_INPUT_PASSWORD,
                                                scene->input.data, scene->input.size)
               : status;
}

/* The key becomes what comes out. */
static psa_status_t expect_password(struct scene *scene)
{
    psa_status_t status = hash_password(scene);

    if (status == PSA_SUCCESS)
        status = psa_key_derivation_output_bytes(&scene->derivation, scene->material.data, 32);
    (void)psa_key_derivation_abort(&scene->derivation);
    return status;
}

/* ---- Calls ----------------------------------------------------------------------------------- */

static psa_status_t get_capacity(struct scene *scene)
{
    size_t capacity;

    return psa_key_derivation_get_capacity(&scene->derivation, &capacity);
}

static psa_status_t set_capacity(struct scene *scene)
{
    return psa_key_derivation_set_capacity(&scene->derivation, (size_t)scene->number);
}

static psa_status_t input_bytes(struct scene *scene)
{
    return psa_key_derivation_input_bytes(&scene->derivation, scene->step, scene->input.data,
                                          scene->input.size);
}

static psa_status_t input_integer(struct scene *scene)
{
    return psa_key_derivation_input_integer(&scene->derivation, scene->step, scene->number);
}

static psa_status_t input_key(struct scene *scene)
{
    return psa_key_derivation_input_key(&scene->derivation, scene->step, scene->key);
}

static psa_status_t key_agreement(struct scene *scene)
{
    return psa_key_derivation_key_agreement(&scene->derivation, scene->step, scene->key,
                                            scene->nonce.data, scene->nonce.size);
}

static psa_status_t output_bytes(struct scene *scene)
{
    return psa_key_derivation_output_bytes(&scene->derivation, scene->output, scene->room);
}

static psa_status_t output_key(struct scene *scene)
{
    return psa_key_derivation_output_key(&scene->new_attributes, &scene->derivation,
                                         &scene->new_key);
}

static psa_status_t output_key_custom(struct scene *scene)
{
    return psa_key_derivation_output_key_custom(&scene->new_attributes, &scene->derivation,
                                                &scene->custom, scene->nonce.data,
                                                scene->nonce.size, &scene->new_key);
}

static psa_status_t verify_bytes(struct scene *scene)
{
    return psa_key_derivation_verify_bytes(&scene->derivation, scene->expected.data,
                                           scene->expected.size);
}

static psa_status_t verify_key(struct scene *scene)
{
    return psa_key_derivation_verify_key(&scene->derivation, scene->key);
}

static psa_status_t abort_derivation(struct scene *scene)
{
    return psa_key_derivation_abort(&scene->derivation);
}

#define GOING          WITH_OPERATION
#define NAME(function) "psa_key_derivation_" function

static const struct subject subjects[] = {
    {NAME("setup"), of_hkdf, NULL, NULL, set_up, WITH_ALGORITHM | BEGINS, 0},
    {NAME("get_capacity"), of_hkdf, NULL, set_up, get_capacity, GOING, 0},
    {NAME("set_capacity"), of_hkdf, NULL, set_up, set_capacity, GOING, 0},
    {NAME("input_bytes"), of_hkdf, NULL, set_up, input_bytes, GOING, 0},
    {NAME("input_integer"), of_pbkdf2, NULL, set_up, input_integer, GOING, 0},
    {NAME("input_key"), of_hkdf, NULL, set_up, input_key, GOING | WITH_KEY, 0},
    {NAME("key_agreement"), of_agreement, peer, set_up, key_agreement, GOING | WITH_KEY, 0},
    {NAME("output_bytes"), of_hkdf, NULL, ready, output_bytes, GOING, 0},
    {NAME("output_key"), of_hkdf, NULL, ready, output_key, GOING | MAKES_KEY, 0},
    {NAME("output_key_custom"), of_hkdf, NULL, ready, output_key_custom, GOING | MAKES_KEY, 0},
    {NAME("verify_bytes"), of_hkdf, expect_output, ready, verify_bytes, GOING, 0},
    {NAME("verify_key"), of_password, expect_password, hash_password, verify_key, GOING | WITH_KEY,
     0},
    {NAME("abort"), of_hkdf, NULL, set_up, abort_derivation, 0, 0},
};

/* ---- What is special to each ----------------------------------------------------------------- */

static void set_number(struct scene *scene, uint32_t value)
{
    scene->number = value;
}

/* More than 32 bits have. */
static void set_large_number(struct scene *scene, uint32_t value)
{
    scene->number = (uint64_t)value << 32;
}

static void limit(struct scene *scene, uint32_t value)
{
    scene->is_void = psa_key_derivation_set_capacity(&scene->derivation, value) != PSA_SUCCESS;
}

/* Another operation, of algorithm `value`, that has no inputs yet. */
static void set_up_again(struct scene *scene, uint32_t value)
{
    (void)psa_key_derivation_abort(&scene->derivation);
    scene->is_void = psa_key_derivation_setup(&scene->derivation, value) != PSA_SUCCESS;
}

/* All inputs given as bytes. */
static void give_bytes(struct scene *scene, uint32_t value)
{
    set_up_again(scene, HKDF);
    (void)value;
    scene->is_void |=
        psa_key_derivation_input_bytes(&scene->derivation, SECRET, scene->input.data, 32) !=
            PSA_SUCCESS ||
        psa_key_derivation_input_bytes(&scene->derivation, INFO, NULL, 0) != PSA_SUCCESS;
}

/* All inputs of the other password. */
static void give_other_password(struct scene *scene, uint32_t value)
{
    (void)value;
    (void)psa_key_derivation_abort(&scene->derivation);
    scene->input.data[31] ^= 1;
    scene->is_void = hash_password(scene) != PSA_SUCCESS;
}

/* The label fills all the place that inputs have, so that the zero behind it does not fit. */
static void give_long_label(struct scene *scene, uint32_t value)
{
    psa_key_attributes_t attributes = attributes_of(PSA_KEY_TYPE_DERIVE, 0, USAGE, SP800);
    uint8_t label[CONFIG_CRYPTO_KDF_INPUT_MAX];
    psa_key_id_t key;

    (void)value;
    memset(label, 'a', sizeof label);
    set_up_again(scene, SP800);
    scene->is_void |= psa_import_key(&attributes, scene->input.data, 32, &key) != PSA_SUCCESS;
    scene->is_void |=
        psa_key_derivation_input_key(&scene->derivation, SECRET, key) != PSA_SUCCESS ||
        psa_key_derivation_input_bytes(&scene->derivation, PSA_KEY_DERIVATION_INPUT_LABEL, label,
                                       sizeof label) != PSA_SUCCESS;
    (void)psa_destroy_key(key);
}

static const struct change number = {"the number", NULL, set_number};
static const struct change large_number = {"the number, of 2^32", NULL, set_large_number};
static const struct change capacity = {"the capacity", NULL, limit};
static const struct change no_inputs = {"no inputs", NULL, set_up_again};
static const struct change only_bytes = {"the secret was bytes", NULL, give_bytes};
static const struct change wrong_password = {"the password is wrong", NULL, give_other_password};
static const struct change long_label = {"a label as long as can be", NULL, give_long_label};

#define INVALID   PSA_ERROR_INVALID_ARGUMENT
#define BAD_STATE PSA_ERROR_BAD_STATE
#define MEMORY    PSA_ERROR_INSUFFICIENT_MEMORY
#define FORBIDDEN PSA_ERROR_NOT_PERMITTED

static const struct status_case cases[] = {
    {NAME("setup"), INVALID, &asked, PSA_ALG_ECDH, 0},
    {NAME("setup"), INVALID, &asked, PSA_ALG_SHA_256, 0},
    {NAME("setup"), PSA_ERROR_NOT_SUPPORTED, &asked, PSA_ALG_HKDF(PSA_ALG_MD5), 0},
    {NAME("setup"), PSA_ERROR_NOT_SUPPORTED, &asked, PSA_ALG_TLS12_PRF(PSA_ALG_SHA_1), 0},
    {NAME("setup"), PSA_ERROR_NOT_SUPPORTED, &asked, PSA_ALG_KEY_AGREEMENT(PSA_ALG_FFDH, HKDF), 0},
    {NAME("set_capacity"), INVALID, &number, 255 * 32 + 1, 0},

    {NAME("input_bytes"), INVALID, &derivation_step, PSA_KEY_DERIVATION_INPUT_LABEL, 0},
    {NAME("input_bytes"), INVALID, &derivation_step, COST, 0},
    {NAME("input_bytes"), INVALID, &derivation_step, 0, 0},
    {NAME("input_bytes"), BAD_STATE, &already_begun, 0, 0},
    {NAME("input_bytes"), MEMORY, &input_size, CONFIG_CRYPTO_KDF_INPUT_MAX + 1, 0},
    {NAME("input_integer"), INVALID, &derivation_step, SALT, 0},
    {NAME("input_integer"), INVALID, &no_inputs, HKDF, 0},
    {NAME("input_integer"), INVALID, &number, 0, 0},
    {NAME("input_integer"), BAD_STATE, &already_begun, 0, 0},
    {NAME("input_integer"), PSA_ERROR_NOT_SUPPORTED, &large_number, 1, 0},
    {NAME("input_key"), INVALID, &derivation_step, COST, 0},
    {NAME("input_key"), INVALID, &key_type, PSA_KEY_TYPE_RAW_DATA, 0},
    {NAME("input_key"), BAD_STATE, &already_begun, 0, 0},
    {NAME("input_key"), FORBIDDEN, &no_inputs, PSA_ALG_HKDF(PSA_ALG_SHA_384), 0},
    {NAME("key_agreement"), INVALID, &derivation_step, INFO, 0},
    {NAME("key_agreement"), INVALID, &nonce_size, 64, 0},
    {NAME("key_agreement"), INVALID, &nonce_size, 300, 0},
    {NAME("key_agreement"), INVALID, &no_inputs, HKDF, 0},
    {NAME("key_agreement"), BAD_STATE, &already_begun, 0, 0},

    {NAME("output_bytes"), BAD_STATE, &no_inputs, HKDF, 0},
    {NAME("output_bytes"), PSA_ERROR_INSUFFICIENT_DATA, &capacity, 15, 0},
    {NAME("output_bytes"), FORBIDDEN, &key_usage, PSA_KEY_USAGE_VERIFY_DERIVATION, 0},
    {NAME("output_bytes"), MEMORY, &long_label, 0, 0},
    {NAME("output_key"), BAD_STATE, &no_inputs, HKDF, 0},
    {NAME("output_key"), PSA_ERROR_INSUFFICIENT_DATA, &capacity, 15, 0},
    {NAME("output_key"), FORBIDDEN, &key_usage, PSA_KEY_USAGE_VERIFY_DERIVATION, 0},
    {NAME("output_key"), FORBIDDEN, &only_bytes, 0, 0},
    {NAME("output_key"), MEMORY, &long_label, 0, 0},
    {NAME("output_key"), INVALID, &new_type, P256_PUBLIC, 0},
    {NAME("output_key"), PSA_ERROR_NOT_SUPPORTED, &new_type, PSA_KEY_TYPE_RSA_KEY_PAIR, 0},
    {NAME("output_key_custom"), PSA_ERROR_INSUFFICIENT_DATA, &capacity, 15, 0},
    {NAME("output_key_custom"), FORBIDDEN, &only_bytes, 0, 0},
    {NAME("output_key_custom"), INVALID, &custom_flags, 1, 0},
    {NAME("output_key_custom"), INVALID, &nonce_size, 1, 0},
    {NAME("verify_bytes"), BAD_STATE, &no_inputs, HKDF, 0},
    {NAME("verify_bytes"), PSA_ERROR_INSUFFICIENT_DATA, &capacity, 15, 0},
    {NAME("verify_bytes"), PSA_ERROR_INVALID_SIGNATURE, &expected_wrong, 0, 0},
    {NAME("verify_bytes"), MEMORY, &long_label, 0, 0},
    {NAME("verify_key"), BAD_STATE, &no_inputs, PBKDF2, 0},
    {NAME("verify_key"), FORBIDDEN, &no_inputs, HKDF, 0},
    {NAME("verify_key"), INVALID, &key_type, PSA_KEY_TYPE_RAW_DATA, 0},
    {NAME("verify_key"), PSA_ERROR_INSUFFICIENT_DATA, &capacity, 31, 0},
    {NAME("verify_key"), PSA_ERROR_INVALID_SIGNATURE, &wrong_password, 0, 0},
};

const struct family family_derivation = FAMILY(subjects, cases);
