/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a client: authenticated encryption, packed into psa_call(). */
#include "kedge/crypto_call.h"
#include "psa/client.h"
#include "psa/crypto.h"
#include "psa_manifest/sid.h"

#include <stdbool.h>
#include <string.h>

/* Do two buffers share bytes? */
static bool overlap(const void *a, size_t a_size, const void *b, size_t b_size)
{
    uintptr_t a_start = (uintptr_t)a;
    uintptr_t b_start = (uintptr_t)b;

    return a_start < b_start ? b_start - a_start < a_size : a_start - b_start < b_size;
}

/*
 * The service writes output behind the input that it has read, piece by piece: good if the output
 * starts at the input or before it. Where it starts inside the input, the input is moved there
 * first; it would be overwritten anyhow. Then nothing else may lie there that is still to be read.
 */
static psa_status_t settle(psa_invec *input, const psa_invec *ad, void *output)
{
    if ((uintptr_t)output <= (uintptr_t)input->base || !overlap(input->base, input->len, output, 1))
        return PSA_SUCCESS;
    if (overlap(ad->base, ad->len, output, input->len))
        return PSA_ERROR_NOT_SUPPORTED;
    memmove(output, input->base, input->len);
    input->base = output;
    return PSA_SUCCESS;
}

/* What both directions have in common; `in[1]` and `in[2]` are the additional data and the data. */
static psa_status_t call(enum kedge_crypto_request request, struct kedge_crypto_args *args,
                         const uint8_t *nonce, size_t nonce_length, psa_invec in[3],
                         psa_outvec *out)
{
    psa_status_t status = PSA_SUCCESS;

    if (nonce_length > sizeof args->nonce)
        return PSA_ERROR_INVALID_ARGUMENT;
    args->nonce_size = (uint8_t)nonce_length;
    if (nonce_length > 0)
        memcpy(args->nonce, nonce, nonce_length);
    in[0] = (psa_invec){args, sizeof *args};
    /* An output that is too short is the service's to refuse, and nothing must move. */
    if (out->len >= in[2].len)
        status = settle(&in[2], &in[1], out->base);
    if (status == PSA_SUCCESS)
        status = psa_call(KEDGE_CRYPTO_HANDLE, (int32_t)request, in, 3, out, 1);
    return status;
}

psa_status_t psa_aead_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *nonce,
                              size_t nonce_length, const uint8_t *additional_data,
                              size_t additional_data_length, const uint8_t *plaintext,
                              size_t plaintext_length, uint8_t *ciphertext, size_t ciphertext_size,
                              size_t *ciphertext_length)
{
    struct kedge_crypto_args args = {.key = key, .algorithm = alg};
    psa_invec in[3] = {
        [1] = {additional_data, additional_data_length},
        [2] = {plaintext, plaintext_length},
    };
    psa_outvec out = {ciphertext, ciphertext_size};
    psa_status_t status = call(KEDGE_CRYPTO_AEAD_ENCRYPT, &args, nonce, nonce_length, in, &out);

    *ciphertext_length = status == PSA_SUCCESS ? out.len : 0;
    return status;
}

psa_status_t psa_aead_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *nonce,
                              size_t nonce_length, const uint8_t *additional_data,
                              size_t additional_data_length, const uint8_t *ciphertext,
                              size_t ciphertext_length, uint8_t *plaintext, size_t plaintext_size,
                              size_t *plaintext_length)
{
    struct kedge_crypto_args args = {.key = key, .algorithm = alg};
    size_t tag_length = PSA_AEAD_TAG_LENGTH(PSA_KEY_TYPE_NONE, 0, alg);
    psa_invec in[3] = {[1] = {additional_data, additional_data_length}};
    psa_outvec out = {plaintext, plaintext_size};
    psa_status_t status;

    *plaintext_length = 0;
    if (tag_length > sizeof args.tag || ciphertext_length < tag_length)
        return PSA_ERROR_INVALID_ARGUMENT;
    /* The tag travels with the arguments, so that the data may be moved without it. */
    in[2] = (psa_invec){ciphertext, ciphertext_length - tag_length};
    if (tag_length > 0)
        memcpy(args.tag, ciphertext + in[2].len, tag_length);
    status = call(KEDGE_CRYPTO_AEAD_DECRYPT, &args, nonce, nonce_length, in, &out);
    if (status == PSA_SUCCESS)
        *plaintext_length = out.len;
    else if (status == PSA_ERROR_INVALID_SIGNATURE && plaintext_size > 0)
        memset(plaintext, 0, plaintext_size);
    return status;
}
