/* SPDX-License-Identifier: Apache-2.0 */
/* PSA Crypto for a client: signatures, asymmetric encryption, key agreement. */
#include "client/crypto.h"

psa_status_t psa_sign_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                              size_t input_length, uint8_t *signature, size_t signature_size,
                              size_t *signature_length)
{
    return client_crypto_compute(key, alg, input, input_length, signature, signature_size,
                                 signature_length, KEDGE_CRYPTO_SIGN_MESSAGE);
}

psa_status_t psa_verify_message(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                size_t input_length, const uint8_t *signature,
                                size_t signature_length)
{
    return client_crypto_check(key, alg, input, input_length, signature, signature_length,
                               KEDGE_CRYPTO_VERIFY_MESSAGE);
}

psa_status_t psa_sign_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *hash,
                           size_t hash_length, uint8_t *signature, size_t signature_size,
                           size_t *signature_length)
{
    return client_crypto_compute(key, alg, hash, hash_length, signature, signature_size,
                                 signature_length, KEDGE_CRYPTO_SIGN_HASH);
}

psa_status_t psa_verify_hash(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *hash,
                             size_t hash_length, const uint8_t *signature, size_t signature_length)
{
    return client_crypto_check(key, alg, hash, hash_length, signature, signature_length,
                               KEDGE_CRYPTO_VERIFY_HASH);
}

psa_status_t psa_raw_key_agreement(psa_algorithm_t alg, psa_key_id_t private_key,
                                   const uint8_t *peer_key, size_t peer_key_length, uint8_t *output,
                                   size_t output_size, size_t *output_length)
{
    return client_crypto_compute(private_key, alg, peer_key, peer_key_length, output, output_size,
                                 output_length, KEDGE_CRYPTO_RAW_KEY_AGREEMENT);
}

psa_status_t psa_key_agreement(psa_key_id_t private_key, const uint8_t *peer_key,
                               size_t peer_key_length, psa_algorithm_t alg,
                               const psa_key_attributes_t *attributes, psa_key_id_t *key)
{
    const uint32_t args[2] = {private_key, alg};
    psa_invec in[3] = {
        {args, sizeof args}, {peer_key, peer_key_length}, {attributes, sizeof *attributes}};
    psa_outvec out = {key, sizeof *key};

    *key = PSA_KEY_ID_NULL;
    return client_crypto_call(KEDGE_CRYPTO_KEY_AGREEMENT, in, 3, &out, NULL);
}

psa_status_t psa_asymmetric_encrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                    size_t input_length, const uint8_t *salt, size_t salt_length,
                                    uint8_t *output, size_t output_size, size_t *output_length)
{
    const uint32_t args[2] = {key, alg};
    psa_invec in[3] = {{args, sizeof args}, {input, input_length}, {salt, salt_length}};
    psa_outvec out = {output, output_size};

    return client_crypto_call(KEDGE_CRYPTO_ASYMMETRIC_ENCRYPT, in, 3, &out, output_length);
}

psa_status_t psa_asymmetric_decrypt(psa_key_id_t key, psa_algorithm_t alg, const uint8_t *input,
                                    size_t input_length, const uint8_t *salt, size_t salt_length,
                                    uint8_t *output, size_t output_size, size_t *output_length)
{
    const uint32_t args[2] = {key, alg};
    psa_invec in[3] = {{args, sizeof args}, {input, input_length}, {salt, salt_length}};
    psa_outvec out = {output, output_size};

    return client_crypto_call(KEDGE_CRYPTO_ASYMMETRIC_DECRYPT, in, 3, &out, output_length);
}
