/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the tables that psa_data_generate has made of Mbed TLS's test data, counts, and cleans up
 * after each case. Exit status 1 if a case failed, if nothing drives a function that could be
 * driven, if a known deviation is none any more, or if hardly any case ran.
 *
 *   psa_data [-v] [-a]      -v prints every case, -a runs those that take a minute, too
 */
#include "test/conform/psa_data.h"
#include "test/conform/psa_data_verdict.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#define KEYS_MAX    16
#define BUFFERS_MAX 32
#define NAMES_MAX   200

/* A case that deviates gets what psa_data_verdict.c says that it should, instead of what it wants.
 */
enum result { PASSED, FAILED, SKIPPED, DEVIATES, BEYOND, UNDRIVEN, RESULT_COUNT };

struct data_operations data_ops;
bool data_patient;

static jmp_buf end_of_case;
static psa_key_id_t keys[KEYS_MAX];
static unsigned key_count;
static uint8_t *buffers[BUFFERS_MAX];
static unsigned buffer_count;
static const struct data_case *present;
static const char *suite;
static bool verbose;

/* How often something was the reason that a case did not pass. */
static struct tally {
    const char *name;
    unsigned count;
} skipped[NAMES_MAX], deviates[NAMES_MAX], beyond[NAMES_MAX], undriven[NAMES_MAX];

static unsigned total[RESULT_COUNT];

static void count_name(struct tally *tallies, const char *name)
{
    for (unsigned i = 0; i < NAMES_MAX; i++, tallies++)
        if (tallies->name == NULL || strcmp(tallies->name, name) == 0) {
            tallies->name = name;
            tallies->count++;
            return;
        }
    abort();
}

/* ---- What a case is made of ------------------------------------------------------------------ */

psa_status_t data_expect(psa_status_t actual, psa_status_t expected, const char *what,
                         const char *file, int line)
{
    const struct data_deviation *deviation;

    if (actual == expected)
        return actual;
    deviation = data_deviation(present->function, present->title, expected, actual);
    if (deviation != NULL) {
        count_name(deviates, deviation->reason);
        longjmp(end_of_case, DEVIATES);
    }
    printf("FAILED %s line %d: %s\n  %s:%d: %s is %d, not %d\n", suite, present->line,
           present->title, file, line, what, (int)actual, (int)expected);
    longjmp(end_of_case, FAILED);
}

void data_check(bool condition, const char *what, const char *file, int line)
{
    if (condition)
        return;
    printf("FAILED %s line %d: %s\n  %s:%d: not %s\n", suite, present->line, present->title, file,
           line, what);
    longjmp(end_of_case, FAILED);
}

void data_skip(const char *reason)
{
    count_name(skipped, reason);
    longjmp(end_of_case, SKIPPED);
}

uint8_t *data_buffer(size_t size)
{
    uint8_t *buffer = size > 0 ? calloc(1, size) : NULL;

    if (size > 0 && (buffer == NULL || buffer_count == BUFFERS_MAX))
        abort();
    if (size > 0)
        buffers[buffer_count++] = buffer;
    return buffer;
}

psa_key_attributes_t data_attributes(psa_key_type_t type, psa_key_usage_t usage,
                                     psa_algorithm_t alg)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;

    psa_set_key_type(&attributes, type);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, alg);
    return attributes;
}

psa_key_id_t data_made(psa_key_id_t key)
{
    if (key_count == KEYS_MAX)
        abort();
    keys[key_count++] = key;
    return key;
}

psa_status_t data_made_if(psa_status_t status, const psa_key_id_t *key)
{
    if (status == PSA_SUCCESS)
        (void)data_made(*key);
    return status;
}

psa_key_id_t data_import_as(const psa_key_attributes_t *attributes, const struct data *material)
{
    psa_key_id_t key;
    psa_status_t status = psa_import_key(attributes, material->bytes, material->size, &key);

    if (status == PSA_ERROR_INSUFFICIENT_MEMORY)
        data_skip("the key is larger than the arena of keys");
    if (status == PSA_ERROR_NOT_SUPPORTED)
        data_skip("a size of key that Kedge does not have");
    OK(status);
    return data_made(key);
}

psa_key_id_t data_import(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t alg,
                         const struct data *material)
{
    const psa_key_attributes_t attributes = data_attributes(type, usage, alg);

    return data_import_as(&attributes, material);
}

size_t data_key_bits(psa_key_id_t key)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;

    OK(psa_get_key_attributes(key, &attributes));
    return psa_get_key_bits(&attributes);
}

/* ---- Running --------------------------------------------------------------------------------- */

static void clean_up(void)
{
    for (unsigned i = 0; i < 2; i++)
        (void)psa_hash_abort(&data_ops.hash[i]);
    (void)psa_mac_abort(&data_ops.mac);
    (void)psa_cipher_abort(&data_ops.cipher);
    (void)psa_aead_abort(&data_ops.aead);
    (void)psa_key_derivation_abort(&data_ops.derivation);
    memset(&data_ops, 0, sizeof data_ops);
    while (key_count > 0)
        (void)psa_destroy_key(keys[--key_count]);
    while (buffer_count > 0)
        free(buffers[--buffer_count]);
}

static void run_case(const struct data_case *each)
{
    static const char *const words[] = {"passed", "FAILED", "skipped", "deviates"};
    int result;

    for (const struct data_need *need = each->needs; need->name != NULL; need++)
        if (!need->met) {
            count_name(skipped, need->name);
            total[SKIPPED]++;
            return;
        }
    if (each->run == NULL) {
        const char *reason = data_beyond(each->function);

        count_name(reason != NULL ? beyond : undriven, reason != NULL ? reason : each->function);
        return;
    }
    present = each;
    result = setjmp(end_of_case);
    if (result == 0)
        each->run();
    clean_up();
    total[result]++;
    if (verbose)
        printf("%s %s line %d: %s\n", words[result], suite, each->line, each->title);
}

/* ---- What is told ---------------------------------------------------------------------------- */

static unsigned print_tallies(const char *what, const struct tally *tallies)
{
    unsigned sum = 0;

    for (; tallies->name != NULL; tallies++) {
        printf("%s %s: %u\n", what, tallies->name, tallies->count);
        sum += tallies->count;
    }
    return sum;
}

/* A deviation that no case shows any more would hide a fault one day. */
static bool deviations_are_met(void)
{
    bool met = true;

    for (const struct data_deviation *each = data_deviations; each->reason != NULL; each++)
        if (!each->met) {
            printf("FAILED: no case deviates (%s, \"%s\"): %s\n", each->function, each->title,
                   each->reason);
            met = false;
        }
    return met;
}

#define TABLE(name) extern const struct data_case data_cases_##name[];
DATA_SUITES(TABLE)

int main(int argc, char **argv)
{
#define ENTRY(name) {#name, data_cases_##name},
    static const struct {
        const char *name;
        const struct data_case *cases;
    } suites[] = {DATA_SUITES(ENTRY)};
    bool good;

    for (int i = 1; i < argc; i++) {
        verbose |= strcmp(argv[i], "-v") == 0;
        data_patient |= strcmp(argv[i], "-a") == 0;
    }
    if (psa_crypto_init() != PSA_SUCCESS)
        return 1;
    for (size_t i = 0; i < sizeof suites / sizeof suites[0]; i++) {
        suite = suites[i].name;
        for (const struct data_case *each = suites[i].cases; each->title != NULL; each++)
            run_case(each);
    }
    (void)print_tallies("skipped for", skipped);
    (void)print_tallies("deviates:", deviates);
    total[BEYOND] = print_tallies("beyond the API:", beyond);
    total[UNDRIVEN] = print_tallies("not driven: function", undriven);
    good =
        deviations_are_met() && total[FAILED] == 0 && total[UNDRIVEN] == 0 && total[PASSED] > 1000;
    printf("%u passed, %u deviate, %u failed, %u skipped, %u beyond the API, %u not driven\n",
           total[PASSED], total[DEVIATES], total[FAILED], total[SKIPPED], total[BEYOND],
           total[UNDRIVEN]);
    return good ? 0 : 1;
}
