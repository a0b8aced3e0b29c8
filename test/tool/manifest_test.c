/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What `kedge manifest` makes of manifests, and what it refuses, field by field.
 */
#include "test/tool/command_run.h"
#include "tool/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#define OUTPUTS "--table table.c --sids sid.h "

/* A manifest in which each test changes one thing. */
static const char good[] = "{\n"
                           "  \"psa_framework_version\": 1.1,\n"
                           "  \"name\": \"ONE\",\n"
                           "  \"kedge_id\": 7,\n"
                           "  \"type\": \"PSA-ROT\",\n"
                           "  \"priority\": \"NORMAL\",\n"
                           "  \"model\": \"SFN\",\n"
                           "  \"entry_init\": \"one_init\",\n"
                           "  \"stack_size\": \"0x200\",\n"
                           "  \"services\": [\n"
                           "    {\n"
                           "      \"name\": \"ONE_A\",\n"
                           "      \"sid\": \"0x00000070\",\n"
                           "      \"non_secure_clients\": true,\n"
                           "      \"connection_based\": false,\n"
                           "      \"stateless_handle\": 32,\n"
                           "      \"version\": 3,\n"
                           "      \"version_policy\": \"RELAXED\"\n"
                           "    }\n"
                           "  ]\n"
                           "}\n";

/* The least that a manifest must say, with a service that takes its handle from what is left. */
static void write_small(const char *file, const char *name, int id, unsigned sid, const char *more)
{
    char text[1024];

    snprintf(text, sizeof text,
             "{\"psa_framework_version\":1.1,\"name\":\"%s\",\"kedge_id\":%d,\"type\":\"PSA-ROT\","
             "\"priority\":\"LOW\",\"model\":\"SFN\",\"stack_size\":1,\"services\":[{\"name\":"
             "\"%s_S\",\"sid\":\"0x%x\",\"non_secure_clients\":false,\"connection_based\":false}]"
             "%s}",
             name, id, name, sid, more);
    command_write_file(file, text);
}

/* Writes `good` with the first `from` replaced. */
static void write_changed(const char *file, const char *from, const char *to)
{
    char text[2048];
    const char *at = strstr(good, from);

    assert_non_null(at);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from));
    command_write_file(file, text);
}

static int enter(void **state)
{
    (void)state;
    command_enter_folder();
    command_write_file("good", good);
    return 0;
}

static int leave(void **state)
{
    (void)state;
    command_leave_folder();
    return 0;
}

static void expect_in(const char *file, const char *part)
{
    if (strstr(command_read_file(file), part) == NULL)
        fail_msg("%s is missing in:\n%s", part, command_read_file(file));
}

static void the_table_says_what_the_manifest_says(void **state)
{
    (void)state;
    command_expect(tool_manifest, OUTPUTS "good", TOOL_OK, "");
    expect_in("table.c", "#include \"core/manifest.h\"\n");
    expect_in("table.c", "\npsa_status_t one_init(void);\npsa_service_handler_t one_a_sfn;\n");
    expect_in("table.c", ".id = 7,\n        .init = one_init,\n    },\n");
    expect_in("table.c", "core_partition_count = 1;");
    expect_in("table.c", "        .handler = one_a_sfn,\n"
                         "        .sid = 0x00000070u,\n"
                         "        .version = 3,\n"
                         "        .partition = 0,\n"
                         "        .stateless_index = 32,\n"
                         "        .non_secure_clients = true,\n"
                         "        .version_strict = false,\n");
    expect_in("table.c", "core_service_count = 1;");
}

static void clients_get_sid_version_and_handle(void **state)
{
    (void)state;
    command_expect(tool_manifest, OUTPUTS "good", TOOL_OK, "");
    expect_in("sid.h", "#ifndef PSA_MANIFEST_SID_H\n#define PSA_MANIFEST_SID_H\n");
    expect_in("sid.h", "#define ONE_A_SID 0x00000070u\n");
    expect_in("sid.h", "#define ONE_A_VERSION 3u\n");
    /* Index 32 is written as 0 in the low five bits. */
    expect_in("sid.h", "#define ONE_A_HANDLE ((psa_handle_t)0x40000300)\n");
}

static void a_connection_based_service_has_no_handle_and_needs_connections(void **state)
{
    (void)state;
    write_changed("a",
                  "\"connection_based\": false,\n      \"stateless_handle\": 32,\n      "
                  "\"version\": 3",
                  "\"connection_based\": true, \"version\": 65535");
    command_expect(tool_manifest, OUTPUTS "a", TOOL_OK, "");
    assert_null(strstr(command_read_file("sid.h"), "ONE_A_HANDLE"));
    expect_in("table.c", ".version = 65535,");
    expect_in("table.c", ".stateless_index = 0,");
    expect_in("table.c", "_Static_assert(CONFIG_CONNECTION_COUNT > 0,");
}

static void automatic_handles_take_the_lowest_free_numbers(void **state)
{
    (void)state;
    write_changed("a", "\"stateless_handle\": 32", "\"stateless_handle\": 1");
    write_small("b", "TWO", 2, 0x72, "");
    write_small("c", "THREE", 3, 0x73, "");
    command_expect(tool_manifest, OUTPUTS "b a c", TOOL_OK, "");
    expect_in("table.c", ".non_secure_clients = false,");
    expect_in("sid.h", "#define ONE_A_HANDLE ((psa_handle_t)0x40000301)\n");
    expect_in("sid.h", "#define TWO_S_HANDLE ((psa_handle_t)0x40000102)\n");
    expect_in("sid.h", "#define THREE_S_HANDLE ((psa_handle_t)0x40000103)\n");
}

static void written_apart_a_table_and_its_clients_cannot_disagree(void **state)
{
    (void)state;
    write_small("b", "TWO", 2, 0x72, "");
    command_expect(tool_manifest, "--table table.c b", TOOL_REFUSED,
                   "b: stateless_handle of TWO_S is \"auto\", which could differ");
    command_expect(tool_manifest, "--sids sid.h good b", TOOL_REFUSED, "is \"auto\"");
    command_expect(tool_manifest, "--table apart.c good", TOOL_OK, "");
    expect_in("apart.c", ".stateless_index = 32,");
    command_expect(tool_manifest, "--sids apart.h good", TOOL_OK, "");
    expect_in("apart.h", "#define ONE_A_HANDLE ((psa_handle_t)0x40000300)\n");
}

static void partitions_stand_after_those_they_depend_on(void **state)
{
    const char *table;

    (void)state;
    write_small("a", "A", 1, 0x71, ",\"dependencies\":[\"B_S\",\"C_S\"]");
    write_small("b", "B", 2, 0x72, ",\"dependencies\":[\"C_S\"]");
    write_small("c", "C", 3, 0x73, "");
    write_small("d", "D", 4, 0x74, "");
    command_expect(tool_manifest, OUTPUTS "a b d c", TOOL_OK, "");
    expect_in("table.c", " * Partition D\n * Partition C\n * Partition B\n * Partition A\n");
    expect_in("table.c", "A_dependencies[] = {\n    0x00000072u, /* B_S */\n"
                         "    0x00000073u, /* C_S */\n};\n");
    expect_in("table.c", ".dependencies = A_dependencies,\n        .dependency_count = 2,\n");
    table = command_read_file("table.c");
    assert_true(strstr(table, ".id = 4,") < strstr(table, ".id = 3,"));
    assert_true(strstr(table, ".id = 3,") < strstr(table, ".id = 2,"));
    assert_true(strstr(table, ".id = 2,") < strstr(table, ".id = 1,"));
    expect_in("table.c", ".handler = a_s_sfn,\n        .sid = 0x00000071u,\n        .version = 1,\n"
                         "        .partition = 3,\n");
}

static void circles_of_dependencies_are_refused(void **state)
{
    (void)state;
    write_small("a", "A", 1, 0x71, ",\"dependencies\":[\"A_S\"]");
    command_expect(tool_manifest, OUTPUTS "a", TOOL_REFUSED, "circle: A needs A;");
    write_small("a", "A", 1, 0x71, ",\"dependencies\":[\"B_S\"]");
    write_small("b", "B", 2, 0x72, ",\"dependencies\":[\"C_S\"]");
    write_small("c", "C", 3, 0x73, ",\"dependencies\":[\"B_S\"]");
    command_expect(tool_manifest, OUTPUTS "a b c", TOOL_REFUSED, " needs ");
    command_expect(tool_manifest, OUTPUTS "a b c", TOOL_REFUSED, ", which needs ");
    command_expect(tool_manifest, OUTPUTS "c a b", TOOL_REFUSED, "circle: ");
}

static void what_must_be_unique_is(void **state)
{
    static const struct {
        const char *name;
        int id;
        unsigned sid;
        const char *says;
    } cases[] = {
        {"ONE", 8, 0x71, "b: name ONE is already the partition of good."},
        {"TWO", 7, 0x71,
         "b: kedge_id 7 is already that of ONE (good); whichever "
         "of the two is newer takes another."},
        {"TWO", 8, 0x70, "b: sid 0x00000070 of TWO_S is already that of ONE_A."},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        write_small("b", cases[i].name, cases[i].id, cases[i].sid, "");
        command_expect(tool_manifest, OUTPUTS "good b", TOOL_REFUSED, cases[i].says);
    }
    write_changed("b", "\"ONE\"", "\"TWO\"");
    command_expect(tool_manifest, OUTPUTS "good b", TOOL_REFUSED,
                   "b: there are two services of the name ONE_A.");
    command_expect(tool_manifest, OUTPUTS "good b", TOOL_REFUSED,
                   "b: stateless_handle 32 of ONE_A is already that of ONE_A; whichever of "
                   "the two is newer takes another");
}

static void dependencies_must_be_offered(void **state)
{
    (void)state;
    write_small("b", "TWO", 2, 0x72, ",\"dependencies\":[\"ONE_B\"]");
    command_expect(tool_manifest, OUTPUTS "good b", TOOL_REFUSED,
                   "b: dependencies[0] is ONE_B, which no partition of this image offers; did you "
                   "mean ONE_A?");
    write_small("b", "TWO", 2, 0x72, ",\"dependencies\":[\"QQQQQQQ\"]");
    command_expect(tool_manifest, OUTPUTS "b", TOOL_REFUSED, "turn its service on in the profile");
    write_small("b", "TWO", 2, 0x72, ",\"dependencies\":[\"ONE_A\",\"ONE_A\"]");
    command_expect(tool_manifest, OUTPUTS "good b", TOOL_REFUSED,
                   "b: dependencies has ONE_A twice; remove one.");
}

/* A partition with services <name>0, <name>1, ... of consecutive SIDs. */
static void write_many(const char *file, const char *name, int id, int count, bool connections)
{
    char *text = malloc(16384);
    size_t size;

    assert_non_null(text);
    size = (size_t)sprintf(text,
                           "{\"psa_framework_version\":1.1,\"name\":\"%s\",\"kedge_id\":%d,"
                           "\"type\":\"PSA-ROT\",\"priority\":\"LOW\",\"model\":\"SFN\","
                           "\"stack_size\":1,\"services\":[",
                           name, id);
    for (int i = 0; i < count; i++)
        size += (size_t)sprintf(text + size,
                                "%s{\"name\":\"%s%d\",\"sid\":\"0x%x\",\"non_secure_clients\":"
                                "true,\"connection_based\":%s}",
                                i > 0 ? "," : "", name, i, id * 0x100 + i,
                                connections ? "true" : "false");
    sprintf(text + size, "]}");
    command_write_file(file, text);
    free(text);
}

static void more_services_than_there_is_room_for_are_refused(void **state)
{
    static const char *const names[] = {"A", "B", "C", "D", "E", "F", "G", "H"};

    (void)state;
    write_many("a", "P", 1, 33, false);
    command_expect(tool_manifest, OUTPUTS "a", TOOL_REFUSED, "services has more than 32");
    write_many("a", "P", 1, 32, false);
    command_expect(tool_manifest, OUTPUTS "a", TOOL_OK, "");
    command_expect(tool_manifest, OUTPUTS "a good", TOOL_REFUSED, "no stateless handle is left");
    /* The 33rd has no number of its own either. */
    write_small("b", "TWO", 2, 0x72, "");
    command_expect(tool_manifest, OUTPUTS "a b", TOOL_REFUSED,
                   "b: no stateless handle is left for TWO_S: there are 32.");
    for (int i = 0; i < 8; i++)
        write_many(names[i], names[i], i + 1, i < 7 ? 32 : 31, true);
    command_expect(tool_manifest, OUTPUTS "A B C D E F G H", TOOL_OK, "");
    write_many("H", "H", 8, 32, true);
    command_expect(tool_manifest, OUTPUTS "A B C D E F G H", TOOL_REFUSED,
                   "the image has 256 services; 255 are possible.");
}

/* What to change in the good manifest, and what is then said. */
static const struct {
    const char *from;
    const char *to;
    const char *says;
} wrong_fields[] = {
    {"\"psa_framework_version\": 1.1", "\"psa_framework_version\": 1.0", "is 1.0, whose"},
    {"\"psa_framework_version\": 1.1", "\"psa_framework_version\": 1.2", "takes the number 1.1"},
    {"\"psa_framework_version\": 1.1", "\"psa_framework_version\": \"1.1\"", "takes the number"},
    {"\"psa_framework_version\": 1.1,", "", "a: psa_framework_version is missing; it takes"},
    {"\"name\": \"ONE\",", "", "a: name is missing"},
    {"\"name\": \"ONE\"", "\"name\": \"1E\"", "a: name cannot be \"1E\"; it takes a name"},
    {"\"name\": \"ONE\"", "\"name\": \"O-E\"", "a: name cannot be \"O-E\""},
    {"\"name\": \"ONE\"", "\"name\": 1", "a: name cannot be 1"},
    {"\"kedge_id\": 7,", "", "a: kedge_id is missing"},
    {"\"kedge_id\": 7", "\"kedge_id\": 0", "a: kedge_id cannot be 0; it takes a number from 1"},
    {"\"kedge_id\": 7", "\"kedge_id\": 32768", "a: kedge_id cannot be 32768"},
    {"\"kedge_id\": 7", "\"kedge_id\": 1.5", "a: kedge_id cannot be 1.5"},
    {"\"kedge_id\": 7", "\"kedge_id\": 1e300", "a: kedge_id cannot be 1e+300"},
    {"\"kedge_id\": 7", "\"kedge_id\": \"7\"", "a: kedge_id cannot be \"7\""},
    {"\"kedge_id\": 7", "\"kedge_id\": 7, \"kedge_id\": 8", "a: kedge_id stands there twice"},
    {"\"type\": \"PSA-ROT\",", "", "a: type is missing"},
    {"PSA-ROT", "psa-rot", "a: type cannot be \"psa-rot\"; it takes \"PSA-ROT\" or"},
    {"\"priority\": \"NORMAL\",", "", "a: priority is missing"},
    {"NORMAL", "HIGHEST", "a: priority cannot be \"HIGHEST\"; it takes \"LOW\", \"NORMAL\""},
    {"\"model\": \"SFN\",", "", "a: model is missing"},
    {"\"SFN\"", "\"IPC\"", "a: model \"IPC\" is not built yet"},
    {"\"SFN\"", "\"SFM\"", "a: model cannot be \"SFM\"; it takes \"SFN\""},
    {"\"entry_init\"", "\"entry_point\"", "a: entry_point cannot be \"one_init\"; it takes not"},
    {"one_init", "one init", "a: entry_init cannot be \"one init\""},
    {"\"stack_size\": \"0x200\",", "", "a: stack_size is missing"},
    {"\"0x200\"", "\"512\"", "a: stack_size cannot be \"512\""},
    {"\"0x200\"", "0", "a: stack_size cannot be 0"},
    {"\"0x200\"", "-1", "a: stack_size cannot be -1"},
    {"\"0x200\"", "\"0x200000\"", "a: stack_size cannot be \"0x200000\""},
    {"\"0x200\"", "1, \"heap_size\": 1", "a: heap_size cannot be 1; it takes 0"},
    {"\"0x200\"", "1, \"description\": 1", "a: description cannot be 1; it takes a string"},
    {"\"0x200\"", "1, \"irqs\": [{}]", "a: irqs cannot be [{}]; it takes an empty array: inte"},
    {"\"0x200\"", "1, \"irqs\": {}", "a: irqs cannot be {}"},
    {"\"0x200\"", "1, \"mmio_regions\": [1]", "a: mmio_regions cannot be [1]; it takes an empty"},
    {"\"0x200\"", "1, \"dependencies\": 1", "a: dependencies cannot be 1; it takes an array"},
    {"\"0x200\"", "1, \"dependencies\": [1]", "a: dependencies cannot be [1]"},
    {"\"0x200\"", "1, \"stack_sise\": 1", "a: stack_sise is no field; did you mean stack_size?"},
    {"\"0x200\"", "1, \"zzzzzzzzz\": 1", "a: zzzzzzzzz is no field; `kedge manifest --list`"},
    {"\"services\"", "\"service\"", "a: services is missing"},
    {"\"services\": [", "\"services\": [1,", "a: services[0] is no object in braces"},
    {"\"services\": [", "\"services\": [], \"x\": [", "a: services cannot be []; it takes an"},
    {"\"name\": \"ONE_A\",", "", "a: services[0].name is missing"},
    {"ONE_A", "one_a", "a: services[0].name cannot be \"one_a\"; it takes a name"},
    {"\"sid\": \"0x00000070\",", "", "a: services[0].sid is missing"},
    {"0x00000070", "70", "a: services[0].sid cannot be \"70\"; it takes a string of 0x and"},
    {"0x00000070", "0x", "a: services[0].sid cannot be \"0x\""},
    {"0x00000070", "0x000000070", "a: services[0].sid cannot be \"0x000000070\""},
    {"0x00000070", "0x0000007g", "a: services[0].sid cannot be \"0x0000007g\""},
    {"0x00000070", "0x0", "a: services[0].sid cannot be \"0x0\""},
    {"\"0x00000070\"", "112", "a: services[0].sid cannot be 112"},
    {"\"non_secure_clients\": true,", "", "a: services[0].non_secure_clients is missing"},
    {"true", "\"true\"", "a: services[0].non_secure_clients cannot be \"true\"; it takes true"},
    {"\"connection_based\": false,", "", "a: services[0].connection_based is missing"},
    {"false", "0", "a: services[0].connection_based cannot be 0; it takes true or false."},
    {"false", "true", "a: services[0].stateless_handle cannot stand beside connection_based"},
    {": 32", ": 0", "a: services[0].stateless_handle cannot be 0; it takes \"auto\" or a num"},
    {": 32", ": 33", "a: services[0].stateless_handle cannot be 33"},
    {": 32", ": \"1\"", "a: services[0].stateless_handle cannot be \"1\""},
    {"\"version\": 3", "\"version\": 0", "a: services[0].version cannot be 0"},
    {"\"version\": 3", "\"version\": 256", "a: services[0].version cannot be 256"},
    {"RELAXED", "LOOSE", "a: services[0].version_policy cannot be \"LOOSE\"; it takes"},
    {"\"version\": 3", "\"mm_iovec\": \"enable\"", "a: services[0].mm_iovec cannot be \"enable\""},
    {"\"version\": 3", "\"description\": []", "a: services[0].description cannot be []"},
    {"\"version\": 3", "\"signal\": 3", "a: services[0].signal is no field"},
    {"\"version\": 3", "\"sid\": 3", "a: services[0].sid stands there twice"},
    {"{\n", "[\n", "a:2:26: this is not JSON."},
    {"1.1,", "1.1", "a:3:3: this is not JSON."},
    {"ONE", "O\\u0000", "a: has a zero character in a string"},
};

static void a_wrong_field_is_refused_by_its_path(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong_fields / sizeof wrong_fields[0]; i++) {
        write_changed("a", wrong_fields[i].from, wrong_fields[i].to);
        command_expect(tool_manifest, OUTPUTS "a", TOOL_REFUSED, wrong_fields[i].says);
    }
}

static void fields_that_are_not_used_may_be_there(void **state)
{
    (void)state;
    write_changed("a", "\"stack_size\": \"0x200\"",
                  "\"stack_size\": 512, \"heap_size\": 0, \"description\": \"d\", \"irqs\": [], "
                  "\"mmio_regions\": [], \"dependencies\": []");
    command_expect(tool_manifest, OUTPUTS "a", TOOL_OK, "");
    write_changed("a", "\"version\": 3,", "\"mm_iovec\": \"disable\", \"description\": \"d\",");
    command_expect(tool_manifest, OUTPUTS "a", TOOL_OK, "");
    expect_in("table.c", ".version = 1,");
    write_changed("a", ",\n      \"version_policy\": \"RELAXED\"", "");
    command_expect(tool_manifest, OUTPUTS "a", TOOL_OK, "");
    expect_in("table.c", ".version_strict = true,");
}

static void a_refused_image_writes_nothing(void **state)
{
    (void)state;
    command_expect(tool_manifest, OUTPUTS "good", TOOL_OK, "");
    write_small("b", "TWO", 7, 0x72, "");
    command_expect(tool_manifest, OUTPUTS "good b", TOOL_REFUSED, "kedge_id");
    assert_null(strstr(command_read_file("table.c"), "TWO"));
    assert_null(strstr(command_read_file("sid.h"), "TWO"));
}

static void files_are_rewritten_only_when_they_change(void **state)
{
    struct stat before;
    struct stat after;

    (void)state;
    command_expect(tool_manifest, OUTPUTS "good", TOOL_OK, "");
    assert_int_equal(stat("table.c", &before), 0);
    command_expect(tool_manifest, OUTPUTS "good", TOOL_OK, "");
    assert_int_equal(stat("table.c", &after), 0);
    assert_true(before.st_ino == after.st_ino);
    assert_true(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
}

static void command_lines_are_checked(void **state)
{
    (void)state;
    command_expect(tool_manifest, "", TOOL_USAGE, "usage:");
    command_expect(tool_manifest, "good", TOOL_USAGE, "usage:");
    command_expect(tool_manifest, "--nonsense", TOOL_USAGE, "usage:");
    command_expect(tool_manifest, "--help", TOOL_OK, "usage:");
    command_expect(tool_manifest, "--list", TOOL_OK, "kedge_id (mandatory): a number from 1");
    command_expect(tool_manifest, OUTPUTS, TOOL_REFUSED, "there is no partition: the profile");
    command_expect(tool_manifest, OUTPUTS "absent", TOOL_REFUSED, "absent: cannot be opened");
    command_expect(tool_manifest, "--table absent/t.c --sids sid.h good", TOOL_REFUSED,
                   "absent/t.c: cannot be written");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_says_what_the_manifest_says),
        cmocka_unit_test(clients_get_sid_version_and_handle),
        cmocka_unit_test(a_connection_based_service_has_no_handle_and_needs_connections),
        cmocka_unit_test(automatic_handles_take_the_lowest_free_numbers),
        cmocka_unit_test(written_apart_a_table_and_its_clients_cannot_disagree),
        cmocka_unit_test(partitions_stand_after_those_they_depend_on),
        cmocka_unit_test(circles_of_dependencies_are_refused),
        cmocka_unit_test(what_must_be_unique_is),
        cmocka_unit_test(dependencies_must_be_offered),
        cmocka_unit_test(more_services_than_there_is_room_for_are_refused),
        cmocka_unit_test(a_wrong_field_is_refused_by_its_path),
        cmocka_unit_test(fields_that_are_not_used_may_be_there),
        cmocka_unit_test(a_refused_image_writes_nothing),
        cmocka_unit_test(files_are_rewritten_only_when_they_change),
        cmocka_unit_test(command_lines_are_checked),
    };

    return cmocka_run_group_tests(tests, enter, leave);
}
