/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/provider/openssl/provider.h"

const struct crypto_provider crypto_provider = CRYPTO_OPENSSL_TABLE;
