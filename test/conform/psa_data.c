/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the tables that psa_data_generate has made of Mbed TLS's test data, counts, and cleans up
 * after each case. Exit status 1 if a case failed, or if hardly any ran. */
#include "test/conform/psa_data.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#define KEYS_MAX    16
#define BUFFERS_MAX 32
#define NAMES_MAX   200

enum result { PASSED, FAILED, SKIPPED };

struct data_operations data_ops;

static jmp_buf end_of_case;
static psa_key_id_t keys[KEYS_MAX];
static unsigned key_count;
static uint8_t *buffers[BUFFERS_MAX];
static unsigned buffer_count;
static const struct data_case *present;
static bool verbose;

/* How often something was the reason that a case did not run. */
static struct tally {
    const char *name;
    unsigned count;
} skipped[NAMES_MAX], undriven[NAMES_MAX];

static unsigned total[3];

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
    if (actual == expected)
        return actual;
    printf("FAILED line %d: %s\n  %s:%d: %s is %d, not %d\n", present->line, present->title, file,
           line, what, (int)actual, (int)expected);
    longjmp(end_of_case, FAILED);
}

void data_check(bool condition, const char *what, const char *file, int line)
{
    if (condition)
        return;
    printf("FAILED line %d: %s\n  %s:%d: not %s\n", present->line, present->title, file, line,
           what);
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
    int result;

    for (const struct data_need *need = each->needs; need->name != NULL; need++)
        if (!need->met) {
            count_name(skipped, need->name);
            total[SKIPPED]++;
            return;
        }
    if (each->run == NULL) {
        count_name(undriven, each->function);
        return;
    }
    present = each;
    result = setjmp(end_of_case);
    if (result == 0)
        each->run();
    clean_up();
    total[result]++;
    if (verbose)
        printf("%s line %d: %s\n",
               result == PASSED   ? "passed"
               : result == FAILED ? "FAILED"
                                  : "skipped",
               each->line, each->title);
}

static unsigned print_tallies(const char *what, const struct tally *tallies)
{
    unsigned sum = 0;

    for (; tallies->name != NULL; tallies++) {
        printf("%s %s: %u\n", what, tallies->name, tallies->count);
        sum += tallies->count;
    }
    return sum;
}

extern const struct data_case data_cases_psa_crypto[];
extern const struct data_case data_cases_hash[];
extern const struct data_case data_cases_pbkdf2[];

int main(int argc, char **argv)
{
    static const struct data_case *const tables[] = {data_cases_psa_crypto, data_cases_hash,
                                                     data_cases_pbkdf2};
    unsigned undriven_count;

    verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
    if (psa_crypto_init() != PSA_SUCCESS)
        return 1;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        for (const struct data_case *each = tables[i]; each->title != NULL; each++)
            run_case(each);
    (void)print_tallies("skipped for", skipped);
    undriven_count = print_tallies("not driven: function", undriven);
    printf("%u passed, %u failed, %u skipped, %u not driven\n", total[PASSED], total[FAILED],
           total[SKIPPED], undriven_count);
    return total[FAILED] > 0 || total[PASSED] < 20;
}
