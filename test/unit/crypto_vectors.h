/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Known answers, in hexadecimal. NIST's are from SP 800-38C and FIPS 180-4's examples, those of
 * RFC 6979 from its appendix A.2.5; the others were computed by OpenSSL 3.0.
 */
#ifndef TEST_CRYPTO_VECTORS_H
#define TEST_CRYPTO_VECTORS_H

#include <stddef.h>
#include <stdint.h>

struct hash_vector {
    const char *message; /**< text, repeated `repeat` times */
    int repeat;
    const char *digest;
};

static const struct hash_vector sha256_vectors[] = {
    {"", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
};

struct ccm_vector {
    int tag_size;
    const char *key, *nonce, *ad, *plaintext, *ciphertext; /**< the tag behind the ciphertext */
};

static const struct ccm_vector ccm_vectors[] = {
    /* SP 800-38C, examples 1 to 3. */
    {.tag_size = 4,
     .key = "404142434445464748494a4b4c4d4e4f",
     .nonce = "10111213141516",
     .ad = "0001020304050607",
     .plaintext = "20212223",
     .ciphertext = "7162015b4dac255d"},
    {.tag_size = 6,
     .key = "404142434445464748494a4b4c4d4e4f",
     .nonce = "1011121314151617",
     .ad = "000102030405060708090a0b0c0d0e0f",
     .plaintext = "202122232425262728292a2b2c2d2e2f",
     .ciphertext = "d2a1f0e051ea5f62081a7792073d593d1fc64fbfaccd"},
    {.tag_size = 8,
     .key = "404142434445464748494a4b4c4d4e4f",
     .nonce = "101112131415161718191a1b",
     .ad = "000102030405060708090a0b0c0d0e0f10111213",
     .plaintext = "202122232425262728292a2b2c2d2e2f3031323334353637",
     .ciphertext = "e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5484392fbc1b09951"},
    /* OpenSSL. */
    {
        .tag_size = 16,
        .key = "72abec75865f40691a9314dd2e4768d1",
        .nonce = "124b8c1526ffe009ba33b47dce",
        .ad = "",
        .plaintext = "",
        .ciphertext = "d02527ecd8d0cc0ea83ad2cd04a611c4",
    },
    {
        .tag_size = 4,
        .key = "a7c83122db9ca5368ff099cac3c40dde",
        .nonce = "4768d1c27b3c45d62f90396a63",
        .ad = "64ad7e17b8a112",
        .plaintext = "",
        .ciphertext = "0b049bf7",
    },
    {
        .tag_size = 6,
        .key = "246d3ed77861d20b4cd5e6bfa0c97af3",
        .nonce = "c40dde77180172",
        .ad = "",
        .plaintext = "a9",
        .ciphertext = "d360a58c1b3beb",
    },
    {
        .tag_size = 8,
        .key = "29da53d49dee072891823bfc0596ef50",
        .nonce = "c97af3743d8ea7c83122db9c",
        .ad = "368ff099cac3c40dde77180172abec75",
        .plaintext = "76cf30d90a03044d1eb75841b2eb2cb5c69f80a95ad3541d6e87a81102bb7c85"
                     "166fd079aaa3a4edbe57f8e1528bcc55663f2049fa73f4bd0e2748b1a25b1c25",
        .ciphertext = "bf6f92d778c32926f8e3894d21642774550f1a16cc545510810d2f0e5085a3e1"
                      "bbccbaebc78b521e8f4f1255accf36f21dc4d49db8f95224073449e2f4f04518"
                      "84eb99ff7afe0a3f",
    },
    {
        .tag_size = 16,
        .key = "f64fb0598a8384cd9e37d8c1326bac35",
        .nonce = "96ef50f92a23246d3ed77861d2",
        .ad = "0b4cd5e6bfa0c97af3743d8ea7c8",
        .plaintext = "4b8c1526ffe009ba33b47dcee70871621bdce576cf30d90a03044d1eb75841b2"
                     "eb2cb5c69f80a95ad3541d6e87a81102bb7c85166fd079aaa3a4edbe57f8e152"
                     "8b",
        .ciphertext = "aa5000fd3de2258a5cddfe61eaa21b38f2b9a9120fa7f70d2ed6ced762ed0c13"
                      "93b63e2e414bddd856d07ebca76f5306b05c58095aeaee0e70a7a45a46f3dd78"
                      "f8bbaddf8a94a0f8b6d8bcbce0cf48e6bb",
    },
    {
        .tag_size = 10,
        .key = "cb0c95a67f60893ab334fd4e6788f1e29b5c65f64fb0598a",
        .nonce = "6bac35461f0029da53d49d",
        .ad = "2891823bfc0596ef50f92a2324",
        .plaintext = "68d1c27b3c45d62f90396a6364ad7e17b8a1124b8c1526ffe009ba33b47dce",
        .ciphertext = "4bfc46041f2f5114d7b9f622950c3359db2dc902c1ec2c4e522d1e1b1549e979"
                      "5412782c1121c3f528",
    },
    {
        .tag_size = 16,
        .key = "e85142fbbcc556af10b9eae3e42dfe97382192cb0c95a67f",
        .nonce = "88f1e29b5c65f64fb0598a8384",
        .ad = "cd",
        .plaintext = "0dde77180172abec75865f40691a9314dd2e4768d1c27b3c45d62f90396a6364ad",
        .ciphertext = "58a0d7aaab43599668265ab80eaf83071926dc93a8bf070df57ea12b901af223"
                      "45370994e48cfbf2e439907ebf64090a79",
    },
    {
        .tag_size = 12,
        .key = "8d5ef79881f22b6cf506dfc0e99a13945daec7e85142fbbcc556af10b9eae3e4",
        .nonce = "2dfe97382192cb0c",
        .ad = "3ab334fd4e6788f1e29b5c65f64fb0598a8384cd9e37d8c1326bac35461f0029",
        .plaintext = "7af3743d8ea7c83122db9ca5368ff099cac3c40dde77180172abec75865f4069"
                     "1a9314dd2e4768d1c27b3c45d62f9039",
        .ciphertext = "e13703e6d9af068caedfb973f6c77f031535ff2528da3e8e9f103a78130cbd98"
                      "402024c10caac4c18204e0a453623ce2e252ed8c4e5386a4d217a679",
    },
    {
        .tag_size = 14,
        .key = "fa73f4bd0e2748b1a25b1c25b60f70194a43448d5ef79881f22b6cf506dfc0e9",
        .nonce = "9a13945daec7e85142fbbcc556",
        .ad = "af10b9eae3e42dfe97382192cb0c95",
        .plaintext = "ef50f92a23246d3ed77861d20b4cd5e6bfa0c97af3743d8ea7c83122db9ca536"
                     "8ff099cac3c40dde77180172abec75865f40691a9314dd2e4768d1c27b3c45d6"
                     "2f90396a6364ad7e17b8a1124b8c1526ffe009ba33b47dcee70871621bdce576"
                     "cf30d90a",
        .ciphertext = "14cf5339462ec2aa675db888addcb3f3b7eed7cff735b5013a893f20dfbc858a"
                      "c1e5d9f7d52a8acce9b05c665a25982cb039be4a1288c2c8c2b88b170948646c"
                      "abd32a886ad0c5db701c5443c0635a5a6aaae617a1460810d154d58b92f1d03c"
                      "617adf911145ad8e0d3bd292cbe631bea17a",
    },
    {
        .tag_size = 16,
        .key = "6fd079aaa3a4edbe57f8e1528bcc55663f2049fa73f4bd0e2748b1a25b1c25b6",
        .nonce = "0f70194a43448d5ef79881f22b",
        .ad = "6cf506dfc0e99a13945daec7e85142fbbcc556af10b9eae3e42dfe973821",
        .plaintext = "ac35461f0029da53d49dee072891823b",
        .ciphertext = "013e13292cff38f71f1c52146cd1c9d85a5b242539c1620464e6106014fb32ac",
    },
};

struct ecdsa_vector {
    const char *private, *public, *hash, *signature;
};

static const struct ecdsa_vector ecdsa_vectors[] = {
    /* RFC 6979, A.2.5: SHA-256 of "sample" and of "test", SHA-384 of "sample". */
    {.private = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
     .public = "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
               "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
     .hash = "af2bdbe1aa9b6ec1e2ade1d694f41fc71a831d0268e9891562113d8a62add1bf",
     .signature = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                  "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"},
    {.private = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
     .public = "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
               "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
     .hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
     .signature = "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
                  "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"},
    {.private = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
     .public = "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
               "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
     .hash = "9a9083505bc92276aec4be312696ef7bf3bf603f4bbd381196a029f340585312"
             "313bca4a9b5b890efee42c77b1ee25fe",
     .signature = "0eafea039b20e9b42309fb1d89e213057cbf973dc0cfc8f129edddc800ef7719"
                  "4861f0491e6998b9455193e34e7b0d284ddd7149a74b95b9261f13abde940954"},
    /* OpenSSL; the last has a hash of 20 bytes. */
    {
        .private = "c3c8400974ef896255500f0b22220f28805f9de975e8c0f4ab85a01ae43fef96",
        .public = "04d66515e1609c78602ed605875b7856cda5c9a5e527843f2d544cb1faf66b4003"
                  "bb65cb009eaeb30f2a5f510122447953e5efa24d6620a9550679c457cb1008d2",
        .hash = "74f2bab0f7b496db35967b365a4bedc0f6378888dea671ec307ee99e677fe21d",
        .signature = "8d0e0cdf6be130a527cb756cc505f41c1bb536be33f93a6f56dc4dad6f376998"
                     "12e8b548066d93d11fc1e5c53a4d460f86c5a2b3392c569a061d2de7795bb643",
    },
    {
        .private = "c3f4ef5e7b6f061bca02a23350b7411c8d59399a53abbc141456065a225e85c9",
        .public = "04b01c10d6998f1ca050d592484c1f1a383eec58dd76a5d2d1d401d4eebaafb758"
                  "509ced42dc6a25a9930f0ef5b2d6b462093a1f955e814cd33473a57b14e5d673",
        .hash = "b526aef1a341cfe6e5c377ed4c222888eeb81f913a107110a867e009c1758f24",
        .signature = "2b91f2c8cadfcf322c019b62243a87bd5742278dd8430be8df0c955bb0dbc0c6"
                     "9072b0705b44a326537badfc21dc80c191cd25923f393386c09bad8c40b819a6",
    },
    {
        .private = "44608f944601f6d026c99adf5b6e2e39c573eb34131b3bebe03defa24d9fad63",
        .public = "04315f721265f20827634087340b132af2b716bffeca3c430bab4deb70a9491164"
                  "ac2f812a295317c97106e505f6529869d830abf42c9f745509144882b7b42682",
        .hash = "84768ddee659efeafdeb972b55143141bc23b6e333c70e8b68d29774ab09a548",
        .signature = "162a11a475c9ccb0a5bd2bb6d084a0e7e3b035179dbed3a2d06fa55bca7110bb"
                     "fc3fef03456049b49f8e2b896ce409df232e3299ce67490a0bea290525eda34d",
    },
    {
        .private = "89e43835b014da8afa62477481b5a48ba385aa5e6ea2843402c70b1c12f85b70",
        .public = "04259b48f7c1536e799a37f61e0a163424b4eb381e007112b012bb83253b5721a8"
                  "5deb3ae0cae07444e8e93853fbfe9ecf2b947d3b00ae574bfab1ada9c946b26b",
        .hash = "fb29a8d5309d7c35b180dbd78c63a455a5d1fb45",
        .signature = "f396441183af716353432e7a099bfff00dc1ff3f8d52a4ade74a45f38541acb9"
                     "d9d8bc4a8514e62b805b7cd134bb69609b94c5b9b874b87b3a6fd9eaacd27a3c",
    },
};

/** Writes the bytes of a hexadecimal text; returns how many. */
static size_t unhex(const char *text, uint8_t *bytes)
{
    static const char digits[] = "0123456789abcdef";
    size_t size = 0;

    for (; text[0] != '\0'; text += 2) {
        unsigned value = 0;

        for (unsigned i = 0; i < 16; i++) {
            value |= text[0] == digits[i] ? i << 4 : 0;
            value |= text[1] == digits[i] ? i : 0;
        }
        bytes[size++] = (uint8_t)value;
    }
    return size;
}

#endif
