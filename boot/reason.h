/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Why the boot stage refuses, in one list for the device's console and for the host program.
 *
 * A reason explains a decision and never is one: what permits a start is boot_decision_allows()
 * in boot/boot.h. The sentences are short because they cost flash in the immutable stage; the
 * remedies are in doc/formats.md and in the host program.
 */
#ifndef BOOT_REASON_H
#define BOOT_REASON_H

/** Every reason with its sentence; new ones are added where they belong, numbers are not kept. */
#define BOOT_REASONS(X)                                   \
    X(NONE, "none")                                       \
    /* The provisioning area, boot/provision.h. */        \
    X(AREA_BLANK, "not provisioned")                      \
    X(AREA_MAGIC, "no provisioning area")                 \
    X(AREA_VERSION, "unknown provisioning")               \
    X(AREA_DAMAGED, "provisioning damaged")               \
    X(AREA_LIFE_CYCLE, "life cycle damaged")              \
    X(AREA_COUNTER, "counter damaged")                    \
    X(DECOMMISSIONED, "decommissioned")                   \
    X(DEVELOPMENT, "development keys in a release build") \
    /* The image's structure, boot/image.h. */            \
    X(SLOT_SIZE, "slot too small")                        \
    X(SLOT_EMPTY, "slot is empty")                        \
    X(MAGIC, "no image in slot")                          \
    X(HEADER_SIZE, "bad header size")                     \
    X(PAYLOAD_SIZE, "bad image size")                     \
    X(ENCRYPTED, "encrypted image")                       \
    X(COMPRESSED, "compressed image")                     \
    X(RAM_LOAD, "image for RAM")                          \
    X(ROM_FIXED, "image for fixed address")               \
    X(NON_BOOTABLE, "not bootable")                       \
    X(FLAGS, "unknown flag")                              \
    X(PROTECTED_AREA, "bad protected TLVs")               \
    X(TLV_AREA, "bad TLVs")                               \
    X(TLV_BOUNDS, "TLV too long")                         \
    X(TLV_SIZE, "bad TLV size")                           \
    X(TLV_DUPLICATE, "TLV given twice")                   \
    X(TLV_MISPLACED, "TLV misplaced")                     \
    X(DEPENDENCY, "image depends on another")             \
    X(COUNTER_MISSING, "no security counter")             \
    X(HASH_MISSING, "no hash")                            \
    X(SIGNATURE_MISSING, "no signature")                  \
    /* The image's authenticity, boot/verify.h. */        \
    X(KEY_MISSING, "no public key")                       \
    X(KEY_FORMAT, "key of unknown kind")                  \
    X(KEY_UNKNOWN, "unknown signer")                      \
    X(HASH_WRONG, "hash does not match")                  \
    X(SIGNATURE_FORMAT, "malformed signature")            \
    X(SIGNATURE_WRONG, "wrong signature")                 \
    X(COUNTER_LOW, "image too old")                       \
    /* What the image wants to start, boot/boot.h. */     \
    X(VECTOR_ALIGNMENT, "vectors not aligned")            \
    X(STACK_BOUNDS, "stack out of bounds")                \
    X(ENTRY_BOUNDS, "entry out of bounds")

#define BOOT_REASON_ENUMERATOR(name, text) BOOT_REASON_##name,
enum boot_reason { BOOT_REASONS(BOOT_REASON_ENUMERATOR) BOOT_REASON_COUNT };
#undef BOOT_REASON_ENUMERATOR

/** The sentence of a reason, without a full stop; never null, also for a value out of range. */
const char *boot_reason_text(enum boot_reason reason);

#endif
