/* SPDX-License-Identifier: Apache-2.0 */
/* Only an unaltered image of the right signer that is new enough yields a whole proof. */
#include "boot/verify.h"

#include "boot/signature.h"
#include "test/vectors/boot_images.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define COUNTER 7u /* of all images here */

static uint8_t bytes[1024];
static struct boot_image image;
static struct boot_proof proof;

/* Takes a copy that the test may alter. */
static void load(const uint8_t *source, size_t size)
{
    memcpy(bytes, source, size);
    assert_int_equal(boot_image_parse(bytes, (uint32_t)size, &image), BOOT_REASON_NONE);
}

static uint8_t *entry(enum boot_tlv tlv)
{
    return bytes + (image.tlv[tlv].value - bytes);
}

static void expect(enum boot_reason reason, uint32_t least_security_counter)
{
    assert_string_equal(
        boot_reason_text(boot_verify(&image, image_root_key_hash, least_security_counter, &proof)),
        boot_reason_text(reason));
    if (reason == BOOT_REASON_NONE)
        assert_int_equal(proof.flow, BOOT_FLOW_VERIFIED);
    else
        assert_int_not_equal(proof.flow, BOOT_FLOW_VERIFIED);
}

static void images_of_both_tools_verify(void **state)
{
    (void)state;
    load(image_full, sizeof image_full);
    expect(BOOT_REASON_NONE, 0);
    assert_memory_equal(proof.digest, image.tlv[BOOT_TLV_HASH].value, BOOT_SHA256_SIZE);
    assert_memory_equal(proof.key_hash, image_root_key_hash, BOOT_SHA256_SIZE);
    load(image_more, sizeof image_more);
    expect(BOOT_REASON_NONE, 0);
    load(image_four, sizeof image_four);
    expect(BOOT_REASON_NONE, 0);
    load(image_kedge, sizeof image_kedge);
    expect(BOOT_REASON_NONE, 0);
}

static void an_older_image_is_refused(void **state)
{
    (void)state;
    load(image_full, sizeof image_full);
    expect(BOOT_REASON_NONE, COUNTER);
    expect(BOOT_REASON_COUNTER_LOW, COUNTER + 1);
    expect(BOOT_REASON_COUNTER_LOW, UINT32_MAX);
}

static void an_image_without_its_key_is_refused(void **state)
{
    (void)state;
    load(image_keyhash, sizeof image_keyhash);
    expect(BOOT_REASON_KEY_MISSING, 0);
}

static void another_signer_is_refused(void **state)
{
    (void)state;
    load(image_full, sizeof image_full);
    entry(BOOT_TLV_PUBLIC_KEY)[BOOT_PUBLIC_KEY_SIZE - 1] ^= 1;
    expect(BOOT_REASON_KEY_UNKNOWN, 0);
    load(image_full, sizeof image_full);
    entry(BOOT_TLV_PUBLIC_KEY)[BOOT_PUBLIC_KEY_HEAD_SIZE - 1] ^= 1;
    expect(BOOT_REASON_KEY_FORMAT, 0);
}

static void every_signed_byte_matters(void **state)
{
    (void)state;
    load(image_full, sizeof image_full);
    for (uint32_t i = 0; i < image.signed_size; i++) {
        bytes[i] ^= 0x10;
        expect(BOOT_REASON_HASH_WRONG, 0);
        bytes[i] ^= 0x10;
    }
    expect(BOOT_REASON_NONE, 0);
}

/* Who alters an image can also alter its hash, and is stopped by the signature. */
static void a_hash_made_to_fit_is_refused(void **state)
{
    (void)state;
    load(image_full, sizeof image_full);
    bytes[image.header_size] ^= 1;
    assert_true(boot_sha256(bytes, image.signed_size, entry(BOOT_TLV_HASH)));
    expect(BOOT_REASON_SIGNATURE_WRONG, 0);
}

static void a_signature_of_another_image_is_refused(void **state)
{
    (void)state;
    load(image_full, sizeof image_full);
    entry(BOOT_TLV_SIGNATURE)[image.tlv[BOOT_TLV_SIGNATURE].size - 1] ^= 1;
    expect(BOOT_REASON_SIGNATURE_WRONG, 0);
    load(image_full, sizeof image_full);
    entry(BOOT_TLV_SIGNATURE)[0] ^= 1;
    expect(BOOT_REASON_SIGNATURE_FORMAT, 0);
}

static void a_step_that_fails_is_skipped_or_moved_spoils_the_flow(void **state)
{
    static const uint32_t steps[] = {BOOT_STEP_KEY, BOOT_STEP_DIGEST, BOOT_STEP_SIGNATURE,
                                     BOOT_STEP_COUNTER};
    uint32_t flow;

    (void)state;
    for (unsigned int wrong = 0; wrong < 4; wrong++) {
        flow = BOOT_FLOW_START;
        for (unsigned int i = 0; i < 4; i++)
            if (i != wrong)
                boot_flow_step(&flow, steps[i], 0);
        assert_int_not_equal(flow, BOOT_FLOW_VERIFIED);
        flow = BOOT_FLOW_START;
        for (unsigned int i = 0; i < 4; i++)
            boot_flow_step(&flow, steps[i], i == wrong);
        assert_int_not_equal(flow, BOOT_FLOW_VERIFIED);
        flow = BOOT_FLOW_START;
        for (unsigned int i = 0; i < 4; i++)
            boot_flow_step(&flow, steps[(i + wrong + 1) % 4], 0);
        if (wrong != 3)
            assert_int_not_equal(flow, BOOT_FLOW_VERIFIED);
        else
            assert_int_equal(flow, BOOT_FLOW_VERIFIED);
    }
}

static void only_the_right_word_is_true(void **state)
{
    (void)state;
    assert_true(boot_hard_is_true((boot_hard_t){BOOT_HARD_TRUE}));
    assert_false(boot_hard_is_true((boot_hard_t){BOOT_HARD_FALSE}));
    assert_false(boot_hard_is_true((boot_hard_t){0}));
    assert_false(boot_hard_is_true((boot_hard_t){1}));
    assert_false(boot_hard_is_true((boot_hard_t){UINT32_MAX}));
    assert_int_equal(BOOT_HARD_TRUE ^ BOOT_HARD_FALSE, UINT32_MAX);
    assert_int_equal(boot_hard_borrow(7, 7), 0);
    assert_int_equal(boot_hard_borrow(UINT32_MAX, 0), 0);
    assert_int_equal(boot_hard_borrow(6, 7), UINT32_MAX);
    assert_int_equal(boot_hard_borrow(0, UINT32_MAX), UINT32_MAX);
}

/* A signature, its size, and whether it is the one encoding of its numbers. */
static const struct {
    uint8_t size;
    bool good;
    uint8_t der[12];
} encodings[] = {
    {8, true, {0x30, 6, 2, 1, 1, 2, 1, 0x7f}},
    {9, true, {0x30, 7, 2, 2, 0, 0x80, 2, 1, 1}},
    {10, true, {0x30, 8, 2, 2, 1, 0, 2, 2, 1, 0}},
    {8, true, {0x30, 6, 2, 1, 0, 2, 1, 0}},            /* zero: for the check to refuse */
    {8, false, {0x31, 6, 2, 1, 1, 2, 1, 1}},           /* a set */
    {8, false, {0x30, 5, 2, 1, 1, 2, 1, 1}},           /* too short */
    {8, false, {0x30, 7, 2, 1, 1, 2, 1, 1}},           /* too long */
    {9, false, {0x30, 6, 2, 1, 1, 2, 1, 1, 0}},        /* trailing, outside */
    {9, false, {0x30, 7, 2, 1, 1, 2, 1, 1, 0}},        /* trailing, inside */
    {9, false, {0x30, 0x81, 6, 2, 1, 1, 2, 1, 1}},     /* long form of a short length */
    {9, false, {0x30, 7, 2, 0x81, 1, 1, 2, 1, 1}},     /* the same, of r */
    {10, false, {0x30, 0x80, 2, 1, 1, 2, 1, 1, 0, 0}}, /* indefinite length */
    {8, false, {0x30, 6, 3, 1, 1, 2, 1, 1}},           /* r is a bit string */
    {8, false, {0x30, 6, 2, 1, 1, 4, 1, 1}},           /* s is an octet string */
    {8, false, {0x30, 6, 2, 1, 0x80, 2, 1, 1}},        /* r is negative */
    {8, false, {0x30, 6, 2, 1, 1, 2, 1, 0xff}},        /* s is negative */
    {9, false, {0x30, 7, 2, 2, 0, 0x7f, 2, 1, 1}},     /* r is padded */
    {9, false, {0x30, 7, 2, 1, 1, 2, 2, 0, 1}},        /* s is padded */
    {9, false, {0x30, 7, 2, 2, 0, 0, 2, 1, 1}},        /* r is a padded zero */
    {7, false, {0x30, 5, 2, 0, 2, 1, 1}},              /* r has no bytes */
    {8, false, {0x30, 6, 2, 4, 1, 2, 1, 1}},           /* r takes it all */
    {8, false, {0x30, 6, 2, 1, 1, 2, 2, 1}},           /* s ends outside */
    {5, false, {0x30, 3, 2, 1, 1}},                    /* no s */
    {6, false, {0x30, 4, 2, 1, 1, 2}},                 /* s has no length */
    {2, false, {0x30, 0}},
    {1, false, {0x30}},
    {0, false, {0}},
};

static void a_signature_has_one_encoding(void **state)
{
    uint8_t raw[BOOT_P256_SIGNATURE_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++)
        if (boot_signature_decode(encodings[i].der, encodings[i].size, raw) != encodings[i].good)
            fail_msg("encoding %zu", i);
    assert_true(boot_signature_decode(encodings[1].der, encodings[1].size, raw));
    assert_int_equal(raw[31], 0x80);
    assert_int_equal(raw[63], 1);
    assert_int_equal(raw[30], 0);
}

static void an_integer_of_33_bytes_is_too_large(void **state)
{
    uint8_t der[2 + 2 + 33 + 3] = {0x30, 38, 2, 33, 1};
    uint8_t raw[BOOT_P256_SIGNATURE_SIZE];

    (void)state;
    der[37] = 2;
    der[38] = 1;
    der[39] = 1;
    assert_false(boot_signature_decode(der, sizeof der, raw));
    der[4] = 0;
    der[5] = 0x80;
    assert_true(boot_signature_decode(der, sizeof der, raw));
    assert_int_equal(raw[0], 0x80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(images_of_both_tools_verify),
        cmocka_unit_test(an_older_image_is_refused),
        cmocka_unit_test(an_image_without_its_key_is_refused),
        cmocka_unit_test(another_signer_is_refused),
        cmocka_unit_test(every_signed_byte_matters),
        cmocka_unit_test(a_hash_made_to_fit_is_refused),
        cmocka_unit_test(a_signature_of_another_image_is_refused),
        cmocka_unit_test(a_step_that_fails_is_skipped_or_moved_spoils_the_flow),
        cmocka_unit_test(only_the_right_word_is_true),
        cmocka_unit_test(a_signature_has_one_encoding),
        cmocka_unit_test(an_integer_of_33_bytes_is_too_large),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
