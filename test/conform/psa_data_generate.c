/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Turns Mbed TLS's test data for PSA Crypto (tests/suites/test_suite_psa_crypto*.data) into C.
 *
 *   psa_data_generate HEADER NAME DATA      writes C to standard output
 *
 * A case of the data is a title, perhaps a line `depends_on:`, and a line `function:argument:...`.
 * It becomes a call of data_<NAME>_<function>() or, as long as its name is no other's, of
 * data_<function>(), whose arguments are the data's own expressions for the
 * compiler to evaluate; a quoted string becomes a `struct data` of the bytes that its hexadecimal
 * digits say. Only what HEADER declares is called: a case of another function is in the table
 * without a call, and counted by who runs it. The table is `data_cases_<NAME>`.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_SIZE = 65536, PARTS_MAX = 64 };

static char *header;
static const char *name;

static void fail(const char *what, const char *which)
{
    fprintf(stderr, "psa_data_generate: %s: %s\n", what, which);
    exit(2);
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    size_t size = 0, capacity = 1 << 20;
    char *text = malloc(capacity);

    if (file == NULL || text == NULL)
        fail("cannot read", path);
    while ((size += fread(text + size, 1, capacity - 1 - size, file)) == capacity - 1)
        if ((text = realloc(text, capacity *= 2)) == NULL)
            fail("too large", path);
    text[size] = '\0';
    fclose(file);
    return text;
}

/* Where the header declares who drives a function of the data, or null: nobody. */
static const char *find_driver(const char *function)
{
    char declaration[128];
    const char *found;

    (void)snprintf(declaration, sizeof declaration, "void data_%s_%s(", name, function);
    found = strstr(header, declaration);
    if (found == NULL) {
        (void)snprintf(declaration, sizeof declaration, "void data_%s(", function);
        found = strstr(header, declaration);
    }
    return found == NULL ? NULL : found + strlen("void ");
}

/* Divides a line at its colons, but for those that are quoted or escaped; the number of parts. */
static int split(char *line, char *parts[PARTS_MAX])
{
    bool quoted = false;
    char *out = line;
    int count = 0;

    parts[count++] = line;
    for (const char *in = line; *in != '\0'; in++) {
        if (*in == '"')
            quoted = !quoted;
        if (*in == '\\' && in[1] != '\0' && !quoted) {
            *out++ = *++in;
        } else if (*in == ':' && !quoted) {
            *out++ = '\0';
            if (count == PARTS_MAX)
                fail("too many arguments", line);
            parts[count++] = out;
        } else {
            *out++ = *in;
        }
    }
    *out = '\0';
    /* Two colons behind each other are a slip of the data: there is no argument between. */
    int kept = 0;

    for (int i = 0; i < count; i++)
        if (parts[i][0] != '\0')
            parts[kept++] = parts[i];
    return kept;
}

static void print_quoted(const char *text)
{
    putchar('"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
    putchar('"');
}

/* The bytes of an argument, behind a zero: an empty string has something to point to. */
static void print_bytes(const char *digits, int number, int argument)
{
    size_t length = strcspn(digits, "\"");

    if (length % 2 != 0)
        fail("an odd number of digits", digits);
    printf("static const uint8_t bytes_%d_%d[] = {0", number, argument);
    for (size_t i = 0; i < length; i += 2) {
        if (!isxdigit((unsigned char)digits[i]) || !isxdigit((unsigned char)digits[i + 1]))
            fail("no hexadecimal digits", digits);
        printf(", 0x%.2s", digits + i);
    }
    printf("};\nstatic const struct data data_%d_%d = {%zu, bytes_%d_%d + 1};\n", number, argument,
           length / 2, number, argument);
}

/* Does the header declare an argument as a string? */
static bool is_string(const char *function, int argument)
{
    const char *at = strchr(find_driver(function), '(') + 1;

    while (--argument > 0)
        at = strchr(at, ',') + 1;
    return strncmp(at + strspn(at, " \n"), "const char *", 12) == 0;
}

static bool is_bytes(char *parts[], int argument)
{
    return parts[argument][0] == '"' && !is_string(parts[0], argument);
}

static void print_call(char *parts[], int count, int number)
{
    for (int i = 1; i < count; i++)
        if (is_bytes(parts, i))
            print_bytes(parts[i] + 1, number, i);
    const char *driver = find_driver(parts[0]);

    printf("static void case_%d(void)\n{\n    %.*s(", number, (int)strcspn(driver, "("), driver);
    for (int i = 1; i < count; i++) {
        if (i > 1)
            printf(", ");
        if (is_bytes(parts, i))
            printf("&data_%d_%d", number, i);
        else
            printf("%s", parts[i]);
    }
    printf(");\n}\n");
}

static void print_needs(char *parts[], int count, int number)
{
    printf("static const struct data_need needs_%d[] = {\n", number);
    for (int i = 1; i < count; i++) {
        printf("    {");
        print_quoted(parts[i]);
        printf(", (%s) != 0},\n", parts[i]);
    }
    printf("    {0, 0}};\n");
}

struct entry {
    char *title, *function;
    int line;
};

static struct entry *entries;
static int entry_count;

static char *copy(const char *text)
{
    char *result = strdup(text);

    if (result == NULL)
        fail("out of memory", text);
    return result;
}

static void add(const char *title, const char *function, int line)
{
    if (entry_count % 256 == 0)
        entries = realloc(entries, (size_t)(entry_count + 256) * sizeof *entries);
    if (entries == NULL)
        fail("out of memory", title);
    entries[entry_count++] = (struct entry){copy(title), copy(function), line};
}

/* One case: `lines` are the lines after the title. */
static void translate(const char *title, char *needs, char *call, int line)
{
    char *parts[PARTS_MAX];
    static char nothing[] = "depends_on";
    int number = entry_count, count = split(needs != NULL ? needs : nothing, parts);

    print_needs(parts, count, number);
    count = split(call, parts);
    if (find_driver(parts[0]) != NULL)
        print_call(parts, count, number);
    add(title, parts[0], line);
}

static void translate_all(char *text)
{
    char *title = NULL, *needs = NULL;
    int number = 0;

    for (char *line = text, *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        number++;
        if (line[0] == '#')
            continue;
        if (line[0] == '\0') {
            title = needs = NULL;
        } else if (title == NULL) {
            title = line;
        } else if (strncmp(line, "depends_on:", 11) == 0) {
            needs = line;
        } else {
            translate(title, needs, line, number);
        }
    }
}

static void print_table(void)
{
    printf("const struct data_case data_cases_%s[] = {\n", name);
    for (int i = 0; i < entry_count; i++) {
        printf("    {");
        print_quoted(entries[i].title);
        printf(", \"%s\", %d, needs_%d, ", entries[i].function, entries[i].line, i);
        if (find_driver(entries[i].function) != NULL)
            printf("case_%d},\n", i);
        else
            printf("0},\n");
    }
    printf("    {0, 0, 0, 0, 0}};\n");
}

int main(int argc, char **argv)
{
    if (argc != 4)
        fail("usage", "psa_data_generate HEADER NAME DATA");
    header = read_file(argv[1]);
    name = argv[2];
    printf("/* Made of %s by psa_data_generate. */\n", strrchr(argv[3], '/') + 1);
    printf("#include \"test/conform/psa_data.h\"\n#include \"test/conform/psa_data_terms.h\"\n\n");
    char *text = read_file(argv[3]);

    translate_all(text);
    print_table();
    for (int i = 0; i < entry_count; i++) {
        free(entries[i].title);
        free(entries[i].function);
    }
    free(entries);
    free(text);
    free(header);
    return 0;
}
