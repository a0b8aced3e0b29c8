/* SPDX-License-Identifier: Apache-2.0 */
/* Of 1500 spoilt images none is accepted, and every part of the boot stage refuses some. */
#include "boot/verify.h"

#include "test/conform/mutation.h"
#include "test/vectors/boot_images.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define SEED_COUNT 1500u

/* Decides on a copy that ends where the file ends, so that the sanitizer sees a byte too far. */
static enum boot_reason decide(const struct mutation *m)
{
    uint8_t *copy = malloc(m->size);
    struct boot_image image;
    struct boot_proof proof = {0};
    enum boot_reason reason;

    assert_non_null(copy);
    memcpy(copy, m->bytes, m->size);
    reason = boot_image_parse(copy, (uint32_t)m->size, &image);
    if (reason == BOOT_REASON_NONE)
        reason = boot_verify(&image, image_root_key_hash, 0, &proof);
    free(copy);
    if (reason == BOOT_REASON_NONE || proof.flow == BOOT_FLOW_VERIFIED)
        fail_msg("accepted after: %s", m->what);
    return reason;
}

static void spoil(const uint8_t *original, size_t size, uint32_t *refused)
{
    static uint8_t bytes[1024 + MUTATION_GROWTH];
    struct mutation m;

    for (uint32_t seed = 0; seed < SEED_COUNT / 2; seed++) {
        assert_true(mutation_apply(&m, bytes, original, size, seed));
        refused[decide(&m)]++;
    }
}

static void no_spoilt_image_is_accepted(void **state)
{
    static const enum boot_reason expected[] = {
        BOOT_REASON_MAGIC,
        BOOT_REASON_HEADER_SIZE,
        BOOT_REASON_PAYLOAD_SIZE,
        BOOT_REASON_ENCRYPTED,
        BOOT_REASON_FLAGS,
        BOOT_REASON_PROTECTED_AREA,
        BOOT_REASON_TLV_AREA,
        BOOT_REASON_TLV_BOUNDS,
        BOOT_REASON_TLV_SIZE,
        BOOT_REASON_TLV_DUPLICATE,
        BOOT_REASON_TLV_MISPLACED,
        BOOT_REASON_COUNTER_MISSING,
        BOOT_REASON_HASH_MISSING,
        BOOT_REASON_KEY_UNKNOWN,
        BOOT_REASON_HASH_WRONG,
        BOOT_REASON_KEY_FORMAT,
        BOOT_REASON_SIGNATURE_FORMAT,
        BOOT_REASON_SIGNATURE_WRONG,
    };
    uint32_t refused[BOOT_REASON_COUNT] = {0};

    (void)state;
    spoil(image_full, sizeof image_full, refused);
    spoil(image_more, sizeof image_more, refused);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        if (refused[expected[i]] == 0)
            fail_msg("nothing was refused because: %s", boot_reason_text(expected[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_spoilt_image_is_accepted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
