/* SPDX-License-Identifier: Apache-2.0 */
/* The machine below PSA Crypto, which fails when it is told to: entropy, flash, and a location of
 * keys. */
#include "crypto/provider.h"
#include "crypto/random.h"
#include "store/log.h"
#include "test/conform/crypto_status.h"
#include "test/support/flash_model.h"

#include "kedge_config.h"

#define OPENSSL_SUPPRESS_DEPRECATED /* replacing the generator */
#include <openssl/rand.h>

#include <stdlib.h>

#define SECTOR       4096u
#define SECTOR_COUNT 2u
#define HEADER_SIZE  24u /* of a record (doc/formats.md) */

/* ---- Entropy --------------------------------------------------------------------------------- */

static bool entropy_fails;

bool crypto_entropy_read(void *buffer, size_t size)
{
    static uint8_t turn;

    memset(buffer, entropy_fails ? 0 : ++turn, size);
    return !entropy_fails;
}

/* OpenSSL's generator has entropy of its own. In its place: one that has none. */
static int no_bytes(unsigned char *buffer, int size)
{
    (void)buffer;
    (void)size;
    return 0;
}

static int is_ready(void)
{
    return 1;
}

static const RAND_METHOD no_generator = {
    .bytes = no_bytes, .pseudorand = no_bytes, .status = is_ready};

/* Ours asks for entropy once in so many requests: until then it has enough. */
bool machine_entropy_fails(void)
{
    uint8_t byte;

    entropy_fails = true;
    if (CONFIG_CRYPTO_OPENSSL)
        (void)RAND_set_rand_method(&no_generator);
    for (int i = 0; i < 5000; i++)
        if (crypto_random(&byte, sizeof byte) != PSA_SUCCESS)
            return true;
    return false;
}

/* ---- Flash ----------------------------------------------------------------------------------- */

static psa_status_t flash_read(const struct store_flash *area, uint32_t offset, void *data,
                               size_t size)
{
    (void)area;
    return flash_model.flash.read(&flash_model.flash, offset, data, size);
}

static psa_status_t flash_program(const struct store_flash *area, uint32_t offset, const void *data,
                                  size_t size)
{
    (void)area;
    return flash_model.flash.program(&flash_model.flash, offset, data, size);
}

static psa_status_t flash_erase(const struct store_flash *area, uint32_t offset)
{
    (void)area;
    return flash_model.flash.erase(&flash_model.flash, offset);
}

#define FLASH                                                                                      \
    {                                                                                              \
        .read = flash_read, .program = flash_program, .erase = flash_erase, .sector_size = SECTOR, \
        .sector_count = SECTOR_COUNT, .program_unit = 8, .erased_value = 0xff                      \
    }

/* Protected storage, which the image has too, is nobody's here. */
const struct store_flash store_flash_internal = FLASH, store_flash_protected = FLASH;

/* In place of the one that mounts once and for all. */
static struct store_log storage;
static bool is_gone;

struct store_log *store_internal(void)
{
    return is_gone ? NULL : &storage;
}

void machine_storage_is_gone(void)
{
    is_gone = true;
}

void machine_flash_is_worn(void)
{
    flash_model.fail_after = 0;
}

void machine_flash_fails(void)
{
    machine_flash_is_worn();
    flash_model.unreadable_from = 0;
    flash_model.unreadable_to = SECTOR * SECTOR_COUNT;
}

void machine_reset(void)
{
    entropy_fails = false;
    if (CONFIG_CRYPTO_OPENSSL)
        (void)RAND_set_rand_method(NULL);
    is_gone = false;
    (void)flash_model_open(SECTOR, SECTOR_COUNT, 8, 0xff);
    if (store_log_format(&storage, &store_flash_internal) != PSA_SUCCESS)
        abort();
}

/* Whose key it is, only the way of the calls tells: through a partition manager or not. */
static bool find(psa_key_id_t key, struct store_id *id, struct store_info *info)
{
    struct store_cursor cursor = {0};

    while (store_log_next(&storage, &cursor, id, info))
        if (id->kind == STORE_KIND_KEY && id->uid == key)
            return true;
    return false;
}

bool machine_flip_bit(psa_key_id_t key)
{
    struct store_info info;
    struct store_id id;

    if (!find(key, &id, &info))
        return false;
    flash_model.image.bytes[info.at] ^= 1;
    return true;
}

/* The header is before the value, in as many whole units as it takes. */
bool machine_lose_record(psa_key_id_t key)
{
    struct store_info info;
    struct store_id id;

    if (!find(key, &id, &info))
        return false;
    memset(flash_model.image.bytes + info.at - HEADER_SIZE, 0x5a, HEADER_SIZE);
    return true;
}

static void take(void *context, void *data, size_t size)
{
    memcpy(data, context, size);
}

bool machine_make_version_2(psa_key_id_t key)
{
    uint8_t record[32] = {2};
    struct store_info info;
    struct store_id id;

    return find(key, &id, &info) &&
           store_log_set(&storage, &id, 0, take, record, sizeof record) == PSA_SUCCESS;
}

/* ---- A location ------------------------------------------------------------------------------ */

static psa_status_t safe_import(const psa_key_attributes_t *attributes, uint8_t *material,
                                size_t capacity, size_t *size, size_t *bits)
{
    (void)material;
    (void)capacity;
    (void)size;
    *bits = attributes->bits;
    return PSA_SUCCESS;
}

static const struct crypto_provider safe = {.opaque_import = safe_import};

const struct crypto_location crypto_locations[] = {{SAFE_PLACE, &safe}};
const size_t crypto_location_count = 1;
