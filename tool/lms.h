/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Signing with LMS (RFC 8554, NIST SP 800-208): SHA-256, chains of 4 bits, one tree of 5, 10 or 15
 * levels. OpenSSL 3.0 does not have it.
 *
 * A key is good for 2^levels signatures, each with a leaf of its own: with two signatures by one
 * leaf, anybody can make a third. So the file of a key also counts, and the rule is: the count that
 * is on the disk is beyond the leaf before the leaf signs anything (tool_lms_reserve()). Whoever is
 * killed in between has lost a leaf. What no program can know: a key's file that is copied, or put
 * back from a backup, counts again from where it was. Keep one, and where it is.
 */
#ifndef TOOL_LMS_H
#define TOOL_LMS_H

#include "tool/text.h"

#include <stdint.h>

#define TOOL_LMS_HASH_SIZE   32u
#define TOOL_LMS_PUBLIC_SIZE 56u
#define TOOL_LMS_CHAINS      67u
#define TOOL_LMS_LEVELS_MAX  15u

/** The most bytes of a signature, with the most levels. */
#define TOOL_LMS_SIGNATURE_MAX \
    (12u + TOOL_LMS_HASH_SIZE * (1u + TOOL_LMS_CHAINS + TOOL_LMS_LEVELS_MAX))

struct tool_lms {
    unsigned levels; /**< 5, 10 or 15 */
    uint32_t next;   /**< the first leaf that has signed nothing; 2^levels: none is left */
    uint8_t identifier[16];
    uint8_t seed[TOOL_LMS_HASH_SIZE];
    uint8_t public_key[TOOL_LMS_PUBLIC_SIZE]; /**< as the RFC and the boot stage have it */
};

/** Computes the public key of what stands before it. False without memory. */
bool tool_lms_complete(struct tool_lms *lms);

/** Signs with a leaf that is this caller's alone. Returns the bytes of the signature; 0 without
 * memory or random bytes. */
size_t tool_lms_sign(const struct tool_lms *lms, uint32_t leaf, const uint8_t *message, size_t size,
                     uint8_t signature[TOOL_LMS_SIGNATURE_MAX]);

/* --- Files (lms_file.c) ------------------------------------------------------------------------
 */

/** Is this the text of a key of LMS, private or public? */
bool tool_lms_is_key(const char *text);

/** Reads a key from its text; of a public one, the public key alone. False if it is damaged. */
bool tool_lms_parse(const char *text, struct tool_lms *lms);

/** Makes a key of so many levels, and creates `path` with it, which only its owner may read. */
bool tool_lms_generate(struct tool_report *report, const char *path, unsigned levels,
                       bool development);

/** Creates or replaces `path` with the public key. */
bool tool_lms_write_public(struct tool_report *report, const char *path, const struct tool_lms *lms,
                           bool development);

/** Takes the next leaf of the key in a file, for good: when this returns true, no other call, in
 * whatever process, returns the same leaf, and none will after a crash. */
bool tool_lms_reserve(struct tool_report *report, const char *path, uint32_t *leaf);

#endif
