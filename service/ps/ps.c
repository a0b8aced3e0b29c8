/* SPDX-License-Identifier: Apache-2.0 */
/* PSA protected storage: the specification's rules over protected assets. The requests are
 * described in kedge/ps_call.h. */
#include "kedge/ps_call.h"
#include "port/port.h"
#include "psa/service.h"
#include "psa/storage_common.h"
#include "service/ps/asset.h"

#define KNOWN_FLAGS                                                      \
    (PSA_STORAGE_FLAG_WRITE_ONCE | PSA_STORAGE_FLAG_NO_CONFIDENTIALITY | \
     PSA_STORAGE_FLAG_NO_REPLAY_PROTECTION)

psa_status_t kedge_ps_sfn(const psa_msg_t *msg);

static struct ps_assets assets;

/* Everything is made ready at the first request, and tried again where it failed. */
static bool ready(void)
{
    if (assets.anchors != NULL)
        return true;
    assets.seal.log = store_protected();
    assets.seal.lease = &store_counter_ps;
    if (assets.seal.log == NULL || store_internal() == NULL ||
        !port_derive_key("kedge protected storage", assets.seal.key, sizeof(assets.seal.key)))
        return false;
    assets.anchors = store_internal();
    ps_asset_clean(&assets);
    return true;
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

static bool writable(const struct store_id *id)
{
    return (ps_asset_flags(&assets, id) & PSA_STORAGE_FLAG_WRITE_ONCE) == 0 ||
           (psa_rot_lifecycle_state() & PSA_LIFECYCLE_PSA_STATE_MASK) ==
               PSA_LIFECYCLE_PSA_ROT_PROVISIONING;
}

/* The size of an input vector may be more than any asset's. */
static psa_status_t set(struct store_sealed *value, const psa_msg_t *msg,
                        const struct kedge_ps_args *args, size_t capacity, uint32_t size)
{
    const struct store_seal_range all = {0, size, take, (void *)(uintptr_t)msg};

    if (capacity > KEDGE_PS_CAPACITY_MAX)
        return PSA_ERROR_INSUFFICIENT_STORAGE;
    value->flags = (uint8_t)args->flags;
    value->capacity = (uint32_t)capacity;
    value->size = size;
    return ps_asset_set(&assets, value, NULL, &all);
}

static psa_status_t create(struct store_sealed *value, const psa_msg_t *msg,
                           const struct kedge_ps_args *args)
{
    if ((args->flags & PSA_STORAGE_FLAG_WRITE_ONCE) != 0)
        return PSA_ERROR_NOT_SUPPORTED;
    /* The specification's test wants this first. */
    if (args->extent > assets.seal.log->flash->sector_size)
        return PSA_ERROR_INSUFFICIENT_STORAGE;
    if (ps_asset_open(&assets, value) != PSA_ERROR_DOES_NOT_EXIST)
        return PSA_ERROR_ALREADY_EXISTS;
    return set(value, msg, args, args->extent, 0);
}

/* Requests to an asset that exists, and is verified. */
static psa_status_t use(struct store_sealed *value, const psa_msg_t *msg,
                        const struct kedge_ps_args *args)
{
    struct store_seal_range range = {args->extent, 0, give, (void *)(uintptr_t)msg};
    const struct kedge_ps_info info = {value->capacity, value->size, value->flags};

    if (range.offset > value->size)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (msg->type == KEDGE_PS_GET) {
        size_t left = value->size - range.offset;

        range.size = (uint32_t)(msg->out_size[0] < left ? msg->out_size[0] : left);
        return store_seal_read(&assets.seal, value, &range);
    }
    if (msg->type == KEDGE_PS_CHANGE) {
        const struct store_sealed old = *value;

        if (msg->in_size[1] > value->capacity - range.offset)
            return PSA_ERROR_INVALID_ARGUMENT;
        range.size = (uint32_t)msg->in_size[1];
        range.touch = take;
        if (range.size == 0)
            return PSA_SUCCESS;
        if (value->size < range.offset + range.size)
            value->size = range.offset + range.size;
        return ps_asset_set(&assets, value, &old, &range);
    }
    if (msg->type != KEDGE_PS_INFO || msg->out_size[0] != sizeof(info))
        return PSA_ERROR_PROGRAMMER_ERROR;
    psa_write(msg->handle, 0, &info, sizeof(info));
    return PSA_SUCCESS;
}

static psa_status_t serve(const psa_msg_t *msg, const struct kedge_ps_args *args)
{
    struct store_sealed value;
    psa_status_t status;

    value.id = (struct store_id){args->uid, msg->client_id, STORE_KIND_PS};
    if (args->uid == 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    if ((args->flags & ~KNOWN_FLAGS) != 0)
        return PSA_ERROR_NOT_SUPPORTED;
    if (!ready())
        return PSA_ERROR_STORAGE_FAILURE;
    if (msg->type == KEDGE_PS_CREATE)
        return create(&value, msg, args);
    if ((msg->type == KEDGE_PS_SET || msg->type == KEDGE_PS_CHANGE ||
         msg->type == KEDGE_PS_REMOVE) &&
        !writable(&value.id))
        return PSA_ERROR_NOT_PERMITTED;
    if (msg->type == KEDGE_PS_SET)
        return set(&value, msg, args, msg->in_size[1], (uint32_t)msg->in_size[1]);
    if (msg->type == KEDGE_PS_REMOVE)
        return ps_asset_remove(&assets, &value.id);
    status = ps_asset_open(&assets, &value);
    return status == PSA_SUCCESS ? use(&value, msg, args) : status;
}

psa_status_t kedge_ps_sfn(const psa_msg_t *msg)
{
    struct kedge_ps_args args;

    if (msg->in_size[0] != sizeof(args) ||
        psa_read(msg->handle, 0, &args, sizeof(args)) != sizeof(args))
        return PSA_ERROR_PROGRAMMER_ERROR;
    psa_status_t status = serve(msg, &args);

    store_seal_close(&assets.seal);
    return status;
}
