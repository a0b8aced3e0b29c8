/* SPDX-License-Identifier: Apache-2.0 */
/* The parser takes what imgtool and `kedge image` write, and names what is wrong with the rest. */
#include "boot/image.h"

#include "kedge_config.h"
#include "lib/bytes.h"
#include "test/vectors/boot_images.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Where things lie in image_full: a 128-byte header and a payload of 64. */
#define PROTECTED_OFFSET 192u
#define COUNTER_OFFSET   (PROTECTED_OFFSET + 4)
#define AREA_OFFSET      (PROTECTED_OFFSET + 12)
#define HASH_OFFSET      (AREA_OFFSET + 4)
#define KEY_OFFSET       (HASH_OFFSET + 36)
#define SIGNATURE_OFFSET (KEY_OFFSET + 95)

/* Parses a copy that ends where the image ends, so that the sanitizer sees every byte too far. */
static enum boot_reason parse(const uint8_t *bytes, size_t size, struct boot_image *image)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    enum boot_reason reason;

    assert_non_null(copy);
    memcpy(copy, bytes, size);
    reason = boot_image_parse(copy, (uint32_t)size, image);
    free(copy);
    return reason;
}

static void a_sound_image_is_taken_apart(void **state)
{
    struct boot_image image;

    (void)state;
    assert_int_equal(boot_image_parse(image_full, sizeof image_full, &image), BOOT_REASON_NONE);
    assert_int_equal(image.header_size, 128);
    assert_int_equal(image.payload_size, 64);
    assert_int_equal(image.signed_size, AREA_OFFSET);
    assert_int_equal(image.size, sizeof image_full);
    assert_int_equal(image.security_counter, 7);
    assert_int_equal(image.version.major, 1);
    assert_int_equal(image.version.minor, 2);
    assert_int_equal(image.version.revision, 3);
    assert_int_equal(image.version.build, 4);
    assert_ptr_equal(image.tlv[BOOT_TLV_HASH].value, image_full + HASH_OFFSET + 4);
    assert_ptr_equal(image.tlv[BOOT_TLV_PUBLIC_KEY].value, image_full + KEY_OFFSET + 4);
    assert_ptr_equal(image.tlv[BOOT_TLV_SIGNATURE].value, image_full + SIGNATURE_OFFSET + 4);
    assert_null(image.tlv[BOOT_TLV_KEY_HASH].value);
}

static void images_of_both_tools_are_accepted(void **state)
{
    struct boot_image image;

    (void)state;
    assert_int_equal(parse(image_kedge, sizeof image_kedge, &image), BOOT_REASON_NONE);
    assert_int_equal(parse(image_four, sizeof image_four, &image), BOOT_REASON_NONE);
    assert_int_equal(parse(image_keyhash, sizeof image_keyhash, &image), BOOT_REASON_NONE);
    assert_null(image.tlv[BOOT_TLV_PUBLIC_KEY].value);
}

static void unknown_protected_entries_are_accepted(void **state)
{
    struct boot_image image;

    (void)state;
    assert_int_equal(parse(image_more, sizeof image_more, &image), BOOT_REASON_NONE);
    assert_int_equal(image.security_counter, 7);
}

static void what_imgtool_can_leave_out_or_add_is_refused(void **state)
{
    struct boot_image image;

    (void)state;
    assert_int_equal(parse(image_nocounter, sizeof image_nocounter, &image),
                     BOOT_REASON_COUNTER_MISSING);
    assert_int_equal(parse(image_dependency, sizeof image_dependency, &image),
                     BOOT_REASON_DEPENDENCY);
}

static void any_shorter_slot_is_refused(void **state)
{
    struct boot_image image;

    (void)state;
    for (size_t size = 0; size < sizeof image_full; size++)
        assert_int_not_equal(parse(image_full, size, &image), BOOT_REASON_NONE);
    assert_int_equal(parse(image_full, 31, &image), BOOT_REASON_SLOT_SIZE);
    assert_int_equal(parse(image_full, 32, &image), BOOT_REASON_HEADER_SIZE);
    assert_int_equal(parse(image_full, 191, &image), BOOT_REASON_PAYLOAD_SIZE);
    assert_int_equal(parse(image_full, AREA_OFFSET - 1, &image), BOOT_REASON_PROTECTED_AREA);
    assert_int_equal(parse(image_full, sizeof image_full - 1, &image), BOOT_REASON_TLV_AREA);
}

static void a_slot_without_an_image_is_told_from_an_empty_one(void **state)
{
    uint8_t slot[64];
    struct boot_image image;

    (void)state;
    memset(slot, 0xff, sizeof slot);
    assert_int_equal(parse(slot, sizeof slot, &image), BOOT_REASON_SLOT_EMPTY);
    memset(slot, 0, sizeof slot);
    assert_int_equal(parse(slot, sizeof slot, &image), BOOT_REASON_MAGIC);
}

/* One field of image_full set to a value, and the reason that this gives. */
struct change {
    uint32_t offset;
    uint32_t size; /* 2 or 4 */
    uint32_t value;
    enum boot_reason reason;
};

static const struct change changes[] = {
    {0, 4, BOOT_IMAGE_MAGIC ^ 1, BOOT_REASON_MAGIC},
    {BOOT_IMAGE_HEADER_SIZE_OFFSET, 2, 0, BOOT_REASON_HEADER_SIZE},
    {BOOT_IMAGE_HEADER_SIZE_OFFSET, 2, 31, BOOT_REASON_HEADER_SIZE},
    {BOOT_IMAGE_HEADER_SIZE_OFFSET, 2, 0xffff, BOOT_REASON_HEADER_SIZE},
    {BOOT_IMAGE_HEADER_SIZE_OFFSET, 2, 129, BOOT_REASON_PROTECTED_AREA},
    {BOOT_IMAGE_PAYLOAD_SIZE_OFFSET, 4, 0, BOOT_REASON_PAYLOAD_SIZE},
    {BOOT_IMAGE_PAYLOAD_SIZE_OFFSET, 4, sizeof image_full - 127, BOOT_REASON_PAYLOAD_SIZE},
    {BOOT_IMAGE_PAYLOAD_SIZE_OFFSET, 4, 0xffffffff, BOOT_REASON_PAYLOAD_SIZE},
    {BOOT_IMAGE_PAYLOAD_SIZE_OFFSET, 4, 0xffffff81, BOOT_REASON_PAYLOAD_SIZE},
    {BOOT_IMAGE_PAYLOAD_SIZE_OFFSET, 4, 63, BOOT_REASON_PROTECTED_AREA},
    {BOOT_IMAGE_PAYLOAD_SIZE_OFFSET, 4, sizeof image_full - 128, BOOT_REASON_PROTECTED_AREA},
    {BOOT_IMAGE_FLAGS_OFFSET, 4, 0x4, BOOT_REASON_ENCRYPTED},
    {BOOT_IMAGE_FLAGS_OFFSET, 4, 0x8, BOOT_REASON_ENCRYPTED},
    {BOOT_IMAGE_FLAGS_OFFSET, 4, 0x10, BOOT_REASON_NON_BOOTABLE},
    {BOOT_IMAGE_FLAGS_OFFSET, 4, 0x20, BOOT_REASON_RAM_LOAD},
    {BOOT_IMAGE_FLAGS_OFFSET, 4, 0x100, BOOT_REASON_ROM_FIXED},
    {BOOT_IMAGE_FLAGS_OFFSET, 4, 0x200, BOOT_REASON_COMPRESSED},
    {BOOT_IMAGE_FLAGS_OFFSET, 4, 0x400, BOOT_REASON_COMPRESSED},
    {BOOT_IMAGE_FLAGS_OFFSET, 4, 0x1, BOOT_REASON_FLAGS},
    {BOOT_IMAGE_FLAGS_OFFSET, 4, 0x80000000, BOOT_REASON_FLAGS},
    {BOOT_IMAGE_PROTECTED_SIZE_OFFSET, 2, 0, BOOT_REASON_COUNTER_MISSING},
    {BOOT_IMAGE_PROTECTED_SIZE_OFFSET, 2, 11, BOOT_REASON_PROTECTED_AREA},
    {BOOT_IMAGE_PROTECTED_SIZE_OFFSET, 2, 13, BOOT_REASON_PROTECTED_AREA},
    {PROTECTED_OFFSET, 2, BOOT_TLV_MAGIC, BOOT_REASON_PROTECTED_AREA},
    {PROTECTED_OFFSET + 2, 2, 3, BOOT_REASON_PROTECTED_AREA},
    {PROTECTED_OFFSET + 2, 2, 4, BOOT_REASON_PROTECTED_AREA},
    {PROTECTED_OFFSET + 2, 2, 0xffff, BOOT_REASON_PROTECTED_AREA},
    {PROTECTED_OFFSET + 2, 2, 11, BOOT_REASON_TLV_BOUNDS},
    {PROTECTED_OFFSET + 2, 2, 7, BOOT_REASON_TLV_BOUNDS},
    {COUNTER_OFFSET, 2, 0xa0, BOOT_REASON_COUNTER_MISSING},
    {COUNTER_OFFSET, 2, BOOT_TLV_TYPE_COUNTER | 0x100, BOOT_REASON_COUNTER_MISSING},
    {COUNTER_OFFSET, 2, BOOT_TLV_TYPE_DEPENDENCY, BOOT_REASON_DEPENDENCY},
    {COUNTER_OFFSET, 2, BOOT_TLV_TYPE_SHA256, BOOT_REASON_TLV_MISPLACED},
    {COUNTER_OFFSET + 2, 2, 5, BOOT_REASON_TLV_BOUNDS},
    {COUNTER_OFFSET + 2, 2, 0xffff, BOOT_REASON_TLV_BOUNDS},
    {COUNTER_OFFSET + 2, 2, 3, BOOT_REASON_TLV_SIZE},
    {AREA_OFFSET, 2, BOOT_TLV_MAGIC_PROTECTED, BOOT_REASON_TLV_AREA},
    {AREA_OFFSET + 2, 2, 0, BOOT_REASON_TLV_AREA},
    {AREA_OFFSET + 2, 2, 0xffff, BOOT_REASON_TLV_AREA},
    {AREA_OFFSET + 2, 2, 4, BOOT_REASON_HASH_MISSING},
    {AREA_OFFSET + 2, 2, 40, BOOT_REASON_SIGNATURE_MISSING},
    {AREA_OFFSET + 2, 2, 41, BOOT_REASON_TLV_BOUNDS},
    {HASH_OFFSET, 2, 0xa0, BOOT_REASON_HASH_MISSING},
    {HASH_OFFSET, 2, BOOT_TLV_TYPE_COUNTER, BOOT_REASON_TLV_MISPLACED},
    {HASH_OFFSET, 2, BOOT_TLV_TYPE_PUBLIC_KEY, BOOT_REASON_TLV_SIZE},
    {HASH_OFFSET + 2, 2, 31, BOOT_REASON_TLV_SIZE},
    {KEY_OFFSET, 2, BOOT_TLV_TYPE_SHA256, BOOT_REASON_TLV_DUPLICATE},
    {KEY_OFFSET, 2, BOOT_TLV_TYPE_KEY_HASH, BOOT_REASON_TLV_SIZE},
    {KEY_OFFSET + 2, 2, 47, BOOT_REASON_TLV_SIZE},
    {KEY_OFFSET + 2, 2, 92, BOOT_REASON_TLV_SIZE},
    /* Where there are keys of LMS, any size up to the longest may be one. */
    {KEY_OFFSET + 2, 2, 90, CONFIG_BOOT_LMS ? BOOT_REASON_TLV_BOUNDS : BOOT_REASON_TLV_SIZE},
    {SIGNATURE_OFFSET, 2, BOOT_TLV_TYPE_PUBLIC_KEY, BOOT_REASON_TLV_DUPLICATE},
    {SIGNATURE_OFFSET, 2, 0x23, BOOT_REASON_SIGNATURE_MISSING},
    {SIGNATURE_OFFSET + 2, 2, 7, BOOT_REASON_TLV_SIZE},
    {SIGNATURE_OFFSET + 2, 2, 73, BOOT_REASON_TLV_BOUNDS},
};

static void every_wrong_field_has_its_reason(void **state)
{
    struct boot_image image;
    uint8_t bytes[sizeof image_full];

    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        const struct change *change = &changes[i];
        enum boot_reason reason;

        memcpy(bytes, image_full, sizeof bytes);
        if (change->size == 2)
            lib_put_le16(bytes + change->offset, (uint16_t)change->value);
        else
            lib_put_le32(bytes + change->offset, change->value);
        reason = parse(bytes, sizeof bytes, &image);
        if (reason != change->reason)
            fail_msg("offset %u = 0x%x: \"%s\" instead of \"%s\"", change->offset, change->value,
                     boot_reason_text(reason), boot_reason_text(change->reason));
    }
}

/* The signature entry, which comes last, is all that may grow without moving something. */
static void a_signature_may_not_be_longer_than_72_bytes(void **state)
{
    uint8_t bytes[sizeof image_full + 16] = {0};
    struct boot_image image;
    uint32_t grown = 73u - lib_get_le16(image_full + SIGNATURE_OFFSET + 2);

    (void)state;
    memcpy(bytes, image_full, sizeof image_full);
    lib_put_le16(bytes + SIGNATURE_OFFSET + 2, 73);
    lib_put_le16(bytes + AREA_OFFSET + 2,
                 (uint16_t)(lib_get_le16(image_full + AREA_OFFSET + 2) + grown));
    assert_int_equal(parse(bytes, sizeof image_full + grown, &image), BOOT_REASON_TLV_SIZE);
}

static void unknown_unprotected_entries_are_ignored(void **state)
{
    uint8_t bytes[sizeof image_full + 6] = {0};
    struct boot_image image;

    (void)state;
    memcpy(bytes, image_full, sizeof image_full);
    lib_put_le16(bytes + sizeof image_full, 0xa0);
    lib_put_le16(bytes + sizeof image_full + 2, 2);
    lib_put_le16(bytes + AREA_OFFSET + 2,
                 (uint16_t)(lib_get_le16(image_full + AREA_OFFSET + 2) + 6));
    assert_int_equal(parse(bytes, sizeof bytes, &image), BOOT_REASON_NONE);
    assert_int_equal(image.signed_size, AREA_OFFSET);
}

static void every_reason_has_its_own_sentence(void **state)
{
    (void)state;
    assert_string_equal(boot_reason_text(BOOT_REASON_NONE), "none");
    assert_string_equal(boot_reason_text(BOOT_REASON_ENTRY_BOUNDS), "entry out of bounds");
    assert_string_equal(boot_reason_text(BOOT_REASON_COUNT), "unknown reason");
    assert_string_equal(boot_reason_text((enum boot_reason)1000), "unknown reason");
    for (unsigned int i = 0; i < BOOT_REASON_COUNT; i++)
        for (unsigned int j = 0; j < i; j++)
            assert_string_not_equal(boot_reason_text((enum boot_reason)i),
                                    boot_reason_text((enum boot_reason)j));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_image_is_taken_apart),
        cmocka_unit_test(images_of_both_tools_are_accepted),
        cmocka_unit_test(unknown_protected_entries_are_accepted),
        cmocka_unit_test(what_imgtool_can_leave_out_or_add_is_refused),
        cmocka_unit_test(any_shorter_slot_is_refused),
        cmocka_unit_test(a_slot_without_an_image_is_told_from_an_empty_one),
        cmocka_unit_test(every_wrong_field_has_its_reason),
        cmocka_unit_test(a_signature_may_not_be_longer_than_72_bytes),
        cmocka_unit_test(unknown_unprotected_entries_are_ignored),
        cmocka_unit_test(every_reason_has_its_own_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
