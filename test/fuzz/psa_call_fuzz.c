/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A hostile non-secure client: any sequence of calls through the gate, with any handle, type and
 * vectors, against the real services.
 *
 * The input is a program of calls. Vectors lead into an arena that is the client's, around its
 * edges, into memory that is not, or nowhere. Afterwards the memory outside the arena is as it was,
 * no partition has been stopped for a programmer error of its own, and the sanitizers are quiet.
 */
#include "client/gate.h"
#include "core/gate.h"
#include "core/start.h"
#include "kedge/gate.h"
#include "port/posix/posix.h"
#include "psa_manifest/sid.h"
#include "store/flash.h"

#include <sanitizer/asan_interface.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

/* Flash in RAM: a new one for every input. */
#define SECTOR_SIZE  1024u
#define SECTOR_COUNT 3u
static uint8_t flash[2][SECTOR_SIZE * SECTOR_COUNT];

/* The internal area, or the protected one. */
static uint8_t *memory_of(const struct store_flash *area)
{
    return flash[area == &store_flash_protected];
}

static psa_status_t ram_read(const struct store_flash *area, uint32_t offset, void *data,
                             size_t size)
{
    memcpy(data, memory_of(area) + offset, size);
    return PSA_SUCCESS;
}

static psa_status_t ram_program(const struct store_flash *area, uint32_t offset, const void *data,
                                size_t size)
{
    memcpy(memory_of(area) + offset, data, size);
    return PSA_SUCCESS;
}

static psa_status_t ram_erase(const struct store_flash *area, uint32_t offset)
{
    memset(memory_of(area) + offset, 0xff, SECTOR_SIZE);
    return PSA_SUCCESS;
}

const struct store_flash store_flash_internal = {
    .read = ram_read,
    .program = ram_program,
    .erase = ram_erase,
    .sector_size = SECTOR_SIZE,
    .sector_count = SECTOR_COUNT,
    .program_unit = 8,
    .erased_value = 0xff,
};

const struct store_flash store_flash_protected = {
    .read = ram_read,
    .program = ram_program,
    .erase = ram_erase,
    .sector_size = SECTOR_SIZE,
    .sector_count = SECTOR_COUNT,
    .program_unit = 8,
    .erased_value = 0xff,
};

/* Entropy that does not make two runs of one input differ. */
static uint32_t entropy_state;

bool crypto_entropy_read(void *buffer, size_t size);

bool crypto_entropy_read(void *buffer, size_t size)
{
    uint8_t *p = buffer;

    while (size-- > 0) {
        entropy_state = entropy_state * 1664525u + 1013904223u;
        *p++ = (uint8_t)(entropy_state >> 24);
    }
    return true;
}

/* The client's memory between two fences that are not the client's, all of one piece, so that a
 * service that writes past is seen. The port knows the lower fence as secure memory and the upper
 * one as memory that does not exist. */
#define FENCE 64u
#define ARENA 512u
static uint8_t memory[FENCE + ARENA + FENCE];

struct input {
    const uint8_t *next;
    size_t left;
};

static uint32_t take(struct input *input, size_t size)
{
    uint32_t value = 0;

    while (size-- > 0 && input->left > 0) {
        value = value << 8 | *input->next++;
        input->left--;
    }
    return value;
}

static psa_invec take_vector(struct input *input)
{
    psa_invec vector;
    uint32_t offset = take(input, 2) % (sizeof(memory) + 16);
    uint32_t kind = take(input, 1);

    vector.base = (const void *)((uintptr_t)memory + offset); /* perhaps past its end */
    vector.len = take(input, 1);
    if (kind == 255)
        vector.base = NULL;
    else if (kind == 254)
        vector.len = SIZE_MAX - vector.len;
    else if (kind == 253)
        vector.base = (const void *)(UINTPTR_MAX - offset);
    else if (kind < 200) /* mostly inside, or no call would get anywhere */
        vector.base = memory + FENCE + offset % (ARENA - 256);
    return vector;
}

static psa_handle_t take_handle(struct input *input)
{
    static const psa_handle_t known[] = {KEDGE_ITS_HANDLE, KEDGE_CRYPTO_HANDLE,
                                         KEDGE_PLATFORM_HANDLE};
    uint32_t choice = take(input, 1);

    return choice < 240 ? known[choice % 3] : (psa_handle_t)take(input, 4);
}

static void one_call(struct input *input)
{
    psa_invec in[PSA_MAX_IOVEC];
    psa_outvec out[PSA_MAX_IOVEC];
    psa_handle_t handle = take_handle(input);
    uint32_t shape = take(input, 1);
    uint32_t type = take(input, 1) % 20;
    uint32_t operation = shape >= 250 ? take(input, 1) % 8 : KEDGE_GATE_CALL;
    uint32_t in_count = shape % 5;
    uint32_t out_count = shape / 5 % 5;

    for (uint32_t i = 0; i < PSA_MAX_IOVEC; i++) {
        in[i] = take_vector(input);
        out[i].base = (void *)(uintptr_t)in[i].base;
        out[i].len = in[i].len;
    }
    /* The first vector of a request is a structure of arguments: give it the right size at times.
     */
    if (shape & 0x80)
        in[0].len = handle == KEDGE_ITS_HANDLE ? 16 : 40;
    if (operation == KEDGE_GATE_CLOSE)
        handle = PSA_NULL_HANDLE; /* any other is answered by a restart, rightly */
    (void)kedge_gate((uint32_t)handle, KEDGE_GATE_CONTROL(operation, type, in_count, out_count),
                     (uintptr_t)in, (uintptr_t)(out + (in_count < 4 ? in_count : 0)));
}

static void run(struct input *input)
{
    jmp_buf restart;

    port_posix_restart = &restart;
    if (setjmp(restart) != 0)
        abort(); /* a service broke the rules, or stopped for what a client did */
    while (input->left > 0)
        one_call(input);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    static bool started;

    if (!started) {
        memset(flash, 0xff, sizeof(flash));
        core_start();
        started = true;
    }
    memset(memory, 0xa5, FENCE);
    memset(memory + FENCE + ARENA, 0xa5, FENCE);
    for (size_t i = 0; i < ARENA && i < size; i++)
        memory[FENCE + i] = data[size - 1 - i]; /* arguments come from the input, from its end */
    port_posix_secure_base = (uintptr_t)memory;
    port_posix_secure_end = (uintptr_t)memory + FENCE;
    __asan_poison_memory_region(memory + FENCE + ARENA, FENCE);
    run(&input);
    __asan_unpoison_memory_region(memory + FENCE + ARENA, FENCE);
    for (size_t i = 0; i < FENCE; i++)
        if (memory[i] != 0xa5 || memory[FENCE + ARENA + i] != 0xa5)
            abort();
    return 0;
}
