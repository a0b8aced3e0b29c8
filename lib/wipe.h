/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Handling of secrets: wiping and comparing.
 */
#ifndef LIB_WIPE_H
#define LIB_WIPE_H

#include <stdbool.h>
#include <stddef.h>

/** Overwrites `size` bytes with zero; the compiler cannot leave it out. */
void lib_wipe(void *data, size_t size);

/** Are two buffers equal? The time depends on `size` alone. */
bool lib_equal_ct(const void *a, const void *b, size_t size);

#endif
