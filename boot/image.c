/* SPDX-License-Identifier: Apache-2.0 */
#include "boot/image.h"

#include "kedge_config.h"
#include "lib/bytes.h"

/* SEQUENCE { SEQUENCE { id-ecPublicKey, prime256v1 }, BIT STRING { 04 x y } } */
const uint8_t boot_public_key_head[BOOT_PUBLIC_KEY_HEAD_SIZE] = {
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
    0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
};

static const struct {
    uint16_t type;
    uint8_t size_min;
    uint8_t size_max; /* 0: any that fits the area */
    uint8_t magic;    /* the low byte of the area where it belongs */
    uint8_t missing;
} known[BOOT_TLV_COUNT] = {
    [BOOT_TLV_COUNTER] = {BOOT_TLV_TYPE_COUNTER, 4, 4, BOOT_TLV_MAGIC_PROTECTED & 0xff,
                          BOOT_REASON_COUNTER_MISSING},
    [BOOT_TLV_HASH] = {BOOT_TLV_TYPE_SHA256, BOOT_SHA256_SIZE, BOOT_SHA256_SIZE,
                       BOOT_TLV_MAGIC & 0xff, BOOT_REASON_HASH_MISSING},
    [BOOT_TLV_SIGNATURE] = {BOOT_TLV_TYPE_ECDSA, 8, 72, BOOT_TLV_MAGIC & 0xff,
                            BOOT_REASON_SIGNATURE_MISSING},
    [BOOT_TLV_PUBLIC_KEY] = {BOOT_TLV_TYPE_PUBLIC_KEY,
                             CONFIG_BOOT_LMS ? BOOT_LMS_KEY_SIZE_MIN : BOOT_PUBLIC_KEY_SIZE,
                             BOOT_PUBLIC_KEY_SIZE, BOOT_TLV_MAGIC & 0xff, BOOT_REASON_NONE},
    [BOOT_TLV_KEY_HASH] = {BOOT_TLV_TYPE_KEY_HASH, BOOT_SHA256_SIZE, BOOT_SHA256_SIZE,
                           BOOT_TLV_MAGIC & 0xff, BOOT_REASON_NONE},
    [BOOT_TLV_LMS_SIGNATURE] = {BOOT_TLV_TYPE_LMS, 0, 0, BOOT_TLV_MAGIC & 0xff, BOOT_REASON_NONE},
};

/* Without LMS its entry, the last one, is unknown, as any other vendor's. */
#define KNOWN_COUNT (BOOT_TLV_COUNT - !CONFIG_BOOT_LMS)

static enum boot_reason check_flags(uint32_t flags)
{
    if ((flags & BOOT_IMAGE_FLAG_ENCRYPTED) != 0)
        return BOOT_REASON_ENCRYPTED;
    if ((flags & BOOT_IMAGE_FLAG_COMPRESSED) != 0)
        return BOOT_REASON_COMPRESSED;
    if ((flags & BOOT_IMAGE_FLAG_RAM_LOAD) != 0)
        return BOOT_REASON_RAM_LOAD;
    if ((flags & BOOT_IMAGE_FLAG_ROM_FIXED) != 0)
        return BOOT_REASON_ROM_FIXED;
    if ((flags & BOOT_IMAGE_FLAG_NON_BOOTABLE) != 0)
        return BOOT_REASON_NON_BOOTABLE;
    return flags != 0 ? BOOT_REASON_FLAGS : BOOT_REASON_NONE;
}

/* Reads the header, and leaves `offset` at the end of the payload. */
static enum boot_reason parse_header(struct boot_image *image, uint32_t slot_size)
{
    const uint8_t *header = image->slot;
    const uint8_t *version = header + BOOT_IMAGE_VERSION_OFFSET;
    enum boot_reason reason;
    uint32_t magic;

    if (slot_size < BOOT_IMAGE_HEADER_SIZE)
        return BOOT_REASON_SLOT_SIZE;
    magic = lib_get_le32(header);
    if (magic != BOOT_IMAGE_MAGIC)
        return magic == UINT32_MAX ? BOOT_REASON_SLOT_EMPTY : BOOT_REASON_MAGIC;

    image->offset = BOOT_IMAGE_FLAGS_OFFSET;
    reason = check_flags(lib_get_le32(header + BOOT_IMAGE_FLAGS_OFFSET));
    if (reason != BOOT_REASON_NONE)
        return reason;

    image->offset = BOOT_IMAGE_HEADER_SIZE_OFFSET;
    image->header_size = lib_get_le16(header + BOOT_IMAGE_HEADER_SIZE_OFFSET);
    if (image->header_size < BOOT_IMAGE_HEADER_SIZE || image->header_size > slot_size)
        return BOOT_REASON_HEADER_SIZE;

    image->offset = BOOT_IMAGE_PAYLOAD_SIZE_OFFSET;
    image->payload_size = lib_get_le32(header + BOOT_IMAGE_PAYLOAD_SIZE_OFFSET);
    if (image->payload_size == 0 || image->payload_size > slot_size - image->header_size)
        return BOOT_REASON_PAYLOAD_SIZE;

    image->version.major = version[0];
    image->version.minor = version[1];
    image->version.revision = lib_get_le16(version + 2);
    image->version.build = lib_get_le32(version + 4);
    image->offset = image->header_size + image->payload_size;
    return BOOT_REASON_NONE;
}

/* Notes the entry at `offset`, if it is a known one. */
static enum boot_reason take_entry(struct boot_image *image, uint32_t magic)
{
    const uint8_t *entry = image->slot + image->offset;
    uint32_t type = lib_get_le16(entry);
    uint16_t size = lib_get_le16(entry + 2);

    if (type == BOOT_TLV_TYPE_DEPENDENCY)
        return BOOT_REASON_DEPENDENCY;
    for (unsigned int i = 0; i < KNOWN_COUNT; i++) {
        if (type != known[i].type)
            continue;
        if ((magic & 0xff) != known[i].magic)
            return BOOT_REASON_TLV_MISPLACED;
        if (image->tlv[i].value != NULL)
            return BOOT_REASON_TLV_DUPLICATE;
        if (size < known[i].size_min ||
            (size > known[i].size_max && (!CONFIG_BOOT_LMS || known[i].size_max != 0)))
            return BOOT_REASON_TLV_SIZE;
        image->tlv[i].value = entry + BOOT_TLV_HEAD_SIZE;
        image->tlv[i].size = size;
    }
    return BOOT_REASON_NONE;
}

/* Walks the area at `offset` and leaves `offset` at its end. The sizes are compared with what is
 * left, never added up first, so no value of the image can make them wrap. */
static enum boot_reason parse_area(struct boot_image *image, uint32_t slot_size, uint32_t magic,
                                   enum boot_reason bad)
{
    const uint8_t *area = image->slot + image->offset;
    uint32_t size;
    uint32_t end;

    if (slot_size - image->offset < BOOT_TLV_HEAD_SIZE || lib_get_le16(area) != magic)
        return bad;
    size = lib_get_le16(area + 2);
    if (size < BOOT_TLV_HEAD_SIZE || size > slot_size - image->offset)
        return bad;
    end = image->offset + size;
    image->offset += BOOT_TLV_HEAD_SIZE;

    while (image->offset != end) {
        uint32_t left = end - image->offset;
        enum boot_reason reason;

        if (left < BOOT_TLV_HEAD_SIZE)
            return BOOT_REASON_TLV_BOUNDS;
        size = lib_get_le16(image->slot + image->offset + 2);
        if (size > left - BOOT_TLV_HEAD_SIZE)
            return BOOT_REASON_TLV_BOUNDS;
        reason = take_entry(image, magic);
        if (reason != BOOT_REASON_NONE)
            return reason;
        image->offset += BOOT_TLV_HEAD_SIZE + size;
    }
    return BOOT_REASON_NONE;
}

/* The protected area, whose size the header repeats. Without one there is no security counter. */
static enum boot_reason parse_protected(struct boot_image *image, uint32_t slot_size)
{
    uint32_t size = lib_get_le16(image->slot + BOOT_IMAGE_PROTECTED_SIZE_OFFSET);
    uint32_t start = image->offset;
    enum boot_reason reason;

    if (size == 0)
        return BOOT_REASON_COUNTER_MISSING;
    reason = parse_area(image, slot_size, BOOT_TLV_MAGIC_PROTECTED, BOOT_REASON_PROTECTED_AREA);
    if (reason != BOOT_REASON_NONE)
        return reason;
    if (image->offset - start != size)
        return BOOT_REASON_PROTECTED_AREA;
    image->signed_size = image->offset;
    return BOOT_REASON_NONE;
}

/* One of both kinds will do; which it has to be is for boot_verify() to say. */
static bool has_lms_signature(const struct boot_image *image)
{
    return CONFIG_BOOT_LMS && image->tlv[BOOT_TLV_LMS_SIGNATURE].value != NULL;
}

enum boot_reason boot_image_parse(const uint8_t *slot, uint32_t slot_size, struct boot_image *image)
{
    enum boot_reason reason;

    *image = (struct boot_image){.slot = slot};
    reason = parse_header(image, slot_size);
    if (reason == BOOT_REASON_NONE)
        reason = parse_protected(image, slot_size);
    if (reason == BOOT_REASON_NONE)
        reason = parse_area(image, slot_size, BOOT_TLV_MAGIC, BOOT_REASON_TLV_AREA);
    if (reason != BOOT_REASON_NONE)
        return reason;
    image->size = image->offset;

    for (unsigned int i = 0; i < KNOWN_COUNT; i++)
        if (image->tlv[i].value == NULL && known[i].missing != BOOT_REASON_NONE &&
            !(i == BOOT_TLV_SIGNATURE && has_lms_signature(image)))
            return known[i].missing;
    image->security_counter = lib_get_le32(image->tlv[BOOT_TLV_COUNTER].value);
    return BOOT_REASON_NONE;
}
