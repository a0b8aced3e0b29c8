/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Examples that the standards themselves print, in hexadecimal: what neither OpenSSL nor Mbed TLS,
 * which most tests compare with, have had a part in. SP 800-38A appendix F and SP 800-38B appendix
 * D share a key and a message.
 */
#ifndef TEST_VECTORS_CRYPTO_STANDARDS_H
#define TEST_VECTORS_CRYPTO_STANDARDS_H

#include "psa/crypto.h"

/** FIPS 180-4's examples: the hash of "abc". */
static const struct {
    psa_algorithm_t alg;
    const char *hash;
} hash_standards[] = {
    {PSA_ALG_SHA_1, "a9993e364706816aba3e25717850c26c9cd0d89d"},
    {PSA_ALG_SHA_224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"},
    {PSA_ALG_SHA_256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {PSA_ALG_SHA_384, "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                      "8086072ba1e7cc2358baeca134c825a7"},
    {PSA_ALG_SHA_512, "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                      "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
};

#define NIST_KEY "2b7e151628aed2a6abf7158809cf4f3c"
#define NIST_MESSAGE                                                   \
    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51" \
    "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"
#define NIST_IV      "000102030405060708090a0b0c0d0e0f"
#define NIST_COUNTER "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"

/** SP 800-38A: F.1.1, F.2.1, F.3.13, F.4.1, F.5.1. */
static const struct {
    psa_algorithm_t alg;
    const char *iv, *ciphertext;
} cipher_standards[] = {
    {PSA_ALG_ECB_NO_PADDING, "",
     "3ad77bb40d7a3660a89ecaf32466ef97f5d3d58503b9699de785895a96fdbaaf"
     "43b1cd7f598ece23881b00e3ed0306887b0c785e27e8ad3f8223207104725dd4"},
    {PSA_ALG_CBC_NO_PADDING, NIST_IV,
     "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
     "73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7"},
    {PSA_ALG_CFB, NIST_IV,
     "3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b"
     "26751f67a3cbb140b1808cf187a4f4dfc04b05357c5d1c0eeac4c66f9ff7f2e6"},
    {PSA_ALG_OFB, NIST_IV,
     "3b3fd92eb72dad20333449f8e83cfb4a7789508d16918f03f53c52dac54ed825"
     "9740051e9c5fecf64344f7a82260edcc304c6528f659c77866a510d9c1d6ae5e"},
    {PSA_ALG_CTR, NIST_COUNTER,
     "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff"
     "5ae4df3edbd5d35e5b4f09020db03eab1e031dda2fbe03d1792170a0f3009cee"},
};

/** SP 800-38B, D.1: the MAC of the message's first `size` bytes. */
static const struct {
    size_t size;
    const char *mac;
} cmac_standards[] = {
    {0, "bb1d6929e95937287fa37d129b756746"},
    {16, "070a16b46b4d4144f79bdd9dd04a287c"},
    {40, "dfa66747de9ae63030ca32611497c827"},
    {64, "51f0bebf7e3b9d92fc49741779363cfe"},
};

/** RFC 4231, case 2: "what do ya want for nothing?" with the key "Jefe". */
static const struct {
    psa_algorithm_t alg;
    const char *mac;
} hmac_standards[] = {
    {PSA_ALG_SHA_224, "a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44"},
    {PSA_ALG_SHA_256, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
    {PSA_ALG_SHA_384, "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
                      "8e2240ca5e69e2c78b3239ecfab21649"},
    {PSA_ALG_SHA_512, "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                      "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"},
};

/** SP 800-38C, examples 1 and 2; the submission of GCM to NIST, case 4; RFC 8439, 2.8.2. */
static const struct {
    psa_key_type_t type;
    psa_algorithm_t alg;
    const char *key, *nonce, *ad, *plaintext, *ciphertext; /* with the tag */
} aead_standards[] = {
    {PSA_KEY_TYPE_AES, PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 4),
     "404142434445464748494a4b4c4d4e4f", "10111213141516", "0001020304050607", "20212223",
     "7162015b4dac255d"},
    {PSA_KEY_TYPE_AES, PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 6),
     "404142434445464748494a4b4c4d4e4f", "1011121314151617", "000102030405060708090a0b0c0d0e0f",
     "202122232425262728292a2b2c2d2e2f", "d2a1f0e051ea5f62081a7792073d593d1fc64fbfaccd"},
    {PSA_KEY_TYPE_AES, PSA_ALG_GCM, "feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
     "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
     "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
     "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e0915bc94fbc3221a5db94fae95ae7121a47"},
    {PSA_KEY_TYPE_CHACHA20, PSA_ALG_CHACHA20_POLY1305,
     "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f", "070000004041424344454647",
     "50515253c0c1c2c3c4c5c6c7",
     "4c616469657320616e642047656e746c656d656e206f662074686520636c6173"
     "73206f66202739393a204966204920636f756c64206f6666657220796f75206f"
     "6e6c79206f6e652074697020666f7220746865206675747572652c2073756e73"
     "637265656e20776f756c642062652069742e",
     "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6"
     "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
     "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
     "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691"},
};

#endif
