/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The parts of `kedge image`: one function for each of its subcommands, called as tool_image() is,
 * and the making of an image, which knows no command line.
 */
#ifndef TOOL_IMAGE_H
#define TOOL_IMAGE_H

#include "tool/key.h"

int tool_image_keygen(int argc, char **argv);
int tool_image_sign(int argc, char **argv);
int tool_image_verify(int argc, char **argv);
int tool_image_info(int argc, char **argv);

/** What goes into an image besides its payload. */
struct tool_image_plan {
    struct boot_version version;
    uint32_t security_counter;
    uint32_t header_size; /**< 32 or more; the payload starts there */
    uint32_t slot_size;   /**< image and trailer must fit */
    uint32_t alignment;   /**< write unit of the flash, 1 to 32: it decides the trailer's size */
    bool pad;             /**< fill up to the slot's size, with the trailer's magic at its end */
    bool key_hash;        /**< carry the key's hash alone, for loaders that have keys compiled in */
    bool has_room;        /**< the payload begins with header_size zeros to be replaced */
};

/**
 * Makes a signed image of `payload`, byte for byte what imgtool makes (but for the signature, which
 * is never twice the same). The result is on the heap. False after reporting what does not fit.
 */
bool tool_image_build(struct tool_report *report, const struct tool_image_plan *plan,
                      const struct tool_bytes *payload, const struct tool_key *key,
                      struct tool_bytes *image);

#endif
