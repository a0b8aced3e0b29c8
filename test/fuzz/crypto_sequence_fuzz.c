/* SPDX-License-Identifier: Apache-2.0 */
/* Random sequences of calls for operations in several parts, through the gate, the partition
 * manager and the real service, held against a model (crypto_sequence.h). What must hold besides:
 * when everything has been aborted, every place is free. */
#include "test/fuzz/crypto_sequence.h"

#include "core/start.h"
#include "kedge_config.h"
#include "store/flash.h"

#include <stdio.h>
#include <stdlib.h>

const uint8_t sequence_secret[128] =
    "What keys are made of has to be different from byte to byte, or nobody sees which bytes of it "
    "have been used, and in which order";

/* ---- Choices --------------------------------------------------------------------------------- */

static const uint8_t *input;
static size_t input_left;
static bool took_long;

uint8_t sequence_byte(void)
{
    if (input_left == 0)
        return 0;
    input_left--;
    return *input++;
}

size_t sequence_choice(size_t count)
{
    return sequence_byte() % count;
}

size_t sequence_size(size_t max)
{
    static const uint8_t sizes[] = {0,  1,  7,  8,   11,  12,  13,  14,  15,  16,  17,  20,
                                    31, 32, 33, 47,  48,  49,  63,  64,  65,  79,  80,  81,
                                    95, 96, 97, 111, 112, 127, 128, 129, 191, 192, 193, 255};
    size_t size = sequence_byte();

    size = size < 192 ? sizes[size % COUNT_OF(sizes)] : sequence_byte();
    return size < max ? size : max;
}

size_t sequence_room_for(size_t length)
{
    switch (sequence_choice(16)) {
    case 13:
        return length / 2;
    case 14:
        return length > 0 ? length - 1 : 0;
    case 15:
        return length + 17;
    default:
        return length;
    }
}

size_t sequence_action(const struct sequence_model *model, size_t natural, size_t count)
{
    uint8_t choice = sequence_byte();

    if (model->state != GOING && choice >= 64)
        return model->state == IDLE ? 0 : count - 1;
    return model->state == GOING && choice >= 128 ? natural : choice % count;
}

bool sequence_may_take_long(void)
{
    bool may = !took_long;

    took_long = true;
    return may;
}

/* ---- Buffers --------------------------------------------------------------------------------- */

static uint8_t *buffers[16];
static size_t buffer_count;

static void free_buffers(void)
{
    while (buffer_count > 0)
        free(buffers[--buffer_count]);
}

uint8_t *sequence_room(size_t size)
{
    uint8_t *buffer = malloc(size);

    if (buffer == NULL || buffer_count == COUNT_OF(buffers))
        abort();
    memset(buffer, 0xa5, size);
    buffers[buffer_count++] = buffer;
    return buffer;
}

uint8_t *sequence_bytes(size_t size)
{
    static uint32_t state = 1;
    uint8_t *bytes = sequence_room(size);

    for (size_t i = 0; i < size; i++) {
        state = state * 1103515245u + 12345u;
        bytes[i] = (uint8_t)(state >> 16);
    }
    return bytes;
}

uint8_t *sequence_copy(const uint8_t *data, size_t size)
{
    uint8_t *copy = sequence_room(size);

    if (size > 0)
        memcpy(copy, data, size);
    return copy;
}

/* ---- The model ------------------------------------------------------------------------------- */

static size_t places; /* that are taken */

static _Noreturn void fail(const char *what, const char *how, long actual, long expected)
{
    fprintf(stderr, "%s: %s %ld, not %ld; %zu places taken\n", what, how, actual, expected, places);
    abort();
}

void sequence_expect(const char *what, psa_status_t actual, psa_status_t predicted)
{
    if (actual != predicted)
        fail(what, "is", actual, predicted);
}

void sequence_equal(const char *what, const uint8_t *actual, size_t actual_size,
                    const uint8_t *expected, size_t expected_size)
{
    if (actual_size != expected_size)
        fail(what, "has a length of", (long)actual_size, (long)expected_size);
    for (size_t i = 0; i < actual_size; i++)
        if (actual[i] != expected[i]) {
            fprintf(stderr, "byte %zu of %zu: ", i, actual_size);
            fail(what, "is", actual[i], expected[i]);
        }
}

psa_status_t sequence_predict_setup(const struct sequence_model *model, psa_status_t own)
{
    if (model->state != IDLE)
        return PSA_ERROR_BAD_STATE;
    return places == CONFIG_CRYPTO_OPERATION_COUNT ? PSA_ERROR_INSUFFICIENT_MEMORY : own;
}

bool sequence_began(const char *what, struct sequence_model *model, psa_status_t actual,
                    psa_status_t predicted)
{
    sequence_expect(what, actual, predicted);
    if (predicted != PSA_SUCCESS)
        return false;
    model->state = GOING;
    places++;
    return true;
}

bool sequence_went(const char *what, struct sequence_model *model, psa_status_t actual,
                   psa_status_t predicted, bool ends)
{
    bool success = predicted == PSA_SUCCESS;

    sequence_expect(what, actual, predicted);
    if (model->state == GOING && (!success || ends)) {
        model->state = success ? IDLE : ENDED;
        places--;
    }
    return success;
}

void sequence_aborted(const char *what, struct sequence_model *model, psa_status_t actual)
{
    sequence_expect(what, actual, PSA_SUCCESS);
    places -= model->state == GOING;
    model->state = IDLE;
}

/* ---- Keys ------------------------------------------------------------------------------------ */

struct sequence_key sequence_key(psa_key_type_t type, psa_key_usage_t usage,
                                 psa_algorithm_t algorithm, const uint8_t *data, size_t size)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    struct sequence_key key = {0, PSA_SUCCESS};
    uint8_t twist = sequence_byte();

    if (twist >= 0xfc)
        usage = PSA_KEY_USAGE_EXPORT;
    else if (twist >= 0xf8)
        algorithm = PSA_ALG_RSA_OAEP(PSA_ALG_SHA_256);
    if (twist >= 0xf8)
        key.status = PSA_ERROR_NOT_PERMITTED;
    psa_set_key_type(&attributes, type);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, algorithm);
    sequence_expect("psa_import_key", psa_import_key(&attributes, data, size, &key.id),
                    PSA_SUCCESS);
    if (twist >= 0xf4 && twist < 0xf8) {
        sequence_expect("psa_destroy_key", psa_destroy_key(key.id), PSA_SUCCESS);
        key.status = PSA_ERROR_INVALID_HANDLE;
    }
    return key;
}

void sequence_key_done(struct sequence_key key)
{
    sequence_expect("psa_destroy_key", psa_destroy_key(key.id),
                    key.status == PSA_ERROR_INVALID_HANDLE ? PSA_ERROR_INVALID_HANDLE
                                                           : PSA_SUCCESS);
}

/* ---- The machine, and the sequence ----------------------------------------------------------- */

/* No storage is needed, and none is there. */
static psa_status_t no_read(const struct store_flash *area, uint32_t offset, void *data,
                            size_t size)
{
    (void)area;
    (void)offset;
    memset(data, 0xff, size);
    return PSA_SUCCESS;
}

static psa_status_t no_program(const struct store_flash *area, uint32_t offset, const void *data,
                               size_t size)
{
    (void)area;
    (void)offset;
    (void)data;
    (void)size;
    return PSA_ERROR_STORAGE_FAILURE;
}

static psa_status_t no_erase(const struct store_flash *area, uint32_t offset)
{
    (void)area;
    (void)offset;
    return PSA_ERROR_STORAGE_FAILURE;
}

#define NO_FLASH                                                                        \
    {                                                                                   \
        .read = no_read, .program = no_program, .erase = no_erase, .sector_size = 1024, \
        .sector_count = 2, .program_unit = 8, .erased_value = 0xff                      \
    }

const struct store_flash store_flash_internal = NO_FLASH, store_flash_protected = NO_FLASH;

/* All places can be taken again, and no key is left: so many as the table has can be made. */
static void nothing_is_left(void)
{
    psa_hash_operation_t operations[CONFIG_CRYPTO_OPERATION_COUNT] = {0};
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t keys[CONFIG_CRYPTO_KEY_SLOT_COUNT];

    if (places != 0)
        fail("the model", "has places", (long)places, 0);
    for (size_t i = 0; i < COUNT_OF(operations); i++)
        sequence_expect("a place", psa_hash_setup(&operations[i], PSA_ALG_SHA_256), PSA_SUCCESS);
    for (size_t i = 0; i < COUNT_OF(operations); i++)
        sequence_expect("psa_hash_abort", psa_hash_abort(&operations[i]), PSA_SUCCESS);
    psa_set_key_type(&attributes, PSA_KEY_TYPE_RAW_DATA);
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        sequence_expect("a key", psa_import_key(&attributes, sequence_secret, 1, &keys[i]),
                        PSA_SUCCESS);
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        sequence_expect("psa_destroy_key", psa_destroy_key(keys[i]), PSA_SUCCESS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const families[])(void) = {sequence_hash, sequence_mac, sequence_cipher,
                                             sequence_aead, sequence_derivation};
    static bool started;

    if (!started)
        core_start();
    started = true;
    input = data;
    input_left = size;
    took_long = false;
    while (input_left > 0) {
        families[sequence_choice(COUNT_OF(families))]();
        free_buffers();
    }
    sequence_hash_end();
    sequence_mac_end();
    sequence_cipher_end();
    sequence_aead_end();
    sequence_derivation_end();
    nothing_is_left();
    return 0;
}
