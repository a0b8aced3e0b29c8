/* SPDX-License-Identifier: Apache-2.0 */
/* Encryption, unauthenticated and authenticated (psa/crypto_cipher.h, psa/crypto_aead.h). */
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
    {"psa_cipher_encrypt", of_cbc, NULL, NULL, cipher_encrypt, KEYED | OUTPUT, 0},
    {"psa_cipher_decrypt", of_padding, encrypted, NULL, cipher_decrypt, KEYED | OUTPUT, 0},
    {"psa_cipher_encrypt_setup", of_cbc, NULL, NULL, encrypting, KEYED | BEGINS, 0},
    {"psa_cipher_decrypt_setup", of_cbc, NULL, NULL, cipher_decrypt_setup, KEYED | BEGINS, 0},
    {"psa_cipher_generate_iv", of_iv, NULL, encrypting, cipher_generate_iv, GOING | OUTPUT, 0},
    {"psa_cipher_set_iv", of_cbc, NULL, encrypting, cipher_set_iv, GOING, 0},
    {"psa_cipher_update", of_blocks, NULL, encrypting_with_iv, cipher_update, GOING | OUTPUT, 0},
    {"psa_cipher_finish", of_padding, encrypted, decrypting, cipher_finish, GOING | OUTPUT, 0},
    {"psa_cipher_abort", of_cbc, NULL, encrypting, cipher_abort, 0, 0},
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
    scene->is_void = psa_cipher_decrypt_setup(&scene->cipher, scene->key, PSA_ALG_CBC_NO_PADDING) !=
                         PSA_SUCCESS &&
                     psa_aead_decrypt_setup(&scene->aead, scene->key, PSA_ALG_CCM) != PSA_SUCCESS;
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

/* Bytes of a block that will not be whole. */
static void pass_three_bytes(struct scene *scene, uint32_t value)
{
    (void)value;
    scene->is_void = psa_cipher_update(&scene->cipher, scene->input.data, 3, scene->output,
                                       SCENE_BYTES, &scene->length) != PSA_SUCCESS;
}

/* The padding that comes out depends on the ciphertext before it. */
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
static const struct change announced = {"other lengths were announced", NULL, announce};
static const struct change announced_all = {"other lengths, and a nonce", NULL, announce_all};
static const struct change opened_less = {"nothing was decrypted", NULL, open_nothing};
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
    {"psa_cipher_decrypt", PSA_ERROR_INVALID_PADDING, &input_wrong, 0, 0},
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

const struct family family_cipher = FAMILY(subjects, cases);
