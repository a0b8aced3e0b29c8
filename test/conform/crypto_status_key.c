/* SPDX-License-Identifier: Apache-2.0 */
/* Keys and random bytes (psa/crypto.h). */
#include "test/conform/crypto_status.h"

#define USAGE_ALL \
    (PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_COPY | PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT)

/* ---- Scenes ---------------------------------------------------------------------------------- */

static void with_key(struct scene *scene)
{
    scene->attributes = attributes_of(PSA_KEY_TYPE_AES, 128, USAGE_ALL, PSA_ALG_CTR);
    bytes_fill(&scene->material, 16);
    scene->new_attributes = attributes_of(PSA_KEY_TYPE_AES, 128, USAGE_ALL, PSA_ALG_CTR);
    scene->room = 16;
}

static void with_pair(struct scene *scene)
{
    scene->attributes = attributes_of(P256_PAIR, 256, 0, PSA_ALG_ECDH);
    bytes_fill(&scene->material, 32);
    scene->room = 65;
}

static void with_data(struct scene *scene)
{
    scene->new_attributes = attributes_of(PSA_KEY_TYPE_AES, 128, USAGE_ALL, PSA_ALG_CTR);
    bytes_fill(&scene->input, 16);
}

static void with_exponent(struct scene *scene)
{
    scene->new_attributes = attributes_of(PSA_KEY_TYPE_RSA_KEY_PAIR, 1024, 0, 0);
    scene->input.data[0] = 3;
    scene->input.size = 1;
}

static void with_room(struct scene *scene)
{
    scene->room = 100;
}

/* ---- Calls ----------------------------------------------------------------------------------- */

static psa_status_t crypto_init(struct scene *scene)
{
    (void)scene;
    return psa_crypto_init();
}

static psa_status_t get_attributes(struct scene *scene)
{
    psa_key_attributes_t attributes;

    return psa_get_key_attributes(scene->key, &attributes);
}

static psa_status_t import_key(struct scene *scene)
{
    return psa_import_key(&scene->new_attributes, scene->input.data, scene->input.size,
                          &scene->new_key);
}

static psa_status_t generate_key(struct scene *scene)
{
    return psa_generate_key(&scene->new_attributes, &scene->new_key);
}

static psa_status_t generate_custom(struct scene *scene)
{
    return psa_generate_key_custom(&scene->new_attributes, &scene->custom, scene->input.data,
                                   scene->input.size, &scene->new_key);
}

static psa_status_t copy_key(struct scene *scene)
{
    return psa_copy_key(scene->key, &scene->new_attributes, &scene->new_key);
}

static psa_status_t destroy_key(struct scene *scene)
{
    return psa_destroy_key(scene->key);
}

static psa_status_t purge_key(struct scene *scene)
{
    return psa_purge_key(scene->key);
}

static psa_status_t export_key(struct scene *scene)
{
    return psa_export_key(scene->key, scene->output, scene->room, &scene->length);
}

static psa_status_t export_public_key(struct scene *scene)
{
    return psa_export_public_key(scene->key, scene->output, scene->room, &scene->length);
}

static psa_status_t generate_random(struct scene *scene)
{
    return psa_generate_random(scene->output, scene->room);
}

static const struct subject subjects[] = {
    {"psa_crypto_init", NULL, NULL, NULL, crypto_init, 0, 0},
    {"psa_get_key_attributes", with_key, NULL, NULL, get_attributes, WITH_KEY, 0},
    {"psa_import_key", with_data, NULL, NULL, import_key, MAKES_KEY, 0},
    {"psa_generate_key", with_data, NULL, NULL, generate_key, MAKES_KEY, 0},
    {"psa_generate_key_custom", with_exponent, NULL, NULL, generate_custom, MAKES_KEY, 0},
    {"psa_copy_key", with_key, NULL, NULL, copy_key, WITH_KEY | MAKES_KEY, 0},
    {"psa_destroy_key", with_key, NULL, NULL, destroy_key, WITH_KEY, 0},
    {"psa_purge_key", with_key, NULL, NULL, purge_key, WITH_KEY, 0},
    {"psa_export_key", with_key, NULL, NULL, export_key, WITH_KEY | WITH_OUTPUT, 0},
    {"psa_export_public_key", with_pair, NULL, NULL, export_public_key, WITH_KEY | WITH_OUTPUT, 0},
    {"psa_generate_random", with_room, NULL, NULL, generate_random, 0, 0},
};

/* ---- What is special to each ----------------------------------------------------------------- */

static const struct status_case cases[] = {
    {"psa_import_key", PSA_ERROR_INVALID_ARGUMENT, &input_size, 0, 0},
    {"psa_import_key", PSA_ERROR_INVALID_ARGUMENT, &input_size, 15, 0},
    {"psa_import_key", PSA_ERROR_INVALID_ARGUMENT, &new_bits, 192, 0},
    {"psa_import_key", PSA_ERROR_INVALID_ARGUMENT, &new_usage, 0x80000000, 0},
    {"psa_import_key", PSA_ERROR_INVALID_ARGUMENT, &new_lifetime, PSA_KEY_PERSISTENCE_READ_ONLY, 0},
    {"psa_import_key", PSA_ERROR_INVALID_ARGUMENT, &new_id, PSA_KEY_ID_VENDOR_MIN, 0},
    {"psa_import_key", PSA_ERROR_NOT_SUPPORTED, &new_type, PSA_KEY_TYPE_DES, 0},
    {"psa_import_key", PSA_ERROR_NOT_SUPPORTED, &new_lifetime, 0x900001, 0},

    {"psa_generate_key", PSA_ERROR_INVALID_ARGUMENT, &new_type, P256_PUBLIC, 0},
    {"psa_generate_key", PSA_ERROR_INVALID_ARGUMENT, &new_bits, 120, 0},
    {"psa_generate_key", PSA_ERROR_NOT_SUPPORTED, &new_type, PSA_KEY_TYPE_CAMELLIA, 0},
    {"psa_generate_key", PSA_ERROR_INSUFFICIENT_ENTROPY, &no_entropy, 0, 0},

    {"psa_generate_key_custom", PSA_ERROR_INVALID_ARGUMENT, &custom_flags, 1, 0},
    {"psa_generate_key_custom", PSA_ERROR_INVALID_ARGUMENT, &new_type, PSA_KEY_TYPE_AES, 0},
    {"psa_generate_key_custom", PSA_ERROR_INVALID_ARGUMENT, &input_wrong, 0, 0}, /* 2 */
    {"psa_generate_key_custom", PSA_ERROR_NOT_SUPPORTED, &input_size, 9, 0},
    {"psa_generate_key_custom", PSA_ERROR_INSUFFICIENT_ENTROPY, &no_entropy, 0, 0},

    {"psa_copy_key", PSA_ERROR_INVALID_ARGUMENT, &new_type, PSA_KEY_TYPE_DES, 0},
    {"psa_copy_key", PSA_ERROR_INVALID_ARGUMENT, &new_bits, 192, 0},
    {"psa_copy_key", PSA_ERROR_INVALID_ARGUMENT, &new_policy, PSA_ALG_OFB, 0},

    {"psa_destroy_key", PSA_ERROR_STORAGE_FAILURE, &key_unwritable, 0, 0},

    {"psa_export_public_key", PSA_ERROR_INVALID_ARGUMENT, &key_type, PSA_KEY_TYPE_RAW_DATA, 0},

    {"psa_generate_random", PSA_ERROR_INSUFFICIENT_ENTROPY, &no_entropy, 0, 0},
};

const struct family family_key = FAMILY(subjects, cases);
