/* SPDX-License-Identifier: Apache-2.0 */
/* Authenticated encryption (psa/crypto_aead.h). */
#include "test/conform/crypto_status.h"

#define USAGE (PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT)

/* ---- Scenes ---------------------------------------------------------------------------------- */

static void of_aes(struct scene *scene, psa_algorithm_t algorithm, size_t size)
{
    scene->algorithm = algorithm;
    scene->attributes = attributes_of(PSA_KEY_TYPE_AES, 128, USAGE, algorithm);
    bytes_fill(&scene->material, 16);
    bytes_fill(&scene->input, size);
}

static void of_ccm(struct scene *scene)
{
    of_aes(scene, PSA_ALG_CCM, 20);
    bytes_fill(&scene->nonce, 13);
    bytes_fill(&scene->expected, 8); /* the additional data */
    scene->room = 20 + 16;
}

static void of_data(struct scene *scene)
{
    of_ccm(scene);
    scene->room = 20;
}

static void of_nonce(struct scene *scene)
{
    of_ccm(scene);
    scene->room = 13;
}

static void of_tag(struct scene *scene)
{
    of_ccm(scene);
    scene->room = 16;
}

static psa_status_t sealed(struct scene *scene)
{
    uint8_t message[64];
    size_t size = scene->input.size;

    memcpy(message, scene->input.data, size);
    return psa_aead_encrypt(scene->key, scene->algorithm, scene->nonce.data, scene->nonce.size,
                            scene->expected.data, scene->expected.size, message, size,
                            scene->input.data, SCENE_BYTES, &scene->input.size);
}

static psa_status_t sealing(struct scene *scene)
{
    return psa_aead_encrypt_setup(&scene->aead, scene->key, scene->algorithm);
}

static psa_status_t sealing_with_lengths(struct scene *scene)
{
    psa_status_t status = sealing(scene);

    return status == PSA_SUCCESS
               ? psa_aead_set_lengths(&scene->aead, scene->expected.size, scene->input.size)
               : status;
}

static psa_status_t sealing_with_nonce(struct scene *scene)
{
    psa_status_t status = sealing_with_lengths(scene);

    return status == PSA_SUCCESS
               ? psa_aead_set_nonce(&scene->aead, scene->nonce.data, scene->nonce.size)
               : status;
}

static psa_status_t sealing_data(struct scene *scene)
{
    psa_status_t status = sealing_with_nonce(scene);

    return status == PSA_SUCCESS
               ? psa_aead_update_ad(&scene->aead, scene->expected.data, scene->expected.size)
               : status;
}

static psa_status_t sealing_all(struct scene *scene)
{
    psa_status_t status = sealing_data(scene);

    return status == PSA_SUCCESS
               ? psa_aead_update(&scene->aead, scene->input.data, scene->input.size, scene->output,
                                 SCENE_BYTES, &scene->length)
               : status;
}

/* With the tag in `expected`. */
static psa_status_t opening_all(struct scene *scene)
{
    psa_status_t status = psa_aead_decrypt_setup(&scene->aead, scene->key, scene->algorithm);

    if (status == PSA_SUCCESS)
        status = psa_aead_set_lengths(&scene->aead, scene->expected.size, 20);
    if (status == PSA_SUCCESS)
        status = psa_aead_set_nonce(&scene->aead, scene->nonce.data, scene->nonce.size);
    if (status == PSA_SUCCESS)
        status = psa_aead_update_ad(&scene->aead, scene->expected.data, scene->expected.size);
    if (status == PSA_SUCCESS)
        status = psa_aead_update(&scene->aead, scene->input.data, 20, scene->output, SCENE_BYTES,
                                 &scene->length);
    memcpy(scene->expected.data, scene->input.data + 20, 16);
    scene->expected.size = 16;
    return status;
}

/* ---- Calls ----------------------------------------------------------------------------------- */

static psa_status_t aead_encrypt(struct scene *scene)
{
    return psa_aead_encrypt(scene->key, scene->algorithm, scene->nonce.data, scene->nonce.size,
                            scene->expected.data, scene->expected.size, scene->input.data,
                            scene->input.size, scene->output, scene->room, &scene->length);
}

static psa_status_t aead_decrypt(struct scene *scene)
{
    return psa_aead_decrypt(scene->key, scene->algorithm, scene->nonce.data, scene->nonce.size,
                            scene->expected.data, scene->expected.size, scene->input.data,
                            scene->input.size, scene->output, scene->room, &scene->length);
}

static psa_status_t aead_decrypt_setup(struct scene *scene)
{
    return psa_aead_decrypt_setup(&scene->aead, scene->key, scene->algorithm);
}

static psa_status_t aead_set_lengths(struct scene *scene)
{
    return psa_aead_set_lengths(&scene->aead, scene->expected.size, scene->input.size);
}

static psa_status_t aead_generate_nonce(struct scene *scene)
{
    return psa_aead_generate_nonce(&scene->aead, scene->output, scene->room, &scene->length);
}

static psa_status_t aead_set_nonce(struct scene *scene)
{
    return psa_aead_set_nonce(&scene->aead, scene->nonce.data, scene->nonce.size);
}

static psa_status_t aead_update_ad(struct scene *scene)
{
    return psa_aead_update_ad(&scene->aead, scene->expected.data, scene->expected.size);
}

static psa_status_t aead_update(struct scene *scene)
{
    return psa_aead_update(&scene->aead, scene->input.data, scene->input.size, scene->output,
                           scene->room, &scene->length);
}

static psa_status_t aead_finish(struct scene *scene)
{
    size_t none;

    return psa_aead_finish(&scene->aead, NULL, 0, &none, scene->output, scene->room,
                           &scene->length);
}

static psa_status_t aead_verify(struct scene *scene)
{
    return psa_aead_verify(&scene->aead, scene->output, scene->room, &scene->length,
                           scene->expected.data, scene->expected.size);
}

static psa_status_t aead_abort(struct scene *scene)
{
    return psa_aead_abort(&scene->aead);
}

#define KEYED  (WITH_KEY | WITH_ALGORITHM)
#define GOING  WITH_OPERATION
#define OUTPUT WITH_OUTPUT

static const struct subject subjects[] = {
    {"psa_aead_encrypt", of_ccm, NULL, NULL, aead_encrypt, KEYED | OUTPUT, 0},
    {"psa_aead_decrypt", of_data, sealed, NULL, aead_decrypt, KEYED | OUTPUT, 0},
    {"psa_aead_encrypt_setup", of_ccm, NULL, NULL, sealing, KEYED | BEGINS, 0},
    {"psa_aead_decrypt_setup", of_ccm, NULL, NULL, aead_decrypt_setup, KEYED | BEGINS, 0},
    {"psa_aead_set_lengths", of_ccm, NULL, sealing, aead_set_lengths, GOING, 0},
    {"psa_aead_generate_nonce", of_nonce, NULL, sealing_with_lengths, aead_generate_nonce,
     GOING | OUTPUT, 0},
    {"psa_aead_set_nonce", of_ccm, NULL, sealing_with_lengths, aead_set_nonce, GOING, 0},
    {"psa_aead_update_ad", of_ccm, NULL, sealing_with_nonce, aead_update_ad, GOING, 0},
    {"psa_aead_update", of_data, NULL, sealing_data, aead_update, GOING | OUTPUT, 0},
    {"psa_aead_finish", of_tag, NULL, sealing_all, aead_finish, GOING | OUTPUT, 0},
    {"psa_aead_verify", of_ccm, sealed, opening_all, aead_verify, GOING, 0},
    {"psa_aead_abort", of_ccm, NULL, sealing, aead_abort, 0, 0},
};

/* ---- What is special to each ----------------------------------------------------------------- */

/* The operation goes the other way. */
static void turn(struct scene *scene, uint32_t value)
{
    (void)value;
    scene_abort(scene);
    scene->is_void = aead_decrypt_setup(scene) != PSA_SUCCESS;
}

/* The message that was announced is `value` bytes long; nothing of it has come. */
static void announce(struct scene *scene, uint32_t value)
{
    scene_abort(scene);
    scene->is_void = sealing(scene) != PSA_SUCCESS ||
                     psa_aead_set_lengths(&scene->aead, 0, value) != PSA_SUCCESS;
}

/* The same, with a nonce. */
static void announce_all(struct scene *scene, uint32_t value)
{
    announce(scene, value);
    scene->is_void |= psa_aead_set_nonce(&scene->aead, scene->nonce.data, 13) != PSA_SUCCESS;
}

/* Nothing of what was announced has come. */
static void open_nothing(struct scene *scene, uint32_t value)
{
    (void)value;
    scene_abort(scene);
    scene->is_void = aead_decrypt_setup(scene) != PSA_SUCCESS ||
                     psa_aead_set_lengths(&scene->aead, 0, 20) != PSA_SUCCESS ||
                     psa_aead_set_nonce(&scene->aead, scene->nonce.data, 13) != PSA_SUCCESS;
}

static const struct change other_direction = {"the operation decrypts", NULL, turn};
static const struct change announced = {"other lengths were announced", NULL, announce};
static const struct change announced_all = {"other lengths, and a nonce", NULL, announce_all};
static const struct change opened_less = {"nothing was decrypted", NULL, open_nothing};

static const struct status_case cases[] = {
    {"psa_aead_encrypt", PSA_ERROR_INVALID_ARGUMENT, &nonce_size, 6, 0},
    {"psa_aead_encrypt", PSA_ERROR_INVALID_ARGUMENT, &nonce_size, 200, 0},
    {"psa_aead_encrypt", PSA_ERROR_INVALID_ARGUMENT, &policy,
     PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 5), 0},
    {"psa_aead_encrypt", PSA_ERROR_NOT_PERMITTED, &key_usage, PSA_KEY_USAGE_DECRYPT, 0},
    {"psa_aead_encrypt", PSA_ERROR_NOT_PERMITTED, &asked, PSA_ALG_GCM, 0},
    {"psa_aead_decrypt", PSA_ERROR_INVALID_ARGUMENT, &nonce_size, 14, 0},
    {"psa_aead_decrypt", PSA_ERROR_INVALID_ARGUMENT, &input_size, 15, 0},
    {"psa_aead_decrypt", PSA_ERROR_INVALID_SIGNATURE, &input_wrong, 0, 0},
    {"psa_aead_decrypt", PSA_ERROR_INVALID_SIGNATURE, &expected_wrong, 0, 0},
    {"psa_aead_decrypt", PSA_ERROR_INVALID_SIGNATURE, &nonce_size, 12, 0},
    {"psa_aead_encrypt_setup", PSA_ERROR_INVALID_ARGUMENT, &asked, PSA_ALG_CTR, 0},
    {"psa_aead_set_lengths", PSA_ERROR_BAD_STATE, &already_begun, 0, 0},
    {"psa_aead_generate_nonce", PSA_ERROR_BAD_STATE, &already_begun, 0, 0},
    {"psa_aead_generate_nonce", PSA_ERROR_BAD_STATE, &other_direction, 0, 0},
    {"psa_aead_generate_nonce", PSA_ERROR_INSUFFICIENT_ENTROPY, &no_entropy, 0, 0},
    {"psa_aead_set_nonce", PSA_ERROR_BAD_STATE, &already_begun, 0, 0},
    {"psa_aead_set_nonce", PSA_ERROR_BAD_STATE, &other_direction, 0, 0}, /* without lengths */
    {"psa_aead_set_nonce", PSA_ERROR_INVALID_ARGUMENT, &nonce_size, 14, 0},
    {"psa_aead_set_nonce", PSA_ERROR_INVALID_ARGUMENT, &announced, 65536, 0},
    {"psa_aead_update_ad", PSA_ERROR_INVALID_ARGUMENT, &expected_size, 9, 0},
    {"psa_aead_update_ad", PSA_ERROR_BAD_STATE, &other_direction, 0, 0}, /* without a nonce */
    {"psa_aead_update", PSA_ERROR_INVALID_ARGUMENT, &announced_all, 19, 0},
    {"psa_aead_update", PSA_ERROR_BAD_STATE, &other_direction, 0, 0},
    {"psa_aead_finish", PSA_ERROR_INVALID_ARGUMENT, &announced_all, 1, 0},
    {"psa_aead_finish", PSA_ERROR_BAD_STATE, &other_direction, 0, 0},
    {"psa_aead_verify", PSA_ERROR_INVALID_ARGUMENT, &opened_less, 0, 0},
    {"psa_aead_verify", PSA_ERROR_BAD_STATE, &announced_all, 0, 0}, /* which encrypts */
    {"psa_aead_verify", PSA_ERROR_INVALID_SIGNATURE, &expected_wrong, 0, 0},
    {"psa_aead_verify", PSA_ERROR_INVALID_SIGNATURE, &expected_size, 15, 0},
};

const struct family family_aead = FAMILY(subjects, cases);
