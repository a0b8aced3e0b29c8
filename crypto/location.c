/* SPDX-License-Identifier: Apache-2.0 */
/* No other locations: for an image, or a test, that does not define its own. */
#include "crypto/provider.h"

const struct crypto_location crypto_locations[] = {{PSA_KEY_LOCATION_LOCAL_STORAGE, NULL}};
const size_t crypto_location_count = 0;
