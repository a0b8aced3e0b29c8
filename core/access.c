/* SPDX-License-Identifier: Apache-2.0 */
#include "core/access.h"

#include "port/port.h"

#include <string.h>

/* Which of the port's two answers counts for a client. */
typedef bool range_check_t(uintptr_t base, size_t size, bool write);

/* psa_invec and psa_outvec have the same layout, so one copy serves both: a word of address and a
 * word of length each. */
_Static_assert(sizeof(psa_invec) == sizeof(psa_outvec), "one copy serves both kinds of vector");
_Static_assert(PSA_MAX_IOVEC == 4, "core_access_take clears four sizes");
_Static_assert(offsetof(psa_invec, len) == offsetof(psa_outvec, len), "as above");

static bool array_accessible(range_check_t *accessible, uintptr_t array, uint32_t count, bool write)
{
    return count == 0 || (array % _Alignof(psa_invec) == 0 &&
                          accessible(array, count * sizeof(psa_invec), write));
}

bool core_access_take(struct core_buffers *buffers, int32_t client_id, uintptr_t in,
                      uint32_t in_count, uintptr_t out, uint32_t out_count, size_t *in_size,
                      size_t *out_size)
{
    range_check_t *accessible = client_id < 0 ? port_nonsecure_range : port_secure_range;
    const volatile psa_invec *vector = (const volatile psa_invec *)in;
    struct core_range *range = buffers->range;
    size_t *size = in_size;

    /* Written out: as a loop this is a fifth of what a short call costs. */
    in_size[0] = in_size[1] = in_size[2] = in_size[3] = 0;
    out_size[0] = out_size[1] = out_size[2] = out_size[3] = 0;
    /* Both counts come from four bits each, so the sum cannot wrap. */
    if (in_count + out_count > PSA_MAX_IOVEC ||
        !array_accessible(accessible, in, in_count, false) ||
        !array_accessible(accessible, out, out_count, true))
        return false;
    buffers->in_count = (uint8_t)in_count;
    buffers->out_count = (uint8_t)out_count;
    buffers->out_array = out;
    for (uint32_t i = 0; i < in_count + out_count; i++, vector++, range++, size++) {
        if (i == in_count) {
            vector = (const volatile psa_invec *)out;
            size = out_size;
        }
        /* Volatile: each word is read once, whatever the compiler would like. */
        range->next = (uintptr_t)vector->base;
        range->left = *size = vector->len;
        if (!accessible(range->next, range->left, i >= in_count))
            return false;
    }
    return true;
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
