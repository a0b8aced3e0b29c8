/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_LOG_H
#define STORE_LOG_H

#include "psa/error.h"
#include "store/flash.h"

#include <stddef.h>
#include <stdint.h>

/* DRAFT of the contract between store/ and its callers. */
struct store_id {
    uint64_t uid;
    int32_t owner;
    uint8_t kind; /* name space: STORE_KIND_ITS, STORE_KIND_KEY */
};
#define STORE_KIND_ITS 1u
#define STORE_KIND_KEY 2u

struct store_info {
    size_t size;
    uint8_t flags;
};

/** Where a value comes from: copies the next `size` bytes to `data`; called in order, each byte
 * once. So a client's memory is read once, and no buffer of a whole value is needed. */
typedef void store_source_t(void *context, void *data, size_t size);

struct store_log; /* caller-owned state, fixed size */

psa_status_t store_log_format(struct store_log *log, const struct store_flash *flash);
psa_status_t store_log_mount(struct store_log *log, const struct store_flash *flash);
psa_status_t store_log_set(struct store_log *log, const struct store_id *id, uint8_t flags,
                           store_source_t *source, void *context, size_t size);
psa_status_t store_log_get(struct store_log *log, const struct store_id *id, size_t offset,
                           void *data, size_t size, size_t *length);
psa_status_t store_log_info(struct store_log *log, const struct store_id *id,
                            struct store_info *info);
psa_status_t store_log_remove(struct store_log *log, const struct store_id *id);

/** The image's internal log over store_flash_internal, mounted (formatted if blank) at first use.
 * Null if it cannot be mounted. */
struct store_log *store_internal(void);

#endif
