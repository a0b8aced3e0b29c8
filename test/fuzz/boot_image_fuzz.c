/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Any bytes at all as an image: the parser stays inside the slot, what it returns lies inside the
 * image, and nothing but a proof lets an image pass. The bytes also serve as a provisioning area
 * and as a boot record.
 */
#include "boot/boot.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition)
{
    if (!condition)
        abort();
}

static void check_image(const uint8_t *data, uint32_t size)
{
    static const uint8_t root_key_hash[BOOT_SHA256_SIZE] = {1};
    const uint8_t *hash = root_key_hash;
    uint8_t key_hash[BOOT_SHA256_SIZE];
    struct boot_image image;
    struct boot_proof proof;
    enum boot_reason reason = boot_image_parse(data, size, &image);

    require(image.offset <= size);
    if (reason != BOOT_REASON_NONE)
        return;
    require(image.size <= size && image.signed_size < image.size);
    require(image.header_size + image.payload_size < image.signed_size);
    for (unsigned int i = 0; i < BOOT_TLV_COUNT; i++)
        if (image.tlv[i].value != NULL)
            require(image.tlv[i].value > data &&
                    image.tlv[i].value + image.tlv[i].size <= data + image.size);

    require(boot_verify(&image, hash, 0, &proof) != BOOT_REASON_NONE);
    require(proof.flow != BOOT_FLOW_VERIFIED);
    if (image.tlv[BOOT_TLV_PUBLIC_KEY].value == NULL)
        return;
    /* As if the image's key were the device's, to get as far as the signature. */
    require(boot_sha256(image.tlv[BOOT_TLV_PUBLIC_KEY].value, BOOT_PUBLIC_KEY_SIZE, key_hash));
    reason = boot_verify(&image, key_hash, 0, &proof);
    require((reason == BOOT_REASON_NONE) == (proof.flow == BOOT_FLOW_VERIFIED));
}

static void check_device(const uint8_t *data, uint32_t size)
{
    struct boot_area area = {
        .provision = data,
        .slot = data + BOOT_PROVISION_SIZE,
        .slot_size = size - BOOT_PROVISION_SIZE,
        .vector_alignment = 128,
    };
    struct boot_provision provision;
    struct boot_decision decision;
    struct boot_record record;

    if (boot_record_read(data, &record))
        require(record.measurement > data && record.signer_id > data);
    if (boot_provision_parse(data, &provision) == BOOT_REASON_NONE)
        require(provision.security_counter <= BOOT_PROVISION_COUNTER_MAX &&
                provision.life_cycle >= BOOT_LIFE_CYCLE_ASSEMBLY &&
                provision.life_cycle <= BOOT_LIFE_CYCLE_DECOMMISSIONED);
    require(boot_select(&area, &decision) != BOOT_REASON_NONE || boot_decision_allows(&decision));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *copy;

    if (size > UINT16_MAX)
        return 0;
    copy = malloc(size > 0 ? size : 1);
    if (copy == NULL)
        return 0;
    memcpy(copy, data, size);
    check_image(copy, (uint32_t)size);
    if (size >= BOOT_PROVISION_SIZE)
        check_device(copy, (uint32_t)size);
    free(copy);
    return 0;
}
