/* SPDX-License-Identifier: Apache-2.0 */
/* The table as an object: linked only where files do not each see it as a constant. */
#include "crypto/provider.h"

#include "crypto/provider/mbedtls/table.h"

const struct crypto_provider crypto_provider = CRYPTO_MBEDTLS_TABLE;
