/* SPDX-License-Identifier: Apache-2.0 */
/* RSAPrivateKey and RSAPublicKey of RFC 8017, appendix A.1, in DER. */
#include "crypto/provider/mbedtls/rsa.h"

#include "lib/wipe.h"

#include <string.h>

#define INTEGER  0x02
#define SEQUENCE 0x30

struct cursor {
    const uint8_t *at, *end;
};

/* Takes one element; its content becomes `content`. Lengths are as short as DER wants them. */
static bool take(struct cursor *cursor, uint8_t tag, struct cursor *content)
{
    const uint8_t *p = cursor->at;
    size_t left = (size_t)(cursor->end - p);
    size_t size, header = 2;

    if (left < 2 || p[0] != tag)
        return false;
    size = p[1];
    if (size == 0x81 && left >= 3 && p[2] >= 0x80) {
        size = p[2];
        header = 3;
    } else if (size == 0x82 && left >= 4 && p[2] != 0) {
        size = (size_t)(p[2] << 8 | p[3]);
        header = 4;
    } else if (size >= 0x80) {
        return false;
    }
    if (size > left - header)
        return false;
    *content = (struct cursor){p + header, p + header + size};
    cursor->at = content->end;
    return true;
}

/* A number, not negative, without more leading zeros than its sign needs. */
static bool take_number(struct cursor *cursor, struct rsa_number *number)
{
    struct cursor content;
    size_t size;

    if (!take(cursor, INTEGER, &content))
        return false;
    size = (size_t)(content.end - content.at);
    if (size == 0 || content.at[0] >= 0x80 ||
        (size > 1 && content.at[0] == 0 && content.at[1] < 0x80))
        return false;
    if (content.at[0] == 0) {
        content.at++;
        size--;
    }
    *number = (struct rsa_number){content.at, size};
    return true;
}

static bool take_key(struct cursor cursor, bool pair, struct rsa_key *key)
{
    struct cursor content;
    struct rsa_number version;

    if (!take(&cursor, SEQUENCE, &content) || cursor.at != cursor.end)
        return false;
    if (pair && (!take_number(&content, &version) || version.size != 0))
        return false;
    key->public_part = content.at;
    for (size_t i = 0; i < (pair ? RSA_NUMBERS : RSA_D); i++) {
        if (!take_number(&content, &key->number[i]))
            return false;
        if (i == RSA_E)
            key->public_size = (size_t)(content.at - key->public_part);
    }
    return content.at == content.end;
}

static bool is_odd(const struct rsa_number *number)
{
    return number->size > 0 && (number->data[number->size - 1] & 1) != 0;
}

psa_status_t crypto_rsa_key_parse(const struct crypto_key *material, struct rsa_key *key)
{
    struct cursor all = {material->data, material->data + material->size};
    bool pair = PSA_KEY_TYPE_IS_KEY_PAIR(material->attributes.type);
    const struct rsa_number *number = key->number;
    size_t half;

    if (!take_key(all, pair, key) || !is_odd(&number[RSA_N]) || !is_odd(&number[RSA_E]))
        return PSA_ERROR_INVALID_ARGUMENT;
    key->bits = number[RSA_N].size * 8;
    if (key->bits < RSA_BITS_MIN || number[RSA_N].size > RSA_SIZE_MAX ||
        number[RSA_N].data[0] < 0x80 || number[RSA_E].size > 4)
        return PSA_ERROR_NOT_SUPPORTED;
    crypto_rsa_number_load(&number[RSA_E], &key->exponent, 1);
    if (key->exponent < 3)
        return PSA_ERROR_INVALID_ARGUMENT;
    if (!pair)
        return PSA_SUCCESS;
    if (!is_odd(&number[RSA_P]) || !is_odd(&number[RSA_Q]))
        return PSA_ERROR_INVALID_ARGUMENT;
    half = LIMBS_OF_SIZE((number[RSA_N].size + 1) / 2) * sizeof(limb_t);
    for (size_t i = RSA_P; i <= RSA_QI; i++)
        if (number[i].size > half)
            return PSA_ERROR_NOT_SUPPORTED;
    return PSA_SUCCESS;
}

psa_status_t crypto_mbedtls_rsa_check(const struct crypto_key *material, size_t *bits)
{
    struct rsa_key key;
    limb_t p[RSA_HALF_MAX], q[RSA_HALF_MAX], n[RSA_LIMBS_MAX], product[RSA_LIMBS_MAX];
    psa_status_t status = crypto_rsa_key_parse(material, &key);

    if (status != PSA_SUCCESS)
        return status;
    *bits = key.bits;
    if (!PSA_KEY_TYPE_IS_KEY_PAIR(material->attributes.type))
        return PSA_SUCCESS;
    /* The rest of a pair is judged whenever it is used: crypto_rsa_private_operation() looks at
     * what came out. */
    crypto_rsa_number_load(&key.number[RSA_P], p, RSA_HALF_MAX);
    crypto_rsa_number_load(&key.number[RSA_Q], q, RSA_HALF_MAX);
    crypto_rsa_number_load(&key.number[RSA_N], n, RSA_LIMBS_MAX);
    mbedtls_mpi_core_mul(product, p, RSA_HALF_MAX, q, RSA_HALF_MAX);
    if (!lib_equal_ct(product, n, sizeof n))
        status = PSA_ERROR_INVALID_ARGUMENT;
    lib_wipe(p, sizeof p);
    lib_wipe(q, sizeof q);
    return status;
}

psa_status_t crypto_mbedtls_rsa_public(const struct crypto_key *material, uint8_t *output,
                                       size_t *size)
{
    struct rsa_key key;
    psa_status_t status = crypto_rsa_key_parse(material, &key);

    if (status != PSA_SUCCESS)
        return status;
    /* The two numbers are there as they have to be; 1024 bits and more need four bytes before
     * them, or three: 128 bytes with their headers are 138. */
    *output++ = SEQUENCE;
    if (key.public_size > 0xff) {
        *output++ = 0x82;
        *output++ = (uint8_t)(key.public_size >> 8);
    } else {
        *output++ = 0x81;
    }
    *output++ = (uint8_t)key.public_size;
    memcpy(output, key.public_part, key.public_size);
    *size = key.public_size + (key.public_size > 0xff ? 4 : 3);
    return PSA_SUCCESS;
}
