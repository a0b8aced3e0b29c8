/* SPDX-License-Identifier: Apache-2.0 */
/* Sequences of arbitrary requests from two clients to the crypto service. What must hold: no
 * write without a vector or beyond it, no access outside a buffer, and no key of a client that the
 * other one can name. */
#include "crypto/persist.h"
#include "crypto/random.h"
#include "kedge/crypto_call.h"
#include "test/unit/crypto_fake_core.h"

static const uint8_t *input;
static size_t left;

/* The rest of the input; what is beyond its end is zero. */
static void take(void *data, size_t size)
{
    size_t part = size < left ? size : left;

    memset(data, 0, size);
    if (part > 0)
        memcpy(data, input, part);
    input += part;
    left -= part;
}

static uint8_t take_byte(void)
{
    uint8_t byte;

    take(&byte, 1);
    return byte;
}

bool crypto_entropy_read(void *buffer, size_t size)
{
    memset(buffer, 0x17, size);
    return true;
}

/* Two persistent keys fit, of which everything is remembered. */
static struct {
    int32_t owner;
    psa_key_attributes_t attributes;
    uint8_t material[256];
    size_t size;
} kept[2];

psa_status_t crypto_persist_load(int32_t owner, psa_key_id_t id, psa_key_attributes_t *attributes,
                                 uint8_t *material, size_t capacity, size_t *size)
{
    for (int i = 0; i < 2; i++) {
        if (kept[i].size == 0 || kept[i].owner != owner || kept[i].attributes.id != id)
            continue;
        *size = kept[i].size;
        if (*size > capacity)
            return PSA_ERROR_BUFFER_TOO_SMALL;
        *attributes = kept[i].attributes;
        memcpy(material, kept[i].material, *size);
        return PSA_SUCCESS;
    }
    return PSA_ERROR_DOES_NOT_EXIST;
}

psa_status_t crypto_persist_save(int32_t owner, const psa_key_attributes_t *attributes,
                                 const uint8_t *material, size_t size)
{
    for (int i = 0; i < 2; i++) {
        if (kept[i].size != 0)
            continue;
        kept[i].owner = owner;
        kept[i].attributes = *attributes;
        kept[i].size = size;
        memcpy(kept[i].material, material, size);
        return PSA_SUCCESS;
    }
    return PSA_ERROR_INSUFFICIENT_STORAGE;
}

psa_status_t crypto_persist_erase(int32_t owner, psa_key_id_t id)
{
    for (int i = 0; i < 2; i++) {
        if (kept[i].size != 0 && kept[i].owner == owner && kept[i].attributes.id == id) {
            kept[i].size = 0;
            return PSA_SUCCESS;
        }
    }
    return PSA_ERROR_DOES_NOT_EXIST;
}

/* The keys that the clients were given. */
static struct {
    int32_t client;
    psa_key_id_t id;
} known[32];
static int known_count;

/* Attributes of a key that may well exist, made of arbitrary ones. */
static void tame(psa_key_attributes_t *attributes)
{
    static const struct {
        psa_key_type_t type;
        psa_algorithm_t algorithm;
    } kinds[] = {
        {PSA_KEY_TYPE_AES, PSA_ALG_CCM},
        {PSA_KEY_TYPE_RAW_DATA, PSA_ALG_NONE},
        {PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1), PSA_ALG_ECDSA(PSA_ALG_SHA_256)},
        {PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1), PSA_ALG_ECDSA_ANY},
    };
    int kind = attributes->type % 4;

    attributes->type = kinds[kind].type;
    attributes->algorithm = kinds[kind].algorithm;
    attributes->bits = (uint16_t)(128 * (attributes->bits % 3));
    attributes->usage &= 0xff07;
    attributes->lifetime &= 1;
    attributes->id &= attributes->lifetime != 0 ? 3 : 0;
}

static bool makes_key(int32_t type)
{
    return (type >= KEDGE_CRYPTO_IMPORT_KEY && type <= KEDGE_CRYPTO_COPY_KEY) ||
           type == KEDGE_CRYPTO_DERIVATION_OUTPUT_KEY || type == KEDGE_CRYPTO_KEY_AGREEMENT;
}

/* The attributes of a key are the arguments, or a vector. */
static psa_key_attributes_t *attributes_in(int32_t type, struct kedge_crypto_args *args,
                                           uint8_t *first, uint8_t *second)
{
    if (type <= KEDGE_CRYPTO_GENERATE_KEY)
        return &args->attributes;
    return (psa_key_attributes_t *)(type == KEDGE_CRYPTO_KEY_AGREEMENT ? second : first);
}

static bool begins(int32_t type)
{
    static const int32_t setups[] = {
        KEDGE_CRYPTO_HASH_SETUP,           KEDGE_CRYPTO_HASH_RESUME,
        KEDGE_CRYPTO_HASH_CLONE,           KEDGE_CRYPTO_MAC_SIGN_SETUP,
        KEDGE_CRYPTO_MAC_VERIFY_SETUP,     KEDGE_CRYPTO_CIPHER_ENCRYPT_SETUP,
        KEDGE_CRYPTO_CIPHER_DECRYPT_SETUP, KEDGE_CRYPTO_AEAD_ENCRYPT_SETUP,
        KEDGE_CRYPTO_AEAD_DECRYPT_SETUP,   KEDGE_CRYPTO_DERIVATION_SETUP,
    };

    for (size_t i = 0; i < sizeof setups / sizeof setups[0]; i++)
        if (type == setups[i])
            return true;
    return false;
}

/* The last handles that a client was given, some of them stale, and whose they are. */
static uint32_t handles[8];
static int32_t handle_clients[8];
static int handle_count;

/* Learns of a request that succeeded, and holds it against what is known. `stale` is the handle
 * that makes place for a new one. */
static void remember(int32_t client, int32_t type, const struct kedge_crypto_args *args,
                     const uint8_t *out, int stale)
{
    if (begins(type)) {
        int place = handle_count < 8 ? handle_count++ : stale;

        handle_clients[place] = client;
        memcpy(&handles[place], out, sizeof handles[place]);
    }
    if (makes_key(type)) {
        if (known_count == 32)
            exit(1); /* more keys than there can be */
        known[known_count].client = client;
        memcpy(&known[known_count++].id, out, sizeof(psa_key_id_t));
    } else if (type == KEDGE_CRYPTO_DESTROY_KEY) {
        for (int i = 0; i < known_count; i++) {
            if (known[i].client == client && known[i].id == args->key)
                known[i--] = known[--known_count];
        }
    } else if (type > KEDGE_CRYPTO_DESTROY_KEY && type <= KEDGE_CRYPTO_GET_ATTRIBUTES) {
        int owned = 0;

        for (int i = 0; i < known_count; i++)
            owned |= known[i].client == client && known[i].id == args->key;
        if (!owned)
            abort();
    }
}

static void request(void)
{
    static _Alignas(psa_key_attributes_t) uint8_t buffers[3][300];
    static uint8_t out[300];
    static const psa_algorithm_t algorithms[] = {PSA_ALG_SHA_256,
                                                 PSA_ALG_CCM,
                                                 PSA_ALG_ECDSA(PSA_ALG_SHA_256),
                                                 PSA_ALG_ECDSA_ANY,
                                                 PSA_ALG_HMAC(PSA_ALG_SHA_256),
                                                 PSA_ALG_CBC_PKCS7,
                                                 PSA_ALG_HKDF(PSA_ALG_SHA_256),
                                                 PSA_ALG_ECDH};
    int32_t client = -1 - (take_byte() & 1);
    int32_t type = take_byte();
    uint8_t choice = take_byte();
    struct kedge_crypto_args args;
    psa_invec in[3] = {{&args, sizeof args}};
    int key = known_count > 0 ? take_byte() % known_count : -1;
    psa_status_t status;

    take(&args, sizeof args);
    if ((choice & 1) && type != KEDGE_CRYPTO_IMPORT_KEY && type != KEDGE_CRYPTO_GENERATE_KEY)
        args.algorithm = algorithms[choice / 32];
    if ((choice & 2) && type != KEDGE_CRYPTO_IMPORT_KEY && type != KEDGE_CRYPTO_GENERATE_KEY &&
        key >= 0)
        args.key = known[key].id;
    if (handle_count > 0 && (choice & 6) == 4)
        args.key = handles[take_byte() % handle_count];
    if (choice & 4) {
        in[0].len = take_byte() % (sizeof args + 1);
        memset((uint8_t *)&args + in[0].len, 0, sizeof args - in[0].len);
    }
    for (int i = 1; i < 3; i++) {
        size_t size = (choice & 16) ? take_byte() / 8 : take_byte();

        take(buffers[i], size);
        in[i] = (psa_invec){buffers[i], size};
    }
    if ((choice & 1) && makes_key(type))
        tame(attributes_in(type, &args, buffers[1], buffers[2]));
    status = fake_call(client, type, in, (choice & 8) ? NULL : out, take_byte());
    if (status > 0)
        abort();
    if (status == PSA_SUCCESS)
        remember(client, type, &args, out, choice % 8);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    input = data;
    left = size;
    while (left > 0)
        request();
    /* What is still going on can be ended, and does not go on after it. */
    for (int i = 0; i < handle_count; i++) {
        psa_invec in[3] = {{&handles[i], sizeof handles[i]}, {data, size}};

        if (fake_call(handle_clients[i], KEDGE_CRYPTO_ABORT, in, NULL, 0) != PSA_SUCCESS ||
            fake_call(handle_clients[i], KEDGE_CRYPTO_HASH_UPDATE, in, NULL, 0) !=
                PSA_ERROR_BAD_STATE)
            abort();
    }
    handle_count = 0;
    while (known_count > 0) {
        psa_invec in[3] = {{&known[--known_count].id, sizeof(psa_key_id_t)}};

        if (fake_call(known[known_count].client, KEDGE_CRYPTO_DESTROY_KEY, in, NULL, 0) !=
            PSA_SUCCESS)
            abort();
    }
    return 0;
}
