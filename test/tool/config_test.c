/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What `kedge config` makes of options and profiles, and what it refuses.
 */
#include "test/tool/command_run.h"
#include "tool/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static const char schema[] =
    "mainmenu \"Test\"\n"
    "menu \"First\"\n"
    "config A\n\tbool \"A's prompt\"\n\thelp\n\t  A's help.\n\n"
    "\t  More of it.\n"
    "config B\n\tbool \"B's prompt\"\n\tdefault y if A\n\thelp\n\t  b\n"
    "config C\n\tbool \"C's prompt\"\n\tdepends on A && !B\n\thelp\n\t  c\n"
    "config COUNT\n\tint \"a count\"\n\tdefault 5 if A\n\tdefault -3\n"
    "\trange -10 10\n\thelp\n\t  n\n"
    "endmenu\n"
    "comment \"then\"\n"
    "config BASE\n\thex \"an address\"\n\trange 0x0 0xffff\n\thelp\n\t  x\n"
    "config NAME\n\tstring \"a name\"\n\tdefault \"kedge\"\n\thelp\n\t  s\n"
    "config LATE\n\tint \"late\"\n\tdefault 1\n"
    "\tdepends on A || COUNT=7 || NAME!=\"kedge\"\n\thelp\n\t  l\n";

#define CONFIG  "--kconfig Kconfig "
#define OUTPUTS CONFIG "--header out.h --cmake out.cmake profile"

static int enter(void **state)
{
    (void)state;
    command_enter_folder();
    command_write_file("Kconfig", schema);
    return 0;
}

static int leave(void **state)
{
    (void)state;
    command_leave_folder();
    return 0;
}

static void expect_values(const char *profile, const char *const *header, const char *const *cmake)
{
    command_write_file("profile", profile);
    command_expect(tool_config, OUTPUTS, TOOL_OK, "");
    for (; *header != NULL; header++) {
        if (strstr(command_read_file("out.h"), *header) == NULL)
            fail_msg("%s is missing in:\n%s", *header, command_read_file("out.h"));
    }
    for (; *cmake != NULL; cmake++) {
        if (strstr(command_read_file("out.cmake"), *cmake) == NULL)
            fail_msg("%s is missing in:\n%s", *cmake, command_read_file("out.cmake"));
    }
}

static void every_option_is_defined_with_its_default(void **state)
{
    static const char *const header[] = {
        "#ifndef KEDGE_CONFIG_H\n#define KEDGE_CONFIG_H\n",
        "\n#define CONFIG_A 0\n",
        "\n#define CONFIG_B 0\n",
        "\n#define CONFIG_C 0\n",
        "\n#define CONFIG_COUNT (-3)\n",
        "\n#define CONFIG_BASE 0x10\n",
        "\n#define CONFIG_NAME \"kedge\"\n",
        "\n#define CONFIG_LATE 0\n",
        "from the profile profile:",
        NULL,
    };
    static const char *const cmake[] = {
        "\nset(CONFIG_A OFF)\n",          "\nset(CONFIG_COUNT -3)\n", "\nset(CONFIG_BASE 0x10)\n",
        "\nset(CONFIG_NAME \"kedge\")\n", "\nset(CONFIG_LATE 0)\n",   NULL};

    (void)state;
    expect_values("CONFIG_BASE=0x10\n", header, cmake);
}

static void a_profile_and_conditions_decide(void **state)
{
    static const char *const header[] = {"CONFIG_A 1\n",          "CONFIG_B 1\n",
                                         "CONFIG_COUNT 5\n",      "CONFIG_LATE 1\n",
                                         "CONFIG_NAME \"x y\"\n", NULL};
    static const char *const cmake[] = {"set(CONFIG_A ON)\n", "set(CONFIG_COUNT 5)\n", NULL};

    (void)state;
    expect_values("# a comment\r\n# CONFIG_A is not set by this line\n\n  CONFIG_A=y  "
                  "\r\nCONFIG_BASE=0xFF\nCONFIG_NAME=\"x y\"\n"
                  "# CONFIG_C is not set",
                  header, cmake);
}

static void a_dependency_off_leaves_room_for_an_alternative(void **state)
{
    static const char *const header[] = {"CONFIG_C 1\n", "CONFIG_LATE 9\n", NULL};
    static const char *const late[] = {"CONFIG_LATE 9\n", NULL};
    static const char *const none[] = {NULL};

    (void)state;
    expect_values("CONFIG_BASE=0x0\nCONFIG_A=y\nCONFIG_B=n\nCONFIG_C=y\nCONFIG_LATE=9\n", header,
                  none);
    expect_values("CONFIG_BASE=0x0\nCONFIG_COUNT=7\nCONFIG_LATE=9\n", late, none);
    expect_values("CONFIG_BASE=0x0\nCONFIG_NAME=\"z\"\nCONFIG_LATE=9\n", late, none);
}

static void wrong_profiles_are_refused_by_line_option_and_remedy(void **state)
{
    static const struct {
        const char *profile;
        const char *says;
    } cases[] = {
        {"CONFIG_COUNR=1",
         "profile:1: there is no option CONFIG_COUNR; did you mean CONFIG_COUNT?"},
        {"CONFIG_QQQQQQQ=1", "profile:1: there is no option CONFIG_QQQQQQQ; `kedge config --list`"},
        {"\nCONFIG_A=1", "profile:2: CONFIG_A=1 is not possible: it takes y or n."},
        {"CONFIG_A=Y", "CONFIG_A=Y is not possible"},
        {"CONFIG_A=", "CONFIG_A= is not possible"},
        {"CONFIG_COUNT=y",
         "CONFIG_COUNT=y is not possible: it takes a decimal number from -10 to 10."},
        {"CONFIG_COUNT=0x5", "CONFIG_COUNT=0x5 is not possible"},
        {"CONFIG_COUNT=+5", "CONFIG_COUNT=+5 is not possible"},
        {"CONFIG_COUNT= 5", "CONFIG_COUNT= 5 is not possible"},
        {"CONFIG_COUNT=11", "CONFIG_COUNT=11 is not possible"},
        {"CONFIG_COUNT=-11", "CONFIG_COUNT=-11 is not possible"},
        {"CONFIG_COUNT=99999999999999999999", "is not possible"},
        {"CONFIG_A=y\nCONFIG_LATE=99999999999999999999", "CONFIG_LATE=99999999999999999999 is not"},
        {"# CONFIG_COUNT is not set", "CONFIG_COUNT=n is not possible"},
        {"CONFIG_BASE=16",
         "CONFIG_BASE=16 is not possible: it takes a number such as 0x10 from 0x0"},
        {"CONFIG_BASE=0x10000", "CONFIG_BASE=0x10000 is not possible"},
        {"CONFIG_BASE=0x", "CONFIG_BASE=0x is not possible"},
        {"CONFIG_NAME=kedge",
         "CONFIG_NAME=kedge is not possible: it takes a string in double quotes"},
        {"CONFIG_NAME=\"a\\b\"", "is not possible"},
        {"CONFIG_NAME=\"", "is not possible"},
        {"CONFIG_A=y\nCONFIG_A=y", "profile:2: CONFIG_A is already set in line 1; remove one"},
        {"CONFIG_A=y\n# CONFIG_A is not set", "profile:2: CONFIG_A is already set in line 1"},
        {"A=y", "profile:1: \"A=y\" is not of the form CONFIG_NAME=value"},
        {"CONFIG_A y", "is not of the form CONFIG_NAME=value"},
        {"CONFIG_A=n\nCONFIG_C=y",
         "profile:2: CONFIG_C=y needs CONFIG_A=y, which this profile turns off; turn it on, or set "
         "this to n."},
        {"CONFIG_C=y", "CONFIG_C=y needs CONFIG_A=y, which this profile leaves off; turn it on"},
        {"CONFIG_A=y\nCONFIG_C=y", "CONFIG_C=y needs CONFIG_B=n, which this profile does not give"},
        {"CONFIG_LATE=2",
         "CONFIG_LATE=2 needs CONFIG_A=y or CONFIG_COUNT=7 or CONFIG_NAME other than kedge, which "
         "this profile does not give; set that, or remove this line."},
        {"CONFIG_A=y",
         "profile: CONFIG_BASE is missing and has no default; set it to a number such"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        command_write_file("profile", cases[i].profile);
        command_expect(tool_config, OUTPUTS, TOOL_REFUSED, cases[i].says);
    }
}

static void a_refused_profile_writes_nothing(void **state)
{
    (void)state;
    command_write_file("profile", "CONFIG_BASE=0x1\nCONFIG_A=y\n");
    command_expect(tool_config, OUTPUTS, TOOL_OK, "");
    command_write_file("profile", "CONFIG_BASE=0x2\nCONFIG_A=yes\n");
    command_expect(tool_config, OUTPUTS, TOOL_REFUSED, "CONFIG_A");
    assert_non_null(strstr(command_read_file("out.h"), "CONFIG_BASE 0x1\n"));
}

static void files_are_rewritten_only_when_they_change(void **state)
{
    char longer[2048];
    struct stat before;
    struct stat after;

    (void)state;
    command_write_file("profile", "CONFIG_BASE=0x1\n");
    command_expect(tool_config, OUTPUTS, TOOL_OK, "");
    assert_int_equal(stat("out.h", &before), 0);
    command_write_file("profile", "# only a comment more\nCONFIG_BASE=0x1\n");
    command_expect(tool_config, OUTPUTS, TOOL_OK, "");
    assert_int_equal(stat("out.h", &after), 0);
    /* A file that is replaced is another one. */
    assert_true(before.st_ino == after.st_ino);
    assert_true(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
    command_write_file("profile", "CONFIG_BASE=0x3\n");
    command_expect(tool_config, OUTPUTS, TOOL_OK, "");
    assert_non_null(strstr(command_read_file("out.h"), "CONFIG_BASE 0x3\n"));
    assert_null(command_read_file("out.h.new"));
    /* A longer file that begins right is another one too. */
    snprintf(longer, sizeof longer, "%s#error\n", command_read_file("out.h"));
    command_write_file("out.h", longer);
    command_expect(tool_config, OUTPUTS, TOOL_OK, "");
    assert_null(strstr(command_read_file("out.h"), "#error"));
}

static void wrong_schemas_are_refused_by_line(void **state)
{
#define HELP "\thelp\n\t  h\n"
    static const struct {
        const char *schema;
        const char *says;
    } cases[] = {
        {"config A\n\tbool \"a\"\n" HELP "config A\n\tbool \"a\"\n" HELP,
         "Kconfig:5: A is already an option, since line 1"},
        {"config A\n" HELP, "Kconfig:1: A needs a type"},
        {"config A\n\tbool \"a\"\n", "Kconfig:1: A needs help"},
        {"config A\n\tbool a\n" HELP, "Kconfig:2: a title in double quotes"},
        {"config\n", "config needs the name"},
        {"config A\n\tbool \"a\"\n\tselect B\n" HELP, "\"select\" cannot stand here"},
        {"default y\n", "\"default\" cannot stand here"},
        {"menu \"x\"\nconfig A\n\tbool \"a\"\n" HELP, "a menu has no endmenu"},
        {"endmenu\n", "Kconfig:1: this endmenu closes no menu"},
        {"config A\n\tbool \"a\"\n\trange 0 1\n" HELP, "A has a range but is no number"},
        {"config A\n\tint \"a\"\n\trange 5 1\n" HELP, "range needs two numbers"},
        {"config A\n\tint \"a\"\n\trange 1\n" HELP, "range needs two numbers"},
        {"config A\n\tint \"a\"\n\tdefault 9\n\trange 0 5\n" HELP, "A cannot have the default 9"},
        {"config A\n\tbool \"a\"\n\tdefault 1\n" HELP, "A cannot have the default 1"},
        {"config A\n\tbool \"a\"\n\tdefault y unless B\n" HELP, "only `if` and a condition"},
        {"config A\n\tbool \"a\"\n\tdepends on Z\n" HELP,
         "the condition names Z, which is no option"},
        {"config A\n\tbool \"a\"\n\tdepends Z\n" HELP, "after `depends` stands `on`"},
        {"config A\n\tbool \"a\"\n\tdepends on\n" HELP, "the end of the line where the name"},
        {"config A\n\tbool \"a\"\n\tdepends on (A\n" HELP, "a closing parenthesis should stand"},
        {"config A\n\tbool \"a\"\n\tdepends on A && || A\n" HELP, "has || where the name"},
        {"config A\n\tbool \"a\"\n\tdepends on A A\n" HELP, "has A where its end, && or ||"},
        {"config A\n\tbool \"a\"\n\tdepends on A=\n" HELP, "the end of the line where a value"},
        {"config A\n\tbool \"a\"\n\tdepends on !!!!!!!!!!!!!!!!!!A\n" HELP, "nested so deeply"},
        {"config A\n\tint \"a\"\n" HELP "config B\n\tbool \"b\"\n\tdepends on A\n" HELP,
         "as a bool, which it"},
        {"config A\n\tint \"a\"\n" HELP "config B\n\tbool \"b\"\n\tdepends on A=y\n" HELP,
         "a value it cannot"},
        {"config A\n\tbool \"a\n" HELP, "a title in double quotes"},
        {"", "has no options"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        command_write_file("Kconfig", cases[i].schema);
        command_expect(tool_config, CONFIG "--list", TOOL_REFUSED, cases[i].says);
    }
    command_write_file("Kconfig", schema);
}

static void options_that_depend_on_themselves_are_refused(void **state)
{
    (void)state;
    command_write_file("Kconfig", "config A\n\tbool \"a\"\n\tdepends on B\n" HELP
                                  "config B\n\tbool \"b\"\n\tdepends on A\n" HELP);
    command_write_file("profile", "");
    command_expect(tool_config, OUTPUTS, TOOL_REFUSED, "A depends on itself");
    command_write_file("Kconfig", schema);
}

static void the_manual_has_every_option_with_its_help(void **state)
{
    static const char *const parts[] = {
        "First\n",
        "\nCONFIG_A: A's prompt\n    Takes y or n; default n.\n    A's help.\n\n    More of it.\n",
        "\nCONFIG_B: B's prompt\n    Takes y or n; default y if CONFIG_A=y.\n",
        "    Needs CONFIG_A=y and CONFIG_B=n.\n",
        "Takes a decimal number from -10 to 10; default 5 if CONFIG_A=y; default -3.\n",
        "\nCONFIG_BASE: an address\n    Takes a number such as 0x10 from 0x0 to 0xffff; must be "
        "set.\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        command_expect(tool_config, CONFIG "--list", TOOL_OK, parts[i]);
}

static void wrong_command_lines_are_answered_with_usage(void **state)
{
    (void)state;
    command_expect(tool_config, "", TOOL_USAGE, "usage:");
    command_expect(tool_config, "profile", TOOL_USAGE, "usage:");
    command_expect(tool_config, CONFIG, TOOL_USAGE, "usage:");
    command_expect(tool_config, CONFIG "a b", TOOL_USAGE, "usage:");
    command_expect(tool_config, CONFIG "--list profile", TOOL_USAGE, "usage:");
    command_expect(tool_config, "--nonsense", TOOL_USAGE, "usage:");
    command_expect(tool_config, "--help", TOOL_OK, "usage:");
    command_expect(tool_config, CONFIG "absent", TOOL_REFUSED, "absent: cannot be opened");
    command_expect(tool_config, "--kconfig absent profile", TOOL_REFUSED, "cannot be opened");
    command_write_file("profile", "CONFIG_BASE=0x1\n");
    command_expect(tool_config, CONFIG "--header absent/out.h profile", TOOL_REFUSED,
                   "absent/out.h: cannot be written");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_option_is_defined_with_its_default),
        cmocka_unit_test(a_profile_and_conditions_decide),
        cmocka_unit_test(a_dependency_off_leaves_room_for_an_alternative),
        cmocka_unit_test(wrong_profiles_are_refused_by_line_option_and_remedy),
        cmocka_unit_test(a_refused_profile_writes_nothing),
        cmocka_unit_test(files_are_rewritten_only_when_they_change),
        cmocka_unit_test(wrong_schemas_are_refused_by_line),
        cmocka_unit_test(options_that_depend_on_themselves_are_refused),
        cmocka_unit_test(the_manual_has_every_option_with_its_help),
        cmocka_unit_test(wrong_command_lines_are_answered_with_usage),
    };

    return cmocka_run_group_tests(tests, enter, leave);
}
