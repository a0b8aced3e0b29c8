/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the PSA Secure Storage APIs have in common (PSA Secure Storage API 1.0.4, section 5.2).
 */
#ifndef PSA_STORAGE_COMMON_H
#define PSA_STORAGE_COMMON_H

#include "psa/error.h"

#include <stddef.h>
#include <stdint.h>

/** Names an asset of this client. 0 names none; every client has all others to itself. */
typedef uint64_t psa_storage_uid_t;

/** PSA_STORAGE_FLAG_*; all other bits are 0. */
typedef uint32_t psa_storage_create_flags_t;

#define PSA_STORAGE_FLAG_NONE ((psa_storage_create_flags_t)0)
/** The asset can neither be changed nor removed any more. */
#define PSA_STORAGE_FLAG_WRITE_ONCE ((psa_storage_create_flags_t)1 << 0)
/** The asset is public: it need not be encrypted. */
#define PSA_STORAGE_FLAG_NO_CONFIDENTIALITY ((psa_storage_create_flags_t)1 << 1)
/** An older value of the asset would do no harm. */
#define PSA_STORAGE_FLAG_NO_REPLAY_PROTECTION ((psa_storage_create_flags_t)1 << 2)

struct psa_storage_info_t {
    size_t capacity; /**< bytes reserved; here always equal to size */
    size_t size;     /**< bytes in the asset */
    psa_storage_create_flags_t flags;
};

/** A bit of what psa_ps_get_support() returns. Internal trusted storage has no such functions. */
#define PSA_STORAGE_SUPPORT_SET_EXTENDED (1u << 0)

#endif
