/* SPDX-License-Identifier: Apache-2.0 */
#include "boot/primitive.h"

#include "crypto/provider/mbedtls/lms.h"

boot_hard_t boot_lms_verify(const uint8_t *key, size_t key_size,
                            const uint8_t digest[BOOT_SHA256_SIZE], const uint8_t *signature,
                            size_t signature_size)
{
    _Static_assert(PSA_SUCCESS == 0, "the status is used as a difference");

    return boot_hard_of_status(
        crypto_lms_verify(key, key_size, digest, BOOT_SHA256_SIZE, signature, signature_size));
}
