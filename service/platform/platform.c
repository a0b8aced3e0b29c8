/* SPDX-License-Identifier: Apache-2.0 */
/* The platform service: reads out what the boot stage and the last restart left. It is also the
 * smallest service there is, and the one to copy when writing another; for input vectors see
 * service/its/its.c. A client that sends vectors of a wrong size has broken the protocol of the
 * service: PSA_ERROR_PROGRAMMER_ERROR. */
#include "kedge/platform.h"

#include "boot/record.h"
#include "core/fault.h"
#include "port/port.h"
#include "psa/service.h"

#include <string.h>

psa_status_t kedge_platform_sfn(const psa_msg_t *msg);

static psa_status_t boot_info(const psa_msg_t *msg)
{
    struct boot_record record;
    struct kedge_boot_info info = {0};
    const void *memory = port_boot_record();

    if (memory == NULL || !boot_record_read(memory, &record))
        return PSA_ERROR_NOT_SUPPORTED;
    info.major = record.version.major;
    info.minor = record.version.minor;
    info.revision = record.version.revision;
    info.build = record.version.build;
    info.security_counter = record.security_counter;
    info.life_cycle = record.life_cycle;
    info.development = record.development;
    memcpy(info.measurement, record.measurement, sizeof(info.measurement));
    memcpy(info.signer_id, record.signer_id, sizeof(info.signer_id));
    if (msg->out_size[0] != sizeof(info))
        return PSA_ERROR_PROGRAMMER_ERROR;
    psa_write(msg->handle, 0, &info, sizeof(info));
    return PSA_SUCCESS;
}

static psa_status_t last_fault(const psa_msg_t *msg)
{
    struct core_fault last;
    struct kedge_fault fault;

    if (!core_fault_last(&last))
        return PSA_ERROR_DOES_NOT_EXIST;
    if (msg->out_size[0] != sizeof(fault))
        return PSA_ERROR_PROGRAMMER_ERROR;
    fault.reason = last.reason;
    fault.who = last.who;
    fault.pc = last.pc;
    fault.address = last.address;
    fault.status = last.status;
    psa_write(msg->handle, 0, &fault, sizeof(fault));
    return PSA_SUCCESS;
}

psa_status_t kedge_platform_sfn(const psa_msg_t *msg)
{
    switch (msg->type) {
    case KEDGE_PLATFORM_BOOT_INFO:
        return boot_info(msg);
    case KEDGE_PLATFORM_LAST_FAULT:
        return last_fault(msg);
    default:
        return PSA_ERROR_NOT_SUPPORTED;
    }
}
