/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Provokes every status that the headers of PSA Crypto document, and holds against them what else
 * comes out.
 *
 * Standard input is what crypto_status.awk reads in the headers: a function, a status and its
 * number on each line. Fails if there is no case for such a pair, if a case gives another status,
 * if a case gives a status that is not documented or output with an error; and if any function,
 * with any of the changes that any case makes, answers something that its documentation does not
 * have.
 */
#define _POSIX_C_SOURCE 200809L

#include "test/conform/crypto_status.h"
#include "port/posix/posix.h"

#include <stdio.h>
#include <stdlib.h>

#define PAIRS_MAX 800

static struct pair {
    char function[48], status[40];
    psa_status_t number;
} pairs[PAIRS_MAX];
static size_t pair_count;

static const struct family *const families[] = {
    &family_key,        &family_hash,       &family_cipher, &family_aead,
    &family_asymmetric, &family_derivation, &family_pake,
};

/* What follows of what kind of function it is. */
static const struct status_case general[] = {
    {NULL, PSA_ERROR_INVALID_HANDLE, &no_such_key, 0, WITH_KEY},
    {NULL, PSA_ERROR_INSUFFICIENT_MEMORY, &key_not_in_table, 0, WITH_KEY},
    {NULL, PSA_ERROR_DATA_CORRUPT, &key_corrupt, 0, WITH_KEY},
    {NULL, PSA_ERROR_DATA_INVALID, &key_of_other_time, 0, WITH_KEY},
    {NULL, PSA_ERROR_DATA_CORRUPT, &key_unreadable, 0, WITH_KEY},
    {NULL, PSA_ERROR_DATA_CORRUPT, &key_lost, 0, WITH_KEY},
    {NULL, PSA_ERROR_STORAGE_FAILURE, &key_in_no_storage, 0, WITH_KEY},
    {NULL, PSA_ERROR_NOT_SUPPORTED, &key_elsewhere, 0, WITH_KEY},
    {NULL, PSA_ERROR_NOT_PERMITTED, &key_usage, 0, WITH_KEY},
    {NULL, PSA_ERROR_INVALID_ARGUMENT, &asked, PSA_ALG_NONE, WITH_ALGORITHM},
    {NULL, PSA_ERROR_NOT_SUPPORTED, &new_lifetime, 0x900001, MAKES_KEY},
    {NULL, PSA_ERROR_NOT_SUPPORTED, &new_lifetime, 0x000002, MAKES_KEY},
    {NULL, PSA_ERROR_INVALID_ARGUMENT, &new_lifetime, PSA_KEY_PERSISTENCE_READ_ONLY, MAKES_KEY},
    {NULL, PSA_ERROR_ALREADY_EXISTS, &new_exists, 0, MAKES_KEY},
    {NULL, PSA_ERROR_DATA_CORRUPT, &new_corrupt, 0, MAKES_KEY},
    {NULL, PSA_ERROR_DATA_INVALID, &new_of_other_time, 0, MAKES_KEY},
    {NULL, PSA_ERROR_STORAGE_FAILURE, &new_unwritable, 0, MAKES_KEY},
    {NULL, PSA_ERROR_STORAGE_FAILURE, &new_in_no_storage, 0, MAKES_KEY},
    {NULL, PSA_ERROR_INSUFFICIENT_STORAGE, &new_storage_full, 0, MAKES_KEY},
    {NULL, PSA_ERROR_INSUFFICIENT_MEMORY, &new_table_full, 0, MAKES_KEY},
    {NULL, PSA_ERROR_BUFFER_TOO_SMALL, &room_short, 0, WITH_OUTPUT},
    {NULL, PSA_ERROR_BAD_STATE, &already_begun, 0, BEGINS},
    {NULL, PSA_ERROR_INSUFFICIENT_MEMORY, &places_taken, 0, BEGINS},
    {NULL, PSA_ERROR_BAD_STATE, &aborted, 0, WITH_OPERATION},
};

/* What no case can bring about, and why. */
static const struct {
    const char *function;
    psa_status_t status;
    const char *reason;
} unreachable[] = {
    {"psa_hash_suspend", PSA_ERROR_NOT_SUPPORTED,
     "this image has no hash that cannot be suspended: it has CONFIG_CRYPTO_HASH_SUSPEND"},
};

static unsigned provoked, excused, failures, changed_calls;

/* ---- A scene --------------------------------------------------------------------------------- */

void scene_abort(struct scene *scene)
{
    (void)psa_hash_abort(&scene->hash);
    (void)psa_hash_abort(&scene->clone);
    (void)psa_mac_abort(&scene->mac);
    (void)psa_cipher_abort(&scene->cipher);
    (void)psa_aead_abort(&scene->aead);
    (void)psa_key_derivation_abort(&scene->derivation);
}

/* Leaves no key, operation or broken part of the machine behind. */
static void end(struct scene *scene)
{
    machine_reset();
    scene_abort(scene);
    change_undo();
    (void)psa_destroy_key(scene->key);
    (void)psa_destroy_key(scene->new_key);
}

static bool make_key(struct scene *scene)
{
    if (psa_get_key_type(&scene->attributes) == PSA_KEY_TYPE_NONE)
        return true;
    return psa_import_key(&scene->attributes, scene->material.data, scene->material.size,
                          &scene->key) == PSA_SUCCESS;
}

/* After an error, lengths are 0 and identifiers null. */
static psa_status_t call(struct scene *scene)
{
    const struct subject *subject = scene->subject;
    psa_status_t status;

    scene->length = SIZE_MAX;
    scene->new_key = PSA_KEY_ID_VENDOR_MAX;
    status = subject->call(scene);
    if (status != PSA_SUCCESS && (((subject->kind & WITH_OUTPUT) != 0 && scene->length != 0) ||
                                  ((subject->kind & MAKES_KEY) != 0 && scene->new_key != 0))) {
        failures++;
        printf("FAILED %s: has output, and is %d\n", subject->name, (int)status);
    }
    return status;
}

/* False if the scene cannot be set with this change, because of which a key cannot be made or an
 * operation not be begun. */
static bool play(const struct subject *subject, const struct change *change, uint32_t value,
                 psa_status_t *status)
{
    static struct scene scene;
    bool set = true;

    memset(&scene, 0, sizeof scene);
    scene.subject = subject;
    if (subject->describe != NULL)
        subject->describe(&scene);
    if (subject->expect != NULL)
        set = make_key(&scene) && subject->expect(&scene) == PSA_SUCCESS &&
              psa_destroy_key(scene.key) == PSA_SUCCESS;
    if (change->before != NULL)
        change->before(&scene, value);
    set = set && make_key(&scene);
    if (set && subject->begin != NULL)
        set = subject->begin(&scene) == PSA_SUCCESS;
    if (set && change->after != NULL)
        change->after(&scene, value);
    set = set && !scene.is_void;
    if (set)
        *status = call(&scene);
    end(&scene);
    return set;
}

/* ---- The cases ------------------------------------------------------------------------------- */

static const struct subject *find_subject(const char *name)
{
    for (size_t f = 0; f < COUNT_OF(families); f++)
        for (size_t i = 0; i < families[f]->subject_count; i++)
            if (strcmp(families[f]->subjects[i].name, name) == 0)
                return &families[f]->subjects[i];
    return NULL;
}

static const struct pair *find_pair(const char *function, psa_status_t status)
{
    for (size_t i = 0; i < pair_count; i++)
        if (pairs[i].number == status && strcmp(pairs[i].function, function) == 0)
            return &pairs[i];
    return NULL;
}

static void try_case(const struct subject *subject, const struct status_case *each)
{
    psa_status_t status;

    if (!play(subject, each->change, each->value, &status)) {
        failures++;
        printf("FAILED %s: the scene cannot be set with \"%s\", %#x\n", subject->name,
               each->change->name, (unsigned)each->value);
    } else if (status != each->status) {
        failures++;
        printf("FAILED %s: with \"%s\", %#x, is %d, not %d\n", subject->name, each->change->name,
               (unsigned)each->value, (int)status, (int)each->status);
    }
}

/* Tries all cases of an array that are for this subject and status. */
static unsigned try_cases(const struct subject *subject, psa_status_t status,
                          const struct status_case *cases, size_t count)
{
    unsigned tried = 0;

    for (size_t i = 0; i < count; i++) {
        bool its = cases[i].function != NULL ? strcmp(cases[i].function, subject->name) == 0
                                             : (subject->kind & cases[i].kind) != 0;

        if (!its || cases[i].status != status)
            continue;
        try_case(subject, &cases[i]);
        tried++;
    }
    return tried;
}

static bool is_excused(const struct pair *pair)
{
    for (size_t i = 0; i < COUNT_OF(unreachable); i++)
        if (unreachable[i].status == pair->number &&
            strcmp(unreachable[i].function, pair->function) == 0) {
            printf("not on this machine: %s, %s: %s\n", pair->function, pair->status,
                   unreachable[i].reason);
            return true;
        }
    return false;
}

static void provoke(const struct pair *pair)
{
    const struct subject *subject = find_subject(pair->function);
    unsigned tried = 0;

    for (size_t f = 0; subject != NULL && f < COUNT_OF(families); f++)
        tried += try_cases(subject, pair->number, families[f]->cases, families[f]->case_count);
    if (subject != NULL)
        tried += try_cases(subject, pair->number, general, COUNT_OF(general));
    provoked += tried > 0;
    if (tried > 0)
        return;
    if (is_excused(pair)) {
        excused++;
        return;
    }
    failures++;
    printf("FAILED %s: no case for %s\n", pair->function, pair->status);
}

/* A function does what it is for when nothing is wrong: else its errors prove nothing. */
static void succeed(const struct pair *pair)
{
    const struct subject *subject = find_subject(pair->function);
    struct status_case as_documented = {.change = &as_it_is};

    if (subject == NULL) {
        failures++;
        printf("FAILED %s: nothing calls it\n", pair->function);
        return;
    }
    as_documented.status = subject->normally;
    try_case(subject, &as_documented);
}

/* Every function that is called here is one of the headers': else their reader has missed it. */
static void check_subjects(void)
{
    for (size_t f = 0; f < COUNT_OF(families); f++)
        for (size_t i = 0; i < families[f]->subject_count; i++) {
            if (find_pair(families[f]->subjects[i].name, PSA_SUCCESS) != NULL)
                continue;
            failures++;
            printf("FAILED %s: not found in the headers\n", families[f]->subjects[i].name);
        }
}

/* Every case is for a status that is documented. */
static void check_cases(void)
{
    for (size_t f = 0; f < COUNT_OF(families); f++)
        for (size_t i = 0; i < families[f]->case_count; i++) {
            const struct status_case *each = &families[f]->cases[i];

            if (find_pair(each->function, each->status) != NULL)
                continue;
            failures++;
            printf("FAILED %s: %d, with \"%s\", is not documented\n", each->function,
                   (int)each->status, each->change->name);
        }
}

/* ---- Any change with any function ------------------------------------------------------------ */

static void hold_against_documentation(const struct subject *subject, const struct change *change,
                                       uint32_t value)
{
    psa_status_t status;

    if (!play(subject, change, value, &status))
        return;
    changed_calls++;
    if (status == PSA_SUCCESS || find_pair(subject->name, status) != NULL)
        return;
    failures++;
    printf("FAILED %s: with \"%s\", %#x, is %d, which is not documented\n", subject->name,
           change->name, (unsigned)value, (int)status);
}

/* Tries a change that a case makes with all functions. */
static void spread(const struct status_case *each)
{
    for (size_t f = 0; f < COUNT_OF(families); f++)
        for (size_t i = 0; i < families[f]->subject_count; i++)
            hold_against_documentation(&families[f]->subjects[i], each->change, each->value);
}

/* Is a change made by a case before this one? */
static bool is_known(const struct status_case *cases, size_t before)
{
    for (size_t i = 0; i < before; i++)
        if (cases[i].change == cases[before].change && cases[i].value == cases[before].value)
            return true;
    return false;
}

static void spread_all(const struct status_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!is_known(cases, i))
            spread(&cases[i]);
}

/* ---- The program ----------------------------------------------------------------------------- */

static void read_pairs(void)
{
    int number;

    while (pair_count < PAIRS_MAX && scanf("%47s %39s %d", pairs[pair_count].function,
                                           pairs[pair_count].status, &number) == 3)
        pairs[pair_count++].number = number;
}

int main(void)
{
    unsigned functions = 0;

    read_pairs();
    port_posix_start();
    machine_reset();
    for (size_t i = 0; i < pair_count; i++) {
        bool success = pairs[i].number == PSA_SUCCESS;

        functions += success;
        (success ? succeed : provoke)(&pairs[i]);
    }
    check_subjects();
    check_cases();
    spread_all(general, COUNT_OF(general));
    for (size_t f = 0; f < COUNT_OF(families); f++)
        spread_all(families[f]->cases, families[f]->case_count);
    printf("crypto statuses: %u functions, %zu documented errors, %u provoked, %u not on this "
           "machine; %u changed calls; %u failures\n",
           functions, pair_count - functions, provoked, excused, changed_calls, failures);
    return failures > 0 || pair_count == PAIRS_MAX;
}
