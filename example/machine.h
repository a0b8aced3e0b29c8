/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the examples know of the machine they run on.
 */
#ifndef EXAMPLE_MACHINE_H
#define EXAMPLE_MACHINE_H

#include <stdint.h>

/** An address in secure RAM, to be refused; 0 on a machine where there is none to try. */
uint32_t machine_secure_address(void);

#endif
