/* SPDX-License-Identifier: Apache-2.0 */
#include "boot/signature.h"

#include <string.h>

#define DER_INTEGER  0x02u
#define DER_SEQUENCE 0x30u
#define HALF_SIZE    (BOOT_P256_SIGNATURE_SIZE / 2)

/* Takes one INTEGER from the `size` bytes at `der`, right-aligned into `half`. Returns the bytes
 * used, 0 if it is not a minimal positive integer of at most 256 bits. */
static size_t decode_integer(const uint8_t *der, size_t size, uint8_t half[HALF_SIZE])
{
    size_t length;
    size_t used;

    if (size < 3 || der[0] != DER_INTEGER)
        return 0;
    length = der[1];
    used = length + 2;
    der += 2;
    if (length == 0 || used > size || der[0] >= 0x80)
        return 0;
    if (der[0] == 0 && length > 1) {
        der++;
        length--;
        if (der[0] < 0x80)
            return 0;
    }
    if (length > HALF_SIZE)
        return 0;
    memset(half, 0, HALF_SIZE);
    memcpy(half + HALF_SIZE - length, der, length);
    return used;
}

bool boot_signature_decode(const uint8_t *der, size_t der_size,
                           uint8_t raw[BOOT_P256_SIGNATURE_SIZE])
{
    size_t r_size;
    size_t s_size;

    if (der_size < 2 || der[0] != DER_SEQUENCE || der[1] >= 0x80 || der[1] != der_size - 2)
        return false;
    r_size = decode_integer(der + 2, der_size - 2, raw);
    if (r_size == 0)
        return false;
    s_size = decode_integer(der + 2 + r_size, der_size - 2 - r_size, raw + HALF_SIZE);
    return s_size != 0 && 2 + r_size + s_size == der_size;
}
