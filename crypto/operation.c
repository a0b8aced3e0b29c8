/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/operation.h"

#include "crypto/family.h"
#include "crypto/key.h"
#include "lib/wipe.h"

#define SLOT_COUNT CONFIG_CRYPTO_OPERATION_COUNT
/* A handle is the slot's number, from 1, in the low byte, and above it how many operations there
 * have been. */
#define HANDLE_SLOT_BITS 8
#define HANDLE_SLOT_MASK 0xffu

static struct {
    uint32_t opened;
    struct crypto_operation slots[SLOT_COUNT > 0 ? SLOT_COUNT : 1];
} table;

psa_status_t crypto_operation_open(int32_t owner, enum crypto_family family,
                                   struct crypto_operation **operation, uint32_t *handle)
{
    uint32_t number = 0;

    *handle = 0;
    for (struct crypto_operation *slot = table.slots; slot < table.slots + SLOT_COUNT; slot++) {
        number++;
        if (slot->family != CRYPTO_FREE)
            continue;
        *handle = ++table.opened << HANDLE_SLOT_BITS | number;
        slot->handle = *handle;
        slot->owner = owner;
        slot->family = (uint8_t)family;
        slot->phase = 0;
        *operation = slot;
        return PSA_SUCCESS;
    }
    return PSA_ERROR_INSUFFICIENT_MEMORY;
}

psa_status_t crypto_operation_find(int32_t owner, uint32_t handle, enum crypto_family family,
                                   struct crypto_operation **operation)
{
    uint32_t i = (handle & HANDLE_SLOT_MASK) - 1;
    struct crypto_operation *slot = &table.slots[i < SLOT_COUNT ? i : 0];
    bool found = slot->family == (uint8_t)family && slot->handle == handle && slot->owner == owner;

    *operation = found ? slot : NULL;
    return found ? PSA_SUCCESS : PSA_ERROR_BAD_STATE;
}

void crypto_operation_begin(struct crypto_operation *operation, enum crypto_family family,
                            psa_algorithm_t algorithm)
{
    if (CONFIG_CRYPTO_OPAQUE)
        operation->provider = &crypto_provider;
    operation->algorithm = algorithm;
    operation->family = (uint8_t)family;
    operation->phase = 0;
    operation->flags = 0;
    operation->size = 0;
}

static psa_status_t start(struct crypto_operation *operation, const struct crypto_key *key)
{
    if (CONFIG_CRYPTO_OPAQUE)
        operation->provider = crypto_key_provider(key);
    if (CRYPTO_HAS_MAC && operation->family == CRYPTO_MAC)
        return crypto_mac_start(operation, key);
    if (CRYPTO_HAS_CIPHER && operation->family == CRYPTO_CIPHER)
        return crypto_cipher_start(operation, key);
    return CRYPTO_HAS_AEAD ? crypto_aead_start(operation, key) : PSA_ERROR_NOT_SUPPORTED;
}

psa_status_t crypto_operation_begin_keyed(struct crypto_operation *operation,
                                          enum crypto_family family, int32_t owner, psa_key_id_t id,
                                          psa_algorithm_t algorithm, bool forward)
{
    const struct crypto_key *key;
    psa_key_usage_t usage =
        family == CRYPTO_MAC ? PSA_KEY_USAGE_VERIFY_MESSAGE : PSA_KEY_USAGE_DECRYPT;
    psa_status_t status = PSA_ERROR_INVALID_ARGUMENT;

    /* Of the usages and of the flags, those of the way forward are the next lower bits. */
    _Static_assert(PSA_KEY_USAGE_VERIFY_MESSAGE >> 1 == PSA_KEY_USAGE_SIGN_MESSAGE &&
                       PSA_KEY_USAGE_DECRYPT >> 1 == PSA_KEY_USAGE_ENCRYPT &&
                       CRYPTO_MAY_VERIFY >> 1 == CRYPTO_MAY_FINISH,
                   "the way forward");
    /* The families with keys and the categories of their algorithms are in the same order. */
    _Static_assert(CRYPTO_MAC == 2 && CRYPTO_CIPHER == 3 && CRYPTO_AEAD == 4, "the categories");
    crypto_operation_begin(operation, family, algorithm);
    operation->flags = (uint8_t)(CRYPTO_MAY_VERIFY >> forward);
    if ((algorithm >> 24 & 0x7f) == (psa_algorithm_t)family + 1)
        status = crypto_key_use(owner, id, usage >> forward, algorithm, &key);
    if (status == PSA_SUCCESS)
        status = start(operation, key);
    return crypto_operation_begun(operation, status);
}

static psa_status_t compute(struct crypto_operation *operation, uint8_t *output)
{
    if (CRYPTO_HAS_HASH && operation->family == CRYPTO_HASH)
        return crypto_provider.hash_finish(&operation->state.hash, output);
    if (CRYPTO_HAS_MAC && operation->family == CRYPTO_MAC)
        return crypto_mac_result(operation, output);
    return CRYPTO_HAS_AEAD ? crypto_aead_result(operation, output) : PSA_ERROR_BAD_STATE;
}

psa_status_t crypto_operation_finish(struct crypto_operation *operation, uint8_t *output,
                                     size_t capacity, size_t *size)
{
    psa_status_t status = PSA_ERROR_BAD_STATE;

    *size = 0;
    if ((operation->flags & CRYPTO_MAY_FINISH) != 0)
        status =
            capacity < operation->size ? PSA_ERROR_BUFFER_TOO_SMALL : compute(operation, output);
    if (status == PSA_SUCCESS)
        *size = operation->size;
    crypto_operation_abort(operation);
    return status;
}

psa_status_t crypto_operation_verify(struct crypto_operation *operation, const uint8_t *expected,
                                     size_t size)
{
    uint8_t computed[PSA_HASH_MAX_SIZE];
    psa_status_t status = PSA_ERROR_BAD_STATE;

    if ((operation->flags & CRYPTO_MAY_VERIFY) != 0)
        status = compute(operation, computed);
    if (status == PSA_SUCCESS &&
        (size != operation->size || !lib_equal_ct(computed, expected, size)))
        status = PSA_ERROR_INVALID_SIGNATURE;
    lib_wipe(computed, sizeof computed);
    crypto_operation_abort(operation);
    return status;
}

/* Lets the provider go of what it holds outside of the state. */
static void let_go(struct crypto_operation *operation)
{
    const struct crypto_provider *provider = crypto_operation_provider(operation);

    switch (operation->family) {
    case CRYPTO_HASH:
        if (crypto_provider.hash_abort != NULL)
            crypto_provider.hash_abort(&operation->state.hash);
        break;
    case CRYPTO_MAC:
        if ((operation->flags & CRYPTO_MAC_HASHED) != 0)
            crypto_hmac_abort(&operation->state.mac.hmac);
        else if (provider->cmac_abort != NULL)
            provider->cmac_abort(&operation->state.mac.cmac);
        break;
    case CRYPTO_CIPHER:
        if (provider->cipher_abort != NULL)
            provider->cipher_abort(&operation->state.cipher);
        break;
    case CRYPTO_AEAD:
        if (provider->aead_abort != NULL)
            provider->aead_abort(&operation->state.aead.state);
        break;
    default:
        break;
    }
}

void crypto_operation_abort(struct crypto_operation *operation)
{
    static const uint16_t sizes[] = {
        [CRYPTO_FREE] = 0,
        [CRYPTO_HASH] = sizeof operation->state.hash,
        [CRYPTO_MAC] = CONFIG_CRYPTO_CMAC || CONFIG_CRYPTO_OPAQUE
                           ? sizeof operation->state.mac
                           : sizeof operation->state.mac.hmac,
        [CRYPTO_CIPHER] = sizeof operation->state.cipher,
        [CRYPTO_AEAD] = sizeof operation->state.aead,
        [CRYPTO_DERIVATION] = sizeof operation->state.derivation,
    };

    if (CRYPTO_STATES_HOLD && operation->phase != 0)
        let_go(operation);
    /* The families differ much in what there is to wipe, and hashes are short. */
    lib_wipe(&operation->state, sizes[operation->family]);
    operation->family = CRYPTO_FREE;
}

void crypto_operation_abort_all(int32_t owner)
{
    for (uint32_t i = 0; i < SLOT_COUNT; i++) {
        if (table.slots[i].family != CRYPTO_FREE && table.slots[i].owner == owner)
            crypto_operation_abort(&table.slots[i]);
    }
}

psa_status_t crypto_operation_result(struct crypto_operation *operation, psa_status_t status)
{
    if (status != PSA_SUCCESS)
        crypto_operation_abort(operation);
    return status;
}
