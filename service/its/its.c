/* SPDX-License-Identifier: Apache-2.0 */
/* PSA internal trusted storage: the specification's rules over the record log. The requests are
 * described in kedge/its_call.h. */
#include "kedge/its_call.h"
#include "psa/service.h"
#include "psa/storage_common.h"
#include "service/its/sealed.h"
#include "store/log.h"

#define KNOWN_FLAGS                                                      \
    (PSA_STORAGE_FLAG_WRITE_ONCE | PSA_STORAGE_FLAG_NO_CONFIDENTIALITY | \
     PSA_STORAGE_FLAG_NO_REPLAY_PROTECTION)

psa_status_t kedge_its_sfn(const psa_msg_t *msg);

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

/* May the asset be changed? Its flags count even where its value is damaged. */
static bool writable(struct store_log *log, const struct store_id *id)
{
    struct store_info info;

    (void)store_log_info(log, id, &info);
    return (info.flags & PSA_STORAGE_FLAG_WRITE_ONCE) == 0 ||
           (psa_rot_lifecycle_state() & PSA_LIFECYCLE_PSA_STATE_MASK) ==
               PSA_LIFECYCLE_PSA_ROT_PROVISIONING;
}

static psa_status_t change(struct store_log *log, const struct store_id *id, const psa_msg_t *msg,
                           uint32_t flags)
{
    const struct store_change change = {
        .id = *id,
        .is_removal = msg->type == KEDGE_ITS_REMOVE,
        .flags = (uint8_t)flags,
        .size = (uint32_t)msg->in_size[1],
        .source = take,
        .context = (void *)(uintptr_t)msg,
    };

    if ((flags & ~KNOWN_FLAGS) != 0)
        return PSA_ERROR_NOT_SUPPORTED;
    if (!writable(log, id))
        return PSA_ERROR_NOT_PERMITTED;
    if (CONFIG_ITS_ENCRYPT && !change.is_removal)
        return its_sealed_set(log, id, msg, change.flags);
    return store_log_apply(log, &change, 1);
}

static psa_status_t get(struct store_log *log, const struct store_id *id, const psa_msg_t *msg,
                        uint32_t offset)
{
    size_t length;

    if (CONFIG_ITS_ENCRYPT)
        return its_sealed_get(log, id, msg, offset);
    return store_log_read(log, id, offset, msg->out_size[0], give, (void *)(uintptr_t)msg, &length);
}

static psa_status_t info(struct store_log *log, const struct store_id *id, const psa_msg_t *msg)
{
    struct store_info stored;
    psa_status_t status =
        CONFIG_ITS_ENCRYPT ? its_sealed_info(log, id, &stored) : store_log_info(log, id, &stored);
    const struct kedge_its_info answer = {(uint32_t)stored.size, stored.flags};

    if (msg->out_size[0] != sizeof(answer))
        return PSA_ERROR_PROGRAMMER_ERROR;
    if (status == PSA_SUCCESS)
        psa_write(msg->handle, 0, &answer, sizeof(answer));
    return status;
}

static psa_status_t serve(const psa_msg_t *msg, const struct kedge_its_args *args)
{
    const struct store_id id = {args->uid, msg->client_id, STORE_KIND_ITS};
    struct store_log *log = store_internal();

    if (args->uid == 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (log == NULL)
        return PSA_ERROR_STORAGE_FAILURE;
    switch (msg->type) {
    case KEDGE_ITS_SET:
    case KEDGE_ITS_REMOVE:
        return change(log, &id, msg, args->flags);
    case KEDGE_ITS_GET:
        return get(log, &id, msg, args->offset);
    case KEDGE_ITS_INFO:
        return info(log, &id, msg);
    default:
        return PSA_ERROR_PROGRAMMER_ERROR;
    }
}

psa_status_t kedge_its_sfn(const psa_msg_t *msg)
{
    struct kedge_its_args args;

    if (msg->in_size[0] != sizeof(args) ||
        psa_read(msg->handle, 0, &args, sizeof(args)) != sizeof(args))
        return PSA_ERROR_PROGRAMMER_ERROR;
    psa_status_t status = serve(msg, &args);

    /* The API has no finer code for a damaged asset. */
    return status == PSA_ERROR_DATA_CORRUPT ? PSA_ERROR_STORAGE_FAILURE : status;
}
