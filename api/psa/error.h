/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Status codes shared by every PSA API (PSA Status code API 1.0).
 *
 * Kedge never remaps a status silently: what a service returns is what its client sees. Zero is
 * success, a positive value is success with something left to do, a negative value is an error
 * after which the state is as if the call had not been made, unless the function says otherwise.
 */
#ifndef PSA_ERROR_H
#define PSA_ERROR_H

#include <stdint.h>

typedef int32_t psa_status_t;

#define PSA_SUCCESS ((psa_status_t)0)
/** Success; the change takes effect at the next reboot. */
#define PSA_SUCCESS_REBOOT ((psa_status_t)1)
/** Success; a component has to be restarted for the change to take effect. */
#define PSA_SUCCESS_RESTART ((psa_status_t)2)

/** The caller broke the rules of the Firmware Framework. Remedy: repair the caller. */
#define PSA_ERROR_PROGRAMMER_ERROR ((psa_status_t)-129)
/** The service does not accept this client or this version. */
#define PSA_ERROR_CONNECTION_REFUSED ((psa_status_t)-130)
/** The service cannot take a call now. Remedy: finish the call under way and try again. */
#define PSA_ERROR_CONNECTION_BUSY ((psa_status_t)-131)
#define PSA_ERROR_GENERIC_ERROR   ((psa_status_t)-132)
/** Policy forbids it: key usage, owner, life cycle, a write-once asset. */
#define PSA_ERROR_NOT_PERMITTED ((psa_status_t)-133)
/** The profile leaves it out, or the specification makes it optional. */
#define PSA_ERROR_NOT_SUPPORTED    ((psa_status_t)-134)
#define PSA_ERROR_INVALID_ARGUMENT ((psa_status_t)-135)
#define PSA_ERROR_INVALID_HANDLE   ((psa_status_t)-136)
#define PSA_ERROR_BAD_STATE        ((psa_status_t)-137)
#define PSA_ERROR_BUFFER_TOO_SMALL ((psa_status_t)-138)
#define PSA_ERROR_ALREADY_EXISTS   ((psa_status_t)-139)
#define PSA_ERROR_DOES_NOT_EXIST   ((psa_status_t)-140)
/** A static table is full. Remedy: free an entry, or raise its size in the profile. */
#define PSA_ERROR_INSUFFICIENT_MEMORY   ((psa_status_t)-141)
#define PSA_ERROR_INSUFFICIENT_STORAGE  ((psa_status_t)-142)
#define PSA_ERROR_INSUFFICIENT_DATA     ((psa_status_t)-143)
#define PSA_ERROR_SERVICE_FAILURE       ((psa_status_t)-144)
#define PSA_ERROR_COMMUNICATION_FAILURE ((psa_status_t)-145)
/** The storage below failed, or what it returned is damaged and the API has no finer code. */
#define PSA_ERROR_STORAGE_FAILURE  ((psa_status_t)-146)
#define PSA_ERROR_HARDWARE_FAILURE ((psa_status_t)-147)
/** The entropy source gave too little. Nothing random is returned until it recovers. */
#define PSA_ERROR_INSUFFICIENT_ENTROPY ((psa_status_t)-148)
#define PSA_ERROR_INVALID_SIGNATURE    ((psa_status_t)-149)
#define PSA_ERROR_INVALID_PADDING      ((psa_status_t)-150)
/** An invariant does not hold: an attack or a broken machine. The image must not go on. */
#define PSA_ERROR_CORRUPTION_DETECTED  ((psa_status_t)-151)
#define PSA_ERROR_DATA_CORRUPT         ((psa_status_t)-152)
#define PSA_ERROR_DATA_INVALID         ((psa_status_t)-153)
#define PSA_ERROR_DEPENDENCY_NEEDED    ((psa_status_t)-156)
#define PSA_ERROR_CURRENTLY_INSTALLING ((psa_status_t)-157)
#define PSA_ERROR_FLASH_ABUSE          ((psa_status_t)-160)
#define PSA_ERROR_INSUFFICIENT_POWER   ((psa_status_t)-161)
/** An interruptible operation has more to do: call again. */
#define PSA_OPERATION_INCOMPLETE ((psa_status_t)-248)

#endif
