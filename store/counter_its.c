/* SPDX-License-Identifier: Apache-2.0 */
#include "store/counter_log.h"
#include "store/log.h"

static const struct store_id id = {1, 0, STORE_KIND_COUNTER};

const struct store_counter store_counter_its = {store_counter_log_read, store_counter_log_increment,
                                                &id};
