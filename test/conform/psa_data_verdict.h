/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What we know about Mbed TLS's test data: where it wants what the PSA Crypto API does not say, and
 * what of it no caller of the API can drive.
 */
#ifndef TEST_PSA_DATA_VERDICT_H
#define TEST_PSA_DATA_VERDICT_H

#include "psa/crypto.h"

#include <stdbool.h>

/** Cases of `function` whose title contains `title` expect the status `data`, and get `kedge`. */
struct data_deviation {
    const char *function, *title;
    psa_status_t data, kedge;
    const char *reason; /**< the clause, and why Kedge is right */
    bool met;           /**< by a case of this run */
};

/** Ends with a null reason. */
extern struct data_deviation data_deviations[];

/** The deviation that explains why a case got `actual`, or null: the case has failed. */
const struct data_deviation *data_deviation(const char *function, const char *title,
                                            psa_status_t expected, psa_status_t actual);

/** Why a function of the data cannot be driven, or null: it could be. */
const char *data_beyond(const char *function);

#endif
