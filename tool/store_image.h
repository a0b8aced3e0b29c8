/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A storage area as a file on the host: all of it is read into memory, and that is the flash a
 * record log is mounted on. Whatever the log does stays there: the file is never changed.
 */
#ifndef TOOL_STORE_IMAGE_H
#define TOOL_STORE_IMAGE_H

#include "store/log.h"
#include "tool/file.h"

/** How the area is divided; 0 where it is to be found out. */
struct tool_store_geometry {
    uint32_t sector_size; /**< in bytes */
    uint32_t unit;        /**< program unit in bytes: 1 to 8 are the same for the format */
    int erased;           /**< erased value; negative: to be found out */
};

struct tool_store_image {
    struct store_flash flash; /**< first, so that its functions find the rest */
    struct tool_bytes bytes;  /**< as the log has left them */
    struct store_log log;
    bool is_mounted; /**< else no sector has a good header */
};

/**
 * Reads a file and mounts the log in it. What `geometry` leaves open is found by trying what the
 * format allows and the file's size permits; sector sizes are in the sectors' headers, so no two
 * of them fit.
 *
 * False after reporting why: the file cannot be read, is no area of whole sectors, is blank, or
 * holds no log of this format. With `salvage`, an area without a good sector header is taken if
 * the geometry is given whole: then the log is not mounted.
 */
bool tool_store_open(struct tool_report *report, const char *path,
                     const struct tool_store_geometry *geometry, bool salvage,
                     struct tool_store_image *image);

/**
 * Gives the sector that holds records a header again, where all are lost: its epoch is the one that
 * fits its first record. Mounts the log then, as one that lost records. False after reporting that
 * nothing is there.
 */
bool tool_store_salvage(struct tool_report *report, const char *path,
                        struct tool_store_image *image);

/** Makes a blank image of the same geometry with an empty log in it. */
bool tool_store_blank(struct tool_report *report, const struct tool_store_image *from,
                      struct tool_store_image *image);

/** Frees and wipes: the values in it may be secret. */
void tool_store_close(struct tool_store_image *image);

#endif
