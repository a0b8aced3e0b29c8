/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How an operation is counted (operations.c), for the files that have operations.
 */
#ifndef BENCH_OPERATIONS_H
#define BENCH_OPERATIONS_H

#include "psa/crypto.h"

#include <stdint.h>

/* The emulator's plugin watches the addresses of these two. */
void bench_begin(void);
void bench_end(void);

/* Names the count on the console: as absent if the profile does not have the operation, as failed
 * if it answers anything but what was expected. */
void bench_report(const char *name, psa_status_t status, psa_status_t expected);

#define COUNT(name, expected, expression)      \
    do {                                       \
        bench_begin();                         \
        psa_status_t status_ = (expression);   \
        bench_end();                           \
        bench_report(name, status_, expected); \
    } while (0)

/* What operations read, 0, 1, 2 and so on, and where they write. */
extern uint8_t bench_data[1024];
extern uint8_t bench_answer[1024];

/* Imports the first `size` bytes of bench_data. 0 if the profile has no such keys. */
psa_key_id_t bench_key(psa_key_type_t type, size_t size, psa_key_usage_t usage,
                       psa_algorithm_t alg);

/* Verifies bench_data with the public half of a pair as a key of its own: with the pair, it would
 * be computed first. The names are those of exporting, importing and verifying. */
void bench_verify_public(psa_key_id_t pair, psa_algorithm_t alg, const uint8_t *signature,
                         size_t signature_length, const char *const names[3]);

/* What the profile `large` has beyond `small` (operations_large.c). */
void bench_large(void);

#endif
