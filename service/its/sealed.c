/* SPDX-License-Identifier: Apache-2.0 */
#include "service/its/sealed.h"

#include "port/port.h"
#include "store/seal.h"

static struct store_seal seal;

/* The key is derived at the first request, and again where that failed. */
static bool ready(struct store_log *log)
{
    if (seal.lease == NULL &&
        port_derive_key("kedge internal trusted storage", seal.key, sizeof(seal.key)))
        seal.lease = &store_counter_its;
    seal.log = log;
    return seal.lease != NULL;
}

static void take(void *context, void *data, size_t size)
{
    const psa_msg_t *msg = context;

    (void)psa_read(msg->handle, 1, data, size);
}

static void give(void *context, void *data, size_t size)
{
    const psa_msg_t *msg = context;

    psa_write(msg->handle, 0, data, size);
}

static psa_status_t find(struct store_log *log, const struct store_id *id,
                         struct store_sealed *value)
{
    value->id = *id;
    value->size = value->flags = 0;
    psa_status_t status = ready(log) ? store_seal_open(&seal, value) : PSA_ERROR_STORAGE_FAILURE;

    return status == PSA_ERROR_INVALID_SIGNATURE ? PSA_ERROR_STORAGE_FAILURE : status;
}

psa_status_t its_sealed_set(struct store_log *log, const struct store_id *id, const psa_msg_t *msg,
                            uint8_t flags)
{
    uint32_t size = (uint32_t)msg->in_size[1];
    struct store_sealed value = {.id = *id, .flags = flags, .size = size, .capacity = size};
    const struct store_seal_range all = {0, size, take, (void *)(uintptr_t)msg};

    if (msg->in_size[1] > log->flash->sector_size)
        return PSA_ERROR_INSUFFICIENT_STORAGE;
    return ready(log) ? store_seal_set(&seal, &value, NULL, &all) : PSA_ERROR_STORAGE_FAILURE;
}

psa_status_t its_sealed_get(struct store_log *log, const struct store_id *id, const psa_msg_t *msg,
                            uint32_t offset)
{
    struct store_sealed value;
    struct store_seal_range range = {offset, 0, give, (void *)(uintptr_t)msg};
    psa_status_t status = find(log, id, &value);

    if (status == PSA_SUCCESS && offset > value.size)
        status = PSA_ERROR_INVALID_ARGUMENT;
    if (status == PSA_SUCCESS) {
        size_t left = value.size - offset;

        range.size = (uint32_t)(msg->out_size[0] < left ? msg->out_size[0] : left);
        status = store_seal_read(&seal, &value, &range);
    }
    store_seal_close(&seal);
    return status == PSA_ERROR_INVALID_SIGNATURE ? PSA_ERROR_STORAGE_FAILURE : status;
}

psa_status_t its_sealed_info(struct store_log *log, const struct store_id *id,
                             struct store_info *info)
{
    struct store_sealed value;
    psa_status_t status = find(log, id, &value);

    store_seal_close(&seal);
    *info = (struct store_info){.size = value.size, .flags = value.flags};
    return status;
}
