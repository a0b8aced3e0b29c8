/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The service's side of the PSA Firmware Framework, for partitions of the SFN model
 * (FF-M 1.1, section 4.4).
 *
 * A service is one function, named <service name in lower case>_sfn, that the partition manager
 * calls for each request. It reads the request's input vectors, writes its output vectors through
 * the functions below, which never touch more than the client gave, and returns the status. It
 * owns no copy of the client's vectors and never sees a client's pointer.
 *
 * All functions may be used only while the handler runs, with the handle of its own message. Wrong
 * use is a programmer error of the partition: recorded, and the system restarts.
 */
#ifndef PSA_SERVICE_H
#define PSA_SERVICE_H

#include "psa/client.h"

/** Message types; 0 and above are requests by psa_call(). */
#define PSA_IPC_CONNECT    (-1)
#define PSA_IPC_DISCONNECT (-2)

/** A request, as a service sees it. The structure belongs to the partition manager. */
typedef struct psa_msg_t {
    int32_t type;                  /**< PSA_IPC_CONNECT, PSA_IPC_DISCONNECT, or the call's type */
    psa_handle_t handle;           /**< names this message in the functions below */
    int32_t client_id;             /**< negative: non-secure; positive: a partition's id; never 0 */
    void *rhandle;                 /**< what psa_set_rhandle() put; null for stateless services */
    size_t in_size[PSA_MAX_IOVEC]; /**< bytes in each input vector, 0 where there is none */
    size_t out_size[PSA_MAX_IOVEC]; /**< capacity of each output vector, 0 where there is none */
} psa_msg_t;

/** The one signature of a service, at every isolation level. */
typedef psa_status_t psa_service_handler_t(const psa_msg_t *msg);

/**
 * Copies the next up to `num_bytes` bytes of input vector `invec_idx` (0..3) to `buffer`.
 * A client's byte is read once: reading goes forward only. Returns the bytes copied, 0 at the end.
 */
size_t psa_read(psa_handle_t msg_handle, uint32_t invec_idx, void *buffer, size_t num_bytes);

/** Skips up to `num_bytes` bytes of an input vector. Returns the bytes skipped. */
size_t psa_skip(psa_handle_t msg_handle, uint32_t invec_idx, size_t num_bytes);

/**
 * Appends `num_bytes` bytes to output vector `outvec_idx` (0..3). Writing past its capacity is a
 * programmer error of the partition: compare with out_size first.
 */
void psa_write(psa_handle_t msg_handle, uint32_t outvec_idx, const void *buffer, size_t num_bytes);

/** Associates `rhandle` with the connection of this message (connection-based services only). */
void psa_set_rhandle(psa_handle_t msg_handle, void *rhandle);

/** The life cycle of the root of trust, PSA_LIFECYCLE_* (FF-M 1.1, section 4.4.4). */
uint32_t psa_rot_lifecycle_state(void);

#define PSA_LIFECYCLE_UNKNOWN                   0x0000u
#define PSA_LIFECYCLE_ASSEMBLY_AND_TEST         0x1000u
#define PSA_LIFECYCLE_PSA_ROT_PROVISIONING      0x2000u
#define PSA_LIFECYCLE_SECURED                   0x3000u
#define PSA_LIFECYCLE_NON_PSA_ROT_DEBUG         0x4000u
#define PSA_LIFECYCLE_RECOVERABLE_PSA_ROT_DEBUG 0x5000u
#define PSA_LIFECYCLE_DECOMMISSIONED            0x6000u
/** The states above live in these bits; the low byte is the implementation's. */
#define PSA_LIFECYCLE_PSA_STATE_MASK 0xff00u

/** Gives up: records the fault in the partition's name and restarts the system. */
_Noreturn void psa_panic(void);

#endif
