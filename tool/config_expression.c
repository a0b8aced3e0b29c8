/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Conditions of Kconfig: `depends on A && (B || !C) && D=3`.
 *
 * A bare name is a bool option that must be y. There is no third state "m" as in Linux.
 */
#include "tool/config.h"

#include <ctype.h>
#include <string.h>

/* Deeper than any condition a person would write, and shallow enough for any stack. */
#define NESTING_MAX 16u

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.';
}

static void take(struct tool_lexer *lexer, enum tool_token token, const char *text, size_t size)
{
    if (size >= sizeof lexer->text) {
        lexer->token = TOOL_TOKEN_BAD;
        size = sizeof lexer->text - 1;
    } else {
        lexer->token = token;
    }
    memcpy(lexer->text, text, size);
    lexer->text[size] = '\0';
}

static void take_quoted(struct tool_lexer *lexer)
{
    const char *start = lexer->next + 1;
    const char *end = strchr(start, '"');

    if (end == NULL) {
        take(lexer, TOOL_TOKEN_BAD, lexer->next, strlen(lexer->next));
        lexer->next += strlen(lexer->next);
        return;
    }
    take(lexer, TOOL_TOKEN_QUOTED, start, (size_t)(end - start));
    lexer->next = end + 1;
}

void tool_lexer_advance(struct tool_lexer *lexer)
{
    size_t size = 0;

    while (*lexer->next == ' ' || *lexer->next == '\t')
        lexer->next++;
    if (*lexer->next == '\0' || *lexer->next == '#') {
        take(lexer, TOOL_TOKEN_END, "the end of the line", 19);
        return;
    }
    if (*lexer->next == '"') {
        take_quoted(lexer);
        return;
    }
    if (is_word(*lexer->next)) {
        while (is_word(lexer->next[size]))
            size++;
        take(lexer, TOOL_TOKEN_WORD, lexer->next, size);
    } else if (strncmp(lexer->next, "&&", 2) == 0 || strncmp(lexer->next, "||", 2) == 0 ||
               strncmp(lexer->next, "!=", 2) == 0) {
        size = 2;
        take(lexer, TOOL_TOKEN_SIGN, lexer->next, size);
    } else {
        size = 1;
        take(lexer, strchr("()!=", *lexer->next) ? TOOL_TOKEN_SIGN : TOOL_TOKEN_BAD, lexer->next,
             size);
    }
    lexer->next += size;
}

static bool at_sign(const struct tool_lexer *lexer, const char *sign)
{
    return lexer->token == TOOL_TOKEN_SIGN && strcmp(lexer->text, sign) == 0;
}

static struct tool_expression *new_node(struct tool_schema *schema, enum tool_operator kind,
                                        struct tool_expression *left, struct tool_expression *right)
{
    struct tool_expression *node;

    if (schema->expression_count == TOOL_EXPRESSION_COUNT_MAX) {
        tool_report_add(schema->report, "%s: has more than %u conditions.", schema->path,
                        TOOL_EXPRESSION_COUNT_MAX);
        return NULL;
    }
    node = &schema->expressions[schema->expression_count++];
    *node = (struct tool_expression){.kind = kind, .left = left, .right = right};
    return node;
}

/* What a recursive descent needs at hand; `depth` bounds the recursion. */
struct parser {
    struct tool_schema *schema;
    struct tool_lexer *lexer;
    unsigned line;
    unsigned depth;
};

static struct tool_expression *parse_or(struct parser *parser);

static struct tool_expression *unexpected(struct parser *parser, const char *wanted)
{
    tool_report_add(parser->schema->report, "%s:%u: the condition has %s where %s should stand.",
                    parser->schema->path, parser->line, parser->lexer->text, wanted);
    return NULL;
}

static struct tool_expression *parse_name(struct parser *parser)
{
    struct tool_lexer *lexer = parser->lexer;
    struct tool_expression *node = new_node(parser->schema, TOOL_NAME, NULL, NULL);

    if (node == NULL)
        return NULL;
    node->line = parser->line;
    node->name = tool_schema_keep(parser->schema, lexer->text, strlen(lexer->text));
    tool_lexer_advance(lexer);
    if (!at_sign(lexer, "=") && !at_sign(lexer, "!="))
        return node;
    node->kind = at_sign(lexer, "=") ? TOOL_EQUAL : TOOL_UNEQUAL;
    tool_lexer_advance(lexer);
    if (lexer->token != TOOL_TOKEN_WORD && lexer->token != TOOL_TOKEN_QUOTED)
        return unexpected(parser, "a value");
    node->literal = tool_schema_keep(parser->schema, lexer->text, strlen(lexer->text));
    tool_lexer_advance(lexer);
    return node;
}

static struct tool_expression *parse_operand(struct parser *parser)
{
    struct tool_expression *inner;

    if (++parser->depth > NESTING_MAX)
        return unexpected(parser, "nothing nested so deeply");
    if (at_sign(parser->lexer, "!")) {
        tool_lexer_advance(parser->lexer);
        inner = parse_operand(parser);
        if (inner != NULL)
            inner = new_node(parser->schema, TOOL_NOT, inner, NULL);
    } else if (at_sign(parser->lexer, "(")) {
        tool_lexer_advance(parser->lexer);
        inner = parse_or(parser);
        if (inner != NULL && !at_sign(parser->lexer, ")"))
            return unexpected(parser, "a closing parenthesis");
        tool_lexer_advance(parser->lexer);
    } else if (parser->lexer->token == TOOL_TOKEN_WORD) {
        inner = parse_name(parser);
    } else {
        return unexpected(parser, "the name of an option");
    }
    parser->depth--;
    return inner;
}

static struct tool_expression *parse_and(struct parser *parser)
{
    struct tool_expression *left = parse_operand(parser);

    while (left != NULL && at_sign(parser->lexer, "&&")) {
        struct tool_expression *right;

        tool_lexer_advance(parser->lexer);
        right = parse_operand(parser);
        left = right == NULL ? NULL : new_node(parser->schema, TOOL_AND, left, right);
    }
    return left;
}

static struct tool_expression *parse_or(struct parser *parser)
{
    struct tool_expression *left = parse_and(parser);

    while (left != NULL && at_sign(parser->lexer, "||")) {
        struct tool_expression *right;

        tool_lexer_advance(parser->lexer);
        right = parse_and(parser);
        left = right == NULL ? NULL : new_node(parser->schema, TOOL_OR, left, right);
    }
    return left;
}

struct tool_expression *tool_expression_read(struct tool_schema *schema, struct tool_lexer *lexer,
                                             unsigned line)
{
    struct parser parser = {.schema = schema, .lexer = lexer, .line = line};
    struct tool_expression *expression = parse_or(&parser);

    if (expression != NULL && lexer->token != TOOL_TOKEN_END)
        return unexpected(&parser, "its end, && or ||");
    return expression;
}

struct tool_expression *tool_expression_both(struct tool_schema *schema,
                                             struct tool_expression *left,
                                             struct tool_expression *right)
{
    if (left == NULL || right == NULL)
        return left != NULL ? left : right;
    return new_node(schema, TOOL_AND, left, right);
}

static void link_name(struct tool_schema *schema, struct tool_expression *node)
{
    struct tool_value value;

    node->option = tool_schema_find(schema, node->name);
    if (node->option == NULL) {
        tool_report_add(schema->report, "%s:%u: the condition names %s, which is no option.",
                        schema->path, node->line, node->name);
    } else if (node->kind == TOOL_NAME && node->option->type != TOOL_BOOL) {
        tool_report_add(schema->report,
                        "%s:%u: the condition uses %s as a bool, which it is not: compare it with "
                        "= or !=.",
                        schema->path, node->line, node->name);
    } else if (node->kind != TOOL_NAME &&
               !tool_value_read(node->option->type, node->literal, &value)) {
        tool_report_add(schema->report,
                        "%s:%u: the condition compares %s with %s, a value it cannot have.",
                        schema->path, node->line, node->name, node->literal);
    }
}

void tool_expression_link(struct tool_schema *schema)
{
    for (size_t i = 0; i < schema->expression_count; i++) {
        if (schema->expressions[i].name != NULL)
            link_name(schema, &schema->expressions[i]);
    }
}

static bool is_equal(const struct tool_expression *node)
{
    struct tool_value value;

    if (!tool_value_read(node->option->type, node->literal, &value))
        return false;
    if (node->option->type == TOOL_STRING)
        return node->option->value.text != NULL &&
               strcmp(node->option->value.text, value.text) == 0;
    return node->option->value.number == value.number;
}

bool tool_expression_holds(const struct tool_expression *expression)
{
    switch (expression->kind) {
    case TOOL_AND:
        return tool_expression_holds(expression->left) && tool_expression_holds(expression->right);
    case TOOL_OR:
        return tool_expression_holds(expression->left) || tool_expression_holds(expression->right);
    case TOOL_NOT:
        return !tool_expression_holds(expression->left);
    case TOOL_EQUAL:
        return is_equal(expression);
    case TOOL_UNEQUAL:
        return !is_equal(expression);
    case TOOL_NAME:
        break;
    }
    return expression->option->value.number != 0;
}

static void print_within(const struct tool_expression *expression, enum tool_operator outer,
                         FILE *out)
{
    bool is_list = expression->kind == TOOL_AND || expression->kind == TOOL_OR;
    bool group = is_list && expression->kind != outer;

    fputs(group ? "(" : "", out);
    tool_expression_print(expression, out);
    fputs(group ? ")" : "", out);
}

void tool_expression_print(const struct tool_expression *expression, FILE *out)
{
    switch (expression->kind) {
    case TOOL_AND:
    case TOOL_OR:
        print_within(expression->left, expression->kind, out);
        fputs(expression->kind == TOOL_AND ? " and " : " or ", out);
        print_within(expression->right, expression->kind, out);
        break;
    case TOOL_NOT:
        if (expression->left->kind == TOOL_NAME) {
            fprintf(out, "CONFIG_%s=n", expression->left->name);
            break;
        }
        fputs("not ", out);
        print_within(expression->left, expression->kind, out);
        break;
    case TOOL_EQUAL:
        fprintf(out, "CONFIG_%s=%s", expression->name, expression->literal);
        break;
    case TOOL_UNEQUAL:
        fprintf(out, "CONFIG_%s other than %s", expression->name, expression->literal);
        break;
    case TOOL_NAME:
        fprintf(out, "CONFIG_%s=y", expression->name);
        break;
    }
}
