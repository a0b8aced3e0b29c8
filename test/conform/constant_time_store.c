/* SPDX-License-Identifier: Apache-2.0 */
/* Keys derived from the unique key, and internal trusted storage that is sealed with one of them:
 * the unique key and what is stored are secret. */
#include "test/conform/constant_time.h"

#include "boot/derive.h"
#include "port/port.h"
#include "service/its/sealed.h"
#include "test/support/flash_model.h"

#include <string.h>

#define OK(expression) constant_time_require((expression) == PSA_SUCCESS)
#define MESSAGE        ((psa_handle_t)7)
#define VALUE_SIZE     150u /* longer than a chunk, so it is read twice */

static struct store_log internal;
static struct store_flash flash;
static const struct store_id id = {5, -1, STORE_KIND_ITS};
static uint8_t value[VALUE_SIZE], output[VALUE_SIZE];
static size_t input_done, output_done;

/* --- What a service has around it --------------------------------------------------------------
 */

struct store_log *store_internal(void)
{
    return &internal;
}

bool port_derive_key(const char *label, uint8_t *key, size_t size)
{
    uint8_t unique_key[BOOT_PROVISION_KEY_SIZE];

    memset(unique_key, 0x17, sizeof unique_key);
    constant_time_secret(unique_key, sizeof unique_key);
    return boot_derive_key(unique_key, label, key, size);
}

size_t psa_read(psa_handle_t msg_handle, uint32_t invec_idx, void *buffer, size_t num_bytes)
{
    (void)msg_handle;
    (void)invec_idx;
    memcpy(buffer, value + input_done, num_bytes);
    input_done += num_bytes;
    return num_bytes;
}

void psa_write(psa_handle_t msg_handle, uint32_t outvec_idx, const void *buffer, size_t num_bytes)
{
    (void)msg_handle;
    (void)outvec_idx;
    memcpy(output + output_done, buffer, num_bytes);
    output_done += num_bytes;
}

uint32_t psa_rot_lifecycle_state(void)
{
    return PSA_LIFECYCLE_SECURED;
}

static bool was_secret;

/* What goes to flash is there for anyone to read. */
static psa_status_t program(const struct store_flash *area, uint32_t offset, const void *data,
                            size_t size)
{
    (void)area;
    was_secret = was_secret || constant_time_is_secret(data, size);
    constant_time_public(data, size);
    return flash_model.flash.program(&flash_model.flash, offset, data, size);
}

/* --- The cases ---------------------------------------------------------------------------------
 */

static void set_up(void)
{
    flash = *flash_model_open(1024, 2, 8, 0xff);
    flash.program = program;
    OK(store_log_mount(&internal, &flash));
    memset(value, 0x33, sizeof value);
    constant_time_secret(value, sizeof value);
}

static void derived_keys(void)
{
    uint8_t key[16];

    constant_time_require(port_derive_key("a purpose", key, sizeof key));
    constant_time_publish(key, sizeof key);
}

static psa_status_t get(void)
{
    const psa_msg_t msg = {.handle = MESSAGE, .out_size = {sizeof output}};

    output_done = 0;
    return its_sealed_get(&internal, &id, &msg, 0);
}

static void sealed_storage(void)
{
    const psa_msg_t set = {.handle = MESSAGE, .in_size = {16, sizeof value}};

    OK(its_sealed_set(&internal, &id, &set, 0));
    constant_time_require(was_secret);
    OK(get());
    constant_time_require(output_done == sizeof output);
    constant_time_publish(output, sizeof output);
}

/* The last byte that was programmed is in the tag. */
static void damaged_storage(void)
{
    size_t last = flash_model.size;

    while (last > 0 && flash_model.image.bytes[last - 1] == 0xff)
        last--;
    constant_time_require(last > 32);
    for (size_t i = last - 32; i < last; i++)
        flash_model.image.bytes[i] ^= 4;
    constant_time_require(get() != PSA_SUCCESS);
}

const struct constant_time_case constant_time_cases[] = {
    {"start", set_up},
    {"derived keys", derived_keys},
    {"sealed storage: set and get", sealed_storage},
    {"sealed storage: what was changed", damaged_storage},
    {0},
};
