/* SPDX-License-Identifier: Apache-2.0 */
/**
 * As much of cmocka as the tests of handoff/ use, for machines that cmocka is not packaged for:
 * test/cross.sh puts this folder on the include path. A failed assertion ends the program.
 */
#ifndef TEST_SUPPORT_CMOCKA_H
#define TEST_SUPPORT_CMOCKA_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct CMUnitTest {
    const char *name;
    void (*function)(void **state);
};

#define cmocka_unit_test(function) \
    {                              \
#function, function        \
    }

#define assert_true(condition)                                              \
    do {                                                                    \
        if (!(condition)) {                                                 \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                        \
        }                                                                   \
    } while (0)
#define assert_false(condition)             assert_true(!(condition))
#define assert_null(pointer)                assert_true((pointer) == NULL)
#define assert_non_null(pointer)            assert_true((pointer) != NULL)
#define assert_int_equal(a, b)              assert_true((long long)(a) == (long long)(b))
#define assert_int_not_equal(a, b)          assert_true((long long)(a) != (long long)(b))
#define assert_ptr_equal(a, b)              assert_true((const void *)(a) == (const void *)(b))
#define assert_string_equal(a, b)           assert_true(strcmp(a, b) == 0)
#define assert_memory_equal(a, b, size)     assert_true(memcmp(a, b, size) == 0)
#define assert_memory_not_equal(a, b, size) assert_true(memcmp(a, b, size) != 0)

#define cmocka_run_group_tests(tests, setup, teardown) \
    run_tests(tests, sizeof(tests) / sizeof((tests)[0]))

static inline int run_tests(const struct CMUnitTest *tests, size_t count)
{
    void *state = NULL;

    for (size_t i = 0; i < count; i++) {
        tests[i].function(&state);
        printf("ok %s\n", tests[i].name);
    }
    return 0;
}

#endif
