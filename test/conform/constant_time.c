/* SPDX-License-Identifier: Apache-2.0 */
#include "test/conform/constant_time.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <valgrind/memcheck.h>

/*
 * Known exceptions: for each, the function (and its caller, where it is a function of many), what
 * depends on a secret there, why that is so, and the words by which CAVEATS.md says it. valgrind is
 * told of no others, and constant_time.sh finds a reason that is not met any more. Which of the
 * functions with one reason are met depends on what a compiler joins.
 */
enum kind { BRANCH, ADDRESS };

#define AES_TABLE     "AES looks up tables", "AES (ours): encryption looks up a table"
#define PRIVATE_VALUE "whether it is in its range", "Whether a private value is in its range"
#define PRIME_LENGTH  "how many bits the primes have", "tell the lengths of the primes"
#define KEY_FORM \
    "first and last bits of a key's numbers, the same in all good keys", "the form of its numbers"
#define PADDING                                                          \
    "whether padding is right, and how long the message is: the answer", \
        "tell that padding is wrong by their status"

static const struct {
    const char *function, *caller;
    enum kind kind;
    const char *why, *caveat;
} exceptions[] = {
    {"sub_byte", NULL, ADDRESS, AES_TABLE},
    {"sub_column", NULL, ADDRESS, AES_TABLE},
    {"restore_column", NULL, ADDRESS, AES_TABLE},
    {"rotate", NULL, ADDRESS, AES_TABLE},
    {"round_column", NULL, ADDRESS, AES_TABLE},
    {"crypto_aes_encrypt", NULL, ADDRESS, AES_TABLE},
    {"p256_validate_privkey", NULL, BRANCH, PRIVATE_VALUE},
    {"p256_public_from_private", NULL, BRANCH, PRIVATE_VALUE},
    {"crypto_modular_begin", "power_by_prime", BRANCH, PRIME_LENGTH},
    {"crypto_modular_begin", "power_by_prime", ADDRESS, PRIME_LENGTH},
    {"mbedtls_mpi_core_bitlen", "crypto_modular_begin", BRANCH, PRIME_LENGTH},
    {"take_number", NULL, BRANCH, KEY_FORM},
    {"is_odd", NULL, BRANCH, KEY_FORM},
    {"crypto_rsa_key_parse", NULL, BRANCH, KEY_FORM},
    {"crypto_mbedtls_rsa_decrypt", NULL, BRANCH, PADDING},
    {"memmove", "crypto_mbedtls_rsa_decrypt", BRANCH, PADDING},
    {"memmove", "crypto_mbedtls_rsa_decrypt", ADDRESS, PADDING},
    {"finish_padded", NULL, BRANCH, PADDING},
    {"memmove", "finish_padded", BRANCH, PADDING},
    {"memmove", "finish_padded", ADDRESS, PADDING},
    {"pad_pkcs1", NULL, BRANCH, "which random bytes were 0 and are drawn anew",
     "Random bytes that are drawn anew"},
};

#define EXCEPTION_COUNT (sizeof exceptions / sizeof exceptions[0])

/* In the form that valgrind reads. An address may be of any size, and what is found there may
 * decide a branch that the processor does not have (a conditional move, say): each kind has its own
 * names. */
static void print_suppressions(void)
{
    static const char *const kinds[2][3] = {{"Cond"}, {"Value8", "Value4", "Value1"}};

    for (size_t i = 0; i < EXCEPTION_COUNT; i++)
        for (size_t k = 0; k < 3 && kinds[exceptions[i].kind][k] != NULL; k++) {
            printf("{\n   %s\n   Memcheck:%s\n   fun:%s\n", exceptions[i].why,
                   kinds[exceptions[i].kind][k], exceptions[i].function);
            if (exceptions[i].caller != NULL)
                printf("   fun:%s\n", exceptions[i].caller);
            puts("}");
        }
}

static void print_exceptions(void)
{
    for (size_t i = 0; i < EXCEPTION_COUNT; i++)
        printf("exception: %s in %s%s%s: %s (CAVEATS: %s)\n",
               exceptions[i].kind == BRANCH ? "branches" : "addresses", exceptions[i].function,
               exceptions[i].caller != NULL ? " of " : "",
               exceptions[i].caller != NULL ? exceptions[i].caller : "", exceptions[i].why,
               exceptions[i].caveat);
}

static bool failed;

void constant_time_check(bool condition, const char *text)
{
    if (condition)
        return;
    printf("  not so: %s\n", text);
    failed = true;
}

void constant_time_secret(void *data, size_t size)
{
    (void)VALGRIND_MAKE_MEM_UNDEFINED(data, size);
}

void constant_time_public(const void *data, size_t size)
{
    (void)VALGRIND_MAKE_MEM_DEFINED(data, size);
}

bool constant_time_is_secret(const void *data, size_t size)
{
    const uint8_t *bytes = data;
    uint8_t bits = 0;

    for (size_t i = 0; i < size && bits == 0; i++)
        (void)VALGRIND_GET_VBITS(bytes + i, &bits, 1);
    return bits != 0;
}

void constant_time_publish(void *data, size_t size)
{
    constant_time_require(constant_time_is_secret(data, size));
    constant_time_public(data, size);
}

/* --- What must be found ------------------------------------------------------------------------
 */

static volatile unsigned met;

static void branch_on_a_secret(void)
{
    uint8_t secret = 5;

    constant_time_secret(&secret, 1);
    if ((secret & 1) != 0)
        met++;
}

static void look_a_secret_up(void)
{
    static const volatile uint8_t table[256] = {0};
    uint8_t secret = 5;

    constant_time_secret(&secret, 1);
    met += table[secret];
}

/* The way of secrets that most functions have: to their place by memcpy(), in a static array. */
static void branch_on_a_copy(void)
{
    static uint8_t kept[16];
    uint8_t secret[16] = {1};

    constant_time_secret(secret, sizeof secret);
    memcpy(kept, secret, sizeof kept);
    for (size_t i = 0; i < sizeof kept; i++)
        if (kept[i] == 7)
            met++;
}

static const struct constant_time_case mistakes[] = {
    {"a branch on a secret", branch_on_a_secret},
    {"an address that a secret is in", look_a_secret_up},
    {"a branch on a secret's copy", branch_on_a_copy},
    {0},
};

/* --- Running -----------------------------------------------------------------------------------
 */

/* Runs cases, of which valgrind has to find fault with all or with none. */
static bool run(const struct constant_time_case *cases, bool faulty)
{
    bool good = true;

    for (; cases->name != NULL; cases++) {
        unsigned before = VALGRIND_COUNT_ERRORS, found;

        VALGRIND_PRINTF("%s\n", cases->name);
        failed = false;
        cases->run();
        found = VALGRIND_COUNT_ERRORS - before;
        failed = failed || (found > 0) != faulty;
        printf("%s  %s: %u dependences\n", failed ? "FAIL" : "ok  ", cases->name, found);
        good = good && !failed;
    }
    return good;
}

int main(int argc, char **argv)
{
    bool good;

    if (argc == 2 && strcmp(argv[1], "--suppressions") == 0) {
        print_suppressions();
        return 0;
    }
    if (argc == 2 && strcmp(argv[1], "--exceptions") == 0) {
        print_exceptions();
        return 0;
    }
    if (RUNNING_ON_VALGRIND == 0) {
        fputs("constant_time: nothing is found without valgrind: use constant_time.sh\n", stderr);
        return 2;
    }
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    good = run(mistakes, true);
    good = run(constant_time_cases, false) && good;
    return good ? 0 : 1;
}
