/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Monotonic counters: numbers that only ever grow, whatever happens to the power or to memory that
 * others can write. What is sealed with such a number cannot be replaced by something older.
 *
 * One interface for every kind of counter: a record of the internal log (below), a counter in
 * RAM for tests (test/support/counter_fake.h), or the write counter of an RPMB partition, which
 * moves by one with each authenticated write, whoever makes it. So the interface promises no more
 * than that can: a counter may move by more than one at a time, counts to UINT32_MAX and then
 * stands still for ever, and an increment whose answer was lost may have happened.
 *
 * Incrementing costs a write to memory that wears: do it rarely. A counter that is incremented
 * once after each start and continued by a number in RAM (store/seal.h) is as good.
 */
#ifndef STORE_COUNTER_H
#define STORE_COUNTER_H

#include "psa/error.h"

#include <stdint.h>

struct store_counter {
    /**
     * Tells the present value; 0 if it was never incremented.
     *
     * Returns PSA_SUCCESS, or PSA_ERROR_STORAGE_FAILURE: the counter is out of reach, or its value
     * is lost or cannot be trusted. Nothing that depends on freshness may go on then.
     */
    psa_status_t (*read)(const struct store_counter *counter, uint32_t *value);

    /**
     * Moves the counter. `*value` is its new value: greater than all that read() and increment()
     * ever told before, at this start and at earlier ones, and never told to anybody else.
     *
     * Returns PSA_SUCCESS: the new value is permanent. Otherwise, with `*value` undefined,
     *   PSA_ERROR_INSUFFICIENT_STORAGE  the counter has expired, or there is no room to keep it
     *   PSA_ERROR_STORAGE_FAILURE       as read(). It may have moved all the same; trying again is
     *                                   safe, and so is a power cut at any moment
     */
    psa_status_t (*increment)(const struct store_counter *counter, uint32_t *value);

    const void *context; /**< what the functions need to know which counter it is */
};

/**
 * The counters of the two services that seal what they store, over records of the internal log, of
 * STORE_KIND_COUNTER. A board with a better place for one, such as RPMB, defines it instead.
 */
extern const struct store_counter store_counter_its;
extern const struct store_counter store_counter_ps;

#endif
