/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What of the computations on secrets is known to become public. The linker puts these functions in
 * the place of those whose results that is (--wrap, see CMakeLists.txt), so nothing has to be
 * marked in the code itself. A function that calls one of them from its own file is not reached;
 * none has to be.
 */
#include "test/conform/constant_time.h"

#include "crypto/provider/mbedtls/modular.h"
#include "crypto/provider/mbedtls/provider.h"
#include "crypto/provider/mbedtls/rsa.h"
#include "lib/wipe.h"

#include <p256-m.h>

/* Is a tag, MAC or password's hash the right one; is the result of RSA; is a modulus the product of
 * its primes? All become a status. */
bool __real_lib_equal_ct(const void *a, const void *b, size_t size);
bool __wrap_lib_equal_ct(const void *a, const void *b, size_t size);
bool __wrap_lib_equal_ct(const void *a, const void *b, size_t size)
{
    bool equal = __real_lib_equal_ct(a, b, size);

    constant_time_public(&equal, sizeof equal);
    return equal;
}

/* Is a private value in its range? The status of an import; of a random value, whether it is drawn
 * anew, and then it is worth nothing. */
bool __real_crypto_modular_is_scalar(const limb_t *a, const limb_t *modulus, size_t count);
bool __wrap_crypto_modular_is_scalar(const limb_t *a, const limb_t *modulus, size_t count);
bool __wrap_crypto_modular_is_scalar(const limb_t *a, const limb_t *modulus, size_t count)
{
    bool good = __real_crypto_modular_is_scalar(a, modulus, count);

    constant_time_public(&good, sizeof good);
    return good;
}

/* The same of p256-m's, whose own marks are not complete. */
int __real_p256_validate_privkey(const uint8_t priv[32]);
int __wrap_p256_validate_privkey(const uint8_t priv[32]);
int __wrap_p256_validate_privkey(const uint8_t priv[32])
{
    int result = __real_p256_validate_privkey(priv);

    constant_time_public(&result, sizeof result);
    return result;
}

int __real_p256_public_from_private(uint8_t pub[64], const uint8_t priv[32]);
int __wrap_p256_public_from_private(uint8_t pub[64], const uint8_t priv[32]);
int __wrap_p256_public_from_private(uint8_t pub[64], const uint8_t priv[32])
{
    int result = __real_p256_public_from_private(pub, priv);

    constant_time_public(&result, sizeof result);
    return result;
}

/* Is r or s, or the last denominator of a multiplication, zero? Never with a chance worth naming; r
 * and s are public. */
bool __real_crypto_modular_is_zero(const limb_t *a, size_t count);
bool __wrap_crypto_modular_is_zero(const limb_t *a, size_t count);
bool __wrap_crypto_modular_is_zero(const limb_t *a, size_t count)
{
    bool zero = __real_crypto_modular_is_zero(a, count);

    constant_time_public(&zero, sizeof zero);
    return zero;
}

/* Has a number an inverse? One without would be a factor of the modulus. */
bool __real_crypto_modular_invert(const struct modulus *modulus, limb_t *r, const limb_t *a,
                                  limb_t *work);
bool __wrap_crypto_modular_invert(const struct modulus *modulus, limb_t *r, const limb_t *a,
                                  limb_t *work);
bool __wrap_crypto_modular_invert(const struct modulus *modulus, limb_t *r, const limb_t *a,
                                  limb_t *work)
{
    bool inverted = __real_crypto_modular_invert(modulus, r, a, work);

    constant_time_public(&inverted, sizeof inverted);
    return inverted;
}

/* An IV, though it is drawn at random, goes out with the message. */
psa_status_t __real_crypto_mbedtls_cipher_iv(struct crypto_cipher *cipher, const uint8_t *iv);
psa_status_t __wrap_crypto_mbedtls_cipher_iv(struct crypto_cipher *cipher, const uint8_t *iv);
psa_status_t __wrap_crypto_mbedtls_cipher_iv(struct crypto_cipher *cipher, const uint8_t *iv)
{
    constant_time_public(iv, CRYPTO_CIPHER_BLOCK);
    return __real_crypto_mbedtls_cipher_iv(cipher, iv);
}

/* Is padding right, and how long is the message then? The caller is told both. */
psa_status_t __real_crypto_mbedtls_cipher_finish(struct crypto_cipher *cipher, uint8_t *output,
                                                 size_t capacity, size_t *length);
psa_status_t __wrap_crypto_mbedtls_cipher_finish(struct crypto_cipher *cipher, uint8_t *output,
                                                 size_t capacity, size_t *length);
psa_status_t __wrap_crypto_mbedtls_cipher_finish(struct crypto_cipher *cipher, uint8_t *output,
                                                 size_t capacity, size_t *length)
{
    psa_status_t status = __real_crypto_mbedtls_cipher_finish(cipher, output, capacity, length);

    constant_time_public(&status, sizeof status);
    constant_time_public(length, sizeof *length);
    return status;
}

/* The same of RSA. */
psa_status_t __real_crypto_mbedtls_rsa_decrypt(const struct crypto_key *material,
                                               psa_algorithm_t algorithm, const uint8_t *input,
                                               const uint8_t *label, size_t label_size,
                                               uint8_t *output, size_t *length);
psa_status_t __wrap_crypto_mbedtls_rsa_decrypt(const struct crypto_key *material,
                                               psa_algorithm_t algorithm, const uint8_t *input,
                                               const uint8_t *label, size_t label_size,
                                               uint8_t *output, size_t *length);
psa_status_t __wrap_crypto_mbedtls_rsa_decrypt(const struct crypto_key *material,
                                               psa_algorithm_t algorithm, const uint8_t *input,
                                               const uint8_t *label, size_t label_size,
                                               uint8_t *output, size_t *length)
{
    psa_status_t status = __real_crypto_mbedtls_rsa_decrypt(material, algorithm, input, label,
                                                            label_size, output, length);

    constant_time_public(&status, sizeof status);
    constant_time_public(length, sizeof *length);
    return status;
}
