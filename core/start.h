/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The start of the secure image, after the port has made it safe to run.
 */
#ifndef CORE_START_H
#define CORE_START_H

/**
 * Takes over the record of the last fault, then runs every partition's entry_init in the order of
 * the table (a partition comes after those it depends on). A partition that does not start is a
 * panic: recorded, and the system restarts.
 */
void core_start(void);

#endif
