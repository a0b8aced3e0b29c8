/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures, encryption of short messages, agreement (psa/crypto_asymmetric.h); and the exchange
 * that no image has (psa/crypto_pake.h). */
#include "test/conform/crypto_status.h"

#define ECDSA PSA_ALG_ECDSA(PSA_ALG_SHA_256)
#define PKCS1 PSA_ALG_RSA_PKCS1V15_CRYPT
#define OAEP  PSA_ALG_RSA_OAEP(PSA_ALG_SHA_256)

/* ---- Scenes ---------------------------------------------------------------------------------- */

static void of_ecdsa(struct scene *scene)
{
    scene->algorithm = ECDSA;
    scene->attributes = attributes_of(P256_PAIR, 256,
                                      PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH |
                                          PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE,
                                      ECDSA);
    bytes_fill(&scene->material, 32);
    bytes_fill(&scene->input, 32);
    scene->room = 64;
}

/* The pair of RSA is made once: that takes longer than all else. */
static void of_rsa(struct scene *scene)
{
    static struct bytes pair;
    psa_key_attributes_t attributes =
        attributes_of(PSA_KEY_TYPE_RSA_KEY_PAIR, 1024, PSA_KEY_USAGE_EXPORT, 0);
    psa_key_id_t key;

    if (pair.size == 0 && psa_generate_key(&attributes, &key) == PSA_SUCCESS) {
        (void)psa_export_key(key, pair.data, sizeof pair.data, &pair.size);
        (void)psa_destroy_key(key);
    }
    scene->algorithm = PKCS1;
    scene->attributes = attributes_of(PSA_KEY_TYPE_RSA_KEY_PAIR, 0,
                                      PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT, PKCS1);
    scene->material = pair;
    bytes_fill(&scene->input, 20);
    scene->room = 128;
}

static void of_rsa_decryption(struct scene *scene)
{
    of_rsa(scene);
    scene->room = 20;
}

static void of_ecdh(struct scene *scene)
{
    scene->algorithm = PSA_ALG_ECDH;
    scene->attributes = attributes_of(P256_PAIR, 256, PSA_KEY_USAGE_DERIVE, PSA_ALG_ECDH);
    bytes_fill(&scene->material, 32);
    scene->new_attributes = attributes_of(PSA_KEY_TYPE_DERIVE, 256, 0, 0);
    scene->room = 32;
}

static psa_status_t signed_message(struct scene *scene)
{
    return psa_sign_message(scene->key, scene->algorithm, scene->input.data, scene->input.size,
                            scene->expected.data, SCENE_BYTES, &scene->expected.size);
}

static psa_status_t signed_hash(struct scene *scene)
{
    return psa_sign_hash(scene->key, scene->algorithm, scene->input.data, scene->input.size,
                         scene->expected.data, SCENE_BYTES, &scene->expected.size);
}

static psa_status_t encrypted(struct scene *scene)
{
    uint8_t message[20];

    memcpy(message, scene->input.data, sizeof message);
    return psa_asymmetric_encrypt(scene->key, scene->algorithm, message, sizeof message, NULL, 0,
                                  scene->input.data, SCENE_BYTES, &scene->input.size);
}

/* The peer is oneself. */
static psa_status_t peer(struct scene *scene)
{
    return psa_export_public_key(scene->key, scene->nonce.data, SCENE_BYTES, &scene->nonce.size);
}

/* ---- Calls ----------------------------------------------------------------------------------- */

static psa_status_t sign_message(struct scene *scene)
{
    return psa_sign_message(scene->key, scene->algorithm, scene->input.data, scene->input.size,
                            scene->output, scene->room, &scene->length);
}

static psa_status_t verify_message(struct scene *scene)
{
    return psa_verify_message(scene->key, scene->algorithm, scene->input.data, scene->input.size,
                              scene->expected.data, scene->expected.size);
}

static psa_status_t sign_hash(struct scene *scene)
{
    return psa_sign_hash(scene->key, scene->algorithm, scene->input.data, scene->input.size,
                         scene->output, scene->room, &scene->length);
}

static psa_status_t verify_hash(struct scene *scene)
{
    return psa_verify_hash(scene->key, scene->algorithm, scene->input.data, scene->input.size,
                           scene->expected.data, scene->expected.size);
}

static psa_status_t asymmetric_encrypt(struct scene *scene)
{
    return psa_asymmetric_encrypt(scene->key, scene->algorithm, scene->input.data,
                                  scene->input.size, scene->nonce.data, scene->nonce.size,
                                  scene->output, scene->room, &scene->length);
}

static psa_status_t asymmetric_decrypt(struct scene *scene)
{
    return psa_asymmetric_decrypt(scene->key, scene->algorithm, scene->input.data,
                                  scene->input.size, scene->nonce.data, scene->nonce.size,
                                  scene->output, scene->room, &scene->length);
}

static psa_status_t raw_key_agreement(struct scene *scene)
{
    return psa_raw_key_agreement(scene->algorithm, scene->key, scene->nonce.data, scene->nonce.size,
                                 scene->output, scene->room, &scene->length);
}

static psa_status_t key_agreement(struct scene *scene)
{
    return psa_key_agreement(scene->key, scene->nonce.data, scene->nonce.size, scene->algorithm,
                             &scene->new_attributes, &scene->new_key);
}

#define KEYED (WITH_KEY | WITH_ALGORITHM)

static const struct subject subjects[] = {
    {"psa_sign_message", of_ecdsa, NULL, NULL, sign_message, KEYED | WITH_OUTPUT, 0},
    {"psa_verify_message", of_ecdsa, signed_message, NULL, verify_message, KEYED, 0},
    {"psa_sign_hash", of_ecdsa, NULL, NULL, sign_hash, KEYED | WITH_OUTPUT, 0},
    {"psa_verify_hash", of_ecdsa, signed_hash, NULL, verify_hash, KEYED, 0},
    {"psa_asymmetric_encrypt", of_rsa, NULL, NULL, asymmetric_encrypt, KEYED | WITH_OUTPUT, 0},
    {"psa_asymmetric_decrypt", of_rsa_decryption, encrypted, NULL, asymmetric_decrypt,
     KEYED | WITH_OUTPUT, 0},
    {"psa_raw_key_agreement", of_ecdh, peer, NULL, raw_key_agreement, KEYED | WITH_OUTPUT, 0},
    {"psa_key_agreement", of_ecdh, peer, NULL, key_agreement, KEYED | MAKES_KEY, 0},
};

/* ---- What is special to each ----------------------------------------------------------------- */

static void spoil_peer(struct scene *scene, uint32_t value)
{
    (void)value;
    scene->nonce.data[10] ^= 1;
}

/* The number 1, which as a message is 1, too: it begins in no way that padding does. */
static void set_one(struct scene *scene, uint32_t value)
{
    (void)value;
    memset(scene->input.data, 0, sizeof scene->input.data);
    scene->input.data[127] = 1;
}

static const struct change one = {"the ciphertext is 1", NULL, set_one};
static const struct change peer_wrong = {"the peer is no point", NULL, spoil_peer};

#define ECDSA_MD5 PSA_ALG_ECDSA(PSA_ALG_MD5)
#define ED25519   PSA_ALG_PURE_EDDSA

static const struct status_case cases[] = {
    {"psa_sign_message", PSA_ERROR_NOT_SUPPORTED, &policy, ECDSA_MD5, 0},
    {"psa_sign_message", PSA_ERROR_INVALID_ARGUMENT, &policy, PSA_ALG_ECDSA_ANY, 0},
    {"psa_sign_message", PSA_ERROR_NOT_PERMITTED, &key_usage, PSA_KEY_USAGE_VERIFY_MESSAGE, 0},
    {"psa_sign_message", PSA_ERROR_INSUFFICIENT_ENTROPY, &no_entropy, 0, 0},
    {"psa_verify_message", PSA_ERROR_INVALID_SIGNATURE, &input_wrong, 0, 0},
    {"psa_verify_message", PSA_ERROR_INVALID_SIGNATURE, &expected_wrong, 0, 0},
    {"psa_verify_message", PSA_ERROR_INVALID_SIGNATURE, &expected_size, 63, 0},
    {"psa_sign_hash", PSA_ERROR_NOT_SUPPORTED, &policy, ED25519, 0},
    {"psa_sign_hash", PSA_ERROR_INVALID_ARGUMENT, &input_size, 31, 0},
    {"psa_sign_hash", PSA_ERROR_INVALID_ARGUMENT, &input_size, 100, 0},
    {"psa_sign_hash", PSA_ERROR_NOT_PERMITTED, &key_usage, PSA_KEY_USAGE_SIGN_MESSAGE, 0},
    {"psa_sign_hash", PSA_ERROR_INSUFFICIENT_ENTROPY, &no_entropy, 0, 0},
    {"psa_verify_hash", PSA_ERROR_INVALID_ARGUMENT, &input_size, 0, 0},
    {"psa_verify_hash", PSA_ERROR_INVALID_SIGNATURE, &input_wrong, 0, 0},
    {"psa_verify_hash", PSA_ERROR_INVALID_SIGNATURE, &expected_wrong, 0, 0},
    {"psa_verify_hash", PSA_ERROR_INVALID_SIGNATURE, &expected_size, 65, 0},

    {"psa_asymmetric_encrypt", PSA_ERROR_INVALID_ARGUMENT, &input_size, 118, 0},
    {"psa_asymmetric_encrypt", PSA_ERROR_INVALID_ARGUMENT, &nonce_size, 4, 0},
    {"psa_asymmetric_encrypt", PSA_ERROR_NOT_SUPPORTED, &policy, PSA_ALG_RSA_OAEP(PSA_ALG_MD5), 0},
    {"psa_asymmetric_encrypt", PSA_ERROR_NOT_PERMITTED, &asked, OAEP, 0},
    {"psa_asymmetric_encrypt", PSA_ERROR_INSUFFICIENT_MEMORY, &nonce_size, 129, 0},
    {"psa_asymmetric_encrypt", PSA_ERROR_INSUFFICIENT_ENTROPY, &no_entropy, 0, 0},
    {"psa_asymmetric_decrypt", PSA_ERROR_INVALID_ARGUMENT, &input_size, 127, 0},
    {"psa_asymmetric_decrypt", PSA_ERROR_INVALID_ARGUMENT, &nonce_size, 4, 0},
    {"psa_asymmetric_decrypt", PSA_ERROR_NOT_PERMITTED, &key_usage, PSA_KEY_USAGE_ENCRYPT, 0},
    {"psa_asymmetric_decrypt", PSA_ERROR_INVALID_PADDING, &one, 0, 0},
    {"psa_asymmetric_decrypt", PSA_ERROR_INSUFFICIENT_MEMORY, &nonce_size, 129, 0},
    {"psa_asymmetric_decrypt", PSA_ERROR_INSUFFICIENT_ENTROPY, &no_entropy, 0, 0},

    {"psa_raw_key_agreement", PSA_ERROR_INVALID_ARGUMENT, &peer_wrong, 0, 0},
    {"psa_raw_key_agreement", PSA_ERROR_INVALID_ARGUMENT, &nonce_size, 64, 0},
    {"psa_raw_key_agreement", PSA_ERROR_INVALID_ARGUMENT, &nonce_size, 200, 0},
    {"psa_raw_key_agreement", PSA_ERROR_INVALID_ARGUMENT, &asked,
     PSA_ALG_KEY_AGREEMENT(PSA_ALG_ECDH, PSA_ALG_HKDF(PSA_ALG_SHA_256)), 0},
    {"psa_raw_key_agreement", PSA_ERROR_NOT_PERMITTED, &asked, PSA_ALG_FFDH, 0},
    {"psa_key_agreement", PSA_ERROR_INVALID_ARGUMENT, &peer_wrong, 0, 0},
    {"psa_key_agreement", PSA_ERROR_INVALID_ARGUMENT, &new_type, PSA_KEY_TYPE_AES, 0},
    {"psa_key_agreement", PSA_ERROR_INVALID_ARGUMENT, &new_bits, 128, 0},
    {"psa_key_agreement", PSA_ERROR_NOT_PERMITTED, &asked, PSA_ALG_FFDH, 0},
};

const struct family family_asymmetric = FAMILY(subjects, cases);

/* ---- Password-authenticated exchange ----------------------------------------------------------
 */

static psa_status_t pake_setup(struct scene *scene)
{
    psa_pake_cipher_suite_t suite = psa_pake_cipher_suite_init();

    return psa_pake_setup(&scene->pake, scene->key, &suite);
}

static psa_status_t pake_set_role(struct scene *scene)
{
    return psa_pake_set_role(&scene->pake, PSA_PAKE_ROLE_FIRST);
}

static psa_status_t pake_set_user(struct scene *scene)
{
    return psa_pake_set_user(&scene->pake, scene->input.data, scene->input.size);
}

static psa_status_t pake_set_peer(struct scene *scene)
{
    return psa_pake_set_peer(&scene->pake, scene->input.data, scene->input.size);
}

static psa_status_t pake_set_context(struct scene *scene)
{
    return psa_pake_set_context(&scene->pake, scene->input.data, scene->input.size);
}

static psa_status_t pake_output(struct scene *scene)
{
    return psa_pake_output(&scene->pake, PSA_PAKE_STEP_KEY_SHARE, scene->output, scene->room,
                           &scene->length);
}

static psa_status_t pake_input(struct scene *scene)
{
    return psa_pake_input(&scene->pake, PSA_PAKE_STEP_KEY_SHARE, scene->input.data,
                          scene->input.size);
}

static psa_status_t pake_get_shared_key(struct scene *scene)
{
    return psa_pake_get_shared_key(&scene->pake, &scene->new_attributes, &scene->new_key);
}

static psa_status_t pake_abort(struct scene *scene)
{
    return psa_pake_abort(&scene->pake);
}

static const struct subject pake_subjects[] = {
    {"psa_pake_setup", NULL, NULL, NULL, pake_setup, 0, PSA_ERROR_NOT_SUPPORTED},
    {"psa_pake_set_role", NULL, NULL, NULL, pake_set_role, 0, PSA_ERROR_BAD_STATE},
    {"psa_pake_set_user", NULL, NULL, NULL, pake_set_user, 0, PSA_ERROR_BAD_STATE},
    {"psa_pake_set_peer", NULL, NULL, NULL, pake_set_peer, 0, PSA_ERROR_BAD_STATE},
    {"psa_pake_set_context", NULL, NULL, NULL, pake_set_context, 0, PSA_ERROR_BAD_STATE},
    {"psa_pake_output", NULL, NULL, NULL, pake_output, 0, PSA_ERROR_BAD_STATE},
    {"psa_pake_input", NULL, NULL, NULL, pake_input, 0, PSA_ERROR_BAD_STATE},
    {"psa_pake_get_shared_key", NULL, NULL, NULL, pake_get_shared_key, 0, PSA_ERROR_BAD_STATE},
    {"psa_pake_abort", NULL, NULL, NULL, pake_abort, 0, 0},
};

static const struct status_case pake_cases[] = {
    {"psa_pake_setup", PSA_ERROR_NOT_SUPPORTED, &as_it_is, 0, 0},
    {"psa_pake_set_role", PSA_ERROR_BAD_STATE, &as_it_is, 0, 0},
    {"psa_pake_set_user", PSA_ERROR_BAD_STATE, &as_it_is, 0, 0},
    {"psa_pake_set_peer", PSA_ERROR_BAD_STATE, &as_it_is, 0, 0},
    {"psa_pake_set_context", PSA_ERROR_BAD_STATE, &as_it_is, 0, 0},
    {"psa_pake_output", PSA_ERROR_BAD_STATE, &as_it_is, 0, 0},
    {"psa_pake_input", PSA_ERROR_BAD_STATE, &as_it_is, 0, 0},
    {"psa_pake_get_shared_key", PSA_ERROR_BAD_STATE, &as_it_is, 0, 0},
};

const struct family family_pake = FAMILY(pake_subjects, pake_cases);
