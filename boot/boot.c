/* SPDX-License-Identifier: Apache-2.0 */
#include "boot/boot.h"

#include "lib/bytes.h"

#define VECTORS_SIZE_MIN 8u /* initial stack pointer, reset vector */

static enum boot_reason check_device(const struct boot_area *area, struct boot_provision *provision)
{
    enum boot_reason reason = boot_provision_parse(area->provision, provision);

    if (reason != BOOT_REASON_NONE)
        return reason;
    if (provision->life_cycle == BOOT_LIFE_CYCLE_DECOMMISSIONED)
        return BOOT_REASON_DECOMMISSIONED;
    if (area->release && provision->development)
        return BOOT_REASON_DEVELOPMENT;
    return BOOT_REASON_NONE;
}

/* The signer vouches for the vectors; this catches an image that was linked for another board
 * before it becomes a fault without a message. */
static enum boot_reason check_vectors(const struct boot_area *area, const struct boot_image *image)
{
    const uint8_t *vectors = image->slot + image->header_size;
    uint32_t address = area->slot_address + image->header_size;
    uint32_t stack;
    uint32_t entry;

    if ((address & (area->vector_alignment - 1)) != 0)
        return BOOT_REASON_VECTOR_ALIGNMENT;
    if (image->payload_size < VECTORS_SIZE_MIN)
        return BOOT_REASON_ENTRY_BOUNDS;
    stack = lib_get_le32(vectors);
    if (stack <= area->stack_lowest || stack > area->stack_highest || stack % 8 != 0)
        return BOOT_REASON_STACK_BOUNDS;
    entry = lib_get_le32(vectors + 4);
    if ((entry & 1) == 0 || entry - address - 1 < VECTORS_SIZE_MIN ||
        entry - address - 1 >= image->payload_size)
        return BOOT_REASON_ENTRY_BOUNDS;
    return BOOT_REASON_NONE;
}

/* What was found is as good as what was computed, now that both were compared. */
static void fill_record(struct boot_record *record, const struct boot_image *image,
                        const struct boot_provision *provision)
{
    record->version = image->version;
    record->security_counter = image->security_counter;
    record->life_cycle = provision->life_cycle;
    record->development = provision->development;
    record->measurement = image->tlv[BOOT_TLV_HASH].value;
    record->signer_id = provision->root_key_hash;
}

/* The two results are computed from the flow, so they are right only if it is. What a single branch
 * decided before is asked once more, of the memory itself: is this device allowed to start, is the
 * signer its own, is this the image that was hashed, is it new enough? */
static void conclude(struct boot_decision *decision, const struct boot_area *area,
                     struct boot_provision *provision, const struct boot_image *image,
                     const struct boot_proof *proof)
{
    uint32_t wrong = proof->flow ^ BOOT_FLOW_GO;

    wrong |= (uint32_t)check_device(area, provision);
    wrong |= boot_hard_difference(proof->key_hash, provision->root_key_hash, BOOT_SHA256_SIZE);
    wrong |= boot_hard_difference(proof->digest, image->tlv[BOOT_TLV_HASH].value, BOOT_SHA256_SIZE);
    wrong |= boot_hard_borrow(lib_get_le32(image->tlv[BOOT_TLV_COUNTER].value),
                              provision->security_counter);
    wrong = boot_hard_reload(wrong);
    decision->go.value = BOOT_HARD_TRUE ^ wrong;
    decision->vectors = (area->slot_address + image->header_size) ^ BOOT_FLOW_GO ^ wrong;
}

enum boot_reason boot_select(const struct boot_area *area, struct boot_decision *decision)
{
    struct boot_provision provision;
    struct boot_image image;
    struct boot_proof proof;
    enum boot_reason reason;

    decision->go.value = BOOT_HARD_FALSE;
    decision->vectors = 0;
    decision->offset = 0;
    reason = check_device(area, &provision);
    if (reason != BOOT_REASON_NONE)
        return reason;
    reason = boot_image_parse(area->slot, area->slot_size, &image);
    if (reason != BOOT_REASON_NONE) {
        decision->offset = image.offset;
        return reason;
    }
    reason = boot_verify(&image, provision.root_key_hash, provision.security_counter, &proof);
    if (reason != BOOT_REASON_NONE)
        return reason;
    reason = check_vectors(area, &image);
    boot_flow_step(&proof.flow, BOOT_STEP_ENTRY, (uint32_t)reason);
    if (reason != BOOT_REASON_NONE)
        return reason;
    fill_record(&decision->record, &image, &provision);
    conclude(decision, area, &provision, &image, &proof);
    return BOOT_REASON_NONE;
}

bool boot_decision_allows(const struct boot_decision *decision)
{
    return boot_hard_is_true(decision->go);
}

uint32_t boot_decision_vectors(const struct boot_decision *decision)
{
    return decision->vectors ^ BOOT_FLOW_GO;
}
