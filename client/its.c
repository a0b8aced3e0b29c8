/* SPDX-License-Identifier: Apache-2.0 */
/* PSA internal trusted storage for a client, packed into psa_call(). */
#include "kedge/its_call.h"
#include "psa/client.h"
#include "psa/internal_trusted_storage.h"
#include "psa_manifest/sid.h"

static psa_status_t call(int32_t type, const struct kedge_its_args *args, const void *data,
                         size_t data_size, psa_outvec *out)
{
    const psa_invec in[2] = {{args, sizeof(*args)}, {data, data_size}};

    return psa_call(KEDGE_ITS_HANDLE, type, in, type == KEDGE_ITS_SET ? 2 : 1, out,
                    out != NULL ? 1 : 0);
}

psa_status_t psa_its_set(psa_storage_uid_t uid, size_t data_length, const void *p_data,
                         psa_storage_create_flags_t create_flags)
{
    const struct kedge_its_args args = {uid, create_flags, 0};

    if (p_data == NULL && data_length > 0)
        return PSA_ERROR_INVALID_ARGUMENT;
    return call(KEDGE_ITS_SET, &args, p_data, data_length, NULL);
}

psa_status_t psa_its_get(psa_storage_uid_t uid, size_t data_offset, size_t data_size, void *p_data,
                         size_t *p_data_length)
{
    /* No asset is that large, so the service refuses an offset that does not fit its word. */
    const struct kedge_its_args args = {
        uid, 0, data_offset < UINT32_MAX ? (uint32_t)data_offset : UINT32_MAX};
    psa_outvec out = {p_data, data_size};

    if (p_data_length == NULL || (p_data == NULL && data_size > 0))
        return PSA_ERROR_INVALID_ARGUMENT;
    psa_status_t status = call(KEDGE_ITS_GET, &args, NULL, 0, &out);

    if (status == PSA_SUCCESS)
        *p_data_length = out.len;
    return status;
}

psa_status_t psa_its_get_info(psa_storage_uid_t uid, struct psa_storage_info_t *p_info)
{
    const struct kedge_its_args args = {uid, 0, 0};
    struct kedge_its_info info;
    psa_outvec out = {&info, sizeof(info)};

    if (p_info == NULL)
        return PSA_ERROR_INVALID_ARGUMENT;
    psa_status_t status = call(KEDGE_ITS_INFO, &args, NULL, 0, &out);

    if (status == PSA_SUCCESS) {
        p_info->capacity = info.size;
        p_info->size = info.size;
        p_info->flags = info.flags;
    }
    return status;
}

psa_status_t psa_its_remove(psa_storage_uid_t uid)
{
    const struct kedge_its_args args = {uid, 0, 0};

    return call(KEDGE_ITS_REMOVE, &args, NULL, 0, NULL);
}
