/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a client: authenticated encryption. */
#include "client/crypto.h"

#include <string.h>

/* The longest nonce; and a length that no nonce has: the service refuses a request for it, but not
 * before it has looked at the key. */
#define NONCE_MAX 128u
#define NO_NONCE  UINT32_MAX

/* A one-shot function's arguments; no tag to encrypt. */
struct message {
    psa_key_id_t key;
    psa_algorithm_t alg;
    const uint8_t *nonce;
    size_t nonce_length;
    psa_invec in[2]; /* additional data, data without the tag */
    psa_outvec out;
    const uint8_t *tag;
    size_t tag_length;
};

/* In the case that does not fit one request: the data has to be moved, because the output begins
 * inside it, to where additional data lies. An operation reads this before it moves that. */
static psa_status_t in_parts(struct message *m)
{
    psa_aead_operation_t operation = PSA_AEAD_OPERATION_INIT;
    uint8_t *output = m->out.base;
    psa_status_t status =
        client_crypto_setup(&operation.handle, m->key, m->alg,
                            KEDGE_CRYPTO_AEAD_ENCRYPT_SETUP + (m->tag != NULL ? 1 : 0));

    if (status == PSA_SUCCESS)
        status = psa_aead_set_lengths(&operation, m->in[0].len, m->in[1].len);
    if (status == PSA_SUCCESS)
        status = psa_aead_set_nonce(&operation, m->nonce, m->nonce_length);
    if (status == PSA_SUCCESS)
        status = psa_aead_update_ad(&operation, m->in[0].base, m->in[0].len);
    if (status == PSA_SUCCESS)
        status = psa_aead_update(&operation, m->in[1].base, m->in[1].len, output, m->out.len,
                                 &m->in[1].len);
    if (status == PSA_SUCCESS && m->tag == NULL)
        status =
            client_crypto_fetch(&operation.handle, output + m->in[1].len, m->out.len - m->in[1].len,
                                &m->tag_length, KEDGE_CRYPTO_AEAD_FINISH);
    else if (status == PSA_SUCCESS)
        status =
            client_crypto_feed(&operation.handle, m->tag, m->tag_length, KEDGE_CRYPTO_AEAD_VERIFY);
    (void)psa_aead_abort(&operation);
    m->out.len = m->in[1].len + (m->tag == NULL ? m->tag_length : 0);
    return status;
}

static psa_status_t send(struct message *m)
{
    struct client_crypto_args args; /* initialised as far as it is sent */
    uintptr_t ad = (uintptr_t)m->in[0].base, output = (uintptr_t)m->out.base;
    size_t size = m->in[1].len;
    psa_invec in[3] = {{&args, sizeof args.args}, m->in[0], m->in[1]};

    args.args =
        (struct kedge_crypto_args){.key = m->key, .algorithm = m->alg, .nonce_size = NO_NONCE};
    if (m->nonce_length <= NONCE_MAX) {
        args.args.nonce_size = (uint32_t)m->nonce_length;
        in[0].len += m->nonce_length + m->tag_length;
        if (m->nonce_length > 0)
            memcpy(args.behind, m->nonce, m->nonce_length);
        if (m->tag_length > 0)
            memcpy(args.behind + m->nonce_length, m->tag, m->tag_length);
    }
    /* An output that is too short is the service's to refuse, and nothing must move. */
    if (size <= m->out.len && client_crypto_disturbs(m->out.base, 0, &in[2])) {
        if (ad < output ? output - ad < in[1].len : ad - output < size)
            return in_parts(m);
        in[2].base = memmove(m->out.base, in[2].base, size);
    }
    return client_crypto_call(KEDGE_CRYPTO_AEAD_ENCRYPT + (m->tag != NULL ? 1 : 0), in, 3, &m->out,
                              NULL);
}

psa_status_t psa_aead_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *nonce,
                              size_t nonce_length, const uint8_t *additional_data,
                              size_t additional_data_length, const uint8_t *plaintext,
                              size_t plaintext_length, uint8_t *ciphertext, size_t ciphertext_size,
                              size_t *ciphertext_length)
{
    struct message m = {
        .key = key,
        .alg = alg,
        .nonce = nonce,
        .nonce_length = nonce_length,
        .in = {{additional_data, additional_data_length}, {plaintext, plaintext_length}},
        .out = {ciphertext, ciphertext_size},
    };
    psa_status_t status = send(&m);

    *ciphertext_length = status == PSA_SUCCESS ? m.out.len : 0;
    return status;
}

psa_status_t psa_aead_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *nonce,
                              size_t nonce_length, const uint8_t *additional_data,
                              size_t additional_data_length, const uint8_t *ciphertext,
                              size_t ciphertext_length, uint8_t *plaintext, size_t plaintext_size,
                              size_t *plaintext_length)
{
    uint8_t tag[PSA_AEAD_TAG_MAX_SIZE];
    struct message m = {
        .key = key,
        .alg = alg,
        .nonce = nonce,
        .nonce_length = NO_NONCE,
        .in = {{additional_data, additional_data_length}, {ciphertext, ciphertext_length}},
        .out = {plaintext, plaintext_size},
        .tag = tag,
    };
    size_t tag_length = PSA_ALG_AEAD_GET_TAG_LENGTH(alg);
    psa_status_t status;

    /* The tag travels behind the arguments, so that the data may be moved without it. */
    if (tag_length <= sizeof tag && tag_length <= ciphertext_length) {
        m.nonce_length = nonce_length;
        m.tag_length = tag_length;
        m.in[1].len -= tag_length;
        if (tag_length > 0)
            memcpy(tag, ciphertext + m.in[1].len, tag_length);
    }
    status = send(&m);
    if (status == PSA_ERROR_INVALID_SIGNATURE && plaintext_size > 0)
        memset(plaintext, 0, plaintext_size);
    *plaintext_length = status == PSA_SUCCESS ? m.out.len : 0;
    return status;
}

psa_status_t psa_aead_encrypt_setup(psa_aead_operation_t *operation, psa_key_id_t key,
                                    psa_algorithm_t alg)
{
    return client_crypto_setup(&operation->handle, key, alg, KEDGE_CRYPTO_AEAD_ENCRYPT_SETUP);
}

psa_status_t psa_aead_decrypt_setup(psa_aead_operation_t *operation, psa_key_id_t key,
                                    psa_algorithm_t alg)
{
    return client_crypto_setup(&operation->handle, key, alg, KEDGE_CRYPTO_AEAD_DECRYPT_SETUP);
}

psa_status_t psa_aead_set_lengths(psa_aead_operation_t *operation, size_t ad_length,
                                  size_t plaintext_length)
{
    struct kedge_crypto_args args = {.key = operation->handle,
                                     .length = {ad_length, plaintext_length}};
    psa_invec in = {&args, sizeof args};

    return client_crypto_call(KEDGE_CRYPTO_AEAD_SET_LENGTHS, &in, 1, NULL, NULL);
}

psa_status_t psa_aead_generate_nonce(psa_aead_operation_t *operation, uint8_t *nonce,
                                     size_t nonce_size, size_t *nonce_length)
{
    return client_crypto_fetch(&operation->handle, nonce, nonce_size, nonce_length,
                               KEDGE_CRYPTO_AEAD_GENERATE_NONCE);
}

psa_status_t psa_aead_set_nonce(psa_aead_operation_t *operation, const uint8_t *nonce,
                                size_t nonce_length)
{
    return client_crypto_feed(&operation->handle, nonce, nonce_length, KEDGE_CRYPTO_AEAD_SET_NONCE);
}

psa_status_t psa_aead_update_ad(psa_aead_operation_t *operation, const uint8_t *input,
                                size_t input_length)
{
    return client_crypto_feed(&operation->handle, input, input_length, KEDGE_CRYPTO_AEAD_UPDATE_AD);
}

psa_status_t psa_aead_update(psa_aead_operation_t *operation, const uint8_t *input,
                             size_t input_length, uint8_t *output, size_t output_size,
                             size_t *output_length)
{
    return client_crypto_update(operation->handle, input, input_length, output, output_size,
                                output_length, KEDGE_CRYPTO_AEAD_UPDATE);
}

psa_status_t psa_aead_finish(psa_aead_operation_t *operation, uint8_t *ciphertext,
                             size_t ciphertext_size, size_t *ciphertext_length, uint8_t *tag,
                             size_t tag_size, size_t *tag_length)
{
    (void)ciphertext;
    (void)ciphertext_size;
    *ciphertext_length = 0;
    return client_crypto_fetch(&operation->handle, tag, tag_size, tag_length,
                               KEDGE_CRYPTO_AEAD_FINISH);
}

psa_status_t psa_aead_verify(psa_aead_operation_t *operation, uint8_t *plaintext,
                             size_t plaintext_size, size_t *plaintext_length, const uint8_t *tag,
                             size_t tag_length)
{
    (void)plaintext;
    (void)plaintext_size;
    *plaintext_length = 0;
    return client_crypto_feed(&operation->handle, tag, tag_length, KEDGE_CRYPTO_AEAD_VERIFY);
}

psa_status_t psa_aead_abort(psa_aead_operation_t *operation)
{
    return client_crypto_abort(&operation->handle);
}
