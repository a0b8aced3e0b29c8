/* SPDX-License-Identifier: Apache-2.0 */
/* The boot stage with primitives that lie and memory that changes under its hands: what one fault
 * can do to it is seen here as far as C can show it. The primitives below replace the library's. */
#include "boot/boot.h"

#include "lib/bytes.h"
#include "test/vectors/boot_images.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define SLOT_ADDRESS 0x10010000u
#define STACK        0x30008000u
#define HEADER_SIZE  0x80u
#define VECTORS      (slot + HEADER_SIZE)
#define PAYLOAD_SIZE 64u

static uint8_t provision_area[BOOT_PROVISION_SIZE];
static uint8_t slot[1024];
static struct boot_image image;
static struct boot_area area;
static struct boot_decision decision;

static bool hashing_is_skipped;
static uint32_t verdict; /* what the signature check answers */
static void (*while_verifying)(void);
static uint8_t seen_digest[BOOT_SHA256_SIZE];

/* No hash, but different for different bytes, which is enough here. */
bool boot_sha256(const void *data, size_t size, uint8_t digest[BOOT_SHA256_SIZE])
{
    if (hashing_is_skipped)
        return true;
    for (uint32_t i = 0; i < BOOT_SHA256_SIZE / 4; i++)
        lib_put_le32(digest + 4 * i, lib_crc32(i, data, size));
    return true;
}

boot_hard_t boot_p256_verify(const uint8_t point[BOOT_P256_POINT_SIZE],
                             const uint8_t digest[BOOT_SHA256_SIZE],
                             const uint8_t signature[BOOT_P256_SIGNATURE_SIZE])
{
    (void)point;
    (void)signature;
    memcpy(seen_digest, digest, sizeof seen_digest);
    if (while_verifying != NULL)
        while_verifying();
    return (boot_hard_t){verdict};
}

static uint8_t *entry(enum boot_tlv tlv)
{
    return slot + (image.tlv[tlv].value - slot);
}

static void provision(uint32_t life_cycle, uint32_t security_counter, bool development)
{
    uint8_t root_key_hash[BOOT_SHA256_SIZE];
    const struct boot_provision device = {
        .root_key_hash = root_key_hash,
        .unique_key = root_key_hash,
        .implementation_id = root_key_hash,
        .life_cycle = life_cycle,
        .security_counter = security_counter,
        .development = development,
    };

    (void)boot_sha256(image.tlv[BOOT_TLV_PUBLIC_KEY].value, BOOT_PUBLIC_KEY_SIZE, root_key_hash);
    assert_true(boot_provision_write(provision_area, &device));
}

/* Makes the hash fit what the slot holds now. */
static void refit(void)
{
    (void)boot_sha256(slot, image.signed_size, entry(BOOT_TLV_HASH));
}

static int set_up(void **state)
{
    (void)state;
    hashing_is_skipped = false;
    verdict = BOOT_HARD_TRUE;
    while_verifying = NULL;
    memset(slot, 0xff, sizeof slot);
    memcpy(slot, image_full, sizeof image_full);
    assert_int_equal(boot_image_parse(slot, sizeof slot, &image), BOOT_REASON_NONE);
    refit();
    provision(BOOT_LIFE_CYCLE_SECURED, 7, false);
    area = (struct boot_area){
        .provision = provision_area,
        .slot = slot,
        .slot_size = sizeof slot,
        .slot_address = SLOT_ADDRESS,
        .stack_lowest = STACK - 0x1000,
        .stack_highest = STACK,
        .vector_alignment = 128,
        .release = true,
    };
    return 0;
}

static void expect(enum boot_reason reason, bool allowed)
{
    assert_string_equal(boot_reason_text(boot_select(&area, &decision)), boot_reason_text(reason));
    assert_int_equal(boot_decision_allows(&decision), allowed);
    if (allowed)
        assert_int_equal(boot_decision_vectors(&decision), SLOT_ADDRESS + HEADER_SIZE);
    else
        assert_int_not_equal(boot_decision_vectors(&decision), SLOT_ADDRESS + HEADER_SIZE);
}

static void the_stand_ins_start_an_image(void **state)
{
    (void)state;
    expect(BOOT_REASON_NONE, true);
}

static void a_verdict_with_one_wrong_bit_is_a_refusal(void **state)
{
    (void)state;
    for (uint32_t bit = 0; bit < 32; bit++) {
        verdict = BOOT_HARD_TRUE ^ 1u << bit;
        expect(BOOT_REASON_SIGNATURE_WRONG, false);
    }
    verdict = BOOT_HARD_FALSE;
    expect(BOOT_REASON_SIGNATURE_WRONG, false);
    verdict = 0;
    expect(BOOT_REASON_SIGNATURE_WRONG, false);
    verdict = 1;
    expect(BOOT_REASON_SIGNATURE_WRONG, false);
}

/* Digests that somebody could have signed in advance for a hash that is never computed. */
static void a_digest_that_was_not_computed_is_not_zero(void **state)
{
    static const uint8_t zero[BOOT_SHA256_SIZE];
    struct boot_proof proof;

    (void)state;
    hashing_is_skipped = true;
    memset(entry(BOOT_TLV_HASH), 0, BOOT_SHA256_SIZE);
    (void)boot_verify(&image, zero, 0, &proof);
    assert_memory_not_equal(proof.digest, zero, BOOT_SHA256_SIZE);
    assert_memory_not_equal(proof.key_hash, zero, BOOT_SHA256_SIZE);
    assert_int_not_equal(proof.flow, BOOT_FLOW_VERIFIED);
}

static void the_signature_is_checked_over_the_computed_digest(void **state)
{
    uint8_t digest[BOOT_SHA256_SIZE];

    (void)state;
    (void)boot_sha256(slot, image.signed_size, digest);
    expect(BOOT_REASON_NONE, true);
    assert_memory_equal(seen_digest, digest, sizeof digest);
}

static void decommission(void)
{
    provision(BOOT_LIFE_CYCLE_DECOMMISSIONED, 7, false);
}

static void use_development_keys(void)
{
    provision(BOOT_LIFE_CYCLE_SECURED, 7, true);
}

static void raise_counter(void)
{
    assert_true(boot_provision_raise(provision_area, 8));
}

static void damage_area(void)
{
    provision_area[50] ^= 1;
}

static void change_root_key(void)
{
    entry(BOOT_TLV_PUBLIC_KEY)[BOOT_PUBLIC_KEY_SIZE - 1] ^= 1;
    provision(BOOT_LIFE_CYCLE_SECURED, 7, false);
}

static void change_hash(void)
{
    entry(BOOT_TLV_HASH)[0] ^= 1;
}

static void lower_counter(void)
{
    entry(BOOT_TLV_COUNTER)[0] = 6;
}

/* The device's answer is asked for once more at the end. No reason is found then, so none is
 * returned: the decision alone says no. */
static void what_changed_while_verifying_is_noticed(void **state)
{
    void (*const changes[])(void) = {decommission, use_development_keys, raise_counter,
                                     damage_area,  change_root_key,      change_hash,
                                     lower_counter};

    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        set_up(state);
        while_verifying = changes[i];
        expect(BOOT_REASON_NONE, false);
    }
}

static void put_vectors(uint32_t stack, uint32_t reset)
{
    lib_put_le32(VECTORS, stack);
    lib_put_le32(VECTORS + 4, reset);
    refit();
}

static void the_stack_pointer_is_checked(void **state)
{
    const uint32_t reset = SLOT_ADDRESS + HEADER_SIZE + 9;

    (void)state;
    put_vectors(STACK - 0xff8, reset);
    expect(BOOT_REASON_NONE, true);
    put_vectors(STACK - 0x1000, reset);
    expect(BOOT_REASON_STACK_BOUNDS, false);
    put_vectors(STACK + 8, reset);
    expect(BOOT_REASON_STACK_BOUNDS, false);
    put_vectors(STACK - 4, reset);
    expect(BOOT_REASON_STACK_BOUNDS, false);
    put_vectors(0, reset);
    expect(BOOT_REASON_STACK_BOUNDS, false);
}

static void the_reset_vector_is_checked(void **state)
{
    const uint32_t payload = SLOT_ADDRESS + HEADER_SIZE;

    (void)state;
    put_vectors(STACK, payload + 8 + 1);
    expect(BOOT_REASON_NONE, true);
    put_vectors(STACK, payload + PAYLOAD_SIZE - 2 + 1);
    expect(BOOT_REASON_NONE, true);
    put_vectors(STACK, payload + PAYLOAD_SIZE + 1);
    expect(BOOT_REASON_ENTRY_BOUNDS, false);
    put_vectors(STACK, payload + 10);
    expect(BOOT_REASON_ENTRY_BOUNDS, false);
    put_vectors(STACK, payload + 6 + 1);
    expect(BOOT_REASON_ENTRY_BOUNDS, false);
    put_vectors(STACK, payload - 2 + 1);
    expect(BOOT_REASON_ENTRY_BOUNDS, false);
    put_vectors(STACK, UINT32_MAX);
    expect(BOOT_REASON_ENTRY_BOUNDS, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_stand_ins_start_an_image, set_up),
        cmocka_unit_test_setup(a_verdict_with_one_wrong_bit_is_a_refusal, set_up),
        cmocka_unit_test_setup(a_digest_that_was_not_computed_is_not_zero, set_up),
        cmocka_unit_test_setup(the_signature_is_checked_over_the_computed_digest, set_up),
        cmocka_unit_test_setup(what_changed_while_verifying_is_noticed, set_up),
        cmocka_unit_test_setup(the_stack_pointer_is_checked, set_up),
        cmocka_unit_test_setup(the_reset_vector_is_checked, set_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
