/* SPDX-License-Identifier: Apache-2.0 */
#include "boot/primitive.h"

#include "lib/sha256.h"

#include <p256-m.h>

bool boot_sha256(const void *data, size_t size, uint8_t digest[BOOT_SHA256_SIZE])
{
    struct lib_sha256 hash;

    lib_sha256_begin(&hash);
    lib_sha256_update(&hash, data, size);
    lib_sha256_finish(&hash, digest);
    return true;
}

boot_hard_t boot_p256_verify(const uint8_t point[BOOT_P256_POINT_SIZE],
                             const uint8_t digest[BOOT_SHA256_SIZE],
                             const uint8_t signature[BOOT_P256_SIGNATURE_SIZE])
{
    _Static_assert(P256_SUCCESS == 0, "the status is used as a difference");

    return boot_hard_of_status(p256_ecdsa_verify(signature, point, digest, BOOT_SHA256_SIZE));
}
