/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The structure of a signed image, read from a slot that is mapped into memory.
 *
 * The format is MCUboot's, version 1, little-endian:
 *
 *     header (32 bytes, then padding up to its own size field)
 *     payload
 *     protected TLV area   magic 0x6908: what the signature covers besides header and payload
 *     TLV area             magic 0x6907: hash, public key and signature, which nothing covers
 *
 * Each area begins with its magic and its size including these four bytes; an entry is a type, a
 * length (both 16 bits) and the value. Whatever follows the second area is not looked at.
 *
 * The parser is stricter than MCUboot. Every length is bounded by the slot before anything is
 * hashed. The security counter counts only in the protected area; it, the hash and the signature
 * must be there exactly once, in their own area, with their exact size. An area ends where its last
 * entry ends. Unknown entries are accepted in the protected area, because the signer wrote them;
 * elsewhere anybody can add them, and they are ignored. Images that need more than to be started
 * in place (encrypted, compressed, for RAM) are refused, and so is a dependency on another image,
 * because nobody here could check it.
 *
 * The slot must not change between parsing and starting: it is internal flash, or memory that
 * nothing else can write.
 */
#ifndef BOOT_IMAGE_H
#define BOOT_IMAGE_H

#include "boot/primitive.h"
#include "boot/reason.h"

#define BOOT_IMAGE_MAGIC       0x96f3b83du
#define BOOT_IMAGE_HEADER_SIZE 32u

/* Where the fields of the header lie. */
#define BOOT_IMAGE_HEADER_SIZE_OFFSET    8u
#define BOOT_IMAGE_PROTECTED_SIZE_OFFSET 10u
#define BOOT_IMAGE_PAYLOAD_SIZE_OFFSET   12u
#define BOOT_IMAGE_FLAGS_OFFSET          16u
#define BOOT_IMAGE_VERSION_OFFSET        20u

#define BOOT_IMAGE_FLAG_ENCRYPTED    0x0000000cu
#define BOOT_IMAGE_FLAG_NON_BOOTABLE 0x00000010u
#define BOOT_IMAGE_FLAG_RAM_LOAD     0x00000020u
#define BOOT_IMAGE_FLAG_ROM_FIXED    0x00000100u
#define BOOT_IMAGE_FLAG_COMPRESSED   0x00000e00u

#define BOOT_TLV_MAGIC_PROTECTED 0x6908u
#define BOOT_TLV_MAGIC           0x6907u
#define BOOT_TLV_HEAD_SIZE       4u /**< of an area, and of an entry */

#define BOOT_TLV_TYPE_KEY_HASH   0x01u
#define BOOT_TLV_TYPE_PUBLIC_KEY 0x02u
#define BOOT_TLV_TYPE_SHA256     0x10u
#define BOOT_TLV_TYPE_ECDSA      0x22u
#define BOOT_TLV_TYPE_DEPENDENCY 0x40u
#define BOOT_TLV_TYPE_COUNTER    0x50u
#define BOOT_TLV_TYPE_LMS        0x4ba0u /**< of those that MCUboot leaves to vendors */

/** A P-256 public key as SubjectPublicKeyInfo (RFC 5480): a fixed head, then x and y. */
#define BOOT_PUBLIC_KEY_SIZE      91u
#define BOOT_PUBLIC_KEY_HEAD_SIZE 27u
extern const uint8_t boot_public_key_head[BOOT_PUBLIC_KEY_HEAD_SIZE];

/** A public key of LMS (RFC 8554, 5.3) with hashes of 192 bits; it has 56 bytes with 256. Only with
 * CONFIG_BOOT_LMS. */
#define BOOT_LMS_KEY_SIZE_MIN 48u

/** The entries that mean something to the boot stage. */
enum boot_tlv {
    BOOT_TLV_COUNTER,       /**< 4 bytes, protected, required */
    BOOT_TLV_HASH,          /**< 32 bytes, required */
    BOOT_TLV_SIGNATURE,     /**< 8 to 72 bytes of DER; required, or one of LMS */
    BOOT_TLV_PUBLIC_KEY,    /**< 91 bytes, 56 or 48; boot_verify() requires it */
    BOOT_TLV_KEY_HASH,      /**< 32 bytes; only the host program uses it, to choose a key */
    BOOT_TLV_LMS_SIGNATURE, /**< of the one length that the key allows: its check looks at that */
    BOOT_TLV_COUNT
};

/** The version of an image, as a person reads it: major.minor.revision+build. */
struct boot_version {
    uint8_t major;
    uint8_t minor;
    uint16_t revision;
    uint32_t build;
};

/** A parsed image. All pointers lead into the slot. */
struct boot_image {
    const uint8_t *slot;
    uint32_t header_size;  /**< the payload begins here: 32 or more */
    uint32_t payload_size; /**< 1 or more */
    uint32_t signed_size;  /**< header, payload and protected area: what the hash covers */
    uint32_t size;         /**< up to the end of the last area */
    uint32_t offset;       /**< how far the parser came: after a refusal, where the trouble is */
    uint32_t security_counter;
    struct boot_version version;
    struct {
        const uint8_t *value; /**< null if the image has no such entry */
        uint16_t size;
    } tlv[BOOT_TLV_COUNT];
};

/**
 * Parses the image in the `slot_size` bytes at `slot` (any alignment).
 *
 * Returns BOOT_REASON_NONE if the structure is sound, which says nothing about who made the image:
 * boot_verify() does. Any other reason means that `*image` is incomplete, apart from `offset`.
 */
enum boot_reason boot_image_parse(const uint8_t *slot, uint32_t slot_size,
                                  struct boot_image *image);

#endif
