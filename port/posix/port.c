/* SPDX-License-Identifier: Apache-2.0 */
#include "port/port.h"

#include "core/fault.h"
#include "core/start.h"
#include "port/posix/posix.h"
#include "psa/service.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ASAN 1
#elif defined(__has_feature)
#define UNDER_ASAN __has_feature(address_sanitizer)
#else
#define UNDER_ASAN 0
#endif

#if UNDER_ASAN
#include <sanitizer/asan_interface.h>
#else
#define __asan_region_is_poisoned(base, size) NULL
#endif

jmp_buf *port_posix_restart;
uintptr_t port_posix_secure_base, port_posix_secure_end;
uint32_t port_posix_life_cycle = PSA_LIFECYCLE_SECURED;

static uint32_t retained[PORT_FAULT_RECORD_SIZE / sizeof(uint32_t)];

bool port_secure_range(uintptr_t base, size_t size, bool write)
{
    (void)write;
    if (size == 0)
        return true;
    if (base == 0 || base + (size - 1) < base)
        return false;
    return __asan_region_is_poisoned((void *)base, size) == NULL;
}

bool port_nonsecure_range(uintptr_t base, size_t size, bool write)
{
    if (!port_secure_range(base, size, write))
        return false;
    return size == 0 || base >= port_posix_secure_end || base + size <= port_posix_secure_base;
}

void *port_fault_memory(void)
{
    return retained;
}

void port_restart(void)
{
    struct core_fault fault;

    if (port_posix_restart != NULL)
        longjmp(*port_posix_restart, 1);
    core_fault_begin();
    if (core_fault_last(&fault))
        fprintf(stderr, "kedge: restart: reason %u, client %d\n", fault.reason, fault.who);
    exit(3);
}

const void *port_boot_record(void)
{
    return NULL;
}

uint32_t port_life_cycle(void)
{
    return port_posix_life_cycle;
}

bool port_entropy_read(void *buffer, size_t size)
{
    if (getrandom(buffer, size, 0) == (ssize_t)size)
        return true;
    memset(buffer, 0, size);
    return false;
}

void port_console_write(const char *text, size_t size)
{
    fwrite(text, 1, size, stdout);
}

void port_posix_start(void)
{
    core_start();
}
