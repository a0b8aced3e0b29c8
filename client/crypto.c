/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a client: keys, hashes, signatures and random bytes, packed into psa_call().
 * Authenticated encryption is in crypto_aead.c. */
#include "psa/crypto.h"
#include "kedge/crypto_call.h"
#include "psa/client.h"
#include "psa_manifest/sid.h"

#include <string.h>

/* A request with at most two inputs besides its arguments, and at most one output. `*out_size` is
 * the output's capacity before and its length after, 0 on failure; null without an output. */
static psa_status_t call(enum kedge_crypto_request request, const void *args, size_t args_size,
                         const psa_invec *data, size_t data_count, void *out, size_t *out_size)
{
    psa_invec in[3] = {{args, args_size}};
    psa_outvec outs[1] = {{out, out_size != NULL ? *out_size : 0}};
    psa_status_t status;

    for (size_t i = 0; i < data_count; i++)
        in[1 + i] = data[i];
    status = psa_call(KEDGE_CRYPTO_HANDLE, (int32_t)request, in, 1 + data_count, outs,
                      out_size != NULL ? 1 : 0);
    if (out_size != NULL)
        *out_size = status == PSA_SUCCESS ? outs[0].len : 0;
    return status;
}

/* A request that names a key, or no key, and an algorithm. */
static psa_status_t call_algorithm(enum kedge_crypto_request request, psa_key_id_t key,
                                   psa_algorithm_t alg, const psa_invec *data, size_t data_count,
                                   void *out, size_t *out_size)
{
    const uint32_t args[2] = {key, alg};

    return call(request, args, sizeof args, data, data_count, out, out_size);
}

psa_status_t psa_crypto_init(void)
{
    return PSA_SUCCESS;
}

psa_status_t psa_generate_random(uint8_t *output, size_t output_size)
{
    psa_outvec out = {output, output_size};
    psa_status_t status =
        psa_call(KEDGE_CRYPTO_HANDLE, KEDGE_CRYPTO_GENERATE_RANDOM, NULL, 0, &out, 1);

    /* The service has no room for long outputs, so the beginning may have been written. */
    if (status == PSA_ERROR_INSUFFICIENT_ENTROPY)
        memset(output, 0, output_size);
    return status;
}

psa_status_t psa_get_key_attributes(psa_key_id_t key, psa_key_attributes_t *attributes)
{
    size_t size = sizeof *attributes;
    psa_status_t status =
        call(KEDGE_CRYPTO_GET_ATTRIBUTES, &key, sizeof key, NULL, 0, attributes, &size);

    if (status != PSA_SUCCESS)
        psa_reset_key_attributes(attributes);
    return status;
}

psa_status_t psa_import_key(const psa_key_attributes_t *attributes, const uint8_t *data,
                            size_t data_length, psa_key_id_t *key)
{
    psa_invec in = {data, data_length};
    size_t size = sizeof *key;

    *key = PSA_KEY_ID_NULL;
    return call(KEDGE_CRYPTO_IMPORT_KEY, attributes, sizeof *attributes, &in, 1, key, &size);
}

psa_status_t psa_generate_key(const psa_key_attributes_t *attributes, psa_key_id_t *key)
{
    size_t size = sizeof *key;

    *key = PSA_KEY_ID_NULL;
    return call(KEDGE_CRYPTO_GENERATE_KEY, attributes, sizeof *attributes, NULL, 0, key, &size);
}

psa_status_t psa_destroy_key(psa_key_id_t key)
{
    return call(KEDGE_CRYPTO_DESTROY_KEY, &key, sizeof key, NULL, 0, NULL, NULL);
}

psa_status_t psa_purge_key(psa_key_id_t key)
{
    return call(KEDGE_CRYPTO_PURGE_KEY, &key, sizeof key, NULL, 0, NULL, NULL);
}

psa_status_t psa_export_key(psa_key_id_t key, uint8_t *data, size_t data_size, size_t *data_length)
{
    *data_length = data_size;
    return call(KEDGE_CRYPTO_EXPORT_KEY, &key, sizeof key, NULL, 0, data, data_length);
}

psa_status_t psa_export_public_key(psa_key_id_t key, uint8_t *data, size_t data_size,
                                   size_t *data_length)
{
    *data_length = data_size;
    return call(KEDGE_CRYPTO_EXPORT_PUBLIC_KEY, &key, sizeof key, NULL, 0, data, data_length);
}

psa_status_t psa_hash_compute(psa_algorithm_t alg, const uint8_t *input, size_t input_length,
                              uint8_t *hash, size_t hash_size, size_t *hash_length)
{
    psa_invec in = {input, input_length};

    *hash_length = hash_size;
    return call_algorithm(KEDGE_CRYPTO_HASH_COMPUTE, 0, alg, &in, 1, hash, hash_length);
}

psa_status_t psa_hash_compare(psa_algorithm_t alg, const uint8_t *input, size_t input_length,
                              const uint8_t *hash, size_t hash_length)
{
    psa_invec in[2] = {{input, input_length}, {hash, hash_length}};

    return call_algorithm(KEDGE_CRYPTO_HASH_COMPARE, 0, alg, in, 2, NULL, NULL);
}

static psa_status_t sign(enum kedge_crypto_request request, psa_key_id_t key, psa_algorithm_t alg,
                         const uint8_t *input, size_t input_length, uint8_t *signature,
                         size_t signature_size, size_t *signature_length)
{
    psa_invec in = {input, input_length};

    *signature_length = signature_size;
    return call_algorithm(request, key, alg, &in, 1, signature, signature_length);
}

psa_status_t psa_sign_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                              size_t input_length, uint8_t *signature, size_t signature_size,
                              size_t *signature_length)
{
    return sign(KEDGE_CRYPTO_SIGN_MESSAGE, key, alg, input, input_length, signature, signature_size,
                signature_length);
}

psa_status_t psa_sign_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *hash,
                           size_t hash_length, uint8_t *signature, size_t signature_size,
                           size_t *signature_length)
{
    return sign(KEDGE_CRYPTO_SIGN_HASH, key, alg, hash, hash_length, signature, signature_size,
                signature_length);
}

static psa_status_t verify(enum kedge_crypto_request request, psa_key_id_t key, psa_algorithm_t alg,
                           const uint8_t *input, size_t input_length, const uint8_t *signature,
                           size_t signature_length)
{
    psa_invec in[2] = {{input, input_length}, {signature, signature_length}};

    return call_algorithm(request, key, alg, in, 2, NULL, NULL);
}

psa_status_t psa_verify_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                size_t input_length, const uint8_t *signature,
                                size_t signature_length)
{
    return verify(KEDGE_CRYPTO_VERIFY_MESSAGE, key, alg, input, input_length, signature,
                  signature_length);
}

psa_status_t psa_verify_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *hash,
                             size_t hash_length, const uint8_t *signature, size_t signature_length)
{
    return verify(KEDGE_CRYPTO_VERIFY_HASH, key, alg, hash, hash_length, signature,
                  signature_length);
}
