/* SPDX-License-Identifier: Apache-2.0 */
#include "kedge/platform.h"
#include "psa/client.h"
#include "psa_manifest/sid.h"

static psa_status_t ask(int32_t type, void *answer, size_t size)
{
    psa_outvec out = {answer, size};

    return psa_call(KEDGE_PLATFORM_HANDLE, type, NULL, 0, &out, 1);
}

psa_status_t kedge_boot_info(struct kedge_boot_info *info)
{
    return ask(KEDGE_PLATFORM_BOOT_INFO, info, sizeof(*info));
}

psa_status_t kedge_last_fault(struct kedge_fault *fault)
{
    return ask(KEDGE_PLATFORM_LAST_FAULT, fault, sizeof(*fault));
}
