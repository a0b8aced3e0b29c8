/* SPDX-License-Identifier: Apache-2.0 */
#include "store/log.h"

struct store_log *store_internal(void)
{
    static struct store_log log;
    static bool ready;

    if (!ready) {
        psa_status_t status = store_log_mount(&log, &store_flash_internal);

        if (status == PSA_ERROR_DOES_NOT_EXIST)
            status = store_log_format(&log, &store_flash_internal);
        ready = status == PSA_SUCCESS;
    }
    return ready ? &log : NULL;
}
