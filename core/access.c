/* SPDX-License-Identifier: Apache-2.0 */
#include "core/access.h"

#include "port/port.h"

#include <string.h>

static bool accessible(int32_t client_id, uintptr_t base, size_t size, bool write)
{
    if (client_id < 0)
        return port_nonsecure_range(base, size, write);
    return port_secure_range(base, size, write);
}

/* psa_invec and psa_outvec have the same layout, so one copy serves both: a word of address and a
 * word of length each. */
_Static_assert(sizeof(psa_invec) == sizeof(psa_outvec), "one copy serves both kinds of vector");
_Static_assert(PSA_MAX_IOVEC == 4, "core_access_take clears four sizes");
_Static_assert(offsetof(psa_invec, len) == offsetof(psa_outvec, len), "as above");

static bool take_array(struct core_range *ranges, int32_t client_id, uintptr_t array,
                       uint32_t count, size_t *sizes, bool write)
{
    const volatile psa_invec *vectors = (const volatile psa_invec *)array;

    if (count > 0 && (array % _Alignof(psa_invec) != 0 ||
                      !accessible(client_id, array, count * sizeof(psa_invec), write)))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        /* Volatile: each word is read once, whatever the compiler would like. */
        uintptr_t base = (uintptr_t)vectors[i].base;
        size_t size = vectors[i].len;
        if (!accessible(client_id, base, size, write))
            return false;
        ranges[i].next = base;
        ranges[i].left = sizes[i] = size;
    }
    return true;
}

bool core_access_take(struct core_buffers *buffers, int32_t client_id, uintptr_t in,
                      uint32_t in_count, uintptr_t out, uint32_t out_count, size_t *in_size,
                      size_t *out_size)
{
    /* Written out: as a loop this is a fifth of what a short call costs. */
    in_size[0] = in_size[1] = in_size[2] = in_size[3] = 0;
    out_size[0] = out_size[1] = out_size[2] = out_size[3] = 0;
    /* Both counts come from four bits each, so the sum cannot wrap. */
    if (in_count + out_count > PSA_MAX_IOVEC)
        return false;
    buffers->in_count = (uint8_t)in_count;
    buffers->out_count = (uint8_t)out_count;
    buffers->out_array = out;
    return take_array(buffers->range, client_id, in, in_count, in_size, false) &&
           take_array(buffers->range + in_count, client_id, out, out_count, out_size, true);
}

size_t core_access_read(struct core_range *range, void *data, size_t size)
{
    if (size > range->left)
        size = range->left;
    if (data != NULL && size > 0)
        memcpy(data, (const void *)range->next, size);
    range->next += size;
    range->left -= size;
    return size;
}

bool core_access_write(struct core_range *range, const void *data, size_t size)
{
    if (size > range->left)
        return false;
    if (size > 0)
        memcpy((void *)range->next, data, size);
    range->next += size;
    range->left -= size;
    return true;
}

void core_access_finish(const struct core_buffers *buffers, const size_t *capacity)
{
    const struct core_range *range = buffers->range + buffers->in_count;
    volatile psa_outvec *vectors = (volatile psa_outvec *)buffers->out_array;

    for (uint32_t i = 0; i < buffers->out_count; i++)
        vectors[i].len = capacity[i] - range[i].left;
}
