/* SPDX-License-Identifier: Apache-2.0 */
#include "core/handle.h"

#include "kedge_config.h"

#include <stddef.h>

#define STATELESS_BIT  0x40000000
#define SLOT_BITS      6
#define SLOT_MASK      ((1 << SLOT_BITS) - 1)
#define USE_COUNT_MASK 0xffffff

struct connection {
    const struct core_service *service; /* null: the slot is free */
    void *rhandle;
    int32_t client_id;
    psa_handle_t handle;
    bool terminated; /* the service called its client a programmer error */
};

/* One entry at least, so that the profile with none still compiles; the linker drops it then. */
static struct connection connections[CONFIG_CONNECTION_COUNT > 0 ? CONFIG_CONNECTION_COUNT : 1];
static int32_t use_count;

bool core_handle_permitted(const struct core_service *service, int32_t client_id)
{
    if (client_id < 0)
        return service->non_secure_clients;
    for (uint8_t p = 0; p < core_partition_count; p++) {
        const struct core_partition *partition = &core_partitions[p];
        if (partition->id != client_id)
            continue;
        for (uint8_t d = 0; d < partition->dependency_count; d++)
            if (partition->dependencies[d] == service->sid)
                return true;
    }
    return false;
}

const struct core_service *core_handle_find(uint32_t sid, int32_t client_id)
{
    for (uint8_t i = 0; i < core_service_count; i++)
        if (core_services[i].sid == sid)
            return core_handle_permitted(&core_services[i], client_id) ? &core_services[i] : NULL;
    return NULL;
}

bool core_handle_version_fits(const struct core_service *service, uint32_t version)
{
    if (version == PSA_VERSION_NONE)
        return false;
    return version == service->version || (!service->version_strict && version < service->version);
}

static const struct core_service *resolve_stateless(psa_handle_t handle, int32_t client_id)
{
    const struct core_service *end = core_services + core_service_count;
    uint32_t version = ((uint32_t)handle >> 8) & 0xff;

    for (const struct core_service *service = core_services; service != end; service++) {
        if ((service->stateless_index - handle) % 32 != 0 || service->stateless_index == 0)
            continue;
        if (handle != CORE_STATELESS_HANDLE(service->stateless_index, version) ||
            !core_handle_version_fits(service, version) ||
            !core_handle_permitted(service, client_id))
            return NULL;
        return service;
    }
    return NULL;
}

static struct connection *find_connection(psa_handle_t handle, int32_t client_id)
{
    uint32_t slot = (uint32_t)handle & SLOT_MASK;

    if (slot >= CONFIG_CONNECTION_COUNT)
        return NULL;
    if (connections[slot].service == NULL || connections[slot].handle != handle ||
        connections[slot].client_id != client_id)
        return NULL;
    return &connections[slot];
}

const struct core_service *core_handle_resolve(psa_handle_t handle, int32_t client_id,
                                               void ***rhandle)
{
    *rhandle = NULL;
    if (handle <= 0)
        return NULL;
    if (handle & STATELESS_BIT)
        return resolve_stateless(handle, client_id);

    struct connection *connection = find_connection(handle, client_id);
    if (connection == NULL)
        return NULL;
    *rhandle = &connection->rhandle;
    return connection->service;
}

static struct connection *free_connection(void)
{
    for (size_t slot = 0; slot < CONFIG_CONNECTION_COUNT; slot++)
        if (connections[slot].service == NULL)
            return &connections[slot];
    return NULL;
}

psa_handle_t core_handle_reserve(const struct core_service *service, int32_t client_id,
                                 void ***rhandle)
{
    struct connection *connection = free_connection();

    if (connection == NULL)
        return PSA_ERROR_CONNECTION_BUSY;
    use_count = (use_count + 1) & USE_COUNT_MASK;
    connection->service = service;
    connection->client_id = client_id;
    connection->rhandle = NULL;
    connection->terminated = false;
    connection->handle =
        (use_count << SLOT_BITS | (int32_t)(connection - connections)) & ~STATELESS_BIT;
    if (connection->handle == PSA_NULL_HANDLE)
        connection->handle = 1 << SLOT_BITS;
    *rhandle = &connection->rhandle;
    return connection->handle;
}

void core_handle_release(psa_handle_t handle)
{
    uint32_t slot = (uint32_t)handle & SLOT_MASK;

    if (slot < CONFIG_CONNECTION_COUNT)
        connections[slot].service = NULL;
}

/* Connections have small handles; a stateless one is none. */
static uint32_t slot_of(psa_handle_t handle)
{
    return handle & STATELESS_BIT ? UINT32_MAX : (uint32_t)handle & SLOT_MASK;
}

void core_handle_terminate(psa_handle_t handle)
{
    if (slot_of(handle) < CONFIG_CONNECTION_COUNT)
        connections[slot_of(handle)].terminated = true;
}

bool core_handle_terminated(psa_handle_t handle)
{
    return slot_of(handle) < CONFIG_CONNECTION_COUNT && connections[slot_of(handle)].terminated;
}
