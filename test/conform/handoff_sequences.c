/* SPDX-License-Identifier: Apache-2.0 */
/**
 * handoff_sequences [--first SEED] COUNT: plays COUNT random sequences of operations on transfer
 * lists against the model of test/support/handoff_model.h and prints how many it was.
 *
 * Each sequence has the generator of its own number, so that one can be played alone: the first
 * difference aborts, behind a line that says how. Exit status 0; 2 for a wrong call.
 */
#include "test/support/handoff_model.h"

#include <inttypes.h>
#include <signal.h>

#define INPUT_SIZE_MAX 256u

/* splitmix64: neighbouring seeds have nothing in common. */
static uint64_t next_random(uint64_t *seed)
{
    uint64_t z = *seed += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static uint64_t number; /* of the sequence that is played */

static void tell_sequence(int signal_number)
{
    (void)signal_number;
    fprintf(stderr, "handoff_sequences: to repeat it: handoff_sequences --first %" PRIu64 " 1\n",
            number);
}

static uint32_t play(struct model *model)
{
    uint64_t seed = number;
    uint8_t input[INPUT_SIZE_MAX];
    size_t size = 1 + next_random(&seed) % INPUT_SIZE_MAX;

    for (size_t i = 0; i < size; i++)
        input[i] = (uint8_t)next_random(&seed);
    return model_play(model, input, size);
}

/* A number of digits alone. */
static bool read_number(const char *text, uint64_t *value)
{
    char *end;

    *value = strtoull(text, &end, 10);
    return *text >= '0' && *text <= '9' && *end == '\0';
}

int main(int argc, char **argv)
{
    static struct model model;
    uint64_t first = 0, count, operations = 0;
    bool has_first = argc == 4 && strcmp(argv[1], "--first") == 0;

    if ((argc != 2 && !has_first) || !read_number(argv[argc - 1], &count) ||
        (has_first && !read_number(argv[2], &first))) {
        fputs("usage: handoff_sequences [--first SEED] COUNT\n", stderr);
        return 2;
    }
    (void)signal(SIGABRT, tell_sequence);
    for (number = first; number < first + count; number++)
        operations += play(&model);
    printf("%" PRIu64 " sequences of operations on transfer lists, %" PRIu64
           " operations: no difference from the model\n",
           count, operations);
    return count == 0;
}
