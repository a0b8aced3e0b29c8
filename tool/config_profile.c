/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Reads a profile and gives every option its value.
 */
#include "tool/config.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char prefix[] = "CONFIG_";
#define PREFIX_SIZE (sizeof prefix - 1)

static bool read_number(const char *literal, int base, long long *number)
{
    char *end;

    errno = 0;
    *number = strtoll(literal, &end, base);
    return errno == 0 && end != literal && *end == '\0';
}

/* Characters that mean the same in a C string and in a CMake one. */
static bool is_plain(const char *text)
{
    for (; *text != '\0'; text++) {
        if (!isprint((unsigned char)*text) || strchr("\"\\$;", *text) != NULL)
            return false;
    }
    return true;
}

bool tool_value_read(enum tool_option_type type, const char *literal, struct tool_value *value)
{
    *value = (struct tool_value){0};
    switch (type) {
    case TOOL_BOOL:
        value->number = literal[0] == 'y';
        return strcmp(literal, "y") == 0 || strcmp(literal, "n") == 0;
    case TOOL_INT:
        /* strtoll() would take leading space, a plus sign, and zeros that look octal. */
        return (isdigit((unsigned char)literal[0]) || literal[0] == '-') &&
               read_number(literal, 10, &value->number);
    case TOOL_HEX:
        return strncmp(literal, "0x", 2) == 0 && isxdigit((unsigned char)literal[2]) &&
               read_number(literal, 16, &value->number);
    case TOOL_STRING:
        break;
    }
    value->text = literal;
    return is_plain(literal);
}

void tool_value_describe(const struct tool_option *option, FILE *out)
{
    static const char *const kinds[] = {"y or n", "a decimal number", "a number such as 0x10",
                                        "a string in double quotes, without \" \\ $ ;"};

    fputs(kinds[option->type], out);
    if (option->has_range && option->minimum == option->maximum)
        fprintf(out, ", %lld and no other yet", option->minimum);
    else if (option->has_range && option->type == TOOL_INT)
        fprintf(out, " from %lld to %lld", option->minimum, option->maximum);
    else if (option->has_range)
        fprintf(out, " from 0x%llx to 0x%llx", (unsigned long long)option->minimum,
                (unsigned long long)option->maximum);
}

/* A message that needs the words of another function: printed to memory first. */
struct phrase {
    char *text;
    size_t size;
};

static FILE *phrase_open(struct phrase *phrase)
{
    FILE *out = open_memstream(&phrase->text, &phrase->size);

    if (out == NULL)
        abort();
    return out;
}

static void report_unknown(struct tool_schema *schema, const char *path, unsigned line,
                           const char *name)
{
    struct tool_nearest nearest = {.word = name};

    for (size_t i = 0; i < schema->option_count; i++)
        tool_nearest_try(&nearest, schema->options[i].name);
    if (nearest.best != NULL)
        tool_report_add(schema->report,
                        "%s:%u: there is no option CONFIG_%s; did you mean CONFIG_%s?", path, line,
                        name, nearest.best);
    else
        tool_report_add(schema->report,
                        "%s:%u: there is no option CONFIG_%s; `kedge config --list` prints all.",
                        path, line, name);
}

static void report_value(struct tool_schema *schema, const char *path,
                         const struct tool_option *option)
{
    struct phrase phrase;
    FILE *out = phrase_open(&phrase);

    tool_value_describe(option, out);
    fclose(out);
    tool_report_add(schema->report, "%s:%u: CONFIG_%s=%s is not possible: it takes %s.", path,
                    option->set_line, option->name, option->set, phrase.text);
    free(phrase.text);
}

static void set_option(struct tool_schema *schema, const char *path, unsigned line,
                       const char *name, const char *value)
{
    struct tool_option *option = tool_schema_find(schema, name);

    if (option == NULL) {
        report_unknown(schema, path, line, name);
    } else if (option->set != NULL) {
        tool_report_add(schema->report,
                        "%s:%u: CONFIG_%s is already set in line %u; remove one of them.", path,
                        line, name, option->set_line);
    } else {
        option->set = value;
        option->set_line = line;
    }
}

static char *trim(char *text)
{
    size_t size;

    text += strspn(text, " \t");
    size = strlen(text);
    while (size > 0 && strchr(" \t", text[size - 1]) != NULL)
        text[--size] = '\0';
    return text;
}

/* "# CONFIG_X is not set" is how Kconfig writes CONFIG_X=n; any other comment says nothing. */
static void read_comment(struct tool_schema *schema, const char *path, unsigned line, char *text)
{
    static const char ending[] = " is not set";
    char *name = trim(text + 1);
    char *end = strstr(name, ending);

    if (strncmp(name, prefix, PREFIX_SIZE) != 0 || end == NULL || end[sizeof ending - 1] != '\0')
        return;
    *end = '\0';
    set_option(schema, path, line, name + PREFIX_SIZE, "n");
}

static void read_line(struct tool_schema *schema, const char *path, unsigned line, char *text)
{
    char *equal;

    text = trim(text);
    if (*text == '\0')
        return;
    if (*text == '#') {
        read_comment(schema, path, line, text);
        return;
    }
    equal = strchr(text, '=');
    if (equal == NULL || strncmp(text, prefix, PREFIX_SIZE) != 0) {
        tool_report_add(schema->report,
                        "%s:%u: \"%s\" is not of the form CONFIG_NAME=value; a comment begins "
                        "with #.",
                        path, line, text);
        return;
    }
    *equal = '\0';
    set_option(schema, path, line, text + PREFIX_SIZE, equal + 1);
}

void tool_profile_read(struct tool_schema *schema, const char *path, char *text)
{
    size_t count = 0;
    char **lines = tool_config_split(text, &count);

    if (lines == NULL) {
        tool_report_add(schema->report, "%s: cannot be read: out of memory.", path);
        return;
    }
    for (size_t i = 0; i < count; i++)
        read_line(schema, path, (unsigned)i + 1, lines[i]);
    free(lines);
}

/* A string stands in quotes in a profile; the quotes are no part of its value. */
static bool read_set_value(struct tool_option *option)
{
    char *text;
    size_t size;

    if (option->type != TOOL_STRING)
        return tool_value_read(option->type, option->set, &option->value);
    size = strlen(option->set);
    if (size < 2 || option->set[0] != '"' || option->set[size - 1] != '"')
        return false;
    /* The text of the profile is ours to write to: set points into it. */
    text = (char *)option->set + 1;
    text[size - 2] = '\0';
    option->set = text;
    return tool_value_read(TOOL_STRING, text, &option->value);
}

static bool in_range(const struct tool_option *option)
{
    return !option->has_range ||
           (option->value.number >= option->minimum && option->value.number <= option->maximum);
}

static void resolve(struct tool_schema *schema, const char *path, struct tool_option *option);

static void resolve_names(struct tool_schema *schema, const char *path,
                          const struct tool_expression *expression)
{
    if (expression == NULL)
        return;
    resolve_names(schema, path, expression->left);
    resolve_names(schema, path, expression->right);
    if (expression->option != NULL)
        resolve(schema, path, expression->option);
}

/* Of several conditions that must all hold, the first that does not. */
static const struct tool_expression *find_unmet(const struct tool_expression *expression)
{
    while (expression->kind == TOOL_AND) {
        expression = tool_expression_holds(expression->left) ? expression->right : expression->left;
    }
    return expression;
}

static void report_unmet(struct tool_schema *schema, const char *path,
                         const struct tool_option *option)
{
    const struct tool_expression *unmet = find_unmet(option->depends);
    const char *reason = ", which this profile does not give; set that, or ";
    const char *remedy = "remove this line";
    struct phrase phrase;
    FILE *out = phrase_open(&phrase);

    tool_expression_print(unmet, out);
    fclose(out);
    if (unmet->kind == TOOL_NAME)
        reason = unmet->option->set != NULL ? ", which this profile turns off; turn it on, or "
                                            : ", which this profile leaves off; turn it on, or ";
    if (option->type == TOOL_BOOL)
        remedy = "set this to n";
    tool_report_add(schema->report, "%s:%u: CONFIG_%s=%s needs %s%s%s.", path, option->set_line,
                    option->name, option->set, phrase.text, reason, remedy);
    free(phrase.text);
}

static void take_default(struct tool_schema *schema, const char *path, struct tool_option *option)
{
    for (size_t i = 0; i < option->default_count; i++) {
        const struct tool_default *entry = &option->defaults[i];

        resolve_names(schema, path, entry->condition);
        if (entry->condition == NULL || tool_expression_holds(entry->condition)) {
            tool_value_read(option->type, entry->literal, &option->value);
            return;
        }
    }
    if (option->type != TOOL_BOOL) {
        struct phrase phrase;
        FILE *out = phrase_open(&phrase);

        tool_value_describe(option, out);
        fclose(out);
        tool_report_add(schema->report,
                        "%s: CONFIG_%s is missing and has no default; set it to %s (%s).", path,
                        option->name, phrase.text, option->prompt);
        free(phrase.text);
    }
}

static void take_set_value(struct tool_schema *schema, const char *path, struct tool_option *option,
                           bool available)
{
    if (!read_set_value(option) || !in_range(option)) {
        report_value(schema, path, option);
    } else if (!available && (option->type != TOOL_BOOL || option->value.number != 0)) {
        report_unmet(schema, path, option);
    }
}

static void resolve(struct tool_schema *schema, const char *path, struct tool_option *option)
{
    bool available;

    if (option->resolved)
        return;
    if (option->visiting) {
        tool_report_add(schema->report, "%s:%u: %s depends on itself.", schema->path, option->line,
                        option->name);
        return;
    }
    option->visiting = true;
    resolve_names(schema, path, option->depends);
    available = option->depends == NULL || tool_expression_holds(option->depends);
    if (option->set != NULL)
        take_set_value(schema, path, option, available);
    else if (available)
        take_default(schema, path, option);
    option->visiting = false;
    option->resolved = true;
}

void tool_profile_resolve(struct tool_schema *schema, const char *path)
{
    for (size_t i = 0; i < schema->option_count; i++)
        resolve(schema, path, &schema->options[i]);
}
