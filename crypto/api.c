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

/* The call under way: its vectors, and how far each has been read or written. Sizes are those of
 * the message, 0 where there is no vector. */
static struct call {
    psa_msg_t msg;
    const psa_invec *in;
    psa_outvec *out;
    size_t read[PSA_MAX_IOVEC];
    size_t written[PSA_MAX_IOVEC];
} * call;

psa_status_t psa_call(psa_handle_t handle, int32_t type, const psa_invec *in_vec, size_t in_len,
                      psa_outvec *out_vec, size_t out_len)
{
    struct call this = {.msg = {.type = type, .client_id = OWNER}, .in = in_vec, .out = out_vec};
    psa_status_t status;

    if (handle != KEDGE_CRYPTO_HANDLE || type < 0 || in_len + out_len > PSA_MAX_IOVEC)
        return PSA_ERROR_PROGRAMMER_ERROR;
    for (size_t i = 0; i < in_len; i++)
        this.msg.in_size[i] = in_vec[i].len;
    for (size_t i = 0; i < out_len; i++)
        this.msg.out_size[i] = out_vec[i].len;
    call = &this;
    status = kedge_crypto_sfn(&this.msg);
    call = NULL;
    for (size_t i = 0; i < out_len; i++)
        out_vec[i].len = this.written[i];
    return status;
}

size_t psa_read(psa_handle_t msg_handle, uint32_t invec_idx, void *buffer, size_t num_bytes)
{
    size_t *done = &call->read[invec_idx];
    size_t left = call->msg.in_size[invec_idx] - *done;
    size_t size = num_bytes < left ? num_bytes : left;

    (void)msg_handle;
    if (size > 0)
        memcpy(buffer, (const uint8_t *)call->in[invec_idx].base + *done, size);
    *done += size;
    return size;
}

void psa_write(psa_handle_t msg_handle, uint32_t outvec_idx, const void *buffer, size_t num_bytes)
{
    size_t *done = &call->written[outvec_idx];

    (void)msg_handle;
    /* The service has compared sizes: a bug of its must not become one of the caller's memory. */
    if (num_bytes > call->msg.out_size[outvec_idx] - *done)
        return;
    memcpy((uint8_t *)call->out[outvec_idx].base + *done, buffer, num_bytes);
    *done += num_bytes;
}
