/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The parts of `kedge handoff`: its command line, the file that holds a
 * transfer list, and one function for each subcommand.
 *
 * All subcommands have one set of options, so that a person learns each once;
 * which of them a subcommand takes is in the table of tool/handoff.c, which
 * also parses them.
 */
#ifndef TOOL_HANDOFF_H
#define TOOL_HANDOFF_H

#include "handoff/change.h"
#include "handoff/check.h"
#include "tool/file.h"

/** Exit statuses beside those of enum tool_status. */
enum tool_handoff_status {
    TOOL_HANDOFF_NEWER = 3,   /**< a newer version than this program knows: it can only be read */
    TOOL_HANDOFF_OLDER = 4,   /**< a valid list of version 1 */
    TOOL_HANDOFF_FINDINGS = 5 /**< lint: valid, and questionable */
};

/** No index was given: all entries of a tag, or the first, as the subcommand
 * says. */
#define TOOL_HANDOFF_INDEX_NONE UINT32_MAX

/** The most --set or --pcr options on one command line. */
#define TOOL_HANDOFF_VALUE_MAX 32u

/** A parsed command line. Texts are those of argv. */
struct tool_handoff_request {
    struct tool_report *report;
    const char *path;  /**< the list */
    const char *other; /**< diff: the second list */
    bool is_json;
    bool is_yaml;
    bool is_lenient;
    bool no_checksum;   /**< create: the list has none */
    bool fix_checksum;  /**< fix: a wrong checksum is computed anew */
    const char *out;    /**< extract: where the data goes; else where the changed
                           list goes */
    const char *data;   /**< add: a file of data */
    const char *from;   /**< create, add: a description, YAML or JSON */
    uint32_t size;      /**< bytes of the region; 0 is not given */
    uint32_t alignment; /**< log2; 0 is not given */
    uint32_t version;   /**< 1 or 2; 0 is not given */
    bool has_tag;
    uint32_t tag;
    uint32_t index; /**< counts the entries of the tag, from 0; or
                       TOOL_HANDOFF_INDEX_NONE */
    bool has_base;
    uint64_t base; /**< the address of the list for who uses it */
    uint64_t old_base;
    const char *values[TOOL_HANDOFF_VALUE_MAX]; /**< --set FIELD=VALUE or --pcr N=HEX */
    uint32_t value_count;
};

int tool_handoff_info(struct tool_handoff_request *request);
int tool_handoff_check(struct tool_handoff_request *request);
int tool_handoff_lint(struct tool_handoff_request *request);
int tool_handoff_create(struct tool_handoff_request *request);
int tool_handoff_add(struct tool_handoff_request *request);
int tool_handoff_remove(struct tool_handoff_request *request);
int tool_handoff_extract(struct tool_handoff_request *request);
int tool_handoff_convert(struct tool_handoff_request *request);
int tool_handoff_fix(struct tool_handoff_request *request);
int tool_handoff_relocate(struct tool_handoff_request *request);
int tool_handoff_diff(struct tool_handoff_request *request);
int tool_handoff_eventlog(struct tool_handoff_request *request);
int tool_handoff_dump(struct tool_handoff_request *request);

/**
 * A transfer list in a file. The file is the region. One that ends behind the
 * used bytes, as tlc writes them, is taken to go on with zeros up to
 * total_size.
 */
struct tool_handoff_file {
    struct tool_bytes region;
    size_t file_size; /**< bytes that the file itself has */
    bool is_changed;  /**< fix: the list was not valid */
    struct handoff_list list;
};

/** The address that a list is taken to have when none was given: aligned for
 * everything. */
#define TOOL_HANDOFF_ADDRESS 0x80000000u

/**
 * Reads a file into `file->region`, and looks at nothing but total_size.
 * `region_size` other than 0 says how large the region is instead of the file.
 * False after reporting why.
 */
bool tool_handoff_load(struct tool_report *report, const char *path, uint32_t region_size,
                       struct tool_handoff_file *file);

/**
 * Loads and opens a list for reading, whatever can be read of it: a violation
 * that the lenient reader tolerates is reported as a remark. False after
 * reporting why it cannot be read.
 */
bool tool_handoff_open(const struct tool_handoff_request *request, const char *path,
                       struct tool_handoff_file *file);

/**
 * Loads and opens a list for changes, at request->base. Returns TOOL_OK, or
 * after reporting why not TOOL_REFUSED or TOOL_HANDOFF_NEWER. The caller closes
 * it in every case.
 */
int tool_handoff_open_change(const struct tool_handoff_request *request,
                             struct tool_handoff_file *file);

/** Writes the list to request->out, or back to request->path. Returns the exit
 * status. */
int tool_handoff_save(const struct tool_handoff_request *request, struct tool_handoff_file *file);

void tool_handoff_close(struct tool_handoff_file *file);

/** Reports what handoff_list_check() found, with field, offset, value and
 * remedy. */
void tool_handoff_report_fault(struct tool_report *report, const char *path,
                               const struct handoff_fault *fault, const char *remedy);

/** Reports a change that the library refused, and returns the exit status. */
int tool_handoff_refuse(const struct tool_handoff_request *request, enum handoff_reason reason,
                        const char *what);

/** The exit status that a valid list's version calls for. */
int tool_handoff_version_status(uint8_t version);

/** Finds entry request->index (the first without one) of request->tag; reports
 * when there is none.
 */
bool tool_handoff_find(const struct tool_handoff_request *request, const struct handoff_list *list,
                       struct handoff_entry *entry);

/** A tag's number from its name, tlc's names and short ones included, or from a
 * number. */
bool tool_handoff_tag(const char *text, uint32_t *tag);

/** Room for what tool_handoff_tag_text() writes. */
#define TOOL_HANDOFF_TAG_TEXT_SIZE 48u

/** "fdt", or "0xfff001" for a tag without a name. */
void tool_handoff_tag_text(uint32_t tag, char text[TOOL_HANDOFF_TAG_TEXT_SIZE]);

/** A number from 0 to `max`, decimal or with 0x hexadecimal; no sign, no
 * blanks, no octal. */
bool tool_handoff_number(const char *text, uint64_t max, uint64_t *value);

#endif
