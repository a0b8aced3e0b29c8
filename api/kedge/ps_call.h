/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The requests of protected storage, between client/ps.c and service/ps/. An application uses
 * psa/protected_storage.h.
 *
 * Input vector 0 is struct kedge_ps_args for every request. Both sides run on one machine, so its
 * byte order is the machine's; it has no padding. A vector of another size is a programmer error.
 *
 *     type     input 1          output 0
 *     SET      the value        -
 *     GET      -                the value, from args.extent, as much as fits
 *     INFO     -                struct kedge_ps_info
 *     REMOVE   -                -
 *     CREATE   -                -
 *     CHANGE   bytes to write   -
 */
#ifndef KEDGE_PS_CALL_H
#define KEDGE_PS_CALL_H

#include <stdint.h>

/** Request types of psa_call(). */
#define KEDGE_PS_SET    1
#define KEDGE_PS_GET    2
#define KEDGE_PS_INFO   3
#define KEDGE_PS_REMOVE 4
#define KEDGE_PS_CREATE 5
#define KEDGE_PS_CHANGE 6

/** No asset is larger: the record log has no larger sectors (store/log.h). */
#define KEDGE_PS_CAPACITY_MAX (128u * 1024u)

struct kedge_ps_args {
    uint64_t uid;
    uint32_t flags;  /**< SET, CREATE: PSA_STORAGE_FLAG_*; else 0 */
    uint32_t extent; /**< GET, CHANGE: the first byte; CREATE: the capacity; else 0 */
};

struct kedge_ps_info {
    uint32_t capacity;
    uint32_t size;
    uint32_t flags;
};

#endif
