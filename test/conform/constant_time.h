/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Do branches or addresses depend on secrets? Programs that run under valgrind, which is told that
 * secrets are undefined memory: it follows them through every computation, and reports each
 * conditional jump and each address that comes of one. constant_time.sh runs them.
 *
 * What it cannot see: instructions whose own time depends on their operands (a division, or a
 * multiplication on some processors), and what another compiler than the one used makes of the
 * source.
 *
 * constant_time.c has main(), the proof that a bad branch is found, and the list of exceptions;
 * constant_time_public.c what is known to become public. Each program has cases of its own.
 */
#ifndef TEST_CONSTANT_TIME_H
#define TEST_CONSTANT_TIME_H

#include <stdbool.h>
#include <stddef.h>

struct constant_time_case {
    const char *name;
    void (*run)(void);
};

/** Of the program; the last has no name. */
extern const struct constant_time_case constant_time_cases[];

/** These bytes are secret from here on, and all that is computed of them. */
void constant_time_secret(void *data, size_t size);

/** A result, such as a ciphertext, is not secret any more. It must have come of a secret: otherwise
 * the case tests nothing, and fails. */
void constant_time_publish(void *data, size_t size);

/** Not secret, whether it came of a secret or not. */
void constant_time_public(const void *data, size_t size);

/** Is one of these bytes secret? */
bool constant_time_is_secret(const void *data, size_t size);

/** The case fails if the condition, which must not be secret, does not hold. */
#define constant_time_require(condition) constant_time_check(condition, #condition)
void constant_time_check(bool condition, const char *text);

#endif
