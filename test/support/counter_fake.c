/* SPDX-License-Identifier: Apache-2.0 */
#include "test/support/counter_fake.h"

static struct counter_fake *fake_of(const struct store_counter *counter)
{
    return (struct counter_fake *)(uintptr_t)counter->context;
}

psa_status_t counter_fake_read(const struct store_counter *counter, uint32_t *value)
{
    *value = fake_of(counter)->value;
    return PSA_SUCCESS;
}

psa_status_t counter_fake_increment(const struct store_counter *counter, uint32_t *value)
{
    struct counter_fake *fake = fake_of(counter);
    uint32_t step = fake->step != 0 ? fake->step : 1;
    int fails = fake->fail_after > 0 && --fake->fail_after == 0;

    fake->increment_count++;
    if (fake->value > UINT32_MAX - step)
        return PSA_ERROR_INSUFFICIENT_STORAGE;
    if (!fails || fake->moves_when_it_fails)
        fake->value += step;
    *value = fails ? 0 : fake->value;
    return fails ? PSA_ERROR_STORAGE_FAILURE : PSA_SUCCESS;
}
