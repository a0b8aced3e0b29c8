/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A monotonic counter in RAM (store/counter.h), which fails when a test wants it to. It may jump
 * and expire as any real one may.
 */
#ifndef COUNTER_FAKE_H
#define COUNTER_FAKE_H

#include "store/counter.h"

struct counter_fake {
    uint32_t value;
    uint32_t step;           /**< of an increment; 0 is taken as 1 */
    unsigned fail_after;     /**< increments until one fails; 0: never */
    int moves_when_it_fails; /**< the answer was lost, not the request */
    unsigned increment_count;
};

/** A struct store_counter over a struct counter_fake. */
#define COUNTER_FAKE(fake)                                \
    {                                                     \
        counter_fake_read, counter_fake_increment, (fake) \
    }

psa_status_t counter_fake_read(const struct store_counter *counter, uint32_t *value);
psa_status_t counter_fake_increment(const struct store_counter *counter, uint32_t *value);

#endif
