/* SPDX-License-Identifier: Apache-2.0 */
#include "boot/verify.h"

#include "boot/signature.h"
#include "kedge_config.h"

#include <string.h>

/* What a digest is before it is computed. Not zero: should the hashing be skipped, anybody could
 * make a signature of a digest of zeros that is valid for any key (e = 0 in the equation of ECDSA),
 * while to forge one for this constant is as hard as for any other digest. */
#define NO_DIGEST 0x5a

/* In each step the difference enters the flow before it is looked at: the branch that follows only
 * gives a reason and saves time, and skipping it does not help. */

_Static_assert(CONFIG_BOOT_P256 || CONFIG_BOOT_LMS, "nothing could be verified");

/* By which algorithm does the key verify? Its hash, which the device knows, covers all of the key:
 * so whoever makes an image has no choice. */
static bool is_lms(const struct boot_image *image)
{
    return CONFIG_BOOT_LMS && image->tlv[BOOT_TLV_PUBLIC_KEY].size != BOOT_PUBLIC_KEY_SIZE;
}

static enum boot_reason check_key(const struct boot_image *image, const uint8_t *root_key_hash,
                                  struct boot_proof *proof)
{
    const uint8_t *key = image->tlv[BOOT_TLV_PUBLIC_KEY].value;
    uint32_t difference;

    if (key == NULL)
        return BOOT_REASON_KEY_MISSING;
    if (!is_lms(image) &&
        (!CONFIG_BOOT_P256 || memcmp(key, boot_public_key_head, BOOT_PUBLIC_KEY_HEAD_SIZE) != 0))
        return BOOT_REASON_KEY_FORMAT;
    if (!boot_sha256(key, image->tlv[BOOT_TLV_PUBLIC_KEY].size, proof->key_hash))
        return BOOT_REASON_KEY_UNKNOWN;
    difference = boot_hard_difference(proof->key_hash, root_key_hash, BOOT_SHA256_SIZE);
    boot_flow_step(&proof->flow, BOOT_STEP_KEY, difference);
    return boot_hard_reload(difference) != 0 ? BOOT_REASON_KEY_UNKNOWN : BOOT_REASON_NONE;
}

static enum boot_reason check_digest(const struct boot_image *image, struct boot_proof *proof)
{
    uint32_t difference;

    if (!boot_sha256(image->slot, image->signed_size, proof->digest))
        return BOOT_REASON_HASH_WRONG;
    difference =
        boot_hard_difference(proof->digest, image->tlv[BOOT_TLV_HASH].value, BOOT_SHA256_SIZE);
    boot_flow_step(&proof->flow, BOOT_STEP_DIGEST, difference);
    return boot_hard_reload(difference) != 0 ? BOOT_REASON_HASH_WRONG : BOOT_REASON_NONE;
}

static enum boot_reason conclude_signature(boot_hard_t verified, struct boot_proof *proof)
{
    boot_flow_step(&proof->flow, BOOT_STEP_SIGNATURE, verified.value ^ BOOT_HARD_TRUE);
    return boot_hard_is_true(verified) ? BOOT_REASON_NONE : BOOT_REASON_SIGNATURE_WRONG;
}

static enum boot_reason check_lms(const struct boot_image *image, struct boot_proof *proof)
{
    return conclude_signature(boot_lms_verify(image->tlv[BOOT_TLV_PUBLIC_KEY].value,
                                              image->tlv[BOOT_TLV_PUBLIC_KEY].size, proof->digest,
                                              image->tlv[BOOT_TLV_LMS_SIGNATURE].value,
                                              image->tlv[BOOT_TLV_LMS_SIGNATURE].size),
                              proof);
}

static enum boot_reason check_p256(const struct boot_image *image, struct boot_proof *proof)
{
    uint8_t raw[BOOT_P256_SIGNATURE_SIZE] = {0};

    if (!boot_signature_decode(image->tlv[BOOT_TLV_SIGNATURE].value,
                               image->tlv[BOOT_TLV_SIGNATURE].size, raw))
        return BOOT_REASON_SIGNATURE_FORMAT;
    return conclude_signature(
        boot_p256_verify(image->tlv[BOOT_TLV_PUBLIC_KEY].value + BOOT_PUBLIC_KEY_HEAD_SIZE,
                         proof->digest, raw),
        proof);
}

/* The signature is checked over the digest that was computed, not over the one that was found. */
static enum boot_reason check_signature(const struct boot_image *image, struct boot_proof *proof)
{
    bool lms = is_lms(image);

    if (CONFIG_BOOT_LMS &&
        image->tlv[lms ? BOOT_TLV_LMS_SIGNATURE : BOOT_TLV_SIGNATURE].value == NULL)
        return BOOT_REASON_SIGNATURE_MISSING;
    if (lms)
        return check_lms(image, proof);
    return CONFIG_BOOT_P256 ? check_p256(image, proof) : BOOT_REASON_KEY_FORMAT;
}

static enum boot_reason check_counter(const struct boot_image *image, uint32_t least,
                                      struct boot_proof *proof)
{
    uint32_t borrow = boot_hard_borrow(image->security_counter, least);

    boot_flow_step(&proof->flow, BOOT_STEP_COUNTER, borrow);
    return boot_hard_reload(borrow) != 0 ? BOOT_REASON_COUNTER_LOW : BOOT_REASON_NONE;
}

enum boot_reason boot_verify(const struct boot_image *image,
                             const uint8_t root_key_hash[BOOT_SHA256_SIZE],
                             uint32_t least_security_counter, struct boot_proof *proof)
{
    enum boot_reason reason;

    memset(proof, NO_DIGEST, sizeof *proof);
    proof->flow = BOOT_FLOW_START;
    reason = check_key(image, root_key_hash, proof);
    if (reason == BOOT_REASON_NONE)
        reason = check_digest(image, proof);
    if (reason == BOOT_REASON_NONE)
        reason = check_signature(image, proof);
    if (reason == BOOT_REASON_NONE)
        reason = check_counter(image, least_security_counter, proof);
    return reason;
}
