/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Inside `kedge config`: options, their rules, and what a profile makes of them.
 *
 * The schema is config/Kconfig, in a subset of the Kconfig language. A profile is a file of lines
 * CONFIG_NAME=value. Resolving gives every option one value: the profile's, or else the first
 * default whose condition holds, or else, where its dependencies do not hold, n or 0. Unlike
 * Kconfig, a profile that says something which cannot be had is refused rather than corrected:
 * nobody should ship a product in the belief that an option is on.
 */
#ifndef TOOL_CONFIG_H
#define TOOL_CONFIG_H

#include "tool/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define TOOL_OPTION_COUNT_MAX     256u
#define TOOL_EXPRESSION_COUNT_MAX 1024u
#define TOOL_DEFAULT_COUNT_MAX    4u
#define TOOL_WORD_SIZE_MAX        256u

enum tool_option_type { TOOL_BOOL, TOOL_INT, TOOL_HEX, TOOL_STRING };

/** A value of any type: `number` is 0 or 1 for a bool; `text` is a string's, without quotes. */
struct tool_value {
    long long number;
    const char *text;
};

struct tool_option;

enum tool_operator { TOOL_AND, TOOL_OR, TOOL_NOT, TOOL_EQUAL, TOOL_UNEQUAL, TOOL_NAME };

/** A node of a condition. NAME uses `name`; EQUAL and UNEQUAL compare `name` with `literal`. */
struct tool_expression {
    enum tool_operator kind;
    struct tool_expression *left; /**< the only operand of NOT */
    struct tool_expression *right;
    const char *name;
    const char *literal;
    struct tool_option *option; /**< what `name` names, once the whole schema is read */
    unsigned line;
};

struct tool_default {
    const char *literal;
    struct tool_expression *condition; /**< null: always */
};

struct tool_option {
    const char *name; /**< without CONFIG_ */
    const char *prompt;
    const char *menu;  /**< title of the menu it stands in, or null */
    char *const *help; /**< lines, `help_count` of them */
    size_t help_count;
    size_t help_indent; /**< columns to leave out of each help line */
    unsigned line;
    enum tool_option_type type;
    bool has_type;
    bool has_range;
    bool visiting; /**< its value is being worked out: meeting it again is a circle */
    bool resolved;
    long long minimum;
    long long maximum;
    struct tool_default defaults[TOOL_DEFAULT_COUNT_MAX];
    size_t default_count;
    struct tool_expression *depends; /**< null: always */
    const char *set;                 /**< what the profile says, or null */
    unsigned set_line;
    struct tool_value value; /**< after tool_profile_resolve() */
};

struct tool_schema {
    const char *path;
    char *text;   /**< the file; `lines` point into it */
    char **lines; /**< zero-terminated lines */
    size_t line_count;
    char *words; /**< copies of the names and literals, one after another */
    size_t word_used;
    struct tool_expression expressions[TOOL_EXPRESSION_COUNT_MAX];
    size_t expression_count;
    struct tool_option options[TOOL_OPTION_COUNT_MAX];
    size_t option_count;
    struct tool_report *report;
};

/** Splits a text in place at newlines; carriage returns at line ends go. To be freed; null when out
 * of memory. */
char **tool_config_split(char *text, size_t *count);

/**
 * Reads the text of config/Kconfig, which must come from malloc() and is the schema's from now on.
 * `path` is for messages, and must live as long. Returns null after reporting each problem with its
 * line, and with the text freed. Free the result with tool_schema_free().
 */
struct tool_schema *tool_schema_parse(struct tool_report *report, const char *path, char *text);
void tool_schema_free(struct tool_schema *schema);

/** The option with this name (without CONFIG_), or null. */
struct tool_option *tool_schema_find(struct tool_schema *schema, const char *name);

/** Keeps a copy of `size` bytes of text for the life of the schema. */
const char *tool_schema_keep(struct tool_schema *schema, const char *text, size_t size);

/** Prints the manual of all options. */
void tool_schema_list(const struct tool_schema *schema, FILE *out);

/** The tokens of one line. */
enum tool_token {
    TOOL_TOKEN_END,
    TOOL_TOKEN_WORD,
    TOOL_TOKEN_QUOTED,
    TOOL_TOKEN_SIGN, /**< one of ( ) ! = and, as one token, && || != */
    TOOL_TOKEN_BAD,
};

struct tool_lexer {
    const char *next;
    enum tool_token token;
    char text[TOOL_WORD_SIZE_MAX]; /**< the token, without quotes */
};

/** Moves to the next token of the line. */
void tool_lexer_advance(struct tool_lexer *lexer);

/**
 * Reads a condition up to the end of the line. The lexer stands on its first token. Returns null
 * after reporting what is wrong.
 */
struct tool_expression *tool_expression_read(struct tool_schema *schema, struct tool_lexer *lexer,
                                             unsigned line);
/** Both must hold; either may be null, which holds always. */
struct tool_expression *tool_expression_both(struct tool_schema *schema,
                                             struct tool_expression *left,
                                             struct tool_expression *right);
/** Finds the options that all conditions name, and checks that their types fit. */
void tool_expression_link(struct tool_schema *schema);
/** Does the condition hold? All options in it are resolved. */
bool tool_expression_holds(const struct tool_expression *expression);
/** Writes a condition as people would say it: "CONFIG_A=y and CONFIG_B=n". */
void tool_expression_print(const struct tool_expression *expression, FILE *out);

/** Reads a literal as a value of the type; false if it is not one. */
bool tool_value_read(enum tool_option_type type, const char *literal, struct tool_value *value);
/** "a number from 1 to 64", for messages and the manual. */
void tool_value_describe(const struct tool_option *option, FILE *out);

/**
 * Reads a profile into `set` and `set_line` of the schema's options, and gives each option its
 * value. `text` must live as long as the values are used. Problems are reported with their line.
 */
void tool_profile_read(struct tool_schema *schema, const char *path, char *text);
void tool_profile_resolve(struct tool_schema *schema, const char *path);

/** Writes all values as C macros, and as CMake variables. `profile` is the name to mention. */
void tool_config_write_header(const struct tool_schema *schema, const char *profile, FILE *out);
void tool_config_write_cmake(const struct tool_schema *schema, const char *profile, FILE *out);

#endif
