/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Putting an image together: header, payload, protected TLVs, TLVs, and if asked for the padding
 * with MCUboot's trailer. boot/image.h has the format.
 */
#include "tool/image.h"

#include "lib/bytes.h"

#include <stdlib.h>
#include <string.h>

#define COUNTER_SIZE   4u
#define PROTECTED_SIZE (2 * BOOT_TLV_HEAD_SIZE + COUNTER_SIZE)
#define TLV_COUNT      3u /* hash, key, signature */
#define TLV_SIZE_MAX                                                                  \
    (BOOT_TLV_HEAD_SIZE * (1 + TLV_COUNT) + BOOT_SHA256_SIZE + BOOT_PUBLIC_KEY_SIZE + \
     TOOL_SIGNATURE_SIZE_MAX)
#define ERASED 0xff

/* The trailer that MCUboot's swap writes: 128 sectors with 3 states each, four flags, the magic. */
#define TRAILER_SECTOR_COUNT 128u
#define TRAILER_FIELD_COUNT  4u
#define TRAILER_ALIGNMENT    8u
#define TRAILER_MAGIC_SIZE   16u

static const uint8_t trailer_magic[TRAILER_MAGIC_SIZE] = {
    0x77, 0xc2, 0x95, 0xf3, 0x60, 0xd2, 0xef, 0x7f, 0x35, 0x52, 0x50, 0x0f, 0x2c, 0xb6, 0x79, 0x80,
};

/* Where the alignment is larger than 8, the magic tells it in its first two bytes. */
static const uint8_t trailer_magic_tail[TRAILER_MAGIC_SIZE - 2] = {
    0x2d, 0xe1, 0x5d, 0x29, 0x41, 0x0b, 0x8d, 0x77, 0x67, 0x9c, 0x11, 0x0f, 0x1f, 0x8a,
};

static uint32_t field_alignment(const struct tool_image_plan *plan)
{
    return plan->alignment > TRAILER_ALIGNMENT ? plan->alignment : TRAILER_ALIGNMENT;
}

static uint32_t trailer_size(const struct tool_image_plan *plan)
{
    uint32_t alignment = field_alignment(plan);
    uint32_t magic_size = (TRAILER_MAGIC_SIZE + alignment - 1) / alignment * alignment;

    return TRAILER_SECTOR_COUNT * 3 * plan->alignment + TRAILER_FIELD_COUNT * alignment +
           magic_size;
}

static void put_header(uint8_t *header, const struct tool_image_plan *plan, uint32_t payload_size)
{
    uint8_t *version = header + BOOT_IMAGE_VERSION_OFFSET;

    memset(header, 0, BOOT_IMAGE_HEADER_SIZE);
    lib_put_le32(header, BOOT_IMAGE_MAGIC);
    lib_put_le16(header + BOOT_IMAGE_HEADER_SIZE_OFFSET, (uint16_t)plan->header_size);
    lib_put_le16(header + BOOT_IMAGE_PROTECTED_SIZE_OFFSET, PROTECTED_SIZE);
    lib_put_le32(header + BOOT_IMAGE_PAYLOAD_SIZE_OFFSET, payload_size);
    version[0] = plan->version.major;
    version[1] = plan->version.minor;
    lib_put_le16(version + 2, plan->version.revision);
    lib_put_le32(version + 4, plan->version.build);
}

/* Appends the two 16-bit fields that begin an area or an entry. */
static void put_head(struct tool_bytes *image, uint32_t first, size_t size)
{
    lib_put_le16(image->data + image->size, (uint16_t)first);
    lib_put_le16(image->data + image->size + 2, (uint16_t)size);
    image->size += BOOT_TLV_HEAD_SIZE;
}

static void put_entry(struct tool_bytes *image, uint32_t type, const uint8_t *value, size_t size)
{
    put_head(image, type, size);
    memcpy(image->data + image->size, value, size);
    image->size += size;
}

static void put_protected(struct tool_bytes *image, uint32_t security_counter)
{
    uint8_t counter[COUNTER_SIZE];

    lib_put_le32(counter, security_counter);
    put_head(image, BOOT_TLV_MAGIC_PROTECTED, PROTECTED_SIZE);
    put_entry(image, BOOT_TLV_TYPE_COUNTER, counter, COUNTER_SIZE);
}

/* Hashes and signs what is there so far. */
static bool put_signature(struct tool_report *report, struct tool_bytes *image,
                          const struct tool_key *key, bool key_hash)
{
    const uint8_t *key_value = key_hash ? key->hash : key->public_key;
    size_t key_size = key_hash ? BOOT_SHA256_SIZE : key->public_size;
    uint8_t digest[BOOT_SHA256_SIZE];
    uint8_t signature[TOOL_SIGNATURE_SIZE_MAX];
    size_t signature_size;

    if (!boot_sha256(image->data, image->size, digest))
        return false;
    signature_size = tool_key_sign(report, key, digest, signature);
    if (signature_size == 0)
        return false;
    put_head(image, BOOT_TLV_MAGIC,
             (1 + TLV_COUNT) * BOOT_TLV_HEAD_SIZE + BOOT_SHA256_SIZE + key_size + signature_size);
    put_entry(image, BOOT_TLV_TYPE_SHA256, digest, BOOT_SHA256_SIZE);
    put_entry(image, key_hash ? BOOT_TLV_TYPE_KEY_HASH : BOOT_TLV_TYPE_PUBLIC_KEY, key_value,
              key_size);
    put_entry(image, key->pkey != NULL ? BOOT_TLV_TYPE_ECDSA : BOOT_TLV_TYPE_LMS, signature,
              signature_size);
    return true;
}

static void pad(struct tool_bytes *image, const struct tool_image_plan *plan)
{
    uint8_t *magic = image->data + plan->slot_size - TRAILER_MAGIC_SIZE;

    memset(image->data + image->size, ERASED, plan->slot_size - image->size);
    image->size = plan->slot_size;
    if (field_alignment(plan) == TRAILER_ALIGNMENT) {
        memcpy(magic, trailer_magic, TRAILER_MAGIC_SIZE);
    } else {
        lib_put_le16(magic, (uint16_t)field_alignment(plan));
        memcpy(magic + 2, trailer_magic_tail, sizeof trailer_magic_tail);
    }
}

/* Is there room for the header, if the payload is said to have it? */
static bool check_room(struct tool_report *report, const struct tool_image_plan *plan,
                       const struct tool_bytes *payload)
{
    if (!plan->has_room)
        return true;
    for (size_t i = 0; i < plan->header_size; i++) {
        if (i < payload->size && payload->data[i] == 0)
            continue;
        tool_report_add(report,
                        "the input does not begin with %u zero bytes for the header; link it so, "
                        "or leave out --header-room.",
                        plan->header_size);
        return false;
    }
    return true;
}

bool tool_image_build(struct tool_report *report, const struct tool_image_plan *plan,
                      const struct tool_bytes *payload, const struct tool_key *key,
                      struct tool_bytes *image)
{
    uint32_t skip = plan->has_room ? plan->header_size : 0;
    size_t payload_size;
    size_t capacity;

    *image = (struct tool_bytes){0};
    if (!check_room(report, plan, payload))
        return false;
    payload_size = payload->size - skip;
    capacity = plan->header_size + payload_size + PROTECTED_SIZE + TLV_SIZE_MAX;
    image->data = malloc(capacity > plan->slot_size ? capacity : plan->slot_size);
    if (image->data == NULL) {
        tool_report_add(report, "not enough memory for an image of %zu bytes.", capacity);
        return false;
    }

    memset(image->data, plan->has_room ? 0 : ERASED, plan->header_size);
    put_header(image->data, plan, (uint32_t)payload_size);
    memcpy(image->data + plan->header_size, payload->data + skip, payload_size);
    image->size = plan->header_size + payload_size;
    put_protected(image, plan->security_counter);
    if (!put_signature(report, image, key, plan->key_hash)) {
        tool_bytes_free(image);
        return false;
    }
    if (image->size + trailer_size(plan) > plan->slot_size) {
        tool_report_add(report,
                        "the image (%zu bytes) and its trailer (%u) do not fit a slot of %u bytes; "
                        "make the payload smaller or the slot larger.",
                        image->size, trailer_size(plan), plan->slot_size);
        tool_bytes_free(image);
        return false;
    }
    if (plan->pad)
        pad(image, plan);
    return true;
}
