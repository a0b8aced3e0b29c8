/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Signed images spoilt in ways that an attacker or a failing memory might choose, the same for the
 * same seed on every machine. Used by a unit test and by image_mutate.c, which feeds an emulator.
 *
 * Every mutation changes a byte that matters: of what the signature covers, of the heads of the TLV
 * areas, or of an entry that the boot stage reads. So none of the results may start.
 */
#ifndef TEST_CONFORM_MUTATION_H
#define TEST_CONFORM_MUTATION_H

#include "boot/image.h"

#include "lib/bytes.h"

#include <stdio.h>
#include <string.h>

/** Bytes that a mutation may add to an image. */
#define MUTATION_GROWTH 512u

struct mutation {
    uint8_t *bytes; /**< the image, with room for MUTATION_GROWTH more */
    size_t size;    /**< of the file; it may grow */
    struct boot_image image;
    uint32_t random;
    char what[96]; /**< what was done, for a person */
};

/* xorshift32: good enough to scatter, and the same everywhere. */
static inline uint32_t mutation_random(struct mutation *m, uint32_t below)
{
    m->random ^= m->random << 13;
    m->random ^= m->random >> 17;
    m->random ^= m->random << 5;
    return m->random % below;
}

static inline uint32_t mutation_entry(const struct mutation *m, enum boot_tlv tlv)
{
    return (uint32_t)(m->image.tlv[tlv].value - m->bytes) - BOOT_TLV_HEAD_SIZE;
}

/* Is this a byte that the boot stage looks at? */
static inline bool mutation_matters(const struct mutation *m, uint32_t offset)
{
    if (offset < m->image.signed_size + BOOT_TLV_HEAD_SIZE)
        return true;
    for (unsigned int i = 0; i < BOOT_TLV_COUNT; i++)
        if (m->image.tlv[i].value != NULL && offset >= mutation_entry(m, (enum boot_tlv)i) &&
            offset <
                mutation_entry(m, (enum boot_tlv)i) + BOOT_TLV_HEAD_SIZE + m->image.tlv[i].size)
            return true;
    return false;
}

static inline uint32_t mutation_position(struct mutation *m)
{
    uint32_t offset;

    do
        offset = mutation_random(m, m->image.size);
    while (!mutation_matters(m, offset));
    return offset;
}

static inline void mutation_flip_bit(struct mutation *m)
{
    uint32_t offset = mutation_position(m);
    uint32_t bit = mutation_random(m, 8);

    m->bytes[offset] ^= (uint8_t)(1u << bit);
    snprintf(m->what, sizeof m->what, "flip bit %u of byte 0x%x", bit, offset);
}

/* Half of these fall on what is not the payload, however large that is. */
static inline void mutation_flip_bit_outside_payload(struct mutation *m)
{
    uint32_t head = m->image.header_size;
    uint32_t offset;

    do {
        offset = mutation_random(m, m->image.size - m->image.payload_size);
        offset += offset < head ? 0 : m->image.payload_size;
    } while (!mutation_matters(m, offset));
    m->bytes[offset] ^= (uint8_t)(1u << mutation_random(m, 8));
    snprintf(m->what, sizeof m->what, "flip a bit of byte 0x%x, outside the payload", offset);
}

static inline void mutation_set_byte(struct mutation *m)
{
    uint32_t offset = mutation_position(m);
    uint32_t value = mutation_random(m, 256);

    m->bytes[offset] = (uint8_t)value;
    snprintf(m->what, sizeof m->what, "set byte 0x%x to 0x%02x", offset, value);
}

static inline void mutation_erase_tail(struct mutation *m)
{
    uint32_t offset = mutation_random(m, m->image.size);

    memset(m->bytes + offset, 0xff, m->size - offset);
    snprintf(m->what, sizeof m->what, "erase from 0x%x to the end", offset);
}

static inline void mutation_cut(struct mutation *m)
{
    uint32_t offset = mutation_random(m, m->image.size - 1) + 1;
    uint32_t count = mutation_random(m, m->image.size - offset) + 1;

    memmove(m->bytes + offset, m->bytes + offset + count, m->size - offset - count);
    memset(m->bytes + m->size - count, 0xff, count);
    snprintf(m->what, sizeof m->what, "cut out %u bytes at 0x%x", count, offset);
}

static inline void mutation_clear_run(struct mutation *m)
{
    uint32_t offset = mutation_position(m);
    uint32_t count = mutation_random(m, 64) + 1;

    if (count > m->image.size - offset)
        count = m->image.size - offset;
    memset(m->bytes + offset, 0, count);
    snprintf(m->what, sizeof m->what, "clear %u bytes at 0x%x", count, offset);
}

static inline void mutation_length_field(struct mutation *m)
{
    const uint32_t fields[] = {
        BOOT_IMAGE_HEADER_SIZE_OFFSET,
        BOOT_IMAGE_PROTECTED_SIZE_OFFSET,
        BOOT_IMAGE_PAYLOAD_SIZE_OFFSET,
        BOOT_IMAGE_PAYLOAD_SIZE_OFFSET + 2,
        m->image.header_size + m->image.payload_size + 2,
        m->image.signed_size + 2,
        mutation_entry(m, BOOT_TLV_COUNTER) + 2,
        mutation_entry(m, BOOT_TLV_HASH) + 2,
        mutation_entry(m, BOOT_TLV_PUBLIC_KEY) + 2,
        mutation_entry(m, BOOT_TLV_SIGNATURE) + 2,
    };
    const uint32_t offset = fields[mutation_random(m, sizeof fields / sizeof fields[0])];
    const uint32_t old = lib_get_le16(m->bytes + offset);
    const uint32_t values[] = {0,       1,           3,          4,           old - 1, old + 1,
                               old - 4, old + 4,     0x7fff,     0x8000,      0xffff,  0xfffc,
                               old * 2, old ^ 0x100, old + 0x40, old ^ 0x8000};
    uint32_t value = values[mutation_random(m, sizeof values / sizeof values[0])];

    lib_put_le16(m->bytes + offset, (uint16_t)value);
    snprintf(m->what, sizeof m->what, "set the length at 0x%x to 0x%x", offset, value & 0xffff);
}

static inline void mutation_flag(struct mutation *m)
{
    uint32_t bit = mutation_random(m, 32);
    uint8_t *flags = m->bytes + BOOT_IMAGE_FLAGS_OFFSET;

    lib_put_le32(flags, lib_get_le32(flags) | 1u << bit);
    snprintf(m->what, sizeof m->what, "set flag 0x%x", 1u << bit);
}

static inline void mutation_swap_types(struct mutation *m)
{
    static const enum boot_tlv entries[] = {BOOT_TLV_COUNTER, BOOT_TLV_HASH, BOOT_TLV_PUBLIC_KEY,
                                            BOOT_TLV_SIGNATURE};
    uint32_t first = mutation_random(m, 4);
    uint32_t second = (first + 1 + mutation_random(m, 3)) % 4;
    uint8_t *a = m->bytes + mutation_entry(m, entries[first]);
    uint8_t *b = m->bytes + mutation_entry(m, entries[second]);
    uint16_t type = lib_get_le16(a);

    lib_put_le16(a, lib_get_le16(b));
    lib_put_le16(b, type);
    snprintf(m->what, sizeof m->what, "swap the types of entries %u and %u", first, second);
}

/* Makes room for `count` bytes of the last area at `offset`, and counts them in its size. */
static inline void mutation_insert(struct mutation *m, uint32_t offset, uint32_t count)
{
    uint8_t *size = m->bytes + m->image.signed_size + 2;

    memmove(m->bytes + offset + count, m->bytes + offset, m->size - offset);
    lib_put_le16(size, (uint16_t)(lib_get_le16(size) + count));
    m->size += count;
}

static inline void mutation_duplicate(struct mutation *m)
{
    static const enum boot_tlv entries[] = {BOOT_TLV_COUNTER, BOOT_TLV_HASH, BOOT_TLV_PUBLIC_KEY,
                                            BOOT_TLV_SIGNATURE};
    enum boot_tlv tlv = entries[mutation_random(m, 4)];
    uint32_t count = BOOT_TLV_HEAD_SIZE + m->image.tlv[tlv].size;
    uint8_t copy[BOOT_TLV_HEAD_SIZE + BOOT_PUBLIC_KEY_SIZE];

    memcpy(copy, m->bytes + mutation_entry(m, tlv), count);
    mutation_insert(m, m->image.size, count);
    memcpy(m->bytes + m->image.size, copy, count);
    snprintf(m->what, sizeof m->what, "append entry %u a second time", tlv);
}

/* Out of the protected area, where it is signed, into the other. */
static inline void mutation_move_counter(struct mutation *m)
{
    uint32_t entry = mutation_entry(m, BOOT_TLV_COUNTER);
    uint32_t count = BOOT_TLV_HEAD_SIZE + 4;
    uint8_t *area = m->bytes + m->image.header_size + m->image.payload_size;
    uint16_t size = (uint16_t)(lib_get_le16(area + 2) - count);
    uint8_t copy[BOOT_TLV_HEAD_SIZE + 4];

    memcpy(copy, m->bytes + entry, count);
    mutation_insert(m, m->image.size, count);
    memcpy(m->bytes + m->image.size, copy, count);
    memmove(m->bytes + entry, m->bytes + entry + count, m->size - entry - count);
    memset(m->bytes + m->size - count, 0xff, count);
    lib_put_le16(area + 2, size);
    lib_put_le16(m->bytes + BOOT_IMAGE_PROTECTED_SIZE_OFFSET, size);
    snprintf(m->what, sizeof m->what, "move the security counter out of the protected area");
}

/* As somebody does who wants an old image to pass. */
static inline void mutation_raise_counter(struct mutation *m)
{
    lib_put_le32(m->bytes + mutation_entry(m, BOOT_TLV_COUNTER) + BOOT_TLV_HEAD_SIZE,
                 m->image.security_counter + 1 + mutation_random(m, 100));
    snprintf(m->what, sizeof m->what, "raise the security counter");
}

/* The hash is made to fit the altered image, so that only the signature is left to refuse it. */
static inline void mutation_refit_hash(struct mutation *m)
{
    uint32_t offset = m->image.header_size + mutation_random(m, m->image.payload_size);

    m->bytes[offset] ^= (uint8_t)(1u << mutation_random(m, 8));
    (void)boot_sha256(m->bytes, m->image.signed_size,
                      m->bytes + mutation_entry(m, BOOT_TLV_HASH) + BOOT_TLV_HEAD_SIZE);
    snprintf(m->what, sizeof m->what, "flip a bit of byte 0x%x and correct the hash", offset);
}

/* One more leading zero of r: the same numbers in a longer encoding. */
static inline void mutation_pad_signature(struct mutation *m)
{
    uint32_t entry = mutation_entry(m, BOOT_TLV_SIGNATURE);
    uint8_t *der = m->bytes + entry + BOOT_TLV_HEAD_SIZE;

    mutation_insert(m, entry + BOOT_TLV_HEAD_SIZE + 4, 1);
    lib_put_le16(m->bytes + entry + 2, (uint16_t)(m->image.tlv[BOOT_TLV_SIGNATURE].size + 1));
    der[1]++;
    der[3]++;
    der[4] = 0;
    snprintf(m->what, sizeof m->what, "pad r of the signature with a zero");
}

/* r = s = 0 or 1, what a careless check accepts for any key. */
static inline void mutation_trivial_signature(struct mutation *m)
{
    uint8_t *der = m->bytes + mutation_entry(m, BOOT_TLV_SIGNATURE) + BOOT_TLV_HEAD_SIZE;
    uint32_t size = m->image.tlv[BOOT_TLV_SIGNATURE].size;
    uint8_t value = (uint8_t)mutation_random(m, 2);
    const uint8_t trivial[] = {0x30, 6, 2, 1, value, 2, 1, value};
    uint8_t *area_size = m->bytes + m->image.signed_size + 2;
    uint32_t count = size - (uint32_t)sizeof trivial;

    memcpy(der, trivial, sizeof trivial);
    memmove(der + sizeof trivial, der + size, m->size - (size_t)(der - m->bytes) - size);
    memset(m->bytes + m->size - count, 0xff, count);
    lib_put_le16(der - 2, sizeof trivial);
    lib_put_le16(area_size, (uint16_t)(lib_get_le16(area_size) - count));
    snprintf(m->what, sizeof m->what, "make r and s %u", value);
}

static void (*const mutation_kinds[])(struct mutation *m) = {
    mutation_flip_bit,
    mutation_flip_bit_outside_payload,
    mutation_set_byte,
    mutation_erase_tail,
    mutation_cut,
    mutation_clear_run,
    mutation_length_field,
    mutation_flag,
    mutation_swap_types,
    mutation_duplicate,
    mutation_move_counter,
    mutation_raise_counter,
    mutation_refit_hash,
    mutation_pad_signature,
    mutation_trivial_signature,
};

#define MUTATION_KIND_COUNT (sizeof mutation_kinds / sizeof mutation_kinds[0])

/**
 * Spoils the signed image of `size` bytes at `bytes`, which has room for MUTATION_GROWTH more, as
 * `seed` says; `original` is an unaltered copy. Fills in `m`, whose size is that of the result.
 * False if it is no sound image with a public key.
 */
static inline bool mutation_apply(struct mutation *m, uint8_t *bytes, const uint8_t *original,
                                  size_t size, uint32_t seed)
{
    m->random = (seed + 1) * 2654435761u | 1;
    for (;;) {
        memcpy(bytes, original, size);
        memset(bytes + size, 0xff, MUTATION_GROWTH);
        m->bytes = bytes;
        m->size = size;
        if (boot_image_parse(bytes, (uint32_t)size, &m->image) != BOOT_REASON_NONE ||
            m->image.tlv[BOOT_TLV_PUBLIC_KEY].value == NULL)
            return false;
        mutation_kinds[seed % MUTATION_KIND_COUNT](m);
        for (uint32_t i = 0; i < m->image.size; i++)
            if (bytes[i] != original[i] && mutation_matters(m, i))
                return true;
    }
}

#endif
