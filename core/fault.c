/* SPDX-License-Identifier: Apache-2.0 */
#include "core/fault.h"

#include "core/call.h"
#include "lib/bytes.h"
#include "port/port.h"

#include <string.h>

#define MAGIC 0x544c464bu /* "KFLT" */

/* Retained memory is read by the next image, which may be another build of another version: the
 * layout is fixed. It is written and read on one machine, so in that machine's byte order. */
struct record {
    uint32_t magic;
    struct core_fault fault;
    uint32_t reserved;
    uint32_t crc; /* over all before it */
};
_Static_assert(sizeof(struct record) <= PORT_FAULT_RECORD_SIZE, "fits in retained memory");

static struct core_fault last; /* reason 0: none */

static uint32_t crc_of(const struct record *record)
{
    return lib_crc32(0, record, offsetof(struct record, crc));
}

void core_fault_stop(const struct core_fault *fault)
{
    struct record record = {.magic = MAGIC, .fault = *fault};

    record.crc = crc_of(&record);
    memcpy(port_fault_memory(), &record, sizeof(record));
    port_restart();
}

void core_fault_programmer_error(int32_t client_id)
{
    struct core_fault fault = {.reason = CORE_FAULT_PROGRAMMER_ERROR, .who = client_id};

    fault.pc = (uint32_t)(uintptr_t)__builtin_return_address(0);
    core_fault_stop(&fault);
}

void core_fault_begin(void)
{
    struct record record;

    memcpy(&record, port_fault_memory(), sizeof(record));
    memset(port_fault_memory(), 0, sizeof(record));
    if (record.magic == MAGIC && record.crc == crc_of(&record))
        last = record.fault;
    else
        last.reason = 0;
}

bool core_fault_last(struct core_fault *fault)
{
    *fault = last;
    return last.reason != 0;
}

int32_t core_fault_culprit(void)
{
    if (core_message_current == NULL)
        return core_partition_starting;
    return core_partitions[core_message_current->service->partition].id;
}
