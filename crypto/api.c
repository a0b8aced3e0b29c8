/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PSA Crypto for a program without a partition manager. It links the client's stubs and the crypto
 * service, and here is what lies between them: psa_call() for this one service, and the service's
 * side of a message over the caller's vectors. So every function exists once, and a library behaves
 * like a service by construction.
 *
 * As with a partition manager, one call at a time: a program with threads puts a mutex around it.
 */
#include "psa/service.h"
#include "psa_manifest/sid.h"

#include <string.h>

/* The owner of the program's keys. No client of a partition manager has this id. */
#define OWNER 0

psa_service_handler_t kedge_crypto_sfn;

/* The call under way: what is left of each buffer. */
static struct {
    psa_invec in[PSA_MAX_IOVEC];
    psa_outvec out[PSA_MAX_IOVEC];
} call;

psa_status_t psa_call(psa_handle_t handle, int32_t type, const psa_invec *in_vec, size_t in_len,
                      psa_outvec *out_vec, size_t out_len)
{
    psa_msg_t msg = {.type = type, .handle = handle, .client_id = OWNER};
    psa_status_t status;

    if (handle != KEDGE_CRYPTO_HANDLE || type < 0 || in_len + out_len > PSA_MAX_IOVEC)
        return PSA_ERROR_PROGRAMMER_ERROR;
    memset(&call, 0, sizeof call);
    for (size_t i = 0; i < in_len; i++) {
        call.in[i] = in_vec[i];
        msg.in_size[i] = in_vec[i].len;
    }
    for (size_t i = 0; i < out_len; i++) {
        call.out[i] = out_vec[i];
        msg.out_size[i] = out_vec[i].len;
    }
    status = kedge_crypto_sfn(&msg);
    for (size_t i = 0; i < out_len; i++)
        out_vec[i].len -= call.out[i].len;
    return status;
}

size_t psa_read(psa_handle_t msg_handle, uint32_t invec_idx, void *buffer, size_t num_bytes)
{
    psa_invec *in = &call.in[invec_idx];
    size_t size = num_bytes < in->len ? num_bytes : in->len;

    (void)msg_handle;
    if (size > 0)
        memcpy(buffer, in->base, size);
    in->base = (const uint8_t *)in->base + size;
    in->len -= size;
    return size;
}

void psa_write(psa_handle_t msg_handle, uint32_t outvec_idx, const void *buffer, size_t num_bytes)
{
    psa_outvec *out = &call.out[outvec_idx];

    (void)msg_handle;
    /* The service has compared sizes: this would be a bug of its, which must not become one of the
     * caller's memory. */
    if (num_bytes > out->len)
        return;
    memcpy(out->base, buffer, num_bytes);
    out->base = (uint8_t *)out->base + num_bytes;
    out->len -= num_bytes;
}
