/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What an application may ask about the platform it runs on: what booted, and why the system
 * restarted last. Nothing here is secret, and nothing here can be trusted by somebody outside the
 * device: for that there is attestation.
 */
#ifndef KEDGE_PLATFORM_H
#define KEDGE_PLATFORM_H

#include "psa/error.h"

#include <stdbool.h>
#include <stdint.h>

/** Request types of the service (psa_call). Each has no input and one output vector: the
 * structure that its function fills. */
#define KEDGE_PLATFORM_BOOT_INFO  1
#define KEDGE_PLATFORM_LAST_FAULT 2

/** What the boot stage verified and started. */
struct kedge_boot_info {
    uint8_t major, minor; /**< version of the image */
    uint16_t revision;    /**< continued */
    uint32_t build;       /**< continued: build number */
    uint32_t security_counter;
    uint32_t life_cycle;     /**< PSA_LIFECYCLE_* (psa/service.h) */
    uint8_t measurement[32]; /**< SHA-256 of the image */
    uint8_t signer_id[32];   /**< SHA-256 of the public key that signed it */
    bool development;        /**< provisioned with development keys: protects nothing */
};

/** A fault, as recorded before the last restart. */
struct kedge_fault {
    uint32_t reason;  /**< KEDGE_FAULT_* */
    int32_t who;      /**< negative: non-secure side; positive: partition; 0: partition manager */
    uint32_t pc;      /**< where it happened */
    uint32_t address; /**< what was reached for, 0 if unknown */
    uint32_t status;  /**< detail of the machine: on Armv8-M the CFSR or SFSR */
};

#define KEDGE_FAULT_PROGRAMMER_ERROR 1u /**< against the Firmware Framework's rules */
#define KEDGE_FAULT_PANIC            2u /**< a partition gave up */
#define KEDGE_FAULT_SECURE           3u /**< the non-secure side reached for secure memory */
#define KEDGE_FAULT_MEMORY           4u /**< against the memory protection unit */
#define KEDGE_FAULT_BUS              5u /**< no such address, or a bus gate refused */
#define KEDGE_FAULT_USAGE            6u /**< undefined instruction or bad state */
#define KEDGE_FAULT_STACK            7u /**< a secure stack limit was passed */
#define KEDGE_FAULT_HARD             8u /**< a fault that nobody else takes */
#define KEDGE_FAULT_INTERRUPT        9u /**< an exception that should never happen */

/**
 * What booted.
 *
 * PSA_ERROR_NOT_SUPPORTED  this port has no boot stage (a Linux process), or the stage left no
 *                          valid record
 */
psa_status_t kedge_boot_info(struct kedge_boot_info *info);

/**
 * The fault that led to the last restart; it can be asked any number of times until the next one.
 *
 * PSA_ERROR_DOES_NOT_EXIST  the last restart was an ordinary one
 */
psa_status_t kedge_last_fault(struct kedge_fault *fault);

#endif
