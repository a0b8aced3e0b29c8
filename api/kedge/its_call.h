/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The requests of internal trusted storage, between client/its.c and service/its/. An application
 * uses psa/internal_trusted_storage.h.
 *
 * Input vector 0 is struct kedge_its_args for every request. Both sides run on one machine, so its
 * byte order is the machine's; it has no padding. A vector of another size is a programmer error.
 *
 *     type    input 1          output 0
 *     SET     the value        -
 *     GET     -                the value, from args.offset, as much as fits
 *     INFO    -                struct kedge_its_info
 *     REMOVE  -                -
 */
#ifndef KEDGE_ITS_CALL_H
#define KEDGE_ITS_CALL_H

#include <stdint.h>

/** Request types of psa_call(). */
#define KEDGE_ITS_SET    1
#define KEDGE_ITS_GET    2
#define KEDGE_ITS_INFO   3
#define KEDGE_ITS_REMOVE 4

struct kedge_its_args {
    uint64_t uid;
    uint32_t flags;  /**< SET: PSA_STORAGE_FLAG_*; else 0 */
    uint32_t offset; /**< GET: the first byte wanted; else 0 */
};

struct kedge_its_info {
    uint32_t size;
    uint32_t flags;
};

#endif
