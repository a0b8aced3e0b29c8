/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a client: how requests are packed into psa_call(). The functions themselves are in
 * crypto_<family>.c. */
#include "client/crypto.h"

#include "psa_manifest/sid.h"

#include <string.h>

psa_status_t client_crypto_call(int32_t request, const psa_invec *in, size_t in_count,
                                psa_outvec *out, size_t *length)
{
    psa_status_t status =
        psa_call(KEDGE_CRYPTO_HANDLE, request, in, in_count, out, out != NULL ? 1 : 0);

    if (length != NULL)
        *length = status == PSA_SUCCESS ? out->len : 0;
    return status;
}

psa_status_t client_crypto_compute(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                   size_t input_length, uint8_t *output, size_t output_size,
                                   size_t *output_length, int32_t request)
{
    const uint32_t args[2] = {key, alg};
    psa_invec in[2] = {{args, sizeof args}, {input, input_length}};
    psa_outvec out = {output, output_size};

    return client_crypto_call(request, in, 2, &out, output_length);
}

psa_status_t client_crypto_check(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                 size_t input_length, const uint8_t *expected,
                                 size_t expected_length, int32_t request)
{
    const uint32_t args[2] = {key, alg};
    psa_invec in[3] = {{args, sizeof args}, {input, input_length}, {expected, expected_length}};

    return client_crypto_call(request, in, 3, NULL, NULL);
}

psa_status_t client_crypto_setup(uint32_t *handle, psa_key_id_t key, psa_algorithm_t alg,
                                 int32_t request)
{
    const uint32_t args[2] = {key, alg};
    psa_invec in = {args, sizeof args};
    psa_outvec out = {handle, sizeof *handle};

    if (*handle != 0)
        return PSA_ERROR_BAD_STATE;
    return client_crypto_call(request, &in, 1, &out, NULL);
}

psa_status_t client_crypto_make_key(const void *args, size_t args_size, const void *data,
                                    size_t data_length, psa_key_id_t *key, int32_t request)
{
    psa_invec in[2] = {{args, args_size}, {data, data_length}};
    psa_outvec out = {key, sizeof *key};

    *key = PSA_KEY_ID_NULL;
    return client_crypto_call(request, in, 2, &out, NULL);
}

/* After a request for an operation. */
static psa_status_t ended(uint32_t *handle, int32_t request, psa_status_t status)
{
    if (status == PSA_SUCCESS && (request & KEDGE_CRYPTO_ENDS) != 0)
        *handle = 0;
    return status;
}

psa_status_t client_crypto_feed(uint32_t *handle, const uint8_t *input, size_t input_length,
                                int32_t request)
{
    psa_invec in[2] = {{handle, sizeof *handle}, {input, input_length}};

    return ended(handle, request, client_crypto_call(request, in, 2, NULL, NULL));
}

psa_status_t client_crypto_fetch(uint32_t *handle, uint8_t *output, size_t output_size,
                                 size_t *output_length, int32_t request)
{
    psa_invec in = {handle, sizeof *handle};
    psa_outvec out = {output, output_size};

    return ended(handle, request, client_crypto_call(request, &in, 1, &out, output_length));
}

/* Of a place before the input the difference wraps, and is larger than any length. */
bool client_crypto_disturbs(const uint8_t *place, size_t before, const psa_invec *in)
{
    return in->len > 0 && place != in->base &&
           (uintptr_t)place - (uintptr_t)in->base < in->len + before;
}

psa_status_t client_crypto_pass(struct client_crypto_args *args, size_t behind, psa_invec data,
                                size_t before, psa_outvec out, size_t *output_length,
                                int32_t request)
{
    psa_invec in[2] = {{args, sizeof args->args + behind}, data};
    uint8_t *place = before > 0 ? (uint8_t *)out.base + before : out.base;
    size_t room = out.len - before;
    size_t keep = data.len > room ? data.len - room : 0;

    if (client_crypto_disturbs(place, before, &data) && keep <= CLIENT_CRYPTO_KEPT_MAX) {
        in[1].len -= keep;
        in[0].len += keep;
        memcpy(args->behind + behind, (const uint8_t *)data.base + in[1].len, keep);
        in[1].base = memmove(place, data.base, in[1].len);
    }
    return client_crypto_call(request, in, 2, &out, output_length);
}

psa_status_t client_crypto_update(uint32_t handle, const uint8_t *input, size_t input_length,
                                  uint8_t *output, size_t output_size, size_t *output_length,
                                  int32_t request)
{
    struct client_crypto_args args = {.args = {.key = handle}};

    return client_crypto_pass(&args, 0, (psa_invec){input, input_length}, 0,
                              (psa_outvec){output, output_size}, output_length, request);
}

psa_status_t client_crypto_abort(uint32_t *handle)
{
    if (*handle == 0)
        return PSA_SUCCESS;
    return client_crypto_feed(handle, NULL, 0, KEDGE_CRYPTO_ABORT);
}
