/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Inside `kedge manifest`: partitions and services as their FF-M 1.1 manifests declare them, on
 * the way to the tables of core/manifest.h.
 *
 * Three steps, each in its file: reading one manifest, checking all of them together, writing.
 * The partition manager trusts the table, so everything that can be wrong is refused here.
 */
#ifndef TOOL_MANIFEST_H
#define TOOL_MANIFEST_H

#include "tool/text.h"

#include <cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define TOOL_PARTITION_COUNT_MAX  64u
#define TOOL_SERVICE_COUNT_MAX    32u /**< in one partition */
#define TOOL_DEPENDENCY_COUNT_MAX 32u /**< in one partition */

/** Stateless handles that an image can have (FF-M 1.1, section 3.3.2). */
#define TOOL_STATELESS_COUNT_MAX 32u

struct tool_service {
    const char *name;
    uint32_t sid;
    uint16_t version;
    bool non_secure_clients;
    bool connection_based;
    bool version_strict;
    uint8_t stateless_index; /**< 1..32; 0: connection based, or "auto" until the check */
};

struct tool_partition {
    const char *path; /**< of its manifest, for messages */
    cJSON *json;      /**< owns the strings */
    const char *name;
    const char *entry_init; /**< or null */
    int32_t id;
    struct tool_service services[TOOL_SERVICE_COUNT_MAX];
    size_t service_count;
    const char *dependencies[TOOL_DEPENDENCY_COUNT_MAX]; /**< names of services */
    size_t dependency_count;
};

struct tool_manifests {
    struct tool_partition partitions[TOOL_PARTITION_COUNT_MAX];
    size_t partition_count;
};

/** One field of a manifest, and the words to say about it. */
struct tool_field {
    const char *name;
    bool mandatory;
    const char *takes; /**< what it may be: completes "it takes ..." */
    const char *note;  /**< for the manual */
};

/** An object of a manifest, with what its messages begin with. */
struct tool_object {
    struct tool_report *report;
    const char *file;
    const char *path; /**< "" or "services[0]." */
    const cJSON *json;
};

/** Reports fields that the table does not have, and fields that stand there twice. */
void tool_object_check_names(const struct tool_object *object, const struct tool_field *fields,
                             size_t count);
/** The field's value, or null: absent, which is reported if it is mandatory. */
const cJSON *tool_object_get(const struct tool_object *object, const struct tool_field *field);
/** Reports that the field's value is none that it takes. */
void tool_object_refuse(const struct tool_object *object, const struct tool_field *field);

/* Each of these returns the field's value. Where it is absent or, after a report, wrong, the
 * result is null, `fallback`, 0 or an empty list. */
const char *tool_object_name(const struct tool_object *object, const struct tool_field *field);
bool tool_object_bool(const struct tool_object *object, const struct tool_field *field,
                      bool fallback);
/** A whole number from `minimum` to `maximum`, or a string of 0x and hexadecimal digits if `hex`.
 */
long long tool_object_number(const struct tool_object *object, const struct tool_field *field,
                             long long minimum, long long maximum, bool hex);
/** The index of a string in `choices`. */
size_t tool_object_choice(const struct tool_object *object, const struct tool_field *field,
                          const char *const *choices, size_t count, size_t fallback);
/** An array, of at most `count_max` elements, or null. */
const cJSON *tool_object_array(const struct tool_object *object, const struct tool_field *field,
                               size_t count_max);
void tool_object_string(const struct tool_object *object, const struct tool_field *field);

/**
 * Reads one manifest. `text` may go afterwards; the partition keeps `path`. Returns false after
 * reporting each problem. Free the partition in either case with tool_manifest_free().
 */
bool tool_manifest_parse(struct tool_report *report, const char *path, const char *text,
                         struct tool_partition *partition);
void tool_manifest_free(struct tool_partition *partition);

/** Prints what a manifest may contain, field by field. */
void tool_manifest_list(FILE *out);

/**
 * Checks the manifests of an image together, gives "auto" handles their numbers, and puts
 * partitions after those they depend on. Returns false after reporting each problem.
 *
 * The number that "auto" gets depends on the other partitions, so where the table and the names for
 * clients are not written of the same ones, `allow_auto` is false and it is refused: a client would
 * call another service than the one it named.
 */
bool tool_manifest_check(struct tool_report *report, struct tool_manifests *manifests,
                         bool allow_auto);

/** The service with this name, or null. `owner`, if not null, gets its partition. */
const struct tool_service *tool_manifest_find(const struct tool_manifests *manifests,
                                              const char *name,
                                              const struct tool_partition **owner);

/** Writes the tables of core/manifest.h, and psa_manifest/sid.h. */
void tool_manifest_write_table(const struct tool_manifests *manifests, FILE *out);
void tool_manifest_write_sids(const struct tool_manifests *manifests, FILE *out);

#endif
