/* SPDX-License-Identifier: Apache-2.0 */
/* Hashes and MACs (psa/crypto_hash.h, psa/crypto_mac.h). */
#include "test/conform/crypto_status.h"

#define HMAC PSA_ALG_HMAC(PSA_ALG_SHA_256)

/* ---- Scenes ---------------------------------------------------------------------------------- */

static void of_hash(struct scene *scene)
{
    scene->algorithm = PSA_ALG_SHA_256;
    bytes_fill(&scene->input, 100);
    scene->room = PSA_HASH_LENGTH(PSA_ALG_SHA_256);
}

static void of_mac(struct scene *scene)
{
    scene->algorithm = HMAC;
    scene->attributes = attributes_of(
        PSA_KEY_TYPE_HMAC, 256, PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE, HMAC);
    bytes_fill(&scene->material, 32);
    bytes_fill(&scene->input, 100);
    scene->room = PSA_MAC_LENGTH(PSA_KEY_TYPE_HMAC, 256, HMAC);
}

/* What is compared comes of the function that computes it. */
static psa_status_t expect_hash(struct scene *scene)
{
    return psa_hash_compute(scene->algorithm, scene->input.data, scene->input.size,
                            scene->expected.data, PSA_HASH_MAX_SIZE, &scene->expected.size);
}

static psa_status_t expect_mac(struct scene *scene)
{
    return psa_mac_compute(scene->key, scene->algorithm, scene->input.data, scene->input.size,
                           scene->expected.data, PSA_MAC_MAX_SIZE, &scene->expected.size);
}

static psa_status_t hash_some(struct scene *scene)
{
    psa_status_t status = psa_hash_setup(&scene->hash, scene->algorithm);

    return status == PSA_SUCCESS
               ? psa_hash_update(&scene->hash, scene->input.data, scene->input.size)
               : status;
}

/* A state of SHA-256 with 100 bytes in it: algorithm, count, chaining value, 36 bytes. */
static void of_state(struct scene *scene)
{
    of_hash(scene);
    scene->room = 4 + 8 + 32 + 36;
}

static psa_status_t suspend_some(struct scene *scene)
{
    psa_status_t status = hash_some(scene);

    return status == PSA_SUCCESS
               ? psa_hash_suspend(&scene->hash, scene->input.data, SCENE_BYTES, &scene->input.size)
               : status;
}

static psa_status_t sign_some(struct scene *scene)
{
    psa_status_t status = psa_mac_sign_setup(&scene->mac, scene->key, scene->algorithm);

    return status == PSA_SUCCESS ? psa_mac_update(&scene->mac, scene->input.data, scene->input.size)
                                 : status;
}

static psa_status_t verify_some(struct scene *scene)
{
    psa_status_t status = psa_mac_verify_setup(&scene->mac, scene->key, scene->algorithm);

    return status == PSA_SUCCESS ? psa_mac_update(&scene->mac, scene->input.data, scene->input.size)
                                 : status;
}

/* ---- Calls ----------------------------------------------------------------------------------- */

static psa_status_t hash_compute(struct scene *scene)
{
    return psa_hash_compute(scene->algorithm, scene->input.data, scene->input.size, scene->output,
                            scene->room, &scene->length);
}

static psa_status_t hash_compare(struct scene *scene)
{
    return psa_hash_compare(scene->algorithm, scene->input.data, scene->input.size,
                            scene->expected.data, scene->expected.size);
}

static psa_status_t hash_setup(struct scene *scene)
{
    return psa_hash_setup(&scene->hash, scene->algorithm);
}

static psa_status_t hash_update(struct scene *scene)
{
    return psa_hash_update(&scene->hash, scene->input.data, scene->input.size);
}

static psa_status_t hash_finish(struct scene *scene)
{
    return psa_hash_finish(&scene->hash, scene->output, scene->room, &scene->length);
}

static psa_status_t hash_verify(struct scene *scene)
{
    return psa_hash_verify(&scene->hash, scene->expected.data, scene->expected.size);
}

static psa_status_t hash_abort(struct scene *scene)
{
    return psa_hash_abort(&scene->hash);
}

static psa_status_t hash_suspend(struct scene *scene)
{
    return psa_hash_suspend(&scene->hash, scene->output, scene->room, &scene->length);
}

static psa_status_t hash_resume(struct scene *scene)
{
    return psa_hash_resume(&scene->hash, scene->input.data, scene->input.size);
}

static psa_status_t hash_clone(struct scene *scene)
{
    return psa_hash_clone(&scene->hash, &scene->clone);
}

static psa_status_t mac_compute(struct scene *scene)
{
    return psa_mac_compute(scene->key, scene->algorithm, scene->input.data, scene->input.size,
                           scene->output, scene->room, &scene->length);
}

static psa_status_t mac_verify(struct scene *scene)
{
    return psa_mac_verify(scene->key, scene->algorithm, scene->input.data, scene->input.size,
                          scene->expected.data, scene->expected.size);
}

static psa_status_t mac_sign_setup(struct scene *scene)
{
    return psa_mac_sign_setup(&scene->mac, scene->key, scene->algorithm);
}

static psa_status_t mac_verify_setup(struct scene *scene)
{
    return psa_mac_verify_setup(&scene->mac, scene->key, scene->algorithm);
}

static psa_status_t mac_update(struct scene *scene)
{
    return psa_mac_update(&scene->mac, scene->input.data, scene->input.size);
}

static psa_status_t mac_sign_finish(struct scene *scene)
{
    return psa_mac_sign_finish(&scene->mac, scene->output, scene->room, &scene->length);
}

static psa_status_t mac_verify_finish(struct scene *scene)
{
    return psa_mac_verify_finish(&scene->mac, scene->expected.data, scene->expected.size);
}

static psa_status_t mac_abort(struct scene *scene)
{
    return psa_mac_abort(&scene->mac);
}

#define KEYED  (WITH_KEY | WITH_ALGORITHM)
#define GOING  WITH_OPERATION
#define OUTPUT WITH_OUTPUT

static const struct subject subjects[] = {
    {"psa_hash_compute", of_hash, NULL, NULL, hash_compute, WITH_ALGORITHM | OUTPUT, 0},
    {"psa_hash_compare", of_hash, expect_hash, NULL, hash_compare, WITH_ALGORITHM, 0},
    {"psa_hash_setup", of_hash, NULL, NULL, hash_setup, WITH_ALGORITHM | BEGINS, 0},
    {"psa_hash_update", of_hash, NULL, hash_some, hash_update, GOING, 0},
    {"psa_hash_finish", of_hash, NULL, hash_some, hash_finish, GOING | OUTPUT, 0},
    {"psa_hash_verify", of_hash, expect_hash, hash_some, hash_verify, GOING, 0},
    {"psa_hash_abort", of_hash, NULL, hash_some, hash_abort, 0, 0},
    {"psa_hash_suspend", of_state, NULL, hash_some, hash_suspend, GOING | OUTPUT, 0},
    {"psa_hash_resume", of_hash, suspend_some, NULL, hash_resume, BEGINS, 0},
    {"psa_hash_clone", of_hash, NULL, hash_some, hash_clone, GOING | BEGINS, 0},
    {"psa_mac_compute", of_mac, NULL, NULL, mac_compute, KEYED | OUTPUT, 0},
    {"psa_mac_verify", of_mac, expect_mac, NULL, mac_verify, KEYED, 0},
    {"psa_mac_sign_setup", of_mac, NULL, NULL, mac_sign_setup, KEYED | BEGINS, 0},
    {"psa_mac_verify_setup", of_mac, NULL, NULL, mac_verify_setup, KEYED | BEGINS, 0},
    {"psa_mac_update", of_mac, NULL, sign_some, mac_update, GOING, 0},
    {"psa_mac_sign_finish", of_mac, NULL, sign_some, mac_sign_finish, GOING | OUTPUT, 0},
    {"psa_mac_verify_finish", of_mac, expect_mac, verify_some, mac_verify_finish, GOING, 0},
    {"psa_mac_abort", of_mac, NULL, sign_some, mac_abort, 0, 0},
};

/* ---- What is special to each ----------------------------------------------------------------- */

#define HMAC_MD5 PSA_ALG_HMAC(PSA_ALG_MD5)
static void begin_to_sign(struct scene *scene, uint32_t value)
{
    (void)value;
    scene_abort(scene);
    scene->is_void = mac_sign_setup(scene) != PSA_SUCCESS;
}

static void begin_to_verify(struct scene *scene, uint32_t value)
{
    (void)value;
    scene_abort(scene);
    scene->is_void = mac_verify_setup(scene) != PSA_SUCCESS;
}

static const struct change to_sign = {"the operation computes", NULL, begin_to_sign};
static const struct change to_verify = {"the operation verifies", NULL, begin_to_verify};

/* Four bytes more than there are; and so few that they could be guessed. */
#define TOO_LONG  PSA_ALG_TRUNCATED_MAC(HMAC, 36)
#define TOO_SHORT PSA_ALG_TRUNCATED_MAC(HMAC, 3)

#define CASES_OF_KEY(function)                                                    \
    {function, PSA_ERROR_NOT_SUPPORTED, &policy, HMAC_MD5, 0},                    \
        {function, PSA_ERROR_NOT_SUPPORTED, &policy, TOO_SHORT, 0},               \
        {function, PSA_ERROR_INVALID_ARGUMENT, &policy, TOO_LONG, 0},             \
        {function, PSA_ERROR_INVALID_ARGUMENT, &policy, PSA_ALG_CMAC, 0},         \
        {function, PSA_ERROR_INVALID_ARGUMENT, &asked, PSA_ALG_SHA_256, 0},       \
        {function, PSA_ERROR_NOT_PERMITTED, &key_usage, PSA_KEY_USAGE_EXPORT, 0}, \
    {                                                                             \
        function, PSA_ERROR_NOT_PERMITTED, &asked, PSA_ALG_CMAC, 0                \
    }

static const struct status_case cases[] = {
    {"psa_hash_compute", PSA_ERROR_NOT_SUPPORTED, &asked, PSA_ALG_MD5, 0},
    {"psa_hash_compare", PSA_ERROR_NOT_SUPPORTED, &asked, PSA_ALG_SHA3_256, 0},
    {"psa_hash_compare", PSA_ERROR_INVALID_SIGNATURE, &expected_wrong, 0, 0},
    {"psa_hash_compare", PSA_ERROR_INVALID_SIGNATURE, &expected_size, 31, 0},
    {"psa_hash_setup", PSA_ERROR_NOT_SUPPORTED, &asked, PSA_ALG_SM3, 0},
    {"psa_hash_setup", PSA_ERROR_INVALID_ARGUMENT, &asked, HMAC, 0},
    {"psa_hash_verify", PSA_ERROR_INVALID_SIGNATURE, &expected_wrong, 0, 0},
    {"psa_hash_verify", PSA_ERROR_INVALID_SIGNATURE, &expected_size, 0, 0},
    {"psa_hash_resume", PSA_ERROR_NOT_SUPPORTED, &input_algorithm, PSA_ALG_MD5, 0},
    {"psa_hash_resume", PSA_ERROR_INVALID_ARGUMENT, &input_algorithm, HMAC, 0},
    {"psa_hash_resume", PSA_ERROR_INVALID_ARGUMENT, &input_size, 79, 0},
    {"psa_hash_resume", PSA_ERROR_INVALID_ARGUMENT, &input_size, 0, 0},

    CASES_OF_KEY("psa_mac_compute"),
    CASES_OF_KEY("psa_mac_verify"),
    {"psa_mac_verify", PSA_ERROR_INVALID_SIGNATURE, &expected_wrong, 0, 0},
    {"psa_mac_verify", PSA_ERROR_INVALID_SIGNATURE, &input_wrong, 0, 0},
    CASES_OF_KEY("psa_mac_sign_setup"),
    CASES_OF_KEY("psa_mac_verify_setup"),
    {"psa_mac_sign_finish", PSA_ERROR_BAD_STATE, &to_verify, 0, 0},
    {"psa_mac_verify_finish", PSA_ERROR_BAD_STATE, &to_sign, 0, 0},
    {"psa_mac_verify_finish", PSA_ERROR_INVALID_SIGNATURE, &expected_wrong, 0, 0},
    {"psa_mac_verify_finish", PSA_ERROR_INVALID_SIGNATURE, &expected_size, 33, 0},
};

const struct family family_hash = FAMILY(subjects, cases);
