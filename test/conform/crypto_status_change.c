/* SPDX-License-Identifier: Apache-2.0 */
/* What can be wrong with a call. */
#include "test/conform/crypto_status.h"

#include "kedge_config.h"

#define KEY_ID 76u
#define NEW_ID 77u

void bytes_fill(struct bytes *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        bytes->data[i] = (uint8_t)(i * 7 + 1);
    bytes->size = size;
}

psa_key_attributes_t attributes_of(psa_key_type_t type, size_t bits, psa_key_usage_t usage,
                                   psa_algorithm_t algorithm)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;

    psa_set_key_type(&attributes, type);
    psa_set_key_bits(&attributes, bits);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, algorithm);
    return attributes;
}

/* What has to be undone at the end of a scene. */
static psa_key_id_t crowd[CONFIG_CRYPTO_KEY_SLOT_COUNT];
static psa_hash_operation_t others[CONFIG_CRYPTO_OPERATION_COUNT];

void change_undo(void)
{
    for (size_t i = 0; i < COUNT_OF(crowd); i++)
        (void)psa_destroy_key(crowd[i]);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        (void)psa_hash_abort(&others[i]);
    memset(crowd, 0, sizeof crowd);
}

static psa_status_t import_data(psa_key_id_t id, size_t size, psa_key_id_t *key)
{
    psa_key_attributes_t attributes = attributes_of(PSA_KEY_TYPE_RAW_DATA, 0, 0, 0);
    static const uint8_t data[600] = {1};

    if (id != PSA_KEY_ID_NULL)
        psa_set_key_id(&attributes, id);
    return psa_import_key(&attributes, data, size, key);
}

/* Smaller and smaller keys, until one of a byte does not fit either. */
static void fill_storage(void)
{
    psa_key_id_t id = 1000, key;

    for (size_t size = 600; size > 0; size /= 8)
        while (import_data(id, size, &key) == PSA_SUCCESS)
            id++;
}

static void fill_table(void)
{
    for (size_t i = 0; i < COUNT_OF(crowd); i++)
        if (import_data(PSA_KEY_ID_NULL, 1, &crowd[i]) != PSA_SUCCESS)
            return;
}

/* The key. */

static void destroy(struct scene *scene, uint32_t value)
{
    (void)value;
    scene->is_void = psa_destroy_key(scene->key) != PSA_SUCCESS;
}

static void persist(struct scene *scene, uint32_t value)
{
    (void)value;
    psa_set_key_id(&scene->attributes, KEY_ID);
}

static void crowd_table(struct scene *scene, uint32_t value)
{
    (void)scene;
    (void)value;
    fill_table();
}

static void corrupt(struct scene *scene, uint32_t value)
{
    (void)value;
    scene->is_void = !machine_flip_bit(scene->key);
}

static void age(struct scene *scene, uint32_t value)
{
    (void)value;
    scene->is_void = !machine_make_version_2(scene->key);
}

static void break_flash(struct scene *scene, uint32_t value)
{
    (void)scene;
    (void)value;
    machine_flash_fails();
}

static void wear_out(struct scene *scene, uint32_t value)
{
    (void)scene;
    (void)value;
    machine_flash_is_worn();
}

static void lose_storage(struct scene *scene, uint32_t value)
{
    (void)scene;
    (void)value;
    machine_storage_is_gone();
}

/* In a log without room to say that it does not exist. */
static void lose(struct scene *scene, uint32_t value)
{
    (void)value;
    fill_storage();
    scene->is_void = !machine_lose_record(scene->key);
}

static void move(struct scene *scene, uint32_t value)
{
    (void)value;
    psa_set_key_lifetime(&scene->attributes,
                         PSA_KEY_LIFETIME_FROM_PERSISTENCE_AND_LOCATION(0, SAFE_PLACE));
}

static void set_usage(struct scene *scene, uint32_t value)
{
    psa_set_key_usage_flags(&scene->attributes, value);
}

static void set_type(struct scene *scene, uint32_t value)
{
    psa_set_key_type(&scene->attributes, (psa_key_type_t)value);
}

static void set_policy(struct scene *scene, uint32_t value)
{
    scene->algorithm = value;
    psa_set_key_algorithm(&scene->attributes, value);
}

static void ask(struct scene *scene, uint32_t value)
{
    scene->algorithm = value;
}

/* The key to be made. */

static void set_new_lifetime(struct scene *scene, uint32_t value)
{
    psa_set_key_id(&scene->new_attributes, NEW_ID);
    psa_set_key_lifetime(&scene->new_attributes, value);
}

static void set_new_type(struct scene *scene, uint32_t value)
{
    psa_set_key_type(&scene->new_attributes, (psa_key_type_t)value);
}

static void set_new_bits(struct scene *scene, uint32_t value)
{
    psa_set_key_bits(&scene->new_attributes, value);
}

static void set_new_usage(struct scene *scene, uint32_t value)
{
    psa_set_key_usage_flags(&scene->new_attributes, value);
}

static void set_new_policy(struct scene *scene, uint32_t value)
{
    psa_set_key_algorithm(&scene->new_attributes, value);
}

static void set_new_id(struct scene *scene, uint32_t value)
{
    psa_set_key_id(&scene->new_attributes, value);
}

static void persist_new(struct scene *scene, uint32_t value)
{
    (void)value;
    psa_set_key_id(&scene->new_attributes, NEW_ID);
}

static void make_new(struct scene *scene, uint32_t value)
{
    psa_key_id_t key;

    (void)value;
    scene->is_void = import_data(NEW_ID, 16, &key) != PSA_SUCCESS;
}

static void make_new_corrupt(struct scene *scene, uint32_t value)
{
    make_new(scene, value);
    scene->is_void |= !machine_flip_bit(NEW_ID);
}

static void make_new_old(struct scene *scene, uint32_t value)
{
    make_new(scene, value);
    scene->is_void |= !machine_make_version_2(NEW_ID);
}

static void crowd_storage(struct scene *scene, uint32_t value)
{
    (void)scene;
    (void)value;
    fill_storage();
}

/* The operation. */

static void take_places(struct scene *scene, uint32_t value)
{
    (void)scene;
    (void)value;
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (psa_hash_setup(&others[i], PSA_ALG_SHA_256) != PSA_SUCCESS)
            return;
}

static void call_before(struct scene *scene, uint32_t value)
{
    (void)value;
    (void)scene->subject->call(scene);
}

static void abort_operations(struct scene *scene, uint32_t value)
{
    (void)value;
    scene_abort(scene);
}

/* Buffers and what is in them. */

static void shorten_room(struct scene *scene, uint32_t value)
{
    (void)value;
    if (scene->room > 0)
        scene->room--;
}

static void drain(struct scene *scene, uint32_t value)
{
    (void)value;
    scene->is_void = !machine_entropy_fails();
}

static void resize_input(struct scene *scene, uint32_t value)
{
    scene->input.size = value;
}

static void resize_nonce(struct scene *scene, uint32_t value)
{
    scene->nonce.size = value;
}

static void resize_expected(struct scene *scene, uint32_t value)
{
    scene->expected.size = value;
}

static void spoil(struct bytes *bytes)
{
    if (bytes->size > 0)
        bytes->data[bytes->size - 1] ^= 1;
}

static void spoil_input(struct scene *scene, uint32_t value)
{
    (void)value;
    spoil(&scene->input);
}

static void put_algorithm(struct scene *scene, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        scene->input.data[i] = (uint8_t)(value >> (24 - 8 * i));
}

static void spoil_expected(struct scene *scene, uint32_t value)
{
    (void)value;
    spoil(&scene->expected);
}

static void set_step(struct scene *scene, uint32_t value)
{
    scene->step = (psa_key_derivation_step_t)value;
}

static void set_flags(struct scene *scene, uint32_t value)
{
    scene->custom.flags = value;
}

const struct change as_it_is = {"as it is", NULL, NULL};
const struct change no_such_key = {"no such key", NULL, destroy};
const struct change key_not_in_table = {"the key finds no place", persist, crowd_table};
const struct change key_corrupt = {"the key's record is corrupt", persist, corrupt};
const struct change key_of_other_time = {"the key's record is of version 2", persist, age};
const struct change key_unreadable = {"the key cannot be read", persist, break_flash};
const struct change key_unwritable = {"the key's record cannot be changed", persist, wear_out};
const struct change key_in_no_storage = {"the key's storage is gone", persist, lose_storage};
const struct change key_lost = {"the key's record is lost, and storage is full", persist, lose};
const struct change key_elsewhere = {"the key lives elsewhere", move, NULL};
const struct change key_usage = {"the key's usage", set_usage, NULL};
const struct change key_type = {"the key's type", set_type, NULL};
const struct change policy = {"algorithm and policy", set_policy, NULL};
const struct change asked = {"algorithm", NULL, ask};
const struct change new_lifetime = {"the new key's lifetime", set_new_lifetime, NULL};
const struct change new_usage = {"the new key's usage", set_new_usage, NULL};
const struct change new_policy = {"the new key's algorithm", set_new_policy, NULL};
const struct change new_id = {"the new key's identifier", set_new_id, NULL};
const struct change new_type = {"the new key's type", set_new_type, NULL};
const struct change new_bits = {"the new key's size", set_new_bits, NULL};
const struct change new_exists = {"the new key exists", persist_new, make_new};
const struct change new_corrupt = {"the new key has a corrupt record", persist_new,
                                   make_new_corrupt};
const struct change new_of_other_time = {"the new key has a record of version 2", persist_new,
                                         make_new_old};
const struct change new_unwritable = {"the new key cannot be written", persist_new, break_flash};
const struct change new_in_no_storage = {"the new key's storage is gone", persist_new,
                                         lose_storage};
const struct change new_storage_full = {"storage is full", persist_new, crowd_storage};
const struct change new_table_full = {"the table of keys is full", NULL, crowd_table};
const struct change room_short = {"the output is a byte too short", NULL, shorten_room};
const struct change places_taken = {"all places are taken", NULL, take_places};
const struct change already_begun = {"done twice", NULL, call_before};
const struct change aborted = {"the operation was aborted", NULL, abort_operations};
const struct change no_entropy = {"there is no entropy", NULL, drain};
const struct change input_size = {"size of the input", NULL, resize_input};
const struct change nonce_size = {"size of nonce, salt or peer", NULL, resize_nonce};
const struct change expected_size = {"size of what is compared", NULL, resize_expected};
const struct change expected_wrong = {"what is compared is wrong", NULL, spoil_expected};
const struct change input_wrong = {"the input is wrong", NULL, spoil_input};
const struct change input_algorithm = {"the algorithm in the input", NULL, put_algorithm};
const struct change derivation_step = {"the step", NULL, set_step};
const struct change custom_flags = {"flags", NULL, set_flags};
