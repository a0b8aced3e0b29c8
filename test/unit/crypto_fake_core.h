/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A partition manager for one service: calls kedge_crypto_sfn() with vectors that the caller sets,
 * and stops the program where the real one would stop the system.
 */
#ifndef TEST_CRYPTO_FAKE_CORE_H
#define TEST_CRYPTO_FAKE_CORE_H

#include "psa/service.h"

#include <stdlib.h>
#include <string.h>

psa_service_handler_t kedge_crypto_sfn;

/** The message under way. */
static struct {
    const uint8_t *in[PSA_MAX_IOVEC];
    size_t left[PSA_MAX_IOVEC]; /**< not yet read */
    uint8_t *out;
    size_t room;    /**< in `out` */
    size_t written; /**< of `out` */
    size_t out_count;
} fake;

size_t psa_read(psa_handle_t msg_handle, uint32_t invec_idx, void *buffer, size_t num_bytes)
{
    size_t size;

    if (msg_handle != 1 || invec_idx >= PSA_MAX_IOVEC)
        abort();
    size = num_bytes < fake.left[invec_idx] ? num_bytes : fake.left[invec_idx];
    if (size > 0)
        memcpy(buffer, fake.in[invec_idx], size);
    fake.in[invec_idx] += size;
    fake.left[invec_idx] -= size;
    return size;
}

void psa_write(psa_handle_t msg_handle, uint32_t outvec_idx, const void *buffer, size_t num_bytes)
{
    if (msg_handle != 1 || outvec_idx >= fake.out_count || num_bytes > fake.room - fake.written)
        abort();
    if (num_bytes > 0)
        memcpy(fake.out + fake.written, buffer, num_bytes);
    fake.written += num_bytes;
}

/**
 * Sends a request with up to three input vectors and, if `out` is not null, one output vector of
 * `room` bytes. fake.written tells what came.
 */
static psa_status_t fake_call(int32_t client, int32_t type, const psa_invec in[3], void *out,
                              size_t room)
{
    psa_msg_t msg = {.type = type, .handle = 1, .client_id = client};

    memset(&fake, 0, sizeof fake);
    for (int i = 0; i < 3; i++) {
        fake.in[i] = in[i].base;
        fake.left[i] = in[i].len;
        msg.in_size[i] = in[i].len;
    }
    fake.out = out;
    fake.room = out != NULL ? room : 0;
    fake.out_count = out != NULL ? 1 : 0;
    msg.out_size[0] = fake.room;
    return kedge_crypto_sfn(&msg);
}

#endif
