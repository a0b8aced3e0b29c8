/* SPDX-License-Identifier: Apache-2.0 */
/* PSA protected storage for a client, packed into psa_call(). */
#include "kedge/ps_call.h"
#include "psa/client.h"
#include "psa/protected_storage.h"
#include "psa_manifest/sid.h"

static psa_status_t call(int32_t type, const struct kedge_ps_args *args, const void *data,
                         size_t data_size, psa_outvec *out)
{
    const psa_invec in[2] = {{args, sizeof(*args)}, {data, data_size}};

    if (data == NULL && data_size > 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    return psa_call(KEDGE_PS_HANDLE, type, in, 2, out, out != NULL ? 1 : 0);
}

/* No asset is that large, so the service refuses what does not fit its word. */
static uint32_t clamp(size_t extent)
{
    return extent < UINT32_MAX ? (uint32_t)extent : UINT32_MAX;
}

psa_status_t psa_ps_set(psa_storage_uid_t uid, size_t data_length, const void *p_data,
                        psa_storage_create_flags_t create_flags)
{
    const struct kedge_ps_args args = {uid, create_flags, 0};

    return call(KEDGE_PS_SET, &args, p_data, data_length, NULL);
}

psa_status_t psa_ps_get(psa_storage_uid_t uid, size_t data_offset, size_t data_size, void *p_data,
                        size_t *p_data_length)
{
    const struct kedge_ps_args args = {uid, 0, clamp(data_offset)};
    psa_outvec out = {p_data, data_size};

    if (p_data_length == NULL || (p_data == NULL && data_size > 0))
        return PSA_ERROR_INVALID_ARGUMENT;
    psa_status_t status = call(KEDGE_PS_GET, &args, NULL, 0, &out);

    if (status == PSA_SUCCESS)
        *p_data_length = out.len;
    return status;
}

psa_status_t psa_ps_get_info(psa_storage_uid_t uid, struct psa_storage_info_t *p_info)
{
    const struct kedge_ps_args args = {uid, 0, 0};
    struct kedge_ps_info info;
    psa_outvec out = {&info, sizeof(info)};

    if (p_info == NULL)
        return PSA_ERROR_INVALID_ARGUMENT;
    psa_status_t status = call(KEDGE_PS_INFO, &args, NULL, 0, &out);

    if (status == PSA_SUCCESS) {
        p_info->capacity = info.capacity;
        p_info->size = info.size;
        p_info->flags = info.flags;
    }
    return status;
}

psa_status_t psa_ps_remove(psa_storage_uid_t uid)
{
    const struct kedge_ps_args args = {uid, 0, 0};

    return call(KEDGE_PS_REMOVE, &args, NULL, 0, NULL);
}

psa_status_t psa_ps_create(psa_storage_uid_t uid, size_t capacity,
                           psa_storage_create_flags_t create_flags)
{
    const struct kedge_ps_args args = {uid, create_flags, clamp(capacity)};

    return call(KEDGE_PS_CREATE, &args, NULL, 0, NULL);
}

psa_status_t psa_ps_set_extended(psa_storage_uid_t uid, size_t data_offset, size_t data_length,
                                 const void *p_data)
{
    const struct kedge_ps_args args = {uid, 0, clamp(data_offset)};

    /* The specification wants this status, rather than that of a buffer which cannot be that
     * large. */
    if (data_length > KEDGE_PS_CAPACITY_MAX)
        return PSA_ERROR_INVALID_ARGUMENT;
    return call(KEDGE_PS_CHANGE, &args, p_data, data_length, NULL);
}

uint32_t psa_ps_get_support(void)
{
    return PSA_STORAGE_SUPPORT_SET_EXTENDED;
}
