/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Descriptions of transfer lists, as people write them: YAML or JSON. They are
 * a superset of what TF-A's tlc reads:
 *
 *     max_size: 0x1000          # of the region
 *     has_checksum: true
 *     version: 2                # not known to tlc, as the next
 *     alignment: 3              # log2, of the list
 *     entries:
 *       - tag_id: fdt           # a name or a number
 *         blob_file_path: board.dtb
 *       - tag_id: sram_layout   # fields, see handoff_fields.h
 *         addr: 0x4000000
 *         size: 0x40000
 *       - tag_id: tpm_event_log_table
 *         flags: 1
 *         event_log: log.bin    # what follows the flags
 *       - tag_id: 0xfff001
 *         data: "00112233"      # the bytes themselves; not known to tlc
 *         alignment: 12         # log2, of the address of the data; not known
 * to tlc
 *       - tag_id: empty
 *         data_size: 16         # a void; tlc's without a size has 8 bytes here
 *
 * A description is a tree of cJSON whatever it was written in. Numbers from
 * YAML are texts in it, as a double does not hold 64 bits; JSON writes large
 * ones as texts for the same reason.
 */
#ifndef TOOL_HANDOFF_SPEC_H
#define TOOL_HANDOFF_SPEC_H

#include "tool/handoff_fields.h"

struct tool_handoff_header {
    uint32_t size; /**< of the region */
    uint32_t version;
    uint32_t alignment;
    bool has_checksum;
};

/** Reads a description. Null after reporting where it is malformed; else the
 * caller deletes it. */
cJSON *tool_handoff_spec_read(struct tool_report *report, const char *path);

/** The same, of a text that was read from `path`. */
cJSON *tool_handoff_spec_parse(struct tool_report *report, const char *path, const char *text);

/** Takes what a description says of the list as a whole; the rest of `header`
 * stays. False after reporting what is wrong. */
bool tool_handoff_spec_header(struct tool_report *report, const char *path, const cJSON *spec,
                              struct tool_handoff_header *header);

/** Adds all entries of a description, which is that of request->from. Returns
 * the exit status. */
int tool_handoff_spec_add(const struct tool_handoff_request *request, const cJSON *spec,
                          struct handoff_list *list);

/** Describes a list, so that creating one from it brings back every byte in
 * use. */
cJSON *tool_handoff_spec_of(const struct handoff_list *list);

/** Parses YAML. Null after reporting. Every scalar becomes a text. */
cJSON *tool_handoff_yaml_parse(struct tool_report *report, const char *path, const char *text);

/** Prints a description as YAML. False if the output fails. */
bool tool_handoff_yaml_print(const cJSON *spec, FILE *out);

/** Writes a byte of a list's header, and its checksum. */
void tool_handoff_set_header(struct handoff_list *list, uint32_t offset, uint8_t value);

#endif
