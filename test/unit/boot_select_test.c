/* SPDX-License-Identifier: Apache-2.0 */
/* The whole decision: which device starts which image, and where. */
#include "boot/boot.h"

#include "lib/bytes.h"
#include "psa/service.h"
#include "test/vectors/boot_images.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* What the vectors in the images were made for. */
#define SLOT_ADDRESS 0x10010000u
#define STACK        0x30008000u
#define HEADER_SIZE  0x80u

static uint8_t provision_area[BOOT_PROVISION_SIZE];
static uint8_t slot[1024];
static struct boot_area area;
static struct boot_decision decision;

static void provision(uint32_t life_cycle, uint32_t security_counter, bool development)
{
    static const uint8_t key[BOOT_PROVISION_KEY_SIZE] = {1};
    const struct boot_provision device = {
        .root_key_hash = image_root_key_hash,
        .unique_key = key,
        .implementation_id = key,
        .life_cycle = life_cycle,
        .security_counter = security_counter,
        .development = development,
    };

    assert_true(boot_provision_write(provision_area, &device));
}

static int set_up(void **state)
{
    (void)state;
    memset(slot, 0xff, sizeof slot);
    memcpy(slot, image_full, sizeof image_full);
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

static void expect_start(void)
{
    assert_string_equal(boot_reason_text(boot_select(&area, &decision)),
                        boot_reason_text(BOOT_REASON_NONE));
    assert_true(boot_decision_allows(&decision));
    assert_int_equal(boot_decision_vectors(&decision), SLOT_ADDRESS + HEADER_SIZE);
}

static void expect_refusal(enum boot_reason reason)
{
    assert_string_equal(boot_reason_text(boot_select(&area, &decision)), boot_reason_text(reason));
    assert_false(boot_decision_allows(&decision));
    assert_int_not_equal(boot_decision_vectors(&decision), SLOT_ADDRESS + HEADER_SIZE);
}

static void a_signed_image_starts_where_its_vectors_are(void **state)
{
    (void)state;
    expect_start();
    assert_int_equal(decision.record.version.build, 4);
    assert_int_equal(decision.record.security_counter, 7);
    assert_int_equal(decision.record.life_cycle, PSA_LIFECYCLE_SECURED);
    assert_false(decision.record.development);
    assert_memory_equal(decision.record.signer_id, image_root_key_hash, BOOT_SHA256_SIZE);
    memcpy(slot, image_kedge, sizeof image_kedge);
    expect_start();
}

static void a_device_that_is_not_provisioned_starts_nothing(void **state)
{
    (void)state;
    memset(provision_area, 0xff, sizeof provision_area);
    expect_refusal(BOOT_REASON_AREA_BLANK);
}

static void a_decommissioned_device_starts_nothing(void **state)
{
    (void)state;
    provision(BOOT_LIFE_CYCLE_DECOMMISSIONED, 0, false);
    expect_refusal(BOOT_REASON_DECOMMISSIONED);
}

static void a_release_refuses_development_keys(void **state)
{
    (void)state;
    provision(BOOT_LIFE_CYCLE_SECURED, 0, true);
    expect_refusal(BOOT_REASON_DEVELOPMENT);
    area.release = false;
    expect_start();
    assert_true(decision.record.development);
}

static void the_device_s_counter_refuses_older_images(void **state)
{
    (void)state;
    assert_true(boot_provision_raise(provision_area, 8));
    expect_refusal(BOOT_REASON_COUNTER_LOW);
}

static void trouble_in_the_image_is_located(void **state)
{
    (void)state;
    lib_put_le32(slot + BOOT_IMAGE_PAYLOAD_SIZE_OFFSET, sizeof slot);
    expect_refusal(BOOT_REASON_PAYLOAD_SIZE);
    assert_int_equal(decision.offset, BOOT_IMAGE_PAYLOAD_SIZE_OFFSET);
    memset(slot, 0xff, sizeof slot);
    expect_refusal(BOOT_REASON_SLOT_EMPTY);
}

static void an_altered_image_is_refused(void **state)
{
    (void)state;
    slot[HEADER_SIZE + 63] ^= 1;
    expect_refusal(BOOT_REASON_HASH_WRONG);
}

static void vectors_must_be_aligned(void **state)
{
    (void)state;
    area.vector_alignment = 256;
    expect_refusal(BOOT_REASON_VECTOR_ALIGNMENT);
}

static void the_stack_must_be_in_the_board_s_ram(void **state)
{
    (void)state;
    area.stack_lowest = STACK;
    expect_refusal(BOOT_REASON_STACK_BOUNDS);
    area.stack_lowest = STACK - 8;
    expect_start();
    area.stack_highest = STACK - 8;
    expect_refusal(BOOT_REASON_STACK_BOUNDS);
}

/* The reset vector is SLOT_ADDRESS + 0x89, and the payload reaches from 0x80 to 0xc0. */
static void the_entry_must_be_in_the_payload(void **state)
{
    (void)state;
    area.slot_address = SLOT_ADDRESS + 128;
    expect_refusal(BOOT_REASON_ENTRY_BOUNDS);
    area.slot_address = SLOT_ADDRESS - 128;
    expect_refusal(BOOT_REASON_ENTRY_BOUNDS);
    set_up(state);
    memcpy(slot, image_four, sizeof image_four);
    expect_refusal(BOOT_REASON_ENTRY_BOUNDS);
}

static void life_cycles_are_psa_s(void **state)
{
    (void)state;
    assert_int_equal(BOOT_LIFE_CYCLE_ASSEMBLY, PSA_LIFECYCLE_ASSEMBLY_AND_TEST);
    assert_int_equal(BOOT_LIFE_CYCLE_PROVISIONING, PSA_LIFECYCLE_PSA_ROT_PROVISIONING);
    assert_int_equal(BOOT_LIFE_CYCLE_SECURED, PSA_LIFECYCLE_SECURED);
    assert_int_equal(BOOT_LIFE_CYCLE_DEBUG, PSA_LIFECYCLE_NON_PSA_ROT_DEBUG);
    assert_int_equal(BOOT_LIFE_CYCLE_RECOVERABLE_DEBUG, PSA_LIFECYCLE_RECOVERABLE_PSA_ROT_DEBUG);
    assert_int_equal(BOOT_LIFE_CYCLE_DECOMMISSIONED, PSA_LIFECYCLE_DECOMMISSIONED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_signed_image_starts_where_its_vectors_are, set_up),
        cmocka_unit_test_setup(a_device_that_is_not_provisioned_starts_nothing, set_up),
        cmocka_unit_test_setup(a_decommissioned_device_starts_nothing, set_up),
        cmocka_unit_test_setup(a_release_refuses_development_keys, set_up),
        cmocka_unit_test_setup(the_device_s_counter_refuses_older_images, set_up),
        cmocka_unit_test_setup(trouble_in_the_image_is_located, set_up),
        cmocka_unit_test_setup(an_altered_image_is_refused, set_up),
        cmocka_unit_test_setup(vectors_must_be_aligned, set_up),
        cmocka_unit_test_setup(the_stack_must_be_in_the_board_s_ram, set_up),
        cmocka_unit_test_setup(the_entry_must_be_in_the_payload, set_up),
        cmocka_unit_test(life_cycles_are_psa_s),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
