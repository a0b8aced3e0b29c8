/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Internal trusted storage that is encrypted at rest (CONFIG_ITS_ENCRYPT): assets are sealed values
 * (store/seal.h) of the internal log, with a key and a counter of their own.
 *
 * It is for parts whose internal flash is read when they are opened or debugged. Replay is not
 * looked for, since nothing more internal is there to remember by. An asset takes 28 bytes more,
 * and its size and flags are told only after all of it has been verified. Assets that were stored
 * without encryption, or with another device's key, are damaged ones here.
 *
 * The functions do what is left of a request when the service has judged it, with the status that
 * the API wants; PSA_ERROR_STORAGE_FAILURE also if the device has no key.
 */
#ifndef SERVICE_ITS_SEALED_H
#define SERVICE_ITS_SEALED_H

#include "psa/service.h"
#include "store/log.h"

/** Sets the asset to input vector 1 of the message. */
psa_status_t its_sealed_set(struct store_log *log, const struct store_id *id, const psa_msg_t *msg,
                            uint8_t flags);

/** Writes the asset from `offset`, as much as fits, to output vector 0 of the message. */
psa_status_t its_sealed_get(struct store_log *log, const struct store_id *id, const psa_msg_t *msg,
                            uint32_t offset);

/** As store_log_info(). */
psa_status_t its_sealed_info(struct store_log *log, const struct store_id *id,
                             struct store_info *info);

#endif
