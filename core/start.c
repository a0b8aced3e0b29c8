/* SPDX-License-Identifier: Apache-2.0 */
#include "core/start.h"

#include "core/call.h"
#include "core/fault.h"
#include "core/manifest.h"

#include <stddef.h>

void core_start(void)
{
    core_fault_begin();
    for (uint8_t i = 0; i < core_partition_count; i++) {
        const struct core_partition *partition = &core_partitions[i];
        core_partition_starting = partition->id;
        psa_status_t status = partition->init != NULL ? partition->init() : PSA_SUCCESS;
        core_partition_starting = 0;
        if (status != PSA_SUCCESS) {
            struct core_fault fault = {.reason = CORE_FAULT_PANIC, .who = partition->id};
            fault.status = (uint32_t)status;
            core_fault_stop(&fault);
        }
    }
}
