/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the partition manager knows of partitions and services: two constant tables.
 *
 * `kedge manifest` writes them (and psa_manifest/sid.h) from the partitions' FF-M manifests in
 * JSON. An image has one such table; the manager trusts it, the tool has checked it.
 *
 * A partition's id is its client id and the owner of what it stores, so it must never change from
 * release to release. FF-M has no field for it: ours is "kedge_id" in the manifest.
 */
#ifndef CORE_MANIFEST_H
#define CORE_MANIFEST_H

#include "psa/service.h"

#include <stdbool.h>

/** A secure partition. */
struct core_partition {
    int32_t id; /**< 1..32767 */
    psa_status_t (*init)(
        void); /**< entry_init, or null; anything but PSA_SUCCESS stops the start */
    const uint32_t *dependencies; /**< SIDs it may call */
    uint8_t dependency_count;
};

/** A RoT service. */
struct core_service {
    psa_service_handler_t *handler;
    uint32_t sid;
    uint16_t version;
    uint8_t partition;       /**< index into core_partitions */
    uint8_t stateless_index; /**< 1..32: the number in its stateless handle; 0: connection based */
    bool non_secure_clients; /**< may the non-secure side use it? */
    bool version_strict;     /**< version_policy: STRICT (equal) or RELAXED (client's <= ours) */
};

extern const struct core_partition core_partitions[];
extern const uint8_t core_partition_count;
extern const struct core_service core_services[];
extern const uint8_t core_service_count;

/** A stateless handle is bit 30, the service's version in 15:8 and its stateless_index in 4:0
 * (index 32 is written as 0). */
#define CORE_STATELESS_HANDLE(index, version) \
    ((psa_handle_t)(0x40000000u | ((uint32_t)(version)&0xffu) << 8 | ((uint32_t)(index)&0x1fu)))

#endif
