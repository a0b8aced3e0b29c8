/* SPDX-License-Identifier: Apache-2.0 */
/* Unauthenticated encryption (psa/crypto_cipher.h). */
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

static void of_cbc(struct scene *scene)
{
    of_aes(scene, PSA_ALG_CBC_NO_PADDING, 32);
    bytes_fill(&scene->nonce, 16);
    scene->room = 16 + 32;
}

static void of_iv(struct scene *scene)
{
    of_cbc(scene);
    scene->room = 16;
}

static void of_blocks(struct scene *scene)
{
    of_cbc(scene);
    scene->room = 32;
}

/* Twenty bytes are two blocks. */
static void of_padding(struct scene *scene)
{
    of_aes(scene, PSA_ALG_CBC_PKCS7, 20);
    bytes_fill(&scene->nonce, 16);
    scene->room = 20;
}

static psa_status_t encrypted(struct scene *scene)
{
    uint8_t message[64];
    size_t size = scene->input.size;

    memcpy(message, scene->input.data, size);
    return psa_cipher_encrypt(scene->key, scene->algorithm, message, size, scene->input.data,
                              SCENE_BYTES, &scene->input.size);
}

static psa_status_t encrypting(struct scene *scene)
{
    return psa_cipher_encrypt_setup(&scene->cipher, scene->key, scene->algorithm);
}

static psa_status_t encrypting_with_iv(struct scene *scene)
{
    psa_status_t status = encrypting(scene);

    return status == PSA_SUCCESS
               ? psa_cipher_set_iv(&scene->cipher, scene->nonce.data, scene->nonce.size)
               : status;
}

/* All of the padded ciphertext has been passed through: the last block, of which four bytes are
 * the message's, is to come. */
static psa_status_t decrypting(struct scene *scene)
{
    psa_status_t status = psa_cipher_decrypt_setup(&scene->cipher, scene->key, scene->algorithm);

    if (status == PSA_SUCCESS)
        status = psa_cipher_set_iv(&scene->cipher, scene->input.data, 16);
    if (status == PSA_SUCCESS)
        status = psa_cipher_update(&scene->cipher, scene->input.data + 16, scene->input.size - 16,
                                   scene->output, SCENE_BYTES, &scene->length);
    scene->room = 4;
    return status;
}

/* ---- Calls ----------------------------------------------------------------------------------- */

static psa_status_t cipher_encrypt(struct scene *scene)
{
    return psa_cipher_encrypt(scene->key, scene->algorithm, scene->input.data, scene->input.size,
                              scene->output, scene->room, &scene->length);
}

static psa_status_t cipher_decrypt(struct scene *scene)
{
    return psa_cipher_decrypt(scene->key, scene->algorithm, scene->input.data, scene->input.size,
                              scene->output, scene->room, &scene->length);
}

static psa_status_t cipher_decrypt_setup(struct scene *scene)
{
    return psa_cipher_decrypt_setup(&scene->cipher, scene->key, scene->algorithm);
}

static psa_status_t cipher_generate_iv(struct scene *scene)
{
    return psa_cipher_generate_iv(&scene->cipher, scene->output, scene->room, &scene->length);
}

static psa_status_t cipher_set_iv(struct scene *scene)
{
    return psa_cipher_set_iv(&scene->cipher, scene->nonce.data, scene->nonce.size);
}

static psa_status_t cipher_update(struct scene *scene)
{
    return psa_cipher_update(&scene->cipher, scene->input.data, scene->input.size, scene->output,
                             scene->room, &scene->length);
}

static psa_status_t cipher_finish(struct scene *scene)
{
    return psa_cipher_finish(&scene->cipher, scene->output, scene->room, &scene->length);
}

static psa_status_t cipher_abort(struct scene *scene)
{
    return psa_cipher_abort(&scene->cipher);
}

#define KEYED  (WITH_KEY | WITH_ALGORITHM)
#define GOING  WITH_OPERATION
#define OUTPUT WITH_OUTPUT

static const struct subject subjects[] = {
    {"psa_cipher_encrypt", of_cbc, NULL, NULL, cipher_encrypt, KEYED | OUTPUT, 0},
    {"psa_cipher_decrypt", of_padding, encrypted, NULL, cipher_decrypt, KEYED | OUTPUT, 0},
    {"psa_cipher_encrypt_setup", of_cbc, NULL, NULL, encrypting, KEYED | BEGINS, 0},
    {"psa_cipher_decrypt_setup", of_cbc, NULL, NULL, cipher_decrypt_setup, KEYED | BEGINS, 0},
    {"psa_cipher_generate_iv", of_iv, NULL, encrypting, cipher_generate_iv, GOING | OUTPUT, 0},
    {"psa_cipher_set_iv", of_cbc, NULL, encrypting, cipher_set_iv, GOING, 0},
    {"psa_cipher_update", of_blocks, NULL, encrypting_with_iv, cipher_update, GOING | OUTPUT, 0},
    {"psa_cipher_finish", of_padding, encrypted, decrypting, cipher_finish, GOING | OUTPUT, 0},
    {"psa_cipher_abort", of_cbc, NULL, encrypting, cipher_abort, 0, 0},
};

/* ---- What is special to each ----------------------------------------------------------------- */

/* The operation goes the other way. */
static void turn(struct scene *scene, uint32_t value)
{
    (void)value;
    scene_abort(scene);
    scene->is_void = cipher_decrypt_setup(scene) != PSA_SUCCESS;
}

/* Bytes of a block that will not be whole. */
static void pass_three_bytes(struct scene *scene, uint32_t value)
{
    (void)value;
    scene->is_void = psa_cipher_update(&scene->cipher, scene->input.data, 3, scene->output,
                                       SCENE_BYTES, &scene->length) != PSA_SUCCESS;
}

/* The padding that comes out depends on the ciphertext before it. (The last block alone, changed,
 * would have good padding once in 256 times.) */
static void spoil_padding(struct scene *scene, uint32_t value)
{
    (void)value;
    scene->is_void = scene->input.size < 17;
    if (scene->is_void)
        return;
    scene->input.data[scene->input.size - 17] ^= 0x20;
    (void)psa_cipher_abort(&scene->cipher);
    scene->is_void =
        psa_cipher_decrypt_setup(&scene->cipher, scene->key, scene->algorithm) != PSA_SUCCESS ||
        psa_cipher_set_iv(&scene->cipher, scene->input.data, 16) != PSA_SUCCESS ||
        psa_cipher_update(&scene->cipher, scene->input.data + 16, scene->input.size - 16,
                          scene->output, SCENE_BYTES, &scene->length) != PSA_SUCCESS;
}

static const struct change other_direction = {"the operation decrypts", NULL, turn};
static const struct change three_bytes = {"three bytes wait", NULL, pass_three_bytes};
static const struct change padding = {"the padding is wrong", NULL, spoil_padding};

static const struct status_case cases[] = {
    {"psa_cipher_encrypt", PSA_ERROR_NOT_SUPPORTED, &policy, PSA_ALG_XTS, 0},
    {"psa_cipher_encrypt", PSA_ERROR_INVALID_ARGUMENT, &input_size, 31, 0},
    {"psa_cipher_encrypt", PSA_ERROR_INVALID_ARGUMENT, &asked, PSA_ALG_CCM, 0},
    {"psa_cipher_encrypt", PSA_ERROR_NOT_PERMITTED, &key_usage, PSA_KEY_USAGE_DECRYPT, 0},
    {"psa_cipher_encrypt", PSA_ERROR_NOT_PERMITTED, &asked, PSA_ALG_CTR, 0},
    {"psa_cipher_encrypt", PSA_ERROR_INSUFFICIENT_ENTROPY, &no_entropy, 0, 0},
    {"psa_cipher_decrypt", PSA_ERROR_INVALID_ARGUMENT, &input_size, 15, 0},
    {"psa_cipher_decrypt", PSA_ERROR_INVALID_ARGUMENT, &input_size, 47, 0},
    {"psa_cipher_decrypt", PSA_ERROR_INVALID_PADDING, &padding, 0, 0},
    {"psa_cipher_decrypt", PSA_ERROR_INVALID_PADDING, &input_size, 32, 0},
    {"psa_cipher_encrypt_setup", PSA_ERROR_NOT_SUPPORTED, &policy, PSA_ALG_CCM_STAR_NO_TAG, 0},
    {"psa_cipher_decrypt_setup", PSA_ERROR_NOT_SUPPORTED, &policy, PSA_ALG_XTS, 0},
    {"psa_cipher_decrypt_setup", PSA_ERROR_NOT_PERMITTED, &key_usage, PSA_KEY_USAGE_ENCRYPT, 0},
    {"psa_cipher_generate_iv", PSA_ERROR_BAD_STATE, &already_begun, 0, 0},
    {"psa_cipher_generate_iv", PSA_ERROR_BAD_STATE, &other_direction, 0, 0},
    {"psa_cipher_generate_iv", PSA_ERROR_INSUFFICIENT_ENTROPY, &no_entropy, 0, 0},
    {"psa_cipher_set_iv", PSA_ERROR_BAD_STATE, &already_begun, 0, 0},
    {"psa_cipher_set_iv", PSA_ERROR_INVALID_ARGUMENT, &nonce_size, 15, 0},
    {"psa_cipher_set_iv", PSA_ERROR_INVALID_ARGUMENT, &nonce_size, 0, 0},
    {"psa_cipher_update", PSA_ERROR_BAD_STATE, &other_direction, 0, 0}, /* without an IV */
    {"psa_cipher_finish", PSA_ERROR_BAD_STATE, &already_begun, 0, 0},
    {"psa_cipher_finish", PSA_ERROR_INVALID_ARGUMENT, &three_bytes, 0, 0},
    {"psa_cipher_finish", PSA_ERROR_INVALID_PADDING, &padding, 0, 0},
};

const struct family family_cipher = FAMILY(subjects, cases);
