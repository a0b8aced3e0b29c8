/* SPDX-License-Identifier: Apache-2.0 */
#include "store/log.h"

struct store_log *store_protected(void)
{
    static struct store_log log;
    static bool ready;

    if (!ready)
        ready = store_log_mount(&log, &store_flash_protected) == PSA_SUCCESS;
    return ready ? &log : NULL;
}
