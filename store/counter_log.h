/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Counters over the internal log (store/log.h), as functions for a struct store_counter whose
 * context is the struct store_id of a record. The value is four bytes, little-endian.
 *
 * An increment appends one record, 40 bytes on most flash; the log spreads the wear. The internal
 * log keeps or loses a counter as it does any value: a cut leaves the old or the new one, and
 * damage is an error, never an older value.
 */
#ifndef STORE_COUNTER_LOG_H
#define STORE_COUNTER_LOG_H

#include "store/counter.h"

psa_status_t store_counter_log_read(const struct store_counter *counter, uint32_t *value);
psa_status_t store_counter_log_increment(const struct store_counter *counter, uint32_t *value);

#endif
