/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names are the RFC's: q is a leaf, r a node, I the identifier. One-time keys come of the seed as
 * in its appendix A. Nothing is kept between calls: a tree of ten levels is a million hashes, half
 * a second.
 */
#include "tool/lms.h"

#include "lib/bytes.h"
#include "lib/sha256.h"
#include "lib/wipe.h"

#include <openssl/rand.h>
#include <stdlib.h>
#include <string.h>

#define HASH       TOOL_LMS_HASH_SIZE
#define CHAIN_LAST 15u /* steps of a chain of 4 bits */
#define OTS_TYPE   3u  /* LMOTS_SHA256_N32_W4 */
#define SUM_SHIFT  4u  /* ls of this type */

enum { D_PBLC = 0x8080, D_MESG = 0x8181, D_LEAF = 0x8282, D_INTR = 0x8383 };

/* LMS_SHA256_M32_H5, H10 and H15 are 5, 6 and 7. */
static uint32_t tree_type(const struct tool_lms *lms)
{
    return 4 + lms->levels / 5;
}

/* Every hash begins with I, a leaf or node, and two bytes. */
static void begin(struct lib_sha256 *hash, const struct tool_lms *lms, uint32_t node, unsigned tag)
{
    uint8_t bytes[6];

    lib_put_be32(bytes, node);
    bytes[4] = (uint8_t)(tag >> 8);
    bytes[5] = (uint8_t)tag;
    lib_sha256_begin(hash);
    lib_sha256_update(hash, lms->identifier, sizeof lms->identifier);
    lib_sha256_update(hash, bytes, sizeof bytes);
}

/* The first value of a chain, `steps` steps on. */
static void chain(const struct tool_lms *lms, uint32_t leaf, unsigned i, unsigned steps,
                  uint8_t value[HASH])
{
    struct lib_sha256 hash;
    uint8_t byte = 0xff;

    begin(&hash, lms, leaf, i);
    lib_sha256_update(&hash, &byte, 1);
    lib_sha256_update(&hash, lms->seed, HASH);
    lib_sha256_finish(&hash, value);
    for (unsigned step = 0; step < steps; step++) {
        byte = (uint8_t)step;
        begin(&hash, lms, leaf, i);
        lib_sha256_update(&hash, &byte, 1);
        lib_sha256_update(&hash, value, HASH);
        lib_sha256_finish(&hash, value);
    }
}

static void leaf_node(const struct tool_lms *lms, uint32_t leaf, uint8_t node[HASH])
{
    struct lib_sha256 hash;
    uint8_t value[HASH];

    begin(&hash, lms, leaf, D_PBLC);
    for (unsigned i = 0; i < TOOL_LMS_CHAINS; i++) {
        chain(lms, leaf, i, CHAIN_LAST, value);
        lib_sha256_update(&hash, value, HASH);
    }
    lib_sha256_finish(&hash, value);
    begin(&hash, lms, ((uint32_t)1 << lms->levels) + leaf, D_LEAF);
    lib_sha256_update(&hash, value, HASH);
    lib_sha256_finish(&hash, node);
}

/* All nodes, node r at r; from 1, the root. On the heap, null without memory. */
static uint8_t (*make_tree(const struct tool_lms *lms))[HASH]
{
    uint32_t leaves = (uint32_t)1 << lms->levels;
    uint8_t(*tree)[HASH] = malloc(2 * (size_t)leaves * HASH);
    struct lib_sha256 hash;

    if (tree == NULL)
        return NULL;
    for (uint32_t leaf = 0; leaf < leaves; leaf++)
        leaf_node(lms, leaf, tree[leaves + leaf]);
    for (uint32_t r = leaves - 1; r > 0; r--) {
        begin(&hash, lms, r, D_INTR);
        lib_sha256_update(&hash, tree[2 * r], HASH);
        lib_sha256_update(&hash, tree[2 * r + 1], HASH);
        lib_sha256_finish(&hash, tree[r]);
    }
    return tree;
}

bool tool_lms_complete(struct tool_lms *lms)
{
    uint8_t(*tree)[HASH] = make_tree(lms);

    if (tree == NULL)
        return false;
    lib_put_be32(lms->public_key, tree_type(lms));
    lib_put_be32(lms->public_key + 4, OTS_TYPE);
    memcpy(lms->public_key + 8, lms->identifier, sizeof lms->identifier);
    memcpy(lms->public_key + 24, tree[1], HASH);
    free(tree);
    return true;
}

/* Algorithm 3: the message's digits of 4 bits, and those of the sum of what they lack. */
static uint8_t *sign_once(const struct tool_lms *lms, uint32_t leaf, const uint8_t *message,
                          size_t size, const uint8_t randomizer[HASH], uint8_t *output)
{
    struct lib_sha256 hash;
    uint8_t string[HASH + 2];
    unsigned sum = 0;

    begin(&hash, lms, leaf, D_MESG);
    lib_sha256_update(&hash, randomizer, HASH);
    lib_sha256_update(&hash, message, size);
    lib_sha256_finish(&hash, string);
    for (size_t i = 0; i < HASH; i++)
        sum += 2 * CHAIN_LAST - (string[i] >> 4) - (string[i] & 15u);
    sum <<= SUM_SHIFT;
    string[HASH] = (uint8_t)(sum >> 8);
    string[HASH + 1] = (uint8_t)sum;
    for (unsigned i = 0; i < TOOL_LMS_CHAINS; i++, output += HASH)
        chain(lms, leaf, i, (i % 2 == 0 ? string[i / 2] >> 4 : string[i / 2]) & 15u, output);
    return output;
}

size_t tool_lms_sign(const struct tool_lms *lms, uint32_t leaf, const uint8_t *message, size_t size,
                     uint8_t signature[TOOL_LMS_SIGNATURE_MAX])
{
    uint8_t(*tree)[HASH] = make_tree(lms);
    uint8_t *output = signature + 8;

    if (tree == NULL || RAND_bytes(output, HASH) != 1) {
        free(tree);
        return 0;
    }
    lib_put_be32(signature, leaf);
    lib_put_be32(signature + 4, OTS_TYPE);
    output = sign_once(lms, leaf, message, size, output, output + HASH);
    lib_put_be32(output, tree_type(lms));
    output += 4;
    for (uint32_t r = ((uint32_t)1 << lms->levels) + leaf; r > 1; r /= 2, output += HASH)
        memcpy(output, tree[r ^ 1], HASH);
    free(tree);
    return (size_t)(output - signature);
}
