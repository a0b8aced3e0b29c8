/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The one place that touches a client's memory.
 *
 * A client names memory twice: the arrays of vectors it passes, and the buffers these vectors
 * name. Both are checked here against what the client itself may access, once, at the entry of a
 * call, and the arrays are copied before they are looked at: a client (or a second core, or a DMA
 * engine) that changes its vectors while a service works changes nothing. The buffers are read
 * forward only, each byte once.
 *
 * Nothing outside access.c may turn a client's address into a pointer.
 */
#ifndef CORE_ACCESS_H
#define CORE_ACCESS_H

#include "psa/client.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A checked range of a client's memory, and how far it has been used. */
struct core_range {
    uintptr_t next; /**< address of the first byte not yet used */
    size_t left;    /**< bytes not yet used */
};

/** The buffers of one call: input vectors first, then output vectors. */
struct core_buffers {
    struct core_range range[PSA_MAX_IOVEC];
    uintptr_t out_array; /**< the client's array of psa_outvec, where the lengths go back */
    uint8_t in_count;
    uint8_t out_count;
};

/**
 * Copies and checks the vectors of a call by `client_id` (negative: non-secure).
 *
 * `in` and `out` are the addresses of the client's arrays, with `in_count` and `out_count`
 * entries. The lengths go to `in_size` and `out_size`, of PSA_MAX_IOVEC entries each, 0 where the
 * client has no vector. Returns false, a programmer error of the client, if there are more than
 * PSA_MAX_IOVEC in all, if an array is not aligned as its type is, or if an array or a buffer is
 * not wholly the client's: readable, and for output writable, at the client's own privilege.
 */
bool core_access_take(struct core_buffers *buffers, int32_t client_id, uintptr_t in,
                      uint32_t in_count, uintptr_t out, uint32_t out_count, size_t *in_size,
                      size_t *out_size);

/** Copies up to `size` bytes out of `range` to `data` and moves on. Returns the bytes copied.
 * With a null `data` it only moves on. */
size_t core_access_read(struct core_range *range, void *data, size_t size);

/** Copies `size` bytes to `range` and moves on. Returns false, with nothing written, if they do
 * not fit. */
bool core_access_write(struct core_range *range, const void *data, size_t size);

/** Tells the client how much was written: puts each capacity less what is left into its array.
 * `capacity` is what each output vector offered at the entry. */
void core_access_finish(const struct core_buffers *buffers, const size_t *capacity);

#endif
