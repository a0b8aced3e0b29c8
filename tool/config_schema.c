/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Reads config/Kconfig: menus, options and their attributes, line by line.
 */
#include "tool/config.h"

#include <stdlib.h>
#include <string.h>

/** Menus within menus, at most. */
#define MENU_DEPTH_MAX 8u

/* Where the reader stands. */
struct reader {
    struct tool_schema *schema;
    struct tool_report *report;
    struct tool_lexer lexer;
    struct tool_option *option; /* whose attributes follow, or null */
    const char *menus[MENU_DEPTH_MAX];
    size_t menu_depth;
    size_t index; /* of the line in hand */
};

char **tool_config_split(char *text, size_t *count)
{
    size_t line_count = 1;
    char **lines;

    for (const char *p = text; *p != '\0'; p++)
        line_count += *p == '\n';
    lines = calloc(line_count, sizeof lines[0]);
    if (lines == NULL)
        return NULL;
    for (size_t i = 0; i < line_count; i++) {
        size_t size = strcspn(text, "\n");

        lines[i] = text;
        text += size + (text[size] != '\0');
        lines[i][size] = '\0';
        if (size > 0 && lines[i][size - 1] == '\r')
            lines[i][size - 1] = '\0';
    }
    *count = line_count;
    return lines;
}

struct tool_option *tool_schema_find(struct tool_schema *schema, const char *name)
{
    for (size_t i = 0; i < schema->option_count; i++) {
        if (strcmp(schema->options[i].name, name) == 0)
            return &schema->options[i];
    }
    return NULL;
}

const char *tool_schema_keep(struct tool_schema *schema, const char *text, size_t size)
{
    char *kept = schema->words + schema->word_used;

    memcpy(kept, text, size);
    kept[size] = '\0';
    schema->word_used += size + 1;
    return kept;
}

static unsigned line_number(const struct reader *reader)
{
    return (unsigned)reader->index + 1;
}

static void wrong(struct reader *reader, const char *what)
{
    tool_report_add(reader->report, "%s:%u: %s.", reader->schema->path, line_number(reader), what);
}

static const char *keep_token(struct reader *reader)
{
    return tool_schema_keep(reader->schema, reader->lexer.text, strlen(reader->lexer.text));
}

static bool at_word(const struct reader *reader, const char *word)
{
    return reader->lexer.token == TOOL_TOKEN_WORD && strcmp(reader->lexer.text, word) == 0;
}

static void expect_end(struct reader *reader, const char *what)
{
    if (reader->lexer.token != TOOL_TOKEN_END)
        wrong(reader, what);
}

/* The quoted title of mainmenu, menu and comment. */
static const char *read_title(struct reader *reader)
{
    const char *title = NULL;

    if (reader->lexer.token != TOOL_TOKEN_QUOTED) {
        wrong(reader, "a title in double quotes should stand here");
        return NULL;
    }
    title = keep_token(reader);
    tool_lexer_advance(&reader->lexer);
    expect_end(reader, "nothing may follow the title");
    return title;
}

static void read_config(struct reader *reader)
{
    struct tool_schema *schema = reader->schema;
    struct tool_option *earlier;

    reader->option = NULL;
    if (reader->lexer.token != TOOL_TOKEN_WORD) {
        wrong(reader, "config needs the name of an option");
        return;
    }
    earlier = tool_schema_find(schema, reader->lexer.text);
    if (earlier != NULL) {
        tool_report_add(reader->report, "%s:%u: %s is already an option, since line %u.",
                        schema->path, line_number(reader), earlier->name, earlier->line);
        return;
    }
    if (schema->option_count == TOOL_OPTION_COUNT_MAX) {
        wrong(reader, "there are too many options; raise TOOL_OPTION_COUNT_MAX in tool/config.h");
        return;
    }
    reader->option = &schema->options[schema->option_count++];
    reader->option->name = keep_token(reader);
    reader->option->line = line_number(reader);
    if (reader->menu_depth > 0)
        reader->option->menu = reader->menus[reader->menu_depth - 1];
    tool_lexer_advance(&reader->lexer);
    expect_end(reader, "nothing may follow the option's name");
}

static void open_menu(struct reader *reader)
{
    const char *title = read_title(reader);

    reader->option = NULL;
    if (reader->menu_depth == MENU_DEPTH_MAX) {
        wrong(reader, "menus are nested too deeply");
        return;
    }
    reader->menus[reader->menu_depth++] = title;
}

static void close_menu(struct reader *reader)
{
    reader->option = NULL;
    if (reader->menu_depth == 0)
        wrong(reader, "this endmenu closes no menu");
    else
        reader->menu_depth--;
    expect_end(reader, "nothing may follow endmenu");
}

static void read_type(struct reader *reader, enum tool_option_type type)
{
    if (reader->option->has_type)
        wrong(reader, "the option already has a type");
    reader->option->has_type = true;
    reader->option->type = type;
    reader->option->prompt = read_title(reader);
}

static void read_default(struct reader *reader)
{
    struct tool_option *option = reader->option;
    struct tool_default *entry;

    if (option->default_count == TOOL_DEFAULT_COUNT_MAX) {
        wrong(reader, "the option has too many defaults");
        return;
    }
    if (reader->lexer.token != TOOL_TOKEN_WORD && reader->lexer.token != TOOL_TOKEN_QUOTED) {
        wrong(reader, "default needs a value: y, n, a number or a quoted string");
        return;
    }
    entry = &option->defaults[option->default_count++];
    entry->literal = keep_token(reader);
    tool_lexer_advance(&reader->lexer);
    if (at_word(reader, "if")) {
        tool_lexer_advance(&reader->lexer);
        entry->condition =
            tool_expression_read(reader->schema, &reader->lexer, line_number(reader));
        return;
    }
    expect_end(reader, "only `if` and a condition may follow the default's value");
}

static bool read_bound(struct reader *reader, long long *bound)
{
    struct tool_value value;
    bool good = tool_value_read(TOOL_INT, reader->lexer.text, &value) ||
                tool_value_read(TOOL_HEX, reader->lexer.text, &value);

    if (good)
        *bound = value.number;
    tool_lexer_advance(&reader->lexer);
    return good;
}

static void read_range(struct reader *reader)
{
    struct tool_option *option = reader->option;
    bool good = read_bound(reader, &option->minimum) && read_bound(reader, &option->maximum);

    if (!good || option->minimum > option->maximum)
        wrong(reader, "range needs two numbers, the smaller one first");
    else if (option->has_range)
        wrong(reader, "the option already has a range");
    option->has_range = good;
    expect_end(reader, "nothing may follow the range");
}

static void read_depends(struct reader *reader)
{
    struct tool_expression *condition;

    if (!at_word(reader, "on")) {
        wrong(reader, "after `depends` stands `on` and a condition");
        return;
    }
    tool_lexer_advance(&reader->lexer);
    condition = tool_expression_read(reader->schema, &reader->lexer, line_number(reader));
    reader->option->depends =
        tool_expression_both(reader->schema, reader->option->depends, condition);
}

static size_t indent_of(const char *line)
{
    size_t columns = 0;

    for (; *line == ' ' || *line == '\t'; line++)
        columns = *line == '\t' ? (columns / 8 + 1) * 8 : columns + 1;
    return columns;
}

static bool is_blank(const char *line)
{
    return line[strspn(line, " \t")] == '\0';
}

/* Help goes on for as long as lines are indented as far as its first one. */
static void read_help(struct reader *reader)
{
    struct tool_schema *schema = reader->schema;
    size_t first = reader->index + 1;
    size_t last = reader->index;
    size_t indent = 0;

    for (size_t i = first; i < schema->line_count; i++) {
        if (is_blank(schema->lines[i]))
            continue;
        if (i == first)
            indent = indent_of(schema->lines[i]);
        if (indent == 0 || indent_of(schema->lines[i]) < indent)
            break;
        last = i;
    }
    if (last < first) {
        wrong(reader, "help needs indented text on the next line");
        return;
    }
    reader->option->help = schema->lines + first;
    reader->option->help_count = last - first + 1;
    reader->option->help_indent = indent;
    reader->index = last;
}

/* A word that says something of the option in hand. */
static bool read_attribute(struct reader *reader, const char *word)
{
    static const char *const types[] = {"bool", "int", "hex", "string"};

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(word, types[i]) == 0) {
            read_type(reader, (enum tool_option_type)i);
            return true;
        }
    }
    if (strcmp(word, "default") == 0)
        read_default(reader);
    else if (strcmp(word, "range") == 0)
        read_range(reader);
    else if (strcmp(word, "depends") == 0)
        read_depends(reader);
    else if (strcmp(word, "help") == 0)
        read_help(reader);
    else
        return false;
    return true;
}

static void read_line(struct reader *reader)
{
    char word[TOOL_WORD_SIZE_MAX];

    reader->lexer.next = reader->schema->lines[reader->index];
    tool_lexer_advance(&reader->lexer);
    if (reader->lexer.token == TOOL_TOKEN_END)
        return;
    memcpy(word, reader->lexer.text, sizeof word);
    tool_lexer_advance(&reader->lexer);
    if (strcmp(word, "config") == 0)
        read_config(reader);
    else if (strcmp(word, "menu") == 0)
        open_menu(reader);
    else if (strcmp(word, "endmenu") == 0)
        close_menu(reader);
    else if (strcmp(word, "mainmenu") == 0 || strcmp(word, "comment") == 0)
        read_title(reader);
    else if (reader->option == NULL || !read_attribute(reader, word))
        tool_report_add(reader->report,
                        "%s:%u: \"%s\" cannot stand here; this tool reads config, menu, endmenu, "
                        "comment, mainmenu and, within config, bool, int, hex, string, default, "
                        "range, depends on and help.",
                        reader->schema->path, line_number(reader), word);
}

static void check_default(struct tool_schema *schema, const struct tool_option *option,
                          const char *literal)
{
    struct tool_value value;

    if (!tool_value_read(option->type, literal, &value) ||
        (option->has_range && (value.number < option->minimum || value.number > option->maximum)))
        tool_report_add(schema->report, "%s:%u: %s cannot have the default %s.", schema->path,
                        option->line, option->name, literal);
}

static void check_options(struct tool_schema *schema)
{
    for (size_t i = 0; i < schema->option_count; i++) {
        const struct tool_option *option = &schema->options[i];

        if (!option->has_type)
            tool_report_add(schema->report, "%s:%u: %s needs a type: bool, int, hex or string.",
                            schema->path, option->line, option->name);
        if (option->help_count == 0)
            tool_report_add(schema->report, "%s:%u: %s needs help: what it does, and its unit.",
                            schema->path, option->line, option->name);
        if (option->has_range && option->type != TOOL_INT && option->type != TOOL_HEX)
            tool_report_add(schema->report, "%s:%u: %s has a range but is no number.", schema->path,
                            option->line, option->name);
        for (size_t j = 0; j < option->default_count; j++)
            check_default(schema, option, option->defaults[j].literal);
    }
}

static void read_lines(struct tool_schema *schema)
{
    struct reader reader = {.schema = schema, .report = schema->report};
    unsigned before = schema->report->count;

    for (; reader.index < schema->line_count; reader.index++)
        read_line(&reader);
    if (reader.menu_depth > 0)
        tool_report_add(schema->report, "%s: a menu has no endmenu.", schema->path);
    if (schema->option_count == 0)
        tool_report_add(schema->report, "%s: has no options.", schema->path);
    check_options(schema);
    /* A condition that could not be read would be reported a second time, for what it lacks. */
    if (schema->report->count == before)
        tool_expression_link(schema);
}

void tool_schema_free(struct tool_schema *schema)
{
    if (schema == NULL)
        return;
    free(schema->words);
    free(schema->lines);
    free(schema->text);
    free(schema);
}

struct tool_schema *tool_schema_parse(struct tool_report *report, const char *path, char *text)
{
    unsigned before = report->count;
    struct tool_schema *schema = calloc(1, sizeof *schema);

    if (schema == NULL) {
        free(text);
        tool_report_add(report, "%s: cannot be read: out of memory.", path);
        return NULL;
    }
    schema->path = path;
    schema->report = report;
    schema->text = text;
    /* Every word kept is a token, and no token is shorter than the zero that ends it. */
    schema->words = malloc(2 * strlen(text) + 2);
    schema->lines = tool_config_split(text, &schema->line_count);
    if (schema->words != NULL && schema->lines != NULL)
        read_lines(schema);
    else
        tool_report_add(report, "%s: cannot be read: out of memory.", path);
    if (report->count == before)
        return schema;
    tool_schema_free(schema);
    return NULL;
}
