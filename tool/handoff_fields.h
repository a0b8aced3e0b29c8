/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The data of entries as named fields: what a description holds, --set takes
 * and `info` shows. The names are the specification's, nested as tlc nests
 * them:
 *
 *     tag_id: exec_ep_info
 *     ep_info: {h: {type: 1, version: 2, attr: EP_SECURE | EP_EXECUTABLE}, pc:
 * 0x4000, spsr: 0x3c5, args: [0, 0, 0, 0, 0, 0, 0, 0]}
 *
 * The nesting may be left out, as may everything in the example but attr and
 * pc.
 */
#ifndef TOOL_HANDOFF_FIELDS_H
#define TOOL_HANDOFF_FIELDS_H

#include "tool/handoff.h"

#include <cjson/cJSON.h>

/**
 * Adds the fields of an entry's data to `object`. False, with `object` as it
 * was, if there is no layout for the tag, or the data holds anything that its
 * fields would not bring back.
 */
bool tool_handoff_fields_show(uint32_t tag, const uint8_t *data, uint32_t size, cJSON *object);

/**
 * Makes the data of an entry from the fields in `object`. `where` begins the
 * problems that are reported ("spec.yaml: entry 2"). With `is_strict` a field
 * that the layout does not have is refused; else it is ignored with a remark,
 * as descriptions for other programs have more. False after reporting why not;
 * `data` is then empty.
 */
bool tool_handoff_fields_take(struct tool_report *report, const char *where, uint32_t tag,
                              const cJSON *object, bool is_strict, struct tool_bytes *data);

/** The number that a scalar holds, a JSON number or a text of one. False if it
 * holds none. */
bool tool_handoff_scalar(const cJSON *item, uint64_t max, uint64_t *value);

#endif
