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
    if (assets.seal.lease == NULL &&
        port_derive_key("kedge protected storage", assets.seal.key, sizeof(assets.seal.key)))
        assets.seal.lease = &store_counter_ps;
    assets.anchors = store_internal();
    assets.values = store_protected();
    return assets.seal.lease != NULL && assets.anchors != NULL && assets.values != NULL;
}

static void take(void *context, void *data, size_t size)
{
    const psa_msg_t *msg = context;

    (void)psa_read(msg->handle, 1, data, size);
}

static void give(void *context, const void *data, size_t size)
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

/* Sets the whole value, or, without one, makes room for it. */
static psa_status_t set(const struct store_id *id, const psa_msg_t *msg, uint32_t flags,
                        size_t capacity, size_t size)
{
    const struct store_seal_change change = {0, (uint32_t)size, take, (void *)(uintptr_t)msg};
    struct store_sealed value = {
        .flags = (uint8_t)flags, .size = (uint32_t)size, .capacity = (uint32_t)capacity};

    if (capacity > KEDGE_PS_CAPACITY_MAX)
        return PSA_ERROR_INSUFFICIENT_STORAGE;
    return ps_asset_set(&assets, id, &value, &change);
}

static psa_status_t create(const struct store_id *id, const psa_msg_t *msg, uint32_t flags,
                           uint32_t capacity)
{
    struct store_sealed value;

    if ((flags & PSA_STORAGE_FLAG_WRITE_ONCE) != 0)
        return PSA_ERROR_NOT_SUPPORTED;
    if (capacity > assets.values->flash->sector_size)
        return PSA_ERROR_INSUFFICIENT_STORAGE;
    if (ps_asset_open(&assets, id, &value) != PSA_ERROR_DOES_NOT_EXIST)
        return PSA_ERROR_ALREADY_EXISTS;
    return set(id, msg, flags, capacity, 0);
}

static psa_status_t get(const struct store_id *id, const psa_msg_t *msg, uint32_t offset)
{
    struct store_sealed value;
    psa_status_t status = ps_asset_open(&assets, id, &value);

    if (status != PSA_SUCCESS)
        return status;
    if (offset > value.size)
        return PSA_ERROR_INVALID_ARGUMENT;
    uint32_t left = value.size - offset;

    return store_seal_read(&assets.seal, assets.values, id, &value, offset,
                           msg->out_size[0] < left ? (uint32_t)msg->out_size[0] : left, give,
                           (void *)(uintptr_t)msg);
}

static psa_status_t info(const struct store_id *id, const psa_msg_t *msg)
{
    struct store_sealed value;
    psa_status_t status = ps_asset_open(&assets, id, &value);

    if (status != PSA_SUCCESS)
        return status;
    const struct kedge_ps_info answer = {value.capacity, value.size, value.flags};

    if (msg->out_size[0] != sizeof(answer))
        return PSA_ERROR_PROGRAMMER_ERROR;
    psa_write(msg->handle, 0, &answer, sizeof(answer));
    return PSA_SUCCESS;
}

static psa_status_t change(const struct store_id *id, const psa_msg_t *msg, uint32_t offset)
{
    const struct store_seal_change change = {offset, (uint32_t)msg->in_size[1], take,
                                             (void *)(uintptr_t)msg};

    if (msg->in_size[1] > KEDGE_PS_CAPACITY_MAX)
        return PSA_ERROR_INVALID_ARGUMENT;
    return ps_asset_change(&assets, id, &change);
}

static psa_status_t serve(const psa_msg_t *msg, const struct kedge_ps_args *args)
{
    const struct store_id id = PS_ASSET_ID(args->uid, msg->client_id);

    if (args->uid == 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    if ((args->flags & ~KNOWN_FLAGS) != 0)
        return PSA_ERROR_NOT_SUPPORTED;
    if (!ready())
        return PSA_ERROR_STORAGE_FAILURE;
    if (msg->type == KEDGE_PS_GET)
        return get(&id, msg, args->extent);
    if (msg->type == KEDGE_PS_INFO)
        return info(&id, msg);
    if (msg->type == KEDGE_PS_CREATE)
        return create(&id, msg, args->flags, args->extent);
    if (!writable(&id))
        return PSA_ERROR_NOT_PERMITTED;
    if (msg->type == KEDGE_PS_SET)
        return set(&id, msg, args->flags, msg->in_size[1], msg->in_size[1]);
    if (msg->type == KEDGE_PS_CHANGE)
        return change(&id, msg, args->extent);
    if (msg->type == KEDGE_PS_REMOVE)
        return ps_asset_remove(&assets, &id);
    return PSA_ERROR_PROGRAMMER_ERROR;
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
